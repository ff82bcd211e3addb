import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsInOrder, pinsIn } from './pins.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, about, answer, dot, lineList, noteFor, say, state } from './text.ts';

/** Longest row of turns that is told. */
const TURNS_LIMIT = 16;

interface Turn {
  pins: NamedPin[];
  index: number;
}

const NUMBERS: [RegExp, number][] = [
  [/第\s*[一1]\s*(?:个|盏|颗|只|步)|最先|最早|首先|先亮|\bfirst\b|\b1st\b/i, 1],
  [/第\s*[二两2]\s*(?:个|盏|颗|只|步)|\bsecond\b(?!s)|\b2nd\b/i, 2],
  [/第\s*[三3]\s*(?:个|盏|颗|只|步)|\bthird\b|\b3rd\b/i, 3],
  [/第\s*[四4]\s*(?:个|盏|颗|只|步)|\bfourth\b|\b4th\b/i, 4],
  [/第\s*[五5]\s*(?:个|盏|颗|只|步)|\bfifth\b|\b5th\b/i, 5],
];

/** Which outputs come on, one turn after the other, from the start up to where the row begins anew. */
function turnsOf(facts: GpioFacts): { turns: Turn[]; repeats: boolean } {
  const all: Turn[] = [];
  for (const [index, changes] of facts.events.entries()) {
    const on = changes.filter((change) => change.level === onOf(facts, change));
    const pins = facts.outputs.filter(({ pin }) => on.some((change) => change.pin === pin));
    const last = all.at(-1);
    const sameInstant =
      last && facts.eventInfo[index]!.seconds - facts.eventInfo[last.index]!.seconds < 2e-5 && pins.length > 0;
    if (sameInstant) last.pins.push(...pins.filter((pin) => !last.pins.includes(pin)));
    else if (pins.length > 0) all.push({ pins, index });
  }
  const names = all.map(({ pins }) => pins.map(({ pin }) => pin).join());
  const distinct = new Set(names).size;
  for (let length = Math.max(1, distinct); length <= Math.min(TURNS_LIMIT, names.length / 2); length++)
    if (names.slice(0, length).every((name, i) => name === names[i + length]))
      return { turns: all.slice(0, length), repeats: true };
  return { turns: all.slice(0, TURNS_LIMIT), repeats: false };
}

const labels = (asking: Asking, { pins }: Turn): string =>
  pins.map((pin) => labelOf(pin)).join(say(asking, '、', ' + '));

/** "向左", "from low to high": the way bits of one port take their turn. */
function direction(asking: Asking, turns: Turn[]): string {
  const bits = turns.map(({ pins }) => Number(/(\d+)$/.exec(pins[0]?.pin ?? '')?.[1] ?? Number.NaN));
  if (turns.length < 3 || turns.some(({ pins }) => pins.length !== 1) || bits.some(Number.isNaN)) return '';
  const steps = bits.slice(1).map((bit, i) => bit - bits[i]!);
  if (steps.filter((step) => step > 0).length >= steps.length - 1 && steps.some((step) => step > 0))
    return say(
      asking,
      '，从低位到高位（编号递增，左移）',
      ', from the low bit to the high bit (numbers go up, a left shift)',
    );
  if (steps.filter((step) => step < 0).length >= steps.length - 1 && steps.some((step) => step < 0))
    return say(
      asking,
      '，从高位到低位（编号递减，右移）',
      ', from the high bit to the low bit (numbers go down, a right shift)',
    );
  return '';
}

