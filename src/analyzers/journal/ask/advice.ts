import type { Language } from '../../../language/language.ts';
import { findPassage } from '../../../language/passages.ts';
import { pick } from '../../../language/pick.ts';
import { sentencesOf } from '../../../language/sentences.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { commands } from '../say/quote.ts';
import { entryAt, firstBad, quoted, refuse, reply } from './reply.ts';

/** From here on a sentence of an explanation speaks of what was asked. */
const SPEAKS_OF_IT = 0.55;
/** Where nothing says that help is asked for, it has to be surer. */
const SURELY_SPEAKS_OF_IT = 0.72;

interface Explained {
  text: string;
  at: number;
}

/** The sentences that explain the causes, then the lines that only look bad, then the symptoms. */
function explanations(facts: JournalFacts, language: Language): Explained[] {
  const sentences = (text: string, at: number): Explained[] =>
    sentencesOf(text)
      .map((span) => ({ text: span.text.replace(/[；;]+$/, ''), at }))
      .filter((each) => !/[：:]$/.test(each.text));
  return [
    ...facts.causes.flatMap((cause) =>
      [cause.title, cause.why, cause.fix].flatMap((each) => sentences(each[language], cause.at[0] ?? 0)),
    ),
    ...[...facts.noise, ...facts.symptoms].flatMap((each) => sentences(each.why[language], each.at)),
  ];
}

/** What the explanations of the causes say of the things asked about; null where they do not speak of them. */
export function told(
  question: string,
  facts: JournalFacts,
  language: Language,
  enough = SURELY_SPEAKS_OF_IT,
): AnswerAbout | null {
  const known = explanations(facts, language);
  const passage = findPassage(
    question,
    known.map(({ text }) => ({ text, start: 0, end: text.length })),
  );
  if (!passage || passage.confidence < enough) return null;
  const said = known.filter(({ text }) => passage.spans.some((span) => span.text === text));
  const entry = entryAt(facts, said[0]?.at);
  return reply(
    facts,
    `${said.map(({ text }) => sentence(text)).join(' ')}${entry ? ` ${quoted(entry, 160)}` : ''}`,
    said.map(({ at }) => at),
    0.62,
  );
}

const WOULD_IT_HELP =
  /\b(?:fix|solve|help)\w*.{0,15}(?:re-?boot|re-?start)|行不行|可不可以|可以吗|能不能|能.{0,12}(?:吗|么)\s*[?？]?$|要不要|需不需要|需要.{1,16}吗|该不该|应不应该|有用吗|管用吗|重启.{0,6}(?:解决|好|搞定)|(?:re-?boot|re-?start)\w*.{0,20}(?:help|fix|solve|enough)|能(?:解决|修好)|\b(?:can|could|may|should|do) (?:i|we) (?:just |simply |have to |need to )?(?!run\b|check\b|look\b|do\b|see\b|type\b)\w+|\bwould (?:it|that|this|a|an|\w+ing)\b|\b(?:will|does|would) .{1,30}\b(?:help|fix|solve|work|be enough)\b|what happens if i\b|\bis it safe to\b|安全吗|怎么样如果|如果我.{1,20}(?:会怎|会不会|呢|行)/i;
const OTHER = /恢复|重启了吗|看出|忽略|不管|不用管|\bignore\b|\bcan i (?:see|tell|find)\b|自己好|自己恢复/i;

/** "Can I just delete the file?", "要不要重装": what the explanation says of that, else that the log does not, and what does help. */
export function aboutAdvice(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WOULD_IT_HELP.test(question) || OTHER.test(question) || facts.verdict === 'healthy') return null;
  const known = told(question, facts, language, SPEAKS_OF_IT);
  const cause = facts.causes[0];
  if (known && cause) return { ...known, confidence: 0.8 };
  if (!cause) {
    return refuse(
      facts,
      language,
      pick(
        language,
        `这样做有没有用，日志里看不出来，连原因都不在里面。先看：\n${commands(facts.next.slice(0, 2))}`,
        `The log does not say whether that would help; not even the cause is in it. Look first:\n${commands(facts.next.slice(0, 2))}`,
      ),
      [firstBad(facts)?.at],
      0.7,
    );
  }
  const entry = entryAt(facts, cause.at[0]);
  return refuse(
    facts,
    language,
    pick(
      language,
      `这样做有没有用，日志里看不出来。原因是：${sentence(cause.title.zh)}${entry ? quoted(entry, 160) : ''}\n能解决它的是：${cause.fix.zh.trim()}`,
      `The log does not say whether that would help. The cause is: ${sentence(cause.title.en)} ${entry ? quoted(entry, 160) : ''}\nWhat does help: ${cause.fix.en.trim()}`,
    ),
    [cause.at[0]],
    0.72,
  );
}
