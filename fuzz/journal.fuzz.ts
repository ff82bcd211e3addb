import type { JournalPart } from '../src/analyzers/journal/facts.ts';
import { analyzerNamed } from '../src/answer/analyzers.ts';
import { campaign } from './campaign.ts';

const WORDS = [
  'Jul 13 00:48:25 ',
  'Feb 30 25:61:61 ',
  'systemd[1]: ',
  'dockerd[1]: ',
  'kernel: ',
  'level=error msg="',
  'permission denied',
  'Out of memory: Killed process 1',
  'panic: ',
  'Failed to start ',
  'code=exited, status=1/FAILURE',
  '-- Boot 0 --',
  '[ 1.5] ',
  '2024-01-01T00:00:00.000000+24:00 ',
  'message repeated 99999999 times: [',
  'lines 1-23',
  '{"MESSAGE":',
  'Back-off restarting',
  'exit code 137',
  '...skipping',
  'E0713 ',
  '[1]: ',
  ': ',
]; // prettier-ignore

/** Logs, in both languages: a part that fits its schema, entries that exist, quotes that stand in the log. */
export function fuzz(rounds: number): Promise<boolean> {
  const journal = analyzerNamed('journal');
  return campaign(
    {
      name: 'journal',
      seeds: ['fuzz/corpus/log', 'examples/seeds'],
      words: WORDS,
      async check(input) {
        const text = input.toString('utf8');
        const facts = JSON.parse(JSON.stringify(await journal.analyze(text, { lineOffset: 0 })));
        if (!journal.facts.safeParse(facts).success) return 'the facts do not fit their schema';
        for (const language of ['zh', 'en'] as const) {
          const part = journal.say(facts, language) as JournalPart;
          const fits = journal.part.safeParse(part);
          if (!fits.success) return `the part does not fit its schema: ${fits.error.issues[0]?.path.join('.')}`;
          for (const { at } of [...part.labels, ...part.noise])
            if (at > part.entries) return `entry ${at} of ${part.entries}`;
          for (const cause of part.causes)
            for (const line of cause.lines)
              if (!text.includes(line.trim())) return `quotes what is not there: "${line}"`;
          if (part.verdict === 'root-cause' && part.causes.length === 0) return 'a root cause without a cause';
          journal.ask(language === 'zh' ? '为什么失败？' : 'Why did it fail?', facts, language);
          journal.draw?.(facts, language, 'dark');
        }
        return null;
      },
    },
    rounds,
  );
}
