/**
 * What C++ does unasked: objects are constructed with their bases, members and given values, operators are functions,
 * virtual methods are those of the class an object really is of.
 */
import type { Expression, Symbol, Unary, VariableDeclaration } from '../ast.ts';
import type { Token } from '../lexer.ts';
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
import { chooseOverload } from './overloads.ts';
import type { Declarator, Specifiers } from './specifiers.ts';
import { StatementParser } from './statements.ts';

/** Elements of an array that are constructed one by one. */
const LIMIT_ELEMENTS = 256;
/** The hidden member that says of which class an object is; no name of a program has a space. */
const CLASS_MEMBER = 'class of';

export abstract class ClassParser extends StatementParser {
  abstract variable(specifiers: Specifiers, declarator: Declarator, token: Token, type: Type): void;

  staticMember(specifiers: Specifiers, declarator: Declarator, type: Type): void {
    this.variable({ ...specifiers, storage: undefined as never }, declarator, declarator.name!, type);
  }

  /** The root of a class with virtual methods gets a member for the class of the object; called when a class is complete. */
  completeClass(definition: StructDefinition): void {
    if (!definition.virtuals) return;
    for (let base = definition.base; base; base = base.base) if (base.virtuals) return;
    if (definition.base) return; // the base has no room for it: calls through it stay its own
    const { types } = this.unit;
    definition.fields.unshift({ name: CLASS_MEMBER, type: types.uint, line: definition.line, offset: 0 });
  }

