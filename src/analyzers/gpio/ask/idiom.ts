/** "Why + 7", "what is hist for": what a turn of phrase does, from knowledge/idioms. */
import type { Expression, FunctionDefinition } from '../../../c/ast.ts';
import type { Idiom } from '../../../knowledge/idiom.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import type { GpioFacts } from '../facts.ts';
import { type Parts, type Pattern, placesOf, readPattern } from '../idioms/pattern.ts';
import { type Reading, readPaste } from '../read.ts';
import { bareLines } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS =
  /作用|为什么|为何|为啥|干嘛|干什么|干啥|做什么|有什么用|有啥用|目的|用来|是为了|什么意思|啥意思|是什么(?!状态|电平|时候|值|样|颜色)|是啥|怎么理解|解释|\bwhat\b.{0,60}\b(?:for|mean|means|about)\b|\bwhat do(?:es)?\b.{0,40}\bdo\b|\bwhy\b|\bpurpose\b|\bexplain\b|\bhow come\b|\bmeaning\b|\bwhat(?:'s| is| are) (?:the |this )?[`\w.>[\]-]+(?: variable| array| flag)?(?: there| here)?\s*\??$/i;
/** Why a word of a declaration stands there, what would be if, and what is so at a moment are other questions. */
const OTHERWISE =
  /\b(?:volatile|static|const|extern|inline|u?int\d*(?:_t)?|(?:un)?signed|char|if i|what if|instead of|happens?|after|when(?! it)|before (?=the|it|a)|how (?:long|many|much|often))\b|如果|改成|换成|删|去掉|不写|会怎|有符号|无符号|类型|之后|以后|的时候|多久|几次|多少/i;

let patterns: { idiom: Idiom; made: Pattern[] }[] | undefined;
const allPatterns = (): { idiom: Idiom; made: Pattern[] }[] => {
  patterns ??= loadKnowledge('idioms').map((idiom) => ({ idiom, made: idiom.matches.map(readPattern) }));
  return patterns;
};

/** What C calls a handler, by the ways it is named where nothing tells. */
const HANDLER = /callback|_cb$|_?isr|irq|handler|interrupt/i;

const TAKES_HANDLER = '\\w*(?:[Ii]nterrupt|irq|IRQ|ISR|isr|[Cc]allback|in_init)\\w*';

interface Found {
  idiom: Idiom;
  /** The function it stands in. */
  within: string;
  line: number;
  parts: Parts;
}

function idiomsIn(reading: Reading, facts: GpioFacts): Found[] {
  const functions = reading.program.tree.functions.filter(({ fromPrelude, line }) => !fromPrelude && line > 0);
  // Under its own name every function is known.
  const handlers = new Set([...reading.handlers].flatMap(([vector, name]) => (vector === name ? [] : [name])));
  const isHandler = ({ name, interrupt }: FunctionDefinition): boolean =>
    interrupt || handlers.has(name) || HANDLER.test(name) || isPassed(name, TAKES_HANDLER, reading.code);
  const found: Found[] = [];
  for (const { idiom, made } of allPatterns()) {
    if (idiom.besides && !new RegExp(idiom.besides, 'i').test(reading.source)) continue;
    for (const definition of functions) {
      if (idiom.place && (idiom.place === 'handler') !== isHandler(definition)) continue;
      if (idiom.passedTo && !isPassed(definition.name, idiom.passedTo, reading.code)) continue;
      for (const pattern of made)
        for (const { line, parts } of placesOf(pattern, definition))
          if ((idiom.where ?? []).every((relation) => holds(relation, parts)))
            found.push({ idiom, within: definition.name, line: line + facts.firstLine - 1, parts });
    }
  }
  return found;
}

function isPassed(name: string, to: string, code: string): boolean {
  return new RegExp(`\\b(?:${to})\\s*\\([^;]*(?<!\\w)&?${name}\\b`).test(code);
}

/** "M + 1" of the numbers that letters stand for; null where one is no number. */
function valueOf(term: string, parts: Parts): number | null {
  let sum: number | null = null;
  let operator = '+';
  for (const word of term.trim().split(/\s+/)) {
    if (/^[-+*/]$/.test(word)) {
      operator = word;
      continue;
    }
    const constant = /^[A-Z]$/.test(word) ? parts.get(word)?.constant : Number(word);
    if (constant === undefined) return null;
    const value = Number(constant);
    if (sum === null) sum = value;
    else
      sum =
        operator === '+' ? sum + value : operator === '-' ? sum - value : operator === '*' ? sum * value : sum / value;
  }
  return sum;
}

function holds(relation: string, parts: Parts): boolean {
  // Of a way of writing it that has no such part nothing has to hold.
  if ((relation.match(/\b[A-Z]\b/g) ?? []).some((letter) => !parts.has(letter))) return true;
  const [, letter, list] = /^([A-Z]) in (.*)$/.exec(relation) ?? [];
  if (letter)
    return list!
      .split(' ')
      .map(Number)
      .includes(valueOf(letter, parts) ?? Number.NaN);
  const [, left, operator, right] = /^(.*) (==|!=|<=?|>=?) (.*)$/.exec(relation)!;
  const [a, b] = [valueOf(left!, parts), valueOf(right!, parts)];
  if (a === null || b === null) return false;
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (operator === '<') return a < b;
  return operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

/** A part as the program writes it. */
function written(node: Expression): string {
  if (node.macro) return node.macro;
  switch (node.kind) {
    case 'identifier':
      return node.name;
    case 'number':
      return node.text;
    case 'member':
      return `${written(node.object)}${node.arrow ? '->' : '.'}${node.member}`;
    case 'index':
      return `${written(node.array)}[${written(node.index)}]`;
    case 'cast':
      return written(node.operand);
    default:
      return node.constant === undefined ? '' : String(node.constant);
  }
}

/** The text with its parts; null where one cannot be written in a word. */
function filled(text: string, parts: Parts): string | null {
  let whole = true;
  const made = text.replace(/\{([A-Z][^{}]*)\}/g, (_, term: string) => {
    const own = /^[A-Z]$/.test(term) ? parts.get(term) : undefined;
    const word = own ? written(own) : String(valueOf(term, parts) ?? '');
    whole &&= word !== '';
    return word;
  });
  return whole ? made : null;
}

const OPERATORS = /[-+*/%&|^<>=!~]+/g;
const SPACE = /\s+/g;
const QUOTED = /[\w\])]+\s*(?:[-+*/%&|^<>=!~?]+\s*[\w([]+[\w\].)]*\s*)+/g;
const QUOTED_FROM_OPERATOR = /(?:[-+*/%&|^<>=!~]+\s*[\w([]+[\w\].)]*\s*)+/g;

