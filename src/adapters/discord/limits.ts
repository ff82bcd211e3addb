const MINUTE_MS = 60_000;
const LIMIT_WINDOWS = 10_000;

interface Window {
  since: number;
  /** What counted: ids of messages and commands. */
  counted: Set<string>;
  told: boolean;
}

/** What a person or server may paste within a minute; beyond it they are told once, then not answered for a while. */
export class Pace {
  readonly #perMinute: number;
  readonly #windows = new Map<string, Window>();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
  }

  /** Counts one more, the message or command `what`; false where that is too many, which is not counted. */
  step(who: string, what: string, now = Date.now()): boolean {
    const { counted } = this.#windowOf(who, now);
    if (counted.size >= this.#perMinute) return false;
    counted.add(what);
    return true;
  }

  /** It was only chat, or another limit refused it: not counted. Chat that never counted gives nothing back. */
  giveBack(who: string, what: string): void {
    this.#windows.get(who)?.counted.delete(what);
  }

  /** Whether they have to be told; true once a minute. */
  tell(who: string, now = Date.now()): boolean {
    const window = this.#windowOf(who, now);
    const first = !window.told;
    window.told = true;
    return first;
  }

  #windowOf(who: string, now: number): Window {
    let window = this.#windows.get(who);
    if (!window || now - window.since >= MINUTE_MS) {
      window = { since: now, counted: new Set(), told: false };
      this.#windows.set(who, window);
      if (this.#windows.size > LIMIT_WINDOWS) this.#sweep(now);
    }
    return window;
  }

  #sweep(now: number): void {
    for (const [who, window] of this.#windows) if (now - window.since >= MINUTE_MS) this.#windows.delete(who);
  }
}
