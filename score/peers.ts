import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { loadKnowledge } from '../src/knowledge/load.ts';
import type { Words } from '../src/language/language.ts';
import { gpioCases, pasteOf } from '../test/support/gpio-case.ts';
import { lineIn } from '../test/support/mangle.ts';
import { lineCases, yamlCases } from './files.ts';
import { LIMIT_ANSWER_CHARACTERS, plain } from './grade.ts';
import { percent } from './table.ts';

/** What another program makes of the same cases, as far as it can do the same work. */
export interface Peer {
  name: Words;
  text: Words;
}

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const folder = (): string => mkdtempSync(join(tmpdir(), 'unpaste-peer-'));

interface LogCase {
  id: string;
  paste: string;
  verdict: string;
  cite?: string | string[];
}

/** "The cause" of a log is its first bad line: by words, or by lnav's idea of an error. */
function firstBadLine(name: Words, find: (paste: string) => string | undefined): Peer {
  let hit = 0;
  let alarms = 0;
  const cases = yamlCases<LogCase>('journal');
  const causes = cases.filter((each) => each.verdict === 'root-cause');
  const healthy = cases.filter((each) => each.verdict === 'healthy');
  for (const { paste, cite } of causes) {
    const line = find(paste);
    if (line !== undefined && [cite ?? []].flat().some((text) => line.includes(text))) hit += 1;
  }
  for (const { paste } of healthy) if (find(paste) !== undefined) alarms += 1;
  return {
    name,
    text: {
      zh: `${causes.length} 份有根因的日志里指对了 ${percent(hit, causes.length)}，${healthy.length} 份正常日志里误报 ${percent(alarms, healthy.length)}`,
      en: `the root-cause line in ${percent(hit, causes.length)} of ${causes.length} logs, an alarm in ${percent(alarms, healthy.length)} of ${healthy.length} healthy ones`,
    },
  };
}

function lnav(): Peer {
  const file = join(folder(), 'log.txt');
  return firstBadLine({ zh: 'lnav 0.11 的第一行错误', en: 'lnav 0.11, its first error line' }, (paste) => {
    writeFileSync(file, paste);
    const query = ";SELECT log_raw_text FROM all_logs WHERE log_level IN ('error','critical','fatal') LIMIT 1";
    const { stdout } = spawnSync('lnav', ['-n', '-q', '-c', query, '-c', ':write-raw-to -', file], {
      encoding: 'utf8',
    });
    const line = stdout?.split('\n').find((each) => each.trim() !== '');
    return line;
  });
}

/** Whether a checker warns within two lines of the planted mistake, and how often it warns of a program without any. */
function checker(name: Words, warnings: (file: string) => number[]): Peer {
  let found = 0;
  let alarms = 0;
  const cases = gpioCases();
  const faulty = cases.filter((each) => (each.findings ?? []).length > 0);
  const clean = cases.filter((each) => (each.findings ?? []).length === 0 && (each.tolerated ?? []).length === 0);
  const file = join(folder(), 'paste.c');
  const lines = (each: (typeof cases)[number]): { said: number[]; wanted: (number | null)[] } => {
    const paste = pasteOf(each);
    writeFileSync(file, `${paste.lines.join('\n')}\n`);
    return {
      said: warnings(file),
      wanted: (each.findings ?? []).map((finding) => lineIn(paste, Number(finding.split('@')[1]))),
    };
  };
  for (const each of faulty) {
    const { said, wanted } = lines(each);
    if (wanted.some((line) => line !== null && said.some((at) => Math.abs(at - line) <= 2))) found += 1;
  }
  for (const each of clean) if (lines(each).said.length > 0) alarms += 1;
  return {
    name,
    text: {
      zh: `${faulty.length} 个有错的程序里找到 ${percent(found, faulty.length)}，${clean.length} 个正确的程序里误报 ${percent(alarms, clean.length)}`,
      en: `the mistake in ${percent(found, faulty.length)} of ${faulty.length} programs, an alarm in ${percent(alarms, clean.length)} of ${clean.length} right ones`,
    },
  };
}

const numbers = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].map((match) => Number(match[1]));

interface Question {
  lang: 'zh' | 'en';
  q: string;
  must?: string[] | string[][];
}

/** The first hit of a full-text search over the same notes, read as far as an answer is. */
function plainSearch(): Peer {
  const index = new MiniSearch<{ id: string; zh: string; en: string }>({ fields: ['zh', 'en'] });
  const notes = loadKnowledge('pod-notes');
  const searched = (note: (typeof notes)[number], language: 'zh' | 'en'): string =>
    [note.title[language], ...note.questions[language], note.text[language]].join('\n');
  index.addAll(notes.map((note) => ({ id: note.id, zh: searched(note, 'zh'), en: searched(note, 'en') })));
  const questions = [...lineCases<Question>('pod', 'questions-in'), ...lineCases<Question>('pod', 'asked')];
  let right = 0;
  for (const { q, lang, must } of questions) {
    const hit = index.search(q)[0];
    const note = notes.find((each) => each.id === hit?.id);
    const text = plain((note?.text[lang] ?? '').slice(0, LIMIT_ANSWER_CHARACTERS));
    const holds = (pattern: string): boolean => new RegExp(pattern, 'i').test(text);
    const groups = must ?? [];
    if (
      hit &&
      (groups.every(Array.isArray)
        ? (groups as string[][]).every((group) => group.some(holds))
        : (groups as string[]).some(holds))
    )
      right += 1;
  }
  const outside = [...lineCases<Question>('pod', 'questions-out'), ...lineCases<Question>('pod', 'elsewhere')];
  const declined = outside.filter(({ q }) => index.search(q).length === 0).length;
  return {
    name: { zh: '对同样的笔记做普通全文检索', en: 'a plain full-text search over the same notes' },
    text: {
      zh: `${questions.length} 个问题答对 ${percent(right, questions.length)}，${outside.length} 个不该回答的问题里拒答 ${percent(declined, outside.length)}`,
      en: `${percent(right, questions.length)} of ${questions.length} questions, declines ${percent(declined, outside.length)} of ${outside.length} it should`,
    },
  };
}

/** The peers that are installed. */
export function peers(): Peer[] {
  return [
    firstBadLine({ zh: '第一行带 error、fail 或 fatal 的', en: 'the first line with error, fail or fatal' }, (paste) =>
      paste.split('\n').find((line) => /error|fail|fatal|exception/i.test(line)),
    ),
    ...(has('lnav') ? [lnav()] : []),
    ...(has('cppcheck')
      ? [
          checker({ zh: 'cppcheck --enable=warning,style', en: 'cppcheck --enable=warning,style' }, (file) =>
            numbers(
              spawnSync('cppcheck', ['--enable=warning,style,portability', '--quiet', '--template={line}:{id}', file], {
                encoding: 'utf8',
              }).stderr,
              /^(\d+):(?!missingInclude|syntaxError|unknownMacro|unusedFunction|preprocessorErrorDirective)/gm,
            ),
          ),
        ]
      : []),
    ...(has('gcc')
      ? [
          checker({ zh: 'gcc -Wall -Wextra（按粘贴的原样）', en: 'gcc -Wall -Wextra, as pasted' }, (file) =>
            numbers(
              spawnSync('gcc', ['-Wall', '-Wextra', '-fsyntax-only', '-x', 'c', file], { encoding: 'utf8' }).stderr,
              /:(\d+):\d+: warning:/g,
            ),
          ),
        ]
      : []),
    plainSearch(),
  ];
}
