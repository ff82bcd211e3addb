/** "What is 1u << 30 for", "0x5u << 6 是什么意思": a value and what it does to the pins in the register it is written to. */
import { allChips, portRegisters } from '../../../machine/chip.ts';
import { quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const ASKS = /什么|啥|干嘛|作用|为什么|为何|含义|怎么理解|\b(?:what|why|mean\w*|purpose|does)\b/i;
/** A value with a shift in it. */
const SHIFTED = /\(?\s*(?:0[xX][\da-fA-F]+|\d+)[uUlL]{0,3}\s*\)?\s*<<\s*\(?\s*\w+(?:\s*[+*-]\s*\w+)?\s*\)?/;
const MODES: [zh: string, en: string][] = [
  ['输入', 'input'],
  ['输出', 'output'],
  ['复用功能', 'alternate function'],
  ['模拟', 'analog'],
];

const close = (text: string): string => text.replace(/\s+|[uUlL](?![\w])/g, '');

/** The pins of a port by the numbers of their bits. */
const pinNames = (port: string, bits: readonly number[]): string => bits.map((bit) => `${port}${bit}`).join('、');

const bitsOf = (value: number, from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i).filter((bit) => (value / 2 ** bit) % 2 >= 1);

/** What a shifted value does in the set, clear or mode register of the line it stands on. */
export function aboutWrittenBits(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const said = SHIFTED.exec(question)?.[0];
  const chip = allChips().get(facts.chip);
  if (said === undefined || !chip || !ASKS.test(question)) return null;
  const value = valueOf(said, declaredIn(facts));
  if (value === null || value < 0) return null;
  for (const [i, text] of bareLines(facts).entries()) {
    if (!close(text).includes(close(said))) continue;
    const [, letter, name] = /\b(?:GPIO_?)?([A-L])?\w*(?:->|\.)(\w+)\s*[|&^]?=(?!=)/.exec(text) ?? [];
    const port = Object.keys(chip.ports).find(
      (each) => each === `P${letter}` || each === letter || each === `GPIO${letter}`,
    );
    if (!name || !port) continue;
    const register = portRegisters(chip, port).find((each) => each.name === name);
    const told = register ? effectOf(asking, register.kind, name, value >>> 0, letter!) : null;
    if (!told) continue;
    const line = i + facts.firstLine;
    return answer(
      asking,
      say(
        asking,
        `第 ${line} 行把它写进 ${name}：${told}（\`${quoted(lineText(facts, line) ?? '')}\`）。`,
        `Line ${line} writes it to ${name}: ${told} (\`${quoted(lineText(facts, line) ?? '')}\`).`,
      ),
      [line],
      0.92,
    );
  }
  return null;
}

function effectOf(asking: Asking, kind: string, name: string, value: number, port: string): string | null {
  const low = bitsOf(value, 0, 16);
  const high = bitsOf(value, 16, 32).map((bit) => bit - 16);
  const p = `P${port}`;
  const parts = (set: number[], clear: number[]): string =>
    [
      ...(set.length > 0 ? [say(asking, `${pinNames(p, set)} 置高`, `drives ${pinNames(p, set)} high`)] : []),
      ...(clear.length > 0
        ? [say(asking, `${pinNames(p, clear)} 清零（拉低）`, `resets ${pinNames(p, clear)} (low)`)]
        : []),
    ].join(say(asking, '，', ' and '));
  const bits = bitsOf(value, 0, 32).join('、');
  if (low.length + high.length === 0) return null;
  if (kind === 'set-reset')
    return say(
      asking,
      `第 ${bits} 位是 1；这个寄存器低 16 位置高、高 16 位清零，所以 ${parts(low, high)}，其余不变`,
      `bit ${bits} is 1; its low 16 bits set pins and its high 16 bits reset them, so it ${parts(low, high)} and leaves the others`,
    );
  if (kind === 'set' || kind === 'clear' || kind === 'toggle') {
    const does = {
      set: ['置高', 'drives high'],
      clear: ['清零（拉低）', 'resets (drives low)'],
      toggle: ['翻转', 'toggles'],
    }[kind];
    const pins = pinNames(p, bitsOf(value, 0, 32));
    return say(
      asking,
      `${does[0]} ${pins}，写 0 的位不变`,
      `it ${does[1]} ${pins}; bits that are 0 leave their pin alone`,
    );
  }
  if (name !== 'MODER') return null;
  // Two bits a pin.
  const pins = [...new Set(bitsOf(value, 0, 32).map((bit) => Math.floor(bit / 2)))];
  const modes = pins.map((pin) => ({ pin, mode: Math.floor(value / 2 ** (pin * 2)) % 4 }));
  const same = modes.every(({ mode }) => mode === modes[0]!.mode);
  if (!same || modes[0]!.mode === 3)
    return modes[0]!.mode === 3 && same
      ? say(
          asking,
          `每个引脚占两位，这是 ${pinNames(p, pins)} 的两位全 1：用作掩码，选中它们的模式位`,
          `two bits a pin: both bits of ${pinNames(p, pins)} are 1, a mask for their mode field`,
        )
      : null;
  const [zh, en] = MODES[modes[0]!.mode]!;
  const code = modes[0]!.mode.toString(2).padStart(2, '0');
  return say(
    asking,
    `每个引脚占两位，${pinNames(p, pins)} 的两位是 ${code}，也就是${zh}`,
    `two bits a pin: those of ${pinNames(p, pins)} become ${code}, ${en}`,
  );
}
