/** Expressions (C11 6.5, the GNU extensions vendors use, and what Arduino texts use of C++). One honest parser. */
import type { Compound, Expression, FunctionDefinition, Identifier, InitializerList, Symbol, Unary } from '../ast.ts';
import { BINARY_LEVELS, type Token, unescape } from '../lexer.ts';
import { parseInteger } from '../preprocess/preprocess.ts';
import { guessInteger, isVariableLength, type Place } from '../semantics/semantics.ts';
import {
  type ArrayType,
  alignOf,
  type FunctionType,
  findField,
  isInt,
  pointerTo,
  resolve,
  type StructDefinition,
  type Type,
  typeName,
  unqualified,
} from '../types.ts';
import { chooseOverload } from './overloads.ts';
import { adjustParameter, STATEMENT_WORDS, TypeParser } from './specifiers.ts';

/** C++ has words for two of them. */
const LEVELS: Record<string, number> = { ...BINARY_LEVELS, or: BINARY_LEVELS['||']!, and: BINARY_LEVELS['&&']! };

const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>=']);

/** Operations in one chain without parentheses. */
const CHAIN_LIMIT = 6000;

const BUILTINS = new Set([
  '__builtin_va_start',
  '__builtin_va_end',
  '__builtin_va_copy',
  '__builtin_expect',
  '__builtin_unreachable',
  '__builtin_trap',
  '__builtin_constant_p',
  '__builtin_alloca',
  '__builtin_clz',
  '__builtin_ctz',
  '__builtin_popcount',
  '__builtin_clzll',
  '__builtin_ctzll',
  '__builtin_popcountll',
  '__builtin_clzl',
  '__builtin_ctzl',
  '__builtin_popcountl',
  '__builtin_ffs',
  '__builtin_bswap16',
  '__builtin_bswap32',
  '__builtin_bswap64',
  '__builtin_abs',
  '__builtin_parity',
  '__builtin_copy',
  '__builtin_fill',
  '__builtin_sqrt',
  '__builtin_floor',
  '__builtin_ceil',
  '__builtin_trunc',
  '__builtin_fabs',
  '__builtin_nearest',
  '__builtin_huge_val',
  '__builtin_inf',
  '__builtin_inff',
  '__builtin_nan',
  '__builtin_heap_base',
  '__builtin_heap_grow',
  '__builtin_stack',
  '__builtin_copysign',
  '__builtin_sqrtf',
  '__builtin_bits_of_float',
  '__builtin_bits_of_double',
  '__builtin_float_of_bits',
  '__builtin_double_of_bits',
  '__builtin_prefetch',
  '__builtin_assume_aligned',
  '__builtin_is_own',
  '__builtin_signbit',
  '__builtin_isnan',
  '__builtin_add_overflow',
  '__builtin_sub_overflow',
  '__builtin_mul_overflow',
  '__builtin_frame_address',
  '__builtin_setjmp',
  '__builtin_longjmp',
]);

export abstract class ExpressionParser extends TypeParser {
  /** Integers as they are written, which are the same few again and again. */
  readonly #integers = new Map<string, { type: Type; constant: bigint }>();

  abstract compound(): Compound;
  /** A goto leads to this label, or its address is taken. */
  abstract useLabel(name: Token): void;
  abstract initializerFor(type: Type): Expression;
  abstract blockScopeSymbol(name: string, type: Type, token: Token): Symbol;
  abstract temporary(type: Type, args: Expression[], token: Token, place: Place): Expression;
  abstract allocate(place: Place): Expression;
  abstract release(operand: Expression, place: Place): Expression;
  abstract asNumber(value: Expression, place: Place): Expression;
  abstract overloaded(operator: string, operands: Expression[], place: Place): Expression | null;
  abstract prepare(type: FunctionType, args: Expression[], place: Place): void;
  abstract asObject(type: Type, value: Expression, place: Place): Expression;
  #called: Set<string> | undefined;
  abstract converted(type: Type, operand: Expression, place: Place): Expression | null;
  abstract readonly templates: ReadonlyMap<string, unknown>;
  abstract instantiate(name: Token, given: Token[][] | null, args: Expression[]): Symbol;
  abstract callMethod(
    self: Expression,
    definition: StructDefinition,
    name: string,
    args: Expression[],
    place: Place,
  ): Expression;

  expression(): Expression {
    let left = this.assignmentExpression();
    let terms = 0;
    while (this.is(',')) {
      const place = this.place();
      this.at++;
      if (++terms > CHAIN_LIMIT) throw this.problem('this expression is too long');
      const right = this.assignmentExpression();
      left = { kind: 'comma', ...place, left, right, type: this.semantics.decay(right.type) };
    }
    return left;
  }

  assignmentExpression(): Expression {
    this.deeper();
    const left = this.conditionalExpression();
    if (ASSIGNMENTS.has(this.token.text) && this.token.kind === 'punct') {
      const place = this.place();
      const operator = this.token.text;
      this.at++;
      if (this.is('{')) {
        const value = this.initializerFor(left.type);
        this.depth--;
        return this.semantics.assignment(operator, left, value, place);
      }
      const given = this.assignmentExpression();
      const value = operator === '=' ? this.asObject(left.type, given, place) : given;
      this.depth--;
      return this.overloaded(operator, [left, value], place) ?? this.semantics.assignment(operator, left, value, place);
    }
    this.depth--;
    return left;
  }

