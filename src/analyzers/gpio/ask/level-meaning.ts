/** "Is digitalRead(2) == 0 pressed or released": what a level of an input stands for, from its level at rest. */
import { labelOf } from '../behaviour.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

const EITHER =
  /按下(?:了)?(?:还是|或).{0,4}(?:松|放|抬|没按)|(?:松|放|抬|没按)\S{0,3}(?:还是|或).{0,4}按下?|\bpress\w*\b or (?:\w+ )?(?:not pressed|releas\w+|idle|up)\b|\breleas\w+\b or (?:\w+ )?press\w*|(?:是|算|表示|代表)(?:不是)?按下[吗么]|\bmean\w* (?:it is |it's |the button is )?(?:pressed|released)\b/i;
const LEVEL =
  /(?:==|(?<![!<>=])=(?!=)|!=|[是为到]|\b(?:is|reads?|being|equals?)\b)\s*(0|1|LOW|HIGH|low|high|低|高|RESET|SET|GPIO_PIN_RESET|GPIO_PIN_SET)(?![\w.])/i;

export function aboutLevelMeaning(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const said = EITHER.test(question) ? LEVEL.exec(question) : null;
  if (!said) return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const [input, other] = facts.whatIf.filter(({ pin }) => named.length === 0 || named.includes(pin));
  if (!input?.pressed || other) return null;
  const level = /^(?:1|high|高|set|gpio_pin_set)$/i.test(said[1]!) !== said[0].startsWith('!=') ? 1 : 0;
  const isPressed = level === input.level;
  const place = facts.inputs.find(({ pin }) => pin === input.pin);
  const rest = input.level === 0 ? 1 : 0;
  const pull = place?.mode === 'pull-up' || place?.mode === 'pull-down' ? place.mode : null;
  const why =
    pull === null
      ? say(asking, `${labelOf(input)} 不按时是 ${rest}`, `${labelOf(input)} is ${rest} at rest`)
      : say(
          asking,
          `${labelOf(input)} 有${pull === 'pull-up' ? '上拉' : '下拉'}，不按时是 ${rest}`,
          `${labelOf(input)} has a ${pull} and is ${rest} at rest`,
        );
  return answer(
    asking,
    say(
      asking,
      `是${isPressed ? '按下' : '松开（没按）'}：${why}，按下才是 ${input.level}。`,
      `${isPressed ? 'Pressed' : 'Released'}: ${why}, and ${input.level} only while it is pressed.`,
    ),
    place?.lines?.slice(0, 1) ?? [],
    0.9,
  );
}
