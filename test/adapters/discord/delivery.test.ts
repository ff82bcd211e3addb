// A paste that was accepted is answered exactly once, whatever Discord, the network or the machine does meanwhile.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BOT, type Call, DiscordDouble, type DoubleMessage, type Fault, textOf } from './double.ts';
import { BotProcess } from './process.ts';
import { openScene, type Scene, until } from './scene.ts';

const POST = { method: 'POST', path: /^\/channels\/\d+\/messages$/ };
const nginx = (host: string, port = 80) =>
  `Mar 04 10:00:01 ${host} nginx[811]: nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)\n` +
  `Mar 04 10:00:01 ${host} systemd[1]: Failed to start nginx.service - A high performance web server.`;

let serial = 0;
const paste = () => nginx(`web-${++serial}`);

describe('one paste, one answer', () => {
  let scene: Scene;
  let discord: DiscordDouble;
  beforeAll(async () => {
    scene = await openScene();
    discord = scene.discord;
  });
  afterAll(() => scene?.close());
  afterEach(() => {
    discord.faults.length = 0;
    discord.forgetsSessions = false;
  });

  /** The answer came, and no second one follows. */
  async function once(message: DoubleMessage): Promise<DoubleMessage> {
    const reply = await scene.replyTo(message);
    await scene.replyTo(discord.say(paste()));
    expect(scene.repliesTo(message)).toHaveLength(1);
    expect(textOf(discord.messages.get(reply.id)!)).toContain('0.0.0.0');
    return reply;
  }

  const refusals: [string, Omit<Fault, 'method' | 'path'>][] = [
    [
      'is told to wait (429)',
      { status: 429, times: 2, headers: { 'retry-after': '0.05' }, body: { retry_after: 0.05 } },
    ],
    ['is told to wait, and not how long', { status: 429, times: 2, body: {} }],
    [
      'is told that everything has to wait',
      { status: 429, times: 1, headers: { 'retry-after': '0.1', 'x-ratelimit-global': 'true' } },
    ],
    ['meets a 500', { status: 500, times: 1 }],
    ['meets 502 for longer than the client tries', { status: 502, times: 6 }],
    ['meets a 503 that carried it out', { status: 503, times: 1, carriedOut: true }],
    ['meets a slow Discord', { status: 200, times: 1, delayMs: 700, pass: true }],
    ['loses the connection before', { status: 0, times: 1, cut: true }],
    ['loses the connection after', { status: 0, times: 1, cut: true, carriedOut: true }],
  ];
  it.each(refusals)('the answer %s', async (_, fault) => {
    discord.faults.push({ ...POST, ...fault });
    await once(discord.say(paste()));
  });

  it('two dozen that all meet a 503 for a while: each is answered, and nothing warns of a leak', async () => {
    const warnings: string[] = [];
    const listen = ({ name }: Error) => warnings.push(name);
    process.on('warning', listen);
    // The client itself tries four times before it lets anybody know.
    discord.faults.push({ ...POST, status: 503, times: 24 * 4 });
    const pastes = Array.from({ length: 24 }, () => discord.say(paste()));
    for (const message of pastes) await scene.replyTo(message);
    process.off('warning', listen);
    expect(pastes.map((message) => scene.repliesTo(message).length)).toEqual(pastes.map(() => 1));
    expect(warnings).toEqual([]);
  });

  it('an answer that came through and was forgotten by the nonces is found again', async () => {
    const fault = { ...POST, status: 503, times: 5, carriedOut: true };
    discord.faults.push(fault);
    const message = discord.say(paste());
    await until(() => fault.times === 1, 'the attempts of the client itself, which all carry the nonce');
    discord.forgetNonces();
    // Whoever tries again after that must look before it sends.
    await sleep(1500);
    expect(fault.times).toBe(1);
    expect(scene.repliesTo(message)).toHaveLength(1);
  });

  it.each([
    ['closes the gateway', () => discord.disconnect(4000)],
    ['asks for a reconnect', () => discord.askToReconnect()],
    ['breaks the connection', () => discord.cutGateway()],
  ])('Discord %s just before, just after and while it is answered', async (_, fault) => {
    fault();
    const before = discord.say(paste());
    await once(before);
    const after = discord.say(paste());
    fault();
    await once(after);
    discord.faults.push({ ...POST, status: 200, times: 1, delayMs: 300, pass: true });
    const during = discord.say(paste());
    await sleep(100);
    fault();
    await once(during);
  });

  it('a session that cannot be resumed: what came, changed and went meanwhile is caught up with', async () => {
    const edited = discord.say(paste());
    const deleted = discord.say(paste());
    const editedReply = await scene.replyTo(edited);
    const deletedReply = await scene.replyTo(deleted);
    discord.forgetsSessions = true;
    const sessions = discord.sessions;
    discord.cutGateway();
    const missed = discord.write(paste());
    discord.messages.set(edited.id, {
      ...edited,
      content: nginx('web-e', 8443),
      edited_timestamp: new Date().toISOString(),
    });
    discord.messages.delete(deleted.id);
    await until(() => discord.sessions > sessions, 'a new session');
    await once(missed);
    await until(() => textOf(discord.messages.get(editedReply.id)!).includes(':8443'), 'the edit caught up with');
    await until(() => !discord.messages.has(deletedReply.id), 'the deletion caught up with');
  });

  it('events that come twice, or in the wrong order, change nothing', async () => {
    const twice = discord.say(paste());
    discord.dispatch('MESSAGE_CREATE', discord.asSent(twice));
    await once(twice);
    discord.dispatch('MESSAGE_CREATE', discord.asSent(twice));
    await once(twice);

    const edited = discord.write(paste());
    discord.edit(edited, nginx('web-o', 8080));
    discord.dispatch('MESSAGE_CREATE', discord.asSent(edited));
    expect(textOf(await once(edited))).toContain(':8080');

    const gone = discord.write(paste());
    discord.delete(gone);
    discord.dispatch('MESSAGE_CREATE', discord.asSent(gone));
    expect(await scene.staysSilentOn(gone)).toBe(true);
  });

  it('an edit and a deletion while it is answered', async () => {
    discord.faults.push({ ...POST, status: 200, times: 1, delayMs: 400, pass: true });
    const edited = discord.say(paste());
    await sleep(100);
    discord.edit(edited, nginx('web-x', 9090));
    const reply = await once(edited);
    await until(() => textOf(discord.messages.get(reply.id)!).includes(':9090'), 'the answer to the edit');

    discord.faults.push({ ...POST, status: 200, times: 1, delayMs: 400, pass: true });
    const deleted = discord.say(paste());
    await sleep(100);
    discord.delete(deleted);
    const { path } = await discord.call('DELETE', /^\/channels\/\d+\/messages\/\d+$/);
    expect(discord.messages.has(path.split('/').at(-1)!)).toBe(false);
    expect(scene.repliesTo(deleted)).toHaveLength(0);
  });

  it('a command that expired is answered by a normal message', async () => {
    const callback = /\/interactions\/\d+\/[^/]+\/callback/;
    discord.faults.push({
      method: 'POST',
      path: callback,
      status: 404,
      times: 1,
      body: { message: 'Unknown interaction', code: 10062 },
    });
    const before = discord.calls.length;
    discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-late', 81) }]);
    const fits = (call: Call) => POST.path.test(call.path) && textOf(call.body).includes(':81');
    const { body } = await until(() => discord.calls.slice(before).find(fits), 'a normal message');
    expect(body['enforce_nonce']).toBe(true);
  });

  it('a command whose answer Discord refuses for a while gets it later', async () => {
    discord.faults.push({ method: 'PATCH', path: /^\/webhooks\//, status: 500, times: 5 });
    const token = discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-slow', 82) }]);
    const { body } = await discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/`));
    expect(textOf(body)).toContain(':82');
  });

  it('a message that Discord will never take is given up, and the next is answered', async () => {
    discord.faults.push({ ...POST, status: 403, times: 5, body: { message: 'Missing Access', code: 50001 } });
    const lost = discord.say(paste());
    await until(() => discord.faults[0]!.times <= 2, 'the attempts');
    discord.faults.length = 0;
    await once(discord.say(paste()));
    expect(scene.repliesTo(lost)).toHaveLength(0);
  });
});

describe('a process that dies', () => {
  it('kill -9 again and again: none lost, none doubled', async () => {
    const PASTES = Number(process.env['UNPASTE_TEST_PASTES'] ?? 150);
    const discord = await DiscordDouble.open();
    const bot = new BotProcess(discord);
    const replies = (id: string) =>
      [...discord.messages.values()].filter(
        (other) =>
          other.author.id === BOT.id && (other['message_reference'] as { message_id?: string })?.message_id === id,
      );
    try {
      await bot.start();
      const pastes: DoubleMessage[] = [];
      const commands: string[] = [];
      let writing = true;
      let kills = 0;
      const writer = (async () => {
        for (let at = 0; at < PASTES || kills < 2; at += 1) {
          const author = { id: `81000000000000000${at % 7}`, username: `p${at % 7}`, discriminator: '0', avatar: null };
          pastes.push(discord.say(paste(), { author }));
          if (at % 25 === 0)
            commands.push(discord.slash('explain', [{ name: 'text', type: 3, value: nginx(`cmd-${at}`) }]));
          await sleep(25);
        }
        writing = false;
      })();
      while (writing) {
        await sleep(700 + 137 * (kills % 5));
        await bot.end('SIGKILL');
        // Minutes pass on Discord's side: nonces alone must not be what saves it.
        discord.forgetNonces();
        kills += 1;
        await bot.start();
      }
      await writer;
      // Discord takes 50 requests a second.
      const patienceMs = 30_000 + PASTES * 50;
      const all = () => pastes.every(({ id }) => replies(id).length > 0);
      for (const since = Date.now(); !all() && Date.now() - since < patienceMs; ) await sleep(200);
      const counts = pastes.map(({ id }) => replies(id).length);
      expect({ lost: counts.filter((n) => n === 0).length, doubled: counts.filter((n) => n > 1).length }).toEqual({
        lost: 0,
        doubled: 0,
      });
      expect(kills).toBeGreaterThanOrEqual(2);
      console.log(`${pastes.length} pastes, ${kills} kills: none lost, none doubled`);
    } finally {
      await bot.end('SIGKILL');
      await discord.close();
    }
  }, 600_000);

  it('a gateway that closes again and again within a minute is said once, and not at the first times', async () => {
    const discord = await DiscordDouble.open();
    const bot = new BotProcess(discord);
    const said = () => bot.log.split('again and again').length - 1;
    try {
      await bot.start();
      await until(() => bot.log.includes('connected'), 'the bot listening');
      for (let times = 1; times <= 7; times += 1) {
        const { connections } = discord;
        discord.disconnect();
        await until(() => discord.connections > connections, 'the bot connected anew');
        if (times < 5) expect(said()).toBe(0);
      }
      await until(() => said() > 0, 'the warning');
      expect(said()).toBe(1);
    } finally {
      await bot.end('SIGKILL');
      await discord.close();
    }
  });

  it('a command that comes while the bot is still connecting is answered', async () => {
    const discord = await DiscordDouble.open();
    const identified = until(() => discord.sessions > 0, 'the bot identified').then(() =>
      discord.slash('explain', [{ name: 'text', type: 3, value: nginx('web-early', 84) }]),
    );
    const scene = await openScene({}, discord);
    try {
      const token = await identified;
      const { body } = await discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/`));
      expect(textOf(body)).toContain(':84');
    } finally {
      await scene.close();
    }
  });

  it('SIGTERM: what is running is finished, then it leaves', async () => {
    const discord = await DiscordDouble.open();
    const bot = new BotProcess(discord);
    try {
      await bot.start();
      discord.faults.push({ ...POST, status: 200, times: 1, delayMs: 1000, pass: true });
      const message = discord.say(nginx('web-term', 83));
      await until(() => bot.log.includes('connected') && discord.faults[0]!.times === 0, 'the answer on its way');
      expect(await bot.end('SIGTERM')).toBe(0);
      const [reply] = [...discord.messages.values()].filter((other) => other.author.id === BOT.id);
      expect(textOf(reply!)).toContain(':83');
      expect(reply!['message_reference']).toMatchObject({ message_id: message.id });
      // Nothing that was pasted is in the log, whatever happened.
      expect(bot.log).not.toMatch(/bind\(\)|emerg|web-term/);
    } finally {
      await bot.end('SIGKILL');
      await discord.close();
    }
  });
});
