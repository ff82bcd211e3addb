import { keepRuns } from '../src/analyzers/gpio/run.ts';
import { differences, explainPins, type GpioCase, gpioCases, pasteOf } from '../test/support/gpio-case.ts';
import { AS_IT_IS, type Graded, type Takes } from './grade.ts';
import { LOG } from './mutations.ts';

/** What happens to a program on its way; the names are those of test/support/mangle.ts. */
const MUTATIONS: [name: string, changes: string[]][] = [
  [AS_IT_IS, []],
  ['one line', ['oneline']],
  ['fenced', ['fence']],
  ['in Chinese chat', ['chat']],
  ['in English chat', ['chat-en']],
  ['HTML entities', ['html']],
  ['full-width', ['fullwidth']],
  ['line numbers', ['linenos']],
  ['last brace lost', ['nobrace']],
  ['no includes', ['noincludes']],
  ['curly quotes and dashes', ['curly']],
  ['wrapped by a mail program', ['mail']],
  ['quoted with >', ['quoted']],
  ['cut at 80 columns', ['cut80']],
  ['wrapped at 80 columns', ['wrap80']],
  ['with noise between', ['noise']],
];

/** The sentence about cut lines; a warning about a mistake has the same sign before it. */
const SAYS_CUT = /cut off at column 80|在第 80 列被截断/;

/** More than the runs of one case: with the keys pressed, in another order, with each mistake mended. */
const RUNS_KEPT = 64;

/** Every program in every form: family, outputs, events, loop and findings all have to be right, and nothing said beside them. */
export async function gradeGpio(takes: Takes): Promise<Graded[]> {
  const graded: Graded[] = [];
  // Most forms are the same program once they are mended.
  keepRuns(RUNS_KEPT);
  const cases = gpioCases();
  const whole = cases.filter(isWhole);
  for (const [at, expected] of cases.entries()) {
    const add = (mutation: string, wrong: Record<string, string>): void => {
      const fields = Object.keys(wrong);
      const missed = fields.every((field) => field === 'missing');
      graded.push({
        analyzer: 'gpio',
        id: expected.id,
        language: 'en',
        mutation,
        outcome: fields.length === 0 ? 'right' : missed ? 'missed' : 'wrong',
        why: fields.map((field) => `${field}: ${wrong[field]}`).join('; '),
      });
    };
    for (const [form, [mutation, changes]] of MUTATIONS.entries()) {
      if (!takes(at, form)) continue;
      if (changes.some((change) => expected.spoil?.includes(change))) continue;
      // A line number in front of each line is no help where the paste is one line already.
      if (expected.spoil?.includes('oneline') && changes.length > 0) continue;
      const paste = pasteOf(expected, changes);
      const part = await explainPins(paste.lines.join('\n'), expected);
      const unnamed = expected.chipByInclude && changes.includes('noincludes');
      const asked = unnamed ? { ...expected, family: [...expected.family, 'unknown'] } : expected;
      const wrong = differences(asked, part, paste);
      // Where it is said which lines are cut less may be known, but nothing else than is wrong with the whole may be found.
      add(
        mutation,
        changes.includes('cut80') && SAYS_CUT.test(part?.text ?? '') && !wrong.extra && !wrong.family ? {} : wrong,
      );
    }
    const paste = pasteOf(expected);
    const text = paste.lines.join('\n');
    if (takes(at, MUTATIONS.length))
      add('beside a log', differences(expected, await explainPins(`${text}\n\n${LOG}`, expected), paste));
    if (!takes(at, MUTATIONS.length + 1) || !whole.includes(expected)) continue;
    const other = whole[(whole.indexOf(expected) + 1) % whole.length]!;
    const beside = `${text}\n\n${pasteOf(other).lines.join('\n')}`;
    add('beside another program', differences(expected, await explainPins(beside, expected), paste));
  }
  return graded;
}

/** A program as it was written, with its own start; nothing is done to its pins from outside. */
function isWhole({ paste, spoil, cut, inputs, interrupts }: GpioCase): boolean {
  return !spoil?.length && !cut && !inputs && !interrupts && /\b(?:main|app_main|hal_entry|setup)\s*\(/.test(paste);
}
