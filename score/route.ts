import { explain } from '../src/index.ts';
import type { Language } from '../src/language/language.ts';
import { lineCases } from './files.ts';
import { AS_IT_IS, type Graded, type Takes } from './grade.ts';
import { MESSAGE_MUTATIONS, type Mutation } from './mutations.ts';

interface Message {
  id: string;
  text: string;
  expect: {
    parts: { analyzer: string }[];
    alsoAccept?: { analyzer: string }[][];
    language: Language | 'any';
    reply: boolean | null;
  };
}

const names = (parts: { analyzer: string }[]): string =>
  parts
    .map(({ analyzer }) => analyzer)
    .filter((name) => name !== 'none')
    .join('+');

/** Messages of all sorts: the parts in their order, the language of the answer, and silence where nothing is for us. */
export async function gradeRoute(takes: Takes): Promise<Graded[]> {
  const graded: Graded[] = [];
  const asPasted: Pick<Mutation, 'name' | 'mutate' | 'words'> = { name: AS_IT_IS, mutate: (text) => text };
  const forms = [asPasted, ...MESSAGE_MUTATIONS];
  for (const [at, { id, text, expect }] of lineCases<Message>('route').entries()) {
    for (const { name, mutate, words } of forms.filter((_, form) => takes(at, form))) {
      const { report } = await explain(mutate(text));
      const wanted = [expect.parts, ...(expect.alsoAccept ?? [])].map(names);
      const got = names(report.parts);
      const speaksInTurn = expect.reply === null || report.reply === expect.reply;
      const right =
        wanted.includes(got) &&
        speaksInTurn &&
        (!expect.reply ||
          expect.language === 'any' ||
          report.language === expect.language ||
          report.language === words);
      // An answer where silence was asked for is the worst; silence where something was is only a miss.
      const outcome = right ? 'right' : !report.reply && expect.reply ? 'missed' : 'wrong';
      graded.push({
        analyzer: 'routing',
        id,
        language: /\p{Script=Han}/u.test(text) ? 'zh' : 'en',
        mutation: name,
        outcome,
        why: right
          ? ''
          : `wanted ${wanted[0] || 'silence'} in ${expect.language}, got ${got || 'silence'} in ${report.language}`,
      });
    }
  }
  return graded;
}