/** "In what order?", "which is lit first?", "第三个亮的是哪个", "PA2 在 PA1 之前还是之后亮". */
export function aboutTurns(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const ordered =
    /顺序|次序|先后|依次|往哪|哪个方向|什么方向|方向是|\border\b|sequence|\bdirection\b|left to right|right to left/i.test(
      question,
    );
  const nth = NUMBERS.find(([word]) => word.test(question))?.[1];
  const which = /哪|谁|什么|\bwhich\b|\bwhat\b/i.test(question);
  const lights = /亮|灯|响|开|led|引脚|脚|\bpins?\b|light|\blit\b|\bon\b|output|goes? high/i.test(question);
  const relative = /(?:之前|之后|前面|后面|先|后).{0,6}(?:还是|亮|开)|\b(?:before|after|earlier|later)\b/i.test(
    question,
  );
  // Of one pin, and of waits: other questions.
  if (/延[时迟]|delay|行|\bline\b|函数|function|call|字节|\bbyte|数据|data|位|\bbits?\b/i.test(question)) return null;
  if (/输入|\binput/i.test(question)) return null;
  const named = outputsInOrder(question, facts);
  const { turns, repeats } = turnsOf(facts);
  if (turns.length === 0) return null;
  const lines = [...new Set(turns.map(({ index }) => spotOf(facts, index)))];
  const note = noteFor(
    asking,
    turns.flatMap(({ pins }) => pins),
  );
  if (named.length === 2 && relative && !ordered) {
    const places = named.map(({ pin }) => turns.findIndex((turn) => turn.pins.some((each) => each.pin === pin.pin)));
    if (places.some((place) => place < 0) || places[0] === places[1]) return null;
    const [one, two] = named.map(({ name }) => name);
    const earlier = places[0]! < places[1]!;
    return answer(
      asking,
      say(
        asking,
        `${one} 在 ${two} ${earlier ? '之前' : '之后'}亮：顺序是 ${turns.map((turn) => labels(asking, turn)).join(' → ')}${note}。`,
        `${one} comes on ${earlier ? 'before' : 'after'} ${two}: the order is ${turns.map((turn) => labels(asking, turn)).join(' → ')}${note}.`,
      ),
      lines,
      0.9,
    );
  }
  if (ordered && (lights || named.length !== 1)) {
    const row = turns.map((turn) => labels(asking, turn)).join(' → ');
    const tail = repeats ? say(asking, '，然后从头重复', ', then over again') : '';
    return answer(
      asking,
      say(
        asking,
        `点亮的顺序：${row}${tail}${direction(asking, turns)}（${lineList(asking, lines)}）${note}${dot(asking)}`,
        `They come on in this order: ${row}${tail}${direction(asking, turns)} (${lineList(asking, lines)})${note}${dot(asking)}`,
      ),
      lines,
      0.9,
    );
  }
  if (nth && which && lights && named.length !== 1) {
    const turn = turns[nth - 1];
    if (!turn) return null;
    const at = facts.eventInfo[turn.index]!;
    const after = `${about(asking, at.exact)}${duration(at.seconds, asking.language)}`;
    return answer(
      asking,
      say(
        asking,
        `第 ${nth} 个亮的是 ${labels(asking, turn)}（第 ${spotOf(facts, turn.index)} 行，开始后 ${after}）；之后依次 ${turns
          .slice(nth, nth + 7)
          .map((each) => labels(asking, each))
          .join(' → ')}${note}。`,
        `Number ${nth} to come on is ${labels(asking, turn)} (line ${spotOf(facts, turn.index)}, ${after} after the start)${
          turns.length > nth
            ? `; then ${turns
                .slice(nth, nth + 7)
                .map((each) => labels(asking, each))
                .join(' → ')}`
            : ''
        }${note}.`,
      ).replace('；之后依次 ', turns.length > nth ? '；之后依次 ' : ''),
      [spotOf(facts, turn.index)],
      0.9,
    );
  }
  return null;
}

const BLINKS = /闪|翻转|变化|会变|切换|toggl|blink|flash|chang|switch/i;
const STEADY =
  /一直|常亮|常灭|不变|不闪|不动|从不|从来(?:不|没)|永远|never|always|\bstay|stead|constant|permanent|all the time/i;

/** "Which LEDs blink?", "哪个灯一直亮": outputs by what they do. */
export function aboutWhich(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/哪|\bwhich\b|\bwhat\b|有没有|几[个盏颗只]|多少[个盏]|how many (?:leds?|lights?|pins?|outputs?)/i.test(question) ||
    !/灯|led|引脚|脚|管脚|\bpins?\b|light|output|输出/i.test(question) ||
    !(BLINKS.test(question) || STEADY.test(question)) ||
    /行|\bline\b|函数|function|\bcall|快|慢|久|fast|slow|long|几次|多少次|times|哪个?寄存器|register/i.test(question)
  )
    return null;
  if (pinsIn(question, facts).length === 1 && facts.outputs.length > 1) return null;
  if (facts.outputs.length === 0 || facts.ended === 'not-run') return null;
  const certain = facts.loop !== null || facts.ended === 'settled' || facts.ended === 'returned';
  if (!certain) return null;
  const inLoop = (pin: NamedPin): boolean =>
    facts.loop !== null &&
    changesOf(facts, pin.pin).some(
      ({ index }) => index >= facts.loop!.start && index < facts.loop!.start + facts.loop!.period,
    );
  const moving = facts.outputs.filter(inLoop);
  const still = facts.outputs.filter((pin) => !inLoop(pin));
  const rests = still.map((pin) => {
    const last = changesOf(facts, pin.pin).at(-1);
    return last
      ? say(
          asking,
          `${labelOf(pin)} 一直是${state(asking, pin, last.level)}（第 ${spotOf(facts, last.index)} 行起）`,
          `${labelOf(pin)} stays ${state(asking, pin, last.level)} (from line ${spotOf(facts, last.index)} on)`,
        )
      : say(asking, `${labelOf(pin)} 从没变过`, `${labelOf(pin)} never changes`);
  });
  const moves =
    moving.length > 0
      ? say(
          asking,
          `每一轮都在变（闪）的是 ${moving.map(labelOf).join('、')}`,
          `${moving.map(labelOf).join(', ')} ${moving.length > 1 ? 'change' : 'changes'} (blink) in every round`,
        )
      : say(asking, '没有引脚一直在变（闪）', 'No pin goes on changing (blinking)');
  const none = still.length === 0 ? [say(asking, '没有一直不变的', 'none stays the same')] : [];
  const parts = STEADY.test(question) ? [...rests, ...none, moves] : [moves, ...rests];
  const text = parts.join(say(asking, '；', '; '));
  return answer(
    asking,
    `${text[0]!.toUpperCase()}${text.slice(1)}${dot(asking)}`,
    [...moving, ...still].flatMap((pin) =>
      changesOf(facts, pin.pin)
        .slice(-2)
        .map(({ index }) => spotOf(facts, index)),
    ),
    0.88,
  );
}
