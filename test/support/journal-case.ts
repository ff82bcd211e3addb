import type { Truth } from './journal-truth.ts';

/** One log and the truth about it; the fields are explained at the top of cases/journal/services.yaml. */
export interface JournalCase {
  id: string;
  truth: Truth;
  paste: string;
  verdict: 'root-cause' | 'symptom-only' | 'healthy';
  causeId?: string[];
  cite?: string | string[];
  notCause?: string[];
  fix?: string[];
  next?: string;
  independent?: number;
}

export interface JournalCause {
  causeId: string;
  lines: string[];
  fix: string;
  independent: boolean;
}
export interface JournalPart {
  analyzer: string;
  verdict: JournalCase['verdict'];
  causes: JournalCause[];
  next: string[];
}

/**
 * right: what is stated is the truth, all of it. wrong: something untrue is stated (a false cause, a false alarm, a wrong fact).
 * missed: nothing untrue, but the truth is not stated either.
 */
export type Outcome = 'right' | 'wrong' | 'missed';

/** Marks and blanks that a mutation may have changed do not count. */
const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/\s+/g, '')
    .replaceAll('&quot;', '"')
    .replace(/\\+(?=")|"(?=")/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The failures a part states: its first cause, and each further one that it calls independent. */
export function failuresOf(part: JournalPart): JournalCause[] {
  return part.verdict === 'root-cause' ? part.causes.filter((cause, at) => at === 0 || cause.independent) : [];
}

/**
 * The stated cause only: its kind, its line, its advice. A forbidden line cited as the cause is wrong whatever else is said.
 * `cut`: the paste lost text on its way, so that "symptom only" is right where the cause went with it.
 */
export function judgeLog(
  expected: JournalCase,
  paste: string,
  part: JournalPart | undefined,
  cut = false,
): [Outcome, string] {
  if (!part) return ['missed', `wanted ${expected.verdict}, no log was seen`];
  const named = part.verdict === 'root-cause' ? part.causes[0] : undefined;
  if (expected.verdict === 'root-cause') return judgeCause(expected, paste, part.verdict, named, cut);
  if (named) return ['wrong', `wanted ${expected.verdict}, got cause ${named.causeId}: ${named.lines[0] ?? ''}`];
  if (part.verdict !== expected.verdict)
    return [expected.verdict === 'healthy' ? 'wrong' : 'missed', `wanted ${expected.verdict}, got ${part.verdict}`];
  return !expected.next || cut || new RegExp(expected.next, 'i').test(part.next.join('\n'))
    ? ['right', '']
    : ['missed', `no command matches ${expected.next}`];
}

/** Less of a line's words than this and it could be any line. */
const LIMIT_SEEN = 8;

/** True where a cut line ends inside of these words. */
function breaksOffIn(cut: string, words: string): boolean {
  const whole = squeezed(words);
  // A pager's mark, or three dots that NFKC made of one, stand for the rest.
  const line = cut.replace(/(?:>|\.\.\.)$/, '');
  for (let seen = whole.length - 1; seen >= LIMIT_SEEN; seen -= 1) if (line.endsWith(whole.slice(0, seen))) return true;
  return false;
}

/** One named cause against the true one; `verdict` says what was answered where none is named. */
export function judgeCause(
  expected: JournalCase,
  paste: string,
  verdict: JournalPart['verdict'],
  named: JournalCause | undefined,
  cut = false,
): [Outcome, string] {
  const cites = [expected.cite ?? []].flat();
  const visible = cites.length === 0 || cites.some((cite) => squeezed(paste).includes(squeezed(cite)));
  if (!named)
    return cut && !visible && verdict === 'symptom-only'
      ? ['right', '']
      : ['missed', `wanted ${expected.causeId?.join('/')}, got ${verdict}`];
  const lines = squeezed(named.lines.join('\n'));
  const forbidden = expected.notCause?.find((wrong) => squeezed(named.lines[0] ?? '').includes(squeezed(wrong)));
  if (forbidden) return ['wrong', `cites ${forbidden}`];
  if (!expected.causeId?.includes(named.causeId))
    return ['wrong', `wanted ${expected.causeId?.join('/')}, got ${named.causeId}`];
  if (
    visible &&
    cites.length > 0 &&
    !cites.some((cite) => lines.includes(squeezed(cite)) || (cut && breaksOffIn(lines, cite)))
  )
    return ['wrong', `wanted the line of ${cites[0]}, got ${named.lines[0] ?? 'none'}`];
  const unadvised = expected.fix?.find((pattern) => !new RegExp(pattern, 'i').test(named.fix));
  return unadvised && visible ? ['missed', `the advice does not match ${unadvised}`] : ['right', ''];
}
