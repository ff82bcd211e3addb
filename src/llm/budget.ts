/** Tokens a call cost. */
export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

/** Where spent tokens are counted; a shelf of the store fits. */
export interface Ledger {
  get(key: string): Promise<number | undefined>;
  set(key: string, value: number): Promise<void>;
}

export interface Limits {
  /** Tokens a month, in and out together: of everybody, of one server, of one person. */
  all: number;
  server: number;
  person: number;
}

/** Who a call is made for; absent: a local reader, who only has the common budget. */
export interface Payer {
  server?: string;
  person?: string;
}

/** Counts tokens by month and says when a budget is spent. */
export class Budget {
  readonly #ledger: Ledger;
  readonly #limits: Limits;

  constructor(ledger: Ledger, limits: Limits) {
    this.#ledger = ledger;
    this.#limits = limits;
  }

  /** Whether another call may be made now. */
  async allows(payer: Payer, now = new Date()): Promise<boolean> {
    for (const { key, limit } of this.#accounts(payer, now)) {
      if (((await this.#ledger.get(key)) ?? 0) >= limit) return false;
    }
    return true;
  }

  async spend(payer: Payer, usage: Usage, now = new Date()): Promise<void> {
    for (const { key } of this.#accounts(payer, now)) {
      await this.#ledger.set(key, ((await this.#ledger.get(key)) ?? 0) + usage.inputTokens + usage.outputTokens);
    }
  }

  #accounts({ server, person }: Payer, now: Date): { key: string; limit: number }[] {
    const month = now.toISOString().slice(0, 7);
    return [
      { key: `${month}:all`, limit: this.#limits.all },
      ...(server ? [{ key: `${month}:server:${server}`, limit: this.#limits.server }] : []),
      ...(person ? [{ key: `${month}:person:${person}`, limit: this.#limits.person }] : []),
    ];
  }
}
