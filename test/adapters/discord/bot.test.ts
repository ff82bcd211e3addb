import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployCommands } from '../../../src/adapters/discord/deploy.ts';
import { attachment, BOT, buttonOf, CHANNEL, type DiscordDouble, ELSEWHERE, textOf } from './double.ts';
import { openScene, type Scene, until } from './scene.ts';

const seed = (name: string) => readFileSync(new URL(`../../../examples/seeds/${name}.txt`, import.meta.url), 'utf8');
const nginx = (host: string) =>
  [
    `Mar 04 10:00:01 ${host} nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)`,
    `Mar 04 10:00:01 ${host} systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE`,
    `Mar 04 10:00:01 ${host} systemd[1]: nginx.service: Failed with result 'exit-code'.`,
    `Mar 04 10:00:01 ${host} systemd[1]: Failed to start nginx.service - A high performance web server.`,
  ].join('\n');
const OTHER = { id: '811111111111111111', username: 'ben', discriminator: '0000', avatar: null };

let scene: Scene;
let discord: DiscordDouble;
beforeAll(async () => {
  scene = await openScene();
  discord = scene.discord;
});
afterAll(() => scene?.close());

const original = (token: string) =>
  discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/(?:@|%40)original`));

describe('a pasted message', () => {
  it('gets its answer as a reply that pings nobody, verdict first, coloured', async () => {
    const paste = discord.say(`为什么起不来\n${nginx('web-3')}`);
    const reply = await scene.replyTo(paste);
    expect(reply['allowed_mentions']).toMatchObject({ parse: [], replied_user: false });
    expect(reply['nonce']).toBe(paste.id);
    expect(reply['enforce_nonce']).toBe(true);
    const [container] = reply['components'] as { accent_color: number; components: { content: string }[] }[];
    expect(container!.components[0]!.content).toMatch(/80.*占用/);
    expect(container!.accent_color).toBe(0xd83c3e);
    expect(textOf(reply)).toContain('[emerg] bind() to 0.0.0.0:80 failed');
  });

  it('in a file is read like one in the message', async () => {
    const paste = discord.say('', { attachments: [attachment(discord, 'message.txt', nginx('web-4'))] });
    expect(textOf(await scene.replyTo(paste))).toContain('0.0.0.0:80');
  });

  it('in an archive too: zip, gz, tar.gz', async () => {
    const tar = Buffer.alloc(2048);
    const log = Buffer.from(nginx('web-t'));
    tar.write('logs/nginx.log', 0);
    tar.write(log.length.toString(8).padStart(11, '0'), 124);
    tar.write('0', 156);
    log.copy(tar, 512);
    for (const [name, bytes] of [
      ['logs.zip', Buffer.from(zipSync({ 'nginx.log': new Uint8Array(Buffer.from(nginx('web-z'))) }))],
      ['nginx.log.gz', gzipSync(nginx('web-g'))],
      ['logs.tar.gz', gzipSync(tar)],
    ] as const) {
      const paste = discord.say('', { attachments: [attachment(discord, name, bytes)] });
      expect(textOf(await scene.replyTo(paste)), name).toContain('0.0.0.0:80');
    }
  });

  it('that is an archive bomb is not unpacked, and that is said', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const paste = discord.say(`<@${BOT.id}>`, {
      mentions: [BOT],
      attachments: [attachment(discord, 'bomb.log.gz', bomb)],
    });
    expect(textOf(await scene.replyTo(paste))).toMatch(/bomb\.log\.gz.*(?:太大|too large)/);
  });

  it('with a file from elsewhere makes the bot fetch nothing', async () => {
    const file = { ...attachment(discord, 'a.log', 'x'), url: 'http://169.254.169.254/latest/meta-data' };
    const paste = discord.say(`<@${BOT.id}>`, { mentions: [BOT], attachments: [file] });
    expect(textOf(await scene.replyTo(paste))).toMatch(/a\.log.*(?:取不到|could not be fetched)/);
  });

  it('that was forwarded is read', async () => {
    const paste = discord.say('', {
      message_reference: { type: 1, message_id: '1', channel_id: ELSEWHERE },
      message_snapshots: [
        {
          message: {
            content: nginx('web-f'),
            attachments: [],
            embeds: [],
            mentions: [],
            type: 0,
            timestamp: new Date().toISOString(),
            edited_timestamp: null,
            flags: 0,
          },
        },
      ],
    });
    expect(textOf(await until(() => scene.repliesTo(paste)[0], 'an answer to a forwarded paste'))).toContain(':80');
  });

  it('cut into several messages is one paste with one answer', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) =>
        `Mar 04 09:${String(at).padStart(2, '0')}:01 web-6 systemd[1]: Started session-${at}.scope - Session ${at} of User root.`,
    ).join('\n');
    const first = discord.say(lines);
    const second = discord.say(nginx('web-6'));
    const reply = await scene.replyTo(first);
    await until(() => textOf(discord.messages.get(reply.id)!).includes('0.0.0.0:80'), 'the answer to both');
    expect(scene.repliesTo(second)).toHaveLength(0);
  });

  it('that is chat gets silence', async () => {
    for (const chat of ['哈哈哈哈', 'anyone up for lunch?', 'nginx is nice']) {
      expect(await scene.staysSilentOn(discord.say(chat)), chat).toBe(true);
    }
    const bot = discord.say(nginx('web-b'), { author: { ...BOT, id: '123456789012345678' } });
    expect(await scene.staysSilentOn(bot)).toBe(true);
    expect(await scene.staysSilentOn(discord.say(nginx('web-x'), { channel_id: ELSEWHERE }))).toBe(true);
  });

  it('cannot ping or end its code block through what it quotes', async () => {
    const paste = discord.say(
      'Mar 04 10:00:01 web-3 app[9]: fatal: cannot open /srv/@everyone ``` <@811111111111111111>: Permission denied\nMar 04 10:00:01 web-3 systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE',
    );
    const text = textOf(await scene.replyTo(paste));
    expect(text).not.toContain('@everyone');
    expect(text).not.toContain('<@811111111111111111>');
    expect(text.match(/^````/gm) ?? []).not.toHaveLength(1);
  });

  it("of several kinds is answered within Discord's limits, part by part, the whole attached", async () => {
    const text = `${nginx('web-7')}\n\n---\n\n${seed('journal-docker.one-line')}`;
    const paste = discord.say('', { attachments: [attachment(discord, 'everything.txt', text)] });
    const reply = await scene.replyTo(paste);
    expect((reply['attachments'] as { filename: string }[]).map((file) => file.filename)).toContain('answer.md');
    const first = textOf(reply);
    discord.press(buttonOf(reply, 'next'), reply);
    const turned = await until(() => {
      const now = textOf(discord.messages.get(reply.id)!);
      return now !== first ? now : null;
    }, 'the next part');
    expect(turned.length).toBeGreaterThan(0);
  });

  it('is answered once though the gateway sends it twice', async () => {
    const paste = discord.say(nginx('web-9'));
    discord.dispatch('MESSAGE_CREATE', { ...paste });
    await scene.replyTo(paste);
    discord.dispatch('MESSAGE_CREATE', { ...paste });
    await scene.replyTo(discord.say(nginx('web-10')));
    expect(scene.repliesTo(paste)).toHaveLength(1);
  });
});

