import type { PartMemory } from './explain.ts';

/** "What about X?", "and in an X?", "那 X 呢": the question before, asked of something else. */
const OF_ANOTHER =
  /^(?:那么?|还有)?\s*([\p{Script=Han}\w./-]{1,24}?)\s*呢\s*[?？。]*$|^(?:and |so |but )?(?:what|how) about (?:(?:in|on|with|for|of|from|at) )?(?:an? |the )?([\w./-]+(?: [\w./-]+)?)\s*\??$|^and (?:(?:in|on|with|for|of|from|at) )?(?:an? |the )?([\w./-]+(?: [\w./-]+)?)\s*\??$/iu;
/** A question that asks and names nothing: "默认多少?", "and how long is that in total". */
const NAMES_NOTHING =
  /^(?:那么?)?(?:默认|一共|总共|合计|最多|最少|平均)?(?:是|有|要|用)?(?:多少|多[久长大高]|几[个次秒台]?|什么时候|在哪|哪[个里]?)[\p{Script=Han}]{0,4}[?？。]*$/u;
const PRONOUN = /\b(?:it|that|this|they|those|these)\b(?!')/i;
const A_NAME = /[A-Za-z][\w./-]*[\w]/g;
const NO_NAME =
  /^(?:is|are|was|were|does|do|did|the|an?|of|in|on|at|to|for|how|what|which|when|where|why|who|many|much|long|often|and|or|it|that|this|they|has|have|had|can|will|be|with|from|by|there|any|each|all|one|pods?|led|pin|port|node|container)$/i;
/** Longer ones say what they mean. */
const LIMIT_SHORT = 60;

const namesIn = (text: string): string[] =>
  [...text.matchAll(A_NAME)].map(([name]) => name).filter((name) => !NO_NAME.test(name));
/** Things of one kind: "and memory?" asks of memory what was asked of the CPU. */
const KINDS: RegExp[][] = [
  [
    /\bcpus?\b|处理器|\bcores?\b/i,
    /内存|\bmemory\b|\bram\b/i,
    /磁盘|硬盘|存储|\bdisks?\b|\bstorage\b/i,
    /显卡|\bgpus?\b/i,
    /网络|带宽|\bnetwork\b|\bbandwidth\b/i,
  ],
  [
    /\bliveness(?: probe)?\b|存活(?:探针|检查)?/i,
    /\breadiness(?: probe)?\b|就绪(?:探针|检查)?/i,
    /\bstartup(?: probe)?\b|启动探针/i,
  ],
  [/\brequests?\b|请求值?/i, /\blimits?\b|上限|限制/i],
  [
    /蜂鸣器|喇叭|\bbuzzer\b/i,
    /[红绿黄蓝白]灯|\b(?:red|green|yellow|blue|white)(?: (?:led|light|one))?\b|\bstrobe\b|\blamp\b|\bleds?\b|灯/i,
    /电机|马达|\bmotor\b/i,
    /风扇|\bfan\b/i,
    /水?泵|\bpump\b/i,
    /阀门?|\bvalve\b/i,
    /继电器|\brelay\b/i,
  ],
];

/** The earlier question with a thing of the same kind in the place of its own; null where it names none, or several. */
function ofSameKind(name: string, before: string): string | null {
  for (const kind of KINDS) {
    const asked = kind.find((thing) => thing.test(name));
    const named = kind.filter((thing) => thing !== asked && thing.test(before));
    if (asked && named.length === 1 && !asked.test(before))
      return before.replace(named[0]!, ` ${name} `).replace(/ +/g, ' ').trim();
  }
  return null;
}

/** "And in reality?", "那实际上呢": the question before, asked of how things are. */
const IN_TRUTH =
  /^(?:那么?|但是?|可是?|but |and |so )?(?:实际上?|事实上|其实|真实情况|in reality|in fact|actually|really)(?:呢|吗|是(?:怎样|怎么样|什么)的?)?\s*[?？。]*$|^(?:那么?|but |and |so )?(?:is (?:that|it|this) (?:true|right|correct|so|accurate)|(?:这|那)?(?:说得?)?对吗|真的吗|是真的吗)\s*[?？]*$/i;
const AS_TOLD =
  /(?:按照?|据|根据|照)(?:着)?(?:这[篇段])?(?:文章|文中|作者|原文|它)?(?:里|中|所)?(?:说|写|讲|来看|的说法)?[，,]?\s*|\baccording to (?:the |this )?(?:text|article|post|author|it),?\s*/i;

const AND_THEN =
  /^(?:(?:and|so|ok)[, ]+)?(?:what )?(?:happen(?:ed|s) |came |comes )?(?:then|next|after (?:that|this|it)|afterwards)(?: what)?\s*[?.]*$|^(?:那么?)?(?:然后|后来|接着|接下来|再?之后|再后来)(?:呢|怎么样了?|怎样了?|又?发生了?什么|说了?什么)?\s*[?？。]*$/i;

/** "And then?", "后来呢": what comes behind what was told last. */
export const asksOn = (question: string): boolean => AND_THEN.test(question.trim());

/** Letters, digits and signs without which: `PC0` and `PC1` are of one shape. */
const shape = (name: string): string =>
  name
    .replace(/[a-z]+/g, 'a')
    .replace(/[A-Z]+/g, 'A')
    .replace(/\d+/g, '0');

/** The part of the earlier question that the new name stands for; null where that is not plain. */
function replaced(name: string, before: string): string | null {
  const kin = ofSameKind(name, before);
  if (kin !== null) return kin;
  const words = name.split(' ');
  const last = words.at(-1)!;
  if (words.length === 2) {
    const same = new RegExp(`\\b[\\w-]+ ${last.replace(/[^\w]/g, '\\$&')}\\b`, 'i').exec(before);
    return same ? before.replace(same[0], name) : null;
  }
  if (/^\p{Script=Han}+$/u.test(name)) {
    // 黄灯 for 红灯: as long, and of one kind.
    for (let at = 0; at + name.length <= before.length; at += 1) {
      const part = before.slice(at, at + name.length);
      if (name.length > 1 && part.at(-1) === name.at(-1) && /^\p{Script=Han}+$/u.test(part) && part !== name)
        return before.slice(0, at) + name + before.slice(at + name.length);
    }
    return null;
  }
  const others = namesIn(before).filter((other) => other !== name);
  const alike = others.filter((other) => shape(other) === shape(name));
  const own = alike.length > 0 ? alike : others;
  return own.length === 1 ? before.replace(own[0]!, name) : null;
}

/** Whether a question asks the one before it of something else. */
export const leansOnEarlier = (question: string): boolean => OF_ANOTHER.test(question.trim());

/** A question that was answered from the notes; anything else that is remembered was pasted. */
export const wasAsked = ({ analyzer, facts }: PartMemory): boolean =>
  analyzer === 'pod' && (facts as { kind?: string }).kind === 'question';

/** What was asked of the notes since the last paste, newest last. */
export function askedSince(about: readonly PartMemory[]): string[] {
  const since = about.slice(about.findLastIndex((part) => !wasAsked(part)) + 1);
  return since.flatMap(({ facts }) =>
    (facts as { findings: { question: string }[] }).findings.map((each) => each.question),
  );
}

/** Questions in their order, each with what it left to the one before it: after "and PC1?" "and PC2?" asks the same again. */
export function inFull(questions: readonly string[]): string[] {
  const full: string[] = [];
  for (const question of questions) full.push(completed(question, full.at(-1))?.text ?? question);
  return full;
}

/** The earlier question without "according to the text", asking for the truth. */
const withTruth = (before: string): string =>
  /\p{Script=Han}/u.test(before)
    ? `实际上${before.replace(AS_TOLD, '')}`
    : `really: ${before.replace(AS_TOLD, '')}`.replace(/^really: (\S+)/, '$1 really');

/** A question with what it leaves to the one before it put in; null where it stands by itself or nothing plain is left out. */
export function completed(question: string, before: string | undefined): { text: string; first: boolean } | null {
  const text = question.trim();
  if (before === undefined || text.length > LIMIT_SHORT) return null;
  if (IN_TRUTH.test(text)) return { text: withTruth(before), first: true };
  const match = OF_ANOTHER.exec(text);
  const name = match?.slice(1).find((group) => group !== undefined);
  if (name !== undefined) {
    const whole = replaced(name, before);
    return whole === null ? null : { text: whole, first: true };
  }
  const [only, other] = namesIn(before);
  if (only === undefined || other !== undefined) return null;
  if (NAMES_NOTHING.test(text)) return { text: `${only} ${text.replace(/^那么?/, '')}`, first: false };
  return PRONOUN.test(text) && namesIn(text).every((word) => /^[a-z]+$/.test(word))
    ? { text: text.replace(PRONOUN, only).replace(/^(?:and|so|but) /i, ''), first: false }
    : null;
}
