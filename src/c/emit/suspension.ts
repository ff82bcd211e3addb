/** Which functions the run may be set aside in: those that can come to a host call that does it. */
import { type Call, type FunctionDefinition, walk } from '../ast.ts';
import type { ModuleEmitter } from './module.ts';

/** Whether a call of the function can come to a host call in which the run may be set aside. */
export function resumes(m: ModuleEmitter, definition: FunctionDefinition): boolean {
  if (m.unit.suspends.size === 0) return false;
  let known = m.resumable.get(definition);
  if (known === undefined) {
    known = reachesSuspension(m, definition);
    m.resumable.set(definition, known);
  }
  return known;
}

function reachesSuspension(m: ModuleEmitter, definition: FunctionDefinition): boolean {
  const seen = new Set([definition]);
  let found = false;
  for (const each of seen) {
    m.unit.wanted(each.symbol);
    if (each.unavailable) continue;
    walk(each.body, (node) => {
      if (node.kind !== 'call' || found) return;
      const to = leadsTo(m, node);
      if (to === true) found = true;
      else if (to) seen.add(to);
    });
    if (found) return true;
  }
  return false;
}

/** The function a call leads to; true where it may be set aside itself, or nobody knows where it leads. */
function leadsTo(m: ModuleEmitter, call: Call): FunctionDefinition | boolean {
  if (call.builtin) return false;
  let callee = call.callee;
  while (callee.kind === 'unary' && callee.operator === '&') callee = callee.operand;
  if (callee.kind !== 'identifier' || callee.symbol.kind !== 'function') return true;
  const symbol = m.canonical(callee.symbol);
  return symbol.definition ?? m.unit.suspends.has(symbol.name);
}

/** Whether the run may be set aside in this call. */
export function suspends(m: ModuleEmitter, call: Call): boolean {
  if (m.unit.suspends.size === 0) return false;
  const to = leadsTo(m, call);
  return typeof to === 'boolean' ? to : resumes(m, to);
}
