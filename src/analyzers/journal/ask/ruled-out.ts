import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { entryAt, quoted, reply } from './reply.ts';

const TRIGGER_AND_VICTIM =
  /(?:trigger|invok|触发|引发|引起).{0,50}(?:the one|same|itself|被杀|死的|同一个|就是)|(?:kill|died|被杀|死的).{0,50}(?:the one|same|同一个|就是).{0,40}(?:trigger|invok|触发|引发)/i;

/** "Is the process that triggered the OOM killer the one that died": who ran out of memory and who was killed stand in two lines. */
export function aboutTrigger(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!TRIGGER_AND_VICTIM.test(question)) return null;
  const find = (pattern: RegExp) => {
    const entry = facts.quotable.find(({ text }) => pattern.test(text));
    return entry ? { entry, name: pattern.exec(entry.text)![1]! } : null;
  };
  const trigger = find(/^(\S+) invoked oom-killer/);
  const victim = find(/Killed process \d+ \(([^)]+)\)/);
  if (!trigger || !victim) return null;
  const lines = [trigger.entry.at, victim.entry.at];
  return trigger.name === victim.name
    ? reply(
        facts,
        pick(
          language,
          `名字相同，都是 ${trigger.name}：${quoted(victim.entry)}`,
          `By name yes, both are ${trigger.name}: ${quoted(victim.entry)}`,
        ),
        lines,
        0.9,
      )
    : reply(
        facts,
        pick(
          language,
          `不是：${trigger.name} 申请内存时触发的，被杀的是 ${victim.name}。\n- ${quoted(trigger.entry, 120)}\n- ${quoted(victim.entry)}`,
          `No: ${trigger.name} asked for memory and set it off, ${victim.name} was killed.\n- ${quoted(trigger.entry, 120)}\n- ${quoted(victim.entry)}`,
        ),
        lines,
        0.92,
      );
}

const OF_SCHEDULING =
  /调度(?:器)?(?:的|有|出|上)?(?:了)?(?:问题|毛病|失败|不上|原因)|(?:卡|停)在调度|\bschedul\w* (?:problem|issue|failure|error)s?\b|\b(?:problem|issue) (?:with|of|in) (?:the )?schedul/i;

/** "Is it a scheduling problem": not where the Pod was assigned to a node. */
export function aboutScheduling(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!OF_SCHEDULING.test(question)) return null;
  const failed = facts.quotable.some(({ text, raw }) =>
    /FailedScheduling|nodes? (?:is|are) available/.test(`${raw} ${text}`),
  );
  const assigned = facts.quotable.find(({ text }) => /Successfully assigned \S+ to \S+/.test(text));
  if (failed || !assigned) return null;
  const cause = facts.causes[0];
  const because = cause ? pick(language, ` ${sentence(cause.title.zh)}`, ` ${sentence(cause.title.en)}`) : '';
  return reply(
    facts,
    pick(
      language,
      `不是，已经调度到节点上了：${quoted(assigned)}。${because.trim()}`,
      `No, it was scheduled: ${quoted(assigned)}.${because}`,
    ),
    [assigned.at, cause?.at[0]],
    0.9,
  );
}

const ITS_OWN_FAULT =
  /(?:本身|自己|自身).{0,6}(?:毛病|问题|错|故障|坏)|\b(?:wrong with|problem (?:in|with|of)|fault of|bug in)\b.{0,40}\bitself\b|\bitself\b.{0,20}\b(?:broken|at fault|to blame|the problem|the cause)\b/i;

/** "Is orders itself broken": not where it was never started because what it depends on failed. */
export function aboutItself(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ITS_OWN_FAULT.test(question)) return null;
  const lower = question.toLowerCase();
  const waiting = facts.quotable.find(({ text }) => {
    const unit = /Dependency failed for (\S+?)(?:\.service)?(?: - .*)?\.?$/.exec(text)?.[1];
    return unit !== undefined && lower.includes(unit.toLowerCase());
  });
  if (!waiting) return null;
  const cause = facts.causes[0];
  const first = entryAt(facts, cause?.at[0]);
  const because =
    cause && first ? `${pick(language, sentence(cause.title.zh), sentence(cause.title.en))} ${quoted(first)}` : '';
  return reply(
    facts,
    pick(
      language,
      `不是它本身：它没有被启动，因为它依赖的没起来：${quoted(waiting)}。${because}`,
      `Not itself: it was never started, because what it depends on failed: ${quoted(waiting)}. ${because}`,
    ).trim(),
    [waiting.at, first?.at],
    0.9,
  );
}
