import type { Detection, PartBase } from '../analyzers/analyzer.ts';
import { quotedMessage } from '../analyzers/journal/read/question.ts';
import { readAnnotated } from '../analyzers/pod/annotated.ts';
import { articleOf } from '../analyzers/pod/article.ts';
import { withoutEntities } from '../language/entities.ts';
import { unwrapped } from '../language/unwrapped.ts';
import { analyzerNamed } from './analyzers.ts';
import { type Block, splitMessage } from './split.ts';

/** A stretch of the message and the analyzer that claims it. */
export interface RoutedPart {
  analyzer: PartBase['analyzer'];
  text: string;
  firstLine: number;
  lastLine: number;
  /** What made the analyzer sure, for --debug. */
  why: string[];
}

export interface Route {
  parts: RoutedPart[];
  /** What the asker says in their own words, pastes and articles left out. */
  words: string;
}

/** An analyzer this sure of a text gets it. */
const CLAIM = 0.5;
/** Words beside a paste are mostly about the paste: a Pod question there must be plain. */
const CLAIM_BESIDE_PASTE = 0.7;
/**
 * Words that point at the paste ("this log", "the code below") or at one's own trouble ("why does my pod restart"): such
 * a sentence asks about the paste, not about Pods in general.
 */
const POINTS_AT_PASTE =
  /这[段个些份]|如下|下面|上面|贴|以下|日志|代码|我的|我们的?|帮|求助|报错|起不来|挂了|失败了|\b(?:this|these|that|following|below|above|attached|my|our|(?<!\bat )it|here)\b|\b(?:log|logs|code|output|trace|sketch)\b/i;
/** Beside a program alone nothing of one's cluster is about the paste. */
const POINTS_AT_CODE =
  /这[段个些份]|如下|下面|上面|贴|以下|代码|程序|\b(?:this|these|that|following|below|above|attached|(?<!\bat )it|here)\b|\b(?:code|sketch|program|firmware|board)\b/i;
/** Wants something looked at that would have to be pasted. */
const PROMISES =
  /\b(?:look(?:ing)? (?:at|into|over|through)|check(?: out)?|read|see|explain|analy[sz]e|debug|help (?:me )?with) (?:\w+ ){0,2}(?:my|this|these|our|the) (?:\w+ )?(?:logs?|output|code|trace|sketch|dump)\b|(?:看|分析|解释|帮).{0,8}(?:我的|这段|这个|这份|一下).{0,4}(?:日志|代码|报错|\blog)/i;
const SENTENCE_END =
  /(?<=[。！？!?\n])|(?=顺便|另外|还有(?:一个)?问题|\bby the way\b|\bwhile (?:you are|you're|we are|we're) at it\b|\balso[, ])/i;

type Name = PartBase['analyzer'];

function strongest(text: string, candidates: Name[]): { name: Name; detection: Detection } {
  return candidates
    .map((name) => ({ name, detection: analyzerNamed(name).detect(text) }))
    .reduce((best, next) => (next.detection.score > best.detection.score ? next : best));
}

function partOf(block: Block, name: Name, detection: Detection, text = block.text): RoutedPart {
  return { analyzer: name, text, firstLine: block.firstLine, lastLine: block.lastLine, why: detection.why };
}

