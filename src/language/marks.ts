const FULL_WIDTH_MARK = /(?<!\p{Script=Han} ?)[，；：（）！］［](?! ?\p{Script=Han})/gu;
const PLAIN: Record<string, string> = {
  '，': ',',
  '；': ';',
  '：': ':',
  '（': '(',
  '）': ')',
  '！': '!',
  '［': '[',
  '］': ']',
};

/** A text and, where it changed, the index in the original of each of its characters. */
export interface Mapped {
  text: string;
  map: number[] | null;
}

/**
 * A text with each mark found (`marks` is global) written as `put` says, and where each character came from; as it is
 * where none is found.
 */
export function rewritten(
  original: string,
  marks: RegExp,
  put: (mark: string, before: string, after: string) => string,
): Mapped {
  if (original.search(marks) < 0) return { text: original, map: null };
  let text = '';
  const map: number[] = [];
  let from = 0;
  const copy = (to: number): void => {
    for (; from < to; from += 1) {
      text += original[from];
      map.push(from);
    }
  };
  for (const { index, 0: mark } of original.matchAll(marks)) {
    copy(index);
    for (const char of put(
      mark,
      text.slice(-LONGEST_TOKEN),
      original.slice(index + mark.length, index + mark.length + 2),
    )) {
      text += char;
      map.push(index);
    }
    from = index + mark.length;
  }
  copy(original.length);
  return { text, map };
}

/**
 * Full-width marks between Latin text made plain: an input method or an office program put them there, and took the
 * blank behind them. Marks beside Chinese characters are somebody's writing and stay.
 */
export const withPlainMarks = (original: string): Mapped =>
  rewritten(original, FULL_WIDTH_MARK, (mark, before, after) => {
    const plain = PLAIN[mark]!;
    return takesBlank(plain, before, after) ? `${plain} ` : plain;
  });

/** The one character of three dots is none of them: docker and systemd write it where they cut. */
const TYPOGRAPHIC = /(?<!\p{Script=Han} ?)[\u2018\u2019\u201c\u201d\u2013\u2014](?! ?\p{Script=Han})/gu;
const TYPED: Record<string, string> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201c': '"',
  '\u201d': '"',
  '\u2013': '-',
  '\u2014': '--',
};

/** Curly quotes and long dashes as they were typed before a word processor or telephone set them. */
export const withTypedMarks = (original: string): Mapped => rewritten(original, TYPOGRAPHIC, (mark) => TYPED[mark]!);

/** So much in front of a mark tells whether a path behind it goes on or begins. */
const LONGEST_TOKEN = 120;
/** What a colon and a path behind it are one with: a list of paths, a drive, a scheme of one slash. */
const ONE_WITH_PATH =
  /(?:^|[\s,;:('"])(?:[/.~][^\s:]*|[^\s:]*[="'][^\s:]*|[A-Za-z]|file|jar|unix|nested|classpath|war)$/;

/** "10:42" and "http://" never had a blank; "bind: address" and "mount: /media" did. */
function takesBlank(mark: string, before: string, after: string): boolean {
  if (!',;:!'.includes(mark) || after === '' || /^[\s)\]）］,;:，；：]/.test(after)) return false;
  if (after.startsWith('/')) return mark !== ':' || (after[1] !== '/' && !ONE_WITH_PATH.test(before));
  return !(/\d$/.test(before) && /^\d/.test(after));
}