  conditionalExpression(): Expression {
    const condition = this.#binary(1);
    if (!this.is('?')) return condition;
    const place = this.place();
    this.at++;
    this.deeper();
    const then = this.is(':') ? null : this.expression();
    this.expect(':');
    const otherwise = this.conditionalExpression();
    this.depth--;
    return this.semantics.conditional(condition, then, otherwise, place);
  }

  #binary(level: number): Expression {
    let left = this.#unary();
    for (let terms = 0; ; terms++) {
      const token = this.token;
      const power =
        token.kind === 'punct' || token.text === 'and' || token.text === 'or' ? LEVELS[token.text] : undefined;
      if (power === undefined || power < level) return left;
      if (token.kind === 'id' && this.lookup(token.text)) return left;
      if (terms > CHAIN_LIMIT) throw this.problem('this expression is too long');
      this.at++;
      const right = this.#binary(power + 1);
      const operator = token.text === 'and' ? '&&' : token.text === 'or' ? '||' : token.text;
      const place = this.place(token);
      left = this.overloaded(operator, [left, right], place) ?? this.semantics.binary(operator, left, right, place);
    }
  }

  #unary(): Expression {
    const token = this.token;
    const place = this.place();
    if (token.kind === 'punct') {
      switch (token.text) {
        case '-':
        case '+':
        case '!':
        case '~':
        case '*':
        case '&':
        case '++':
        case '--': {
          this.at++;
          this.deeper();
          const operand = this.#unary();
          this.depth--;
          const own = token.text === '&' ? null : this.overloaded(token.text, [operand], place);
          return own ?? this.semantics.unary(token.text as Unary['operator'], operand, place);
        }
        case '&&':
          // GNU address of a label: computed goto.
          if (this.peek().kind === 'id' && this.current) {
            this.at += 2;
            return this.#labelAddress(this.tokens[this.at - 1]!, this.current, place);
          }
          break;
        case '(':
          if (this.#isCast()) return this.#cast(place);
          break;
        case '[':
          if (this.cppNames || ['[', ']', '&', '=', 'this'].includes(this.peek().text))
            throw this.problem('a lambda that captures variables, or whose type is not plain, is not supported');
          break;
      }
    } else if (token.kind === 'id') {
      switch (token.text) {
        case 'sizeof':
        case '_Alignof':
        case '__alignof__':
        case 'alignof':
          return this.#sizeof(place);
        case '__extension__':
          this.at++;
          return this.#unary();
        case '__real__':
        case '__imag__':
          throw this.problem('complex numbers are not supported');
        case 'not':
          if (!this.lookup('not')) {
            this.at++;
            return this.semantics.unary('!', this.#unary(), place);
          }
          break;
        case 'new':
          if (this.peek().kind === 'id' && !this.lookup('new')) {
            this.at++;
            return this.#postfix(this.allocate(place));
          }
          break;
        case 'delete':
          if (this.peek().kind !== 'punct' || this.peek(2).text === ']') {
            if (this.lookup('delete')) break;
            this.at++;
            if (this.accept('[')) this.expect(']');
            return this.release(this.#unary(), place);
          }
      }
    }
    return this.#postfix(this.#primary());
  }

  #labelAddress(name: Token, holder: FunctionDefinition, place: Place): Expression {
    holder.labelAddresses ??= new Map();
    let number = holder.labelAddresses.get(name.text);
    if (number === undefined) {
      number = this.unit.nextLabel();
      holder.labelAddresses.set(name.text, number);
    }
    this.useLabel(name);
    const type = pointerTo(this.unit.types.void);
    return { kind: 'label-address', ...place, name: name.text, type, constant: BigInt(number) };
  }

  #isCast(): boolean {
    if (this.startsType(1)) {
      // `(T)(...)`, not `(f(x))`: a functional cast inside parentheses starts with a type too.
      const next = this.peek(1);
      if (this.peek(2).text === '(' && next.kind === 'id' && this.lookup(next.text)?.kind === 'typedef')
        return this.peek(3).text === '*' || this.peek(3).text === ')';
      if (this.peek(2).text === '::') return false;
      return true;
    }
    const name = this.peek(1);
    if (name.kind !== 'id' || this.lookup(name.text) || STATEMENT_WORDS.has(name.text)) return false;
    let i = 2;
    while (this.peek(i).text === '*' || this.peek(i).text === 'const' || this.peek(i).text === 'volatile') i++;
    if (this.peek(i).text !== ')') return false;
    const after = this.peek(i + 1);
    if (i > 2) return after.kind !== 'punct' || ['(', '&', '{', '-', '~', '+'].includes(after.text);
    if (after.kind === 'id') return !STATEMENT_WORDS.has(after.text) || after.text === 'sizeof';
    if (after.kind === 'number' || after.kind === 'string' || after.kind === 'char') return true;
    if (after.text === '~' || after.text === '!' || after.text === '{') return true;
    if (after.text === '(' || after.text === '&' || after.text === '*' || after.text === '-' || after.text === '+') {
      return this.unit.typeHints.has(name.text) || /(_t|Type|TypeDef|_type|_TypeDef|Typedef|_Type)$/.test(name.text);
    }
    return false;
  }

  #cast(place: Place): Expression {
    this.at++;
    const type = this.startsType() || this.looksLikeUnknownType() ? this.typeName() : this.#unknownTypeName();
    this.expect(')');
    if (this.is('{')) return this.#postfix(this.#compoundLiteral(type, place));
    this.deeper();
    const operand = this.#unary();
    this.depth--;
    return this.converted(type, operand, place) ?? this.semantics.cast(type, operand, place);
  }

  #unknownTypeName(): Type {
    const base = this.unknownType(this.token);
    this.at++;
    return this.declarator(true).wrap(base);
  }

  #compoundLiteral(given: Type, place: Place): Expression {
    const token = this.token;
    const initializer = this.initializerFor(given) as InitializerList;
    const type = completeArray(given, initializer);
    const symbol = this.blockScopeSymbol('', type, token);
    symbol.addressTaken = true;
    return { kind: 'compound-literal', ...place, symbol, initializer, type };
  }

  #sizeof(place: Place): Expression {
    const operator = this.token.text === 'sizeof' ? 'sizeof' : '_Alignof';
    this.at++;
    let type: Type;
    let operand: Expression | null = null;
    if (this.is('(') && (this.startsType(1) || this.#isUnknownTypeInParentheses())) {
      this.at++;
      type = this.startsType() || this.looksLikeUnknownType() ? this.typeName() : this.#unknownTypeName();
      this.expect(')');
      if (this.is('{')) {
        operand = this.#postfix(this.#compoundLiteral(type, place));
        type = operand.type;
      }
    } else {
      this.deeper();
      operand = this.#unary();
      this.depth--;
      type = operand.type;
      if (operand.kind === 'identifier' && operand.symbol.kind === 'variable')
        operand.symbol.reads = (operand.symbol.reads ?? 1) - 1;
    }
    return this.semantics.sizeofType(type, operator, operand, place, alignOf(type, this.unit.target));
  }

  #isUnknownTypeInParentheses(): boolean {
    const name = this.peek(1);
    if (name.kind !== 'id' || this.lookup(name.text)) return false;
    return (
      (this.peek(2).text === '*' && this.peek(3).text === ')') ||
      (this.peek(2).text === ')' && this.unit.typeHints.has(name.text))
    );
  }

  #primary(): Expression {
    const token = this.token;
    const place = this.place();
    switch (token.kind) {
      case 'number':
        this.at++;
        return this.#number(token, place);
      case 'char':
        this.at++;
        return this.#character(token, place);
      case 'string':
        return this.#string(place);
      case 'id':
        return this.#name(token, place);
    }
    if (token.text === '(') {
      this.at++;
      if (this.is('{')) {
        const body = this.compound();
        this.expect(')');
        const last = body.items.at(-1);
        const type = last?.kind === 'expression' ? this.semantics.decay(last.expression.type) : this.unit.types.void;
        return { kind: 'statement-expression', ...place, body, type };
      }
      this.deeper();
      const inner = this.expression();
      this.depth--;
      if (!this.accept(')')) {
        if (this.is(';') || this.is('{') || this.is('}') || this.token.first)
          this.unit.note('warning', 'missing-parenthesis', '")" is missing here', token.line);
        else this.expect(')');
      }
      return inner;
    }
    if (token.kind === 'eof') throw this.problem('the text ends in the middle of an expression');
    throw this.problem(`an expression is expected before "${token.text}"`);
  }

  #number(token: Token, place: Place): Expression {
    const { types } = this.unit;
    const text = token.text;
    const known = this.#integers.get(text);
    if (known) return { kind: 'number', ...place, type: known.type, text, constant: known.constant };
    const parsed = parseInteger(text);
    if (!parsed) {
      const match =
        /^((?:0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*(?:[pP][+-]?\d+)?)|(?:\d*\.?\d*(?:[eE][+-]?\d+)?))([fFlLdD]*)/.exec(text);
      const suffix = match?.[2]?.toLowerCase() ?? '';
      const digits = match?.[1] ?? '';
      if (match && match[0].length === text.length && digits !== '' && (/[.eEpP]/.test(digits) || suffix === 'f')) {
        const value = /^0x/i.test(digits) ? hexFloat(digits) : Number(digits);
        const type = suffix === 'f' ? types.float : suffix === 'l' ? types.longDouble : types.double;
        return { kind: 'number', ...place, type, text, constant: type.bytes === 4 ? Math.fround(value) : value };
      }
      if (/^0[0-9]+$/.test(text)) {
        this.unit.note('warning', 'bad-octal', `${text} starts with 0 but is not octal; taken as decimal`, token.line);
        return { kind: 'number', ...place, type: types.int, text, constant: BigInt(text) };
      }
      // A user-defined suffix or a slip: 100ms, 0x1G.
      const prefix = /^(0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?)(.*)$/.exec(text);
      if (!prefix) throw this.problem(`"${text}" is not a number`, token.line);
      this.unit.note('warning', 'bad-number', `the suffix "${prefix[2]}" of ${text} is ignored`, token.line);
      const value = prefix[1]!.includes('.') ? Number(prefix[1]) : BigInt(prefix[1]!);
      return {
        kind: 'number',
        ...place,
        type: typeof value === 'number' ? types.double : types.int,
        text,
        constant: value,
      };
    }
    const { value, suffix, decimal } = parsed;
    const unsigned = suffix.includes('u');
    const longs = suffix.split('l').length - 1;
    const candidates = [types.int, types.uint, types.long, types.ulong, types.llong, types.ullong];
    const type =
      candidates.find((candidate) => {
        if (longs > 0 && candidate.rank < (longs === 1 ? 4 : 5)) return false;
        if (unsigned && candidate.signed) return false;
        if (!unsigned && decimal && !candidate.signed) return false;
        return value < 1n << BigInt(candidate.bytes * 8 - (candidate.signed ? 1 : 0));
      }) ?? types.ullong;
    const constant = BigInt.asUintN(64, value);
    this.#integers.set(text, { type, constant });
    return { kind: 'number', ...place, type, text, constant };
  }

  #character(token: Token, place: Place): Expression {
    const { types } = this.unit;
    const wide = !token.text.startsWith("'");
    const codes = unescape(token.text, wide);
    let value = 0n;
    if (wide) value = BigInt(codes[0] ?? 0);
    else if (codes.length === 1) {
      value = types.char.signed ? BigInt.asIntN(8, BigInt(codes[0]!)) : BigInt(codes[0]!);
    } else for (const code of codes) value = BigInt.asIntN(32, (value << 8n) | BigInt(code));
    return {
      kind: 'number',
      ...place,
      type: this.cppNames && codes.length === 1 ? types.char : types.int,
      text: token.text,
      constant: value,
    };
  }

  #string(place: Place): Expression {
    const { types } = this.unit;
    const codes: number[] = [];
    let element: Type = types.char;
    const from = this.at;
    while (this.token.kind === 'string' || this.#isFormatName()) {
      const prefix = /^[uUL]8?/.exec(this.token.text)?.[0];
      if (prefix === 'L' || prefix === 'U') element = types.int.bytes === 2 ? types.long : types.int;
      else if (prefix === 'u') element = types.ushort;
      this.at++;
    }
    for (let i = from; i < this.at; i++)
      if (this.tokens[i]!.kind === 'string')
        for (const code of unescape(this.tokens[i]!.text, element !== types.char)) codes.push(code);
    const type: ArrayType = { kind: 'array', of: element, length: codes.length + 1 };
    return { kind: 'string', ...place, type, codes };
  }

  /** A macro beside string literals that nothing defines (`"%" PRIu32`): nothing is known of its text. */
  #isFormatName(): boolean {
    const { token } = this;
    if (token.kind !== 'id' || this.lookup(token.text)) return false;
    const before = this.tokens[this.at - 1]?.kind === 'string';
    return before || this.peek().kind === 'string';
  }

  #name(token: Token, place: Place): Expression {
    if (this.#isFormatName()) return this.#string(place);
    const { types } = this.unit;
    const name = token.text;
    const next = this.peek();
    if (next.text === '::' && this.peek(2).kind === 'id') {
      // Enum class constants, static members, namespaces.
      let full = name;
      let last = this.peek(2).text;
      this.at++;
      while (this.is('::') && this.peek().kind === 'id') {
        last = this.peek().text;
        full += `::${last}`;
        this.at += 2;
      }
      const symbol =
        this.lookup(full) ?? this.#inherited(name, last) ?? this.lookup(last) ?? this.#unknownName(full, token);
      const self = this.lookup('this');
      const isMethod = symbol.kind === 'function' && (symbol.type as FunctionType).parameters[0]?.name === 'this';
      if (isMethod && self && this.accept('(')) {
        // A class's own method from within one that is made from it: no virtual call.
        const to = (symbol.type as FunctionType).parameters[0]!.type;
        const pointer = this.semantics.cast(to, this.semantics.identifier(self, place), place);
        return this.finishCall(this.semantics.identifier(symbol, place), [pointer, ...this.#arguments()], place);
      }
      return this.semantics.identifier(symbol, place);
    }
    if (this.templates.has(name) && (next.text === '(' || next.text === '<')) {
      const made = this.#templateCall(token, place);
      if (made) return made;
    }
    const symbol = token.outer ? this.unit.lookup(name, this.fromPrelude) : this.lookup(name);
    if (symbol && !token.outer && symbol.scope === 'global' && symbol.kind !== 'typedef') {
      // A member hides what is outside of its class.
      const hiding = this.memberOfThis(name, place);
      if (hiding) return hiding;
    }
    if (symbol?.kind === 'typedef') {
      if (next.text === '(' || next.text === '{') return this.#functionalCast(symbol.type, place);
      if (!symbol.unknown) throw this.problem(`${name} is a type, a value is expected here`);
    } else if (symbol) {
      this.at++;
      if (symbol.kind === 'variable') {
        const type = resolve(symbol.type);
        if (type.kind === 'pointer' && type.reference) {
          const pointer = this.semantics.identifier(symbol, place);
          return { kind: 'unary', ...place, operator: '*', operand: pointer, type: type.to };
        }
      }
      return this.semantics.identifier(symbol, place);
    }
    switch (name) {
      case '__func__':
      case '__FUNCTION__':
      case '__PRETTY_FUNCTION__': {
        this.at++;
        const codes = [...Buffer.from(this.current?.name ?? '')];
        return { kind: 'string', ...place, codes, type: { kind: 'array', of: types.char, length: codes.length + 1 } };
      }
      case 'nullptr':
        this.at++;
        return {
          kind: 'cast',
          ...place,
          operand: this.semantics.number(0n, types.int, place),
          type: pointerTo(types.void),
          constant: 0n,
        };
      case '_Generic':
        return this.#generic();
      case '__builtin_va_arg':
        return this.#vaArg(place);
      case '__builtin_offsetof':
        return this.#offsetof(place);
      case '__builtin_types_compatible_p': {
        this.at++;
        this.expect('(');
        const a = typeName(unqualified(this.typeName()));
        this.expect(',');
        const b = typeName(unqualified(this.typeName()));
        this.expect(')');
        return this.semantics.number(a === b ? 1n : 0n, types.int, place);
      }
      case '__builtin_choose_expr': {
        this.at++;
        this.expect('(');
        const which = this.constantInteger();
        this.expect(',');
        const a = this.assignmentExpression();
        this.expect(',');
        const b = this.assignmentExpression();
        this.expect(')');
        return which ? a : b;
      }
      case 'this':
        break;
      case 'static_cast':
      case 'reinterpret_cast':
      case 'const_cast':
      case 'dynamic_cast': {
        if (next.text !== '<') break;
        this.at += 2;
        const type = this.typeName();
        this.expect('>');
        this.expect('(');
        const operand = this.expression();
        this.expect(')');
        return this.semantics.cast(type, operand, place);
      }
    }
    if (
      (name === 'unsigned' ||
        name === 'int' ||
        name === 'long' ||
        name === 'float' ||
        name === 'double' ||
        name === 'char' ||
        name === 'short') &&
      next.text === '('
    ) {
      return this.#functionalCast(this.specifiers().type, place);
    }
    const assertion = name === 'assert' && next.text === '(';
    if (BUILTINS.has(name) || assertion) {
      this.at++;
      return this.#builtin(name, token, place);
    }
    if (name.startsWith('__builtin_')) {
      // gcc's second name of a library function.
      const own = this.unit.lookup(name.slice('__builtin_'.length), true);
      if (own?.kind === 'function') {
        this.at++;
        return this.semantics.identifier(own, place);
      }
    }
    const member = this.memberOfThis(name, place);
    if (member) return member;
    if (STATEMENT_WORDS.has(name) && name !== 'this') throw this.problem(`an expression is expected before "${name}"`);
    this.at++;
    if (/^B[01]{1,8}$/.test(name)) {
      // Arduino's binary constants.
      return this.semantics.number(BigInt(`0b${name.slice(1)}`), types.int, place);
    }
    return this.semantics.identifier(this.#unknownName(name, token, this.is('(') || this.#isCalled(name)), place);
  }

  /** `maxOf(a, b)`, `maxOf<int>(a, b)`. */
  #templateCall(name: Token, place: Place): Expression | null {
    let given: Token[][] | null = null;
    let at = this.at + 1;
    if (this.tokens[at]!.text === '<') {
      given = [[]];
      for (at++; this.tokens[at] && this.tokens[at]!.text !== '>'; at++) {
        const token = this.tokens[at]!;
        if (token.kind === 'eof' || token.text === ';') return null;
        if (token.text === ',') given.push([]);
        else given.at(-1)!.push(token);
      }
      at++;
    }
    if (this.tokens[at]?.text !== '(') return null;
    this.at = at + 1;
    const args = this.#arguments();
    return this.finishCall(this.semantics.identifier(this.instantiate(name, given, args), place), args, place);
  }

  /** A static member or method of a class that another one is made from. */
  #inherited(tag: string, name: string): Symbol | undefined {
    for (let at = this.lookupTag(tag)?.definition?.base; at; at = at.base) {
      const found = this.lookup(`${at.tag}::${name}`);
      if (found) return found;
    }
    return undefined;
  }

  /** In a C++ method: a member of its object. Moves past the name where it is one. */
  memberOfThis(name: string, place: Place): Expression | null {
    if (!this.current || this.fromPrelude) return null;
    const self = this.lookup('this');
    const pointed = self?.kind === 'variable' ? resolve(self.type) : undefined;
    const struct = pointed?.kind === 'pointer' ? resolve(pointed.to) : undefined;
    const definition = struct?.kind === 'struct' ? struct.definition : this.current.symbol.method;
    if (!definition) return null;
    for (let at: StructDefinition | undefined = definition; at; at = at.base) {
      if (!at.statics?.has(name)) continue;
      const found = this.lookup(`${at.tag}::${name}`);
      if (!found) continue;
      this.at++;
      return this.semantics.identifier(found, place);
    }
    if (!self || struct?.kind !== 'struct') return null;
    const pointer = this.semantics.identifier(self, place);
    if (findField(definition, name)) {
      this.at++;
      return this.#referred(this.semantics.member(pointer, name, true, place), place);
    }
    if (hasMethod(definition, name) && this.peek().text === '(') {
      this.at += 2;
      return this.callMethod(pointer, definition, name, this.#arguments(), place);
    }
    return null;
  }

  /** What a C++ reference stands for. */
  #referred(e: Expression, place: Place): Expression {
    const type = resolve(e.type);
    if (type.kind !== 'pointer' || !type.reference) return e;
    return { kind: 'unary', ...place, operator: '*', operand: e, type: type.to };
  }

  /** Whether a name is called somewhere and nowhere set: `if (on_ready) on_ready();` asks for a function. */
  #isCalled(name: string): boolean {
    if (!this.#called) {
      this.#called = new Set();
      const written = new Set<string>();
      for (const [index, token] of this.tokens.entries()) {
        const before = this.tokens[index - 1]?.text ?? '';
        if (token.kind !== 'id' || before === '.' || before === '->') continue;
        const next = this.tokens[index + 1]?.text ?? '';
        if (next === '(') this.#called.add(token.text);
        if (/^(?:[^=!<>]?|<<|>>)=$|^\+\+$|^--$/.test(next) || /^(?:\+\+|--|&)$/.test(before)) written.add(token.text);
      }
      for (const each of written) this.#called.delete(each);
    }
    return this.#called.has(name);
  }

  #unknownName(name: string, token: Token, called = false): Symbol {
    const known = this.unit.paste.names.get(name);
    if (known && known.kind !== 'typedef') return known;
    const { types } = this.unit;
    const type: Type = called
      ? {
          kind: 'function',
          returns: { kind: 'unknown', definition: { name, resolved: null } },
          parameters: [],
          variadic: false,
          prototyped: false,
        }
      : { kind: 'unknown', definition: { name, resolved: null } };
    const symbol: Symbol = {
      kind: called ? 'function' : 'variable',
      name,
      type,
      line: token.line,
      column: token.column,
      scope: 'global',
      fromPrelude: false,
      unknown: true,
    };
    this.unit.paste.names.set(name, symbol);
    if (!called)
      this.unit.variables.push({ kind: 'variable', line: token.line, column: token.column, symbol, initializer: null });
    void types;
    return symbol;
  }

  /** A type nobody declares is a class where methods of its variables are called: `Servo arm = Servo(9);`, `arm.write(90);`. */
  #isClass(name: string): boolean {
    const objects = new Set<string>();
    for (const [index, token] of this.tokens.entries()) {
      if (token.kind !== 'id') continue;
      const next = this.tokens[index + 1];
      if (token.text === name && next?.kind === 'id') objects.add(next.text);
      if (!objects.has(token.text) || next?.text !== '.') continue;
      if (this.tokens[index + 2]?.kind === 'id' && this.tokens[index + 3]?.text === '(') return true;
    }
    return false;
  }

  #functionalCast(type: Type, place: Place): Expression {
    if (this.token.kind === 'id' && this.token.text !== '(') this.at++;
    const known = resolve(type);
    if (this.is('{')) {
      const token = this.token;
      if (known.kind === 'struct' && known.definition.methods?.has(known.definition.tag)) {
        this.at++;
        const args: Expression[] = [];
        while (!this.accept('}')) {
          args.push(this.assignmentExpression());
          if (!this.accept(',') && !this.is('}')) this.expect('}');
        }
        return this.temporary(type, args, token, place);
      }
      if (known.kind === 'struct' || known.kind === 'array') return this.#compoundLiteral(type, place);
      this.at++;
      const operand = this.is('}')
        ? this.semantics.number(0n, this.unit.types.int, this.place(token))
        : this.assignmentExpression();
      this.expect('}');
      return this.semantics.cast(type, operand, place);
    }
    this.expect('(');
    if (known.kind === 'unknown' && this.#isClass(known.definition.name)) {
      const made = this.semantics.decide(known, this.semantics.openStruct(known.definition.name));
      return this.temporary(made, this.#arguments(), this.token, place);
    }
    if (known.kind === 'struct') return this.temporary(type, this.#arguments(), this.token, place);
    if (this.accept(')'))
      return this.semantics.cast(type, this.semantics.number(0n, this.unit.types.int, place), place);
    const operand = this.expression();
    this.expect(')');
    return this.converted(type, operand, place) ?? this.semantics.cast(type, operand, place);
  }

  #builtin(name: string, token: Token, place: Place): Expression {
    const { types } = this.unit;
    this.expect('(');
    const from = this.at;
    const args = this.#arguments();
    let returns: Type = types.int;
    if (/^__builtin_(sqrt|floor|ceil|trunc|fabs|nearest|huge_val|inf|nan|copysign|double_of_bits)$/.test(name))
      returns = types.double;
    else if (/^__builtin_(inff|sqrtf|float_of_bits)$/.test(name)) returns = types.float;
    else if (/^__builtin_(va_|copy$|fill$|unreachable|trap|prefetch|longjmp)/.test(name) || name === 'assert')
      returns = types.void;
    else if (/^__builtin_(alloca|heap_base|stack|frame_address)$/.test(name)) returns = pointerTo(types.void);
    else if (name === '__builtin_assume_aligned') return args[0]!;
    else if (name === '__builtin_expect') return this.semantics.cast(types.long, args[0]!, place);
    else if (name === '__builtin_bits_of_float') returns = types.uint;
    else if (name === '__builtin_bits_of_double' || name === '__builtin_bswap64') returns = types.ullong;
    else if (name === '__builtin_bswap32') returns = types.target.intBits === 16 ? types.ulong : types.uint;
    else if (name === '__builtin_bswap16') returns = types.ushort;
    else if (name === '__builtin_constant_p')
      return this.semantics.number(args[0]?.constant !== undefined ? 1n : 0n, types.int, place);
    const symbol: Symbol = {
      kind: 'function',
      name,
      line: 0,
      column: 0,
      scope: 'global',
      fromPrelude: true,
      type: { kind: 'function', returns, parameters: [], variadic: true, prototyped: true },
    };
    const callee: Identifier = { kind: 'identifier', ...place, name, symbol, type: symbol.type };
    if (name === 'assert') {
      if (args.length !== 1) throw this.problem('assert takes one condition', token.line);
      this.semantics.scalar(args[0]!, 'assert');
      const text = this.tokens
        .slice(from, this.at - 1)
        .map((t, i) => (i > 0 && t.space ? ' ' : '') + t.text)
        .join('');
      const codes = [...Buffer.from(text)];
      args.push({ kind: 'string', ...place, codes, type: { kind: 'array', of: types.char, length: codes.length + 1 } });
    }
    if (name === '__builtin_setjmp' && this.current) this.current.irregular = true;
    if (name === '__builtin_va_start' || name === '__builtin_va_copy') this.semantics.takeAddress(args[0]!);
    return { kind: 'call', ...place, callee, args, name, type: returns, builtin: name };
  }

  #vaArg(place: Place): Expression {
    this.at++;
    this.expect('(');
    const list = this.assignmentExpression();
    this.expect(',');
    const type = this.typeName();
    this.expect(')');
    this.semantics.takeAddress(list);
    return { kind: 'va-arg', ...place, list, type };
  }

  #offsetof(place: Place): Expression {
    const { types } = this.unit;
    this.at++;
    this.expect('(');
    const struct = this.typeName();
    this.expect(',');
    const base: Expression = {
      kind: 'cast',
      ...place,
      operand: this.semantics.number(0n, types.int, place),
      type: pointerTo(struct),
      constant: 0n,
    };
    let e: Expression = { kind: 'unary', ...place, operator: '*', operand: base, type: struct };
    let first = true;
    while (!this.is(')')) {
      if (first || this.accept('.')) {
        e = this.semantics.member(e, this.token.text, false, place);
        this.at++;
        first = false;
      } else {
        this.expect('[');
        const index = this.expression();
        this.expect(']');
        e = this.semantics.index(e, index, place);
      }
    }
    this.expect(')');
    return this.semantics.cast(types.size, this.semantics.unary('&', e, place), place);
  }

  #generic(): Expression {
    this.at++;
    this.expect('(');
    const control = this.assignmentExpression();
    const wanted = typeName(unqualified(this.semantics.decay(control.type)));
    let chosen: Expression | null = null;
    let fallback: Expression | null = null;
    while (this.accept(',')) {
      if (this.accept('default')) {
        this.expect(':');
        fallback = this.assignmentExpression();
        continue;
      }
      const type = this.typeName();
      this.expect(':');
      const value = this.assignmentExpression();
      if (typeName(resolve(type)) === wanted) chosen ??= value;
    }
    this.expect(')');
    const result = chosen ?? fallback;
    if (!result) throw this.problem(`_Generic has no entry for ${wanted}`);
    return result;
  }

  #arguments(): Expression[] {
    const args: Expression[] = [];
    if (this.accept(')')) return args;
    for (;;) {
      if (this.is('{')) throw this.problem('a braced list as an argument is not supported');
      args.push(this.assignmentExpression());
      if (this.accept(',')) continue;
      if (this.accept(')')) return args;
      if (this.is(';') || this.is('}')) {
        this.unit.note('warning', 'missing-parenthesis', '")" is missing here', this.tokens[this.at - 1]!.line);
        return args;
      }
      this.expect(')');
    }
  }

  #postfix(start: Expression): Expression {
    let e = start;
    for (let n = 0; ; n++) {
      const place = this.place();
      if (n > CHAIN_LIMIT) throw this.problem('this expression is too long');
      if (this.is('[')) {
        this.at++;
        const index = this.expression();
        this.expect(']');
        const unknown = resolve(e.type).kind === 'unknown' && e.kind === 'identifier' ? e : null;
        if (unknown && this.is('(')) {
          // A table of functions that nobody declares: what it calls returns 0.
          const full = `${unknown.name}[]`;
          const called = this.unit.paste.names.get(full) ?? this.#unknownName(full, this.token, true);
          e = this.#call(this.semantics.identifier(called, place), place);
          continue;
        }
        e =
          this.overloaded('[]', [e, index], place) ??
          this.semantics.index(e, index, place, unknown !== null && this.#hasMembers(unknown.name));
      } else if (this.is('(')) {
        const object = resolve(e.type);
        if (object.kind === 'struct' && hasMethod(object.definition, 'operator()')) {
          this.at++;
          e = this.overloaded('()', [e, ...this.#arguments()], place)!;
        } else e = this.#call(e, place);
      } else if (this.is('.') || this.is('->')) {
        const arrow = this.is('->');
        const name = this.peek();
        if (name.kind !== 'id') throw this.problem(`a member's name is expected after "${this.token.text}"`);
        this.at += 2;
        e = this.#memberOrMethod(e, name.text, arrow, this.place(name));
      } else if (this.is('++') || this.is('--')) {
        const operator = this.token.text as '++' | '--';
        this.at++;
        const own = this.overloaded(operator, [e, this.semantics.number(0n, this.unit.types.int, place)], place);
        e = own ?? this.semantics.postfix(operator, e, place);
      } else return e;
    }
  }

  /** Whether the text takes a member of an element of this name anywhere: `leds[i].pin`. */
  #hasMembers(name: string): boolean {
    if (!this.#indexed) {
      this.#indexed = new Set();
      for (let i = 0; i + 2 < this.tokens.length; i++) {
        if (this.tokens[i]!.kind !== 'id' || this.tokens[i + 1]!.text !== '[') continue;
        let at = i + 1;
        let depth = 0;
        for (; at < this.tokens.length && at < i + 40; at++) {
          if (this.tokens[at]!.text === '[') depth++;
          if (this.tokens[at]!.text === ']' && --depth === 0) break;
        }
        if (this.tokens[at + 1]?.text === '.') this.#indexed.add(this.tokens[i]!.text);
      }
    }
    return this.#indexed.has(name);
  }

  #indexed: Set<string> | null = null;

  #memberOrMethod(object: Expression, name: string, arrow: boolean, place: Place): Expression {
    if (!this.is('(')) return this.#referred(this.semantics.member(object, name, arrow, place), place);
    let type = resolve(object.type);
    if (arrow && type.kind === 'pointer') type = resolve(type.to);
    if (type.kind === 'struct' && hasMethod(type.definition, name)) {
      const held =
        arrow || this.semantics.isLvalue(object) ? object : this.temporary(type, [object], this.token, place);
      const self = arrow ? object : this.#address(held, place);
      this.expect('(');
      return this.callMethod(self, type.definition, name, this.#arguments(), place);
    }
    const isField = type.kind === 'struct' && findField(type.definition, name) !== null;
    const unknownObject =
      type.kind === 'unknown' ||
      (type.kind === 'struct' && type.definition.open) ||
      (type.kind === 'int' && object.kind === 'identifier' && object.symbol.unknown);
    if (!isField && unknownObject && !(arrow && object.kind !== 'identifier')) {
      // A method of an object nobody declares: a call of the host by both names.
      let full = name;
      let at: Expression = object;
      while (at.kind === 'member') {
        full = `${at.member}.${full}`;
        at = at.object;
      }
      if (at.kind === 'identifier') full = `${at.name}.${full}`;
      const token = this.token;
      const symbol =
        this.unit.paste.names.get(full) ??
        this.unit.lookup(full, this.fromPrelude) ??
        this.#unknownName(full, token, true);
      const callee: Identifier = { kind: 'identifier', ...place, name: full, symbol, type: symbol.type };
      return this.#call(callee, place);
    }
    return this.semantics.member(object, name, arrow, place);
  }

  /** The address of an object, also of one that a comma made. */
  #address(object: Expression, place: Place): Expression {
    if (object.kind !== 'comma') return this.semantics.unary('&', object, place);
    const right = this.#address(object.right, place);
    return { ...object, right, type: right.type };
  }

  callOf(symbol: Symbol, args: Expression[], place: Place): Expression {
    return this.finishCall(this.semantics.identifier(symbol, place), args, place);
  }

  #call(callee: Expression, place: Place): Expression {
    this.expect('(');
    // Arduino's F("...") only says where a text is kept.
    const args = this.#arguments();
    if (callee.kind === 'identifier' && callee.symbol.unknown && callee.name === 'F' && args.length === 1)
      return args[0]!;
    const at = callee.line > 0 ? { line: callee.line, column: callee.column } : place;
    return this.finishCall(callee, args, callee.macro === undefined ? at : { ...at, macro: callee.macro });
  }

  finishCall(callee: Expression, args: Expression[], place: Place): Expression {
    let target = callee;
    if (callee.kind === 'identifier' && callee.symbol.overloads) {
      const chosen = chooseOverload(callee.symbol, args);
      target = { ...callee, symbol: chosen, type: chosen.type };
    }
    const name = target.kind === 'identifier' ? target.name : null;
    if (name) this.current?.calls.add(name);
    const called = resolve(target.type);
    if (called.kind === 'function') this.prepare(called, args, place);
    const node = this.semantics.call(target, args, name, {
      line: place.line,
      column: place.column,
      ...(place.macro === undefined ? {} : { macro: place.macro }),
    });
    if (target.kind === 'identifier' && target.symbol.kind === 'function') {
      const symbol = target.symbol;
      if (symbol.unknown) {
        const entry = this.unit.unknown('function', symbol.name, target.line, 'function that returns 0');
        entry.argumentCounts ??= [];
        if (!entry.argumentCounts.includes(args.length)) entry.argumentCounts.push(args.length);
      }
      this.unit.wanted(symbol);
    }
    return this.#referred(node, { line: node.line, column: node.column });
  }

  /** The type of an undeclared variable, by its name. */
  guess(name: string): Type {
    return guessInteger(name, this.unit.types);
  }

  vlaCheck(type: Type): boolean {
    return isVariableLength(type);
  }

  parameterType(type: Type): Type {
    return adjustParameter(type);
  }

  isIntegerType(type: Type): boolean {
    return isInt(resolve(type));
  }
}

