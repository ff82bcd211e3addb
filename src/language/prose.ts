import { isCourtesy } from './courtesy.ts';
import { detectLanguage } from './language.ts';
import { remembered } from './remembered.ts';
import { type Span, sentencesOf } from './sentences.ts';
import { tokensOf } from './terms.ts';

/** Words that make a sentence a question even without its mark. */
const ASKS =
  /[?？]\s*$|吗\s*[。.]?\s*$|呢\s*[。.]?\s*$|(?:(?:什么|为啥|为何|怎么|怎样|如何|哪些?|哪个|多少|多久|啥|咋)(?!都|也)|是否|能不能|可不可以|有没有|是不是|会不会|对不对)[^。，,]{0,30}$|几个[^。，,的]{0,8}$|[么不]\s*[?？]?\s*$|^\s*(?:[a-z']+\s+){1,2}(?:do|does|did|can|could|should) (?:i|we|you|one)\b|^\s*(?:请问|问[:：]|问题[:：]|总结|概括|解释|帮我|q[:：])|^\s*(?:(?:so|and|but|ok|hi|hey|also|then|please|question)[,:]?\s+)?(?:why|what|whats|what's|how|when|where|which|who|whose|is|are|can|could|does|do|did|should|would|will|has|have|was|were|am|summari[sz]e|explain|tell me|according to)\b(?!.{0,40}[,;].{20,})/iu;

/** A full stop says that "when ..." or "which ..." begins a statement. */
const STATES = /^\s*(?:when|where|which|who|whose|is|are|has|have|how|what|why|while|once)\b.*[a-z0-9)"'`]\.\s*$/is;

/** "When you're done delete it": no verb stands before the subject, so it asks nothing. */
const SUBORDINATE =
  /^\s*(?:and |but |so )?when (?!(?:is|are|am|was|were|do|does|did|will|would|can|could|should|must|may|has|have|had|to|exactly)\b)\S+ [^?？]{12,}$/i;

/** True where a sentence asks something. */
export function asksSomething(sentence: string): boolean {
  const text = sentence.trim();
  return ASKS.test(text) && !STATES.test(text) && !SUBORDINATE.test(text);
}

/** Furniture of web pages: download counts, dates, buttons. */
const FURNITURE =
  /需积分|下载量|浏览量|举报|收藏|点赞|转发(?=数|量|\s*\d|\s*$)|阅读(?:量|数|全文)|版权声明|本文链接|原文链接|上一篇|下一篇|关注公众号|扫码|评论区|发布于|更新于\s*\d|\bmin(?:ute)?s? read\b|\bshare this\b|\bsubscribe\b|\bcookies?\b|\bposted (?:on|by)\b|\bread more\b|\btable of contents\b/i;

/** A prose text taken apart. */
export interface Prose {
  /** The heading or first line where it reads as one, else null. */
  title: string | null;
  /** The headings, else what each paragraph is about in its own words, at most ten. */
  outline: string[];
  /** Statements, page furniture and questions left out. */
  statements: Span[];
  /** Furniture of the page (counts, dates, who posted it), greetings and thanks. */
  asides: Span[];
  /** What is asked about the text, where somebody put a question above or below it. */
  questions: Span[];
}

function shorten(text: string, chars: number): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length <= chars ? plain : `${plain.slice(0, chars - 1).trimEnd()}…`;
}

