import { routeMessage } from '../src/answer/route.ts';
import { splitMessage } from '../src/answer/split.ts';
import { campaign } from './campaign.ts';

const WORDS = [
  '```c\n',
  '```',
  '~~~',
  'Jul 13 00:48:25 host systemd[1]: ',
  'int main(void) {',
  '为什么',
  '什么是 Pod？',
  'what is a pod?',
  'kernel: ',
  '[    1.234567] ',
  '> ',
  '> > ',
  '2024-01-01T00:00:00Z ',
  '{"log":"',
  'main.c:',
  '\n\n',
  '@everyone',
  'level=error msg="',
  'E0713 00:48:25.000000 1 a.go:1] ',
  'Warning  FailedScheduling',
]; // prettier-ignore

/** Whole messages: blocks stand in order, inside the message, apart from each other, on the lines they name. */
export function fuzz(rounds: number): Promise<boolean> {
  return campaign(
    {
      name: 'splitter',
      seeds: ['fuzz/corpus/code', 'fuzz/corpus/log', 'fuzz/corpus/prose', 'examples/seeds'],
      words: WORDS,
      check(input) {
        const text = input.toString('utf8');
        const lines = text.split('\n').length;
        let end = 0;
        for (const block of splitMessage(text)) {
          if (block.start < end) return `a block at ${block.start} begins before the one before ends (${end})`;
          if (block.end < block.start || block.end > text.length)
            return `a block ends at ${block.end} of ${text.length}`;
          if (!(block.firstLine >= 1 && block.firstLine <= block.lastLine && block.lastLine <= lines))
            return `a block on lines ${block.firstLine}-${block.lastLine} of ${lines}`;
          end = block.end;
        }
        for (const { firstLine, lastLine } of routeMessage(text).parts)
          if (!(firstLine >= 1 && firstLine <= lastLine && lastLine <= lines))
            return `a part on lines ${firstLine}-${lastLine} of ${lines}`;
        return null;
      },
    },
    rounds,
  );
}
