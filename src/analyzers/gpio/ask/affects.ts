import { changesOf } from '../levels.ts';
import { spotOf } from './changes.ts';
import { outputsInOrder } from './pins.ts';
import { type Answer, type Asking, answer, lineList, say } from './text.ts';

/** "Does LED2 blinking affect LED1?": whether the places that change one ever change the other. */
export function aboutAffecting(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/影响|干扰|牵连|带着|\baffect|\bdisturb|\binfluenc|\binterfer/i.test(question)) return null;
  const named = outputsInOrder(question, facts);
  const [one, other] = named;
  if (!one || !other || named.length !== 2) return null;
  const lines = [...new Set(changesOf(facts, one.pin.pin).map(({ index }) => spotOf(facts, index)))];
  if (lines.length === 0) return null;
  const shared = [
    ...new Set(
      changesOf(facts, other.pin.pin)
        .map(({ index }) => spotOf(facts, index))
        .filter((line) => lines.includes(line)),
    ),
  ];
  return answer(
    asking,
    shared.length === 0
      ? say(
          asking,
          `不会：改变 ${one.name} 的是${lineList(asking, lines)}，运行中这些行从没有改变过 ${other.name}。`,
          `No: ${one.name} is changed on ${lineList(asking, lines)}, and in the run those lines never change ${other.name}.`,
        )
      : say(
          asking,
          `会：${lineList(asking, shared)}既改变 ${one.name} 也改变 ${other.name}。`,
          `Yes: ${lineList(asking, shared)} changes both ${one.name} and ${other.name}.`,
        ),
    lines,
    0.86,
  );
}
