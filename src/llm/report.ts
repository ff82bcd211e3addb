import type { PartBase } from '../analyzers/analyzer.ts';
import { materialOf, type RewordOptions, reword, type Silence } from './reword.ts';
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
