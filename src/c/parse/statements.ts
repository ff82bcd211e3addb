/** Statements and block-scope declarations (C11 6.8, 6.7.9). */
import type {
  Assembly,
  Case,
  Compound,
  Designator,
  Expression,
  InitializerList,
  Loop,
  Statement,
  Switch,
  Symbol,
  VariableDeclaration,
} from '../ast.ts';
import { placeInitializer } from '../initializers.ts';
import type { Token } from '../lexer.ts';
import { isVariableLength, type Place } from '../semantics/semantics.ts';
import { isInt, pointerTo, resolve, sizeOf, type Type, unqualified } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { completeArray, ExpressionParser } from './expressions.ts';
import { type Declarator, type Specifiers, STATEMENT_WORDS } from './specifiers.ts';

type Operands = Pick<Assembly, 'effects' | 'outputs'>;

export abstract class StatementParser extends ExpressionParser {
  #switches: Switch[] = [];
  #hidden = 0;
  labels = new Map<string, { token: Token; seen: boolean; backward: boolean }>();

  /** Handles `type name(...) {` inside a block: a lost brace or a nested function. */
  abstract nestedFunction(specifiers: Specifiers, declarator: Declarator): void;
  abstract constructs(type: Type): boolean;
  abstract constructorFor(symbol: Symbol, args: Expression[], place: Place): Expression | null;

  compound(): Compound {
    const place = this.place();
    this.expect('{');
    const items: Statement[] = [];
    let endLine = place.line;
    this.inScope(() => {
      while (!this.is('}')) {
        if (this.token.kind === 'eof') {
          this.unit.note('warning', 'missing-brace', '"}" is missing at the end', this.tokens[this.at - 1]?.line ?? 0);
          return;
        }
        this.#item(items);
      }
      endLine = this.token.line;
      this.at++;
    });
    return { kind: 'compound', ...place, items, endLine };
  }

