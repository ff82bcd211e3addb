/**
 * Declaration specifiers, declarators, structs and enums, with the forms that compilers for small chips add. One file:
 * these rules of the grammar call each other.
 */
import type { Expression, Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import { guessInteger } from '../semantics/semantics.ts';
import {
  alignOf,
  type Field,
  type FunctionType,
  type IntType,
  isInt,
  type Parameter,
  pointerTo,
  promote,
  qualify,
  resolve,
  type StructDefinition,
  sizeOf,
  type Type,
  unqualified,
} from '../types.ts';
import type { Tag } from '../unit.ts';
import { Cursor } from './cursor.ts';

export interface Specifiers {
  type: Type;
  typedef: boolean;
  storage?: 'static' | 'extern' | 'register';
  /** `auto x = ...` in C++: the initialiser decides. */
  deduced: boolean;
  interrupt: boolean;
  vector?: string;
  /** sfr, sfr16, sbit, __at(...). */
  special?: 'sfr' | 'sbit';
  address?: number;
  weak: boolean;
  /** Attributes before the declarator that belong to the symbol. */
  attributes?: Attributes;
  constexpr: boolean;
  /** No type was written: implicit int. */
  implicit: boolean;
}

export interface Declarator {
  name: Token | null;
  wrap: (base: Type) => Type;
  /** The declarator is itself a function: `f(...)`, not a pointer to one. */
  isFunction: boolean;
  /** Old style `f(a, b)`. */
  identifierList?: Token[];
  attributes: Attributes;
  /** C++ `Class::method`. */
  qualifier?: string;
}

export interface Attributes {
  packed?: boolean;
  align?: number;
  interrupt?: boolean;
  weak?: boolean;
  vector?: string;
  address?: number;
  /** Another name of this symbol. */
  alias?: string;
  /** Runs before main, or behind it. */
  before?: boolean;
  after?: boolean;
}

const TYPE_WORDS = new Set([
  'void',
  'char',
  'short',
  'int',
  'long',
  'signed',
  'unsigned',
  'float',
  'double',
  '_Bool',
  'struct',
  'union',
  'enum',
  '_Complex',
  'typeof',
  '__typeof__',
  '__typeof',
  'decltype',
  '__signed__',
  '__signed',
  '__int8',
  '__int16',
  '__int32',
  '__int64',
  '__int128',
  'sfr',
  'sfr16',
  'sbit',
  '__sfr',
  '__sbit',
  '__sfr16',
  '__bit',
  '_Float32',
  '_Float64',
]);

const QUALIFIER_WORDS = new Set([
  'const',
  'volatile',
  'restrict',
  '__restrict',
  '__restrict__',
  '__const',
  '__volatile__',
  '__volatile',
  'static',
  'extern',
  'register',
  'auto',
  '__auto_type',
  'inline',
  '__inline',
  '__inline__',
  '_Noreturn',
  '_Thread_local',
  '__thread',
  'typedef',
  '_Atomic',
  '_Alignas',
  'alignas',
  '__attribute__',
  '__attribute',
  '__extension__',
  '__interrupt',
  '__code',
  '__xdata',
  '__idata',
  '__data',
  '__pdata',
  '__near',
  '__far',
  '__at',
  '__using',
  '__declspec',
  'constexpr',
  'virtual',
  'explicit',
  'friend',
  'mutable',
  '__naked',
  '__reentrant',
  '__critical',
  '__monitor',
  '__task',
  'thread_local',
]);

/** Memory areas of small compilers: words that are ordinary names elsewhere. */
const AREA_WORDS = new Set([
  'code',
  'xdata',
  'idata',
  'pdata',
  'data',
  'bdata',
  'far',
  'near',
  'huge',
  'reentrant',
  'interrupt',
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

const SUFFIX_WORDS = new Set(['override', 'final', 'noexcept', 'small', 'large', 'compact', 'using', 'reentrant']);

export abstract class TypeParser extends Cursor {
  abstract assignmentExpression(): Expression;
  abstract conditionalExpression(): Expression;
  abstract expression(): Expression;
  abstract memberFunction(definition: StructDefinition, specifiers: Specifiers, declarator: Declarator): void;
  abstract constructorMember(definition: StructDefinition): boolean;
  abstract completeClass(definition: StructDefinition): void;
  abstract staticMember(specifiers: Specifiers, declarator: Declarator, type: Type): void;

  /** An integer constant expression. */
  constantInteger(): bigint {
    const line = this.token.line;
    const e = this.conditionalExpression();
    if (typeof e.constant === 'bigint') return e.constant;
    if (typeof e.constant === 'number') return BigInt(Math.trunc(e.constant));
    throw this.problem('a constant is needed here', line);
  }

  isTypeName(token: Token): boolean {
    if (token.kind !== 'id') return false;
    if (TYPE_WORDS.has(token.text)) return true;
    return this.lookup(token.text)?.kind === 'typedef';
  }

  /** Whether the token starts declaration specifiers (known types and qualifiers only). */
  startsType(offset = 0): boolean {
    const token = this.peek(offset);
    if (token.kind !== 'id') return false;
    if (TYPE_WORDS.has(token.text) || QUALIFIER_WORDS.has(token.text)) {
      return !(token.text === 'sbit' || token.text === 'sfr') || this.peek(offset + 1).kind === 'id';
    }
    const symbol = this.lookup(token.text);
    if (symbol) return symbol.kind === 'typedef';
    if (token.text === 'bit') return this.peek(offset + 1).kind === 'id';
    if (token.text === 'class') return this.peek(offset + 1).kind === 'id';
    if (AREA_WORDS.has(token.text)) {
      const next = this.peek(offset + 1);
      return (
        next.kind === 'id' && (TYPE_WORDS.has(next.text) || QUALIFIER_WORDS.has(next.text) || this.isTypeName(next))
      );
    }
    return false;
  }

  /** Whether an undeclared identifier stands here as a type. */
  looksLikeUnknownType(offset = 0): boolean {
    const token = this.peek(offset);
    if (token.kind !== 'id' || STATEMENT_WORDS.has(token.text) || this.lookup(token.text)) return false;
    const next = this.peek(offset + 1);
    if (next.kind === 'id') return !STATEMENT_WORDS.has(next.text);
    if (next.text === '*' || next.text === '&') {
      let i = offset + 2;
      while (this.peek(i).text === '*' || this.peek(i).text === 'const' || this.peek(i).text === 'volatile') i++;
      const name = this.peek(i);
      if (name.kind !== 'id') return false;
      const after = this.peek(i + 1).text;
      if (!['=', ';', ',', '[', ')', '('].includes(after)) return false;
      if (this.unit.typeHints.has(token.text)) return true;
      const symbol = this.lookup(name.text);
      return symbol === undefined || symbol.kind === 'function';
    }
    return false;
  }

  attributes(into: Attributes): boolean {
    let any = false;
    for (;;) {
      if (!ATTRIBUTE_STARTS.has(this.token.text)) return any;
      if (SUFFIX_WORDS.has(this.token.text) && !this.#behindParameters()) return any;
      if (this.is('interrupt') && /^[=,;[)]$/.test(this.peek().text) && !this.#behindParameters()) return any;
      if (this.is('__attribute__') || this.is('__attribute') || this.is('__declspec')) {
        const close = this.matching(this.at + 1);
        for (let i = this.at + 1; i < close; i++) {
          const word = this.tokens[i]!.text.replace(/^__(.*)__$/, '$1');
          if (word === 'packed') into.packed = true;
          else if (word === 'weak') into.weak = true;
          else if (word === 'vector_size' || word === 'ext_vector_type')
            throw this.unsupported('vectors of numbers', this.tokens[i]!.line);
          else if (word === 'cleanup') {
            const message = `what ${this.tokens[i + 2]?.text} does when the variable ends is not run`;
            this.unit.note('warning', 'destructor', message, this.tokens[i]!.line);
          } else if (word === 'constructor') into.before = true;
          else if (word === 'destructor') into.after = true;
          else if (word === 'alias' && this.tokens[i + 2]?.kind === 'string')
            into.alias = this.tokens[i + 2]!.text.replace(/^"|"$/g, '');
          else if (word === 'interrupt' || word === 'signal' || word === 'irq') into.interrupt = true;
          else if (word === 'aligned' || word === 'at' || word === 'address') {
            const end = this.matching(i + 1);
            if (this.tokens[i + 1]!.text === '(') {
              const value = this.#constantAt(i + 2);
              if (word === 'aligned') into.align = Number(value);
              else into.address = Number(value);
              i = end;
            } else into.align = this.unit.target.pointerBytes === 8 ? 16 : 8;
          }
        }
        this.at = close + 1;
      } else if (this.is('__asm__') || this.is('__asm') || this.is('asm')) {
        if (this.peek().text !== '(') return any;
        this.at = this.matching(this.at + 1) + 1;
      } else if (this.is('[') && this.peek().text === '[') {
        this.at = this.matching(this.at) + 1;
      } else if (this.is('_at_') || this.is('__at') || this.is('@')) {
        this.at++;
        into.address = Number(this.accept('(') ? this.#closed(this.constantInteger()) : this.constantInteger());
      } else if (this.is('__interrupt') || this.is('interrupt') || this.is('__using') || this.is('using')) {
        if (!this.is('__using') && !this.is('using')) into.interrupt = true;
        this.at++;
        const text = this.token;
        if (this.is('(')) {
          const close = this.matching(this.at);
          into.vector ??= this.tokens[this.at + 1]!.macro ?? this.tokens[this.at + 1]!.text;
          this.at = close + 1;
        } else if (
          text.kind === 'number' ||
          (text.kind === 'id' && (this.peek().text === '{' || this.peek().text === ';' || this.peek().text === 'using'))
        ) {
          into.vector ??= text.macro ?? text.text;
          this.at++;
        }
      } else if (
        [
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
        ].includes(this.token.text)
      ) {
        this.at++;
      } else return any;
      any = true;
    }
  }

  /** Words that mark a function only behind its parameters: elsewhere they are names like any other. */
  #behindParameters(): boolean {
    const before = this.tokens[this.at - 1];
    return (
      before !== undefined &&
      (/^[)\d]/.test(before.text) || before.text === 'const' || ATTRIBUTE_STARTS.has(before.text))
    );
  }

  #closed(value: bigint): bigint {
    this.accept(')');
    return value;
  }

  #constantAt(at: number): bigint {
    const back = this.at;
    this.at = at;
    try {
      return this.constantInteger();
    } finally {
      this.at = back;
    }
  }

  specifiers(): Specifiers {
    const { types } = this.unit;
    const start = this.at;
    const attributes: Attributes = {};
    const out: Specifiers = {
      type: types.int,
      typedef: false,
      deduced: false,
      interrupt: false,
      weak: false,
      constexpr: false,
      implicit: false,
    };
    let isConst = false;
    let isVolatile = false;
    let type: Type | null = null;
    const words: string[] = [];
    let auto = false;
    for (;;) {
      const token = this.token;
      if (this.attributes(attributes)) continue;
      if (token.kind !== 'id') break;
      const word = token.text;
      const typed: boolean = type !== null || words.length > 0;
      if (QUALIFIER_WORDS.has(word)) {
        this.at++;
        switch (word) {
          case 'const':
          case '__const':
            isConst = true;
            break;
          case 'constexpr':
            isConst = true;
            out.constexpr = true;
            break;
          case 'volatile':
          case '__volatile__':
          case '__volatile':
            isVolatile = true;
            break;
          case 'typedef':
            out.typedef = true;
            break;
          case 'static':
          case 'extern':
          case 'register':
            out.storage = word;
            if (word === 'extern' && this.token.kind === 'string') this.at++;
            break;
          case 'auto':
          case '__auto_type':
            auto = true;
            break;
          case '_Alignas':
          case 'alignas': {
            this.expect('(');
            if (this.startsType()) attributes.align = alignOf(this.typeName(), this.unit.target);
            else attributes.align = Number(this.constantInteger());
            this.expect(')');
            break;
          }
          case '_Atomic':
            if (this.is('(')) {
              this.at++;
              type = this.typeName();
              this.expect(')');
            }
            break;
        }
        continue;
      }
      const local: Symbol | undefined =
        TYPE_WORDS.has(word) || (typed && !AREA_WORDS.has(word)) ? undefined : this.lookup(word);
      if (!typed && local?.kind === 'typedef') {
        this.at++;
        type = local.type;
        continue;
      }
      if (local && local.kind !== 'typedef' && !(typed && AREA_WORDS.has(word))) break;
      if (
        typed &&
        !TYPE_WORDS.has(word) &&
        !AREA_WORDS.has(word) &&
        word !== 'bit' &&
        word !== 'enum' &&
        word !== 'class'
      )
        break;
      if (word === 'struct' || word === 'union' || (word === 'class' && !typed && this.peek().kind === 'id')) {
        type = this.structSpecifier(word);
        continue;
      }
      if (word === 'enum') {
        type = this.enumSpecifier();
        continue;
      }
      if (word === 'typeof' || word === '__typeof__' || word === '__typeof' || word === 'decltype') {
        this.at++;
        this.expect('(');
        if (this.startsType()) type = this.typeName();
        else type = unqualified(this.expression().type);
        this.expect(')');
        continue;
      }
      if (
        word === 'sfr' ||
        word === 'sfr16' ||
        word === 'sbit' ||
        word === '__sfr' ||
        word === '__sbit' ||
        word === '__sfr16'
      ) {
        if (!(word.startsWith('__') || this.peek().kind === 'id')) break;
        this.at++;
        out.special = word.endsWith('sbit') ? 'sbit' : 'sfr';
        type = { ...(word.endsWith('16') ? types.ushort : types.uchar), volatile: true };
        if (out.special === 'sbit') type = { ...types.bool, volatile: true };
        continue;
      }
      if ((word === 'bit' || word === '__bit') && !typed && this.peek().kind === 'id') {
        this.at++;
        type = types.bool;
        continue;
      }
      if (TYPE_WORDS.has(word)) {
        words.push(word);
        this.at++;
        continue;
      }
      if (AREA_WORDS.has(word)) {
        const next = this.peek();
        if (
          typed
            ? next.kind === 'id' || next.text === '*'
            : next.kind === 'id' && (this.startsType(1) || AREA_WORDS.has(next.text))
        ) {
          if (word === 'interrupt') attributes.interrupt = true;
          if (word === 'code') isConst = true;
          this.at++;
          continue;
        }
      }
      if (typed) break;
      // An undeclared word: an unknown attribute macro before a type, or an unknown type.
      const next = this.peek();
      if (auto && this.at > start) break;
      if (
        next.kind === 'id' &&
        (TYPE_WORDS.has(next.text) || QUALIFIER_WORDS.has(next.text) || this.isTypeName(next)) &&
        !STATEMENT_WORDS.has(word)
      ) {
        this.at++;
        this.unit.note(
          'note',
          'unknown-attribute',
          `"${word}" is not declared; taken as a marking without effect`,
          token.line,
        );
        continue;
      }
      if (this.looksLikeUnknownType() || this.unit.typeHints.has(word)) {
        type = this.unknownType(token);
        this.at++;
        continue;
      }
      break;
    }
    if (words.length > 0) type = this.#basic(words, type);
    if (!type) {
      out.implicit = true;
      out.deduced = auto;
      type = types.int;
      if (this.at === start) throw this.problem(`a declaration is expected before "${this.token.text}"`);
    }
    if (attributes.align) type = { ...type, align: attributes.align } as Type;
    if (attributes.packed && type.kind === 'struct' && !type.definition.layout) type.definition.packed = true;
    out.type = qualify(type, isConst, isVolatile);
    out.interrupt = attributes.interrupt ?? false;
    out.weak = attributes.weak ?? false;
    out.attributes = attributes;
    if (attributes.vector !== undefined) out.vector = attributes.vector;
    if (attributes.address !== undefined) out.address = attributes.address;
    return out;
  }

  #basic(words: string[], given: Type | null): Type {
    const { types } = this.unit;
    const has = (word: string): boolean => words.includes(word);
    if (given && given.kind === 'int') {
      // `unsigned uint8`: the sign is the word's.
      if (has('unsigned')) return given.signed ? { ...given, signed: false } : given;
      return given;
    }
    if (has('_Complex')) throw this.unsupported('complex numbers');
    if (has('__int128')) throw this.unsupported('integers of 128 bits');
    const unsigned = has('unsigned');
    const longs = words.filter((word) => word === 'long').length;
    if (has('void')) return types.void;
    if (has('_Bool')) return types.bool;
    if (has('double') || has('_Float64')) return longs > 0 ? types.longDouble : types.double;
    if (has('float') || has('_Float32')) return types.float;
    if (has('char') || has('__int8')) {
      if (unsigned) return types.uchar;
      return has('signed') || has('__signed__') || has('__signed') ? types.schar : types.char;
    }
    if (has('short') || has('__int16')) return unsigned ? types.ushort : types.short;
    if (has('__int32')) return unsigned ? types.uint : types.int;
    if (longs >= 2 || has('__int64')) return unsigned ? types.ullong : types.llong;
    if (longs === 1) return unsigned ? types.ulong : types.long;
    return unsigned ? types.uint : types.int;
  }

  unknownType(token: Token): Type {
    const known = this.unit.paste.names.get(token.text);
    if (known?.kind === 'typedef') return known.type;
    const type: Type = { kind: 'unknown', definition: { name: token.text, resolved: null } };
    const guess = guessInteger(token.text, this.unit.types);
    if (
      /^(u|s|v)?int\d+|^[us](8|16|32|64)$|^(byte|word|dword|uchar|uint|ulong|ushort|bool|boolean)$/i.test(token.text)
    ) {
      type.definition.resolved = guess;
    }
    this.unit.paste.names.set(token.text, {
      kind: 'typedef',
      name: token.text,
      type,
      line: token.line,
      column: token.column,
      scope: 'global',
      fromPrelude: false,
      unknown: true,
    });
    this.unit.unknown('type', token.text, token.line, 'a struct where members of it are used, else an integer');
    return type;
  }

  structSpecifier(word: string): Type {
    const union = word === 'union';
    const line = this.token.line;
    this.at++;
    const attributes: Attributes = {};
    this.attributes(attributes);
    let name = '';
    if (this.token.kind === 'id') {
      name = this.token.text;
      this.at++;
    }
    this.attributes(attributes);
    const bases: StructDefinition[] = [];
    if (this.is(':') && this.#hasBases()) {
      while (!this.is('{') && this.token.kind !== 'eof') {
        this.at++;
        const base = this.token.kind === 'id' ? this.lookupTag(this.token.text) : undefined;
        if (base?.kind === 'struct' && base.definition?.complete) bases.push(base.definition);
      }
    }
    const isDefinition = this.is('{');
    let definition: StructDefinition | undefined;
    if (name) {
      const known = isDefinition ? this.scope.tags.get(name) : this.lookupTag(name);
      if (known?.kind === 'struct' && known.definition && known.definition.union === union)
        definition = known.definition;
      if (isDefinition && definition?.complete && !definition.open) definition = undefined;
    }
    if (!definition) {
      definition = { tag: name, union, fields: [], complete: false, open: false, line };
      if (name) {
        const scope = isDefinition || this.is(';') ? this.scope : this.fileOrInner();
        const tag: Tag = { kind: 'struct', definition };
        scope.tags.set(name, tag);
      }
      this.unit.structs.push(definition);
    }
    const type: Type = { kind: 'struct', definition };
    if (!isDefinition) return type;
    this.deeper();
    const isCpp = word === 'class' || this.#hasMethods(this.at);
    if (name && (isCpp || this.cppNames)) this.#declareClass(name, type, line);
    definition.open = false;
    delete definition.byName;
    this.at++;
    if (attributes.packed || this.packedPragma()) definition.packed = true;
    if (attributes.align) definition.align = attributes.align;
    for (const base of bases) {
      definition.base ??= base;
      if (definition.base !== base) throw this.problem(`a class made from two classes is not supported: ${name}`, line);
      definition.fields.push({
        name: '',
        type: { kind: 'struct', definition: base },
        line,
        offset: 0,
        anonymous: true,
      });
      definition.methods ??= new Set();
    }
    while (!this.is('}')) {
      if (this.token.kind === 'eof') throw this.problem('"}" is missing at the end of a struct', line);
      if (this.accept(';')) continue;
      this.#memberDeclaration(definition);
    }
    this.at++;
    this.attributes(attributes);
    if (attributes.packed) definition.packed = true;
    if (attributes.align) definition.align = attributes.align;
    this.completeClass(definition);
    definition.complete = true;
    this.depth--;
    return type;
  }

  /** True in a text that uses C++: struct names are types of their own. */
  abstract readonly cppNames: boolean;
  abstract packedPragma(): boolean;

  fileOrInner(): { tags: Map<string, Tag> } {
    return this.scope;
  }

  #declareClass(name: string, type: Type, line: number): void {
    if (this.scope.names.has(name)) return;
    this.scope.names.set(name, {
      kind: 'typedef',
      name,
      type,
      line,
      column: 0,
      scope: 'global',
      fromPrelude: this.fromPrelude,
    });
  }

  #hasMethods(open: number): boolean {
    const close = this.matching(open);
    let depth = 0;
    for (let i = open; i < close; i++) {
      const text = this.tokens[i]!.text;
      if (text === '{') {
        if (depth === 1 && this.tokens[i - 1]!.text === ')') return true;
        depth++;
      } else if (text === '}') depth--;
      else if (depth === 1 && (text === 'public' || text === 'private' || text === 'protected')) return true;
      else if (
        depth === 1 &&
        text === '(' &&
        this.tokens[i + 1]!.text !== '*' &&
        this.tokens[i - 1]!.kind === 'id' &&
        this.tokens[i - 1]!.text !== '__attribute__' &&
        this.tokens[i + 1]!.text !== '('
      )
        return true;
    }
    return false;
  }

  /** `: public Base {`, and not the width of a bit-field. */
  #hasBases(): boolean {
    for (let i = 1; i < 24; i++) {
      const { text, kind } = this.peek(i);
      if (text === '{') return i > 1;
      if (kind !== 'id' && text !== ',' && text !== '::') return false;
    }
    return false;
  }

  #memberDeclaration(definition: StructDefinition): void {
    const line = this.token.line;
    if (this.is('virtual')) this.#noteVirtual(definition);
    if (['public', 'private', 'protected'].includes(this.token.text) && this.peek().text === ':') {
      this.at += 2;
      return;
    }
    if (this.accept('_Static_assert') || this.accept('static_assert')) {
      this.at = this.matching(this.at) + 1;
      return;
    }
    if (this.accept('__extension__')) return;
    if (this.constructorMember(definition)) return;
    const specifiers = this.specifiers();
    if (this.accept(';')) {
      const type = specifiers.type;
      if (type.kind === 'struct' && (!type.definition.tag || /^\s*$/.test(type.definition.tag))) {
        definition.fields.push({ name: '', type, line, offset: 0, anonymous: true });
      }
      return;
    }
    for (;;) {
      if (this.is(':')) {
        this.at++;
        const bits = Number(this.constantInteger());
        definition.fields.push({ name: '', type: specifiers.type, line, offset: 0, bits });
      } else {
        const token = this.token;
        const declarator = this.declarator();
        const type = declarator.wrap(specifiers.type);
        if (declarator.isFunction) {
          this.memberFunction(definition, specifiers, declarator);
          return;
        }
        if (specifiers.storage === 'static' && declarator.name) {
          definition.statics ??= new Set();
          definition.statics.add(declarator.name.text);
          this.staticMember(specifiers, { ...declarator, qualifier: definition.tag }, type);
          if (!this.accept(',')) break;
          continue;
        }
        const field: Field = { name: declarator.name?.text ?? '', type, line: token.line, offset: 0 };
        if (this.accept(':')) {
          field.bits = Number(this.constantInteger());
          const holder = resolve(type);
          if (holder.kind !== 'int')
            throw this.problem(`the bit-field ${field.name} is not of an integer type`, token.line);
          if (field.bits < 0 || field.bits > holder.bytes * 8)
            throw this.problem(`the bit-field ${field.name} is wider than its type`, token.line);
        }
        this.attributes(declarator.attributes);
        if (declarator.attributes.align) field.type = { ...field.type, align: declarator.attributes.align } as Type;
        if (this.is('=') || this.is('{')) {
          const from = this.is('=') ? this.at + 1 : this.at;
          if (this.accept('=') && !this.is('{')) this.assignmentExpression();
          else this.at = this.matching(this.at) + 1;
          definition.presets ??= [];
          definition.presets.push({ name: field.name, at: from });
        }
        definition.fields.push(field);
      }
      if (!this.accept(',')) break;
    }
    this.endOfMember();
  }

  /** Remembers that a method is virtual; the word itself is a specifier. */
  #noteVirtual(definition: StructDefinition): void {
    for (let i = 1; i < 12; i++)
      if (this.peek(i + 1).text === '(' && this.peek(i).kind === 'id') {
        definition.virtuals ??= new Set();
        definition.virtuals.add(this.peek(i).text);
        return;
      }
  }

  endOfMember(): void {
    if (this.accept(';') || this.is('}')) return;
    if (this.token.first) {
      this.unit.note(
        'warning',
        'missing-semicolon',
        '";" is missing at the end of this line',
        this.tokens[this.at - 1]!.line,
      );
      return;
    }
    throw this.problem(`";" is missing before "${this.token.text}"`);
  }

  enumSpecifier(): Type {
    const { types } = this.unit;
    const line = this.token.line;
    this.at++;
    const isClass = this.accept('class') || (this.is('struct') && this.peek().kind === 'id' && this.accept('struct'));
    const attributes: Attributes = {};
    this.attributes(attributes);
    let name = '';
    if (this.token.kind === 'id') {
      name = this.token.text;
      this.at++;
    }
    this.attributes(attributes);
    let base: IntType | null = null;
    if (this.is(':') && this.startsType(1)) {
      this.at++;
      const given = resolve(this.specifiers().type);
      if (isInt(given)) base = given;
    }
    if (!this.is('{')) {
      const known = this.lookupTag(name);
      if (known?.enumType) return known.enumType;
      return { ...types.uint, enumTag: name };
    }
    this.at++;
    const constants: Symbol[] = [];
    let value = 0n;
    let negative = false;
    let largest = 0n;
    while (!this.is('}')) {
      if (this.token.kind === 'eof') throw this.problem('"}" is missing at the end of an enum', line);
      const token = this.token;
      if (token.kind !== 'id') throw this.problem(`"${token.text}" stands where a name of the enum is expected`);
      this.at++;
      const ignored: Attributes = {};
      this.attributes(ignored);
      if (this.accept('=')) value = this.constantInteger();
      if (value < 0n) negative = true;
      if (value > largest) largest = value;
      const symbol: Symbol = {
        kind: 'enum-constant',
        name: isClass ? `${name}::${token.text}` : token.text,
        type: base ?? types.int,
        line: token.line,
        column: token.column,
        scope: this.scopes.length > 0 ? 'local' : 'global',
        fromPrelude: this.fromPrelude,
        constant: value,
      };
      this.scope.names.set(symbol.name, symbol);
      constants.push(symbol);
      value += 1n;
      if (!this.accept(',')) {
        if (this.is('}')) break;
        if (this.token.kind !== 'id') throw this.problem(`"," is missing before "${this.token.text}"`);
        this.unit.note('warning', 'missing-comma', '"," is missing between two names of an enum', this.token.line);
      }
    }
    this.expect('}');
    this.attributes(attributes);
    const intMax = 1n << BigInt(types.int.bytes * 8 - 1);
    const wide = largest >= intMax * 2n || (negative && largest >= intMax);
    const type: IntType = {
      ...(base ??
        (wide
          ? negative
            ? types.llong
            : types.ulong.bytes === 8
              ? types.ulong
              : types.ullong
          : negative
            ? types.int
            : types.uint)),
      enumTag: name,
    };
    if (attributes.packed && !base)
      Object.assign(type, { ...(largest < 256n ? (negative ? types.schar : types.uchar) : type), enumTag: name });
    for (const symbol of constants) {
      const c = symbol.constant as bigint;
      symbol.type =
        isClass || base
          ? type
          : c >= intMax || c < -intMax
            ? c < intMax * 2n && c > 0n
              ? types.uint
              : negative
                ? types.llong
                : type
            : types.int;
    }
    if (name) {
      this.scope.tags.set(name, { kind: 'enum', enumType: type });
      if (this.cppNames || isClass) this.#declareClass(name, type, line);
    }
    return type;
  }

  /** A declarator; `abstract` allows it to have no name. */
  declarator(abstract = false): Declarator {
    this.deeper();
    const attributes: Attributes = {};
    this.attributes(attributes);
    const pointers: ((type: Type) => Type)[] = [];
    for (;;) {
      if (this.is('*') || this.is('^')) {
        this.at++;
        let isConst = false;
        let isVolatile = false;
        for (;;) {
          if (this.is('const') || this.is('__const')) isConst = true;
          else if (this.is('volatile') || this.is('__volatile__')) isVolatile = true;
          else if (
            !['restrict', '__restrict', '__restrict__', '_Atomic', '__far', '__near'].includes(this.token.text) &&
            !(AREA_WORDS.has(this.token.text) && (this.peek().kind === 'id' || this.peek().text === '*'))
          ) {
            if (!this.attributes(attributes)) break;
            continue;
          }
          this.at++;
        }
        pointers.push((type) => qualify(pointerTo(type), isConst, isVolatile));
      } else if ((this.is('&') || this.is('&&')) && !this.fromPrelude) {
        this.at++;
        pointers.push((type) => ({ kind: 'pointer', to: type, reference: true }));
      } else break;
    }
    this.attributes(attributes);
    let name: Token | null = null;
    let qualifier: string | undefined;
    let inner: Declarator | null = null;
    if (
      this.token.kind === 'id' &&
      !(abstract && this.startsType() && this.peek().text !== ')' && this.peek().text !== ',')
    ) {
      name = this.token;
      this.at++;
      while (this.is('::') && this.peek().kind === 'id') {
        qualifier = name.text;
        name = this.peek();
        this.at += 2;
      }
    } else if (this.is('(') && this.#nested(abstract)) {
      this.at++;
      inner = this.declarator(abstract);
      this.expect(')');
    } else if (!abstract && !this.is('[') && !this.is(':')) {
      throw this.problem(`a name is expected before "${this.token.text}"`);
    }
    const suffixes: ((type: Type) => Type)[] = [];
    let isFunction = false;
    let identifierList: Token[] | undefined;
    for (;;) {
      if (this.is('[') && this.peek().text !== '[') {
        suffixes.push(this.#arraySuffix());
      } else if (this.is('(') && this.#isParameterList()) {
        const list = this.parameterList();
        if (suffixes.length === 0 && !inner) {
          isFunction = true;
          identifierList = list.identifiers;
        }
        suffixes.push((type) => ({ ...list.type, returns: type }));
        while (this.is('const') && !inner) this.at++;
      } else if (!this.attributes(attributes)) break;
    }
    this.depth--;
    const wrap = (base: Type): Type => {
      let type = base;
      for (const pointer of pointers) type = pointer(type);
      for (let i = suffixes.length - 1; i >= 0; i--) type = suffixes[i]!(type);
      return inner ? inner.wrap(type) : type;
    };
    if (inner) {
      name = inner.name;
      if (suffixes.length === 0 && inner.isFunction) {
        isFunction = true;
        identifierList = inner.identifierList;
      } else if (inner.isFunction) isFunction = true;
      else if (isParenthesisedName(inner) && suffixes.length > 0) {
        // `int (f)(void)`: the parentheses mean nothing.
        isFunction = wrap(this.unit.types.int).kind === 'function';
      }
      Object.assign(attributes, inner.attributes);
    }
    const out: Declarator = { name, wrap, isFunction, attributes };
    if (pointersOnly(pointers, isFunction)) out.isFunction = isFunction;
    if (identifierList) out.identifierList = identifierList;
    if (qualifier !== undefined) out.qualifier = qualifier;
    return out;
  }

  #nested(abstract: boolean): boolean {
    const next = this.peek();
    if (next.text === '*' || next.text === '^') return true;
    if (next.text === '(') return true;
    if (next.text === '[' || next.text === ')') return false;
    if (next.text === '__attribute__') return true;
    if (next.kind === 'id')
      return !abstract
        ? !this.startsType(1)
        : !this.startsType(1) && !this.looksLikeUnknownType(1) && this.peek(2).text === ')';
    return next.text === '&' || next.text === '&&';
  }

  #arraySuffix(): (type: Type) => Type {
    this.at++;
    while (['static', 'const', 'restrict', 'volatile', '__restrict'].includes(this.token.text)) this.at++;
    if (this.is(']')) {
      this.at++;
      return (type) => ({ kind: 'array', of: type, length: null });
    }
    if (this.is('*') && this.peek().text === ']') {
      this.at += 2;
      return (type) => ({ kind: 'array', of: type, length: null });
    }
    const place = this.token;
    const length = this.conditionalExpression();
    this.expect(']');
    if (length.constant !== undefined) {
      const n = Number(length.constant);
      if (n < 0) throw this.problem(`an array cannot have ${n} elements`, place.line);
      return (type) => ({ kind: 'array', of: type, length: n });
    }
    return (type) => ({ kind: 'array', of: type, length: null, lengthOf: length });
  }

  /** In C++ `Servo arm(9);` declares a variable; what starts like a value is no parameter list. */
  #isParameterList(): boolean {
    const next = this.peek();
    if (next.text === ')' || next.text === '...') return true;
    if (next.kind === 'number' || next.kind === 'string' || next.kind === 'char') return false;
    if (next.kind !== 'id') return next.text !== '-' && next.text !== '&' && next.text !== '!' && next.text !== '{';
    const symbol = this.lookup(next.text);
    if (symbol)
      return (
        symbol.kind === 'typedef' ||
        (this.scopes.length === 0 &&
          !this.fromPrelude &&
          symbol.kind === 'variable' &&
          this.tokens[this.matching(this.at) + 1]?.text !== ';')
      );
    // `DigitalOut led(LED1);` with a LED1 from elsewhere: an object of a known class is made, no function declared.
    return !(
      !this.startsType(1) &&
      /^[,)]$/.test(this.peek(2).text) &&
      this.#isClass(this.tokens[this.at - 2]?.text ?? '')
    );
  }

  #isClass(name: string): boolean {
    const symbol = this.lookup(name);
    const type = symbol?.kind === 'typedef' ? resolve(symbol.type) : null;
    return type?.kind === 'struct' && type.definition.methods !== undefined;
  }

  parameterList(): { type: FunctionType; identifiers?: Token[] } {
    const { types } = this.unit;
    const open = this.at;
    const close = this.matching(open);
    this.at++;
    const type: FunctionType = {
      kind: 'function',
      returns: types.int,
      parameters: [],
      variadic: false,
      prototyped: true,
    };
    if (this.accept(')')) return { type: { ...type, prototyped: this.cppNames } };
    if (this.is('void') && this.peek().text === ')') {
      this.at += 2;
      return { type };
    }
    const first = this.token;
    const after = this.tokens[close + 1];
    if (
      first.kind === 'id' &&
      !this.startsType() &&
      (this.peek().text === ',' || this.peek().text === ')') &&
      after &&
      ((after.kind === 'id' &&
        ![
          'interrupt',
          '__interrupt',
          '__attribute__',
          '__asm__',
          'using',
          'override',
          'noexcept',
          '_at_',
          'reentrant',
        ].includes(after.text) &&
        // C++ marks a method const behind its parameters; K&R declares one there.
        (after.text !== 'const' || this.tokens[close + 2]?.kind === 'id')) ||
        after.text === '{')
    ) {
      const identifiers: Token[] = [];
      while (this.token.kind === 'id') {
        identifiers.push(this.token);
        this.at++;
        if (!this.accept(',')) break;
      }
      this.expect(')');
      return { type: { ...type, prototyped: false }, identifiers };
    }
    this.inScope(() => {
      for (;;) {
        if (this.accept('...')) {
          type.variadic = true;
          break;
        }
        type.parameters.push(this.#parameter());
        if (!this.accept(',')) break;
      }
    });
    this.expect(')');
    return { type };
  }

  #parameter(): Parameter {
    const token = this.token;
    let base: Type;
    if (
      !this.startsType() &&
      token.kind === 'id' &&
      (this.peek().text === ',' || this.peek().text === ')' || this.peek().text === '*')
    ) {
      // A type alone, or (in mangled text) a name alone: nobody declares it.
      base = this.unknownType(token);
      this.at++;
    } else base = this.specifiers().type;
    const declarator = this.declarator(true);
    const type = adjustParameter(declarator.wrap(base));
    const name = declarator.name;
    const parameter: Parameter = {
      name: name?.text ?? '',
      type,
      line: (name ?? token).line,
      column: (name ?? token).column,
    };
    if (this.accept('=')) parameter.default = this.assignmentExpression();
    const symbol: Symbol = {
      kind: 'variable',
      name: parameter.name,
      type,
      line: parameter.line,
      column: parameter.column,
      scope: 'parameter',
      fromPrelude: this.fromPrelude,
    };
    parameter.symbol = symbol;
    if (name) this.scope.names.set(name.text, symbol);
    return parameter;
  }

  typeName(): Type {
    const base = this.specifiers().type;
    return this.declarator(true).wrap(base);
  }

  /** The type of a bit-field or small integer after promotion; used by `sizeof` and typeof. */
  promoted(type: Type): Type {
    return promote(type, this.unit.types);
  }

  sizeOf(type: Type): number {
    return sizeOf(type, this.unit.target);
  }
}

export function adjustParameter(type: Type): Type {
  const known = resolve(type);
  if (known.kind === 'array') return pointerTo(known.of);
  if (known.kind === 'function') return pointerTo(known);
  return type;
}

const isParenthesisedName = (inner: Declarator): boolean => inner.wrap({ kind: 'void' }).kind === 'void';
const pointersOnly = (pointers: unknown[], isFunction: boolean): boolean => pointers.length > 0 && isFunction;

export const STATEMENT_WORDS = new Set([
  'if',
  'else',
  'while',
  'do',
  'for',
  'switch',
  'case',
  'default',
  'break',
  'continue',
  'return',
  'goto',
  'sizeof',
  'asm',
  '__asm',
  '__asm__',
  '_Alignof',
  'new',
  'delete',
  'using',
  'namespace',
  'template',
  'operator',
  'this',
]);
