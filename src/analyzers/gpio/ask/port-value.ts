import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { onLevel } from '../levels.ts';
import { DIGITS as SEGMENTS } from '../patterns/seven-segment.ts';
import { list } from '../words.ts';
import { bareLines, declaredIn } from './declared.ts';
import { type Answer, type Asking, answer, dot, say } from './text.ts';

const NUMBER = '0[xX][\\da-fA-F]{1,8}|0[bB][01]{1,32}|\\d{1,5}';
const IS =
  '(?:的值)?\\s*(?:=+|是|为|等于|变成|变为|写入?|输出|被写成|\\b(?:is|equals?|becomes|holds|reads|shows|set to|goes to)\\b)\\s*';
const ASKS = /哪|什么|几|谁|[亮灭响]|\b(?:which|what|lit|on|off|light\w*|how many|leds?|pins?)\b/i;
const OTHER = /为什么|为何|哪一?行|怎么(?:来|算)|什么时候|\b(?:why|which line|where)\b|^\W*when (?:is|does|do|will)\b/i;

const LIT = /[亮灭]|\b(?:lit|on|off|light\w*)\b/i;
const SHOWS_DIGIT = /显示|数码管|(?:什么|哪个|几)数字?|\b(?:show|display|digit|number)\w*/i;

/** The digit that a seven-segment display shows, with common cathode or anode. */
function digitOf(value: number): string {
  const [high, low] = [SEGMENTS.indexOf(value & 0x7f), SEGMENTS.indexOf(~value & 0x7f)];
  const digit = high >= 0 ? high : low;
  return digit < 0 ? '' : digit.toString(16).toUpperCase();
}

/** The pins of a port by their bits. */
function pinsOf(pins: readonly NamedPin[], port: string): Map<number, NamedPin> {
  const found = new Map<number, NamedPin>();
  for (const pin of pins)
    for (const named of [pin.pin, ...pin.aliases]) {
      // PIC's RB0 is bit 0 of PORTB.
      const name = named.replace(/^R([A-G])(\d)$/, 'P$1$2');
      const own = /^([A-Z]+\d?)[._^]?(\d{1,2})$/i.exec(name);
      const dotted = /^(P\d{1,2})[._^](\d)$/.exec(name);
      const [letter, bit] = dotted ? [dotted[1]!, dotted[2]!] : [own?.[1] ?? '', own?.[2] ?? ''];
      if (letter.toUpperCase() === port) found.set(Number(bit), pin);
    }
  return found;
}

/** "P1 变成 0xEF 的时候亮的是哪一个", "which LEDs are lit when PORTB is 0x05": the bits of a port's value. */
export function aboutPortValue(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || OTHER.test(question)) return null;
  const declared = declaredIn(facts);
  const names = declared.flatMap(({ name, kind, value }) =>
    kind === 'macro' && /^(?:P\d{1,2}|PORT[A-L]|LAT[A-G]|P\dOUT|GPIO[A-K]->\w+)$/.test(value ?? '') ? [name] : [],
  );
  const match = new RegExp(
    `(?<!\\w)(P\\d{1,2}(?:OUT)?|PORT[A-L]|LAT[A-G]|GPIO[A-K](?:->\\w+)?|${[...names, 'P0'].join('|')})${IS}(${NUMBER})(?!\\w)`,
  ).exec(question);
  if (!match) return null;
  const said = match[1]!;
  const value = Number(match[2]);
  const port = declared.find(({ name, kind }) => kind === 'macro' && name === said)?.value ?? said;
  const letter = /^(P\d{1,2})(?:OUT)?$/.exec(port)?.[1] ?? `P${/^(?:PORT|LAT|GPIO)([A-L])/.exec(port)?.[1] ?? '?'}`;
  const pins = pinsOf(facts.outputs, letter);
  const top = Math.max(-1, ...pins.keys());
  if (pins.size === 0 || value > 0xffffffff) return null;
  const bits = [...pins.keys()].sort((a, b) => a - b);
  const high = bits.filter((bit) => Math.floor(value / 2 ** bit) % 2 === 1);
  const low = bits.filter((bit) => !high.includes(bit));
  const levels = new Set(bits.map((bit) => onLevel(facts, pins.get(bit)!)));
  const [stated] = levels.size === 1 ? [...levels] : [null];
  // Of a row of lamps the one that differs is the one that is meant.
  const odd = bits.length >= 3 && high.length === 1 ? 1 : bits.length >= 3 && low.length === 1 ? 0 : null;
  const on = stated ?? odd;
  const named = (which: number[]): string =>
    list(
      which.map((bit) => {
        const pin = pins.get(bit)!;
        return /\d$/.test(pin.pin) ? labelOf(pin) : `${letter}.${bit} (${pin.pin})`;
      }),
      asking.language,
    );
  const width = top > 15 ? 32 : top > 7 ? 16 : 8;
  const binary = value.toString(2).padStart(width, '0');
  const lit = on === 1 ? high : low;
  const place =
    lit.length === 1 && on !== null
      ? say(asking, `，也就是从 0 数的第 ${lit[0]} 位、第 ${lit[0]! + 1} 个`, `, bit ${lit[0]}`)
      : '';
  const electrical =
    high.length === 0
      ? say(asking, '全是低电平', 'all low')
      : low.length === 0
        ? say(asking, '全是高电平', 'all high')
        : low.length <= high.length && !(/高电平|\bhigh\b/i.test(question) && high.length <= 8)
          ? say(asking, `${named(low)} 是低电平，其余高`, `${named(low)} low, the others high`)
          : say(asking, `${named(high)} 是高电平，其余低`, `${named(high)} high, the others low`);
  const digit = SHOWS_DIGIT.test(question) ? digitOf(value) : '';
  const spellings = [
    said,
    port,
    ...declared.filter(({ kind, value: text }) => kind === 'macro' && text === port).map(({ name }) => name),
  ];
  const written = new RegExp(
    `(?<!\\w)(?:${[...new Set(spellings)].map((name) => name.replace(/[^\w]/g, '\\$&')).join('|')})\\s*(?:[|&^+-]|<<|>>)?=(?!=)`,
  );
  const lines = bareLines(facts).flatMap((text, i) => (written.test(text) ? [i + facts.firstLine] : []));
  // A port that the program does not write as a whole has no such value.
  if (lines.length === 0) return null;
  const value16 = `${match[2]} = ${say(asking, '二进制', 'binary')} ${binary}`;
  const basis =
    stated === null && on !== null
      ? say(asking, `（按${on ? '高' : '低'}电平点亮算）`, ` (if a ${on ? 'high' : 'low'} level lights it)`)
      : '';
  const head =
    on === null
      ? high.length > 0 && low.length > 0 && high.length <= 4 && LIT.test(question)
        ? say(
            asking,
            `${named(high)} 是高电平（高电平点亮的话就是它${high.length > 1 ? '们' : ''}亮）。`,
            `${named(high)} ${high.length > 1 ? 'are' : 'is'} high, and so on if a high level lights ${high.length > 1 ? 'them' : 'it'}. `,
          )
        : ''
      : lit.length === 0
        ? say(asking, `都不亮${basis}。`, `None is lit${basis}. `)
        : say(
            asking,
            `亮的是 ${named(lit)}${place}${basis}。`,
            `${named(lit)} ${lit.length > 1 ? 'are' : 'is'} lit${place}${basis}. `,
          );
  return answer(
    asking,
    `${digit !== '' ? say(asking, `显示 ${digit}。`, `It shows ${digit}. `) : head}${value16}${say(asking, '：', ': ')}${electrical}${dot(asking)}`,
    lines,
    0.91,
  );
}
