/** Whether, how often and in which order lines are reached: from a run in which the lines count themselves. */
import { duration, quoted } from '../words.ts';
import { codeOf, offsetOf } from './places.ts';
import { linesQuoted } from './purpose.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';
import { watch } from './watched.ts';

/** How far the program is run; first a little, which is enough for most lines. */
const A_LITTLE = 0.1;
const SECONDS = 20;
const NAME = 'line_was_reached_';

const REACHED =
  /(?:会|能|有没有|到底|永远不会|可能|曾)?(?:被)?(?:执行|跑|走|运行)(?:得|不|的)?(?:到|吗|么)?|\b(?:reach\w*|execut\w*|run(?:s|ning)?|get(?:s)? to|dead code|ever (?:run|hit))\b/i;
const YES_NO =
  /[吗么]\s*[?？。]?$|会不会|能不能|有没有|是不是|到不了|不会|\b(?:is|does|do|will|can|are|would) .{0,40}(?:ever|reached|executed|run|get)\b|\bever\b|\bdead code\b/i;
const FIRST =
  /哪(?:个|一?行|一?句|条)?.{0,6}(?:先|早)|谁先|先(?:执行|跑|运行|走|后)|\b(?:which|what) .{0,24}\b(?:first|earlier|before)\b|\b(?:runs?|comes?|executed?|happens?) (?:first|before|earlier)\b|\bin (?:which|what) order\b/i;

