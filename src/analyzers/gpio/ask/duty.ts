import { labelOf } from '../behaviour.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { onOf, outputsAsked, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, answer, decline, lineList, noteFor, say } from './text.ts';

/** Where a library is told the whole of a PWM period, and where the part of it that is high. */
const PWM: { part: RegExp; whole: RegExp | number; add: 0 | 1 }[] = [
  {
    part: /\bpwm_set_(?:gpio|chan)_level\s*\([^;]*?,\s*([^,;()]{1,40})\)\s*;/,
    whole: /\bpwm_set_wrap\s*\([^;,]*,\s*([^,;()]{1,40})\)/,
    add: 1,
  },
  { part: /\banalogWrite\s*\(\s*[^,;]{1,30},\s*([^,;()]{1,40})\)/, whole: 255, add: 0 },
  { part: /\.duty\s*=\s*([^,;}]{1,40})/, whole: /LEDC_TIMER_(\d+)_BIT/, add: 0 },
  {
    part: /\bledcWrite\s*\(\s*[^,;]{1,30},\s*([^,;()]{1,40})\)/,
    whole: /\bledc(?:Setup|Attach)\s*\([^;]*,\s*(\d{1,2})\s*\)/,
    add: 0,
  },
  { part: /\b(?:TIM_)?Pulse\s*=\s*([^;]{1,40});/, whole: /\b(?:TIM_)?Period\s*=\s*([^;]{1,40});/, add: 1 },
  { part: /\bCCR\d\s*=\s*([^;]{1,40});/, whole: /\bARR\s*=\s*([^;]{1,40});/, add: 1 },
  {
    part: /\b(?:__HAL_TIM_SET_COMPARE|TIM_SetCompare\d)\s*\([^;]*,\s*([^,;()]{1,40})\)/,
    whole: /\b(?:TIM_)?Period\s*=\s*([^;]{1,40});/,
    add: 1,
  },
  { part: /\bOCR\d[AB]?\s*=\s*([^;]{1,40});/, whole: 255, add: 0 },
];

/** "What duty cycle is that?" of a PWM unit: the share that its registers or calls are given. */
export function aboutDuty(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/占空比|百分之|亮度|\bduty\b|percent|brightness|how bright/i.test(question)) return null;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  for (const { part, whole, add } of PWM) {
    const found = code.flatMap((text, i) => {
      const value = valueOf(part.exec(text)?.[1] ?? '', declared);
      return value === null ? [] : [{ value, line: i + facts.firstLine }];
    });
    if (found.length === 0) continue;
    let total: number | null = typeof whole === 'number' ? whole : null;
    let at: number | null = null;
    if (typeof whole !== 'number')
      for (const [i, text] of code.entries()) {
        const given = valueOf(whole.exec(text)?.[1] ?? '', declared);
        if (given === null) continue;
        total = /BIT|ledc/.test(whole.source) ? 2 ** given : given + add;
        at = i + facts.firstLine;
        break;
      }
    if (total === null || total <= 0) continue;
    const told = found
      .slice(0, 4)
      .map(({ value, line }) =>
        say(
          asking,
          `第 ${line} 行 ${value}/${total} = ${Number(((100 * value) / total!).toPrecision(3))}%`,
          `line ${line}: ${value}/${total} = ${Number(((100 * value) / total!).toPrecision(3))}%`,
        ),
      );
    const lines = [...found.map(({ line }) => line), ...(at === null ? [] : [at])];
    return answer(
      asking,
      say(
        asking,
        `占空比：${told.join('，')}${at === null ? `（满量程 ${total}）` : `（一个周期是 ${total}，${lineList(asking, [at])}）`}。`,
        `Duty: ${told.join(', ')}${at === null ? ` (of a full scale of ${total})` : ` (a period is ${total}, ${lineList(asking, [at])})`}.`,
      ),
      lines,
      0.86,
    );
  }
  return null;
}

/** "What share of the time is red on?": of one round, from the run. */
export function aboutShare(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/占空比|百分之|比例|占.{0,10}(?:多少|几|周期)|\bduty\b|percent|\bshare\b|\bfraction\b|\bproportion\b|how much of (?:the|each)/i.test(
      question,
    )
  )
    return null;
  // "When d is 500": a condition that the levels of a round do not show.
  if (/\b(?:when|if|where|with)\b.{0,20}\b\d|=\s*\d|[是为到]\s*\d+\s*(?:时|的时候)/i.test(question))
    return decline(
      asking,
      '那种情况下的占空比，代码和运行结果里看不出来（一个周期有多长没有写）。',
      'The duty in that case is not in the paste: it does not say how long a whole period is.',
    );
  const stretch = stretchOf(facts);
  if (!stretch?.looping || !stretch.seconds) return null;
  const asked = outputsAsked(asking, stretch).slice(0, 4);
  const lines: number[] = [];
  const told = asked.flatMap(({ pin, name }) => {
    const spans = spansOf(facts, pin.pin, stretch).filter(({ level }) => level === onOf(facts, pin));
    if (spans.length === 0) return [];
    const on = spans.reduce((sum, { from, to }) => sum + to - from, 0);
    lines.push(...spans.map(({ begins }) => spotOf(facts, begins)));
    const share = Number(((100 * on) / stretch.seconds!).toPrecision(3));
    const about = stretch.exact ? '' : say(asking, '约 ', 'about ');
    return [
      `${name || labelOf(pin)}: ${about}${share}% (${duration(on, asking.language)} / ${duration(stretch.seconds!, asking.language)})`,
    ];
  });
  if (told.length === 0) return null;
  const text = told.join(say(asking, '，', ', '));
  return answer(
    asking,
    `${text}${noteFor(
      asking,
      asked.map(({ pin }) => pin),
    )}${say(asking, '。', '.')}`,
    lines,
    0.86,
  );
}
