// Somebody pastes a password. It is masked everywhere, and they are told, in every form the answer takes later.
import { describe, expect, it } from 'vitest';
import { BOT, buttonOf, DiscordDouble, ELSEWHERE, textOf } from './double.ts';
import { BotProcess } from './process.ts';
import { openScene, until } from './scene.ts';

const WORD = 'hx82jKq0Zt';
const LOG = `Mar 04 10:00:01 web-1 app[811]: connecting to postgres://app:${WORD}@db.local:5432/shop
Mar 04 10:00:02 web-1 app[811]: FATAL: password authentication failed for user "app"
Mar 04 10:00:02 web-1 systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE`;

describe('a password in a paste', () => {
  it('the warning stands in the answer, and still there in the other language', async () => {
    const { discord, replyTo, close } = await openScene();
    try {
      const reply = await replyTo(discord.say(`why does it not start?\n${LOG}`));
      expect(textOf(reply)).toContain('revoke and replace');
      discord.press(buttonOf(reply, 'lang'), reply);
      const turned = await until(() => {
        const now = textOf(discord.messages.get(reply.id)!);
        return /\p{Script=Han}/u.test(now) && now;
      }, 'the answer in Chinese');
      expect(turned).toContain('作废换新');
      expect(JSON.stringify([...discord.messages.values()].filter(({ id }) => id > reply.id))).not.toContain(WORD);
    } finally {
      await close();
    }
  });

  it('a question that holds one is warned of as well, and a paste that somebody points at', async () => {
    const { discord, replyTo, close } = await openScene();
    try {
      const log = discord.say(LOG, { channel_id: ELSEWHERE });
      const asking = { channel_id: ELSEWHERE, mentions: [BOT], message_reference: { message_id: log.id } };
      const pointed = await replyTo(discord.say(`<@${BOT.id}> why?`, asking));
      expect(textOf(pointed)).toMatch(/a password[^\n]*line 3/);
      const token = discord.slash('ask', [
        { name: 'question', type: 3, value: `Can a Pod read DB_PASSWORD=${WORD} from a Secret?` },
      ]);
      const { body } = await discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/`));
      expect(textOf(body)).toContain('revoke and replace');
      expect(textOf(body)).not.toContain(WORD);
    } finally {
      await close();
    }
  });

  it('a command that is answered only after a kill -9 warns as well, though what was kept of it holds no secret', async () => {
    const discord = await DiscordDouble.open();
    const bot = new BotProcess(discord);
    try {
      await bot.start();
      await until(() => bot.log.includes('connected'), 'the bot listening');
      discord.faults.push({ method: 'PATCH', path: /^\/webhooks\//, status: 503, times: 1000 });
      const token = discord.slash('explain', [{ name: 'text', type: 3, value: LOG }]);
      await discord.call('POST', new RegExp(`/interactions/\\d+/${token}/callback`));
      await until(() => discord.faults[0]!.times < 1000, 'a first attempt');
      await bot.end('SIGKILL');
      discord.faults.length = 0;
      await bot.start();
      const { body } = await discord.call('PATCH', new RegExp(`/webhooks/\\d+/${token}/messages/`));
      expect(textOf(body)).toContain('revoke and replace');
      expect(JSON.stringify(body)).not.toContain(WORD);
    } finally {
      await bot.end('SIGKILL');
      await discord.close();
    }
  });
});
