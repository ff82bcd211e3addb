/**
 * Packs: everything a command of `unpaste` needs in one file, so that it starts without looking for a hundred others, and
 * behind it what V8 made of it after it has run once, so that it starts without compiling either.
 * `src/adapters/cli/unpaste.cts` starts them. Made of dist/src, as the compiler left it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'esbuild';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = join(ROOT, 'dist', 'src');
const PACKS = join(ROOT, 'dist', 'pack');
/** Small packages that most runs need; what is large or native stays where it is. */
const INSIDE = new Set(['commander', 'minisearch', 'zod']);
/** Rooms and commands that a pack loads as they are, where it comes to that. */
const OUTSIDE =
  /^\.\.\/src\/(?:(?:adapters\/(?:discord|web|plainer)|store|jobs|llm|workshop)\b|.*(?<!explain|ask|run)-command\.js$)/;

const fromPack = (path: string): string => relative(PACKS, path).split(sep).join('/');

const places: Plugin = {
  name: 'places',
  setup(work) {
    work.onLoad({ filter: /dist[/\\]src[/\\].*\.js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8')
        // A file in a pack is where it was for itself: workers and data are found from there.
        .replaceAll('import.meta.url', `placeOf('${fromPack(path)}')`)
        .replace(/\bimport\(\s*'([^']+)'\s*\)/g, (whole, name: string) => {
          if (!name.startsWith('.')) return INSIDE.has(name) ? whole : `bringIn('${name}')`;
          const place = fromPack(resolve(path, '..', name));
          return OUTSIDE.test(place) ? `bringIn(placeOf('${place}'))` : whole;
        });
      return { contents, loader: 'js' };
    });
    work.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || INSIDE.has(path.split('/')[0]!) ? undefined : { path, external: true },
    );
  },
};

const HEAD =
  '(function(module,require,bringIn,__filename){const placeOf=(p)=>require("node:url").pathToFileURL(require("node:path").join(__filename,"..",p)).href;';

mkdirSync(PACKS, { recursive: true });
for (const name of ['run', 'program']) {
  const { outputFiles } = await build({
    entryPoints: [join(SOURCES, 'adapters', 'cli', `pack-${name}.js`)],
    outdir: PACKS,
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: HEAD },
    footer: { js: '})' },
    plugins: [places],
    logLevel: 'warning',
  });
  // What is not ASCII now stands in regular expressions; as escapes a byte is a character, and nothing needs decoding.
  const code = outputFiles[0]!.text.replace(
    /[^\x00-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const file = join(PACKS, `${name}.${process.pid}`);
  writeFileSync(`${file}.js`, code);
  const trained = spawnSync(process.execPath, [join(ROOT, 'build', 'train.cjs'), `${file}.js`, name], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (trained.status !== 0) throw new Error(`the pack ${name} does not start`);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(code.length);
  writeFileSync(`${file}.js`, Buffer.concat([length, Buffer.from(code, 'latin1'), readFileSync(`${file}.bin`)]));
  rmSync(`${file}.bin`);
  // One file, renamed: nobody ever sees code and what was compiled of other code.
  renameSync(`${file}.js`, join(PACKS, `${name}.pack`));
}
