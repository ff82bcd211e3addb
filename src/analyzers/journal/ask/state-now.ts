import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { tellsOfFailure } from './failing.ts';
import { ends } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';
import { contentWords } from './topics.ts';

const ASKS_UP =
  /\b(?:is|are)\b.{1,40}\b(?:up|running|alive|working|online|started|back)\b(?: now| again| at the end| in the end)?\s*\??$|(?:现在|目前|最后|后来)?(?:起来了|在跑|在运行|正常(?:运行|了)?|活着|好了|跑起来了)(?:吗|么|没有?|没)\s*[?？]?$/i;
const ASKS_DOWN =
  /\b(?:is|are)\b.{1,40}\b(?:down|stopped|dead)\b(?: now)?\s*\??$|(?:现在|目前)还?(?:挂着|停着|没起来)/i;
/** What systemd says of a unit, and so surely that the next line of it is another state. */
const IS_UP = /^Started\b|\bactive \(running\)/;
const IS_DOWN =
  /^Failed to start\b|\bFailed with result\b|\bMain process exited\b|^Stopped\b|\bDeactivated successfully\b|\bentered failed state\b|\bScheduled restart job\b/;
/** Words that ask how a thing is and name none. */
const OF_STATE =
  /^(?:up|running|alive|working|online|started|back|down|stopped|dead|now|again|service|server|daemon|unit|it|end)$/i;

/** The last that systemd says of a unit: whether it is up. */
function lastState(name: string, facts: JournalFacts): { entry: EntryFact; up: boolean } | null {
  const own = facts.quotable.filter(
    ({ text, unit, program }) =>
      (program === 'systemd' || program === null) &&
      (unit?.replace(/\.\w+$/, '') === name ||
        new RegExp(`(?<![\\w-])${name.replace(/[^\w]/g, '\\$&')}(?:\\.service)?(?![\\w-])`, 'i').test(text)),
  );
  const entry = own.findLast(({ text }) => IS_UP.test(text) || IS_DOWN.test(text));
  return entry ? { entry, up: IS_UP.test(entry.text) } : null;
}

/** "Is nginx up now": the last that systemd says of that unit. */
export function aboutStateNow(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  const down = ASKS_DOWN.test(question);
  if (!(down || ASKS_UP.test(question)) || asked.else || asked.which || asked.count || asked.when) return null;
  const names = new Set(facts.units.map((unit) => unit.replace(/\.\w+$/, '')));
  const words = contentWords(question).filter((word) => !OF_STATE.test(word));
  // What "it" is, the story of the log tells.
  const [word] = words;
  // redis is what people call redis-server, and mysql mysqld.
  const called = [...names].filter((one) => one === word || one === `${word}d` || one === `${word}-server`);
  const name = words.length === 1 && called.length === 1 ? called[0] : undefined;
  const state = name === undefined ? null : lastState(name, facts);
  if (!state) return null;
  const { entry, up } = state;
  return reply(
    facts,
    up
      ? pick(
          language,
          `${down ? '没有' : '是'}，到这段日志结尾 ${name} 是起来的：${quoted(entry)}`,
          `${down ? 'No' : 'Yes'}, as far as this log goes ${name} is up: ${quoted(entry)}`,
        )
      : pick(
          language,
          `${down ? '是' : '没有'}，到这段日志结尾 ${name} 没有起来：${quoted(entry)}`,
          `${down ? 'Yes' : 'No'}, as far as this log goes ${name} is not up: ${quoted(entry)}`,
        ),
    [entry.at],
    0.91,
  );
}

const SINCE_THE_FIX =
  /(?:修好|修复|恢复|好了|解决|起来|连上|连接上|重启|启动)(?:了)?(?:之后|以后|后)|\b(?:after|since) (?:it |the |that |they )?(?:was |were |been |got )?(?:fix\w*|repair\w*|recover\w*|resol\w*|c[ao]me back|connect\w*|start\w*|restart\w*)/i;
const ASKS_AGAIN = /失败|出错|报错|挂|崩|错误|\b(?:fail\w*|errors?|crash\w*|go wrong|went wrong)\b/i;

/** "After it connected": the first line that says just that. */
function eventNamed(question: string, facts: JournalFacts): EntryFact | undefined {
  const event = EVENTS.find(([asked]) => asked.test(question))?.[1];
  return event && facts.quotable.find(({ text }) => event.test(text) && !tellsOfFailure(text));
}

const EVENTS: [asked: RegExp, told: RegExp][] = [
  [
    /\b(?:after|since) .{0,12}\bconnect|连(?:接)?上/i,
    /^(?!.*\b(?:dis|not )connected\b).*\b(?:re-?)?connected\b|\bconnection (?:\w+ )?established\b/i,
  ],
  [/\b(?:after|since) .{0,12}\bre-?start|重启/i, /\brestart(?:ed|ing)\b|^Started\b/i],
  [/\b(?:after|since) .{0,12}\bstart|启动/i, /^Started\b|\bstarted\b|\bstarting\b/i],
];

/** "How often did it fail after the fix": only what stands behind the line that shows it working again. */
export function aboutSinceTheFix(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (!SINCE_THE_FIX.test(question) || !ASKS_AGAIN.test(question) || asked.else || !(asked.count || asked.yesNo))
    return null;
  const { again: up, last } = ends(facts);
  const again = up ?? eventNamed(question, facts);
  if (!again)
    return last
      ? refuse(
          facts,
          language,
          pick(
            language,
            `这段日志里没有看到它修好，最后的坏消息是 ${quoted(last)}。`,
            `This log does not show it working again; the last bad line is ${quoted(last)}.`,
          ),
          [last.at],
          0.85,
        )
      : null;
  const later = facts.quotable.filter(({ at, text }) => at > again.at && tellsOfFailure(text));
  if (later.length === 0)
    return reply(
      facts,
      pick(
        language,
        `0 次：${quoted(again)}，这之后日志里没有再失败。`,
        `None: ${quoted(again)}, and nothing fails after that in this log.`,
      ),
      [again.at],
      0.92,
    );
  return reply(
    facts,
    `${pick(language, `${later.length} 次：`, `${later.length}: `)}${later
      .slice(0, 4)
      .map((entry) => quoted(entry, 160))
      .join(pick(language, '；', '; '))}`,
    later.slice(0, 4).map(({ at }) => at),
    0.9,
  );
}
