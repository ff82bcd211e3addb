import { speaksOf, takeThings, thingsOf } from '../../../knowledge/things.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { contentWords } from './topics.ts';

/** Words that ask, count or only fill, in both languages. */
const FILL =
  /一共|总共|总计|合计|到底|分别|前后|其中|日志|这段|里面|不同|几[个次条行种台遍回]?|多少[个次条行种台遍回]?|有[过没]?|没有|哪[些个种]?|什么|出现|发生|记录|来自|它|被|在|的|了|过|吗|呢|是|里|从|和|跟|这|那|来|上|都|也|又|啊|吧|试|次|个|条|行|种|出|报|进|打印|收到|提到|一下|谁|不|到|给|对|用|连|要|说|失|另外/g;
const FILL_WORDS =
  /^(?:many|often|different|distinct|unique|total|altogether|number|count|kinds?|types?|came|come|come|happened?|occurr?(?:ed)?|lines?|times?|entries|messages?|seen|logged|were|attempts?|made|caused?|appear\w*|all|together|through|does|unsuccessful\w*|whole|log|across|failed|fail|fails|failures?|tried|tries|try|got|see|affected|involved|impacted|hit)$/i;
const LEVELS: [asked: RegExp, level: RegExp, text: RegExp][] = [
  [/警告|告警|\bwarn(?:ing)?s?\b/i, /^warn/i, /\bwarn/i],
  [/(?:错误|报错|\berrors?\b)(?!码)/i, /^(?:err|crit|fatal|alert|emerg|panic|severe)/i, /\berrors?\b|失败/i],
];

/** The entries that a question is about, and what part of it no entry was found by. */
export interface Selection {
  entries: EntryFact[];
  /** The question says more than was understood. */
  left: boolean;
  /** How many things had to hold. */
  conditions: number;
  /** Each of them by itself. */
  tests: readonly Test[];
}

type Test = (entry: EntryFact) => boolean;

/** Entries for which everything the question names holds: "failed logins from 203.0.113.9". */
export function selected(question: string, facts: JournalFacts): Selection {
  const tests: Test[] = [];
  let text = question;
  for (const [asked, level, words] of LEVELS) {
    if (!asked.test(text)) continue;
    text = text.replace(asked, ' ');
    const ofLevel = facts.quotable.some((entry) => level.test(entry.level ?? ''));
    tests.push(ofLevel ? (entry) => level.test(entry.level ?? '') : (entry) => words.test(entry.raw));
  }
  const { named, rest } = takeThings(text, thingsOf('journal-asked'));
  text = rest;
  for (const thing of named)
    tests.push((entry) => speaksOf(thing, `${entry.program ?? ''} ${entry.text.slice(0, 2_000)}`));
  let left = false;
  for (const word of contentWords(text)) {
    if (FILL_WORDS.test(word)) continue;
    const stem =
      word.length > 5 && /^[a-z]+$/.test(word) ? word.replace(/(?:ing|ed|es|s)$/, '') : word.replace(/(?<=\d)xx$/, '');
    // `killed` is said of what was killed, and `oom-killer` of who does it: the word itself goes before its stem.
    const whole =
      stem !== word && facts.quotable.some(({ text }) => new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i').test(text));
    const exact = whole ? new RegExp(`(?<![a-z])${word}(?![a-z])`, 'i') : null;
    const holds: Test = ({ raw }) => (exact ? exact.test(raw) : wordIn(raw.toLowerCase(), stem));
    if (facts.quotable.some(holds)) tests.push(holds);
    else left = true;
  }
  const han = text.replace(/[^\p{Script=Han}]+/gu, ' ').replace(FILL, ' ');
  // A Chinese line says it in the question's own word.
  for (const [word] of han.matchAll(/\p{Script=Han}{2,}/gu)) {
    if (facts.quotable.some(({ text: line }) => line.includes(word)))
      tests.push(({ text: line }) => line.includes(word));
    else left = true;
  }
  return {
    entries: facts.quotable.filter((entry) => tests.every((test) => test(entry))),
    left,
    conditions: tests.length,
    tests,
  };
}

function wordIn(text: string, stem: string): boolean {
  const number = /^\d+$/.test(stem);
  for (let at = text.indexOf(stem); at >= 0; at = text.indexOf(stem, at + 1)) {
    if (/[a-z0-9]/.test(text[at - 1] ?? ' ')) continue;
    if (!number || !/[\d]/.test(text[at + stem.length] ?? ' ')) return true;
  }
  return false;
}