/** Times at which each of some lines was reached first, and how often; null where a line cannot count itself. */
function reachedIn(asking: Asking, lines: readonly number[]): ({ seconds: number; times: number } | null)[] | null {
  const { facts } = asking;
  if (facts.restoredText !== null) return null;
  const code = codeOf(facts);
  let { source } = facts;
  const places = lines.map((line, id) => {
    const at = offsetOf(code, line - facts.firstLine);
    // Behind a label, on its own line or the next.
    const label = /^\s*(?:case\b[^:\n]*|default\s*):\s*/.exec(code.slice(at));
    return { at: at + (label ? label[0].length : 0), id };
  });
  for (const { at, id } of [...places].sort((a, b) => b.at - a.at)) {
    const text = code.slice(at).split('\n', 1)[0]!;
    const before = code.slice(0, at).trimEnd().at(-1) ?? ';';
    // Only where a statement begins may another one stand before it.
    if (!/[;{}:]/.test(before) || /^\s*(?:$|[#}{]|case\b|default\b|else\b)/.test(text)) return null;
    const inside = facts.functions.some((each) => {
      const line = lines[id]!;
      return line > each.line && line <= each.endLine;
    });
    if (!inside) return null;
    source = `${source.slice(0, at)}${NAME}${id}++; ${source.slice(at)}`;
  }
  const names = lines.map((_, id) => `${NAME}${id}`);
  const entry = facts.functions.map(({ line }) => line).sort((a, b) => a - b)[0]!;
  const head = offsetOf(source, entry - facts.firstLine);
  source = `${source.slice(0, head)}unsigned long ${names.map((name) => `${name} = 0`).join(', ')}; ${source.slice(head)}`;
  const counted = { ...facts, source };
  for (const seconds of [A_LITTLE, SECONDS]) {
    const run = watch(counted, names, { seconds, stops: true });
    if (!run || run.moments.length === 0) return null;
    const hits = names.map((_, id) => {
      const first = run.moments.find(({ values }) => (values[id] ?? 0) > 0);
      return first ? { seconds: first.seconds, times: run.moments.at(-1)!.values[id] ?? 0 } : null;
    });
    if (seconds === SECONDS || hits.every((hit) => hit !== null && hit.times > 1)) return hits;
  }
  return null;
}

const quotedLine = (asking: Asking, line: number): string => `\`${quoted(lineText(asking.facts, line) ?? '')}\``;

/** "return 0": the one line that holds the code which the question writes out. */
function statementLines({ question, facts }: Asking): number[] {
  const piece = /\b(?:return\b[ \w]*|break|goto \w+)/.exec(question.replace(/\p{Script=Han}.*$/u, ''))?.[0].trim();
  if (!piece) return [];
  const found = codeOf(facts)
    .split('\n')
    .flatMap((text, i) => (text.includes(piece) ? [i + facts.firstLine] : []));
  return found.length === 1 ? found : [];
}

/** "default 那个分支", "case 2": where that label stands, where there is only one. */
function branchLines({ question, facts }: Asking): number[] {
  const label = /\b(default)\b|\bcase\s+(\w+)/i.exec(question);
  if (!label) return [];
  const shape = label[1] ? /\bdefault\s*:/ : new RegExp(`\\bcase\\s+${label[2]}\\s*:`);
  return codeOf(facts)
    .split('\n')
    .flatMap((text, i) => (shape.test(text) ? [i + facts.firstLine] : []));
}

/** "Is line 21 ever reached", "第 12 行会执行到吗". */
export function aboutReached(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!REACHED.test(question) || !YES_NO.test(question) || FIRST.test(question)) return null;
  const named = /第\s*\d+\s*行|\bline \d/i.test(question)
    ? linesQuoted(asking)
    : [...branchLines(asking), ...statementLines(asking)];
  const [line, other] = named;
  if (line === undefined || other !== undefined || facts.ended === 'not-run') return null;
  const found = reachedIn(asking, [line]);
  if (!found) return null;
  const [hit] = found;
  const inputs = facts.inputs.length > 0;
  if (hit)
    return answer(
      asking,
      say(
        asking,
        `会：第 ${line} 行 ${quotedLine(asking, line)} 跑到了${hit.times > 1 ? `，前 ${SECONDS} 秒里不止一次` : ''}。`,
        `Yes: line ${line}, ${quotedLine(asking, line)}, is reached${hit.times > 1 ? `, more than once in the first ${SECONDS} s` : ''}.`,
      ),
      [line],
      0.9,
    );
  return answer(
    asking,
    inputs
      ? say(
          asking,
          `输入不动的话到不了：跑了 ${SECONDS} 秒，第 ${line} 行 ${quotedLine(asking, line)} 一次也没执行；要等按键或输入变化。`,
          `Not while the inputs stay as they are: in ${SECONDS} s line ${line}, ${quotedLine(asking, line)}, never ran; it waits for an input to change.`,
        )
      : say(
          asking,
          `不会：跑了 ${SECONDS} 秒，第 ${line} 行 ${quotedLine(asking, line)} 一次也没执行到。`,
          `No: in ${SECONDS} s of running, line ${line}, ${quotedLine(asking, line)}, was never reached.`,
        ),
    [line],
    0.86,
  );
}

/** "Which runs first, sei() or the PORTB line", "第 8 行和第 12 行谁先执行". */
export function aboutFirstLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!FIRST.test(question) || facts.ended === 'not-run') return null;
  const numbers = [
    ...question.matchAll(/第\s*(\d{1,4})\s*(?:行)?|\blines? (\d{1,4})(?: (?:or|and) (?:line )?(\d{1,4}))?/gi),
  ].flatMap((match) => match.slice(1).filter(Boolean).map(Number));
  const lines = [...new Set(numbers)];
  if (lines.length !== 2) return null;
  const found = reachedIn(asking, lines);
  if (!found) return null;
  const [a, b] = found;
  if (!a && !b) return null;
  const [one, two] = lines as [number, number];
  const same = a && b && Math.abs(a.seconds - b.seconds) < 1e-6;
  const functionOf = (line: number): string =>
    facts.functions.find((each) => line >= each.line && line <= each.endLine)?.name ?? '';
  if (same && functionOf(one) !== functionOf(two)) return null;
  const earlier = !b ? one : !a ? two : same ? Math.min(one, two) : a.seconds < b.seconds ? one : two;
  const later = earlier === one ? two : one;
  const when = found[lines.indexOf(later)];
  return answer(
    asking,
    say(
      asking,
      `先执行第 ${earlier} 行 ${quotedLine(asking, earlier)}，${when ? `第 ${later} 行 ${quotedLine(asking, later)} 在它之后${when.seconds > 0.001 && !same ? `（开始后约 ${duration(when.seconds, 'zh')}）` : ''}` : `第 ${later} 行没有执行到`}。`,
      `Line ${earlier}, ${quotedLine(asking, earlier)}, runs first; ${when ? `line ${later}, ${quotedLine(asking, later)}, comes after it${when.seconds > 0.001 && !same ? ` (about ${duration(when.seconds, 'en')} after the start)` : ''}` : `line ${later} is not reached`}.`,
    ),
    [earlier, later],
    0.88,
  );
}
