/**
 * A function that cannot be structured ("flat") is cut at its labels into pieces behind one dispatch loop: which
 * functions are, jumps between pieces, and how they are put together.
 */
import { type Case, type Expression, type FunctionDefinition, type Statement, type Switch, walk } from '../ast.ts';
import { pointerTo } from '../types.ts';
import { SyntaxProblem } from '../unit.ts';
import { GLOBAL } from './abi.ts';
import { br, type ControlEmitter, loopHead, type Target } from './control.ts';
import { condition, valueAs } from './convert.ts';
import { resumes, suspends } from './suspension.ts';
import { takeUp } from './waits.ts';
import { Bytes, I32, op, VOID, writeU5 } from './wasm.ts';

/** Whether the function is to be flat; finds its labels then. */
export function isFlat(f: ControlEmitter, definition: FunctionDefinition): boolean {
  f.resumes = resumes(f.module, definition);
  let flat = definition.irregular || f.resumes;
  if (!flat && !definition.hasSwitch) return false;
  const targets = new Set<string>();
  walk(definition.body, (node) => {
    if (node.kind === 'goto' && !node.target) targets.add(node.name);
    if (node.kind === 'call' && node.builtin === '__builtin_setjmp') f.hasJumps = true;
    if (node.kind === 'switch' && !isRegular(node)) {
      flat = true;
      for (const c of node.cases) f.caseLabels.set(c, newLabel(f));
    }
  });
  if (!flat) return false;
  for (const name of definition.labelAddresses?.keys() ?? []) targets.add(name);
  walk(definition.body, (node, parents) => {
    const isTarget =
      (node.kind === 'label' && targets.has(node.name)) ||
      (node.kind === 'case' && f.caseLabels.has(node)) ||
      (node.kind === 'call' && node.builtin === '__builtin_setjmp') ||
      (node.kind === 'call' && f.resumes && suspends(f.module, node));
    if (!isTarget) return;
    f.labelled.add(node);
    for (const parent of parents) f.labelled.add(parent);
    if (node.kind === 'label')
      f.namedLabels.set(node.name, {
        label: newLabel(f),
        placed: false,
        endless: node.endless ?? 0,
        line: node.line,
      });
  });
  return true;
}

/** A label that has no place yet. */
export function newLabel(f: ControlEmitter): number {
  return f.labelCount++;
}

/** The piece that a label begins starts here. */
export function placeLabel(f: ControlEmitter, label: number): void {
  f.code.byte(op.end);
  f.chunk++;
  f.labelChunks[label] = f.chunk;
}

/** Branches to the dispatch loop, or out of the function. */
export function flatBranch(f: ControlEmitter, exit: boolean): void {
  f.code.byte(op.br);
  f.patches.push({ at: f.code.length, nested: f.depth - 1, chunk: f.chunk, exit });
  f.code.u5(0);
}

/** The piece that a label begins, as a number; it is known once all pieces are written. */
export function pushLabel(f: ControlEmitter, label: number): void {
  f.code.byte(op.i32Const);
  f.labelConstants.push({ at: f.code.length, label });
  f.code.u5(0);
}

/** Goes on at a label. */
export function flatJump(f: ControlEmitter, label: number): void {
  pushLabel(f, label);
  f.set(f.pc);
  flatBranch(f, false);
}

/** Goes on at a label where a condition does not hold. */
export function flatJumpUnless(f: ControlEmitter, test: Expression, label: number): void {
  f.mark(test.line);
  condition(f, test);
  f.op(op.i32Eqz);
  f.block(op.if, VOID);
  flatJump(f, label);
  f.end();
}

/** A break or a continue. */
export function jump(f: ControlEmitter, target: Target): void {
  if ('depth' in target) br(f, target.depth);
  else flatJump(f, target.flat);
}

/** A goto; backwards it may be a loop, which takes fuel. */
export function gotoLabel(f: ControlEmitter, name: string, line: number): void {
  const target = f.namedLabels.get(name);
  if (!target) throw new SyntaxProblem(`goto ${name}: there is no such label`, line);
  if (target.placed) {
    loopHead(f, target.endless, target.line);
    f.fuel(line);
  }
  flatJump(f, target.label);
}

