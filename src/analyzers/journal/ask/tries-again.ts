import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { badLines } from './bad-lines.ts';
import { kindsOf } from './failing.ts';
import { msOf, spanWords } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';

const WHETHER =
  /(?:会|有|在|还|自动|自己|到底)(?:没有?)?(?:自己|自动|再|在|继续)?(?:重试|再试|重连)(?:了|过)?(?:吗|没有?|么)?\s*[?？]?$|(?:重试|[再又](?:去|次|来)?试|重连|[再又]试(?:一次|过)?)了?(?:吗|没有?|么)\s*[?？]?$|\b(?:does|did|do|will|would|is|has|was) (?:it|this|they|the [\w-]+|[\w-]+)(?: (?:keep|ever|also|automatically|actually|then))* ?(?:re-?tr(?:y|ies|ied|ying)|tr(?:y|ies|ied|ying) (?:it |that )?again|re-?connect(?:ed|ing)?)\b/i;
const HOW_FAR_APART =
  /(?:多久|几秒|多长时间|多少秒|几分钟).{0,6}(?:重?试|重连)一?次?|(?:重?试|重连)(?:的)?(?:间隔|之间)|(?:每次|两次|前后)(?:重?试|重连)?(?:之间)?(?:相)?(?:隔|差|等)(?:了)?(?:多久|几|多)|\b(?:how (?:long|many seconds|much time)|what(?:'s| is| was)?|which)\b.{0,40}\b(?:gap|wait\w*|delay|interval|back-?off|pause|time)\b.{0,30}\b(?:between|before)\b|\bhow (?:long|far|much time)\b.{0,16}\bbetween (?:the |each |two )?(?:tries|attempts|retries|pulls|them)\b|^how long (?:is it |was it )?in ?between\b/i;
/** The wait before the next try, as programs write it. */
const TOLD =
  /\b(?:durationBeforeRetry|retry[_-]?(?:interval|after|delay|in)|back-?off|next (?:attempt|try|retry) in|will (?:retry|try again) in|retrying in|trying again in|reconnect\w* in|sleeping(?: for)?|waiting)\b[ =:"(]*(\d+(?:\.\d+)? ?(?:milliseconds?|seconds?|minutes?|hours?|secs?|mins?|ms|s|m|h)(?:\d+(?:\.\d+)?s)?)(?![A-Za-z])/i;

const growing = (spans: readonly string[]): boolean => {
  const amounts = spans.map(
    (span) => Number.parseFloat(span) * (/\d ?ms|milli/.test(span) ? 1 : /\d ?m(?!s)/.test(span) ? 60_000 : 1_000),
  );
  return amounts.length > 1 && amounts.every((one, index) => index === 0 || one > amounts[index - 1]!);
};

/** A second try may be told of without a word of how long it waited. */
const TELLS_OF_TRIES =
  /\b(?:attempts?|retry\w*|retries|reconnect\w*)\b|\b(?:trying|tries) (?:to|again|next)|CTRL-EVENT-(?:CONNECTED|SSID-REENABLED)/i;
/** A connection that was lost, and one that was made, as the programs of a network write it. */
const LOST =
  /CTRL-EVENT-DISCONNECTED|link is down|carrier lost|lost carrier|connection (?:was )?lost|\bdisconnected\b(?! ->)/i;
const MADE =
  /CTRL-EVENT-CONNECTED|link is up|gained carrier|reconnected|connection (?:re-?)?established|\bconnected (?:to|again)\b|-> completed\b/i;

/** "Did it reconnect": the first line behind the last loss that tells of a connection. */
function madeAgain(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!/重连|连(?:回来|上了)|re-?connect/i.test(question)) return null;
  const lost = facts.quotable.findLast(({ raw }) => LOST.test(raw));
  const made = lost && facts.quotable.find(({ at, raw }) => at > lost.at && MADE.test(raw));
  if (!lost || !made) return null;
  return reply(
    facts,
    pick(
      language,
      `连上了：${quoted(made, 180)}，在 ${quoted(lost, 180)} 之后。`,
      `It did: ${quoted(made, 180)}, after ${quoted(lost, 180)}.`,
    ),
    [made.at, lost.at],
    0.9,
  );
}

/** The same failure again and again: the most frequent kind that comes more than once, at different times. */
function repeated(facts: JournalFacts): EntryFact[] {
  const own = badLines(facts).length > 1 ? badLines(facts) : facts.quotable;
  const kinds = kindsOf(own.filter((entry) => msOf(entry) !== null))
    .map((kind) => kind.filter((entry, index) => index === 0 || msOf(entry)! - msOf(kind[index - 1]!)! >= 300))
    .filter((kind) => kind.length > 1);
  return kinds.sort((a, b) => b.length - a.length)[0] ?? [];
}

/** "Does it retry, and how long does it wait": as its lines say; else by how far the same failure stands apart. */
export function aboutTryingAgain(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const [whether, apart] = [WHETHER.test(question), HOW_FAR_APART.test(question)];
  if ((!whether && !apart) || /几次|多少次|为什么|how many|how often|\bwhy\b|成功|succe/i.test(question)) return null;
  const made = madeAgain(question, facts, language);
  if (made) return made;
  if (facts.quotable.some(({ text }) => /Scheduled restart job|Back-off restarting/i.test(text))) return null;
  const yes = whether ? pick(language, '会：', 'Yes: ') : '';
  const told = facts.quotable.flatMap((entry) => {
    const span = TOLD.exec(entry.raw)?.[1];
    return span === undefined ? [] : [{ entry, span }];
  });
  const [first] = told;
  if (first) {
    const spans = [...new Set(told.map(({ span }) => span))];
    const more = growing(spans) ? pick(language, '（一次比一次长）', ' (longer each time)') : '';
    return reply(
      facts,
      `${yes}${spans.slice(0, 6).join(pick(language, '、', ', '))}${more}${pick(language, '：', ': ')}${quoted(first.entry)}`,
      told.slice(0, 3).map(({ entry }) => entry.at),
      0.9,
    );
  }
  const again = repeated(facts);
  const [one, other] = again;
  if (!one || !other)
    return whether && !facts.quotable.some(({ raw }) => TELLS_OF_TRIES.test(raw))
      ? refuse(facts, language, pick(language, '日志里没有再试一次的记录。', 'The log shows no second try.'), [], 0.7)
      : null;
  const failing = badLines(facts).includes(one);
  const gaps = again.slice(1).map((entry, index) => spanWords(msOf(entry)! - msOf(again[index])!, language));
  return reply(
    facts,
    `${whether ? (/会|\b(?:does|do|will)\b/i.test(question) ? pick(language, '会：', 'Yes: ') : pick(language, '试过：', 'It did: ')) : ''}${pick(language, '隔 ', '')}${[...new Set(gaps)].slice(0, 6).join(pick(language, '、', ', '))}${failing ? pick(language, `，同样的失败出现 ${again.length} 次：`, ` apart, the same failure ${again.length} times: `) : pick(language, `，同样的行出现 ${again.length} 次：`, ` apart, the same line ${again.length} times: `)}${quoted(one, 180)}${pick(language, '，然后 ', ', then ')}${quoted(other, 180)}`,
    [one.at, other.at],
    0.84,
  );
}
