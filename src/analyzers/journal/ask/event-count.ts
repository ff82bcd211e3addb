import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

/** Reasons of events by what people call them. */
const EVENTS: [asked: RegExp, reason: RegExp][] = [
  [/杀|\bkill/i, /^Killing$/],
  [/探针|探测|健康检查|\bprobe|health ?check|unhealthy/i, /^Unhealthy$/],
  [/镜像|拉(?:取|了|过)|\bpull/i, /^Pull(?:ing|ed)$/],
  [/退避|back-?off/i, /^BackOff$/],
  [/挂载|\bmount/i, /^Failed(?:Mount|AttachVolume)$/],
  [/调度|schedul/i, /^FailedScheduling$/],
];
/** Events of all three probes have one reason. */
const PROBE_KINDS: [asked: RegExp, text: RegExp][] = [
  [/就绪|readiness/i, /readiness/i],
  [/存活|liveness/i, /liveness/i],
  [/启动探针|startup/i, /startup/i],
];
const HOW_OFTEN = /几次|多少次|几回|多少回|\bhow (?:often|many times)\b/i;
const ROW = /^\s*(?:Normal|Warning)\s+(\w+)\s+\S.*?\(x(\d+) over/;

/** "How often was it killed": an event counts itself, as in `2m (x3 over 5m)`. */
export function aboutEventCount(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!HOW_OFTEN.test(question)) return null;
  const called = EVENTS.find(([asked]) => asked.test(question));
  if (!called) return null;
  const kind = PROBE_KINDS.find(([words]) => words.test(question))?.[1];
  const found = facts.quotable.flatMap((entry) => {
    const match = ROW.exec(entry.raw);
    if (!match || !called[1].test(match[1]!) || (kind && !kind.test(entry.text))) return [];
    return [{ entry, count: Number(match[2]) }];
  })[0];
  return found
    ? reply(
        facts,
        pick(language, `${found.count} 次（x${found.count}）：`, `${found.count} times (x${found.count}): `) +
          quoted(found.entry),
        [found.entry.at],
        0.9,
      )
    : null;
}