/** GNU `goto *p`: one of the labels whose address is taken. */
export function computedGoto(f: ControlEmitter, target: Expression, line: number): void {
  const labels = [...(f.definition?.labelAddresses ?? [])].map(([name, number]) => ({
    label: f.namedLabels.get(name)?.label,
    number,
  }));
  const first = labels[0]?.number ?? 0;
  f.mark(line);
  f.fuel(line);
  const depth = labels.length + 1;
  const value = f.temp(I32);
  valueAs(f, target, pointerTo(f.unit.types.void));
  f.i32(first);
  f.op(op.i32Sub);
  f.set(value);
  for (let i = 0; i < depth; i++) f.block(op.block, VOID);
  // The numbers of one function's labels need not follow each other: the gaps lead to no label.
  const span = labels.length > 0 ? labels.at(-1)!.number - first + 1 : 0;
  const table = new Array<number>(span).fill(labels.length);
  for (const [i, { number }] of labels.entries()) table[number - first] = i;
  f.get(value);
  f.op(op.brTable);
  f.code.u(table.length);
  for (const i of table) f.code.u(i);
  f.code.u(labels.length);
  for (const { label } of labels) {
    f.end();
    if (label !== undefined) flatJump(f, label);
  }
  f.end();
  f.release(I32, value);
  f.trap('wild-pointer:goto leads to an address that is no label of this function', line);
}

/** Everything above a labelled statement is emitted piecewise. */
export function markPaths(f: ControlEmitter, root: Statement): void {
  walk(root, (node, parents) => {
    if (node.kind === 'case' && f.labelled.has(node)) for (const parent of parents) f.labelled.add(parent);
  });
  f.labelled.add(root);
}

/** Puts the pieces behind the dispatch loop, once all are written. */
export function assembleFlat(f: ControlEmitter): void {
  const count = f.chunk + 1;
  for (const { at, label } of f.labelConstants) writeU5(f.code.data, at, f.labelChunks[label] ?? 0);
  const guard = f.hasJumps ? 1 : 0;
  for (const patch of f.patches)
    writeU5(f.code.data, patch.at, patch.nested + (count - 1 - patch.chunk) + guard + (patch.exit ? 1 : 0));
  const header = new Bytes();
  if (f.resumes) takeUp(f, header, f.module.signatureOf(f.type).parameters);
  header.bytes([op.loop, VOID]);
  if (f.hasJumps) header.bytes([op.try, VOID]);
  for (let i = 0; i < count; i++) header.bytes([op.block, VOID]);
  header.byte(op.localGet);
  header.u(f.pc);
  header.byte(op.brTable);
  header.u(count);
  for (let i = 0; i < count; i++) header.u(i);
  header.u(count - 1);
  header.byte(op.end);
  insertHeader(f, header);
  if (f.hasJumps) catchJump(f);
  f.code.byte(op.end);
}

/** A jump to a place of this very call goes on there; any other one is for a caller. */
function catchJump(f: ControlEmitter): void {
  const call = f.newLocal(I32);
  const stack = f.newLocal(I32);
  f.op(op.catch, 0);
  f.set(f.brought);
  f.set(stack);
  f.set(f.pc);
  f.tee(call);
  f.get(f.callNumber);
  f.op(op.i32Ne, op.if, VOID, op.rethrow, 1, op.end);
  f.get(stack);
  f.op(op.globalSet, GLOBAL.stack, op.br, 1, op.end);
}

/** The header goes behind the opening of the function's block: everything written so far moves. */
function insertHeader(f: ControlEmitter, header: Bytes): void {
  const at = f.flatStart;
  const tail = f.code.data.slice(at, f.code.length);
  f.code.length = at;
  f.code.append(header);
  f.code.bytes(tail);
  for (const relocation of f.relocations) if (relocation.at >= at) relocation.at += header.length;
  for (let i = 0; i < f.marks.length; i += 2) if (f.marks[i]! >= at) f.marks[i]! += header.length;
  for (let i = 0; i < f.hints.length; i += 2) if (f.hints[i]! >= at) f.hints[i]! += header.length;
  for (const region of f.regions) {
    if (region.start >= at) region.start += header.length;
    if (region.end >= at) region.end += header.length;
  }
}

/** All case labels stand directly in the switch's list. */
function isRegular(s: Switch): boolean {
  const direct = new Set<Case>();
  const items = s.body.kind === 'compound' ? s.body.items : [s.body];
  for (const item of items) {
    let at: Statement = item;
    while (at.kind === 'case' || at.kind === 'label') {
      if (at.kind === 'case') direct.add(at);
      at = at.body;
    }
  }
  return s.cases.every((c) => direct.has(c));
}
