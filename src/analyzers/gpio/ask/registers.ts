import { readAsked } from '../../../asking/question.ts';
import type { RegisterKind } from '../../../knowledge/chip.ts';
import { allChips, type Chip, portRegisters } from '../../../machine/chip.ts';
import { blankComments } from '../code.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { pinsIn, tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

interface Described {
  name: string;
  kind: RegisterKind;
  of: string | undefined;
  role: 'latch' | 'input' | 'mode' | 'other';
  chip: Chip;
  half: number;
}

/** The port register of that name on a chip. */
function find(chip: Chip, word: string): Described | null {
  for (const port of Object.keys(chip.ports)) {
    const register = portRegisters(chip, port).find(
      (each) => each.name === word || each.aka.some((aka) => aka.split('@')[0] === word),
    );
    if (!register) continue;
    const named = (name: string): string => name.replaceAll('{P}', port);
    const modes = Object.entries(chip.gpio.mode.registers)
      .filter(([role]) => role !== 'latch' && role !== 'latchPull')
      .map(([, name]) => named(name));
    const role =
      register.name === named(chip.gpio.latch)
        ? 'latch'
        : register.name === named(chip.gpio.input)
          ? 'input'
          : modes.includes(register.name)
            ? 'mode'
            : 'other';
    const kind =
      register.kind !== 'set-reset' || !register.aka.some((aka) => aka === `${word}@0`) ? register.kind : 'set';
    return {
      name: word,
      kind: register.aka.some((aka) => aka === `${word}@2`) ? 'clear' : kind,
      of: register.of ?? named(chip.gpio.latch),
      role,
      chip,
      half: chip.gpio.pins > 16 ? 32 : 16,
    };
  }
  return null;
}

function meaning(asking: Asking, { kind, of, role, chip }: Described): string {
  switch (kind) {
    case 'set':
      return say(
        asking,
        `写 1 的位把对应引脚置高（${of} 里那一位变 1），写 0 的位不动`,
        `each 1 written sets that pin high (the bit in ${of} becomes 1); a 0 leaves the pin alone`,
      );
    case 'clear':
      return say(
        asking,
        `写 1 的位把对应引脚清零、拉成低电平（${of} 里那一位变 0），写 0 的位不动`,
        `each 1 written clears that pin, driving it low (the bit in ${of} becomes 0); a 0 leaves the pin alone`,
      );
    case 'toggle':
      return say(
        asking,
        `写 1 的位把对应引脚翻转，写 0 的位不动`,
        `each 1 written toggles that pin; a 0 leaves it alone`,
      );
    case 'set-reset':
    case 'reset-set':
      return say(
        asking,
        `低 16 位写 1 把对应引脚置高，高 16 位写 1 把对应引脚清零（拉低），写 0 不动；一次写入可以同时置位和清零，不用先读再改。同一引脚两边都写 1 时以${kind === 'set-reset' ? '置位' : '清零'}为准`,
        `a 1 in the low 16 bits sets that pin high, a 1 in the high 16 bits clears it (low), a 0 changes nothing; one write can set some pins and clear others without reading first. Where both ask for one pin, ${kind === 'set-reset' ? 'set' : 'clear'} wins`,
      );
    case 'input-toggle':
      return say(
        asking,
        `读它得到引脚当前电平；写 1 会把 ${of} 的那一位翻转`,
        `reading it gives the pins’ levels; writing a 1 toggles that bit of ${of}`,
      );
    case 'quasi':
      return say(
        asking,
        '这个端口的锁存器：写 0 拉低，写 1 弱上拉为高；读的时候得到引脚电平',
        'the port’s latch: a 0 drives low, a 1 lets the pin rise through a weak pull-up; reading gives the pin levels',
      );
    case 'input':
      return say(
        asking,
        '输入数据寄存器，只读：每一位是对应引脚现在的电平',
        'the input register, read only: each bit is the level at that pin now',
      );
    case 'constant':
      return say(asking, '只读', 'read only');
    default:
      if (role === 'latch')
        return say(
          asking,
          '输出数据寄存器：每一位就是对应引脚的输出电平，整个写会影响端口上所有引脚；|= 置位、&= ~ 清零、^= 翻转',
          'the output register: each bit is the level that pin drives, so a plain write touches the whole port; |= sets, &= ~ clears, ^= toggles',
        );
      if (role === 'mode')
        return say(
          asking,
          `${chip.title.zh} 的引脚配置寄存器（方向、模式或上下拉）`,
          `a pin configuration register of the ${chip.title.en} (direction, mode or pull)`,
        );
      return '';
  }
}

const WANTS =
  /干|什么|作用|意思|含义|是啥|干嘛|怎么|区别|解释|\bwhat\b|mean|\bdoes?\b|explain|difference|\bis\b|\?|？/i;

