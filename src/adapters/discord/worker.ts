import { pino } from 'pino';
import type { Config } from '../../config.ts';
import { startWorker } from '../../jobs/redis-queue.ts';
import { THREAD_MEMORY_MB, Threads } from '../../jobs/threads.ts';
import type { Analysis, AnalysisJob } from './analysis.ts';
import { onStopSignal } from './stop-signal.ts';

/** `unpaste worker`: runs analyses for the gateways on the same Redis, until told to stop. */
export async function workerCommand(config: Config, redis: string): Promise<void> {
  const log = pino({ level: config.logLevel });
  const built = import.meta.url.endsWith('.js');
  const module = new URL(built ? './analysis-worker.js' : './analysis-worker.ts', import.meta.url);
  const { threads, deadlineMs } = config.work;
  const runner = new Threads<AnalysisJob, Analysis>(module, { threads, deadlineMs, memoryMb: THREAD_MEMORY_MB });
  const worker = await startWorker(redis, runner, config.queueKey);
  log.info({ threads }, 'working');
  onStopSignal(() => {
    log.info('finishing what is under way');
    void worker.stop();
  });
}
