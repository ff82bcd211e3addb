import type { Pin } from './chip.ts';
import type { Machine } from './machine.ts';

export const FALLING = 1;
export const RISING = 2;

/** A pin whose edges run a handler, as the chip's registers say. */
export interface PinWatch {
  pin: Pin;
  edges: () => number;
  /** True: a low level asks for the interrupt, again and again for as long as it lasts. */
  byLevel?: () => boolean;
  handlers: string[];
  /** False: the unit notes the edge and asks for no interrupt, so that it can be polled. */
  asks?: () => boolean;
  /** See Source. */
  shutBy?: () => string | null;
  heldBy?: () => string | null;
  /** Sets the unit's own flag. */
  raise?: () => void;
  /** The handler begins to run. */
  taken?: () => void;
  /** The flag, which only the program can take back: while it stands the handler is called again and again. */
  raised?: () => boolean;
}

type Changes = Machine['options']['inputs'];

/** The next of these changes of a pin's level from outside that is one of the wanted edges. */
function nextEdgeUs(machine: Machine, watch: PinWatch, changes: Changes, afterUs: number): number {
  if (changes.every(({ atUs }) => atUs <= afterUs)) return Number.POSITIVE_INFINITY;
  const wanted = watch.edges();
  if (wanted === 0) return Number.POSITIVE_INFINITY;
  let level: 0 | 1 | null = machine.restingBy.get(`${watch.pin.port}:${watch.pin.bit}`) ?? null;
  const first = machine.ports.get(watch.pin.port);
  for (const change of changes) {
    const before: number = level ?? (first?.mode(watch.pin.bit).pull === 'up' ? 1 : 0);
    level = change.level;
    if (change.atUs <= afterUs || before === change.level) continue;
    if (wanted & (change.level ? RISING : FALLING)) return change.atUs;
  }
  return Number.POSITIVE_INFINITY;
}

/** Lets this pin's edges run its handler. */
export function addWatch(machine: Machine, watch: PinWatch): void {
  const asked = (): boolean => watch.edges() !== 0 && (watch.asks?.() ?? true);
  machine.watchedPins.push({
    pin: watch.pin,
    armed: () => asked() && machine.handlerOf(watch.handlers) !== null,
    unserved: () => asked() && machine.handlerOf(watch.handlers) === null,
    vectors: watch.handlers,
    handler: () => machine.handlerOf(watch.handlers),
    shutBy: () =>
      watch.edges() !== 0 && machine.handlerOf(watch.handlers) !== null ? (watch.shutBy?.() ?? null) : null,
    heldBy: () => watch.heldBy?.() ?? null,
    trigger: () => {
      const edges = watch.edges();
      return watch.byLevel?.() ? 'low' : edges === FALLING ? 'falling' : edges === RISING ? 'rising' : 'both';
    },
  });
  const { port, bit } = watch.pin;
  const changes = machine.options.inputs.filter(({ pin }) => pin.port === port && pin.bit === bit);
  // Nothing outside changes it: an edge can never come.
  if (changes.length === 0) return;
  let doneUs = -1;
  const isLow = (): boolean => watch.byLevel?.() === true && machine.outside(port, bit) === 0;
  const name = `edge ${port}:${bit}`;
  machine.sources.push({
    name,
    nextUs: () =>
      machine.interruptsOn ? nextEdgeUs(machine, watch, changes, Math.max(doneUs, 0)) : Number.POSITIVE_INFINITY,
    fire() {
      doneUs = nextEdgeUs(machine, watch, changes, Math.max(doneUs, 0));
      watch.raise?.();
      const handler = watch.asks?.() === false ? null : machine.handlerOf(watch.handlers);
      if (handler !== null) watch.taken?.();
      return handler;
    },
    asking: () => (watch.raised?.() === true || isLow()) && asked(),
    byLevel: () => watch.byLevel?.() === true,
    snapshot: () => '',
  });
}
