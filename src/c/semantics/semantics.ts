/** Builds typed expressions: the type of every operation (C11 6.5), and which of them are constant. */
import type {
  Assignment,
  Binary,
  Call,
  Cast,
  Conditional,
  Expression,
  Identifier,
  Member,
  Postfix,
  Symbol,
  Unary,
} from '../ast.ts';
import {
  commonType,
  type FunctionType,
  findField,
  type IntType,
  isArithmetic,
  isFloat,
  isInt,
  isPointer,
  isScalar,
  pointerTo,
  qualify,
  resolve,
  type StructDefinition,
  saidSize,
  sizeOf,
  type Type,
  typeName,
  unqualified,
  wrapInt,
} from '../types.ts';
import { SyntaxProblem, type Unit } from '../unit.ts';
import { constantAddress, convertConstant, fold } from './folding.ts';
import {
  assumeDivisor,
  hostObject,
  INFERRED_ELEMENTS,
  learn,
  learnMember,
  openStruct,
  unknownFunction,
} from './unknowns.ts';
import {
  decay,
  decide,
  guessInteger,
  isLvalue,
  isVariableLength,
  type Place,
  placeOf,
  promotedType,
  takeAddress,
  valueTypeOf,
} from './values.ts';

/** Makes typed expressions of what was parsed, by C's rules. */
export class Semantics {
  readonly unit: Unit;
  constructor(unit: Unit) {
    this.unit = unit;
  }

  number(value: bigint, type: Type, place: Place): Expression {
    return { kind: 'number', ...place, type, constant: value, text: String(value) };
  }

  unary(operator: Unary['operator'], operand: Expression, place: Place): Expression {
    const node = (type: Type, constant?: bigint | number): Unary => {
      const made: Unary = { kind: 'unary', ...place, operator, operand, type };
      if (constant !== undefined) made.constant = constant;
      return made;
    };
    switch (operator) {
      case '&': {
        if (operand.kind === 'unary' && operand.operator === '*') {
          const inner: Cast = {
            kind: 'cast',
            ...place,
            operand: operand.operand,
            type: decay(operand.operand.type),
          };
          if (operand.operand.constant !== undefined) inner.constant = operand.operand.constant;
          return inner;
        }
        takeAddress(operand);
        const type = resolve(operand.type);
        const made = node(pointerTo(type.kind === 'pointer' && type.reference ? type.to : operand.type));
        const address = constantAddress(this.unit, operand);
        if (address !== undefined) made.constant = BigInt.asUintN(32, address);
        return made;
      }
      case '*': {
        let type = decay(operand.type);
        if (type.kind === 'unknown') type = decide(type, pointerTo(this.unit.types.uint));
        if (type.kind === 'function') return operand;
        if (!isPointer(type)) {
          throw new SyntaxProblem(`"*" needs a pointer, this is ${typeName(type)}`, place.line, 'type');
        }
        if (type.to.kind === 'function') return operand;
        return node(type.to);
      }
      case '!': {
        this.scalar(operand, '!');
        const c = operand.constant;
        return node(this.unit.types.int, c === undefined ? undefined : c ? 0n : 1n);
      }
      case '++':
      case '--':
        this.#modifiable(operand, operator);
        return node(valueTypeOf(this.unit, operand));
      default: {
        const type = promotedType(this.unit, operand);
        if (!isArithmetic(type) || (operator === '~' && !isInt(type))) {
          throw new SyntaxProblem(`"${operator}" cannot be used with ${typeName(type)}`, place.line, 'type');
        }
        const c = convertConstant(operand.constant, type);
        if (c === undefined) return node(type);
        if (typeof c === 'number') return node(type, operator === '-' ? -c : c);
        const value = operator === '-' ? -c : operator === '~' ? ~c : c;
        return node(type, wrapInt(value, type as IntType));
      }
    }
  }

