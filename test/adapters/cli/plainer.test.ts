import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelDouble } from '../../llm/double.ts';
import { buildDist } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const LOG = `Mar 04 10:00:01 web-1 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
Mar 04 10:00:01 web-1 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE
Mar 04 10:00:01 web-1 systemd[1]: Failed to start nginx.service - A high performance web server.`;

let model: ModelDouble;
let folder: string;
beforeAll(async () => {
  buildDist();
  model = await ModelDouble.open();
});
afterAll(() => model.close());
beforeEach(() => {
  model.requests.length = 0;
  folder = temporaryFolder('plainer');
  writeFileSync(join(folder, 'log.txt'), LOG);
});

function unpaste(
  args: string[],
  more: Record<string, string> = {},
): Promise<{ out: string; err: string; code: number }> {
  const main = join(import.meta.dirname, '..', '..', '..', 'dist', 'src', 'adapters', 'cli', 'main.js');
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      ANTHROPIC_API_KEY: 'sk-ant-test-key',
      ANTHROPIC_BASE_URL: model.address,
      UNPASTE_STORE: join(folder, 'store.sqlite'),
      ...more,
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    err += data;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ out, err, code: code ?? -1 })));
}

const says = (...sentences: { text: string; facts: string[] }[]): void => {
  model.behaviour = { kind: 'answer', text: JSON.stringify({ sentences }) };
};

describe('plainer words on the command line', () => {
  it('stand below the answer, without what the facts do not say', async () => {
    says(
      { text: 'This is a root-cause verdict.', facts: ['verdict'] },
      { text: 'Port 8080 is taken by apache2.', facts: ['cause-1'] },
    );
    const { out, err, code } = await unpaste(['--debug', 'explain', '--llm', '--lang', 'en', 'log.txt']);
    expect(code).toBe(0);
    expect(out).toContain('## In plainer words\nThis is a root-cause verdict.');
    expect(out).not.toContain('apache2 .');
    expect(out).not.toContain('8080');
    expect(err).toContain('Port 8080 is taken by apache2.');
  });

  it('are answered from the cache the second time', async () => {
    says({ text: 'This is a root-cause verdict.', facts: ['verdict'] });
    for (const _ of [1, 2]) await unpaste(['explain', '--llm', '--lang', 'en', 'log.txt']);
    expect(model.requests).toHaveLength(1);
  });

  it('stop when the month’s tokens are spent, and the answer is still complete', async () => {
    says({ text: 'This is a root-cause verdict.', facts: ['verdict'] });
    const little = { UNPASTE_MODEL_TOKENS_A_MONTH: '100' };
    await unpaste(['explain', '--llm', '--lang', 'en', 'log.txt'], little);
    const { out, code } = await unpaste(['explain', '--llm', '--lang', 'zh', 'log.txt'], little);
    expect(code).toBe(0);
    expect(model.requests).toHaveLength(1);
    expect(out).toContain('额度用完了');
    expect(out).toContain('80');
  });

  it('come for the answer to a question too', async () => {
    model.behaviour = { kind: 'answer', text: JSON.stringify({ sentences: [] }) };
    const plain = JSON.parse((await unpaste(['ask', '--json', 'which line failed first?', '--about', 'log.txt'])).out);
    says({ text: plain.answer.split('\n')[0], facts: ['answer'] }, { text: 'Restart the router.', facts: ['answer'] });
    const { out } = await unpaste(['ask', '--llm', '--json', 'which line failed first?', '--about', 'log.txt']);
    const { plainer } = JSON.parse(out);
    expect(plainer.dropped.map((each: { sentence: string }) => each.sentence)).toContain('Restart the router.');
    expect(JSON.stringify(model.requests.at(-1)?.body)).toContain('Address already in use');
  });

  it('are not asked for where the answer is that nothing is known', async () => {
    await unpaste(['ask', '--llm', 'who won the match yesterday?']);
    expect(model.requests).toHaveLength(0);
  });

  it('need a key', async () => {
    const { err, code } = await unpaste(['explain', '--llm', 'log.txt'], { ANTHROPIC_API_KEY: '' });
    expect(code).toBe(3);
    expect(err).toContain('ANTHROPIC_API_KEY');
  });
});