/** Decides which analyzer each stretch of a message goes to; what nobody claims is chat. */
export function routeMessage(text: string): Route {
  const blocks = articlesWhole(splitMessage(text), text).flatMap(questionsApart);
  const claimed = new Map<Block, RoutedPart>();
  for (const block of blocks) {
    if (block.kind === 'prose') continue;
    const { name, detection } = strongest(block.text, block.kind === 'log' ? ['journal', 'gpio'] : ['gpio', 'journal']);
    if (detection.score >= CLAIM) claimed.set(block, partOf(block, name, detection));
  }
  const besidePaste = claimed.size > 0;
  const besideLog = [...claimed.values()].some(({ analyzer }) => analyzer === 'journal');
  const words: string[] = [];
  for (const block of blocks) {
    if (block.said) words.push(...block.said);
    if (block.kind !== 'prose') continue;
    const part = besidePaste
      ? routeWordsBesidePaste(block, besideLog, besideLog && !standsApart(block, blocks))
      : routeWords(block);
    if (part) claimed.set(block, part);
    words.push(part && isArticle(block.text) ? lastQuestion(block.text) : withoutQuote(block.text, part));
  }
  if (claimed.size === 0 && blocks.length > 0) {
    const { name, detection } = strongest(text, ['gpio', 'journal']);
    if (detection.score >= CLAIM_BESIDE_PASTE) {
      const last = blocks.at(-1)!;
      claimed.set(blocks[0]!, { ...partOf(blocks[0]!, name, detection, text), firstLine: 1, lastLine: last.lastLine });
    }
  }
  const parts = blocks.flatMap((block) => claimed.get(block) ?? []);
  return { parts, words: words.join('\n').trim() };
}

/** What somebody says around the line of a log that they quote. */
function withoutQuote(text: string, part: RoutedPart | null): string {
  const quoted = part?.analyzer === 'journal' ? quotedMessage(text) : null;
  return quoted ? text.replace(quoted, ' ') : text;
}

/** Every line an item with a star: the middle of a comment looks so as well, but that ends one or begins one. */
function isStarredList({ text }: Block): boolean {
  return !/\/\*|\*\/|[;{}]\s*$/m.test(text) && text.split('\n').every((line) => /^\s*(?:\* +\S|$)/.test(line));
}

/** An article is one text, be it parted by the fences around its commands or by a list. */
function articlesWhole(blocks: Block[], message: string): Block[] {
  const whole: Block[] = [];
  let run: Block[] = [];
  const close = (): void => {
    const [first, last] = [run[0], run.at(-1)];
    if (first && last && first !== last) {
      const text = message.slice(first.start, last.end);
      const together: Block = { ...first, text, lastLine: last.lastLine, end: last.end };
      whole.push(...(articleOf(text) ? [together] : run));
    } else whole.push(...run);
    run = [];
  };
  for (const block of blocks) {
    const words: Block =
      block.kind === 'code' && (isStarredList(block) || readAnnotated(block.text))
        ? { ...block, kind: 'prose' }
        : block;
    if (words.kind === 'prose' && !words.said) run.push(words);
    else {
      close();
      whole.push(block);
    }
  }
  close();
  return whole;
}

/** More paragraphs than this are a text. */
const LIMIT_PARAGRAPHS = 4;

/** Paragraphs of prose of which one is a program's message and another a question about Pods: each goes its way. */
function questionsApart(block: Block): Block[] {
  if (block.kind !== 'prose') return [block];
  const pieces: Block[] = [];
  // Quoted, an empty line has its mark.
  for (const found of block.text.matchAll(/[^\n]*[^\s>][^\n]*(?:\n[^\n]*[^\s>][^\n]*)*/g)) {
    const firstLine = block.firstLine + block.text.slice(0, found.index).split('\n').length - 1;
    const start = block.start + found.index;
    const lastLine = firstLine + found[0].split('\n').length - 1;
    pieces.push({ ...block, text: found[0], firstLine, lastLine, start, end: start + found[0].length });
  }
  if (pieces.length < 2 || pieces.length > LIMIT_PARAGRAPHS) return [block];
  const names = pieces.map(({ text }) => {
    const { name, detection } = strongest(withoutAsking(text), ['pod', 'journal']);
    return detection.score >= CLAIM ? name : null;
  });
  return names.includes('journal') && names.includes('pod') ? pieces : [block];
}

/** A question in Chinese behind a program's message, on its line. */
const ASKED_BEHIND =
  /(?<=^[ -~]{20,400})(?<=[!-~]) *\p{Script=Han}?(?:怎么|什么|为什么|为啥|咋|如何|求助|请问|是啥|会)[\p{Script=Han}\w ，？?]{0,20}$/gmu;

