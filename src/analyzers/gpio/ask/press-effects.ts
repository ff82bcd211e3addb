/** What a press does, told by the runs in which it was pressed: whether it is followed or switched over, and what is printed then. */
import { readAsked } from '../../../asking/question.ts';
import { labelOf } from '../behaviour.ts';
import { lengthsIn } from '../claims/lengths.ts';
import type { GpioFacts } from '../facts.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration, list, quoted } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { linesPrinted } from './printed-lines.ts';
import { factsWithPresses, factsWithTap, PRESS_AT_MS } from './scenario.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, lineList, say } from './text.ts';

const FOLLOWS =
  /跟(?:着|随)|自锁|点动|松(?:手|开).{0,6}(?:就|会).{0,4}[灭关停]|只(?:有|在).{0,4}按|\b(?:follow\w*|momentary|latch\w*|toggle\w*|mirror\w*|only while|as long as)\b/i;
const CHOICE = /还是|\bor\b|吗|^\W*(?:does|is|do)\b/i;

/** "Does the LED follow the button or toggle": by what it does at the press, the release and the next press. */
export function aboutFollowing(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [input, other] = facts.whatIf;
  if (!input || other || !FOLLOWS.test(question) || !CHOICE.test(question)) return null;
  if (!/按|键|button|key|switch|press|input|it\b/i.test(question)) return null;
  const named = outputsNamed(question, facts);
  const moved = new Set(input.phases.flatMap(({ changes }) => changes.map(({ pin }) => pin)));
  const pin =
    named.length === 1
      ? named[0]!.pin
      : named.length === 0 && moved.size === 1
        ? facts.outputs.find((each) => moved.has(each.pin))
        : undefined;
  if (!pin || input.phases.length < 4) return null;
  const [down, up, again, away] = input.phases.map(({ changes, more }) => {
    const own = changes.filter((change) => change.pin === pin.pin);
    return more || own.length > 1 ? undefined : (own[0]?.level ?? null);
  });
  if (down === undefined || up === undefined || again === undefined || away === undefined) return null;
  const lines = input.phases.flatMap(({ changes }) =>
    changes.filter((change) => change.pin === pin.pin).map(({ line }) => line),
  );
  const name = labelOf(pin);
  const word = (level: 0 | 1): string => say(asking, level ? '高' : '低', level ? 'high' : 'low');
  if (down !== null && up === 1 - down && again === down && away === up)
    return answer(
      asking,
      say(
        asking,
        `跟着按键走：按着的时候 ${name} 是${word(down)}，一松手就回到${word(up)}，不是按一下切换（${lineList(asking, lines)}）。`,
        `It follows the button: ${name} is ${word(down)} while it is held and goes back ${word(up)} when let go; it does not toggle (${lineList(asking, lines)}).`,
      ),
      lines,
      0.92,
    );
  const press = down !== null && up === null && again === 1 - down && away === null;
  const release = down === null && up !== null && again === null && away === 1 - up;
  if (press || release)
    return answer(
      asking,
      say(
        asking,
        `是按一下切换一次，不跟着按键走：${press ? '按下' : '松开'}时 ${name} 变${word((press ? down : up)!)}，下一次${press ? '按下' : '松开'}再变回${word((press ? again : away)!)}（${lineList(asking, lines)}）。`,
        `It toggles, it does not follow the button: ${name} goes ${word((press ? down : up)!)} at one ${press ? 'press' : 'release'} and back ${word((press ? again : away)!)} at the next (${lineList(asking, lines)}).`,
      ),
      lines,
      0.92,
    );
  return null;
}

const PRINTS = /打印|串口|输出.{0,3}(?:什么|内容|文字)|日志|\b(?:print\w*|serial|log(?:s|ged)?|uart)\b/i;
const NTH =
  /第\s*(\d{1,3}|[一二三四五六七八九十])\s*(?:行|条|次|个)|\b(first|second|third|fourth|fifth|(\d{1,3})(?:st|nd|rd|th)) (?:line|print\w*|message|output)/i;
const ORDINALS: Record<string, number> = {
  ...{ 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 十: 10 },
  ...{ first: 1, second: 2, third: 3, fourth: 4, fifth: 5 },
};
const CODE_LINE = /代码|源码|\bcode\b|哪一?行/i;

