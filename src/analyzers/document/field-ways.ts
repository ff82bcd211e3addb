import { askedPattern } from '../../knowledge/asked.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import { bigrams, foldText, runsOf, stem } from '../../language/segment.ts';
import { tokensOf } from '../../language/terms.ts';
import { type Field, knownFields } from './fields.ts';

/** What each kind of key counts: kinds of meaning, terms, words, two words, two Chinese characters and one. */
const WEIGHTS = { meaning: 2, term: 1, question: 0.6, word: 1, words: 0.6, pair: 0.6, character: 0.4 };
/** What the parts of a score count; fitted on ways of asking that were held out, and on questions that no field settles. */
const PARTS = { nearest: 0.55, second: 0.15, spoken: 0.162, said: 0.4, likely: 0.0192, fits: 0.036 };
/** What a key counts that no way of asking has, beside the rarest that one has. */
const UNKNOWN = 1.536;
/** How much the keys of all ways speak against the few of one field. */
const PRIOR = 1.2;
/** Differences of rarity are damped: the words of few ways are rare by accident. */
const DAMPED = 0.6;
/** How much of a key is left unsaid by each further way that has it. */
const UNSAID = 0.66;

/** Words that stand in questions of any kind. */
const OF_ANY = new Set(
  'a an the of to in on at is it its be are was do does will would can could may i my me this that there here and or if for by so then have has get gets with from as'.split(
    ' ',
  ),
);

/** What a question asks for, and the names of fields that can hold it. */
const TYPES: [asks: string, key: RegExp][] = [
  ['@span', /seconds$|^schedule$|^sleep$/i],
  ['@size', /limit$|storage$|memory$|^cpu$|^gpu$/i],
  ['@port', /port$|^ports$|name$/i],
  [
    '@number',
    /^parallelism$|^completions$|replicas$|limit$|threshold$|^max|^min|index|indexes$|^partition$|^start$|^gpu$|^cpu$|modes$|^weight$/i,
  ],
];

type Keys = Map<string, number>;
let meanings: [key: string, pattern: RegExp][] | undefined;

/** What a question or a way of asking says, each with its weight. */
function keysOf(text: string): Keys {
  meanings ??= loadKnowledge('pod-fields').flatMap(({ words }) =>
    Object.entries(words).map(([name, pattern]): [string, RegExp] => [`@${name}`, askedPattern(pattern)]),
  );
  const keys: Keys = new Map();
  const add = (key: string, weight: number): void => {
    if (weight > (keys.get(key) ?? 0)) keys.set(key, weight);
  };
  for (const { key, weight } of tokensOf(text))
    if (key.startsWith('=')) add(key, weight >= 1 ? WEIGHTS.term : WEIGHTS.question);
  for (const [key, pattern] of meanings) if (pattern.test(text)) add(key, WEIGHTS.meaning);
  const words: string[] = [];
  for (const run of runsOf(foldText(text))) {
    if (run.kind === 'latin') {
      const word = stem(run.text.replace(/'s$|'/g, ''));
      if (!OF_ANY.has(word)) add(word, WEIGHTS.word);
      words.push(word);
      continue;
    }
    for (const character of run.text) add(character, WEIGHTS.character);
    for (const pair of bigrams(run.text)) add(pair, WEIGHTS.pair);
  }
  for (let at = 1; at < words.length; at += 1) add(`${words[at - 1]} ${words[at]}`, WEIGHTS.words);
  return keys;
}

const HAN = /\p{Script=Han}/u;
/** Terms and meanings are the same in both languages. */
const ofBoth = (key: string): boolean => /^[@=]/.test(key);

/** A field's ways of being asked for, as they are compared. */
interface Ways {
  each: { keys: Keys; length: number }[];
  /** In how many of them each key is. */
  count: Keys;
  zh: number;
  en: number;
  says: ReadonlySet<string>;
}

