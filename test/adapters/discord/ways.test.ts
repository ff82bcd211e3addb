// Every way to hand something to the bot, beyond a message in a channel it watches.
import { ChannelType } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPublic, PasteLinks } from '../../../src/adapters/discord/paste-links.ts';
import { goesOn } from '../../../src/adapters/discord/pieces.ts';
import { attachment, BOT, CHANNEL, type DiscordDouble, DM, ELSEWHERE, FORUM, PERSON, textOf } from './double.ts';
import { openScene, type Scene, until } from './scene.ts';

const nginx = (host: string, port = 80) =>
  `Mar 04 10:00:01 ${host} nginx[811]: nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)\n` +
  `Mar 04 10:00:01 ${host} systemd[1]: Failed to start nginx.service - A high performance web server.`;
const BEN = { id: '811111111111111111', username: 'ben', discriminator: '0000', avatar: null };

let scene: Scene;
let discord: DiscordDouble;
beforeAll(async () => {
  scene = await openScene({ DISCORD_CHANNELS: `${CHANNEL},${FORUM}` });
  discord = scene.discord;
});
afterAll(() => scene?.close());

describe('ways in', () => {
  it('a direct message, and a question after it', async () => {
    const paste = discord.say(nginx('web-dm', 8081), { channel_id: DM });
    expect(textOf(await scene.replyTo(paste))).toContain(':8081');
    const question = discord.say('why does it fail?', { channel_id: DM });
    expect(textOf(await scene.replyTo(question))).toContain(':8081');
  });

  it('a mention, also one whose list of mentions is missing', async () => {
    const paste = discord.say(`<@${BOT.id}> ${nginx('web-at', 8082)}`, { channel_id: ELSEWHERE, mentions: [BOT] });
    expect(textOf(await scene.replyTo(paste))).toContain(':8082');
    const bare = discord.say(`<@!${BOT.id}> ${nginx('web-at', 8083)}`, { channel_id: ELSEWHERE });
    expect(textOf(await scene.replyTo(bare))).toContain(':8083');
  });

  it('a mention that is edited in later', async () => {
    const paste = discord.say(nginx('web-later', 8084), { channel_id: ELSEWHERE });
    expect(await scene.staysSilentOn(paste)).toBe(true);
    discord.edit({ ...paste, mentions: [BOT] }, `<@${BOT.id}> ${nginx('web-later', 8084)}`);
    expect(textOf(await scene.replyTo(paste))).toContain(':8084');
  });

  it("a forum post: title and first message together, and somebody else's question in the thread", async () => {
    const post = discord.write('如题，谢谢', { channel_id: '1' });
    discord.openThread(post.id, '一个 Pod 里的两个容器可以监听同一个端口吗？', FORUM);
    discord.messages.set(post.id, { ...post, channel_id: post.id });
    discord.dispatch('MESSAGE_CREATE', discord.asSent({ ...post, channel_id: post.id }));
    expect(textOf(await scene.replyTo(post))).toContain('端口');

    const second = discord.write(nginx('web-forum', 8085), { channel_id: '1' });
    discord.openThread(second.id, 'nginx 起不来', FORUM);
    discord.messages.set(second.id, { ...second, channel_id: second.id });
    discord.dispatch('MESSAGE_CREATE', discord.asSent({ ...second, channel_id: second.id }));
    expect(textOf(await scene.replyTo(second))).toContain(':8085');
    const question = discord.say(`<@${BOT.id}> 哪一行说明了原因?`, {
      channel_id: second.id,
      author: BEN,
      mentions: [BOT],
    });
    expect(textOf(await scene.replyTo(question))).toContain(':8085');
  });

  it('a thread begun on a paste knows that paste', async () => {
    const paste = discord.say(nginx('web-thread', 8086));
    await scene.replyTo(paste);
    discord.openThread(paste.id, 'help', CHANNEL, ChannelType.PublicThread);
    const question = discord.say(`<@${BOT.id}> why does it fail?`, {
      channel_id: paste.id,
      author: BEN,
      mentions: [BOT],
    });
    expect(textOf(await scene.replyTo(question))).toContain('8086');
  });

  it('a reply to a reply to a paste', async () => {
    const paste = discord.say(nginx('web-chain', 8087));
    await scene.replyTo(paste);
    const ben = discord.say('had the same once', {
      author: BEN,
      channel_id: CHANNEL,
      message_reference: { message_id: paste.id, channel_id: CHANNEL },
    });
    const question = discord.say(`<@${BOT.id}> 为什么失败？`, {
      author: BEN,
      mentions: [BOT],
      message_reference: { message_id: ben.id, channel_id: CHANNEL },
      referenced_message: ben,
    });
    expect(textOf(await scene.replyTo(question))).toContain('8087');
  });

  it('several files of a command, those beyond the fifth of a message named as not read', async () => {
    const files = ['a.txt', 'b.log'].map((name, at) => attachment(discord, name, nginx(`web-${name}`, 8090 + at)));
    const token = discord.slash(
      'explain',
      files.map((file, at) => ({ name: at === 0 ? 'file' : `file${at + 1}`, type: 11, value: file['id'] })),
      { data: { resolved: { attachments: Object.fromEntries(files.map((file) => [String(file['id']), file])) } } },
    );
    const { body, files: sent } = await discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/`));
    const whole = textOf(body) + sent.map(({ bytes }) => String(bytes)).join('\n');
    expect(whole).toContain(':8090');
    expect(whole).toContain(':8091');

    const six = Array.from({ length: 6 }, (_, at) => attachment(discord, `f${at}.log`, nginx(`web-f${at}`, 8100 + at)));
    const reply = await scene.replyTo(discord.say(`<@${BOT.id}>`, { mentions: [BOT], attachments: six }));
    expect(textOf(reply)).toMatch(/f5\.log.*(?:five|5 个)/);
  });

  it('every kind of file name that is promised', async () => {
    const code = 'int main(void) { GPIOA->BSRR = 1 << 5; while (1); }';
    for (const name of ['x.c', 'x.h', 'x.ino', 'x.json', 'x.log', 'x.txt']) {
      const text = /\.(c|h|ino)$/.test(name) ? code : nginx('web-name', 8110);
      const reply = await scene.replyTo(discord.say('', { attachments: [attachment(discord, name, text)] }));
      expect(textOf(reply), name).toMatch(/8110|STM32/);
    }
    const picture = discord.say('look', {
      attachments: [{ ...attachment(discord, 'cat.png', 'png'), content_type: 'image/png' }],
    });
    expect(await scene.staysSilentOn(picture)).toBe(true);
  });
});

describe('the pieces of one paste', () => {
  const log = (from: number, count: number, host = 'web-6') =>
    Array.from({ length: count }, (_, at) => {
      const minute = String((from + at) % 60).padStart(2, '0');
      return `Mar 04 09:${minute}:01 ${host} systemd[1]: Started session-${from + at}.scope - Session ${from + at} of User root.`;
    }).join('\n');

  it('go on: the log in time, the open block, the open brace', () => {
    expect(goesOn(log(0, 24), log(24, 5))).toBe(true);
    expect(goesOn(`\`\`\`c\n${'int x;\n'.repeat(260)}`, 'int y;\n```')).toBe(true);
    expect(goesOn(`void f(void) {\n${'  x = x + 1;\n'.repeat(140)}`, '  x = 2;\n}')).toBe(true);
  });

  it('do not: another host, an earlier time, the same paste again, a question, chat, a short message before', () => {
    expect(goesOn(log(0, 24), log(24, 5, 'db-1'))).toBe(false);
    expect(goesOn(log(24, 24), log(0, 5))).toBe(false);
    expect(goesOn(log(0, 24), log(0, 24))).toBe(false);
    expect(goesOn(log(0, 24), '为什么失败？')).toBe(false);
    expect(goesOn(log(0, 24), 'thanks, will try')).toBe(false);
    expect(goesOn(log(0, 3), log(3, 3))).toBe(false);
    expect(goesOn(`int f(void) { return 1; }\n${'// x\n'.repeat(400)}`, 'int main(void) { }')).toBe(false);
  });

  it('long pastes one after the other stay several, each with its answer', async () => {
    const hosts = ['web-p1', 'web-p2', 'web-p3'];
    const pastes = hosts.map((host) => discord.say(`${log(0, 24, host)}\n${nginx(host, 8120)}`));
    for (const paste of pastes) await scene.replyTo(paste);
    for (const paste of pastes) expect(scene.repliesTo(paste)).toHaveLength(1);
  });
});

