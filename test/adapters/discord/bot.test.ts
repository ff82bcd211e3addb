import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningBot, startBot } from '../../../src/adapters/discord/bot.ts';
import { deployCommands } from '../../../src/adapters/discord/deploy.ts';
import { type Config, readConfig } from '../../../src/config.ts';
import { attachment, BOT, CHANNEL, DiscordDouble } from './double.ts';

const seed = (name: string) => readFileSync(new URL(`../../../examples/seeds/${name}.txt`, import.meta.url), 'utf8');
const NGINX = [
  'Mar 04 10:00:01 web-3 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
  'Mar 04 10:00:01 web-3 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE',
  "Mar 04 10:00:01 web-3 systemd[1]: nginx.service: Failed with result 'exit-code'.",
  'Mar 04 10:00:01 web-3 systemd[1]: Failed to start nginx.service - A high performance web server.',
].join('\n');

let discord: DiscordDouble;
let config: Config;
let bot: RunningBot;

beforeAll(async () => {
  discord = await DiscordDouble.open();
  config = readConfig({
    DISCORD_TOKEN: 'a-token-for-the-double-only',
    DISCORD_API_BASE: discord.apiBase,
    DISCORD_CHANNELS: CHANNEL,
    UNPASTE_STORE: ':memory:',
    UNPASTE_LOG_LEVEL: 'silent',
  });
  bot = await startBot(config);
});
afterAll(async () => {
  await bot?.stop();
  await discord?.close();
});

const answers = () =>
  discord.calls.filter((call) => call.method === 'POST' && /^\/channels\/\d+\/messages$/.test(call.path));
