import type { Span } from '../language/sentences.ts';
import { keysAcross, shared } from './across.ts';
import type { ProseAnswer, Reading } from './prose-clauses.ts';
import { hanShared } from './prose-moments.ts';

const ASKS_BEST =
  /(?:哪|什么|谁).{0,12}(?:最管用|最有效|最有用|最有帮助|最见效|(?:效果|作用|帮助|收益|提升|贡献)最(?:好|大|明显)|真正(?:起作用|管用|有效|见效))|(?:最管用|最有效|(?:效果|作用|帮助|收益|提升)最(?:好|大)|真正(?:起作用|管用|有效)).{0,4}(?:的)?(?:是)?(?:哪|什么)|\b(?:which|what)\b.{0,60}\b(?:help(?:ed|s)?|matter(?:ed|s)?|work(?:ed)?|paid off|pays? off|gained?|brought|contribut\w+|improv\w+) (?:them |us |it )?(?:the )?(?:most|best)\b|\b(?:which|what)\b.{0,40}\b(?:made|makes) (?:the |a |all the )?(?:biggest |most |real )?difference\b|\b(?:which|what) (?:was|is|had|were) the (?:biggest|largest|best|greatest|most effective|most useful)\b.{0,20}\b(?:win|gain|help|fix|change|improvement|impact|effect|step|idea|thing|measure)\b|\bmost (?:effective|helpful|useful)\b/i;
/** The writer's own judgement on what helped. */
const TELLS_BEST =
  /\b(?:biggest|largest|greatest) (?:single )?(?:win|gain|improvement|difference|saving|effect|impact|jump|help)\b|\b(?:made|makes) (?:all )?(?:the|a) (?:real |biggest |whole |most )?difference\b|\bhelp(?:ed|s) (?:us |the )*most\b|\bsingle best\b|\bmost effective\b|\bgame[- ]changer\b|\b(?:what|the thing that|the one that) (?:really|finally|actually) (?:helped|worked|fixed|mattered)\b|\bdid the trick\b|\bpaid off (?:the )?(?:most|best)\b|真正(?:起(?:了)?作用|管用|有效|解决问题|见效)|最(?:管用|有效|有用|见效)|(?:效果|收益|提升|帮助|作用)最(?:好|大|明显)|最大的(?:收益|提升|改进|改善)|立竿见影/i;
