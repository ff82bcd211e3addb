import { createInterface } from 'node:readline';
import type { Answers, Field } from '../../../workshop/kinds.ts';
import { EXIT, Failure } from '../failure.ts';

type Language = 'zh' | 'en';
type Objection = (field: Field, values: string[]) => { zh: string; en: string } | null;

/** `titleZh` as an option: `--title-zh`. */
export function optionOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/**
 * What is still missing is asked at a terminal; elsewhere it is named, all of it at once.
 * @throws Failure where something is missing or cannot be taken and nobody can be asked.
 */
export async function complete(
  fields: Field[],
  given: Answers,
  object: Objection,
  language: Language,
): Promise<Answers> {
  const answers: Answers = { ...given };
  const asked = process.stdin.isTTY ? lineReader() : null;
  const wrong: string[] = [];
  try {
    for (const field of fields) {
      if (field.when && !field.when(answers)) continue;
      const told = answers[field.name];
      const refused = told || !asked ? object(field, told ?? []) : null;
      if (refused && !asked) wrong.push(`${optionOf(field.name)}: ${refused[language]}`);
      if (!asked || (told && !refused)) continue;
      if (refused) console.error(`  ${refused[language]}`);
      answers[field.name] = await ask(asked, field, object, language);
    }
  } finally {
    asked?.close();
  }
  if (wrong.length > 0) throw new Failure(wrong.join('\n'), EXIT.usage);
  return answers;
}

async function ask(asked: LineReader, field: Field, object: Objection, language: Language): Promise<string[]> {
  const several = language === 'zh' ? '（一行一个，空行结束）' : ' (one a line, a blank line ends)';
  const choices = field.choices && field.choices.length <= 8 ? ` [${field.choices.join(' ')}]` : '';
  for (;;) {
    console.error(`${field.ask[language]}${choices}${field.many ? several : ''}`);
    const values: string[] = [];
    for (;;) {
      const line = (await asked.next()).trimEnd();
      if (line.trim() === '') break;
      values.push(line);
      if (!field.many) break;
    }
    const refused = object(field, values);
    if (!refused) return values;
    console.error(`  ${refused[language]}`);
  }
}

interface LineReader {
  next(): Promise<string>;
  close(): void;
}

/** Lines of a terminal, none lost where several are pasted at once. */
function lineReader(): LineReader {
  const input = createInterface({ input: process.stdin, output: process.stderr, prompt: '> ' });
  const lines = input[Symbol.asyncIterator]();
  return {
    async next() {
      input.prompt();
      const { value, done } = await lines.next();
      if (done) throw new Failure('Ended before everything was told; nothing was written.');
      return value as string;
    },
    close: () => input.close(),
  };
}
