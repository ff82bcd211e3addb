import { worker } from '../../jobs/worker.ts';
import { analyse } from './analysis.ts';

/** What a worker thread runs. */
export default worker(analyse);
