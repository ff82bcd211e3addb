/** The worker's side of the sandbox: see sandbox.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { runPlain } from './plain.ts';

const { source, fuel, limitMs } = workerData as { source: string; fuel: number; limitMs: number };
const result = runPlain(source, { fuel, limitMs, output: (text) => parentPort?.postMessage({ output: text }) });
parentPort?.postMessage({ result });
