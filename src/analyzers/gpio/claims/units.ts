import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { linesOf, NOT_AS_IT_STANDS } from './blocks.ts';
import { codeLineOf } from './effects.ts';

/** A kind of unit that is known by a number or a letter: how comments call it, and how code does. */
interface Unit {
  zh: string;
  en: string;
  said: RegExp;
  written: RegExp;
}

const UNITS: Unit[] = [
  {
    zh: '定时器',
    en: 'timer',
    said: /\b(?:TIM|timer[ _]?)(\d{1,2})(?![\d.])|定时器\s?(\d{1,2})(?!\d)/gi,
    written:
      /\bTIM(\d{1,2})(?=\b|_|->)|_TIM(\d{1,2})(?:EN)?\b|\bTIMER(\d{1,2})\b|\b(?:TCCR|TIMSK|TIFR|TCNT|ICR|OCIE|TOIE|OCR)(\d)[A-D]?\b|\b(?:TR|ET|TH|TL|TF)([0-2])\b/g,
  },
  {
    zh: '串口',
    en: 'serial port',
    said: /\b(?:U(?:S)?ART|LPUART)[ _]?(\d)\b|串口\s?(\d)(?!\d)/gi,
    written: /\b(?:LP)?US?ART(\d)(?=\b|_|->|EN)|_US?ART(\d)(?:EN)?\b|\b(?:UBRR|UCSR|UDR)(\d)[A-CHL]?\b|\bSerial(\d)\b/g,
  },
  {
    zh: '外部中断线',
    en: 'external interrupt line',
    said: /\bEXTI(?:[ _]?line)?[ _]?(\d{1,2})\b(?![_-]\d)|\bINT(\d)\b|外部中断\s?(\d)(?!\d)/gi,
    written:
      /\bEXTI_?Line_?(\d{1,2})\b|\bEXTI(\d{1,2})_IRQn?\b|\bEXTI_IMR\w*?_MR(\d{1,2})\b|\b(?:EX|IT|IE)([01])\b|\bINT(\d)(?:_vect)?\b/g,
  },
  {
    zh: '通道',
    en: 'channel',
    said: /\b(?:channel|chan)[ _]?(\d{1,2})\b|通道\s?(\d{1,2})(?!\d)/gi,
    written: /\b\w*(?:Channel|CHANNEL)_?(\d{1,2})\b|\bTIM_OC(\d)Init\b/g,
  },
  {
    zh: 'SPI',
    en: 'SPI',
    said: /\bSPI[ _]?(\d)\b/gi,
    written: /\bSPI(\d)(?=\b|_|->|EN)|_SPI(\d)(?:EN)?\b/g,
  },
  {
    zh: 'I2C',
    en: 'I2C',
    said: /\bI2C[ _]?(\d)\b|\bIIC(\d)\b/gi,
    written: /\bI2C(\d)(?=\b|_|->|EN)|_I2C(\d)(?:EN)?\b/g,
  },
  {
    zh: '端口',
    en: 'port',
    said: /\bGPIO[ _]?([A-L])\b|\bport[ _]?([A-L])\b|(?<![A-Za-z])P?([A-L])\s?(?:端口|口|组)|(?<![A-Za-z])P([A-L])[ _.]?\d{1,2}\b|\bIOP([A-L])\b/gi,
    written:
      /\b\w*?GPIO_?(?:Port)?_?([A-L])(?:EN|_CLK\w*|RST)?\b|\b\w*IOP([A-L])(?:EN)?\b|\b(?:DDR|PORT|PIN|TRIS|LAT)([A-L])(?:bits)?\b|\bgpioPort([A-L])\b|\bSYSCTL_PERIPH_GPIO([A-L])\b|\bGPIO_PORT([A-L])_BASE\b|\bP([A-L])_(?:DDR|ODR|CR1|CR2|IDR)\b|\bPORT_([A-L])\b|\bSIM_SCGC5_PORT([A-E])_MASK\b|\bkCLOCK_Port([A-E])\b/g,
  },
];
/** Code that reads or says something else as well: a condition, or several statements. */
const IS_ONE = /^[^;]*;?\s*$/;
const MOST_LENGTH = 100;

const indexes = (text: string, words: RegExp): string[] => [
  ...new Set(
    [...text.matchAll(words)].map((match) =>
      match
        .slice(1)
        .find((group) => group !== undefined)!
        .toUpperCase(),
    ),
  ),
];

const CLOCK_BIT = /\b(\w*ENR?\d?)\s*\|=\s*\(?\s*1[uUlL]*\s*<<\s*(\d{1,2})\s*\)?\s*;/;

/** The port whose clock `RCC->APB2ENR |= 1 << 4` switches on. */
function clockedPorts({ reading, codeLines }: Evidence, line: number): string[] {
  const [, register, bit] = CLOCK_BIT.exec(codeLines[line - 1] ?? '') ?? [];
  if (register === undefined) return [];
  return Object.entries(reading.chip.ports).flatMap(([port, { clock }]) =>
    clock?.endsWith(`.${register}:${bit}`) && /^[A-L]$/.test(port) ? [port] : [],
  );
}

/** "clock for port A", "TIM3 update", "串口2": the unit a comment names by its number or letter, against the one in the code beside it. */
export function unitClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  return comments.flatMap((comment): Claim[] => {
    if (comment.text.length > MOST_LENGTH || NOT_AS_IT_STANDS.test(comment.text)) return [];
    const line = codeLineOf(evidence, comment);
    const code = evidence.codeLines[line - 1] ?? '';
    if (line === 0 || !IS_ONE.test(code.trim())) return [];
    // What stands above heads all that follows, and may well name what comes later.
    const block = comment.behindCode ? [line] : linesOf(evidence, comment, comments);
    // What lost its line breaks may stand above the line it speaks of.
    const below = evidence.reading.mended.restored && comment.behindCode ? (evidence.codeLines[line] ?? '') : '';
    return UNITS.flatMap(({ zh, en, said, written }): Claim[] => {
      const named = indexes(comment.text, said);
      // A name that a line defines is the paste's own, whatever register it looks like: PINK.
      const own = block.map((each) => (evidence.codeLines[each - 1] ?? '').replace(/^(\s*#\s*define\s+)\w+/, '$1'));
      const used = indexes(own.join('\n'), written);
      if (en === 'port' && used.length === 0) used.push(...clockedPorts(evidence, line));
      if (named.length !== 1 || used.length !== 1 || (en === 'port' && !comment.behindCode)) return [];
      if (named[0] === used[0] || indexes(below, written).includes(named[0]!)) return [];
      return [
        {
          line: evidence.lineOf(comment.line),
          quote: comment.text,
          holds: false,
          why: { zh: `这一行用的是${zh} ${used[0]}`, en: `this line has ${en} ${used[0]}` },
        },
      ];
    });
  });
}
