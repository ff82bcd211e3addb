/**
 * Packs: everything a command of `unpaste` needs in one file, so that it starts without looking for a hundred others, and
 * behind it what V8 made of it after it has run once, so that it starts without compiling either.
 * `src/adapters/cli/unpaste.cts` starts them. Made of dist/src, as the compiler left it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { knowPatterns } from '../src/analyzers/journal/match.ts';
import type { parseFacts } from '../src/analyzers/pod/claims/facts.ts';
import type { wholeLexicon } from '../src/analyzers/pod/claims/lexicon.ts';
import type { Packed, packLexicon } from '../src/analyzers/pod/claims/packed.ts';
import type { collectPrototypes } from '../src/analyzers/pod/likeness/prototypes.ts';
import type { collectAsked } from '../src/analyzers/pod/retrieve.ts';
import type { DESKTOP_TARGET } from '../src/c/compile.ts';
import type { packLibrary } from '../src/c/library/library.ts';
import type { loadKnowledge } from '../src/knowledge/load.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = join(ROOT, 'dist', 'src');
const PACKS = join(ROOT, 'dist', 'pack');
/** Small packages that most runs need; what is large or native stays where it is. */
const INSIDE = new Set(['commander', 'minisearch', 'zod']);
/** Rooms and commands that a pack loads as they are, where it comes to that. */
const OUTSIDE =
  /^\.\.\/src\/(?:(?:adapters\/(?:discord|web|plainer|cli\/run-words)|store|jobs|llm|workshop)\b|.*(?<!explain|ask|run)-command\.js$)/;

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

/** Written beside and renamed: nobody ever sees half a file. */
function write(name: string, content: string | Uint8Array): void {
  const file = join(PACKS, name);
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
}

const HEAD =
  '(function(module,require,bringIn,__filename){const placeOf=(p)=>require("node:url").pathToFileURL(require("node:path").join(__filename,"..",p)).href;';

mkdirSync(PACKS, { recursive: true });

const compiled = async <T>(file: string): Promise<T> => (await import(pathToFileURL(join(SOURCES, file)).href)) as T;
const { loadKnowledge: load } = await compiled<{ loadKnowledge: typeof loadKnowledge }>('knowledge/load.js');
const { knowPatterns: know } = await compiled<{ knowPatterns: typeof knowPatterns }>('analyzers/journal/match.js');
const { DESKTOP_TARGET: desktop } = await compiled<{ DESKTOP_TARGET: typeof DESKTOP_TARGET }>('c/compile.js');
const { packLibrary: pack } = await compiled<{ packLibrary: typeof packLibrary }>('c/library/library.js');
write('journal-patterns.json', JSON.stringify(know(load('journal-rules'))));
const { parseFacts: parse } = await compiled<{ parseFacts: typeof parseFacts }>('analyzers/pod/claims/facts.js');
const { wholeLexicon: words } = await compiled<{ wholeLexicon: typeof wholeLexicon }>(
  'analyzers/pod/claims/lexicon.js',
);
const { packLexicon: packWords } = await compiled<{ packLexicon: typeof packLexicon }>(
  'analyzers/pod/claims/packed.js',
);
const { collectPrototypes: collect } = await compiled<{ collectPrototypes: typeof collectPrototypes }>(
  'analyzers/pod/likeness/prototypes.js',
);
const { collectAsked: asked } = await compiled<{ collectAsked: typeof collectAsked }>('analyzers/pod/retrieve.js');
write('pod-asked.json', JSON.stringify(asked()));
// The frames add their own words to the lexicon, which all that is read is read with.
const frames = parse(load('pod-facts'));
write('pod-claims.json', JSON.stringify({ words: packWords(words()), frames } satisfies Packed));
write('pod-prototypes.json', JSON.stringify(collect()));

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
    define: { PACKED_LIBRARY: JSON.stringify(pack(desktop)) },
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
  // One file: nobody ever sees code and what was compiled of other code.
  write(`${name}.pack`, Buffer.concat([length, Buffer.from(code, 'latin1'), readFileSync(`${file}.bin`)]));
  rmSync(`${file}.bin`);
  rmSync(`${file}.js`);
}
