import { namedByColour, pinsIn } from './pins.ts';
import { type Answer, type Asking, decline } from './text.ts';

/** What is soldered, bought or painted, and not written: how it is asked for, and how a paste would have to speak of it. */
const PHYSICAL: [asked: RegExp, zh: string, en: string][] = [
  [/电阻|阻值|欧姆|\bresist(?:or|ance)s?\b|\bohms?\b|Ω/i, '电阻', 'a resistor'],
  [/什么颜色|哪种颜色|颜色是|\bwhat colou?r\b|\bwhich colou?r\b/i, '颜色', 'a colour'],
  [/电压|几伏|多少伏|\bvoltage\b|\bvolts?\b/i, '电压', 'a voltage'],
  [/电流|毫安|\bcurrent\b(?!ly)|\bmilli-?amps?\b|\bmA\b/i, '电流', 'a current'],
  [/功率|瓦数|\bwatt(?:s|age)?\b|\bpower rating\b/i, '功率', 'a power rating'],
  [/电容|\bcapacitors?\b|\bfarads?\b/i, '电容', 'a capacitor'],
  [
    /牌子|品牌|厂家|厂商|多少钱|价格|\bbrand\b|\bmanufacturer\b|\bprice\b|\bcosts?\b/i,
    '品牌和价格',
    'a brand or price',
  ],
  [/线多长|多长的线|\bwire (?:length|gauge)\b|\bhow long (?:is|are) the (?:wire|cable)s?\b/i, '接线', 'the wiring'],
  [/电池|\bbatter(?:y|ies)\b/i, '电池', 'a battery'],
  [/三极管|\btransistors?\b|\bmosfets?\b/i, '三极管', 'a transistor'],
];

/** Pull-ups and open drains are set in code. */
const IN_CODE = /上拉|下拉|pull|浮空|float/i;

/** "What resistor is used for LED_G?": of such things the code says nothing, unless a comment does. */
export function aboutPhysical(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (IN_CODE.test(question)) return null;
  const meant = PHYSICAL.find(([asked]) => asked.test(question));
  if (!meant || meant[0].test(facts.source)) return null;
  if (/颜色|colou?r/i.test(question)) {
    const [pin] = pinsIn(question, facts);
    const asked = pin ? [pin.pin] : facts.outputs;
    if (asked.some(namedByColour)) return null;
    const names = asked.flatMap(({ pin, aliases }) => [pin, ...aliases]).join(' ');
    if (/red|green|blue|yellow|white|amber|orange|红|绿|蓝|黄|白|橙/i.test(`${names} ${facts.source}`)) return null;
  }
  const [, zh, en] = meant;
  return decline(
    asking,
    `代码里没有写${zh}，从程序看不出来，要看电路。`,
    `The code does not mention ${en}; that is a matter of the circuit and cannot be told from the program.`,
    0.78,
  );
}
