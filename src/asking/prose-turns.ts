import type { Language } from '../language/language.ts';
import type { Turn } from '../language/turns.ts';
import { keysAcross, shared } from './across.ts';
import { hanShared } from './prose-moments.ts';
import { readAsked } from './question.ts';

/** An answer from what people said, and their turns. */
export interface TurnAnswer {
  text: string;
  from: Turn[];
}

const WHO = /谁|哪位|\bwho\b/i;
const FIRST_TO_TELL =
  /谁(?:最?先|最早|第一个)?(?:发现|报(?:的|告|障)|提出|注意到|反馈|喊)|\bwho (?:first )?(?:noticed|reported|found|raised|spotted|saw)\b/i;
const FOUND_OUT =
  /\bwho (?:finally |actually )?(?:found|figured) (?:it|that|this|the (?:cause|reason|problem|culprit|fix|solution))?(?: out)?\s*\??$/i;
const ASKS_FAULT =
  /谁(?:干|搞|弄|惹|造成|导致|引起|引发|的锅|的责任|改)|\bwho (?:caused|broke|did|is (?:to blame|responsible)|made)\b|\bwhose fault\b/i;
const OWNS_UP =
  /我的锅|怪我|是我(?!们?(?:看|来))|我(?:昨晚|刚才?|今早)?(?:改|发|删|推|上线?|动|跑)了|\bmy (?:bad|fault|mistake)\b|\bI (?:rolled out|deployed|pushed|changed|deleted|merged|ran|dropped|restarted)\b/i;
const IT_WAS_ME =
  /^(?:啊|呃|抱歉|不好意思)?[，, ]*(?:是)?我(?!们?(?:看|来|去|也))|^(?:sorry|oops)?[, ]*(?:that was |it was )?(?:me\b|mine\b|I (?:did|added|changed))/i;
const ASKS_CAUSE =
  /被(?:什么|啥|谁|哪个?).{0,8}(?:占|吃|撑|打|写|塞|耗)(?:满|爆|光|完)|\bwhat (?:filled|ate|used up|exhausted|took all)\b|根因|根本原因|(?:是)?什么原因|原因是|怎么(?:会|引起|造成)|到底是什么问题|\broot cause\b|\bwhat caused\b|\bwhy did (?:it|this) happen\b|\bwhat was (?:wrong|the (?:cause|reason|problem))\b/i;
const TELLS_CAUSE =
  /^found (?:it|the (?:cause|problem))\b|\bfound it[:,]|\bthe (?:cause|culprit|problem|reason|root cause) (?:is|was)\b|找到(?:原因|问题)?了|定位到|凶手|罪魁|元凶|\bculprit\b|因为|原因|导致|原来|根因|排查发现|满了|写满|打满|用完|耗尽|泄漏|死锁|误删|改错|配错|\bbecause\b|\bdue to\b|\bcaused by\b|\bturn(?:s|ed) out\b|\bmy bad\b|\bopens one\b|\btoo many\b|\bran out\b|\bfull\b|\bleak\w*|\bmisconfigured\b/i;

const ASKS_AGAINST =
  /反对|不同意|不赞成|不建议|劝(?:阻|不要)?|拦(?:着|住)|\b(?:object\w*|oppos\w+|against|disagree\w*|warn\w*|veto\w*)\b/i;
const AGAINST =
  /别(?!的|人|处|名)|不要|不建议|不行|不能|不同意|反对|最好不|不合适|\b(?:don'?t|do not|shouldn'?t|should not|against|rather not|no way|bad idea|not a good idea|please no)\b/i;
const ASKS_STATE =
  /现在|目前|最后|最终|当前|改成(?!功)|换成|调到|提到(?=多少|几)|\b(?:now|current(?:ly)?|in the end|final(?:ly)?|eventually|at the end|ended up)\b/gi;
const CHANGES =
  /改|换|调|提(?:到|高|升)|降到|设(?:成|为)|已经?|回滚|升到|用\s*[A-Za-z]|\b(?:chang\w+|set|switch\w*|rais\w+|lower\w*|bump\w*|revert\w*|rolled back|moved? to|use|now)\b/i;
