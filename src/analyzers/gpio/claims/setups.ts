import type { Pin } from '../../../machine/chip.ts';
import type { PinMode } from '../../../machine/modes.ts';
import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { list } from '../words.ts';
import { linesOf, NOT_AS_IT_STANDS } from './blocks.ts';
import { type Known, knownPins, labelled, placesIn } from './places.ts';

/** What a comment can say of how a pin is set up. */
interface Property {
  /** Of two of one sort a clause can mean only one. */
  sort: 'direction' | 'pull' | 'drive';
  said: RegExp;
  holds(mode: PinMode): boolean;
}

const PROPERTIES: Property[] = [
  {
    sort: 'direction',
    said: /\b(?:an? )?outputs?\b(?!\s*(?:high|low|level|data|register|value|latch|speed|compare|type|state|1|0|=))|输出(?!高|低|电平|比较|寄存器|数据|值|速|脉冲|波形|\s*[01])/i,
    // A pin of another unit is driven by that.
    holds: ({ direction }) => direction === 'output' || direction === 'alternate',
  },
  {
    sort: 'direction',
    said: /\b(?:an? )?inputs?\b(?!\s*(?:high|low|level|data|register|value|capture|state|is|reads?|1|0|=))|输入(?!高|低|电平|捕获|寄存器|数据|值)/i,
    holds: ({ direction }) => direction !== 'output',
  },
  { sort: 'pull', said: /\bpull(?:ed)?[- _]?ups?\b|上拉/i, holds: ({ pull }) => pull === 'up' },
  { sort: 'pull', said: /\bpull(?:ed)?[- _]?downs?\b|下拉/i, holds: ({ pull }) => pull === 'down' },
  { sort: 'drive', said: /\bpush[- ]?pull\b|推挽/i, holds: ({ openDrain }) => !openDrain },
  { sort: 'drive', said: /\bopen[- ]?drain\b|开漏/i, holds: ({ openDrain }) => openDrain },
];
/** Resistors on the board are in no register, and a level that something is pulled to is a level. */
const OUTSIDE = /external|外部|外接|板上|onboard|on-board|resistor|电阻|\d\s*k\b|toggle|翻转|blink|闪/i;
const ONLY = /\bonly\b|只有|仅|唯一/i;
const MOST_LENGTH = 160;

/** Pins to which lines give another mode, with what they give them last. */
function setUpBy({ simulation, reading }: Evidence, lines: readonly number[]): Map<string, PinMode> {
  const found = new Map<string, PinMode>();
  for (const { port, pins, frames } of simulation.machine.modeChanges)
    if (!reading.symbols.ports.has(port) && frames.some(({ line }) => lines.includes(line)))
      for (const { bit, mode } of pins) found.set(`${port}:${bit}`, mode);
  return found;
}

/** A pin's one and only set-up; null for pins that change their mode while the program runs, or lost their pull to a later write. */
function modeOf({ simulation: { machine } }: Evidence, { port, bit }: Pin): PinMode | null {
  const given = machine.modeChanges.flatMap((each) =>
    each.port === port ? each.pins.filter((pin) => pin.bit === bit) : [],
  );
  const directions = new Set(given.map(({ mode }) => mode.direction));
  const owner = machine.ports.get(port);
  if (!owner || directions.size > 1 || machine.lostPulls.has(`${port}:${bit}`)) return null;
  if ((owner.presumedOutput >>> bit) & 1) return null;
  return owner.mode(bit);
}

/** "PD12 as output", "PC0-PC3 输入上拉", "RB1 is the only output": how pins are set up, against what the run left in their registers. */
export function setupClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const { machine } = evidence.simulation;
  const { gpio } = evidence.reading.chip;
  if (gpio.alwaysOutput || machine.ignored.length > 0 || machine.heldConfigured.size > 0) return [];
  const told = comments.filter(
    ({ text }) =>
      text.length <= MOST_LENGTH &&
      PROPERTIES.some(({ said }) => said.test(text)) &&
      !NOT_AS_IT_STANDS.test(text) &&
      !OUTSIDE.test(text),
  );
  if (told.length === 0) return [];
  const known = knownPins(evidence);
  return told.flatMap((comment) => {
    const lines = linesOf(evidence, comment, comments);
    const touched = setUpBy(evidence, lines);
    if (touched.size === 0 && !touchesLatch(evidence, lines)) return [];
    return comment.text
      .split(/[,，;；。、]|\.\s|\band\b(?=.*(?:put|pull))|(?<=[出入])\s+(?=P)/i)
      .flatMap((clause) => clauseClaims(evidence, comment, clause, touched, known));
  });
}

