import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDist } from '../support/dist.ts';

const ROOT = join(import.meta.dirname, '..', '..');
beforeAll(buildDist);

const bodyOf = async (request: IncomingMessage) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
};

/** As much of Telegram's Bot API as the example uses: updates are given out once, from `offset` on. */
async function telegram(texts: string[]) {
  const sent: { chat_id: number; text: string }[] = [];
  const paths = new Set<string>();
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    paths.add(request.url!);
    let result: unknown = true;
    if (request.url!.endsWith('/getUpdates')) {
      result = texts
        .map((text, at) => ({ update_id: at + 1, message: { text, chat: { id: 7 } } }))
        .filter(({ update_id }) => update_id >= body.offset);
      // Nothing new: a long poll that ends after a while.
      if ((result as unknown[]).length === 0) await new Promise((resolve) => setTimeout(resolve, 200));
    } else sent.push(body);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    paths,
    close: () => server.close(),
  };
}

describe('examples/telegram.ts', () => {
  it('answers a paste and a question about it, and is silent in between', async () => {
    const { url, sent, paths, close } = await telegram([
      'lol nice',
      'Mar 04 10:00:01 h nginx[1]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
      'which line says already in use?',
    ]);
    const bot = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'examples/telegram.ts')], {
      cwd: ROOT,
      env: { ...process.env, TELEGRAM_API: url, TELEGRAM_TOKEN: '1:test' },
    });
    let err = '';
    bot.stderr.on('data', (data) => {
      err += data;
    });
    try {
      while (sent.length < 2 && bot.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 25));
      expect(err).toBe('');
      expect(sent.map(({ chat_id }) => chat_id)).toEqual([7, 7]);
      expect(sent[0]!.text).toContain('**Cause:');
      expect(sent[1]!.text).toContain('98: Address already in use');
      expect([...paths].every((path) => path.startsWith('/bot1:test/'))).toBe(true);
    } finally {
      bot.kill();
      close();
    }
  });
});