describe('afterwards', () => {
  it('an edited paste changes its answer in place', async () => {
    const paste = discord.say(nginx('web-e'));
    const reply = await scene.replyTo(paste);
    discord.edit(paste, nginx('web-e').replaceAll(':80', ':8443'));
    await until(() => textOf(discord.messages.get(reply.id)!).includes(':8443'), 'the answer changed');
    expect(scene.repliesTo(paste)).toHaveLength(1);
  });

  it('a deleted paste takes its answer along', async () => {
    const paste = discord.say(nginx('web-d'));
    const reply = await scene.replyTo(paste);
    discord.delete(paste);
    await until(() => !discord.messages.has(reply.id), 'the answer gone');
  });

  it('a question under the answer is answered from the paste', async () => {
    const paste = discord.say(nginx('web-q'));
    const reply = await scene.replyTo(paste);
    const question = discord.say('为什么启动失败?', {
      message_reference: { message_id: reply.id, channel_id: CHANNEL },
      referenced_message: reply,
      mentions: [BOT],
    });
    expect(textOf(await scene.replyTo(question))).toContain('80');
  });

  it('"@unpaste why?" under somebody else\'s log explains that log', async () => {
    const log = discord.say(nginx('web-5'), { channel_id: ELSEWHERE, author: OTHER });
    const question = discord.say(`<@${BOT.id}> why?`, {
      channel_id: ELSEWHERE,
      mentions: [BOT],
      message_reference: { message_id: log.id, channel_id: ELSEWHERE },
      referenced_message: log,
    });
    expect(textOf(await scene.replyTo(question))).toMatch(/:80/);
  });

  it('the other language is one press away', async () => {
    const reply = await scene.replyTo(discord.say(`why does it not start?\n${nginx('web-l')}`));
    expect(textOf(reply)).not.toMatch(/\p{Script=Han}/u);
    discord.press(buttonOf(reply, 'lang'), reply);
    await until(() => /占用/.test(textOf(discord.messages.get(reply.id)!)), 'the answer in Chinese');
  });

  it('the asker or a moderator removes an answer, nobody else', async () => {
    const reply = await scene.replyTo(discord.say(nginx('web-r')));
    const token = discord.press(buttonOf(reply, 'remove'), reply, { user: OTHER });
    const refusal = await discord.call('POST', new RegExp(`/interactions/\\d+/${token}/callback`));
    expect(refusal.body).toMatchObject({ type: 4, data: { flags: 64 } });
    expect(discord.messages.has(reply.id)).toBe(true);
    discord.press(buttonOf(reply, 'remove'), reply, { user: OTHER, permissions: String(1 << 13) });
    await until(() => !discord.messages.has(reply.id), 'the answer removed');
  });

  it('/forget leaves nothing to ask about', async () => {
    const reply = await scene.replyTo(discord.say(nginx('web-v')));
    const token = discord.slash('forget', [], { locale: 'zh-CN' });
    expect((await original(token)).body['content']).toContain('忘');
    const press = discord.press(buttonOf(reply, 'lang'), reply);
    expect(textOf((await original(press)).body)).toMatch(/no longer remember/);
  });
});

