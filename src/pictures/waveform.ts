import { FONT_FAMILY, svgText, THEMES, type ThemeName, textWidth } from './theme.ts';

/** A pin's levels over time. */
export interface WaveformPin {
  name: string;
  /** Level before the first change; null while the pin is not yet an output. */
  initial: 0 | 1 | null;
  changes: { step: number; level: 0 | 1 }[];
}

export interface Waveform {
  title: string;
  pins: WaveformPin[];
  /** One a moment at which pins change, in order: what stands below the axis (a time) and above it (a line). */
  steps: { time: string; line: string }[];
  /** The steps that repeat for ever: shaded. */
  loop: { from: number; to: number; label: string } | null;
  alt: string;
}

const LEFT_PAD = 16;
const ROW = 44;
const SWING = 24;
const HEAD = 74;
const FOOT = 40;
const STEP_WIDTH = 58;
const LIMIT_PINS = 16;
const LIMIT_STEPS = 40;

/**
 * Draws pins as a logic analyser does, one row a pin, one column a change. Columns have equal widths: the times below
 * them carry the scale, so that a microsecond and a second both stay readable.
 */
export function drawWaveform(
  waveform: Waveform,
  theme: ThemeName,
): { svg: string; alt: string; width: number; height: number } {
  const color = THEMES[theme];
  const pins = waveform.pins.slice(0, LIMIT_PINS);
  const steps = waveform.steps.slice(0, LIMIT_STEPS);
  const left = LEFT_PAD + Math.max(60, ...pins.map((pin) => Math.min(180, textWidth(pin.name, 14)))) + 14;
  const width = Math.ceil(Math.max(520, left + (steps.length + 1) * STEP_WIDTH + 20));
  const height = HEAD + pins.length * ROW + FOOT;
  const x = (step: number) => left + (step + 0.5) * STEP_WIDTH;
  const right = left + (steps.length + 0.9) * STEP_WIDTH;
  const out: string[] = [];
  const text = (px: number, py: number, size: number, fill: string, content: string, extra = '') =>
    out.push(
      `<text x="${px}" y="${py}" font-family="${FONT_FAMILY}" font-size="${size}" fill="${fill}" ${extra}>${svgText(content)}</text>`,
    );

  out.push(`<rect width="${width}" height="${height}" fill="${color.background}"/>`);
  text(LEFT_PAD, 26, 16, color.text, waveform.title, 'font-weight="700"');
  if (waveform.loop) {
    const from = x(waveform.loop.from) - STEP_WIDTH / 2;
    const to = Math.min(right, x(Math.min(waveform.loop.to, steps.length)) - STEP_WIDTH / 2);
    out.push(
      `<rect x="${from}" y="${HEAD - 34}" width="${Math.max(0, to - from)}" height="${height - HEAD - FOOT + 38}" fill="${color.shade}"/>`,
    );
    text(from + 6, HEAD - 22, 12, color.quiet, waveform.loop.label);
  }
  for (const [index, step] of steps.entries()) {
    out.push(
      `<line x1="${x(index)}" y1="${HEAD - 2}" x2="${x(index)}" y2="${height - FOOT + 2}" stroke="${color.grid}" stroke-width="1"/>`,
    );
    text(x(index), HEAD - 6, 11, color.quiet, step.line, 'text-anchor="middle"');
    text(x(index), height - FOOT + 18, 11, color.quiet, step.time, 'text-anchor="middle"');
  }
  for (const [row, pin] of pins.entries()) {
    const base = HEAD + row * ROW + 34;
    text(LEFT_PAD, base - 7, 14, color.text, pin.name);
    out.push(`<line x1="${left}" y1="${base}" x2="${right}" y2="${base}" stroke="${color.grid}" stroke-width="1"/>`);
    let level = pin.initial;
    let from = left;
    let path = '';
    const y = (value: 0 | 1) => base - value * SWING;
    const flush = (to: number) => {
      if (level === null) return;
      if (level === 1)
        out.push(
          `<rect x="${from}" y="${y(1)}" width="${to - from}" height="${SWING}" fill="${color.high}" opacity="0.16"/>`,
        );
      path += `${path === '' ? 'M' : 'L'}${from} ${y(level)}L${to} ${y(level)}`;
    };
    for (const change of pin.changes) {
      if (change.step >= steps.length) break;
      flush(x(change.step));
      from = x(change.step);
      level = change.level;
    }
    flush(right);
    if (path !== '')
      out.push(`<path d="${path}" fill="none" stroke="${color.high}" stroke-width="2.4" stroke-linejoin="round"/>`);
  }
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${svgText(waveform.alt, 400)}</title>${out.join('')}</svg>`,
    alt: waveform.alt,
    width,
    height,
  };
}
