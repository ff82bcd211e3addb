import { englishNumbers, hanNumbers, LARGER_ENGLISH_NUMBERS } from '../language/number-words.ts';
import { table } from '../language/table.ts';

/** A figure of a text: what it counts, and its value in the base unit of that kind. */
export interface Figure {
  value: number;
  kind: 'time' | 'bytes' | 'money' | 'percent' | 'plain';
  /** As it stands in the text. */
  raw: string;
  start: number;
  end: number;
  /** The unit's size in base units, and its name, for answers in the same unit. */
  unit: number;
  name: string;
}

const WORDS = table<number>({ ...englishNumbers(), ...LARGER_ENGLISH_NUMBERS, ...hanNumbers() });
const TIME: [RegExp, number][] = [
  [/^(?:ms|毫秒|milliseconds?)$/i, 0.001],
  [/^(?:s|secs?|seconds?|秒钟?)$/i, 1],
  [/^(?:min|mins|minutes?|分钟?)$/i, 60],
  [/^(?:h|hrs?|hours?|个?(?:小时|钟头))$/i, 3_600],
  [/^(?:d|days?|天)$/i, 86_400],
  [/^(?:weeks?|周|个?星期)$/i, 604_800],
];
const BYTES: [RegExp, number][] = [
  [/^(?:K|KB|kB)$/, 1e3],
  [/^(?:MB|M)$/, 1e6],
  [/^(?:GB|G)$/, 1e9],
  [/^(?:TB|T)$/, 1e12],
  [/^KiB?$/, 1024],
  [/^MiB?$/, 1024 ** 2],
  [/^GiB?$/, 1024 ** 3],
  [/^TiB?$/, 1024 ** 4],
];
const MONEY = /^(?:元|块钱?|万元|美元|欧元|人民币|dollars?|euros?|usd|eur|rmb|yuan)$/i;
const FIGURE =
  /([$€£¥])?(?<![\w.:/-])(\d[\d,]*(?:\.\d+)?|(?<![一二三四五六七八九十第])[一二两三四五六七八九十](?=个?(?:秒|分钟|小时|天|周|星期|倍))|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)\b)(?![\d:]|\.\d)(?: ?(万|亿|千|k(?![A-Za-z])|million))?(?: ?[多余](?= ?(?:毫秒|秒|分钟?|个?小时|天|元|块)))?[ -]?(%|KiB|MiB|GiB|TiB|[KMGT]i(?![A-Za-z])|KB|kB|MB|GB|TB|ms\b|milliseconds?\b|seconds?\b|secs?\b|minutes?\b|mins?\b|hours?\b|hrs?\b|days?\b|weeks?\b|dollars?\b|euros?\b|USD\b|EUR\b|RMB\b|yuan\b|s\b|h\b|d\b|[MGT](?![A-Za-z])|毫秒|秒钟?|分钟?|个?小时|个?钟头|天|个?星期|周|元|块钱?|美元|欧元)?/gi;
const SCALE: Record<string, number> = { 万: 1e4, 亿: 1e8, 千: 1e3, k: 1e3, million: 1e6 };

/** Every figure of a text in its order; versions, ports, dates and clock times are none. */
export function figuresIn(text: string): Figure[] {
  return compounded(text, figuresOf(text));
}

/** "3 分 20 秒", "1 min 50 s" is one length, in the unit of its last part. */
function compounded(text: string, figures: Figure[]): Figure[] {
  const whole: Figure[] = [];
  for (const figure of figures) {
    const last = whole.at(-1);
    const joins =
      last?.kind === 'time' &&
      figure.kind === 'time' &&
      figure.unit < last.unit &&
      text.slice(last.end, figure.start).trim() === '';
    if (last && joins)
      whole[whole.length - 1] = {
        ...figure,
        value: last.value + figure.value,
        raw: text.slice(last.start, figure.end).trim(),
        start: last.start,
      };
    else whole.push(figure);
  }
  return whole;
}