const FROM_NOTICING =
  /从.{0,6}(?:发现|开始|出(?:问题|事|现)|报(?:警|障)).{0,4}到.{0,12}(?:恢复|好|降|解决|正常|修|结束|搞定)|(?:恢复|解决|修好|搞定).{0,6}(?:花|用)了?(?:多久|多长)|(?:多久|多长时间|几分钟)(?:之?后)?(?:才|就)?(?:恢复|好|解决|修好|正常|搞定)|\bhow long\b.{0,60}\b(?:until|to|till|before)\b.{0,24}\b(?:recover\w*|fix\w*|normal|solve\w*|resol\w*|over|back|down)\b|\bhow long did (?:it|the (?:outage|incident|problem|trouble)) (?:take|last)\b/i;
const TELLS_WELL =
  /恢复(?:了|正常)|好了|降到|降下来|解决了|正常了|搞定|起来了(?!没|吗)|全部? ?(?:ready|就绪)|\b(?:recovered|back to normal|fixed|resolved|down to|all good|works again|back up|looks good|green)\b/i;
/** Somebody else is to do it: "Tom should add a check", "让小李去改". */
const ASSIGNS =
  /\b([A-Z][a-z]+)(?:,)? (?:should|must|will|has to|needs to|can you|could you|please)\b|(?:让|叫|请|由|麻烦)\s*([老小阿]\p{Script=Han}{1,2}?|\p{Script=Han}{2,3}?)(?=来|去|加|改|做|处理|负责|弄|跟|看|写|补)|(?:^|[，,。；;\s])([老小阿]\p{Script=Han})来(?:写|做|改|加|弄|跟|负责|处理|查|发|看)/u;
const WHY = /为什么|为何|为啥|\bwhy\b/i;

const ASKS_CURE =
  /\bhow (?:did|was|were|has|have)\b.{1,40}\b(?:get rid|fix\w*|solv\w*|resolv\w*|cur(?:e|ed)|work(?:ed)? around|sort\w*)\b|\bwhat (?:finally |actually )?(?:fixed|solved|cured)\b|怎么(?:解决|搞定|修|弄好|好的|恢复|摆平)|如何(?:解决|搞定)/i;
const TELLS_CURE =
  /\bwent away\b|\bgone\b|\bfixed\b|\bsolved\b|\bcured\b|\bhappy again\b|\bworks? (?:again|now|fine)\b|\bnow (?:it|everything|all of it) works\b|\bdid the trick\b|\bthat was it\b|\bback to normal\b|好了|搞定|解决了|降下来|才好|恢复了|消失|正常了|就行了/i;
const STILL = /\bstill\b|\bnot\b|n't\b|没(?:好|用|解决)|还是(?:不行|没)|[?？]\s*$/i;
const YES = /^(?:yes|yeah|yep|yup|sure|是的?(?!不)|对|嗯|有的?)(?=[\s,，.。!！]|$)/i;
const NO = /^(?:no|nope|nah|not (?:yet|really)|没有?|不(?:是|用)?|没\p{Script=Han}{0,3})(?=[\s,，.。!！]|$)/iu;

const told = (turns: readonly Turn[], head: string): TurnAnswer => ({ text: head, from: [...turns] });
const said = ({ text, who, time }: Turn): string => text.slice(`${who} ${time} `.length);

/** "Who cleaned the disk", "what was the root cause", "09:24 发生了什么": of a chat, by who said what when. */
export function askTurns(question: string, turns: readonly Turn[], language: Language): TurnAnswer | null {
  if (turns.length === 0) return null;
  const end = language === 'zh' ? '。' : '.';
  const at = /(?<!\d)(\d{1,2}:\d{2})(?!\d)/.exec(question)?.[1];
  if (at && readAsked(question).which && !WHO.test(question)) {
    const own = turns.filter(({ time }) => time === at || time === at.padStart(5, '0'));
    return own.length > 0 ? told(own, '') : null;
  }
  const lasted = untilWell(question, turns, language);
  if (lasted) return lasted;
  const cure = ASKS_CURE.test(question) ? whatCured(question, turns) : null;
  if (cure) return cure;
  const reply = replied(question, turns, language);
  if (reply) return reply;
  if (WHO.test(question) && ASKS_AGAINST.test(question)) return whoObjected(question, turns, end);
  if (WHO.test(question)) return whoDid(question, turns, end);
  if (ASKS_STATE.test(question) && !WHY.test(question)) {
    const state = lastState(question, turns, language);
    if (state) return state;
  }
  if (ASKS_CAUSE.test(question)) {
    const found = turns.filter((turn) => TELLS_CAUSE.test(said(turn)));
    if (found.length === 0) return null;
    const head =
      found.length === 1
        ? ''
        : language === 'zh'
          ? '没有人明说根因，查下来依次是：'
          : 'Nobody says it outright; what was found, in order:';
    return told(found.slice(0, 3), head);
  }
  return null;
}

