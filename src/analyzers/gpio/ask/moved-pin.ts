/** "Can I move the button to PD3", "LED 想换到 PC1 要改哪几处": the places that say which pin it is, rewritten and run. */
import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf } from '../levels.ts';
import { quoted } from '../words.ts';
import { bareLines, declaredIn } from './declared.ts';
import { type Edit, factsWith } from './edited.ts';
import { namesOtherThing, pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, decline, lineList, lineText, say } from './text.ts';

const MOVES =
  /[换改移挪接搬]\s*(?:到|成|为|去|在|用)|[换用]\S{0,8}(?:行|可以|能)(?:吗|么|不)|可以(?:用|换|接|改)|能(?:不能)?(?:用|换|接|改)|\b(?:mov\w+|chang\w+|switch\w*|us(?:e|ing)|put|wir\w+|connect\w*|swap\w*|go(?:es)? (?:to|on)|instead|reassign\w*|remap\w*)\b/i;
const PLACE =
  /(?<![\w.])(?:P([A-K])[._]?(\d{1,2})|P(\d)[._^](\d)|(?:GPIO_?|GP|IO|D)(\d{1,2})|(?:pin|引脚|管脚)\s*(\d{1,2})|(\d{1,2})\s*号?(?:引脚|管脚|脚))(?![\w.])/gi;

const BUTTON = /按[键钮]|开关|\b(?:button|key|switch)\b/i;

/** A pin by its port, where it has one, and its number. */
interface Spot {
  port: string;
  bit: string;
}

const spotsIn = (text: string): (Spot & { name: string })[] =>
  [...text.matchAll(PLACE)].map(([name, letter, a, digit, b, c, d, e]) => ({
    name,
    port: (letter ?? digit ?? '').toUpperCase(),
    bit: (a ?? b ?? c ?? d ?? e)!,
  }));

/** Where a pin of the program is. */
function spotOf({ pin, aliases }: NamedPin): Spot | null {
  for (const name of [pin, ...aliases]) {
    const [spot] = spotsIn(name);
    if (spot && spot.name === name) return spot;
  }
  return null;
}

/** The pins that a question may mean: those it names, the only button, the only output. */
function meant(question: string, facts: GpioFacts): NamedPin[] {
  const named = pinsIn(question, facts).map(({ pin }) => pin);
  if (named.length > 0) return named;
  if (BUTTON.test(question)) return facts.inputs;
  return facts.outputs.length === 1 && !namesOtherThing(question, facts.outputs[0]!) ? facts.outputs : [];
}

/** The pin that is to be elsewhere, and where; null where the question does not say so. */
function moveIn(asking: Asking): { pin: NamedPin; from: Spot; to: Spot & { name: string } } | null {
  const { question, facts } = asking;
  if (!MOVES.test(question)) return null;
  const pins = [...facts.outputs, ...facts.inputs];
  const known = (spot: Spot): boolean =>
    pins.some((pin) => {
      const own = spotOf(pin);
      return own?.port === spot.port && own.bit === spot.bit;
    });
  const fresh = spotsIn(question).filter((spot) => !known(spot));
  const [to, other] = fresh;
  if (!to || other) return null;
  const [pin, second] = meant(question.replace(to.name, ' '), facts);
  const from = pin && !second ? spotOf(pin) : null;
  return pin && from && (from.port !== '') === (to.port !== '') ? { pin, from, to } : null;
}

/** How libraries write a pin: what stands before its number, the number, and what stands behind. */
function shapesOf(from: Spot): RegExp[] {
  const { port, bit } = from;
  const number = `(?<bit>${bit})(?!\\w)`;
  return port === ''
    ? [new RegExp(`(?<=GPIO_NUM_|GPIO|\\bD|\\bGP|\\bIO)${number}`, 'g')]
    : [
        new RegExp(`(?<=(?<![A-Za-z])(?:P|DD|PORT|PIN|P_|GPIO|LAT|TRIS|R)_?)(?<port>${port})[._]?${number}`, 'g'),
        new RegExp(`(?<=(?<![A-Za-z])P)(?<port>${port})\\s*\\^\\s*${number}`, 'g'),
        new RegExp(`(?<=(?:Pin|PIN)_)${number}`, 'g'),
        new RegExp(`(?<=1[uUlL]{0,3}\\s*<<\\s*)${number}`, 'g'),
      ];
}

