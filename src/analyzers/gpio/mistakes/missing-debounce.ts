import { type AnyNode, type Expression, type If, type Symbol as Named, walk } from '../../../c/ast.ts';
import { inputReads } from '../reads.ts';
import { type Evidence, everythingSaid } from '../reason.ts';
import type { Detected, Detector } from './detector.ts';
import { paced } from './pacing.ts';
import { bare, constantOf, handlerFunctions, ownFunctions, registerOf, visitOwn, waits } from './tree.ts';

/** What turns something round, if anything does: ^=, a toggle call, x = !x. */
function toggleIn(evidence: Evidence, node: AnyNode): Expression | null {
  let found: Expression | null = null;
  walk(node, (each) => {
    // Only once a counter has come so far: the reads that agree are the debouncing.
    if (each.kind === 'if' && asksCounter(each.condition)) return false;
    if (each.kind === 'if' && turnsRound(each)) found ??= each.condition;
    if (each.kind === 'call' && each.name !== null && /toggle|invert|flip|xor_mask/i.test(each.name)) found ??= each;
    // `WriteBit(port, pin, 1 - ReadOutputDataBit(port, pin))`: the opposite of what it is.
    if (each.kind === 'call' && each.args.some((arg) => isOpposite(bare(arg), each.args))) found ??= each;
    if (each.kind !== 'assignment') return undefined;
    if (each.operator === '^=') found ??= each;
    // A 1 written there turns its pin round (AVR PINx, OUTTGL).
    if (/^(?:input-)?toggle$/.test(registerOf(evidence, each.target)?.kind ?? '')) found ??= each;
    const value = bare(each.value);
    const target = bare(each.target);
    if (
      each.operator === '=' &&
      value.kind === 'unary' &&
      /[!~]/.test(value.operator) &&
      target.kind === 'identifier'
    ) {
      const operand = bare(value.operand);
      if (operand.kind === 'identifier' && operand.symbol === target.symbol) found ??= each;
    }
    return undefined;
  });
  return found;
}

const READS_BACK =
  /^(?:GPIO_ReadOutputDataBit|gpio_output_bit_get|digitalRead|gpio_get|gpio_get_out_level|gpio_get_level|HAL_GPIO_ReadPin|nrf_gpio_pin_out_read)$/;

/** `if (it is on) off(); else on();`: the pin itself, or a variable, is asked and both ways make it what it is not. */
function turnsRound({ condition, then, otherwise }: If): boolean {
  if (!otherwise) return false;
  let asked: Expression | null = null;
  walk(condition, (each) => {
    if (each.kind === 'call' && each.name !== null && READS_BACK.test(each.name)) asked ??= each;
    if (each.kind === 'identifier' && each.symbol.kind === 'variable' && each.symbol.scope !== 'parameter')
      asked ??= each;
  });
  const of = asked as Expression | null;
  if (!of) return false;
  const levels = [then, otherwise].map((side) => {
    let level: number | null = null;
    walk(side, (each) => {
      if (of.kind === 'identifier' && each.kind === 'assignment' && each.operator === '=') {
        const target = bare(each.target);
        if (target.kind === 'identifier' && target.symbol === of.symbol) level ??= constantOf(each.value);
      }
      if (of.kind !== 'call' || each.kind !== 'call' || each.name === null) return;
      const samePin = of.args.every(
        (arg, i) => constantOf(arg) !== null && constantOf(arg) === constantOf(each.args[i]),
      );
      if (!samePin || each === of) return;
      const given = constantOf(each.args[of.args.length]);
      if (given !== null) level ??= given ? 1 : 0;
      else if (/reset|clear|off|low/i.test(each.name)) level ??= 0;
      else if (/set|on|high/i.test(each.name)) level ??= 1;
    });
    return level as number | null;
  });
  return levels[0] !== null && levels[1] !== null && !levels[0] !== !levels[1];
}

