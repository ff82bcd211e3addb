import type { TerminalSettings } from '../../../config.ts';

type Paint = (text: string) => string;

/** How text is made to stand out; without colour every one of these leaves it as it is. */
export interface Style {
  colour: boolean;
  bold: Paint;
  dim: Paint;
  italic: Paint;
  underline: Paint;
  red: Paint;
  yellow: Paint;
  green: Paint;
  cyan: Paint;
}

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  red: [31, 39],
  yellow: [33, 39],
  green: [32, 39],
  cyan: [36, 39],
} as const;

/** Colours by name; without colour each leaves its text as it is. */
export function styleWith(colour: boolean): Style {
  const paint = ([on, off]: readonly [number, number]): Paint =>
    colour ? (text) => (text === '' ? '' : `\x1b[${on}m${text}\x1b[${off}m`) : (text) => text;
  const names = Object.keys(CODES) as (keyof typeof CODES)[];
  return { colour, ...Object.fromEntries(names.map((name) => [name, paint(CODES[name])])) } as Style;
}

/** What is known of the place answers are printed to. */
export interface Screen {
  style: Style;
  /** Columns; prose is wrapped to them. */
  width: number;
}

const WIDEST_PROSE = 120;
const NARROWEST = 24;
const USUAL = 80;

/**
 * The terminal behind a stream, or null where a program reads: it gets the answer's Markdown as it is. FORCE_COLOR makes
 * a terminal of any stream (`| less -R`); NO_COLOR and --no-color take the colours, not the layout.
 */
export function screenOf(
  stream: { isTTY?: boolean; columns?: number },
  settings: TerminalSettings,
  wanted: boolean | undefined,
): Screen | null {
  const forced = settings.forceColour && wanted !== false;
  if (!stream.isTTY && !forced) return null;
  const colour = wanted !== false && (forced || (!settings.noColour && !settings.dumb));
  const columns = stream.columns || settings.columns || USUAL;
  return { style: styleWith(colour), width: Math.max(NARROWEST, Math.min(columns, WIDEST_PROSE)) };
}
