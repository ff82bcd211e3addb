import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { line, type Row } from './described-rows.ts';
import { spanWords } from './lifetime.ts';
import { quoted, reply } from './reply.ts';

/** A question that yes or no answers. */
export const YES_NO =
  /[吗么]\s*[?？]?$|没有?\s*[?？]?$|吧\s*[?？]?$|\bright\s*[?？]*$|是不是|有没有|^(?:is|are|was|were|does|did|has)\b/i;

const BETWEEN_RUNS =
  /(?:中间|之间|两次).{0,8}(?:停|断|隔|空)了?(?:多久|多长)|停了多久|(?:退出|被杀|挂)(?:之后|以后|后)?.{0,4}(?:多久|多长).{0,4}(?:又|才|再)?(?:起|启动|拉起)|\bhow long\b.{0,20}\b(?:down|gone|off|between|until it (?:was )?(?:start\w*|back))\b/i;

/** "How long was it down between the two runs": from the end of the last one to the start of this one. */
export function downBetween(
  question: string,
  rows: Row[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!BETWEEN_RUNS.test(question)) return null;
  const [end, start] = ['last state/finished', 'state/started'].map((label) => rows.find((row) => row.label === label));
  const ms = end && start && end.container === start.container ? Date.parse(start.value) - Date.parse(end.value) : -1;
  if (!end || !start || !(ms >= 0)) return null;
  return reply(
    facts,
    `${spanWords(ms, language)}${pick(language, '：', ': ')}${line(end.entry)}${pick(language, '，', ', ')}${line(start.entry)}`,
    [end.entry.at, start.entry.at],
    0.91,
  );
}

const LASTED =
  /(?:启动|起来|开始|started?)(?:之后|以后|后)?到.{0,8}(?:杀|退出|挂|崩|结束|死).{0,8}(?:多久|多长|几秒|几分|多少[秒分])|(?:活|跑|撑|运行).{0,4}(?:多久|多长时间).{0,6}(?:被杀|杀|退出|挂|崩|死)|\bhow long (?:does|did|do|was|is)\b.{0,30}\b(?:before|until|till)\b.{0,20}\b(?:killed|crash\w*|dies|died|exit\w*|ended|ends)\b|\bhow long from\b.{0,20}\bstart\w*\b.{0,30}\b(?:kill\w*|crash|exit|end|death|die)\b|(?:上一?次|最后|每次|一次).{0,8}(?:运行|跑|活|撑|持续)了?(?:多久|多长|几秒|几分|多少[秒分])|(?:跑|运行|活|撑)了?(?:多久|多长时间)(?:就|才)|\bhow long did (?:the )?(?:last |previous )?(?:run|container|it|attempt|time|one|process|pod)\b.{0,16}(?:last|run|live|take|stay|surviv)|\bhow long (?:was|had) (?:the )?(?:last|previous|it)\b.{0,24}(?:run|up|alive)|how long.{0,20}before it (?:crash|exit|die|fail)|\bhow long did (?:the )?(?:last|previous) (?:run|attempt)\b|\bhow long did (?:the )?init[\w -]{0,30}(?:wait|take|run|last)|(?:init|初始化).{0,10}(?:等|跑|花|用|运行|执行)了?(?:多久|多长|几秒|几分|多少[秒分])/i;

/** "How long did the last run last?": from Started to Finished. */
export function lasted(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!LASTED.test(question)) return null;
  // Both ends of one run: what runs now began after the last one was finished.
  const [from, to] =
    ['last state', 'state']
      .map((state) => ['started', 'finished'].map((end) => rows.find(({ label }) => label === `${state}/${end}`)))
      .find((ends) => ends.every((row) => row !== undefined)) ?? [];
  const ms = from && to ? Date.parse(to.value) - Date.parse(from.value) : Number.NaN;
  if (!from || !to || Number.isNaN(ms)) return null;
  const span = ms < 1000 ? pick(language, '不到 1 秒', 'less than a second') : spanWords(ms, language);
  return reply(
    facts,
    `${span}${pick(language, '：', ': ')}${line(from.entry)}${pick(language, '，', ', ')}${line(to.entry)}`,
    [from.entry.at, to.entry.at],
    0.9,
  );
}

const MEMORY_DEATH =
  /\boom\b|内存(?:不够|不足|太小|爆|溢出|超)|(?:not enough|out of|ran out of|too little) memory|memory (?:problem|issue|limit (?:hit|exceeded))/i;

