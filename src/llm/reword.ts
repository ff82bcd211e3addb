import { createHash } from 'node:crypto';
import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import type { Fact, PartBase } from '../analyzers/analyzer.ts';
import type { Language } from '../language/language.ts';
import type { Budget, Payer } from './budget.ts';
import { type Job, readPrompt } from './prompt.ts';
import { Redaction } from './redact.ts';
import { Answer, SentenceStream } from './stream.ts';
import { type Evidence, type Objection, objectTo, type Sentence } from './verify.ts';

/** The newest small model; a setting or a prompt may name another. */
export const DEFAULT_MODEL = 'claude-haiku-5-5';
const TIMEOUT_MS = 30_000;
const RETRIES = 1;
const QUOTED_LINES = 3;
const LIMIT_FACTS = 60;
const LIMIT_QUOTE_CHARACTERS = 400;

export interface RewordOptions {
  apiKey: string;
  /** Address of the Messages API, for a double or a gateway. */
  baseUrl?: string | undefined;
  model?: string | undefined;
  language: Language;
  payer?: Payer;
  budget?: Budget;
  cache?: { get(key: string): Promise<string[] | undefined>; set(key: string, value: string[]): Promise<void> };
  /** Called with the text so far whenever another sentence has passed. */
  onText?: (text: string) => void;
  signal?: AbortSignal;
}

/** Why there is no rewording; the answer of the analyzers stands. */
export type Silence =
  | 'budget'
  | 'key'
  | 'model'
  | 'busy'
  | 'timeout'
  | 'refused'
  | 'malformed'
  | 'uncovered'
  | 'unreachable';

export type Reworded =
  | { text: string; dropped: { sentence: string; objection: Objection }[]; cached: boolean }
  | { silent: Silence; dropped: { sentence: string; objection: Objection }[] };

/** What a part gives a model: its facts, the lines behind them, and the fact that must not be missing. */
export interface Material {
  job: Job;
  facts: Fact[];
  /** Lines of the paste (or of the restored text) by number, for quoting. */
  lines: string[];
  hosts: string[];
  /** The facts that hold the verdict: an answer without any of them is not shown. */
  verdict: string[];
}

/** The material of a report's part. The first fact is the one that says what it comes to. */
export function materialOf(part: PartBase, paste: string): Material {
  const job: Job =
    part.analyzer === 'gpio' ? 'explain-code' : part.analyzer === 'journal' ? 'explain-log' : 'explain-pod';
  return {
    job,
    facts: part.facts.slice(0, LIMIT_FACTS),
    lines: (part.restoredText ?? paste).split('\n'),
    hosts: (part as { hosts?: string[] }).hosts ?? [],
    verdict: part.facts.slice(0, 1).map((fact) => fact.id),
  };
}

/**
 * Puts facts into plainer words. Never throws: whatever goes wrong is a silence, and the caller shows the answer it
 * already has. Every sentence that comes back has passed `objectTo`.
 */
