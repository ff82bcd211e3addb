/** Questions about an input that is left open, and about a program that waits for one. */
import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { pinsIn } from './pins.ts';
import { readsInput } from './purpose.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const OPEN =
  /悬空|空着|没(?:有)?(?:接|按)|不(?:接|按)|什么都(?:没|不)接|\b(?:float\w*|unconnected|not connected|nothing (?:is )?(?:connected|pressed)|left open|disconnected|not pressed|open|idle|at rest)\b/i;
const READS_WHAT = /读(?:到|出|数|取)|电平|是几|是(?:0|1|高|低)|\b(?:reads?|level|value|high or low|0 or 1)\b/i;

/** "RAIN 悬空时读到几", "what does BTN read when nothing is connected". */
export function aboutOpenInput(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!OPEN.test(question) || !READS_WHAT.test(question)) return null;
  const named = pinsIn(question, facts).filter(({ pin }) => facts.inputs.some((each) => each.pin === pin.pin));
  const outputs = pinsIn(question, facts).some(({ pin }) => !facts.inputs.some((each) => each.pin === pin.pin));
  const pin =
    facts.inputs.find((each) => each.pin === named[0]?.pin.pin) ??
    (facts.inputs.length === 1 && !outputs ? facts.inputs[0] : undefined);
  if (!pin || named.length > 1) return null;
  const name = labelOf(pin);
  const lines = pin.lines ? [pin.lines[0]] : [];
  const up = /pull-up|quasi/.test(pin.mode);
  if (up || /pull-down/.test(pin.mode)) {
    const by = /quasi/.test(pin.mode)
      ? say(asking, '准双向口写 1 后有弱上拉', 'a quasi-bidirectional pin that was written 1 has a weak pull-up')
      : say(asking, `内部${up ? '上拉' : '下拉'}打开了`, `its internal pull-${up ? 'up' : 'down'} is on`);
    return answer(
      asking,
      say(
        asking,
        `读到 ${up ? '1（高电平）' : '0（低电平）'}：${name} ${by}。`,
        `It reads ${up ? '1 (high)' : '0 (low)'}: for ${name} ${by}.`,
      ),
      lines,
      0.91,
    );
  }
  return answer(
    asking,
    say(
      asking,
      `不确定：${name} 是浮空输入，没有内部上下拉，悬空时读数会乱跳；要靠外接电阻或传感器给出电平。`,
      `Undefined: ${name} is a floating input without a pull, so left open it reads anything; a resistor or the sensor outside has to hold it.`,
    ),
    lines,
    0.88,
  );
}

const HANGS =
  /卡(?:住|死|在)|停(?:住|在)|死等|死机|动不了|\b(?:hang\w*|stuck|freez\w*|frozen|block\w*|lock(?:s|ed)? up)\b/i;
const HELD = /按(?:住|着)|不(?:松|放)|一直按|长按|\b(?:h[eo]ld\w*|keep\w* .{0,12}press\w*|kept|pressed down)\b/i;

/** Lines on which a loop of nothing, or of a delay alone, waits until the button is let go. */
export function linesUntilRelease(facts: GpioFacts): number[] {
  const pressedLow = facts.whatIf[0]
    ? facts.whatIf[0].level === 0
    : facts.inputs.some(({ mode }) => /pull-up|quasi/.test(mode));
  return bareLines(facts).flatMap((text, i) => {
    const loop = /\bwhile\s*\((.+)\)\s*(?:;|\{\s*(?:\w*(?:delay|sleep)\w*\s*\([^()]*\)\s*;)?\s*\})/i.exec(text);
    if (!loop || !readsInput(facts, loop[1]!)) return [];
    const whileLow = /!(?!=)|==\s*(?:0|LOW|RESET|GPIO_PIN_RESET|Bit_RESET|false)\b/.test(loop[1]!);
    return whileLow === pressedLow ? [i + facts.firstLine] : [];
  });
}

const WAITS_RELEASE =
  /等.{0,10}(?:松|放开|抬起|释放)|(?:松手|释放|抬起)检测|\bwait\w*\b.{0,30}\b(?:let go|releas\w*|up again)\b|\b(?:let go|releas\w*)\b.{0,20}\bwait/i;

/** "Which line waits for the key to be let go": the loop of nothing that does. */
export function aboutWaitForRelease(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WAITS_RELEASE.test(question) || !/哪|第几行|\b(?:which|what|where)\b/i.test(question)) return null;
  const lines = linesUntilRelease(facts);
  const [line, other] = lines;
  if (line === undefined) return null;
  const shown = lines.slice(0, 3).map((each) => `\`${quoted(lineText(facts, each) ?? '')}\``);
  return answer(
    asking,
    say(
      asking,
      `第 ${lines.join('、')} 行 ${shown.join('、')}：按着就在这里循环，松手才往下走。`,
      `${other === undefined ? 'Line' : 'Lines'} ${lines.join(', ')}, ${shown.join(', ')}: the program goes round there while it is held and goes on when it is let go.`,
    ),
    lines,
    0.92,
  );
}

/** "一直按着不放会卡住吗": a loop of nothing that waits for the release. */
export function aboutStuckWhileHeld(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HANGS.test(question) || !HELD.test(question) || facts.inputs.length === 0) return null;
  const waiting = linesUntilRelease(facts);
  const [line] = waiting;
  if (line === undefined) {
    const waits = bareLines(facts).some(
      (text) => /\bwhile\s*\([^)]*\)\s*(?:;|\{\s*\}|$)/.test(text) && readsInput(facts, text),
    );
    return waits || facts.stuck
      ? null
      : answer(
          asking,
          say(
            asking,
            '不会：代码里没有等松手的循环，按住不放主循环照样往下跑。',
            'No: nothing in the code waits for the release, so the main loop goes on while it is held.',
          ),
          [],
          0.85,
        );
  }
  const others = facts.interrupts.length > 0 ? say(asking, '（中断照常）', ' (interrupts go on)') : '';
  return answer(
    asking,
    say(
      asking,
      `会：按着不放就一直停在第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\`，松手才往下走${others}。`,
      `Yes: while it is held the program stays on line ${line}, \`${quoted(lineText(facts, line) ?? '')}\`, and goes on when it is let go${others}.`,
    ),
    waiting,
    0.91,
  );
}
