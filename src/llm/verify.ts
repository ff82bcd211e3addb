import type { Fact } from '../analyzers/analyzer.ts';
import type { Language } from '../language/language.ts';
import { PLAIN_CHINESE, PLAIN_ENGLISH } from './plain-words.ts';
import { NUMBER_WORDS, type Reading, readText } from './tokens.ts';

/** A sentence a model wrote, with the facts it claims to state. */
export interface Sentence {
  text: string;
  facts: string[];
}

/** Why a sentence does not reach the reader. */
export type Objection =
  | 'no-fact'
  | 'form'
  | 'link'
  | 'mention'
  | 'language'
  | 'name'
  | 'number'
  | 'level'
  | 'negation'
  | 'joined'
  | 'word';

/** Evidence for a set of facts: their words and the lines they quote. */
export interface Evidence extends Fact {
  quotes: string[];
}

const LIMIT_CHARACTERS = 400;
const LINK = /https?:|www\.|\b[\w-]+\.(?:com|net|org|io|gg|ru|link|xyz)\b|\]\(|javascript:/i;
const MENTION = /@(?:everyone|here)\b|<[@#]|(?<![\w.])@\w/;
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

/**
 * Checks a sentence against the facts it names: every name, number with its unit, level, negation and word must come from
 * them; only words that claim nothing may be added. Returns why it is dropped, or null where it may be shown.
 */
export function objectTo(
  sentence: Sentence,
  evidence: ReadonlyMap<string, Evidence>,
  language: Language,
): Objection | null {
  const cited = sentence.facts.map((id) => evidence.get(id));
  if (cited.length === 0 || cited.some((fact) => fact === undefined)) return 'no-fact';
  const text = sentence.text.trim();
  const source = cited.map((fact) => [fact!.text, ...fact!.quotes].join('\n')).join('\n');
  if (text.length < 2 || text.length > LIMIT_CHARACTERS || HIDDEN.test(text) || /```|^[#>]|\n/.test(text))
    return 'form';
  if (LINK.test(text)) return 'link';
  if (MENTION.test(text.replace(/`[^`]*`/g, ''))) return 'mention';
  if (!isWrittenIn(text, language)) return 'language';
  const said = readText(text, language);
  const known = readText(source, language);
  if (!said.names.every((name) => holdsName(source, name))) return 'name';
  if (!said.numbers.every((number) => holdsNumber(known, number))) return 'number';
  if (!said.levels.every((level) => holdsLevel(known, level))) return 'level';
  return compareWords(said, known, source, language);
}

function isWrittenIn(text: string, language: Language): boolean {
  const prose = text.replace(/`[^`]*`/g, ' ');
  const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0;
  const foreign = prose.match(
    /[\p{Script=Cyrillic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}]/gu,
  );
  if (foreign) return false;
  return language === 'zh' ? han >= 2 : han === 0;
}

function holdsName(source: string, name: string): boolean {
  const squeeze = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
  const haystack = squeeze(source);
  const needle = squeeze(name);
  const isPath = needle.includes('/');
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    // PB1 is not in PB15, and /etc is neither in /etc2 nor in /etc/passwd.
    const before = haystack[at - 1] ?? ' ';
    const after = haystack[at + needle.length] ?? ' ';
    const open = (edge: string, inner: string) =>
      !(/[a-z0-9_]/.test(edge) && /[a-z0-9_]/.test(inner)) && !(isPath && edge === '/');
    if (open(before, needle[0]!) && open(after, needle.at(-1)!)) return true;
  }
  return false;
}

function holdsNumber(known: Reading, number: Reading['numbers'][number]): boolean {
  return known.numbers.some(
    ({ value, unit }) =>
      value === number.value &&
      (unit === number.unit || number.unit === null || (number.unit === 'times' && unit === null)),
  );
}

function holdsLevel(known: Reading, level: Reading['levels'][number]): boolean {
  return known.levels.some(({ name, on }) => name === level.name && on === level.on);
}

/** Words of grammar: they deny nothing and are denied by chance. */
const GRAMMAR =
  /^(?:a|an|the|thi|this|that|these|those|it|is|i|are|wa|was|were|be|been|being|ha|has|have|had|do|doe|does|did|to|of|in|on|at|by|for|with|from|and|or|but|so|as|than|then|there|which|who|what|when|where|while|if|not|no|never|more|any|all|only|still|also|again|first|second)$/;
const HAN_GRAMMAR =
  /^(?:.|[这那它他我你一每各][^\s]{0,2}|从来.*|并.*|已经|可以|因为|所以|但是|然后|之后|之前|时候|里面|什么)$/;

function compareWords(said: Reading, known: Reading, source: string, language: Language): Objection | null {
  const signs = new Map<string, Set<boolean>>();
  for (const word of known.words) {
    if (word) signs.set(word.stem, (signs.get(word.stem) ?? new Set()).add(word.negated));
  }
  const plain = source.toLowerCase();
  for (const word of said.words) {
    // Numbers in words are checked as numbers.
    if (!word || word.word.toLowerCase() in NUMBER_WORDS) continue;
    const sign = signs.get(word.stem);
    const isGrammar = /^[a-z']/i.test(word.word) ? GRAMMAR.test(word.stem) : HAN_GRAMMAR.test(word.word);
    if (sign) {
      if (!isGrammar && !sign.has(word.negated)) return 'negation';
      continue;
    }
    if (word.name) continue;
    // Chinese is cut differently in different sentences: a word that stands in the source as it is, is known.
    const stands = language === 'zh' && word.word.length > 1 && plain.includes(word.word.toLowerCase());
    if (!stands && !isPlainWord(word)) return 'word';
  }
  return joinsThoughts(said, source, language) ? 'joined' : null;
}

function isPlainWord({ word, stem }: { word: string; stem: string }): boolean {
  return PLAIN_CHINESE.has(word) || PLAIN_ENGLISH.has(stem);
}

/**
 * Whether a clause joins what the facts say in separate sentences: "survives a restart; is deleted with the Pod" does
 * not say that it survives the Pod.
 */
function joinsThoughts(said: Reading, source: string, language: Language): boolean {
  const sentences = source
    .split(/[;；。\n]|\.(?:\s|$)/)
    .map((sentence) => readText(sentence, language))
    .map((sentence) => ({ text: sentence.text.toLowerCase(), words: new Set(sentence.thoughts.flat()) }));
  return said.thoughts.some((thought) => {
    const own = thought.filter(
      (word) => !isPlainWord({ word, stem: word }) && !/^\d/.test(word) && !(word in NUMBER_WORDS),
    );
    if (own.length < 2) return false;
    return !sentences.some((sentence) =>
      own.every((word) => sentence.words.has(word) || (word.length > 1 && sentence.text.includes(word))),
    );
  });
}