function isOpposite(value: Expression, pin: readonly Expression[]): boolean {
  const operand =
    value.kind === 'unary' && /[!~]/.test(value.operator)
      ? bare(value.operand)
      : value.kind === 'binary' && /^[-^]$/.test(value.operator)
        ? [bare(value.left), bare(value.right)].find((side) => side.kind === 'call')
        : undefined;
  return (
    operand?.kind === 'call' &&
    operand.name !== null &&
    READS_BACK.test(operand.name) &&
    operand.args.every((arg, i) => constantOf(arg) !== null && constantOf(arg) === constantOf(pin[i]))
  );
}

/** What a library's callback is given is no counter. */
const isOwnVariable = (at: Expression): boolean => at.kind === 'identifier' && at.symbol.scope !== 'parameter';

/** `cnt == 50`, `n >= 20`: not a truth value. */
function asksCounter(condition: Expression): boolean {
  const at = bare(condition);
  return (
    at.kind === 'binary' &&
    /^(?:[=<>]=|[<>])$/.test(at.operator) &&
    isOwnVariable(bare(at.left)) &&
    (constantOf(at.right) ?? 0) > 1
  );
}

/** Counts presses: a variable that outlives the test goes one further. */
function countsUp(node: AnyNode): boolean {
  let found = false;
  walk(node, (each) => {
    const step = each.kind === 'postfix' || (each.kind === 'unary' && each.operator === '++') ? each : null;
    if (each.kind === 'loop' || (each.kind === 'if' && asksCounter(each.condition))) return false;
    if (step?.operator !== '++') return undefined;
    const counter = bare(step.operand);
    if (counter.kind === 'identifier' && counter.symbol.scope === 'global') found = true;
    return undefined;
  });
  return found;
}

/** `last && !now`: the key and what it was before. */
function asksEdge(condition: Expression, isKey: (node: AnyNode) => boolean): boolean {
  const at = bare(condition);
  if (at.kind !== 'binary' || at.operator !== '&&') return false;
  const holds = (side: Expression, test: (node: AnyNode) => boolean): boolean => {
    let found = false;
    walk(side, (node) => void (test(node) && (found = true)));
    return found;
  };
  const remembered = (node: AnyNode): boolean => node.kind === 'identifier' && node.symbol.kind === 'variable';
  return [
    [at.left, at.right],
    [at.right, at.left],
  ].some(([key, before]) => holds(key!, isKey) && holds(before!, remembered));
}

/** A test of a key that toggles something, with no waiting time in it or in the loop around it. */
export const missingDebounce: Detector = (evidence) => {
  const reads = new Set<AnyNode>(inputReads(evidence).map((each) => each.node));
  const handlers = handlerFunctions(evidence);
  // `if (key_pressed())`: a function of the paste that only looks.
  const looks = new Set(
    ownFunctions(evidence).flatMap(({ name, body }) => {
      let reading = false;
      walk(body, (each) => void (reads.has(each) && (reading = true)));
      return reading && name !== 'main' && name !== 'loop' ? [name] : [];
    }),
  );
  const keptIn = new Set<Named>();
  visitOwn(evidence, (node) => {
    if (node.kind === 'call' && node.name !== null && looks.has(node.name)) reads.add(node);
    const value =
      node.kind === 'assignment' && node.operator === '='
        ? node.value
        : node.kind === 'variable'
          ? node.initializer
          : null;
    if (!value) return;
    let looked = false;
    walk(value, (each) => void (reads.has(each) && (looked = true)));
    const at = node.kind === 'assignment' ? bare(node.target) : node;
    if (looked && (at.kind === 'identifier' || at.kind === 'variable')) keptIn.add(at.symbol);
  });
  const isKey = (each: AnyNode): boolean => reads.has(each) || (each.kind === 'identifier' && keptIn.has(each.symbol));
  const found: Detected[] = [];
  visitOwn(evidence, (node, parents, inside) => {
    if (node.kind !== 'if' || handlers.has(inside.name)) return;
    let asks = false;
    walk(node.condition, (each) => {
      if (isKey(each)) asks = true;
    });
    if (!asks) {
      // The key may have been read into a variable on the way.
      const before = parents.some((each) => {
        let reading = false;
        if (each.kind === 'compound')
          for (const item of each.items) walk(item, (below) => void (reads.has(below) && (reading = true)));
        return reading;
      });
      let variable = false;
      walk(
        node.condition,
        (each) =>
          void (
            each.kind === 'identifier' &&
            /key|btn|button|sw|now|cur|state|last|prev/i.test(each.name) &&
            (variable = true)
          ),
      );
      asks = before && variable;
    }
    if (!asks || asksCounter(node.condition)) return;
    if (!toggleIn(evidence, node.then) && !(asksEdge(node.condition, isKey) && countsUp(node.then))) return;
    if (
      parents.some(
        (each) => each.kind === 'if' && toggleIn(evidence, each.then) && found.some((one) => one.line === each.line),
      )
    )
      return;
    if (paced(evidence, { test: node, parents, inside }, reads)) return;
    found.push({ line: node.line });
  });
  return [...found, ...bouncingHandlers(evidence, handlers)];
};

