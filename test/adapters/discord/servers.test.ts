// Those who run it: permissions and intents that lack, servers that know less than Discord, limits, the model, the doctor.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkDiscord } from '../../../src/adapters/discord/check.ts';
import { deployCommands, listCommands } from '../../../src/adapters/discord/deploy.ts';
import { readConfig } from '../../../src/config.ts';
import { ModelDouble } from '../../llm/double.ts';
import { BOT, buttonOf, CHANNEL, DiscordDouble, DM, ELSEWHERE, textOf } from './double.ts';
import { openScene, type Scene, until } from './scene.ts';

const nginx = (host: string, port = 80) =>
  `Mar 04 10:00:01 ${host} nginx[811]: nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)\n` +
  `Mar 04 10:00:01 ${host} systemd[1]: Failed to start nginx.service - A high performance web server.`;
const KEY = `// LED on PB5, KEY on PA0
#include "stm32f10x.h"
int main(void) {
  RCC->APB2ENR |= 0xC;
  GPIOB->CRL = 0x44244444;
  while (1) { if (GPIOA->IDR & 1) GPIOB->BSRR = 1 << 5; else GPIOB->BRR = 1 << 5; }
}`;

const LATE = `void setup() { pinMode(9, OUTPUT); pinMode(5, INPUT); delay(300); if (digitalRead(5)) delay(700); digitalWrite(9, HIGH); }
void loop() {}`;

/** Three bots serve all of these: one with everything, one that may do little, one that sees little. */
let model: ModelDouble;
let full: Scene;
let terse: Scene;
let blind: Scene;
beforeAll(async () => {
  model = await ModelDouble.open();
  const open = async (environment: Record<string, string>, prepare: (double: DiscordDouble) => void = () => {}) => {
    const double = await DiscordDouble.open();
    prepare(double);
    return openScene(environment, double);
  };
  full = await open({
    ANTHROPIC_API_KEY: 'test-key-123',
    ANTHROPIC_BASE_URL: model.address,
    UNPASTE_METRICS_PORT: '0',
  });
  terse = await open({ UNPASTE_PASTES_A_MINUTE: '3', UNPASTE_METRICS_PORT: '0' }, (double) => {
    double.terse = true;
  });
  blind = await open({}, (double) => {
    double.refusesContent = true;
  });
});
afterAll(async () => {
  for (const opened of [full, terse, blind]) await opened?.close();
  await model?.close();
});
afterEach(() => {
  full.discord.refusesV2 = false;
  full.discord.refusesEmbeds = false;
  full.discord.denied.clear();
});
const original = (discord: DiscordDouble, token: string) =>
  discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/(?:@|%40)original`));

describe('health and metrics', () => {
  it('are served on this machine and hold nothing that was pasted', async () => {
    const { discord, bot, replyTo } = full;
    await replyTo(discord.say(nginx('web-secret', 8280)));
    const get = (path: string) => fetch(`http://127.0.0.1:${bot.metricsPort}${path}`);
    expect((await get('/health')).status).toBe(200);
    // Counted once the answer is recorded, a moment after it is out.
    await sleep(200);
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/unpaste_answers_total\{outcome="report"\} 1/);
    expect(metrics).toMatch(/unpaste_parts_total\{analyzer="journal"\} 1/);
    expect(metrics).toMatch(/unpaste_jobs_waiting 0/);
    expect(metrics).not.toMatch(/web-secret|8280|emerg/);
    expect((await get('/elsewhere')).status).toBe(404);
  });
});

