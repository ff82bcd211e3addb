import { Ways } from '../../../asking/ways.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import { namesForeignThing, pinsIn, unknownName } from './pins.ts';
import { type Answer, type Asking, say } from './text.ts';

let known: Ways | undefined;

/** What people ask of programs, in the wordings of `knowledge/gpio/asked`. */
export function waysOfPrograms(): Ways {
  known ??= new Ways(loadKnowledge('gpio-asked'));
  return known;
}

/** As names of code are written and words are not. */
const WRITTEN_AS_NAME = /[_\d]|[a-z][A-Z]|^.{1,2}$/;

/** Names of the program that stand in the question: surely such, or, with `words`, those as well that are words like any other. */
function namesIn(question: string, source: string, words: boolean): string[] {
  const called: string[] = question.match(/[A-Za-z_]\w*(?=\s?\()/g) ?? [];
  return [...new Set(question.match(/[A-Za-z_]\w*/g) ?? [])].filter((word) => {
    if (!new RegExp(`(?<![\\w"])${word}(?![\\w"])`).test(source)) return false;
    if (/^(?:a|an|is|it|if|in|on|or|do|to|at|of|led|LED|the|for|and|volatile)$/.test(word)) return false;
    return words || called.includes(word) || WRITTEN_AS_NAME.test(word) || !waysOfPrograms().uses(word);
  });
}

/** The question that is asked instead; null where this one is none that is known. */
function knownQuestion({ question, facts }: Asking): string | null {
  if (unknownName(question, facts) !== null || namesForeignThing(question, facts)) return null;
  const pins = pinsIn(question, facts).map(({ name }) => name);
  const lower = question.toLowerCase();
  // "Button B", "the error LED": called by a word that does not stand there as such.
  if (pins.some((name) => !lower.includes(name.toLowerCase().replace(/灯$/, '')))) return null;
  const onlyOne = facts.outputs.length === 1;
  for (const words of [false, true]) {
    const names = namesIn(question, facts.source, words).filter((name) => !pins.includes(name));
    const found = waysOfPrograms().known(question, { pins, names, onlyOne });
    if (found) return found.means;
  }
  return null;
}

/** The answer to the known question that this one is, beginning with how it was taken. */
export function aboutKnownWay(asking: Asking, answered: (question: string) => Answer | null): Answer | null {
  const taken = knownQuestion(asking);
  if (taken === null || taken === asking.question) return null;
  const found = answered(taken);
  if (!found || found.declined) return null;
  const how = say(asking, `按“${taken}”来答：`, `Taken as “${taken}”: `);
  return { ...found, answer: `${how}${found.answer}`, confidence: Math.min(found.confidence, 0.8) };
}
