import type { Language } from '../language/language.ts';
import { bigrams, foldText, stem, withinEdits } from '../language/segment.ts';
import { type Marked, marked, type Slots } from './slots.ts';

/** A question that is answered, and other wordings of it. */
export interface Way {
  name: string;
  /** The wording that is answered: with `{pin}`, `{name}`, ... for what the asker names, `{on}` and `{off}` for his word for it. */
  means: Record<Language, string>;
  /** The same where no pin is named. */
  alone?: Record<Language, string> | undefined;
  /** Known, so that it is not taken for one like it, and not answered. */
  unanswered?: boolean;
  said: Record<Language, string[]>;
}

/** Words that mean the same in questions: the first stands for all of them. */
export type Alike = Record<Language, string[][]>;

interface Wording {
  way: Way;
  keys: Keys;
  norm: number;
}

/** What is told of a text: words, characters and pairs of them, by how much each counts. */
type Keys = Map<string, number>;

interface Index {
  wordings: Wording[];
  /** By way: in which share of its wordings each key stands. */
  shares: Map<Way, Map<string, number>>;
  /** The same over all ways: how common a key is. */
  common: Map<string, number>;
  rarity: Map<string, number>;
  turns: Map<Way, { may: Set<string>; must: string[] }>;
  /** Words of the wordings, as they are written. */
  words: Set<string>;
  alike: [RegExp, string][];
}

/** A way that a question was taken in. */
export interface Taken {
  way: Way;
  /** How near its wordings are, from 0 to 1. */
  near: number;
  /** How likely it is this way and no other. */
  sure: number;
}

/** What a question names, as it stands there. */
export interface Named {
  pins?: readonly string[];
  names?: readonly string[];
  /** There is one pin only: it need not be named. */
  onlyOne?: boolean;
}

/** A known question, and how it is put of what was named. */
export interface Known {
  name: string;
  /** Null where it is known and not answered. */
  means: string | null;
}

const HAN = /\p{Script=Han}/u;

/** Below this a question is not the same as any known one. */
const NEAR_ENOUGH: Record<Language, number> = { zh: 0.55, en: 0.62 };
/** Below this another of the known ones may be meant. */
const SURE_ENOUGH: Record<Language, number> = { zh: 0.75, en: 0.93 };

