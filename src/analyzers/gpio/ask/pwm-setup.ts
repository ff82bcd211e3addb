/** A PWM unit by what its set-up says: pin, frequency, resolution. */
import { quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { type Answer, type Asking, answer, dot, lineText, say } from './text.ts';

type What = 'pin' | 'frequency' | 'bits';

/** Where calls and fields of the libraries say it; group 1 holds the value. */
const PLACES: Record<What, RegExp[]> = {
  pin: [
    /\.gpio_num\s*=\s*([^,;}]{1,40})/,
    /\bledcAttachPin\s*\(\s*([^,;()]{1,40}),/,
    /\bledcAttach(?:Channel)?\s*\(\s*([^,;()]{1,40}),/,
    /\bgpio_set_function\s*\(\s*([^,;()]{1,40}),\s*GPIO_FUNC_PWM\s*\)/,
    /\bsoftPwmCreate\s*\(\s*([^,;()]{1,40}),/,
    /\banalogWrite\s*\(\s*([^,;()]{1,40}),/,
  ],
  frequency: [
    /\.freq_hz\s*=\s*([^,;}]{1,40})/,
    /\bledc(?:Setup|Attach)\s*\(\s*[^,;]{1,30},\s*([^,;()]{1,40}),/,
    /\bledc_set_freq\s*\([^;]*,\s*([^,;()]{1,40})\)/,
    /\banalogWriteFreq(?:uency)?\s*\((?:[^,;()]{1,30},\s*)?\s*([^,;()]{1,40})\)/,
  ],
  bits: [
    /LEDC_TIMER_(\d{1,2})_BIT/,
    /\bledc(?:Setup|Attach)\s*\(\s*[^,;]{1,30},\s*[^,;]{1,30},\s*(\d{1,2})\s*\)/,
    /\banalogWriteResolution\s*\((?:[^,;()]{1,30},\s*)?\s*(\d{1,2})\s*\)/,
  ],
};
const ASKED: Record<What, RegExp> = {
  pin: /哪(?:个|一个)?(?:引脚|管脚|脚|口|pin)|几号(?:引脚|管脚|脚)|\b(?:which|what) (?:gpio|pin|output)\b/i,
  frequency: /频率|赫兹|\bHz\b|\bfrequenc\w*/i,
  bits: /分辨率|几位|多少位|最大(?:占空比|值|亮度)|满(?:占空比|量程|值|格)|\bresolution\b|\bhow many bits\b|\b(?:full|max\w*|highest|top)\b.{0,16}\b(?:duty|value|brightness)\b/i,
};
const PWM = /pwm|ledc|占空比|分辨率|\bduty\b|\bresolution\b|调光|呼吸/i;

/** "Which pin is the PWM on", "PWM 频率是多少", "what is full duty". */
export function aboutPwmSetup(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const code = bareLines(facts);
  if (!PWM.test(question) || /为什么|为何|改成|\b(?:why|change|if)\b/i.test(question)) return null;
  const declared = declaredIn(facts);
  const asked = (Object.keys(ASKED) as What[]).filter((what) => ASKED[what].test(question));
  const told: string[] = [];
  const lines: number[] = [];
  for (const what of asked) {
    const found = PLACES[what].flatMap((place) =>
      code.flatMap((text, i) => {
        const written = place.exec(text)?.[1]?.trim();
        return written === undefined ? [] : [{ written, line: i + facts.firstLine }];
      }),
    );
    const values = new Map(
      found.map(({ written, line }) => [String(valueOf(written, declared) ?? written.replace(/^GPIO_NUM_/, '')), line]),
    );
    const [one, other] = [...values];
    if (!one || other) continue;
    const [value, line] = one;
    lines.push(line);
    const full = what === 'bits' ? 2 ** Number(value) : 0;
    told.push(
      what === 'pin'
        ? say(asking, `PWM 在 GPIO${value}`, `the PWM is on GPIO${value}`)
        : what === 'frequency'
          ? say(asking, `PWM 频率 ${value} Hz`, `the PWM frequency is ${value} Hz`)
          : say(
              asking,
              `分辨率 ${value} 位，占空比数值 0～${full - 1}（${full} 份为满）`,
              `the resolution is ${value} bits, so that the duty value goes from 0 to ${full - 1} (${full} is full)`,
            ),
    );
  }
  if (told.length === 0) return null;
  const text = told.join(say(asking, '，', ', '));
  const shown = `\`${quoted(lineText(facts, lines[0]!) ?? '').slice(0, 120)}\``;
  return answer(
    asking,
    `${text[0]!.toUpperCase()}${text.slice(1)}${say(asking, `（第 ${lines[0]} 行：${shown}）`, ` (line ${lines[0]}: ${shown})`)}${dot(asking)}`,
    lines,
    0.92,
  );
}