/** Whether a class or one it is made from has a method. */
export function hasMethod(definition: StructDefinition, name: string): boolean {
  for (let at: StructDefinition | undefined = definition; at; at = at.base) if (at.methods?.has(name)) return true;
  return false;
}

/** The length of `T x[] = {...}` comes from its initialiser. */
export function completeArray(type: Type, initializer: Expression): Type {
  if (type.kind !== 'array' || type.length !== null || type.lengthOf) return type;
  if (initializer.kind === 'string') return { ...type, length: initializer.codes.length + 1 };
  if (initializer.kind !== 'initializer-list') return type;
  const only = initializer.items[0]?.value;
  if (
    initializer.items.length === 1 &&
    only?.kind === 'string' &&
    resolve(type.of).kind === 'int' &&
    initializer.items[0]!.designators.length === 0
  ) {
    return { ...type, length: only.codes.length + 1 };
  }
  return {
    ...type,
    length: initializer.type.kind === 'array' ? (initializer.type.length ?? 0) : initializer.items.length,
  };
}

function hexFloat(text: string): number {
  const match = /^0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i.exec(text);
  if (!match) return Number.NaN;
  const digits = (match[1] ?? '') + (match[2] ?? '');
  return Number(BigInt(`0x${digits || '0'}`)) * 2 ** (Number(match[3] ?? 0) - 4 * (match[2] ?? '').length);
}
