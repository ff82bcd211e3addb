/** The worker's side of the sandbox: see sandbox.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { type PlainOptions, runPlain } from './plain.ts';

const { source, ...limits } = workerData as { source: string } & PlainOptions;
const result = runPlain(source, { ...limits, output: (text) => parentPort?.postMessage({ output: text }) });
parentPort?.postMessage({ result });