describe('a server that is not quite Discord', () => {
  it('that refuses Components V2 gets an embed, and after a while no attempt at more', async () => {
    const { discord, replyTo } = full;
    discord.refusesV2 = true;
    for (let at = 0; at < 4; at += 1) {
      const reply = await replyTo(discord.say(nginx(`web-${at}`, 8200 + at)));
      const [embed] = reply['embeds'] as { description: string; color: number }[];
      expect(embed!.description + reply.content).toContain(`:${8200 + at}`);
      expect(embed!.color).toBe(0xd83c3e);
      buttonOf(reply, 'lang');
    }
    const token = discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-c', 8205) }]);
    expect(JSON.stringify((await original(discord, token)).body)).toContain(':8205');
  });

  it('that refuses files gets the answer without its picture, and after a while no attempt at one', async () => {
    const { discord, replyTo, close } = await openScene();
    discord.refusesFiles = true;
    const blink = (pin: number) =>
      `void setup() { pinMode(${pin}, OUTPUT); } void loop() { digitalWrite(${pin}, HIGH); delay(90); digitalWrite(${pin}, LOW); delay(90); }`;
    for (let pin = 1; pin <= 4; pin += 1) {
      const before = discord.refused;
      const reply = await replyTo(discord.say(blink(pin)));
      expect(textOf(reply)).toContain(`D${pin}`);
      expect(reply['attachments']).toEqual([]);
      // An embed and plain words are tried before the files are left out.
      expect(discord.refused).toBe(before + (pin <= 3 ? 3 : 0));
    }
    // Fifty answers later it is asked again, and has learned meanwhile.
    discord.refusesFiles = false;
    const later: number[] = [];
    for (let at = 0; at < 50; at += 1) {
      const reply = await replyTo(discord.say(blink((at % 12) + 1)));
      later.push((reply['attachments'] as object[]).length);
    }
    expect(later).toEqual([...Array.from({ length: 49 }, () => 0), 1]);
    await close();
  });

  it('that refuses embeds too gets plain text', async () => {
    const { discord, replyTo } = full;
    discord.refusesV2 = true;
    discord.refusesEmbeds = true;
    const reply = await replyTo(discord.say(nginx('web-plain', 8210)));
    expect(reply.content).toContain(':8210');
    const paste = readFileSync(new URL('../../../examples/seeds/all.txt', import.meta.url), 'utf8');
    const long = await replyTo(discord.say(`<@${BOT.id}> ${paste}`, { mentions: [BOT] }));
    expect(long.content.length).toBeLessThanOrEqual(2000);
    expect((long['attachments'] as { filename: string }[]).map(({ filename }) => filename)).toContain('answer.md');
  });

  it('that knows commands and buttons by half: the answer is an ordinary message, and a press changes it', async () => {
    const { discord, config, close, replyTo, repliesTo } = await openScene();
    discord.half = true;
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await deployCommands(config);
    expect(log.mock.calls.flat().join('\n')).toBe('Registered: explain, ask, forget, settings, Explain');
    log.mockRestore();
    const options = JSON.stringify(discord.commands.map((command) => command['options']));
    expect(options).toContain('"text"');
    expect(options).not.toMatch(/file2|max_length/);

    discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-half', 8230) }]);
    const words = (port: number) =>
      [...discord.messages.values()].find((message) => textOf(message).includes(`:${port}`));
    await until(() => words(8230), 'the answer as a message');

    const seed = readFileSync(new URL('../../../examples/seeds/journal-docker.one-line.txt', import.meta.url), 'utf8');
    const told = await replyTo(discord.say(seed.slice(0, 2000), { channel_id: CHANNEL }));
    discord.press(buttonOf(told, 'more'), told);
    await until(() => repliesTo(told).length > 0, 'the details as a message below the answer');
    expect(textOf(repliesTo(told)[0]!)).toContain('NET_ADMIN');

    const paste = discord.say(nginx('web-press', 8231));
    const reply = await replyTo(paste);
    discord.press(buttonOf(reply, 'lang'), reply);
    const isChinese = () => /已被占用/.test(textOf(discord.messages.get(reply.id)!));
    await until(isChinese, 'the answer in Chinese');
    discord.press(buttonOf(reply, 'remove'), reply);
    await until(() => !discord.messages.has(reply.id), 'the answer taken away');
    await close();
  });

  it('that says as little as it may: no resume address, no application, no kind of channel', async () => {
    const { discord, config, replyTo } = terse;
    expect(textOf(await replyTo(discord.say(nginx('web-dm', 8220), { channel_id: DM })))).toContain(':8220');
    discord.cutGateway();
    expect(textOf(await replyTo(discord.say(nginx('web-cut', 8221))))).toContain(':8221');
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await deployCommands(config);
    await listCommands(config);
    expect(log.mock.calls.flat().join('\n')).toMatch(/explain/);
    log.mockRestore();
  });

  it('whose address carries the version, and whose files lie under another name of this machine', () => {
    const set = (base: string) => readConfig({ DISCORD_API_BASE: base }).discord;
    expect(set('http://127.0.0.1:3001/api/v9/')).toMatchObject({
      apiBase: 'http://127.0.0.1:3001/api',
      apiVersion: '9',
    });
    expect(set('http://127.0.0.1:3001/api')).toMatchObject({ apiVersion: '10' });
    expect(() => readConfig({ DISCORD_FILE_HOSTS: 'http://x/y' })).toThrow(/DISCORD_FILE_HOSTS/);
  });
});

