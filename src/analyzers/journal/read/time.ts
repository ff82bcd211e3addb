import { table } from '../../../language/table.ts';
/** An instant as a log wrote it, and what had to be assumed to place it. */
export interface Instant {
  ms: number;
  sinceBoot: boolean;
  /** Minutes east of UTC, where the stamp says so. */
  offset?: number;
  /** Not written in the stamp and therefore taken: the year, the zone, the day. */
  assumed: ('year' | 'zone' | 'day')[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Month names as journalctl prints them with a German, French, Spanish, Italian, Portuguese, Russian ... locale. */
const ABROAD = [
  'jän|janv|jan|ene|gen|янв|oca|sty|led',
  'févr|feb|fev|фев|şub|lut|úno',
  'mär|mars|mar|mrt|мар|bře',
  'avril|avr|abr|apr|апр|nis|kwi|dub',
  'mai|mag|mei|maj|мая|май|may|kvě',
  'juin|jun|giu|июн|haz|cze|čen',
  'juil|jul|lug|июл|tem|lip|čec',
  'août|aug|ago|авг|ağu|sie|srp',
  'sept|sep|set|сен|eyl|wrz|zář',
  'okt|oct|ott|out|окт|eki|paź|říj',
  'nov|ноя|kas|lis',
  'déc|dez|dec|dic|дек|ara|gru|pro',
].map((names) => names.split('|'));
const upper = (name: string) => name[0]!.toUpperCase() + name.slice(1);
/** A month that is not written in English, for headers; the dot of a French abbreviation is part of it. */
export const MONTH_ABROAD = `(?:${ABROAD.flatMap((names) => names.flatMap((name) => [name, upper(name)]))
  .sort((a, b) => b.length - a.length)
  .join('|')})\\.?`;

function monthAbroad(name: string): number {
  return ABROAD.findIndex((names) => names.includes(name.toLowerCase().replace('.', '')));
}
/** Offsets in minutes of the zone names that journalctl prints; CST is China's here when the log says so elsewhere. */
const ZONES = table<number>({
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  CET: 60,
  CEST: 120,
  BST: 60,
  EET: 120,
  EEST: 180,
  MSK: 180,
  IST: 330,
  JST: 540,
  KST: 540,
  EST: -300,
  EDT: -240,
  CST: 480,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AEST: 600,
  HKT: 480,
  SGT: 480,
});

function clock(text: string): number | null {
  const parts = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?$/.exec(text);
  if (!parts) return null;
  const [, hour, minute, second = '0', fraction = ''] = parts;
  return (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000 + Number(`0.${fraction || 0}`) * 1000;
}

function zone(text: string | undefined): number | null {
  if (!text) return null;
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  return ZONES[text] ?? null;
}

/**
 * Reads any time a log header carries.
 * @param year taken where the stamp has none.
 * @returns null where it is no time at all.
 */
export function parseTime(stamp: string, year: number): Instant | null {
  const text = stamp.trim();
  const at = (
    y: number,
    month: number,
    day: number,
    time: number,
    offset: number | null,
    extra: Instant['assumed'] = [],
  ): Instant => ({
    ms: Date.UTC(y, month, day) + time - (offset ?? 0) * 60_000,
    sinceBoot: false,
    ...(offset === null ? {} : { offset }),
    assumed: offset === null ? [...extra, 'zone'] : extra,
  });
  const month = (name: string) => MONTHS.indexOf(name.slice(0, 3).toLowerCase());

  let found =
    /^(?:\w{3} )?(\d{4})[-/.](\d\d)[-/.](\d\d)(?:[T ]{1,2}| )(\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|[A-Z]{2,5}|[+-]\d\d:?\d{0,2})?$/.exec(
      text,
    );
  if (found) return at(Number(found[1]), Number(found[2]) - 1, Number(found[3]), clock(found[4]!)!, zone(found[5]));
  found = /^([A-Za-z]{3}) {1,2}(\d{1,2}) (\S+)$/.exec(text);
  if (found && month(found[1]!) >= 0) {
    const time = clock(found[3]!);
    return time === null ? null : at(year, month(found[1]!), Number(found[2]), time, null, ['year']);
  }
  found = /^(\d{4}) ([A-Za-z]{3}) {1,2}(\d{1,2}) (\S+)$/.exec(text);
  if (found && month(found[2]!) >= 0) {
    const time = clock(found[4]!);
    return time === null ? null : at(Number(found[1]), month(found[2]!), Number(found[3]), time, null);
  }
  found = /^([\p{L}]{3,5}\.?) {1,2}(\d{1,2}) (\S+)$/u.exec(text);
  if (found && monthAbroad(found[1]!) >= 0) {
    const time = clock(found[3]!);
    return time === null ? null : at(year, monthAbroad(found[1]!), Number(found[2]), time, null, ['year']);
  }
  found = /^([A-Za-z]{3}) ?(\d{1,2}) (\d\d:\d\d)$/.exec(text);
  if (found && month(found[1]!) >= 0)
    return at(year, month(found[1]!), Number(found[2]), clock(found[3]!)!, null, ['year']);
  found = /^(\d{1,2}) ([A-Za-z]{3}) (\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(text);
  if (found && month(found[2]!) >= 0)
    return at(year, month(found[2]!), Number(found[1]), clock(found[3]!)!, null, ['year']);
  found = /^(\d{1,2})[月월] {0,2}(\d{1,2})日? (\S+)$/.exec(text);
  if (found) {
    const time = clock(found[3]!);
    return time === null ? null : at(year, Number(found[1]) - 1, Number(found[2]), time, null, ['year']);
  }
  found = /^(?:\w{3} )?([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d(?:\.\d+)?) (\d{4})$/.exec(text);
  if (found && month(found[1]!) >= 0)
    return at(Number(found[4]), month(found[1]!), Number(found[2]), clock(found[3]!)!, null);
  found = /^(\d{1,2})[-/ ]([A-Za-z]{3})[-/ ](\d{4})[: ](\d\d:\d\d:\d\d(?:\.\d+)?)(?: (\S+))?$/.exec(text);
  if (found && month(found[2]!) >= 0) {
    return at(Number(found[3]), month(found[2]!), Number(found[1]), clock(found[4]!)!, zone(found[5]));
  }
  found = /^(\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d+)$/.exec(text);
  if (found) return at(year, Number(found[1]) - 1, Number(found[2]), clock(found[3]!)!, null, ['year']);
  found = /^(\d\d)(\d\d)(\d\d) {1,2}(\d{1,2}:\d\d:\d\d)$/.exec(text);
  if (found) return at(2000 + Number(found[1]), Number(found[2]) - 1, Number(found[3]), clock(found[4]!)!, null);
  if (/^1\d{9}(?:\.\d+)?$/.test(text)) return { ms: Number(text) * 1000, sinceBoot: false, offset: 0, assumed: [] };
  if (/^1\d{12}$/.test(text)) return { ms: Number(text), sinceBoot: false, offset: 0, assumed: [] };
  if (/^1\d{15}$/.test(text)) return { ms: Number(text) / 1000, sinceBoot: false, offset: 0, assumed: [] };
  if (/^\d{1,8}\.\d{3,9}$/.test(text)) return { ms: Number(text) * 1000, sinceBoot: true, assumed: [] };
  const time = clock(text);
  return time === null ? null : { ms: time, sinceBoot: true, assumed: ['day', 'zone'] };
}