/** "Is it OOM?" where the container ended of something else. */
export function diedOfMemory(
  question: string,
  rows: Row[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!MEMORY_DEATH.test(question) || !YES_NO.test(question)) return null;
  const reason =
    rows.find(({ label }) => label === 'last state/reason') ??
    rows.find(({ label, value }) => label === 'state/reason' && !/BackOff|Creating/.test(value));
  if (!reason || reason.value === 'OOMKilled') return null;
  const code = rows.find(({ label }) => label === 'last state/exit code' || label === 'state/exit code');
  const shown = `${line(reason.entry)}${code ? `${pick(language, '，', ', ')}${line(code.entry)}` : ''}`;
  const probe = facts.quotable.findLast(({ raw }) => /failed (?:liveness|startup) probe/.test(raw));
  if (probe)
    return reply(
      facts,
      pick(
        language,
        `不是内存：探针失败，kubelet 把它杀了重启：${line(probe)}。${shown}，没有 OOMKilled。`,
        `No, the probe failed and the kubelet killed it: ${line(probe)}. ${shown}, no OOMKilled.`,
      ),
      [probe.at, reason.entry.at, code?.entry.at],
      0.9,
    );
  return reply(
    facts,
    code?.value === '137'
      ? pick(
          language,
          `看不出来：${shown}。137 是被 SIGKILL 杀的，内存超限会写 OOMKilled，这里没有。`,
          `Not as far as this shows: ${shown}. 137 is a SIGKILL; a container over its memory limit would say OOMKilled, and this does not.`,
        )
      : pick(
          language,
          `不像是：${shown}。内存超限会写 OOMKilled、退出码 137，这里不是。`,
          `It does not look like it: ${shown}. A container over its memory limit says OOMKilled and exits with 137, and this did not.`,
        ),
    [reason.entry.at, code?.entry.at],
    0.86,
  );
}

const ENOUGH_MEMORY =
  /(?=.*(?:内存|给得?|配得?|limits?\b|上限|\bmemory\b|\bmem\b|\bram\b))(?=.*(?:够|太小|太少|足够|偏小|\benough\b|too (?:low|small|little|tight)))/i;

/** "Was 256Mi enough?": a container that was OOMKilled says no, another says nothing. */
export function enoughMemory(
  question: string,
  rows: Row[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!ENOUGH_MEMORY.test(question)) return null;
  const limit = rows.find(({ label }) => label === 'limits/memory');
  const reason = rows.find(({ label, value }) => /^(?:last )?state\/reason$/.test(label) && value === 'OOMKilled');
  const shown = limit ? `\`${limit.value.replaceAll('`', "'")}\`` : '';
  if (reason)
    return reply(
      facts,
      pick(
        language,
        `不够：${limit ? `上限是 ${shown}，` : ''}容器因为内存超过上限被杀（${line(reason.entry)}）。`,
        `No: ${limit ? `the limit is ${shown} and ` : ''}the container was killed for exceeding its memory (${line(reason.entry)}).`,
      ),
      [limit?.entry.at, reason.entry.at],
      0.9,
    );
  const short = facts.quotable.find(({ text }) => /Insufficient memory/.test(text));
  const request = rows.find(({ label }) => label === 'requests/memory');
  if (short && request)
    return reply(
      facts,
      pick(
        language,
        `要有一个节点空出 \`${request.value.replaceAll('`', "'")}\`（${line(request.entry)}）才放得下：${quoted(short, 200)}`,
        `It takes a node with \`${request.value.replaceAll('`', "'")}\` to spare (${line(request.entry)}): ${quoted(short, 200)}`,
      ),
      [request.entry.at, short.at],
      0.9,
    );
  if (!limit) return null;
  const ended = rows.find(({ label }) => label === 'last state/reason') ?? rows.find(({ label }) => label === 'state');
  return reply(
    facts,
    pick(
      language,
      `上限是 ${shown}（${line(limit.entry)}）；这里没有 OOMKilled，看不出它不够${ended ? `：${line(ended.entry)}` : ''}。`,
      `The limit is ${shown} (${line(limit.entry)}); nothing here says OOMKilled, so it does not show that it is too little${ended ? `: ${line(ended.entry)}` : ''}.`,
    ),
    [limit.entry.at, ended?.entry.at],
    0.86,
  );
}

const BY_PROBE =
  /(?=.*(?:探针|健康检查|\bprobes?\b|\bliveness\b|health ?checks?))(?=.*(?:杀|重启|干掉|弄死|搞|导致|造成|引起|害|\bkill|\brestart|\bcaus|\bend|\bstop|\bblame|\bfault))/i;

/** "Was it the liveness probe?": how the last run ended, where the description tells it. */
export function killedByProbe(
  question: string,
  rows: Row[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!BY_PROBE.test(question) || !(YES_NO.test(question) || /是不是|\bdid\b|\bwas\b/i.test(question))) return null;
  const killing = facts.quotable.find(({ text, raw }) =>
    /failed liveness probe|liveness probe failed/i.test(`${text} ${raw}`),
  );
  const reason =
    rows.find(({ label }) => label === 'last state/reason') ??
    rows.find(({ label, value }) => label === 'state/reason' && !/BackOff|Creating/.test(value));
  const code = rows.find(({ label }) => label === 'last state/exit code' || label === 'state/exit code');
  if (killing)
    return reply(facts, `${pick(language, '是：', 'Yes: ')}${quoted(killing)}`, [killing.at, reason?.entry.at], 0.9);
  if (!reason) return null;
  const shown = `${line(reason.entry)}${code ? `${pick(language, '，', ', ')}${line(code.entry)}` : ''}`;
  return reply(
    facts,
    reason.value === 'OOMKilled'
      ? pick(
          language,
          `不是：它是内存超过上限被杀的（${shown}），事件里也没有探针失败。`,
          `No: it was killed for its memory (${shown}), and no event tells of a failed probe.`,
        )
      : pick(
          language,
          `看不出是探针：上次结束时写的是 ${shown}，事件里没有探针失败。`,
          `Nothing here says so: the last run ended with ${shown}, and no event tells of a failed probe.`,
        ),
    [reason.entry.at, code?.entry.at],
    0.9,
  );
}
