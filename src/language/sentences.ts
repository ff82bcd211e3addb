/** A sentence or clause and where it stands in the text. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

/** Longer sentences are cut, so that no later step meets a sentence without end. */
const SENTENCE_CHARS = 600;

/** Nobody's lines break before this column. */
const SHORTEST_WRAPPED = 30;

/** A command, or a field of a manifest: such a line begins anew, whatever stands above. */
const OWN_LINE =
  /^[ \t]*(?:(?:\$ )?(?:kubectl|docker|helm|crictl|systemctl|journalctl|kubeadm|minikube|sudo)\s|(?:- )?[a-z][A-Za-z]*(?::(?:\s|$)|：))/;

/** Before what is right or wrong; each begins a sentence. */
const VERDICT_MARK = /[❌✅✔✗✘✖√☑]/;

/** Words whose full stop does not end a sentence. */
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|mr|dr|no|fig|approx|incl)|\b[a-z]|\bv?\d+)$/i;

function isBoundary(text: string, at: number): boolean {
  const mark = text[at]!;
  if (mark === '\n' || '。!?！？…'.includes(mark)) return true;
  if (mark === ';' || mark === '；') return true;
  if (mark !== '.') return false;
  const next = text[at + 1];
  if (next !== undefined && !/[\s"')\]”’）\p{Script=Han}]/u.test(next)) return false;
  if (ABBREVIATION.test(text.slice(Math.max(0, at - 8), at)) && next !== undefined && next !== '\n') {
    // "port 80. The next": a number ends a sentence where a capital follows.
    return /\d$/.test(text.slice(0, at)) && /^\s+(?:[A-Z]|\p{Script=Han})/u.test(text.slice(at + 1, at + 4));
  }
  return true;
}

/**
 * The sentences of a prose text with their offsets, list marks and the white space around them left out.
 * Line breaks end a sentence unless the line was hard-wrapped (the next begins in lower case).
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  const push = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && /[\s"'”’）)\]•*#>–→➜⇒▶►➤‣◦①-⑳-]/.test(text[from]!)) from += 1;
    while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
    if (to - from > 1) spans.push({ start: from, end: to, text: text.slice(from, to) });
    start = end;
  };
  for (let at = 0; at < text.length; at += 1) {
    // A short line above is a title, whatever the next begins with.
    const wrapped = at - text.lastIndexOf('\n', at - 1) > SHORTEST_WRAPPED;
    if (text[at] === '\n' && wrapped && /^[ \t]*[a-z]/.test(text.slice(at + 1, at + 12))) {
      const comment = /\S\s+# /.test(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
      if (!comment && !OWN_LINE.test(text.slice(at + 1, at + 60))) continue;
    }
    if (VERDICT_MARK.test(text[at]!) && /(?:^|\s)$/.test(text.slice(Math.max(0, at - 1), at))) push(at);
    if (isBoundary(text, at)) {
      let end = at + 1;
      while (end < text.length && /["'”’）)\]。！？!?]/.test(text[end]!)) end += 1;
      push(end);
      at = end - 1;
    } else if (at - start >= SENTENCE_CHARS) push(at + 1);
  }
  push(text.length);
  return spans;
}

const CLAUSE_MARK = /[,，;；:：。!！?？—()（）|\n#]/;

/** True where a comma, a colon or the `#` of a comment separates clauses; `1,000`, `10:30` and `restartPolicy: Always` do not. */
export function isClauseMark(text: string, at: number): boolean {
  const mark = text[at]!;
  if (!CLAUSE_MARK.test(mark)) return false;
  if (mark === '#') return /[^\s#]\s+$/.test(text.slice(Math.max(0, at - 40), at)) && /^\s/.test(text.slice(at + 1));
  if ((mark === ',' || mark === ':') && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')) return false;
  if (
    mark === ':' &&
    /[\w/]/.test(text[at - 1] ?? '') &&
    /^ ?(?:[A-Z"\d/]|true|false)/.test(text.slice(at + 1, at + 7))
  )
    return false;
  return true;
}

/** Line of the text, from 1, on which an offset stands. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