const PORT_WORD = (port: string): RegExp =>
  new RegExp(`(?<=(?<![A-Za-z])(?:GPIO_?|PORT|DDR|PIN))${port}(?![A-Za-z\\d])`, 'g');
const CLOCK_WORD = (port: string): RegExp =>
  new RegExp(`\\b\\w*(?:RCC|RCU|CLK|CLOCK)\\w*(?:GPIO_?|IOP|P)${port}(?:EN)?\\b`, 'gi');

/** The paste with the pin elsewhere: its number, its port, and the port's clock. */
function editsFor({ facts }: Asking, pin: NamedPin, from: Spot, to: Spot, sharedPort: boolean): Edit[] {
  const code = bareLines(facts);
  const source = facts.source.split('\n');
  const names = [pin.pin, ...pin.aliases].filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const called = names.length > 0 ? new RegExp(`(?<!\\w)(?:${names.join('|')})(?!\\w)`) : null;
  const own = declaredIn(facts).filter(({ name, value }) => names.includes(name) && value === from.bit);
  const changed = new Map<number, string>();
  const now = (i: number): string => changed.get(i) ?? source[i]!;
  const put = (i: number, text: string): void => void (text !== source[i] && changed.set(i, text));
  const ports = new Set<string>();
  for (const [i, text] of code.entries()) {
    let line = now(i);
    for (const shape of shapesOf(from))
      line = line.replace(shape, (whole: string) =>
        to.port === ''
          ? to.bit
          : whole.replace(new RegExp(`^${from.port}(?=[._\\s^]*\\d)`), to.port).replace(/\d+$/, to.bit),
      );
    for (const { name, line: at } of own)
      if (at === i + facts.firstLine)
        line = line.replace(new RegExp(`((?<!\\w)${name}\\s*(?:=\\s*)?)${from.bit}(?!\\w)`), `$1${to.bit}`);
    put(i, line);
    // The macro of its port is named on the lines that speak of the pin.
    if (called?.test(text) || line !== source[i])
      for (const [word] of text.matchAll(/\b\w*(?:PORT|GPIO)\w*\b/g)) ports.add(word);
  }
  if (from.port === '' || from.port === to.port) return listed();
  const definesPort = declaredIn(facts).filter(
    ({ name, value }) => ports.has(name) && value !== null && PORT_WORD(from.port).test(value),
  );
  for (const [i, text] of code.entries()) {
    const speaks = changed.has(i) || called?.test(text) || definesPort.some(({ line }) => line === i + facts.firstLine);
    if (speaks) put(i, now(i).replace(PORT_WORD(from.port), to.port));
    put(
      i,
      now(i).replace(CLOCK_WORD(from.port), (word) => {
        const other = word.replace(new RegExp(`${from.port}(?=(?:EN)?$)`, 'i'), to.port);
        return sharedPort ? `${word} | ${other}` : other;
      }),
    );
  }
  return listed();

  function listed(): Edit[] {
    return [...changed]
      .sort(([a], [b]) => a - b)
      .map(([i, text]) => ({ line: i + facts.firstLine, text, from: '', to: '' }));
  }
}