/** Where pulls follow the latch, a write to it sets up a pull. */
function touchesLatch({ reading, codeLines }: Evidence, lines: readonly number[]): boolean {
  const { kind, registers } = reading.chip.gpio.mode;
  const byLatch = registers['latchPull'] !== undefined || registers['pull'] !== undefined || kind === 'crl-crh';
  return byLatch && lines.some((line) => /\b(?:PORT[A-L]|P\dOUT|\w*_ODR|ODR|OUT)\b/.test(codeLines[line - 1] ?? ''));
}

function clauseClaims(
  evidence: Evidence,
  comment: Comment,
  clause: string,
  touched: ReadonlyMap<string, PinMode>,
  known: readonly Known[],
): Claim[] {
  const properties = PROPERTIES.filter(({ said }) => said.test(clause));
  if (properties.length === 0 || new Set(properties.map(({ sort }) => sort)).size < properties.length) return [];
  const named = placesIn(evidence, clause) ?? byName(evidence, clause, known);
  if (!named) return [];
  const claim = (holds: boolean, zh: string, en: string): Claim[] => [
    { line: evidence.lineOf(comment.line), quote: comment.text, holds, why: { zh, en } },
  ];
  // The lines set up a pin of another port: what the named one is like comes from elsewhere, or from reset.
  const ports = new Set([...touched.keys()].map((key) => key.slice(0, key.lastIndexOf(':'))));
  if (ports.size > 0 && !named.some(({ port }) => ports.has(port))) return [];
  const modes = named.map((pin) => ({ pin, mode: modeOf(evidence, pin) }));
  if (modes.some(({ mode }) => mode === null)) return [];
  const wrong = modes.filter(({ mode }) => !properties.every((each) => each.holds(mode!)));
  const naming = (pin: Pin): string => evidence.naming.name(pin).pin;
  if (wrong.length > 0) {
    const pins = wrong.map(({ pin }) => naming(pin));
    const { mode } = wrong[0]!;
    // A set-up that the excerpt shows in part came to nothing.
    if (mode!.direction === 'analog' && !evidence.reading.whole) return [];
    // What other lines have yet to do is no mistake of this one.
    if (![...touched.keys()].length && properties.some(({ sort }) => sort !== 'pull')) return [];
    return claim(
      false,
      `${list(pins, 'zh')} 设成的是${saidZh(mode!)}`,
      `${list(pins, 'en')} ${pins.length > 1 ? 'are' : 'is'} ${saidEn(mode!)}`,
    );
  }
  if (ONLY.test(clause) && properties.some(({ sort, said }) => sort === 'direction' && said.test('output'))) {
    const port = evidence.simulation.machine.ports.get(named[0]!.port);
    const others = Array.from({ length: port?.pins ?? 0 }, (_, bit) => ({ port: named[0]!.port, bit })).filter(
      ({ bit }) => ((port!.outputs() >>> bit) & 1) === 1 && !named.some((pin) => pin.bit === bit),
    );
    if (others.length > 0) {
      const pins = others.map(naming);
      return claim(
        false,
        `${list(pins, 'zh')} 也是输出`,
        `${list(pins, 'en')} ${pins.length > 1 ? 'are' : 'is'} an output too`,
      );
    }
  }
  return claim(true, '代码就是这样设置的', 'the code sets it up so');
}

/** The pins that a clause names as the program does, or by what they are. */
function byName(evidence: Evidence, clause: string, known: readonly Known[]): Pin[] | null {
  const words = clause
    .replace(
      /\b(?:set|sets|configure|configures?d?|make|makes|init(?:ialise|ialize)?|as|is|are|an?|the|to|in|with|mode|internal|direction|digital|pins?)\b/gi,
      ' ',
    )
    .replace(/设置?[为成]?|配置[为成]?|作为|[为是]|模式|初始化|方向|内部|引脚|管脚|带/g, ' ');
  const rest = PROPERTIES.reduce((text, { said }) => text.replace(said, ' '), words)
    .replace(/[\s:：=.()（）!-]+/g, ' ')
    .trim();
  if (rest === '' || rest.includes(' ')) return null;
  const pin = labelled(evidence, rest, known);
  return pin ? [pin.pin] : null;
}

const saidEn = ({ direction, pull, openDrain }: PinMode): string =>
  direction === 'output'
    ? `an output${openDrain ? ' (open drain)' : ''}`
    : `an ${direction === 'input' ? 'input' : `${direction} pin`}${pull === 'none' ? '' : ` with pull-${pull}`}`;
const saidZh = ({ direction, pull, openDrain }: PinMode): string =>
  direction === 'output'
    ? openDrain
      ? '开漏输出'
      : '输出'
    : `${pull === 'up' ? '上拉' : pull === 'down' ? '下拉' : ''}${direction === 'input' ? '输入' : direction === 'analog' ? '模拟' : '复用'}`;
