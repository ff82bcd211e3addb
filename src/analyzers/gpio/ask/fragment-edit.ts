/** "SystemCoreClock / 100", "cnt >= 8", "/ 100 instead of / 1000": code in a question that stands in the paste but for one number or sign. */
import { scopeNamed } from './edit-target.ts';
import { offsetOf, type Place } from './places.ts';
import type { Asking } from './text.ts';

/** A word, a number or a sign of code, and where it stands. */
interface Token extends Place {
  text: string;
}

const TOKEN =
  /[A-Za-z_]\w*|(?:0[xX][\da-fA-F]+|\d+(?:\.\d+)?)(?:[uUlL]{1,3}(?!\w))?|<<=?|>>=?|->|\+\+|--|&&|\|\||[-+*/%&|^<>=!]=?|[~()[\],;.]/g;
const NUMBER = /^\d/;
const WORD = /^[A-Za-z_]/;
const COMPARES = /^(?:[<>]=?|[=!]=)$/;
const COMBINES = /^(?:[-+*/%&|^]|<<|>>)$/;
/** Somebody writes something else there, or supposes it. */
const WRITES =
  /[改换写填设用调变]\s*[成为作到]|而不是|代替|如果|要是|假如|的话|\b(?:chang|writ|put|replac|set|us|mak|instead|rather|if|suppos|with|were|try|typ|wrote)\w*/i;
const INSTEAD = /^[^\w]*(?:there |here |in there )?(?:instead of|rather than|in place of|而不是|代替)/i;
const INTO = /^\s*(?:改|换|写|变)(?:成|为|作)|^\s*(?:to|with|by|into|were|was|becomes?|became)\b/i;
/** Not a word of code, whatever a program may call its names. */
const PROSE =
  /^(?:the|it|i|is|a|an|in|on|to|of|and|or|if|for|what|do|does|there|here|that|this|with|put|write|use|set|not|at|by|as|be|led|happens?|instead|how|then)$/i;

const tokensIn = (text: string): Token[] =>
  [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], from: match.index, to: match.index + match[0].length }));

/** The stretches of a question that are code: words of the program, numbers and signs with nothing else between them. */
function fragmentsIn(question: string, known: ReadonlySet<string>): Token[][] {
  const found: Token[][] = [];
  let open: Token[] = [];
  let at = 0;
  const close = (): void => {
    // A stop or a comma behind it belongs to the sentence.
    while (open.length > 0 && /^[,;.]$/.test(open.at(-1)!.text)) open.pop();
    if (open.length > 1) found.push(open);
    open = [];
  };
  for (const token of tokensIn(question)) {
    if (question.slice(at, token.from).replace(/[`"“”‘’\s]/g, '') !== '') close();
    at = token.to;
    const code = !WORD.test(token.text) || (known.has(token.text) && !PROSE.test(token.text));
    if (!code || (open.length === 0 && /^[,;.)\]]$/.test(token.text))) close();
    else open.push(token);
  }
  close();
  return found;
}

/** One number for another, or one sign for another of its kind. */
const exchangeable = (old: string, now: string): boolean =>
  (NUMBER.test(old) && NUMBER.test(now)) ||
  (COMPARES.test(old) && COMPARES.test(now)) ||
  (COMBINES.test(old) && COMBINES.test(now));

const same = (a: string, b: string): boolean =>
  a === b || (NUMBER.test(a) && NUMBER.test(b) && Number(a) === Number(b));

/** Where the tokens of the code are those of the fragment, with at most so many exchanged. */
function alignments(
  code: readonly Token[],
  fragment: readonly Token[],
  most: number,
): { at: number; other: number[] }[] {
  const found: { at: number; other: number[] }[] = [];
  for (let at = 0; at + fragment.length <= code.length; at++) {
    const other: number[] = [];
    const fits = fragment.every((token, i) => {
      const old = code[at + i]!.text;
      if (same(old, token.text)) return true;
      other.push(i);
      return other.length <= most && exchangeable(old, token.text);
    });
    if (fits) found.push({ at, other });
  }
  return found;
}

/** The stretch of the code that the question speaks of, by a line's number or the name of a function. */
function scopeOf({ question, facts }: Asking, code: string): Place | null {
  const number = /第\s*(\d{1,4})\s*行|\bline (\d{1,4})\b/i.exec(question);
  if (!number) return scopeNamed(question, code, facts);
  const from = offsetOf(code, Number(number[1] ?? number[2]) - facts.firstLine);
  return { from, to: from + code.slice(from).split('\n', 1)[0]!.length };
}

/** The one place where a fragment of the question stands but for one number or sign, and what takes its place there. */
export function fragmentReplaced(asking: Asking, code: string): { place: Place; text: string } | null {
  const { question } = asking;
  if (!WRITES.test(question)) return null;
  const scope = scopeOf(asking, code);
  if (!scope) return null;
  const own = tokensIn(code).filter(({ from, to }) => from >= scope.from && to <= scope.to);
  const fragments = fragmentsIn(question, new Set(own.map(({ text }) => text)));
  for (const fragment of fragments) {
    if (!fragment.some(({ text }) => WORD.test(text)) || alignments(own, fragment, 0).length > 0) continue;
    const [one, other] = alignments(own, fragment, 1);
    if (!one || other) continue;
    const index = one.other[0]!;
    const { from, to } = own[one.at + index]!;
    return { place: { from, to }, text: fragment[index]!.text };
  }
  return paired(question, own, fragments);
}

/** "/ 100 instead of / 1000": the old code as well as the new stands in the question. */
function paired(
  question: string,
  own: readonly Token[],
  fragments: readonly Token[][],
): { place: Place; text: string } | null {
  for (const [i, first] of fragments.entries()) {
    const second = fragments[i + 1];
    if (!second) return null;
    const between = question.slice(first.at(-1)!.to, second[0]!.from);
    const [old, now] = INSTEAD.test(between) ? [second, first] : INTO.test(between) ? [first, second] : [];
    const [one, other] = old ? alignments(own, old, 0) : [];
    if (!old || !now || !one || other) continue;
    const [from, to] = [own[one.at]!.from, own[one.at + old.length - 1]!.to];
    // What stands before the old code is said once more with the new one.
    const before = own.slice(0, one.at).map(({ text }) => text);
    const repeated = [...now.keys()]
      .reverse()
      .find((count) => now.slice(0, count).every(({ text }, at) => text === before[before.length - count + at]));
    const fresh = now.slice(repeated ?? 0);
    if (fresh.length > 0) return { place: { from, to }, text: question.slice(fresh[0]!.from, fresh.at(-1)!.to) };
  }
  return null;
}
