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
/** Stands for a stretch while the rest is turned; nobody types it. */
const MARK = '\uE000';

/**
 * Puts an answer into Traditional characters and Taiwan's words.
 * @param value text, or JSON in which every string is turned.
 * @param original what was pasted: what the answer quotes from it stands there again as it was written.
 */
export async function inTraditional<T>(value: T, original = ''): Promise<T> {
  const [there, back] = [await toMainland(), await toTaiwan()];
  const stretches = [...new Set(original.match(STRETCH) ?? [])]
    .filter((written) => HAS_HAN.test(written))
    .map((written): [read: string, written: string] => [there(written), written])
    .filter(([read, written]) => read !== written && read.length >= LEAST_QUOTED)
    .sort(([a], [b]) => b.length - a.length);
  const say: Turn = (text) => {
    if (!HAS_HAN.test(text)) return text;
    const kept: string[] = [];
    let marked = text;
    for (const [read, written] of stretches) {
      if (!marked.includes(read)) continue;
      marked = marked.replaceAll(read, `${MARK}${kept.length}${MARK}`);
      kept.push(written);
    }
    const told = back(marked);
    return kept.length === 0 ? told : told.replace(/\uE000(\d+)\uE000/g, (_, at: string) => kept[Number(at)]!);
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return say(part);
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, own]) => [key, walk(own)]));
  };
  return walk(value) as T;
}
