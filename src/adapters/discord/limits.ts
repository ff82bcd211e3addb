const MINUTE_MS = 60_000;

/** What a person or server may paste within a minute; beyond it they are told once, then not answered for a while. */
export class Pace {
  readonly #perMinute: number;
  readonly #windows = new Map<string, { since: number; count: number; told: boolean }>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** `go`: within the limit; `tell`: the first beyond it; `silent`: told already. */
  step(who: string, now = Date.now()): 'go' | 'tell' | 'silent' {
    let window = this.#windows.get(who);
    if (!window || now - window.since >= MINUTE_MS) {
      window = { since: now, count: 0, told: false };
      this.#windows.set(who, window);
      if (this.#windows.size > 10_000) this.#sweep(now);
    }
    window.count += 1;
    if (window.count <= this.#perMinute) return 'go';
    if (window.told) return 'silent';
    window.told = true;
    return 'tell';
  }

  /** It was only chat, which is not counted. */
  giveBack(who: string): void {
    const window = this.#windows.get(who);
    if (window && window.count > 0) window.count -= 1;
  }

  #sweep(now: number): void {
    for (const [who, window] of this.#windows) if (now - window.since >= MINUTE_MS) this.#windows.delete(who);
  }
}
