/** Turns of phrase written as C with letters for their parts, and where a tree holds them. */
import type { AnyNode, Expression, FunctionDefinition, Statement, TranslationUnit } from '../../../c/ast.ts';
import { walk } from '../../../c/ast.ts';
import { compile } from '../../../c/compile.ts';

/** The part of a program that each letter stands for. */
export type Parts = ReadonlyMap<string, Expression>;

/** Either one expression, or statements that stand in this order in one block, others between them. */
export type Pattern = Expression | Statement[];

const LETTER = /^[A-Z]$/;
const NUMBERS = /[K-N]/;
const ANYTHING = /[EF]/;
/** Calls that give the time, read a pin, convert a voltage, whatever the library calls them. */
const CALLS: Record<string, RegExp> = {
  TIME: /^(?:millis|micros|HAL_GetTick|k_uptime_get(?:_32)?|esp_timer_get_time|esp_log_timestamp|time_us_(?:32|64)|xTaskGetTickCount\w*|rt_tick_get|osKernelGetTickCount|to_ms_since_boot|systick\w*get\w*|get_?tick\w*|sys_?now)$/i,
  READ: /^(?:digitalRead|HAL_GPIO_ReadPin|GPIO_ReadInputDataBit|GPIO_ReadInputPin|gpio_input_bit_get|gpio_get|gpio_get_level|gpio_pin_get(?:_dt|_raw)?|nrf_gpio_pin_read|gpio_read|LL_GPIO_IsInputPinSet|gpiod_line_get_value|GPIO_ReadPin\w*|GPIO_PinInGet|GPIO_PinRead)$/,
  ADC: /^(?:analogRead\w*|adc_read|adc1_get_raw|HAL_ADC_GetValue|ADC_GetConversionValue|adc_oneshot_read|read_?adc\w*|adc_?read\w*|get_?adc\w*)$/i,
};

const LETTERS = 'volatile int X, Y, Z; int N, M, K, L; int E, F; int TIME(void); int READ(void); int ADC(void);';

/** @throws Error where the text is no C of this kind. */
export function readPattern(text: string): Pattern {
  const statements = /[;}]\s*$/.test(text);
  const body = statements ? `void f(void) { ${text} }` : `double f(void) { return (${text}); }`;
  const { tree } = compile({ source: `${LETTERS}\n${body}`, preludes: [] });
  const made = tree.functions.find(({ name }) => name === 'f');
  const items = made?.unavailable ? [] : (made?.body.items ?? []);
  const [only] = items;
  if (!only) throw new Error(`no C: ${text}`);
  if (statements) return items;
  if (only.kind !== 'return' || !only.value) throw new Error(`no expression: ${text}`);
  return only.value;
}

const bare = (node: Expression): Expression => (node.kind === 'cast' ? bare(node.operand) : node);

/** `X++`, `++X` and `X = X + 1` are `X += 1`; `X = X << 1` is `X <<= 1`. */
function plain(given: Expression): Expression {
  const node = bare(given);
  if ((node.kind === 'unary' || node.kind === 'postfix') && /^(?:\+\+|--)$/.test(node.operator)) {
    const one: Expression = { ...node, kind: 'number', text: '1', constant: 1n };
    const operator = node.operator === '++' ? '+=' : '-=';
    return { ...node, kind: 'assignment', operator, target: node.operand, value: one, operandType: node.type };
  }
  if (node.kind !== 'assignment' || node.operator !== '=') return node;
  const value = bare(node.value);
  if (value.kind !== 'binary' || !/^(?:[-+*/%&|^]|<<|>>)$/.test(value.operator)) return node;
  const swaps = /^[+*&|^]$/.test(value.operator);
  const [left, right] = [bare(value.left), bare(value.right)];
  const rest = same(left, node.target) ? value.right : swaps && same(right, node.target) ? value.left : null;
  return rest ? { ...node, operator: `${value.operator}=`, value: rest } : node;
}

/** Whether two expressions are written alike. */
export function same(a: Expression, b: Expression): boolean {
  return matchesNode(a, b, new Map(), false) !== null;
}

const numberOf = (node: Expression): number | null => (node.constant === undefined ? null : Number(node.constant));

/** A fraction may have been read as a float. */
const alike = (a: number | null, b: number): boolean => a === b || (a !== null && Math.abs(a - b) < 1e-6 * Math.abs(b));

function bind(letter: string, node: Expression, parts: Parts): Parts | null {
  const known = parts.get(letter);
  if (known) return same(known, node) ? parts : null;
  const number = numberOf(node);
  if (NUMBERS.test(letter) ? number === null : !ANYTHING.test(letter) && !isPlace(node)) return null;
  return new Map([...parts, [letter, node]]);
}

/** What can be written to: a variable, a member, an element, a register. */
function isPlace(node: Expression): boolean {
  if (node.constant !== undefined) return false;
  return /^(?:identifier|member|index)$/.test(node.kind) || (node.kind === 'unary' && node.operator === '*');
}

const MIRRORED: Record<string, string> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=', '==': '==', '!=': '!=' };
const SWAPS = /^[+*&|^]$|^(?:&&|\|\|)$/;

