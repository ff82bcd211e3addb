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
const ASKS_FAULT =
  /谁(?:干|搞|弄|惹|造成|导致|引起|引发|的锅|的责任|改)|\bwho (?:caused|broke|did|is (?:to blame|responsible)|made)\b|\bwhose fault\b/i;
const OWNS_UP =
  /我的锅|怪我|是我(?!们?(?:看|来))|我(?:昨晚|刚才?|今早)?(?:改|发|删|推|上线?|动|跑)了|\bmy (?:bad|fault|mistake)\b|\bI (?:rolled out|deployed|pushed|changed|deleted|merged|ran|dropped|restarted)\b/i;
const ASKS_CAUSE =
  /根因|根本原因|(?:是)?什么原因|原因是|怎么(?:会|引起|造成)|到底是什么问题|\broot cause\b|\bwhat caused\b|\bwhy did (?:it|this) happen\b|\bwhat was (?:wrong|the (?:cause|reason|problem))\b/i;
const TELLS_CAUSE =
  /因为|原因|导致|原来|根因|排查发现|满了|写满|打满|用完|耗尽|泄漏|死锁|误删|改错|配错|\bbecause\b|\bdue to\b|\bcaused by\b|\bturn(?:s|ed) out\b|\bmy bad\b|\bopens one\b|\btoo many\b|\bran out\b|\bfull\b|\bleak\w*|\bmisconfigured\b/i;

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
  if (WHO.test(question)) return whoDid(question, turns, end);
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

function whoDid(question: string, turns: readonly Turn[], end: string): TurnAnswer | null {
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
  // "Let Tom do it": then it was not the one who says so.
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
