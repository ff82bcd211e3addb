import { readAsked } from '../../asking/question.ts';
import { askedPattern } from '../../knowledge/asked.ts';
import type { Language } from '../../language/language.ts';
import { englishNumbers, hanNumbers } from '../../language/number-words.ts';
import { pick } from '../../language/pick.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { unitsOf } from './durations.ts';
import type { Setting } from './facts.ts';
import { scoreFields } from './field-ways.ts';
import { type Field, knownFields, type Part, partsOf, settingsOf } from './fields.ts';
import { narrowed, ofNamed } from './settings.ts';
import { containersOf } from './workload.ts';

/** Below this the question is about something else, or about too much. */
const SPEAKS_OF_IT = 0.54;
/** A second field this near makes it unclear which one is meant. */
const CLEARLY = 0.18;
/** A question that one of two fields settles, more likely than not. */
const MAY_SPEAK_OF_IT = 0.45;
/** A field that is not written is meant less often. */
const UNWRITTEN = 0.12;
const NAMED = 0.5;
const LASTS = 0.6;

/** What no manifest tells: what is now or was, what things cost, who made them, reasons, advice. */
const TOLD_ELSEWHERE =
  /(?:现在|目前|当前|此刻)(?:用|还?剩|有几|有多|的 ?qps|多少)|昨[天晚]|上个?[月周]|今天|上一?次(?:跑|执行|运行|备份)?(?:花|用|成功|失败)|构建|速度|要不要|什么时候(?:上线|部署|发布)的|哪天(?:过期|到期)|镜像.{0,3}(?:多大|大小)|注册|\bgit\b|算法|集群(?:里|中)?(?:一共|总共)?有?(?:几|多少)|排队了?多少|返回什么|花了|为什么|为啥|为何|多少钱|便宜|[省花]钱|推荐|好不好|(?:哪个|比).{0,6}好|谁(?:写|改|构建|发布)|怎么(?:学|写|改)|代码|\bbug|漏洞|型号|网速|带宽|文档|压测|签发|过期日|测试过|故障(?:几|多少)|(?:多少|几个)(?:个)?(?:用户|请求|订单|人)|\b(?:right now|at the moment|yesterday|last (?:night|month|week)|last run took|last run take|build takes?|how fast is|which date|algorithms?|nodes are in the cluster|sign up|bought|on average|costs?|price|money|cheaper|better|should|recommend\w*|learn|why|who (?:wrote|built|changed|made|do i ask)|when was|have we|were there|vulnerab\w*|bugs?|source code|documentation|issued|latency|throughput|qps|unit tests?|expires? on|how many (?:requests|users|people)|how (?:big|large) is the image|(?:is|was) cached|queries|messages|returned?|returns)\b|^did\b/i;

const COUNTS: Record<string, number> = { ...hanNumbers(), ...englishNumbers(), a: 1, an: 1, 半: 0.5, 'half an': 0.5 };
const COUNT =
  '(\\d+(?:\\.\\d+)?|half an|an?|[一二两三四五六七八九十半]|one|two|three|four|five|six|seven|eight|nine|ten)';
const UNITS: [RegExp, number][] = [
  [new RegExp(`${COUNT} ?个?(?:小时|钟头|hours?\\b|h\\b)`, 'gi'), 3_600],
  [new RegExp(`${COUNT} ?(?:分钟?|minutes?\\b|min\\b)`, 'gi'), 60],
  [new RegExp(`${COUNT} ?(?:秒|seconds?\\b|s\\b)`, 'gi'), 1],
  [new RegExp(`${COUNT} ?(?:天|days?\\b)`, 'gi'), 86_400],
];

/** Two hours as `7200`: the seconds that a question names. */
const secondsNamed = (question: string): number[] =>
  UNITS.flatMap(([pattern, unit]) =>
    [...question.matchAll(pattern)].map(([, count]) => (COUNTS[count!.toLowerCase()] ?? Number(count)) * unit),
  );

/** A field of a manifest, and where it is written in one of its objects. */
interface Candidate {
  field: Field;
  part: Part;
  found: Setting[];
}

