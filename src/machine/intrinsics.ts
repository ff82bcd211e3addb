import { type Pin, pinOfName } from './chip.ts';
import { watchEdge } from './edges.ts';
import type { Machine } from './machine.ts';
import type { Port } from './port.ts';
import { Scheduler } from './scheduler.ts';
import { startSlot } from './slots.ts';
import { nextInputUs, nextSourceUs, skipToNext } from './sources.ts';

export type Intrinsic = (machine: Machine, args: number[]) => number | undefined;

/** Looking at the running time while nothing else happens: time goes on to the next whole unit, so that waiting loops are short. */
function readTime(machine: Machine, asCountedUs: number): number {
  const unitUs = asCountedUs * machine.slow;
  machine.repeat.timeReads += 1;
  if (machine.activity === lastActivity.get(machine)) {
    const next = (Math.floor(machine.clock.nowUs / unitUs + 1e-6) + 1) * unitUs;
    machine.passTime(next - machine.clock.nowUs);
  }
  lastActivity.set(machine, machine.activity);
  return Math.floor(machine.clock.nowUs / unitUs + 1e-6);
}
const lastActivity = new WeakMap<Machine, number>();

/** Pins of a chip that counts them through, port after port. */
function numberedThrough(machine: Machine, number: number): Pin | null {
  for (const [port, { first, pins }] of Object.entries(machine.chip.ports)) {
    const bit = first === undefined ? -1 : number - first;
    if (bit >= 0 && bit < (pins ?? machine.chip.gpio.pins)) return { port, bit };
  }
  return null;
}

/** Sixteen pins a port, the ports by their letters: PA0 is 0, PC13 is 45 (RT-Thread, ch32fun, mbed). */
function numberedByLetter(machine: Machine, number: number): Pin | null {
  const port = String.fromCharCode(65 + (number >> 4));
  return number >= 0 && machine.chip.ports[port] && machine.chip.gpio.pins === 16 ? { port, bit: number & 15 } : null;
}

/** Pins by their number on the board; a polling loop asks for the same ones over and over. */
const boardPins = new WeakMap<Machine, Map<number, { port: Port; bit: number } | null>>();

function boardPin(machine: Machine, number: number): { port: Port; bit: number } | null {
  let known = boardPins.get(machine);
  if (!known) boardPins.set(machine, (known = new Map()));
  let pin = known.get(number);
  if (pin === undefined) known.set(number, (pin = findBoardPin(machine, number)));
  return pin;
}

function findBoardPin(machine: Machine, number: number): { port: Port; bit: number } | null {
  const name = machine.chip.pinNumbers[String(number)];
  const pin =
    name === undefined
      ? (numberedThrough(machine, number) ?? numberedByLetter(machine, number))
      : pinOfName(machine.chip, name);
  if (!pin && number > 0 && number < 100) machine.lostPins.add(number);
  return pin && { port: machine.ports.get(pin.port)!, bit: pin.bit };
}

/** Values of one pin's brightness that are kept. */
const DIMMINGS_KEPT = 5000;

/** A delay shorter than this is over before another task could do anything. */
const SHORT_US = 1000;

