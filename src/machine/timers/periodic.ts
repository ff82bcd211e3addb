/** Reads of a flag in a row, with nothing else happening, after which the program is taken to wait for it. */
import type { Source } from '../events.ts';
import type { Machine } from '../machine.ts';

const WAITING_READS = 2;

/** What a driver tells of its timer. Times are microseconds. */
interface TimerShape {
  name: string;
  /** Time from one event to the next as the registers are set now; Infinity while the timer stands still. */
  periodUs(): number;
  /** True where the timer was switched on, though its registers may not say how long a round is. */
  enabled?(): boolean;
  /** Switches it and its interrupt on, for set-up code that is not in the paste. */
  arm?(): void;
  /** True where the event runs a handler. */
  interrupting(): boolean;
  /** True where the event does something by itself, without the program. */
  acts?(): boolean;
  handlers: string[];
  /** The handler begins to run. */
  taken?(): void;
  /** See Source. */
  shutBy?(): string | null;
  heldBy?(): string | null;
  /** Which of them the event runs now, where a register chooses one. */
  chosen?: (() => string[] | null) | undefined;
  /** Sets the event flag. */
  raise(): void;
  /** The flag, where the handler is called again and again until the program takes it back. */
  raised?: (() => boolean) | undefined;
  /** Called after each event; a new phase in microseconds to the next one, where the timer does not simply go on. */
  after?(): number | null;
}

/**
 * A timer that comes round again and again: it runs from the moment its registers let it, raises a flag each round and
 * runs a handler where it may. Its flag is also found by programs that only look at it.
 */
export class PeriodicTimer implements Source {
  readonly name: string;
  fixedUs: number | null = null;
  everRan = false;
  ownClock = false;
  assumedHz?: () => number | null;
  private elsewhere = false;
  private readonly machine: Machine;
  private readonly shape: TimerShape;
  /** When it comes round next; null while it stands still. */
  private due: number | null = null;
  /** Length of the round it is in. */
  private lengthUs = 0;
  private reads = 0;
  private readActivity = -1;
  private lookedUs = Number.NEGATIVE_INFINITY;

  constructor(machine: Machine, shape: TimerShape) {
    this.machine = machine;
    this.shape = shape;
    this.name = shape.name;
    machine.sources.push(this);
  }

  private period(): number {
    const period = this.shape.periodUs();
    if (this.fixedUs !== null && (this.elsewhere || this.shape.enabled?.())) return this.fixedUs;
    return period === Number.POSITIVE_INFINITY ? period : (this.fixedUs ?? Math.max(period, 0.05));
  }

  /** Code that is not in the paste starts it, its interrupt and all. */
  startElsewhere(): void {
    if (this.elsewhere || this.fixedUs === null || this.due !== null) return;
    this.elsewhere = true;
    this.shape.arm?.();
    this.restart();
  }

  /** The registers were written: starts, stops or restarts the round. `phaseUs`: time already gone in it. */
  restart(phaseUs = 0): void {
    const period = this.period();
    this.due = period === Number.POSITIVE_INFINITY ? null : this.machine.clock.nowUs + Math.max(period - phaseUs, 0.05);
    this.lengthUs = period;
    this.everRan ||= this.due !== null;
  }

  /** The registers were written in a way that leaves a running round alone. */
  refresh(): void {
    const period = this.period();
    if (period === Number.POSITIVE_INFINITY) this.due = null;
    else if (this.due === null || this.due - this.machine.clock.nowUs > period) {
      this.due = this.machine.clock.nowUs + period;
      this.lengthUs = period;
      this.everRan = true;
    }
  }

  /** The length of the round was changed while it runs: it goes on counting, to the new end. */
  rescale(): void {
    const period = this.period();
    if (this.due === null || period === Number.POSITIVE_INFINITY) {
      this.refresh();
      return;
    }
    const began = this.due - this.lengthUs;
    this.lengthUs = period;
    this.due = began + period > this.machine.clock.nowUs ? began + period : this.machine.clock.nowUs + period;
  }

  get running(): boolean {
    return this.due !== null;
  }

  /** Time left in this round, or Infinity. */
  get leftUs(): number {
    return this.due === null ? Number.POSITIVE_INFINITY : this.due - this.machine.clock.nowUs;
  }

  handler(): string | null {
    return this.machine.handlerOf(this.shape.chosen?.() ?? this.shape.handlers);
  }

  nextUs(): number {
    return this.due !== null && (this.runsHandler() || this.shape.acts?.()) ? this.due : Number.POSITIVE_INFINITY;
  }

  private runsHandler(): boolean {
    return this.machine.interruptsOn && (this.elsewhere || this.shape.interrupting()) && this.handler() !== null;
  }

  fire(): string | null {
    const handled = this.runsHandler();
    this.comeRound();
    if (handled) this.shape.taken?.();
    return handled ? this.handler() : null;
  }

  asking(): boolean {
    return this.fixedUs === null && !this.elsewhere && this.shape.interrupting() && this.shape.raised?.() === true;
  }

  /** Lets a program whose idle turns look at the flag get to the next round; false where they do not, or nothing runs. */
  getAwaited(turnUs: number): boolean {
    // Beside the flag an idle turn may write again what is there already.
    const looked = this.machine.clock.nowUs - this.lookedUs <= turnUs + 0.001;
    if (this.due === null || this.reads === 0 || !looked) return false;
    this.reads = 0;
    this.machine.passTime(this.due - this.machine.clock.nowUs);
    if (this.due !== null && this.due <= this.machine.clock.nowUs + 0.001) this.comeRound();
    return true;
  }

  get vectors(): readonly string[] {
    return this.shape.chosen?.() ?? this.shape.handlers;
  }

  /** An interrupt that is asked for and that no function of the program serves. */
  unserved(): boolean {
    return this.due !== null && this.shape.interrupting() && this.handler() === null;
  }

  shutBy(): string | null {
    return this.due !== null && this.handler() !== null ? (this.shape.shutBy?.() ?? null) : null;
  }

  heldBy(): string | null {
    const { clock, stopped } = this.machine;
    const over = this.due !== null && (this.due <= clock.nowUs || stopped === 'settled');
    const waits = over && this.handler() !== null;
    return waits ? (this.shape.heldBy?.() ?? null) : null;
  }

  everyUs(): number {
    return this.period();
  }

  private comeRound(): void {
    const at = this.due ?? this.machine.clock.nowUs;
    this.due = null;
    this.shape.raise();
    const phase = this.shape.after?.() ?? null;
    const period = phase ?? this.period();
    // A driver may have restarted it meanwhile.
    if (this.due === null && period !== Number.POSITIVE_INFINITY) {
      this.due = Math.max(at + period, this.machine.clock.nowUs);
      this.lengthUs = period;
    }
  }

  /** The program looks at the flag: rounds that are over raise it, and a program that waits for it gets there at once. */
  look(raised: () => boolean): void {
    const { clock } = this.machine;
    for (let guard = 0; this.due !== null && this.due <= clock.nowUs && guard < 10_000; guard++) this.comeRound();
    if (raised() || this.due === null) {
      this.reads = 0;
      return;
    }
    this.lookedUs = clock.nowUs;
    this.reads = this.readActivity === this.machine.activity ? this.reads + 1 : 1;
    this.readActivity = this.machine.activity;
    if (this.reads < WAITING_READS) return;
    this.reads = 0;
    this.machine.passTime(this.due - clock.nowUs);
    if (this.due !== null && this.due <= clock.nowUs + 0.001) this.comeRound();
  }

  snapshot(now: number): string {
    return this.due === null ? '' : `${this.name}@${Math.round(this.due - now)};`;
  }
}
