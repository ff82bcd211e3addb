import type { Span } from './sentences.ts';

/** Who says it in a chat, an interview or below an article: `B`, `Anna`, `阿May`, `@半夜值班`; as the source of a pattern with the flag `u`. */
export const SPEAKER_NAME = String.raw`(?:@[\p{L}\p{N}_.·-]{1,20}|[A-Za-z][\w.-]{0,15}|\p{Script=Han}{1,2}[A-Za-z]\w{0,10}|\p{Script=Han}{1,5}\d?)`;

/** How a line of a chat begins, with or without a time: `Anna: `, `**Anna:** `, `Anna (10:41): `, `10:41 Anna: `, `[阿May] `, `<anna> `, `2 楼 阿May：`. */
export const SPEAKS = String.raw`(?:[[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]? )?(?:#?\d{1,3} ?(?:楼|[LF#])[ ·]*)?(?:${SPEAKER_NAME}\*{0,2}(?: ?[(（][^()（）\n]{1,16}[)）])? ?(?::\*{0,2}(?=\s|$|\p{Script=Han})|：\*{0,2})|[[【<](?![A-Z]{3,})${SPEAKER_NAME}[\]】>](?: ?[:：]| |(?=\p{Script=Han})))`;

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
/** `[09:41] Lena: done`, `09:41 Lena: done`, `<Lena> 09:41: done`: all of a turn on one line. */
const ON_ONE_LINE = new RegExp(
  `^\\s*(?:[\\[(（]?${TIME}[\\])）]?\\s+<?${NAME}>?\\s*[:：]\\s*|${NAME}\\s*[\\[(（]${TIME}[\\])）]\\s*[:：]\\s*)(\\S.*)$`,
  'u',
);
/** Fewer are no conversation. */
const LEAST = 3;

/** The turns of a chat that stand on one line each; empty where not almost every line is one. */
function turnsInLines(lines: readonly string[]): Turn[] {
  const found: Turn[] = [];
  let start = 0;
  let filled = 0;
  for (const [line, text] of lines.entries()) {
    if (text.trim() !== '') filled += 1;
    const match = ON_ONE_LINE.exec(text);
    if (match) {
      const [time, who] = match[1] === undefined ? [match[4]!, match[3]!] : [match[1], match[2]!];
      const end = start + text.length;
      found.push({ who, time, line, text: `${who} ${time} ${match[5]!.trim()}`, start, end });
    }
    start += text.length + 1;
  }
  const people = new Set(found.map(({ who }) => who));
  const enough = found.length >= LEAST && found.length * 5 >= filled * 4;
  return enough && people.size >= 2 && people.size * 3 <= found.length * 2 ? found : [];
}

/** The turns of a chat whose names and times stand on lines of their own; empty for any other text. */
export function turnsOf(text: string): Turn[] {
  const lines = text.slice(0, 100_000).split('\n');
  const inLines = turnsInLines(lines);
  if (inLines.length > 0) return inLines;
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
