import { type Clause, isSpecific, type Mention, type Reading } from '../claims/reading.ts';
import { tokensOf } from '../claims/tokens.ts';

/** What a sentence says, as far as another can say the same: concepts, numbers and bare words. */
export interface Said {
  /** Concepts that its words name, and whether it affirms them. */
  concepts: Map<string, boolean>;
  /** What those are kinds of, and whether it affirms them. */
  kinds: Map<string, boolean>;
  /** Numbers with their unit: `#30s`. */
  numbers: Set<string>;
  /** Latin words and pairs of Han characters. */
  words: Set<string>;
  /** What is more than what, and what comes first: `request>limit`, `first>sidecar`. */
  order: Set<string>;
}

/** These say how a sentence is built. */
const SILENT = new Set([
  ...['and', 'reset', 'break', 'neutral', 'pronoun', 'is-a', 'neg', 'none', 'lack', 'instead', 'cond'],
  ...['you', 'by-whom', 'also', 'even', 'they', 'get'],
]);

const LATIN = /^[a-z]{3}/;
const HAN = /\p{Script=Han}{2,}/gu;

/** "..., a native sidecar does not": what another clause says is not said of it. */
function isBareDenial({ mentions }: Clause): boolean {
  const acts = mentions.filter(({ sort }) => sort === 'act');
  return acts.every(({ concepts }) => concepts.has('do')) && mentions.at(-1)?.concepts.has('neg') === true;
}

const MORE = ['greater', 'exceed'];
const LESS = ['lower'];

/** Any thing but the Pod, container or node that a sentence happens in. */
const PLACES = ['pod', 'container', 'node'];
const isPart = (mention: Mention): boolean =>
  mention.sort === 'thing' && !mention.literal && !PLACES.includes(nameOf(mention));

/** Of the Pod and its container, in whichever words, which one a clause names. */
const LEVELS = ['container', 'pod'];
const levelOf = ({ concepts, literal }: Mention): string | undefined =>
  literal ? undefined : concepts.has('pod-level') ? 'pod' : LEVELS.find((level) => nameOf({ concepts }) === level);

/** Whether it is the Pod that is restarted, or a container of it that does the work. */
function levelRestarted(mention: Mention): string | undefined {
  if (mention.concepts.has('app-container')) return 'container';
  return mention.sort === 'thing' ? levelOf(mention) : undefined;
}

/** "The container's settings override those of the Pod", "以容器级的为准": which of the two wins. */
function winnerIn(mentions: Mention[], { at, negative }: Mention): string | undefined {
  const named = mentions.flatMap((mention) => {
    const level = levelOf(mention);
    return level ? [{ level, at: mention.at }] : [];
  });
  const before = named.findLast((each) => each.at < at)?.level;
  const behind = named.find((each) => each.at > at)?.level;
  const winner = before ?? behind;
  if (!winner || (before && before === behind)) return undefined;
  const other = LEVELS.find((level) => level !== winner)!;
  return negative ? `${other}>${winner}` : `${winner}>${other}`;
}

/** What a clause says is more than what, and what it says is first. */
function orderIn({ mentions }: Clause): string[] {
  const order: string[] = [];
  const things = mentions.filter(isSpecific);
  const parts = mentions.filter(isPart);
  for (const mark of mentions) {
    const is = (names: string[]): boolean => names.some((name) => mark.concepts.has(name));
    const before = things.findLast(({ at }) => at < mark.at);
    const behind = things.find(({ at }) => at > mark.at);
    const first = parts.findLast(({ at }) => at < mark.at) ?? parts.find(({ at }) => at > mark.at);
    if (is(['override'])) {
      const wins = winnerIn(mentions, mark);
      if (wins) order.push(wins);
      continue;
    }
    if (is(['restart'])) {
      const whose = mentions.findLast((each) => each.at < mark.at && levelRestarted(each) !== undefined);
      if (whose) order.push(`restarts>${levelRestarted(whose)}`);
    }
    if (is(['first']) && first) order.push(`first>${nameOf(first)}`);
    if (!before || !behind) continue;
    const not = mark.negative ? '!' : '';
    if (is(MORE)) order.push(`${not}${nameOf(before)}>${nameOf(behind)}`);
    else if (is(LESS)) order.push(`${not}${nameOf(behind)}>${nameOf(before)}`);
  }
  return order;
}

const nameOf = ({ concepts }: Pick<Mention, 'concepts'>): string => [...concepts][0]!;

/** @param before what the words before it are about, where it does not say so itself */
export function saidIn({ clauses }: Reading, text: string, before: Mention[] = []): Said {
  const said: Said = { concepts: new Map(), kinds: new Map(), numbers: new Set(), words: new Set(), order: new Set() };
  const take = ({ concepts, negative }: Mention): void => {
    const [own, ...kinds] = concepts;
    // A word that only a frame names counts as a word below.
    if (own === undefined || /^[~=]/.test(own) || SILENT.has(own)) return;
    if (negative || !said.concepts.has(own)) said.concepts.set(own, !negative);
    for (const kind of kinds) if (!said.kinds.has(kind)) said.kinds.set(kind, !negative);
  };
  for (const [index, clause] of clauses.entries()) {
    const { mentions, numbers } = clause;
    if (index > 0 && isBareDenial(clause)) continue;
    for (const mention of mentions) take(mention);
    for (const each of orderIn(clause)) said.order.add(each);
    for (const { value, unit } of numbers) said.numbers.add(`#${value}${unit}`);
  }
  for (const mention of before) if (!said.concepts.has([...mention.concepts][0]!)) take(mention);
  for (const { key } of tokensOf(text)) if (LATIN.test(key)) said.words.add(key);
  for (const [run] of text.matchAll(HAN))
    for (let at = 0; at + 2 <= run.length; at += 1) said.words.add(run.slice(at, at + 2));
  return said;
}

/** All that a sentence says, each under a name that tells what it is: `restart`, `!restart`, `^probe`, `#30s`, `'kubelet`, `>request>limit`. */
export function traitsOf({ concepts, kinds, numbers, words, order }: Said): string[] {
  const traits: string[] = [];
  for (const [concept, affirmed] of concepts) traits.push(affirmed ? concept : `!${concept}`);
  for (const kind of kinds.keys()) traits.push(`^${kind}`);
  for (const number of numbers) traits.push(number);
  for (const word of words) traits.push(`'${word}`);
  for (const each of order) traits.push(`>${each}`);
  return traits;
}

/** Each two concepts that a sentence speaks of together, in one order. */
export function pairsOf({ concepts, kinds, numbers }: Said): string[] {
  const names = [...concepts].map(([concept, affirmed]) => (affirmed ? concept : `!${concept}`));
  const own = [...names, ...numbers].sort();
  const above = [...kinds].map(([kind, affirmed]) => (affirmed ? `^${kind}` : `^!${kind}`));
  const pairs = [...own, ...above];
  for (const [index, one] of own.entries()) {
    for (const other of own.slice(index + 1)) pairs.push(`${one}&${other}`);
    for (const kind of above) pairs.push(`${kind}&${one}`);
  }
  return pairs;
}
