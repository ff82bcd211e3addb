import { claimsOf } from '../claims.ts';
import type { Detector } from './detector.ts';

/** Comments that say something else than the code does. Where the level of "on" is stated and turned round throughout, that is another mistake. */
export const commentContradictsCode: Detector = (evidence) => {
  const lines = evidence.codeLines.map((_, i) => evidence.lineOf(i + 1));
  return claimsOf(evidence)
    .filter((claim) => !claim.holds)
    .map((claim) => ({
      line: lines.indexOf(claim.line) + 1,
      names: { quote: claim.quote.slice(0, 80), zh: claim.why.zh, en: claim.why.en },
    }));
};
