import { answerPage, type PageAnswer, type PageJob } from './analysis.ts';

/** What a worker thread of the page runs. */
export default function work(job: PageJob): Promise<PageAnswer> {
  return answerPage(job);
}
