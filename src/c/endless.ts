/**
 * Loops that nothing leads out of: once a program is in one, it stays there. Every function becomes a graph of its
 * statements; a group of them that leads only to itself is such a loop, whether it is made of `while (1)`, of a goto that
 * jumps back or of a longjmp.
 */
import type { AnyNode, Expression, FunctionDefinition, Statement, TranslationUnit } from './ast.ts';
import { walk } from './ast.ts';

export interface EndlessLoop {
  function: string;
  /** Where it begins. */
  line: number;
  /** The lines that belong to it and to nothing else that takes time. */
  lines: Set<number>;
}

/** Library functions that do not come back, or that call what they are given. */
const LEAVING = new Set([
  'exit',
  '_exit',
  '_Exit',
  'quick_exit',
  'abort',
  'raise',
  '__assert_fail',
  'qsort',
  'bsearch',
]);
const JUMPING = /longjmp$/;
const LANDING = /setjmp$/;

/** What calling a function can lead to. */
interface Outcome {
  returns: boolean;
  /** The program may end in it, or nobody knows what it does. */
  leaves: boolean;
  /** A longjmp out of it. */
  jumps: boolean;
}

interface Step {
  lines: Set<number>;
  next: number[];
  calls: boolean;
}

/** The step behind the end of a function. */
const RETURN = 0;
/** Anywhere else: the program's end, another function's setjmp. */
const AWAY = 1;

/** The loops of a program's own functions that cannot end otherwise than by an error. */
export function endlessLoops(tree: TranslationUnit): EndlessLoop[] {
  const own = tree.functions.filter((definition) => !definition.fromPrelude);
  const landings = own.filter((definition) => holds(definition.body, (node) => calleeOf(node, LANDING)));
  const outcomes = new Map<string, Outcome>();
  for (const { name } of own) outcomes.set(name, { returns: false, leaves: false, jumps: false });
  const graphs = new Map<FunctionDefinition, Step[]>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const definition of own) {
      const graph = new Graph(definition, outcomes, landings);
      const { steps, outcome } = graph;
      graphs.set(definition, steps);
      const known = outcomes.get(definition.name)!;
      for (const key of ['returns', 'leaves', 'jumps'] as const) {
        if (!outcome[key] || known[key]) continue;
        known[key] = true;
        grew = true;
      }
    }
  }
  return [...graphs].flatMap(([{ name }, steps]) => closedIn(steps).map((group) => described(name, steps, group)));
}

function described(name: string, steps: Step[], { closed, cyclic }: { closed: Set<number>; cyclic: Set<number> }) {
  const lines = new Set<number>();
  for (const id of closed) for (const line of steps[id]!.lines) lines.add(line);
  const line = Math.min(...lines);
  for (const [id, step] of steps.entries()) {
    if (closed.has(id) || !(step.calls || cyclic.has(id))) continue;
    for (const other of step.lines) lines.delete(other);
  }
  return { function: name, line, lines };
}

/** The graph of one function. */
class Graph {
  readonly steps: Step[] = [];
  readonly outcome: Outcome = { returns: false, leaves: false, jumps: false };
  readonly #outcomes: Map<string, Outcome>;
  readonly #labels = new Map<string, number>();
  readonly #landings: number[] = [];
  readonly #jumps: number[] = [];
  /** A longjmp can only lead to a setjmp of this function. */
  readonly #ownJumps: boolean;

  constructor(definition: FunctionDefinition, outcomes: Map<string, Outcome>, landings: FunctionDefinition[]) {
    this.#outcomes = outcomes;
    this.#ownJumps = landings.length === 1 && landings[0] === definition;
    this.#step([], []);
    this.#step([], []);
    walk(definition.body, (node) => {
      if (node.kind === 'label') this.#labels.set(node.name, this.#step([], []));
    });
    const entry = this.#add(definition.body, RETURN, RETURN, RETURN);
    for (const id of this.#jumps) this.steps[id]!.next.push(...(this.#ownJumps ? this.#landings : [AWAY]));
    const seen = reachedFrom(entry, this.steps);
    this.outcome.returns = seen.has(RETURN);
    this.outcome.leaves = definition.unavailable !== null || [...seen].some((id) => this.#leaving.has(id));
    this.outcome.jumps = !this.#ownJumps && this.#jumps.some((id) => seen.has(id));
    // Only what can be reached is a loop that the program can be in.
    for (const [id, step] of this.steps.entries()) if (!seen.has(id)) step.next = [AWAY];
  }

  readonly #leaving = new Set<number>();

  #step(lines: Iterable<number>, next: number[]): number {
    return this.steps.push({ lines: new Set(lines), next, calls: false }) - 1;
  }

  /** A step that evaluates an expression, null for none, before what follows. */
  #evaluate(line: number, expressions: (AnyNode | null)[], next: number[]): number {
    const id = this.#step([line], next);
    const step = this.steps[id]!;
    for (const expression of expressions) if (expression) this.#read(expression, id, step);
    return id;
  }

