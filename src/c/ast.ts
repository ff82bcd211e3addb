/**
 * The typed tree. It mirrors the text: no implicit conversions, macros already replaced. Every node has the line and
 * column it stands at in the (mended) paste; what a macro brought in has the place of the macro's use and its name; what
 * comes from a prelude has line 0. `constant` is there on every expression whose value is known at compile time.
 */
import type { Field, FunctionType, StructDefinition, Type } from './types.ts';

export interface Node {
  line: number;
  column: number;
  /** The outermost macro this came out of. */
  macro?: string;
}

interface Typed extends Node {
  type: Type;
  /** An integer (bigint) or floating (number) constant. */
  constant?: bigint | number;
}

/** A declared (or inferred) name. One object a declaration: identifiers that mean the same thing share it. */
export interface Symbol {
  kind: 'variable' | 'function' | 'typedef' | 'enum-constant' | 'bit';
  name: string;
  type: Type;
  line: number;
  column: number;
  scope: 'global' | 'local' | 'parameter';
  storage?: 'static' | 'extern' | 'register' | 'typedef';
  fromPrelude: boolean;
  /** Nobody declares it; its meaning was inferred from its use. */
  unknown?: boolean;
  /** Something takes its address (arrays and structs always live in memory). */
  addressTaken?: boolean;
  /** Enumerators, and constant variables of a C++ text. */
  constant?: bigint | number;
  /** What a const integer was initialised with: no constant expression in C, but as good as one for the length of an array. */
  fixed?: bigint;
  /** A fixed address: sfr, __at, an unknown object the host owns. */
  address?: number;
  /** kind 'bit': a bit of the host's bit space, or of a variable. */
  bitOf?: Symbol;
  bit?: number;
  /** The body, once it has been read. */
  definition?: FunctionDefinition;
  /** One of the engine's own functions: no body in C, no call of the host. */
  native?: boolean;
  /** `__attribute__((alias("other")))`: the name of what it stands for. */
  alias?: string;
  /** `__attribute__((weak))`: null where nothing defines it. */
  weak?: boolean;
  /** A definition exists (its body may not have been read yet). */
  defined?: boolean;
  variable?: VariableDeclaration;
  /** How often the text reads and writes a variable by its name. */
  reads?: number;
  writes?: number;
  /** C++ functions of one name. */
  overloads?: Symbol[];
  /** A C++ method: its class. */
  method?: StructDefinition;
}

