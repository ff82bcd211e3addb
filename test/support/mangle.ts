// What happens to a program on its way into a chat window. Each change keeps the meaning; `origin` says which line of the
// whole program (from 1) a line of the paste was, so that a finding's expected line can be followed.

export interface Paste {
  lines: string[];
  /** For each line its number in the whole program; 0 for added words. Empty where lines can no longer be told apart. */
  origin: number[];
}

const CHAT = {
  zh: ['大佬们帮忙看下这段代码在干什么？灯到底怎么变的', '先谢谢了'],
  en: ['hey, can someone tell me what this program does to the pins?', 'thanks in advance!'],
};
const NOISE = [
  ['', 'xiaowang — Today at 10:24 AM'],
  ['', '老李  昨天 22:13'],
  ['', '复制代码', ''],
  ['', 'Copy code', ''],
];
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const FULLWIDTH: Record<string, string> = { ';': '；', ',': '，', '(': '（', ')': '）' };

/** What a word processor or a telephone makes of quotes, dashes and dots while one types or pastes. */
export const typographic = (text: string): string =>
  text
    .replace(/(?<=^|[\s([{=,;:<>|/+-])"(?=\S)/gm, '\u201c')
    .replaceAll('"', '\u201d')
    .replace(/(?<=^|[\s([{=,;:<>|/+-]|\u201c)'(?=\S)/gm, '\u2018')
    .replaceAll("'", '\u2019')
    .replace(/(?<!-)--(?!-)/g, '\u2014')
    .replace(/ - /g, ' \u2013 ')
    .replace(/(?<!\.)\.\.\.(?!\.)/g, '\u2026');

const HAN = /[\u2e80-\u9fff\uff00-\uff60]/;
const CLOSES = /[\u3001\u3002\uff0c\uff1b\uff1a\uff01\uff1f\uff09]/;

/** As a mail program breaks lines: at the last blank before the column or between Chinese characters, long words whole. */
export const wordWrapped =
  (columns: number) =>
  (line: string): string[] => {
    const pieces: string[] = [];
    let rest = line;
    for (;;) {
      const indent = rest.length - rest.trimStart().length;
      let wide = 0;
      let at = -1;
      for (let i = 0; i < rest.length && (wide <= columns || at < 0); i += 1) {
        const between = HAN.test(rest[i]!) && HAN.test(rest[i - 1] ?? '') && !CLOSES.test(rest[i]!);
        if (i > indent && (rest[i] === ' ' || between)) at = i;
        wide += HAN.test(rest[i]!) ? 2 : 1;
      }
      if (wide <= columns || at < 0) break;
      pieces.push(rest.slice(0, at));
      rest = rest.slice(rest[at] === ' ' ? at + 1 : at);
    }
    return [...pieces, rest];
  };

/** Applies `change` outside of string and character literals and preprocessor lines. */
function outsideLiterals(line: string, change: (text: string) => string): string {
  if (/^\s*#/.test(line)) return line;
  return line.replace(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([^"']+)/g, (all, literal) =>
    literal ? all : change(all),
  );
}

function around(paste: Paste, words: string[]): Paste {
  return { lines: [words[0]!, ...paste.lines, words[1]!], origin: [0, ...paste.origin, 0] };
}

function keep(paste: Paste, wanted: (line: string, number: number) => boolean): Paste {
  const kept = paste.lines.map((line, index) => wanted(line, paste.origin[index]!));
  return {
    lines: paste.lines.filter((_, index) => kept[index]),
    origin: paste.origin.filter((_, index) => kept[index]),
  };
}

const eachLine = (paste: Paste, change: (line: string, index: number) => string): Paste => ({
  ...paste,
  lines: paste.lines.map(change),
});

export const MANGLES: Record<string, (paste: Paste) => Paste> = {
  noincludes: (paste) => keep(paste, (line) => !/^\s*#\s*include\b/.test(line)),
  oneline: (paste) => ({ lines: [paste.lines.map((line) => line.trim()).join(' ')], origin: [] }),
  fence: (paste) => ({ lines: ['```c', ...paste.lines, '```'], origin: [0, ...paste.origin, 0] }),
  chat: (paste) => around(paste, CHAT.zh),
  'chat-en': (paste) => around(paste, CHAT.en),
  html: (paste) => eachLine(paste, (line) => line.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!)),
  fullwidth: (paste) =>
    eachLine(paste, (line) => outsideLiterals(line, (text) => text.replace(/[;,()]/g, (sign) => FULLWIDTH[sign]!))),
  linenos: (paste) => eachLine(paste, (line, index) => `${String(index + 1).padStart(3)}  ${line}`),
  nobrace: (paste) => {
    const last = paste.lines.findLastIndex((line) => line.trim() === '}');
    return last < 0 ? paste : { lines: paste.lines.toSpliced(last, 1), origin: paste.origin.toSpliced(last, 1) };
  },
  curly: (paste) => eachLine(paste, typographic),
  quoted: (paste) => eachLine(paste, (line) => `> ${line}`),
  mail: (paste) => {
    const wrapped = paste.lines.map(wordWrapped(72));
    return {
      lines: wrapped.flat(),
      origin: paste.origin.flatMap((from, index) => wrapped[index]!.map((_, piece) => (piece === 0 ? from : 0))),
    };
  },
  // A terminal's width; what stood behind it is gone.
  cut80: (paste) => eachLine(paste, (line) => line.slice(0, 80)),
  wrap80: (paste) => {
    const wrapped = paste.lines.map((line) => line.match(/.{1,80}/gu) ?? ['']);
    return {
      lines: wrapped.flat(),
      origin: paste.origin.flatMap((from, index) => wrapped[index]!.map((_, piece) => (piece === 0 ? from : 0))),
    };
  },
  // What a chat and a web page put between the pieces of a program that is copied from them.
  noise: (paste) => {
    const pieces = paste.lines.map((line, index) =>
      /^\}/.test(line) && index < paste.lines.length - 1 ? [line, ...NOISE[index % NOISE.length]!] : [line],
    );
    return {
      lines: pieces.flat(),
      origin: paste.origin.flatMap((from, index) => pieces[index]!.map((_, piece) => (piece === 0 ? from : 0))),
    };
  },
  nbsp: (paste) => eachLine(paste, (line) => line.replace(/^ +/, (spaces) => '\u00a0'.repeat(spaces.length))),
};

/** The whole program as lines, without the lines `cut` ("1-4,9") of it. */
export function whole(program: string, cut = ''): Paste {
  const lines = program.replace(/\n$/, '').split('\n');
  const gone = cut
    .split(',')
    .filter(Boolean)
    .map((range) => range.split('-').map(Number));
  return keep(
    { lines, origin: lines.map((_, index) => index + 1) },
    (_, number) => !gone.some(([from, to]) => number >= from! && number <= (to ?? from)!),
  );
}

/** The program as it arrives after the changes named. */
export function mangled(program: string, changes: string[] = [], cut?: string): Paste {
  return changes.reduce(
    (paste, change) => {
      const apply = MANGLES[change];
      if (!apply) throw new Error(`unknown change: ${change}`);
      return apply(paste);
    },
    whole(program, cut),
  );
}

/** Where a line of the whole program stands in the paste; null where lines are lost. */
export function lineIn(paste: Paste, line: number): number | null {
  const index = paste.origin.indexOf(line);
  return index < 0 ? null : index + 1;
}
