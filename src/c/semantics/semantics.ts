/**
 * Builds typed expressions: the type of every operation (C11 6.5), constant folding, and what a use teaches about an
 * unknown name. One file, because the cases of one switch belong together.
 */
import type {
  Assignment,
  Binary,
  Call,
  Cast,
  Conditional,
  Expression,
  Identifier,
  Member,
  Node,
  Postfix,
  Symbol,
  Unary,
} from '../ast.ts';
import {
  commonType,
  type Field,
  type FunctionType,
  findField,
  type IntType,
  isArithmetic,
  isFloat,
  isInt,
  isPointer,
  isScalar,
  type PointerType,
  pointerTo,
  promote,
  qualify,
  resolve,
  type StructDefinition,
  saidSize,
  sizeOf,
  type Type,
  typeName,
  type UnknownType,
  unqualified,
  wrapInt,
} from '../types.ts';
import { SyntaxProblem, type Unit } from '../unit.ts';

export type Place = Pick<Node, 'line' | 'column' | 'macro'>;

/** Room for a member of an unknown struct that is used as an array. */
const INFERRED_ELEMENTS = 64;

export class Semantics {
  readonly unit: Unit;
  constructor(unit: Unit) {
    this.unit = unit;
  }

  /** Arrays and functions become pointers. */
  decay(type: Type): Type {
    const known = resolve(type);
    if (known.kind === 'array') return pointerTo(known.of);
    if (known.kind === 'function') return pointerTo(known);
    return known;
  }

  /** The type of a value in arithmetic; an unknown type is decided here: it is an integer. */
  value(e: Expression): Type {
    const type = resolve(e.type);
    if (type.kind === 'unknown') return this.decide(type, guessInteger(type.definition.name, this.unit.types));
    return this.decay(type);
  }

  decide(type: UnknownType, to: Type): Type {
    type.definition.resolved = to;
    return to;
  }

  /** Bits of a bit-field; as in gcc, what is assigned to one, and a comma that ends in one, keep its width. */
  bitsOf(e: Expression): number | undefined {
    switch (e.kind) {
      case 'member':
        return e.path.at(-1)?.bits;
      case 'comma':
        return this.bitsOf(e.right);
      case 'assignment':
        return this.bitsOf(e.target);
      case 'postfix':
        return this.bitsOf(e.operand);
      case 'unary':
        return e.operator === '++' || e.operator === '--' ? this.bitsOf(e.operand) : undefined;
      default:
        return undefined;
    }
  }

