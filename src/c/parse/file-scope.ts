/**
 * The file scope of a paste or of one declaration of a prelude. Declarations are read first and bodies afterwards, so that
 * a paste may use what it declares further down. A paste need not be a file: statements without a function become main.
 */
import type { Expression, FunctionDefinition, Symbol, VariableDeclaration } from '../ast.ts';
import { lex, type Token } from '../lexer.ts';
import type { Place } from '../semantics/semantics.ts';
import {
  type FunctionType,
  pointerTo,
  resolve,
  type StructDefinition,
  type Type,
  typeName,
  unqualified,
} from '../types.ts';
import { BIT_SPACE, newScope, type Scope, SyntaxProblem, type Tag, type Unit } from '../unit.ts';
import { ClassParser } from './classes.ts';
import { chooseOverload } from './overloads.ts';
import { type Declarator, type Specifiers, STATEMENT_WORDS } from './specifiers.ts';

interface Range {
  from: number;
  to: number;
}

interface Body {
  definition: FunctionDefinition;
  /** Of the opening brace; for a bare statement list of its statements. */
  ranges: Range[];
  braced: boolean;
  /** Constructor: member initialisers before the body. */
  before?: () => Expression[];
  self?: Symbol;
}

const STATEMENT_STARTS = new Set([
  'if',
  'while',
  'for',
  'do',
  'switch',
  'return',
  'goto',
  'break',
  'continue',
  'case',
  'default',
  'else',
  'asm',
  '__asm',
  '__asm__',
]);

/** Lost closing braces that are put back, one function each. */
const REPAIR_LIMIT = 40;

export class UnitParser extends ClassParser {
  readonly cppNames: boolean;
  #packed = false;
  readonly #bodies: Body[] = [];
  #bare: Range[] = [];
  readonly #pragmas: { text: string; at: number }[];
  #vector: string | undefined;
  #openBlocks = 0;
  #repairs = 0;
  #hoisted: (() => void)[] = [];

  constructor(
    unit: Unit,
    tokens: Token[],
    fromPrelude: boolean,
    options: { cpp: boolean; pragmas?: { text: string; at: number }[] },
  ) {
    super(unit, tokens, fromPrelude);
    this.cppNames = options.cpp;
    this.#pragmas = [...(options.pragmas ?? [])];
  }

  packedPragma(): boolean {
    this.#applyPragmas();
    return this.#packed;
  }

  #applyPragmas(): void {
    while (this.#pragmas.length > 0 && this.#pragmas[0]!.at <= this.at) {
      const { text } = this.#pragmas.shift()!;
      const pack = /^pack\s*\(\s*(?:push\s*,?\s*)?(\d+)?/.exec(text);
      if (pack) this.#packed = /pop/.test(text) ? false : pack[1] !== undefined ? pack[1] === '1' : false;
      const vector = /^vector\s*=\s*(.+)$/.exec(text);
      if (vector) this.#vector = vector[1]!.trim();
    }
  }

