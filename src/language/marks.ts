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
 * Full-width marks between Latin text made plain: an input method or an office program put them there, and took the
 * blank behind them. Marks beside Chinese characters are somebody's writing and stay.
 */
export function withPlainMarks(original: string): Mapped {
  if (original.search(FULL_WIDTH_MARK) < 0) return { text: original, map: null };
  let text = '';
  const map: number[] = [];
  let from = 0;
  const copy = (to: number): void => {
    for (; from < to; from += 1) {
      text += original[from];
      map.push(from);
    }
  };
  for (const { index, 0: mark } of original.matchAll(FULL_WIDTH_MARK)) {
    copy(index);
    const plain = PLAIN[mark]!;
    text += plain;
    map.push(index);
    from = index + 1;
    if (takesBlank(plain, text.slice(-1 - LONGEST_TOKEN, -1), original.slice(from, from + 2))) {
      text += ' ';
      map.push(index);
    }
  }
  copy(original.length);
  return { text, map };
}

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