function figuresOf(text: string): Figure[] {
  return [...text.slice(0, 4_000).matchAll(FIGURE)].flatMap((match): Figure[] => {
    const [raw, sign, number, scale, unit] = match;
    const start = match.index;
    const end = start + raw.length;
    if (
      /^(?:版|月|日|年|号|点)/.test(text.slice(end).trimStart()) ||
      /^(?:st|nd|rd|th)\b/.test(text.slice(end)) ||
      /(?:第|v|版本 ?|端口 ?|ports? )$/i.test(text.slice(0, start))
    )
      return [];
    const plain = WORDS[number!.toLowerCase()] ?? Number(number!.replaceAll(',', ''));
    if (!Number.isFinite(plain)) return [];
    const value = plain * (scale ? SCALE[scale.toLowerCase()]! : 1);
    const base = { raw: raw.trim(), start, end };
    if (sign) return [{ ...base, value, kind: 'money', unit: 1, name: sign }];
    const per = /^ ?(?:[KMG]?(?:bit|b|B)(?:\/s|ps)|[A-Za-z]{1,8}\/s|[qrt]ps|iops)\b/i.exec(text.slice(end))?.[0].trim();
    if (!unit)
      return [{ ...base, raw: `${base.raw}${per ? ` ${per}` : ''}`, value, kind: 'plain', unit: 1, name: per ?? '' }];
    if (unit === '%') return [{ ...base, value, kind: 'percent', unit: 1, name: '%' }];
    // Ten thousands of money are told in ten thousands.
    if (MONEY.test(unit))
      return [
        { ...base, value, kind: 'money', unit: scale ? SCALE[scale.toLowerCase()]! : 1, name: `${scale ?? ''}${unit}` },
      ];
    const bytes = BYTES.find(([name]) => name.test(unit));
    if (bytes) return [{ ...base, value: value * bytes[1], kind: 'bytes', unit: bytes[1], name: unit }];
    const time = TIME.find(([name]) => name.test(unit));
    return time
      ? [{ ...base, value: value * time[1], kind: 'time', unit: time[1], name: unit }]
      : [{ ...base, value, kind: 'plain', unit: 1, name: '' }];
  });
}

const short = (value: number): string => String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : 1)));

/** An amount in the unit that the smaller of two figures is written in. */
export function inUnit(value: number, { unit, name, kind }: Figure): string {
  const amount = short(value / unit);
  if (kind === 'money' && /^[$€£¥]$/.test(name)) return `${name}${amount}`;
  if (name === '') return amount;
  return name === '%' ? `${amount}%` : `${amount} ${name}`;
}

/** A clock time of a text, in minutes. */
export interface Moment {
  minute: number;
  raw: string;
  start: number;
  /** Counted in days of a year instead. */
  date: boolean;
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Clock times and dates of a text, each on a scale of its own. */
export function momentsIn(text: string): Moment[] {
  const plain = text.slice(0, 4_000);
  const clocks = [...plain.matchAll(/(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])/g)].map(
    (match): Moment => ({
      minute: Number(match[1]) * 60 + Number(match[2]),
      raw: match[0],
      start: match.index,
      date: false,
    }),
  );
  const day = (month: number, date: number): number => (DAYS_BEFORE[month - 1]! + date) * 1440;
  const dates = [
    ...[...plain.matchAll(/(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/g)].map((match) => ({
      match,
      month: Number(match[1]),
      date: Number(match[2]),
    })),
    ...[
      ...plain.matchAll(/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?\b/g),
    ].map((match) => ({ match, month: MONTHS.indexOf(match[1]!.toLowerCase()) + 1, date: Number(match[2]) })),
    ...[...plain.matchAll(/\b20\d\d-(\d\d)-(\d\d)\b/g)].map((match) => ({
      match,
      month: Number(match[1]),
      date: Number(match[2]),
    })),
  ].flatMap(({ match, month, date }): Moment[] =>
    month >= 1 && month <= 12 ? [{ minute: day(month, date), raw: match[0], start: match.index, date: true }] : [],
  );
  return [...clocks, ...dates].sort((a, b) => a.start - b.start);
}