const nextAnswer = () => discord.call('POST', /^\/channels\/\d+\/messages$/, discord.calls.length);
const editOf = (token: string) => discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/@original`));

describe('a pasted message', () => {
  it('gets its answer as a reply that pings nobody', async () => {
    const waiting = nextAnswer();
    const paste = discord.say(`为什么起不来\n${NGINX}`);
    const { body } = await waiting;
    expect(body['message_reference']).toMatchObject({ message_id: paste.id });
    expect(body['allowed_mentions']).toMatchObject({ parse: [] });
    expect(body['content']).toContain('80');
    expect(body['content']).toMatch(/\p{Script=Han}/u);
  });

  it('in a file is read like one in the message', async () => {
    const waiting = nextAnswer();
    discord.say('解释一下', { attachments: [attachment(discord, 'message.txt', seed('led-code.one-line'))] });
    const { body, files } = await waiting;
    expect(body['content']).toContain('LED3');
    expect(files.length).toBeGreaterThan(0);
  });

  it('that is chat gets silence', async () => {
    const before = answers().length;
    discord.say('哈哈哈哈');
    discord.say('anyone up for lunch?');
    discord.say('from a bot', { author: { ...BOT, id: '123456789012345678' } });
    await sleep(400);
    expect(answers().length).toBe(before);
  });

  it('cannot ping through what it quotes', async () => {
    const waiting = nextAnswer();
    discord.say(
      'Mar 04 10:00:01 web-3 app[9]: fatal: cannot open /srv/@everyone: Permission denied\nMar 04 10:00:01 web-3 systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE',
    );
    const { body } = await waiting;
    expect(body['content']).not.toContain('@everyone');
  });

  it("of any length is answered within Discord's limit, the whole answer attached", async () => {
    const waiting = nextAnswer();
    discord.say('', { attachments: [attachment(discord, 'everything.txt', seed('all'))] });
    const { body, files } = await waiting;
    expect(String(body['content']).length).toBeLessThanOrEqual(2000);
    expect(files.map((file) => file.name)).toContain('answer.md');
  });

  it('is answered once though the gateway sends it twice', async () => {
    const waiting = nextAnswer();
    const paste = discord.say(NGINX.replaceAll('web-3', 'web-9'));
    await waiting;
    discord.dispatch('MESSAGE_CREATE', { ...paste });
    await sleep(400);
    const replies = [...discord.messages.values()].filter(
      (message) => (message['message_reference'] as { message_id?: string } | undefined)?.message_id === paste.id,
    );
    expect(replies).toHaveLength(1);
  });
});

describe('questions afterwards', () => {
  it('under the answer are answered from the paste', async () => {
    const waiting = nextAnswer();
    const paste = discord.say('', { attachments: [attachment(discord, 'main.c', seed('led-code.one-line'))] });
    await waiting;
    const answer = [...discord.messages.values()].find(
      (message) => (message['message_reference'] as { message_id?: string } | undefined)?.message_id === paste.id,
    )!;
    const next = nextAnswer();
    discord.say('第二次延时后 LED4 亮吗?', {
      message_reference: { message_id: answer.id, channel_id: CHANNEL },
      referenced_message: answer,
      mentions: [BOT],
    });
    expect((await next).body['content']).toMatch(/亮|高/);
  });

  it('"@unpaste why?" under somebody else\'s log explains that log', async () => {
    const log = discord.say(NGINX.replaceAll('web-3', 'web-5'), {
      channel_id: '600000000000000002',
      author: { ...BOT, id: '811111111111111111', bot: false },
    });
    const waiting = nextAnswer();
    discord.say(`<@${BOT.id}> why?`, {
      channel_id: '600000000000000002',
      mentions: [BOT],
      message_reference: { message_id: log.id, channel_id: '600000000000000002' },
      referenced_message: log,
    });
    expect((await waiting).body['content']).toMatch(/port 80|:80/);
  });
});

describe('commands', () => {
  it('are registered with Chinese names and descriptions', async () => {
    await deployCommands(config);
    expect(discord.commands.map((command) => command['name'])).toEqual(['explain', 'ask', 'forget', 'Explain']);
    for (const command of discord.commands) {
      const localised = command['description'] ? command['description_localizations'] : command['name_localizations'];
      expect(localised).toHaveProperty('zh-CN');
    }
  });

  it('/explain text', async () => {
    const token = discord.slash('explain', [{ name: 'text', type: 3, value: NGINX }], { locale: 'zh-CN' });
    await discord.call('POST', new RegExp(`/interactions/\\d+/${token}/callback`));
    const { body } = await editOf(token);
    expect(body['content']).toContain('80');
  });

  it('/explain with nothing says what to give, to the asker alone', async () => {
    const token = discord.slash('explain', [], { locale: 'zh-CN' });
    const { body } = await discord.call('POST', new RegExp(`/interactions/\\d+/${token}/callback`));
    expect((body['data'] as { content: string; flags: number }).content).toContain('文本文件');
    expect((body['data'] as { flags: number }).flags & 64).toBe(64);
  });

  it('the message menu explains the message it was opened on', async () => {
    const paste = discord.say(NGINX, { channel_id: '600000000000000002' });
    const token = discord.menu('Explain', paste);
    const { body } = await editOf(token);
    expect(body['content']).toContain('80');
  });

  it('/ask answers from the notes', async () => {
    const token = discord.slash('ask', [
      { name: 'question', type: 3, value: 'can two containers in one pod use the same port?' },
    ]);
    const { body } = await editOf(token);
    expect(body['content']).toMatch(/port/i);
  });

  it('/forget forgets', async () => {
    const token = discord.slash('forget', [], { locale: 'zh-CN' });
    expect((await editOf(token)).body['content']).toContain('忘');
  });
});

describe('a bad day', () => {
  it('a dropped gateway connection is resumed and nothing is missed', async () => {
    discord.disconnect(4000);
    await sleep(50);
    const waiting = nextAnswer();
    discord.say(NGINX.replaceAll('web-3', 'web-7'));
    expect((await waiting).body['content']).toContain('80');
  });

  it('a rate limit only delays the answer', async () => {
    discord.faults.push({
      method: 'POST',
      path: /^\/channels\/\d+\/messages$/,
      status: 429,
      headers: { 'retry-after': '0.2', 'x-ratelimit-scope': 'user' },
      body: { message: 'You are being rate limited.', retry_after: 0.2, global: false },
      times: 1,
    });
    const waiting = nextAnswer();
    discord.say(NGINX.replaceAll('web-3', 'web-8'));
    expect((await waiting).body['content']).toContain('80');
  });
});
