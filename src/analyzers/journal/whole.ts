import type { JournalFacts } from './facts.ts';

/** Puts entry numbers of the kept lines back to where they stand in the whole log. */
export function inWholeLog(
  facts: JournalFacts,
  lineOf: ReadonlyMap<number, number>,
  lines: number,
  lineOffset: number,
): JournalFacts {
  const at = (number: number) => lineOf.get(number) ?? number;
  const skipped = Math.max(0, lines - facts.entries);
  return {
    ...facts,
    entries: lines,
    judged: facts.entries,
    restoredText: null,
    coverage: { understood: facts.coverage.understood + skipped, of: facts.coverage.of + skipped },
    causes: facts.causes.map((cause) => ({ ...cause, at: cause.at.map(at) })),
    labels: facts.labels.map((label) => ({ ...label, at: at(label.at), ...(label.of ? { of: at(label.of) } : {}) })),
    noise: facts.noise.map((line) => ({
      ...line,
      at: at(line.at),
      clearedBy: line.clearedBy === null ? null : at(line.clearedBy),
    })),
    symptoms: facts.symptoms.map((symptom) => ({ ...symptom, at: at(symptom.at) })),
    loops: facts.loops.map((loop) => ({ ...loop, at: loop.at.map(at) })),
    runs: facts.runs.map((run) => ({
      ...run,
      from: at(run.from),
      end: at(run.end),
      reason: run.reason === null ? null : at(run.reason),
    })),
    story: facts.story.map((step) => ({ ...step, at: at(step.at) })),
    quotable: facts.quotable.map((entry) => ({
      ...entry,
      at: at(entry.at),
      lines: [at(entry.at) + lineOffset, at(entry.at) + lineOffset] as [number, number],
    })),
  };
}
