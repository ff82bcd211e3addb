import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webApp } from '../../../src/adapters/web/server.ts';
import { buildDist } from '../../support/dist.ts';
import { hasProgram } from '../../support/programs.ts';
import { TALKS } from '../../support/talks.ts';

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
    const { chapters } = (await (await post('/api/explain', { text, language: 'en', locale: 'en' })).json()) as {
      chapters: { html: string }[];
    };
    expect(chapters.map(({ html }) => html).join()).not.toContain('<img');
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

  it('offers the examples and explains one, with its waveform and its picture, in Chinese', async () => {
    await open('zh-CN');
    await page.getByRole('button', { name: '一行的 LED 代码' }).click();
    await page.waitForSelector('.answer');
    expect(await page.locator('.answer').innerText()).toContain('LED3');
    await page.waitForSelector('img.picture', { state: 'attached' });
    expect(await page.locator('img.picture').first().getAttribute('alt')).toContain('LED');
  });

  it('steps through the waveform, and each step marks its line', async () => {
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '下一步' }).click();
    expect(await page.locator('.told').innerText()).toContain('第 54 行: LED2_PIN 变高');
    expect(await page.locator('.paste li.shown').innerText()).toContain('LedBlink');
    await page.locator('.scroll').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.told').innerText()).toMatch(/^3 \/ .*LED4_PIN 变高, LED5_PIN 变高/);
  });

  it('marks the lines that the answer names', async () => {
    await page.locator('.answer button.line', { hasText: '第 60 行' }).first().hover();
    expect(await page.locator('.paste li.shown').innerText()).toContain('Delay(0x28FFFF)');
  });

  it('answers a question about what was pasted', async () => {
    await page.fill('#paste', '第二次延时后 LED4 亮吗?');
    await page.getByRole('button', { name: '解释' }).click();
    await expect.poll(() => page.locator('.reply .answer').count()).toBe(1);
    expect(await page.locator('.reply .answer').innerText()).toMatch(/亮|高/);
  });

  it.each(TALKS)('goes on: $name', async ({ said, last, not }) => {
    const shown = page;
    await open('en-US');
    for (const [at, message] of said.entries()) {
      await page.fill('#paste', message);
      await page.getByRole('button', { name: 'Explain' }).click();
      await expect.poll(() => page.locator('.answer').count(), { timeout: 20_000 }).toBe(at + 1);
    }
    const answer = await page.locator('.answer').last().innerText();
    expect(answer).toMatch(last);
    if (not) expect(answer).not.toMatch(not);
    await page.close();
    page = shown;
  });

  it('says the answer that is already there in the other language', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => page.locator('.exchange .answer').innerText()).toContain('blinks, toggling every');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('presses an input and shows the run that comes of it', async () => {
    await open('en-US');
    await page.fill(
      '#paste',
      `const int KEY = 2, LED = 13;
int on = 0;
void setup() { pinMode(KEY, INPUT_PULLUP); pinMode(LED, OUTPUT); digitalWrite(LED, HIGH); digitalWrite(LED, LOW); }
void loop() {
  if (digitalRead(KEY) == LOW) { on = !on; digitalWrite(LED, on); delay(500); }
}`,
    );
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByRole('button', { name: 'Press KEY' }).click();
    await expect.poll(() => page.locator('.waveform').innerText()).toContain('The input was changed once');
  });

  it('speaks English to an English browser, walks through the story, and shows the lines behind a fact', async () => {
    await open('en-US');
    await page.getByRole('button', { name: 'Docker will not start' }).click();
    await page.waitForSelector('.chain');
    await page.locator('.chain .step.cause button').click();
    expect(await page.locator('.paste li.shown').innerText()).toContain('failed to start daemon');
    await page
      .locator('details', { has: page.locator('.facts') })
      .first()
      .locator('summary')
      .click();
    await page.locator('.facts button').first().click();
    expect(await page.locator('.paste li.shown').count()).toBeGreaterThan(0);
  });

  it('saves the conversation as one file without scripts', async () => {
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    const html = readFileSync((await (await saved).path())!, 'utf8');
    expect(html).toContain('iptables');
    expect(html).not.toMatch(/<script|https?:\/\/(?!lists)/);
  });

  it('can be stopped, keeps what was typed, and answers the next paste', async () => {
    await open('en-US');
    const slow = `void setup() { pinMode(13, OUTPUT); }\nvoid loop() {\n${'  for (volatile long i = 0; i < 2000000000; i++) { if (digitalRead(2) == 7) digitalWrite(13, i & 1); }\n'.repeat(40)}}`;
    await page.fill('#paste', slow);
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => page.locator('#status').innerText()).toBe('Stopped.');
    expect(await page.inputValue('#paste')).toBe(slow);
    await page.fill('#paste', '');
    await page.getByRole('button', { name: 'Docker will not start' }).click();
    await page.waitForSelector('.chain', { timeout: 20_000 });
  });

  it.each([
    ['zh-CN', 'light', '全部一起'],
    ['en-US', 'dark', 'Everything at once'],
  ] as const)('has no fault that axe finds (%s, %s)', async (locale, scheme, example) => {
    await open(locale);
    if (scheme === 'dark') await page.getByRole('button', { name: 'Dark' }).click();
    await page.getByRole('button', { name: example }).click();
    await page.waitForSelector('.waveform');
    const require = createRequire(import.meta.url);
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const violations = await page.evaluate(
      '(async () => (await axe.run()).violations.map((each) => each.id + ": " + each.nodes.map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? "")).slice(0, 3).join(" | ")))()',
    );
    expect(violations).toEqual([]);
  });

  it('fits a phone', async () => {
    await open('en-US');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Everything at once' }).click();
    await page.waitForSelector('.waveform');
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
  });
});