describe('commands', () => {
  it('are registered with Chinese names and descriptions', async () => {
    await deployCommands(scene.config);
    expect(discord.commands.map((command) => command['name'])).toEqual([
      'explain',
      'ask',
      'forget',
      'settings',
      'Explain',
    ]);
    for (const command of discord.commands) {
      const localised = command['description'] ? command['description_localizations'] : command['name_localizations'];
      expect(Object.keys(localised as object)).toEqual(['zh-CN', 'zh-TW']);
    }
  });

  it('/explain text', async () => {
    const token = discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-c') }], { locale: 'zh-CN' });
    expect(textOf((await original(token)).body)).toContain('占用');
  });

  it('/explain from a client in Traditional Chinese is answered in it', async () => {
    const token = discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-t') }], { locale: 'zh-TW' });
    const text = textOf((await original(token)).body);
    expect(text).toContain('埠');
    expect(text).not.toMatch(/[这个为时来对说过还后点与开关]/u);
  });

  it('/explain with nothing opens a form; what is put in is explained', async () => {
    const token = discord.slash('explain', [], { locale: 'zh-CN' });
    const { body } = await discord.call('POST', new RegExp(`/interactions/\\d+/${token}/callback`));
    const form = body['data'] as {
      custom_id: string;
      components: { component: { type: number; custom_id: string } }[];
    };
    expect(form.components.map(({ component }) => component.type)).toEqual([4, 19]);
    const [text, files] = form.components.map(({ component }) => component);
    const file = attachment(discord, 'nginx.log', nginx('web-m'));
    const submitted = discord.interact({
      type: 5,
      data: {
        custom_id: form.custom_id,
        components: [
          { type: 18, id: 1, component: { ...text, value: '' } },
          { type: 18, id: 2, component: { ...files, values: [file['id']] } },
        ],
        resolved: { attachments: { [String(file['id'])]: file } },
      },
    });
    expect(textOf((await original(submitted)).body)).toContain(':80');
  });

  it('the message menu explains the message it was opened on', async () => {
    const paste = discord.say(nginx('web-n'), { channel_id: ELSEWHERE });
    expect(textOf((await original(discord.menu('Explain', paste))).body)).toContain(':80');
  });

  it('/ask answers from the notes, and completes what they answer', async () => {
    const question = { name: 'question', type: 3, value: 'can two containers in one pod use the same port?' };
    expect(textOf((await original(discord.slash('ask', [question]))).body)).toMatch(/port/i);
    const typing = discord.interact({
      type: 4,
      data: { id: '1', name: 'ask', type: 1, options: [{ name: 'question', type: 3, value: 'port', focused: true }] },
    });
    const { body } = await discord.call('POST', new RegExp(`/interactions/\\d+/${typing}/callback`));
    const { choices } = body['data'] as { choices: { name: string }[] };
    expect(choices.length).toBeGreaterThan(0);
    expect(choices.length).toBeLessThanOrEqual(25);
    expect(choices[0]!.name).toMatch(/port/i);
  });

  it('/settings gives the bot a channel, and takes it away', async () => {
    const set = () =>
      discord.slash('settings', [{ name: 'channel', type: 7, value: ELSEWHERE }], {
        data: { resolved: { channels: { [ELSEWHERE]: { id: ELSEWHERE, name: 'logs', type: 0, permissions: '0' } } } },
      });
    expect((await original(set())).body['content']).toContain(`<#${ELSEWHERE}>`);
    expect(textOf(await scene.replyTo(discord.say(nginx('web-s'), { channel_id: ELSEWHERE })))).toContain(':80');
    expect((await original(set())).body['content']).not.toContain(`<#${ELSEWHERE}>`);
    expect(await scene.staysSilentOn(discord.say(nginx('web-w'), { channel_id: ELSEWHERE }))).toBe(true);
  });
});
