/**
 * Chinese in Traditional characters, as Taiwan and Hong Kong write it: read in Simplified ones, in which all patterns and
 * notes are, and answered as it was written.
 */

/** Common characters that only Traditional writing has, Japanese left out. */
const TRADITIONAL =
  /[這個們為嗎麼時會來對說過還後點與開關燈電應該沒無樣從實現動經選擇檔網頁發資訊處種級續線繼記憶體讓錯誤長門間問題設節連結單數據庫買賣車馬東書畫學習變邊鎖斷輸碼語讀寫聽觀視見規則邏輯環條項額頻閃滅藍綠紅黃轉換壞嘗試請給約總統計劃號執隊佇叢鏡啟啓運態狀徑參縮擴備復製遷銷毀檢測驗監際報紀錄鍵盤內並註釋暫緩衝擊隨機產業務協議傳遞響質補償調雜層專區塊佈嚴飛壓樹幾萬億裡麵隻歲銀鐵鋼齊龍龜]/gu;
const HAN = /\p{Script=Han}/gu;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** One such character in so many says that the text is written so. */
const ONE_IN = 15;

/** True for Chinese written in Traditional characters. */
export function isTraditional(text: string): boolean {
  const traditional = text.match(TRADITIONAL)?.length ?? 0;
  return traditional > 0 && !KANA.test(text) && traditional * ONE_IN >= (text.match(HAN)?.length ?? 0);
}

/** Words of the trade in Taiwan that the dictionary does not turn into those of the mainland. */
const TRADE: [taiwan: string, mainland: string][] = [
  ['映像档', '镜像'],
  ['映像文件', '镜像'],
  ['映像', '镜像'],
  ['预设', '默认'],
  ['脚位', '引脚'],
  ['逾时', '超时'],
  ['储存', '存储'],
  ['重新启动', '重启'],
  ['佈署', '部署'],
  ['权杖', '令牌'],
  ['凭证', '证书'],
  ['相依', '依赖'],
];

/** What the dictionary writes where Taiwan's trade says something else. */
const TAIWAN: [dictionary: string, trade: string][] = [
  ['名稱空間', '命名空間'],
  ['映象', '映像檔'],
  ['擴充套件', '擴充'],
  ['汙點', '污點'],
  ['例項', '實例'],
];

/** Stretches between signs and spaces: each is turned as a whole, so that it is found again in an answer that quotes it. */
const STRETCH = /[^\s，。；：！？、,;:!?()（）「」『』“”"'`|<>[\]{}]+/gu;
/** The same, from one place on. */
const RUN = new RegExp(STRETCH.source, 'yu');
const HAS_HAN = /\p{Script=Han}/u;

type Turn = (text: string) => string;
let simplify: Promise<Turn> | undefined;
let restore: Promise<Turn> | undefined;

const toMainland = (): Promise<Turn> =>
  (simplify ??= import('opencc-js/t2cn').then(({ Converter }) => {
    const turn = Converter({ from: 'twp', to: 'cn' });
    return (text) => TRADE.reduce((read, [taiwan, mainland]) => read.replaceAll(taiwan, mainland), turn(text));
  }));

const toTaiwan = (): Promise<Turn> =>
  (restore ??= import('opencc-js/cn2t').then(({ Converter }) => {
    const turn = Converter({ from: 'cn', to: 'twp' });
    return (text) => TAIWAN.reduce((told, [dictionary, trade]) => told.replaceAll(dictionary, trade), turn(text));
  }));

/** The text in Simplified characters and the mainland's words, line for line; any other text as it is. */
export async function inSimplified(text: string): Promise<string> {
  if (!isTraditional(text)) return text;
  const turn = await toMainland();
  return text.replace(STRETCH, (stretch) => (HAS_HAN.test(stretch) ? turn(stretch) : stretch));
}

/** Shorter stretches are words that an answer has of its own. */
const LEAST_QUOTED = 4;
/**
 * Puts an answer into Traditional characters and Taiwan's words.
 * @param value text, or JSON in which every string is turned.
 * @param original what was pasted: what the answer quotes from it stands there again as it was written.
 */
export async function inTraditional<T>(value: T, original = ''): Promise<T> {
  const [there, back] = [await toMainland(), await toTaiwan()];
  // By how they begin, the longest first: an answer is gone through once, however much was pasted.
  const quotable = new Map<string, string[]>();
  const writtenAs = new Map<string, string>();
  for (const written of new Set(original.match(STRETCH) ?? [])) {
    const read = HAS_HAN.test(written) ? there(written) : written;
    if (read === written || read.length < LEAST_QUOTED) continue;
    const head = read.slice(0, LEAST_QUOTED);
    writtenAs.set(read, written);
    quotable.set(head, quotable.get(head) ?? []);
    quotable.get(head)!.push(read);
  }
  for (const alike of quotable.values()) alike.sort((a, b) => b.length - a.length);
  const say: Turn = (text) => {
    if (!HAS_HAN.test(text)) return text;
    let told = '';
    let from = 0;
    for (let at = 0; at + LEAST_QUOTED <= text.length; at += 1) {
      const alike = quotable.get(text.slice(at, at + LEAST_QUOTED));
      if (!alike) continue;
      RUN.lastIndex = at;
      const run = RUN.exec(text)?.[0] ?? '';
      // Mostly it is quoted up to the next sign; else as much as fits.
      const read = writtenAs.has(run) ? run : alike.find((each) => text.startsWith(each, at));
      if (read === undefined) continue;
      const written = writtenAs.get(read)!;
      told += back(text.slice(from, at)) + written;
      from = at + read.length;
      at = from - 1;
    }
    return told + back(text.slice(from));
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return say(part);
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, own]) => [key, walk(own)]));
  };
  return walk(value) as T;
}
