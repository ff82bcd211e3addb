import { speaksOf, takeThings, thingsOf } from '../../../knowledge/things.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { fieldsBeside } from './reply.ts';
import { contentWords } from './topics.ts';

/** Words that ask, and words every log is full of. */
const FILLER =
  /^(?:tried|tries|attempt(?:s|ed)?|done|made|print(?:s|ed)?|file|system|service|server|line|kernel|gone|seem|seems|show|true|right|wrong|harmless|mean|happen\w*|between|until|take|took|takes|exactly|actual|actually|host|machine|its|their|each|every|all|which|there|into|who|whose)$/i;

/** An entry, and the share of the question it speaks of. */
export interface Hit {
  entry: EntryFact;
  coverage: number;
  hits: number;
}

type Wanted = { matches(text: string): boolean };

/** What the question speaks of: words as they stand in logs, and things by what logs call them. */
function wantedIn(question: string): Wanted[] {
  const { named, rest } = takeThings(question, thingsOf('journal-asked'));
  const wanted: Wanted[] = named.map((thing) => ({ matches: (text) => speaksOf(thing, text) }));
  for (const word of contentWords(rest)) {
    if (FILLER.test(word)) continue;
    const stem = word.length > 5 ? word.replace(/(?:ing|ed|es|s)$/, '') : word;
    wanted.push({ matches: (text) => begins(text.toLowerCase(), stem) });
  }
  return wanted;
}

function begins(text: string, stem: string): boolean {
  for (let at = text.indexOf(stem); at >= 0; at = text.indexOf(stem, at + 1))
    if (!/[a-z0-9]/.test(text[at - 1] ?? ' ') || !/^[a-z0-9]/.test(stem)) return true;
  return false;
}

/** Entries by how much of the question they speak of, best first; a rare word counts more than a common one. */
export function search(question: string, facts: JournalFacts): Hit[] {
  const wanted = wantedIn(question);
  const entries = facts.quotable.slice(0, 2_000);
  if (wanted.length === 0) return [];
  const found = wanted.map(({ matches }) =>
    entries.map((entry) =>
      matches(`${entry.program ?? ''} ${entry.unit ?? ''} ${entry.text.slice(0, 2_000)} ${fieldsBeside(entry)}`),
    ),
  );
  const rarity = found.map((marks) => {
    const count = marks.filter(Boolean).length;
    return count === 0 ? 2 : Math.log(1 + entries.length / count) + 0.3;
  });
  const total = rarity.reduce((sum, each) => sum + each, 0);
  const roles = new Map(facts.labels.map(({ at, role }) => [at, role]));
  const weight = (role: string | undefined): number =>
    role === 'cause' ? 0.06 : role === 'symptom' || role === 'consequence' ? 0.03 : 0;
  return entries
    .map((entry, index) => {
      const hits = found.filter((marks) => marks[index]).length;
      const sum = found.reduce((all, marks, i) => all + (marks[index] ? rarity[i]! : 0), 0);
      return { entry, hits, coverage: sum / total };
    })
    .filter(({ hits }) => hits > 0)
    .sort(
      (a, b) =>
        b.coverage + weight(roles.get(b.entry.at)) - a.coverage - weight(roles.get(a.entry.at)) ||
        a.entry.at - b.entry.at,
    );
}