/** The fields that a manifest has, and those it leaves at a default. */
function candidates(question: string, settings: readonly Setting[]): Candidate[] {
  const { own, probe } = narrowed(question, ofNamed(question, settings));
  const probed = probe !== null && own.some(({ path }) => path.toLowerCase().includes(`/${probe}`));
  return partsOf(own).flatMap((part) => {
    const runs = part.settings.some(({ path }) => /(?:^|\/)containers(?:\/|$)/.test(path));
    return knownFields().flatMap((field): Candidate[] => {
      const found = settingsOf(field, part);
      if (found.length > 0) return [{ field, part, found }];
      const has =
        field.kinds.includes(part.kind) ||
        (runs && field.kinds.includes('Pod')) ||
        (probed && field.kinds.includes('Probe') && field.default !== undefined);
      return has ? [{ field, part, found: [] }] : [];
    });
  });
}

const code = (text: string): string => `\`${text.replaceAll('`', "'").slice(0, 100)}\``;

/** What a setting holds, or what stands below it. */
function valueOf(setting: Setting, { settings }: Part): { value: string; lines: number[] } {
  if (setting.value !== '') return { value: code(setting.value), lines: [setting.line] };
  const inside: Setting[] = [];
  for (const one of settings.slice(settings.indexOf(setting) + 1)) {
    if (one.path !== setting.path && !one.path.startsWith(`${setting.path}/`)) break;
    if (one.value !== '') inside.push(one);
  }
  const shown = inside.slice(0, 4);
  const key = ({ path }: Setting): string =>
    path
      .slice(setting.path.length + 1)
      .split('/')
      .at(-1) ?? '';
  return {
    value: shown.map((one) => code(key(one) === '' ? one.value : `${key(one)}: ${one.value}`)).join(' '),
    lines: [setting.line, ...shown.map(({ line }) => line)],
  };
}

const DENIES = /不(?!过)|没法|无法|禁止|\b(?:not|n't|cannot|can't|cant|dont|doesnt|isnt|wont|never|unable|without)\b/i;

/** Yes or no, where the value decides what is asked and nothing in the question turns it around. */
function headOf(question: string, field: Field, value: string, language: Language): string {
  if (!readAsked(question).yesNo) return '';
  const plain = question
    .replace(/([能会是可行要有])不\1/g, '$1')
    .replace(/有没有/g, '有')
    .replace(/不[?？]?$/, '');
  const answers = new Set(
    field.yes.flatMap(({ asked, value: affirms }) => {
      const match = askedPattern(asked).exec(plain);
      if (!match || DENIES.test(plain.replace(match[0], ''))) return [];
      return [new RegExp(`^(?:${affirms})$`, 'i').test(value)];
    }),
  );
  if (answers.size !== 1) return '';
  return answers.has(true) ? pick(language, '是：', 'Yes: ') : pick(language, '不是：', 'No: ');
}

/** That a field is not written, its default, and what it does. */
function tellUnwritten(question: string, field: Field, language: Language): string {
  const said = field.is[language];
  const key = code(field.key);
  if (field.default === undefined)
    return pick(language, `这份清单没写 ${key}。${said}`, `This manifest does not set ${key}. ${said}`);
  const head = headOf(question, field, field.default, language);
  const { longer } = unitsOf(field.key, field.default, language);
  const value = `${code(field.default)}${longer && pick(language, `（${longer}）`, ` (${longer})`)}`;
  return `${head}${pick(
    language,
    `这份清单没写 ${key}，用默认值 ${value}。${said}`,
    `${head === '' ? 'This' : 'this'} manifest does not set ${key}: the default ${value} applies. ${said}`,
  )}`;
}

