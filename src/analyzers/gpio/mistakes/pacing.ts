import { type AnyNode, type FunctionDefinition, type If, type Symbol as Named, walk } from '../../../c/ast.ts';
import { isDelayName } from '../delay-names.ts';
import type { Evidence } from '../reason.ts';
import { bare, globalWritten, handlerFunctions, isCountingLoop, ownFunctions, visitOwn } from './tree.ts';

const WAITS = /sleep|delay|wait/i;
const READS_CLOCK = /millis|micros|GetTick|TickCount|ticks?\b|time_us|get_time|get_absolute_time|uptime|elapsed/i;
const DEEPEST = 3;

/** A test, and where it stands. */
export interface Place {
  test: If;
  parents: readonly AnyNode[];
  inside: FunctionDefinition;
}

/**
 * Whether a test of a key takes its time: something in its round waits, or a clock decides about it. A clock that is read
 * beside it, for something else, is none of its business.
 * @param keys reads of the key; waiting for it to be let go takes no time of its own.
 */
export function paced(evidence: Evidence, place: Place, keys: ReadonlySet<AnyNode>): boolean {
  const { test, parents, inside } = place;
  const around = parents.find((each) => each.kind === 'loop') ?? inside.body;
  const look = new Looks(evidence, keys);
  if ([test.then, around, inside.body].some((each) => look.blocks(each)) || look.decidedByClock(place)) return true;
  // Where the whole function is called from may take the time.
  let called = false;
  if (inside.name !== 'main' && inside.name !== 'loop')
    visitOwn(evidence, (node, outer, caller) => {
      if (node.kind !== 'call' || node.name !== inside.name || caller === inside) return;
      const loop = outer.findLast((each) => each.kind === 'loop') ?? caller.body;
      const asks = outer.some((each) => each.kind === 'if' && look.readsClock(each.condition));
      if (asks || look.blocks(loop) || look.handlers.has(caller.name)) called = true;
    });
  return called;
}

class Looks {
  readonly handlers: ReadonlySet<string>;
  /** Variables that a handler moves on: clocks of the program's own. */
  private readonly ticks = new Set<Named>();

  constructor(
    private readonly evidence: Evidence,
    private readonly keys: ReadonlySet<AnyNode>,
  ) {
    this.handlers = handlerFunctions(evidence);
    visitOwn(evidence, (node, _parents, inside) => {
      if (!this.handlers.has(inside.name)) return;
      const variable = globalWritten(node);
      if (variable) this.ticks.add(variable);
    });
  }

  private own(name: string): FunctionDefinition | undefined {
    return ownFunctions(this.evidence).find((each) => each.name === name);
  }

  /** Time passes in it, whatever for. */
  blocks(node: AnyNode, depth = 0): boolean {
    let found = false;
    walk(node, (each) => {
      if (found) return false;
      if (each.kind === 'loop' && each.endless === null) {
        const { condition } = each;
        if (condition && this.readsClock(condition)) found = true;
        if (isCountingLoop(each) && !this.asksKey(condition)) found = true;
      }
      if (each.kind !== 'call' || each.name === null) return undefined;
      const callee = this.own(each.name);
      if (isDelayName(each.name) || (WAITS.test(each.name) && !callee)) found = true;
      else if (callee && depth < DEEPEST && this.blocks(callee.body, depth + 1)) found = true;
      return undefined;
    });
    return found;
  }

  private asksKey(condition: AnyNode | null): boolean {
    let asks = false;
    if (condition) walk(condition, (each) => void (this.keys.has(each) && (asks = true)));
    return asks;
  }

  readsClock(node: AnyNode, depth = 0): boolean {
    let found = false;
    walk(node, (each) => {
      if (each.kind === 'identifier' && this.ticks.has(each.symbol)) found = true;
      if (each.kind !== 'call' || each.name === null || found) return;
      const callee = this.own(each.name);
      if (READS_CLOCK.test(each.name)) found = true;
      else if (callee && depth < DEEPEST && this.readsClock(callee.body, depth + 1)) found = true;
    });
    return found;
  }

  /** A clock is asked in the test, in what it stands in, or for a variable that it goes by. */
  decidedByClock({ test, parents, inside }: Place): boolean {
    const causes: AnyNode[] = [test.condition, ...conditionsOf(parents)];
    walk(test.then, (node) => void causes.push(...conditionsOf([node])));
    // `if (now - last < 20) return;`
    walk(inside.body, (node) => {
      if (node.kind !== 'if' || node === test) return;
      let leaves = false;
      walk(node.then, (each) => void (/^(?:return|continue|break)$/.test(each.kind) && (leaves = true)));
      if (leaves) causes.push(node.condition);
    });
    const followed = new Set<Named>();
    for (let at = 0; at < causes.length; at++) {
      if (this.readsClock(causes[at]!)) return true;
      const names = new Set<Named>();
      walk(causes[at]!, (each) => {
        if (each.kind === 'identifier' && each.symbol.kind === 'variable' && !followed.has(each.symbol))
          names.add(each.symbol);
      });
      for (const name of names) followed.add(name);
      if (names.size > 0) causes.push(...sourcesOf(inside, names));
    }
    return false;
  }
}

function conditionsOf(parents: readonly AnyNode[]): AnyNode[] {
  return parents.flatMap((each) =>
    each.kind === 'if' || (each.kind === 'loop' && each.condition !== null)
      ? [each.condition!]
      : each.kind === 'switch'
        ? [each.value]
        : [],
  );
}

/** What a function gives these variables, and on which conditions. */
function sourcesOf(inside: FunctionDefinition, names: ReadonlySet<Named>): AnyNode[] {
  const found: AnyNode[] = [];
  walk(inside.body, (node, parents) => {
    const [target, value] =
      node.kind === 'variable'
        ? [node.symbol, node.initializer]
        : node.kind === 'assignment'
          ? [symbolOf(node.target), node.value]
          : node.kind === 'postfix' || (node.kind === 'unary' && /\+\+|--/.test(node.operator))
            ? [symbolOf(node.operand), null]
            : [null, null];
    if (!target || !names.has(target)) return;
    found.push(...(value ? [value] : []), ...conditionsOf(parents));
  });
  return found;
}

function symbolOf(node: Parameters<typeof bare>[0]): Named | null {
  const at = bare(node);
  return at.kind === 'identifier' ? at.symbol : null;
}
