import { writeSeconds } from '../../../asking/amount.ts';
import { readAsked } from '../../../asking/question.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { pinsIn } from './pins.ts';
import { onOf } from './spans.ts';
import { type Answer, type Asking, answer, say } from './text.ts';
import { traceSketch } from './trace.ts';

const EVERY =
  /多久(?:.{0,4})(?:测|读|采|更新|刷新|打印|发|查|检查)?一次|每隔多久|(?:测|读|采样|更新|刷新|打印|查)(?:的)?(?:间隔|周期)|\bhow often\b.{0,30}\b(?:measur\w*|read|sampl\w*|updat\w*|print\w*|check\w*|poll\w*|refresh\w*)\b/i;

/** "多久测一次": the waits of one pass of a sketch's loop, where every pass waits the same. */
export function aboutEvery(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !EVERY.test(question) ||
    pinsIn(question, facts).some(({ pin }) => facts.outputs.some((output) => output.pin === pin.pin))
  )
    return null;
  const code = bareLines(facts);
  const waits = [0, 1].map((digital) => {
    const trace = traceSketch(code, facts.firstLine, 1, { analog: digital * 1023, digital });
    if (!trace) return null;
    const own = trace.deeds.filter(({ name }) => name === 'delay');
    if (own.some(({ args }) => typeof args[0] !== 'number')) return null;
    return { ms: own.reduce((sum, { args }) => sum + (args[0] as number), 0), lines: own.map(({ line }) => line) };
  });
  const [low, high] = waits;
  if (!low || !high || low.ms !== high.ms || low.ms === 0) return null;
  return answer(
    asking,
    say(
      asking,
      `约 ${writeSeconds(low.ms / 1000, 'zh')}一次：每轮 loop 里的延时加起来是 ${low.ms} 毫秒。`,
      `About every ${writeSeconds(low.ms / 1000, 'en')}: the waits of one loop come to ${low.ms} ms.`,
    ),
    low.lines,
    0.88,
  );
}

const SOUND = /响|叫|蜂鸣|\bbeeps?\b|\btone\b|\bsound\b|\bbuzz\w*/i;

/** "How long is the beep": the third argument of `tone`. */
export function aboutTone(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const asked = readAsked(question);
  if (!SOUND.test(question) || asked.else) return null;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  const calls = code.flatMap((text, index) => {
    const match = /\btone\s*\(\s*([^,()]+),\s*([^,()]+)(?:,\s*([^,()]+))?\)/.exec(text);
    return match
      ? [
          {
            line: index + facts.firstLine,
            hertz: valueOf(match[2]!, declared),
            ms: match[3] ? valueOf(match[3], declared) : null,
          },
        ]
      : [];
  });
  const [call, other] = calls;
  if (!call || other) return null;
  if (asked.howLong && call.ms !== null)
    return answer(
      asking,
      say(asking, `${call.ms} 毫秒（第 ${call.line} 行）。`, `${call.ms} ms (line ${call.line}).`),
      [call.line],
      0.9,
    );
  if (/频率|音调|多少赫兹|\bfrequenc\w*|\bpitch\b|\bhertz\b|\bhz\b/i.test(question) && call.hertz !== null)
    return answer(
      asking,
      say(asking, `${call.hertz} Hz（第 ${call.line} 行）。`, `${call.hertz} Hz (line ${call.line}).`),
      [call.line],
      0.9,
    );
  return null;
}

const GOES_OFF =
  /多久.{0,6}(?:灭|关|停|断)|(?:灭|关|停)(?:掉)?(?:之前)?.{0,4}多久|\bhow long\b.{0,40}\b(?:off|out|stays?|remains?)\b/i;

/** The line writes a pin, and not to the level at which it is on. */
function switchesOff({ facts }: Asking, text: string): boolean {
  const [, name, level] = /\bdigitalWrite\s*\(\s*(\w+)\s*,\s*(LOW|HIGH|0|1)\s*\)/.exec(text) ?? [];
  if (!name) return false;
  const pin = facts.outputs.find((each) => [each.pin, ...each.aliases].includes(name));
  return !pin || onOf(facts, pin) !== (/HIGH|1/.test(level!) ? 1 : 0);
}

/** "没人之后灯多久灭": the time that the program holds against a moment it remembers before it switches back. */
export function aboutHoldTime(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!GOES_OFF.test(question) || readAsked(question).else) return null;
  const code = bareLines(facts);
  const declared = declaredIn(facts);
  const found = code.flatMap((text, index) => {
    const match = /\b(?:millis|HAL_GetTick|xTaskGetTickCount)\s*\(\s*\)\s*-\s*\w+\s*>=?\s*(\w+)/.exec(text);
    const ms = match ? valueOf(match[1]!, declared) : null;
    const write = match ? code.slice(index, index + 4).findIndex((one) => switchesOff(asking, one)) : -1;
    return ms === null || write < 0 ? [] : [{ ms, lines: [index + facts.firstLine, index + write + facts.firstLine] }];
  });
  const [hold, other] = found;
  if (!hold || other) return null;
  return answer(
    asking,
    say(
      asking,
      `${writeSeconds(hold.ms / 1000, 'zh')}：从最后一次触发算起，满这么久才关（第 ${hold.lines[0]} 行）。`,
      `${writeSeconds(hold.ms / 1000, 'en')} after it was last set off (line ${hold.lines[0]}).`,
    ),
    hold.lines,
    0.9,
  );
}
