import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webApp } from '../../../src/adapters/web/server.ts';
import { buildDist } from '../../support/dist.ts';
import { hasProgram } from '../../support/programs.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let server: ServerType;
let address: string;
beforeAll(async () => {
  buildDist();
  server = await new Promise((resolve) => {
    const started: ServerType = serve({ fetch: webApp().fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started),
    );
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server?.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(address + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

describe('the page keeps to itself', () => {
  it('answers no other site open in the browser', async () => {
    const reply = await post(
      '/api/explain',
      { text: 'x', language: 'en', locale: 'en' },
      { origin: 'https://example.com' },
    );
    expect(reply.status).toBe(403);
  });

  it('has a policy that lets nothing in from elsewhere', async () => {
    const policy = (await fetch(address)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('says what is wrong with a request', async () => {
    expect((await post('/api/explain', { text: 5 })).status).toBe(400);
    expect((await post('/api/ask', {})).status).toBe(400);
  });

  it('turns markup in a paste into text', async () => {
    const text =
      'Mar 04 10:00:01 h app[9]: <img src=x onerror=alert(1)> fatal: cannot open /etc/app.conf: Permission denied\nMar 04 10:00:01 h systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE';
    const { html } = (await (await post('/api/explain', { text, language: 'en', locale: 'en' })).json()) as {
      html: string;
    };
    expect(html).not.toContain('<img');
  });
});

describe.skipIf(!hasProgram('chromium'))('the page in a browser (chromium)', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  });
  afterAll(() => browser?.close());

  async function open(locale: string): Promise<Page> {
    page = await browser.newPage({ locale, viewport: { width: 1000, height: 800 } });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(address);
    await page.waitForSelector('#examples button');
    expect(errors).toEqual([]);
    return page;
  }

  it('offers the examples and explains one, with its picture, in Chinese', async () => {
    await open('zh-CN');
    await page.getByRole('button', { name: '一行的 LED 代码' }).click();
    await page.waitForSelector('.answer');
    const answer = await page.locator('.answer').innerText();
    expect(answer).toContain('LED3');
    await page.waitForSelector('img.picture');
    expect(await page.locator('img.picture').first().getAttribute('alt')).toContain('LED');
  });

  it('answers a question about what was pasted', async () => {
    await page.fill('#paste', '第二次延时后 LED4 亮吗?');
    await page.getByRole('button', { name: '解释' }).click();
    await expect.poll(() => page.locator('.answer').count()).toBe(2);
    expect(await page.locator('.answer').nth(1).innerText()).toMatch(/亮|高/);
  });

  it('speaks English to an English browser and shows the lines behind a fact', async () => {
    await open('en-US');
    await page.getByRole('button', { name: 'Docker will not start' }).click();
    await page.waitForSelector('.facts', { state: 'attached' });
    await page
      .locator('details', { has: page.locator('.facts') })
      .first()
      .locator('summary')
      .click();
    await page.locator('.facts button').first().click();
    expect(await page.locator('.paste li.shown').count()).toBeGreaterThan(0);
  });

  it('fits a phone', async () => {
    await open('en-US');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Docker will not start' }).click();
    await page.waitForSelector('.answer');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
  });
});