/** The values of a field, in each object that has it, with their lines; then what it does. */
function tell(
  question: string,
  own: readonly Candidate[],
  text: (line: number) => string,
  language: Language,
): Pick<AnswerAbout, 'answer' | 'quotes'> {
  const { field } = own[0]!;
  const written = own.flatMap(({ part, found }) => found.map((setting) => ({ part, setting })));
  if (written.length === 0) return { answer: tellUnwritten(question, field, language), quotes: [] };
  const shown = written.slice(0, 4).map(({ part, setting }) => {
    const { value, lines } = valueOf(setting, part);
    const containers = containersOf(part.settings);
    const owner = containers.find((container) => [...container.settings.values()].includes(setting));
    const whose =
      own.length > 1
        ? `${part.kind}${pick(language, '：', ': ')}`
        : owner && containers.length > 1 && written.length > 1
          ? `${code(owner.name)}${pick(language, '：', ': ')}`
          : '';
    const { unit, longer } = unitsOf(field.key, setting.value, language);
    const line = code(text(setting.line).trim().slice(0, 160));
    const at = pick(
      language,
      `${longer && `即 ${longer}，`}第 ${setting.line} 行：${line}`,
      `${longer && `${longer}; `}line ${setting.line}: ${line}`,
    );
    const brackets = value === '' ? at : pick(language, `（${at}）`, ` (${at})`);
    return { text: `${whose}${value}${unit}${brackets}`, lines };
  });
  const [first] = written;
  const alike = written.every(({ setting }) => setting.value === first!.setting.value);
  const head = alike ? headOf(question, field, first!.setting.value, language) : '';
  const lines = [...new Set(shown.flatMap((one) => one.lines))].slice(0, 6);
  return {
    answer: `${head}${shown.map((one) => one.text).join(pick(language, '；', '; '))}${pick(language, '。', '. ')}${field.is[language]}`,
    quotes: lines.map((line) => ({ text: text(line).trim(), lines: [line, line] })),
  };
}

interface Ranked extends Candidate {
  score: number;
}

/** What could be meant, the likeliest first, each field of a manifest once. */
function ranked(question: string, settings: readonly Setting[]): Ranked[] {
  if (TOLD_ELSEWHERE.test(question)) return [];
  const own = candidates(question, settings);
  const seconds = secondsNamed(question);
  const asked = question.toLowerCase();
  const scores = scoreFields(
    question,
    own.map(({ field }) => field),
  );
  return own
    .map((candidate, at): Ranked => {
      const { field, found } = candidate;
      const named = asked.includes(field.key.toLowerCase()) && /[A-Z]/.test(field.key);
      const lasts = /seconds/i.test(field.key) && found.some(({ value }) => seconds.includes(Number(value)));
      return {
        ...candidate,
        score: scores[at]!.score + (named ? NAMED : 0) + (lasts ? LASTS : 0) - (found.length === 0 ? UNWRITTEN : 0),
      };
    })
    .sort((a, b) => b.score - a.score);
}

/**
 * "How many indexes may fail", "what happens after two hours": the field of the manifest that does what is asked about,
 * with the value that stands there, or the default of one that is not written.
 */
export function aboutField(
  question: string,
  settings: readonly Setting[],
  text: (line: number) => string,
  language: Language,
): AnswerAbout | null {
  const [best, ...others] = ranked(question, settings);
  const next = others.find(({ field }) => field !== best!.field);
  if (!best || best.score < SPEAKS_OF_IT || (next && best.score - next.score < CLEARLY)) return null;
  const own = [best, ...others.filter(({ field, found }) => field === best.field && found.length > 0)];
  return { ...tell(question, own, text, language), declined: false, confidence: best.found.length > 0 ? 0.88 : 0.85 };
}

/** The fields that are nearest to a question, where none surely answers it, and that this is so. */
export function nearFields(
  question: string,
  settings: readonly Setting[],
  text: (line: number) => string,
  language: Language,
): AnswerAbout | null {
  const [best, ...others] = ranked(question, settings);
  if (!best || best.score < MAY_SPEAK_OF_IT) return null;
  const second = others.find(
    ({ field, found, score }) => field !== best.field && found.length > 0 && best.score - score < CLEARLY,
  );
  const told = (second ? [best, second] : [best]).map((one) => tell('', [one], text, language));
  const head = pick(language, '没有把握你问的是哪一项，最接近的是：', 'Not sure which setting you mean; the nearest:');
  return {
    answer: [head, ...told.map(({ answer }) => `- ${answer}`)].join('\n'),
    declined: false,
    quotes: told.flatMap(({ quotes }) => quotes).slice(0, 6),
    confidence: best.score < SPEAKS_OF_IT ? 0.5 : 0.6,
  };
}
