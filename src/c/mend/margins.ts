import { type Line, textOf } from './layout.ts';

export interface Cleared {
  line: number;
  count: number;
}

const FENCE = /^[ \t>]{0,6}(`{3,}|~{3,})[ \t]*([\w+#.-]{0,20})[ \t]*(.*)$/;
/** What a page or chat puts around a fence: attributes of its info string, spoiler bars. */
const INFO = /^(?:\w[\w-]*=(?:"[^"]{0,80}"|\S{1,80})|\{[^}]{0,80}\})(?:[ \t]|$)/;
const TAGS =
  /^(?:c|cpp|c\+\+|cc|h|hpp|ino|arduino|objc|text|txt|plain|plaintext|code|cs|java|js|language-c|language-cpp|)$/i;

/** One or two backticks around the whole paste, Markdown's code within a line; also those of which one end was not copied. */
export function unbacktick(lines: Line[]): Cleared | null {
  const first = lines.find((line) => line.text.trim() !== '');
  const last = lines.findLast((line) => line.text.trim() !== '');
  if (!first || !last) return null;
  const before = /^[ \t]*(`{1,2})(?!`)/.exec(first.text)?.[1]?.length ?? 0;
  const behind = /[^`](`{1,2})[ \t]*$/.exec(last.text)?.[1]?.length ?? 0;
  if (
    before + behind === 0 ||
    lines.reduce((sum, line) => sum + line.text.split('`').length - 1, 0) !== before + behind
  )
    return null;
  if (before > 0) first.text = first.text.replace(/`+/, '');
  if (behind > 0) last.text = last.text.trimEnd().slice(0, -behind);
  return { line: before > 0 ? first.from : last.from, count: 1 };
}

/** Empties the lines of Markdown fences and, where a fence holds the code, all lines outside of fences. */
export function unfence(lines: Line[]): { fences: Cleared; outside: Cleared } | null {
  const text = textOf(lines);
  if (!/`{3}|~{3}/.test(text)) return null;
  const fences = { line: 0, count: 0 };
  const outside = { line: 0, count: 0 };
  const note = (cleared: Cleared, line: Line): void => {
    cleared.line ||= line.from;
    cleared.count++;
  };
  let open = '';
  if (/^[ \t]*\|\|[ \t]*`{3}/m.test(text) && /`{3}[ \t]*\|\|[ \t]*$/m.test(text)) {
    // Discord's spoiler bars.
    for (const line of lines)
      line.text = line.text.replace(/^[ \t]*\|\|[ \t]*(?=`{3})/, '').replace(/(?<=`{3})[ \t]*\|\|[ \t]*$/, '');
  }
  const before: Line[] = [];
  const marks = lines.filter((line) => FENCE.test(line.text)).length;
  const closesOnly = marks === 1 && lines.findIndex((line) => FENCE.test(line.text)) > lines.length / 2;
  if (closesOnly) {
    // The opening fence was not copied.
    const at = lines.findIndex((line) => FENCE.test(line.text));
    for (let i = at; i < lines.length; i++) {
      note(i === at ? fences : outside, lines[i]!);
      lines[i]!.text = '';
    }
    return { fences, outside: { ...outside, count: 0 } };
  }
  if (startsInside(lines)) open = '```';
  for (const line of lines) {
    // Everything on one line: ```c int main(void) { ... }```
    const inline = /^(.*?)`{3,}([\w+#]{0,12})(?=[ \t\S])(.*?)`{3,}[ \t]*(.*)$/.exec(line.text);
    if (!open && inline && inline[3]!.trim() !== '') {
      note(fences, line);
      if (inline[1]!.trim() || inline[4]!.trim()) note(outside, line);
      const tag = TAGS.test(inline[2]!) ? '' : inline[2]!;
      line.text = tag + inline[3]!;
      continue;
    }
    const mark = FENCE.exec(line.text);
    if (!open) {
      const late = mark ? null : /^(.*\S)[ \t]*(`{3,}|~{3,})[ \t]*(c|cpp|c\+\+|arduino|)[ \t]*$/i.exec(line.text);
      if (mark || late) {
        open = (mark ? mark[1] : late![2])![0]!.repeat(3);
        note(fences, line);
        if (late) note(outside, line);
        const first = mark && !INFO.test(mark[3]!) ? mark[3]! : '';
        line.text = mark && first !== '' ? (TAGS.test(mark[2]!) ? first : `${mark[2]} ${first}`) : '';
      } else if (line.text.trim() !== '') before.push(line);
      continue;
    }
    if (mark?.[1]?.startsWith(open) && mark[2] === '') {
      note(fences, line);
      open = '';
      line.text = '';
      if (mark[3]!.trim()) note(outside, line);
      continue;
    }
    const end = line.text.indexOf(open);
    if (end > 0 && /^`*~*[ \t]*[^;{}]*$/.test(line.text.slice(end))) {
      note(fences, line);
      if (line.text.slice(end).replace(/[`~]/g, '').trim()) note(outside, line);
      line.text = line.text.slice(0, end);
      open = '';
    }
  }
  if (fences.count === 0) return null;
  for (const line of before) {
    note(outside, line);
    line.text = '';
  }
  return { fences, outside };
}

/** How tools and pages number lines; the first group is the number. */
const NUMBERED: readonly RegExp[] = [
  // git blame
  /^\^?[\da-f]{7,40}[ \t]+(?:\S{1,80}[ \t]+)?\([^()\n]{1,120}?[ \t](\d{1,5})\)[ \t]?/,
  // grep -n, with or without the file's name
  /^[ \t]*[\w./\\-]{1,80}\.(?:c|h|cpp|hpp|cc|ino)[:-](\d{1,5})[:-]/i,
  /^(\d{1,5})[:-]/,
  /^[ \t]*\/\*[ \t]*(\d{1,5})[ \t]*\*\/[ \t]?/,
  /^[ \t]*[[(]?[Ll]?(?!0[xXbB])(\d{1,5})(?:\t|[ \t]*[.:|)\]│┃、][ \t]?|(?=[ \t])|(?=[#{}/A-Za-z_*])|$)/,
];
/** Whether the text begins within a fence whose opening mark is not there: the first mark closes it. */
function startsInside(lines: Line[]): boolean {
  const marks = lines.flatMap((line, i) => (FENCE.test(line.text) ? [i] : []));
  const first = FENCE.exec(lines[marks[0] ?? -1]?.text ?? '');
  if (marks.length < 2 || !first || first[2] !== '' || first[3] !== '') return false;
  const coded = (from: number, to: number): boolean =>
    lines.slice(from, to).some((line) => /[;{}]\s*$/.test(line.text));
  return coded(0, marks[0]!) && !coded(marks[0]! + 1, marks[1]!);
}

/** Signs of code, also as an input method writes them. */
const CODE = /[;{}()=#；｛｝（）＝＃]|\/[/*]/;

interface Hit {
  index: number;
  number: number;
  length: number;
}

/** Removes numbers in front of lines, where they count up through most of the paste. */
export function unnumber(lines: Line[]): Cleared | null {
  for (const pattern of NUMBERED) {
    const chain = counted(lines, pattern);
    if (chain) return takeNumbers(lines, chain);
  }
  return null;
}

/** The lines that count up by one; null where it is not most of those from the first to the last of them. */
function counted(lines: Line[], pattern: RegExp): Hit[] | null {
  const hits: Hit[] = [];
  lines.forEach((line, index) => {
    const found = pattern.exec(line.text);
    if (found) hits.push({ index, number: Number(found[1]), length: found[0].length });
  });
  if (hits.length < 3) return null;
  const chain: Hit[] = [];
  for (const hit of hits) {
    const last = chain[chain.length - 1];
    if (!last || hit.number === last.number + 1 || skipsBlanks(lines, last, hit)) chain.push(hit);
    else if (chain.length < 3) chain.splice(0, chain.length, hit);
  }
  if (chain.length < 3 || chain.length < hits.length * 0.8) return null;
  const from = chain[0]!.index;
  const to = chain[chain.length - 1]!.index;
  const rest = (hit: Hit): string => lines[hit.index]!.text.slice(hit.length).trim();
  const alone = chain.filter((hit) => rest(hit) === '').length;
  // Numbers on lines of their own before, behind or between the lines they belong to.
  const apart = alone > chain.length * 0.6;
  let written = 0;
  for (let i = apart ? 0 : from; i <= (apart ? lines.length - 1 : to); i++) if (lines[i]!.text.trim() !== '') written++;
  if (chain.length < written * (apart ? 0.35 : 0.6)) return null;
  // Numbers in a comment or table of a program that is not numbered otherwise are its own.
  const coded = (i: number): boolean => CODE.test(lines[i]!.text);
  let inside = 0;
  let outside = 0;
  for (let i = 0; i < lines.length; i++) if (coded(i)) i >= from && i <= to ? inside++ : outside++;
  if (!apart && outside > inside * 0.3) return null;
  // A list of steps in words is no numbered program.
  if (!apart && chain.filter((hit) => CODE.test(rest(hit))).length < (chain.length - alone) * 0.4) return null;
  return chain;
}

/** Whether all lines between two numbers are empty and counted: their numbers were lost with their trailing spaces. */
function skipsBlanks(lines: Line[], last: Hit, hit: Hit): boolean {
  if (hit.number <= last.number + 1 || hit.number - last.number !== hit.index - last.index) return false;
  for (let i = last.index + 1; i < hit.index; i++) if (lines[i]!.text.trim() !== '') return false;
  return true;
}

function takeNumbers(lines: Line[], chain: Hit[]): Cleared {
  const texts = chain.map((hit) => lines[hit.index]!.text);
  const separated = texts.every((text) => /^[ \t]*\d+[ \t]?[.:|)\]│┃、]/.test(text));
  // `12     x = 1;` pads the number with spaces that are no indentation
  const spaced = !separated && texts.every((text) => /^[ \t]*\d+(?:[ \t]|$)/.test(text));
  // Where most numbers stand without a sign behind them, one that has it has the code's: `12 | FLAG`.
  const plain = texts.filter((text) => /^[ \t]*[[(]?[Ll]?\d/.test(text)).length === texts.length;
  const signs = chain.filter((hit, i) => /[.:|)\]│┃、-][ \t]?$/.test(texts[i]!.slice(0, hit.length))).length;
  for (const hit of chain) {
    const line = lines[hit.index]!;
    const bare = /^[ \t]*[[(]?[Ll]?\d{1,5}\t?/.exec(line.text)?.[0].length ?? hit.length;
    const length = plain && signs < chain.length / 2 ? bare : hit.length;
    line.text = line.text.slice(length + (spaced && /[ \t]/.test(line.text[length] ?? '') ? 1 : 0));
  }
  return { line: lines[chain[0]!.index]!.from, count: chain.length };
}

/** Removes a bar or bullet that stands in front of every line, and the bar of a table behind it. */
export function unbar(lines: Line[]): Cleared | null {
  const written = lines.filter((line) => line.text.trim() !== '');
  if (written.length < 4) return null;
  const mark = /^[ \t]{0,3}([|│┃¦•·▪●◦-])(?:[ \t]|$)/.exec(written[1]!.text)?.[1];
  if (!mark) return null;
  const start = new RegExp(`^[ \\t]{0,3}[${mark}](?:[ \\t]|$)`);
  const marked = written.filter((line) => start.test(line.text));
  if (marked.length < written.length * 0.8) return null;
  const table = /[|│┃]/.test(mark) && marked.every((line) => line.text.trimEnd().endsWith(mark));
  for (const line of marked) {
    line.text = line.text.replace(start, '');
    if (table) line.text = line.text.trimEnd().slice(0, -1).trimEnd();
  }
  return { line: marked[0]!.from, count: marked.length };
}

/** Removes the `>` of quoted mail in front of lines. */
export function unquote(lines: Line[]): Cleared | null {
  const written = lines.filter((line) => line.text.trim() !== '');
  const quoted = written.filter((line) => /^[ \t]{0,3}(?:>|＞|&gt;)/.test(line.text));
  if (quoted.length < Math.max(1, Math.min(2, written.length)) || quoted.length < written.length * 0.6) return null;
  for (const line of quoted) line.text = line.text.replace(/^(?:[ \t]{0,3}(?:>|＞|&gt;)[ ]?){1,5}/, '');
  return { line: quoted[0]!.from, count: quoted.length };
}

/** Takes the new side of a diff: `+` goes, lines with `-` go. */
export function undiff(lines: Line[]): Cleared | null {
  const written = lines.filter((line) => line.text.trim() !== '');
  const plus = written.filter((line) => line.text.startsWith('+')).length;
  const minus = written.filter((line) => line.text.startsWith('-')).length;
  const hunk = written.some((line) => /^@@ -\d+/.test(line.text));
  const header = /^(?:diff --git |index [\da-f]{6}|--- |\+\+\+ |@@ |\\ No newline|new file mode)/;
  if (!written.every((line) => /^[-+ \t]/.test(line.text) || header.test(line.text))) return null;
  if (!(hunk || plus === written.length || (plus > 1 && minus > 0 && plus + minus > written.length * 0.2))) return null;
  if (plus === 0) return null;
  for (const line of lines) {
    if (header.test(line.text) || line.text.startsWith('-')) line.text = '';
    else if (/^[+ ]/.test(line.text)) line.text = line.text.slice(1);
  }
  return { line: written[0]!.from, count: plus + minus };
}
