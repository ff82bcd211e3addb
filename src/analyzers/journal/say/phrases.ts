import type { Language } from '../../../language/language.ts';
import type { JournalFacts } from '../facts.ts';

/** What was mended, in words. */
const REPAIRS: Record<string, { zh: string; en: string }> = {
  colours: { zh: '去掉了终端颜色码', en: 'terminal colour codes removed' },
  entities: { zh: '还原了 HTML 实体', en: 'HTML entities undone' },
  'full-width': { zh: '全角字符改回半角', en: 'full-width characters made plain' },
  typography: { zh: '弯引号和长破折号改回了原样', en: 'curly quotes and long dashes made plain' },
  pager: { zh: '去掉了分页器的痕迹', en: 'marks of the pager removed' },
  fence: { zh: '去掉了代码围栏', en: 'code fences removed' },
  'line-breaks': { zh: '补回了丢失的换行', en: 'lost line breaks put back' },
  wrapped: { zh: '接上了被折断的行', en: 'wrapped lines joined' },
  numbers: { zh: '行号去掉了', en: 'line numbers taken off' },
  chat: { zh: '聊天的话不算日志', en: 'words of the chat set aside' },
  prompt: { zh: '命令行提示符不算日志', en: 'shell prompts set aside' },
  quoted: { zh: '去掉了引用符号', en: 'quote marks removed' },
};

/** What was mended in the paste. */
export function repairWords(repairs: readonly string[], language: Language): string[] {
  return repairs.flatMap((repair) => REPAIRS[repair]?.[language] ?? []);
}

/** "line 3", "lines 3, 7 and 9": entries of the log, not lines of the paste. */
export function entryNumbers(at: readonly number[], language: Language): string {
  const shown = at.slice(0, 3);
  const more = at.length - shown.length;
  if (language === 'zh') return `第 ${shown.join('、')} 条${more > 0 ? `等 ${at.length} 条` : ''}`;
  const list = shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : `${shown[0]}`;
  return `${shown.length > 1 ? 'entries' : 'entry'} ${more > 0 ? `${shown.join(', ')} and ${more} more` : list}`;
}

/** An entry's time as a reader wants it: the clock, or seconds since boot. */
export function clockOf(facts: JournalFacts, at: number): string | null {
  const entry = facts.quotable.find((candidate) => candidate.at === at);
  if (!entry) return null;
  return writtenClock(entry);
}

/** How the kernel writes the seconds since boot. */
const SINCE_BOOT = /^\W*\d{1,8}\.\d{3,9}\]/;

/**
 * The clock that an entry was written with, or the seconds since boot; null where its line has neither of its own. Clocks
 * without a date are kept as seconds too, from midnight.
 */
export function writtenClock(entry: JournalFacts['quotable'][number]): string | null {
  if (entry.time) return entry.time.slice(11, 19);
  if (entry.uptime === null) return null;
  if (!SINCE_BOOT.test(entry.raw)) {
    const clock = /(?:^|\D)(\d{1,2}:\d\d:\d\d)(?!\d)/.exec(entry.raw.slice(0, 80))?.[1];
    if (clock) return clock;
    if (!/\d\.\d{3}/.test(entry.raw.slice(0, 80))) return null;
  }
  return `+${entry.uptime.toFixed(1)} s`;
}

/** What times of the log leave open; null where they leave nothing open, or there are none. */
export function assumedWords(facts: JournalFacts, language: Language): string | null {
  if (facts.from === null) return null;
  const year = facts.assumed.includes('year');
  const zone = facts.assumed.includes('zone');
  if (!year && !zone) return null;
  if (language === 'zh')
    return `时间按原文照抄，日志没写${[year ? '年份' : '', zone ? '时区' : ''].filter(Boolean).join('和')}`;
  return `times as written; the log does not say the ${[year ? 'year' : '', zone ? 'time zone' : ''].filter(Boolean).join(' or ')}`;
}

/** How many entries were read, and how many of them understood. */
export function coverageWords(facts: JournalFacts, language: Language): string {
  const { understood, of } = facts.coverage;
  const unknown = of - understood;
  const cut = facts.truncated;
  if (facts.judged !== undefined) {
    return language === 'zh'
      ? `共 ${of} 行，细看了有可疑字眼的 ${facts.judged} 行${unknown > 0 ? `，其中 ${unknown} 行不认识` : ''}`
      : `${of} lines read, the ${facts.judged} that could matter looked at one by one${unknown > 0 ? `, ${unknown} of them unknown` : ''}`;
  }
  if (language === 'zh') {
    return `共 ${of} 条，看懂 ${understood} 条${unknown > 0 ? `，${unknown} 条不认识` : ''}${cut > 0 ? `，${cut} 条被终端宽度截断` : ''}`;
  }
  return `${understood} of ${of} entries understood${unknown > 0 ? `, ${unknown} unknown` : ''}${cut > 0 ? `, ${cut} cut off at the terminal's edge` : ''}`;
}

/** Commands that change or widen something carry their price in the fix; these only look. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?。！？]$/.test(trimmed) ? trimmed : `${trimmed}${/\p{Script=Han}/u.test(trimmed) ? '。' : '.'}`;
}
