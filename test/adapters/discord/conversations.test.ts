// Conversations as they happen: somebody changes their mind, somebody wants to break it, somebody brought the bot along.
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { ChannelType } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandDefinitions } from '../../../src/adapters/discord/commands.ts';
import { type FetchOnce, fetchPublic } from '../../../src/adapters/discord/paste-links.ts';
import { TALKS } from '../../support/talks.ts';
import {
  attachment,
  BOT,
  buttonOf,
  CHANNEL,
  DiscordDouble,
  type DoubleMessage,
  ELSEWHERE,
  PERSON,
  textOf,
} from './double.ts';
import { openScene, type Scene, until } from './scene.ts';

const POST = { method: 'POST', path: /^\/channels\/\d+\/messages$/ };
const BEN = { id: '811111111111111111', username: 'ben', discriminator: '0000', avatar: null };
const nginx = (host: string, port = 80) =>
  `Mar 04 10:00:01 ${host} nginx[811]: nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)\n` +
  `Mar 04 10:00:01 ${host} systemd[1]: Failed to start nginx.service - A high performance web server.`;

let scene: Scene;
let discord: DiscordDouble;
beforeAll(async () => {
  scene = await openScene();
  discord = scene.discord;
});
afterAll(() => scene?.close());

const original = (token: string) =>
  discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/(?:@|%40)original`));

describe('/forget', () => {
  it('while a paste is being answered: nothing is kept of it, a deferred command says so', async () => {
    let arrive = () => {};
    discord.filesWait = new Promise((resolve) => {
      arrive = resolve;
    });
    const file = attachment(discord, 'late.log', nginx('web-late', 7001));
    const token = discord.slash('explain', [{ name: 'file', type: 11, value: file['id'] }], {
      data: { resolved: { attachments: { [String(file['id'])]: file } } },
    });
    await discord.call('POST', new RegExp(`/interactions/\\d+/${token}/callback`));
    await original(discord.slash('forget', []));
    arrive();
    const { body } = await original(token);
    expect(textOf(body)).not.toContain(':7001');
    expect(textOf(body)).toMatch(/forgotten/);
    // Nor does it come back with a question about "it".
    const question = discord.say(`<@${BOT.id}> which port is taken?`, { mentions: [BOT] });
    expect(textOf(await scene.replyTo(question))).not.toContain('7001');
  });

  it('leaves the answer where it stands, and its asker can still remove it, nobody else', async () => {
    const reply = await scene.replyTo(discord.say(nginx('web-rm', 7002)));
    await original(discord.slash('forget', []));
    const refused = discord.press(buttonOf(reply, 'remove'), reply, { user: BEN });
    const { body } = await discord.call('POST', new RegExp(`/interactions/\\d+/${refused}/callback`));
    expect(body).toMatchObject({ type: 4, data: { flags: 64 } });
    discord.press(buttonOf(reply, 'remove'), reply);
    await until(() => !discord.messages.has(reply.id), 'the answer removed');
  });

  it("of one person leaves another's answers alone", async () => {
    const reply = await scene.replyTo(discord.say(nginx('web-ben', 7003), { author: BEN }));
    await original(discord.slash('forget', []));
    discord.press(buttonOf(reply, 'lang'), reply, { user: BEN });
    await until(() => /占用/.test(textOf(discord.messages.get(reply.id)!)), 'the answer in Chinese');
  });
});

describe('a question that leans on the one before it', () => {
  const NODES = TALKS.find(({ said }) => said[0]!.includes('node-a'))!.said[0]!;
  const mention = (text: string, more: Record<string, unknown> = {}) =>
    discord.say(`<@${BOT.id}> ${text}`, { mentions: [BOT], channel_id: ELSEWHERE, ...more });
  const answerTo = async (message: DoubleMessage) => textOf(await scene.replyTo(message));
  let people = 0;
  /** Somebody who has said nothing so far. */
  const somebody = () => {
    people += 1;
    return { ...BEN, id: `8222222222222222${people + 10}`, username: `person-${people}` };
  };
  const under = (message: DoubleMessage) => ({
    message_reference: { message_id: message.id, channel_id: ELSEWHERE },
    referenced_message: message,
  });

  it.each(TALKS)('in a channel: $name', async ({ said, last, not }) => {
    const author = somebody();
    let answer = '';
    for (const message of said) answer = await answerTo(mention(message, { author }));
    expect(answer).toMatch(last);
    if (not) expect(answer).not.toMatch(not);
  });

  it.each(TALKS)('in a chain of replies: $name', async ({ said, last, not }) => {
    const author = somebody();
    let reply: DoubleMessage | null = null;
    for (const message of said) {
      reply = await scene.replyTo(mention(message, { author, ...(reply ? under(reply) : {}) }));
      // Somebody else asks about something of their own meanwhile.
      await scene.replyTo(mention('what does a liveness probe do?', { author: BEN }));
    }
    expect(textOf(reply!)).toMatch(last);
    if (not) expect(textOf(reply!)).not.toMatch(not);
  });

  it('in a thread: whoever goes on there', async () => {
    const post = discord.write(NODES, { channel_id: CHANNEL });
    discord.openThread(post.id, 'nodes', CHANNEL, ChannelType.PublicThread);
    await scene.replyTo(mention(NODES, { channel_id: post.id }));
    await scene.replyTo(mention('what is the ip of node-b?', { channel_id: post.id }));
    const reply = await scene.replyTo(mention('and node-c?', { channel_id: post.id, author: BEN }));
    expect(textOf(reply)).toMatch(/^\W*10\.0\.0\.6/);
  });

  it('leans on nobody else in the channel, on nothing about another paste, on nothing that is deleted or forgotten', async () => {
    const whole = await answerTo(mention(NODES, { author: BEN }));
    expect(whole).toContain('node-c');
    await scene.replyTo(mention(NODES));
    const asked = mention('what is the ip of node-b?');
    await scene.replyTo(asked);
    const alone = await answerTo(mention('and node-c?', { author: BEN }));
    expect(alone).not.toMatch(/^\W*10\.0\.0\.6/);
    expect(await answerTo(mention('and node-c?'))).toMatch(/^\W*10\.0\.0\.6/);
    // Another paste begins anew.
    await scene.replyTo(mention(NODES.replace('10.0.0.6', '10.0.0.7')));
    expect(await answerTo(mention('and node-c?'))).not.toMatch(/^\W*10\.0\.0\.7/);
    const again = mention('what is the ip of node-a?');
    const gone = await scene.replyTo(again);
    discord.delete(again);
    await until(() => !discord.messages.has(gone.id), 'the answer to the deleted question gone');
    expect(await answerTo(mention('and node-c?'))).not.toMatch(/^\W*10\.0\.0\.7/);
    await scene.replyTo(mention('what is the ip of node-a?'));
    await original(discord.slash('forget', []));
    await scene.replyTo(mention(NODES));
    expect(await answerTo(mention('and node-c?'))).not.toMatch(/^\W*10\.0\.0\.6/);
  });
});

describe('somebody wants to break it', () => {
  it('an endless loop, a macro bomb and a huge array: each has its answer, and others are not kept waiting', async () => {
    const hostile = [
      'int main(void) { volatile unsigned long long i = 0; for (;;) i = i * 3 + 1; }',
      `#define A x x x x x x x x\n#define B A A A A A A A A\n${'CDEFGHIJKL'
        .split('')
        .map((name, at) => {
          const before = at === 0 ? 'B' : 'CDEFGHIJKL'[at - 1];
          return `#define ${name} ${`${before} `.repeat(8)}`;
        })
        .join('\n')}\nint main(void) { GPIOA->BSRR = 1; L; }`,
      'static unsigned char big[2147483647]; int main(void) { GPIOA->ODR = big[7]; while (1) big[GPIOA->IDR]++; }',
    ].map((code) => discord.say(`<@${BOT.id}> ${code}`, { mentions: [BOT] }));
    const ben = discord.say(nginx('web-ben', 7010), { author: BEN });
    expect(textOf(await scene.replyTo(ben))).toContain(':7010');
    for (const paste of hostile) {
      const text = textOf(await scene.replyTo(paste));
      expect(text.length).toBeGreaterThan(40);
      expect(text).not.toMatch(/fault in unpaste/);
    }
  });

  it("backticks, @everyone and a mention in names and quotes stay words in the bot's mouth", async () => {
    const name = '``` @everyone <@811111111111111111> `x`.log';
    const paste = discord.say(
      `<@${BOT.id}>\nMar 04 10:00:01 web app[9]: fatal: cannot open /srv/\`\`\`@here\`\`\` <@&1>: Permission denied\nMar 04 10:00:02 web systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE`,
      { mentions: [BOT], attachments: [{ ...attachment(discord, name, 'x'), url: 'https://evil.example/x.log' }] },
    );
    const reply = await scene.replyTo(paste);
    const text = textOf(reply);
    expect(text).not.toMatch(/@everyone|@here|<@8|<@&1>/);
    expect((text.match(/```/g) ?? []).length % 2).toBe(0);
    expect(reply['allowed_mentions']).toMatchObject({ parse: [] });
  });

  it('more than is explained at once: what does not fit is named, the rest is explained', async () => {
    const line = 'Mar 04 09:00:00 web-1 systemd[1]: Started Session 1 of User root.\n';
    const big = gzipSync(line.repeat((26 * 1024 * 1024) / line.length));
    const files = [attachment(discord, 'small.log', nginx('web-1', 7020)), attachment(discord, 'big.log.gz', big)];
    const paste = discord.say(`<@${BOT.id}>`, { mentions: [BOT], attachments: files });
    const text = textOf(await scene.replyTo(paste));
    expect(text).toContain(':7020');
    expect(text).toMatch(/big\.log\.gz.*(?:太大|too large)/);
  });
});

describe('somebody brought the bot along (a user-installed app)', () => {
  /** A group chat the bot is not in: no server, no history, only the interaction's own token. */
  const GROUP = '600000000000000077';
  const there = {
    guild_id: undefined,
    member: undefined,
    user: PERSON,
    channel_id: GROUP,
    channel: { id: GROUP, type: 3, recipients: [PERSON, BEN] },
    context: 2,
    authorizing_integration_owners: { '1': PERSON.id },
  };

  it('every command is offered everywhere it can answer, and only settings needs a server', () => {
    for (const { name, integration_types, contexts } of commandDefinitions()) {
      expect(contexts, name).toEqual(name === 'settings' ? [0] : [0, 1, 2]);
      expect(integration_types, name).toEqual(name === 'settings' ? [0] : [0, 1]);
    }
  });

  it('explains there, a message of somebody else too, and its buttons work', async () => {
    const paste = { ...discord.write(nginx('web-g', 7030), { author: BEN }), channel_id: GROUP };
    const token = discord.interact({
      ...there,
      type: 2,
      data: { id: '1', name: 'Explain', type: 3, target_id: paste.id, resolved: { messages: { [paste.id]: paste } } },
    });
    const { body } = await original(token);
    expect(textOf(body)).toContain(':7030');
    const message = { ...discord.write('', { author: BOT, components: body['components'] }), channel_id: GROUP };
    const press = discord.interact(
      { ...there, type: 3, message, data: { custom_id: buttonOf(body, 'lang'), component_type: 2 } },
      message.id,
    );
    await until(() => /占用/.test(textOf(discord.messages.get(message.id)!)), 'the answer in Chinese');
    expect(press).toBeTruthy();
  });

  it('where the command has expired there is no other way: it is given up, and the next one is answered', async () => {
    discord.faults.push(
      { method: 'POST', path: /\/callback$/, status: 404, times: 1, body: { message: 'Unknown', code: 10062 } },
      { ...POST, path: new RegExp(`^/channels/${GROUP}/messages$`), status: 403, times: 9, body: { code: 50001 } },
    );
    const option = (port: number) => [{ name: 'text', type: 3, value: nginx('web-x', port) }];
    const command = (port: number) => ({ id: '1', name: 'explain', type: 1, options: option(port) });
    discord.interact({ ...there, type: 2, data: command(7031) });
    const next = discord.interact({ ...there, type: 2, data: command(7032) });
    expect(textOf((await original(next)).body)).toContain(':7032');
    discord.faults.length = 0;
  });

  it('on a server the bot is no member of, nothing is looked up there', async () => {
    const before = discord.calls.length;
    const token = discord.interact({
      ...there,
      guild_id: '799999999999999999',
      member: {
        roles: [],
        user: PERSON,
        permissions: '0',
        joined_at: '2024-01-01T00:00:00.000Z',
        deaf: false,
        mute: false,
        flags: 0,
      },
      user: undefined,
      channel: { id: GROUP, type: 0 },
      context: 0,
      type: 2,
      data: { id: '1', name: 'explain', type: 1, options: [{ name: 'text', type: 3, value: nginx('web-u', 7033) }] },
    });
    expect(textOf((await original(token)).body)).toContain(':7033');
    expect(discord.calls.slice(before).filter(({ path }) => path.startsWith('/channels/'))).toEqual([]);
  });
});

describe('a link to a paste site, where it is set', () => {
  /** The site on loopback: pastes by address; `inside` is what a redirect would like to reach. */
  const asked: string[] = [];
  const site = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url === '/raw/moved123') response.writeHead(302, { location: '/raw/paste123' }).end();
    else if (request.url === '/raw/inside12')
      response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    else if (request.url === '/raw/paste123') response.writeHead(200).end(nginx('web-link', 7040));
    else response.writeHead(404).end();
  });
  let linked: Scene;
  beforeAll(async () => {
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
    const { port } = site.address() as AddressInfo;
    const fetchOnce: FetchOnce = (url) =>
      new Promise((resolve, reject) => {
        get({ host: '127.0.0.1', port, path: url.pathname }, (response) =>
          resolve({
            status: response.statusCode!,
            location: response.headers.location,
            body: response,
            end: () => void response.destroy(),
          }),
        ).once('error', reject);
      });
    linked = await openScene({ UNPASTE_PASTE_SITES: 'pastebin.com' }, undefined, { fetchOnce });
  });
  afterAll(async () => {
    await linked?.close();
    site.close();
  });
  const ask = async (link: string) =>
    textOf(await linked.replyTo(linked.discord.say(`<@${BOT.id}> 为什么失败 ${link}`, { mentions: [BOT] })));

  it('is followed and explained, over a redirect of the same site too', async () => {
    expect(await ask('https://pastebin.com/paste123')).toContain(':7040');
    expect(await ask('https://pastebin.com/moved123')).toContain(':7040');
  });

  it('that redirects to an address inside is not followed; a page that is gone is said to be', async () => {
    expect(await ask('https://pastebin.com/inside12')).toMatch(/pastebin.*取不到/);
    expect(await ask('https://pastebin.com/gone1234')).toMatch(/pastebin.*取不到/);
    expect(asked.filter((path) => path.includes('latest'))).toEqual([]);
  });

  it('is reached over https only where its name leads to the open internet', async () => {
    let connections = 0;
    site.on('connection', () => (connections += 1));
    const { port } = site.address() as AddressInfo;
    await expect(fetchPublic(new URL(`https://localhost:${port}/raw/paste123`))).rejects.toThrow(/inner net/);
    await expect(fetchPublic(new URL(`https://127.0.0.1:${port}/raw/paste123`))).rejects.toThrow(/an address/);
    expect(connections).toBe(0);
  });

  it('in a channel that is watched is answered too; of any other site nothing is fetched', async () => {
    const before = asked.length;
    const paste = linked.discord.say(`${nginx('web-both', 7041)}\nhttps://evil.example/raw/paste123`, {
      channel_id: CHANNEL,
    });
    expect(textOf(await linked.replyTo(paste))).toContain(':7041');
    expect(asked).toHaveLength(before);
    const chat = linked.discord.say('https://pastebin.com/paste123', { channel_id: ELSEWHERE });
    expect(await linked.staysSilentOn(chat)).toBe(true);
    expect(asked).toHaveLength(before);
  });
});

describe('two shards in one process', () => {
  it('identify together where Discord allows two at once; what both hear is answered once', async () => {
    const double = await DiscordDouble.open();
    double.shards = 2;
    double.maxConcurrency = 2;
    const sharded = await openScene({}, double);
    try {
      expect(double.sessions).toBe(2);
      const paste = double.say(nginx('web-shard', 7050));
      expect(textOf(await sharded.replyTo(paste))).toContain(':7050');
      await sharded.replyTo(double.say(nginx('web-shard', 7051)));
      expect(sharded.repliesTo(paste)).toHaveLength(1);
    } finally {
      await sharded.close();
    }
  });
});
