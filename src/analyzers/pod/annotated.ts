import { asksSomething, type Prose } from '../../language/prose.ts';
import { type Span, sentencesOf } from '../../language/sentences.ts';
import { kubernetesWords } from './kind.ts';

/** What stands in front of a comment: a command, or a field or an item of a manifest. */
const COMMAND =
  /^\s*(?:[-*+•]\s+|\d{1,2}[.)、]\s*)?[`$>\s]*(?:sudo )?(?:kubectl|kubeadm|crictl|docker|helm|minikube|kind)\s/;
const FIELD = /^\s*(?:- )?(?:"?[A-Za-z][\w./-]*"?:(?:\s+\S{1,60}){0,4}\s*$|\{.*\}\s*$|\[.*\]\s*$|-\s+\S+\s*$)/;
const COMMENT = /^(.*?[^\s#])\s+#+\s+(\S.*)$/;
const FENCE = /^\s*(?:```|~~~|---\s*$)/;
/** A shorter comment names something and says nothing. */
const SAYS = /\p{Script=Han}{4}|[A-Za-z']+[ ,]+[A-Za-z']+/u;
/** One comment is a remark; several explain. */
const COMMENTS = 2;

/** "`kubectl cp` works for any image", "kubectl logs 能看到…": a sentence that begins with a command. */
const TELLS = /\p{Script=Han}|`[^`]+`\s+[\w(]|[.!]\s*$/u;
const isCode = (line: string): boolean => !TELLS.test(line) && (COMMAND.test(line) || FIELD.test(line));

/** True for a command or a field with a comment behind it that says something. */
function isAnnotated(line: string): boolean {
  const [, code, comment] = COMMENT.exec(line) ?? [];
  return code !== undefined && isCode(code.replace(/`$/, '')) && SAYS.test(comment!);
}

/**
 * A list of commands, or a manifest, whose comments explain it: a sentence for each line that has one, and those of the
 * words around; null for any other text. The offsets are those of the text.
 */
export function readAnnotated(text: string): Prose | null {
  if (!/\s#\s/.test(text)) return null;
  const statements: Span[] = [];
  const questions: Span[] = [];
  const headings: string[] = [];
  let words = { start: 0, end: 0 };
  let comments = 0;
  const closeWords = (): void => {
    for (const span of sentencesOf(text.slice(words.start, words.end))) {
      const moved = { text: span.text, start: span.start + words.start, end: span.end + words.start };
      (asksSomething(span.text) ? questions : statements).push(moved);
    }
  };
  let start = 0;
  for (const line of text.slice(0, 100_000).split('\n')) {
    const end = start + line.length;
    const annotated = isAnnotated(line);
    if (annotated || isCode(line) || FENCE.test(line) || line.trim() === '') {
      closeWords();
      words = { start: end, end };
    } else words.end = end;
    if (annotated) {
      comments += 1;
      const from = start + line.search(/\S/);
      statements.push({ start: from, end, text: text.slice(from, end) });
    } else if (words.end === end && line.trim() !== '') headings.push(line.replace(/^[\s#*]+/, '').trim());
    start = end + 1;
  }
  closeWords();
  if (comments < COMMENTS || kubernetesWords(text) < 2) return null;
  const title = headings[0] && !asksSomething(headings[0]) ? headings[0].slice(0, 80) : null;
  return { title, outline: [], statements, asides: [], questions };
}
