import type { Span } from '../../../language/sentences.ts';
import { type Answered, answerTo, questionIn, SPEAKER } from './answers.ts';
import { headColumns, headItems, headsDefaults } from './columns.ts';
import type { Topics } from './frame.ts';
import { claimsNothing, hearsayUntil, isQuotedBefore, refusedUntil, saysNothing } from './hedge.ts';
import { lexicon } from './lexicon.ts';
import { codeBlocks, isCode, withoutAddresses } from './markup.ts';
import { goesOn, subjectOf, withSubject } from './pronouns.ts';
import { isSpecific, type Mention, type Reading, readSentence, takeUpDefault } from './reading.ts';

/** A sentence of a text, with all that the sentences around it say about how to read it. */
export interface Statement {
  sentence: Span;
  /** What it says: its own text, or that with the question it answers. */
  words: string;
  reading: Reading;
  /** The same with what its pronouns mean. */
  resolved: Reading | null;
  /** The clauses before this offset are a question, and claim nothing by themselves. */
  claimsFrom: number;
  /** What stands before this offset is what others say, and refused behind it. */
  refusedUntil: number;
  topics: Topics;
  /** What it is about where it does not say so itself: all that the question before it speaks of, else the things of the sentences above. */
  before: Mention[];
  /** Asked, supposed or told in order to be refused. */
  claimsNothing: boolean;
  answered: Answered | null;
  /** The question before it, and where it stands in the text. */
  question: Span | null;
}

