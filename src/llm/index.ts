/** The model at the edge: what a door needs of it. */
export { Budget, type Payer } from './budget.ts';
export { tryKey } from './key.ts';
export { type PlainerReport, rewordReply, rewordReport } from './report.ts';
export { PLAINER, saySilence } from './words.ts';
