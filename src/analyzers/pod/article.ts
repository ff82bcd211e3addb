import { bareQuestion } from '../../language/courtesy.ts';
import type { Prose } from '../../language/prose.ts';
import { remembered } from '../../language/remembered.ts';
import { type Span, sentencesOf } from '../../language/sentences.ts';
import { unwrapped } from '../../language/unwrapped.ts';
import { readAnnotated } from './annotated.ts';
import { readArticle } from './kind.ts';

/** An article and the text it was read from, as long as that. */
export interface Article {
  prose: string;
  article: Prose;
  /** All its sentences, headings and questions too: they tell what the others are about. */
  sentences: Span[];
}

/** A pasted article with its lines joined; offsets and with them the lines stay those of the text. */
export const articleOf: (text: string) => Readonly<Article> | null = remembered(findArticle);

function findArticle(text: string): Article | null {
  const annotated = readAnnotated(text);
  if (annotated) return { prose: text, article: annotated, sentences: annotated.statements };
  const prose = unwrapped(text);
  const article = readArticle(prose);
  // A greeting and thanks on the line of a question make no article of it.
  if (!article || !(text.trim().includes('\n') || readArticle(bareQuestion(text)))) return null;
  return { prose, article, sentences: sentencesOf(prose) };
}
