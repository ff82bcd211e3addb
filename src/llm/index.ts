/** The model at the edge: what a door needs of it. */
export { Budget } from './budget.ts';
export { tryKey } from './key.ts';
export { rewordReport } from './report.ts';
export { PLAINER, saySilence } from './words.ts';