describe('what the bot may not do', () => {
  it('attach files: the answer comes without; read the past: it comes all the same; write: it is given up', async () => {
    const { discord, replyTo, repliesTo } = full;
    discord.denied.set(CHANNEL, PermissionFlagsBits.AttachFiles);
    const paste = readFileSync(new URL('../../../examples/seeds/all.txt', import.meta.url), 'utf8');
    const reply = await replyTo(discord.say(`<@${BOT.id}> ${paste}`, { mentions: [BOT] }));
    expect(reply['attachments']).toEqual([]);
    discord.denied.set(CHANNEL, PermissionFlagsBits.ReadMessageHistory);
    expect(textOf(await replyTo(discord.say(nginx('web-past', 8230))))).toContain(':8230');
    discord.denied.set(CHANNEL, PermissionFlagsBits.SendMessages);
    const lost = discord.say(nginx('web-lost', 8231));
    await replyTo(discord.say(`<@${BOT.id}> ${nginx('web-else', 8232)}`, { channel_id: ELSEWHERE, mentions: [BOT] }));
    expect(repliesTo(lost)).toHaveLength(0);
  });

  it('read messages (no Message Content intent): mentions and menus are answered, and it says why it cannot see the rest', async () => {
    const { discord, bot, replyTo } = blind;
    expect(bot.client.isReady()).toBe(true);
    const paste = discord.say(`<@${BOT.id}> ${nginx('web-at', 8240)}`, { mentions: [BOT] });
    expect(textOf(await replyTo(paste))).toContain(':8240');
    const unseen = discord.say('', { channel_id: ELSEWHERE });
    const question = discord.say(`<@${BOT.id}> 为什么?`, {
      channel_id: ELSEWHERE,
      mentions: [BOT],
      message_reference: { message_id: unseen.id, channel_id: ELSEWHERE },
      referenced_message: unseen,
    });
    expect(textOf(await replyTo(question))).toContain('Message Content');
    const token = discord.slash('settings', [], { locale: 'zh-CN' });
    expect((await original(discord, token)).body['content']).toContain('Message Content');
  });
});