/** "串口第三行打印什么", "松手的时候会打印吗": the lines that were printed, in their order or around a press. */
export function aboutPrintedLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!PRINTS.test(question) || CODE_LINE.test(question)) return null;
  const nth = NTH.exec(question);
  if (nth && /什么|内容|啥|几|多少|\bwhat\b/i.test(question)) {
    const word = nth[3] ?? nth[1] ?? nth[2]!.toLowerCase();
    const number = ORDINALS[word] ?? Number(word);
    const line = linesPrinted(facts, 0)[number - 1];
    if (!line) return null;
    return answer(
      asking,
      say(
        asking,
        `打印出来的第 ${number} 行是 \`${quoted(line.text)}\`（由第 ${line.line} 行打印）。`,
        `The ${nth[2] ?? `${number}.`} printed line is \`${quoted(line.text)}\` (printed by line ${line.line}).`.replace(
          / (?:line|print\w*|message|output) printed line/,
          ' printed line',
        ),
      ),
      [line.line],
      0.92,
    );
  }
  const release = /松(?:手|开)|放开|抬起|\b(?:releas\w*|let(?:ting)? go)\b/i.test(question);
  const press = /按(?:下|一下|的时候|键|按钮)?|\bpress\w*\b|\bpush\w*\b/i.test(question);
  const [input, other] = facts.whatIf;
  if (
    (!release && !press) ||
    !input ||
    other ||
    !/吗|会不会|什么|啥|几|\b(?:does|do|will|is|what|how)\b/i.test(question)
  )
    return null;
  if (
    /第[二三四2-9]|两|再|秒|一直|住|\b(?:twice|again|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|times)\b/i.test(
      question,
    )
  )
    return null;
  const choice = readAsked(question).yesNo && !/什么|啥|\bwhat\b/i.test(question);
  const [yes, no] = choice ? [say(asking, '会：', 'Yes: '), say(asking, '不会：', 'No: ')] : ['', ''];
  const head = say(asking, '另跑了一遍，', choice ? 'in a second run ' : 'In a second run ');
  const run = factsWithTap(facts, input);
  if (!run) return null;
  const pressAt = PRESS_AT_MS / 1000;
  const releaseAt = pressAt + (input.holdMs > 300 ? input.holdMs : 100) / 1000;
  const shown = (lines: { text: string }[]): string =>
    list([...new Set(lines.map(({ text }) => `\`${quoted(text)}\``))].slice(0, 4), asking.language);
  const usual = new Set(linesPrinted(facts, 0).map(({ text }) => text));
  const own = (from: number, until: number): ReturnType<typeof linesPrinted> =>
    linesPrinted(run, from, until).filter(({ text }) => !usual.has(text));
  const [atPress, atRelease] = [own(pressAt, releaseAt), own(releaseAt, releaseAt + 3)];
  const wanted = release ? atRelease : atPress;
  const rest = release ? atPress : atRelease;
  const when = say(asking, release ? '松开' : '按下', release ? 'release' : 'press');
  if (wanted.length > 0)
    return answer(
      asking,
      say(
        asking,
        `${yes}${head}${when}时打印 ${shown(wanted)}（第 ${wanted[0]!.line} 行）。`,
        `${yes}${head}the ${when} prints ${shown(wanted)} (line ${wanted[0]!.line}).`,
      ),
      wanted.map(({ line }) => line),
      0.91,
    );
  const instead =
    rest.length > 0
      ? say(
          asking,
          `；只有${release ? '按下' : '松开'}时打印 ${shown(rest)}（第 ${rest[0]!.line} 行）`,
          `; only the ${release ? 'press' : 'release'} prints ${shown(rest)} (line ${rest[0]!.line})`,
        )
      : '';
  return answer(
    asking,
    say(asking, `${no}${head}${when}时什么也没打印${instead}。`, `${no}${head}the ${when} prints nothing${instead}.`),
    rest.map(({ line }) => line),
    0.9,
  );
}

const BLINKS = /闪|翻转|变|动|\b(?:blink|flash|toggl|chang|go on|keep)\w*/i;
const WHILE = /期间|的?时候|亮着|吸合|\b(?:while|during|when|whenever|as long as)\b/i;

