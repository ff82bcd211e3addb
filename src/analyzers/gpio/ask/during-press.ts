import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import type { Change } from '../what-if.ts';
import { duration } from '../words.ts';
import { pinsIn } from './pins.ts';
import { pressing } from './presses.ts';
import { factsWithPresses } from './scenario.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

const DURING =
  /(?:的?时候|期间|过程中|还没.{0,6}(?:完|停|灭|关)|没(?:完|停|灭|关).{0,4}(?:就|又))[^,，]{0,6}(?:再|又|重新)(?:按|触发|来)|(?:再|又)按[^,，]{0,8}(?:有用|有效|有反应|管用|有没有|会)|\b(?:while|when|during|before)\b.{0,50}\b(?:press|push|tap|trigger|hit|click)\w*\b.{0,24}\bagain\b|\b(?:press|push|tap|trigger|hit|click)\w*\b.{0,12}\bagain\b.{0,24}\b(?:while|during|before)\b|\b(?:second|another) (?:press|push|tap|trigger|hit|click)\b.{0,30}\b(?:while|during|before)\b|\b(?:while|during)\b.{0,50}\b(?:second|another) (?:press|push|tap)\b/i;
/** "main 结束之后再按": then pressed, not pressed again. */
const THEN_PRESSED = /^[^按]{0,30}(?:之后|以后|后|完)再按/;
const TAP_MS = 100;
/** Times of two runs that count as the same. */
const SAME_MS = 2;

/** "门开着的时候再按有用吗": a run with a second press in the middle of what the first one sets off, held against one press. */
export function aboutPressDuring(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!DURING.test(question) || THEN_PRESSED.test(question)) return null;
  const made = pressing(asking);
  if (!made || facts.loop !== null) return null;
  const single = made.run({ holdMs: TAP_MS });
  const [down, up] = single.fromMs as [number, number];
  const own = single.changes.filter(({ atMs }) => atMs >= down);
  const [begins, ends] = [own[0], own.at(-1)];
  if (!begins || !ends || ends.atMs - up < 4 * TAP_MS) return null;
  const again = (Math.max(begins.atMs, up) + ends.atMs) / 2;
  const run = factsWithPresses(facts, made.input, [down, up, again, again + TAP_MS]);
  const once = run && factsWithPresses(facts, made.input, [down, up]);
  if (!run || !once) return null;
  const changesIn = (made: GpioFacts): Change[] =>
    made.events
      .flatMap((changes, i) =>
        changes.map(({ pin, aliases, level }) => ({
          pin,
          label: aliases,
          level,
          line: made.eventInfo[i]!.line,
          atMs: 1000 * made.eventInfo[i]!.seconds,
        })),
      )
      .filter(({ atMs }) => atMs >= down);
  const [after, usual] = [changesIn(run), changesIn(once)];
  const alike = (one: Change, other: Change | undefined): boolean =>
    other?.pin === one.pin &&
    other.level === one.level &&
    Math.abs(other.atMs - one.atMs) <= Math.max(SAME_MS, 0.005 * (one.atMs - down));
  const same = after.length === usual.length && usual.every((change, i) => alike(change, after[i]));
  const label = labelOf(made.input);
  const last = after.at(-1)!;
  const time = (ms: number): string => duration(ms / 1000, asking.language);
  const name = labelOf({ pin: last.pin, aliases: last.label });
  return answer(
    asking,
    same
      ? say(
          asking,
          `没用：另跑了一遍，${label} 在这期间再按一次，引脚的变化和只按一次完全一样。`,
          `No effect: in a second run with ${label} pressed again meanwhile, the pins do just what one press makes them do.`,
        )
      : say(
          asking,
          `有用：另跑了一遍，${label} 在这期间（第一次按下后 ${time(again - down)}）再按一次，最后一次变化从按下后 ${time(ends.atMs - down)}变成 ${time(last.atMs - down)}（${name} 变${last.level ? '高' : '低'}，第 ${last.line} 行）。`,
          `It has an effect: in a second run with ${label} pressed again ${time(again - down)} after the first press, the last change comes ${time(last.atMs - down)} after the first press instead of ${time(ends.atMs - down)} (${name} goes ${last.level ? 'high' : 'low'}, line ${last.line}).`,
        ),
    [begins.line, last.line],
    0.9,
  );
}

const WHOLE =
  /(?:(?:整个|全部|整套)(?:的)?(?:过程|流程|动作|周期|程序)?|(?:一次|一遍|按一[下次])(?:的)?(?:过程|流程|动作|周期|程序)).{0,6}(?:多久|多长|几秒|多少秒)|\bhow long (?:is|does) the (?:whole|entire|full|complete) (?:thing|process|sequence|cycle|procedure)\b|\bhow long .{0,24}\b(?:whole|entire) (?:thing|process|sequence|cycle)\b/i;

/** "整个过程一共多长": from a press to the last change that it sets off. */
export function aboutWholeProcess(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHOLE.test(question) || facts.loop !== null || facts.whatIf.length !== 1) return null;
  const named = pinsIn(question, facts).filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin.pin));
  const made = named.length > 0 ? null : pressing(asking);
  if (!made) return null;
  const run = made.run({ holdMs: TAP_MS });
  const [down] = run.fromMs as [number];
  const own = run.changes.filter(({ atMs }) => atMs >= down);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || run.untilMs < last.atMs || own.length < 2) return null;
  const time = (ms: number): string => duration(ms / 1000, asking.language);
  const name = (change: Change): string => labelOf({ pin: change.pin, aliases: change.label });
  return answer(
    asking,
    say(
      asking,
      `${time(last.atMs - down)}：另跑了一遍，按一下（${time(TAP_MS)}），从按下到最后一次变化（${name(last)} 变${last.level ? '高' : '低'}，第 ${last.line} 行）；第一次变化在按下后 ${time(first.atMs - down)}。`,
      `${time(last.atMs - down)}: in a second run with one tap of ${time(TAP_MS)}, from the press to the last change (${name(last)} goes ${last.level ? 'high' : 'low'}, line ${last.line}); the first change comes ${time(first.atMs - down)} after the press.`,
    ),
    [first.line, last.line],
    0.9,
  );
}
