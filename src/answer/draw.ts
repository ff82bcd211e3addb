import type { Picture } from '../analyzers/analyzer.ts';
import type { Language } from '../language/language.ts';
import { analyzerNamed } from './analyzers.ts';
import type { PartMemory } from './explain.ts';

/** The pictures of what was found: a pin waveform, a failure chain; none where looking does not beat reading. */
export function draw(memory: PartMemory[], language: Language, theme: 'light' | 'dark' = 'light'): Picture[] {
  return memory.flatMap(({ analyzer, facts }) => analyzerNamed(analyzer).draw?.(facts, language, theme) ?? []);
}
