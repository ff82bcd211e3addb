import type { Language } from '../language/language.ts';

/** A figure and what it counts, in the unit that others of its kind are held against. */
export interface Amount {
  value: number;
  kind: 'plain' | 'percent' | 'bytes' | 'seconds' | 'cores' | 'fraction';
}

const BYTES: Record<string, number> = {
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  兆: 1024 ** 2,
};
const SECONDS: Record<string, number> = {
  ms: 1e-3,
  毫秒: 1e-3,
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  seconds: 1,
  秒: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  minutes: 60,
  分: 60,
  分钟: 60,
  h: 3_600,
  hour: 3_600,
  hours: 3_600,
  小时: 3_600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
  天: 86_400,
  w: 604_800,
  week: 604_800,
  weeks: 604_800,
  周: 604_800,
  month: 2_592_000,
  months: 2_592_000,
  个月: 2_592_000,
  y: 31_536_000,
  year: 31_536_000,
  years: 31_536_000,
};

/** A cell of a column of that kind as an amount; null where it holds none. */
export function amountOf(cell: string, kind: Amount['kind']): number | null {
  const text = cell.trim();
  if (kind === 'seconds') {
    const parts = [...text.toLowerCase().matchAll(/(\d+(?:\.\d+)?) ?(ms|y|w|d|h|m|s)(?![a-z]{5})/g)];
    if (parts.length === 0) return null;
    return parts.reduce((sum, [, count, unit]) => sum + Number(count) * SECONDS[unit!]!, 0);
  }
  const match = /^(\d[\d,]*(?:\.\d+)?) ?([a-z]+|%)?/i.exec(text);
  if (!match) return null;
  const value = Number(match[1]!.replaceAll(',', ''));
  const unit = (match[2] ?? '').toLowerCase();
  if (kind === 'cores') return unit === 'm' ? value / 1000 : unit === 'n' ? value / 1e9 : value;
  if (kind === 'bytes') return value * (BYTES[unit] ?? 1);
  return value;
}

/** What a question names, in the unit of a column of that kind: "3 days", "400m", "80%". */
export function askedAmount(amount: number, unit: string, kind: Amount['kind']): number | null {
  if (kind === 'seconds') return SECONDS[unit] === undefined ? null : amount * SECONDS[unit]!;
  if (kind === 'bytes') return unit in BYTES ? amount * BYTES[unit]! : unit === '' ? amount : null;
  if (kind === 'cores')
    return unit === 'm' ? amount / 1000 : unit === '' || /^(?:核|cores?|cpus?)$/.test(unit) ? amount : null;
  if (kind === 'percent') return /^(?:%|percent|)$/.test(unit) ? amount : null;
  return /^(?:%|percent|ms|[kmgt]i?b?|天|小时|分钟?|秒|days?|hours?|minutes?)$/.test(unit) ? null : amount;
}

const rounded = (value: number, digits = 2): string => String(Number(value.toFixed(digits)));

/** A sum of bytes or cores in the unit that the cells it comes from are written in, and in the next larger one. */
export function writeAmount(value: number, kind: Amount['kind'], example: string, language: Language): string {
  if (kind === 'cores') {
    const zh = language === 'zh';
    return /m$/.test(example.trim())
      ? `${rounded(value * 1000)}m${zh ? `（${rounded(value)} 核）` : ` (${rounded(value)} cores)`}`
      : rounded(value);
  }
  if (kind === 'bytes') {
    const unit = /^\d[\d.,]* ?([A-Za-z]+)/.exec(example.trim())?.[1] ?? '';
    const own = BYTES[unit.toLowerCase()] ?? 1;
    const said = `${rounded(value / own)}${unit}`;
    const larger: Record<string, string> = {
      ki: 'Mi',
      mi: 'Gi',
      gi: 'Ti',
      mib: 'GiB',
      gib: 'TiB',
      k: 'M',
      m: 'G',
      g: 'T',
    };
    const next = larger[unit.toLowerCase()];
    if (!next || value < BYTES[next.toLowerCase()]!) return said;
    return `${said}${language === 'zh' ? '（约 ' : ' (about '}${rounded(value / BYTES[next.toLowerCase()]!)}${next}${language === 'zh' ? '）' : ')'}`;
  }
  if (kind === 'percent') return `${rounded(value, 1)}%`;
  return rounded(value);
}

/** "8 分 23 秒", "2 d 3 h": a length of time by its two largest units. */
export function writeSeconds(seconds: number, language: Language): string {
  const zh = language === 'zh';
  if (seconds < 1) return zh ? `${Math.round(seconds * 1000)} 毫秒` : `${Math.round(seconds * 1000)} ms`;
  const whole = seconds < 60 ? Number(seconds.toFixed(seconds < 10 ? 2 : 1)) : Math.round(seconds);
  const parts: [number, string, string][] = [
    [Math.floor(whole / 86_400), ' 天', ' d'],
    [Math.floor(whole / 3600) % 24, ' 小时', ' h'],
    [Math.floor(whole / 60) % 60, ' 分', ' min'],
    [Number((whole % 60).toFixed(2)), ' 秒', ' s'],
  ];
  const shown = parts.filter(([value]) => value > 0).slice(0, 2);
  return shown.map(([value, han, latin]) => `${value}${zh ? han : latin}`).join(' ') || (zh ? '0 秒' : '0 s');
}