/** "Does the LED keep blinking while the relay is on", where only a press switches the relay: what the one did in that time. */
export function aboutBlinkMeanwhile(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const [input, more] = facts.whatIf;
  if (!input || more || !BLINKS.test(question) || !WHILE.test(question) || !readAsked(question).yesNo) return null;
  const named = pinsIn(question, facts).filter(({ pin }) => !facts.inputs.some((each) => each.pin === pin.pin));
  const usual = (pin: string): number => changesOf(facts, pin).length;
  const still = named.filter(({ pin }) => usual(pin.pin) < 2);
  const moving = named.filter(({ pin }) => usual(pin.pin) > 3);
  const [one, two] = [still[0], moving[0]];
  if (named.length !== 2 || !one || !two) return null;
  const run = factsWithTap(facts, input);
  const changes = run
    ? changesOf(run, one.pin.pin).filter(({ index }) => run.eventInfo[index]!.seconds * 1000 >= PRESS_AT_MS)
    : [];
  const begin = changes[0];
  const end = changes[1];
  if (!run || !begin || !end) return null;
  const at = (index: number): number => run.eventInfo[index]!.seconds;
  const inside = changesOf(run, two.pin.pin).filter(
    ({ index }) => at(index) > at(begin.index) + 1e-4 && at(index) < at(end.index) - 1e-4,
  );
  const time = duration(at(end.index) - at(begin.index), language);
  const lines = [spotOf(run, begin.index), spotOf(run, end.index)];
  const level = levelAfter(run, two.pin.pin, begin.index + 1);
  return answer(
    asking,
    inside.length > 0
      ? say(
          asking,
          `会：另跑了一遍，按一下之后 ${one.name} 动作的那 ${time}里，${two.name} 照样变了 ${inside.length} 次。`,
          `Yes: in a second run with one press, in the ${time} that ${one.name} lasts ${two.name} changes ${inside.length} ${inside.length === 1 ? 'time' : 'times'}.`,
        )
      : say(
          asking,
          `不会：另跑了一遍，按一下之后 ${one.name} 动作的那 ${time}里，${two.name} 停在${level ? '高' : '低'}电平不变（${lineList(asking, lines)}）。`,
          `No: in a second run with one press, ${two.name} stays ${level ? 'high' : 'low'} for the ${time} that ${one.name} lasts (${lineList(asking, lines)}).`,
        ),
    lines,
    0.9,
  );
}

const PRESS_OR_RELEASE =
  /按下.{0,8}还是.{0,4}(?:松|放|抬)|(?:松|放|抬).{0,8}还是.{0,4}按|\bpress\w*\b.{0,14}\bor\b.{0,8}\breleas\w*|\breleas\w*\b.{0,14}\bor\b.{0,8}\bpress/i;

/** "Does it react on press or on release": in which of the two the run changed something. */
export function aboutPressOrRelease(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [input, other] = facts.whatIf;
  if (!PRESS_OR_RELEASE.test(question) || !input || other || facts.triggers.length > 0) return null;
  const named = outputsNamed(question, facts);
  const of = (what: string): { line: number; pin: string; aliases: string[]; level: 0 | 1 }[] =>
    (input.phases.find((phase) => phase.what === what)?.changes ?? []).filter(
      ({ pin }) => named.length === 0 || named.some((each) => each.pin.pin === pin),
    );
  const [press, release] = [of('press'), of('release')];
  if (press.length === 0 && release.length === 0) return null;
  if (input.phases.some(({ more }) => more)) return null;
  const shown = (changes: typeof press): string =>
    changes
      .slice(0, 3)
      .map((change) =>
        say(
          asking,
          `${labelOf(change)} 变${change.level ? '高' : '低'}（第 ${change.line} 行）`,
          `${labelOf(change)} goes ${change.level ? 'high' : 'low'} (line ${change.line})`,
        ),
      )
      .join(say(asking, '，', ', '));
  const lines = [...press, ...release].map(({ line }) => line);
  const text =
    press.length > 0 && release.length > 0
      ? say(
          asking,
          `两个时候都有：按下时 ${shown(press)}，松开时 ${shown(release)}。`,
          `On both: at the press ${shown(press)}, at the release ${shown(release)}.`,
        )
      : press.length > 0
        ? say(
            asking,
            `按下的时候：${shown(press)}；松开时什么也不变。`,
            `On the press: ${shown(press)}; nothing changes at the release.`,
          )
        : say(
            asking,
            `松开的时候：${shown(release)}；按下时还什么都不变。`,
            `On the release: ${shown(release)}; nothing changes at the press yet.`,
          );
  return answer(asking, text, lines, 0.92);
}

