import { isClauseMark } from '../../../language/sentences.ts';
import { type Lexicon, matchesIn, STEERS } from './lexicon.ts';
import { type Count, numbersIn } from './numbers.ts';
import { type Token, tokensOf } from './tokens.ts';

/** A concept as a clause speaks of it. */
export interface Mention {
  /** The concept and all it is a kind of. */
  concepts: ReadonlySet<string>;
  sort: 'thing' | 'act' | 'mark';
  /** Token it begins at. */
  at: number;
  /** Words of the sentence before it; two Han characters count as one. */
  depth: number;
  /** An act that does not happen, a mark that does not hold, a thing that is not there. */
  negative: boolean;
  /** A word that no concept has, but a frame names. */
  literal?: true;
  /** A thing that something is sent or told to, said before it is: "向 API Server 上报". */
  addressed?: true;
}

/** Containers of these kinds are spoken of by themselves. */
const KINDS_OF_CONTAINERS = ['sidecar', 'init', 'ephemeral'];

/** Things that a sentence can be about by themselves; containers, Pods and nodes are in every sentence, and a word that only a frame names is no thing. */
export function isSpecific({ sort, literal, concepts }: Mention): boolean {
  if (sort !== 'thing' || literal) return false;
  return !concepts.has('generic') || KINDS_OF_CONTAINERS.some((kind) => concepts.has(kind));
}

export interface Clause {
  /** Offsets in the sentence. */
  start: number;
  end: number;
  mentions: Mention[];
  numbers: Count[];
  /** Tokens that join two of a kind: and, or, a list comma. */
  joins: number[];
  /** Begins with when, if, once: it belongs to the clause before it as well. */
  subordinate: boolean;
  /** Says what something is for, before it says what that is: "to spread the replicas evenly, ...". */
  purpose: boolean;
}

/** A sentence read: its clauses, each with the concepts it speaks of and whether it says yes or no to them. */
export interface Reading {
  clauses: Clause[];
  pronoun: boolean;
}

/** Of these a frame may ask whether they are in a clause at all. */
const DENIES = new Set(['neg', 'none', 'lack', 'instead']);
/** So far a "no" reaches for the thing it takes away. */
const REACH = 3;

/** A word that a fact names by itself is there, unless what stands right before it takes it away: "without X", "没有设成 X". */
function literalOf({ from, own }: Word, depths: number[], words: Word[]): Mention {
  const isRightBefore = (at: number, { to }: Word): boolean => at - to >= 0 && at - to < 2;
  const isDenied = (at: number): boolean =>
    words.some((word) => (word.own[0] === 'lack' || word.own[0] === 'none') && isRightBefore(at, word));
  const set = words.find((word) => word.own.includes('configured') && isRightBefore(from, word));
  const negative = isDenied(from) || (set !== undefined && isDenied(set.from));
  return { concepts: new Set(own), sort: 'thing', at: from, depth: depths[from]!, negative, literal: true };
}

/** How a clause begins that says what for. */
const PURPOSE = /^(?:(?:in order |so as )?to\b|为了|为确保|为保证|若要|如需|要想|想让|要让|要使)/i;

/** "Pod 想解析集群内的名字，dnsPolicy 要写…": a wish, and what it takes behind it. */
const WISH = /想|打算|希望/;
const TAKES = /^[^，,。]{0,16}?(?:要|得|必须|需|应|用|请|最好|就|只能|可以)/;

interface Word {
  literal?: boolean;
  from: number;
  to: number;
  own: string[];
}