  /** The number of a class; 0 is no object yet. */
  #classNumber(definition: StructDefinition): bigint {
    return BigInt(this.unit.structs.indexOf(definition) + 1);
  }

  /** Whether an object of this type is more than its zeros when it comes to life. */
  constructs(type: Type): boolean {
    const known = resolve(type);
    if (known.kind === 'array') return this.constructs(known.of);
    if (known.kind !== 'struct' || known.definition.open) return false;
    const { definition } = known;
    return (
      definition.methods?.has(definition.tag) === true ||
      definition.presets !== undefined ||
      isVirtual(definition) ||
      definition.fields.some((field) => !field.bits && this.constructs(field.type))
    );
  }

  /** What constructs an object: the class it is of, then its constructor or what its members say. Null where nothing does. */
  construct(target: Expression, type: Type, args: Expression[], place: Place): Expression | null {
    const known = resolve(type);
    if (known.kind === 'array') {
      if (!this.constructs(known.of)) return null;
      const length = known.length ?? 0;
      if (length > LIMIT_ELEMENTS) throw this.problem(`constructing ${length} objects is not supported`, place.line);
      const each = Array.from({ length }, (_, i) =>
        this.construct(
          this.semantics.index(target, this.semantics.number(BigInt(i), this.unit.types.int, place), place),
          known.of,
          args,
          place,
        ),
      );
      return this.#sequence(each, place);
    }
    if (known.kind !== 'struct') return null;
    const { definition } = known;
    const steps: (Expression | null)[] = [];
    if (isVirtual(definition)) {
      const number = this.semantics.number(this.#classNumber(definition), this.unit.types.uint, place);
      steps.push(
        this.semantics.assignment('=', this.semantics.member(target, CLASS_MEMBER, false, place), number, place),
      );
    }
    steps.push(this.#constructBody(target, definition, args, place));
    return this.#sequence(steps, place);
  }

  #constructBody(
    target: Expression,
    definition: StructDefinition,
    args: Expression[],
    place: Place,
  ): Expression | null {
    if (definition.methods?.has(definition.tag)) {
      const made = this.lookup(`${definition.tag}::${definition.tag}`);
      if (!made) return null;
      const all = [this.semantics.unary('&', target, place), ...args];
      const chosen = chooseOverload(made, all);
      const only = args.length === 1 ? resolve(args[0]!.type) : undefined;
      if (only?.kind === 'struct' && !takesObject(chosen))
        return this.semantics.assignment('=', target, args[0]!, place);
      const required = (chosen.type as FunctionType).parameters.filter((parameter) => !parameter.default).length;
      if (all.length < required && args.length === 0)
        throw this.problem(`${definition.tag} has no constructor without arguments`, place.line);
      this.current?.calls.add(chosen.name);
      return this.semantics.call(this.semantics.identifier(chosen, place), all, chosen.name, place);
    }
    if (args.length > 0) {
      if (args.length === 1) return this.semantics.assignment('=', target, args[0]!, place);
      throw this.problem(`${definition.tag} has no constructor with ${args.length} arguments`, place.line);
    }
    return this.#sequence(this.memberSteps(target, definition, new Map(), place), place);
  }

  /** Bases and members in their order: what the constructor's list gives them, else what they say themselves. */
  memberSteps(
    target: Expression,
    definition: StructDefinition,
    given: Map<string, () => Expression | null>,
    place: Place,
  ): (Expression | null)[] {
    const steps: (Expression | null)[] = [];
    const { base } = definition;
    if (base) {
      const listed = given.get(base.tag);
      if (listed) steps.push(listed());
      else steps.push(this.#constructBody(this.asBase(target, base, place), base, [], place));
    }
    const presets = new Map((definition.presets ?? []).map((preset) => [preset.name, preset.at]));
    for (const field of definition.fields) {
      if (!field.name) continue;
      const listed = given.get(field.name);
      if (listed) {
        steps.push(listed());
        continue;
      }
      const at = presets.get(field.name);
      if (at === undefined && !this.constructs(field.type)) continue;
      const member = this.semantics.member(target, field.name, false, place);
      steps.push(
        at === undefined ? this.construct(member, field.type, [], place) : this.#preset(member, field.type, at, place),
      );
    }
    return steps;
  }

  #preset(member: Expression, type: Type, at: number, place: Place): Expression | null {
    const save = this.at;
    this.at = at;
    try {
      const known = resolve(type);
      if (this.is('{') && known.kind === 'struct' && this.constructs(type)) {
        this.at++;
        return this.construct(member, type, this.#list('}'), place);
      }
      if (this.is('{') && known.kind !== 'struct' && known.kind !== 'array') {
        this.at++;
        const value = this.is('}')
          ? this.semantics.number(0n, this.unit.types.int, place)
          : this.assignmentExpression();
        return this.semantics.assignment('=', member, value, place);
      }
      if (known.kind === 'array') return this.#copyInto(member, type, place);
      return this.semantics.assignment('=', member, this.initializerFor(type), place);
    } finally {
      this.at = save;
    }
  }

  /** An array member with a list: a hidden object gets the list, its elements are assigned. */
  #copyInto(member: Expression, type: Type, place: Place): Expression | null {
    const known = resolve(type);
    if (known.kind !== 'array' || !this.is('{')) throw this.problem('this value of a member is not supported');
    this.at++;
    const values = this.#list('}');
    return this.#sequence(
      values.map((value, i) =>
        this.semantics.assignment(
          '=',
          this.semantics.index(member, this.semantics.number(BigInt(i), this.unit.types.int, place), place),
          value,
          place,
        ),
      ),
      place,
    );
  }

  #list(close: string): Expression[] {
    const args: Expression[] = [];
    while (!this.accept(close)) {
      args.push(this.assignmentExpression());
      if (!this.accept(',') && !this.is(close)) this.expect(close);
    }
    return args;
  }

  /** The part of an object that its base class describes. */
  asBase(target: Expression, base: StructDefinition, place: Place): Expression {
    const pointer = this.semantics.cast(
      pointerTo({ kind: 'struct', definition: base }),
      this.semantics.unary('&', target, place),
      place,
    );
    return this.semantics.unary('*', pointer, place);
  }

  /** For a declaration: what brings its object to life. */
  constructorFor(symbol: Symbol, args: Expression[], place: Place): Expression | null {
    const type = resolve(symbol.type);
    if (type.kind === 'unknown') {
      this.semantics.decide(type, this.semantics.openStruct(type.definition.name));
      return null;
    }
    if (!this.constructs(type)) return null;
    return this.construct(this.semantics.identifier(symbol, place), type, args, place);
  }

  /** `Led(5, 100)`: an object without a name. */
  temporary(type: Type, args: Expression[], token: Token, place: Place): Expression {
    const symbol = this.#scratch(type, token, place);
    const object = (): Expression => this.semantics.identifier(symbol, place);
    const made = this.construct(object(), type, args, place);
    return made ? { kind: 'comma', ...place, left: made, right: object(), type: unqualified(type) } : object();
  }

  #scratch(type: Type, token: Token, place: Place): Symbol {
    const symbol = this.blockScopeSymbol('', unqualified(type), token);
    symbol.addressTaken = true;
    if (!this.current) {
      const declaration: VariableDeclaration = { kind: 'variable', ...place, symbol, initializer: null };
      symbol.variable = declaration;
      this.unit.variables.push(declaration);
    }
    return symbol;
  }

  /** `new Led(5)`, `new int[3]`. */
  allocate(place: Place): Expression {
    const token = this.token;
    const base = this.specifiers().type;
    let type: Type = base;
    while (this.accept('*')) type = pointerTo(type);
    const { types } = this.unit;
    let count: Expression | null = null;
    let args: Expression[] = [];
    if (this.accept('[')) {
      count = this.expression();
      this.expect(']');
    } else if (this.is('(') || this.is('{')) {
      const close = this.is('(') ? ')' : '}';
      this.at++;
      args = this.#list(close);
    }
    const malloc = this.unit.lookup('malloc', true);
    if (!malloc) throw this.problem('"new" needs malloc', place.line);
    const size = this.semantics.number(BigInt(this.sizeOf(type)), types.size, place);
    const bytes = count ? this.semantics.binary('*', size, count, place) : size;
    this.unit.wanted(malloc);
    const raw = this.semantics.call(this.semantics.identifier(malloc, place), [bytes], 'malloc', place);
    const symbol = this.#scratch(pointerTo(type), token, place);
    const pointer = (): Expression => this.semantics.identifier(symbol, place);
    const steps: (Expression | null)[] = [
      this.semantics.assignment('=', pointer(), this.semantics.cast(pointerTo(type), raw, place), place),
    ];
    if (this.constructs(type)) {
      if (count && typeof count.constant !== 'bigint')
        throw this.problem('"new" of objects whose number is not known is not supported', place.line);
      const n = count ? Number(count.constant) : 1;
      const target: Type = count ? { kind: 'array', of: type, length: n } : type;
      const object = count
        ? this.semantics.unary('*', this.semantics.cast(pointerTo(target), pointer(), place), place)
        : this.semantics.unary('*', pointer(), place);
      steps.push(this.construct(object, target, args, place));
    } else if (args.length === 1 && !count) {
      steps.push(this.semantics.assignment('=', this.semantics.unary('*', pointer(), place), args[0]!, place));
    }
    return { kind: 'comma', ...place, left: this.#sequence(steps, place)!, right: pointer(), type: pointerTo(type) };
  }

  /** `delete p`: what a destructor would do is not done, and said. */
  release(operand: Expression, place: Place): Expression {
    const free = this.unit.lookup('free', true);
    if (!free) throw this.problem('"delete" needs free', place.line);
    this.unit.wanted(free);
    return this.semantics.call(this.semantics.identifier(free, place), [operand], 'free', place);
  }

  /** Arguments as the parameters want them: classes are constructed, what a reference binds to has an address. */
  prepare(type: FunctionType, args: Expression[], place: Place): void {
    if (!this.cppNames) return;
    for (const [i, arg] of args.entries()) {
      // A text for a function that knows no String: Serial.println(s).
      const given = resolve(arg.type);
      const parameter = type.parameters[i];
      if (given.kind !== 'struct' || !given.definition.methods?.has('c_str') || parameter?.name === 'this') continue;
      const to = parameter ? resolve(parameter.type) : undefined;
      if (to?.kind === 'struct' || (to?.kind === 'pointer' && to.reference)) continue;
      args[i] = this.callMethod(
        this.semantics.unary('&', this.#object(arg, place), place),
        given.definition,
        'c_str',
        [],
        place,
      );
    }
    type.parameters.forEach((parameter, i) => {
      const arg = args[i];
      if (!arg || parameter.name === 'this') return;
      const to = resolve(parameter.type);
      const wanted = to.kind === 'pointer' && to.reference ? resolve(to.to) : to;
      const given = resolve(arg.type);
      if (wanted.kind === 'struct' && given.kind !== 'struct' && given.kind !== 'unknown' && this.constructs(wanted))
        args[i] = this.temporary(wanted, [arg], this.token, place);
      if (wanted === to || this.semantics.isLvalue(args[i]!)) return;
      const isObject = wanted.kind === 'struct';
      args[i] = this.#object(isObject ? args[i]! : this.semantics.cast(unqualified(wanted), args[i]!, place), place);
    });
  }

  /** A value for an object of a class: what is no object yet is made one by its constructor. */
  asObject(type: Type, value: Expression, place: Place): Expression {
    const to = resolve(type);
    const from = resolve(value.type);
    if (!this.cppNames || to.kind !== 'struct' || from.kind === 'struct' || from.kind === 'unknown') return value;
    const assigns = ownerOf(to.definition, 'operator=');
    if (assigns && this.#takesNumber(assigns, 'operator=')) return value;
    return to.definition.methods?.has(to.definition.tag) ? this.temporary(to, [value], this.token, place) : value;
  }

  /** `(bool)object`: a class's own conversion; null where it has none. */
  converted(type: Type, operand: Expression, place: Place): Expression | null {
    const from = resolve(operand.type);
    if (from.kind !== 'struct') return null;
    const name = [...(from.definition.methods ?? [])].find(
      (method) =>
        /^operator \w/.test(method) && this.#returns(from.definition, method) === typeName(unqualified(resolve(type))),
    );
    if (!name) return null;
    return this.callMethod(
      this.semantics.unary('&', this.#object(operand, place), place),
      from.definition,
      name,
      [],
      place,
    );
  }

  #returns(definition: StructDefinition, method: string): string {
    const type = this.lookup(`${definition.tag}::${method}`)?.type;
    return type?.kind === 'function' ? typeName(unqualified(resolve(type.returns))) : '';
  }

  /** Function templates by name: parameters, and the tokens of the function. */
  readonly templates = new Map<string, { parameters: Token[][]; from: number; to: number }>();
  #instances = 0;

  /** A function made of a template for these arguments. */
  instantiate(name: Token, given: Token[][] | null, args: Expression[]): Symbol {
    const template = this.templates.get(name.text)!;
    if (++this.#instances > 100) throw this.problem('too many functions are made of templates', name.line);
    const source = this.tokens.slice(template.from, template.to);
    const bound = new Map<string, Token[]>();
    template.parameters.forEach((parameter, i) => {
      const own = parameter.at(-1)!.text;
      if (given?.[i]) bound.set(own, given[i]!);
    });
    const open = source.findIndex((token) => token.text === '(');
    const parts = parameterParts(source, open);
    const spelled: string[] = [];
    for (const parameter of template.parameters) {
      const own = parameter.at(-1)!;
      if (!bound.has(own.text)) bound.set(own.text, [this.#deduce(own, parts, args)]);
      spelled.push(
        bound
          .get(own.text)!
          .map((token) => token.text)
          .join(' '),
      );
    }
    const full = `${name.text}<${spelled.join(', ')}>`;
    const known = this.fileScope.names.get(full);
    if (known) return known;
    const start = this.tokens.length;
    for (const token of source) {
      const value = token.kind === 'id' ? bound.get(token.text) : undefined;
      if (value) this.tokens.push(...value.map((each) => ({ ...each, line: token.line })));
      else this.tokens.push(token.kind === 'id' && token.text === name.text ? { ...token, text: full } : token);
    }
    this.tokens.push({ ...this.token, kind: 'eof', text: '', first: true });
    this.readAside(start);
    const made = this.fileScope.names.get(full);
    if (!made) throw this.problem(`the template ${name.text} cannot be read`, name.line);
    return made;
  }

  /** Reads declarations that stand elsewhere in the tokens, at file scope. */
  abstract readAside(start: number): void;

  #deduce(own: Token, parts: Token[][], args: Expression[]): Token {
    const fail = () => this.problem(`what the template's ${own.text} is cannot be told here`, own.line);
    for (const [i, part] of parts.entries()) {
      const arg = args[i];
      const plain = part.filter((token) => !['const', '&', '&&', 'volatile'].includes(token.text));
      const at = plain.findIndex((token) => token.kind === 'id' && token.text === own.text);
      if (at < 0 || !arg) continue;
      const type = resolve(arg.type);
      const bracket = plain.findIndex((token) => token.text === '[');
      if (bracket > 0 && type.kind === 'array') {
        if (at > bracket) return { ...own, kind: 'number', text: String(type.length ?? 0) };
        return this.#typeToken(own, type.of);
      }
      if (at !== 0) throw fail();
      if (plain[1]?.text === '*') {
        const pointer = this.semantics.decay(type);
        if (pointer.kind !== 'pointer') throw fail();
        return this.#typeToken(own, pointer.to);
      }
      if (plain.length > 2 || (plain[1] && plain[1].kind !== 'id')) throw fail();
      return this.#typeToken(own, this.semantics.decay(unqualified(type)));
    }
    throw fail();
  }

  /** A name for a type that arguments showed. */
  #typeToken(own: Token, type: Type): Token {
    const name = `type ${typeName(unqualified(resolve(type)))}`;
    if (!this.fileScope.names.has(name)) {
      this.fileScope.names.set(name, {
        kind: 'typedef',
        name,
        type: unqualified(type),
        line: own.line,
        column: 0,
        scope: 'global',
        fromPrelude: this.fromPrelude,
      });
    }
    return { ...own, text: name };
  }

  /** An operator that the program defines for its classes; null where it is C's own. */
  overloaded(operator: string, operands: Expression[], place: Place): Expression | null {
    if (!this.cppNames) return null;
    const first = resolve(operands[0]!.type);
    const isClass = operands.some((operand) => resolve(operand.type).kind === 'struct');
    if (!isClass) return null;
    const name = `operator${operator}`;
    if (first.kind === 'struct') {
      const owner = ownerOf(first.definition, name);
      if (owner) {
        if (operator === '=' && this.#takesNumber(owner, name))
          operands = [operands[0]!, this.asNumber(operands[1]!, place)];
        const self = this.semantics.unary('&', this.#object(operands[0]!, place), place);
        return this.callMethod(self, first.definition, name, this.#objects(operands.slice(1), place), place);
      }
    }
    const free = this.lookup(name);
    if (free?.kind === 'function') return this.callOf(free, this.#objects(operands, place), place);
    if (operator === '=' && first.kind === 'struct') return null;
    const plain = operands.map((operand, i) =>
      i === 0 && /^(?:[^=!<>]?|<<|>>)=$/.test(operator) ? operand : this.asNumber(operand, place),
    );
    if (plain.every((operand, i) => operand === operands[i])) return null;
    return plain.length === 1
      ? this.semantics.unary(operator as Unary['operator'], plain[0]!, place)
      : operator.endsWith('=') && plain[0] === operands[0]
        ? this.semantics.assignment(operator, plain[0]!, plain[1]!, place)
        : this.semantics.binary(operator, plain[0]!, plain[1]!, place);
  }

  #takesNumber(owner: StructDefinition, name: string): boolean {
    const type = this.lookup(`${owner.tag}::${name}`)?.type;
    const parameter = type?.kind === 'function' ? type.parameters.at(-1) : undefined;
    return parameter !== undefined && ['int', 'float'].includes(resolve(parameter.type).kind);
  }

  /** The number an object stands for, where its class says so (`operator int`); anything else as it is. */
  asNumber(value: Expression, place: Place): Expression {
    const from = resolve(value.type);
    if (!this.cppNames || from.kind !== 'struct') return value;
    const name = [...(from.definition.methods ?? [])].find((method) =>
      /^operator (?:int|bool|float|double|unsigned)\b/.test(method),
    );
    if (!name) return value;
    return this.callMethod(
      this.semantics.unary('&', this.#object(value, place), place),
      from.definition,
      name,
      [],
      place,
    );
  }

  #objects(operands: Expression[], place: Place): Expression[] {
    return operands.map((operand) =>
      resolve(operand.type).kind === 'struct' ? this.#object(operand, place) : operand,
    );
  }

  /** A value of a class as an object that has an address. */
  #object(value: Expression, place: Place): Expression {
    if (this.semantics.isLvalue(value)) return value;
    const symbol = this.#scratch(value.type, this.token, place);
    const object = (): Expression => this.semantics.identifier(symbol, place);
    const set = this.semantics.assignment('=', object(), value, place);
    const pointer: Expression = {
      kind: 'comma',
      ...place,
      left: set,
      right: this.semantics.unary('&', object(), place),
      type: pointerTo(symbol.type),
    };
    return { kind: 'unary', ...place, operator: '*', operand: pointer, type: symbol.type };
  }

  /** Calls a method of the class an object is of, as far as the program tells. */
  callMethod(
    self: Expression,
    definition: StructDefinition,
    name: string,
    args: Expression[],
    place: Place,
  ): Expression {
    const owner = ownerOf(definition, name);
    const symbol = owner && this.lookup(`${owner.tag}::${name}`);
    if (!symbol) throw this.problem(`the method ${definition.tag}::${name} is not known`, place.line);
    if (definition.statics?.has(name) || owner.statics?.has(name)) return this.callOf(symbol, args, place);
    const pointer = (to: StructDefinition): Expression =>
      this.semantics.cast(pointerTo({ kind: 'struct', definition: to }), self, place);
    const own = (): Expression => this.callOf(symbol, [owner === definition ? self : pointer(owner), ...args], place);
    const others = this.#overriders(definition, owner, name);
    if (others.length === 0 || isExact(self)) return own();
    if (!isRepeatable(self)) throw this.problem(`this call of the virtual method ${name} is not supported`, place.line);
    // The class of the object decides; each branch evaluates the arguments once.
    let made: Expression = own();
    for (const other of others) {
      const theirs = ownerOf(other, name)!;
      const method = this.lookup(`${theirs.tag}::${name}`)!;
      const kind = this.semantics.member(self, CLASS_MEMBER, true, place);
      const number = this.semantics.number(this.#classNumber(other), this.unit.types.uint, place);
      const call = this.callOf(method, [pointer(theirs), ...args], place);
      made = this.semantics.conditional(this.semantics.binary('==', kind, number, place), call, made, place);
    }
    return made;
  }

  /** Classes made from this one whose objects do a virtual method otherwise. */
  #overriders(definition: StructDefinition, owner: StructDefinition, name: string): StructDefinition[] {
    let declared = false;
    for (let at: StructDefinition | undefined = definition; at; at = at.base)
      if (at.virtuals?.has(name)) declared = true;
    if (!declared) return [];
    return this.unit.structs.filter((each) => {
      if (each === definition || ownerOf(each, name) === owner) return false;
      for (let base = each.base; base; base = base.base) if (base === definition) return true;
      return false;
    });
  }

  #sequence(steps: (Expression | null)[], place: Place): Expression | null {
    let made: Expression | null = null;
    for (const step of steps) {
      if (!step) continue;
      made = made ? { kind: 'comma', ...place, left: made, right: step, type: step.type } : step;
    }
    return made;
  }
}

/** Whether a constructor copies another object. */
function takesObject(made: Symbol): boolean {
  const to = resolve((made.type as FunctionType).parameters[1]?.type ?? { kind: 'void' });
  return to.kind === 'struct' || (to.kind === 'pointer' && to.reference === true && resolve(to.to).kind === 'struct');
}

/** The parameters of a function, each with its tokens. */
function parameterParts(tokens: Token[], open: number): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.kind === 'punct' && /^[([{<]$/.test(token.text) && ++depth === 1) continue;
    if (token.kind === 'punct' && /^[)\]}>]$/.test(token.text) && --depth === 0) break;
    if (depth === 1 && token.kind === 'punct' && token.text === ',') parts.push([]);
    else if (!(token.kind === 'punct' && (token.text === '(' || token.text === ')'))) parts.at(-1)!.push(token);
  }
  return parts;
}

function isVirtual(definition: StructDefinition): boolean {
  for (let at: StructDefinition | undefined = definition; at; at = at.base)
    if (at.fields.some((field) => field.name === CLASS_MEMBER)) return true;
  return false;
}

/** The class in a line of bases that has a method. */
export function ownerOf(definition: StructDefinition, name: string): StructDefinition | null {
  for (let at: StructDefinition | undefined = definition; at; at = at.base) if (at.methods?.has(name)) return at;
  return null;
}

/** `led.on()`: the object stands there by its own name, so that its class is known. */
function isExact(self: Expression): boolean {
  if (self.kind !== 'unary' || self.operator !== '&') return false;
  let at = self.operand;
  while ((at.kind === 'member' && !at.arrow) || at.kind === 'index') at = at.kind === 'member' ? at.object : at.array;
  return at.kind === 'identifier' && resolve(at.type).kind !== 'pointer';
}

/** Whether an expression may be evaluated twice. */
function isRepeatable(e: Expression): boolean {
  switch (e.kind) {
    case 'identifier':
    case 'number':
      return true;
    case 'member':
      return isRepeatable(e.object);
    case 'index':
      return isRepeatable(e.array) && isRepeatable(e.index);
    case 'unary':
      return (e.operator === '*' || e.operator === '&') && isRepeatable(e.operand);
    case 'cast':
      return isRepeatable(e.operand);
    default:
      return false;
  }
}