function titleOf(lines: string[]): string | null {
  const first = lines.find((line) => line.trim() !== '' && !isCourtesy(line))?.trim() ?? '';
  const heading = /^#{1,3}\s+(.{2,120})$/.exec(first);
  if (heading) return heading[1]!.trim();
  // What somebody said at a time is no heading.
  if (/^[[(【]?\d{1,2}:\d{2}/.test(first) || /^\S{1,20} \d{1,2}:\d{2}\b/.test(first)) return null;
  const limit = detectLanguage(first) === 'zh' ? 40 : 90;
  const alone = lines.filter((line) => line.trim() !== '').length > 1;
  return alone && first.length >= 2 && first.length <= limit && !/[。.;；,，?？!！:：]$/.test(first) ? first : null;
}

/** Points at what comes or sums up what was, and says nothing itself. */
const SIGNPOST =
  /^(?:首先|其次|最后|总结|总之|综上|下面|接下来|本文|这就是|让我们|我们|当然|(?:first|finally|next|now|so|well)\b|in (?:summary|conclusion|short|this (?:article|post|section))|to sum up|let'?s\b|(?:this|that) is (?:why|where|what))/i;
/** Ties a sentence to the one before it. */
const TIE =
  /^(?:此外|然而|因此|所以|同时|另外|不过|但是?|而且|例如|(?:however|therefore|moreover|also|in addition|besides|but|and|for example),)[,，]? */i;

/** The sentence that shares most with the rest of its paragraph: what the paragraph is about. */
function gistOf(block: string): string | null {
  const sentences = sentencesOf(block.slice(0, 4_000))
    .map((span) => span.text.trim())
    .filter((sentence) => sentence.length > 8 && !asksSomething(sentence) && !FURNITURE.test(sentence))
    .map((text) => ({ text, keys: new Set(tokensOf(text).flatMap(({ key }) => (key.startsWith('~') ? [] : [key]))) }));
  const spread = new Map<string, number>();
  for (const { keys } of sentences) for (const key of keys) spread.set(key, (spread.get(key) ?? 0) + 1);
  let best: { text: string; score: number } | null = null;
  for (const { text, keys } of sentences) {
    let shared = 0;
    for (const key of keys) shared += spread.get(key)!;
    const score = (shared / Math.sqrt(keys.size + 4)) * (SIGNPOST.test(text) || TIE.test(text) ? 0.5 : 1);
    if (!best || score > best.score) best = { text, score };
  }
  return best?.text.replace(TIE, '') ?? null;
}

/** A sentence cut where a clause ends, if it has to be cut. */
function pointFrom(sentence: string): string {
  const limit = detectLanguage(sentence) === 'zh' ? 48 : 100;
  const plain = sentence
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[。.;；]$/, '');
  if (plain.length <= limit) return plain;
  const clause = /^.*(?=[,，;；])/.exec(plain.slice(0, limit))?.[0] ?? '';
  return clause.length >= limit / 3 ? clause : shorten(plain, limit);
}

function outlineOf(text: string, title: string | null): string[] {
  const points: string[] = [];
  const headings = text
    .split('\n')
    .filter(
      (line) =>
        /^#{1,4}\s+\S/.test(line) || /^(?:[一二三四五六七八九十]+、|\d{1,2}[.、)]\s*)\S.{1,60}$/.test(line.trim()),
    );
  if (headings.length >= 2)
    return headings
      .slice(0, 10)
      .map((line) => shorten(line.replace(/^#+\s*/, ''), 60))
      .filter((line) => line !== title);
  // Pages that lost their line breaks keep wide gaps where paragraphs met.
  const blocks = text
    .split(/\n\s*\n|\n|(?<=[。！？.!?]) (?=\p{Script=Han})|(?<=[。！？]) (?=[A-Z])/u)
    .map((block) => block.trim());
  for (const block of blocks) {
    if (block === '' || block === title || isCourtesy(block) || FURNITURE.test(block.slice(0, 60))) continue;
    if (points.length >= 10) break;
    const gist = gistOf(block);
    if (gist) points.push(pointFrom(gist));
  }
  return points;
}

/** Title, outline, statements and questions of a prose text. Only the first 100,000 characters are read. */
export const readProse: (whole: string) => Readonly<Prose> = remembered(findProse, 2);

/** Said in the hope of a yes: "they run in parallel, right?" */
export const WANTS_A_NOD =
  /[,，]\s*(?:right|correct|yes|ok|isn't it|don't they|doesn't it|对吧|是吧|没错吧|对不)\s*[?？]+\s*$/i;

function findProse(whole: string): Prose {
  const text = whole.slice(0, 100_000);
  const title = titleOf(text.split('\n', 20));
  const statements: Span[] = [];
  const questions: Span[] = [];
  const asides: Span[] = [];
  for (const span of sentencesOf(text)) {
    if (span.text === title || span.text === `# ${title}`) continue;
    if (asksSomething(span.text) && !WANTS_A_NOD.test(span.text)) questions.push(span);
    else if ((FURNITURE.test(span.text) && span.text.length < 80) || isCourtesy(span.text)) asides.push(span);
    else if (span.text.length >= 4) statements.push(span);
  }
  // A question inside the article is the author's; only those at its edge are asked of us.
  const first = statements[0]?.start ?? 0;
  const last = statements.at(-1)?.end ?? text.length;
  return {
    title,
    outline: outlineOf(text, title),
    statements,
    asides,
    questions: questions.filter((question) => question.end <= first || question.start >= last),
  };
}