const TOUCHES = /影响|动到|碰到?|改变|改到|\b(?:touch|affect|chang|disturb|clobber|hit)\w*\b/i;

/** "Does OUTCLR = LED1 touch LED2": what a write of ones does to a pin whose bit it holds or does not hold. */
export function aboutOtherBits(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const chip = allChips().get(facts.chip);
  if (!chip || !TOUCHES.test(question) || !readAsked(question).yesNo) return null;
  const declared = declaredIn(facts);
  const code = bareLines(facts);
  const pins = pinsIn(question, facts);
  for (const word of tokensOf(question)) {
    const register = chip.gpio.registers.find(({ name, kind }) => name === word && /^(?:set|clear|toggle)$/.test(kind));
    if (!register) continue;
    const write = new RegExp(`(?<![\\w])${word}\\s*=(?!=)\\s*([^;]+);?`);
    const value = write.exec(
      question.replace(/\s+(?:touch|affect|chang|disturb|clobber|hit)\w*.*$|(?:会|是否|影响|动到|改变).*$/i, ''),
    )?.[1];
    const number = value === undefined ? null : valueOf(value, declared);
    const other = pins.find(({ name }) => value !== undefined && !new RegExp(`(?<!\\w)${name}(?!\\w)`).test(value));
    const bit = Number(/(\d{1,2})$/.exec(other?.pin.pin ?? '')?.[1] ?? Number.NaN);
    if (number === null || !other || !(bit < 32)) continue;
    const lines = code.flatMap((text, i) =>
      write.exec(text)?.[1]?.trim() === value?.trim() ? [i + facts.firstLine] : [],
    );
    const touched = (number / 2 ** bit) % 2 >= 1;
    const does = { set: ['拉高', 'high'], clear: ['拉低', 'low'], toggle: ['翻转', 'over'] }[
      register.kind as 'set' | 'clear' | 'toggle'
    ];
    return answer(
      asking,
      touched
        ? say(
            asking,
            `会：写进 ${word} 的值里 ${other.name} 那一位是 1，它也被${does[0]}。`,
            `Yes: the bit of ${other.name} is 1 in what is written to ${word}, so it is driven ${does[1]} too.`,
          )
        : say(
            asking,
            `不会：${word} 里只有写 1 的位起作用，${other.name} 那一位写的是 0，它保持不变。`,
            `No: in ${word} only a 1 acts, and the bit of ${other.name} is written 0, so it stays as it is.`,
          ),
      lines.slice(0, 2),
      0.92,
    );
  }
  return null;
}

/** "What does PBC do?": from the chip's registers, with the lines that use it. */
export function aboutRegister(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WANTS.test(question)) return null;
  const chips = allChips();
  const own = chips.get(facts.chip);
  const told: string[] = [];
  const lines: number[] = [];
  const words = new Set(tokensOf(question).flatMap((token) => token.split(/[.^]/)));
  const code = blankComments(facts.source).split('\n');
  for (const word of words) {
    if (
      word.length < 2 ||
      (/^[A-Z]{1,3}$/.test(word) && word.length < 2) ||
      (/^(?:led|pin|gpio|is|in|out|on|dir)$/i.test(word) && word !== word.toUpperCase())
    )
      continue;
    // Written small, a word is a register only where the code has it in capitals and it is no everyday word.
    const capital =
      word === word.toLowerCase() &&
      word.length >= 3 &&
      word !== 'pod' &&
      new RegExp(`\\b${word.toUpperCase()}\\b`).test(code.join('\n'))
        ? word.toUpperCase()
        : word;
    let found = own ? (find(own, word) ?? find(own, capital)) : null;
    let elsewhere = false;
    if (!found && word === word.toUpperCase()) {
      for (const chip of chips.values()) {
        found = find(chip, word);
        if (found) break;
      }
      elsewhere = found !== null;
    }
    if (!found || (elsewhere && /^(?:IN|OUT|DIR|PIN|ODR1|P\d)$/.test(word))) continue;
    const text = meaning(asking, found);
    if (text === '') continue;
    const chip = found.chip.title;
    const used = code.flatMap((each, i) => (new RegExp(`\\b${word}\\b`).test(each) ? [i + facts.firstLine] : []));
    lines.push(...used);
    const head = elsewhere
      ? say(
          asking,
          `${word} 不是这块芯片的寄存器，它属于 ${chip.zh}：`,
          `${word} is no register of this chip but of the ${chip.en}: `,
        )
      : say(
          asking,
          `${word} 是 ${chip.zh} 的 GPIO 端口寄存器：`,
          `${word} is a GPIO port register of the ${chip.en}: `,
        );
    const tail =
      used.length > 0
        ? say(
            asking,
            `。代码在第 ${used.slice(0, 4).join('、')} 行用到它`,
            `. The code uses it on line${used.length > 1 ? 's' : ''} ${used.slice(0, 4).join(', ')}`,
          )
        : '';
    told.push(`${head}${text}${tail}`);
  }
  if (told.length === 0) return null;
  return answer(
    asking,
    `${told.join(asking.language === 'zh' ? '。\n' : '.\n')}${asking.language === 'zh' ? '。' : '.'}`,
    lines,
  );
}