/** A sentence as clauses, each with the concepts that it affirms or denies. */
export function readSentence(text: string, lexicon: Lexicon): Reading {
  const tokens = tokensOf(text);
  const words: Word[] = matchesIn(tokens, lexicon).map(({ concepts, ...rest }) => ({ ...rest, own: concepts }));
  const depths: number[] = [];
  let depth = 0;
  for (const { key } of tokens) {
    depths.push(depth);
    depth += /^[a-z#]/.test(key) ? 1 : /^\p{Script=Han}/u.test(key) ? 0.5 : 0;
  }
  const borders = bordersOf(text, tokens, words);
  const clauses: Clause[] = [];
  let first = 0;
  for (const border of [...borders, tokens.length]) {
    const inside = words.filter((word) => word.from >= first && word.from < border);
    if (border > first && tokens[first]) {
      clauses.push({
        start: tokens[first]!.start,
        end: tokens[border - 1]!.end,
        mentions: [
          ...mentionsOf(
            inside.filter((word) => !word.literal),
            depths,
            lexicon,
            tokens,
          ),
          ...inside.filter((word) => word.literal).map((word) => literalOf(word, depths, inside)),
        ],
        numbers: numbersIn(tokens.slice(first, border)),
        joins: [
          ...inside.filter(({ own }) => own.includes('and')).map(({ from }) => from),
          ...[...tokens.keys()].filter((index) => index >= first && index < border && /[、/]/.test(tokens[index]!.key)),
        ],
        subordinate:
          inside.some(({ own, from }) => own.includes('cond') && from <= first + 1) || isAsSoonAs(inside, tokens),
        purpose: border < tokens.length && isPurpose(text, tokens, first, border),
      });
    }
    first = border;
  }
  const said = clauses.filter((clause) => clause.end - clause.start > 1);
  for (const [index, clause] of said.entries()) {
    const before = said[index - 1];
    if (!before) continue;
    if (isOmission(before) && !isExcepted(clause)) holdsByDefault(clause);
    if (tellsWhen(before, IN_PAST)) holds(clause, IN_PAST);
    // "If you leave out the request but give a limit, ...": no comma, so still what is supposed.
    if (before.subordinate && !/[,，;；:：]/.test(text.slice(before.end - 1, clause.start))) clause.subordinate = true;
  }
  return {
    clauses: said,
    pronoun: words.some(({ own }) => own.includes('pronoun')),
  };
}

function isPurpose(text: string, tokens: Token[], first: number, border: number): boolean {
  const from = tokens[first]!.start;
  const to = tokens[border]!.start;
  return (
    (first === 0 && PURPOSE.test(text.slice(from))) || (WISH.test(text.slice(from, to)) && TAKES.test(text.slice(to)))
  );
}

function isAsSoonAs(inside: Word[], tokens: Token[]): boolean {
  return inside.some(
    ({ from, own, literal }) => !literal && own.length > 0 && tokens[from - 1]?.word === '一' && from > 1,
  );
}

/** What somebody does who leaves a field out. */
const OMITTING = ['configured', 'is-a', 'have', 'leave-behind'];

/** "By default", "if timeoutSeconds is left out": says that something is not set and nothing else. */
function isOmission({ mentions, numbers }: Clause): boolean {
  const speaks = (concept: string, no: boolean): boolean =>
    mentions.some(({ concepts, negative }) => concepts.has(concept) && negative === no);
  return (
    numbers.length === 0 &&
    speaks('default', false) &&
    (speaks('configured', true) || speaks('cond', false) || !mentions.some(isSpecific)) &&
    mentions.every(
      ({ sort, concepts, negative }) => sort !== 'act' || negative || OMITTING.some((each) => concepts.has(each)),
    )
  );
}

/** "默认不会，写了…才会": what holds only then does not by default. */
function isExcepted({ mentions }: Clause): boolean {
  return mentions.some(({ concepts }) => concepts.has('only') || concepts.has('unless') || concepts.has('=才'));
}

const IN_PAST = 'in-past';

/** "In older versions": says when what stands behind it holds, and nothing else. */
function tellsWhen({ mentions }: Clause, mark: string): boolean {
  return (
    mentions.some(({ concepts }) => concepts.has(mark)) &&
    mentions.every(({ sort, literal }) => sort === 'mark' || literal)
  );
}

function holds({ mentions }: Clause, mark: string): void {
  const [first] = mentions;
  if (!first || mentions.some(({ concepts }) => concepts.has(mark))) return;
  const { at, depth } = first;
  mentions.unshift({ concepts: new Set([mark]), sort: 'mark', at, depth, negative: false });
}

/** What is said behind an omission holds by default. */
export function holdsByDefault(clause: Clause): void {
  holds(clause, 'default');
}

/** "periodSeconds is 10 unless you set it. timeoutSeconds is 10 as well": that one by default, too. */
export function takeUpDefault({ clauses }: Reading, before: Reading | null): void {
  const speaks = (clause: Clause, any: string[]): boolean =>
    clause.mentions.some(({ concepts }) => any.some((concept) => concepts.has(concept)));
  if (!before?.clauses.some((clause) => speaks(clause, ['default']))) return;
  const [first] = clauses;
  if (first && first.numbers.length > 0 && speaks(first, ['also', 'same'])) holdsByDefault(first);
}

/** Token indices at which a new clause begins. */
function bordersOf(text: string, tokens: Token[], words: Word[]): number[] {
  const borders = new Set<number>();
  const inside = shortBrackets(tokens);
  for (const [index, token] of tokens.entries()) {
    if (token.end - token.start !== 1 || index === 0 || inside.has(index)) continue;
    if (isClauseMark(text, token.start)) borders.add(index + 1);
  }
  for (const [index, { from, own }] of words.entries()) {
    // "Not because", "不会因为": what is denied is the reason with all that follows from it.
    const denied = words.slice(0, index).some((before) => before.to === from && before.own.includes('neg'));
    if (own.includes('break') && from > 0 && !denied) borders.add(from);
  }
  return [...borders].sort((a, b) => a - b);
}

/** So much in brackets is no clause of its own: "(the default)", "（存活探针）". */
const SHORT_BRACKETS = 3;

/** The brackets around a few words. */
function shortBrackets(tokens: Token[]): Set<number> {
  const brackets = new Set<number>();
  let open = -1;
  let words = 0;
  for (const [index, { key, word }] of tokens.entries()) {
    if (/[(（]/.test(word)) {
      open = index;
      words = 0;
    } else if (open >= 0 && /[)）]/.test(word)) {
      if (words <= SHORT_BRACKETS) for (const at of [open, index]) brackets.add(at);
      open = -1;
    } else words += /^\p{Script=Han}/u.test(key) ? 0.5 : 1;
  }
  return brackets;
}

/** "A Pod that cannot be scheduled": the no is about which Pod. */
const RELATIVES = /^(?:that|which|who|whose)$/;
const HELPERS = /^(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|may|must|should)$/;
/** With these the sentence goes on to what the Pod does. */
const GOES_ON = /^(?:is|are|was|were|will|can|may|must|should|gets?|stays?|keeps?|remains?|becomes?|goes|has|have)$/;

/** So the sentence goes on behind what it is about. */
const HAN_GOES_ON = /^[会将就也都能可仍还一被由自才却则必要是不没未无]$/;
/** What stands behind one of these is done something to: "不会把旧的 Pod 也删掉". */
const HAN_OBJECT = /^[把将让]$/;

/** To whom: what stands behind one of these does nothing itself. */
const HAN_TO = /^[向给往朝]$/;

/** "没有容忍的 Pod 不会…": the no before 的 is about which Pod, and ends with it. */
function endsAttribute(tokens: Token[], no: number, thing: Word): boolean {
  return (
    tokens[thing.from]!.attributed === true &&
    HAN_GOES_ON.test(tokens[thing.to]?.word ?? '') &&
    !tokens.slice(no + 1, thing.from).some(({ word }) => HAN_OBJECT.test(word))
  );
}

/** How "的话", "之后" and "后" end. */
const SUPPOSED = /^[话后]$/;

/** So far from its beginning: "whose nodeSelector no longer fits". */
const RELATIVE_REACH = 4;

/** True where a no stands in a relative clause, before anything is done in it. */
function isRelative(tokens: Token[], at: number, last: Mention | undefined): boolean {
  for (let from = at - 1; from > 0 && from >= at - RELATIVE_REACH; from -= 1) {
    if (/^[,;:]$/.test(tokens[from]!.word)) return false;
    if (RELATIVES.test(tokens[from]!.word)) return true;
    if (last?.sort === 'act' && last.at === from && !HELPERS.test(tokens[from]!.word)) return false;
  }
  return false;
}

function mentionsOf(words: Word[], depths: number[], { sorts, lineage }: Lexicon, tokens: Token[]): Mention[] {
  const mentions: Mention[] = [];
  let no = false;
  let allAway = false;
  let away = -1;
  let relative = false;
  let acted = false;
  let noFrom = -1;
  for (const [index, word] of words.entries()) {
    const last = words[index - 1];
    if (no && last && sortOf(last, sorts) === 'thing' && endsAttribute(tokens, noFrom, last)) no = false;
    const goesOn = GOES_ON.test(tokens[word.from]!.word) || GOES_ON.test(tokens[word.from - 1]?.word ?? '');
    // "本地没有的话还是会去拉", "满足不了时会…": what is supposed ends here, and the no with it.
    if (SUPPOSED.test(tokens[word.to - 1]!.key) && word.own.includes('cond')) no = false;
    if (no && last && last.to < word.from && tokens[last.to]!.word === '时') no = false;
    if (relative && acted && goesOn) {
      no = false;
      relative = false;
    }
    const next = words[index + 1];
    const nextIsThing = next !== undefined && sortOf(next, sorts) === 'thing' && next.from - word.to < REACH;
    if (word.own.some((concept) => STEERS.has(concept))) {
      const [steer] = word.own.filter((concept) => STEERS.has(concept));
      const act = mentions.at(-1);
      if (!no) noFrom = word.from;
      const close = act?.sort === 'act' && word.from - act.at <= 2 ? act : undefined;
      if (steer === 'neg') {
        relative = !no && isRelative(tokens, word.from, act);
        acted = false;
        no = !no;
        // "is not a process", "not a container": what it is not is not there either.
        if (close?.concepts.has('is-a')) close.negative = !close.negative;
        if (
          nextIsThing &&
          next.from - word.to < 2 &&
          !tokens[next.from]!.attributed &&
          (index === 0 || close?.concepts.has('is-a') || word.own.includes('is-not'))
        )
          away = index + 1;
      } else if (steer === 'none' && !nextIsThing && close?.concepts.has('configured')) close.negative = true;
      else if (steer === 'none' && index === 0) no = true;
      else if (steer === 'lack' || steer === 'none') {
        if (nextIsThing) away = index + 1;
        else no = !no;
        // "Sends no traffic" does not send.
        if (nextIsThing && close) close.negative = true;
      } else if (steer === 'instead') {
        no = true;
        allAway = true;
      } else if (steer === 'reset' || (steer === 'and' && next && sortOf(next, sorts) !== 'thing')) {
        no = false;
        allAway = false;
      }
      // "防止" both denies and says that something is protected; what it says itself is not denied by it.
      const rest = word.own.filter((concept) => !STEERS.has(concept) || DENIES.has(concept));
      for (const concept of rest)
        mentions.push({
          concepts: new Set(lineage.get(concept)!),
          sort: sorts.get(concept)!,
          at: word.from,
          depth: depths[word.from]!,
          negative: !DENIES.has(concept) && (steer === 'neg' ? !no : no),
        });
      continue;
    }
    // "cannot be scheduled": not yet said what.
    if (sortOf(word, sorts) !== 'mark' && !HELPERS.test(tokens[word.from]!.word) && tokens[word.from]!.key !== 'is')
      acted = true;
    const groups = new Map<string, string[]>();
    for (const concept of word.own) {
      const sort = sorts.get(concept)!;
      groups.set(sort, [...(groups.get(sort) ?? []), concept]);
    }
    for (const [sort, concepts] of groups) {
      mentions.push({
        concepts: new Set(concepts.flatMap((concept) => lineage.get(concept)!)),
        sort: sort as Mention['sort'],
        at: word.from,
        depth: depths[word.from]!,
        negative: sort === 'thing' ? allAway || away === index : no,
        ...(sort === 'thing' && HAN_TO.test(tokens[word.from - 1]?.word ?? '') ? { addressed: true as const } : {}),
      });
    }
    // "Without setting a readiness probe the container ...": the no ends with what is not set.
    const setting = mentions.at(-1)!;
    const before = mentions.slice(0, -1).findLast(({ sort }) => sort !== 'mark');
    if (sortOf(word, sorts) === 'thing' && no && before?.concepts.has('configured') && before.negative) {
      setting.negative = true;
      no = false;
    }
    if (word.own.includes('impossible')) {
      for (const mention of mentions) if (mention.sort !== 'thing' && !no) mention.negative = !mention.negative;
      no = !no;
    } else if (word.own.includes('possible') && no) {
      for (const mention of mentions.slice(0, -1)) if (mention.sort !== 'thing') mention.negative = !mention.negative;
    }
  }
  // "X is false unless you set it": what is said holds by default.
  const unless = mentions.findIndex(({ concepts }) => concepts.has('unless'));
  const set = unless < 0 ? undefined : mentions.slice(unless).find(({ concepts }) => concepts.has('configured'));
  if (set && set.at - mentions[unless]!.at <= 4)
    mentions.push({ concepts: new Set(['default']), sort: 'mark', at: set.at, depth: set.depth, negative: false });
  // "X is not set": X is not there.
  for (const [index, mention] of mentions.entries()) {
    const before = mentions.slice(0, index).findLast(({ sort }) => sort !== 'mark');
    // "只写 limits 不写 requests": what is left out stands behind.
    const behind = mentions.slice(index + 1).find(({ sort }) => sort !== 'mark');
    if (behind?.sort === 'thing' && behind.negative && behind.at - mention.at < 3) continue;
    // "写了 latest 又没写策略": what stands before was set.
    const set = mentions.slice(0, index).some(({ concepts, negative, at }) => {
      return concepts.has('configured') && !negative && before && before.at - at > 0 && before.at - at < 4;
    });
    if (
      mention.concepts.has('configured') &&
      mention.negative &&
      before?.sort === 'thing' &&
      mention.at - before.at < 5 &&
      !set
    )
      before.negative = true;
  }
  for (const mention of mentions.filter(({ concepts, negative }) => negative && concepts.has('configured'))) {
    // What is left out is nothing that is denied.
    const no = mentions.findIndex(
      ({ concepts, at }) => concepts.has('neg') && mention.at - at > 0 && mention.at - at < 4,
    );
    if (no >= 0) mentions.splice(no, 1);
    mentions.push({
      concepts: new Set(['default']),
      sort: 'mark',
      at: mention.at,
      depth: mention.depth,
      negative: false,
    });
  }
  return mentions;
}

function sortOf(word: Word, sorts: Map<string, Mention['sort']>): string | undefined {
  return sorts.get(word.own[0]!);
}
