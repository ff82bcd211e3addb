import { journal, LogStream, type Progress } from '../analyzers/journal/index.ts';
import type { Language } from '../language/language.ts';
import type { Explained, ExplainOptions } from './explain.ts';
import { routeMessage } from './route.ts';
import { maskedFacts, warnOf } from './warnings.ts';
import { chapters, warned } from './words.ts';

export type { Progress } from '../analyzers/journal/index.ts';

/** From this size on a file that begins like a log is read as a stream, not as a paste. */
export const STREAM_BYTES = 2 * 1024 * 1024;
/** How much of its beginning tells what a file is. */
export const HEAD_BYTES = 256 * 1024;

const SURE = 0.6;
/** So much of it is split and routed as a message would be. */
const ROUTED_CHARACTERS = 16_000;

/** True where a file that begins with this text is nothing but a log. */
export function beginsAsLog(head: string): boolean {
  if (journal.detect(head).score < SURE) return false;
  return routeMessage(head.slice(0, ROUTED_CHARACTERS)).parts.every((part) => part.analyzer === 'journal');
}

/** What a stream is explained with: nobody asks in it, so the language is the reader's. */
export type StreamOptions = Pick<ExplainOptions, 'language' | 'locale'> & {
  /** Called after every piece, for a count that a person can watch. */
  onProgress?: ((progress: Progress) => void) | undefined;
};

/** Explains a log of any size as it comes, in bounded memory: UTF-8 bytes of a file or a pipe. */
export async function explainLogStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: StreamOptions = {},
): Promise<Explained> {
  const stream = new LogStream();
  for await (const chunk of chunks) {
    stream.write(chunk);
    options.onProgress?.(stream.progress);
  }
  const { facts, secrets } = maskedFacts(stream.end());
  const language = readersLanguage(options);
  const warnings = warnOf(secrets ? [secrets] : [], language);
  const part = journal.say(facts, language);
  return {
    report: {
      unpaste: 1,
      language,
      reply: true,
      parts: [part],
      incidents: [],
      warnings,
      text: warned(warnings, chapters([part], [], [], language)),
    },
    memory: [{ analyzer: 'journal', facts, ...(secrets ? { secrets } : {}) }],
    problems: [],
  };
}

function readersLanguage({ language, locale }: StreamOptions): Language {
  return language && language !== 'auto' ? language : (locale ?? 'en');
}

/** A cause that a growing log shows, in words. */
export interface NewCause {
  causeId: string;
  rule: string | null;
  at: number;
  line: string;
  title: string;
  fix: string;
  next: string[];
}

/** Kept whole up to this size, so that a short log is judged like a paste. */
const GROWING_WHOLE_BYTES = 256 * 1024;

/** A log that is still being written: tells of each cause once, when it appears. */
export class GrowingLog {
  readonly #stream = new LogStream(GROWING_WHOLE_BYTES);
  readonly #told = new Set<string>();
  readonly #language: Language;
  #news = 0;
  #pending = false;

  constructor(options: StreamOptions = {}) {
    this.#language = readersLanguage(options);
  }

  write(chunk: Uint8Array): void {
    this.#stream.write(chunk);
    // A cause may need the line after it ("Failed with result ..."), so the next lines are looked at once more.
    if (this.#stream.news !== this.#news) this.#pending = true;
  }

  /** The causes that were not told yet. */
  newCauses(): NewCause[] {
    if (!this.#pending) return [];
    this.#pending = this.#stream.news !== this.#news;
    this.#news = this.#stream.news;
    const language = this.#language;
    return maskedFacts(this.#stream.facts()).facts.causes.flatMap((cause) => {
      const key = `${cause.rule}|${cause.unit}|${cause.title.en}`;
      if (this.#told.has(key)) return [];
      this.#told.add(key);
      const { causeId, rule, lines, at, title, fix, next } = cause;
      return { causeId, rule, at: at[0]!, line: lines[0] ?? '', title: title[language], fix: fix[language], next };
    });
  }
}
