import type { Language } from '../../language/language.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { aboutAdvice, told } from './ask/advice.ts';
import { aboutAttempts, aboutTrying } from './ask/attempts.ts';
import { aboutVersionOf, lacksAttribute } from './ask/attributes.ts';
import { aboutNthBad } from './ask/bad-lines.ts';
import { aboutBreakIn, aboutProbeRestart } from './ask/break-in.ts';
import { aboutCalled } from './ask/called.ts';
import { aboutCell } from './ask/cells.ts';
import { aboutCodeMeaning } from './ask/code-meaning.ts';
import { aboutCodePlace, aboutFirstError } from './ask/code-places.ts';
import { aboutHowMany } from './ask/counting.ts';
import { aboutDataKept } from './ask/data-kept.ts';
import { aboutDescribed } from './ask/described.ts';
import { aboutImageVersion } from './ask/described-image.ts';
import { aboutDescribedPod } from './ask/described-pod.ts';
import { aboutProbePort } from './ask/described-port.ts';
import { aboutFalsePremise } from './ask/described-premise.ts';
import { aboutDrained } from './ask/drained.ts';
import { aboutOpposites, aboutRecap, aboutSubject, aboutTheTwo } from './ask/either.ts';
import { aboutEntry, FIRST } from './ask/entry.ts';
import { aboutEventCount } from './ask/event-count.ts';
import { aboutExpiry } from './ask/expiry.ts';
import { aboutExtreme } from './ask/extremes.ts';
import { aboutAllFailures, aboutEventually, aboutFailureCount } from './ask/failures.ts';
import { aboutField } from './ask/fields.ts';
import { aboutFigure } from './ask/figures-told.ts';
import { aboutBrokenLine, aboutFile, aboutFull, aboutRoom } from './ask/files.ts';
import { fits } from './ask/fitting.ts';
import { aboutHolder } from './ask/holder.ts';
import { INTENTS } from './ask/intents.ts';
import { aboutJobSteps } from './ask/job-steps.ts';
import { aboutKey, sameValue } from './ask/keys.ts';
import { aboutKnownWay } from './ask/known-way.ts';
import { LIFETIME } from './ask/lifetime.ts';
import { aboutMissingFile } from './ask/missing-file.ts';
import { ofNamedEvent } from './ask/named-event.ts';
import { aboutNamedReason, aboutSpared } from './ask/named-reason.ts';
import { ofAnother } from './ask/of-another.ts';
import { aboutMostMemory } from './ask/oom-tasks.ts';
import { aboutPace, aboutProgress } from './ask/pace.ts';
import { aboutQuota, aboutWhoScaled } from './ask/quota.ts';
import { aboutLastUp, aboutRecovery, aboutRecoveryBegun, aboutUnclean, aboutWentDown } from './ask/recovery.ts';
import { aboutRestartDelay, aboutRetry } from './ask/retries.ts';
import { aboutDistinct, aboutFirstTrouble, aboutNth, aboutOrder, aboutOutcome, aboutWaitTold } from './ask/rounds.ts';
import { aboutRow } from './ask/rows.ts';
import { aboutItself, aboutScheduling, aboutTrigger } from './ask/ruled-out.ts';
import {
  aboutHarm,
  aboutNamedTrouble,
  aboutNearest,
  aboutReason,
  aboutWords,
  countedIn,
  linesSaying,
  WHY,
} from './ask/saying.ts';
import { aboutBefore, aboutBeginning, aboutGap, aboutLasting, aboutSpan, aboutWhole } from './ask/spans.ts';
import { aboutStarted } from './ask/started.ts';
import { aboutSinceTheFix, aboutStateNow } from './ask/state-now.ts';
import { aboutStatement } from './ask/statement.ts';
import { aboutSudo } from './ask/sudo.ts';
import { aboutAlternatives, aboutSuspicion } from './ask/suspicion.ts';
import { aboutTable } from './ask/tables.ts';
import { TALLIES } from './ask/tallies.ts';
import { aboutTests } from './ask/test-results.ts';
import { TIMES } from './ask/times.ts';
import { contentWords } from './ask/topics.ts';
import { aboutTryingAgain } from './ask/tries-again.ts';
import { aboutTwoVersions } from './ask/two-versions.ts';
import { aboutUnitRun } from './ask/unit-run.ts';
import { aboutUnitStatus } from './ask/unit-status.ts';
import { aboutNodes } from './ask/unschedulable.ts';
import { valueAsked } from './ask/values.ts';
import { aboutVolumeKept } from './ask/volume-kept.ts';
import { aboutWhenOfKind } from './ask/when-of-kind.ts';
import {
  aboutBlocker,
  aboutCheck,
  aboutCounted,
  aboutFate,
  aboutNextTime,
  aboutPlace,
  aboutSteps,
} from './ask/whether.ts';
import { aboutBlame, PROOFS, WHO } from './ask/who.ts';
import { aboutWholeRun } from './ask/whole-run.ts';
import type { JournalFacts } from './facts.ts';

