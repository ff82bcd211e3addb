/**
 * What pages and notes write around code instead of a Markdown fence: BBCode, wikis, Jira, Hexo, Hugo, Org, LaTeX, reST.
 * `open` is followed by the code, on its own line or not.
 */
const CONTAINERS: { open: RegExp; close: RegExp }[] = [
  { open: /\[code(?:[=:][\w+ #-]{1,20}|[ \t][^\]\n]{1,60})?\]/i, close: /\[\/code\]/i },
  {
    open: /<(?:syntaxhighlight|source|sourcecode)(?:[ \t][^<>\n]{0,120})?>/i,
    close: /<\/(?:syntaxhighlight|source|sourcecode)>/i,
  },
  { open: /\{code(?::[^{}\n]{0,120})?\}/i, close: /\{code\}/i },
  { open: /\{noformat\}/i, close: /\{noformat\}/i },
  { open: /\{\{\{(?:#!\w+)?(?=\s)/, close: /\}\}\}(?=\s*$)/ },
  {
    open: /\{%[ \t]*(?:codeblock|highlight|code)\b[^{}\n]{0,120}%\}/,
    close: /\{%[ \t]*end(?:codeblock|highlight|code)[ \t]*%\}/,
  },
  { open: /\{\{<[ \t]*highlight\b[^{}\n]{0,120}>\}\}/, close: /\{\{<[ \t]*\/[ \t]*highlight[ \t]*>\}\}/ },
  { open: /^[ \t]*#\+BEGIN_(?:SRC|EXAMPLE)[^\n]{0,80}$/im, close: /^[ \t]*#\+END_(?:SRC|EXAMPLE)[ \t]*$/im },
  {
    open: /\\begin\{(?:lstlisting|verbatim|minted)\}(?:\[[^\]\n]{0,120}\])?(?:\{\w{1,12}\})?/,
    close: /\\end\{(?:lstlisting|verbatim|minted)\}/,
  },
  // a keyboard without backticks at hand
  {
    open: /^[ \t]*(?:'''|’’’|‘‘‘|···)[ \t]*(?:c|cpp|c\+\+|arduino)?[ \t]*$/im,
    close: /^[ \t]*(?:'''|’’’|‘‘‘|···)[ \t]*$/m,
  },
];

/**
 * The same text with such marks written as a Markdown fence, padded to the length they had, so that offsets are the same.
 * Only where both marks are there, or the opening one is and code follows to the end.
 */
export function blankContainers(text: string): string {
  let now = text;
  for (const { open, close } of CONTAINERS) {
    for (let from = 0, n = 0; n < 40; n++) {
      const begin = open.exec(now.slice(from));
      if (!begin) break;
      const at = from + begin.index;
      const inside = at + begin[0].length;
      const end = close.exec(now.slice(inside));
      if (!end) break;
      const stop = inside + end.index;
      now =
        now.slice(0, at) +
        fence(begin[0].length) +
        now.slice(inside, stop) +
        fence(end[0].length) +
        now.slice(stop + end[0].length);
      from = stop + end[0].length;
    }
  }
  return now;
}

const fence = (length: number): string => '```'.padEnd(length);