/** The changed program does with the new pin what the old one did with its own, and the same with all others. */
function isMoved(facts: GpioFacts, now: GpioFacts, pin: NamedPin, to: Spot): boolean {
  const isNew = (other: NamedPin): boolean => {
    const spot = spotOf(other);
    return spot?.port === to.port && spot.bit === to.bit;
  };
  const isOld = (other: { pin: string }): boolean => other.pin === pin.pin;
  const alike = (one: readonly NamedPin[], two: readonly NamedPin[]): boolean =>
    one.length === two.length &&
    one.every((each) => two.some((other) => (isOld(each) ? isNew(other) : other.pin === each.pin)));
  const reactions = (of: GpioFacts): string =>
    JSON.stringify(
      of.whatIf.map(({ phases, level }) => [
        level,
        phases.map(({ changes, paces }) => [
          changes.map((each) => [isOld(each) || isNew(each), each.level]),
          paces.length,
        ]),
      ]),
    );
  const count = (of: GpioFacts, which: (each: NamedPin) => boolean): number => {
    const own = [...of.outputs].find(which);
    return own ? changesOf(of, own.pin).length : -1;
  };
  return (
    now.trap === null &&
    now.ended !== 'not-run' &&
    alike(facts.outputs, now.outputs) &&
    alike(facts.inputs, now.inputs) &&
    reactions(facts) === reactions(now) &&
    count(facts, isOld) === count(now, isNew)
  );
}

/** What has to be rewritten to have something on another pin, tried out. */
export function aboutMovedPin(asking: Asking): Answer | null {
  const { facts } = asking;
  const move = facts.ended === 'not-run' ? null : moveIn(asking);
  if (!move) return null;
  const { pin, from, to } = move;
  const others = [...facts.outputs, ...facts.inputs].filter((each) => each.pin !== pin.pin);
  const edits = editsFor(
    asking,
    pin,
    from,
    to,
    others.some((each) => spotOf(each)?.port === from.port),
  );
  const lines = edits.map(({ line }) => line);
  const changed = edits.length > 0 ? factsWith(facts, edits) : null;
  const label = labelOf(pin);
  if (!changed || !isMoved(facts, changed, pin, to))
    return lines.length === 0
      ? null
      : decline(
          asking,
          `${label} 是哪个脚写在${lineList(asking, lines)}；只把这些改成 ${to.name} 再跑，效果和原来不一样，别处还有要跟着改的（时钟、模式、中断线等）。`,
          `Which pin ${label} is stands on ${lineList(asking, lines)}; run with just these changed to ${to.name}, the program does not do the same, so more has to follow (a clock, a mode, an interrupt line).`,
        );
  const shown = edits
    .slice(0, 6)
    .map(({ line, text }) =>
      say(
        asking,
        `第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\` 改成 \`${quoted(text.trim())}\``,
        `line ${line}, \`${quoted(lineText(facts, line) ?? '')}\`, becomes \`${quoted(text.trim())}\``,
      ),
    );
  const old = new Set(facts.findings.map(({ kind }) => kind));
  const fresh = changed.findings.filter(({ kind }) => !old.has(kind)).slice(0, 2);
  const clocked = edits.some(({ line }) => CLOCK_WORD(from.port || '-').test(lineText(facts, line) ?? ''));
  const setUp = facts.elsewhere.find(
    (name) => /init|setup|config/i.test(name) && /gpio|pin|port|led|key|board|bsp/i.test(name),
  );
  const away =
    setUp === undefined
      ? ''
      : say(
          asking,
          `脚的初始化在 ${setUp} 里，不在这段代码中，那里也要跟着改。`,
          ` The set-up is in ${setUp}, which is not in the paste, and has to follow.`,
        );
  const input = facts.inputs.some((each) => each.pin === pin.pin);
  return answer(
    asking,
    say(
      asking,
      `可以，要改 ${edits.length} 处：${shown.join('；')}。这样改了再跑一遍，${to.name} ${input ? '的按法和效果' : '做的事'}和原来的 ${label} 一样${clocked ? '（换了端口，它的时钟也要跟着开）' : ''}。${away}${fresh.map(({ text }) => text.zh).join('')}`,
      `Yes, with ${edits.length === 1 ? 'one change' : `${edits.length} changes`}: ${shown.join('; ')}. Run that way, ${to.name} ${input ? 'works as' : 'does what'} ${label} did${clocked ? ' (another port, so its clock has to be switched on)' : ''}.${away}${fresh.map(({ text }) => ` ${text.en}`).join('')}`,
    ),
    lines,
    0.9,
  );
}
