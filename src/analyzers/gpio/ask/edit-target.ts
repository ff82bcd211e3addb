/** "The P1IFG line in the interrupt function", "tick 里的 return": the statement of a program that words of a question name. */
import type { GpioFacts } from '../facts.ts';
import { tokensOf } from './pins.ts';
import { bodyOf, endlessLoop, type Place, statementAt } from './places.ts';

const HANDLER =
  /中断(?:服务)?(?:函数|程序|处理|里|中|内)|处理函数|回调|\b(?:ISR|IRQ|interrupt (?:function|routine|handler|service)|(?:in|inside|within) (?:the |that |its )?interrupt|handler|callback)\b/i;
const LOOP =
  /主?循环(?:里|中|内)|while ?\(?1?\)?(?:里|中)|\b(?:in|inside|from) (?:the |that )?(?:main )?(?:while|loop)\b/i;
const MAIN = /主函数|main ?(?:函数)?(?:里|中|内)|\b(?:in|inside|from) main\b/i;
/** What only fills a question, where names of the program are looked for. */
const FILLER =
  /^(?:if|else|break|return|continue|the|line|case|delay|sleep|wait|is|in|it|do|i|a|to|of|and|while|for|led|LED|what|happens?|loop|main|function|false|true)$/i;
/** A name with the operator that stands behind it: `MODER &=`, `i++`. */
const OPERATED = /([A-Za-z_]\w*)\s*((?:[|&^+*/%-]|<<|>>)?=(?!=)|\+\+|--)/g;

/** The stretch of the code that the question speaks of: a function's body, the endless loop; all of it where it says none. */
export function scopeNamed(question: string, code: string, facts: GpioFacts): Place | null {
  const all = { from: 0, to: code.length };
  const named = facts.functions.filter(({ name }) =>
    new RegExp(
      `(?<!\\w)${name}(?!\\w)(?:\\(\\))?\\s*(?:函数)?(?:里|中|内)|\\b(?:in|inside|from|(?<!instead )of) (?:the )?${name}(?!\\w)`,
    ).test(question),
  );
  if (named.length === 1) return bodyOf(code, facts, named[0]!);
  const bodies = facts.functions.flatMap((each) => {
    const body = bodyOf(code, facts, each);
    return body ? [{ ...each, body }] : [];
  });
  if (HANDLER.test(question)) {
    // Nobody of the program calls what the hardware or a library calls.
    const isCalled = (name: string): boolean => bodies.some(({ body }) => callsIn(code, body, name));
    const own = bodies.filter(({ name }) => !isCalled(name) && !/^(?:main|app_main|setup|loop)$/.test(name));
    return own.length === 1 ? own[0]!.body : null;
  }
  const main = bodies.find(({ name }) => /^(?:main|app_main)$/.test(name));
  if (LOOP.test(question))
    return bodies.find(({ name }) => name === 'loop')?.body ?? endlessLoop(code, main?.body ?? null);
  if (MAIN.test(question)) return main?.body ?? null;
  return all;
}

const callsIn = (code: string, { from, to }: Place, name: string): boolean =>
  new RegExp(`(?<!\\w)${name}\\s*\\(`).test(code.slice(from, to));

/** Where statements begin inside a stretch: behind what ends one or opens a block. */
export function statementsIn(code: string, { from, to }: Place): Place[] {
  const found: Place[] = [];
  for (const { index } of code.slice(from, to).matchAll(/(?<=[;{}:)]\s*|^\s*)[A-Za-z_*(][^;{}]{0,400};/g)) {
    const place = statementAt(code, from + index);
    if (place && place.to <= to && !found.some((other) => other.from === place.from)) found.push(place);
  }
  return found;
}

const has = (text: string, word: string): boolean => new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text);
/** A part of a name as people shorten it: `xor_mask` of `gpio_xor_mask`. */
const hasPart = (text: string, word: string): boolean =>
  new RegExp(`(?<![A-Za-z0-9])${word}(?![A-Za-z0-9])`, 'i').test(text);

/** Statements that end a request of an interrupt, as the families write it. */
export const CLEARS_FLAG =
  /\bP\dIFG\b|\w*(?:ClearITPendingBit|ClearFlag|CLEAR_IT|CLEAR_FLAG|interrupt_flag_clear|clear_irq|acknowledge_irq)\w*\s*\(|\bEXTI->PR\b|\b\w*IFG?\s*&?=\s*(?:0|~)|\bTIM\d+->SR\b|bits\.\w+IF\s*=\s*0/;
const CLEARING =
  /清.{0,6}标志|标志.{0,4}清|\b(?:clear|reset|acknowledg)\w*\b.{0,24}\b(?:flags?|pending|interrupt)\b|\bflag\b.{0,12}\bclear/i;

/**
 * The one statement that the question means by its names or by what it does; null where none or several are.
 * @param setting only a statement that sets or calls what is named: nobody said that a line of code is meant.
 */
export function statementNamed(question: string, code: string, facts: GpioFacts, setting = false): Place | null {
  const scope = scopeNamed(question, code, facts);
  if (!scope) return null;
  const statements = statementsIn(code, scope);
  const functions = new Set(facts.functions.map(({ name }) => name));
  const said = tokensOf(question).filter(
    (word) => /^[A-Za-z_]\w*$/.test(word) && !FILLER.test(word) && !functions.has(word),
  );
  const exact = said.filter((word) => has(code, word));
  const words = exact.length > 0 ? exact : said.filter((word) => /_|[A-Z]{2}/.test(word) && hasPart(code, word));
  const contains = exact.length > 0 ? has : hasPart;
  if (words.length === 0) {
    const clearing = CLEARING.test(question)
      ? statements.filter(({ from, to }) => CLEARS_FLAG.test(code.slice(from, to)))
      : [];
    return clearing.length === 1 ? clearing[0]! : null;
  }
  const close = question.replace(/(?<=\w)\s*(?:那个|那句|的)\s*(?=[-|&^+*/%<>]*=|\+\+|--)/g, ' ');
  const operated = [...close.matchAll(OPERATED)].map(([, name, sign]) => ({ name: name!, sign: sign! }));
  const hits = statements.filter((place) => {
    const text = code.slice(place.from, place.to);
    return (
      words.every((word) => contains(text, word)) &&
      (!setting || words.some((word) => new RegExp(`(?<!\\w)${word}\\s*(?:[|&^]?=(?!=)|\\()`).test(text))) &&
      operated.every(({ name, sign }) => new RegExp(`(?<!\\w)${name}\\s*${sign.replace(/[^\w]/g, '\\$&')}`).test(text))
    );
  });
  if (hits.length === 0 && words.length === 2) return bothNamed(words, statements, code, contains);
  const inner = hits.filter(
    (place) => !hits.some((other) => other !== place && other.from >= place.from && other.to <= place.to),
  );
  return inner.length === 1 ? inner[0]! : null;
}

/** Two statements below one another that are named together: "the two lines with TH0 and TL0". */
function bothNamed(
  words: readonly string[],
  statements: readonly Place[],
  code: string,
  contains: (text: string, word: string) => boolean,
): Place | null {
  const own = words.map((word) => statements.filter(({ from, to }) => contains(code.slice(from, to), word)));
  if (own.some((each) => each.length !== 1)) return null;
  const [one, two] = own.map(([only]) => only!).sort((a, b) => a.from - b.from) as [Place, Place];
  return code.slice(one.to, two.from).trim() === '' ? { from: one.from, to: two.to } : null;
}
