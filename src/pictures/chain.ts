import { FONT_FAMILY, svgText, THEMES, type ThemeName } from './theme.ts';

/** What happened, in order: cause first. */
export interface FailureChain {
  title: string;
  steps: { time: string; text: string; kind: 'cause' | 'consequence' | 'end' | 'noise' }[];
  /** How often the steps repeated, in words; null where they did not. */
  loop: string | null;
  alt: string;
}

const WIDTH = 640;
const STEP = 62;
const HEAD = 52;
const LIMIT_STEPS = 10;

/** Draws the chain from cause to end as boxes from top to bottom, the restart loop as an arrow back up. */
export function drawChain(
  chain: FailureChain,
  theme: ThemeName,
): { svg: string; alt: string; width: number; height: number } {
  const color = THEMES[theme];
  const steps = chain.steps.slice(0, LIMIT_STEPS);
  const height = HEAD + steps.length * STEP + 14;
  const edge = { cause: color.bad, consequence: color.warn, end: color.text, noise: color.low };
  const out = [`<rect width="${WIDTH}" height="${height}" fill="${color.background}"/>`];
  const text = (x: number, y: number, size: number, fill: string, content: string, extra = '') =>
    out.push(
      `<text x="${x}" y="${y}" font-family="${FONT_FAMILY}" font-size="${size}" fill="${fill}" ${extra}>${svgText(content, 72)}</text>`,
    );
  text(16, 30, 16, color.text, chain.title, 'font-weight="700"');
  const right = chain.loop ? WIDTH - 110 : WIDTH - 16;
  for (const [index, step] of steps.entries()) {
    const y = HEAD + index * STEP;
    out.push(
      `<rect x="16" y="${y}" width="${right - 16}" height="${STEP - 18}" rx="6" fill="${color.shade}"/>`,
      `<rect x="16" y="${y}" width="5" height="${STEP - 18}" rx="2.5" fill="${edge[step.kind]}"/>`,
    );
    text(32, y + 18, 11, color.quiet, step.time);
    text(32, y + 36, 13, color.text, step.text, step.kind === 'cause' ? 'font-weight="700"' : '');
    if (index + 1 < steps.length) {
      const from = y + STEP - 18;
      out.push(
        `<path d="M34 ${from}v14m-4 -5l4 5l4 -5" fill="none" stroke="${color.quiet}" stroke-width="1.6" stroke-linecap="round"/>`,
      );
    }
  }
  if (chain.loop && steps.length > 1) {
    const top = HEAD + 20;
    const bottom = HEAD + (steps.length - 1) * STEP + 20;
    out.push(
      `<path d="M${right} ${bottom}h26V${top}h-22m6 -5l-6 5l6 5" fill="none" stroke="${color.quiet}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
    );
    text(right + 32, (top + bottom) / 2 + 4, 12, color.quiet, chain.loop);
  }
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${svgText(chain.alt, 400)}</title>${out.join('')}</svg>`,
    alt: chain.alt,
    width: WIDTH,
    height,
  };
}
