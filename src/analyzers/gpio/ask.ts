import { readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { aboutAffecting } from './ask/affects.ts';
import { aboutAfterPresses } from './ask/after-presses.ts';
import { aboutArgument } from './ask/argument.ts';
import { aboutCountAtStart } from './ask/at-start.ts';
import { aboutBrightness } from './ask/brightness.ts';
import { aboutEitherEffect, aboutLastOf, aboutLongOne, aboutWayBack } from './ask/by-effect.ts';
import { aboutCalled, aboutLibraryCall } from './ask/called.ts';
import {
  aboutBlocking,
  aboutBody,
  aboutCalls,
  aboutChange,
  aboutInterrupts,
  aboutOperator,
  aboutSensing,
} from './ask/calls.ts';
import { aboutChangedProgram, aboutDescribedEdit, aboutOtherClock } from './ask/changed-program.ts';
import { aboutEver, aboutLine, aboutOrder, aboutPeriod } from './ask/changes.ts';
import { aboutCompared } from './ask/compare.ts';
import { aboutCondition } from './ask/conditions.ts';
import { aboutCounterMost, aboutCounterWidth } from './ask/counter.ts';
import { aboutCount } from './ask/counts.ts';
import { covers } from './ask/covers.ts';
import { aboutCutShort } from './ask/cut-short.ts';
import { aboutDark } from './ask/dark.ts';
import { aboutDelay, aboutDelayLength, aboutRemoval } from './ask/delays.ts';
import { aboutDoing, aboutNamedThing } from './ask/dossier.ts';
import { aboutPressDuring, aboutWholeProcess } from './ask/during-press.ts';
import { aboutDuty, aboutShare } from './ask/duty.ts';
import { aboutCountWhile, aboutEndings } from './ask/endings.ts';
import { aboutExits } from './ask/exits.ts';
import { aboutExtreme } from './ask/extremes.ts';
import { aboutFormula } from './ask/formula.ts';
import { fits, wantedBy } from './ask/frame.ts';
import { aboutHowManyIn, aboutLengths, aboutOffLine, aboutPause, aboutSharedTime, aboutTimesOn } from './ask/gaps.ts';
import { aboutGivenCall } from './ask/given-call.ts';
import { aboutGoal } from './ask/goal.ts';
import { aboutHeld, aboutHeldOrReleased, aboutPressedStay } from './ask/held.ts';
import { aboutHoldLength } from './ask/hold-length.ts';
import { aboutHoldsUp } from './ask/holds-up.ts';
import { aboutIdiom } from './ask/idiom.ts';
import { aboutKeyword } from './ask/keywords.ts';
import { aboutKnownWay } from './ask/known-way.ts';
import { aboutLate } from './ask/late.ts';
import { aboutRestState, questionLeftAlone } from './ask/left-alone.ts';
import { aboutLevelMeaning } from './ask/level-meaning.ts';
import { withSupposedLevel } from './ask/level-supposed.ts';
import { aboutOtherCall } from './ask/libraries.ts';
import { aboutLiteral, aboutTimerValue } from './ask/literal.ts';
import { aboutLongerThan } from './ask/longer.ts';
import { aboutLowPower } from './ask/low-power.ts';
import { aboutMainEnd } from './ask/main-end.ts';
import { aboutMainLoop, aboutPressInDelay, aboutTurning } from './ask/main-loop.ts';
import { aboutEndOfFunction, aboutInitial, aboutMoment, aboutTheEnd } from './ask/moments.ts';
import { aboutMovedPin } from './ask/moved-pin.ts';
import { aboutNamed, aboutVolatile } from './ask/named.ts';
import { aboutNeverMoved } from './ask/never-moved.ts';
import { aboutNoReaction } from './ask/no-reaction.ts';
import { aboutCountedWait, withNominal, withUnknownUnit } from './ask/nominal.ts';
import { aboutNthChange } from './ask/nth-change.ts';
import { aboutComingToRest, aboutTotalOn, aboutWhenLevel } from './ask/once.ts';
import { aboutTurns, aboutWhich } from './ask/order.ts';
import { withOthersNamed } from './ask/others.ts';
import { aboutAllOn, aboutOnInRound, aboutTwoFunctions } from './ask/per-round.ts';
import { aboutPerInterrupt, aboutPerPass, aboutPerSecond } from './ask/per-second.ts';
import { aboutPhysical } from './ask/physical.ts';
import { namesForeignThing, pinsIn, unknownName } from './ask/pins.ts';
import { aboutPort } from './ask/port.ts';
import { aboutPortValue } from './ask/port-value.ts';
import { aboutMissing, aboutNoPull, aboutWrongLine } from './ask/premise.ts';
import { aboutPress, aboutRewrite } from './ask/press.ts';
import { aboutPressAt } from './ask/press-at.ts';
import {
  aboutBlinkMeanwhile,
  aboutFollowing,
  aboutPressAgain,
  aboutPressOrRelease,
  aboutPrintedLine,
  aboutTimeAfterPress,
} from './ask/press-effects.ts';
import { aboutPressWhile } from './ask/press-while.ts';
import { aboutDebounceWait, aboutExternalPull, aboutInputPull, aboutKeptHeld, aboutPressCount } from './ask/pressed.ts';
import { aboutPresses } from './ask/presses.ts';
import { aboutPrintTimes, aboutSerialRate } from './ask/prints.ts';
import {
  aboutActiveLevel,
  aboutChip,
  aboutEnd,
  aboutFunction,
  aboutMistakes,
  aboutOneLine,
  aboutPins,
  aboutWhole,
} from './ask/program.ts';
import { aboutDelayPurpose, aboutPullCall, aboutPullUp, aboutReadLevel, aboutWaitLoop } from './ask/purpose.ts';
import { aboutPwmSetup } from './ask/pwm-setup.ts';
import { aboutQuoted } from './ask/quoted.ts';
import { aboutFirstLine, aboutReached } from './ask/reached.ts';
import { aboutReadingSupposed } from './ask/reading-supposed.ts';
import { aboutReason } from './ask/reasons.ts';
import { aboutRegisterFields } from './ask/register-fields.ts';
import { aboutOtherBits, aboutRegister, aboutWidth } from './ask/registers.ts';
import { aboutRatio, aboutRelation } from './ask/relations.ts';
import { aboutRole } from './ask/role.ts';
import { aboutBeforeLoop, aboutLongestSpan, aboutSinceRoundStart } from './ask/round-moments.ts';
import { aboutDebounce, aboutIterations, aboutPolling, aboutRound, aboutWaitCount } from './ask/rounds.ts';
import { aboutSameInstant } from './ask/same-instant.ts';
import { asksOfPress, SEVERAL_PRESSES, scenarioOf, withPressedNames } from './ask/scenario.ts';
import { aboutFinal, aboutMode, aboutModeWrite, aboutPattern, aboutSetUpLine } from './ask/set-up.ts';
import { aboutSeveralInputs } from './ask/several.ts';
import { aboutSilent } from './ask/silent.ts';
import { aboutSource } from './ask/source.ts';
import { aboutStartOfTimer } from './ask/starts-timer.ts';
import { aboutStatedLevel } from './ask/stated-level.ts';
import { aboutInverted, aboutSteps } from './ask/steps.ts';
import { aboutStorage } from './ask/storage.ts';
import { aboutOpenInput, aboutStuckWhileHeld, aboutWaitForRelease } from './ask/stuck.ts';
import { aboutAfterRounds, aboutHysteresis, aboutValueSupposed, supposesReading } from './ask/supposed.ts';
import { type Answer, type Asking, decline, say } from './ask/text.ts';
import { aboutAllOff, aboutTogether, aboutTurnsCount } from './ask/together.ts';
import { aboutEvery, aboutHoldTime, aboutTone } from './ask/tones.ts';
import { aboutBlinkCount, aboutLitDifference, aboutLoopTotal, aboutRoundLength } from './ask/totals.ts';
import { aboutOtherChip } from './ask/translation.ts';
import { aboutTrend } from './ask/trend.ts';
import { aboutTriggers } from './ask/triggers.ts';
import {
  aboutFirstOf,
  aboutFromTo,
  aboutKeptSo,
  aboutLeftBehind,
  aboutPressedLevel,
  aboutPrinted,
} from './ask/under-press.ts';
import { aboutUntouched } from './ask/untouched.ts';
import { aboutValueAt, aboutValueRange, aboutValueWhen, aboutWhenValue } from './ask/values.ts';
import { aboutWaitInHandler } from './ask/wait-in-handler.ts';
import { aboutWiring } from './ask/wiring.ts';
import { aboutCountWithin, aboutOnTime } from './ask/within.ts';
import { aboutWithoutLine } from './ask/without-line.ts';
import { aboutOnWithout } from './ask/without-other.ts';
import { aboutElsewhere, aboutUse, aboutWritten } from './ask/written.ts';
import { aboutWrittenBits } from './ask/written-bits.ts';
import { aboutSaidRhythm } from './ask/wrong-rhythm.ts';
import { labelOf } from './behaviour.ts';
import type { GpioFacts } from './facts.ts';
import { list } from './words.ts';

/** Longest question that is looked at. */
const QUESTION_LIMIT = 500;

const ACTIVE = /(低|\blow)|(高|\bhigh)/i;

/** "Are the LEDs active low": yes or no in front of what the program shows. */
function aboutActiveAsked(asking: Asking): Answer | null {
  const found = aboutActiveLevel(asking);
  const choice = /还是|\bor\b/i.test(asking.question);
  if (!found || found.declined || choice || !readAsked(asking.question).yesNo) return found;
  const asked = ACTIVE.exec(asking.question);
  const told =
    /active (low|high)|(低|高)电平(?=有效)/i.exec(found.answer) ?? /active (low|high)|(低|高)电平/i.exec(found.answer);
  if (!asked || !told) return found;
  const same = (asked[1] !== undefined) === /low|低/i.test(told[0]);
  const head = asking.language === 'zh' ? (same ? '是。' : '不是。') : same ? 'Yes. ' : 'No. ';
  return /^(?:是|不是|Yes|No)/.test(found.answer) ? found : { ...found, answer: `${head}${found.answer}` };
}

/** Kinds of question, the most particular first. */
const QUOTES_CODE = /[-+*/%&|^<>=!~]\s*[\w(]/;

/** What a variable is for in this program, and then what its turn of phrase is for in any; of quoted code only that. */
function aboutRoleOrIdiom(asking: Asking): Answer | null {
  const found = aboutIdiom(asking);
  const role = found && !QUOTES_CODE.test(asking.question) ? aboutRole(asking) : null;
  if (!found || !role || role.declined) return found;
  return { ...role, answer: `${role.answer}${asking.language === 'zh' ? '' : ' '}${found.answer}` };
}

const KINDS = [
  aboutLate,
  aboutMainEnd,
  aboutCutShort,
  aboutLowPower,
  aboutStartOfTimer,
  aboutFormula,
  aboutWaitInHandler,
  aboutNoReaction,
  aboutHoldLength,
  aboutSilent,
  aboutRoleOrIdiom,
  aboutWiring,
  aboutQuoted,
  aboutSerialRate,
  aboutHeldOrReleased,
  aboutExits,
  aboutLevelMeaning,
  aboutSetUpLine,
  aboutModeWrite,
  aboutWrittenBits,
  aboutSinceRoundStart,
  aboutLongestSpan,
  aboutBeforeLoop,
  aboutWaitForRelease,
  aboutOtherBits,
  aboutCompared,
  aboutTimerValue,
  aboutNeverMoved,
  aboutCountedWait,
  aboutHoldsUp,
  aboutGivenCall,
  aboutRegisterFields,
  aboutFollowing,
  aboutPrintedLine,
  aboutSameInstant,
  aboutArgument,
  aboutOpenInput,
  aboutStuckWhileHeld,
  aboutRole,
  aboutOnInRound,
  aboutAllOn,
  aboutTwoFunctions,
  aboutBlinkMeanwhile,
  aboutPressAt,
  aboutPressOrRelease,
  aboutTimeAfterPress,
  aboutPressAgain,
  aboutMainLoop,
  aboutTurning,
  aboutPressInDelay,
  aboutPressWhile,
  aboutCountAtStart,
  aboutWayBack,
  aboutLongOne,
  aboutEitherEffect,
  aboutLastOf,
  aboutOnWithout,
  aboutPrintTimes,
  aboutPressDuring,
  aboutWholeProcess,
  aboutPerInterrupt,
  aboutPerPass,
  aboutPerSecond,
  aboutPwmSetup,
  aboutSaidRhythm,
  aboutReached,
  aboutFirstLine,
  aboutCountWithin,
  aboutOnTime,
  aboutWrongLine,
  aboutMissing,
  aboutNoPull,
  aboutReason,
  aboutTrend,
  aboutSeveralInputs,
  aboutValueAt,
  aboutWhenValue,
  aboutValueWhen,
  aboutBrightness,
  aboutTurnsCount,
  aboutEndOfFunction,
  aboutDebounceWait,
  aboutPressCount,
  aboutKeptHeld,
  aboutPressedLevel,
  aboutOffLine,
  aboutPause,
  aboutSharedTime,
  aboutHowManyIn,
  aboutLengths,
  aboutTimesOn,
  aboutFromTo,
  aboutFirstOf,
  aboutPrinted,
  aboutKeptSo,
  aboutLeftBehind,
  aboutPressedLevel,
  aboutAfterRounds,
  aboutValueSupposed,
  aboutReadingSupposed,
  aboutHysteresis,
  aboutEndings,
  aboutCountWhile,
  aboutLongerThan,
  aboutRoundLength,
  aboutLoopTotal,
  aboutLitDifference,
  aboutBlinkCount,
  aboutInverted,
  aboutSteps,
  aboutTone,
  aboutEvery,
  aboutHoldTime,
  aboutExternalPull,
  aboutRatio,
  aboutPhysical,
  aboutPullUp,
  aboutPullCall,
  aboutWaitLoop,
  aboutReadLevel,
  aboutOtherCall,
  aboutDelayPurpose,
  aboutNthChange,
  aboutHeld,
  aboutPressedStay,
  aboutPresses,
  aboutTriggers,
  aboutUntouched,
  aboutAffecting,
  aboutOperator,
  aboutStorage,
  aboutVolatile,
  aboutCounterWidth,
  aboutCounterMost,
  aboutValueRange,
  aboutBlocking,
  aboutWidth,
  aboutRemoval,
  aboutChange,
  aboutCalled,
  aboutCalls,
  aboutBody,
  aboutSensing,
  aboutInterrupts,
  aboutNamed,
  aboutDuty,
  aboutCondition,
  aboutDark,
  aboutDelay,
  aboutWaitCount,
  aboutIterations,
  aboutDebounce,
  aboutPolling,
  aboutRelation,
  aboutAllOff,
  aboutTogether,
  aboutExtreme,
  aboutTotalOn,
  aboutWhenLevel,
  aboutComingToRest,
  aboutShare,
  aboutCount,
  aboutMoment,
  aboutTheEnd,
  aboutInitial,
  aboutRewrite,
  aboutPress,
  aboutPattern,
  aboutFinal,
  aboutOneLine,
  aboutPort,
  aboutTurns,
  aboutWhich,
  aboutRound,
  aboutActiveAsked,
  aboutLine,
  aboutOtherChip,
  aboutRegister,
  aboutLibraryCall,
  aboutFunction,
  aboutDelayLength,
  aboutWritten,
  aboutPeriod,
  aboutEnd,
  aboutEver,
  aboutMode,
  aboutPins,
  aboutOrder,
  aboutChip,
  aboutMistakes,
  aboutDoing,
  aboutInputPull,
  aboutLiteral,
  aboutElsewhere,
  aboutUse,
  aboutKeyword,
  aboutSource,
  aboutWhole,
];

/** Kinds that are answered from what the pins did in a run: which run that is has to be the one the question is about. */
const OF_RUN: ReadonlySet<(asking: Asking) => Answer | null> = new Set([
  aboutSinceRoundStart,
  aboutLongestSpan,
  aboutBeforeLoop,
  aboutCompared,
  aboutCountAtStart,
  aboutLastOf,
  aboutPerSecond,
  aboutSaidRhythm,
  aboutCountWithin,
  aboutOnTime,
  aboutTurnsCount,
  aboutEndOfFunction,
  aboutRoundLength,
  aboutPause,
  aboutSharedTime,
  aboutHowManyIn,
  aboutLengths,
  aboutLitDifference,
  aboutBlinkCount,
  aboutNthChange,
  aboutRatio,
  aboutRelation,
  aboutAllOff,
  aboutTogether,
  aboutExtreme,
  aboutTotalOn,
  aboutComingToRest,
  aboutShare,
  aboutMoment,
  aboutTheEnd,
  aboutPattern,
  aboutFinal,
  aboutTurns,
  aboutWhich,
  aboutRound,
  aboutPeriod,
  aboutEver,
  aboutOrder,
]);

const ASKS_PIN =
  /\bpin \d|\b(?:which|what) (?:\w+ )?pin\b|\bpin number\b|哪(?:个|一个)?(?:引脚|管脚|脚)|几号(?:引脚|管脚|脚)/i;

/** Who asks for "pin 4" reads "pin 2" sooner than GPIO2, and "which pin" sooner 14 than D14. */
function numbered({ question, language }: Asking, found: Answer): Answer {
  if (!ASKS_PIN.test(question)) return found;
  const word = language === 'zh' ? '引脚' : 'pin';
  const answer = found.answer
    .replace(/\bGPIO(\d{1,2})\b/, `${word} $1 (GPIO$1)`)
    .replace(/\bD(\d{1,2}) \(/, `${word} $1 (D$1, `);
  return { ...found, answer };
}

const OF_A_PIN =
  /电平|高|低|亮|灭|闪|变|翻转|脉冲|[响叫鸣开关转停]|吸合|\b(?:high|low|on|off|lit|blink\w*|toggl\w*|pulse|level|change\w*|beep\w*|sound\w*|run\w*|open\w*|close\w*|start\w*|stop\w*|switch\w*|flash\w*)\b/i;

/** "How long is the low in the middle": of a program with one output no pin has to be named. */
function onlyOutput(asking: Asking): Answer | null {
  const { facts, question } = asking;
  const [output, other] = facts.outputs;
  if (!output || other || !OF_A_PIN.test(question) || namesForeignThing(question, facts)) return null;
  const named: Asking = { ...asking, question: `${output.pin} ${question}` };
  for (const about of KINDS) {
    const found = about(named);
    if (found) return found.declined ? null : numbered(named, found);
  }
  return null;
}

/** The answer of the first kind that tells it from what the pins did in a run. */
function fromRun(asking: Asking): Answer | null {
  for (const about of KINDS) {
    const found = OF_RUN.has(about) ? about(asking) : null;
    if (found) return found.declined ? null : found;
  }
  return null;
}

/**
 * Answers a question about a program from its facts; null where the question is not about it. In words that no kind of question
 * knows it is taken as the nearest known one, and the answer says so.
 */
export function ask(question: string, facts: GpioFacts, language: Language): Answer | null {
  const found = answered(question, facts, language);
  if (found && !found.declined) return found;
  const asking: Asking = { question: question.slice(0, QUESTION_LIMIT), facts, language };
  return aboutKnownWay(asking, (taken) => answered(taken, facts, language)) ?? found;
}

const HELD = /按住|按着|一直按|长按|不松|不放|\b(?:hold|holding|held|keep\w* \w+ pressed|keep pressing)\b/i;

/** Of an input that asks by its level: who asks about holding it has to know. */
function withLevelTold(asking: Asking, found: Answer): Answer {
  const { question, facts } = asking;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const own = facts.triggers.filter(({ pin }) => named.includes(pin));
  const [held] = (own.length > 0 ? own : facts.triggers).filter(({ on }) => on === 'low');
  if (found.declined || !held || !HELD.test(question) || /电平触发|\bby its level\b/i.test(found.answer)) return found;
  const note = say(
    asking,
    `注意：${labelOf(held)} 是低电平触发，按住期间硬件会一次又一次地进中断。`,
    ` Mind that ${labelOf(held)} asks for its interrupt by its level: while it stays low the handler is entered again and again.`,
  );
  return { ...found, answer: `${found.answer}${note}` };
}

function answered(question: string, facts: GpioFacts, language: Language): Answer | null {
  const made = answerFrom(question, facts, language);
  const found = made && withLevelTold({ question, facts, language }, made);
  if (!found || wantedBy(question) !== 'time') return found;
  const asking = { question, facts, language };
  return withUnknownUnit(
    asking,
    withNominal(asking, found, (nominal) => answerFrom(question, nominal, language)),
  );
}

/** What a pin shows that follows from something the paste gives no value. */
function aboutOpen(asking: Asking, pins: ReturnType<typeof pinsIn>): Answer | null {
  const { facts } = asking;
  for (const { pin, name } of pins) {
    const values = facts.open.filter((each) => each.pins.some((other) => other.pin === pin.pin));
    if (values.length === 0) continue;
    const names = values.map((each) => `\`${each.name}\``);
    return decline(
      asking,
      `${name} 的电平取决于 ${list(names, 'zh')}，代码里没有给出${names.length > 1 ? '它们' : '它'}的值，所以说不了。`,
      `What ${name} shows depends on ${list(names, 'en')}, which the paste gives no value, so it cannot be told.`,
    );
  }
  return null;
}

function answerFrom(whole: string, given: GpioFacts, language: Language): Answer | null {
  const asked = withOthersNamed(whole.slice(0, QUESTION_LIMIT), given);
  const { question, facts } = withSupposedLevel(asked, withPressedNames(asked, given));
  const asking: Asking = { question, facts, language };
  const elsewhere = aboutMovedPin(asking);
  if (elsewhere) return elsewhere;
  const missing = unknownName(asking.question, facts);
  const pins = pinsIn(asking.question, facts);
  if (missing !== null && pins.length === 0 && facts.outputs.length > 0) {
    const names = facts.outputs.map(labelOf);
    return decline(
      asking,
      `这段代码里没有 ${missing}，输出引脚是 ${list(names, 'zh')}。`,
      `There is no ${missing} in this program; its outputs are ${list(names, 'en')}.`,
    );
  }
  const shown = aboutPortValue(asking);
  if (shown) return shown;
  const changed = aboutChangedProgram(asking, (rest, other) => answerFrom(rest, other, language));
  if (changed) return changed;
  const clocked = aboutOtherClock(asking, (rest, other) => answerFrom(rest, other, language));
  if (clocked) return clocked;
  const goal = aboutGoal(asking);
  if (goal) return goal;
  const edited =
    aboutWithoutLine(asking) ?? aboutDescribedEdit(asking, (rest, other) => answerFrom(rest, other, language));
  if (edited) return edited;
  const stated = aboutStatedLevel(asking, (rest, other) => answerFrom(rest, other, language));
  if (stated) return stated;
  const alone = questionLeftAlone(question);
  if (alone !== null && facts.inputs.length > 0) {
    const found = fromRun({ ...asking, question: alone }) ?? aboutRestState({ ...asking, question: alone });
    if (found)
      return numbered(asking, {
        ...found,
        answer: `${say(asking, '没人按的话：', 'With nothing pressed: ')}${found.answer}`,
      });
  }
  const pressed = aboutAfterPresses(asking, fromRun);
  if (pressed) return numbered(asking, pressed);
  const wanted = wantedBy(asking.question);
  let spare: Answer | null = null;
  let beside: Answer | null = null;
  const scenario = scenarioOf(asking);
  const supposed = supposesReading(asking) || (facts.whatIf.length > 0 && SEVERAL_PRESSES.test(question));
  // A press of which there is no run: what the program does left alone says nothing about it.
  const open = aboutOpen(asking, pins);
  const unseen = scenario === null && facts.whatIf.length === 0 && asksOfPress(question);
  for (const about of KINDS) {
    if ((supposed || unseen) && (OF_RUN.has(about) || about === aboutWhenLevel)) continue;
    if (open && OF_RUN.has(about)) {
      if (about(asking)) return open;
      continue;
    }
    if (scenario && OF_RUN.has(about)) {
      const pressed = about({ ...asking, facts: scenario.facts });
      if (pressed && !pressed.declined && fits(wanted, pressed, facts))
        return numbered(asking, { ...pressed, answer: `${scenario.head}${pressed.answer}` });
      // What the program does left alone is no answer to what it does when pressed.
      if (scenario.explicit) continue;
    }
    const found = about(asking);
    if (!found) continue;
    if (!covers(asking, found)) beside ??= found;
    else if (fits(wanted, found, facts)) return numbered(asking, found);
    else spare ??= found;
  }
  // Of another kind than what was asked: better than nothing, unless it is a wall of lines.
  if (spare) return numbered(asking, spare);
  if (open) return open;
  const known = aboutNamedThing(asking);
  if (known) return known;
  if (beside) return numbered(asking, beside);
  const only = pins.length === 0 && !unseen ? onlyOutput(asking) : null;
  if (only) return only;
  if (pins.length === 0) return null;
  const name = pins[0]!.name;
  return decline(
    asking,
    `关于 ${name} 的这一点，代码和运行结果里没有。`,
    `Neither the paste nor its run shows that about ${name}.`,
    0.4,
  );
}
