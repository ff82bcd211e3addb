import type { Language } from '../language/language.ts';

/** What a question names, by kind: a pin or a device, a name of the code, a number, a length of time, a line. */
export interface Slots {
  pin: string[];
  /** "The light", "灯": a thing called by its kind only. */
  thing: string[];
  name: string[];
  number: string[];
  time: string[];
  line: string[];
}

/** A question whose names and numbers are marks, so that two questions about different things read alike. */
export interface Marked {
  text: string;
  slots: Slots;
}

/** One sign for each kind, of those that nobody types. */
const MARK: Record<keyof Slots, string> = {
  pin: '\ue001',
  thing: '\ue002',
  name: '\ue003',
  number: '\ue004',
  time: '\ue005',
  line: '\ue006',
};

const COUNTED_ZH = '(?=个?(?:下|次|回|遍|圈|轮|声|步|秒|毫秒|分钟|小时))';
const NUMBER = `(?:0x[0-9a-f]+|\\d+(?:\\.\\d+)?|(?<![第一])[二两三四五六七八九十]+${COUNTED_ZH}|\\b(?:three|four|five|six|seven|eight|nine|ten)\\b(?=\\s+(?:times|press\\w*|push\\w*|clicks?|loops?|rounds?|seconds?|passes)\\b))`;
const UNIT =
  '(?:毫秒|微秒|秒钟?|分钟|小时|(?:ms|us|µs|s|secs?|seconds?|milli\\w*|min|minutes?|hours?|h)(?![a-z]))(?!数)';
const PATTERNS: [keyof Slots, RegExp][] = [
  [
    'line',
    /第\s*(\d{1,4}|[一二三四五六七八九十]{1,3})\s*行|\bline\s*(?:no\.?\s*|number\s*|#\s*)?(\d{1,4})\b|\bL(\d{1,4})\b/gi,
  ],
  ['time', new RegExp(`第?\\s*(${NUMBER}\\s*${UNIT})`, 'gi')],
  ['number', new RegExp(`(?<![\\w.])第?(${NUMBER})(?![\\w])`, 'gi')],
];
/** Things that are switched, called by what they are; of several or of none in particular they are words as any other. */
const THING: Record<Language, RegExp> = {
  zh: /(?<!哪一?[个些盏颗只路种]?|每一?[个盏颗只]?|[几两俩][个盏颗只]?|多少[个盏颗只]?|所有的?|全部的?|有|跑马|流水|呼吸|各)(?:(?:那|这)(?:个|盏|颗|只)?)?(?:小|指示|工作|红|绿|黄|蓝|白)?(?:LED ?灯|led灯|灯泡|灯(?!效|的?(?:顺序|次序))|LED|led|蜂鸣器|喇叭|继电器|电机|马达|水泵|泵(?!浦)|风扇|电磁阀|阀门?|舵机)(?!们)/g,
  en: /(?<!\b(?:which|what|how many|each|every|any|no|both|two|all|of)\s(?:the\s)?)\b(?:(?:the|that|this|my)\s+)?(?:(?:red|green|yellow|blue|white)\s+)?(?:led|light|lamp|bulb|buzzer|beeper|relay|motor|pump|fan|valve|servo)\b(?![- ]?(?:up|s\b))/gi,
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const noLetter = (text: string): string => {
  const before = /^[A-Za-z0-9_]/.test(text) ? '(?<![A-Za-z0-9_])' : '';
  const after = /[A-Za-z0-9_]$/.test(text) ? '(?![A-Za-z0-9_])' : '';
  return `${before}${escaped(text)}${after}`;
};

/**
 * Puts marks in place of what a question names.
 * @param pins what it calls the pins it names, @param names names of the code in it
 */
export function marked(
  question: string,
  language: Language,
  pins: readonly string[] = [],
  names: readonly string[] = [],
): Marked {
  const slots: Slots = { pin: [], thing: [], name: [], number: [], time: [], line: [] };
  let text = question;
  const take = (kind: keyof Slots, pattern: RegExp): void => {
    text = text.replace(pattern, (whole: string, ...groups: unknown[]) => {
      const value = groups.find((group, at) => at < groups.length - 2 && typeof group === 'string');
      const said = typeof value === 'string' ? value : whole.trim();
      if (!slots[kind].includes(said)) slots[kind].push(said);
      return ` ${MARK[kind]} `;
    });
  };
  for (const kind of ['pin', 'name', 'number', 'time', 'line'] as const) {
    const placed = kind === 'pin' ? /\{pin2?\}/g : new RegExp(`\\{${kind}\\}`, 'g');
    take(kind, placed);
  }
  const byLength = (list: readonly string[]): string[] => [...list].sort((a, b) => b.length - a.length);
  const article = language === 'en' ? '(?:\\bthe )?' : '';
  for (const pin of byLength(pins)) take('pin', new RegExp(`${article}(${noLetter(pin)})`, 'gi'));
  for (const name of byLength(names)) take('name', new RegExp(`(${noLetter(name)}(?:\\s?\\([^()]{0,40}\\))?)`, 'g'));
  for (const [kind, pattern] of PATTERNS) take(kind, pattern);
  take('thing', THING[language]);
  return { text, slots };
}
