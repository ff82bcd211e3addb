/** "改成 return false", "CS12 | CS10 instead of only CS12": new code whose shape says what it takes the place of. */

import { scopeNamed, statementsIn } from './edit-target.ts';
import { fragmentReplaced } from './fragment-edit.ts';
import type { Place } from './places.ts';
import type { Asking } from './text.ts';

/** A stretch of the code and what stands there instead. */
export interface Replacement {
  place: Place;
  text: string;
}

const EXPRESSION = '[A-Za-z_0-9!~%&|^<>=+*/().-]+(?:\\s*(?:[%&|^<>=+*/-]+)\\s*[A-Za-z_0-9!~().]+){0,4}';
const NEW_CODE = new RegExp(
  `(?:(?:改|换|写|变)(?:成|为)(?:了)?|\\b(?:chang\\w*|turn\\w*|rewr\\w*)(?: \\w+){0,3}? (?:in)?to|\\bmake it|\\bif it (?:said|says|was|were|is)|\\bif (?:i|we) (?:write|wrote|put|use))\\s*\`?(?<code>(?:return\\s+)?${EXPRESSION})\`?`,
  'i',
);
const RETURNS = /\breturn(?:s|ed|ing)?\s+`?(?<value>true|false|TRUE|FALSE|NULL|!?[A-Za-z_]\w*|-?\d+)`?/;
const NAMES = '[A-Za-z_]\\w*(?:\\s*\\|\\s*[A-Za-z_]\\w*){0,4}';
const INSTEAD: readonly RegExp[] = [
  new RegExp(
    `(?<to>${NAMES})\\s*(?:there|here)?\\s*(?:\\([^()]{0,30}\\))?\\s*(?:instead of|rather than|in place of|而不是|代替)\\s*(?:only |just |the |只|单独的?)?\\s*(?<from>${NAMES}|上拉)`,
    'i',
  ),
  new RegExp(`(?<from>${NAMES})\\s*(?:改|换|写)(?:成|为)(?:了)?\\s*(?<to>${NAMES})`, 'i'),
  new RegExp(
    `\\b(?:replac|chang|swap)\\w*\\s+(?:the )?(?<from>${NAMES})\\s+(?:with|by|to|for)\\s+(?<to>${NAMES})`,
    'i',
  ),
];
const NO_CODE = /^(?:the|it|that|this|true|false|a|an|to|in|on|is|led|pin|line)$/i;

/** What the question writes in the place of something; null where it does not settle what. */
export function replacedByShape({ question, facts, language }: Asking, code: string): Replacement | null {
  return (
    returned(question, code, facts) ??
    retyped(question, code, facts) ??
    names(question, code, facts) ??
    fragmentReplaced({ question, facts, language }, code)
  );
}

type Facts = Asking['facts'];

/** Another value of the one return of the function that is named. */
function returned(question: string, code: string, facts: Facts): Replacement | null {
  const said = NEW_CODE.exec(question)?.groups?.['code'] ?? '';
  const value = (RETURNS.exec(said) ?? RETURNS.exec(question))?.groups?.['value'];
  if (value === undefined) return null;
  const scope = functionOrScope(question, code, facts);
  const returns = scope ? statementsIn(code, scope).filter(({ from }) => /^return\b/.test(code.slice(from))) : [];
  const [place, other] = returns;
  if (!place || other) return null;
  const text = `return ${value};`;
  return code.slice(place.from, place.to).replace(/\s+/g, ' ') === text ? null : { place, text };
}

/** The body of the only function that is named, also where it is said to return; else what the question calls its place. */
function functionOrScope(question: string, code: string, facts: Facts): Place | null {
  const named = facts.functions.filter(({ name }) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question));
  return scopeNamed(named.length === 1 ? `${question} in ${named[0]!.name}` : question, code, facts);
}

