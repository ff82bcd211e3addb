import { differences, explainPins, gpioCases, pasteOf } from '../test/support/gpio-case.ts';
import { AS_IT_IS, type Graded } from './grade.ts';
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
];

const BESIDE_A_LOG = 'beside a log';

/** Every program in every form: family, outputs, events, loop and findings all have to be right, and nothing said beside them. */
export async function gradeGpio(quick: boolean): Promise<Graded[]> {
  const graded: Graded[] = [];
  for (const expected of gpioCases()) {
    for (const [mutation, changes] of quick
      ? MUTATIONS.slice(0, 1)
      : [...MUTATIONS, [BESIDE_A_LOG, []] as [string, string[]]]) {
      if (changes.some((change) => expected.spoil?.includes(change))) continue;
      // A line number in front of each line is no help where the paste is one line already.
      if (expected.spoil?.includes('oneline') && changes.length > 0) continue;
      const paste = pasteOf(expected, changes);
      const beside = mutation === BESIDE_A_LOG ? `\n\n${LOG}` : '';
      const part = await explainPins(paste.lines.join('\n') + beside, expected);
      const unnamed = expected.chipByInclude && changes.includes('noincludes');
      const asked = unnamed ? { ...expected, family: [...expected.family, 'unknown'] } : expected;
      const wrong = differences(asked, part, paste);
      const why = Object.entries(wrong).map(([field, text]) => `${field}: ${text}`);
      const missed = !part || Object.keys(wrong).every((field) => field === 'missing');
      graded.push({
        analyzer: 'gpio',
        id: expected.id,
        language: 'en',
        mutation,
        outcome: why.length === 0 ? 'right' : missed ? 'missed' : 'wrong',
        why: why.join('; '),
      });
    }
  }
  return graded;
}
