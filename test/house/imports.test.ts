import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOMS: Record<string, string[]> = {
  // room: what its files may import of ours, besides themselves
  // c/direct and answer/decode: `unpaste run` must not wait for analyzers it does not need
  adapters: [
    'index.ts',
    'config.ts',
    'store',
    'jobs',
    'llm',
    'c/chinese.ts',
    'c/direct.ts',
    'c/sandbox.ts',
    'answer/decode.ts',
    'workshop',
  ],
  'index.ts': ['answer', 'analyzers/analyzer.ts', 'c', 'knowledge', 'language', 'pictures'],
  // questions held against what was pasted, whoever read it
  asking: ['language'],
  answer: ['analyzers', 'asking', 'knowledge', 'language', 'pictures'],
  // for those who add knowledge: loaded by `unpaste new` and `unpaste check` only
  workshop: ['analyzers', 'knowledge', 'language'],
  analyzers: ['analyzers/analyzer.ts', 'asking', 'c', 'machine', 'pictures', 'knowledge', 'language'],
  machine: ['c', 'knowledge', 'language'],
  llm: ['analyzers/analyzer.ts', 'language', 'knowledge'],
  jobs: [],
  store: [],
  knowledge: ['language'],
  pictures: ['language'],
  language: [],
  c: [],
  'config.ts': [],
};
const PACKAGES: Record<string, string> = {
  '@anthropic-ai/sdk': 'llm/',
  'discord.js': 'adapters/discord/',
  keyv: 'store/',
  libsql: 'store/',
  '@keyv/redis': 'store/',
  pg: 'store/',
  bullmq: 'jobs/',
  ioredis: 'jobs/',
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join('src', file), 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"\n;]*(?:\n[^'";]*)?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
    ),
  ].map((match) => match[1] ?? match[2]!);
}

const roomOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);

describe('imports go one way', () => {
  it.each(files)('%s', (file) => {
    const room = roomOf(file);
    const allowed = ROOMS[room];
    expect(allowed, `src/${room} has no place in the house yet`).toBeDefined();
    for (const name of importsOf(file)) {
      if (!name.startsWith('.')) {
        const home = Object.entries(PACKAGES).find(([known]) => name === known || name.startsWith(`${known}/`));
        if (home) expect(file.startsWith(home[1]), `${file} imports ${name}`).toBe(true);
        continue;
      }
      const target = normalize(join(dirname(file), name));
      const sameRoom = roomOf(target) === room;
      const sameAnalyzer =
        room !== 'analyzers' || target.split('/')[1] === file.split('/')[1] || target === 'analyzers/analyzer.ts';
      if (sameRoom && sameAnalyzer) continue;
      const permitted = allowed!.some((place) => target === place || target.startsWith(`${place}/`));
      expect(
        permitted && (room !== 'analyzers' || roomOf(target) !== 'analyzers' || target === 'analyzers/analyzer.ts'),
        `${file} imports ${target}`,
      ).toBe(true);
    }
  });

  it('only config.ts reads the environment', () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join('src', file), 'utf8')));
    expect(readers).toEqual(['config.ts']);
  });

  it('`unpaste run` starts without the analyzers', () => {
    const seen = new Set<string>();
    const waiting = ['adapters/cli/run-command.ts'];
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      for (const name of importsOf(file)) if (name.startsWith('.')) waiting.push(normalize(join(dirname(file), name)));
    }
    expect([...seen].filter((file) => /^(?:index\.ts|analyzers|knowledge|pictures)/.test(file))).toEqual([]);
  });
});
