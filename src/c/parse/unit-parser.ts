/** The parser of a paste, or of one declaration of a prelude: all rules of the grammar brought together. */
import type { Compound, Expression, Statement } from '../ast.ts';
import type { Token } from '../lexer.ts';
import type { Place } from '../semantics/values.ts';
import type { FunctionType, StructDefinition, Type } from '../types.ts';
import type { Unit } from '../unit.ts';
import { readBodies } from './bodies.ts';
import { temporary } from './construction.ts';
import { assignmentExpression, conditionalExpression, expression, unaryExpression } from './expressions.ts';
import { readAside, readDeclarations } from './file-scope.ts';
import { nestedFunction } from './functions.ts';
import { initializerFor } from './initialisers.ts';
import { asNumber, asObject, callMethod, converted, overloaded, prepareArguments } from './objects.ts';
import { type Declarator, Parser, type Specifiers } from './parser.ts';
import { specifiers } from './specifiers.ts';
import { compound, statement } from './statements.ts';

/** The parser of one text, from its first declaration to its last. */
export class UnitParser extends Parser {
  readonly cppNames: boolean;

  constructor(
    unit: Unit,
    tokens: Token[],
    fromPrelude: boolean,
    options: { cpp: boolean; pragmas?: { text: string; at: number }[] },
  ) {
    super(unit, tokens, fromPrelude);
    this.cppNames = options.cpp;
    this.pragmas = [...(options.pragmas ?? [])];
  }

  /** All declarations at file scope. Bodies are kept for `readBodies`. */
  readDeclarations(): void {
    readDeclarations(this);
  }

  /** The bodies, in the order of the text. */
  readBodies(): void {
    readBodies(this);
  }

  expression(): Expression {
    return expression(this);
  }

  assignmentExpression(): Expression {
    return assignmentExpression(this);
  }

  conditionalExpression(): Expression {
    return conditionalExpression(this);
  }

  unaryExpression(): Expression {
    return unaryExpression(this);
  }

  compound(): Compound {
    return compound(this);
  }

  statement(): Statement {
    return statement(this);
  }

  specifiers(): Specifiers {
    return specifiers(this);
  }

  initializerFor(type: Type): Expression {
    return initializerFor(this, type);
  }

  nestedFunction(specifiers: Specifiers, declarator: Declarator): void {
    nestedFunction(this, specifiers, declarator);
  }

  readAside(start: number): void {
    readAside(this, start);
  }

  temporary(type: Type, args: Expression[], token: Token, place: Place): Expression {
    return temporary(this, type, args, token, place);
  }

  asNumber(value: Expression, place: Place): Expression {
    return asNumber(this, value, place);
  }

  overloaded(operator: string, operands: Expression[], place: Place): Expression | null {
    return overloaded(this, operator, operands, place);
  }

  prepare(type: FunctionType, args: Expression[], place: Place): void {
    prepareArguments(this, type, args, place);
  }

  asObject(type: Type, value: Expression, place: Place): Expression {
    return asObject(this, type, value, place);
  }

  converted(type: Type, operand: Expression, place: Place): Expression | null {
    return converted(this, type, operand, place);
  }

  callMethod(
    self: Expression,
    definition: StructDefinition,
    name: string,
    args: Expression[],
    place: Place,
  ): Expression {
    return callMethod(this, self, definition, name, args, place);
  }
}
