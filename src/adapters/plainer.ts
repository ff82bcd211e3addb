import type { Config } from '../config.ts';
import type { PartBase, Reply } from '../index.ts';
import {
  Budget,
  type Payer,
  PLAINER,
  type PlainerReport,
  rewordReply,
  rewordReport,
  saySilence,
} from '../llm/index.ts';
import type { Shelf, Store } from '../store/store.ts';

/** Of the monthly tokens, what one server and one person may use at most. */
const SERVER_SHARE = 0.25;
const PERSON_SHARE = 0.1;
const KEEP_SPENT_MS = 40 * 24 * 60 * 60 * 1000;

export interface PlainerRequest {
  language: 'zh' | 'en';
  /** Absent: a local reader, who only has the common budget. */
  payer?: Payer;
  signal?: AbortSignal;
  /** Called with the text so far whenever another sentence has passed. */
  onText?: (text: string) => void;
  /** Called with what came of it, for those who count. */
  onReport?: (report: PlainerReport) => void;
}

/** Puts answers into plainer words by the model, within the budget; what every door shares. */
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

  /** The parts of a report in plainer words, with what was dropped and why there are none. */
  report(parts: PartBase[], paste: string, request: PlainerRequest): Promise<PlainerReport> {
    return rewordReport(parts, paste, this.#options(request));
  }

  /** The answer to a question in plainer words. */
  reply(reply: Reply, request: PlainerRequest): Promise<PlainerReport> {
    return rewordReply(reply, this.#options(request));
  }

  /** The parts in plainer words under their heading, or the one quiet line that says why there are none. */
  async reword(
    parts: PartBase[],
    paste: string,
    request: PlainerRequest,
    onText: (text: string) => void,
  ): Promise<string> {
    const report = await this.report(parts, paste, { ...request, onText });
    request.onReport?.(report);
    const { text, silences } = report;
    return text === null
      ? saySilence(silences[0] ?? 'malformed', request.language)
      : `**${PLAINER[request.language]}**\n${text}`;
  }

  #options({ language, payer, signal, onText }: PlainerRequest): Parameters<typeof rewordReport>[2] {
    return {
      apiKey: this.#apiKey,
      baseUrl: this.#model.baseUrl,
      model: this.#model.name,
      language,
      budget: this.#budget,
      cache: this.#known,
      ...(payer ? { payer } : {}),
      ...(signal ? { signal } : {}),
      ...(onText ? { onText } : {}),
    };
  }
}
