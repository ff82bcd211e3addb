import { FONT_FAMILY, svgText, THEMES, type ThemeName, textWidth } from './theme.ts';

/** Boxes side by side in a frame, and bars below for what they have in common. */
export interface Boxes {
  shape: 'boxes';
  title: string;
  boxes: { title: string; lines: string[] }[];
  bars: string[];
}

/** What happens over time: a lane each, `from`, `to` and `at` in percent of the width. */
export interface Lanes {
  shape: 'lanes';
  title: string;
  lanes: {
    label: string;
    spans: { from: number; to: number; text: string; kind: 'good' | 'bad' | 'warn' | 'quiet' }[];
  }[];
  marks: { at: number; text: string }[];
}

export type Diagram = Boxes | Lanes;

const WIDTH = 640;
const MARGIN = 16;
const HEAD = 46;
const LINE = 18;

interface Drawing {
  svg: string;
  alt: string;
  width: number;
  height: number;
}

/** Breaks a text into lines of at most `width` pixels; Chinese breaks anywhere, Latin between words. */
function wrap(text: string, size: number, width: number): string[] {
  const lines = [''];
  for (const piece of text.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    const line = lines.at(-1)!;
    if (line !== '' && textWidth(line + piece.trimEnd(), size) > width) lines.push(piece);
    else lines[lines.length - 1] = line + piece;
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** Draws a diagram of a note. */
export function drawDiagram(diagram: Diagram, theme: ThemeName): Drawing {
  const color = THEMES[theme];
  const out: string[] = [];
  const text = (x: number, y: number, size: number, fill: string, content: string, extra = '') =>
    out.push(
      `<text x="${x}" y="${y}" font-family="${FONT_FAMILY}" font-size="${size}" fill="${fill}" ${extra}>${svgText(content, 90)}</text>`,
    );
  const box = (x: number, y: number, width: number, height: number, fill: string, stroke: string) =>
    out.push(`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="7" fill="${fill}" stroke="${stroke}"/>`);
  text(MARGIN, 29, 16, color.text, diagram.title, 'font-weight="700"');

  let height: number;
  if (diagram.shape === 'boxes') {
    const count = diagram.boxes.length;
    const width = (WIDTH - 2 * MARGIN - 24 - (count - 1) * 12) / count;
    const bodies = diagram.boxes.map(({ lines }) => lines.flatMap((line) => wrap(line, 12, width - 24)));
    const tall = 34 + Math.max(...bodies.map((lines) => lines.length)) * LINE + 8;
    height = HEAD + 12 + tall + diagram.bars.length * 34 + 24;
    box(MARGIN, HEAD, WIDTH - 2 * MARGIN, height - HEAD - 12, 'none', color.low);
    for (const [index, { title }] of diagram.boxes.entries()) {
      const x = MARGIN + 12 + index * (width + 12);
      box(x, HEAD + 12, width, tall, color.shade, color.grid);
      text(x + 12, HEAD + 34, 13, color.text, title, 'font-weight="700"');
      for (const [row, line] of bodies[index]!.entries()) text(x + 12, HEAD + 54 + row * LINE, 12, color.text, line);
    }
    for (const [index, bar] of diagram.bars.entries()) {
      const y = HEAD + 12 + tall + 8 + index * 34;
      box(MARGIN + 12, y, WIDTH - 2 * MARGIN - 24, 28, 'none', color.high);
      text(WIDTH / 2, y + 19, 12.5, color.text, bar, 'text-anchor="middle"');
    }
  } else {
    const left = MARGIN + Math.max(...diagram.lanes.map(({ label }) => textWidth(label, 12.5))) + 14;
    const at = (percent: number) => left + ((WIDTH - MARGIN - left) * percent) / 100;
    const row = 44;
    height = HEAD + diagram.lanes.length * row + (diagram.marks.length > 0 ? 34 : 8);
    const end = HEAD + diagram.lanes.length * row;
    for (const mark of diagram.marks) {
      const anchor = mark.at > 80 ? 'end' : mark.at < 15 ? 'start' : 'middle';
      out.push(
        `<path d="M${at(mark.at)} ${HEAD - 4}V${end}" stroke="${color.low}" stroke-dasharray="3 4" stroke-width="1.2"/>`,
      );
      text(at(mark.at), end + 18, 12, color.quiet, mark.text, `text-anchor="${anchor}"`);
    }
    for (const [index, { label, spans }] of diagram.lanes.entries()) {
      const y = HEAD + index * row;
      text(MARGIN, y + 22, 12.5, color.text, label);
      for (const span of spans) {
        const width = Math.max(4, at(span.to) - at(span.from) - 2);
        const edge = span.kind === 'quiet' ? color.low : color[span.kind];
        box(at(span.from), y + 3, width, 30, span.kind === 'quiet' ? color.background : color.shade, edge);
        text(at(span.from) + width / 2, y + 22, 12, color.text, span.text, 'text-anchor="middle"');
      }
    }
  }
  const alt = altOf(diagram);
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img"><title>${svgText(alt, 600)}</title><rect width="${WIDTH}" height="${height}" fill="${color.background}"/>${out.join('')}</svg>`,
    alt,
    width: WIDTH,
    height,
  };
}

/** The same in words. */
function altOf(diagram: Diagram): string {
  if (diagram.shape === 'boxes') {
    const boxes = diagram.boxes.map(({ title, lines }) => `${title}: ${lines.join(', ')}`);
    return [diagram.title, ...boxes, ...diagram.bars].join('. ');
  }
  const lanes = diagram.lanes.map(({ label, spans }) => `${label}: ${spans.map((span) => span.text).join(' → ')}`);
  return [diagram.title, ...lanes].join('. ');
}