const DENIED = /(?:\bnot|n't|\bnever|\bneither|没有?|不是|并非|未)\s*(?:\w+ )?$/i;
/** A sentence that points at the one before it. */
const POINTS_BACK = /^(?:That|This|It|Which|这|那)(?![\p{L}]*\s+(?:change|step|fix)\b)/u;

const withBefore = (index: number, statements: readonly Span[]): Span[] =>
  POINTS_BACK.test(statements[index]!.text) && index > 0
    ? [statements[index - 1]!, statements[index]!]
    : [statements[index]!];

/** "Which of the things they tried helped most": the one sentence in which the writer judges so. */
export function bestOf({ question, statements }: Reading): ProseAnswer | null {
  if (!ASKS_BEST.test(question) || /\bleast\b|最(?:没用|不管用|差)|\bdid(?:n't| not)\b/i.test(question)) return null;
  const found = statements.flatMap(({ text }, index) => {
    const at = text.search(TELLS_BEST);
    return at >= 0 && !DENIED.test(text.slice(0, at)) ? [index] : [];
  });
  const [only, other] = found;
  if (only === undefined || other !== undefined) return null;
  return { text: '', from: withBefore(only, statements) };
}

const ASKS_CAUSE: RegExp[] = [
  /^(?:那|那么|所以)?(?:这个?|那个?|这些|那些)?(.{1,24}?)(?:是|都是|到底|究竟)*(?:怎么来的?|哪(?:儿|里)?来的|怎么(?:造成|引起|产生|出现|冒出来|回事)的?|(?:因为|由)?(?:什么|啥)(?:原因|造成|引起|导致|引发)的?|的(?:根本)?原因是?(?:什么|啥))\s*[?？]?$/,
  /^(?:and |so |but )?where (?:did|do|does) (?:all )?(?:the |those |these |that )?(.{2,40}?) come from\s*\??$/i,
  /^(?:and |so |but )?what (?:caused|causes|was causing|is causing|led to|was behind|is behind) (?:the |those |these |that )?(.{2,40}?)\s*\??$/i,
  /\b(?:root )?cause (?:of|for|behind) (?:the |those |these )?(.{2,40}?)\s*\??$/i,
];
const TELLS_CAUSE =
  /排查(?:下来|发现|出来)|(?:最后|后来|终于)?(?:才)?(?:发现|查出|查到|查明|定位到)(?:是|原来)?|(?:才|终于|后来)(?:看到|看出|看清|明白|知道|意识到)|原因(?:是|在于)|根因|因为|由于|导致|引起|造成|原来是|罪魁|\bcame from\b|\b(?:caused|triggered) by\b|\bbecause\b|\bturned out\b|\bdue to\b|\bthe (?:root cause|cause|culprit|reason|problem) (?:was|is)\b|\btraced\b.{0,20}\bto\b|\b(?:showed|revealed|found|discovered|figured)(?: out)? that\b|\bthe reason\b/i;
/** How far behind a symptom its cause is told. */
const NEAR = 2;

/** Whether a sentence speaks of a subject: by its own words, in either language. */
function speaks(subject: string, text: string): boolean {
  const latin = subject.toLowerCase().match(/[a-z0-9][\w.-]+/g) ?? [];
  if (
    latin.some(
      (word) => text.toLowerCase().includes(word.replace(/(?<=\w{3})s$/, '')) && !/^(?:the|of|and|in|on)$/.test(word),
    )
  )
    return true;
  return hanShared(subject, text) || shared(keysAcross(subject), keysAcross(text)) >= 0.8;
}

/** "502 是怎么来的", "where did the flaky tests come from": not the symptom told again, but the sentence that gives its cause. */
export function causeOf({ question, statements }: Reading): ProseAnswer | null {
  const subject = ASKS_CAUSE.map((asked) => asked.exec(question.trim())?.[1]).find((found) => found !== undefined);
  if (subject === undefined) return null;
  const first = statements.findIndex(({ text }) => speaks(subject, text));
  if (first < 0) return null;
  const told = statements.flatMap(({ text }, index) => {
    if (!TELLS_CAUSE.test(text)) return [];
    const own = speaks(subject, text);
    const near = index >= first && index - first <= NEAR;
    return own || near ? [{ index, score: (own ? 1 : 0) + (near ? 1 - (index - first) / 10 : 0) }] : [];
  });
  const [best, next] = told.sort((a, b) => b.score - a.score);
  if (!best || (next && next.score >= best.score)) return null;
  return { text: '', from: withBefore(best.index, statements) };
}

const ASKS_CURE: RegExp[] = [
  /^(?:那|那么|所以|最后|后来|他们|作者|你们|这个?|那个?)*(.{0,20}?)(?:最后|后来|到底)?(?:是)?(?:怎么|如何|靠什么)(?:解决|搞定|修好?|弄好|好|消除|消失|治好|恢复|处理|降下来|避免)(?:掉|了)?的?\s*[?？]?$/,
  /^(?:and |so |but )?how (?:did|do) (?:they|we|you|the author|the team|\w+) (?:finally |eventually |then )?(?:get rid of|fix|solve|resolve|cure|stop|sort out|work around|eliminate|deal with) (?:the |those |these |that )?(.{0,40}?)(?: in the end| eventually)?\s*\??$/i,
  /^(?:and |so |but )?how (?:was|were) (?:the |those |these |that )?(.{0,40}?) (?:finally |eventually )?(?:fixed|solved|resolved|cured|stopped|eliminated)(?: in the end| eventually)?\s*\??$/i,
  /^(?:and |so |but )?what (?:finally |eventually |actually )?(?:fixed|solved|resolved|cured) (?:the |those |these |that )?(.{0,40}?)\s*\??$/i,
];
const TELLS_CURE =
  /真正(?:起(?:了)?作用|管用|有效|解决)|(?:降到|降为|归)(?:了)? ?(?:0|零)|(?:基本|彻底|完全|都)?消失|(?:就|才|终于|彻底)(?:都)?(?:好了|解决|正常|恢复)|解决了|没再(?:出现|发生)|\b(?:cured|fixed|solved|resolved)\b|\bwent away\b|\b(?:is|are|was|were|all|been) gone\b|\bstopped (?:happening|failing)\b|\bdropped to (?:zero|none|0)\b|\bdisappear\w*|\bdid the trick\b|\bnever (?:came back|happened again)\b/i;
const NO_NAME = /^(?:it|that|this|them|things?|the problem|problem|issue|问题|这个问题|它)?$/i;

/** "How did they get rid of the flaky tests": the sentence that tells what made them go. */
export function cureOf({ question, statements }: Reading): ProseAnswer | null {
  const match = ASKS_CURE.map((asked) => asked.exec(question.trim())).find((found) => found !== null);
  if (!match) return null;
  const subject = (match[1] ?? '').trim();
  const found = statements.flatMap(({ text }, index) => {
    const at = text.search(TELLS_CURE);
    if (at < 0 || DENIED.test(text.slice(0, at))) return [];
    const around = `${statements[index - 1]?.text ?? ''} ${text}`;
    return NO_NAME.test(subject) || speaks(subject, around) ? [{ index, own: speaks(subject, text) }] : [];
  });
  const own = found.filter((one) => one.own);
  const [only, other] = own.length === 1 ? own : found;
  if (!only || other) return null;
  return { text: '', from: withBefore(only.index, statements) };
}
