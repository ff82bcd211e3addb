// The audit of the packages that are shipped, against an advisory service on loopback.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Runs the audit; the service answers with that status and body, and what it was asked about comes back too. */
async function audit(status: number, body: object): Promise<{ code: number | null; said: string; asked: string }> {
  let asked = '';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = Buffer.concat(chunks);
      asked += request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent).toString() : sent.toString();
      // Of a package with an advisory npm also asks which versions there are.
      const name = decodeURIComponent((request.url ?? '').slice(1));
      const versions = { '5.6.0': { name, version: '5.6.0' } };
      const answer = request.method === 'GET' ? { name, versions, 'dist-tags': { latest: '5.6.0' } } : body;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const cache = temporaryFolder('npm');
  const child = spawn('npm', ['run', '--silent', 'audit'], {
    cwd: ROOT,
    env: {
      ...process.env,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_fetch_retries: '0',
      npm_config_cache: cache,
    },
  });
  let said = '';
  child.stdout.on('data', (data) => (said += String(data)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  server.close();
  return { code, said, asked };
}

const advisory = (severity: string) => ({
  id: 1,
  url: 'https://example.org/advisory',
  title: 'a hole',
  severity,
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

describe('npm run audit', () => {
  it('asks about the packages that are shipped, not about those of the tests, and is content where none is known', async () => {
    const { code, said, asked } = await audit(200, {});
    expect(said).toContain('0 critical, 0 high');
    expect(code).toBe(0);
    expect(Object.keys(JSON.parse(asked) as object)).toEqual(expect.arrayContaining(['discord.js', 'zod', 'keyv']));
    expect(asked).not.toContain('"vitest"');
  });

  it('fails on a high one and names the package; a moderate one is only said', async () => {
    const high = await audit(200, { keyv: [advisory('high')] });
    expect(high.said).toMatch(/keyv \(high\)/);
    expect(high.code).toBe(1);
    const moderate = await audit(200, { keyv: [advisory('moderate')] });
    expect(moderate.said).toMatch(/keyv \(moderate\)/);
    expect(moderate.code).toBe(0);
  });

  it('a service that does not answer is said, and fails nothing', async () => {
    expect(await audit(405, {})).toMatchObject({ code: 0, said: expect.stringContaining('no answer') });
  });
});
