import type { Language } from '../../language/language.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { aboutWorkload, shownFrom } from './derived.ts';
import type { DocumentFacts } from './facts.ts';
import { aboutObject } from './objects.ts';
import { aboutField } from './reference.ts';
import { aboutSetting } from './settings.ts';
import { readTree } from './tree.ts';

/** What a manifest says to a question: what its objects are, what follows from it, what a field means, what it sets. */
export function askManifest(
  question: string,
  { settings, source, lines }: Pick<DocumentFacts, 'settings' | 'source' | 'lines'>,
  language: Language,
): AnswerAbout | null {
  if (settings.length === 0) return null;
  const text = (line: number): string => source[line - lines[0]] ?? '';
  const object = aboutObject(question, readTree(source, lines[0]));
  if (object) return shownFrom(object, text, language);
  return (
    aboutWorkload(question, settings, text, language) ??
    aboutField(question, settings, text, language) ??
    aboutSetting(question, settings, text, language)
  );
}
