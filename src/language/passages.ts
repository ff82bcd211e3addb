import type { Span } from './sentences.ts';
import { type Token, tokensOf } from './terms.ts';

/** What a text says in reply to a question. */
export interface Passage {
  /** Sentences of the text, in its order. */
  spans: Span[];
  /** 0 to 1: how much of the question these sentences speak of. */
  confidence: number;
}

interface Kind {
  asked: RegExp;
  found: RegExp;
}

/** What the answer to a kind of question looks like. */
const KINDS: Kind[] = [
  {
    asked: /为什么|为啥|为何|原因|\bwhy\b|\breason\b|\bcause/i,
    found:
      /因为|由于|所以|因此|导致|是因|原因|以便|为了|\bbecause\b|\bsince\b|\bdue to\b|\bso that\b|\bcaus|\breason\b|\bas a result\b|\btherefore\b/i,
  },
  {
    asked: /多少|几[个台次种天秒分层条页步台]|\bhow (?:many|much)\b|\bnumber of\b/i,
    found:
      /\d|[一二两三四五六七八九十百千万]+ ?(?:个|台|次|种|条|人|倍|成|层|步)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|half|twice)\b/i,
  },
  {
    asked: /多久|多长时间|几(?:秒|分钟|小时|天)|\bhow long\b|\bhow fast\b|\bhow often\b/i,
    found:
      /\d+ ?(?:ms|s|m|h|秒|分|小时|天|周|月|年|毫秒|second|minute|hour|day|week|month|year)|\b(?:second|minute|hour|day|week|month|year)s?\b/i,
  },
  {
    asked: /什么时候|何时|哪[年天月]|几点|\bwhen\b|\bwhat (?:time|date|year|day)\b/i,
    found:
      /\d{1,4}[年月日点:]|\b(?:19|20)\d\d\b|时候|之后|以前|之前|\bafter\b|\bbefore\b|\bsince\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i,
  },
  {
    asked: /怎么|如何|怎样|\bhow (?:do|does|did|to|can|is|are|was)\b/i,
    found: /通过|使用|利用|改成|方法|先|然后|\bby\b|\busing\b|\bwith\b|\bvia\b|\bfirst\b|\bthen\b/i,
  },
  {
    asked: /代价|缺点|坏处|弊端|副作用|\bcost\b|\bdownside|\bdrawback|\bdisadvantage|\btrade-?off/i,
    found:
      /代价|缺点|坏处|弊端|但是?|不过|慢|损失|牺牲|额外|\bcost\b|\bdownside|\bdrawback|\bbut\b|\bhowever\b|\bslower\b|\bprice\b|\bextra\b/i,
  },
  {
    asked: /价值|好处|优点|作用|意义|\bbenefit|\badvantage|\bvalue\b|\bpurpose\b|\bpoint of\b/i,
    found:
      /价值|好处|优点|作用|意义|简化|使得|实现了|提供|\bbenefit|\badvantage|\bvalue\b|\bso that\b|\ballow|\bmakes?\b|\bsimpl/i,
  },
  {
    asked: /谁|\bwho\b/i,
    found:
      /团队|公司|部门|工程师|用户|管理员|作者|先生|女士|\b(?:team|company|engineer|user|admin|author|mr|mrs|she|he|they)\b|[A-Z][a-z]+ [A-Z][a-z]+/,
  },
  {
    asked: /区别|不同|差异|\bdifference|\bdiffer\b|\bversus\b|\bvs\b/i,
    found: /而|相比|不同|区别|则|\bwhile\b|\bwhereas\b|\bunlike\b|\bthan\b|\bdiffer/i,
  },
];

/** Sentences that only point at the next ones. */
const POINTS_ON =
  /^(?:这就是|这正是|原因(?:如下|有)|主要有|包括|分为|this is (?:the|why|where|how)|these are|there are .{0,30}:?$|as follows)/i;
/** Sentences that lean on the one before. */
const LEANS_BACK =
  /^(?:因此|所以|这意味着|这样|从而|此外|另外|同时|而且|therefore|so |thus|this means|that is|it |they |which |also|moreover|in addition)/i;

/** Words of a question that only say what kind of answer is wanted. */
const KIND_WORDS = new Set(
  '=why =meaning =howto =when =count =possible =who =check =find =two =same =other'.split(' '),
);

function keysOf(tokens: Token[]): Map<string, number> {
  const keys = new Map<string, number>();
  for (const { key } of tokens) {
    keys.set(key, KIND_WORDS.has(key) ? 0.15 : key.startsWith('~') ? 0.25 : key.startsWith('=') ? 1 : 0.9);
  }
  return keys;
}

/**
 * Finds the sentences of a text that answer a question about it.
 * @param title counts as known to every sentence: "the value of Pods" in an article called "Pods"
 * @returns null where no sentence speaks of what was asked
 */
export function findPassage(question: string, statements: Span[], title: string | null = null): Passage | null {
  const asked = keysOf(tokensOf(question));
  const sentences = statements.slice(0, 2_000).map((span) => new Set(tokensOf(span.text).map((token) => token.key)));
  const known = new Set(title ? tokensOf(title).map((token) => token.key) : []);
  const frequency = new Map<string, number>();
  for (const keys of sentences) for (const key of keys) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const rarity = (key: string) => Math.log(1 + sentences.length / (frequency.get(key) ?? 0.5));

  let total = 0;
  for (const [key, weight] of asked) {
    if (key.startsWith('~')) continue;
    total += weight * (known.has(key) ? 0.3 : 1) * Math.min(rarity(key), 2.2);
  }
  const kinds = KINDS.filter((kind) => kind.asked.test(question));
  let best = -1;
  let bestScore = 0;
  let bestShare = 0;
  for (const [index, keys] of sentences.entries()) {
    let shared = 0;
    let share = 0;
    for (const [key, weight] of asked) {
      // The neighbours lend a little: "it" and "this" point at them.
      const here = keys.has(key) ? 1 : (sentences[index - 1]?.has(key) ?? false) ? 0.45 : 0;
      if (here === 0) continue;
      const worth = weight * (known.has(key) ? 0.3 : 1) * Math.min(rarity(key), 2.2) * here;
      shared += worth;
      if (!key.startsWith('~')) share += worth;
    }
    if (shared === 0) continue;
    const fitting = kinds.filter((kind) => kind.found.test(statements[index]!.text)).length;
    const score = shared * (1 + 0.35 * fitting);
    if (score > bestScore) [best, bestScore, bestShare] = [index, score, total > 0 ? share / total : 0];
  }
  if (best < 0) return null;
  const span = statements[best]!;
  let from = best;
  let to = best;
  if (POINTS_ON.test(span.text) || span.text.length < 18) to = Math.min(statements.length - 1, best + 2);
  if (LEANS_BACK.test(span.text)) from = Math.max(0, best - 1);
  const fits = (index: number): boolean => kinds.some((kind) => kind.found.test(statements[index]?.text ?? ''));
  if (kinds.length > 0 && ![...Array(to - from + 1).keys()].some((step) => fits(from + step))) {
    // "It was put off. The reason is ...": the answer stands beside the sentence that names the matter.
    if (fits(to + 1)) to += 1;
    else if (from > 0 && fits(from - 1)) from -= 1;
  }
  const fit =
    kinds.length > 0 && kinds.some((kind) => statements.slice(from, to + 1).some((one) => kind.found.test(one.text)));
  return { spans: statements.slice(from, to + 1), confidence: Math.min(1, bestShare * (fit ? 1.15 : 0.9)) };
}
