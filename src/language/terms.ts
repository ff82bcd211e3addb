import { bigrams, foldText, hanWords, runsOf, stem } from './segment.ts';
import { TERM_LIST } from './term-list.ts';

const HAN = /\p{Script=Han}/u;

/** Function words: they carry no topic. */
const STOP = new Set(
  `a an the of to in on at by for with from into onto and or but if then so as it its this that these those there here
  i you he she we they me my your our their us them be is are was were been being am do did will would should could may
  might must shall have just also only very really actually please pls plz hi hello hey thanks thx btw wtf omg lol ok about any some all
  which who whom whose what s t re m ll d isn aren don doesn didn won wouldn couldn shouldn not no nor
  get got make let need want like one thing way even still yet too than up out over
  cant dont doesnt didnt isnt arent wasnt wont wouldnt couldnt shouldnt hasnt havent im ive youre theyre lets
  tell says say said rather whole quickly quick simply sentence sentences explain beginner newbie newbies dummies bring back brings take takes
  again ever already always often usually sometimes below above next first last now soon later new old actually basically
  complain complains guess know think thinks wonder wondering question questions help someone anyone anybody somebody people
  use using used such much more most less least own per via because while during between across along against
  each kind kinds sort exist exists exactly actual inside started c
  往里面 往里 的 了 吗 呢 吧 啊 呀 么 嘛 是 在 有 和 与 或 及 把 被 让 给 对 就 都 也 还 又 再 才 很 太 更 最 会 要 想 该 应该 这 那 这个 那个 哪 哪个
  哪些 什么 啥 一个 个 里 里面 上 下 中 后 前 时 时候 我 你 他 它 我们 你们 它们 其 之 以 为 于 从 到 跟 去 来 着 过 得 地 请问 一下 一直 到底 究竟 如果 那么 这样 那样 因为 所以 但是 而 并 请 问 您 不 没 没有 无 以后 之后 之前 以前 时间点 情况 东西 问题 大家 求 助 适合 干什么 是在 原来 还是 这种 那种 提示 保证 到底 属于 具体 究竟 通常 一般 如何做 怎么做 来说 里头 出来 起来 来着 老是 总是 只能 明明 已经 所有 全部 究竟是 到底是 小白 新人 新手 一回 半天 自己 不是 是不是 非要 好了 区分 配合 开启 打开 关掉 讲讲 说说 讲一下 说一下 介绍 解释 解释一下 科普 请教 大神 大佬 各位 帮忙 谢谢 一句话 简单 简单说 共有 不在 会变 拿到 去掉 合适 直接 普通 重新 单独 各自 级别 写在 都要 不清 搞不清 分不清 傻傻 经常 有时 有时候 突然 总是 一般 其实 感觉 好像 似乎 应当 需要 必须 想要 打算 准备 能够 知道 理解 学习 看到 发现 出现 遇到 碰到 使用 利用 通过 进行 做到 得到 变成 成为 里边 外面 上面 下面 前面 后面 左右 大概 大约 差不多 每次 每个 任何 某个 某些 一些 有些 有点 很多 许多 多少钱 对方 几种 哪种 哪几 哪几个 几类 怎么样 什么样 为何 如此 这么 那么 怎样 整 咋整 咋弄 咋搞 搞 弄`.split(
    /\s+/,
  ),
);

/** Concepts that say what kind of question it is rather than what it is about. */
export const ASKING = new Set([
  'why',
  'difference',
  'meaning',
  'howto',
  'default',
  'max',
  'min',
  'time',
  'count',
  'when',
  'same',
  'possible',
  'two',
  'multiple',
  'check',
  'find',
  'field',
  'cost',
  'benefit',
  'yaml',
  'config',
  'version',
  'put',
  'other',
  'who',
  'run-word',
  'existing',
  'hour',
  'together',
  'inside',
]);

interface Forms {
  byWords: Map<string, string>;
  longest: number;
  han: Map<string, string>;
  longestHan: number;
}

function readForms(): Forms {
  const forms: Forms = { byWords: new Map(), longest: 1, han: new Map(), longestHan: 1 };
  for (const line of TERM_LIST.trim().split('\n')) {
    const [concept, zh, en] = line.split('|').map((cell) => cell.trim()) as [string, string, string];
    for (const form of `${zh}, ${en}`
      .split(',')
      .map((cell) => cell.trim())
      .filter(Boolean)) {
      if (HAN.test(form)) {
        const key = form.replace(/\s+/g, '');
        if (!forms.han.has(key)) forms.han.set(key, concept);
        forms.longestHan = Math.max(forms.longestHan, key.length);
        continue;
      }
      const words = form.split(/\s+/).map(stem);
      const key = words.join(' ');
      if (!forms.byWords.has(key)) forms.byWords.set(key, concept);
      forms.longest = Math.max(forms.longest, words.length);
    }
  }
  return forms;
}

const FORMS = readForms();

