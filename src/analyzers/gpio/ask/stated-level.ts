import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { readPaste } from '../read.ts';
import { reason } from '../reason.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, say } from './text.ts';

/** "RAIN=0", "when FLOAT_SW is 0", "PA0 为 1": the level that an input is said to have, by its number. */
const LEVEL =
  /([A-Za-z_][\w.]*)\s*(?:==?|是|为|等于|读到|\b(?:is|reads?|equals?|=)\b)\s*(?:a\s+)?([01]|HIGH|LOW)(?![\w.])/g;
const ASKS = /会|吗|么|几|多[少久长]|哪|什么|怎样|还是|\b(?:does|do|is|are|will|what|which|how|when)\b/i;
const OTHER = /为什么|为何|改成|换成|是几|读到几|表示|意思|\b(?:why|mean|chang|press\w*)\b|按/i;

const known = new WeakMap<GpioFacts, Map<string, GpioFacts | null>>();

/** The facts of a run in which an input has that level from the start. */
function factsAt(facts: GpioFacts, pin: string[], level: 0 | 1): GpioFacts | null {
  const runs = known.get(facts) ?? new Map<string, GpioFacts | null>();
  known.set(facts, runs);
  const key = `${pin[0]}=${level}`;
  const found = runs.get(key);
  if (found !== undefined) return found;
  const reading = readPaste(facts.source);
  const made = reading ? reason(reading, { lineOffset: facts.firstLine - 1, inputs: [{ pin, atMs: 0, level }] }) : null;
  const run = made ? { ...made, source: facts.source, firstLine: facts.firstLine, lines: facts.lines } : null;
  runs.set(key, run);
  return run;
}

/**
 * "下雨(RAIN=0)的时候阀门会开吗": the level of an input is said, and the question is one about the run with that level.
 * @param ask answers a question about a program.
 */
export function aboutStatedLevel(
  asking: Asking,
  ask: (question: string, facts: GpioFacts) => Answer | null,
): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || OTHER.test(question) || facts.inputs.length === 0) return null;
  for (const match of question.matchAll(LEVEL)) {
    const named = pinsIn(match[1]!, facts).filter(({ pin }) => facts.inputs.some((each) => each.pin === pin.pin));
    const [input, other] = named;
    if (!input || other || facts.outputs.some(({ pin }) => pin === input.pin.pin)) continue;
    const level = /1|HIGH/.test(match[2]!) ? 1 : 0;
    const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`
      .replace(/[（(]\s*[)）]/g, ' ')
      .replace(/^\s*(?:如果|假如|要是|当|若|\b(?:if|when|while)\b)?\s*(?:的?时候?|的话|时)?[\s，,]*/i, '')
      .replace(/[\s,，]*\b(?:if|when|while)\b\s*\??$/i, '')
      .replace(/^.{0,4}(?:的时候|时)[，,]?/, '')
      .trim();
    if (rest.length < 3) continue;
    const run = factsAt(facts, [input.pin.pin, ...input.pin.aliases], level);
    const found = run ? ask(rest, { ...run, whatIf: [], inputs: [] }) : null;
    if (!found || found.declined) continue;
    return {
      ...found,
      answer: `${say(asking, `另跑了一遍，${labelOf(input.pin)} 一直为 ${level}：`, `In a run with ${labelOf(input.pin)} at ${level} throughout: `)}${found.answer}`,
    };
  }
  return null;
}
