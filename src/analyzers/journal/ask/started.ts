import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';
import { contentWords } from './topics.ts';

/** Asks whether a program came as far as to serve. */
const ASKS_STARTED =
  /(?:启动|开机|初始化)(?:完成?|成功|好|起来)?了?(?:吗|没有?|么)\s*[?？]?$|(?:成功|真的|最后|到底)(?:启动|起来)|起来了?(?:吗|没有?|么)\s*[?？]?$|\b(?:did|has|have|was|is)\b.{1,36}\b(?:finish|complete)\w* (?:its )?(?:start\w*|boot\w*|initiali[sz]\w*|load\w*|coming up)\b|\b(?:did|has)\b.{1,30}\b(?:com|cam)e (?:fully |all the way )?up\b|\b(?:did|has)\b.{1,30}\bstart(?:ed)? (?:up )?(?:ok|okay|fine|success\w*|properly|correctly|in the end)|\b(?:did|has)\b.{1,24}\b(?:ever|actually|really) (?:get |got )?(?:start(?:ed)?|up)\b/i;
const ASKS_MORE =
  /为什么|为何|为啥|怎么|几点|什么时候|多久|又|重新|再|\bwhy\b|\bwhen\b|\bhow\b|\bagain\b|\bback\b|\bwhat\b/i;

const READY =
  /\bready (?:to (?:accept|serve|handle)|for)\b|\bready\.?$|accepting connections|\bstart(?:-?up|ing)? (?:is )?(?:complete|finished|succe)\w*|\binitiali[sz]ation (?:sequence )?(?:complete|finished|done)\w*|\blistening (?:on|at|for)\b|^Started [\w@.-]+|\b(?:server|application|service|node|worker|app|daemon|broker|\w+Application) (?:is |has )?started\b|^started\b(?! (?:as|by|with pid))|\bstarted (?:in \d|on (?:port|[\w.:[\]]*:?\d)|successfully|\{)|\bup and running\b|\bis (?:now )?(?:running|online|up)\b|启动(?:成功|完成)|启动完毕/i;
const NOT_READY =
  /\b(?:not|never|just|before|until|will be|waiting|failed)\b.{0,30}\b(?:started|ready|listening|running)\b|\binitiali[sz]ation has started\b|\bFailed\b|未/i;
const ENDS =
  /^Stopping\b|\bstopping\b|\bstopped\b|\babort(?:ing|ed)\b|\bexit(?:ed|s)? with (?:code |status )?[1-9]|\bexited \([1-9]|\bexiting\b|\bshut(?:ting)? ?down\b|^Failed to start|\bFailed with result\b|code=(?:exited, status=[1-9]|killed|dumped)|\bterminat(?:ing|ed)\b|\brun failed\b|\bgiv(?:es?|ing) up\b|\bfatal\b|正在停止|退出/i;

/** Words of the asking, which name no program. */
const OF_STARTING =
  /^(?:ever|actually|really|finish\w*|complet\w*|start\w*|boot\w*|initiali[sz]\w*|load\w*|com\w*|cam\w*|fully|way|get|ok|okay|fine|success\w*|properly|correctly|end|server|service|program|app|its|itself|was|up)$/i;

/** The entries of the program that a question names; all of the log's where it names none. */
function ofProgram(question: string, facts: JournalFacts): EntryFact[] | null {
  const names = contentWords(question).filter((word) => !OF_STARTING.test(word));
  if (names.length === 0) return facts.quotable;
  const own = facts.quotable.filter(({ program, unit, raw, text }) =>
    names.every((name) => `${program ?? ''} ${unit ?? ''} ${raw} ${text}`.toLowerCase().includes(name)),
  );
  return own.length > 0 ? own : null;
}

/** "Did Tomcat ever finish starting": by its line that it serves, and by one behind it that it goes. */
export function aboutStarted(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_STARTED.test(question) || ASKS_MORE.test(question) || facts.loops.length > 0) return null;
  const own = ofProgram(question, facts);
  if (!own) return null;
  const ready = own.findLast(({ text }) => READY.test(text) && !NOT_READY.test(text) && !ENDS.test(text));
  const whole =
    own === facts.quotable ? own : [...own, ...facts.quotable.filter(({ text }) => /\bexit(?:ed|ing)\b/i.test(text))];
  const end = whole.filter(({ text }) => ENDS.test(text)).sort((a, b) => a.at - b.at);
  const after = end.find(({ at }) => at > (ready?.at ?? 0));
  if (ready && !after)
    return reply(facts, pick(language, `起来了：${quoted(ready)}`, `Yes: ${quoted(ready)}`), [ready.at], 0.89);
  if (ready && after)
    return reply(
      facts,
      pick(
        language,
        `起来过：${quoted(ready, 180)}；后来：${quoted(after, 180)}`,
        `It did come up: ${quoted(ready, 180)}; later on: ${quoted(after, 180)}`,
      ),
      [ready.at, after.at],
      0.85,
    );
  if (!after) return null;
  const begun = own.find(({ at, text }) => at < after.at && /\bstart\w*|\binitiali[sz]\w*|启动/i.test(text));
  return reply(
    facts,
    pick(
      language,
      `没有：${begun ? `${quoted(begun, 180)}，还没启动完就 ` : ''}${quoted(after, 200)}`,
      `No, never within this log: ${begun ? `${quoted(begun, 180)}, and before it was up ` : ''}${quoted(after, 200)}`,
    ),
    [begun?.at, after.at],
    0.88,
  );
}