/** A question word more or less, and it is another question: what of these stands in one has to stand in the other. */
const TURNS: [string, RegExp][] = [
  ['not', /[不没无别未]|\b(?:not|no|never|without|nothing|nobody|cannot)\b|n't\b/],
  ['if', /如果|要是|假如|的话|\b(?:if|suppose|assuming|unless)\b/],
  ['before', /[之以]前|\b(?:before|until|till)\b/],
  ['after', /[之以]?后(?!面)|完(?!整|全)|\b(?:after|once|since|later)\b/],
  ['first', /第一|首|最[先早初]|头一|\b(?:first|initial\w*|start(?:s|ing)?)\b/],
  ['last', /最[后末晚]|末尾|\b(?:last|final\w*)\b/],
  [
    'press',
    /按(?!键(?![后了完一])|钮|什么顺序|怎样的次序|顺序)|摁|戳|触发|\b(?:press\w*|push\w*|hit|tap\w*|click\w*|trigger\w*)\b/,
  ],
  ['hold', /按住|按着|压着|长按|摁住|一直按|\b(?:hold\w*|held|keep\w* .{0,20}press\w*|long press)\b/],
  ['release', /松|放手|放开|抬起|弹起|\b(?:releas\w*|let(?:ting)? go|unpressed)\b/],
  ['again', /再|又|重新|第二次|第二下|\b(?:again|another|once more|second time|twice)\b/],
  [
    'edit',
    /改(?!变)|换|删|去掉|注释|增加|减少|调[快慢大小]|\b(?:chang(?:e|ing) .{1,30} to|replac\w*|remov\w*|delet\w*|swap\w*|comment)\b/,
  ],
  ['whether', /吗/],
  ['help', /有用|管用|有帮助|\bhelp(?:s|ed)?\b/],
  ['why', /为什么|为何|为啥|干嘛要|\b(?:why|how come|reason)\b/],
  ['most', /最(?![后先初末])|上限|顶多|\b(?:most|max\w*|highest|longest|biggest|largest|peak|fastest)\b/],
  ['least', /最[小少低短慢暗]|下限|\b(?:least|min(?:imum)?|lowest|shortest|smallest|slowest)\b/],
  ['off', /灭|熄|关(?!于|键|闭?的?条件)|断开|停|黑|\b(?:off|dark|out|unlit|stops?|stopped)\b/],
  ['all', /全(?!程|过程)|所有|都(?!会|是|要|有|做|用|能)|\b(?:all|every\w*|whole|full)\b/],
  ['both', /同时|一起|一块|同步|\b(?:both|together|simultaneous\w*|same|at once|sync\w*|overlap\w*)\b/],
  ['slow', /慢|\bslow\w*/],
  ['fast', /快|\b(?:fast\w*|quick\w*|speed)\b/],
  ['other', /别的|其他|其它|另|\b(?:other|else|instead)\b/],
  ['second', /每秒|一秒|\b(?:per|a|each|every|one) second\b/],
  ['minute', /分钟|\bminutes?\b/],
  ['hour', /小时|钟头|\b(?:hours?|hourly)\b/],
  ['how to', /(?:怎么|怎样|如何)(?=[^变]{0,8}(?:写|接|读|设|用|滤|控制|连|装|烧|下载|移植|驱动|画|算|买))/],
  ['making', /写(?!错|入|[01零高低])|编译|烧录|下载|移植|\b(?:wrote|written|compil\w*|port(?:ed|ing))\b/],
  ['who', /谁(?!先|后|更|闪|亮|最|在前|快|[会被]|改|给|定义|变)|\bwho (?:made|wrote|are|is (?:the|your))\b/],
  ['you', /你(?!好)|\b(?:do|would|could|are|have) you\b/],
  ['size', /多大的|\bhow (?:big|large)\b/],
  [
    'count',
    /(?:几|多少)(?:个|盏|颗|只|路|种|级|档|步)|\b(?:how many|number of|count) (?!ms\b|milli|sec|minutes|hours|times|hertz|hz)/,
  ],
  ['day', /[每一]天|[每一]日|\b(?:day|daily|week|month|year)s?\b/],
];

/** Signs of asking that deny nothing: "是不是", "亮不亮", "做了没". */
const ASKS_ONLY: [RegExp, string][] = [
  [/(\p{Script=Han})[不没]\1/gu, '$1'],
  [/是否/g, '是'],
  [/有没有?|有无/g, '有'],
  [/[不没]\s*[?？]*$/g, ''],
  [/不停|不断/g, '一直'],
  [/按住不[放松动]|不(?:松手|撒手|松开|放手|松|放)/g, '按住'],
  [/差不多|不知道|不懂|搞不清/g, ''],
  [/\b(?:isn|doesn|don|won|aren)'?t (?:it|the|that|this|they)\b/g, ''],
];

/** Nothing is pressed: neither "not" nor "press" of something else. */
const UNPRESSED =
  /(?:没有?|不|未|无)(?:人)?(?:去)?(?:按|碰|动)(?:它|过)?(?:下|键|着|住|按键)?|\b(?:not|isn't|never|nobody|nothing|no one|without|with no)\b.{0,16}?\b(?:press\w*|push\w*|touch\w*)|\bun(?:pressed|touched)\b/g;

function turnsOf(text: string): Set<string> {
  const rest = text.replace(UNPRESSED, ' ');
  const turns = new Set(TURNS.flatMap(([name, pattern]) => (pattern.test(rest) ? [name] : [])));
  if (rest !== text) turns.add('unpressed');
  return turns;
}

const STOP_ZH =
  /到底|究竟|大概|大约|大致|请问|其实|变量|数值|玩意儿?|东西|这里|那里|当中|其中|具体|实际|真的|应该|可以|能够|那么|一下|[的了吗呢啊呀吧么嘛哦哈呗呐噢哎喂咧这那它我您你请问下子个是会在得地之儿于将使才就也呀嗯只]/g;
const STOP_EN = new Set(
  `a an the of to in on at by for with from into and or but then so it its this that these those there here i you he we they
  me my is are was were be been being am do does did will would should could can may might must has have had just also really
  please pls plz hi hello hey thanks ok tell whats what's s im i'm ive supposed actually exactly really thing things stuff around currently
  basically simply right roughly about approximately gonna wanna kinda guys someone somehow let's see show give know want get gets
  got anyway like though still as who's that's here's there's itself own yet overall one ones with site whole case guess say says said think bit`.split(
    /\s+/,
  ),
);

/** What stands for words alike counts more than a word, a character and a neighbourhood less. */
const CONCEPT = 1.6;
const WORD = 1;
const CHARACTER = 0.75;
const NEIGHBOURS = 0.4;
/** What no wording uses is no proof of another question. */
const UNKNOWN = 0.55;
/** How much the nearest wording counts beside what all wordings of its way say. */
const NEAREST = 0.7;
/** A turn that this share of a way's wordings has belongs to the question. */
const BELONGS = 0.8;
/** What is unheard of in a way is held to be this much of what is usual. */
const UNHEARD = 0.02;
/** So near two wordings are the same, and so far apart they are two. */
const THE_SAME = 0.95;
const APART = 0.25;
/** A word of this many ways or fewer is a topic. */
const FEW = 4;
/** How far what the keys say is trusted: they are not independent of each other. */
const TRUST = 1 / 1.4;

/** A pin or a thing is named, whichever. */
const NAMED = /[\ue001\ue002]/;

function keysOf(text: string, language: Language, index: Pick<Index, 'alike'>): Keys {
  let said = text;
  index.alike.forEach(([pattern], at) => {
    said = said.replace(pattern, ` ${String.fromCharCode(0xe100 + at)} `);
  });
  const keys = new Map<string, number>();
  const add = (key: string, weight: number): void => {
    keys.set(key, Math.max(weight, keys.get(key) ?? 0));
  };
  for (const [concept] of said.matchAll(/[\ue100-\ue8ff]/g)) add(concept, CONCEPT);
  if (NAMED.test(said)) add('', NEIGHBOURS);
  if (language === 'zh') {
    for (const run of said.split(/[^\p{Script=Han}\w]+/u)) {
      if (/^\w+$/.test(run)) add(stem(run), WORD);
      else {
        const kept = run.replace(STOP_ZH, '');
        for (const character of kept) add(character, CHARACTER);
        for (const pair of bigrams(kept)) add(pair, NEIGHBOURS);
      }
    }
    return keys;
  }
  const words = (said.match(/[\ue100-\ue8ff]|[a-z][a-z']*/g) ?? []).filter((word) => !STOP_EN.has(word)).map(stem);
  for (const word of words) if (!/[\ue100-\ue8ff]/.test(word)) add(word, WORD);
  for (const [at, word] of words.entries()) if (at > 0) add(`${words[at - 1]} ${word}`, NEIGHBOURS);
  return keys;
}

/** What is compared: small letters, one space, nothing that only asks. */
function plainOf(text: string): string {
  let said = foldText(text)
    .replace(/[?？!！。.,，;；:：~"'()]+(?=\s|$)/g, ' ')
    .trim();
  for (const [pattern, instead] of ASKS_ONLY) said = said.replace(pattern, instead);
  return said;
}

function indexOf(ways: readonly Way[], alike: Alike, language: Language): Index {
  const han = language === 'zh';
  const index: Index = {
    wordings: [],
    shares: new Map(),
    common: new Map(),
    rarity: new Map(),
    turns: new Map(),
    words: new Set(alike[language].flatMap((forms) => forms.join(' ').match(LONG_WORD) ?? [])),
    alike: alike[language].map((forms): [RegExp, string] => [
      new RegExp(han ? forms.join('|') : `\\b(?:${forms.join('|')})\\b`, 'g'),
      forms[0]!,
    ]),
  };
  for (const way of ways) {
    const texts = [(way.alone ?? way.means)[language], ...way.said[language]].map((text) =>
      plainOf(marked(text.replace('{on}', han ? '亮' : 'on').replace('{off}', han ? '灭' : 'off'), language).text),
    );
    const turns = texts.map(turnsOf);
    const may = new Set(turns.flatMap((own) => [...own]));
    const must = [...may].filter((turn) => turns.filter((own) => own.has(turn)).length >= turns.length * BELONGS);
    index.turns.set(way, { may, must });
    const shares = new Map<string, number>();
    for (const text of texts) {
      for (const word of text.match(LONG_WORD) ?? []) index.words.add(word);
      const keys = keysOf(text, language, index);
      for (const key of keys.keys()) shares.set(key, (shares.get(key) ?? 0) + 1 / texts.length);
      index.wordings.push({ way, keys, norm: 0 });
    }
    index.shares.set(way, shares);
  }
  const ofWays = new Map<string, number>();
  for (const shares of index.shares.values())
    for (const [key, share] of shares) {
      ofWays.set(key, (ofWays.get(key) ?? 0) + 1);
      index.common.set(key, (index.common.get(key) ?? 0) + share / ways.length);
    }
  for (const [key, count] of ofWays) index.rarity.set(key, Math.log(1 + ways.length / count));
  for (const wording of index.wordings) wording.norm = lengthOf(wording.keys, index);
  return index;
}

/** How much a key counts in a text: the more, the fewer ways use it. */
const countsIn = ({ rarity, shares }: Index, key: string, weight: number): number =>
  weight * (rarity.get(key) ?? UNKNOWN * Math.log(1 + shares.size / 2));

const lengthOf = (keys: Keys, index: Index): number =>
  Math.sqrt([...keys].reduce((sum, [key, weight]) => sum + countsIn(index, key, weight) ** 2, 0));

/** Known ways of asking. What they are looked up by is made when it is first needed. */
export class Ways {
  readonly #indexes: Partial<Record<Language, Index>> = {};
  readonly #ways: readonly Way[];
  readonly #alike: Alike;

  /** @param files knowledge files of one field, each with questions and with words that mean the same in them */
  constructor(files: readonly { ways: readonly Way[]; alike: Alike }[]) {
    this.#ways = files.flatMap(({ ways }) => ways);
    this.#alike = { zh: files.flatMap(({ alike }) => alike.zh), en: files.flatMap(({ alike }) => alike.en) };
  }

  #index(language: Language): Index {
    this.#indexes[language] ??= indexOf(this.#ways, this.#alike, language);
    return this.#indexes[language];
  }

  /** Whether some wording uses a word. */
  uses(word: string): boolean {
    const language: Language = HAN.test(word) ? 'zh' : 'en';
    const index = this.#index(language);
    const keys = keysOf(word.toLowerCase(), language, index);
    return [...keys.keys()].some((key) => index.rarity.has(key));
  }

  /**
   * The way that a question is nearest to, however far that is; null where the nearest wording and all wordings together
   * speak for two different ones.
   * @param fits whether a way has a place for what the question names
   */
  nearest(question: Marked, language: Language, fits: (way: Way) => boolean): Taken | null {
    const index = this.#index(language);
    const text = plainOf(question.text);
    const turns = turnsOf(text);
    const fitting = this.#ways.filter((way) => {
      const { may, must } = index.turns.get(way)!;
      return [...turns].every((turn) => may.has(turn)) && must.every((turn) => turns.has(turn)) && fits(way);
    });
    const keys = keysOf(
      text.replace(LONG_WORD, (word) => mended(word, index)),
      language,
      index,
    );
    const norm = lengthOf(keys, index);
    if (norm === 0 || fitting.length === 0) return null;
    // A word that no wording knows may be what the question is about.
    if ([...keys.keys()].some((key) => isAlone(key) && !index.rarity.has(key))) return null;
    const likeness = new Map(fitting.map((way) => [way, 0]));
    for (const { way, keys: other, norm: length } of index.wordings) {
      const known = likeness.get(way);
      if (known === undefined || length === 0) continue;
      let both = 0;
      for (const [key, weight] of keys)
        if (other.has(key)) both += countsIn(index, key, weight) * countsIn(index, key, other.get(key)!);
      likeness.set(way, Math.max(known, both / (norm * length)));
    }
    const scored = fitting.map((way) => {
      const shares = index.shares.get(way)!;
      let all = 0;
      let shared = 0;
      let speaks = 0;
      for (const [key, weight] of keys) {
        const counts = countsIn(index, key, weight);
        const share = shares.get(key) ?? 0;
        all += counts;
        if (share > 0) shared += counts;
        const common = index.common.get(key);
        if (common !== undefined) speaks += weight * Math.log(share + UNHEARD * common);
      }
      return { way, near: NEAREST * likeness.get(way)! + (1 - NEAREST) * (shared / all), speaks: speaks * TRUST };
    });
    const first = scored.reduce((top, each) => (each.speaks > top.speaks ? each : top));
    if (scored.some(({ near }) => near > first.near)) return null;
    // What is asked of other things only is left over: "the biggest k it prints".
    const own = index.shares.get(first.way)!;
    const ofFew = Math.log(1 + this.#ways.length / FEW);
    if ([...keys.keys()].some((key) => isAlone(key) && !own.has(key) && index.rarity.get(key)! >= ofFew)) return null;
    const likely = 1 / scored.reduce((sum, { speaks }) => sum + Math.exp(speaks - first.speaks), 0);
    // One of its wordings as it stands, and no other way has one like it.
    const same =
      first.near > THE_SAME && scored.every(({ way, near }) => way === first.way || near < first.near - APART);
    return { way: first.way, near: first.near, sure: same ? 1 : likely };
  }

  /**
   * The known question that one surely is: its name, and how it is put with the asker's own names in it. Null where it is none
   * of them or may be another.
   */
  known(question: string, { pins = [], names = [], onlyOne = false }: Named): Known | null {
    const language: Language = HAN.test(question) ? 'zh' : 'en';
    const read = marked(question, language, pins, names);
    const means = (way: Way): string | null => inKnownWords(question, read, way, language, onlyOne);
    const found = this.nearest(read, language, (way) => means(way) !== null);
    if (!found || found.near < NEAR_ENOUGH[language] || found.sure < SURE_ENOUGH[language]) return null;
    return { name: found.way.name, means: found.way.unanswered ? null : means(found.way) };
  }
}

/** A word or a character, and no pair. */
const isAlone = (key: string): boolean => (/\p{Script=Han}/u.test(key) ? key.length === 1 : !key.includes(' '));

/** Short words are too near to each other to be mended. */
const LONG_WORD = /[a-z]{5,}/g;

/** A word that no wording uses, as the one it was probably meant to be. */
function mended(word: string, { words, rarity }: Index): string {
  if (words.has(word) || rarity.has(stem(word)) || STOP_EN.has(word)) return word;
  for (const slips of word.length > 7 ? [1, 2] : [1])
    for (const known of words) if (withinEdits(word, known, slips)) return known;
  return word;
}

const SLOT = /\{(\w+)\}/g;
const KINDS: Record<string, keyof Slots> = {
  pin: 'pin',
  pin2: 'pin',
  name: 'name',
  number: 'number',
  time: 'time',
  line: 'line',
};
const WORD_FOR: Record<'on' | 'off', RegExp> = {
  on: /亮|响|叫|鸣|吸合|转(?!换)|工作|抽水|启动|打开|开(?!始|机|漏)|闪/,
  off: /熄灭|熄|灭|断开|关|停/,
};

/**
 * The question that a way means, with the asker's own names in it; null where it has no place for one of them, or needs one
 * that was not named.
 */
function inKnownWords(
  question: string,
  { slots }: Marked,
  way: Way,
  language: Language,
  onlyOne: boolean,
): string | null {
  const named = slots.pin.length > 0 ? slots.pin : slots.thing;
  const own: Record<string, string[]> = { ...slots, pin: named };
  const fill = (text: string): string | null => {
    const needs = [...text.matchAll(SLOT)].flatMap(([, slot]) => (KINDS[slot!] ? [KINDS[slot!]!] : []));
    for (const kind of ['pin', 'name', 'number', 'time', 'line'] as const) {
      const wanted = needs.filter((each) => each === kind).length;
      const given = own[kind]!.length;
      // The one output of a program, or a light called just that, need not be named.
      const spare = kind === 'pin' && wanted === 0 && given === 1 && (onlyOne || slots.pin.length === 0);
      if (wanted !== given && !spare) return null;
    }
    const left: Record<string, string[]> = Object.fromEntries(
      Object.entries(own).map(([kind, said]) => [kind, [...said]]),
    );
    return text.replace(SLOT, (whole, slot: string) => {
      if (slot === 'on' || slot === 'off')
        return language === 'zh' ? (WORD_FOR[slot].exec(question)?.[0] ?? (slot === 'on' ? '亮' : '灭')) : slot;
      return left[KINDS[slot]!]?.shift() ?? whole;
    });
  };
  return fill(way.means[language]) ?? (way.alone ? fill(way.alone[language]) : null);
}
