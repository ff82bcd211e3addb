/**
 * What all rules of the grammar share: what has been read so far, and the rules they need of each other. A rule is a function
 * of the module for its topic; unit-parser.ts brings them together.
 */
import type { Compound, Expression, FunctionDefinition, Statement, Switch, Symbol } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { Place } from '../semantics/values.ts';
import type { FunctionType, StructDefinition, Type } from '../types.ts';
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

/** Tokens of the text, by their numbers. */
export interface Range {
  from: number;
  to: number;
}

/** A function's body that is still to be read. */
export interface Body {
  definition: FunctionDefinition;
  /** Of the opening brace; for a bare statement list of its statements. */
  ranges: Range[];
  braced: boolean;
  /** Constructor: member initialisers before the body. */
  before?: () => Expression[];
  self?: Symbol;
}

/** What all parts of the grammar need of each other. */
export abstract class Parser extends Cursor {
  /** True in a text that uses C++: struct names are types of their own. */
  abstract readonly cppNames: boolean;

  /** Integers as they are written, which are the same few again and again. */
  readonly integers = new Map<string, { type: Type; constant: bigint }>();
  /** Names that are called somewhere and set nowhere, and those of whose elements a member is taken; found once. */
  calledNames: Set<string> | undefined;
  indexedNames: Set<string> | null = null;

  /** Switches around the place that is read, and the labels of the function. */
  readonly switches: Switch[] = [];
  labels = new Map<string, { token: Token; seen: boolean; backward: boolean }>();
  /** Lengths of variable-length arrays that got a variable. */
  hiddenLengths = 0;

  /** Function templates by name: parameters, and the tokens of the function. */
  readonly templates = new Map<string, { parameters: Token[][]; from: number; to: number }>();
  instances = 0;

  /** Bodies are read behind all declarations; statements outside of any function; linkage and namespaces that are open. */
  readonly bodies: Body[] = [];
  bare: Range[] = [];
  openBlocks = 0;
  /** Lost braces that were put back. */
  repairs = 0;
  /** `#pragma`s that are still to come, and what they say of the next declaration. */
  pragmas: { text: string; at: number }[] = [];
  packed = false;
  vector: string | undefined;
  /** Functions that run before main, or behind it. */
  readonly runs = new Map<Symbol, 'before' | 'after'>();

  abstract expression(): Expression;
  abstract assignmentExpression(): Expression;
  abstract conditionalExpression(): Expression;
  abstract unaryExpression(): Expression;
  abstract compound(): Compound;
  abstract statement(): Statement;
  abstract specifiers(): Specifiers;
  /** A braced list or an expression for an object of this type, checked against it. */
  abstract initializerFor(type: Type): Expression;
  /** Handles `type name(...) {` inside a block: a lost brace or a nested function. */
  abstract nestedFunction(specifiers: Specifiers, declarator: Declarator): void;
  /** Reads declarations that stand elsewhere in the tokens, at file scope. */
  abstract readAside(start: number): void;

  // C++
  abstract temporary(type: Type, args: Expression[], token: Token, place: Place): Expression;
  abstract asNumber(value: Expression, place: Place): Expression;
  abstract overloaded(operator: string, operands: Expression[], place: Place): Expression | null;
  abstract prepare(type: FunctionType, args: Expression[], place: Place): void;
  abstract asObject(type: Type, value: Expression, place: Place): Expression;
  abstract converted(type: Type, operand: Expression, place: Place): Expression | null;
  abstract callMethod(
    self: Expression,
    definition: StructDefinition,
    name: string,
    args: Expression[],
    place: Place,
  ): Expression;

  /** An integer constant expression. */
  constantInteger(): bigint {
    const line = this.token.line;
    const e = this.conditionalExpression();
    if (typeof e.constant === 'bigint') return e.constant;
    if (typeof e.constant === 'number') return BigInt(Math.trunc(e.constant));
    throw this.problem('a constant is needed here', line);
  }

  declareLocal(token: Token, type: Type, storage?: Symbol['storage']): Symbol {
    const symbol = this.blockScopeSymbol(token.text, type, token);
    if (storage) symbol.storage = storage;
    this.scope.names.set(token.text, symbol);
    return symbol;
  }

  blockScopeSymbol(name: string, type: Type, token: Token): Symbol {
    const symbol: Symbol = {
      kind: 'variable',
      name,
      type,
      line: token.line,
      column: token.column,
      scope: this.current ? 'local' : 'global',
      fromPrelude: this.fromPrelude,
    };
    if (this.current) this.current.locals.push(symbol);
    return symbol;
  }

  /** Values up to a closing sign, which is read too. */
  valuesUpTo(close: string): Expression[] {
    const args: Expression[] = [];
    while (!this.accept(close)) {
      args.push(this.assignmentExpression());
      if (!this.accept(',') && !this.is(close)) this.expect(close);
    }
    return args;
  }
}
