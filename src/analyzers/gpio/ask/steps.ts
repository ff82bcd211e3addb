import { placeOf } from '../../../language/number-words.ts';
import { labelOf } from '../behaviour.ts';
import { levelAfter } from '../levels.ts';
import { bareLines } from './declared.ts';
import { outputsNamed } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

const STEP =
  /第 ?(\d{1,3}|[一二三四五六七八九十]) ?(?:步|个状态|次(?:变化|移位|写))|\b(?:the )?(\d{1,3})(?:st|nd|rd|th) (?:step|state|change|pattern|shift)\b|\bstep (\d{1,3})\b|\b(first|second|third|fourth|fifth|sixth) (?:step|state|change|pattern)\b/i;
const REPEATS = /几步|多少步|几(?:个)?状态|多少(?:个)?状态|\bhow many (?:steps|states|patterns)\b/i;
const WHICH_STEP = /第几(?:步|个|次)|\b(?:which|what) step\b|\bat what step\b/i;

/** The steps of a port that is written again and again: its value after each, and in which one a pin differs. */
export function aboutSteps(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const { loop } = facts;
  if (!loop || loop.start > 1) return null;
  const line = facts.eventInfo[loop.start]?.line ?? 0;
  if (
    REPEATS.test(question) &&
    /重复|循环|一轮|一圈|一共|回到|\brepeat\w*|\bcycle\b|\bround\b|\bin total\b|\bare there\b/i.test(question)
  )
    return answer(
      asking,
      say(asking, `${loop.period} 步一个循环。`, `${loop.period} steps, then it repeats.`),
      [line],
      0.9,
    );
  const port = /\bP([0-4])\b(?![.^_]\d)/.exec(question)?.[0];
  const pins = outputsNamed(question, facts);
  if (WHICH_STEP.test(question) && pins.length === 1) {
    const { pin } = pins[0]!;
    const levels = [...Array(loop.period).keys()].map((step) => levelAfter(facts, pin.pin, loop.start + step + 1));
    const high = levels.filter((level) => level === 1).length;
    if (high * 2 === levels.length) return null;
    const rare = high * 2 > levels.length ? 0 : 1;
    const steps = levels.flatMap((level, step) => (level === rare ? [loop.start + step + 1] : []));
    if (steps.length > 4) return null;
    const electrical = say(asking, rare ? '高电平' : '低电平', rare ? 'high' : 'low');
    return answer(
      asking,
      say(
        asking,
        `第 ${steps.join('、')} 步（${labelOf(pin)} 这时是${electrical}，其余相反；${loop.period} 步一循环）。`,
        `In step ${steps.join(', ')} (${labelOf(pin)} is ${electrical} then and the opposite in the others; ${loop.period} steps a round).`,
      ),
      [line],
      0.9,
    );
  }
  const match = STEP.exec(question);
  if (!match || !port || facts.family !== '8051') return null;
  const word = (match[1] ?? match[2] ?? match[3] ?? match[4])!.toLowerCase();
  const step = placeOf(word);
  const inside = step <= facts.events.length ? step : loop.start + ((step - loop.start - 1) % loop.period) + 1;
  if (!(step >= 1)) return null;
  let value = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    const pin = facts.outputs.find(({ pin: name, aliases }) => [name, ...aliases].includes(`${port}.${bit}`));
    value |= (pin ? levelAfter(facts, pin.pin, inside) : 1) << bit;
  }
  const hex = `0x${value.toString(16).toUpperCase().padStart(2, '0')}`;
  const low = [...Array(8).keys()].filter((bit) => ((value >> bit) & 1) === 0).map((bit) => `${port}.${bit}`);
  const which =
    low.length === 0
      ? say(asking, '全是高电平', 'all high')
      : low.length <= 4
        ? say(asking, `${low.join('、')} 是低电平，其余高`, `${low.join(', ')} low, the others high`)
        : say(asking, `二进制 ${value.toString(2).padStart(8, '0')}`, `binary ${value.toString(2).padStart(8, '0')}`);
  return answer(
    asking,
    say(asking, `第 ${step} 步 ${port} = ${hex}（${which}）。`, `After step ${step} ${port} = ${hex} (${which}).`),
    [facts.eventInfo[inside - 1]?.line ?? line],
    0.9,
  );
}

const INVERTED =
  /第 ?([一二三四五六七八九十]|\d{1,3}) ?次(?:取反|翻转|反转|切换)|\b(?:the )?(first|second|third|fourth|fifth|sixth|\d{1,3}(?:st|nd|rd|th)) (?:toggle|inversion|flip)\b/i;

/** "第一次取反之后 P1.0 是高还是低": the level after the n-th write that inverts. */
export function aboutInverted(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match = INVERTED.exec(question);
  const pins = outputsNamed(question, facts);
  const [only, other] = pins;
  if (!match || !only || other) return null;
  const word = (match[1] ?? match[2])!.toLowerCase();
  const turn = placeOf(word);
  const code = bareLines(facts);
  const inverts = facts.eventInfo.flatMap(({ line }, index) =>
    /~|\^=|!|toggle/i.test(code[line - facts.firstLine] ?? '') &&
    facts.events[index]!.some((change) => change.pin === only.pin.pin)
      ? [index]
      : [],
  );
  const index = inverts[turn - 1];
  if (index === undefined) return null;
  const level = levelAfter(facts, only.pin.pin, index + 1);
  const { line } = facts.eventInfo[index]!;
  return answer(
    asking,
    say(
      asking,
      `${level ? '高电平（1）' : '低电平（0）'}：第 ${turn} 次取反（第 ${line} 行）之后的 ${labelOf(only.pin)}。`,
      `${level ? 'High (1)' : 'Low (0)'}: ${labelOf(only.pin)} after inversion ${turn} (line ${line}).`,
    ),
    [line],
    0.92,
  );
}
