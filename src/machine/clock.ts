/**
 * Virtual time in microseconds, in two parts: what delay calls and timers ask for is exact, what counted loops take is
 * estimated from the steps the program spent. A sum of both is when things happen; only the exact part is ever told as a fact.
 */
export class VirtualClock {
  exactUs = 0;
  estimatedUs = 0;
  /** A step takes so many times as long as at first. */
  slow = 1;
  private lastSteps = 0;
  private readonly usPerStep: number;

  constructor(usPerStep: number) {
    this.usPerStep = usPerStep;
  }

  get nowUs(): number {
    return this.exactUs + this.estimatedUs;
  }

  /** Books the steps spent since the last call. */
  spend(steps: number): void {
    if (steps <= this.lastSteps) return;
    this.estimatedUs += (steps - this.lastSteps) * this.usPerStep * this.slow;
    this.lastSteps = steps;
  }

  /** Lets an exactly known time pass. */
  pass(us: number): void {
    if (us > 0) this.exactUs += us;
  }

  /** Steps until a moment, at least one. */
  stepsUntil(us: number): number {
    return Math.max(1, Math.ceil((us - this.nowUs) / (this.usPerStep * this.slow)));
  }
}
