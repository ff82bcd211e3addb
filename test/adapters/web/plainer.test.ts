import { afterAll, beforeAll, expect, it } from 'vitest';
import { Plainer } from '../../../src/adapters/plainer.ts';
import { webApp } from '../../../src/adapters/web/server.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { ModelDouble } from '../../llm/double.ts';
import { buildDist } from '../../support/dist.ts';

const LOG = `Mar 04 10:00:01 web-1 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
Mar 04 10:00:01 web-1 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE`;

let model: ModelDouble;
let store: Store;
beforeAll(async () => {
  buildDist();
  model = await ModelDouble.open();
  store = await openStore(':memory:');
});
afterAll(async () => {
  await model.close();
  await store.close();
});

it('the page gets plainer words sentence by sentence, and never one that the facts do not hold', async () => {
  const settings = { baseUrl: model.address, name: undefined, tokensAMonth: 1_000_000 };
  const app = webApp(new Plainer(store, 'sk-ant-test-key', settings, 30));
  const post = (path: string, body: object) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: '127.0.0.1' },
      body: JSON.stringify(body),
    });
  const explained = (await (await post('/api/explain', { text: LOG, language: 'en', locale: 'en' })).json()) as {
    thread: string;
    exchange: number;
  };
  const sentences = [
    { text: 'This is a root-cause verdict.', facts: ['verdict'] },
    { text: 'Run <img src=x> to fix it.', facts: ['verdict'] },
  ];
  model.behaviour = { kind: 'answer', text: JSON.stringify({ sentences }) };
  const reply = await post('/api/plainer', {
    thread: explained.thread,
    exchange: explained.exchange,
    language: 'en',
  });
  const lines = (await reply.text())
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { html: string }).html);
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(lines.at(-1)).toContain('This is a root-cause verdict.');
  expect(lines.join()).not.toContain('img');
});

it('there is nothing to ask where no key is set', async () => {
  const reply = await webApp().request('/api/examples', { headers: { host: '127.0.0.1' } });
  expect(((await reply.json()) as { plainer: boolean }).plainer).toBe(false);
});
