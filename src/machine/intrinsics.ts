import { type Pin, pinOfName } from './chip.ts';
import { watchEdge } from './edges.ts';
import type { Machine } from './machine.ts';
import type { Port } from './port.ts';
import { startSlot } from './slots.ts';

type Intrinsic = (machine: Machine, args: number[]) => number | undefined;

/** Looking at the running time while nothing else happens: time goes on to the next whole unit, so that waiting loops are short. */
function readTime(machine: Machine, unitUs: number): number {
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

function boardPin(machine: Machine, number: number): { port: Port; bit: number } | null {
  const name = machine.chip.pinNumbers[String(number)];
  const pin =
    name === undefined
      ? (numberedThrough(machine, number) ?? numberedByLetter(machine, number))
      : pinOfName(machine.chip, name);
  if (!pin && number > 0 && number < 100) machine.lostPins.add(number);
  return pin && { port: machine.ports.get(pin.port)!, bit: pin.bit };
}

/** Stands for the thread that makes the others. */
const MAKER = -1;

/** The calls that preludes leave to the machine. Times are microseconds. */
const INTRINSICS: Record<string, Intrinsic> = {
  __host_delay_us(machine, [us = 0]) {
    machine.delay(us);
    return undefined;
  },
  /** Waits for a moment, counted from the start; one that has passed is not waited for. */
  __host_delay_until_us(machine, [us = 0]) {
    machine.delay(Math.max(0, us - machine.clock.nowUs));
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
    if (!machine.skipToNext()) machine.stop('settled');
    return undefined;
  },
  /** Waits for something that another task or a handler gives; what another task gives does not come in this run. */
  __host_wait_task(machine) {
    if (machine.skipToNext()) return undefined;
    machine.awaited ??= machine.frames();
    return machine.stop('settled');
  },
  /** A task of an operating system; it runs once the program hands over (__host_run_tasks). */
  __host_task(machine, [slot = 0, priority = 0]) {
    machine.tasks.push({ slot, priority });
    return undefined;
  },
  __host_run_tasks(machine) {
    // Threads whose maker is over: from here on they are all there is.
    if (machine.tasks[0]?.slot === MAKER) machine.tasks.shift();
    machine.tasksFrom = machine.events.length;
    machine.handedOver = true;
    machine.tasks.sort((a, b) => b.priority - a.priority);
    const task = machine.tasks[machine.options.task ?? 0];
    if (task) machine.run?.interrupt(`__slot_${task.slot}`);
    return undefined;
  },
  /**
   * A thread that runs beside the one that makes it. The first run follows the maker; each further one (`task`) goes into one of
   * the threads and no further, where it is made or where the maker hands over.
   */
  __host_thread(machine, [slot = 0, priority = 0, ofMaker = 0]) {
    if (machine.tasks.length === 0) machine.tasks.push({ slot: MAKER, priority: ofMaker });
    machine.tasks.push({ slot, priority });
    if (machine.options.fromHandOver || machine.options.task !== machine.tasks.length - 1) return undefined;
    machine.tasksFrom = machine.events.length;
    machine.run?.interrupt(`__slot_${slot}`);
    return machine.stop('settled');
  },
  /** Waits for a thread's end: the only one is simply run here; several go on beside each other. */
  __host_join(machine, [slot = 0]) {
    if (machine.tasks.length !== 2 || machine.tasks[1]!.slot !== slot) return machine.stop('settled');
    machine.tasks.length = 0;
    machine.run?.interrupt(`__slot_${slot}`);
    return undefined;
  },
  /** Nothing more happens in this run. */
  __host_settle: (machine) => machine.stop('settled'),
  /** Mode 0 input, 1 output, 2 input with pull-up, 3 input with pull-down, of a board's pin number. */
  __host_pin_mode(machine, [number = 0, mode = 0]) {
    const pin = boardPin(machine, number);
    pin?.port.configure(pin.bit, mode === 1, mode === 2 ? 'up' : mode === 3 ? 'down' : 'none');
    machine.activity += 1;
    return undefined;
  },
  __host_pin_write(machine, [number = 0, level = 0]) {
    const pin = boardPin(machine, number);
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

export function isIntrinsic(name: string): boolean {
  return Object.hasOwn(INTRINSICS, name);
}

/** Answers one of the calls above. */
export function callIntrinsic(machine: Machine, name: string, args: number[]): number | undefined {
  return INTRINSICS[name]!(machine, args);
}
