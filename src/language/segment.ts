/** Zero-width and directional marks that come along when people copy from web pages. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g;
/** Intl.Segmenter needs memory that grows with its input, so it sees small pieces only. */
const PIECE_CHARS = 400;

const words = new Intl.Segmenter('zh', { granularity: 'word' });

/** Brings a text to one form for matching: NFKC, lower case, straight quotes, one space, no invisible marks. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** A run of one script in a folded text. */
export interface Run {
  kind: 'han' | 'latin';
  text: string;
}

const RUN = /[\p{Script=Han}]+|[a-z0-9][a-z0-9_'./:+#-]*/gu;

/** The runs of Han characters and the Latin words of a folded text, in order; everything else is left out. */
export function runsOf(folded: string): Run[] {
  const runs: Run[] = [];
  for (const [text] of folded.matchAll(RUN)) {
    if (/\p{Script=Han}/u.test(text[0]!)) runs.push({ kind: 'han', text });
    else runs.push({ kind: 'latin', text: text.replace(/['./:+#-]+$/, '') });
  }
  return runs;
}

/** The dictionary words of a run of Han characters, single characters included. */
export function hanWords(run: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < run.length; at += PIECE_CHARS) {
    for (const { segment } of words.segment(run.slice(at, at + PIECE_CHARS))) found.push(segment);
  }
  return found;
}

/** All pairs of neighbouring characters: they find words no dictionary knows. */
export function bigrams(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => characters[index]! + character);
}

const IRREGULAR: Record<string, string> = {
  died: 'die',
  dies: 'die',
  dying: 'die',
  ran: 'run',
  running: 'run',
  lost: 'lose',
  kept: 'keep',
  written: 'write',
  wrote: 'write',
  stuck: 'stuck',
  statuses: 'status',
  does: 'do',
  has: 'have',
  had: 'have',
  went: 'go',
  gone: 'go',
  goes: 'go',
  sent: 'send',
  tries: 'try',
  tried: 'try',
  policies: 'policy',
  memories: 'memory',
  libraries: 'library',
  replies: 'reply',
  species: 'species',
  news: 'news',
  always: 'always',
  dns: 'dns',
  qos: 'qos',
  kubernetes: 'kubernetes',
  process: 'process',
  access: 'access',
  address: 'address',
  class: 'class',
  across: 'across',
  alias: 'alias',
  focus: 'focus',
  status: 'status',
  redis: 'redis',
  less: 'less',
  loss: 'loss',
  pass: 'pass',
};

/** The stem of an English word, roughly: enough for `restarts`, `restarted` and `restarting` to meet. */
export function stem(word: string): string {
  const bare = word.replace(/'(?:s|re|ve|ll|d|m)$/, '');
  const known = Object.hasOwn(IRREGULAR, bare) ? IRREGULAR[bare] : undefined;
  if (known) return known;
  if (bare.length < 4 || /[^a-z]/.test(bare)) return bare;
  if (bare.length > 5 && bare.endsWith('ies')) return `${bare.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|z)es$/.test(bare)) return bare.slice(0, -2);
  if (/[^su]s$/.test(bare)) return dropE(bare.slice(0, -1));
  if (bare.length > 5 && bare.endsWith('ing')) return undouble(bare.slice(0, -3));
  if (bare.length > 4 && bare.endsWith('ed')) return undouble(bare.slice(0, -2));
  return dropE(bare);
}

function dropE(word: string): string {
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word;
}

function undouble(word: string): string {
  if (!/[aeiou]/.test(word)) return word;
  const doubled = /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word;
  return dropE(doubled);
}

/** True where `a` becomes `b` by at most `limit` insertions, deletions, replacements or swaps of neighbours. */
export function withinEdits(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      }
      row.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return false;
    beforeLast = last;
    last = row;
  }
  return last[b.length]! <= limit;
}
