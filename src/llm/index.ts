/** The model at the edge: what a door needs of it. */
export { Budget, type Ledger, type Payer } from './budget.ts';
export { tryKey } from './key.ts';
export { type PlainerReport, rewordReport } from './report.ts';
export { PLAINER, saySilence } from './words.ts';
