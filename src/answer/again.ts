import { loadKnowledge } from '../knowledge/load.ts';
import type { Language } from '../language/language.ts';
import { inTraditional } from '../language/script.ts';
import { analyzerNamed } from './analyzers.ts';
import { findIncidents, type PartMemory, pastedInTraditional } from './explain.ts';
import type { Report } from './report.ts';
import { warnOf } from './warnings.ts';
import { chapters, nothingHere, warned } from './words.ts';

/**
 * Says what was found before once more: in another language, or several pastes as one. Nothing is analysed again, the
 * facts are enough.
 */
export async function sayAgain(memory: PartMemory[], language: Language): Promise<Report> {
  const parts = memory.map(({ analyzer, facts }) => analyzerNamed(analyzer).say(facts, language));
  const incidents = findIncidents(memory, language);
  const warnings = warnOf(
    memory.flatMap(({ secrets }) => secrets ?? []),
    language,
  );
  const report: Report = {
    unpaste: 1,
    language,
    reply: parts.length > 0,
    parts,
    incidents,
    warnings,
    text: warned(warnings, parts.length > 0 ? chapters(parts, incidents, [], language) : nothingHere(language)),
  };
  const pasted = pastedInTraditional(memory);
  return language === 'zh' && pasted !== '' ? inTraditional(report, pasted) : report;
}

/** Questions the Pod notes answer, one a note as people ask it, for completion while somebody types. */
export function knownQuestions(language: Language): string[] {
  return loadKnowledge('pod-notes').flatMap((note) => note.questions[language].slice(0, 2));
}
