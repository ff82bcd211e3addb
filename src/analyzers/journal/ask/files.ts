import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';
import { search } from './search.ts';

const WHICH_FILE = /(?:哪个|什么|哪一个)(?:文件|目录|路径)|\b(?:which|what) (?:file|path|directory|folder|socket)\b/i;
const PATH = /(?<![\w/.])(\.{0,2}\/[\w.@%+-]+(?:\/[\w.@%+-]+)*)/;

/** A path whose end is that of a file. */
const A_FILE = /(?<![\w/.@])(\.{0,2}\/[\w.@%+-]+(?:\/[\w.@%+-]+)*\.[a-z]{1,5})(?![\w/])/;

const FULL =
  /(?:哪|什么).{0,6}(?:满|没空间)|(?:盘|磁盘|分区|卷|目录).{0,4}(?:哪|是).{0,6}满|\b(?:which|what) (?:disk|drive|volume|filesystem|file system|partition|mount|directory|device)\b.{0,16}\b(?:full|space)\b/i;
const NO_SPACE = /No space left|disk (?:is )?full|ENOSPC|not enough (?:disk )?space|insufficient (?:disk )?space/i;

/** "哪块盘满了": the path or device that the line names which found no room. */
export function aboutFull(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!FULL.test(question)) return null;
  const entry = facts.quotable.find(({ text }) => NO_SPACE.test(text) && PATH.test(text));
  if (!entry) return null;
  const path = PATH.exec(entry.text)![1]!;
  return reply(
    facts,
    pick(
      language,
      `写 \`${path}\` 时没有空间了，也就是它所在的那个文件系统（\`df -h ${path}\` 看是哪个）：${quoted(entry)}`,
      `The one that holds \`${path}\`: there was no room to write it (\`df -h ${path}\` shows which file system that is): ${quoted(entry)}`,
    ),
    [entry.at],
    0.87,
  );
}

const WHAT_TO_DELETE =
  /删(?:除|掉)?(?:哪|什么)|(?:哪|什么).{0,6}(?:能|可以)(?:删|清)|清(?:理|掉)?(?:哪|什么)|\b(?:which|what)\b.{0,24}\b(?:can|may|should|could) (?:i|we) (?:safely )?(?:delete|remove|clear|clean)\b/i;

/** "Which files can I delete": the file that found no room is not the one that takes it; the advice on full disks is. */
export function aboutRoom(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHAT_TO_DELETE.test(question)) return null;
  const cause = facts.causes.find(({ causeId }) => /^(?:disk-full|inode-exhausted)$/.test(causeId));
  if (!cause) return null;
  return reply(facts, cause.fix[language], [cause.at[0]], 0.88);
}

/** "Which file could it not lock": a path in the entry that speaks of what was done to it. */
export function aboutFile(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHICH_FILE.test(question)) return null;
  const hits = search(question.replace(WHICH_FILE, ' '), facts).filter(({ entry }) => PATH.test(entry.text));
  const [top] = hits;
  if (!top || top.coverage < 0.4) return null;
  const named = /\bfile\b|文件/i.test(question) ? A_FILE.exec(top.entry.text)?.[1] : undefined;
  return reply(
    facts,
    `\`${named ?? PATH.exec(top.entry.text)![1]}\`${pick(language, '：', ': ')}${quoted(top.entry)}`,
    [top.entry.at],
    0.86,
  );
}

const BROKEN_LINE =
  /\b(?:does|did|do) (?:it|the (?:log|error|message))\b.{0,12}\b(?:say|tell|show|mention|name|give)\b.{0,12}\b(?:which|what) line\b|\b(?:which|what) line (?:of|in) (?:the |this |that )?(?:file|config\w*|script|yaml|json|\S+\.\w{2,5})\b|(?:文件|配置|脚本).{0,6}(?:哪一?|第几)行|(?:哪一?|第几)行(?:配置)?(?:写错|有错|错|坏|不对)/i;
const LINE_NUMBER = /\bline:? #?(\d{1,6})\b|[\w.-]+\.\w{2,5}:(\d{1,6})(?::\d+)?\b|第 ?(\d{1,6}) ?行/i;

/** "Does it say which line of the file is broken": the line of a file that an error names, or that it names none. */
export function aboutBrokenLine(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!BROKEN_LINE.test(question)) return null;
  const causes = facts.quotable.filter(({ at }) => facts.causes.some((cause) => cause.at.includes(at)));
  const naming = causes.find(({ text }) => LINE_NUMBER.test(text));
  const [shown] = naming ? [naming] : causes;
  if (!shown) return null;
  const [, a, b, c] = LINE_NUMBER.exec(shown.text) ?? [];
  const line = a ?? b ?? c;
  return line === undefined
    ? reply(
        facts,
        pick(
          language,
          `没有，日志没说是第几行，只有：${quoted(shown)}`,
          `No, it does not say which line; all there is: ${quoted(shown)}`,
        ),
        [shown.at],
        0.88,
      )
    : reply(
        facts,
        pick(language, `第 ${line} 行：${quoted(shown)}`, `Line ${line}: ${quoted(shown)}`),
        [shown.at],
        0.9,
      );
}
