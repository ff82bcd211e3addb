import { allChips, type Chip, portRegisters } from '../../../machine/chip.ts';
import { blankComments } from '../code.ts';
import { type Action, clearHalfOf, examplePort, maskOf, spell, statementFor } from '../translate.ts';
import { tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** What people call a family, the particular names first; the value is the chip file that stands for it. */
const CALLED: [RegExp, string][] = [
  [/\bstm32f4\w*|\bf40[157]\b|\bf411\b/i, 'stm32f4'],
  [/\bstm32f7\w*/i, 'stm32f7'],
  [/\bstm32h7\w*/i, 'stm32h7'],
  [/\bstm32g0\w*/i, 'stm32g0'],
  [/\bstm32l4\w*/i, 'stm32l4'],
  [/\bstm32f0\w*/i, 'stm32f0'],
  [/\bstm32\w*|\bf103\w*|意法/i, 'stm32f1'],
  [/\bgd32f4\w*/i, 'gd32f4'],
  [/\bgd32\w*|兆易/i, 'gd32f1'],
  [/\bch32\w*|沁恒/i, 'ch32v'],
  [/\bn32g?\w*|国民技术/i, 'n32g45x'],
  [/\bavr\b|\batmega\w*|\battiny\w*|\barduino(?: uno| nano)?\b/i, 'avr'],
  [/\b(?:8051|80c51|89c5[12]|stc\w*|c51)\b|51\s*单片机/i, 'mcs51'],
  [/\bmsp430\w*/i, 'msp430'],
  [/\brp2040\b|\b(?:raspberry pi )?pico\b|树莓派/i, 'rp2040'],
  [/\besp32\w*/i, 'esp32'],
  [/\bnrf5\d*\w*/i, 'nrf52'],
];

const EXAMPLE_BIT = 5;
const ACTIONS: Record<Action, { zh: string; en: string }> = {
  set: { zh: '置高', en: 'set' },
  clear: { zh: '拉低', en: 'clear' },
  toggle: { zh: '翻转', en: 'toggle' },
  read: { zh: '读', en: 'read' },
};

/** The other family a question names; null where it names none or the program's own. */
function otherChip(question: string, own: Chip): Chip | null {
  for (const [called, id] of CALLED) {
    if (!called.test(question)) continue;
    const chip = allChips().get(id);
    return chip && chip.family !== own.family ? chip : null;
  }
  return null;
}

/** What a register of the program's chip is used for. */
function actionsOf(chip: Chip, word: string): Action[] | null {
  for (const port of Object.keys(chip.ports)) {
    const register = portRegisters(chip, port).find(
      (each) => each.name === word || each.aka.some((aka) => aka.split('@')[0] === word),
    );
    if (!register) continue;
    const named = (name: string): string => name.replaceAll('{P}', port);
    if (register.of !== undefined && register.of !== named(chip.gpio.latch)) return null;
    switch (register.kind) {
      case 'set':
        return ['set'];
      case 'clear':
        return ['clear'];
      case 'toggle':
        return ['toggle'];
      case 'set-reset':
      case 'reset-set':
        return register.aka.includes(`${word}@0`)
          ? ['set']
          : register.aka.includes(`${word}@2`)
            ? ['clear']
            : ['set', 'clear'];
      case 'input':
        return ['read'];
      case 'input-toggle':
        return ['toggle', 'read'];
      case 'quasi':
        return ['set', 'clear', 'toggle', 'read'];
      default:
        return register.name === named(chip.gpio.latch) ? ['set', 'clear', 'toggle'] : null;
    }
  }
  return null;
}

/** "What is PBSC on an STM32?", "STM32 上怎么写": the same action through the other family's registers. */
export function aboutOtherChip(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const own = allChips().get(facts.chip);
  const other = own ? otherChip(question, own) : null;
  if (!own || !other) return null;
  const code = blankComments(facts.source).split('\n');
  const used = (word: string): number[] =>
    code.flatMap((text, i) => (new RegExp(`\\b${word}\\b`).test(text) ? [i + facts.firstLine] : []));
  const asked = tokensOf(question).flatMap((token) => token.split(/[.^]/));
  let words = [...new Set(asked)].filter((word) => actionsOf(own, word) !== null);
  if (words.length === 0) {
    const all = new Set(code.join('\n').match(/[A-Za-z_]\w*/g) ?? []);
    words = [...all].filter((word) => actionsOf(own, word) !== null).slice(0, 4);
  }
  if (words.length === 0) return null;
  const from = Object.keys(own.ports)[0]!;
  const to = examplePort(other, from);
  const lines: number[] = [];
  const told = words.map((word) => {
    lines.push(...used(word));
    const rows = actionsOf(own, word)!.map((action) => {
      const name = say(asking, ACTIONS[action].zh, ACTIONS[action].en);
      const mine = through(own, word, from, action);
      return `${name}: \`${mine}\` → \`${statementFor(other, to, action, EXAMPLE_BIT)}\``;
    });
    return `${word}:\n${rows.map((row) => `- ${row}`).join('\n')}`;
  });
  const head = say(
    asking,
    `${own.title.zh} 的寄存器换到 ${other.title.zh}，这样写（以 ${EXAMPLE_BIT} 号引脚为例）：`,
    `The same on the ${other.title.en}, with pin ${EXAMPLE_BIT} as the example:`,
  );
  const note = say(
    asking,
    '端口和引脚号要换成那块板子上的；时钟和引脚模式也要按那一家的方式先设好。',
    'Port and pin number are those of the other board; its clock and pin mode have to be set up its own way first.',
  );
  return answer(asking, `${head}\n${told.join('\n')}\n${note}`, lines);
}

/** The action done through the very register that was asked about. */
function through(chip: Chip, word: string, port: string, action: Action): string {
  const register = portRegisters(chip, port).find(
    (each) => each.name === word || each.aka.some((aka) => aka.split('@')[0] === word),
  );
  const usual = statementFor(chip, port, action, EXAMPLE_BIT);
  if (!register || usual.includes(word)) return usual;
  const place = spell(chip, port, word);
  if (action === 'read') return `${place} & (${maskOf(EXAMPLE_BIT)})`;
  if (register.kind === 'set-reset' || register.kind === 'reset-set')
    return `${place} = ${action === 'set' ? maskOf(EXAMPLE_BIT) : clearHalfOf(EXAMPLE_BIT)};`;
  if (register.kind !== 'plain' && register.kind !== 'quasi') return `${place} = ${maskOf(EXAMPLE_BIT)};`;
  const mask = maskOf(EXAMPLE_BIT);
  return action === 'set'
    ? `${place} |= ${mask};`
    : action === 'clear'
      ? `${place} &= ~(${mask});`
      : `${place} ^= ${mask};`;
}
