/** "末尾还差什么", "is the end missing": the blocks of the paste that are still open where it ends. */
import { blankComments } from '../code.ts';
import type { GpioFacts } from '../facts.ts';
import { quoted } from '../words.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS =
  /(?:末尾|结尾|最后|后面|尾巴|还)\S{0,6}(?:差|缺|少)(?:了)?(?:什么|啥|几|多少)?|没(?:复制|贴|粘)全|(?:差|缺|少)(?:了)?(?:几个|什么|哪些)?(?:大?括号)|括号.{0,6}(?:对|配|全|少)|\bwhat(?:'s| is)? (?:is )?missing\b.{0,20}|\b(?:end|rest|bottom|tail)\b.{0,24}\b(?:missing|cut off|truncated)\b|\b(?:missing|how many|unbalanced) (?:closing )?(?:braces?|brackets?)\b|\bmissing\b.{0,20}\b(?:end|bottom|tail)\b|\bcut off\b/i;

/** The heads of the blocks that are not closed, the outermost first. */
function openBlocks(source: string): number[] {
  const open: number[] = [];
  for (const [i, raw] of blankComments(source).split('\n').entries()) {
    const text = raw.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
    if (/^\s*#/.test(text)) continue;
    for (const mark of text)
      if (mark === '{') open.push(i);
      else if (mark === '}') open.pop();
  }
  return open;
}

/** The text as it was pasted at its end: without the braces that were put behind it. */
function asPasted({ source, restored }: GpioFacts): string {
  const added = restored.map(({ zh }) => /缺少的 (\d+) 个 \}/.exec(zh)?.[1]).find((count) => count !== undefined);
  let text = source;
  for (let i = Number(added ?? 0); i > 0; i--) text = text.replace(/\}[^}]*$/, '');
  return text;
}

/** What the end of the paste lacks: one brace for each block that is still open. */
export function aboutCutShort(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question)) return null;
  const open = openBlocks(asPasted(facts));
  if (open.length === 0) return null;
  const lines = facts.source.split('\n');
  // A brace on a line of its own belongs to what stands before it.
  const heads = open.map((i) => (/^\s*\{\s*$/.test(lines[i] ?? '') && i > 0 ? i - 1 : i) + facts.firstLine);
  const shown = [...heads].reverse().map((line) => ({ line, text: quoted(lineText(facts, line) ?? '') }));
  return answer(
    asking,
    say(
      asking,
      `差 ${open.length} 个右花括号 \`}\`：依次收住${shown.map(({ line, text }) => `第 ${line} 行的 \`${text}\``).join('、')}。贴到这里就断了，后面是否还有别的语句看不出来。`,
      `${open.length} closing ${open.length === 1 ? 'brace is' : 'braces are'} missing: ${shown.map(({ line, text }) => `one for \`${text}\` (line ${line})`).join(', then ')}. The paste breaks off there; whether other statements stood behind it does not show.`,
    ),
    heads,
    0.9,
  );
}
