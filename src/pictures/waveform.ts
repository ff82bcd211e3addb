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
  /** What the numbers above the lanes are, and those below. */
  lineLabel: string;
  timeLabel: string;
  pins: WaveformPin[];
  /** One a moment at which pins change, in order: what stands below the axis (a time) and above it (a line). */
  steps: { time: string; line: string }[];
  /** More happens than is shown: the lanes end in an ellipsis. */
  cut: boolean;
  /** The steps that repeat for ever: shaded. */
  loop: { from: number; to: number; label: string } | null;
  alt: string;
}

const PAD = 16;
const ROW = 42;
const SWING = 24;
const HEAD = 92;
const FOOT = 34;
const WIDEST = 62;
const NARROWEST = 24;
/** Widest drawing that a phone still shows at a readable size. */
const WIDTH_LIMIT = 760;
/** Names longer than this are cut. */
const NAME_WIDTH = 150;
export const LIMIT_PINS = 16;

/** A text cut to a width in pixels. */
function shorten(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('')}…`;
}

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
  const { steps } = waveform;
  const names = pins.map((pin) => shorten(pin.name, 13, NAME_WIDTH));
  const left = PAD + Math.max(44, ...names.map((name) => textWidth(name, 13))) + 12;
  const column = Math.max(NARROWEST, Math.min(WIDEST, (WIDTH_LIMIT - left - PAD) / (steps.length + 0.8)));
  // Times that would run into each other stand on end.
  const longest = Math.max(0, ...steps.map((step) => textWidth(step.time, 11)));
  const upright = longest > column - 4;
  const foot = FOOT + (upright ? Math.max(0, longest - 10) : 0);
  const lanes = left + (steps.length + 0.5) * column;
  const width = Math.ceil(
    Math.max(360, textWidth(waveform.title, 16) + 2 * PAD, lanes + (waveform.cut ? 22 : 0) + PAD),
  );
  const height = Math.ceil(HEAD + pins.length * ROW + foot);
  const bottom = HEAD + pins.length * ROW;
  const x = (step: number) => round(left + (step + 0.5) * column);
  const right = round(lanes);
  const out: string[] = [];
  const text = (px: number, py: number, size: number, fill: string, content: string, extra = '') =>
    out.push(
      `<text x="${round(px)}" y="${round(py)}" font-family="${FONT_FAMILY}" font-size="${size}" fill="${fill}" ${extra}>${svgText(content)}</text>`,
    );

  out.push(`<rect width="${width}" height="${height}" fill="${color.background}"/>`);
  text(PAD, 28, 16, color.text, shorten(waveform.title, 16, width - 2 * PAD), 'font-weight="700"');
  if (waveform.loop) {
    const from = round(x(waveform.loop.from));
    const to = Math.min(right, x(Math.min(waveform.loop.to, steps.length)));
    const label = waveform.loop.label;
    const size = textWidth(label, 12);
    out.push(
      `<rect x="${from}" y="${HEAD - 20}" width="${round(Math.max(0, to - from))}" height="${pins.length * ROW + 24}" fill="${color.shade}"/>`,
    );
    out.push(`<path d="M${from} ${HEAD - 38}v-5H${to}v5" fill="none" stroke="${color.quiet}" stroke-width="1.4"/>`);
    text(Math.max(left, Math.min((from + to) / 2 - size / 2, width - PAD - size)), HEAD - 46, 12, color.quiet, label);
  }
  text(PAD, HEAD - 24, 11, color.quiet, waveform.lineLabel);
  text(PAD, bottom + 18, 11, color.quiet, waveform.timeLabel);
  for (const [index, step] of steps.entries()) {
    out.push(
      `<line x1="${x(index)}" y1="${HEAD - 18}" x2="${x(index)}" y2="${bottom + 3}" stroke="${color.grid}" stroke-width="1"/>`,
    );
    text(x(index), HEAD - 24, 11, color.quiet, step.line, 'text-anchor="middle"');
    if (upright)
      text(
        x(index) + 4,
        bottom + 8,
        11,
        color.quiet,
        step.time,
        `text-anchor="end" transform="rotate(-90 ${round(x(index) + 4)} ${bottom + 8})"`,
      );
    else text(x(index), bottom + 18, 11, color.quiet, step.time, 'text-anchor="middle"');
  }
  for (const [row, pin] of pins.entries()) {
    const base = HEAD + row * ROW + 33;
    text(PAD, base - 7, 13, color.text, names[row]!);
    out.push(
      `<line x1="${round(left)}" y1="${base}" x2="${right}" y2="${base}" stroke="${color.grid}" stroke-width="1"/>`,
    );
    out.push(lane(pin, steps.length, { from: round(left), to: right, base, x, fill: color.high }));
    if (waveform.cut) text(right + 6, base - 7, 15, color.quiet, '…');
  }
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${svgText(waveform.alt, 600)}</title>${out.join('')}</svg>`,
    alt: waveform.alt,
    width,
    height,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** One pin's line, its high stretches filled. */
function lane(
  pin: WaveformPin,
  steps: number,
  place: { from: number; to: number; base: number; x: (step: number) => number; fill: string },
): string {
  const { base, x, fill } = place;
  const y = (value: 0 | 1) => base - value * SWING;
  const filled: string[] = [];
  let path = '';
  let level = pin.initial;
  let from = place.from;
  const flush = (to: number) => {
    if (level === null) return;
    if (level === 1)
      filled.push(
        `<rect x="${from}" y="${y(1)}" width="${round(to - from)}" height="${SWING}" fill="${fill}" opacity="0.16"/>`,
      );
    path += `${path === '' ? 'M' : 'L'}${from} ${y(level)}L${to} ${y(level)}`;
  };
  for (const change of pin.changes) {
    if (change.step >= steps) break;
    flush(x(change.step));
    from = x(change.step);
    level = change.level;
  }
  flush(place.to);
  if (path !== '')
    filled.push(`<path d="${path}" fill="none" stroke="${fill}" stroke-width="2.4" stroke-linejoin="round"/>`);
  return filled.join('');
}