interface Index {
  rarity: (key: string) => number;
  /** In which share of all ways of its language a key is; undefined for one that is in none. */
  usual: Keys;
  ways: Map<Field, Ways>;
}

let built: Index | undefined;

function index(): Index {
  if (built) return built;
  const fields = knownFields();
  const usual: Keys = new Map();
  const inFields: Keys = new Map();
  const all = { zh: 0, en: 0 };
  const read = fields.map((field) => {
    const each = field.ways.map(keysOf);
    const count: Keys = new Map();
    for (const keys of each) for (const key of keys.keys()) count.set(key, (count.get(key) ?? 0) + 1);
    for (const [key, times] of count) {
      inFields.set(key, (inFields.get(key) ?? 0) + 1);
      usual.set(key, (usual.get(key) ?? 0) + times);
    }
    const zh = field.ways.filter((way) => HAN.test(way)).length;
    all.zh += zh;
    all.en += field.ways.length - zh;
    return { field, each, count, zh, en: field.ways.length - zh };
  });
  for (const [key, times] of usual)
    usual.set(key, times / (ofBoth(key) ? all.zh + all.en : HAN.test(key) ? all.zh : all.en));
  const rarest = Math.log(1 + fields.length) ** DAMPED;
  const rarity = (key: string): number => {
    const own = inFields.get(key);
    return own === undefined ? rarest * UNKNOWN : Math.log(1 + fields.length / own) ** DAMPED;
  };
  const ways = new Map(
    read.map(({ field, each, count, zh, en }): [Field, Ways] => [
      field,
      {
        each: each.map((keys) => ({ keys, length: Math.hypot(...[...keys].map(([key, own]) => own * rarity(key))) })),
        count,
        zh,
        en,
        says: new Set(keysOf(`${field.is.zh} ${field.is.en}`).keys()),
      },
    ]),
  );
  built = { rarity, usual, ways };
  return built;
}

/** A field, and how near the question is to the ways in which it is asked for. */
export interface Scored {
  field: Field;
  score: number;
}

/** How near a question is to what each of some fields is asked for by: to its nearest ways, and to all its words. */
export function scoreFields(question: string, fields: readonly Field[]): Scored[] {
  const { rarity, usual, ways } = index();
  const asked = keysOf(question);
  const weights = new Map([...asked].map(([key, own]) => [key, own * rarity(key)]));
  const total = [...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0) || 1;
  const amount = [...asked.values()].reduce((sum, own) => sum + own, 0) || 1;
  return fields.map((field) => {
    const own = ways.get(field)!;
    const near = own.each
      .map(({ keys, length }) => {
        let both = 0;
        for (const [key, weight] of keys) both += (weights.get(key) ?? 0) * weight * rarity(key);
        return length === 0 ? 0 : both / (Math.sqrt(total) * length);
      })
      .sort((a, b) => b - a);
    let spoken = 0;
    let said = 0;
    let likely = 0;
    for (const [key, weight] of weights) {
      const times = own.count.get(key) ?? 0;
      spoken += weight ** 2 * (1 - UNSAID ** times);
      if (own.says.has(key)) said += weight ** 2;
      const share = usual.get(key);
      if (share === undefined) continue;
      const of = ofBoth(key) ? own.zh + own.en : HAN.test(key) ? own.zh : own.en;
      likely += asked.get(key)! * Math.log((times + PRIOR * share) / (of + PRIOR) / share);
    }
    const fits = TYPES.reduce((sum, [asks, key]) => sum + (asked.has(asks) ? (key.test(field.key) ? 1 : -1) : 0), 0);
    const score =
      PARTS.nearest * (near[0] ?? 0) +
      PARTS.second * (near[1] ?? 0) +
      (PARTS.spoken * spoken + PARTS.said * said) / total +
      (PARTS.likely * likely) / Math.sqrt(amount) +
      PARTS.fits * fits;
    return { field, score };
  });
}