  #promoted(e: Expression): Type {
    return promote(this.value(e), this.unit.types, this.bitsOf(e));
  }

  promoteValue(e: Expression): Type {
    return this.#promoted(e);
  }

  number(value: bigint, type: Type, place: Place): Expression {
    return { kind: 'number', ...place, type, constant: value, text: String(value) };
  }

  /** Converts a constant; undefined where it has none in that type. */
  convertConstant(value: bigint | number | undefined, to: Type): bigint | number | undefined {
    if (value === undefined) return undefined;
    const type = resolve(to);
    if (isInt(type)) {
      if (typeof value === 'bigint') return wrapInt(value, type);
      if (type.rank === 0) return value !== 0 ? 1n : 0n;
      return saturate(value, type);
    }
    if (isFloat(type)) {
      const n = Number(value);
      return type.bytes === 4 ? Math.fround(n) : n;
    }
    if (isPointer(type)) return typeof value === 'bigint' ? BigInt.asUintN(32, value) : undefined;
    return undefined;
  }

  isLvalue(e: Expression): boolean {
    switch (e.kind) {
      case 'identifier':
        return e.symbol.kind === 'variable' || e.symbol.kind === 'bit';
      case 'unary':
        return e.operator === '*';
      case 'index':
      case 'compound-literal':
      case 'string':
        return true;
      case 'member':
        return e.arrow || this.isLvalue(e.object) || e.object.kind === 'call';
      default:
        return false;
    }
  }

  takeAddress(e: Expression): void {
    let at = e;
    for (;;) {
      if (at.kind === 'identifier') {
        at.symbol.addressTaken = true;
        return;
      }
      if (at.kind === 'member' && !at.arrow) at = at.object;
      else if (at.kind === 'index' && resolve(at.array.type).kind === 'array') at = at.array;
      else return;
    }
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
            type: this.decay(operand.operand.type),
          };
          if (operand.operand.constant !== undefined) inner.constant = operand.operand.constant;
          return inner;
        }
        this.takeAddress(operand);
        const type = resolve(operand.type);
        const made = node(pointerTo(type.kind === 'pointer' && type.reference ? type.to : operand.type));
        const address = this.constantAddress(operand);
        if (address !== undefined) made.constant = BigInt.asUintN(32, address);
        return made;
      }
      case '*': {
        let type = this.decay(operand.type);
        if (type.kind === 'unknown') type = this.decide(type, pointerTo(this.unit.types.uint));
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
        return node(this.value(operand));
      default: {
        const type = this.#promoted(operand);
        if (!isArithmetic(type) || (operator === '~' && !isInt(type))) {
          throw new SyntaxProblem(`"${operator}" cannot be used with ${typeName(type)}`, place.line, 'type');
        }
        const c = this.convertConstant(operand.constant, type);
        if (c === undefined) return node(type);
        if (typeof c === 'number') return node(type, operator === '-' ? -c : c);
        const value = operator === '-' ? -c : operator === '~' ? ~c : c;
        return node(type, wrapInt(value, type as IntType));
      }
    }
  }

  scalar(e: Expression, operator: string): Type {
    const type = this.value(e);
    if (!isScalar(type)) {
      throw new SyntaxProblem(`"${operator}" cannot be used with ${typeName(type)}`, e.line, 'type');
    }
    return type;
  }

  #modifiable(e: Expression, operator: string): void {
    if (!this.isLvalue(e)) {
      throw new SyntaxProblem(`the left side of "${operator}" is not something that can be changed`, e.line, 'type');
    }
    if (e.kind === 'identifier') e.symbol.writes = (e.symbol.writes ?? 0) + 1;
  }

  postfix(operator: '++' | '--', operand: Expression, place: Place): Postfix {
    this.#modifiable(operand, operator);
    return { kind: 'postfix', ...place, operator, operand, type: this.value(operand) };
  }

  binary(operator: string, left: Expression, right: Expression, place: Place): Binary {
    const { types } = this.unit;
    const make = (type: Type, operandType: Type): Binary => {
      const node: Binary = { kind: 'binary', ...place, operator, left, right, type, operandType };
      const constant = this.#fold(operator, left, right, operandType, type);
      if (constant !== undefined) node.constant = constant;
      return node;
    };
    const bad = (): SyntaxProblem =>
      new SyntaxProblem(
        `"${operator}" cannot be used with ${typeName(this.value(left))} and ${typeName(this.value(right))}`,
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
        const type = this.#promoted(left);
        const by = this.#promoted(right);
        if (!isInt(type) || !isInt(by)) throw bad();
        return make(type, type);
      }
      case '==':
      case '!=':
      case '<':
      case '>':
      case '<=':
      case '>=': {
        const a = this.value(left);
        const b = this.value(right);
        if (isPointer(a) || isPointer(b)) {
          if (!isScalar(a) || !isScalar(b) || isFloat(a) || isFloat(b)) throw bad();
          return make(types.int, isPointer(a) ? a : b);
        }
        if (!isArithmetic(a) || !isArithmetic(b)) throw bad();
        return make(types.int, commonType(this.#promoted(left), this.#promoted(right), types));
      }
      default: {
        const a = this.value(left);
        const b = this.value(right);
        if (operator === '+' && isPointer(a) && isInt(b)) return make(unqualified(a), a);
        if (operator === '+' && isInt(a) && isPointer(b)) return make(unqualified(b), b);
        if (operator === '-' && isPointer(a) && isInt(b)) return make(unqualified(a), a);
        if (operator === '-' && isPointer(a) && isPointer(b)) return make(types.ptrdiff, a);
        if (!isArithmetic(a) || !isArithmetic(b)) throw bad();
        if ((operator === '/' || operator === '%') && right.kind === 'identifier')
          this.#divisor(right.symbol, right.line);
        const type = commonType(this.#promoted(left), this.#promoted(right), types);
        if (isFloat(type) && !'+-*/'.includes(operator)) throw bad();
        return make(type, type);
      }
    }
  }

  /** Something is divided by an undeclared value: 0 would end the program. */
  #divisor(symbol: Symbol, line: number): void {
    if (!symbol.unknown || symbol.constant !== undefined || symbol.kind !== 'variable') return;
    symbol.constant = 1n;
    this.unit.unknown('value', symbol.name, line, '').assumed = 'int, 1 (something is divided by it)';
  }

  #fold(
    operator: string,
    left: Expression,
    right: Expression,
    operandType: Type,
    type: Type,
  ): bigint | number | undefined {
    if (left.constant === undefined) return undefined;
    if (operator === '&&' && !left.constant) return 0n;
    if (operator === '||' && left.constant) return 1n;
    if (right.constant === undefined) return undefined;
    if (operator === '&&' || operator === '||') return right.constant ? 1n : 0n;
    if (isPointer(operandType)) {
      if (typeof left.constant !== 'bigint' || typeof right.constant !== 'bigint') return undefined;
      const size = BigInt(Math.max(1, sizeOf(operandType.to, this.unit.target)));
      const a = left.constant;
      const b = right.constant;
      if (isPointer(type)) {
        const scaled = isPointer(this.decay(left.type)) ? [a, b] : [b, a];
        const value = operator === '+' ? scaled[0]! + scaled[1]! * size : scaled[0]! - scaled[1]! * size;
        return BigInt.asUintN(32, value);
      }
      if (operator === '-') return (a - b) / size;
      return compare(operator, BigInt.asUintN(32, a), BigInt.asUintN(32, b));
    }
    const a = this.convertConstant(left.constant, operandType);
    if (operator === '<<' || operator === '>>') {
      if (typeof a !== 'bigint' || typeof right.constant !== 'bigint' || !isInt(type)) return undefined;
      const by = right.constant;
      if (by < 0n || by >= BigInt(type.bytes * 8)) return undefined;
      return wrapInt(operator === '<<' ? a << by : a >> by, type);
    }
    const b = this.convertConstant(right.constant, operandType);
    if (a === undefined || b === undefined) return undefined;
    if (typeof a === 'number' && typeof b === 'number') {
      const narrow = (n: number): number => (isFloat(type) && type.bytes === 4 ? Math.fround(n) : n);
      switch (operator) {
        case '+':
          return narrow(a + b);
        case '-':
          return narrow(a - b);
        case '*':
          return narrow(a * b);
        case '/':
          return narrow(a / b);
        default:
          return compare(operator, a, b);
      }
    }
    if (typeof a !== 'bigint' || typeof b !== 'bigint') return undefined;
    if (!isInt(type)) return undefined;
    switch (operator) {
      case '+':
        return wrapInt(a + b, type);
      case '-':
        return wrapInt(a - b, type);
      case '*':
        return wrapInt(a * b, type);
      case '/':
        return b === 0n ? undefined : wrapInt(a / b, type);
      case '%':
        return b === 0n ? undefined : wrapInt(a % b, type);
      case '&':
        return wrapInt(a & b, type);
      case '|':
        return wrapInt(a | b, type);
      case '^':
        return wrapInt(a ^ b, type);
      default:
        return compare(operator, a, b);
    }
  }

  assignment(operator: string, target: Expression, value: Expression, place: Place): Assignment {
    this.#modifiable(target, operator);
    const type = resolve(target.type);
    if (operator === '=') {
      const known = type.kind === 'unknown' ? this.learn(type, value) : type;
      this.convertible(value, known, place);
      return { kind: 'assignment', ...place, operator, target, value, type: unqualified(known), operandType: known };
    }
    const binary = this.binary(operator.slice(0, -1), target, value, place);
    const known = this.value(target);
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

  /** An unknown object takes the type of what it is given first. */
  learn(type: UnknownType, value: Expression): Type {
    const given = resolve(value.type);
    if (given.kind === 'struct' || given.kind === 'pointer') return this.decide(type, unqualified(given));
    if (given.kind === 'array' || given.kind === 'function') return this.decide(type, this.decay(given));
    if (given.kind === 'unknown') return type;
    return this.decide(type, guessInteger(type.definition.name, this.unit.types));
  }

  /** What cannot be converted at all is an error; suspicious conversions are for the mistakes to find. */
  convertible(value: Expression, to: Type, place: Place): void {
    const target = resolve(to);
    let from = resolve(value.type);
    if (from.kind === 'unknown') {
      if (target.kind === 'unknown' || target.kind === 'void') return;
      if (target.kind === 'pointer') {
        if (resolve(target.to).kind === 'function' && this.#unknownFunction(value, target)) return;
        this.#hostObject(value, target);
        return;
      }
      if (target.kind === 'struct') {
        this.decide(from, unqualified(target));
        return;
      }
      from = this.value(value);
    }
    const decayed = this.decay(from);
    // A type nobody declares that holds a function's address is one for such functions.
    if (target.kind === 'unknown' && decayed.kind === 'pointer' && resolve(decayed.to).kind === 'function')
      this.decide(target, unqualified(decayed));
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

  /** A name nobody declares where a function's address is wanted: a function that returns 0. */
  #unknownFunction(e: Expression, type: PointerType): boolean {
    const to = resolve(type.to);
    if (e.kind !== 'identifier' || !e.symbol.unknown || to.kind !== 'function') return false;
    const { symbol } = e;
    symbol.kind = 'function';
    symbol.type = to;
    e.type = to;
    const at = this.unit.variables.findIndex((declaration) => declaration.symbol === symbol);
    if (at >= 0) this.unit.variables.splice(at, 1);
    return true;
  }

  /** An unknown value used as a pointer: it gets an object of its own in the host's address space. */
  #hostObject(e: Expression, type: PointerType): void {
    const from = resolve(e.type);
    if (from.kind !== 'unknown') return;
    this.decide(from, unqualified(type));
    if (e.kind === 'identifier' && e.symbol.unknown && e.symbol.constant === undefined) {
      e.symbol.constant = BigInt(this.unit.nextUnknownObject());
      const entry = this.unit.unknown('value', e.symbol.name, e.line, '');
      entry.assumed = `pointer to an object of the hardware (${typeName(type.to)})`;
      entry.address = Number(e.symbol.constant);
    }
  }

  conditional(condition: Expression, then: Expression | null, otherwise: Expression, place: Place): Conditional {
    this.scalar(condition, '?:');
    const first = then ?? condition;
    const type = this.#balanced(first, otherwise);
    const node: Conditional = { kind: 'conditional', ...place, condition, then, otherwise, type };
    if (condition.constant !== undefined) {
      const chosen = condition.constant ? first : otherwise;
      const constant = this.convertConstant(chosen.constant, type);
      if (constant !== undefined) node.constant = constant;
    }
    return node;
  }

  #balanced(a: Expression, b: Expression): Type {
    const rawA = resolve(a.type);
    const rawB = resolve(b.type);
    if (rawA.kind === 'void' || rawB.kind === 'void') return this.unit.types.void;
    const x = this.value(a);
    const y = this.value(b);
    if (isArithmetic(x) && isArithmetic(y)) return commonType(this.#promoted(a), this.#promoted(b), this.unit.types);
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
      if (from.kind === 'unknown' && isPointer(type)) this.#hostObject(operand, type);
      const given = this.value(operand);
      const ok =
        type.kind === 'unknown' ||
        (isScalar(type) && isScalar(given)) ||
        (type.kind === 'struct' && given.kind === 'struct');
      if (!ok) throw new SyntaxProblem(`${typeName(given)} cannot be cast to ${typeName(type)}`, place.line, 'type');
    }
    const target =
      type.kind === 'unknown' ? this.decide(type, guessInteger(type.definition.name, this.unit.types)) : type;
    const node: Cast = {
      kind: 'cast',
      ...place,
      operand,
      type: target.kind === 'struct' ? target : unqualified(target),
    };
    const constant = this.convertConstant(operand.constant, target);
    if (constant !== undefined) node.constant = constant;
    return node;
  }

  /** `elements`: what is indexed has members, where nothing else says what it is. */
  index(array: Expression, index: Expression, place: Place, elements = false): Expression {
    let base = array;
    let by = index;
    let type = this.decay(base.type);
    if (type.kind === 'unknown' && base.kind === 'member') {
      // A member nobody declares that is indexed is an array in its struct rather than a pointer to nowhere.
      this.decide(type, { kind: 'array', of: this.unit.types.uint, length: INFERRED_ELEMENTS });
      type = this.decay(resolve(type));
    } else if (type.kind === 'unknown') {
      this.#hostObject(base, pointerTo(elements ? this.openStruct(type.definition.name) : this.unit.types.uint));
      type = resolve(base.type);
    }
    if (!isPointer(type) && isPointer(this.decay(by.type))) {
      [base, by] = [by, base];
      type = this.decay(base.type);
    }
    if (!isPointer(type)) throw new SyntaxProblem(`${typeName(type)} cannot be indexed`, place.line, 'type');
    if (!isInt(this.value(by))) throw new SyntaxProblem('an array index must be an integer', place.line, 'type');
    return { kind: 'index', ...place, array: base, index: by, type: type.to };
  }

  member(object: Expression, name: string, arrow: boolean, place: Place): Expression {
    let type = resolve(object.type);
    if (arrow) {
      let pointer = this.decay(type);
      if (pointer.kind === 'unknown') {
        const struct = this.openStruct(pointer.definition.name);
        this.#hostObject(object, pointerTo(struct));
        if (resolve(pointer).kind === 'unknown') this.decide(pointer, pointerTo(struct));
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
    if (type.kind === 'unknown') type = this.decide(type, this.openStruct(type.definition.name));
    if (type.kind === 'void' && arrow && object.kind !== 'cast') {
      type = this.openStruct('void');
    }
    if (type.kind !== 'struct') {
      throw new SyntaxProblem(`${typeName(type)} has no members, so "${name}" is none`, place.line, 'type');
    }
    const definition = type.definition;
    let path = findField(definition, name);
    if (!path) path = [this.#learnMember(definition, name, place)];
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

  /** A name nobody declares after `case`: a constant with a value that no other such name has. */
  unknownConstant(e: Expression): void {
    if (e.kind !== 'identifier' || !e.symbol.unknown || e.symbol.kind !== 'variable') return;
    const from = resolve(e.type);
    if (from.kind === 'unknown') this.decide(from, this.unit.types.int);
    e.symbol.constant ??= this.unit.nextUnknownConstant();
    e.constant = e.symbol.constant;
    this.unit.unknown('value', e.name, e.line, '').assumed = `constant with a value of its own (${e.symbol.constant})`;
  }

  /** A struct that is named but nowhere defined: its members are inferred from their use. */
  assumeStruct(definition: StructDefinition, place: Place): void {
    definition.open = true;
    definition.complete = true;
    this.unit.unknown('type', definition.tag, place.line, 'struct with the members that are used');
  }

  openStruct(name: string): Type {
    const definition: StructDefinition = { tag: name, union: false, fields: [], complete: true, open: true, line: 0 };
    this.unit.structs.push(definition);
    return { kind: 'struct', definition };
  }

  #learnMember(definition: StructDefinition, name: string, place: Place): Field {
    const type: UnknownType = { kind: 'unknown', definition: { name, resolved: null } };
    const field: Field = { name, type, line: place.line, offset: 0, inferred: true };
    definition.fields.push(field);
    definition.complete = true;
    delete definition.layout;
    delete definition.byName;
    this.unit.unknown('member', name, place.line, '32-bit member, unless its use says otherwise', definition.tag);
    return field;
  }

  /** The address of an lvalue at a fixed place, as a bigint. */
  constantAddress(e: Expression): bigint | undefined {
    switch (e.kind) {
      case 'identifier':
        return e.symbol.address !== undefined && e.symbol.kind === 'variable' ? BigInt(e.symbol.address) : undefined;
      case 'unary':
        return e.operator === '*' && typeof e.operand.constant === 'bigint' ? e.operand.constant : undefined;
      case 'member': {
        let base: bigint | undefined;
        if (e.arrow) base = typeof e.object.constant === 'bigint' ? e.object.constant : undefined;
        else base = this.constantAddress(e.object);
        if (base === undefined) return undefined;
        const struct = resolve(e.arrow ? (this.decay(e.object.type) as PointerType).to : e.object.type);
        if (struct.kind !== 'struct' || struct.definition.open) return undefined;
        sizeOf(struct, this.unit.target);
        return base + BigInt(e.path.reduce((sum, field) => sum + field.offset, 0));
      }
      case 'index': {
        if (typeof e.index.constant !== 'bigint') return undefined;
        const array = resolve(e.array.type);
        const base =
          array.kind === 'array'
            ? this.constantAddress(e.array)
            : typeof e.array.constant === 'bigint'
              ? e.array.constant
              : undefined;
        if (base === undefined) return undefined;
        return base + e.index.constant * BigInt(sizeOf(e.type, this.unit.target));
      }
      default:
        return undefined;
    }
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
      this.decide(type, pointerTo(made));
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
          if (this.isLvalue(args[i]!)) args[i] = this.unary('&', args[i]!, placeOf(args[i]!));
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

/** A floating constant as an integer: what does not fit becomes the nearest value, as gcc and ARM's VCVT have it. */
function saturate(value: number, type: IntType): bigint | undefined {
  if (Number.isNaN(value)) return 0n;
  const bits = BigInt(type.bytes * 8);
  const low = type.signed ? -(1n << (bits - 1n)) : 0n;
  const high = (1n << (type.signed ? bits - 1n : bits)) - 1n;
  if (value === Number.POSITIVE_INFINITY) return high;
  if (value === Number.NEGATIVE_INFINITY) return low;
  const whole = BigInt(Math.trunc(value));
  return whole < low ? low : whole > high ? high : whole;
}

/** A null pointer constant: 0 or (void *)0, nothing else. */
const isNull = (e: Expression): boolean => {
  if (e.constant !== 0n) return false;
  const type = resolve(e.type);
  return type.kind === 'pointer' && type.to.kind === 'void' && !type.to.const && !type.to.volatile;
};

/** Only the place of a node. */
export function placeOf(node: Place): Place {
  const place: Place = { line: node.line, column: node.column };
  if (node.macro !== undefined) place.macro = node.macro;
  return place;
}

export function isVariableLength(type: Type): boolean {
  return type.kind === 'array' && (type.lengthOf !== undefined || isVariableLength(type.of));
}

function compare(operator: string, a: bigint | number, b: bigint | number): bigint | undefined {
  switch (operator) {
    case '==':
      return a === b ? 1n : 0n;
    case '!=':
      return a !== b ? 1n : 0n;
    case '<':
      return a < b ? 1n : 0n;
    case '>':
      return a > b ? 1n : 0n;
    case '<=':
      return a <= b ? 1n : 0n;
    case '>=':
      return a >= b ? 1n : 0n;
    default:
      return undefined;
  }
}

/** What an undeclared integer type means by its name: u8, uint16, INT32U, BYTE, DWORD, uchar ... */
export function guessInteger(name: string, types: Unit['types']): Type {
  const lower = name.toLowerCase();
  const bits = /(8|16|32|64)/.exec(lower)?.[1];
  const unsigned = /^(u|vu|v_u)|unsigned|u$|u_t$/.test(lower);
  if (bits && /^(v|c|sc|vc|v_)?_*(u|s|i|int|uint|sint|unsigned|signed)?_*(int)?_*(8|16|32|64)/.test(lower)) {
    switch (bits) {
      case '8':
        return unsigned ? types.uchar : types.schar;
      case '16':
        return unsigned ? types.ushort : types.short;
      case '64':
        return unsigned ? types.ullong : types.llong;
      default:
        return types.target.intBits === 16 ? (unsigned ? types.ulong : types.long) : unsigned ? types.uint : types.int;
    }
  }
  if (/^(uchar|byte|bool|boolean|bit)(_t)?$/.test(lower)) return types.uchar;
  if (/^(ushort|word)(_t)?$/.test(lower)) return types.ushort;
  if (/^(ulong|dword)(_t)?$/.test(lower)) return types.target.intBits === 16 ? types.ulong : types.uint;
  if (/^(float|single|real)\d*(_t)?$/.test(lower)) return types.float;
  return types.int;
}