  /** All declarations at file scope. Bodies are kept for `readBodies`. */
  readDeclarations(): void {
    let last: Body | null = null;
    while (this.token.kind !== 'eof') {
      this.#applyPragmas();
      const before = this.#bodies.length;
      const start = this.at;
      this.depth = 0;
      try {
        if (this.is('}')) {
          if (this.#openBlocks > 0) this.#openBlocks--;
          else if (last && this.#bare.length > 0) {
            // A brace closed the function too early: what follows up to this one still belongs to it.
            last.ranges.push(...this.#bare.splice(0));
            this.unit.note(
              'warning',
              'stray-brace',
              `a "}" closes the function ${last.definition.name} too early`,
              last.definition.endLine,
            );
          } else this.unit.note('warning', 'stray-brace', 'a "}" too much', this.token.line);
          this.at++;
        } else this.#topLevel();
      } catch (error) {
        if (!(error instanceof SyntaxProblem)) throw error;
        this.scopes = [];
        this.unit.note('error', error.code, error.message, error.line);
        if (this.at === start) this.at++;
        this.#resynchronise();
      }
      if (this.#bodies.length > before) last = this.#bodies.at(-1)!;
    }
    if (this.fromPrelude) return;
    this.#bareStatements();
  }

  #resynchronise(): void {
    let depth = 0;
    for (; this.token.kind !== 'eof'; this.at++) {
      if (this.token.kind !== 'punct') continue;
      if (this.is('{')) depth++;
      else if (this.is('}')) {
        if (depth === 0) return;
        depth--;
        if (depth === 0 && !['=', ',', ';', ')'].includes(this.peek().text)) {
          this.at++;
          this.accept(';');
          return;
        }
      } else if (this.is(';') && depth === 0) {
        this.at++;
        return;
      }
    }
  }

  #topLevel(): void {
    const token = this.token;
    if (this.accept(';')) return;
    if (token.kind === 'id') {
      const next = this.peek();
      switch (token.text) {
        case 'extern':
          if (next.kind === 'string' && this.peek(2).text === '{') {
            this.at += 3;
            this.#openBlocks++;
            return;
          }
          break;
        case 'namespace':
          if (next.text === '{' || this.peek(2).text === '{') {
            this.at += next.text === '{' ? 2 : 3;
            this.#openBlocks++;
            return;
          }
          break;
        case 'using':
          while (!this.accept(';') && this.token.kind !== 'eof') this.at++;
          return;
        case 'template':
          if (this.#functionTemplate()) return;
          throw this.problem('this template is not supported');
        case '_Static_assert':
        case 'static_assert':
          this.staticAssert();
          return;
        case '__asm':
        case 'asm':
        case '__asm__':
          if (next.text === '(') {
            this.at = this.matching(this.at + 1) + 1;
            this.accept(';');
            return;
          }
      }
      if (next.text === '(' && this.#functionWithoutType(token)) return;
      if (next.text === '::' && this.#outerConstructor()) return;
      if (!STATEMENT_STARTS.has(token.text) && this.#startsDeclaration()) {
        this.#declaration();
        return;
      }
    } else if (token.text === '~' || token.kind === 'eof') {
      this.at++;
      return;
    } else if (
      token.text === ')' ||
      token.text === ']' ||
      token.text === '#' ||
      token.text === '\\' ||
      token.text === ','
    ) {
      this.unit.note('warning', 'stray-token', `"${token.text}" stands between declarations`, token.line);
      this.at++;
      return;
    }
    const range: Range = { from: this.at, to: this.at };
    this.#skipStatement();
    range.to = this.at;
    if (range.to === range.from) {
      this.at++;
      throw this.problem(`"${token.text}" is not understood here`, token.line);
    }
    this.#bare.push(range);
  }

  #startsDeclaration(): boolean {
    const token = this.token;
    if (this.startsType()) {
      const symbol = this.lookup(token.text);
      if (symbol?.kind === 'typedef' && symbol.unknown) return this.peek().kind === 'id' || this.peek().text === '*';
      return true;
    }
    if (this.looksLikeUnknownType()) return true;
    if (STATEMENT_WORDS.has(token.text)) return false;
    const next = this.peek();
    return next.kind === 'id' && !this.lookup(token.text) && this.peek(2).text === '(';
  }

  /** `name(...) {`: implicit int, ISR(vector), a constructor; and unknown macros that stand alone. */
  #functionWithoutType(token: Token): boolean {
    const close = this.matching(this.at + 1);
    const after = this.tokens[close + 1] ?? this.token;
    if (STATEMENT_STARTS.has(token.text) || token.text === 'sizeof' || this.startsType()) return false;
    if (after.text === '{') {
      if (/^(ISR|SIGNAL|INTERRUPT|EMPTY_INTERRUPT)$/.test(token.text)) {
        const name = this.tokens[this.at + 2]!;
        this.at = close + 1;
        this.#openFunction({ ...name, text: name.macro ?? name.text }, this.#voidFunction(), {
          interrupt: true,
          vector: name.macro ?? name.text,
        });
        return true;
      }
      this.#definition({ ...this.#plainSpecifiers() }, this.declarator());
      return true;
    }
    if (
      after.kind === 'id' &&
      !STATEMENT_STARTS.has(after.text) &&
      (after.text !== 'const' || this.tokens[close + 2]?.kind === 'id')
    ) {
      // K&R: `f(a, b) int a, b; { ... }`
      const save = this.at;
      this.at = close + 1;
      const isType = this.startsType();
      this.at = save;
      let open = close + 1;
      while (open < this.tokens.length && !['{', '}', '='].includes(this.tokens[open]!.text))
        open = this.tokens[open]!.text === '(' ? this.matching(open) + 1 : open + 1;
      if (isType && this.tokens[open]?.text === '{' && this.tokens[open - 1]?.text === ';') {
        this.#definition(this.#plainSpecifiers(), this.declarator());
        return true;
      }
      if (isType && !this.lookup(token.text)) {
        this.unit.note(
          'note',
          'unknown-attribute',
          `"${token.text}(...)" is not declared; taken as a marking without effect`,
          token.line,
        );
        this.at = close + 1;
        return true;
      }
    }
    return false;
  }