const TYPE = '(?:unsigned |signed )?(?:u?int(?:8|16|32|64)_t|int|char|short|long|u8|u16|u32|byte|word|bool|uchar|uint)';
const NEW_TYPE: readonly RegExp[] = [
  new RegExp(`(?<name>[A-Za-z_]\\w*)\\s*(?:的类型)?(?:改|换|定义|声明)(?:成|为)(?:了)?\\s*(?<type>${TYPE})(?!\\w)`),
  new RegExp(
    `\\b(?:mak|chang|declar|turn|defin)\\w*\\s+(?:the )?(?<name>[A-Za-z_]\\w*)\\s+(?:to|into|as|be)?\\s*(?:an? )?(?<type>${TYPE})(?!\\w)`,
  ),
  new RegExp(`\\bif\\s+(?:the )?(?<name>[A-Za-z_]\\w*)\\s+(?:were|was|is)\\s+(?:an? )?(?<type>${TYPE})(?!\\w)`),
];

/** Another type of the one variable of that name. */
function retyped(question: string, code: string, facts: Facts): Replacement | null {
  for (const pattern of NEW_TYPE) {
    const { name, type } = pattern.exec(question)?.groups ?? {};
    const scope = name === undefined ? null : scopeNamed(question, code, facts);
    if (name === undefined || type === undefined || !scope) continue;
    const declares = new RegExp(
      `(?<![\\w])(?<was>${TYPE})(?=\\s+(?:\\w+\\s*(?:=[^;,()]*)?,\\s*)*${name}\\s*[;=,[)])`,
      'g',
    );
    const [one, other] = [...code.slice(scope.from, scope.to).matchAll(declares)];
    if (!one || other || one.groups!['was'] === type) continue;
    const from = scope.from + one.index;
    return { place: { from, to: from + one[0].length }, text: type };
  }
  return null;
}

/** The one name in a stretch that holds another as its part: GPIO_IRQ_EDGE_FALL for `EDGE_FALL`, or for a word of it. */
function longerName(stretch: string, part: string): { index: number; name: string; at: number } | null {
  const word = PULL_UP.test(part)
    ? /(?<![A-Za-z])PULL_?UP|INPUT_PULLUP|(?<=_)IPU\b/
    : new RegExp(`(?<![A-Za-z0-9])${part}(?![A-Za-z0-9])`);
  const found = [...stretch.matchAll(/[A-Za-z_]\w*/g)].filter(([name]) => word.test(name));
  const [one, other] = found;
  return one && !other ? { index: one.index, name: one[0], at: one[0].search(word) } : null;
}

const PULL_UP = /^pull_?up$|^上拉$/i;

/** One name or several joined ones for another, in the same wrapping: `_BV(CS12)` becomes `_BV(CS12) | _BV(CS10)`. */
function names(question: string, code: string, facts: Facts): Replacement | null {
  for (const pattern of INSTEAD) {
    const { from, to } = pattern.exec(question)?.groups ?? {};
    if (from === undefined || to === undefined || from === to) continue;
    const parts = to.split('|').map((part) => part.trim());
    const old = from.split('|').map((part) => part.trim());
    if (old.length > 1 || [...parts, ...old].some((name) => NO_CODE.test(name))) continue;
    // What is not known to the program or its chip is no code.
    if (!parts.every((name) => /[A-Z_\d]/.test(name))) continue;
    const scope = scopeNamed(question, code, facts);
    if (!scope) return null;
    const stretch = code.slice(scope.from, scope.to);
    const wrapped = new RegExp(
      `(?<open>\\b\\w+\\s*\\(\\s*|\\(?\\s*1[uUlL]{0,3}\\s*<<\\s*)${old[0]}(?<close>\\s*\\))|(?<!\\w)${old[0]}(?!\\w)`,
      'g',
    );
    const found = [...stretch.matchAll(wrapped)].filter(({ index }) => !/#[^\n]*$/.test(stretch.slice(0, index)));
    const [one, other] = found;
    const longer = one || parts.length > 1 ? null : longerName(stretch, old[0]!);
    if (longer) {
      const from = scope.from + longer.index;
      // A whole name takes the place of the whole name, a part that of the part.
      const text = PULL_UP.test(old[0]!)
        ? parts[0]!
        : `${longer.name.slice(0, longer.at)}${parts[0]}${longer.name.slice(longer.at + old[0]!.length)}`;
      return { place: { from, to: from + longer.name.length }, text };
    }
    if (!one || other) continue;
    const { open = '', close = '' } = one.groups ?? {};
    return {
      place: { from: scope.from + one.index, to: scope.from + one.index + one[0].length },
      text: parts.map((name) => `${open}${name}${close}`).join(' | '),
    };
  }
  return null;
}
