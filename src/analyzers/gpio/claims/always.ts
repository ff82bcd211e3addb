import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import { placeOf } from '../place.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { codeLineOf, holdsOneStatement } from './effects.ts';
import { placesIn } from './places.ts';

const ALWAYS =
  /\b(?:stays?|remains?|kept|keeps?|always|permanently|constantly)\b[^.,;]{0,24}\b(?:on|off|high|low|lit|dark)\b|\b(?:on|off|high|low|lit) (?:for ?ever|always|permanently|all the time|from (?:now|here) on)\b|\bnever (?:changes?|toggles?|goes (?:high|low)|turn(?:s|ed) (?:on|off)|switched)\b|(?:一直|始终|永远|保持|常)(?:为|是|点|输出)?(?:亮|灭|高|低|开|关)|不再(?:变化|翻转|改变)/i;
const FOR_EVER = /\b(?:for ?)?ever\b|never|always|permanent|constant|all the time|一直|始终|永远|常|不再/i;
const MAIN = /^(?:main|setup|loop|app_main|Main)$/;
/** Only for a time, or only in a case. */
const FOR_A_TIME =
  /\b(?:if|when|while|until|till|unless|during|as long as|for \d|before|after|was|were|should|not|then)\b|如果|当|直到|期间|按|之前|之后|\d\s*(?:ms|s\b|秒|毫秒|分)|[一二两三四五十半]\s*秒|不(?!再)|然后|再(?!变|翻|改)|[?？]/i;

/** "PD6 stays high for ever", "电源灯常亮": beside the write of a pin that the program changes again. */
export function alwaysClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const { events } = evidence.simulation.machine;
  const writes = levelWrites(evidence);
  return comments.flatMap((comment): Claim[] => {
    if (
      comment.text.length > 80 ||
      !ALWAYS.test(comment.text) ||
      !FOR_EVER.test(comment.text) ||
      FOR_A_TIME.test(comment.text)
    )
      return [];
    const line = codeLineOf(evidence, comment);
    if (line === 0 || !holdsOneStatement(evidence, line)) return [];
    const at = events.findIndex(({ frames }) => placeOf(frames, evidence.lastLine)?.line === line);
    const [pin, ...more] = events[at]?.changes ?? [];
    if (!pin || more.length > 0) return [];
    const write = writes.find((each) => each.line === line);
    // In a branch or in a function of its own it holds as long as that does.
    if (!write || !MAIN.test(write.inside.name)) return [];
    if (write.parents.some(({ kind }) => kind === 'if' || kind === 'switch')) return [];
    const places = placesIn(evidence, comment.text);
    if (places && !places.some(({ port, bit }) => port === pin.port && bit === pin.bit)) return [];
    const later = events
      .slice(at + 1)
      .find(({ changes }) => changes.some(({ port, bit }) => port === pin.port && bit === pin.bit));
    const name = evidence.naming.name(pin).pin;
    const by = later ? evidence.lineOf(placeOf(later.frames, evidence.lastLine)?.line ?? 0) : 0;
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: !later,
        why: later
          ? {
              zh: `${name} 后来又变了${by ? `（第 ${by} 行）` : ''}`,
              en: `${name} changes again${by ? ` on line ${by}` : ''}`,
            }
          : { zh: `${name} 之后不再变化`, en: `${name} does not change after it` },
      },
    ];
  });
}