/** A unit of meaning found in a text. */
export interface Token {
  /** `=concept` for a term of the list, else the stem of an English word or a Chinese word or pair of characters. */
  key: string;
  /** How much it counts beside other tokens: pairs of characters only support what words say. */
  weight: number;
  /** As it stood in the folded text. */
  surface: string;
}

/** Every English word and stem the term list knows; used to mend misspellings. */
export function knownWords(): string[] {
  return [...new Set([...FORMS.byWords.keys()].flatMap((key) => key.split(' ')))].filter((word) => word.length >= 4);
}

function latinTokens(words: string[], mend: (word: string) => string): Token[] {
  const tokens: Token[] = [];
  const stems = words.map((word) => {
    const plain = stem(word);
    return FORMS.byWords.has(plain) || STOP.has(word) ? plain : mend(plain);
  });
  for (let at = 0; at < words.length; ) {
    let length = Math.min(FORMS.longest, words.length - at);
    let concept: string | undefined;
    for (; length > 0; length -= 1) {
      concept = FORMS.byWords.get(stems.slice(at, at + length).join(' '));
      if (concept) break;
    }
    if (concept) {
      const surface = words.slice(at, at + length).join(' ');
      tokens.push({ key: `=${concept}`, weight: ASKING.has(concept) ? 0.45 : 1, surface });
      at += length;
      continue;
    }
    const word = words[at]!;
    // 128Mi, 500m: the unit is what is asked about.
    const quantity = /^(\d+)([kmgt]i?b?|ms|s)$/.exec(word);
    if (quantity) {
      tokens.push(
        { key: quantity[1]!, weight: 0.3, surface: word },
        { key: `unit-${quantity[2]}`, weight: 1, surface: word },
      );
      at += 1;
      continue;
    }
    if (!STOP.has(word) && !STOP.has(stems[at]!)) {
      tokens.push({ key: stems[at]!, weight: /^\d+$/.test(word) ? 0.5 : 1, surface: word });
      // kubernetes.io/hostname, app.example: the parts are words too.
      if (/[./:-]/.test(word)) {
        for (const part of word.split(/[./:-]+/)) {
          if (part.length <= 2 || STOP.has(part)) continue;
          const known = FORMS.byWords.get(stem(part));
          tokens.push({ key: known ? `=${known}` : stem(part), weight: 0.4, surface: part });
        }
      }
    }
    at += 1;
  }
  return tokens;
}

function hanTokens(run: string): Token[] {
  const tokens: Token[] = [];
  let rest = '';
  const flush = (): void => {
    if (rest === '') return;
    const words = hanWords(rest);
    for (const word of words) {
      if (word.length > 1 && !STOP.has(word)) tokens.push({ key: word, weight: 0.8, surface: word });
    }
    for (const pair of bigrams(rest)) {
      if (![...pair].every((character) => STOP.has(character)) && !STOP.has(pair)) {
        tokens.push({ key: `~${pair}`, weight: 0.25, surface: pair });
      }
    }
    rest = '';
  };
  for (let at = 0; at < run.length; ) {
    let length = Math.min(FORMS.longestHan, run.length - at);
    let concept: string | undefined;
    for (; length > 0; length -= 1) {
      concept = FORMS.han.get(run.slice(at, at + length));
      if (concept) break;
    }
    if (concept) {
      flush();
      tokens.push({ key: `=${concept}`, weight: ASKING.has(concept) ? 0.45 : 1, surface: run.slice(at, at + length) });
      at += length;
    } else {
      rest += run[at];
      at += 1;
    }
  }
  flush();
  return tokens;
}

/**
 * What a text is about, as tokens that are the same for Chinese, English and a mixture.
 * @param mend given an unknown English stem, the word that was probably meant
 */
export function tokensOf(text: string, mend: (word: string) => string = (word) => word): Token[] {
  const tokens: Token[] = [];
  let words: string[] = [];
  const flush = (): void => {
    if (words.length > 0) tokens.push(...latinTokens(words, mend));
    words = [];
  };
  // "init 容器" and "静态 Pod" are one term each, written with or without a space.
  const joined = foldText(text)
    // `--all` and `--now` are names, not function words.
    .replace(/(^|[^\w-])--([a-z][a-z-]*)/g, '$1 flag-$2')
    .replace(/\b(init) ?容器/g, '初始化容器')
    .replace(/(裸|静态|镜像) ?pods?\b/g, ' $1pod ');
  for (const run of runsOf(
    joined
      // "cpu/memory" is two words; a path or an image is one.
      .replace(/(^|[^\w./-])([a-z]+)\/([a-z]+)(?![\w./-])/g, '$1$2 $3')
      .replace(/裸pod/g, 'bare pod')
      .replace(/静态pod/g, 'static pod')
      .replace(/镜像pod/g, 'mirror pod'),
  )) {
    if (run.kind === 'latin') words.push(run.text);
    else {
      flush();
      tokens.push(...hanTokens(run.text));
    }
  }
  flush();
  return tokens;
}
