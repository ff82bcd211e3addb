import { analyzerNamed } from '../src/answer/analyzers.ts';
import { campaign } from './campaign.ts';

const WORDS = [
  'Pod',
  '容器',
  '。',
  '？',
  '# ',
  '## ',
  '1. ',
  '- ',
  '```',
  'NAME READY STATUS RESTARTS AGE\n',
  'web-1 1/1 Running 0 5m\n',
  'CrashLoopBackOff',
  'restartPolicy: Always',
  '每个 Pod ',
  'A Pod can span several nodes.',
  '重启',
  'apiVersion: v1\n',
  '| a | b |\n',
  '“',
  '」',
  '，',
  'sidecar',
  '\n\n',
  'livenessProbe',
]; // prettier-ignore

/** Articles and questions, in both languages: statements inside the text, a part that fits its schema. */
export function fuzz(rounds: number): Promise<boolean> {
  const readers = [analyzerNamed('pod'), analyzerNamed('document')];
  return campaign(
    {
      name: 'articles',
      seeds: ['fuzz/corpus/prose', 'knowledge/pod/notes'],
      words: WORDS,
      async check(input) {
        const text = input.toString('utf8');
        const lines = text.split('\n').length;
        for (const reader of readers) {
          reader.detect(text);
          const facts = JSON.parse(
            JSON.stringify(await reader.analyze(text, { lineOffset: 0, request: '什么是 Pod？' })),
          );
          if (!reader.facts.safeParse(facts).success) return `${reader.name}: the facts do not fit their schema`;
          const { statements = [] } = facts as { statements?: { start: number; end: number; line: number }[] };
          for (const { start, end, line } of statements)
            if (start < 0 || end < start || end > text.length || line > lines)
              return `${reader.name}: a statement at ${start}-${end}, line ${line}, of ${text.length} characters`;
          for (const language of ['zh', 'en'] as const) {
            const fits = reader.part.safeParse(reader.say(facts as never, language));
            if (!fits.success) return `${reader.name}: no part at ${fits.error.issues[0]?.path.join('.')}`;
            reader.ask(language === 'zh' ? '它说了什么？' : 'What does it say?', facts as never, language);
          }
        }
        return null;
      },
    },
    rounds,
  );
}
