import type { Fact, PartBase } from '../analyzers/analyzer.ts';
import { type Material, materialOf, type RewordOptions, reword, type Silence } from './reword.ts';
import type { Objection } from './verify.ts';

export interface PlainerReport {
  /** The plainer words of the parts that have any, in order; null where none has. */
  text: string | null;
  dropped: { sentence: string; objection: Objection }[];
  silences: Silence[];
}

/**
 * Puts a report into plainer words, part by part. Never throws; where a part stays silent its own answer stands.
 * @param paste the paste the report is about, for the lines behind the facts.
 */
export async function rewordReport(parts: PartBase[], paste: string, options: RewordOptions): Promise<PlainerReport> {
  const texts: string[] = [];
  const result: PlainerReport = { text: null, dropped: [], silences: [] };
  for (const part of parts) {
    if (part.facts.length === 0) continue;
    const reworded = await reword(materialOf(part, paste), {
      ...options,
      ...(options.onText ? { onText: (text: string) => options.onText!([...texts, text].join('\n\n')) } : {}),
    });
    result.dropped.push(...reworded.dropped);
    if ('text' in reworded) texts.push(reworded.text);
    else result.silences.push(reworded.silent);
  }
  if (texts.length > 0) result.text = texts.join('\n\n');
  return result;
}

/** An answer to a question, as far as it is put into other words. */
export interface Answered {
  answer: string;
  quotes: { text: string }[];
}

/** Puts the answer to a question into plainer words. Never throws; where it stays silent the answer itself stands. */
export async function rewordReply({ answer, quotes }: Answered, options: RewordOptions): Promise<PlainerReport> {
  const material: Material = {
    job: 'follow-up',
    facts: [
      { id: 'answer', text: answer, lines: null },
      ...quotes.map((quote, i): Fact => ({ id: `quote-${i + 1}`, text: quote.text, lines: null })),
    ],
    lines: [],
    hosts: [],
    verdict: ['answer'],
  };
  const reworded = await reword(material, options);
  return 'text' in reworded
    ? { text: reworded.text, dropped: reworded.dropped, silences: [] }
    : { text: null, dropped: reworded.dropped, silences: [reworded.silent] };
}
