/** unpaste as a library: what every door (Discord, page, command line) is built on. */
export type { AnswerAbout, Fact, PartBase, Picture } from './analyzers/analyzer.ts';
export { FiringInterrupt, PinInput } from './analyzers/analyzer.ts';
export { knownQuestions, sayAgain } from './answer/again.ts';
export { type AskOptions, ask } from './answer/ask.ts';
export { type Decoded, decodePaste, LIMIT_CHARACTERS } from './answer/decode.ts';
export { draw } from './answer/draw.ts';
export { wasAsked } from './answer/earlier.ts';
export { type Explained, type ExplainOptions, explain, type PartMemory } from './answer/explain.ts';
export {
  beginsAsLog,
  explainLogStream,
  GrowingLog,
  HEAD_BYTES,
  type NewCause,
  type Progress,
  STREAM_BYTES,
} from './answer/log-stream.ts';
export { type Incident, Reply, Report } from './answer/report.ts';
export { allSecrets, type SecretsFound, withoutSecrets } from './answer/warnings.ts';
export { unwarned, warned } from './answer/words.ts';
export { type PlainResult, runSandboxed as runC, type SandboxOptions as RunOptions } from './c/sandbox.ts';
export { projectRoot } from './knowledge/load.ts';
export { detectLanguage, type Language } from './language/language.ts';
export { toPng } from './pictures/png.ts';