const speakerIn = (question: string, turns: readonly Turn[]): string | undefined =>
  [...new Set(turns.map(({ who }) => who))].find((who) =>
    /^[\w .-]+$/.test(who)
      ? new RegExp(`(?<![\\w-])${who.replace(/[.]/g, '\\.')}(?![\\w-])`, 'i').test(question)
      : question.includes(who),
  );

/** "How did Lee get rid of them": the turn, of whoever is named, that tells what made it go. */
function whatCured(question: string, turns: readonly Turn[]): TurnAnswer | null {
  const who = speakerIn(question, turns);
  const own = turns.filter((turn) => (who === undefined || turn.who === who) && TELLS_CURE.test(said(turn)));
  const found = own.filter((turn) => !STILL.test(said(turn)));
  const last = (found.length > 0 ? found : []).at(-1);
  return last ? told([last], '') : null;
}

/** "Did Sofia add disk": what she said when she was asked just that. */
function replied(question: string, turns: readonly Turn[], language: Language): TurnAnswer | null {
  const asked = readAsked(question);
  if (!asked.yesNo || asked.which || asked.else || asked.count || asked.when) return null;
  const who = speakerIn(question, turns);
  if (who === undefined) return null;
  const plain = question.replace(who, ' ').replace(/\b(?:did|does|do|has|have|is|was|just)\b|[吗么了]/gi, ' ');
  const found = turns.flatMap((turn, index) => {
    const before = turns[index - 1];
    const text = said(turn).trim();
    const no = NO.test(text);
    if (turn.who !== who || !(no || YES.test(text)) || !before || before.who === who) return [];
    const ofIt = stems(plain, said(before)) > 0 || hanShared(plain, said(before)) || hanShared(plain, text);
    return /[?？]|[吗么]/.test(said(before)) && ofIt ? [{ before, turn, no }] : [];
  });
  const [only, other] = found;
  if (!only || other) return null;
  const head = only.no ? (language === 'zh' ? '没有。' : 'No.') : language === 'zh' ? '是的。' : 'Yes.';
  return told([only.before, only.turn], head);
}

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
};

/** "How long from noticing it to the end": from the first turn to the one that tells that all is well. */
function untilWell(question: string, turns: readonly Turn[], language: Language): TurnAnswer | null {
  if (!readAsked(question).howLong || !FROM_NOTICING.test(question)) return null;
  const first = turns[0]!;
  const end = turns.findLast((turn) => turn !== first && TELLS_WELL.test(said(turn)));
  const minutes = end ? minutesOf(end.time) - minutesOf(first.time) : -1;
  if (!end || minutes < 0) return null;
  return told(
    [first, end],
    language === 'zh'
      ? `${minutes} 分钟（${first.time} → ${end.time}）：`
      : `${minutes} min (${first.time} → ${end.time}):`,
  );
}

/** Who speaks against what the question names; null where nobody or several do. */
function whoObjected(question: string, turns: readonly Turn[], end: string): TurnAnswer | null {
  const plain = question.replace(ASKS_AGAINST, ' ').replace(/谁|的|了/g, ' ');
  const asked = keysAcross(plain);
  const found = turns.filter((turn) => {
    const text = said(turn);
    return AGAINST.test(text) && (shared(asked, keysAcross(text)) > 0 || hanShared(plain, text));
  });
  const names = [...new Set(found.map(({ who }) => who))];
  return names.length === 1 ? told(found.slice(0, 2), `${names[0]}${end}`) : null;
}

