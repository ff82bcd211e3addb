import { loadKnowledge } from '../../../knowledge/load.ts';
import type { VendorCalls } from '../../../knowledge/vendor-call.ts';
import { allChips } from '../../../machine/chip.ts';
import { blankComments } from '../code.ts';
import { type Action, examplePort, statementFor } from '../translate.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

type Doing = keyof VendorCalls['actions'];

/** What people call a library, the particular names first; the value is its file, or `registers` for none at all. */
const CALLED: [RegExp, string][] = [
  [/寄存器|\bregisters?\b|裸写/i, 'registers'],
  [/(?<![\w-])LL(?![\w-])/, 'stm32-ll'],
  [/(?<![\w-])HAL(?![\w-])/, 'stm32-hal'],
  [/标准(?:外设)?库|(?<![\w-])(?:SPL|StdPeriph)(?![\w-])|\bstandard peripheral/i, 'stm32f1-spl'],
  [/\bgd32f4\w*/i, 'gd32f4-lib'],
  [/\bgd32\w*|兆易/i, 'gd32f1-lib'],
  [/opencm3/i, 'libopencm3'],
  [/\bch32\w*|沁恒/i, 'ch32v-lib'],
  [/\bn32\w*|国民技术/i, 'n32g45x-spl'],
  [/\bpico\b|\brp2040\b/i, 'pico-sdk'],
  [/\besp-?idf\b|\besp32\w*|乐鑫/i, 'esp-idf'],
  [/wiringpi|树莓派|\braspberry pi\b/i, 'wiringpi'],
  [/\bnrf5?\w*/i, 'nrf-sdk'],
  [/\barduino\b/i, 'arduino'],
  [/\bstm32\w*|意法/i, 'stm32-hal'],
];
const ASKS_FOR_IT =
  /怎么写|咋写|怎么用|对应|相当于|等价|换成|改成|翻译|是什么|是啥|叫什么|用什么|哪个函数|\bequivalent\b|\bin (?:the )?\w+|\bon (?:an? |the )?\w+|\bwith (?:the )?\w+|\bcalled\b|\binstead\b|\btranslat\w*|\bport\b|\bversion\b/i;

const DOINGS: Record<Doing, { zh: string; en: string }> = {
  set: { zh: '置高', en: 'set high' },
  clear: { zh: '拉低', en: 'set low' },
  toggle: { zh: '翻转', en: 'toggle' },
  read: { zh: '读', en: 'read' },
  delay: { zh: '等待', en: 'wait' },
};
const EXAMPLE = { port: 'A', bit: 5, ms: 100 };

const fill = (template: string, port: string): string =>
  template.replaceAll('{P}', port).replaceAll('{n}', String(EXAMPLE.bit)).replaceAll('{ms}', String(EXAMPLE.ms));

/** What a call does in a library, by the statements of the library that begin with its name. */
const doingsOf = (library: VendorCalls, name: string): Doing[] =>
  (Object.keys(library.actions) as Doing[]).filter((doing) => library.actions[doing]!.startsWith(`${name}(`));

/** The library a call belongs to, one that this program is written for first. */
function libraryOf(name: string, { facts }: Asking, other: string): VendorCalls | undefined {
  const own = loadKnowledge('vendor-calls').filter((library) => doingsOf(library, name).length > 0);
  return (
    own.find(({ family, chips, id }) => id !== other && (family === facts.family || chips.includes(facts.chip))) ??
    own.find(({ id }) => id !== other)
  );
}

/** The statement for it in the other library; through the chip's own registers where those are asked for. */
function spelled(asking: Asking, target: string, doing: Doing): string | null {
  if (target !== 'registers') {
    const library = loadKnowledge('vendor-calls').find(({ id }) => id === target);
    const template = library?.actions[doing];
    return template === undefined ? null : fill(template, EXAMPLE.port);
  }
  const chip = allChips().get(asking.facts.chip);
  if (!chip || doing === 'delay') return null;
  return statementFor(chip, examplePort(chip, EXAMPLE.port), doing satisfies Action, EXAMPLE.bit);
}

/** "GPIO_ResetBits 在 GD32 上怎么写", "HAL_GPIO_WritePin in LL?": the same by the calls of another library. */
export function aboutOtherCall(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS_FOR_IT.test(question)) return null;
  const words = [...new Set(question.match(/[A-Za-z_]\w+/g) ?? [])];
  // A name is no wish: what is left when the calls are taken out says which library is meant.
  const calls = words.filter((word) =>
    loadKnowledge('vendor-calls').some((library) => doingsOf(library, word).length > 0),
  );
  const rest = calls.reduce((text, call) => text.replaceAll(call, ' '), question);
  const target = CALLED.find(([called]) => called.test(rest))?.[1];
  if (!target) return null;
  const code = blankComments(facts.source);
  const named = calls.length > 0 ? calls : wholeProgram(question) ? callsIn(code, target) : [];
  const told = named.flatMap((name) => {
    const from = libraryOf(name, asking, target);
    if (!from) return [];
    return doingsOf(from, name).map((doing) => {
      const mine = fill(from.actions[doing]!, EXAMPLE.port);
      const theirs = spelled(asking, target, doing);
      const word = DOINGS[doing][asking.language];
      return theirs === null
        ? say(
            asking,
            `- ${word}：\`${mine}\` → 那边没有对应的一个调用`,
            `- ${word}: \`${mine}\` → no single call for it there`,
          )
        : `- ${word}${say(asking, '：', ': ')}\`${mine}\` → \`${theirs}\``;
    });
  });
  const rows = [...new Set(told)];
  if (rows.length === 0 || rows.every((row) => !row.includes('→ `'))) return null;
  const title =
    target === 'registers'
      ? (allChips().get(facts.chip)?.title ?? { zh: '寄存器', en: 'registers' })
      : loadKnowledge('vendor-calls').find(({ id }) => id === target)!.title;
  const byRegister = target === 'registers' ? say(asking, '的寄存器', ' registers') : '';
  const lines = code
    .split('\n')
    .flatMap((text, i) => (named.some((name) => new RegExp(`\\b${name}\\b`).test(text)) ? [i + facts.firstLine] : []));
  return answer(
    asking,
    `${say(
      asking,
      `换成 ${title.zh}${byRegister}，这样写（以 ${EXAMPLE.bit} 号引脚为例）：`,
      `With ${title.en}${byRegister}, taking pin ${EXAMPLE.bit} as the example:`,
    )}\n${rows.join('\n')}\n${say(
      asking,
      '端口和引脚号换成自己板子上的；时钟和引脚模式要先按那一家的方式设好。',
      'Port and pin are those of your board; its clock and pin mode have to be set up its own way first.',
    )}`,
    lines,
    0.91,
  );
}

const wholeProgram = (question: string): boolean =>
  /这段|这个程序|这些|整个|代码|全部|\b(?:this|the (?:code|program|whole)|it|everything)\b/i.test(question);

/** Calls of the program that the libraries know, those of the wanted one left out. */
function callsIn(code: string, target: string): string[] {
  const libraries = loadKnowledge('vendor-calls').filter(({ id }) => id !== target);
  return [...new Set(code.match(/[A-Za-z_]\w+(?=\s*\()/g) ?? [])]
    .filter((name) => libraries.some((library) => doingsOf(library, name).length > 0))
    .slice(0, 6);
}
