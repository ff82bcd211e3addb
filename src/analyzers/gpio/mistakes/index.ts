import { loadKnowledge } from '../../../knowledge/load.ts';
import type { Mistake } from '../../../knowledge/mistake.ts';
import { unknownPlaces } from '../assumptions.ts';
import type { Finding } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { levelWrites } from '../written.ts';
import { activeLevelInverted } from './active-level-inverted.ts';
import { arrayOutOfBounds } from './array-out-of-bounds.ts';
import { assignmentInCondition } from './assignment-in-condition.ts';
import { bsrrReadModifyWrite } from './bsrr-read-modify-write.ts';
import { clockNotEnabled } from './clock-not-enabled.ts';
import { commentContradictsCode } from './comment-contradicts-code.ts';
import { conflictingWritesNoDelay } from './conflicting-writes-no-delay.ts';
import { delayLoopOptimisedAway } from './delay-loop-optimised-away.ts';
import type { Detector } from './detector.ts';
import { inputFloatingWithoutPull } from './input-floating-without-pull.ts';
import { interruptFlagNotCleared } from './interrupt-flag-not-cleared.ts';
import { interruptNotAcknowledged } from './interrupt-not-acknowledged.ts';
import { interruptNotEnabled } from './interrupt-not-enabled.ts';
import { interruptShutOff } from './interrupt-shut-off.ts';
import { interruptsNeverOn } from './interrupts-never-on.ts';
import { isrFlagNotVolatile } from './isr-flag-not-volatile.ts';
import { jtagPinNotReleased } from './jtag-pin-not-released.ts';
import { logicalInsteadOfBitwise } from './logical-instead-of-bitwise.ts';
import { loopCounterOverflow } from './loop-counter-overflow.ts';
import { missingDebounce } from './missing-debounce.ts';
import { odrRmwRaceWithIsr } from './odr-rmw-race-with-isr.ts';
import { operatorPrecedence } from './operator-precedence.ts';
import type { Located } from './patches.ts';
import { pinNotOutput } from './pin-not-output.ts';
import { pinsLocked } from './pins-locked.ts';
import { portWriteClobbersPins } from './port-write-clobbers-pins.ts';
import { setResetMaskTruncated } from './set-reset-mask-truncated.ts';
import { shiftOutOfRange } from './shift-out-of-range.ts';
import { straySemicolonAfterIf } from './stray-semicolon-after-if.ts';
import { straySemicolonAfterLoop } from './stray-semicolon-after-loop.ts';
import { switchFallthrough } from './switch-fallthrough.ts';
import { constantOf, visitOwn } from './tree.ts';
import { unreachableAfterInfiniteLoop } from './unreachable-after-infinite-loop.ts';
import { wrongPortForPin } from './wrong-port-for-pin.ts';

/** Every kind of mistake and what finds it; its words are in knowledge/mistakes/<kind>.yaml. */
export const DETECTORS: Record<string, Detector> = {
  'clock-not-enabled': clockNotEnabled,
  'pin-not-output': pinNotOutput,
  'jtag-pin-not-released': jtagPinNotReleased,
  'pins-locked': pinsLocked,
  'wrong-port-for-pin': wrongPortForPin,
  'set-reset-mask-truncated': setResetMaskTruncated,
  'bsrr-read-modify-write': bsrrReadModifyWrite,
  'odr-rmw-race-with-isr': odrRmwRaceWithIsr,
  'port-write-clobbers-pins': portWriteClobbersPins,
  'interrupt-not-enabled': interruptNotEnabled,
  'interrupt-shut-off': interruptShutOff,
  'interrupt-not-acknowledged': interruptNotAcknowledged,
  'interrupt-flag-not-cleared': interruptFlagNotCleared,
  'interrupts-never-on': interruptsNeverOn,
  'isr-flag-not-volatile': isrFlagNotVolatile,
  'delay-loop-optimised-away': delayLoopOptimisedAway,
  'conflicting-writes-no-delay': conflictingWritesNoDelay,
  'shift-out-of-range': shiftOutOfRange,
  'assignment-in-condition': assignmentInCondition,
  'operator-precedence': operatorPrecedence,
  'logical-instead-of-bitwise': logicalInsteadOfBitwise,
  'stray-semicolon-after-loop': straySemicolonAfterLoop,
  'stray-semicolon-after-if': straySemicolonAfterIf,
  'switch-fallthrough': switchFallthrough,
  'array-out-of-bounds': arrayOutOfBounds,
  'loop-counter-overflow': loopCounterOverflow,
  'active-level-inverted': activeLevelInverted,
  'comment-contradicts-code': commentContradictsCode,
  'input-floating-without-pull': inputFloatingWithoutPull,
  'missing-debounce': missingDebounce,
  'unreachable-after-infinite-loop': unreachableAfterInfiniteLoop,
};

/** Fills {names} in; a name that was not found stays out. */
const fill = (text: string, names: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? '');

