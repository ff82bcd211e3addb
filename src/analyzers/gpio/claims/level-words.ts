import type { Comment } from '../code.ts';

/** Words for a level in each language, and what happens to a thing that is switched on or off. */
const LEVELS = {
  low: { en: String.raw`(?:low|0|gnd|ground)\b`, zh: '低', digit: '0', other: '1' },
  high: { en: String.raw`(?:high|1|vcc)\b`, zh: '高', digit: '1', other: '0' },
} as const;
const ON_EN = String.raw`(?:lit\b|lights?\b(?: up)?|on\b|energi[sz]e[sd]?\b|activate[sd]?\b|trigger(?:s|ed)?\b|closes?d?\b|pulls? in\b|sounds?\b|beeps?\b|rings?\b|spins?\b|runs?\b|glows?\b)`;
const ON_ZH = '(?:点亮|亮(?!度)|有效|触发|导通|点|响|鸣|发声|发光|吸合|动作|开启|打开|工作|启动|开(?![关始])|转)';
const OFF_ZH = '(?:熄灭|灭|关闭|关(?!于)|断开|释放|不亮|不响|停)';
/** "When the pin is pulled low": nothing but the pin itself between. */
const OF_THE_PIN = String.raw`(?:(?:a|an|the|its|it|this|that|pin|level|output|input|line|in\d?|port|p[a-k]?_?\d+(?:\.\d)?|d\d+|gpio ?\d+|gp\d+|is|goes|gets|driven|pulled|set|held|brought|written|to|logic|at) )*`;

/** All the ways to say that a level is "on"; what is said of the other level and "off" comes to the same. */
function saying(level: 'low' | 'high'): string {
  const { en, zh, digit, other } = LEVELS[level];
  const against = LEVELS[level === 'low' ? 'high' : 'low'];
  const then = '\\s*[，,]?(?:时|就|则|才|会|后|即)*\\s*(?:是|为|=|:|：)?\\s*';
  return [
    `active[ -]?${level}`,
    String.raw`\b${level}[- ](?:level[- ]?)?(?:trigger(?:ed|s)?|active)\b`,
    `\\b${ON_EN} (?:by|on|when|at|with|if|while) ${OF_THE_PIN}${en}`,
    String.raw`\b${level} (?:level )?(?:turns?|lights?|switches|closes|starts|energi[sz]es|activates|triggers|enables)(?! off)(?: it| the \w+)?(?! off)(?: up| on)?`,
    String.raw`\b(?:${level}|${digit}) ?(?:=|means|is|->|→|:) ?(?:on|lit|energi[sz]ed|active|closed)\b`,
    String.raw`\b(?:${against.en.slice(3, -3)}) ?(?:=|means|->|→) ?off\b`,
    `${zh}电平${then}${ON_ZH}`,
    `${zh}(?:亮|有效|触发|响|开(?![关始]))`,
    `(?:拉${zh}|置${zh}|输出${zh}(?:电平)?|给${zh}(?:电平)?|为${zh}(?:电平)?|输出\\s*${digit}|写\\s*${digit})${then}${ON_ZH}`,
    `${against.zh}电平${then}${OFF_ZH}`,
    `(?<![\\w.])${digit}\\s*[=：:为是]?\\s*(?:点亮|亮|开)[，,、/;；\\s]*${other}\\s*[=：:为是]?\\s*(?:熄灭|灭|关)`,
    level === 'low'
      ? '灌电流|共阳|common[- ]anode|\\banode (?:to|on|at) (?:the )?(?:vcc|vdd|3v3|3\\.3 ?v|\\+?5 ?v|supply)|阳极[^，。；]{0,4}接[^，。；]{0,3}(?:VCC|VDD|3\\.?3|5V|电源|正)|(?:sinks?|sinking) (?:the )?current'
      : '拉电流|共阴|common[- ]cathode|\\bcathode (?:to|on|at) (?:the )?(?:gnd|ground)|阴极[^，。；]{0,4}接[^，。；]{0,3}(?:地|GND)|(?:sources|sourcing) (?:the )?current',
  ].join('|');
}

/** What a comment says about a level being "on"; phrases about which level is on are taken out before. */
export const STATES_LOW = new RegExp(saying('low'), 'i');
export const STATES_HIGH = new RegExp(saying('high'), 'i');
/** A comment without its words about which level is on, so that "active low" is not read as "goes low". */
const LEVEL_WORDS = new RegExp(`${STATES_LOW.source}|${STATES_HIGH.source}`, 'gi');
/** A comment without what it says of levels. */
export const withoutLevelWords = (text: string): string => text.replace(LEVEL_WORDS, '');

const OF_A_KEY = /key|button|btn|switch|\bsw\d*\b|press|按键|按钮|按下|开关|微动/i;
const OF_AN_OUTPUT = /led|lamp|light|relay|buzz|beep|motor|fan|pump|灯|继电器|蜂鸣|电机|数码管/i;

/** Kinds of things that are switched on, by the words that speak of them. */
const THINGS: [string, RegExp][] = [
  ['light', /(?<![A-Za-z])led|(?<![A-Z])LED|Led|[Ll]amp|LAMP|[Ll]ight|LIGHT|灯|亮|\blit\b|发光|数码管|seg/],
  ['relay', /relay|继电器|吸合|energi[sz]/i],
  ['sound', /buzz|beep|bee?per|alarm|siren|speaker|蜂鸣|喇叭|响|鸣|发声/i],
  ['motor', /motor|fan|电机|马达|风扇|spin/i],
  ['pump', /pump|valve|水泵|阀|solenoid|电磁/i],
];
/** The kinds of things a text speaks of. */
export const thingsIn = (text: string): string[] =>
  THINGS.filter(([, words]) => words.test(text)).map(([thing]) => thing);

/** The clauses of a comment in which a level is "on", and of what; the level of a pressed key is another matter. */
function clausesOf({ text, code }: Comment, level: RegExp): string[] {
  const clauses = text.split(/[;；。]|[,，](?!\s*[01]\s*[=：:为是]?\s*[灭关亮开])/);
  return clauses.filter(
    (clause) => level.test(clause) && (OF_AN_OUTPUT.test(clause) || !OF_A_KEY.test(`${clause} ${code}`)),
  );
}

export interface StatedLevel {
  level: 0 | 1;
  comment: Comment;
  /** The kinds of things it is said of; none: of whatever there is. */
  things: string[];
}

/** Every comment that says which level turns something on. */
export function statedLevels(comments: readonly Comment[]): StatedLevel[] {
  return comments.flatMap((comment): StatedLevel[] => {
    const [low, high] = [clausesOf(comment, STATES_LOW), clausesOf(comment, STATES_HIGH)];
    const said = low.length > 0 ? low : high;
    if (said.length === 0 || (low.length > 0 && high.length > 0)) return [];
    const own = thingsIn(said.join(' '));
    const things = own.length > 0 ? own : thingsIn(`${comment.text} ${comment.code}`);
    return [{ level: low.length > 0 ? 0 : 1, comment, things }];
  });
}

/** The level the paste says turns its things on, where it says one and the same everywhere. */
export function statedActiveLevel(comments: readonly Comment[]): { level: 0 | 1; comment: Comment } | null {
  const [first, ...others] = statedLevels(comments);
  return first && others.every(({ level }) => level === first.level) ? first : null;
}
