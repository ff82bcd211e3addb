import type { Language } from '../../../language/language.ts';
import { openPins } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { duration, quoted } from '../words.ts';

const ROW_LIMIT = 24;

/** The changes in order, each with its time, its line and the call that led there; as a code block. */
export function timeline(facts: GpioFacts, language: Language): string | null {
  const open = openPins(facts);
  const known = facts.events.map((changes) => changes.filter(({ pin }) => !open.has(pin)));
  if (known.every((changes) => changes.length === 0)) return null;
  const zh = language === 'zh';
  const { loop } = facts;
  const shown = Math.min(facts.events.length, loop ? Math.min(loop.start + loop.period, ROW_LIMIT) : ROW_LIMIT);
  const texts = known.slice(0, shown).map((changes) => changes.map(({ pin, level }) => `${pin}=${level}`).join(' '));
  const width = Math.min(40, Math.max(...texts.map((text) => text.length)));
  const rows: string[] = [];
  for (const [i, text] of texts.entries()) {
    if (loop && i === loop.start) rows.push(zh ? '── 从这里开始重复 ──' : '── repeats from here ──');
    if (text === '') continue;
    const info = facts.eventInfo[i]!;
    const time = `${info.exact ? '' : '~'}${duration(info.seconds, 'en')}`;
    const where =
      info.line > 0
        ? `${zh ? '行' : 'line '}${info.line}${info.function ? ` ${info.function}` : ''}${info.calls.length > 0 ? ` ← ${info.calls.at(-1)}` : ''}`
        : '';
    rows.push(`${time.padStart(9)}  ${text.padEnd(width)}  ${where}`.trimEnd());
  }
  const total = loop ? loop.start + loop.period : facts.events.length;
  if (total > shown) rows.push(zh ? `…… 共 ${total} 次` : `... ${total} in all`);
  return `\`\`\`\n${rows.map(quoted).join('\n')}\n\`\`\``;
}