  #plainSpecifiers(): Specifiers {
    return {
      type: this.unit.types.int,
      typedef: false,
      deduced: false,
      interrupt: false,
      weak: false,
      constexpr: false,
      implicit: true,
    };
  }

  #voidFunction(): FunctionType {
    return { kind: 'function', returns: this.unit.types.void, parameters: [], variadic: false, prototyped: true };
  }

  #skipStatement(): void {
    this.deeper();
    const token = this.token;
    if (this.is('{')) this.at = this.matching(this.at) + 1;
    else if (['if', 'while', 'for', 'switch'].includes(token.text) && this.peek().text === '(') {
      this.at = this.matching(this.at + 1) + 1;
      this.#skipStatement();
      if (token.text === 'if' && this.is('else')) {
        this.at++;
        this.#skipStatement();
      }
    } else if (token.text === 'do') {
      this.at++;
      this.#skipStatement();
      while (!this.accept(';') && this.token.kind !== 'eof' && !this.is('}')) this.at++;
    } else {
      while (this.token.kind !== 'eof' && !this.is('}')) {
        if (this.accept(';')) break;
        this.at = this.is('(') || this.is('[') || this.is('{') ? this.matching(this.at) + 1 : this.at + 1;
      }
    }
    this.at = Math.min(this.at, this.tokens.length - 1);
    this.depth--;
  }

  #declaration(): void {
    const specifiers = this.specifiers();
    if (this.accept(';')) return;
    if (this.token.kind === 'eof') return;
    for (let n = 0; ; n++) {
      const declarator = this.declarator();
      if (n === 0 && declarator.isFunction && this.#isBodyNext(declarator)) {
        this.#definition(specifiers, declarator);
        return;
      }
      this.#declare(specifiers, declarator);
      if (!this.accept(',')) break;
    }
    this.endOfStatement();
  }

  #isBodyNext(declarator: Declarator): boolean {
    if (this.is('{')) return true;
    if (this.is(':') && declarator.qualifier !== undefined) return true;
    return declarator.identifierList !== undefined && this.startsType();
  }

  #symbolBase(token: Token, type: Type): Omit<Symbol, 'kind'> {
    return {
      name: token.text,
      type,
      line: token.line,
      column: token.column,
      scope: 'global',
      fromPrelude: this.fromPrelude,
    };
  }

  #declare(specifiers: Specifiers, declarator: Declarator): void {
    const token = declarator.name;
    if (!token) throw this.problem('a name is expected in this declaration');
    this.attributes(declarator.attributes);
    const names = this.fileScope.names;
    if (specifiers.typedef) {
      const known = names.get(token.text);
      const symbol: Symbol = { kind: 'typedef', ...this.#symbolBase(token, declarator.wrap(specifiers.type)) };
      if (symbol.type.kind === 'struct' && (declarator.attributes.packed || declarator.attributes.align)) {
        if (declarator.attributes.packed) symbol.type.definition.packed = true;
        delete symbol.type.definition.layout;
      }
      if (known?.kind === 'typedef' && known.unknown && known.type.kind === 'unknown')
        known.type.definition.resolved = symbol.type;
      names.set(token.text, symbol);
      if (!this.fromPrelude) this.unit.typedefs.push(symbol);
      return;
    }
    if (specifiers.special === 'sbit' || (specifiers.special === 'sfr' && this.is('='))) {
      this.#special(specifiers, token);
      return;
    }
    const type = declarator.wrap(specifiers.type);
    if (declarator.isFunction) {
      const symbol = this.#function(token, type as FunctionType, specifiers, declarator);
      this.#mark(symbol, specifiers, declarator);
      return;
    }
    this.variable(specifiers, declarator, token, type);
  }

  /** `sfr P1 = 0x90;`, `sbit LED = P1^0;`, `sbit LED = 0x90^0;`, `sbit LED = 0x97;`, SDCC `__sbit __at (0x90) LED;` */
  #special(specifiers: Specifiers, token: Token): void {
    const symbol: Symbol = { kind: 'variable', ...this.#symbolBase(token, specifiers.type) };
    this.fileScope.names.set(token.text, symbol);
    if (specifiers.special === 'sfr') {
      this.at++;
      symbol.address = Number(this.constantInteger());
      return;
    }
    symbol.kind = 'bit';
    symbol.address = BIT_SPACE;
    const setBit = (byte: number, bit: number): void => {
      symbol.address = BIT_SPACE + byte * 8 + bit;
    };
    /** The chip's own numbering: 0x80.. are bits of the SFRs at multiples of 8, below it the RAM from 0x20 on. */
    const bitAddress = (bit: number): void => setBit(bit >= 0x80 ? bit & 0xf8 : 0x20 + (bit >> 3), bit & 7);
    if (this.accept('=')) {
      if (this.token.kind === 'id' && (this.peek().text === '^' || this.peek().text === '.')) {
        const base = this.lookup(this.token.text) ?? this.#unknownByte(this.token);
        this.at += 2;
        const bit = Number(this.constantInteger());
        if (base?.kind === 'variable') {
          if (base.address !== undefined) setBit(base.address, bit);
          else {
            delete symbol.address;
            symbol.bitOf = base;
            symbol.bit = bit;
            base.addressTaken = true;
          }
          return;
        }
        throw this.problem(`the bit ${token.text} belongs to something that is not declared`, token.line);
      }
      if (this.token.kind === 'number' && this.peek().text === '^') {
        const byte = Number(BigInt(this.token.text));
        this.at += 2;
        setBit(byte, Number(this.constantInteger()));
        return;
      }
      bitAddress(Number(this.constantInteger()));
      return;
    }
    if (specifiers.address !== undefined) bitAddress(specifiers.address);
    else throw this.problem(`the bit ${token.text} has no address`, token.line);
  }

  /** A special function register that no header declares: it gets a byte of its own in the host's address space. */
  #unknownByte(token: Token): Symbol {
    const symbol: Symbol = {
      kind: 'variable',
      ...this.#symbolBase(token, { ...this.unit.types.uchar, volatile: true }),
      unknown: true,
    };
    // Above all that an 8051 can address, and low enough to have bits of its own.
    symbol.address = 0x1_0000 + this.unit.unknowns.size;
    this.unit.paste.names.set(token.text, symbol);
    const entry = this.unit.unknown('value', token.text, token.line, 'register of 8 bits');
    entry.address = symbol.address;
    return symbol;
  }

  #function(token: Token, type: FunctionType, specifiers: Specifiers, declarator: Declarator): Symbol {
    const names = this.fileScope.names;
    const name = declarator.qualifier === undefined ? token.text : `${declarator.qualifier}::${token.text}`;
    const known = names.get(name);
    if (known?.kind === 'function' && !known.unknown) {
      const old = known.type as FunctionType;
      if (this.cppNames && !this.fromPrelude && old.prototyped && !sameParameters(old, type)) {
        const existing = known.overloads?.find((o) => sameParameters(o.type as FunctionType, type));
        if (existing) return existing;
        const other: Symbol = { kind: 'function', ...this.#symbolBase(token, type) };
        other.name = `${name}#${known.overloads?.length ?? 1}`;
        known.overloads ??= [known];
        known.overloads.push(other);
        return other;
      }
      if (type.prototyped || !old.prototyped) {
        type.parameters.forEach((parameter, i) => {
          const preset = old.parameters[i]?.default;
          if (preset && !parameter.default) parameter.default = preset;
        });
        known.type = type;
      }
      return known;
    }
    const symbol: Symbol = { kind: 'function', ...this.#symbolBase(token, type) };
    symbol.name = name;
    if (specifiers.storage === 'static') symbol.storage = 'static';
    names.set(name, symbol);
    return symbol;
  }

  /** What attributes say of a symbol. */
  #mark(symbol: Symbol, specifiers: Specifiers, declarator: Declarator): void {
    const alias = declarator.attributes.alias ?? specifiers.attributes?.alias;
    if (alias !== undefined && !this.fromPrelude) symbol.alias = alias;
    if (declarator.attributes.weak || specifiers.weak) symbol.weak = true;
    if (declarator.attributes.before || specifiers.attributes?.before) this.#runs.set(symbol, 'before');
    if (declarator.attributes.after || specifiers.attributes?.after) this.#runs.set(symbol, 'after');
  }

  readonly #runs = new Map<Symbol, 'before' | 'after'>();

  variable(specifiers: Specifiers, declarator: Declarator, token: Token, type: Type): void {
    const names = this.fileScope.names;
    const name = declarator.qualifier === undefined ? token.text : `${declarator.qualifier}::${token.text}`;
    const known = names.get(name);
    const place = this.place(token);
    let symbol: Symbol;
    let declaration: VariableDeclaration;
    if (known?.kind === 'variable' && !known.unknown) {
      symbol = known;
      if (type.kind === 'array' && type.length === null && known.type.kind === 'array') type = known.type;
      symbol.type = type;
      declaration = symbol.variable ?? { kind: 'variable', ...place, symbol, initializer: null };
      if (specifiers.storage !== 'extern') delete symbol.storage;
    } else {
      symbol = { kind: 'variable', ...this.#symbolBase(token, type) };
      symbol.name = name;
      declaration = { kind: 'variable', ...place, symbol, initializer: null };
      symbol.variable = declaration;
      names.set(name, symbol);
      this.unit.variables.push(declaration);
    }
    if (specifiers.storage && !known) symbol.storage = specifiers.storage;
    this.#mark(symbol, specifiers, declarator);
    const address = specifiers.address ?? declarator.attributes.address;
    if (address !== undefined) symbol.address = address;
    if (declarator.attributes.align) symbol.type = { ...symbol.type, align: declarator.attributes.align } as Type;
    const initialised = this.is('=') || this.is('{') || this.is('(');
    this.initialize(specifiers, symbol, declaration, place);
    if (initialised && symbol.storage === 'extern') delete symbol.storage;
  }

  #definition(specifiers: Specifiers, declarator: Declarator): void {
    const token = declarator.name;
    if (!token) throw this.problem('a function needs a name');
    this.attributes(declarator.attributes);
    const type = declarator.wrap(specifiers.type);
    if (type.kind !== 'function') throw this.problem('a function body needs a function');
    if (declarator.identifierList) this.#oldStyleParameters(type, declarator.identifierList);
    const symbol = this.#function(token, type, specifiers, declarator);
    symbol.type = type;
    this.#mark(symbol, specifiers, declarator);
    const options: { interrupt: boolean; vector?: string } = {
      interrupt: specifiers.interrupt || Boolean(declarator.attributes.interrupt),
    };
    const vector = specifiers.vector ?? declarator.attributes.vector;
    if (vector !== undefined) options.vector = vector;
    const classTag = declarator.qualifier === undefined ? undefined : this.lookupTag(declarator.qualifier);
    const isStatic = classTag?.definition?.statics?.has(token.text) === true;
    this.#openFunction(token, type, options, symbol, isStatic ? undefined : classTag?.definition);
  }

  /** `int f(a, b) int a; char b; {`: undeclared ones are int. */
  #oldStyleParameters(type: FunctionType, list: Token[]): void {
    const declared = new Map<string, Type>();
    while (!this.is('{') && this.token.kind !== 'eof') {
      const specifiers = this.specifiers();
      do {
        const declarator = this.declarator();
        if (declarator.name) declared.set(declarator.name.text, this.parameterType(declarator.wrap(specifiers.type)));
      } while (this.accept(','));
      this.endOfStatement();
    }
    type.parameters = list.map((name) => {
      const own = declared.get(name.text) ?? this.unit.types.int;
      const symbol: Symbol = { kind: 'variable', ...this.#symbolBase(name, own), scope: 'parameter' };
      return { name: name.text, type: own, line: name.line, column: name.column, symbol };
    });
    type.prototyped = false;
  }

  #openFunction(
    token: Token,
    type: FunctionType,
    options: { interrupt: boolean; vector?: string },
    given?: Symbol,
    self?: StructDefinition,
  ): Body {
    const symbol =
      given ??
      this.#function(token, type, this.#plainSpecifiers(), {
        name: token,
        wrap: (t) => t,
        isFunction: true,
        attributes: {},
      });
    const open = this.at;
    let before: Body['before'];
    const isConstructor = self !== undefined && symbol.name.split('#')[0] === `${self.tag}::${self.tag}`;
    if (this.is(':')) {
      const list = this.at + 1;
      // A list may hold braces of its own: `pin{5}`.
      this.at++;
      while (this.token.kind !== 'eof' && !(this.is('{') && this.tokens[this.at - 1]!.kind !== 'id'))
        this.at = this.is('(') || this.is('{') ? this.matching(this.at) + 1 : this.at + 1;
      if (self) before = () => this.#memberInitialisers(list, self);
    } else if (isConstructor) before = () => this.#memberInitialisers(null, self);
    const braceAt = this.is('{') ? this.at : open;
    let close = this.matching(braceAt);
    let broken = false;
    if (this.tokens[close]!.text !== '}') {
      // A text that loses its braces again and again is no text to repair.
      const next = ++this.#repairs > REPAIR_LIMIT ? null : this.#nextFunction(braceAt + 1);
      close = next ?? this.tokens.length - 1;
      broken = true;
    }
    const parameters = type.parameters.map((parameter): Symbol => {
      const known: Symbol = parameter.symbol ?? {
        kind: 'variable',
        name: parameter.name,
        type: parameter.type,
        line: parameter.line,
        column: parameter.column,
        scope: 'parameter',
        fromPrelude: this.fromPrelude,
      };
      known.type = parameter.type;
      return known;
    });
    const definition: FunctionDefinition = {
      kind: 'function',
      ...this.place(token),
      name: symbol.name,
      symbol,
      type,
      parameters,
      body: { kind: 'compound', ...this.place(this.tokens[braceAt]), items: [], endLine: token.line },
      endLine: this.tokens[Math.max(braceAt, broken ? close - 1 : close)]!.line,
      interrupt:
        options.interrupt || this.#vector !== undefined || /(_IRQHandler|_Handler|_ISR|_vect)$/.test(symbol.name),
      fromPrelude: this.fromPrelude,
      unavailable: null,
      locals: [],
      irregular: false,
      calls: new Set(),
      hasSwitch: false,
    };
    const runs = this.#runs.get(symbol);
    if (runs && !this.fromPrelude) {
      definition.runs = runs;
      const atExit = runs === 'after' ? this.unit.lookup('atexit', true) : undefined;
      if (atExit) this.unit.wanted(atExit);
    }
    const vector = options.vector ?? this.#vector;
    if (vector !== undefined) definition.vector = vector;
    this.#vector = undefined;
    if (symbol.defined && symbol.definition && !this.fromPrelude) {
      this.unit.note(
        'error',
        'redefined',
        `the function ${symbol.name} is defined twice; the first one counts`,
        token.line,
      );
      this.at = broken ? close : close + 1;
      return { definition, ranges: [], braced: true };
    }
    symbol.defined = true;
    symbol.definition = definition;
    symbol.line = token.line;
    symbol.column = token.column;
    const body: Body = { definition, ranges: [{ from: braceAt, to: broken ? close : close + 1 }], braced: true };
    if (before) body.before = before;
    if (self) this.#addSelf(body, self, type);
    this.#bodies.push(body);
    (this.fromPrelude ? this.unit.preludeFunctions : this.unit.functions).push(definition);
    this.at = broken ? close : close + 1;
    return body;
  }

  #addSelf(body: Body, definition: StructDefinition, type: FunctionType): void {
    if (body.definition.parameters[0]?.name === 'this') {
      body.self = body.definition.parameters[0];
      return;
    }
    body.self = addThis(type, definition, this.fromPrelude);
    body.definition.parameters.unshift(body.self);
  }

  /** Where a function's brace is lost: the place where the next function begins. */
  #nextFunction(from: number): number | null {
    let tried = 0;
    for (let i = from; i < this.tokens.length - 3; i++) {
      const token = this.tokens[i]!;
      if (token.kind !== 'id' || STATEMENT_WORDS.has(token.text)) continue;
      const before = this.tokens[i - 1]!.text;
      if (before !== ';' && before !== '}' && before !== '{') continue;
      let at = i;
      let words = 0;
      while (this.tokens[at]!.kind === 'id' || this.tokens[at]!.text === '*') {
        if (STATEMENT_WORDS.has(this.tokens[at]!.text)) break;
        if (this.tokens[at]!.kind === 'id') words++;
        at++;
      }
      if (words < 2 || this.tokens[at]!.text !== '(' || ++tried > 2000) continue;
      const close = this.matching(at);
      if (this.tokens[close + 1]?.text === '{') return i;
    }
    return null;
  }

  /** The bodies, in the order of the text. */
  readBodies(): void {
    for (let i = 0; i < this.#bodies.length; i++) {
      this.#readBody(this.#bodies[i]!);
      for (const work of this.#hoisted.splice(0)) work();
    }
  }

  #readBody(body: Body): void {
    const { definition } = body;
    this.current = definition;
    this.depth = 0;
    this.labels = new Map();
    const parameters: Scope = newScope();
    for (const symbol of definition.parameters) if (symbol.name) parameters.names.set(symbol.name, symbol);
    this.scopes = [parameters];
    try {
      for (const [i, range] of body.ranges.entries()) {
        this.at = range.from;
        if (i === 0 && body.braced) {
          const start = body.before?.() ?? [];
          this.at = range.from;
          definition.body = this.#limited(range, () => this.compound());
          definition.body.items.unshift(
            ...start.map((expression) => ({
              kind: 'expression' as const,
              line: expression.line,
              column: expression.column,
              expression,
            })),
          );
          continue;
        }
        const items = this.#limited(range, () => {
          const list = [];
          while (this.at < range.to && this.token.kind !== 'eof') list.push(this.statement());
          return list;
        });
        definition.body.items.push(...items);
      }
      for (const [name, label] of this.labels) {
        if (!label.seen) throw new SyntaxProblem(`goto ${name}: there is no such label`, label.token.line);
      }
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      definition.unavailable = { line: error.line, message: error.message };
      this.unit.note('error', error.code, error.message, error.line);
      const message = `the function ${definition.name} cannot run because of line ${error.line}: ${error.message}`;
      this.unit.note('error', 'function-unavailable', message, definition.line);
    }
    this.scopes = [];
    this.current = null;
  }

  /** Reads with the end of the text put at the end of a range whose closing brace is lost. */
  #limited<T>(range: Range, work: () => T): T {
    const last = this.tokens[range.to];
    if (!last || this.tokens[range.to - 1]?.text === '}' || last.kind === 'eof') return work();
    this.tokens[range.to] = { ...last, kind: 'eof', text: '' };
    try {
      return work();
    } finally {
      this.tokens[range.to] = last;
    }
  }

  #bareStatements(): void {
    if (this.#bare.length === 0) return;
    const names = this.unit.paste.names;
    const first = this.tokens[this.#bare[0]!.from]!;
    const taken = names.get('main')?.defined || names.get('setup')?.defined || names.get('loop')?.defined;
    const name = taken ? '.loose' : 'main';
    if (taken)
      this.unit.note(
        'warning',
        'loose-statements',
        'statements outside of any function; they run before main',
        first.line,
      );
    else
      this.unit.note('note', 'bare-statements', 'statements without a function; taken as the body of main', first.line);
    const token: Token = { ...first, kind: 'id', text: name };
    const type: FunctionType = { ...this.#voidFunction(), returns: taken ? this.unit.types.void : this.unit.types.int };
    const symbol = this.#function(token, type, this.#plainSpecifiers(), {
      name: token,
      wrap: (t) => t,
      isFunction: true,
      attributes: {},
    });
    const place = this.place(first);
    const endLine = this.tokens[this.#bare.at(-1)!.to - 1]!.line;
    const definition: FunctionDefinition = {
      kind: 'function',
      ...place,
      name,
      symbol,
      type,
      parameters: [],
      body: { kind: 'compound', ...place, items: [], endLine },
      endLine,
      interrupt: false,
      fromPrelude: false,
      unavailable: null,
      locals: [],
      irregular: false,
      calls: new Set(),
      hasSwitch: false,
    };
    symbol.defined = true;
    symbol.definition = definition;
    this.unit.functions.push(definition);
    this.#bodies.push({ definition, ranges: this.#bare, braced: false });
  }

  nestedFunction(specifiers: Specifiers, declarator: Declarator): void {
    // Read as a function of its own; names of the function around it are not seen.
    const token = declarator.name!;
    const saved = { scopes: this.scopes, current: this.current, labels: this.labels, depth: this.depth };
    this.scopes = [];
    this.unit.note(
      'warning',
      'nested-function',
      `the function ${token.text} stands inside another one; taken as one of its own`,
      token.line,
    );
    this.#definition(specifiers, declarator);
    this.scopes = saved.scopes;
    this.current = saved.current;
    this.labels = saved.labels;
    this.depth = saved.depth;
  }

  // C++: methods and constructors.

  memberFunction(definition: StructDefinition, specifiers: Specifiers, declarator: Declarator): void {
    const token = declarator.name!;
    definition.methods ??= new Set();
    definition.methods.add(token.text);
    declarator.qualifier = definition.tag;
    const isStatic = specifiers.storage === 'static';
    if (isStatic) {
      definition.statics ??= new Set();
      definition.statics.add(token.text);
    }
    const type = declarator.wrap(specifiers.type) as FunctionType;
    const symbol = this.#function(token, type, { ...specifiers, storage: undefined as never }, declarator);
    symbol.method = definition;
    while (this.is('const') || this.is('override') || this.is('noexcept') || this.is('final')) this.at++;
    if (this.is('{')) {
      const scopes = this.scopes;
      this.scopes = [];
      this.#openFunction(token, type, { interrupt: false }, symbol, isStatic ? undefined : definition);
      this.scopes = scopes;
      this.accept(';');
      return;
    }
    if (!isStatic) addThis(type, definition, false);
    if (this.accept('=')) this.at++;
    this.endOfMember();
  }

  constructorMember(definition: StructDefinition): boolean {
    while (this.is('explicit') || (this.is('constexpr') && this.peek().text === definition.tag)) this.at++;
    const from = this.is('virtual') ? 1 : 0;
    if (this.peek(from).text === '~' && this.peek(from + 1).text === definition.tag) {
      if (this.#hasEffects(this.at)) {
        const message = `what ~${definition.tag} does when an object ends is not run`;
        this.unit.note('warning', 'destructor', message, this.token.line);
      }
      while (!this.is('{') && !this.is(';') && this.token.kind !== 'eof') this.at++;
      if (this.is('{')) this.at = this.matching(this.at) + 1;
      else this.at++;
      return true;
    }
    if (!definition.tag || this.token.text !== definition.tag || this.peek().text !== '(') return false;
    const token = this.token;
    const declarator = this.declarator();
    this.memberOrConstructor(definition, token, declarator);
    return true;
  }

  /** `template <typename T> T maxOf(T a, T b) {`: kept until a call says what T is. */
  #functionTemplate(): boolean {
    if (this.peek().text !== '<') return false;
    const parameters: Token[][] = [[]];
    let at = this.at + 2;
    for (; this.tokens[at] && this.tokens[at]!.text !== '>'; at++) {
      const token = this.tokens[at]!;
      if (token.kind === 'eof' || token.text === '{' || token.text === '<') return false;
      if (token.text === ',') parameters.push([]);
      else parameters.at(-1)!.push(token);
    }
    const from = at + 1;
    let open = from;
    while (this.tokens[open] && !['(', '{', ';'].includes(this.tokens[open]!.text)) open++;
    const name = this.tokens[open - 1];
    const close = this.tokens[open]?.text === '(' ? this.matching(open) : -1;
    if (name?.kind !== 'id' || close < 0 || this.tokens[close + 1]?.text !== '{') return false;
    if (parameters.some((parameter) => parameter.length === 0 || parameter.some((token) => token.text === '=')))
      return false;
    const to = this.matching(close + 1) + 1;
    this.templates.set(name.text, { parameters, from, to });
    this.at = to;
    return true;
  }

  readAside(start: number): void {
    const saved = { at: this.at, scopes: this.scopes, current: this.current, labels: this.labels, depth: this.depth };
    this.at = start;
    this.scopes = [];
    this.current = null;
    try {
      this.#declaration();
    } finally {
      Object.assign(this, saved);
    }
  }

  /** Whether the body of a destructor holds anything. */
  #hasEffects(at: number): boolean {
    let open = at;
    while (this.tokens[open] && this.tokens[open]!.text !== '{' && this.tokens[open]!.text !== ';') open++;
    return this.tokens[open]?.text === '{' && this.tokens[open + 1]?.text !== '}';
  }

  memberOrConstructor(definition: StructDefinition, token: Token, declarator: Declarator): void {
    definition.methods ??= new Set();
    definition.methods.add(token.text);
    declarator.qualifier = definition.tag;
    const type = declarator.wrap(this.unit.types.void) as FunctionType;
    const specifiers = { ...this.#plainSpecifiers(), type: this.unit.types.void };
    const symbol = this.#function(token, type, specifiers, declarator);
    symbol.method = definition;
    if (this.is('{') || this.is(':')) {
      const scopes = this.scopes;
      this.scopes = [];
      this.#openFunction(token, type, { interrupt: false }, symbol, definition);
      this.scopes = scopes;
      this.accept(';');
      return;
    }
    addThis(type, definition, false);
    if (this.accept('=')) this.at++;
    this.endOfMember();
  }

  /** `Led::Led(int pin) : pin(pin) { ... }` */
  #outerConstructor(): boolean {
    const tag: Tag | undefined = this.lookupTag(this.token.text);
    if (!tag?.definition) return false;
    if (this.peek(2).text === '~' && this.peek(3).text === this.token.text) {
      const { line } = this.token;
      const effects = this.#hasEffects(this.at);
      if (effects)
        this.unit.note('warning', 'destructor', `what ~${this.token.text} does when an object ends is not run`, line);
      while (!this.is('{') && !this.is(';') && this.token.kind !== 'eof') this.at++;
      this.at = this.is('{') ? this.matching(this.at) + 1 : this.at + 1;
      return true;
    }
    if (this.peek(2).text !== this.token.text || this.peek(3).text !== '(') return false;
    const declarator = this.declarator();
    const type = declarator.wrap(this.unit.types.void) as FunctionType;
    const token = declarator.name!;
    const symbol = this.#function(token, type, this.#plainSpecifiers(), declarator);
    symbol.type = type;
    this.#openFunction(token, type, { interrupt: false }, symbol, tag.definition);
    return true;
  }

  /** What a constructor does before its body; `at` is where its list begins, null where it has none. */
  #memberInitialisers(at: number | null, definition: StructDefinition): Expression[] {
    const given = new Map<string, () => Expression | null>();
    const self = this.lookup('this')!;
    const object = (place: Place): Expression =>
      this.semantics.unary('*', this.semantics.identifier(self, place), place);
    let place = this.place();
    if (at !== null) {
      this.at = at;
      place = this.place();
      while (this.token.kind === 'id') {
        const name = this.token;
        const own = this.place(name);
        this.at++;
        const close = this.is('{') ? '}' : ')';
        this.at++;
        const args: Expression[] = [];
        while (!this.accept(close)) {
          args.push(this.assignmentExpression());
          if (!this.accept(',') && !this.is(close)) this.expect(close);
        }
        given.set(name.text, () => this.#initialise(object(own), definition, name.text, args, own));
        if (!this.accept(',')) break;
      }
    }
    const delegated = given.get(definition.tag);
    if (delegated) return [delegated()].filter((step) => step !== null);
    return this.memberSteps(object(place), definition, given, place).filter((step) => step !== null);
  }

  #initialise(
    object: Expression,
    definition: StructDefinition,
    name: string,
    args: Expression[],
    place: Place,
  ): Expression | null {
    if (name === definition.tag) return this.construct(object, { kind: 'struct', definition }, args, place);
    if (name === definition.base?.tag) {
      const { base } = definition;
      const made = this.lookup(`${base.tag}::${base.tag}`);
      const target = this.asBase(object, base, place);
      if (!made) return null;
      return this.callOf(
        chooseOverload(made, [target, ...args]),
        [this.semantics.unary('&', target, place), ...args],
        place,
      );
    }
    const target = this.semantics.member(object, name, false, place);
    if (this.constructs(target.type)) return this.construct(target, target.type, args, place);
    if (resolve(target.type).kind === 'array') return null;
    const known = resolve(target.type);
    if (known.kind === 'pointer' && known.reference) {
      const value = args[0]!;
      return this.semantics.assignment(
        '=',
        target,
        this.semantics.isLvalue(value) ? this.semantics.unary('&', value, place) : value,
        place,
      );
    }
    const value = args[0] ?? this.semantics.number(0n, this.unit.types.int, place);
    return this.semantics.assignment('=', target, value, place);
  }
}

