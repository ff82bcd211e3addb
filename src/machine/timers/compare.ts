import type { Source } from '../events.ts';
import type { Machine } from '../machine.ts';
import type { PeriodicTimer } from './periodic.ts';

/** Reads of a flag in a row, with nothing else happening, after which the program is taken to wait for it. */
const WAITING_READS = 2;

/** What a compare channel asks of its timer. */
export interface CompareShape {
  name: string;
  timer: PeriodicTimer;
  /** Ticks of one round, and the length of a tick in microseconds. */
  round(): number;
  tickUs(): number;
  /** Count at which the channel matches. */
  match(): number;
  interrupting(): boolean;
  handlers: string[];
  raise(): void;
}

/** A compare channel: comes due once a round of its timer, when the counter reaches the compare value. */
export class CompareChannel implements Source {
  readonly name: string;
  ownClock = false;
  private readonly machine: Machine;
  private readonly shape: CompareShape;
  private due: number | null = null;

  constructor(machine: Machine, shape: CompareShape) {
    this.machine = machine;
    this.shape = shape;
    this.name = shape.name;
    machine.sources.push(this);
  }

  /** The counter or the compare value was written: works out anew when they meet. */
  restart(): void {
    const { timer } = this.shape;
    const round = this.shape.round();
    const match = this.shape.match();
    if (!timer.running || !Number.isFinite(round) || match >= round) {
      this.due = null;
      return;
    }
    const now = round - timer.leftUs / this.shape.tickUs();
    const ahead = (((match - now) % round) + round) % round;
    this.due = this.machine.clock.nowUs + (ahead < 0.01 ? round : ahead) * this.shape.tickUs();
  }

  handler(): string | null {
    return this.machine.handlerOf(this.shape.handlers);
  }

  nextUs(): number {
    const wanted =
      this.due !== null && this.machine.interruptsOn && this.shape.interrupting() && this.handler() !== null;
    return wanted ? this.due! : Number.POSITIVE_INFINITY;
  }

  fire(): string | null {
    const at = this.due ?? this.machine.clock.nowUs;
    this.due = Math.max(at + this.everyUs(), this.machine.clock.nowUs + 0.05);
    this.shape.raise();
    return this.handler();
  }

  everyUs(): number {
    return this.shape.round() * this.shape.tickUs();
  }

  /** See PeriodicTimer. */
  unserved(): boolean {
    return this.due !== null && this.shape.interrupting() && this.handler() === null;
  }

  get vectors(): readonly string[] {
    return this.shape.handlers;
  }

  private reads = 0;
  private readActivity = -1;

  /** The program looks at the flag: matches that are past raise it, and a program that waits for it gets there at once. */
  look(raised: () => boolean): void {
    const { clock } = this.machine;
    for (let guard = 0; this.due !== null && this.due <= clock.nowUs && guard < 1000; guard++) this.fire();
    // A handler that asks for one flag after another waits for none of them.
    if (raised() || this.due === null || this.machine.handlerDepth > 0) {
      this.reads = 0;
      return;
    }
    this.reads = this.readActivity === this.machine.activity ? this.reads + 1 : 1;
    this.readActivity = this.machine.activity;
    if (this.reads <= WAITING_READS) return;
    this.reads = 0;
    this.machine.passTime(this.due - clock.nowUs);
    if (this.due !== null && this.due <= clock.nowUs + 0.001) this.fire();
  }

  snapshot(now: number): string {
    return this.due === null || !this.shape.interrupting() ? '' : `${this.name}@${Math.round(this.due - now)};`;
  }
}