export async function reword(material: Material, options: RewordOptions): Promise<Reworded> {
  const dropped: { sentence: string; objection: Objection }[] = [];
  const prompt = readPrompt(material.job, options.language);
  const redaction = new Redaction(material.hosts);
  const evidence = gatherEvidence(material, redaction);
  const model = prompt.model ?? options.model ?? DEFAULT_MODEL;
  const message = spellFacts(evidence);
  const key = createHash('sha256')
    .update(JSON.stringify([model, prompt, message]))
    .digest('hex');
  const known = await options.cache?.get(key);
  if (known)
    return {
      text: known.map((text) => redaction.show(text)).join(options.language === 'zh' ? '' : ' '),
      dropped,
      cached: true,
    };
  const payer = options.payer ?? {};
  if (options.budget && !(await options.budget.allows(payer))) return { silent: 'budget', dropped };

  const kept: Sentence[] = [];
  const show = (sentences: Sentence[]) =>
    sentences.map((sentence) => redaction.show(sentence.text.trim())).join(options.language === 'zh' ? '' : ' ');
  const take = (sentences: Sentence[]): void => {
    for (const sentence of sentences) {
      if (kept.length >= prompt.sentences) return;
      const objection = objectTo(sentence, evidence, options.language);
      if (objection) dropped.push({ sentence: sentence.text, objection });
      else {
        kept.push(sentence);
        options.onText?.(show(kept));
      }
    }
  };

  const client = new Anthropic({
    apiKey: options.apiKey,
    ...(options.baseUrl ? { baseURL: options.baseUrl } : {}),
    timeout: TIMEOUT_MS,
    maxRetries: RETRIES,
  });
  try {
    const sentences = new SentenceStream();
    const usage = { inputTokens: 0, outputTokens: 0 };
    let refused = false;
    const events = await client.messages.create(
      {
        model,
        max_tokens: prompt.outputTokens,
        system: [{ type: 'text', text: prompt.instructions, cache_control: { type: 'ephemeral' } }],
        messages: [{ role: 'user', content: message }],
        output_config: { format: zodOutputFormat(Answer) },
        stream: true,
      },
      options.signal ? { signal: options.signal } : {},
    );
    for await (const event of events) {
      if (event.type === 'message_start') usage.inputTokens = event.message.usage.input_tokens;
      else if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')
        take(sentences.feed(event.delta.text));
      else if (event.type === 'message_delta') {
        usage.outputTokens = event.usage.output_tokens;
        refused = event.delta.stop_reason === 'refusal';
      }
    }
    await options.budget?.spend(payer, usage);
    if (refused) return { silent: 'refused', dropped };
  } catch (error) {
    const silent = silenceOf(error);
    // A stream cut off after whole sentences: what has passed may stand where it covers the verdict.
    if (silent !== 'unreachable' && silent !== 'malformed') return { silent, dropped };
    if (kept.length === 0) return { silent, dropped };
  }
  if (kept.length === 0) return { silent: dropped.length > 0 ? 'uncovered' : 'malformed', dropped };
  if (!kept.some((sentence) => sentence.facts.some((id) => material.verdict.includes(id))))
    return { silent: 'uncovered', dropped };
  await options.cache?.set(
    key,
    kept.map((sentence) => sentence.text.trim()),
  );
  return { text: show(kept), dropped, cached: false };
}

function gatherEvidence(material: Material, redaction: Redaction): Map<string, Evidence> {
  return new Map(
    material.facts.map((fact) => {
      const [first, last] = fact.lines ?? [1, 0];
      const quotes = material.lines
        .slice(first - 1, Math.min(last, first - 1 + QUOTED_LINES))
        .map((line) => redaction.hide(line.slice(0, LIMIT_QUOTE_CHARACTERS)));
      return [fact.id, { ...fact, text: redaction.hide(fact.text), quotes }];
    }),
  );
}

/** Facts and quotes as marked data; a quote cannot close its block. */
function spellFacts(evidence: Map<string, Evidence>): string {
  const safe = (text: string) => text.replaceAll('<', '‹').replaceAll('>', '›');
  const facts = [...evidence.values()].map((fact) => `[${fact.id}] ${safe(fact.text)}`);
  const quotes = [...evidence.values()].flatMap((fact) => fact.quotes.map((quote) => `[${fact.id}] ${safe(quote)}`));
  return `<facts>\n${facts.join('\n')}\n</facts>\n<quotes>\n${quotes.join('\n')}\n</quotes>`;
}

/** Why a call brought no words. */
export function silenceOf(error: unknown): Silence {
  if (error instanceof Anthropic.APIConnectionTimeoutError || error instanceof Anthropic.APIUserAbortError)
    return 'timeout';
  if (error instanceof Anthropic.AuthenticationError || error instanceof Anthropic.PermissionDeniedError) return 'key';
  if (error instanceof Anthropic.NotFoundError) return 'model';
  if (error instanceof Anthropic.RateLimitError) return 'busy';
  if (error instanceof Anthropic.APIConnectionError) return 'unreachable';
  if (error instanceof Anthropic.APIError) return error.status && error.status >= 500 ? 'busy' : 'unreachable';
  return 'malformed';
}
