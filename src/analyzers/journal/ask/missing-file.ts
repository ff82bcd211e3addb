import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, refuse, reply } from './reply.ts';

const MISSING =
  /(?:缺|少|找不到|没有)(?:了|的)?(?:是)?(?:哪|什么)(?:一)?(?:个|些)?(?:文件|目录|路径)|(?:哪|什么)(?:一)?(?:个|些)?(?:文件|目录|路径).{0,4}(?:缺|找不到|不存在|没了|不见|没找到)|\b(?:which|what) (?:file|directory|folder|path)\b.{0,24}\b(?:missing|not (?:found|exist|there)|n[o']t (?:found|exist|there)|absent|lack\w*)|\b(?:missing|lacks?|lacking) (?:which|what) (?:file|directory|path)\b|\b(?:which|what) (?:file|directory|path) (?:is|was|does|did) (?:it )?(?:missing|lack|not find)/i;

/** How programs write that something is not there; what they wanted stands before or behind it. */
const NOT_THERE = /no such file|\bENOENT\b|does not exist|cannot find the (?:file|path)|没有那个文件/i;
const NAMED = '(\\.{0,2}(?:\\/+[\\w.@%+:-]*\\w)+\\/?|[\\w@+-][\\w.@+-]*\\.[a-z]\\w{0,5})';
const WANTED = [
  new RegExp(`${NAMED}["'\`\\u2019)]*(?:: (?:[\\w ]{1,40}: )?| )(?:no such file|does not exist|没有那个文件)`, 'i'),
  new RegExp(`(?:no such file or directory|ENOENT)[^/"'\`]{0,40}["'\`( ]+${NAMED}`, 'i'),
  new RegExp(
    `\\b(?:open|stat|lstat|access|read|exec|execve|chdir|directory|file|script)[ :("'\`\\u2018]+${NAMED}.{0,40}no such file`,
    'i',
  ),
];
/** A place in the program's own code, and a source that the message names for itself. */
const OWN_CODE = /(?:\.{0,2}\/)?[\w./-]*\w\.(?:c|cc|cpp|h|go|rs|py|js|java):(?:\w+:)?\d*/g;

const wantedIn = ({ text }: EntryFact): string | undefined => {
  const words = text.slice(0, 2_000).replace(OWN_CODE, ' ');
  return WANTED.map((pattern) => pattern.exec(words)?.[1]).find((name) => name !== undefined);
};

/** "Which file is missing": what stands in the very words that say so, or that those words name none. */
export function aboutMissingFile(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!MISSING.test(question)) return null;
  const causes = new Set(facts.causes.flatMap(({ at }) => at));
  const lines = facts.quotable
    .filter(({ text }) => NOT_THERE.test(text))
    .sort((one, other) => Number(causes.has(other.at)) - Number(causes.has(one.at)));
  const found = lines.find((entry) => wantedIn(entry) !== undefined);
  if (found)
    return reply(facts, `\`${wantedIn(found)}\`${pick(language, '：', ': ')}${quoted(found, 260)}`, [found.at], 0.91);
  const [first] = lines;
  if (!first || facts.quotable.some(({ text }) => /not found|cannot open|missing|找不到/i.test(text))) return null;
  return refuse(
    facts,
    language,
    pick(
      language,
      `日志只说少了一个文件，没有写是哪个：${quoted(first, 200)}`,
      `The log says that a file is missing and not which: ${quoted(first, 200)}`,
    ),
    [first.at],
    0.78,
  );
}