/** One writing of everything: plain letters in lower case, no marks of emphasis, no space beside Chinese. */
function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”「」『』]/g, '"')
    .replace(/[`*\u200b-\u200f\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([\p{Script=Han}，。；：、！？（）]) ?/gu, '$1')
    .trim();
}

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
  // Words that only frames name are no topic: "is this article right?".
  const told = topics.some((mentions) => mentions.some(({ literal }) => !literal));
  return told || !things.some(({ literal }) => !literal) ? topics : [things];
}

const ENDS = /[。.!！?？;；]["'”’）)]?$/;
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

/** True for a Markdown heading below the first level that is no sentence: it names what comes. */
function namesSection(text: string, { start, text: words }: Span): boolean {
  return !ENDS.test(words) && /^#{2,6} [^#]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start) + words);
}

/** "Yes exactly": what is left of it says nothing of its own. */
const NODS = /^[\s\p{P}]*(?:[a-z]+|\p{Script=Han}{1,3})?[\s\p{P}]*$/iu;

/** Where a stretch of what a statement says stands in the text: an answer stands for the question as well, unless all it says is yes. */
export function placeOf(
  { sentence, answered, question }: Statement,
  start: number,
  end: number,
): [start: number, end: number] {
  if (!answered) return [sentence.start + start, sentence.start + end];
  const nods = answered.claimed && NODS.test(answered.text.slice(answered.asked));
  if (start < answered.asked && nods && question) return [question.start, question.end];
  const moved = sentence.start + answered.left - answered.asked;
  const whole = end <= answered.asked;
  return [start < answered.asked ? sentence.start : moved + start, whole ? sentence.end : moved + end];
}

function spanOf(question: string | null, text: string, before: number): Span | null {
  const start = question === null ? -1 : text.lastIndexOf(question, before);
  return question === null || start < 0 ? null : { start, end: start + question.length, text: question };
}

/** An item of a list, or a row of a table: it is about what the list is about, not about the item above. */
const ITEM = /^\s*(?:[-*+–—]\s|[•·|→✅❌☑✔①-⑳]|\d{1,2}[.)、/])/;

/** "- immutable: true protects …": one more field of the same thing. */
const FIELD = /^[a-z]+[A-Za-z]*:\s/;

/** Of two topics that lie far apart the later ones come first; what the heading names comes last. */
function withHeading(topics: Topics, heading: Mention[]): Topics {
  return heading.length === 0 || topics.includes(heading) ? topics : [...topics, heading];
}

/** A longer supposition before a question is a story. */
const SUPPOSED_CHARS = 120;
const ASKER = /^(?:Q|Question|Interviewer|问题?|提问|面试官?) ?\d{0,2} ?[:：.]/i;

/** "Q: A container fails its readiness probe. Is it restarted?": what a question supposes before it asks. */
function supposedBefore(text: string, question: Span): string {
  const line = text.slice(text.lastIndexOf('\n', question.start - 1) + 1, question.start).replace(/^[\s#*>-]+/, '');
  const asker = ASKER.exec(line)?.[0];
  if (asker === undefined || line.length > SUPPOSED_CHARS) return '';
  return line
    .slice(asker.length)
    .trim()
    .replace(/[.。;；]$/, ',');
}

/** True for what a question supposes before it asks. */
function isSupposed(text: string, { start, end }: Span): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace(/^[\s#*>-]+/, '');
  const told = line + text.slice(start, end);
  return ASKER.test(told) && !/[?？]/.test(told) && /^[^\n]*[?？]/.test(text.slice(end, end + SUPPOSED_CHARS));
}

/** "**Startup** answers: …", "Startup: …": beside liveness and readiness, the probe of that name. */
const STARTUP_LABEL = /^startup(?:\*\*|`|\s*[:：—–]|\s*$)/i;

function nameLabel({ clauses }: Reading, words: string): void {
  const [first] = clauses;
  if (!first || !STARTUP_LABEL.test(words)) return;
  first.mentions.unshift({ concepts: new Set(['startup', 'probe']), sort: 'thing', at: 0, depth: 0, negative: false });
}

/** The sentences of a text one after another. */
export function* statementsOf(text: string, sentences: Span[]): Generator<Statement> {
  let topics: Topics = [];
  let heading: Mention[] = [];
  let subject: Mention | null = null;
  let before = '';
  let above: Reading | null = null;
  let list: { topics: Topics; subject: Mention | null } | null = null;
  let defaultsBelow = false;
  const blocks = codeBlocks(text);
  for (const [index, sentence] of sentences.entries()) {
    const folded = fold(sentence.text);
    const next = fold(sentences[index + 1]?.text.slice(0, 120) ?? '');
    const gap = index > 0 ? text.slice(sentences[index - 1]!.end, sentence.start) : '\n';
    const sameParagraph = !gap.includes('\n');
    const isItem = !sameParagraph && ITEM.test(text.slice(text.lastIndexOf('\n', sentence.start - 1) + 1));
    if (isItem && !FIELD.test(sentence.text)) {
      list ??= { topics: withHeading(topics, heading), subject: subject ?? heading[0] ?? null };
      ({ topics, subject } = list);
    } else if (!sameParagraph) list = null;
    // A new paragraph is about something else, or again about what the heading names; a new line goes on.
    if (/\n\s*\n/.test(gap) && ENDS.test(before) && !SPEAKER.test(sentence.text)) {
      topics = heading.length > 0 ? [heading] : [];
      subject = heading[0] ?? null;
      if (isItem) list = { topics, subject };
    } else if (!sameParagraph && !isItem) topics = withHeading(topics, heading);
    const question =
      questionIn(index > 0 ? gap : text.slice(0, sentence.start)) ?? questionIn(sentences[index - 1]?.text ?? '');
    const asking = spanOf(question, text, sentence.start);
    const asked = question ? readSentence(question, lexicon()) : null;
    if (asked) topics = topicsAfter(asked, topics);
    const supposed = asking ? supposedBefore(text, asking) : '';
    const answered = question ? answerTo(`${supposed} ${question}`.trim(), sentence.text, lexicon()) : null;
    const words = withoutAddresses(answered?.text ?? sentence.text);
    const reading = readSentence(words, lexicon());
    nameLabel(reading, words);
    takeUpDefault(reading, sameParagraph ? above : null);
    if (!answered) headColumns(reading, text, sentence);
    if (isItem && defaultsBelow) headItems(reading, words);
    above = reading;
    yield {
      sentence,
      words,
      reading,
      resolved: withSubject(reading, words, subject),
      claimsFrom: answered && !answered.claimed ? answered.asked : 0,
      refusedUntil: Math.max(refusedUntil(words), answered ? 0 : hearsayUntil(text, sentence.start)),
      topics,
      before: asked && !answered ? mentionsOf(asked) : [...(topics[0] ?? [])],
      claimsNothing:
        claimsNothing(answered ? fold(words) : folded, before, next) ||
        saysNothing(sentence.text) ||
        isCode(text, sentence, blocks) ||
        namesSection(text, sentence) ||
        isQuotedBefore(text, sentence, next) ||
        isSupposed(text, sentence),
      answered,
      question: asking,
    };
    topics = topicsAfter(reading, topics);
    if (!goesOn(reading, words)) subject = subjectOf(reading) ?? subject;
    const heads = isHeading(text, sentence, gap);
    if (!isItem) defaultsBelow = headsDefaults(sentence.text, heads);
    if (heads) {
      const things = thingsOf(reading);
      const named = things.filter(isSpecific);
      if (!isItem || named.length > 0) heading = named;
      if (!isItem && things.some(({ literal }) => !literal)) topics = [things];
      if (!isItem) list = null;
    }
    before = folded;
  }
}
