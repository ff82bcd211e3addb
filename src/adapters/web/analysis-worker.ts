import { worker } from '../../jobs/worker.ts';
import { answerPage } from './analysis.ts';

/** What a worker thread of the page runs. */
export default worker(answerPage);
