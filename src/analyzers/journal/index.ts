import type { AnalyzeOptions, Analyzer } from '../analyzer.ts';
import { ask } from './ask.ts';
import { detect } from './detect.ts';
import { draw } from './draw.ts';
import { JournalFacts, JournalPart } from './facts.ts';
import { readLog } from './read.ts';
import { reason } from './reason.ts';
import { say } from './say.ts';

export { joinIncidents } from './join.ts';
export { readStream } from './stream.ts';

/** Logs of systemd, kernels, containers, clusters and programs: what failed first, and what only looks bad. */
export const journal: Analyzer<JournalFacts, JournalPart> = {
  name: 'journal',
  facts: JournalFacts,
  part: JournalPart,
  detect,
  async analyze(text: string, options: AnalyzeOptions): Promise<JournalFacts> {
    const lines = text.split('\n').length;
    const first = options.lineOffset + 1;
    return reason(readLog(text), [first, options.lineOffset + lines], options.lineOffset);
  },
  say,
  ask,
  draw,
};