/** The parts when a node is what a pattern says, null when it is not. `letters`: capital letters stand for parts. */
function matchesNode(wanted: Expression, given: Expression, parts: Parts, letters = true): Parts | null {
  const pattern = letters ? plain(wanted) : bare(wanted);
  if (letters && pattern.kind === 'identifier' && LETTER.test(pattern.name))
    return bind(pattern.name, bare(given), parts);
  const node = letters ? plain(given) : bare(given);
  if (numberOf(pattern) !== null && pattern.kind !== 'call')
    return alike(numberOf(node), numberOf(pattern)!) && (letters || node.macro === pattern.macro) ? parts : null;
  if (pattern.kind !== node.kind) return null;
  const both = (pairs: [Expression, Expression][]): Parts | null => {
    let found: Parts | null = parts;
    for (const [a, b] of pairs) found = found && matchesNode(a, b, found, letters);
    return found;
  };
  switch (pattern.kind) {
    case 'identifier':
      return node.kind === 'identifier' && node.name === pattern.name ? parts : null;
    case 'unary':
    case 'postfix':
      return node.kind === pattern.kind && node.operator === pattern.operator
        ? both([[pattern.operand, node.operand]])
        : null;
    case 'binary': {
      if (node.kind !== 'binary') return null;
      const straight = node.operator === pattern.operator;
      const turned = SWAPS.test(node.operator) ? node.operator : MIRRORED[node.operator];
      return (
        (straight &&
          both([
            [pattern.left, node.left],
            [pattern.right, node.right],
          ])) ||
        (letters && turned === pattern.operator
          ? both([
              [pattern.left, node.right],
              [pattern.right, node.left],
            ])
          : null) ||
        null
      );
    }
    case 'assignment':
      return node.kind === 'assignment' && node.operator === pattern.operator
        ? both([
            [pattern.target, node.target],
            [pattern.value, node.value],
          ])
        : null;
    case 'conditional':
      return node.kind === 'conditional' && pattern.then && node.then
        ? both([
            [pattern.condition, node.condition],
            [pattern.then, node.then],
            [pattern.otherwise, node.otherwise],
          ])
        : null;
    case 'call': {
      if (node.kind !== 'call' || node.name === null) return null;
      const kind = CALLS[pattern.name ?? ''];
      if (letters && kind) return kind.test(node.name) ? parts : null;
      if (node.name !== pattern.name || node.args.length !== pattern.args.length) return null;
      return both(pattern.args.map((arg, i): [Expression, Expression] => [arg, node.args[i]!]));
    }
    case 'member':
      return node.kind === 'member' && node.member === pattern.member ? both([[pattern.object, node.object]]) : null;
    case 'index':
      return node.kind === 'index'
        ? both([
            [pattern.array, node.array],
            [pattern.index, node.index],
          ])
        : null;
    default:
      return null;
  }
}

const itemsOf = (node: Statement): Statement[] => (node.kind === 'compound' ? node.items : [node]);

/** Statements in this order, others between them. */
function matchesList(pattern: Statement[], given: Statement[], parts: Parts): Parts | null {
  const [first, ...rest] = pattern;
  if (!first) return parts;
  for (const [i, node] of given.entries()) {
    const found = matchesStatement(first, node, parts);
    const whole = found && matchesList(rest, given.slice(i + 1), found);
    if (whole) return whole;
  }
  return null;
}

function matchesStatement(pattern: Statement, node: Statement, parts: Parts): Parts | null {
  // `F;` is any statement.
  if (pattern.kind === 'expression' && pattern.expression.kind === 'identifier') return parts;
  if (pattern.kind === 'expression')
    return node.kind === 'expression' ? matchesNode(pattern.expression, node.expression, parts) : null;
  if (pattern.kind === 'return')
    return node.kind === 'return' && pattern.value && node.value ? matchesNode(pattern.value, node.value, parts) : null;
  if (pattern.kind === 'if') {
    if (node.kind !== 'if') return null;
    const condition = matchesNode(pattern.condition, node.condition, parts);
    const then = condition && matchesList(itemsOf(pattern.then), itemsOf(node.then), condition);
    if (!then || !pattern.otherwise) return then;
    return node.otherwise ? matchesList(itemsOf(pattern.otherwise), itemsOf(node.otherwise), then) : null;
  }
  if (pattern.kind === 'loop') {
    if (node.kind !== 'loop' || !pattern.condition || !node.condition) return null;
    const condition = matchesNode(pattern.condition, node.condition, parts);
    return condition && matchesList(itemsOf(pattern.body), itemsOf(node.body), condition);
  }
  return pattern.kind === 'empty' && node.kind === 'empty' ? parts : null;
}

const NOTHING: Parts = new Map();

/** Every place in a function that a pattern fits, with its line and its parts. */
export function* placesOf(pattern: Pattern, definition: FunctionDefinition): Generator<{ line: number; parts: Parts }> {
  const nodes: Exclude<AnyNode, TranslationUnit>[] = [];
  walk(definition.body, (node) => {
    if (node.kind !== 'translation-unit') nodes.push(node);
  });
  for (const node of nodes) {
    if (!Array.isArray(pattern)) {
      const parts = isExpression(node) ? matchesNode(pattern, node, NOTHING) : null;
      if (parts) yield { line: node.line, parts };
      continue;
    }
    for (const items of listsOf(node)) {
      for (const [i, item] of items.entries()) {
        const first = matchesStatement(pattern[0]!, item, NOTHING);
        const parts = first && matchesList(pattern.slice(1), items.slice(i + 1), first);
        if (parts) yield { line: item.line, parts };
      }
    }
  }
}

/** The lists of statements that a node holds; what stands alone behind a condition is one. */
function listsOf(node: AnyNode): Statement[][] {
  if (node.kind === 'compound') return [node.items];
  const bodies = node.kind === 'if' ? [node.then, node.otherwise] : node.kind === 'loop' ? [node.body] : [];
  return bodies.flatMap((body) => (body && body.kind !== 'compound' ? [[body]] : []));
}

const STATEMENTS = new Set(
  'compound declaration expression if loop switch case label goto break continue return empty assembly'.split(' '),
);
const isExpression = (node: AnyNode): node is Expression =>
  !STATEMENTS.has(node.kind) && !/^(?:translation-unit|function|variable)$/.test(node.kind);
