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
  const own = reasonOfTest(question, facts, language) ?? namedTest(question, facts, language);
  if (own) return own;
  const counted = aboutSummary(question, facts, language);
  if (counted) return counted;
  if (asked.else || (asked.count && !/哪几/.test(question))) return null;
  if (ASKS_EXPECTED.test(question)) return expectation(facts, language);
  if (!WHICH_FAILED.test(question) || asked.yesNo) return null;
  const found: { name: string; entry: EntryFact }[] = [];
  for (const pattern of FAILED) {
    for (const entry of facts.quotable) {
      const named = [entry.text, ...linesOf(entry)].flatMap((line) => pattern.exec(line)?.[1] ?? []);
      for (const name of named) if (!found.some((other) => other.name === name)) found.push({ name, entry });
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

/** The lines of an entry, also where several of a report were read as one. */
const linesOf = ({ raw }: EntryFact): string[] => raw.split('\n').map((line) => line.trimEnd());

/** How runners sum up: "1 failed, 17 passed, 1 skipped in 12.83s", "Tests: 1 failed, 18 total", "17 passing (12s)". */
const COUNTS = /(\d+) (failed|failing|failures?|passed|passing|skipped|pending|errors?|total)\b/gi;
const SUMMED: [kind: RegExp, asked: RegExp, zh: string, en: string][] = [
  [/^skipped|^pending/i, /跳过|\bskip\w*/i, '跳过', 'skipped'],
  [
    /^error/i,
    /(?:报错|出错|error).{0,6}(?:几|多少)|(?:几|多少)个?.{0,4}(?:报错|error)|\bhow many errors\b/i,
    '出错',
    'errors',
  ],
  [/^fail/i, /没过|没通过|失败|挂|红|\bfail\w*/i, '失败', 'failed'],
  [/^pass/i, /通过|过了|成功|绿|\bpass\w*/i, '通过', 'passed'],
];
const OF_TESTS = /测试|用例|跑(?:了)?|\b(?:tests?|cases|specs?|ran|run|suite)\b/i;

/** "How many were skipped", "一共跑了几个", "how long did it take": from the line that sums a run of tests up. */
function aboutSummary(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (asked.yesNo || !(asked.count || asked.howLong) || /哪|\bwhich\b/i.test(question)) return null;
  for (const entry of [...facts.quotable].reverse())
    for (const line of linesOf(entry).reverse()) {
      const counts = [...line.matchAll(COUNTS)].map(([, count, kind]) => ({ count: Number(count), kind: kind! }));
      if (counts.length < 2) continue;
      const took = /\bin (\d+(?:\.\d+)? ?(?:ms|s|min|seconds|minutes))\b|\((\d+(?:\.\d+)? ?(?:ms|s|m))\)/.exec(line);
      const time = took?.[1] ?? took?.[2];
      const told = (head: string): AnswerAbout =>
        reply(
          facts,
          `${head}${pick(language, '：', ': ')}\`${line.trim().replace(/^=+ | =+$/g, '')}\``,
          [entry.at],
          0.92,
        );
      if (asked.howLong) return time && !/\btest_|每/.test(question) ? told(time) : null;
      const kind = SUMMED.find(([, words]) => words.test(question));
      if (kind) {
        const own = counts.find((one) => kind[0].test(one.kind));
        return told(`${own?.count ?? 0} ${pick(language, `个${kind[2]}`, kind[3])}`);
      }
      if (!OF_TESTS.test(question)) return null;
      const total =
        counts.find((one) => /^total$/i.test(one.kind))?.count ?? counts.reduce((sum, one) => sum + one.count, 0);
      return told(pick(language, `一共 ${total} 个`, `${total} in all`));
    }
  return null;
}

/** A heading of a failed test in a report, and the line of it that says what went wrong. */
const HEADED =
  /^_{3,} (?:ERROR (?:at (?:setup|teardown) of|collecting) )?([\w./:[\]-]+?) _{3,}$|^\s*● (.{2,160})$|^=== (?:RUN|FAIL):? +(\S+)/;
const SAYS_WRONG = /^E\s{2,}(\S.*)$|^\s+(\w*(?:Error|Exception)\b: .+)$/;

/** "Why did the s3 test fail": of the test that the question's words are part of. */
function reasonOfTest(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!/为什么|为啥|原因|\bwhy\b|\bwhat\b.{0,30}\b(?:wrong|error|happened)\b/i.test(question)) return null;
  const lines = facts.quotable.flatMap((entry) => linesOf(entry).map((line) => ({ line, entry })));
  const parts = new Set(question.toLowerCase().match(/[a-z0-9]+/g) ?? []);
  const headed = lines.flatMap(({ line }, at) => {
    const match = HEADED.exec(line);
    const name = match?.[1] ?? match?.[2] ?? match?.[3];
    if (!name) return [];
    const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
    return [{ name, at, hits: words.filter((word) => word !== 'test' && word.length > 1 && parts.has(word)).length }];
  });
  const best = headed.filter(({ hits }) => hits > 0).sort((one, other) => other.hits - one.hits);
  const [first, second] = best;
  if (!first || (second && second.hits === first.hits && second.name !== first.name)) return null;
  const end = headed.find(({ at }) => at > first.at)?.at ?? lines.length;
  const wrong = lines.slice(first.at, end).find(({ line }) => SAYS_WRONG.test(line));
  if (!wrong) return null;
  const match = SAYS_WRONG.exec(wrong.line)!;
  const reason = (match[1] ?? match[2]!).trim().replaceAll('`', "'").slice(0, 240);
  return reply(
    facts,
    `\`${reason}\`${pick(language, `（${first.name}）`, ` (${first.name})`)}`,
    [wrong.entry.at],
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
