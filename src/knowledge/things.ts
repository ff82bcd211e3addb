import { askedPattern } from './asked.ts';
import { loadKnowledge } from './load.ts';

/** A thing a question can name, and how a paste writes it. */
export interface KnownThing {
  asked: RegExp;
  written: RegExp;
}

type AskedDomain = 'journal-asked' | 'gpio-asked';
const known = new Map<AskedDomain, KnownThing[]>();

/** The things that pastes of one kind deal with, in the order of their file. */
export function thingsOf(domain: AskedDomain): KnownThing[] {
  let things = known.get(domain);
  if (!things) {
    things = loadKnowledge(domain)
      .flatMap((file) => file.things)
      .map(({ asked, written }) => ({ asked: askedPattern(asked, 'g'), written: askedPattern(written) }));
    known.set(domain, things);
  }
  return things;
}

/** Whether a line speaks of a thing: as logs write it, or in a Chinese line by what people call it. */
export const speaksOf = ({ asked, written }: KnownThing, text: string): boolean =>
  written.test(text) || (/\p{Script=Han}/u.test(text) && text.search(asked) >= 0);

/** The things a question names, and what is left of it without them. */
export function takeThings(question: string, things: readonly KnownThing[]): { named: KnownThing[]; rest: string } {
  const named: KnownThing[] = [];
  let rest = question;
  for (const thing of things) {
    const without = rest.replace(thing.asked, ' ');
    if (without !== rest) named.push(thing);
    rest = without;
  }
  return { named, rest };
}
