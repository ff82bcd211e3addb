import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

const ASKED =
  /(?:攻击|入侵|破解|爆破|黑客|被黑|坏人|对方).{0,12}(?:成功|进来|进去|得手|登进|登上|破)|被(?:攻破|黑|入侵|爆破)(?:了|成功)?[吗没]|\b(?:attack\w*|brute.?force|break-?in|intrusion|hack\w*)\b.{0,24}\b(?:succe\w+|work(?:ed)?|get in|got in|through)\b|\bdid (?:the attacker|the attackers|the hackers?)\b.{0,12}\b(?:get in|break in|succeed|log in|make it)\b|\b(?:compromised|broken into|been hacked|were we hacked)\b/i;
const FAILED =
  /(?:Failed (?:password|publickey)|authentication failure|Invalid user|Connection closed by (?:invalid|authenticating) user).*?((?:\d{1,3}\.){3}\d{1,3})/i;
const ACCEPTED = /Accepted \w+ for (\S+) from ((?:\d{1,3}\.){3}\d{1,3})/i;

/** "Did the attack succeed": whether an address that failed to log in was let in, by the lines of sshd. */
export function aboutBreakIn(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKED.test(question)) return null;
  const failed = facts.quotable.flatMap((entry) => {
    const ip = FAILED.exec(entry.raw)?.[1];
    return ip ? [{ entry, ip }] : [];
  });
  if (failed.length === 0) return null;
  const ips = new Set(failed.map(({ ip }) => ip));
  const accepted = facts.quotable.filter(({ raw }) => ACCEPTED.test(raw));
  const own = accepted.find(({ raw }) => ips.has(ACCEPTED.exec(raw)![2]!));
  if (own)
    return reply(
      facts,
      pick(
        language,
        `有可能：之前登录失败过的地址后来登进来了：${quoted(own)}。是不是本人，要和账号的主人核对。`,
        `Possibly: an address that had failed before was let in: ${quoted(own)}. Whether that was the owner, ask them.`,
      ),
      [own.at],
      0.89,
    );
  const others = (entries: readonly EntryFact[]): string =>
    entries
      .slice(0, 2)
      .map((entry) => quoted(entry, 140))
      .join('；');
  return reply(
    facts,
    pick(
      language,
      `这段日志里没有成功：${[...ips].slice(0, 4).join('、')} 只有失败的登录${accepted.length > 0 ? `；登进来的是别的地址：${others(accepted)}` : '，没有任何 Accepted'}。`,
      `Not within this log: ${[...ips].slice(0, 4).join(', ')} only failed${accepted.length > 0 ? `; who got in came from elsewhere: ${others(accepted)}` : ', and nothing was accepted'}.`,
    ),
    [failed[0]!.entry.at, failed.at(-1)!.entry.at, accepted[0]?.at],
    0.89,
  );
}

const ASKS_RESTART =
  /(?=.*(?:探针|就绪|存活|\bprobes?\b|readiness|liveness))(?=.*(?:重启|杀|\brestart\w*|\bkill\w*))(?=.*(?:会|能|是不是|因为|[吗么]|\b(?:will|does|did|is|was|because)\b))/i;

/** "Will it be restarted because of the probe": only liveness and startup probes do that. */
export function aboutProbeRestart(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_RESTART.test(question) || /为什么|\bwhy\b|几次|how (?:many|often)/i.test(question)) return null;
  const ready = facts.quotable.find(({ raw }) => /Readiness probe (?:failed|errored)/.test(raw));
  const kills = facts.quotable.some(({ raw }) =>
    /(?:Liveness|Startup) probe (?:failed|errored)|failed (?:liveness|startup) probe/.test(raw),
  );
  if (!ready || kills) return null;
  return reply(
    facts,
    pick(
      language,
      `不会：失败的是 readiness 探针，它只会让 Pod 未就绪、从 Service 摘掉，不会重启容器；重启是 liveness 或 startup 探针的事，这里没有它们失败的记录。${quoted(ready)}`,
      `No: what fails is the readiness probe, which only makes the Pod not ready and takes it out of its Services; containers are restarted for liveness and startup probes, and none of those failed here. ${quoted(ready)}`,
    ),
    [ready.at],
    0.9,
  );
}