describe('limits', () => {
  it('of a person: told once, politely, then quiet; others go on; chat does not count', async () => {
    const { bot, discord, replyTo, repliesTo } = terse;
    const silent = async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${bot.metricsPort}/metrics`)).text();
      return Number(/^unpaste_answers_total\{outcome="silent"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
    };
    const mei = { id: '833333333333333333', username: 'mei2', discriminator: '0', avatar: null };
    for (let at = 0; at < 6; at += 1) {
      const chat = discord.say('哈哈哈', { author: mei });
      await sleep(100);
      expect(repliesTo(chat)).toHaveLength(0);
    }
    const paste = (at: number) => discord.say(nginx(`web-l${at}`, 8250 + at), { author: mei });
    for (const each of [0, 1, 2].map(paste)) expect(textOf(await replyTo(each))).toContain(':82');
    // Chat counts for nothing, so it gives nothing back: a person who chats in between would never reach the limit.
    const before = await silent();
    discord.say('哈哈哈哈', { author: mei });
    await vi.waitUntil(async () => (await silent()) > before, { timeout: 10_000 });
    const pastes = [3, 4, 5].map(paste);
    expect(textOf(await replyTo(pastes[0]!))).toMatch(/minute/);
    expect(textOf(await replyTo(discord.say(nginx('web-other', 8260))))).toContain(':8260');
    expect(repliesTo(pastes[1]!).length + repliesTo(pastes[2]!).length).toBe(0);
  });
});

describe('buttons with a model and a program', () => {
  it('plainer words: only what passes the check, in a message only the asker sees; off where a server says so', async () => {
    const { discord, replyTo } = full;
    const reply = await replyTo(discord.say(`why does it not start?\n${nginx('web-model', 8270)}`));
    const sentences = [
      { text: 'This is a root-cause verdict.', facts: ['verdict'] },
      { text: 'Port 9999 is taken by apache2, see https://example.com.', facts: ['cause-1'] },
    ];
    model.behaviour = { kind: 'answer', text: JSON.stringify({ sentences }) };
    const told = discord.press(buttonOf(reply, 'plain'), reply);
    await until(() => answers(told).some((text) => text.includes('This is a root-cause verdict.')), 'plainer words');
    expect(answers(told).join()).not.toMatch(/9999|example\.com/);
    const metrics = await (await fetch(`http://127.0.0.1:${full.bot.metricsPort}/metrics`)).text();
    const dropped = [...metrics.matchAll(/^unpaste_model_sentences_dropped_total\{.*\} (\d+)$/gm)];
    expect(dropped.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(1);
    // What was said once is remembered; the next fault needs something not asked yet.
    const second = await replyTo(discord.say(`why does it not start?\n${nginx('web-model', 8271)}`));
    model.behaviour = { kind: 'status', status: 529, type: 'overloaded_error' };
    const press = discord.press(buttonOf(second, 'plain'), second);
    await until(() => answers(press).some((text) => /busy/.test(text)), 'the quiet line');
    discord.slash('settings', [{ name: 'model', type: 5, value: false }]);
    await until(() => discord.calls.some(({ body }) => /Plainer words: off/.test(String(body['content']))), 'saved');
    const asked = model.requests.length;
    const again = discord.press(buttonOf(second, 'plain'), second);
    await until(() => answers(again).some((text) => /off here/.test(text)), 'off');
    expect(model.requests).toHaveLength(asked);
    // The model never saw the host's name, and never the paste as a whole.
    expect(JSON.stringify(model.requests)).not.toContain('web-model');
    function answers(token: string): string[] {
      return discord.calls.filter(({ path }) => path.includes(token)).map(({ body }) => textOf(body));
    }
  });

  /** Presses "What if" under the answer to a program; what comes back fills the form in with a pin and the level 1 after 200 ms. */
  async function whatIf(program: string): Promise<(pin: string) => Promise<string>> {
    const { discord, replyTo } = full;
    const reply = await replyTo(discord.say(`<@${BOT.id}> what does this do?\n${program}`, { mentions: [BOT] }));
    const press = discord.press(buttonOf(reply, 'whatif'), reply);
    const { body } = await discord.call('POST', new RegExp(`/interactions/\\d+/${press}/callback`));
    const form = body['data'] as { custom_id: string; components: { component: Record<string, unknown> }[] };
    return async (pin) => {
      const values: Record<string, object> = {
        pin: { value: pin },
        level: { values: ['1'] },
        after: { value: '200' },
        back: { value: '' },
      };
      const token = discord.interact({
        type: 5,
        data: {
          custom_id: form.custom_id,
          components: form.components.map(({ component }, id) => ({
            type: 18,
            id,
            component: { ...component, ...values[String(component['custom_id'])] },
          })),
        },
      });
      return textOf((await original(discord, token)).body);
    };
  }

  it('what if: a form asks for the pin, the program runs again', async () => {
    const ask = await whatIf(KEY);
    expect(await ask('PA0')).toMatch(/200 ms\s+PB5=1/);
    expect(await ask('PC7')).toMatch(/No difference/);
  });

  it('what if: an input that only makes a change come later makes a difference', async () => {
    const ask = await whatIf(LATE);
    expect(await ask('5')).not.toMatch(/No difference/);
  });
});

describe('the doctor', () => {
  it('says of the token, the commands, the intent and each channel what is wrong and what to do', async () => {
    const { discord, config } = full;
    const text = async () =>
      (await checkDiscord(config)).map(({ name, state, text }) => `${state} ${name}: ${text}`).join('\n');
    expect(await text()).toMatch(/bad commands: none is registered\. Run: unpaste commands deploy/);
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    await deployCommands(config);
    log.mockRestore();
    discord.overwrite(CHANNEL, PermissionFlagsBits.AttachFiles | PermissionFlagsBits.SendMessages);
    const now = await text();
    expect(now).toMatch(/ok commands: 5 registered/);
    expect(now).toMatch(/ok message content/);
    expect(now).toMatch(/bad channel #help: lacks Send Messages .*Attach Files .*Edit Channel/);
    discord.faults.push({
      method: 'GET',
      path: /users\/@me$/,
      status: 401,
      times: 1,
      body: { message: '401: Unauthorized', code: 0 },
    });
    expect(await text()).toMatch(/bad discord token: Discord refuses it/);
    discord.refusesContent = true;
    expect(await text()).toMatch(/off message content: intent is off/);
  });
});
