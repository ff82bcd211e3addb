import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { type Config, readTerminal } from '../../config.ts';
import { projectRoot } from '../../index.ts';
import { checkFiles, fileOf } from '../../workshop/check.ts';
import { type Answers, type Field, folderOf, KINDS, objection } from '../../workshop/kinds.ts';
import { write } from '../../workshop/write.ts';
import { sayChecked } from './check-command.ts';
import { EXIT, Failure } from './failure.ts';
import { complete, optionOf } from './new/ask.ts';
import { analyzerOf, CASE_FIELDS, withCase } from './new/case.ts';
import { screenOf, styleWith } from './terminal/style.ts';
import { readPaste } from './text-file.ts';

interface Options {
  json?: string;
  into?: string;
  force?: boolean;
  analyzer?: string;
  lang?: 'auto' | 'zh' | 'en';
}

const WORDS = {
  zh: {
    wrote: (file: string) => `写好了：${file}`,
    exists: (file: string) => `${file}：已经有了。换一个编号，或加 --force 覆盖。`,
    recorded: (what: string) => `样例按程序现在的行为记下：${what}。请对照手册核实。`,
    idle: (chip: string) => `样例程序没有改变任何引脚（被当作 ${chip} 的程序），所以没有记下。`,
    masked: (count: number) => `遮掉了 ${count} 处密钥、邮箱或公网地址。提交前请再看一遍。`,
    run: (command: string) => `接下来：${command}`,
  },
  en: {
    wrote: (file: string) => `written: ${file}`,
    exists: (file: string) => `${file}: is there already. Choose another id, or overwrite it with --force.`,
    recorded: (what: string) => `The sample was recorded as it runs now: ${what}. Compare it with the manual.`,
    idle: (chip: string) => `The sample program changes no pin (it is taken for one of ${chip}), so it was left out.`,
    masked: (count: number) =>
      `${count} keys, mail or public addresses were masked. Read it once more before you publish it.`,
    run: (command: string) => `next: ${command}`,
  },
};

/** `unpaste new`: one command a kind; each thing it needs is an option, and is asked for at a terminal. */
export function newCommand(config: Config): Command {
  const group = new Command('unpaste new').description('write a new piece of knowledge, or a test case').exitOverride();
  const common = (command: Command): Command =>
    command
      .option('--json <file>', 'take the fields from a JSON object ("-": standard input)')
      .option('--into <folder>', "the project's folder")
      .addOption(new Option('--lang <language>', 'language of the questions').choices(['auto', 'zh', 'en']));
  for (const [kind, { fields }] of Object.entries(KINDS)) {
    const command = common(group.command(kind).description(`a file in ${folderOf(kind)}`)).option(
      '--force',
      'overwrite',
    );
    for (const field of fields) command.addOption(asOption(field, config.locale));
    command.action(async (options: Options & Record<string, string[]>) => {
      process.exitCode = await writeKnowledge(kind, options, languageOf(options, config));
    });
  }
  const report = common(group.command('case').description('a wrong answer, as a test case in test/cases'))
    .argument('<paste>', 'file with what was pasted')
    .addOption(new Option('--analyzer <name>', 'whose answer was wrong').choices(Object.keys(CASE_FIELDS)));
  const fields = new Map(Object.values(CASE_FIELDS).flatMap((list) => list.map((field) => [field.name, field])));
  for (const field of fields.values()) report.addOption(asOption(field, config.locale));
  report.action(async (paste: string, options: Options & Record<string, string[]>) => {
    process.exitCode = await writeCase(paste, options, languageOf(options, config));
  });
  return group;
}

function languageOf(options: Options, config: Config): 'zh' | 'en' {
  return options.lang && options.lang !== 'auto' ? options.lang : config.locale;
}

function asOption(field: Field, language: 'zh' | 'en'): Option {
  return new Option(`${optionOf(field.name)} <text>`, field.ask[language] + (field.many ? ' …' : '')).argParser(
    (value: string, before: string[] | undefined) => (field.many ? [...(before ?? []), value] : [value]),
  );
}

/** What was told by options and by JSON; an option counts more. */
async function given(fields: Field[], options: Options & Record<string, string[]>): Promise<Answers> {
  const answers: Answers = {};
  const json = options.json === undefined ? {} : await readJson(options.json);
  for (const { name } of fields) {
    const value = options[name] ?? json[name];
    if (value !== undefined) answers[name] = (Array.isArray(value) ? value : [value]).map(String);
  }
  return answers;
}

async function readJson(path: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readPaste(path)) as Record<string, unknown>;
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure(`${path}: is not JSON.`, EXIT.inputFailed, { cause });
  }
}

/** A field may be told as a file's name where it is a program. */
async function withFiles(answers: Answers): Promise<Answers> {
  const filled = { ...answers };
  for (const name of ['sample', 'code']) {
    const [value] = answers[name] ?? [];
    if (value && (name === 'sample' || existsSync(value))) filled[name] = [await readPaste(value)];
  }
  return filled;
}

async function writeKnowledge(
  kind: string,
  options: Options & Record<string, string[]>,
  language: 'zh' | 'en',
): Promise<number> {
  const words = WORDS[language];
  const { domain, fields, idField } = KINDS[kind]!;
  const object = (field: Field, values: string[]) => objection(kind, field, values);
  const answers = await withFiles(await complete(fields, await given(fields, options), object, language));
  const file = fileOf(domain, answers[idField]![0]!, options.into ?? projectRoot());
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (before !== null && kind !== 'call' && !options.force) throw new Failure(words.exists(file));
  const { id, text, recorded, idle } = await write(kind, answers, before);
  const [checked] = await checkFiles([{ domain, id, text }]);
  const style = screenOf(process.stdout, readTerminal(), undefined)?.style ?? styleWith(false);
  // What was sound must not be broken by an addition.
  if (before !== null && !options.force && checked!.problems.length > 0)
    throw new Failure(sayChecked(file, checked!, undefined, language, style));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(words.wrote(file));
  if (recorded) console.log(words.recorded(recorded));
  if (idle) console.log(words.idle(idle));
  console.log(sayChecked(file, checked!, undefined, language, style));
  return checked!.problems.length > 0 || checked!.trials.some((trial) => !trial.good) ? EXIT.inputFailed : EXIT.done;
}

async function writeCase(
  path: string,
  options: Options & Record<string, string[]>,
  language: 'zh' | 'en',
): Promise<number> {
  const words = WORDS[language];
  const paste = await readPaste(path);
  const analyzer = options.analyzer ?? (await analyzerOf(paste));
  const fields = CASE_FIELDS[analyzer]!;
  const object = (field: Field, values: string[]) => objection('case', field, values);
  const answers = await complete(fields, await given(fields, options), object, language);
  const file = join(options.into ?? projectRoot(), 'test', 'cases', analyzer, 'reported.yaml');
  const { text, masked } = withCase(file, analyzer, paste, answers);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(words.wrote(file));
  if (masked > 0) console.log(words.masked(masked));
  console.log(words.run(`npx vitest run test/cases/${analyzer}.test.ts -t ${answers['id']![0]}`));
  return EXIT.done;
}
