export const FONT_FAMILY = 'Noto Sans SC';

export type ThemeName = 'light' | 'dark';

/** Colours of a drawing; text on background has a contrast of at least 4.5 to 1 in both themes. */
export const THEMES = {
  light: {
    background: '#ffffff',
    text: '#1d2433',
    quiet: '#5b6478',
    grid: '#dde1ea',
    shade: '#eef2fb',
    high: '#1f6feb',
    low: '#8a93a6',
    bad: '#c62828',
    good: '#1b7f3b',
    warn: '#9a5b00',
  },
  dark: {
    background: '#1e2128',
    text: '#e9ecf3',
    quiet: '#a5adbd',
    grid: '#353a46',
    shade: '#2a3040',
    high: '#6ea8ff',
    low: '#7b8496',
    bad: '#ff8a80',
    good: '#7ddb96',
    warn: '#ffc46b',
  },
} as const;

/** Text for SVG: mark-up escaped, control characters out, cut to a length. */
export function svgText(text: string, limit = 60): string {
  const clean = [...text.replace(/[\u0000-\u001f\u007f\ufffe\uffff]/g, ' ')];
  const cut = clean.length > limit ? `${clean.slice(0, limit - 1).join('')}…` : clean.join('');
  return cut.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Rough width of a text in pixels: a Han character is as wide as the font is high, others a little over half of it. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += /[\u2e80-\u9fff\uff00-\uffef]/.test(character) ? size : size * 0.56;
  return width;
}