  #item(items: Statement[]): void {
    if (this.#isDeclaration()) {
      const made = this.localDeclaration();
      if (made) items.push(made);
    } else items.push(this.statement());
  }

  #isDeclaration(): boolean {
    const token = this.token;
    if (token.kind !== 'id') return false;
    if (token.text === '_Static_assert' || token.text === 'static_assert' || token.text === 'using') return true;
    if (token.text === '__extension__' && this.peek().text === '(') return false;
    if (this.peek().text === ':' && this.peek(2).text !== ':') return false;
    if (this.startsType()) {
      const symbol = this.lookup(token.text);
      if (symbol?.kind !== 'typedef') return true;
      const next = this.peek();
      if (symbol.unknown && next.kind === 'punct' && next.text !== '*' && next.text !== '&') return false;
      if (next.text === '::') return this.peek(3).kind === 'id' || this.peek(3).text === '*';
      // `T(x)` is a conversion, `T (*p)` a declaration.
      return next.text !== '(' || this.peek(2).text === '*';
    }
    if (STATEMENT_WORDS.has(token.text)) return false;
    return this.looksLikeUnknownType();
  }

  statement(): Statement {
    this.deeper();
    const made = this.#statement();
    this.depth--;
    return made;
  }

  #statement(): Statement {
    const token = this.token;
    const place = this.place();
    if (token.kind === 'punct') {
      if (token.text === '{') return this.compound();
      if (token.text === ';') {
        this.at++;
        return { kind: 'empty', ...place };
      }
      if (token.text === ')' || token.text === ']') {
        this.unit.note('warning', 'stray-token', `a "${token.text}" too much`, token.line);
        this.at++;
        return { kind: 'empty', ...place };
      }
      if (token.text === '[' && this.peek().text === '[') {
        this.attributes({});
        return this.statement();
      }
    }
    if (token.kind === 'id') {
      if (
        this.peek().text === ':' &&
        this.peek(2).text !== ':' &&
        token.text !== 'default' &&
        !STATEMENT_WORDS.has(token.text)
      )
        return this.#label(token, place);
      switch (token.text) {
        case 'if':
          return this.#if(place);
        case 'while':
        case 'do':
        case 'for':
          return this.#loop(token.text, place);
        case 'switch':
          return this.#switch(place);
        case 'case':
        case 'default':
          return this.#case(place);
        case 'break':
        case 'continue':
          this.at++;
          this.endOfStatement();
          return { kind: token.text, ...place };
        case 'return': {
          this.at++;
          let value: Expression | null = null;
          if (!this.is(';') && !this.is('}') && this.token.kind !== 'eof') {
            const returns = this.current?.type.returns;
            value = this.is('{') && returns ? this.initializerFor(returns) : this.expression();
            if (returns && resolve(returns).kind !== 'void') {
              const to = resolve(returns);
              value = this.asObject(returns, value, place);
              if (to.kind === 'pointer' && to.reference) value = this.semantics.unary('&', value, place);
              else this.semantics.convertible(value, returns, place);
            }
          }
          this.endOfStatement();
          return { kind: 'return', ...place, value };
        }
        case 'goto': {
          this.at++;
          if (this.current) this.current.irregular = true;
          if (this.accept('*')) {
            const target = this.expression();
            this.semantics.scalar(target, 'goto *');
            this.endOfStatement();
            return { kind: 'goto', ...place, name: '', target };
          }
          const name = this.token;
          this.at++;
          this.endOfStatement();
          this.useLabel(name);
          return { kind: 'goto', ...place, name: name.text };
        }
        case 'asm':
        case '__asm':
        case '__asm__':
        case '_asm':
          if (!this.lookup(token.text)) return this.#assembly(place);
          break;
        case 'else': {
          this.unit.note('warning', 'stray-else', '"else" without "if"', token.line);
          this.at++;
          return this.statement();
        }
        case 'try':
          if (this.peek().text === '{') throw this.problem('exceptions are not supported');
          break;
        case '__extension__':
        case '__fallthrough':
          if (this.peek().text === ';' || token.text === '__extension__') {
            this.at++;
            return this.statement();
          }
          break;
        case '__attribute__':
          this.attributes({});
          return this.statement();
      }
    }
    if (this.#isDeclaration()) return this.localDeclaration() ?? { kind: 'empty', ...place };
    const expression = this.expression();
    this.endOfStatement();
    return { kind: 'expression', ...place, expression };
  }

  useLabel(name: Token): void {
    const label = this.labels.get(name.text);
    if (label?.seen) label.backward = true;
    else if (!label) this.labels.set(name.text, { token: name, seen: false, backward: false });
  }

  endOfStatement(): void {
    if (this.accept(';')) return;
    const token = this.token;
    const line = this.tokens[this.at - 1]?.line ?? token.line;
    const previous = this.tokens[this.at - 1]?.text ?? '';
    const startsAnew =
      token.kind === 'eof' ||
      token.text === '}' ||
      token.text === '{' ||
      token.first ||
      token.kind === 'id' ||
      token.text === '++' ||
      token.text === '--';
    if (startsAnew && !(token.kind === 'id' && previous === '')) {
      this.unit.note('warning', 'missing-semicolon', '";" is missing here', line);
      return;
    }
    if (token.text === ')' && (this.peek().text === ';' || this.peek().first)) {
      this.unit.note('warning', 'stray-token', 'a ")" too much', token.line);
      this.at++;
      this.accept(';');
      return;
    }
    throw this.problem(`";" is missing before "${token.text}"`);
  }

  #condition(): Expression {
    if (!this.is('(')) {
      this.unit.note('warning', 'missing-parenthesis', 'the condition stands without parentheses', this.token.line);
      const bare = this.expression();
      this.semantics.scalar(bare, 'condition');
      return bare;
    }
    this.at++;
    const condition = this.asNumber(this.expression(), this.place());
    this.semantics.scalar(condition, 'condition');
    if (!this.accept(')')) {
      if (this.is('{') || this.token.first)
        this.unit.note('warning', 'missing-parenthesis', '")" is missing after the condition', this.token.line);
      else this.expect(')');
    }
    return condition;
  }

  #if(place: Place): Statement {
    return this.inScope(() => this.#ifChain(place));
  }

  #ifChain(place: Place): Statement {
    // A chain of else-ifs is read in a loop: its length is no nesting.
    this.at++;
    this.accept('constexpr');
    const first: Statement & { kind: 'if' } = {
      kind: 'if',
      ...place,
      condition: this.#condition(),
      then: this.statement(),
      otherwise: null,
    };
    let last = first;
    while (this.is('else')) {
      const ifPlace = this.place(this.peek());
      if (this.peek().text !== 'if') {
        this.at++;
        last.otherwise = this.statement();
        break;
      }
      this.at += 2;
      const next: Statement & { kind: 'if' } = {
        kind: 'if',
        ...ifPlace,
        condition: this.#condition(),
        then: this.statement(),
        otherwise: null,
      };
      last.otherwise = next;
      last = next;
    }
    return first;
  }

  #loop(keyword: 'while' | 'do' | 'for', place: Place): Statement {
    this.at++;
    return this.inScope(() => {
      const loop: Loop = {
        kind: 'loop',
        ...place,
        keyword,
        init: null,
        condition: null,
        step: null,
        body: { kind: 'empty', ...place },
        endless: null,
      };
      if (keyword === 'while') {
        loop.condition = this.#condition();
        loop.body = this.#body();
      } else if (keyword === 'do') {
        loop.body = this.statement();
        if (this.accept('while')) {
          loop.condition = this.#condition();
          this.endOfStatement();
        } else throw this.problem('"while" is missing after the body of "do"');
      } else {
        this.expect('(');
        const ranged = this.#rangeFor(place);
        if (ranged) return ranged;
        if (!this.accept(';')) {
          if (this.#isDeclaration()) loop.init = this.localDeclaration();
          else {
            const initPlace = this.place();
            loop.init = { kind: 'expression', ...initPlace, expression: this.expression() };
            if (!this.accept(';') && !this.accept(',')) this.expect(';');
          }
        }
        if (!this.is(';')) {
          loop.condition = this.asNumber(this.expression(), this.place());
          this.semantics.scalar(loop.condition, 'condition');
        }
        if (!this.accept(';')) {
          if (!this.is(')')) this.expect(';');
          this.unit.note('warning', 'missing-semicolon', '";" is missing inside "for (...)"', place.line);
        }
        if (!this.is(')')) loop.step = this.expression();
        this.expect(')');
        loop.body = this.#body();
      }
      const always =
        loop.condition === null || (loop.condition.constant !== undefined && Boolean(loop.condition.constant));
      if (always) loop.endless = this.unit.nextLoop();
      return loop;
    });
  }

  /** The body of a loop; one that stops at the end of its block has lost its ";". */
  #body(): Statement {
    if (this.is('}')) {
      this.unit.note('warning', 'missing-semicolon', '";" is missing here', this.tokens[this.at - 1]!.line);
      return { kind: 'empty', ...this.place() };
    }
    return this.statement();
  }

  /** C++ `for (int x : list)`. */
  #rangeFor(place: Place): Statement | null {
    const start = this.at;
    let i = this.at;
    let depth = 0;
    for (; this.tokens[i]!.kind !== 'eof'; i++) {
      const text = this.tokens[i]!.text;
      if (text === '(' || text === '[') depth++;
      if (text === ')' || text === ']') depth--;
      if (depth < 0 || text === ';' || text === '?') return null;
      if (text === ':' && depth === 0) break;
    }
    if (!this.startsType()) return null;
    const specifiers = this.specifiers();
    const declarator = this.declarator();
    if (!this.accept(':')) {
      this.at = start;
      return null;
    }
    const list = this.expression();
    this.expect(')');
    const array = resolve(list.type);
    if (array.kind !== 'array' || array.length === null)
      throw this.problem('this can only run over an array whose size is known', place.line);
    const { types } = this.unit;
    const token = declarator.name!;
    const index = this.blockScopeSymbol('', types.uint, token);
    const read = (): Expression => this.semantics.identifier(index, place);
    const element = this.semantics.index(list, read(), place);
    let type = declarator.wrap(specifiers.deduced ? unqualified(array.of) : specifiers.type);
    let value: Expression = element;
    if (type.kind === 'pointer' && type.reference) value = this.semantics.unary('&', element, place);
    else if (specifiers.deduced) type = unqualified(array.of);
    const symbol = this.declareLocal(token, type);
    const declaration: Statement = {
      kind: 'declaration',
      ...place,
      variables: [{ kind: 'variable', ...place, symbol, initializer: value }],
    };
    const inner = this.statement();
    const body: Compound = { kind: 'compound', ...place, items: [declaration, inner], endLine: place.line };
    return {
      kind: 'loop',
      ...place,
      keyword: 'for',
      endless: null,
      body,
      init: {
        kind: 'declaration',
        ...place,
        variables: [
          { kind: 'variable', ...place, symbol: index, initializer: this.semantics.number(0n, types.uint, place) },
        ],
      },
      condition: this.semantics.binary(
        '<',
        read(),
        this.semantics.number(BigInt(array.length), types.uint, place),
        place,
      ),
      step: this.semantics.postfix('++', read(), place),
    };
  }

  #switch(place: Place): Statement {
    return this.inScope(() => this.#switchIn(place));
  }

  #switchIn(place: Place): Statement {
    this.at++;
    const value = this.#condition();
    if (!isInt(this.semantics.value(value))) throw this.problem('switch needs an integer', place.line);
    const made: Switch = { kind: 'switch', ...place, value, body: { kind: 'empty', ...place }, cases: [] };
    if (this.current) this.current.hasSwitch = true;
    this.#switches.push(made);
    try {
      made.body = this.statement();
    } finally {
      this.#switches.pop();
    }
    return made;
  }

  #case(place: Place): Statement {
    const owner = this.#switches.at(-1);
    if (!owner) throw this.problem(`"${this.token.text}" outside of a switch`);
    const made: Case = {
      kind: 'case',
      ...place,
      from: null,
      to: null,
      body: { kind: 'empty', ...place },
      expression: null,
    };
    if (!this.accept('default')) {
      this.at++;
      made.expression = this.conditionalExpression();
      this.semantics.unknownConstant(made.expression);
      const type = this.semantics.promoteValue(owner.value);
      const from = this.semantics.convertConstant(made.expression.constant, type);
      if (typeof from !== 'bigint') throw this.problem('the value after "case" is not a constant', place.line);
      made.from = from;
      made.to = from;
      if (this.accept('...')) {
        const to = this.semantics.convertConstant(this.conditionalExpression().constant, type);
        if (typeof to !== 'bigint') throw this.problem('the value after "..." is not a constant', place.line);
        made.to = to;
      }
    }
    if (!this.accept(':') && !this.accept(';')) this.expect(':');
    owner.cases.push(made);
    // `case 1: case 2: case 3:` is a list, not a nesting.
    this.depth--;
    if (!this.is('}')) made.body = this.#isDeclaration() ? (this.localDeclaration() ?? made.body) : this.statement();
    this.depth++;
    return made;
  }

  #label(token: Token, place: Place): Statement {
    this.at += 2;
    const label = this.labels.get(token.text);
    if (label) label.seen = true;
    else this.labels.set(token.text, { token, seen: true, backward: false });
    this.attributes({});
    const made: Statement = {
      kind: 'label',
      ...place,
      name: token.text,
      body: { kind: 'empty', ...place },
      endless: this.unit.nextLoop(),
    };
    if (!this.is('}')) made.body = this.#isDeclaration() ? (this.localDeclaration() ?? made.body) : this.statement();
    return made;
  }

  #assembly(place: Place): Statement {
    const from = this.at;
    let operands: Operands = { effects: [], outputs: [] };
    this.at++;
    while (['volatile', '__volatile__', '__volatile', 'goto', 'inline'].includes(this.token.text)) this.at++;
    if (this.is('(') || this.is('{')) {
      const close = this.matching(this.at);
      if (this.is('(')) operands = this.#asmOperands(close);
      this.at = close + 1;
      this.accept(';');
    } else {
      const line = this.token.line;
      while (this.token.kind !== 'eof' && this.token.line === line && !this.is(';') && !this.is('}')) this.at++;
      this.accept(';');
    }
    const text = this.tokens
      .slice(from, this.at)
      .map((t) => t.text)
      .join(' ');
    const nothing = /^\S+(?:\s(?:volatile|__volatile__|__volatile|goto|inline))*\s\(\s""(?:\s|$)/.test(text);
    if (!nothing && !/^\S+(\s(volatile|__volatile__|__volatile))?\s\(\s"(nop|NOP|\\?n?)\s*;?(\\n\\t)?"/.test(text)) {
      this.unit.note('note', 'asm-ignored', `inline assembly is not executed: ${text.slice(0, 80)}`, place.line);
    }
    return { kind: 'assembly', ...place, text, ...operands };
  }

  /** GNU operands: `"template" : outputs : inputs : clobbers`. What cannot be read is left out. */
  #asmOperands(close: number): Operands {
    const made: Operands = { effects: [], outputs: [] };
    let at = this.at + 1;
    let empty = true;
    for (; this.tokens[at]?.kind === 'string'; at++) if (/[^"\s]/.test(this.tokens[at]!.text)) empty = false;
    const next = this.tokens[at]?.text;
    if (at === this.at + 1 || (next !== ':' && next !== '::')) return made;
    this.at = at + 1;
    const outputs: { constraint: string; name: string; place: Expression }[] = [];
    try {
      if (next === ':')
        this.#operandList(close, (constraint, name, e) => {
          made.outputs.push(e);
          if (e.kind === 'identifier') e.symbol.writes = (e.symbol.writes ?? 0) + 1;
          outputs.push({ constraint, name, place: e });
        });
      // What instructions do with their inputs is not known: only an empty template is understood.
      if (!empty || (next === ':' && !this.accept(':'))) return made;
      this.#operandList(close, (constraint, _name, e) => {
        const number = /\d+/.exec(constraint)?.[0];
        const named = /\[(\w+)\]/.exec(constraint)?.[1];
        const twin = outputs.find((output, i) => (number !== undefined ? i === Number(number) : output.name === named));
        const place = { line: e.line, column: e.column };
        made.effects.push(twin ? this.semantics.assignment('=', twin.place, e, place) : e);
      });
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
    }
    return made;
  }

  #operandList(close: number, each: (constraint: string, name: string, e: Expression) => void): void {
    while (this.at < close && !this.is(':')) {
      let name = '';
      if (this.accept('[')) {
        name = this.token.text;
        this.at++;
        this.expect(']');
      }
      const constraint = this.token.text;
      this.at++;
      this.expect('(');
      const e = this.expression();
      this.expect(')');
      each(constraint, name, e);
      if (!this.accept(',')) break;
    }
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

  localDeclaration(): Statement | null {
    const place = this.place();
    if (this.is('using')) {
      while (!this.accept(';') && this.token.kind !== 'eof') this.at++;
      return null;
    }
    if (this.is('_Static_assert') || this.is('static_assert')) {
      this.staticAssert();
      return null;
    }
    const specifiers = this.specifiers();
    const variables: VariableDeclaration[] = [];
    if (this.is(';') || this.is('}')) {
      this.endOfStatement();
      return null;
    }
    for (;;) {
      const declarator = this.declarator();
      const token = declarator.name;
      if (!token) throw this.problem('a name is expected in this declaration');
      if (specifiers.typedef) {
        this.scope.names.set(token.text, {
          kind: 'typedef',
          name: token.text,
          type: this.captureLengths(declarator.wrap(specifiers.type), token, variables),
          line: token.line,
          column: token.column,
          scope: 'local',
          fromPrelude: this.fromPrelude,
        });
      } else if (declarator.isFunction) {
        if (this.is('{')) {
          this.nestedFunction(specifiers, declarator);
          return variables.length > 0 ? { kind: 'declaration', ...place, variables } : null;
        }
        this.#localPrototype(token, declarator.wrap(specifiers.type));
      } else this.#localVariable(specifiers, declarator, token, variables);
      if (!this.accept(',')) break;
    }
    this.endOfStatement();
    return variables.length > 0 ? { kind: 'declaration', ...place, variables } : null;
  }

  staticAssert(): void {
    const line = this.token.line;
    this.at++;
    this.expect('(');
    const value = this.conditionalExpression();
    if (value.constant !== undefined && !value.constant)
      this.unit.note('error', 'static-assert', 'a static assertion does not hold', line);
    while (!this.is(')') && this.token.kind !== 'eof') this.at++;
    this.expect(')');
    this.accept(';');
  }

  #localPrototype(token: Token, type: Type): void {
    const known = this.unit.lookup(token.text, this.fromPrelude);
    if (known?.kind === 'function') {
      this.scope.names.set(token.text, known);
      return;
    }
    const symbol: Symbol = {
      kind: 'function',
      name: token.text,
      type,
      line: token.line,
      column: token.column,
      scope: 'global',
      fromPrelude: this.fromPrelude,
    };
    this.fileScope.names.set(token.text, symbol);
    this.scope.names.set(token.text, symbol);
  }

  #localVariable(specifiers: Specifiers, declarator: Declarator, token: Token, variables: VariableDeclaration[]): void {
    let type = declarator.wrap(specifiers.type);
    const place = this.place(token);
    this.attributes(declarator.attributes);
    if (specifiers.storage === 'extern') {
      const known = this.unit.lookup(token.text, this.fromPrelude);
      if (known?.kind === 'variable') {
        this.scope.names.set(token.text, known);
        return;
      }
      const symbol: Symbol = {
        kind: 'variable',
        name: token.text,
        type,
        line: token.line,
        column: token.column,
        scope: 'global',
        storage: 'extern',
        fromPrelude: this.fromPrelude,
      };
      this.fileScope.names.set(token.text, symbol);
      this.scope.names.set(token.text, symbol);
      this.unit.variables.push({ kind: 'variable', ...place, symbol, initializer: null });
      return;
    }
    if (isVariableLength(type)) type = this.captureLengths(type, token, variables);
    const symbol = this.declareLocal(token, type, specifiers.storage);
    if (declarator.attributes.align) symbol.type = { ...type, align: declarator.attributes.align } as Type;
    if (specifiers.address !== undefined) symbol.address = specifiers.address;
    const declaration: VariableDeclaration = { kind: 'variable', ...place, symbol, initializer: null };
    variables.push(declaration);
    symbol.variable = declaration;
    this.initialize(specifiers, symbol, declaration, place);
    const known = resolve(symbol.type);
    if (known.kind === 'struct' && !known.definition.complete && !known.definition.open && !this.fromPrelude)
      this.semantics.assumeStruct(known.definition, place);
    if (known.kind === 'struct' && !known.definition.complete && !known.definition.open) {
      throw this.problem(`the struct "${known.definition.tag}" is not defined`, token.line);
    }
    if (known.kind === 'void') throw this.problem(`a variable cannot be void: ${token.text}`, token.line);
  }

  /** What follows a declarator: `= value`, `{...}`, or a C++ constructor's arguments. */
  initialize(specifiers: Specifiers, symbol: Symbol, declaration: VariableDeclaration, place: Place): void {
    const type = resolve(symbol.type);
    if (this.is('(')) {
      this.at++;
      const args: Expression[] = [];
      if (!this.accept(')')) {
        do args.push(this.assignmentExpression());
        while (this.accept(','));
        this.expect(')');
      }
      if (type.kind !== 'struct' && type.kind !== 'unknown' && args.length === 1) {
        declaration.initializer = this.asNumber(args[0]!, place);
        return;
      }
      declaration.constructorArgs = args;
      declaration.initializer = this.constructorFor(symbol, args, place);
      return;
    }
    const assigned = this.accept('=');
    if (!assigned && !this.is('{')) {
      if (!this.constructs(type) || specifiers.storage === 'extern') return;
      declaration.constructorArgs = [];
      declaration.initializer = this.constructorFor(symbol, [], place);
      return;
    }
    const hasConstructor = type.kind === 'struct' && type.definition.methods?.has(type.definition.tag);
    if (hasConstructor && this.is('{')) {
      this.at++;
      const args: Expression[] = [];
      while (!this.accept('}')) {
        args.push(this.assignmentExpression());
        if (!this.accept(',') && !this.is('}')) this.expect('}');
      }
      declaration.constructorArgs = args;
      declaration.initializer = this.constructorFor(symbol, args, place);
      return;
    }
    if (specifiers.deduced) {
      const value = this.assignmentExpression();
      const found = resolve(symbol.type);
      symbol.type =
        found.kind === 'pointer' && found.reference
          ? pointerTo(value.type)
          : this.semantics.decay(unqualified(value.type));
      if (found.kind === 'pointer' && found.reference) {
        (symbol.type as { reference?: boolean }).reference = true;
        declaration.initializer = this.semantics.unary('&', value, place);
      } else declaration.initializer = value;
      return;
    }
    if (type.kind === 'pointer' && type.reference) {
      const value = this.assignmentExpression();
      declaration.initializer = this.semantics.isLvalue(value) ? this.semantics.unary('&', value, place) : value;
      return;
    }
    const value = this.initializerFor(symbol.type);
    if (value.kind === 'initializer-list' || value.kind === 'string') symbol.type = completeArray(symbol.type, value);
    declaration.initializer = value;
    if ((specifiers.constexpr || (this.cppNames && symbol.type.const)) && value.constant !== undefined) {
      const constant = this.semantics.convertConstant(value.constant, symbol.type);
      if (constant !== undefined) symbol.constant = constant;
    }
  }

  /** A braced list or an expression for an object of this type, checked against it. */
  initializerFor(type: Type): Expression {
    const known = resolve(type);
    if (!this.is('{')) {
      const value = this.assignmentExpression();
      if (known.kind === 'array') {
        if (value.kind === 'string') return value;
        if (value.kind === 'compound-literal') return value.initializer;
        throw this.problem('an array needs a braced list', value.line);
      }
      if (known.kind === 'unknown') {
        this.semantics.learn(known, value);
        return value;
      }
      const object = this.asObject(known, value, { line: value.line, column: value.column });
      this.semantics.convertible(object, known, value);
      return object;
    }
    const list = this.#objectList(known) ?? this.#bracedList();
    list.type = type;
    if (known.kind === 'unknown') {
      if (list.items.some((item) => item.designators[0]?.field !== undefined) || list.items.length > 1) {
        this.semantics.decide(known, this.semantics.openStruct(known.definition.name));
      }
    }
    const place = { line: list.line, column: list.column };
    const holder: Expression = {
      kind: 'compound-literal',
      ...place,
      symbol: this.#scratch(type),
      initializer: list,
      type,
    };
    const count = placeInitializer(
      type,
      list,
      this.unit.target,
      (placed) => {
        if (placed.value.kind === 'string' && placed.type.kind === 'array') return;
        this.semantics.convertible(placed.value, placed.type, placed.value);
      },
      (definition, name, value) => {
        const inner: Expression = {
          kind: 'unary',
          ...place,
          operator: '*',
          operand: holder,
          type: { kind: 'struct', definition },
        };
        this.semantics.member(inner, name, false, { line: value.line, column: value.column });
      },
    );
    if (known.kind === 'array' && known.length === null) list.type = { ...known, length: count };
    return list;
  }

  /** The elements of an array whose class has a constructor: each is made by it. */
  #objectList(array: Type): InitializerList | null {
    const of = array.kind === 'array' ? resolve(array.of) : array;
    if (array.kind !== 'array' || of.kind !== 'struct' || !of.definition.methods?.has(of.definition.tag)) return null;
    const place = this.place();
    const items: InitializerList['items'] = [];
    this.expect('{');
    while (!this.accept('}')) {
      const token = this.token;
      const at = this.place();
      let value: Expression;
      if (this.accept('{')) {
        const args: Expression[] = [];
        while (!this.accept('}')) {
          args.push(this.assignmentExpression());
          if (!this.accept(',') && !this.is('}')) this.expect('}');
        }
        value = this.temporary(of, args, token, at);
      } else {
        value = this.assignmentExpression();
        if (resolve(value.type).kind !== 'struct') value = this.temporary(of, [value], token, at);
      }
      items.push({ designators: [], value });
      if (!this.accept(',') && !this.is('}')) this.expect('}');
    }
    return { kind: 'initializer-list', ...place, items, type: array };
  }

  #scratch(type: Type): Symbol {
    return { kind: 'variable', name: '', type, line: 0, column: 0, scope: 'local', fromPrelude: true };
  }

  #bracedList(): InitializerList {
    const place = this.place();
    this.deeper();
    this.expect('{');
    const items: InitializerList['items'] = [];
    while (!this.is('}')) {
      if (this.token.kind === 'eof') throw this.problem('"}" is missing at the end of a list', place.line);
      const designators: Designator[] = [];
      if (this.token.kind === 'id' && this.peek().text === ':' && this.peek(2).text !== ':') {
        designators.push({ field: this.token.text });
        this.at += 2;
      }
      while ((this.is('.') && this.peek().kind === 'id') || this.is('[')) {
        if (this.accept('.')) {
          designators.push({ field: this.token.text });
          this.at++;
          continue;
        }
        this.at++;
        const index = Number(this.constantInteger());
        if (index < 0) throw this.problem('an index of an initialiser is negative');
        const designator: Designator = { index };
        if (this.accept('...')) designator.last = Number(this.constantInteger());
        this.expect(']');
        designators.push(designator);
      }
      if (designators.length > 0) this.accept('=');
      const value = this.is('{') ? this.#bracedList() : this.assignmentExpression();
      items.push({ designators, value });
      if (!this.accept(',')) break;
    }
    this.expect('}');
    this.depth--;
    return { kind: 'initializer-list', ...place, items, type: this.unit.types.void };
  }

  /** The lengths of a variable-length array are computed once, where it is declared. */
  captureLengths(type: Type, token: Token, variables: VariableDeclaration[]): Type {
    if (type.kind === 'pointer' && isVariableLength(type.to))
      return { ...type, to: this.captureLengths(type.to, token, variables) };
    if (type.kind !== 'array') return type;
    const of = this.captureLengths(type.of, token, variables);
    if (!type.lengthOf) return of === type.of ? type : { ...type, of };
    const hidden = this.blockScopeSymbol('', this.unit.types.size, token);
    hidden.name = `.length${++this.#hidden}`;
    const place = this.place(token);
    variables.push({ kind: 'variable', ...place, symbol: hidden, initializer: type.lengthOf });
    return { ...type, of, lengthOf: this.semantics.identifier(hidden, place) };
  }

  sizeOfType(type: Type): number {
    return sizeOf(type, this.unit.target);
  }
}
