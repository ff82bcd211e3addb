import type { Config } from '../../config.ts';
import type { PartBase } from '../../index.ts';
import { Budget, PLAINER, rewordReport, saySilence } from '../../llm/index.ts';
import type { Shelf, Store } from '../../store/store.ts';

/** Of the monthly tokens, what one server and one person may use at most. */
const SERVER_SHARE = 0.25;
const PERSON_SHARE = 0.1;
const KEEP_SPENT_MS = 40 * 24 * 60 * 60 * 1000;

/** Puts answers into plainer words by the model, within the budget. */
export class Plainer {
  readonly #model: Config['model'];
  readonly #apiKey: string;
  readonly #budget: Budget;
  readonly #known: Shelf<string[]>;

  constructor(store: Store, apiKey: string, model: Config['model'], retentionDays: number) {
    this.#apiKey = apiKey;
    this.#model = model;
    const all = model.tokensAMonth;
    const limits = { all, server: all * SERVER_SHARE, person: all * PERSON_SHARE };
    this.#budget = new Budget(store.shelf<number>('budget', KEEP_SPENT_MS), limits);
    this.#known = store.shelf('plainer', retentionDays * 24 * 60 * 60 * 1000);
  }

  /** The parts in plainer words, or the one quiet line that says why there are none. */
  async reword(
    parts: PartBase[],
    paste: string,
    {
      language,
      payer,
      signal,
    }: { language: 'zh' | 'en'; payer: { server?: string; person: string }; signal: AbortSignal },
    onText: (text: string) => void,
  ): Promise<string> {
    const { text, silences } = await rewordReport(parts, paste, {
      apiKey: this.#apiKey,
      baseUrl: this.#model.baseUrl,
      model: this.#model.name,
      language,
      payer,
      budget: this.#budget,
      cache: this.#known,
      onText,
      signal,
    });
    const silence = saySilence(silences[0] ?? 'malformed', language);
    return text === null ? silence : `**${PLAINER[language]}**\n${text}`;
  }
}