/** Every mistake of a program, in the order of its lines, each kind once a line. */
export function findMistakes(evidence: Evidence): Located[] {
  const words = new Map(loadKnowledge('mistakes').map((mistake): [string, Mistake] => [mistake.id, mistake]));
  const found: Located[] = [];
  for (const [kind, detect] of Object.entries(DETECTORS)) {
    const mistake = words.get(kind);
    if (!mistake) continue;
    const lines = new Set<number>();
    for (const { line, names = {}, aside = false } of detect(evidence)) {
      if (lines.has(line)) continue;
      lines.add(line);
      const both = (text: { zh: string; en: string }) => ({ zh: fill(text.zh, names), en: fill(text.en, names) });
      const finding: Finding = {
        kind,
        line: evidence.lineOf(line),
        severity: mistake.severity,
        text: both(mistake.text),
        why: both(mistake.why),
        advice: both(mistake.fix),
        fix: null,
      };
      found.push({ finding, line, names, aside });
    }
  }
  return withoutConsequences(withoutCut(found, evidence), evidence).sort((a, b) => a.finding.line - b.finding.line);
}

const SETS_UP =
  /MODER|MODE\b|CRL|CRH|CFG|CTL|DDR|DIR|TRIS|OE\b|pinMode|Init|init|[Mm]ode|cfg|config|direction|pin_?bit_?mask|\.(?:GPIO_)?Pin\s*=/;
const SWITCHES_CLOCK = /RCC|RCU|CRM|RCM|CLK|[Cc]lock|SCGC|IOPENR|AHB|APB/;
/** Mistakes whose value or way ends in a wrong pin, port or clock. */
const MISLEADING = [
  'logical-instead-of-bitwise',
  'shift-out-of-range',
  'operator-precedence',
  'array-out-of-bounds',
  'stray-semicolon-after-loop',
  'stray-semicolon-after-if',
  'loop-counter-overflow',
  'assignment-in-condition',
  'set-reset-mask-truncated',
  'switch-fallthrough',
];
/** Of these, what makes a program take another way; that does not change which pin a line names. */
const MISROUTING = [
  'stray-semicolon-after-loop',
  'stray-semicolon-after-if',
  'loop-counter-overflow',
  'assignment-in-condition',
  'switch-fallthrough',
];
/** Lines between a mistake and the write it spoils. */
const NEAR = 6;

/** Lines that say by their text alone which pin they write. */
function namingLines(evidence: Evidence): Set<number> {
  const lines = new Set(levelWrites(evidence).map(({ line }) => line));
  visitOwn(evidence, (node) => {
    if (node.kind === 'call' && node.args.length > 0 && node.args.every((each) => constantOf(each) !== null))
      lines.add(node.line);
  });
  return lines;
}

/** Mistakes that a line shows by itself, whatever is missing elsewhere. */
const SHOWN_BY_A_LINE = new Set([
  'bsrr-read-modify-write',
  'shift-out-of-range',
  'assignment-in-condition',
  'operator-precedence',
  'logical-instead-of-bitwise',
  'stray-semicolon-after-loop',
  'stray-semicolon-after-if',
]);

/** Where the ends of lines are lost, what is missing may stand there, and what they do is not known. */
function withoutCut(found: Located[], { reading }: Evidence): Located[] {
  const { cutLines, originalLine } = reading.mended;
  if (!cutLines) return found;
  return found.filter(
    ({ finding, line }) => SHOWN_BY_A_LINE.has(finding.kind) && !cutLines.lines.includes(originalLine(line)),
  );
}

/** Of a pin whose set-up may lie in registers that are not modelled nothing is said. */
const BY_SET_UP = new Set(['pin-not-output', 'clock-not-enabled', 'wrong-port-for-pin', 'input-floating-without-pull']);

/** What only follows from another mistake is not told beside it. */
function withoutConsequences(found: Located[], evidence: Evidence): Located[] {
  const { codeLines } = evidence;
  const kinds = (each: Located): string => each.finding.kind;
  const has = (kind: string, line: number, within: number): boolean =>
    found.some((each) => kinds(each) === kind && Math.abs(each.line - line) <= within);
  const unknown = unknownPlaces(evidence).length > 0;
  const roots = found.filter((each) => MISLEADING.includes(kinds(each)));
  const text = (each: Located): string => codeLines[each.line - 1] ?? '';
  const naming = roots.length > 0 ? namingLines(evidence) : new Set<number>();
  return found.filter((each) => {
    const { line } = each;
    if (unknown && BY_SET_UP.has(kinds(each))) return false;
    switch (kinds(each)) {
      case 'pin-not-output':
      case 'wrong-port-for-pin':
        // Its set-up is there, behind a loop that never lets the program come to it.
        if (found.some((other) => kinds(other) === 'unreachable-after-infinite-loop' && SETS_UP.test(text(other))))
          return false;
        return !roots.some(
          (root) =>
            SETS_UP.test(text(root)) ||
            (Math.abs(root.line - line) <= NEAR && !(MISROUTING.includes(kinds(root)) && naming.has(line))),
        );
      case 'clock-not-enabled':
        if (has('wrong-port-for-pin', line, 0)) return false;
        return !roots.some((root) => SWITCHES_CLOCK.test(text(root)));
      case 'jtag-pin-not-released':
        return !(each.aside && found.some((other) => kinds(other) === 'pin-not-output'));
      case 'delay-loop-optimised-away':
        return !has('stray-semicolon-after-loop', line, 1);
      case 'unreachable-after-infinite-loop':
        return !has('stray-semicolon-after-loop', line, 2);
      case 'conflicting-writes-no-delay':
        if (has('comment-contradicts-code', line, 2)) return false;
        if (found.some((other) => kinds(other) === 'port-write-clobbers-pins')) return false;
        return !roots.some(
          (root) => !['shift-out-of-range', 'array-out-of-bounds', 'loop-counter-overflow'].includes(kinds(root)),
        );
      default:
        return true;
    }
  });
}
