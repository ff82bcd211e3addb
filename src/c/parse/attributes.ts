/** Attributes and markings of compilers: `__attribute__`, `__at`, interrupt, what C++ says behind parameters. */
import type { Attributes, Parser } from './parser.ts';

/** Markings of functions that change nothing here. */
const IGNORED_MARKINGS = new Set([
  'reentrant',
  '__reentrant',
  '__naked',
  '__critical',
  'override',
  'final',
  'noexcept',
  'small',
  'large',
  'compact',
]);

const ATTRIBUTE_STARTS = new Set([
  '__attribute__',
  '__attribute',
  '__declspec',
  '__asm__',
  '__asm',
  'asm',
  '[',
  '_at_',
  '__at',
  '@',
  '__interrupt',
  'interrupt',
  '__using',
  'using',
  ...IGNORED_MARKINGS,
]);

const SUFFIX_WORDS = new Set(['override', 'final', 'noexcept', 'small', 'large', 'compact', 'using', 'reentrant']);

/** Reads all attributes that stand here; false where there are none. */
export function readAttributes(p: Parser, into: Attributes): boolean {
  let any = false;
  for (;;) {
    if (!ATTRIBUTE_STARTS.has(p.token.text)) return any;
    if (SUFFIX_WORDS.has(p.token.text) && !behindParameters(p)) return any;
    if (p.is('interrupt') && /^[=,;[)]$/.test(p.peek().text) && !behindParameters(p)) return any;
    if (p.is('__attribute__') || p.is('__attribute') || p.is('__declspec')) {
      const close = p.matching(p.at + 1);
      for (let i = p.at + 1; i < close; i++) {
        const word = p.tokens[i]!.text.replace(/^__(.*)__$/, '$1');
        if (word === 'packed') into.packed = true;
        else if (word === 'weak') into.weak = true;
        else if (word === 'vector_size' || word === 'ext_vector_type')
          throw p.unsupported('vectors of numbers', p.tokens[i]!.line);
        else if (word === 'cleanup') {
          const message = `what ${p.tokens[i + 2]?.text} does when the variable ends is not run`;
          p.unit.note('warning', 'destructor', message, p.tokens[i]!.line);
        } else if (word === 'constructor') into.before = true;
        else if (word === 'destructor') into.after = true;
        else if (word === 'alias' && p.tokens[i + 2]?.kind === 'string')
          into.alias = p.tokens[i + 2]!.text.replace(/^"|"$/g, '');
        else if (word === 'interrupt' || word === 'signal' || word === 'irq') into.interrupt = true;
        else if (word === 'aligned' || word === 'at' || word === 'address') {
          const end = p.matching(i + 1);
          if (p.tokens[i + 1]!.text === '(') {
            const value = constantAt(p, i + 2);
            if (word === 'aligned') into.align = Number(value);
            else into.address = Number(value);
            i = end;
          } else into.align = p.unit.target.pointerBytes === 8 ? 16 : 8;
        }
      }
      p.at = close + 1;
    } else if (p.is('__asm__') || p.is('__asm') || p.is('asm')) {
      if (p.peek().text !== '(') return any;
      p.at = p.matching(p.at + 1) + 1;
    } else if (p.is('[') && p.peek().text === '[') {
      p.at = p.matching(p.at) + 1;
    } else if (p.is('_at_') || p.is('__at') || p.is('@')) {
      p.at++;
      into.address = Number(p.accept('(') ? closed(p, p.constantInteger()) : p.constantInteger());
    } else if (p.is('__interrupt') || p.is('interrupt') || p.is('__using') || p.is('using')) {
      if (!p.is('__using') && !p.is('using')) into.interrupt = true;
      p.at++;
      const text = p.token;
      if (p.is('(')) {
        const close = p.matching(p.at);
        into.vector ??= p.tokens[p.at + 1]!.macro ?? p.tokens[p.at + 1]!.text;
        p.at = close + 1;
      } else if (
        text.kind === 'number' ||
        (text.kind === 'id' && (p.peek().text === '{' || p.peek().text === ';' || p.peek().text === 'using'))
      ) {
        into.vector ??= text.macro ?? text.text;
        p.at++;
      }
    } else if (IGNORED_MARKINGS.has(p.token.text)) {
      p.at++;
    } else return any;
    any = true;
  }
}

/** Words that mark a function only behind its parameters: elsewhere they are names like any other. */
function behindParameters(p: Parser): boolean {
  const before = p.tokens[p.at - 1];
  return (
    before !== undefined && (/^[)\d]/.test(before.text) || before.text === 'const' || ATTRIBUTE_STARTS.has(before.text))
  );
}

function closed(p: Parser, value: bigint): bigint {
  p.accept(')');
  return value;
}

function constantAt(p: Parser, at: number): bigint {
  const back = p.at;
  p.at = at;
  try {
    return p.constantInteger();
  } finally {
    p.at = back;
  }
}
