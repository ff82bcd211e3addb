import type { Span } from '../../../language/sentences.ts';
import { isSpecific, type Topics } from './frame.ts';
import { claimsNothing } from './hedge.ts';
import { lexicon } from './lexicon.ts';
import { type Mention, type Reading, readSentence } from './reading.ts';

/** A sentence of a text, with all that the sentences around it say about how to read it. */
export interface Statement {
  sentence: Span;
  /** Folded for matching, and for each of its characters where it came from. */
  folded: string;
  from: number[];
  /** What to put before it for the pronoun it leans on. */
  prefix: string;
  reading: Reading | null;
  topics: Topics;
  /** What it is about where it does not say so itself: all that the question before it speaks of, else the things of the sentences above. */
  before: Mention[];
  /** Asked, supposed or told in order to be refused. */
  claimsNothing: boolean;
}

/** A text folded for matching, and for each of its characters where it came from. */
interface Folded {
  text: string;
  from: number[];
}

const HAN = /[\p{Script=Han}，。；：、！？（）]/u;

function foldWithMap(text: string): Folded {
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    if (/[a-z0-9,.'-]/.test(character)) {
      folded += character;
      from.push(at);
      at += 1;
      continue;
    }
    if (character >= '一' && character <= '\u9fff') {
      if (folded.endsWith(' ')) {
        folded = folded.slice(0, -1);
        from.pop();
      }
      folded += character;
      from.push(at);
      at += 1;
      continue;
    }
    const plain = character
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .replace(/[“”「」『』]/g, '"')
      .replace(/[`*\u200b-\u200f\ufeff]/g, '')
      .replace(/\s+/g, ' ');
    const han = HAN.test(plain);
    if (han && folded.endsWith(' ')) {
      folded = folded.slice(0, -1);
      from.pop();
    }
    // Between Chinese and Latin some write a space and some do not.
    const idle = plain === ' ' && (folded === '' || folded.endsWith(' ') || HAN.test(folded.at(-1)!));
    if (!idle) {
      folded += plain;
      for (let index = 0; index < plain.length; index += 1) from.push(at);
    }
    at += character.length;
  }
  return { text: folded, from };
}

const PRONOUN =
  /^(?:它们?|他们?|其|这种(?:容器|卷|探针|方式|pod)?|这类(?:容器|卷|探针|方式|pod)?|该(?:容器|卷|探针|方式|pod|字段)|此(?:容器|卷|时)|two of them|it|they|these|this(?! (?:means|implies|allows|ensures|makes|lets|is because|is why))|both|such (?:containers?|volumes?|probes?|pods?))(?=[\s一-龥])/;
/** A pronoun further on in a sentence: "you can give them probes". */
const INNER_PRONOUN = /\bthem\b|它们?/;
/** Subjects that a sentence without a noun of its own may well have left behind. */
const TOO_WIDE = /^(?:secrets?|services?|容器|containers?|pods?|jobs?|hostpath.*|networkpolic.*|网络策略)$/;
/** What a sentence can be about, for the pronoun that follows it. */
const SUBJECT =
  /init[- ]?(?:容器|containers?)|初始化容器|(?:原生 ?)?sidecar(?: ?容器| containers?|s)?|边车(?:容器)?|临时容器|ephemeral containers?|(?:liveness|readiness|startup) ?(?:probes?|探针)|(?:存活|就绪|启动)探针|emptydirs?|hostpath(?: 卷| volumes?)?|config ?maps?|secrets?|静态 ?pods?|static pods?|(?:deployment|replicaset|statefulset|daemonset|cronjob|job)s?|services?|besteffort(?: pods?)?|guaranteed(?: pods?)?|burstable(?: pods?)?|pause ?(?:容器|containers?)|(?:pod)?disruptionbudgets?|pdbs?|污点|taints?|容忍度?|tolerations?|node ?selector|persistentvolume(?:claim)?s?|pvc|prestop(?: hooks?| 钩子)?|poststart(?: hooks?| 钩子)?|networkpolic(?:y|ies)|网络策略|service ?accounts?|kubelet|kube-scheduler|调度器|容器|containers?|pods?/;

function subjectOf(sentence: string): string | null {
  return SUBJECT.exec(sentence)?.[0] ?? null;
}

/** "They ...", "give them ..." and a sentence without any noun of its own go on about the same thing. */
function prefixOf(folded: string, subject: string | null, sameParagraph: boolean): string {
  const nameless = sameParagraph && subject !== null && !TOO_WIDE.test(subject) && subjectOf(folded) === null;
  const leans = PRONOUN.test(folded) || INNER_PRONOUN.test(folded) || nameless;
  return leans && subject ? `${subject}${HAN.test(folded[0]!) ? '' : ' '}` : '';
}

/** A question that was left out before a sentence, which answers it. */
const ASKED = /[\p{L}\d][^\n]*[?？][^\p{L}\d\n]{0,8}$/u;

function mentionsOf({ clauses }: Reading): Mention[] {
  return clauses.flatMap(({ mentions }) => mentions.filter(({ sort }) => sort !== 'mark'));
}

/** So many sentences are remembered: what was named before them is not meant any more. */
const REMEMBERED = 2;

function thingsOf({ clauses }: Reading): Mention[] {
  return clauses.flatMap(({ mentions }) => mentions.filter(({ sort }) => sort === 'thing'));
}

function topicsAfter(reading: Reading, topics: Topics): Topics {
  const things = thingsOf(reading);
  if (things.some(isSpecific)) return [things, ...topics].slice(0, REMEMBERED);
  return topics.length > 0 ? topics : [things];
}

const ENDS = /[。.!！?？;；]["'”’）)]?$/;
/** Who says it, in a chat or an interview: `B：`, `Anna: `. */
const SPEAKER = /^(?:[A-Za-z][\w.-]{0,15}|\p{Script=Han}{1,5}\d?) ?[:：]/u;
/** Longer lines are no headings. */
const HEADING_CHARS = 60;

/** A short line by itself that does not end as a sentence does: what stands below it is about what it names. */
function isHeading(text: string, { start, end, text: words }: Span, gap: string): boolean {
  return (
    words.length <= HEADING_CHARS &&
    !ENDS.test(words) &&
    (start === 0 || gap.includes('\n')) &&
    /^[\s#*:：]*(?:\n|$)/.test(text.slice(end, end + 8))
  );
}

/** The sentences of a text one after another; `reads` where they are to be read for concepts as well. */
export function* statementsOf(text: string, sentences: Span[], reads: boolean): Generator<Statement> {
  let topics: Topics = [];
  let heading: Mention[] = [];
  let subject: string | null = null;
  let before = '';
  for (const [index, sentence] of sentences.entries()) {
    const { text: folded, from } = foldWithMap(sentence.text);
    const next = sentences[index + 1] ? foldWithMap(sentences[index + 1]!.text.slice(0, 120)).text : '';
    const gap = index > 0 ? text.slice(sentences[index - 1]!.end, sentence.start) : '\n';
    const sameParagraph = !gap.includes('\n');
    // A new paragraph is about something else, or again about what the heading names.
    if (!sameParagraph && ENDS.test(before) && !SPEAKER.test(sentence.text)) topics = heading.length > 0 ? [heading] : [];
    const asked = reads && ASKED.test(gap) ? readSentence(gap, lexicon()) : null;
    if (asked) topics = topicsAfter(asked, topics);
    const reading = reads ? readSentence(sentence.text, lexicon()) : null;
    const prefix = prefixOf(folded, subject, sameParagraph);
    yield {
      sentence,
      folded,
      from,
      prefix,
      reading,
      topics,
      before: asked ? mentionsOf(asked) : [...(topics[0] ?? [])],
      claimsNothing: claimsNothing(folded, before, next),
    };
    subject = PRONOUN.test(folded) ? subject : (subjectOf(folded) ?? subject);
    if (reading) topics = topicsAfter(reading, topics);
    if (reading && isHeading(text, sentence, gap)) heading = thingsOf(reading).filter(isSpecific);
    before = folded;
  }
}