/** On how many lines a number stands: one that is written twice may be asked for elsewhere. */
function linesWith(word: string, facts: GpioFacts): number {
  return bareLines(facts).filter((text) => new RegExp(`(?<![\\w.])${word}(?![\\w.])`).test(text)).length;
}

const RETURN = /\breturn(?:s|ed|ing)?\b|返回/i;
const RETURNED = /(?:\breturn\s*|返回\s*)(true|false|-?\d+)/i;

/** Whether the question is about a return, and where it says of what, about one of that. */
function asksReturn(question: string, { matches }: Idiom, parts: Parts): boolean {
  const value = (word: string): number => (word === 'true' ? 1 : word === 'false' ? 0 : Number(word));
  const word = RETURNED.exec(question)?.[1];
  if (word === undefined) return RETURN.test(question);
  const written = matches.flatMap((match) => /^return (\w+);$/.exec(match)?.[1] ?? []);
  return written.some(
    (each) => (/^[A-Z]$/.test(each) ? Number(parts.get(each)?.constant) : value(each)) === value(word),
  );
}

/** How surely a question asks about a place: by how much of it it names. */
function asked(question: string, { idiom, line, parts, within }: Found, facts: GpioFacts): number {
  // What a function gives back has no part with a name.
  let named = idiom.passedTo && asksReturn(question, idiom, parts) ? 1 : 0;
  if (question.includes(within)) named += 0.3;
  for (const letter of idiom.explains) {
    const part = parts.get(letter);
    const word = part ? written(part).replace(/(?<=\d)[uUlL]+$/, '') : '';
    if (word === '' || !new RegExp(`(?<![\\w.])${word.replace(/[^\w]/g, '\\$&')}[uUlL]{0,3}(?![\\w.])`).test(question))
      continue;
    named += /^\d/.test(word) && linesWith(word, facts) > 1 ? 0.5 : 1;
  }
  const text = (lineText(facts, line) ?? '').replace(SPACE, '');
  // "Why / 58" has a word before its operator, and "i + 7" a variable.
  const quotes = [QUOTED, QUOTED_FROM_OPERATOR].flatMap((each) =>
    [...question.matchAll(each)].map(([quote]) => quote.replace(SPACE, '')),
  );
  const own = new Set(idiom.matches.flatMap((match) => match.match(OPERATORS) ?? []));
  const ofIt = (quote: string): boolean => (quote.match(OPERATORS) ?? []).some((operator) => own.has(operator));
  if (quotes.some((quote) => text.includes(quote) && ofIt(quote))) named += 1;
  return named;
}

/** What is written so in the program, where a question asks why or what for. */
export function aboutIdiom(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (!ASKS.test(question) || OTHERWISE.test(question)) return null;
  const reading = readPaste(facts.source);
  if (!reading) return null;
  const weighed = idiomsIn(reading, facts)
    .map((found) => ({ ...found, named: asked(question, found, facts) }))
    .filter(({ named }) => named >= 1)
    .sort((a, b) => b.named - a.named);
  const [best] = weighed;
  if (!best) return null;
  const text = filled(best.idiom.text[language], best.parts);
  if (text === null) return null;
  const quote = lineText(facts, best.line) ?? '';
  const head = say(asking, `第 ${best.line} 行 \`${quote}\`：`, `Line ${best.line}, \`${quote}\`: `);
  return answer(asking, `${head}${text}`, [best.line], 0.9);
}
