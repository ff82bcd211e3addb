import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FONT_FAMILY } from './theme.ts';

const require = createRequire(import.meta.url);
const WEIGHTS = [400, 700];

let fonts: Promise<string[]> | undefined;

/**
 * The fonts as TTF files. resvg reads no WOFF2 and would silently draw no text, so the packaged fonts are unpacked once
 * into the system's temporary folder.
 */
async function fontFiles(): Promise<string[]> {
  const folder = join(tmpdir(), 'unpaste-fonts');
  mkdirSync(folder, { recursive: true });
  return Promise.all(
    ['chinese-simplified', 'latin'].flatMap((subset) =>
      WEIGHTS.map(async (weight) => {
        const name = `noto-sans-sc-${subset}-${weight}-normal`;
        const packed = readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/${name}.woff2`));
        const file = join(folder, `${name}-${packed.length}.ttf`);
        try {
          readFileSync(file);
        } catch {
          const { decompress } = (await import('wawoff2')).default;
          writeFileSync(`${file}.${process.pid}`, await decompress(packed));
          renameSync(`${file}.${process.pid}`, file);
        }
        return file;
      }),
    ),
  );
}

/**
 * Renders a drawing as PNG at twice its size, sharp on a phone. Chinese is drawn from the packaged font; nothing is
 * taken from the system or the net.
 */
export async function toPng(picture: { svg: string; width: number }): Promise<Buffer> {
  // Native code, loaded only where something is drawn.
  const { Resvg } = (await import('@resvg/resvg-js')).default;
  fonts ??= fontFiles();
  const image = new Resvg(picture.svg, {
    font: { loadSystemFonts: false, fontFiles: await fonts, defaultFontFamily: FONT_FAMILY },
    // A fractional width would make resvg ignore all options, the fonts among them.
    fitTo: { mode: 'width', value: Math.ceil(picture.width * 2) },
  });
  return Buffer.from(image.render().asPng());
}
