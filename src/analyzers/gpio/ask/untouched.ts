import { labelOf } from '../behaviour.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { underPress } from './conditions.ts';
import { outputsNamed } from './pins.ts';
import { type Answer, type Asking, answer, dot, lineList, say, state } from './text.ts';

const NOBODY_PRESSES =
  /(?:不|没|没有|没人|无人|未)(?:人|去)?(?:按|碰|动|触发)(?!.{0,6}(?:之后|以后))|\b(?:no ?body|no ?one|never|not|without|unless|don't|doesn't|isn't|if none)\b.{0,16}\b(?:press|push|touch|hold|held)|\bby itself\b|\bon its own\b|自己会?(?:亮|灭|变|闪|动)|自动(?:亮|灭|关|熄)/i;

/** "Does it go off by itself?", "不按按键会亮吗": the plain run, in which no input changes. */
export function aboutUntouched(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!NOBODY_PRESSES.test(question) || (facts.inputs.length === 0 && !facts.readsInputs)) return null;
  if (facts.ended === 'not-run' || facts.outputs.length === 0) return null;
  const asked = outputsNamed(question, facts);
  const pins = (asked.length > 0 ? asked : facts.outputs.map((pin) => ({ pin, name: labelOf(pin) }))).slice(0, 4);
  const lines: number[] = [];
  const told = pins.map(({ pin, name }) => {
    const changes = changesOf(facts, pin.pin);
    const inLoop = changes.filter(
      ({ index }) => facts.loop && index >= facts.loop.start && index < facts.loop.start + facts.loop.period,
    );
    lines.push(...(inLoop.length > 0 ? inLoop : changes).map(({ line }) => line));
    if (inLoop.length > 0)
      return say(
        asking,
        `${name} 也会一直变化（${lineList(
          asking,
          inLoop.map(({ line }) => line),
        )}）`,
        `${name} keeps changing all the same (${lineList(
          asking,
          inLoop.map(({ line }) => line),
        )})`,
      );
    const last = changes.at(-1);
    const level = last?.level ?? levelAfter(facts, pin.pin, 0);
    return last
      ? say(
          asking,
          `${name} 从第 ${last.line} 行起一直是${state(asking, pin, level, name)}，不会自己变`,
          `from line ${last.line} on ${name} stays ${state(asking, pin, level, name)} and does not change by itself`,
        )
      : say(
          asking,
          `${name} 一直是${state(asking, pin, level, name)}，不会自己变`,
          `${name} stays ${state(asking, pin, level, name)} and does not change by itself`,
        );
  });
  const pressed = facts.whatIf.flatMap(({ phases }) =>
    phases.flatMap((phase) => phase.changes.map(({ line }) => line)),
  );
  const written =
    pressed.length === 0
      ? underPress(
          asking,
          facts.inputs.flatMap(({ pin, aliases }) => [pin, ...aliases]),
        )
      : null;
  const only =
    pressed.length > 0
      ? say(
          asking,
          `；只有按下才会变（${lineList(asking, pressed)}）`,
          `; only a press changes it (${lineList(asking, pressed)})`,
        )
      : '';
  const head = say(asking, '没人按的话：', 'With nobody pressing: ');
  return answer(
    asking,
    `${head}${told.join(say(asking, '；', '; '))}${only}${dot(asking)}`,
    [...lines, ...pressed, ...(written?.quotes.map((quote) => quote.lines?.[0] ?? 0) ?? [])],
    0.88,
  );
}
