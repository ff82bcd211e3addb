import type { Span } from './sentences.ts';

/** What one person said in a chat that was copied with names and times. */
export interface Turn extends Span {
  who: string;
  time: string;
  /** Line of the text, from 0. */
  line: number;
}

const TIME =
  '(?:(?:今天|昨天|前天|周[一二三四五六日]|Today(?: at)?|Yesterday(?: at)?|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/月]\\d{1,2}日?),? ?)?(?:上午|下午|晚上)? ?(\\d{1,2}:\\d{2})(?::\\d{2})?(?: ?[AaPp][Mm])?';
const NAME = '([\\p{L}][\\p{L}\\p{M}\\d_.·-]{0,19}(?: [\\p{L}][\\p{L}\\d_.-]{0,19}){0,2})';
const NAME_AND_TIME = new RegExp(`^\\s*${NAME}(?:\\s*[\\[(（—–-]+\\s*|\\s+)${TIME}[\\])）]?\\s*$`, 'u');
const NAME_ALONE = new RegExp(`^\\s*${NAME}\\s*$`, 'u');
const TIME_ALONE = new RegExp(`^\\s*${TIME}\\s*$`, 'u');
/** Fewer are no conversation. */
const LEAST = 3;

/** The turns of a chat whose names and times stand on lines of their own; empty for any other text. */
export function turnsOf(text: string): Turn[] {
  const lines = text.slice(0, 100_000).split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  const heads: { who: string; time: string; at: number; body: number }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const both = NAME_AND_TIME.exec(lines[at]!);
    if (both) heads.push({ who: both[1]!, time: both[2]!, at, body: at + 1 });
    const name = both ? null : NAME_ALONE.exec(lines[at]!);
    const time = name ? TIME_ALONE.exec(lines[at + 1] ?? '') : null;
    if (name && time) heads.push({ who: name[1]!, time: time[1]!, at, body: at + 2 });
  }
  if (heads.length < LEAST || new Set(heads.map(({ who }) => who)).size < 2) return [];
  return heads.flatMap(({ who, time, body }, index): Turn[] => {
    const end = heads[index + 1]?.at ?? lines.length;
    const said = lines
      .slice(body, end)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    if (said.length === 0) return [];
    const from = starts[body]!;
    return [
      {
        who,
        time,
        line: body,
        text: `${who} ${time} ${said.join('，')}`,
        start: from,
        end: from + lines.slice(body, end).join('\n').length,
      },
    ];
  });
}