/** The calls that preludes leave to the machine. Times are microseconds. */
const INTRINSICS: Record<string, Intrinsic> = {
  __host_delay_us(machine, [us = 0]) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return undefined;
    if (!scheduler?.canPause || us < SHORT_US) machine.delay(us);
    else {
      machine.noteDelay(us, true);
      scheduler.busy(us);
    }
    return undefined;
  },
  /** Waits for a number of the processor's clocks, however long those are. */
  __host_delay_clocks(machine, [count = 0]) {
    if (!machine.scheduler?.goesOn()) machine.delayClocks(count);
    return undefined;
  },
  /** A count that does not fit into the processor's own timer was refused. */
  __host_refused_ticks(machine) {
    machine.refusedTicks = true;
    return undefined;
  },
  /** A library call set the processor's clock: hertz, 0 where it cannot be told. */
  __host_core_clock(machine, [hz = 0]) {
    machine.coreSet(hz);
    return undefined;
  },
  /** The same as the first where the processor is given away meanwhile; counted from the last whole tick. */
  __host_sleep_us(machine, [us = 0, tickUs = 0]) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return undefined;
    if (!scheduler?.canPause) machine.delay(us);
    else {
      if (us >= 20) machine.noteDelay(us, true);
      scheduler.sleep(us, tickUs);
    }
    return undefined;
  },
  /** Waits for a moment, counted from the start; one that has passed is not waited for. */
  __host_delay_until_us(machine, [us = 0]) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return undefined;
    machine.keepTime();
    const leftUs = Math.max(0, us - machine.clock.nowUs);
    if (!scheduler?.canPause) machine.delay(leftUs);
    else {
      if (leftUs >= 20) machine.noteDelay(leftUs, true);
      scheduler.sleepUntil(us);
    }
    return undefined;
  },
  __host_millis: (machine) => readTime(machine, 1000) >>> 0,
  __host_micros: (machine) => (readTime(machine, 4) * 4) >>> 0,
  __host_irq(machine, [on = 0]) {
    machine.interruptsOn = on !== 0;
    return undefined;
  },
  /** Sleeps until something happens. */
  __host_wait(machine) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return undefined;
    if (scheduler?.canPause) return scheduler.sleep(1000, 1000);
    if (!skipToNext(machine)) machine.stop('settled');
    return undefined;
  },
  /** Waits for something that a handler or another task gives. */
  __host_wait_task(machine) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return undefined;
    if (scheduler?.canPause && scheduler.pending) return scheduler.sleep(1000, 1000);
    if (skipToNext(machine)) return undefined;
    machine.awaited ??= machine.frames();
    return machine.stop('settled');
  },
  /** The clocks that a sleep of an MSP430 stops: SCG1 (0x80) SMCLK, OSCOFF (0x20) ACLK too. */
  __host_msp430_sleep(machine, [bits = 0]) {
    machine.stoppedClocks.clear();
    if (bits & 0x80) machine.stoppedClocks.add('SMCLK');
    if (bits & 0x20) machine.stoppedClocks.add('ACLK');
    for (const each of machine.onClocks) each();
    return undefined;
  },
  /** Waits until something happens, so long at most (less than 0: for ever). */
  __host_wait_for(machine, [us = -1]) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return undefined;
    if (scheduler?.canPause) return scheduler.sleep(us < 0 ? 1000 : Math.min(us, 1000), 0);
    const leftUs = Math.min(nextSourceUs(machine), nextInputUs(machine)) - machine.clock.nowUs;
    if (us >= 0 && leftUs > us) machine.delay(us);
    else if (!skipToNext(machine)) machine.stop('settled');
    return undefined;
  },
  /** Waits for an object to be given something, for so long at most (less than 0: for ever); 1 where it was, 0 where the time is over. */
  __host_block(machine, [object = 0, us = -1, tickUs = 0]) {
    const { scheduler } = machine;
    if (scheduler?.goesOn()) return scheduler.answer;
    const forever = us < 0;
    if (scheduler?.canPause) return scheduler.block(object, forever ? Number.POSITIVE_INFINITY : us, tickUs);
    if (!forever) {
      machine.delay(us);
      return 0;
    }
    if (skipToNext(machine)) return 1;
    machine.awaited ??= machine.frames();
    return machine.stop('settled');
  },
  /** Lets one of those that wait for an object go on, or all of them. */
  __host_wake(machine, [object = 0, all = 0]) {
    const { scheduler } = machine;
    return scheduler?.goesOn() ? undefined : scheduler?.wake(object, all !== 0);
  },
  /** Lets equals have their turn. */
  __host_yield(machine) {
    const { scheduler } = machine;
    return scheduler?.goesOn() || !scheduler?.canPause ? undefined : scheduler.yield();
  },
  /** Ends a task by its number; 0 is the running one. */
  __host_end_task(machine, [id = 0]) {
    const { scheduler } = machine;
    if (!scheduler) return id === 0 ? machine.stop('settled') : undefined;
    return scheduler.goesOn() ? undefined : scheduler.end(id);
  },
  /** Sets a task aside until it is released. */
  __host_hold(machine, [id = 0]) {
    const { scheduler } = machine;
    return scheduler?.goesOn() ? undefined : scheduler?.hold(id);
  },
  __host_release(machine, [id = 0]) {
    const { scheduler } = machine;
    return scheduler?.goesOn() ? undefined : scheduler?.release(id);
  },
  /** The number of the running task. */
  __host_current: (machine) => machine.scheduler?.currentId ?? 0,
  /** A task of an operating system, and its number; those made before the program hands over (__host_run_tasks) begin then. */
  __host_task(machine, [slot = 0, priority = 0]) {
    if (machine.scheduler?.goesOn()) return machine.scheduler.answer;
    if (!machine.options.tasks) return 0;
    machine.scheduler ??= new Scheduler(machine);
    return machine.scheduler.begin(slot, priority);
  },
  __host_run_tasks(machine) {
    const { scheduler } = machine;
    if (!scheduler) return undefined;
    if (scheduler.inOwn) {
      scheduler.leave();
      machine.mainOver = true;
    }
    scheduler.run();
    return undefined;
  },
  /** A thread that runs beside the one that makes it. */
  __host_thread(machine, [slot = 0, priority = 0, ofMaker = 0]) {
    if (machine.scheduler?.goesOn()) return machine.scheduler.answer;
    if (!machine.options.tasks) return 0;
    if (!machine.scheduler) {
      machine.scheduler = new Scheduler(machine);
      machine.scheduler.adopt(ofMaker);
    }
    return machine.scheduler.begin(slot, priority);
  },
  /** Waits for a thread's end. */
  __host_join(machine, [slot = 0]) {
    const { scheduler } = machine;
    return scheduler?.goesOn() || !scheduler?.canPause ? undefined : scheduler.join(slot);
  },
  /** Nothing more happens in what runs here. */
  __host_settle(machine) {
    const { scheduler } = machine;
    return scheduler?.canPause ? scheduler.end(0) : machine.stop('settled');
  },
  /** Mode 0 input, 1 output, 2 input with pull-up, 3 input with pull-down, of a board's pin number. */
  __host_pin_mode(machine, [number = 0, mode = 0]) {
    const pin = boardPin(machine, number);
    pin?.port.configure(pin.bit, mode === 1, mode === 2 ? 'up' : mode === 3 ? 'down' : 'none');
    machine.activity += 1;
    return undefined;
  },
  __host_pin_write(machine, [number = 0, level = 0]) {
    const pin = boardPin(machine, number);
    // The level it has already: nothing happens.
    if (pin && ((pin.port.latch >>> pin.bit) & 1) === (level === 0 ? 0 : 1)) {
      pin.port.drive(pin.bit, level !== 0);
      return undefined;
    }
    pin?.port.drive(pin.bit, level !== 0);
    machine.activity += 1;
    return undefined;
  },
  __host_pin_read(machine, [number = 0]) {
    const pin = boardPin(machine, number);
    return pin ? (pin.port.read() >>> pin.bit) & 1 : 0;
  },
  __host_pin_latch(machine, [number = 0]) {
    const pin = boardPin(machine, number);
    return pin ? (pin.port.latch >>> pin.bit) & 1 : 0;
  },
  /** A timer makes the signal on this pin from now on (tone). */
  __host_lend(machine, [number = 0]) {
    const pin = boardPin(machine, number);
    if (pin) machine.lentByCall.set(`${pin.port.name}:${pin.bit}`, { port: pin.port.name, bit: pin.bit });
    return undefined;
  },
  /** A timer dims what is on this pin from now on (analogWrite): its share of the time is high. */
  __host_dim(machine, [number = 0, value = 0, full = 255]) {
    const pin = boardPin(machine, number);
    if (!pin) return undefined;
    const key = `${pin.port.name}:${pin.bit}`;
    machine.watch?.dim(machine, pin.port.name, pin.bit, value, full);
    const known = machine.dimmed.get(key);
    if (!known) machine.dimmed.set(key, { pin: { port: pin.port.name, bit: pin.bit }, values: [value], full });
    else if (known.values.length < DIMMINGS_KEPT && known.values.at(-1) !== value) known.values.push(value);
    return undefined;
  },
  /** An analog input; nothing is known of its voltage. */
  __host_analog(machine, [full = 1023]) {
    const scale = full === 1023 && machine.chip.family === 'esp32' ? 4095 : full;
    machine.analogRead ??= { frames: machine.frames(), full: scale };
    return machine.options.analogFull ? scale : 0;
  },
  /** Switches a pin that only a name of the paste speaks of: 0 off, 1 on, 2 over. */
  __host_board(machine, [bit = 0, action = 0]) {
    const port = machine.ports.get('__board');
    port?.drive(bit, action === 2 ? ((port.latch >>> bit) & 1) === 0 : action === 1);
    machine.activity += 1;
    return undefined;
  },
  /** Runs the function in a slot every so often, from now on; 0 stops it. */
  __host_every(machine, [slot = 0, us = 0]) {
    startSlot(machine, slot, us, true);
    return undefined;
  },
  __host_once(machine, [slot = 0, us = 0]) {
    startSlot(machine, slot, us, false);
    return undefined;
  },
  /** Runs the function in a slot on an edge of a board's pin: 1 falling, 2 rising, 3 both. */
  __host_edge(machine, [slot = 0, number = 0, edges = 3]) {
    const pin = boardPin(machine, number);
    if (pin) watchEdge(machine, { port: pin.port.name, bit: pin.bit }, edges, [`__slot_${slot}`]);
    return undefined;
  },
};

/** Whether `__host_pin_write` with these arguments changes nothing at all. */
export function pinHolds(machine: Machine, [number = 0, level = 0]: number[]): boolean {
  const pin = boardPin(machine, number);
  return pin?.port.holds(pin.bit, level !== 0) ?? false;
}

const BY_NAME = new Map(Object.entries(INTRINSICS));

/** What answers a call that the machine itself answers; undefined for any other. */
export const intrinsicNamed = (name: string): Intrinsic | undefined => BY_NAME.get(name);