/** "Why uint32_t here?" */
export function aboutWidth(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match = /\bu?int(8|16|32)(?:_t)?\b|\bu(8|16|32)\b|(8|16|32)\s*(?:位|-?\s*bits?)/i.exec(question);
  if (
    !match ||
    !/为什么|为何|为啥|干嘛|怎么|能不能|能改|改成|换成|why|how come|reason|need|必须|可以|can |could |\binstead\b/i.test(
      question,
    )
  )
    return null;
  // "PBSC 高 16 位": a part of a register and no type.
  if (
    !/u?int|\bu(?:8|16|32)\b|类型|\btype\b/i.test(question) &&
    tokensOf(question).some((word) => [...allChips().values()].some((chip) => find(chip, word)))
  )
    return null;
  const bits = Number(match[1] ?? match[2] ?? match[3]);
  const code = blankComments(facts.source).split('\n');
  const typed = new RegExp(
    `\\b(?:uint${bits}_t|u${bits}|${bits === 32 ? 'unsigned (?:int|long)|uint32_t' : bits === 16 ? 'unsigned short' : 'unsigned char'})\\b`,
  );
  const lines = code.flatMap((text, i) => (typed.test(text) ? [i] : []));
  if (lines.length === 0) return decline32(asking, bits);
  const chip = allChips().get(facts.chip);
  const registers = chip
    ? chip.gpio.registers
        .filter((register) => register.kind === 'set-reset' || register.kind === 'reset-set')
        .map((register) => register.name)
    : [];
  for (const i of lines) {
    const parameter = new RegExp(`${typed.source}\\s+(\\w+)`).exec(code[i]!)?.[1];
    const body = facts.functions.find(
      ({ line, endLine }) => i + facts.firstLine >= line && i + facts.firstLine <= endLine,
    );
    const end = body ? body.endLine - facts.firstLine : i + 3;
    for (let at = i; at <= Math.min(end, code.length - 1); at++) {
      const register = registers.find((name) => new RegExp(`\\b${name}\\s*=[^=]`).test(code[at]!));
      if (!register || (parameter && !new RegExp(`\\b${parameter}\\b`).test(code[at]!))) continue;
      const shifts = code.flatMap((text, k) => (/<<\s*16/.test(text) ? [k + facts.firstLine] : []));
      const because = say(
        asking,
        `因为它最后写进 ${register}（第 ${at + facts.firstLine} 行）：这个寄存器低 16 位置高、高 16 位清零，要清零的引脚是左移 16 位（<< 16）放进高半字的`,
        `because it ends up in ${register} (line ${at + facts.firstLine}): the low 16 bits of that register set pins, the high 16 bits clear them, and pins to clear are shifted left by 16 into the high half`,
      );
      const text =
        bits === 32
          ? say(
              asking,
              `${because}。用 uint16_t 的话高 16 位会被截掉，清零就不起作用了。`,
              `${because[0]!.toUpperCase()}${because.slice(1)}. A uint16_t would cut those upper 16 bits off and nothing would be cleared.`,
            )
          : say(
              asking,
              `这里只用到 ${register} 的低 16 位（置高），一个端口 16 个引脚，uint16_t 就够；要清零（高 16 位）就得用 uint32_t。`,
              `Only the low 16 bits of ${register} (set) are used here and a port has 16 pins, so 16 bits are enough; to clear through the high half it would take a uint32_t.`,
            );
      return answer(asking, text, [i + facts.firstLine, at + facts.firstLine, ...shifts]);
    }
  }
  const pins = chip?.gpio.pins;
  if (bits === 16 && pins === 16) {
    return answer(
      asking,
      say(
        asking,
        '一个端口有 16 个引脚，一个引脚占一位，16 位刚好装下整个端口的掩码。',
        'A port has 16 pins, one bit each, so 16 bits hold the mask of a whole port.',
      ),
      lines.slice(0, 3).map((i) => i + facts.firstLine),
      0.8,
    );
  }
  return decline32(asking, bits);
}

const decline32 = (asking: Asking, bits: number): Answer => ({
  answer: say(
    asking,
    `代码里看不出为什么这里要用 ${bits} 位。`,
    `The paste does not show a reason for ${bits} bits here.`,
  ),
  declined: true,
  quotes: [],
  confidence: 0.6,
});
