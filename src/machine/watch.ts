/** What variables of a program hold as it runs: it says itself, by a call in its text, where they are. */
import type { Machine } from './machine.ts';

/** The call that tells where a variable is: its number, its address (0: it is gone), its size in bytes, whether it has a sign. */
export const WATCH_CALL = '__host_watch';

/** What the variables held at one moment of a run; null where one did not exist. */
export interface Sample {
  atUs: number;
  /** Changes of pins and ends of the main loop's passes up to then; `change`: the sample was taken by the last of these changes. */
  events: number;
  passes: number;
  change: boolean;
  values: (number | null)[];
}

/** A brightness that a call set. */
export interface Dimming {
  port: string;
  bit: number;
  value: number;
  full: number;
  atUs: number;
  passes: number;
}

/** How far a run has to go for what is asked, whatever it has shown before. */
export interface Horizon {
  us: number;
  passes: number;
  /** True: the run ends there, whatever it would still have shown. */
  stops?: boolean;
}

const SAMPLES_KEPT = 20_000;
const MOST_VARIABLES = 8;

/** Keeps what variables hold before each wait, at each change of a pin and at each pass of the main loop, and how bright pins are. */
export class Watch {
  readonly samples: Sample[] = [];
  readonly dimmings: Dimming[] = [];
  private readonly places: ({ address: number; bytes: number; signed: boolean } | null)[] = [];
  private passes = 0;
  private loop = -1;

  constructor(readonly horizon: Horizon) {}

  /** A call of the program's text. */
  register([id = 0, address = 0, bytes = 4, signed = 1]: number[]): void {
    if (id < 0 || id >= MOST_VARIABLES) return;
    this.places[id] = address === 0 ? null : { address, bytes, signed: signed !== 0 };
  }

  /** The main loop starts over: the one entered last, as long as its passes last. */
  passEnded(machine: Machine, loop: number): void {
    if (loop !== this.loop) {
      this.loop = loop;
      this.passes = 0;
    }
    this.passes += 1;
    this.sample(machine, false);
  }

  sample(machine: Machine, change: boolean): void {
    if (this.samples.length >= SAMPLES_KEPT) return;
    const values = this.places.map((place) => place && valueAt(machine, place));
    this.samples.push({
      atUs: machine.clock.nowUs,
      events: machine.events.length,
      passes: this.passes,
      change,
      values,
    });
  }

  dim(machine: Machine, port: string, bit: number, value: number, full: number): void {
    if (this.dimmings.length < SAMPLES_KEPT)
      this.dimmings.push({ port, bit, value, full, atUs: machine.clock.nowUs, passes: this.passes });
  }

  /** The run has gone as far as was asked for, or as far as is kept. */
  isFar(machine: Machine): boolean {
    const { us, passes } = this.horizon;
    return this.samples.length >= SAMPLES_KEPT || (machine.clock.nowUs >= us && this.passes >= passes);
  }
}

function valueAt(
  machine: Machine,
  { address, bytes, signed }: { address: number; bytes: number; signed: boolean },
): number | null {
  if (!machine.run || (bytes !== 1 && bytes !== 2 && bytes !== 4)) return null;
  const raw = machine.run.load(address, bytes) >>> 0;
  if (!signed) return raw;
  const shift = 32 - 8 * bytes;
  return (raw << shift) >> shift;
}
