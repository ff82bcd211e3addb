import { figuresIn } from './figures.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';

const WHY = /为什么|为何|为啥|怎么(?:会|正好|刚好|偏偏)|\bwhy\b|\bhow come\b/i;
const SURELY_CAUSAL =
  /因为|由于|所以|因此|就(?:要|得|会)|才(?:会|能)|导致|超时|\b(?:because|since|therefore|hence|due to|time[sd]? ?-?out|waits? (?:for|until)|only (?:\w+ )?(?:when|after|once)|until|by default)\b|\bso\b(?! that)/i;
/** "This takes 35 seconds": what takes it stands in the sentence before. */
const POINTS_BACK = /^(?:that|this|it|which|这|那|它)/i;
const OF_THE_THING = /\bthe (?:\w+ )?([a-z]{5,})/gi;
/** How far back a thing was told of that a sentence calls "the" thing. */
const NEAR = 3;

/** "Why exactly 5 seconds": the one sentence that holds the figure and says what it comes from, with what it points back to. */
export function whyFigure(reading: Reading): ProseAnswer | null {
  const { question, statements } = reading;
  if (!WHY.test(question)) return null;
  const [asked, other] = figuresIn(question);
  if (!asked || other || asked.kind === 'plain') return null;
  const holding = statements.flatMap(({ text }, index) =>
    figuresIn(text).some(({ kind, value }) => kind === asked.kind && value === asked.value) ? [index] : [],
  );
  const found = holding
    .map((index) => (POINTS_BACK.test(statements[index]!.text) && index > 0 ? [index - 1, index] : [index]))
    .filter((from) => SURELY_CAUSAL.test(from.map((index) => statements[index]!.text).join(' ')));
  const [only, second] = found;
  if (!only || second) return null;
  const told = toldBefore(only[0]!, only.map((index) => statements[index]!.text).join(' '), reading);
  return { text: '', from: [...told, ...only].map((index) => statements[index]!) };
}

/** The sentence in which "the download" was first spoken of. */
function toldBefore(first: number, text: string, { statements }: Reading): number[] {
  const things = [...text.matchAll(OF_THE_THING)].map(([, thing]) => thing!.toLowerCase());
  for (let index = first - 1; index >= Math.max(0, first - NEAR); index -= 1) {
    const before = statements[index]!.text.toLowerCase();
    if (things.some((thing) => new RegExp(`\\b${thing}s?\\b`).test(before) && /\d/.test(before))) return [index];
  }
  return [];
}
