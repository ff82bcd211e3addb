import { existsSync, readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { explain } from '../../../index.ts';
import type { Answers, Field } from '../../../workshop/kinds.ts';
import { Failure } from '../failure.ts';
import { mask } from './mask.ts';

const text = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field => ({
  name,
  ask: { zh, en },
  required: true,
  ...more,
});
const hasCause = (answers: Answers): boolean => answers['verdict']?.[0] === 'root-cause';

/** What the right answer would have been, by analyzer. */
export const CASE_FIELDS: Record<string, Field[]> = {
  journal: [
    text('id', '编号，例如 nginx-port-again', 'id, e.g. nginx-port-again'),
    text('verdict', '正确的结论', 'the right verdict', { choices: ['root-cause', 'symptom-only', 'healthy'] }),
    text('cause', '正确的原因种类', 'the right kind of cause', { many: true, when: hasCause }),
    text('cite', '能说明原因的那一行里的一段文字', 'a piece of the line that shows the cause', { when: hasCause }),
  ],
  gpio: [
    text('id', '编号，例如 f1-blink-again', 'id, e.g. f1-blink-again'),
    text('family', '芯片（knowledge/chips 里的编号）', 'chip family, as answers name it'),
    text('event', '正确的引脚变化，依次写，例如 PB5=1', 'the right pin changes in order, e.g. PB5=1', { many: true }),
    text(
      'loop',
      '循环：从第几个变化（0 起）开始、一轮几个，例如 0,2；不循环写 none',
      'loop: first change (from 0) and how many, e.g. 0,2; none where it does not repeat',
    ),
    {
      name: 'finding',
      ask: { zh: '正确的错误提示：种类@行号', en: 'mistakes it has: kind@line' },
      many: true,
    },
  ],
  pod: [
    text('id', '编号', 'id'),
    text('must', '正确的回答里必须有的词（正则）', 'what a right answer must contain (regular expressions)', {
      many: true,
    }),
  ],
};

/** Which analyzer answered a paste: the case is about it. */
export async function analyzerOf(paste: string): Promise<string> {
  const { report } = await explain(paste);
  const names = [...new Set(report.parts.map((part) => part.analyzer))].filter((name) => name in CASE_FIELDS);
  if (names.length === 1) return names[0]!;
  throw new Failure(
    names.length === 0
      ? 'Nothing in this paste is explained. Say whose case it is with --analyzer journal|gpio|pod.'
      : `This paste has parts for ${names.join(' and ')}. Keep the part that was answered wrongly.`,
  );
}

/** The file of reported cases with one more, and how much was masked in it. */
export function withCase(
  file: string,
  analyzer: string,
  paste: string,
  answers: Answers,
): { text: string; masked: number } {
  const { text: safe, masked } = mask(paste.replace(/\r\n/g, '\n').trimEnd());
  const id = answers['id']![0]!;
  const before = existsSync(file)
    ? readFileSync(file, 'utf8')
    : '# Answers that somebody reported as wrong, with what is right. Names and addresses are masked.\n';
  const known = (parse(before) ?? []) as { id: string }[];
  if (known.some((each) => each.id === id))
    throw new Failure(`${file}: there is a case ${id} already. Choose another --id.`);
  const item = stringify([{ id, from: 'reported', ...fieldsOf(analyzer, safe, answers) }], {
    lineWidth: 0,
    singleQuote: true,
  });
  return { text: `${before.trimEnd()}\n${item}`, masked };
}

function fieldsOf(analyzer: string, paste: string, answers: Answers): object {
  if (analyzer === 'pod') return { q: paste, must: answers['must'] };
  if (analyzer === 'gpio') {
    const loop = /^(\d+)\D+(\d+)$/.exec(answers['loop']![0]!.trim());
    return {
      family: answers['family'],
      paste: `${paste}\n`,
      events: answers['event'],
      ...(answers['finding']?.length ? { findings: answers['finding'] } : {}),
      loop: loop ? [Number(loop[1]), Number(loop[2])] : null,
    };
  }
  const cause = answers['cause'] ? { causeId: answers['cause'], cite: mask(answers['cite']?.[0] ?? '').text } : {};
  return { truth: 'reported', paste: `${paste}\n`, verdict: answers['verdict']![0], ...cause };
}