/** Handlers of a pin's edge, by the names that chips and libraries give them. */
const OF_AN_EDGE =
  /^E(?:XTI|XINT|INT)\w*_IRQHandler$|^EIC_Handler$|^HAL_GPIO_EXTI\w*Callback$|^exti\w*_isr$|^(?:PC)?INT\d_vect$|^PORT\w?\d?_(?:VECTOR|ISR|IRQHandler)$|^GPIO\w*_IRQHandler$/i;
const ARMS_AN_EDGE = /attachInterrupt|isr_handler_add|set_irq_enabled_with_callback|set_irq_callback/;
const KEY = /key|bu?tto?n|\bsw\d?\b|switch|press|\bB1_|按键|按钮|按下|轻触/i;
/** Edges of these come clean, or by the hundred. */
const NO_KEY =
  /encoder|hall|pir\b|sensor|flow|rpm|tacho|pulse|echo|zero.?cross|编码器|霍尔|传感器|红外|脉冲|过零|测速/i;
const OF_TIME = /tick|millis|time|ms\b|_ms|last|debounc|bounce|消抖|lock/i;

/** What people say of a key that bounces. */
const COMPLAINT =
  /twice|two times|some ?times|chatter|bounc|random|unreliable|erratic|flaky|doesn'?t (?:always )?change|on its own|有时|偶尔|经常|两次|多次|连跳|乱跳|不稳|不准|失灵|抖|误触|没反应/i;

/**
 * A key's interrupt that toggles at once: every bounce is an edge, and comes here again. Vendors' examples do just that, and
 * nobody minds; so it is said where somebody does.
 */
function bouncingHandlers(evidence: Evidence, handlers: ReadonlySet<string>): Detected[] {
  const text = everythingSaid(evidence);
  if (!KEY.test(text) || NO_KEY.test(text) || !COMPLAINT.test(text)) return [];
  const armed = new Set<string>();
  visitOwn(evidence, (node) => {
    if (node.kind !== 'call' || node.name === null || !ARMS_AN_EDGE.test(node.name)) return;
    for (const arg of node.args)
      walk(arg, (each) => void (each.kind === 'identifier' && handlers.has(each.name) && armed.add(each.name)));
  });
  for (const [vector, name] of evidence.reading.handlers) if (OF_AN_EDGE.test(vector)) armed.add(name);
  return ownFunctions(evidence).flatMap(({ name, body }) => {
    if (!OF_AN_EDGE.test(name) && !armed.has(name)) return [];
    const toggle = toggleIn(evidence, body);
    if (!toggle || waits(evidence, body)) return [];
    // It looks at a clock, or leaves the rest to a timer.
    let careful = false;
    walk(body, (each) => {
      if (each.kind === 'identifier' && OF_TIME.test(each.name)) careful = true;
      if (each.kind === 'call' && each.name !== null && /timer|tim_|start|queue|sem|notify/i.test(each.name))
        careful = true;
    });
    return careful ? [] : [{ line: toggle.line }];
  });
}
