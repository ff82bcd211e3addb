import { type Analysis, type AnalysisJob, analyse } from './analysis.ts';

/** What a worker thread runs. */
export default function work(job: AnalysisJob): Promise<Analysis> {
  return analyse(job);
}