const AFTER =
  /(?:从)?按下?.{0,12}(?:到|之?后|以后).{0,16}(?:多久|多长|几秒|多少秒)|什么时候|何时|\bhow long (?:after|until|before|till|from)\b|^\W*(?:and )?when (?:does|do|will|is|are)\b/i;

/** "从按下到 DONE 亮一共多久", "when does DONE go high", where only a press brings it about: how long after the press. */
export function aboutTimeAfterPress(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const [input, other] = facts.whatIf;
  if (
    !input ||
    other ||
    !AFTER.test(question) ||
    /每次|一次.{0,3}多久|灭|关|停|低|保持|持续|同时|一起|\b(?:off|low|stay|each|last|together|both)\b/i.test(question)
  )
    return null;
  if (!/亮|开|高|响|动|吸合|转|\b(?:on|high|start\w*|lit|open\w*|come|comes)\b/i.test(question)) return null;
  const named = outputsNamed(question, facts);
  const [one, two] = named;
  if (!one || two) return null;
  const level = onOf(facts, one.pin);
  // What happens without a press as well is another question.
  if (changesOf(facts, one.pin.pin).some((change) => change.level === level)) return null;
  const run = factsWithTap(facts, input);
  const at = run
    ? changesOf(run, one.pin.pin).find(
        (change) => change.level === level && run.eventInfo[change.index]!.seconds * 1000 >= PRESS_AT_MS,
      )
    : undefined;
  if (!run || !at) return null;
  const { seconds, exact } = run.eventInfo[at.index]!;
  const after = seconds - PRESS_AT_MS / 1000;
  const time = `${exact ? '' : say(asking, '约 ', 'about ')}${duration(after, language)}`;
  const line = spotOf(run, at.index);
  return answer(
    asking,
    after < 2e-3
      ? say(
          asking,
          `${labelOf(input)} 一按下就变：${one.name} 变${level ? '高' : '低'}（第 ${line} 行）；不按不会。`,
          `At once when ${labelOf(input)} is pressed: ${one.name} goes ${level ? 'high' : 'low'} (line ${line}); not without a press.`,
        )
      : say(
          asking,
          `按下 ${labelOf(input)} 之后 ${time}：另跑了一遍，${one.name} 那时变${level ? '高' : '低'}（第 ${line} 行）；不按不会。`,
          `${time[0]!.toUpperCase()}${time.slice(1)} after ${labelOf(input)} is pressed: in a second run ${one.name} then goes ${level ? 'high' : 'low'} (line ${line}); not without a press.`,
        ),
    [line],
    0.9,
  );
}

const AGAIN = /再按|又按|再次按|\b(?:press\w*|push\w*)\b.{0,14}\bagain\b|\bagain\b.{0,10}\bpress\w*|\bsecond press\b/i;
const TAP_S = 0.1;

/** "I press again one second later, does it ring": two presses so far apart, held against one. */
export function aboutPressAgain(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const [input, other] = facts.whatIf;
  const [micros, more] = AGAIN.test(question) ? (lengthsIn(question) ?? []) : [];
  if (!input || other || micros === undefined || more !== undefined) return null;
  const gap = micros / 1000;
  if (gap <= TAP_S * 1000 || gap > 20_000) return null;
  const hold = Math.min(TAP_S * 1000, gap / 2);
  const one = factsWithPresses(facts, input, [PRESS_AT_MS, PRESS_AT_MS + hold]);
  const both = factsWithPresses(facts, input, [
    PRESS_AT_MS,
    PRESS_AT_MS + hold,
    PRESS_AT_MS + gap,
    PRESS_AT_MS + gap + hold,
  ]);
  if (!one || !both || one.ended === 'not-run') return null;
  const shown = (run: GpioFacts): string =>
    run.events
      .flatMap((changes, i) =>
        run.eventInfo[i]!.seconds * 1000 >= PRESS_AT_MS - 1
          ? changes.map(({ pin, level }) => `${pin}=${level}@${Math.round(run.eventInfo[i]!.seconds * 50)}`)
          : [],
      )
      .slice(0, 200)
      .join();
  const time = duration(gap / 1000, language);
  if (shown(one) === shown(both))
    return answer(
      asking,
      say(
        asking,
        `没有反应：另跑了一遍，第一次按下 ${time}后再按一下，引脚的变化和只按一次完全一样，那时程序没有在看按键。`,
        `No: in a second run a second press ${time} after the first changes nothing; the program is not looking at the input then.`,
      ),
      [],
      0.9,
    );
  return null;
}
