import type { AnalyzeOptions, Analyzer } from '../analyzer.ts';
import { nextOf } from './ask/reply.ts';
import { whatFollowed } from './ask/saying.ts';
import { ask } from './ask.ts';
import { detect } from './detect.ts';
import { draw } from './draw.ts';
import { JournalFacts, JournalPart } from './facts.ts';
import { readLog } from './read.ts';
import { isMessage, reason } from './reason.ts';
import { say } from './say.ts';
import { LogStream } from './stream.ts';

const SIFTED_CHARACTERS = 2 * 1024 * 1024;

export { joinIncidents } from './join.ts';
export { LogStream, type Progress } from './stream.ts';

/** Logs of systemd, kernels, containers, clusters and programs: what failed first, and what only looks bad. */
export const journal: Analyzer<JournalFacts, JournalPart> = {
  name: 'journal',
  facts: JournalFacts,
  part: JournalPart,
  detect,
  async analyze(text: string, options: AnalyzeOptions): Promise<JournalFacts> {
    // A whole file dropped on us: sifted in its bytes, as a stream would be.
    if (text.length > SIFTED_CHARACTERS) {
      const stream = new LogStream();
      stream.write(Buffer.from(text));
      return stream.end(options.lineOffset);
    }
    const lines = text.split('\n').length;
    const first = options.lineOffset + 1;
    return reason(readLog(text, new Date(), isMessage), [first, options.lineOffset + lines], options.lineOffset);
  },
  say,
  ask,
  after: whatFollowed,
  next: nextOf,
  draw,
};
