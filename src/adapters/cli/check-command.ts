import { type Config, readTerminal } from '../../config.ts';
import type { Checked, KnowledgeFile } from '../../workshop/check.ts';
import { EXIT, Failure } from './failure.ts';
import { type Style, screenOf, styleWith } from './terminal/style.ts';
import { cutTo } from './terminal/width.ts';
import { readPaste } from './text-file.ts';

interface Options {
  log?: string;
  json?: boolean;
  lang?: 'auto' | 'zh' | 'en';
  color?: boolean;
}

const WORDS = {
  zh: {
    notKnowledge: (path: string) => `${path}：不是知识文件。知识文件放在 knowledge/ 下面，见 CONTRIBUTING.md。`,
    sound: (path: string, samples: number) =>
      `${path}：没有问题，${samples > 0 ? `${samples} 个样例都对` : '没有样例可跑'}。`,
    wrong: (count: number) => `有 ${count} 处要改。`,
    gives: '得到',
    matches: (count: number, log: string) => `在 ${log} 里匹配到 ${count} 行：`,
    also: '同时匹配',
    onlyRules: '--log 只用于日志规则。',
  },
  en: {
    notKnowledge: (path: string) => `${path}: is no knowledge file. Those lie below knowledge/, see CONTRIBUTING.md.`,
    sound: (path: string, samples: number) =>
      `${path}: nothing is wrong, ${samples === 0 ? 'it has no samples to try' : samples === 1 ? 'its sample holds' : `all ${samples} samples hold`}.`,
    wrong: (count: number) => `${count} ${count === 1 ? 'thing' : 'things'} to put right.`,
    gives: 'gives',
    matches: (count: number, log: string) => `matches ${count} ${count === 1 ? 'line' : 'lines'} of ${log}:`,
    also: 'so do',
    onlyRules: '--log is for log rules only.',
  },
};

/** `unpaste check`: what is wrong in knowledge files, by line, and what their samples give. Returns the exit code. */
export async function checkCommand(paths: string[], options: Options, config: Config): Promise<number> {
  const { checkFiles, placeOf } = await import('../../workshop/check.ts');
  const language = options.lang && options.lang !== 'auto' ? options.lang : config.locale;
  const words = WORDS[language];
  const style = screenOf(process.stdout, readTerminal(), options.color)?.style ?? styleWith(false);
  const log = options.log === undefined ? undefined : await readPaste(options.log);
  const files: KnowledgeFile[] = [];
  for (const path of paths) {
    const place = placeOf(path);
    if (!place) throw new Failure(words.notKnowledge(path));
    if (log !== undefined && place.domain !== 'journal-rules') throw new Failure(words.onlyRules, EXIT.usage);
    files.push({ ...place, text: await readPaste(path) });
  }
  let exit: number = EXIT.done;
  for (const [at, checked] of (await checkFiles(files, log)).entries()) {
    const path = paths[at]!;
    const bad = wrongIn(checked);
    if (bad > 0) exit = EXIT.inputFailed;
    if (options.json) process.stdout.write(`${JSON.stringify({ path, ok: bad === 0, ...checked })}\n`);
    else process.stdout.write(`${sayChecked(path, checked, options.log, language, style)}\n`);
  }
  return exit;
}

function wrongIn({ problems, trials }: Checked): number {
  return problems.length + trials.filter((trial) => !trial.good).length;
}

const SAMPLE_WIDTH = 90;

/** `file:line:column: what is wrong`, as editors read it; then each sample and what it gives. */
export function sayChecked(
  path: string,
  checked: Checked,
  log: string | undefined,
  language: 'zh' | 'en',
  style: Style,
): string {
  const words = WORDS[language];
  const lines = checked.problems.map(
    ({ line, column, text }) => `${style.bold(`${path}:${line}:${column}`)}: ${style.red(text)}`,
  );
  for (const { line, sample, good, found } of checked.trials) {
    const short = cutTo(sample.trim().replace(/\s+/g, ' '), SAMPLE_WIDTH);
    const mark = good ? style.green('✓') : style.red('✗');
    lines.push(`${mark} ${style.bold(`${path}:${line}`)}: ${short}`, `    ${style.dim(`${words.gives}: `)}${found}`);
  }
  if (checked.matches) {
    lines.push(words.matches(checked.matches.length, log ?? ''));
    for (const { line, text, others } of checked.matches.slice(0, 20)) {
      const also = others.length > 0 ? style.dim(`  (${words.also}: ${others.join(', ')})`) : '';
      lines.push(`${style.dim(String(line).padStart(6))} ${cutTo(text, SAMPLE_WIDTH)}${also}`);
    }
    if (checked.matches.length > 20) lines.push('     …');
  }
  const bad = wrongIn(checked);
  lines.push(bad > 0 ? words.wrong(bad) : words.sound(path, checked.trials.length));
  return lines.join('\n');
}
