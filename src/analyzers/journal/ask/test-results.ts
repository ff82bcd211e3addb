import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

/** How the test runners say that one failed: Jest, pytest, Go, Mocha, TAP, Maven, Rust. */
const FAILED: RegExp[] = [
  /^\s*● (\S.{2,160}? › .{2,160})$/,
  /^FAILED ([\w./-]+::[\w:[\]. -]+?)(?: - .*)?$/,
  /^\s*--- FAIL: (\S+)/,
  /^test (\S+) \.\.\. FAILED$/,
  /^\s*not ok \d+ (?:- )?(.{2,160})$/,
  /^\s*[✕✗×] (.{2,160}?)(?: \(\d+ ?ms\))?$/,
  /^\[ERROR\] +(?:Failures: +)?([\w.]+\.\w+:\d+)\b/,
  /^FAIL:? +(\S+(?:\.(?:test|spec)\.\w+|_test\.\w+|\/\S+|Tests?\b)\S*)/,
];
const WHICH_FAILED =
  /(?:哪(?:个|些|几个|条)?|什么)(?:单元)?(?:测试|用例|测例).{0,8}(?:挂|失败|没过|没通过|红|错)|(?:挂|失败|没过)(?:了)?的?(?:是)?(?:哪|什么).{0,4}(?:测试|用例)|\b(?:which|what) (?:test|spec|case)s?\b.{0,20}\b(?:fail\w*|br[eo]ke\w*|red|not pass)|\b(?:failing|failed|broken) tests?\b/i;

const EXPECTED: [expected: RegExp, got: RegExp][] = [
  [
    /^\s*Expected(?: value| length| substring| pattern)?: +(.{1,160})$/,
    /^\s*Received(?: value| length| string)?: +(.{1,160})$/,
  ],
  [/^\s*(?:expected|want)\s*[:=]\s*(.{1,160})$/i, /^\s*(?:actual|got|received)\s*[:=]\s*(.{1,160})$/i],
];
const BOTH =
  /expected:? <?([^<>]{1,80}?)>? but (?:was|got):? <?([^<>]{1,80}?)>?$|\bgot ([^,;]{1,80})[,;] (?:want|expected) (.{1,80})$|\b(?:want|expected) ([^,;]{1,80})[,;] got (.{1,80})$|\bexpected (.{1,60}) to (?:equal|be|match) (.{1,60})$/i;
const ASKS_EXPECTED =
  /期望|预期|应该(?:是|返回|得)|实际(?:得|返回|是|的)|\bexpect(?:ed|s)?\b|\bactual\w*|\breceiv\w*|\bgot\b.{0,10}(?:instead|\?|$)/i;

/** "Which test failed", "what did it expect": from the report of a test runner. */
export function aboutTests(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  const own = namedTest(question, facts, language);
  if (own) return own;
  if (asked.else || (asked.count && !/哪几/.test(question))) return null;
  if (ASKS_EXPECTED.test(question)) return expectation(facts, language);
  if (!WHICH_FAILED.test(question) || asked.yesNo) return null;
  const found: { name: string; entry: EntryFact }[] = [];
  for (const pattern of FAILED) {
    for (const entry of facts.quotable) {
      const name = pattern.exec(entry.text)?.[1] ?? pattern.exec(entry.raw)?.[1];
      if (name && !found.some((other) => other.name === name)) found.push({ name, entry });
    }
    // The first way that names any names the tests; the others name their files.
    if (found.length > 0) break;
  }
  if (found.length === 0) return null;
  const file = facts.quotable.find(({ text }) => FAILED.at(-1)!.test(text));
  const shown = found.slice(0, 4);
  const names = shown.map(({ name }) => `\`${name.trim().replaceAll('`', "'")}\``).join(pick(language, '、', ', '));
  const more = found.length > 4 ? pick(language, `，另有 ${found.length - 4} 个`, ` and ${found.length - 4} more`) : '';
  const lines = [...new Set([...(file ? [file] : []), ...shown.map(({ entry }) => entry)])].slice(0, 3);
  return reply(
    facts,
    `${names}${more}${pick(language, '：', ': ')}${lines.map((entry) => quoted(entry, 200)).join('; ')}`,
    lines.map(({ at }) => at),
    0.92,
  );
}

/** "What went wrong in test_due_date": the line that names it. */
function namedTest(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (
    !/什么错|怎么错|为什么|为啥|原因|报(?:的)?什么|\bwhy\b|\bwhat\b.{0,30}\b(?:wrong|error|fail\w*|happened)\b|\bhow did\b/i.test(
      question,
    )
  )
    return null;
  const names = question.match(/\b[a-z]\w*_\w+\b|\bTest[A-Z]\w+\b/g) ?? [];
  const failing = facts.quotable.filter(
    ({ text, raw }) =>
      names.some((name) => raw.includes(name)) &&
      (FAILED.some((pattern) => pattern.test(text)) || /\b\w*(?:Error|Exception)\b/.test(text)),
  );
  const found = failing.find(({ text }) => / - \S/.test(text)) ?? failing[0];
  if (!found) return null;
  const reason = / - (.+)$/.exec(found.text)?.[1];
  const head = reason ? `\`${reason.replaceAll('`', "'").slice(0, 200)}\`${pick(language, '：', ': ')}` : '';
  return reply(facts, `${head}${quoted(found, 260)}`, [found.at], 0.91);
}

function expectation(facts: JournalFacts, language: Language): AnswerAbout | null {
  for (const [wanted, got] of EXPECTED) {
    const at = facts.quotable.findIndex(({ text }) => wanted.test(text));
    const one = facts.quotable[at];
    const other = facts.quotable.slice(Math.max(0, at - 2), at + 4).find(({ text }) => got.test(text));
    if (!one || !other) continue;
    return told(wanted.exec(one.text)![1]!, got.exec(other.text)![1]!, [one, other], facts, language);
  }
  for (const entry of facts.quotable) {
    const match = BOTH.exec(entry.text);
    if (!match) continue;
    const [expected, actual] = match[1]
      ? [match[1], match[2]!]
      : match[3]
        ? [match[4]!, match[3]]
        : match[5]
          ? [match[5], match[6]!]
          : [match[8]!, match[7]!];
    return told(expected, actual, [entry], facts, language);
  }
  return null;
}

function told(
  expected: string,
  actual: string,
  from: EntryFact[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout {
  const code = (text: string): string => `\`${text.trim().replaceAll('`', "'")}\``;
  return reply(
    facts,
    `${pick(language, `期望 ${code(expected)}，实际 ${code(actual)}：`, `Expected ${code(expected)}, got ${code(actual)}: `)}${from.map((entry) => quoted(entry, 200)).join('; ')}`,
    from.map(({ at }) => at),
    0.91,
  );
}
