import type { Language } from '../../../language/language.ts';
import { exactLoop, labelOf, openPins, stillChanging, storiesOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { SHORTEST_SECONDS } from '../rhythm.ts';
import { duration, list } from '../words.ts';

/** Passes of the main loop that make one period; 0 where it goes round on its own, and something else moves the pins. */
function passesInPeriod({ loop, passes }: GpioFacts): number {
  if (!loop) return 0;
  const inside = passes.filter((pass) => pass.events >= loop.start && pass.events < loop.start + loop.period);
  const idle = inside.some((pass, i) => {
    const before = inside[i - 1];
    return before !== undefined && before.events === pass.events && before.delays === pass.delays;
  });
  return idle ? 0 : inside.length;
}

/** What comes again, and how that is known; null where there is nothing to say. */
export function repetition(facts: GpioFacts, language: Language): string | null {
  const zh = language === 'zh';
  const { loop } = facts;
  const open = openPins(facts);
  // What is not known may repeat in another way, or not at all.
  if (facts.events.some((changes) => changes.some(({ pin }) => open.has(pin)))) return null;
  if (!loop) {
    if (facts.ended === 'returned' && facts.family === 'pic')
      return zh
        ? 'main 会执行到结尾；之后 XC8 的启动代码让它从头再来。'
        : 'main runs to its end; the start-up code of XC8 then begins it anew.';
    if (facts.ended === 'returned')
      return zh ? '程序会执行到结尾，不循环。' : 'The program runs to its end and does not repeat.';
    const last = facts.eventInfo.at(-1);
    if (stillChanging(facts) && last) {
      const seen = duration(last.seconds, language);
      const about = last.exact ? '' : zh ? '约 ' : 'about ';
      return zh
        ? `只看了前 ${facts.events.length} 次变化（到${about}${seen}为止），这段时间里还没有重复。`
        : `Only the first ${facts.events.length} changes were watched (${about}${seen}); nothing repeats within them.`;
    }
    // What is not counted in may go on with them.
    if (
      facts.ended === 'settled' &&
      facts.events.length > 0 &&
      open.size === 0 &&
      facts.calledElsewhere.length === 0 &&
      facts.answered.length === 0 &&
      facts.dimmed.length === 0
    )
      return zh
        ? '之后引脚不再变化（除非外部输入改变）。'
        : 'After that no pin changes any more, unless an input does.';
    return null;
  }
  const passes = passesInPeriod(facts);
  const waits = facts.loopSeconds !== null && facts.loopSeconds >= SHORTEST_SECONDS * loop.period;
  const time = waits ? duration(facts.loopSeconds!, language) : null;
  const exact = exactLoop(facts);
  const from = loop.start + 1;
  const to = loop.start + loop.period;
  const basis =
    facts.loopBasis === 'proven'
      ? zh
        ? '（程序和芯片回到了同一状态，已证明）'
        : ' (proven: program and chip come back to the same state)'
      : zh
        ? '（按观察到的重复）'
        : ' (as watched)';
  // What was only watched may change later, as a number that counts up does.
  const proven = facts.loopBasis === 'proven';
  let text = zh
    ? `第 ${from}～${to} 次变化${proven ? '无限' : '反复'}重复${time ? `，一个周期${exact ? '' : '约'} ${time}` : ''}${basis}。`
    : `Changes ${from} to ${to} repeat${proven ? ' for ever' : ' over and over'}${time ? `, ${exact ? '' : 'about '}${time} a period` : ''}${basis}.`;
  if (passes > 1)
    text += zh
      ? `主循环要走 ${passes} 遍才是一个完整周期。`
      : ` It takes ${passes} passes of the main loop to come round.`;
  return text;
}

/** How the first pass differs from the later ones, and what makes a period longer than a pass. */
export function passWords(facts: GpioFacts, language: Language): string[] {
  const zh = language === 'zh';
  const lines = facts.firstPass.map((each) => {
    const label = labelOf(each);
    const level = (value: 0 | 1) => (zh ? (value ? '高' : '低') : value ? 'high' : 'low');
    return zh
      ? `第一遍的第 ${each.delay} 次延时期间（第 ${each.line} 行）${label} 是${level(each.first)}电平，以后每一遍都是${level(each.later)}电平。`
      : `During delay ${each.delay} of the first pass (line ${each.line}) ${label} is ${level(each.first)}; in every later pass it is ${level(each.later)}.`;
  });
  const passes = passesInPeriod(facts);
  const togglers = storiesOf(facts).filter((story) => story.looping.length === 2 && passes === 2);
  const slowest = facts.loop && storiesOf(facts).some((story) => story.looping.length > 2);
  if (togglers.length > 0 && slowest) {
    const names = list(
      togglers.map((story) => story.label),
      language,
    );
    lines.push(
      zh
        ? `${names} 每一遍只翻转一次，所以两遍才是一个周期。`
        : `${names} ${togglers.length > 1 ? 'toggle' : 'toggles'} once a pass, which makes the period two passes.`,
    );
  }
  return lines;
}
