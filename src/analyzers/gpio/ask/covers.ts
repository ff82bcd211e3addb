import type { GpioFacts } from '../facts.ts';
import { declaredIn } from './declared.ts';
import { pinsIn } from './pins.ts';
import type { Answer, Asking } from './text.ts';

/** Written as names of code are and words are not. */
const AS_CODE = /[_\d]|[a-z][A-Z]|^[A-Z]{2,}$/;

/** "One round of loop" speaks of the loop. */
const ENTRY = /^(?:\w*main|setup|loop)$/i;

const known = new WeakMap<GpioFacts, Set<string>>();

/** Functions and variables of the program that no pin goes by. */
function namesOf(facts: GpioFacts): Set<string> {
  const found = known.get(facts);
  if (found) return found;
  const pins = new Set([...facts.outputs, ...facts.inputs].flatMap(({ pin, aliases }) => [pin, ...aliases]));
  const names = new Set(
    [...facts.functions.map(({ name }) => name), ...declaredIn(facts).map(({ name }) => name)].filter(
      (name) => !pins.has(name) && !ENTRY.test(name),
    ),
  );
  known.set(facts, names);
  return names;
}

/** The names of functions and variables that a question speaks of, surely meant as such. */
function namesAsked({ question, facts }: Asking): string[] {
  const names = namesOf(facts);
  const chinese = /\p{Script=Han}/u.test(question);
  return [...new Set(question.match(/[A-Za-z_]\w*/g) ?? [])].filter(
    (word) => names.has(word) && (AS_CODE.test(word) || (chinese && word.length > 1) || question.includes(`${word}(`)),
  );
}

/** An answer that speaks of none of the functions and variables that the question names is beside the point. */
export function covers(asking: Asking, { answer, quotes, declined }: Answer): boolean {
  const names = declined ? [] : namesAsked(asking);
  if (names.length === 0 || pinsIn(asking.question, asking.facts).length > 0) return true;
  const said = `${answer} ${quotes.map(({ text }) => text).join(' ')}`;
  return names.some((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(said));
}