  #read(expression: AnyNode, id: number, step: Step): void {
    walk(expression, (node, parents) => {
      if ('line' in node && node.line > 0) step.lines.add(node.line);
      // Statements inside of an expression may lead anywhere.
      if (node.kind === 'goto' || node.kind === 'return') this.#away(id);
      if (node.kind !== 'call') return;
      step.calls = true;
      if (calleeOf(node, LANDING)) this.#landings.push(id);
      if (calleeOf(node, JUMPING)) {
        this.#jumps.push(id);
        if (!parents.some(isChoice)) step.next = [];
        return;
      }
      if (node.builtin !== undefined) {
        if (/assert|trap|unreachable/.test(node.builtin)) this.#away(id);
        return;
      }
      const known = node.name !== null && isFunction(node.callee) ? this.#outcomes.get(node.name) : undefined;
      if (node.name === null || !isFunction(node.callee) || LEAVING.has(node.name) || known?.leaves) this.#away(id);
      if (known?.jumps) this.#jumps.push(id);
      if (known && !known.returns && !parents.some(isChoice)) step.next = step.next.filter((to) => to === AWAY);
    });
  }

  #away(id: number): void {
    this.#leaving.add(id);
    this.steps[id]!.next.push(AWAY);
  }

  /** Adds a statement that is followed by `next`; returns where it begins. */
  #add(s: Statement, next: number, breakTo: number, continueTo: number): number {
    switch (s.kind) {
      case 'compound': {
        let after = next;
        for (const item of s.items.toReversed()) after = this.#add(item, after, breakTo, continueTo);
        return after;
      }
      case 'declaration':
        return this.#evaluate(s.line, s.variables, [next]);
      case 'expression':
        return this.#evaluate(s.line, [s.expression], [next]);
      case 'if': {
        const ways = [this.#add(s.then, next, breakTo, continueTo)];
        ways.push(s.otherwise ? this.#add(s.otherwise, next, breakTo, continueTo) : next);
        const { constant } = s.condition;
        if (constant !== undefined) ways.splice(Number(constant) === 0 ? 0 : 1, 1);
        return this.#evaluate(s.line, [s.condition], ways);
      }
      case 'loop': {
        const head = this.#evaluate(s.line, [s.condition], s.endless === null ? [next] : []);
        const step = s.step ? this.#evaluate(s.line, [s.step], [head]) : head;
        const body = this.#add(s.body, step, next, step);
        this.steps[head]!.next.push(body);
        const first = s.keyword === 'do' ? body : head;
        return s.init ? this.#add(s.init, first, next, step) : first;
      }
      case 'switch': {
        const ways: number[] = [];
        this.#ways.push(ways);
        const body = this.#add(s.body, next, next, continueTo);
        this.#ways.pop();
        if (!s.cases.some((each) => each.from === null)) ways.push(next);
        return this.#evaluate(s.line, [s.value], [...ways, ...(ways.length === 0 ? [body] : [])]);
      }
      case 'case': {
        const body = this.#add(s.body, next, breakTo, continueTo);
        this.#ways.at(-1)?.push(body);
        return body;
      }
      case 'label': {
        const label = this.#labels.get(s.name)!;
        const step = this.steps[label]!;
        step.lines.add(s.line);
        step.next = [this.#add(s.body, next, breakTo, continueTo)];
        return label;
      }
      case 'goto': {
        if (s.target) return this.#evaluate(s.line, [s.target], [AWAY, ...this.#labels.values()]);
        return this.#step([s.line], [this.#labels.get(s.name) ?? AWAY]);
      }
      case 'break':
        return this.#step([s.line], [breakTo]);
      case 'continue':
        return this.#step([s.line], [continueTo]);
      case 'return':
        return this.#evaluate(s.line, [s.value], [RETURN]);
      case 'assembly':
        return this.#evaluate(s.line, [...s.effects, ...s.outputs], [next]);
      default:
        return next;
    }
  }

  readonly #ways: number[][] = [];
}

const isChoice = (node: AnyNode): boolean =>
  node.kind === 'conditional' || (node.kind === 'binary' && (node.operator === '&&' || node.operator === '||'));

const isFunction = (callee: Expression): boolean => callee.kind === 'identifier' && callee.symbol.kind === 'function';

function calleeOf(node: AnyNode, pattern: RegExp): boolean {
  return node.kind === 'call' && pattern.test(node.builtin ?? node.name ?? '');
}

function holds(root: AnyNode, test: (node: AnyNode) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    if (test(node)) found = true;
    return !found;
  });
  return found;
}

function reachedFrom(entry: number, steps: Step[]): Set<number> {
  const seen = new Set([entry]);
  for (const id of seen) for (const next of steps[id]!.next) seen.add(next);
  return seen;
}

/** Groups of steps that lead to themselves and nowhere else, and all steps on any circle (Tarjan 1972, without recursion). */
function closedIn(steps: Step[]): { closed: Set<number>; cyclic: Set<number> }[] {
  const index = new Int32Array(steps.length).fill(-1);
  const low = new Int32Array(steps.length);
  const open = new Set<number>();
  const stack: number[] = [];
  const cyclic = new Set<number>();
  const groups: Set<number>[] = [];
  let count = 0;
  for (const root of steps.keys()) {
    if (index[root] !== -1) continue;
    const work = [{ id: root, at: 0 }];
    while (work.length > 0) {
      const top = work.at(-1)!;
      const { id } = top;
      if (top.at === 0) {
        index[id] = low[id] = count++;
        stack.push(id);
        open.add(id);
      }
      const next = steps[id]!.next[top.at++];
      if (next !== undefined) {
        if (index[next] === -1) work.push({ id: next, at: 0 });
        else if (open.has(next)) low[id] = Math.min(low[id]!, index[next]!);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) low[parent.id] = Math.min(low[parent.id]!, low[id]!);
      if (low[id] !== index[id]) continue;
      const group = new Set(stack.splice(stack.lastIndexOf(id)));
      for (const each of group) open.delete(each);
      const circle = group.size > 1 || steps[id]!.next.includes(id);
      if (!circle) continue;
      for (const each of group) cyclic.add(each);
      if ([...group].every((each) => steps[each]!.next.every((to) => group.has(to)))) groups.push(group);
    }
  }
  return groups.map((closed) => ({ closed, cyclic }));
}
