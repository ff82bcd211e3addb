import { readdirSync, readFileSync } from 'node:fs';
import MiniSearch from 'minisearch';
import { answerQuestion } from '../src/analyzers/pod/index.ts';
import { loadKnowledge } from '../src/knowledge/load.ts';
import type { Language } from '../src/language/language.ts';

interface Asked {
  lang: Language;
  q: string;
  must: string[][];
  mustNot: string[];
}

const folder = new URL('../test/cases/pod/', import.meta.url);
const read = <T>(pattern: RegExp): T[] =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as T);

const plain = (text: string) => text.normalize('NFKC').replace(/[`*]/g, '').replace(/\s+/g, ' ');
const found = (pattern: string, text: string) => new RegExp(pattern, 'i').test(plain(text));
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

function isRight({ must, mustNot }: Asked, answer: string): boolean {
  return (
    must.every((group) => group.some((pattern) => found(pattern, answer))) &&
    !mustNot.some((pattern) => found(pattern, answer))
  );
}

interface Answerer {
  name: string;
  answer(question: string, language: Language): string | null;
}

/** The peer: the notes in a full-text search with its defaults, the text of its first hit as the answer. */
function plainSearch(): Answerer {
  const notes = loadKnowledge('pod-notes');
  const index = new MiniSearch({ fields: ['title', 'questions', 'terms', 'text'] });
  index.addAll(
    notes.map((note, id) => ({
      id,
      title: `${note.title.zh} ${note.title.en}`,
      questions: [...note.questions.zh, ...note.questions.en].join(' '),
      terms: note.terms.join(' '),
      text: `${note.text.zh} ${note.text.en}`,
    })),
  );
  return {
    name: 'full-text search',
    answer: (question, language) => {
      const best = index.search(question)[0];
      return best ? notes[best.id as number]!.text[language] : null;
    },
  };
}

const OURS: Answerer = {
  name: 'unpaste',
  answer: (question, language) => {
    const said = answerQuestion(question, {}, language);
    return said.declined ? null : said.answer;
  },
};

/** Accuracy and time of the notes' answers beside a plain full-text search over the same notes, in one run. */
export async function run(): Promise<void> {
  const asked = read<Asked>(/^asked-\d+\.jsonl$/);
  const elsewhere = read<Asked>(/^elsewhere-\d+\.jsonl$/);
  for (const { name, answer } of [OURS, plainSearch()]) {
    // The first question pays for the index.
    const before = performance.now();
    answer('what is a pod', 'en');
    const startMs = performance.now() - before;
    // Once over everything, so that the text of every note has been read: what is timed is the second round.
    for (const one of [...asked, ...elsewhere]) answer(one.q, one.lang);
    const times: number[] = [];
    const answers = [...asked, ...elsewhere].map((one) => {
      const from = performance.now();
      const said = answer(one.q, one.lang);
      times.push(performance.now() - from);
      return said;
    });
    const right = (language: Language) =>
      asked.filter((one, at) => one.lang === language && answers[at] !== null && isRight(one, answers[at]!)).length;
    const of = (language: Language) => asked.filter((one) => one.lang === language).length;
    const declined = elsewhere.filter((_, at) => answers[asked.length + at] === null).length;
    const length = answers.slice(0, asked.length).reduce((sum, text) => sum + (text?.length ?? 0), 0) / asked.length;
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(2);
    console.log(
      `${name.padEnd(18)} right zh ${percent(right('zh'), of('zh'))} en ${percent(right('en'), of('en'))}, out of scope declined ${percent(declined, elsewhere.length)}, ${length.toFixed(0)} characters an answer, start ${startMs.toFixed(0)} ms, then median ${at(0.5)} ms, 95 % ${at(0.95)} ms, 99 % ${at(0.99)} ms`,
    );
  }
}
