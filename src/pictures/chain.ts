import { FONT_FAMILY, svgText, THEMES, type ThemeName, textWidth } from './theme.ts';

/** What happened, in order: cause first. */
export interface FailureChain {
  title: string;
  steps: { time: string; text: string; kind: 'cause' | 'consequence' | 'end' | 'noise' }[];
  /** How often the steps repeated, in words; null where they did not. */
  loop: string | null;
  alt: string;
}

const WIDTH = 640;
const HEAD = 52;
const LINE = 18;
const BETWEEN = 18;
const TEXT_LEFT = 32;
const TEXT_SIZE = 13;
const LIMIT_STEPS = 10;
const MOST_LINES = 2;

/** Breaks a text where it fills the width; what does not fit on the last line ends in an ellipsis. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  // Words stay whole; between Chinese characters any place will do.
  for (const piece of text
    .slice(0, 400)
    .match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    const line = lines.at(-1)!;
    if (line === '' || textWidth(line + piece.trimEnd(), TEXT_SIZE) <= width) lines[lines.length - 1] = line + piece;
    else lines.push(piece.trimStart());
  }
  const shown = lines.slice(0, MOST_LINES).map((line) => line.trimEnd());
  const over = lines.length > MOST_LINES;
  return shown.map((line, index) => {
    const last = over && index === shown.length - 1;
    let cut = line;
    while (cut.length > 1 && textWidth(cut + (last || cut !== line ? '…' : ''), TEXT_SIZE) > width)
      cut = cut.slice(0, -1);
    return last || cut !== line ? `${cut}…` : cut;
  });
}

/** Draws the chain from cause to end as boxes from top to bottom, the restart loop as an arrow back up. */
export function drawChain(
  chain: FailureChain,
  theme: ThemeName,
): { svg: string; alt: string; width: number; height: number } {
  const color = THEMES[theme];
  const right = chain.loop ? WIDTH - 110 : WIDTH - 16;
  let next = HEAD;
  const steps = chain.steps.slice(0, LIMIT_STEPS).map((step) => {
    const lines = wrap(step.text, right - TEXT_LEFT - 12);
    const box = { ...step, lines, y: next, height: 26 + lines.length * LINE };
    next += box.height + BETWEEN;
    return box;
  });
  const height = next;
  const edge = { cause: color.bad, consequence: color.warn, end: color.text, noise: color.low };
  const out = [`<rect width="${WIDTH}" height="${height}" fill="${color.background}"/>`];
  const text = (x: number, y: number, size: number, fill: string, content: string, extra = '') =>
    out.push(
      `<text x="${x}" y="${y}" font-family="${FONT_FAMILY}" font-size="${size}" fill="${fill}" ${extra}>${svgText(content, 200)}</text>`,
    );
  text(16, 30, 16, color.text, wrap(chain.title, WIDTH - 140)[0]!, 'font-weight="700"');
  for (const [index, step] of steps.entries()) {
    out.push(
      `<rect x="16" y="${step.y}" width="${right - 16}" height="${step.height}" rx="6" fill="${color.shade}"/>`,
      `<rect x="16" y="${step.y}" width="5" height="${step.height}" rx="2.5" fill="${edge[step.kind]}"/>`,
    );
    text(TEXT_LEFT, step.y + 18, 11, color.quiet, step.time);
    const weight = step.kind === 'cause' ? 'font-weight="700"' : '';
    for (const [row, line] of step.lines.entries())
      text(TEXT_LEFT, step.y + 36 + row * LINE, TEXT_SIZE, color.text, line, weight);
    if (index + 1 < steps.length) {
      out.push(
        `<path d="M34 ${step.y + step.height}v14m-4 -5l4 5l4 -5" fill="none" stroke="${color.quiet}" stroke-width="1.6" stroke-linecap="round"/>`,
      );
    }
  }
  // Giving up stands behind the loop, not in it.
  const ends = steps.findLastIndex((step) => step.kind !== 'end');
  const last = steps[ends >= 1 ? ends : steps.length - 1];
  if (chain.loop && last && last !== steps[0]) {
    const top = steps[0]!.y + 20;
    const bottom = last.y + 20;
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
