import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../../store/store.ts';

/** How long a gateway may be silent before another takes its delivery over. */
const LEASE_MS = 15_000;
const RENEW_EVERY_MS = 5_000;
const ASK_AGAIN_MS = 500;

/**
 * Who answers a delivery, where several gateways share a store: whoever holds its lease. A gateway that dies stops
 * renewing, and the next one that looks at what is open takes over.
 */
export class Leases {
  readonly #store: Store;
  readonly #holder = randomUUID();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Does the work while holding the lease; waits for it where another gateway has it. */
  async hold(id: string, work: () => Promise<void>): Promise<void> {
    // One process alone takes turns by itself.
    if (!this.#store.shared) return work();
    const name = `delivery ${id}`;
    while (!(await this.#store.claim(name, this.#holder, LEASE_MS))) await sleep(ASK_AGAIN_MS);
    const renewing = setInterval(() => {
      this.#store.claim(name, this.#holder, LEASE_MS).catch(() => {});
    }, RENEW_EVERY_MS);
    try {
      await work();
    } finally {
      clearInterval(renewing);
      await this.#store.release(name, this.#holder);
    }
  }
}