/** What holds at the end: the turn that speaks of it and every later one that changes something, the last one first. */
function lastState(question: string, turns: readonly Turn[], language: Language): TurnAnswer | null {
  const plain = question.replace(ASKS_STATE, ' ').replace(/多少|什么|几|的|了|是|成|到/g, ' ');
  const asked = keysAcross(plain);
  const topic = turns.findIndex((turn) => {
    const text = said(turn);
    return shared(asked, keysAcross(text)) > 0 || hanShared(plain, text);
  });
  if (topic < 0) return null;
  const later = turns.slice(topic + 1).filter((turn) => CHANGES.test(said(turn)));
  if (later.length === 0 || later.length > 4) return null;
  const own = later.filter((turn) => shared(asked, keysAcross(said(turn))) > 0 || hanShared(plain, said(turn)));
  const last = own.at(-1);
  // Where the last change speaks of it itself, that is the answer.
  if (last && last === later.at(-1)) return told([last], '');
  const head = language === 'zh' ? '按时间倒着看，最后的改动在前：' : 'The changes to it, the last one first:';
  return told([...later].reverse().slice(0, 3), head);
}

function whoDid(question: string, turns: readonly Turn[], end: string): TurnAnswer | null {
  // Who found what it was is not who saw it first.
  if (FOUND_OUT.test(question)) {
    const [only, other] = turns.filter((turn) => TELLS_CAUSE.test(said(turn)));
    return only && !other ? told([only], `${only.who}${end}`) : null;
  }
  if (FIRST_TO_TELL.test(question)) return told([turns[0]!], `${turns[0]!.who}${end}`);
  const fault = ASKS_FAULT.test(question) ? turns.filter((turn) => OWNS_UP.test(said(turn))) : [];
  if (fault.length > 0) {
    const names = [...new Set(fault.map(({ who }) => who))];
    return names.length === 1 ? told(fault.slice(0, 2), `${names[0]}${end}`) : null;
  }
  const asked = keysAcross(question);
  const plain = question.replace(/谁|哪位|的|了|是|把|来/g, ' ');
  const scored = turns
    .map((turn) => {
      const text = said(turn);
      const topic = shared(asked, keysAcross(text)) + (hanShared(plain, text) ? 0.6 : 0) + stems(question, text);
      const self = /我|\bI\b|\bI'(?:ll|m|ve)\b|\bmy\b/.test(text) ? 0.3 : 0;
      return { turn, topic, score: topic === 0 ? 0 : topic + self };
    })
    .filter(({ topic }) => topic >= 0.6)
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best) return null;
  if (next && next.turn.who !== best.turn.who && next.score > best.score - 0.2) return null;
  // Whoever asks who it was, was not it: the next that owns up is.
  if (WHO.test(said(best.turn))) {
    const answer = turns.slice(turns.indexOf(best.turn) + 1).find((turn) => IT_WAS_ME.test(said(turn)));
    return answer ? told([best.turn, answer], `${answer.who}${end}`) : null;
  }
  // "Let Tom do it": then it was not the one who says so.
  const assigned = ASSIGNS.exec(said(best.turn));
  const assignee = assigned?.slice(1).find((name) => name !== undefined);
  if (assignee && !/^(?:We|You|They|It|This|That|Someone|Somebody|Everyone)$/.test(assignee))
    return told([best.turn], `${assignee}${end}`);
  const others = [...new Set(turns.map(({ who }) => who))].filter(
    (who) => who !== best.turn.who && said(best.turn).includes(who),
  );
  if (others.length > 0) return null;
  return told([best.turn], `${best.turn.who}${end}`);
}

/** Words of both without their endings: "rolled back" of "rolling back now". */
function stems(question: string, text: string): number {
  const own = (words: string): Set<string> =>
    new Set([...words.toLowerCase().matchAll(/[a-z]{4,}/g)].map(([word]) => word.replace(/(?:ing|ed|es|s|back)$/, '')));
  const [one, other] = [own(question.replace(/\bwho\b/gi, '')), own(text)];
  return [...one].filter((word) => word.length > 2 && other.has(word)).length * 0.6;
}