export interface NumberLiteral extends Typed {
  kind: 'number';
  text: string;
  constant: bigint | number;
}
export interface StringLiteral extends Typed {
  kind: 'string';
  /** Without the terminating zero; elements of `type.of`. */
  codes: number[];
}
export interface Identifier extends Typed {
  kind: 'identifier';
  name: string;
  symbol: Symbol;
}
export interface Unary extends Typed {
  kind: 'unary';
  operator: '-' | '+' | '!' | '~' | '*' | '&' | '++' | '--';
  operand: Expression;
}
export interface Postfix extends Typed {
  kind: 'postfix';
  operator: '++' | '--';
  operand: Expression;
}
export interface Binary extends Typed {
  kind: 'binary';
  operator: string;
  left: Expression;
  right: Expression;
  /** The type both sides are converted to (for a shift: the left side). */
  operandType: Type;
}
export interface Assignment extends Typed {
  kind: 'assignment';
  /** "=", "+=", "|=" ... */
  operator: string;
  target: Expression;
  value: Expression;
  /** For a compound assignment the type it computes in. */
  operandType: Type;
}
export interface Conditional extends Typed {
  kind: 'conditional';
  condition: Expression;
  /** Absent in GNU's `a ?: b`. */
  then: Expression | null;
  otherwise: Expression;
}
export interface Call extends Typed {
  kind: 'call';
  callee: Expression;
  args: Expression[];
  /** The callee's name where it is called by name; "Serial.println" for a method of an unknown object. */
  name: string | null;
  /** Handled by the engine itself. */
  builtin?: string;
}
export interface Member extends Typed {
  kind: 'member';
  object: Expression;
  member: string;
  arrow: boolean;
  /** The way through anonymous members; the last one is `member`. */
  path: Field[];
}
export interface Index extends Typed {
  kind: 'index';
  array: Expression;
  index: Expression;
}
export interface Cast extends Typed {
  kind: 'cast';
  operand: Expression;
}
export interface SizeOf extends Typed {
  kind: 'sizeof';
  operator: 'sizeof' | '_Alignof';
  of: Type;
  operand: Expression | null;
}
export interface CompoundLiteral extends Typed {
  kind: 'compound-literal';
  symbol: Symbol;
  initializer: InitializerList;
}
export interface Comma extends Typed {
  kind: 'comma';
  left: Expression;
  right: Expression;
}
export interface StatementExpression extends Typed {
  kind: 'statement-expression';
  body: Compound;
}
/** GNU `&&label`: its number stands for the place in the function. */
export interface LabelAddress extends Typed {
  kind: 'label-address';
  name: string;
}
export interface VaArg extends Typed {
  kind: 'va-arg';
  list: Expression;
}
export interface Designator {
  field?: string;
  index?: number;
  /** GNU range [first ... last]. */
  last?: number;
}
export interface InitializerList extends Typed {
  kind: 'initializer-list';
  items: { designators: Designator[]; value: Expression }[];
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | Identifier
  | Unary
  | Postfix
  | Binary
  | Assignment
  | Conditional
  | Call
  | Member
  | Index
  | Cast
  | SizeOf
  | CompoundLiteral
  | Comma
  | StatementExpression
  | VaArg
  | LabelAddress
  | InitializerList;

export interface VariableDeclaration extends Node {
  kind: 'variable';
  symbol: Symbol;
  initializer: Expression | null;
  /** C++: arguments of the constructor. */
  constructorArgs?: Expression[];
}

export interface Compound extends Node {
  kind: 'compound';
  items: Statement[];
  endLine: number;
}
export interface DeclarationStatement extends Node {
  kind: 'declaration';
  variables: VariableDeclaration[];
}
export interface ExpressionStatement extends Node {
  kind: 'expression';
  expression: Expression;
}
export interface If extends Node {
  kind: 'if';
  condition: Expression;
  then: Statement;
  otherwise: Statement | null;
}
/** while, do-while and for. */
export interface Loop extends Node {
  kind: 'loop';
  keyword: 'while' | 'do' | 'for';
  init: Statement | null;
  condition: Expression | null;
  step: Expression | null;
  body: Statement;
  /** No end condition: `while (1)`, `for (;;)`, `do ... while (1)`. Its number is what Host.loopHead gets. */
  endless: number | null;
}
export interface Switch extends Node {
  kind: 'switch';
  value: Expression;
  body: Statement;
  cases: Case[];
}
export interface Case extends Node {
  kind: 'case';
  /** null: default. */
  from: bigint | null;
  to: bigint | null;
  body: Statement;
  expression: Expression | null;
}
export interface Label extends Node {
  kind: 'label';
  name: string;
  body: Statement;
  /** Set where a later goto jumps back to it. */
  endless?: number;
}
export interface Goto extends Node {
  kind: 'goto';
  name: string;
  /** GNU computed goto. */
  target?: Expression;
}
export interface Jump extends Node {
  kind: 'break' | 'continue';
}
export interface Return extends Node {
  kind: 'return';
  value: Expression | null;
}
export interface Empty extends Node {
  kind: 'empty';
}
/** Inline assembly: its instructions are skipped, the diagnostics say so. */
export interface Assembly extends Node {
  kind: 'assembly';
  text: string;
  /** What its operands do by themselves: an empty template copies inputs that share a place with an output. */
  effects: Expression[];
  /** Places it writes; their values are not known. */
  outputs: Expression[];
}

export type Statement =
  | Compound
  | DeclarationStatement
  | ExpressionStatement
  | If
  | Loop
  | Switch
  | Case
  | Label
  | Goto
  | Jump
  | Return
  | Empty
  | Assembly;

export interface FunctionDefinition extends Node {
  kind: 'function';
  name: string;
  symbol: Symbol;
  type: FunctionType;
  parameters: Symbol[];
  body: Compound;
  endLine: number;
  interrupt: boolean;
  /** `__attribute__((constructor))` and destructor. */
  runs?: 'before' | 'after';
  /** The vector's name or number as the text gives it. */
  vector?: string;
  fromPrelude: boolean;
  /** Why it cannot run, or null. */
  unavailable: { line: number; message: string } | null;
  /** Variables of the body, parameters excluded. */
  locals: Symbol[];
  /** Names of the functions it calls by name. */
  calls: Set<string>;
  hasSwitch: boolean;
  /** Labels whose address is taken, and the numbers that stand for them. */
  labelAddresses?: Map<string, number>;
  /** It holds a goto, a label reached from outside its list or a case inside a nested statement. */
  irregular: boolean;
}

export interface TranslationUnit {
  kind: 'translation-unit';
  /** In the order of the text; functions of preludes that were needed come first. */
  functions: FunctionDefinition[];
  variables: VariableDeclaration[];
  typedefs: Symbol[];
  structs: StructDefinition[];
  /** Macros the paste defines: name, body as text, line. */
  macros: { name: string; body: string; line: number }[];
}

export type AnyNode = TranslationUnit | FunctionDefinition | VariableDeclaration | Statement | Expression;

/** Direct children, in the order of the text. */
export function children(node: AnyNode): AnyNode[] {
  switch (node.kind) {
    case 'translation-unit':
      return [...node.variables, ...node.functions];
    case 'function':
      return [node.body];
    case 'variable':
      return [...(node.initializer ? [node.initializer] : []), ...(node.constructorArgs ?? [])];
    case 'compound':
      return node.items;
    case 'declaration':
      return node.variables;
    case 'expression':
      return [node.expression];
    case 'if':
      return node.otherwise ? [node.condition, node.then, node.otherwise] : [node.condition, node.then];
    case 'loop': {
      const parts = [node.init, node.condition, node.step].filter((part) => part !== null);
      return node.keyword === 'do' ? [node.body, ...parts] : [...parts, node.body];
    }
    case 'switch':
      return [node.value, node.body];
    case 'case':
      return node.expression ? [node.expression, node.body] : [node.body];
    case 'label':
      return [node.body];
    case 'goto':
      return node.target ? [node.target] : [];
    case 'return':
      return node.value ? [node.value] : [];
    case 'assembly':
      return [...node.effects, ...node.outputs];
    case 'unary':
    case 'postfix':
    case 'cast':
      return [node.operand];
    case 'binary':
    case 'comma':
      return [node.left, node.right];
    case 'assignment':
      return [node.target, node.value];
    case 'conditional':
      return node.then ? [node.condition, node.then, node.otherwise] : [node.condition, node.otherwise];
    case 'call':
      return [node.callee, ...node.args];
    case 'member':
      return [node.object];
    case 'index':
      return [node.array, node.index];
    case 'sizeof':
      return node.operand ? [node.operand] : [];
    case 'compound-literal':
      return [node.initializer];
    case 'statement-expression':
      return [node.body];
    case 'va-arg':
      return [node.list];
    case 'initializer-list':
      return node.items.map((item) => item.value);
    default:
      return [];
  }
}

/**
 * Visits a node and all below it, parents first, in the order of the text. `visit` gets the chain of parents (innermost
 * last) and may return false to leave a subtree out. Iterative: the depth of the tree does not matter.
 */
export function walk(root: AnyNode, visit: (node: AnyNode, parents: readonly AnyNode[]) => unknown): void {
  const parents: AnyNode[] = [];
  const stack: { node: AnyNode; depth: number }[] = [{ node: root, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    parents.length = top.depth;
    if (visit(top.node, parents) === false) continue;
    parents.push(top.node);
    const below = children(top.node);
    for (let i = below.length - 1; i >= 0; i--) stack.push({ node: below[i]!, depth: top.depth + 1 });
  }
}

/** A function of which nothing is known yet but what is given. */
export function newFunction(
  place: Pick<Node, 'line' | 'column' | 'macro'>,
  given: Pick<FunctionDefinition, 'name' | 'symbol' | 'type' | 'parameters' | 'body' | 'endLine' | 'fromPrelude'>,
): FunctionDefinition {
  // Written out: spreads are slow, and each text has hundreds of functions.
  const made: FunctionDefinition = {
    kind: 'function',
    line: place.line,
    column: place.column,
    name: given.name,
    symbol: given.symbol,
    type: given.type,
    parameters: given.parameters,
    body: given.body,
    endLine: given.endLine,
    interrupt: false,
    fromPrelude: given.fromPrelude,
    unavailable: null,
    locals: [],
    irregular: false,
    calls: new Set(),
    hasSwitch: false,
  };
  if (place.macro !== undefined) made.macro = place.macro;
  return made;
}
