import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { levelAfter } from '../levels.ts';
import { bareLines } from './declared.ts';
import { factsWith } from './edited.ts';
import { pinsIn } from './pins.ts';
import { readVariables } from './supposed.ts';
import { type Answer, type Asking, answer, dot, say, state } from './text.ts';

const COUNT = 'supposed_readings';
/** Readings before the supposed one: what a pin was before may matter. */
const EARLIER = 3;
const FULL = [1023, 4095, 65_535];
const VALUE =
  /(?:=+|是|为|在|等于|到|达到|读到|读数|\b(?:is|at|equals?|was|of|reads?|reaches|becomes)\b)\s*(?:约|大约|about )?(-?\d{1,5})(?![\w.])(?!\s*(?:ms|毫秒|秒|s\b|次|行|圈|遍|号|脚))/i;
const OTHER =
  /为什么|为何|改成|换成|怎么改|多久|哪一?行|干嘛|什么意思|作用|\bwhat(?:'s| is| does)(?: the| that)? -?\d+|\b(?:mean|why|change|how long|which line|line \d)\b/i;

/** The program with the variable reading one value at first and the supposed one from then on. */
function supposing(facts: GpioFacts, variable: string, values: { before: number; now: number }): GpioFacts | null {
  const assigned = new RegExp(`(?<![\\w.>])${variable}\\s*=\\s*(?!=)[^;]*\\([^;]*;`);
  const source = facts.source.split('\n');
  const code = bareLines(facts);
  let found = 0;
  const lines = source.map((text, i) => {
    if (!assigned.test(code[i] ?? '')) return text;
    found += 1;
    return text.replace(
      assigned,
      `${variable} = ${COUNT} < ${EARLIER} ? ${values.before} : ${values.now}; ${COUNT}++;`,
    );
  });
  const first = Math.min(...facts.functions.map(({ line }) => line)) - facts.firstLine;
  if (found !== 1 || lines[first] === undefined) return null;
  lines[first] = `int ${COUNT} = 0; ${lines[first]}`;
  return factsWith(
    facts,
    lines.map((text, i) => ({ line: i + facts.firstLine, text, from: '', to: '' })),
  );
}

/** "What is PB2 at 950", "v 在 550 的时候 PB1 会变吗": runs in which the reading is just that, after a low and after a high one. */
export function aboutReadingSupposed(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (OTHER.test(question) || facts.ended === 'not-run' || facts.restoredText !== null) return null;
  const read = [...new Set(readVariables(bareLines(facts)))];
  const named = read.filter((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question));
  const variable = named[0] ?? (read.length === 1 ? read[0] : undefined);
  const value = Number(VALUE.exec(question)?.[1] ?? Number.NaN);
  if (variable === undefined || !Number.isFinite(value)) return null;
  const full = FULL.find((each) => each > value) ?? value;
  const runs = [0, full].map((before) => supposing(facts, variable, { before, now: value }));
  const [low, high] = runs;
  if (!low || !high || [low, high].some(({ trap, ended }) => trap !== null || ended === 'not-run')) return null;
  const asked = pinsIn(question, facts)
    .map(({ pin }) => pin)
    .filter(({ pin }) => facts.outputs.some((output) => output.pin === pin));
  const pins: NamedPin[] = asked.length > 0 ? asked : facts.outputs;
  if (pins.length === 0 || pins.length > 4) return null;
  const moves = (run: GpioFacts, { pin }: NamedPin): boolean =>
    run.loop !== null &&
    run.events.slice(run.loop.start).some((changes) => changes.some((change) => change.pin === pin));
  if ([low, high].some((run) => pins.some((pin) => moves(run, pin)))) return null;
  const lines: number[] = [];
  const told = pins.map((pin) => {
    const [one, two] = [low, high].map((run) => levelAfter(run, pin.pin, run.events.length));
    for (const run of [low, high])
      lines.push(
        ...run.events.flatMap((changes, i) =>
          changes.some((change) => change.pin === pin.pin) ? [run.eventInfo[i]!.line] : [],
        ),
      );
    return one === two
      ? `${labelOf(pin)} ${state(asking, pin, one!)}`
      : say(
          asking,
          `${labelOf(pin)} 不变，原来是什么电平就还是什么（从低的读数过来是${one ? '高' : '低'}，从高的读数过来是${two ? '高' : '低'}）`,
          `${labelOf(pin)} does not change, it keeps the level it had (${one ? 'high' : 'low'} coming from a low reading, ${two ? 'high' : 'low'} coming from a high one)`,
        );
  });
  return answer(
    asking,
    `${say(asking, `让 ${variable} 读到 ${value} 再跑一遍：`, `In a run with ${variable} = ${value}: `)}${told.join(say(asking, '；', '; '))}${dot(asking)}`,
    [...new Set(lines)],
    0.9,
  );
}