function sameParameters(a: FunctionType, b: FunctionType): boolean {
  const skip = (t: FunctionType): number => (t.parameters[0]?.name === 'this' ? 1 : 0);
  const own = (t: FunctionType): Type[] => t.parameters.slice(skip(t)).map((p) => resolve(p.type));
  const x = own(a);
  const y = own(b);
  return (
    x.length === y.length &&
    x.every((type, i) => {
      const other = y[i]!;
      if (type.kind !== other.kind) return false;
      return type.kind === 'unknown' || typeName(unqualified(type)) === typeName(unqualified(other));
    })
  );
}

/** Words used as types although nothing declares them, found by how they stand: `Foo x;`, `(Foo *)`, `Foo *x = ...`. */
export function findTypeHints(tokens: Token[], known: (name: string) => boolean): Set<string> {
  const hints = new Set<string>();
  const KEYWORDS =
    /^(struct|union|enum|const|volatile|static|extern|unsigned|signed|int|char|short|long|float|double|void|typedef|register|inline|auto|class|define|public|private|interrupt|using|code|data|xdata|idata|bit|sbit|sfr)$/;
  for (let i = 0; i < tokens.length - 2; i++) {
    const token = tokens[i]!;
    if (token.kind !== 'id' || STATEMENT_WORDS.has(token.text) || KEYWORDS.test(token.text)) continue;
    const before = tokens[i - 1]?.text ?? ';';
    let at = i + 1;
    while (tokens[at]?.text === '*') at++;
    const stars = at - i - 1;
    const name = tokens[at];
    if (!name) break;
    const opens = before === ';' || before === '{' || before === '}';
    if (stars > 0 && name.text === ')' && before === '(') {
      if (!known(token.text)) hints.add(token.text);
      continue;
    }
    if (name.kind !== 'id' || STATEMENT_WORDS.has(name.text) || KEYWORDS.test(name.text)) continue;
    const after = tokens[at + 1]?.text ?? '';
    const plain =
      stars === 0 &&
      (opens ||
        before === '(' ||
        before === ',' ||
        before === 'const' ||
        before === 'static' ||
        before === 'volatile') &&
      [';', '=', ',', '[', ')', '('].includes(after);
    const starred = stars > 0 && opens && [';', '=', ',', '['].includes(after);
    if ((plain || starred) && !known(token.text)) hints.add(token.text);
  }
  return hints;
}

/** Puts what a method is called on in front of its parameters. */
function addThis(type: FunctionType, definition: StructDefinition, fromPrelude: boolean): Symbol {
  const symbol: Symbol = {
    kind: 'variable',
    name: 'this',
    type: pointerTo({ kind: 'struct', definition }),
    line: 0,
    column: 0,
    scope: 'parameter',
    fromPrelude,
  };
  type.parameters.unshift({ name: 'this', type: symbol.type, line: 0, column: 0, symbol });
  return symbol;
}

/** Tokens of a text of the engine's own; all have line 0 or the line given. */
export const ownTokens = (text: string, line = 0): Token[] => lex(text, line);