/** A message without what is asked behind it; as long as before. */
const withoutAsking = (text: string): string => text.replace(ASKED_BEHIND, (asked) => ' '.repeat(asked.length));

/** An article has paragraphs and says more than a message or two; a log that lost its line breaks has one line. */
const isPastedArticle = (text: string): boolean =>
  text.trim().split('\n').length > 2 && (articleOf(text)?.article.statements.length ?? 0) > 3;

/** A text long enough to be pasted rather than typed. */
function isArticle(text: string): boolean {
  // A Chinese character says about as much as three Latin ones.
  const weight = text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);
  return weight >= 90 && (text.match(/[。！？]|[.!?](?:\s|$|[^\w])/g)?.length ?? 0) >= 2;
}

/** The question that stands under an article, or nothing. */
function lastQuestion(text: string): string {
  const last = text
    .trim()
    .split(/\n\s*\n/)
    .at(-1)!;
  return last.length < 120 && /[?？吗呢]\s*$/.test(last) ? last : '';
}

function routeWords(block: Block): RoutedPart | null {
  // Where a page had escaped its signs, quotes and brackets only show without that.
  const said = withoutEntities(unwrapped(block.text));
  // "Failed to pull image "x": not found 怎么办": only the message is the program's.
  const bare = withoutAsking(block.text);
  if (bare !== block.text) {
    const { name, detection } = strongest(bare, ['pod', 'journal']);
    if (name === 'journal' && detection.score >= CLAIM) return partOf(block, name, detection, bare.trimEnd());
  }
  // A log line quoted in a question is what the question is about.
  const quoted = analyzerNamed('journal').detect(said);
  if (quoted.score >= CLAIM && /["'`“”「『]/.test(said) && !isPastedArticle(said))
    return partOf(block, 'journal', quoted);
  const { name, detection } = strongest(said, ['pod', 'document', 'journal', 'gpio']);
  // Somebody who wants a log read and has not pasted it asks nothing of the notes, unless the rest is plainly about Pods.
  const promised = name === 'pod' && detection.score < CLAIM_BESIDE_PASTE && PROMISES.test(said);
  if (detection.score >= CLAIM && !promised) return partOf(block, name, detection);
  // Lines of a program that are nearly as wide as the longest look like one paragraph.
  const output = said === block.text ? null : analyzerNamed('journal').detect(block.text);
  return output && output.score >= CLAIM ? partOf(block, 'journal', output) : null;
}

/** True where an empty line parts a block from the logs above and below it. */
function standsApart(block: Block, blocks: readonly Block[]): boolean {
  return !blocks.some(
    ({ kind, firstLine, lastLine }) =>
      kind === 'log' && (firstLine === block.lastLine + 1 || lastLine === block.firstLine - 1),
  );
}

function routeWordsBesidePaste(block: Block, besideLog: boolean, atLog: boolean): RoutedPart | null {
  // Output without any header beside a program or another log. Right above or below a log, such lines belong to that.
  const output = atLog ? null : analyzerNamed('journal').detect(block.text);
  if (output && output.score >= (block.firstLine < block.lastLine ? CLAIM : CLAIM_BESIDE_PASTE))
    return partOf(block, 'journal', output);
  const article = isArticle(block.text) ? strongest(block.text, ['document', 'pod']) : null;
  if (article && article.detection.score >= CLAIM) return partOf(block, article.name, article.detection);
  const points = besideLog ? POINTS_AT_PASTE : POINTS_AT_CODE;
  const questions = block.text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !points.test(sentence));
  const detections = questions.map((question) => ({ question, detection: analyzerNamed('pod').detect(question) }));
  const asked = detections.filter(({ detection }) => detection.score >= CLAIM_BESIDE_PASTE);
  if (asked.length === 0) return null;
  return partOf(block, 'pod', asked[0]!.detection, asked.map(({ question }) => question).join(' '));
}