describe('links to paste sites', () => {
  const page = (text: string, status = 200, location?: string) => ({
    status,
    location,
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    end: () => {},
  });

  it('are off by default', async () => {
    const link = discord.say('https://pastebin.com/abcd1234');
    expect(await scene.staysSilentOn(link)).toBe(true);
  });

  it('lead to the text, over https, on allowed hosts only, redirects too', async () => {
    const asked: string[] = [];
    const links = new PasteLinks(['pastebin.com', 'gist.github.com', 'evil.example'], async (url) => {
      asked.push(url.href);
      if (url.host === 'gist.github.com') return page('', 302, 'https://gist.githubusercontent.com/a/raw');
      if (url.pathname === '/raw/bounce99') return page('', 302, 'http://169.254.169.254/latest/meta-data');
      if (url.pathname === '/raw/toolarge') return page('x'.repeat(5 * 1024 * 1024));
      return page('Mar 04 text');
    });
    const read = async (text: string) => links.read(text);
    expect(String((await read('see https://pastebin.com/abcd1234 please'))!.files[0]!.bytes)).toBeTruthy();
    expect((await read('https://gist.github.com/ben/0123456789abcdef0123'))!.files).toHaveLength(1);
    expect((await read('https://pastebin.com/bounce99'))!.unread[0]!.why).toBe('unreachable');
    expect((await read('https://pastebin.com/toolarge'))!.unread[0]!.why).toBe('too-large');
    for (const other of [
      'http://pastebin.com/abcd1234',
      'https://evil.example/x',
      'https://user@pastebin.com/abcd1234',
      'https://pastebin.com:8443/abcd1234',
      'https://mclo.gs/abcdefg',
      'https://pastebin.com/u/somebody',
    ])
      expect(await read(other), other).toBeNull();
    expect(
      asked.every((url) => /^https:\/\/(?:pastebin\.com|gist\.github\.com|gist\.githubusercontent\.com)\//.test(url)),
    ).toBe(true);
  });

  it('never lead into an inner net, whatever a name resolves to', () => {
    for (const inner of [
      '127.0.0.1',
      '10.1.2.3',
      '192.168.1.1',
      '172.20.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      '2002:7f00:1::',
      'nonsense',
    ])
      expect(isPublic(inner), inner).toBe(false);
    for (const outer of ['104.20.3.235', '185.199.108.133', '2606:4700::6814:3eb'])
      expect(isPublic(outer), outer).toBe(true);
  });
});

describe('the second log', () => {
  it('that explains the first updates the first answer', async () => {
    const symptoms = [
      'Mar 04 10:05:01 web-join systemd[1]: nginx.service: Main process exited, code=exited, status=1/FAILURE',
      "Mar 04 10:05:01 web-join systemd[1]: nginx.service: Failed with result 'exit-code'.",
      'Mar 04 10:05:01 web-join systemd[1]: Failed to start nginx.service - A high performance web server.',
    ].join('\n');
    const author = { ...PERSON, id: '822222222222222222' };
    const first = discord.say(symptoms, { author });
    const reply = await scene.replyTo(first);
    expect(textOf(reply)).not.toContain('8130');
    const cause =
      'Mar 04 10:05:00 web-join nginx[811]: nginx: [emerg] bind() to 0.0.0.0:8130 failed (98: Address already in use)';
    await scene.replyTo(discord.say(cause, { author }));
    await until(() => textOf(discord.messages.get(reply.id)!).includes('8130'), 'the first answer updated');
  });
});
