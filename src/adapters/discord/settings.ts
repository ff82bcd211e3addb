import type { Shelf, Store } from '../../store/store.ts';

/** What a server chose with /settings. */
export interface ServerSettings {
  /** Channels (and forums) in which pastes are answered without a mention. */
  channels: string[];
  language: 'auto' | 'zh' | 'en';
  pictures: boolean;
  /** Whether a model may put answers into plainer words, where a key is set. */
  model: boolean;
  /** Whoever may use the bot; null: everybody. */
  role: string | null;
}

/** Settings by server; what nobody chose comes from the environment. */
export class Settings {
  readonly #shelf: Shelf<Partial<ServerSettings>>;
  readonly #defaults: ServerSettings;

  constructor(store: Store, defaults: Pick<ServerSettings, 'channels' | 'language'>) {
    this.#shelf = store.shelf('settings');
    this.#defaults = { ...defaults, pictures: true, model: true, role: null };
  }

  async of(server: string | null): Promise<ServerSettings> {
    const chosen = server ? await this.#shelf.get(server) : undefined;
    const channels = [...new Set([...this.#defaults.channels, ...(chosen?.channels ?? [])])];
    return { ...this.#defaults, ...chosen, channels };
  }

  async change(server: string, change: Partial<ServerSettings>): Promise<void> {
    await this.#shelf.set(server, { ...(await this.#shelf.get(server)), ...change });
  }

  /** Every channel some server chose. */
  async channels(): Promise<string[]> {
    const found = new Set(this.#defaults.channels);
    for await (const [, chosen] of this.#shelf.entries())
      for (const channel of chosen.channels ?? []) found.add(channel);
    return [...found];
  }
}
