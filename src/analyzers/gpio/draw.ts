import type { Language } from '../../language/language.ts';
import { drawWaveform, LIMIT_PINS, type Waveform } from '../../pictures/waveform.ts';
import type { Picture } from '../analyzer.ts';
import { labelOf, restLevel } from './behaviour.ts';
import type { GpioFacts, NamedPin } from './facts.ts';
import { quoted } from './words.ts';

/** Changes shown at most; more are too narrow to read on a phone. */
const LIMIT_STEPS = 24;

/** Times of a drawing are short: no space, three digits. */
function shortTime(seconds: number): string {
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  if (seconds === 0) return '0';
  if (seconds >= 100) return `${Math.round(seconds)}s`;
  if (seconds >= 1) return `${number(seconds)}s`;
  if (seconds >= 0.001) return `${number(seconds * 1000)}ms`;
  return `${number(seconds * 1e6)}µs`;
}

/** The paste's own name in front, where it has one: it is what the reader looks for. */
function nameOf(pin: NamedPin): string {
  const label = labelOf(pin);
  const own = /^(\S+) \((.+)\)$/.exec(label);
  if (own) return `${own[2]} (${own[1]})`;
  const place = pin.aliases.find((alias) => /^P[A-K]\d{1,2}$/.test(alias));
  return place && place !== label ? `${label} (${place}?)` : label;
}

/** The pin waveform of a run; no picture where nothing changes or a single change says it all. */
export function draw(facts: GpioFacts, language: Language, theme: 'light' | 'dark'): Picture[] {
  if (facts.events.length < 2) return [];
  const zh = language === 'zh';
  const { loop } = facts;
  const wanted = loop ? loop.start + loop.period + 1 : facts.events.length;
  const shown = Math.min(wanted, facts.events.length, LIMIT_STEPS);
  const steps = facts.eventInfo.slice(0, shown).map((info, i) => {
    const call = info.calls.at(-1);
    const line = call !== undefined ? Number(call.slice(call.lastIndexOf(':') + 1)) : info.line;
    // Steps of the same moment carry its time once.
    const before = facts.eventInfo[i - 1];
    const same = before !== undefined && info.seconds - before.seconds < 1e-4 * Math.max(info.seconds, 0.01);
    return {
      time: same ? '' : `${info.exact ? '' : '~'}${shortTime(i === 0 && info.seconds < 1e-4 ? 0 : info.seconds)}`,
      line: line > 0 ? String(line) : '',
    };
  });
  const moving = facts.outputs.filter(({ pin }) =>
    facts.events.some((changes) => changes.some((change) => change.pin === pin)),
  );
  const pins = moving.map((pin) => ({
    name: nameOf(pin),
    initial: restLevel(facts),
    changes: facts.events
      .slice(0, shown)
      .flatMap((changes, step) =>
        changes.filter((change) => change.pin === pin.pin).map((change) => ({ step, level: change.level })),
      ),
  }));
  const waveform: Waveform = {
    title: zh ? `${facts.title.zh} 引脚波形` : `Pins of the ${facts.title.en}`,
    lineLabel: zh ? '行号' : 'line',
    timeLabel: zh ? '时间' : 'time',
    pins,
    steps,
    cut: shown < wanted,
    loop:
      loop && loop.start < shown
        ? { from: loop.start, to: loop.start + loop.period, label: zh ? '无限重复' : 'repeats for ever' }
        : null,
    alt: '',
  };
  waveform.alt = altText(facts, moving, shown, language);
  const { svg, alt, width, height } = drawWaveform(waveform, theme);
  return [{ name: 'waveform', svg, alt, width, height }];
}

/** The same in words, for those who cannot see it. */
function altText(facts: GpioFacts, pins: NamedPin[], shown: number, language: Language): string {
  const zh = language === 'zh';
  const steps = facts.events.slice(0, Math.min(shown, 12)).map((changes, i) => {
    const info = facts.eventInfo[i]!;
    const what = changes.map((change) => `${labelOf(change)}=${change.level}`).join(' ');
    return `${info.exact ? '' : '~'}${shortTime(info.seconds)} ${what}`;
  });
  const left =
    Math.min(facts.events.length, facts.loop ? facts.loop.start + facts.loop.period : facts.events.length) -
    steps.length;
  const more = left > 0 ? '…' : '';
  const again = facts.loop
    ? zh
      ? `；第 ${facts.loop.start + 1}～${facts.loop.start + facts.loop.period} 次变化无限重复`
      : `; changes ${facts.loop.start + 1} to ${facts.loop.start + facts.loop.period} repeat for ever`
    : '';
  const hidden =
    pins.length > LIMIT_PINS ? (zh ? `；只画了 ${LIMIT_PINS} 个引脚` : `; only ${LIMIT_PINS} pins are drawn`) : '';
  const head = zh
    ? `${pins.length} 个引脚的波形：`
    : `Waveform of ${pins.length} ${pins.length === 1 ? 'pin' : 'pins'}: `;
  return quoted(`${head}${steps.join(zh ? '，' : ', ')}${more}${again}${hidden}`);
}
