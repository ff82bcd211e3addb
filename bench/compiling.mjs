// A thread that mends and compiles the program it is given, again and again, and says how long each turn took once warm, in ms.
import { parentPort, workerData } from 'node:worker_threads';
import { compile } from '../dist/src/c/compile.js';
import { mendC } from '../dist/src/c/mend/mend.js';

const WARM_UP = 300;
const WARM = 200;

const samples = [];
for (let round = 0; round < WARM_UP + WARM; round += 1) {
  const started = performance.now();
  // Another text every time, so that nothing is known from the last one.
  compile({ source: mendC(`${workerData}/* ${round} */`).text });
  samples.push(performance.now() - started);
}
parentPort.postMessage(samples.slice(WARM_UP));