  scalar(e: Expression, operator: string): Type {
    const type = valueTypeOf(this.unit, e);
    if (!isScalar(type)) {
      throw new SyntaxProblem(`"${operator}" cannot be used with ${typeName(type)}`, e.line, 'type');
    }
    return type;
  }

  #modifiable(e: Expression, operator: string): void {
    if (!isLvalue(e)) {
      throw new SyntaxProblem(`the left side of "${operator}" is not something that can be changed`, e.line, 'type');
    }
    if (e.kind === 'identifier') e.symbol.writes = (e.symbol.writes ?? 0) + 1;
  }

  postfix(operator: '++' | '--', operand: Expression, place: Place): Postfix {
    this.#modifiable(operand, operator);
    return { kind: 'postfix', ...place, operator, operand, type: valueTypeOf(this.unit, operand) };
  }

  binary(operator: string, left: Expression, right: Expression, place: Place): Binary {
    const { types } = this.unit;
    const make = (type: Type, operandType: Type): Binary => {
      const node: Binary = { kind: 'binary', ...place, operator, left, right, type, operandType };
      const constant = fold(this.unit, operator, left, right, operandType, type);
      if (constant !== undefined) node.constant = constant;
      return node;
    };
    const bad = (): SyntaxProblem =>
      new SyntaxProblem(
        `"${operator}" cannot be used with ${typeName(valueTypeOf(this.unit, left))} and ${typeName(valueTypeOf(this.unit, right))}`,
        place.line,
        'type',
      );
    switch (operator) {
      case '&&':
      case '||': {
        this.scalar(left, operator);
        this.scalar(right, operator);
        return make(types.int, types.int);
      }
      case '<<':
      case '>>': {
        const type = promotedType(this.unit, left);
        const by = promotedType(this.unit, right);
        if (!isInt(type) || !isInt(by)) throw bad();
        return make(type, type);
      }
      case '==':
      case '!=':
      case '<':
      case '>':
      case '<=':
      case '>=': {
        const a = valueTypeOf(this.unit, left);
        const b = valueTypeOf(this.unit, right);
        if (isPointer(a) || isPointer(b)) {
          if (!isScalar(a) || !isScalar(b) || isFloat(a) || isFloat(b)) throw bad();
          return make(types.int, isPointer(a) ? a : b);
        }
        if (!isArithmetic(a) || !isArithmetic(b)) throw bad();
        return make(types.int, commonType(promotedType(this.unit, left), promotedType(this.unit, right), types));
      }
      default: {
        const a = valueTypeOf(this.unit, left);
        const b = valueTypeOf(this.unit, right);
        if (operator === '+' && isPointer(a) && isInt(b)) return make(unqualified(a), a);
        if (operator === '+' && isInt(a) && isPointer(b)) return make(unqualified(b), b);
        if (operator === '-' && isPointer(a) && isInt(b)) return make(unqualified(a), a);
        if (operator === '-' && isPointer(a) && isPointer(b)) return make(types.ptrdiff, a);
        if (!isArithmetic(a) || !isArithmetic(b)) throw bad();
        if ((operator === '/' || operator === '%') && right.kind === 'identifier')
          assumeDivisor(this.unit, right.symbol, right.line);
        const type = commonType(promotedType(this.unit, left), promotedType(this.unit, right), types);
        if (isFloat(type) && !'+-*/'.includes(operator)) throw bad();
        return make(type, type);
      }
    }
  }

  assignment(operator: string, target: Expression, value: Expression, place: Place): Assignment {
    this.#modifiable(target, operator);
    const type = resolve(target.type);
    if (operator === '=') {
      const known = type.kind === 'unknown' ? learn(this.unit, type, value) : type;
      this.convertible(value, known, place);
      return { kind: 'assignment', ...place, operator, target, value, type: unqualified(known), operandType: known };
    }
    const binary = this.binary(operator.slice(0, -1), target, value, place);
    const known = valueTypeOf(this.unit, target);
    return {
      kind: 'assignment',
      ...place,
      operator,
      target,
      value,
      type: unqualified(known),
      operandType: binary.operandType,
    };
  }

  /** What cannot be converted at all is an error; suspicious conversions are for the mistakes to find. */
  convertible(value: Expression, to: Type, place: Place): void {
    const target = resolve(to);
    let from = resolve(value.type);
    if (from.kind === 'unknown') {
      if (target.kind === 'unknown' || target.kind === 'void') return;
      if (target.kind === 'pointer') {
        if (resolve(target.to).kind === 'function' && unknownFunction(this.unit, value, target)) return;
        hostObject(this.unit, value, target);
        return;
      }
      if (target.kind === 'struct') {
        decide(from, unqualified(target));
        return;
      }
      from = valueTypeOf(this.unit, value);
    }
    const decayed = decay(from);
    // A type nobody declares that holds a function's address is one for such functions.
    if (target.kind === 'unknown' && decayed.kind === 'pointer' && resolve(decayed.to).kind === 'function')
      decide(target, unqualified(decayed));
    if (target.kind === 'unknown' || target.kind === 'void') return;
    const ok =
      (isScalar(target) &&
        isScalar(decayed) &&
        !(isPointer(target) && isFloat(decayed)) &&
        !(isFloat(target) && isPointer(decayed))) ||
      (target.kind === 'struct' &&
        decayed.kind === 'struct' &&
        this.#sameStruct(target.definition, decayed.definition));
    if (!ok) {
      throw new SyntaxProblem(`${typeName(from)} cannot be converted to ${typeName(target)}`, place.line, 'type');
    }
  }

  #sameStruct(a: StructDefinition, b: StructDefinition): boolean {
    return (
      a === b ||
      (a.tag !== '' && a.tag === b.tag) ||
      a.open ||
      b.open ||
      (a.fields.length === b.fields.length &&
        sizeOf({ kind: 'struct', definition: a }, this.unit.target) ===
          sizeOf({ kind: 'struct', definition: b }, this.unit.target))
    );
  }

  conditional(condition: Expression, then: Expression | null, otherwise: Expression, place: Place): Conditional {
    this.scalar(condition, '?:');
    const first = then ?? condition;
    const type = this.#balanced(first, otherwise);
    const node: Conditional = { kind: 'conditional', ...place, condition, then, otherwise, type };
    if (condition.constant !== undefined) {
      const chosen = condition.constant ? first : otherwise;
      const constant = convertConstant(chosen.constant, type);
      if (constant !== undefined) node.constant = constant;
    }
    return node;
  }

  #balanced(a: Expression, b: Expression): Type {
    const rawA = resolve(a.type);
    const rawB = resolve(b.type);
    if (rawA.kind === 'void' || rawB.kind === 'void') return this.unit.types.void;
    const x = valueTypeOf(this.unit, a);
    const y = valueTypeOf(this.unit, b);
    if (isArithmetic(x) && isArithmetic(y))
      return commonType(promotedType(this.unit, a), promotedType(this.unit, b), this.unit.types);
    if (isPointer(x) && isPointer(y)) {
      // A null pointer constant takes the other side's type; void* wins over the rest.
      if (isNull(a)) return y;
      if (isNull(b)) return x;
      const chosen = y.to.kind === 'void' ? y : x;
      const to = qualify(chosen.to, Boolean(x.to.const || y.to.const), Boolean(x.to.volatile || y.to.volatile));
      return to === chosen.to ? chosen : { ...chosen, to };
    }
    if (isPointer(x)) return x;
    if (isPointer(y)) return y;
    return x;
  }

  cast(to: Type, operand: Expression, place: Place): Expression {
    const type = resolve(to);
    if (type.kind !== 'void') {
      const from = resolve(operand.type);
      if (from.kind === 'unknown' && isPointer(type)) hostObject(this.unit, operand, type);
      const given = valueTypeOf(this.unit, operand);
      const ok =
        type.kind === 'unknown' ||
        (isScalar(type) && isScalar(given)) ||
        (type.kind === 'struct' && given.kind === 'struct');
      if (!ok) throw new SyntaxProblem(`${typeName(given)} cannot be cast to ${typeName(type)}`, place.line, 'type');
    }
    const target = type.kind === 'unknown' ? decide(type, guessInteger(type.definition.name, this.unit.types)) : type;
    const node: Cast = {
      kind: 'cast',
      ...place,
      operand,
      type: target.kind === 'struct' ? target : unqualified(target),
    };
    const constant = convertConstant(operand.constant, target);
    if (constant !== undefined) node.constant = constant;
    return node;
  }

  /** `elements`: what is indexed has members, where nothing else says what it is. */
  index(array: Expression, index: Expression, place: Place, elements = false): Expression {
    let base = array;
    let by = index;
    let type = decay(base.type);
    if (type.kind === 'unknown' && base.kind === 'member') {
      // A member nobody declares that is indexed is an array in its struct rather than a pointer to nowhere.
      decide(type, { kind: 'array', of: this.unit.types.uint, length: INFERRED_ELEMENTS });
      type = decay(resolve(type));
    } else if (type.kind === 'unknown') {
      hostObject(
        this.unit,
        base,
        pointerTo(elements ? openStruct(this.unit, type.definition.name) : this.unit.types.uint),
      );
      type = resolve(base.type);
    }
    if (!isPointer(type) && isPointer(decay(by.type))) {
      [base, by] = [by, base];
      type = decay(base.type);
    }
    if (!isPointer(type)) throw new SyntaxProblem(`${typeName(type)} cannot be indexed`, place.line, 'type');
    if (!isInt(valueTypeOf(this.unit, by)))
      throw new SyntaxProblem('an array index must be an integer', place.line, 'type');
    return { kind: 'index', ...place, array: base, index: by, type: type.to };
  }

  member(object: Expression, name: string, arrow: boolean, place: Place): Expression {
    let type = resolve(object.type);
    if (arrow) {
      let pointer = decay(type);
      if (pointer.kind === 'unknown') {
        const struct = openStruct(this.unit, pointer.definition.name);
        hostObject(this.unit, object, pointerTo(struct));
        if (resolve(pointer).kind === 'unknown') decide(pointer, pointerTo(struct));
        pointer = resolve(pointer);
      }
      if (pointer.kind === 'struct') {
        arrow = false; // `.` and `->` mixed up
      } else if (!isPointer(pointer)) {
        throw new SyntaxProblem(`"->" needs a pointer to a struct, this is ${typeName(pointer)}`, place.line, 'type');
      }
      type = pointer.kind === 'pointer' ? resolve(pointer.to) : pointer;
    } else if (type.kind === 'pointer' && resolve(type.to).kind === 'struct') {
      this.unit.note('warning', 'dot-for-arrow', `"." on a pointer: "->${name}" is meant`, place.line);
      arrow = true;
      type = resolve(type.to);
    }
    if (type.kind === 'unknown') type = decide(type, openStruct(this.unit, type.definition.name));
    if (type.kind === 'void' && arrow && object.kind !== 'cast') {
      type = openStruct(this.unit, 'void');
    }
    if (type.kind !== 'struct') {
      throw new SyntaxProblem(`${typeName(type)} has no members, so "${name}" is none`, place.line, 'type');
    }
    const definition = type.definition;
    let path = findField(definition, name);
    if (!path) path = [learnMember(this.unit, definition, name, place)];
    const last = path.at(-1)!;
    const isConst = type.const || path.some((f) => f.type.const);
    const isVolatile = type.volatile || path.some((f) => f.type.volatile);
    let memberType = last.type;
    if ((isConst && !memberType.const) || (isVolatile && !memberType.volatile)) {
      memberType = { ...memberType, const: isConst, volatile: isVolatile } as Type;
    }
    const node: Member = { kind: 'member', ...place, object, member: name, arrow, path, type: memberType };
    return node;
  }

  /** The function type behind a callee, null where it cannot be called. */
  functionType(callee: Expression): FunctionType | null {
    let type = resolve(callee.type);
    if (type.kind === 'unknown') {
      const made: FunctionType = {
        kind: 'function',
        returns: { kind: 'unknown', definition: { name: type.definition.name, resolved: null } },
        parameters: [],
        variadic: false,
        prototyped: false,
      };
      decide(type, pointerTo(made));
      return made;
    }
    if (type.kind === 'pointer') type = resolve(type.to);
    if (type.kind === 'pointer') type = resolve(type.to);
    return type.kind === 'function' ? type : null;
  }

  call(callee: Expression, args: Expression[], name: string | null, place: Place): Call {
    const type = this.functionType(callee);
    if (!type) throw new SyntaxProblem(`${typeName(callee.type)} cannot be called`, place.line, 'type');
    if (type.prototyped) {
      const required = type.parameters.length;
      if (args.length < required) {
        for (let i = args.length; i < required; i++) {
          const preset = type.parameters[i]!.default;
          if (preset) args.push(preset);
          else {
            const line = place.line;
            this.unit.note(
              'error',
              'too-few-arguments',
              `${name ?? 'this function'} takes ${required} arguments, ${args.length} given; 0 is passed for the rest`,
              line,
            );
            while (args.length < required) args.push(this.number(0n, this.unit.types.int, place));
          }
        }
      } else if (args.length > required && !type.variadic) {
        this.unit.note(
          'warning',
          'too-many-arguments',
          `${name ?? 'this function'} takes ${required} arguments, ${args.length} given`,
          place.line,
        );
      }
      type.parameters.forEach((parameter, i) => {
        const to = resolve(parameter.type);
        if (to.kind === 'pointer' && to.reference) {
          if (isLvalue(args[i]!)) args[i] = this.unary('&', args[i]!, placeOf(args[i]!));
          return;
        }
        this.convertible(args[i]!, parameter.type, args[i]!);
      });
    }
    args.forEach((arg, i) => {
      if (arg.kind === 'identifier' && arg.symbol.unknown && arg.symbol.kind === 'variable' && name) {
        const entry = this.unit.unknown('value', arg.name, arg.line, 'int, 0');
        entry.passedTo ??= [];
        if (!entry.passedTo.some((p) => p.callee === name && p.index === i))
          entry.passedTo.push({ callee: name, index: i });
      }
      const given = resolve(arg.type);
      if (given.kind === 'void')
        throw new SyntaxProblem('a function that returns nothing is used as a value', arg.line, 'type');
    });
    return { kind: 'call', ...place, callee, args, name, type: type.returns };
  }

  identifier(symbol: Symbol, place: Place): Expression {
    let type = symbol.type;
    if (symbol.kind === 'variable') symbol.reads = (symbol.reads ?? 0) + 1;
    const node: Identifier = { kind: 'identifier', ...place, name: symbol.name, symbol, type };
    if (symbol.unknown || (symbol.kind === 'function' && !symbol.defined)) this.unit.outsiders.push(node);
    if (symbol.kind === 'enum-constant') {
      type = symbol.type;
      if (symbol.constant !== undefined) node.constant = symbol.constant;
    }
    return node;
  }

  sizeofType(
    of: Type,
    operator: '_Alignof' | 'sizeof',
    operand: Expression | null,
    place: Place,
    align: number,
  ): Expression {
    const size = operator === 'sizeof' ? saidSize(of, this.unit.target) : align;
    const node: Expression = { kind: 'sizeof', ...place, operator, of, operand, type: this.unit.types.size };
    if (!isVariableLength(of)) node.constant = BigInt(size);
    return node;
  }
}

/** A null pointer constant: 0 or (void *)0, nothing else. */
const isNull = (e: Expression): boolean => {
  if (e.constant !== 0n) return false;
  const type = resolve(e.type);
  return type.kind === 'pointer' && type.to.kind === 'void' && !type.to.const && !type.to.volatile;
};
