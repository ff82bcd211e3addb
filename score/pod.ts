import { ask, explain } from '../src/index.ts';
import type { Language } from '../src/language/language.ts';
import { lineCases } from './files.ts';
import { AS_IT_IS, type Graded, LIMIT_ANSWER_CHARACTERS, type Outcome, plain, type Takes } from './grade.ts';
import { ARTICLE_MUTATIONS, type Mutation, QUESTION_MUTATIONS } from './mutations.ts';

interface Question {
  id?: string;
  lang: Language;
  q: string;
  /** Groups, each of which must be held by one of its expressions; a flat list is one group. */
  must?: string[] | string[][];
  mustNot?: string[];
}

interface Article {
  id: string;
  lang: Language;
  text: string;
  /** Its wrong claims, word for word; everything else in it is right. */
  wrong: string[];
}

const AS_PASTED: Pick<Mutation, 'name' | 'mutate'> = { name: AS_IT_IS, mutate: (text) => text };
const formsOf = (mutations: Mutation[], takes: Takes, at: number) =>
  [AS_PASTED, ...mutations].filter((_, form) => takes(at, form));

/** Whether an answer says what it must, nothing that it must not, and whether it is one at all. */
function judgeAnswer({ must, mustNot }: Question, answer: string, declined: boolean): Outcome {
  const text = plain(answer.slice(0, LIMIT_ANSWER_CHARACTERS));
  const holds = (pattern: string): boolean => new RegExp(pattern, 'i').test(text);
  const groups = (must ?? []).every(Array.isArray) ? (must as string[][]) : [must as string[]];
  if (mustNot?.some(holds)) return 'wrong';
  if (declined) return 'missed';
  return groups.every((group) => group.some(holds)) ? 'right' : 'wrong';
}

/** Questions with a note behind them, and questions that have none and must be declined. */
async function gradeQuestions(takes: Takes): Promise<Graded[]> {
  const graded: Graded[] = [];
  const grade = async (question: Question, at: number, declines: boolean): Promise<void> => {
    for (const { name, mutate } of formsOf(QUESTION_MUTATIONS, takes, at)) {
      const asked = mutate(question.q);
      const { answer, declined } = await ask(asked, [], { language: question.lang });
      const outcome = declines ? (declined ? 'right' : 'wrong') : judgeAnswer(question, answer, declined);
      graded.push({
        analyzer: declines ? 'pod, declined' : 'pod',
        id: question.id ?? `${declines ? 'outside' : 'inside'}-${at + 1}`,
        language: question.lang,
        mutation: name,
        outcome,
        why: outcome === 'right' ? '' : `${asked} → ${plain(answer).slice(0, 90)}`,
      });
    }
  };
  const inside = [...lineCases<Question>('pod', 'questions-in'), ...lineCases<Question>('pod', 'asked')];
  const outside = [...lineCases<Question>('pod', 'questions-out'), ...lineCases<Question>('pod', 'elsewhere')];
  for (const [at, question] of inside.entries()) await grade(question, at, false);
  for (const [at, question] of inside.entries())
    if (takes(at, QUESTION_MUTATIONS.length + 1)) graded.push(await besideAnother(question, at, inside));
  for (const [at, question] of outside.entries()) await grade(question, at, true);
  return graded;
}

/** A question with the next one behind it in one message. The first is graded, each in its turn; the other's words may be anywhere. */
async function besideAnother(question: Question, at: number, all: Question[]): Promise<Graded> {
  const same = all.filter(({ lang }) => lang === question.lang);
  const other = same[(same.indexOf(question) + 1) % same.length]!;
  const asked = `${question.q}\n\n${other.q}`;
  const { report } = await explain(asked, { language: question.lang });
  const text = report.parts.map((part) => part.text).join('\n');
  const outcome = judgeAnswer({ ...question, mustNot: undefined }, text, text === '');
  return {
    analyzer: 'pod',
    id: question.id ?? `inside-${at + 1}`,
    language: question.lang,
    mutation: 'beside another question',
    outcome,
    why: outcome === 'right' ? '' : `${asked} → ${plain(text).slice(0, 90)}`,
  };
}

/** Less than this of the shorter of two stretches in the other, and they are about different sentences. */
const LEAST_OVERLAP = 0.5;

/** What a mutation may have changed around or inside a sentence does not count. */
const bare = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .normalize('NFKC')
    .replace(/[\s>"'\u2018\u2019\u201c\u201d\u2013\u2014-]/g, '');

/** Whether two stretches of a text are about the same sentence. */
function overlap(text: string, a: string, b: string): boolean {
  const [from, start] = [text.indexOf(a), text.indexOf(b)];
  if (from < 0 || start < 0) return false;
  const shared = Math.min(from + a.length, start + b.length) - Math.max(from, start);
  return shared / Math.min(a.length, b.length) >= LEAST_OVERLAP;
}

/** Articles, through the door a person uses: every wrong claim is flagged, and nothing that is right. */
async function gradeArticles(takes: Takes): Promise<Graded[]> {
  const graded: Graded[] = [];
  for (const [at, { id, lang, text, wrong }] of lineCases<Article>('pod', 'articles').entries()) {
    for (const { name, mutate } of formsOf(ARTICLE_MUTATIONS, takes, at)) {
      const { report } = await explain(mutate(text), { language: lang });
      const flags = report.parts.flatMap((part) => (part as { flags?: { quote: string }[] }).flags ?? []);
      const whole = bare(text);
      const quotes = flags.map(({ quote }) => bare(quote));
      const wanted = wrong.map(bare);
      const untrue = quotes.filter((quote) => !wanted.some((claim) => overlap(whole, claim, quote)));
      const unseen = wrong.filter((_, i) => !quotes.some((quote) => overlap(whole, wanted[i]!, quote)));
      graded.push({
        analyzer: 'articles',
        id,
        language: lang,
        mutation: name,
        outcome: untrue.length > 0 ? 'wrong' : unseen.length > 0 ? 'missed' : 'right',
        why: untrue.length > 0 ? `flagged ${untrue.join(' / ')}` : `not flagged: ${unseen.join(' / ')}`,
      });
    }
  }
  return graded;
}

/** All that is about Pods: questions, questions to be declined, articles. */
export const gradePod = async (takes: Takes): Promise<Graded[]> => [
  ...(await gradeQuestions(takes)),
  ...(await gradeArticles(takes)),
];
