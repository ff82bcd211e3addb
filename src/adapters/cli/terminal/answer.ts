import type { Explained } from '../../../index.ts';
import { type Beside, renderMarkdown } from './markdown.ts';
import { type Colour, codeRange, type Range, rangeOf, snippet } from './snippet.ts';
import type { Screen } from './style.ts';
import { type PinTrace, waveformLines } from './waveform.ts';

type Part = Explained['report']['parts'][number];
type Shown = Pick<Explained, 'report' | 'memory'>;

/** What is looked at of the two analyzers whose answers stand beside source lines. */
interface GpioShown extends PinTrace {
  findings: { line: number; text: string }[];
  claims: { line: number; quote: string }[];
}
interface JournalShown {
  causes: { lines: string[]; at: number[] }[];
}
/** What their facts say of the text that the lines count in. */
interface CodeSource {
  source?: string;
  firstLine?: number;
}
interface LogSource {
  quotable?: { at: number; lines: [number, number]; raw: string; text: string }[];
}

/** A line of the answer that says what is right or wrong with a line of the program. */
const VERDICT = /^(✅|❌|⚠️|💡) (?:第 (\d+) 行|line (\d+))/u;
const COLOURS: Record<string, Colour> = { '✅': 'green', '❌': 'red', '⚠️': 'yellow', '💡': 'cyan' };

/** A report as a terminal shows it: its Markdown, pins over time, and the lines of the paste with carets under them. */
export function renderAnswer({ report, memory }: Shown, screen: Screen): string {
  const blocks: string[] = [];
  let at = 0;
  for (const [index, part] of report.parts.entries()) {
    const start = report.text.indexOf(part.text, at);
    if (start < 0) continue;
    blocks.push(report.text.slice(at, start));
    const beside =
      part.analyzer === 'gpio'
        ? besideCode(part, memory[index]?.facts as CodeSource, report.language, screen)
        : part.analyzer === 'journal'
          ? besideLog(part, memory[index]?.facts as LogSource, screen)
          : undefined;
    blocks.push(renderMarkdown(part.text, screen, beside));
    at = start + part.text.length;
  }
  blocks.push(report.text.slice(at));
  return blocks.map((block, n) => (n % 2 === 0 ? block && renderMarkdown(block, screen) : block)).join('');
}

/** The waveform above the table of changes, and under each verdict the line it speaks of. */
function besideCode(part: Part, facts: CodeSource | undefined, language: 'zh' | 'en', screen: Screen) {
  const gpio = part as unknown as GpioShown;
  let waveform = waveformLines(gpio, language, screen);
  const lines = (facts?.source ?? '').split(/\r?\n/);
  const first = facts?.firstLine ?? 1;
  return (line: string, where: string): Beside => {
    if (where === 'fence' && waveform.length > 0) {
      const above = [...waveform.map((row) => `  ${row}`), ''];
      waveform = [];
      return { above };
    }
    const verdict = where === 'prose' ? VERDICT.exec(line) : null;
    const number = Number(verdict?.[2] ?? verdict?.[3]);
    const source = lines[number - first];
    if (!verdict || source === undefined || source.trim() === '') return {};
    const colour = COLOURS[verdict[1]!]!;
    return { below: snippet(number, source, meant(source, number, line, gpio), colour, screen) };
  };
}

/** The stretch of a program's line that a verdict means: the comment it quotes, a name it gives, else all of the code. */
function meant(source: string, number: number, verdict: string, gpio: GpioShown): Range {
  const quotes = gpio.claims.filter((claim) => claim.line === number && verdict.includes(claim.quote.slice(0, 20)));
  for (const { quote } of quotes) {
    const range = rangeOf(source, quote) ?? rangeOf(source, quote.slice(0, quote.lastIndexOf(' ')));
    if (range) return range;
  }
  for (const [, name] of verdict.matchAll(/`([^`]+)`/g)) {
    const range = rangeOf(source, name!);
    if (range) return range;
  }
  return codeRange(source);
}

/** The lines that show a cause, with their numbers in the paste and carets under the message. */
function besideLog(part: Part, facts: LogSource | undefined, screen: Screen) {
  const { causes } = part as unknown as JournalShown;
  const told = new Map(causes.flatMap(({ lines, at }) => lines.map((line, k) => [line, at[k]] as const)));
  return (line: string, where: string): Beside => {
    const at = where === 'code' ? told.get(line) : undefined;
    const entry = at === undefined ? undefined : facts?.quotable?.find((each) => each.at === at);
    if (!entry) return {};
    const range = rangeOf(line, entry.text) ?? codeRange(line);
    return { instead: snippet(entry.lines[0], line, range, 'red', screen) };
  };
}
