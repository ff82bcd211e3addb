/** "按钮一头接 2 脚，另一头接哪": the other end of what is connected, from the level that its pin has when it acts. */
import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { onLevel } from '../levels.ts';
import { outputsNamed, pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, isDevice, say } from './text.ts';

const WIRES =
  /另(?:外)?一(?:头|端|边|个?脚)|(?:怎么|如何|咋)(?:接|连)(?:线)?|接(?:到)?(?:地|GND|VCC|正极|负极|电源|5 ?V|3\.3 ?V)(?:还是|吗|么)|接(?:正|负|地|VCC|GND).{0,3}还是|(?:正极|负极|阳极|阴极)(?:接|连)|\b(?:other (?:end|side|leg|lead|pin|wire|terminal)|how (?:do|should|would|must|to) .{0,16}\b(?:wire|connect|hook)|wired? (?:up|to)|(?:to|goes to|connect\w* to) (?:gnd|ground|vcc|5 ?v|3\.3 ?v) or|(?:anode|cathode))\b/i;
const BUTTON = /按[键钮]|开关|\b(?:button|key|switch)\b/i;

/** An input: what pressing connects it to. */
function ofInput(asking: Asking, pin: NamedPin): Answer | null {
  const { facts } = asking;
  const input = facts.inputs.find((each) => each.pin === pin.pin);
  const known = facts.whatIf.find((each) => each.pin === pin.pin && each.pressed);
  const pull = input?.mode === 'pull-up' ? 0 : input?.mode === 'pull-down' ? 1 : undefined;
  const pressed = pull ?? known?.level;
  if (!input || pressed === undefined) return null;
  const name = labelOf(pin);
  const lines = input.lines ? [input.lines[0]] : [];
  const rest =
    pull === undefined
      ? ''
      : say(
          asking,
          `${name} 开了内部${pull ? '下' : '上'}拉，平时读到${pull ? '低' : '高'}，`,
          `${name} has its internal pull-${pull ? 'down' : 'up'} on and reads ${pull ? 'low' : 'high'} at rest, `,
        );
  return answer(
    asking,
    pressed === 0
      ? say(
          asking,
          `接 GND（地）：${rest}按下接到地才读到低。`,
          `To GND: ${rest}${rest === '' ? 'a' : 'so a'} press has to tie it to ground to be read as low.`,
        )
      : say(
          asking,
          `接电源（VCC，芯片的工作电压）：${rest}按下接到电源才读到高。`,
          `To the supply (VCC, what the chip runs on): ${rest}${rest === '' ? 'a' : 'so a'} press has to tie it to the supply to be read as high.`,
        ),
    lines,
    0.9,
  );
}

/** An LED: which side of it the pin is on. */
function ofLight(asking: Asking, pin: NamedPin): Answer | null {
  const on = onLevel(asking.facts, pin);
  if (on === null || isDevice(pin)) return null;
  const name = labelOf(pin);
  const output = asking.facts.outputs.find((each) => each.pin === pin.pin);
  return answer(
    asking,
    on === 1
      ? say(
          asking,
          `${name} 输出高电平点亮：脚接 LED 的正极（阳极，串一个电阻），负极接 GND。`,
          `${name} lights it with a high level: the pin goes to the anode through a resistor, the cathode to GND.`,
        )
      : say(
          asking,
          `${name} 输出低电平点亮：脚接 LED 的负极（阴极），正极经电阻接电源。`,
          `${name} lights it with a low level: the pin goes to the cathode, the anode through a resistor to the supply.`,
        ),
    output?.lines ? [output.lines[0]] : [],
    0.86,
  );
}

/** Where the other end of a button or an LED goes. */
export function aboutWiring(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WIRES.test(question)) return null;
  const inputs = pinsIn(question, facts).filter(({ pin }) => facts.inputs.some((input) => input.pin === pin.pin));
  const [input, second] = inputs.length > 0 ? inputs.map(({ pin }) => pin) : BUTTON.test(question) ? facts.inputs : [];
  if (input) return second ? null : ofInput(asking, input);
  const [output, other] = outputsNamed(question, facts);
  return output && !other ? ofLight(asking, output.pin) : null;
}