const WHICH_LINE =
  /(?:which|what|where).{0,20}\b(?:line|entry)\b.{0,30}|\bwhere (?:does|did) it say\b|(?:show|quote|find) (?:me )?(?:the )?(?:line|entry)|哪(?:一|几)?(?:行|条|句)|在哪(?:里|一行|行)?/i;
const IS_IT =
  /^so (?:just |only |it'?s |that'?s |it is |that is )(?:an? |the )?[\w ]{3,30}\?$|^(?:so |and |but )?(?:is|was|are|were|could|can|did|does|do|isn't|wasn't)\b|\bis (?:it|that|this)\b|is .{1,40} (?:the|a) (?:cause|reason|problem|culprit)|是不是|是.{0,16}(?:吗|(?<![什怎这那多])么|导致|引起|造成)|的问题|有关(?:系)?|因为.{1,20}(?:吗|(?<![什怎这那多])么)|跟.{1,16}有关|(?:吗|(?<![什怎这那多])么|嘛)[?？]?\s*$/i;
const ASKS_WHICH = /^(?:and |so )?(?:which|what|who|whose|how|when|where)\b(?!.{0,20}\bis it\b)/i;
const MEANS = /\bmean(?:s|ing)?\b|什么意思|啥意思|是什么|是啥|what(?:'s| is| are)\b|what about|how about|呢[?？]?$/i;

const HOW_MANY = /\bhow (?:many|much)\b|(?:多少|几)(?:个|台|条|次|行|节点)?/i;

/** What a word of Kubernetes means is no question about this log; the notes know it. */
const ASKS_WHAT_A_POD_IS =
  /^(?:so )?what(?:'s| is| are)(?: a| an| the)? (?:kubernetes )?(?:pods?|containers?|sidecars?|probes?)\s*[?？]?$|^(?:pod|容器|边车|探针)\s*(?:是什么|是啥)/i;

/** What happens to an address after a restart is in no table of addresses. */
const ASKS_WHETHER_IT_CHANGES = /会(?:不会)?变(?:化)?[吗么]?\s*[?？]?$|\bwill\b.{1,40}\bchange\b\s*\??$/i;

/** Ways to answer from the entries themselves, the more special first. */
const ROOMS: ((question: string, facts: JournalFacts, language: Language) => AnswerAbout | null)[] = [
  aboutFalsePremise,
  aboutUnitStatus,
  aboutImageVersion,
  aboutProbePort,
  aboutQuota,
  aboutWhoScaled,
  aboutRoom,
  aboutMissingFile,
  aboutTwoVersions,
  aboutVolumeKept,
  aboutDataKept,
  aboutDrained,
  aboutSpared,
  aboutMostMemory,
  aboutNamedReason,
  aboutCalled,
  aboutSinceTheFix,
  aboutSudo,
  aboutStateNow,
  aboutBreakIn,
  aboutProbeRestart,
  aboutJobSteps,
  aboutTests,
  aboutFirstError,
  aboutNthBad,
  aboutWholeRun,
  aboutCodeMeaning,
  aboutHolder,
  aboutStatement,
  aboutDescribedPod,
  aboutExpiry,
  aboutWhenOfKind,
  aboutStarted,
  aboutCodePlace,
  aboutTrigger,
  aboutScheduling,
  aboutItself,
  aboutUnclean,
  aboutLastUp,
  aboutRecoveryBegun,
  aboutRecovery,
  aboutWaitTold,
  aboutRestartDelay,
  aboutTryingAgain,
  aboutWentDown,
  aboutPace,
  aboutProgress,
  aboutRetry,
  aboutFailureCount,
  aboutAllFailures,
  aboutEventually,
  aboutOutcome,
  aboutNth,
  aboutOrder,
  aboutFirstTrouble,
  aboutAlternatives,
  aboutOpposites,
  aboutTheTwo,
  aboutCounted,
  aboutSteps,
  aboutBlocker,
  aboutNextTime,
  aboutFate,
  aboutPlace,
  aboutCheck,
  aboutTable,
  aboutEntry,
  aboutExtreme,
  aboutNodes,
  aboutDescribed,
  aboutVersionOf,
  aboutBrokenLine,
  aboutFull,
  aboutTrying,
  aboutBeginning,
  aboutGap,
  aboutLasting,
  aboutUnitRun,
  aboutSpan,
  aboutWhole,
  aboutBefore,
  aboutAttempts,
  aboutEventCount,
  aboutFigure,
  aboutDistinct,
  aboutHowMany,
  aboutFile,
  aboutField,
  aboutRow,
  aboutCell,
  aboutAdvice,
];

/** Answers a question about an explained log from its facts; null where the question is about something else. */
export function ask(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  // "How much did it use when it was killed" asks for no time.
  const text = question.trim().replace(/^(?=how (?:much|many)\b)(.*?)\bwhen\b/i, '$1as');
  const answered = (asked: string): AnswerAbout | null => askIn(ofWhat(asked, facts), facts, language);
  const first = ofNamedEvent(text, answered(text), facts, language, (own) => askIn(text, own, language));
  const found = first && !first.declined ? first : (aboutKnownWay(text, facts, language, answered) ?? first);
  return found && ofAnother(text, found, facts, language);
}

/** A limit without a word of what it limits is that of the memory where the kernel killed for it. */
const BARE_LIMIT =
  /^(?:那|所以|它的?|and |so )?(?:这个|the )?(?:限制|上限|限额|limit)(?:是|为)?(?:多少|多大|几)|^(?:and |so )?what (?:is|was) (?:the|its) limit\b|^(?:and )?(?:which|what) limit\b/i;

const ofWhat = (question: string, facts: JournalFacts): string =>
  BARE_LIMIT.test(question) && /oom|memory/.test(facts.causes[0]?.causeId ?? '')
    ? question.replace(/限制|上限|限额/, '内存$&').replace(/\blimit\b/i, 'memory limit')
    : question;

function askIn(text: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (text === '' || ASKS_WHAT_A_POD_IS.test(text) || ASKS_WHETHER_IT_CHANGES.test(text)) return null;
  const lacking = lacksAttribute(text, facts, language);
  if (lacking) return lacking;
  for (const room of ROOMS) {
    const answer = room(text, facts, language);
    if (answer && fits(text, answer)) return answer;
  }
  for (const intent of [...PROOFS, ...WHO, ...TIMES, ...TALLIES]) {
    const answer = intent.asked.test(text) ? intent.answer(facts, language, text) : null;
    if (answer && fits(text, answer)) return answer;
  }
  for (const intent of LIFETIME) {
    const answer = intent.asked.test(text) ? intent.answer(facts, language, text) : null;
    if (answer && fits(text, answer)) return answer;
  }
  const pair = aboutKey(text, facts, language) ?? sameValue(text, facts, language);
  if (pair) return pair;
  const value = FIRST.test(text) ? null : valueAsked(text, facts, language);
  if (value && fits(text, value)) return value;
  const subject = aboutSubject(text, facts, language) ?? aboutRecap(text, facts, language);
  if (subject) return subject;
  if (WHICH_LINE.test(text) && !FIRST.test(text)) {
    const lines = linesSaying(text, facts, language);
    if (lines) return lines;
  }
  const blame = aboutBlame(text, facts, language);
  if (blame) return blame;
  const suspicion = IS_IT.test(text) && !ASKS_WHICH.test(text) ? aboutSuspicion(text, facts, language) : null;
  if (suspicion) return suspicion;
  if (HOW_MANY.test(text)) {
    const counted = countedIn(text, facts, language);
    if (counted) return counted;
  }
  const because = WHY.test(text) ? aboutReason(text, facts, language) : null;
  if (because) return because;
  const trouble = aboutHarm(text, facts, language) ?? aboutNamedTrouble(text, facts, language);
  if (trouble) return trouble;
  for (const intent of INTENTS) {
    if (!intent.asked.test(text)) continue;
    const answer = intent.answer(facts, language, text);
    if (answer && fits(text, answer)) return answer;
  }
  const words = contentWords(text);
  if (MEANS.test(text) || words.length > 0) {
    const meaning = aboutWords(text, words, facts, language);
    if (meaning && fits(text, meaning)) return meaning;
  }
  return told(text, facts, language) ?? aboutNearest(text, facts, language);
}
