import { exactLoop } from '../behaviour.ts';
import type { FindPattern } from './pattern.ts';

/** Slower than this the eye sees it blink. */
const FLICKER_SECONDS = 0.025;

/** A pin switched quicker than the eye follows: a fixed share of each period, or a share that grows and shrinks. */
export const pwm: FindPattern = ({ facts, moving, onLevel }) => {
  const [story] = moving;
  if (!story || moving.length !== 1 || facts.loopSeconds === null || story.looping.length < 2) return null;
  const on = onLevel(story.pin) ?? 1;
  const first = story.looping.findIndex((change) => change.level === on);
  if (first < 0) return null;
  const turned = [...story.looping.slice(first), ...story.looping.slice(0, first)];
  if (turned.length % 2 !== 0 || turned.some((change, i) => (change.level === on) !== (i % 2 === 0))) return null;
  const length = (from: number, to: number): number => {
    const span =
      story.looping[(first + to) % turned.length]!.seconds - story.looping[(first + from) % turned.length]!.seconds;
    return span > 0 ? span : span + facts.loopSeconds!;
  };
  const periods = Array.from({ length: turned.length / 2 }, (_, i) => ({
    on: length(2 * i, 2 * i + 1),
    all: turned.length === 2 ? facts.loopSeconds! : length(2 * i, 2 * i + 2),
  }));
  if (periods.some(({ all }) => all <= 0 || all > FLICKER_SECONDS)) return null;
  const duty = periods.map((period) => period.on / period.all);
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const hertz = Number((periods.length / periods.reduce((sum, { all }) => sum + all, 0)).toPrecision(2));
  const rate = hertz >= 1000 ? `${hertz / 1000} kHz` : `${hertz} Hz`;
  const about = exactLoop(facts) ? { zh: '', en: '' } : { zh: '约 ', en: 'about ' };
  const level = (language: 'zh' | 'en'): string =>
    onLevel(story.pin) === null ? (language === 'zh' ? '高电平' : 'high') : language === 'zh' ? '亮' : 'on';
  const low = Math.min(...duty);
  const high = Math.max(...duty);
  if (high - low < 0.02) {
    // Half and half is a square wave, and a sliver is two writes in a row: neither was meant to set a brightness.
    if (Math.abs(high - 0.5) < 0.03 || high < 0.03 || low > 0.97) return null;
    return {
      words: {
        zh: `${story.label} 是软件 PWM：${about.zh}${rate}，${level('zh')}占 ${percent(duty[0]!)}`,
        en: `${story.label} is software PWM: ${about.en}${rate}, ${level('en')} ${percent(duty[0]!)} of the time`,
      },
      pins: [story.pin],
    };
  }
  if (periods.length < 6 || !growsAndShrinks(duty)) return null;
  return {
    words: {
      zh: `${story.label} 呼吸灯：软件 PWM 的占空比在 ${percent(low)} 和 ${percent(high)} 之间渐变`,
      en: `${story.label} breathes: software PWM whose duty glides between ${percent(low)} and ${percent(high)}`,
    },
    pins: [story.pin],
  };
};

/** Few turns between up and down, compared with the number of steps. */
function growsAndShrinks(duty: number[]): boolean {
  let turns = 0;
  let direction = 0;
  for (const [i, share] of duty.entries()) {
    const next = duty[(i + 1) % duty.length]! - share;
    if (Math.abs(next) < 1e-3) continue;
    if (direction !== 0 && Math.sign(next) !== direction) turns += 1;
    direction = Math.sign(next);
  }
  return turns <= 2;
}
