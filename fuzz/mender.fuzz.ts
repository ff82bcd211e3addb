import { analyzerNamed } from '../src/answer/analyzers.ts';
import { mendC, sayMend } from '../src/c/mend/mend.ts';
import { campaign, unless } from './campaign.ts';

const WORDS = [
  '#ifdef',
  '#endif',
  '#define A(x) x##x',
  '//',
  '/*',
  '*/',
  '"',
  "'",
  ';',
  '}',
  '{',
  'case 1:',
  'else',
  'void f(',
  'struct',
  'GPIOA->BSRR = 1 << 5;',
  'while(1)',
  'for(;;)',
  'int a[1<<30];',
  'HAL_Delay(',
  '1: ',
  '> ',
  '+ ',
  '`c',
  '0x',
  'ULL',
  '?:',
  'typedef',
  '...',
]; // prettier-ignore

/** C as it arrives: mended without an exception, nothing invented, every line number one of the original's. */
export function fuzz(rounds: number): Promise<boolean> {
  const gpio = analyzerNamed('gpio');
  return campaign(
    {
      name: 'mender',
      seeds: ['fuzz/corpus/code', 'bench/programs'],
      words: WORDS,
      async check(input, random) {
        const text = input.toString('utf8');
        const mended = mendC(text);
        const lines = text.split(/\r\n?|\n/).length;
        const count = mended.text.split('\n').length;
        for (let line = 1; line <= count; line += 1) {
          const from = mended.originalLine(line);
          if (!(from >= 1 && from <= lines)) return `line ${line} comes from line ${from} of ${lines}`;
        }
        // Where line breaks were put back, those lines are what is counted.
        const counted = mended.restored ? Math.max(lines, count) : lines;
        for (const mend of mended.mends) {
          if (!(mend.line >= 1 && mend.line <= counted)) return `${mend.code} on line ${mend.line} of ${lines}`;
          if (sayMend(mend, 'zh') === '' || sayMend(mend, 'en') === '') return `${mend.code} has no words`;
        }
        // Running the program costs the most; every eighth one is run.
        if (random() > 0.125) return null;
        const part = gpio.say(await gpio.analyze(text, { lineOffset: 0 }), 'en');
        return unless(gpio.part.safeParse(part).success, 'the part does not fit its schema');
      },
    },
    rounds,
  );
}
