import { whatIfSentence } from '../say/what-if.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, decline, say } from './text.ts';

const PRESSES =
  /按下|按住|松开|按(?:一下|键|钮)|触发|输入.{0,4}(?:变|拉)|\bpress\w*|\brelease\w*|\bpush(?:ed|ing)?\b.{0,12}(?:button|key)|\bhold(?:ing)?\b.{0,12}(?:button|key)|\bwhat if\b.{0,40}(?:button|key|switch|input|high|low)/i;

/** "What if I press the button?": from the second run with the pin pressed. */
export function aboutPress(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!PRESSES.test(question)) return null;
  if (facts.inputs.length === 0 && !facts.readsInputs)
    return answer(
      asking,
      say(asking, '按什么都没有影响：这段程序不读任何输入引脚。', 'Nothing changes: this program reads no input pin.'),
      [],
    );
  const asked = pinsIn(question, facts).map((each) => each.pin.pin);
  const told = facts.whatIf.filter((each) => asked.length === 0 || asked.includes(each.pin));
  if (told.length === 0)
    return decline(
      asking,
      '这个输入按下会怎样，我没有跑出来：不知道它平时是什么电平，或者运行太长。',
      'I have no run in which that input is pressed: its level at rest is not known, or the run would be too long.',
    );
  const lines = told.flatMap((each) => each.phases.flatMap((phase) => phase.changes.map((change) => change.line)));
  const head = say(asking, '另跑了一遍，只改这个输入：', 'In a second run with only that input changed: ');
  return answer(asking, head + told.map((each) => whatIfSentence(each, language)).join('\n'), lines);
}
