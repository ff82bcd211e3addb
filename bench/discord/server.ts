import type { ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  channelOf,
  gatewayInformation,
  guildOf,
  idOf,
  MEMBER,
  messageFields,
  roleOf,
} from '../../test/adapters/discord/payloads.ts';

const BOT = { id: '900000000000000001', username: 'bot', discriminator: '0000', bot: true, avatar: null };
const PERMISSIONS = '562949953421303';
/** Channels and roles of each server. */
const CHANNELS = 10;

const guildId = (server: number): string => `7000000000000${String(server).padStart(5, '0')}`;
export const CHANNEL_OF = (server: number): string => `6000000000000${String(server).padStart(5, '0')}`;

export interface BenchChild {
  child: ChildProcess;
  memoryMb(): Promise<{ rss: number; heap: number }>;
}

/** A Discord that does as little as it may, so that the bot is what is measured. */
export class DiscordBench {
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #waiting = new Map<string, (at: number) => void>();
  readonly #servers: number;
  readonly #requestMs: number;
  #live: WebSocket | null = null;
  #identified: (() => void) | null = null;
  #sequence = 0;
  #serial = 0n;

  private constructor(servers: number, requestMs: number) {
    this.#servers = servers;
    this.#requestMs = requestMs;
    this.#http = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const path = (request.url ?? '').replace(/^\/api\/v\d+/, '').replace(/\?.*/, '');
      if (this.#requestMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#requestMs));
      // People see an answer when Discord has taken it.
      const arrived = performance.now();
      const result = this.#answer(request.method ?? 'GET', path, Buffer.concat(chunks).toString('latin1'), arrived);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    });
    this.#http.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (live) => this.#greet(live));
    });
  }

  static async open({ servers, requestMs }: { servers: number; requestMs: number }): Promise<DiscordBench> {
    const discord = new DiscordBench(servers, requestMs);
    await new Promise<void>((resolve) => discord.#http.listen(0, '127.0.0.1', resolve));
    return discord;
  }

  get apiBase(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/api`;
  }

  /** Resolves when the bot has identified and knows all its servers. */
  async connected(child: ChildProcess): Promise<BenchChild> {
    await new Promise<void>((resolve, reject) => {
      this.#identified = resolve;
      child.once('exit', (code) => reject(new Error(`the bot left with ${code}`)));
    });
    return {
      child,
      memoryMb: () =>
        new Promise((resolve) => {
          child.once('message', (figures) => resolve(figures as { rss: number; heap: number }));
          child.send('memory');
        }),
    };
  }

  /** Somebody mentions the bot with a paste; resolves with the milliseconds until the answer arrived. */
  ask(content: string, channel: string): Promise<number> {
    const id = this.#id();
    const sent = performance.now();
    const answered = new Promise<number>((resolve) => this.#waiting.set(id, (at) => resolve(at - sent)));
    const person = {
      id: `80000000000000${String(this.#serial % 1000n).padStart(4, '0')}`,
      username: 'p',
      discriminator: '0',
      avatar: null,
    };
    this.#send('MESSAGE_CREATE', {
      ...this.#message(id, channel, content, person),
      guild_id: guildId(Number(channel.slice(-5))),
      member: MEMBER,
      mentions: [BOT],
    });
    return answered;
  }

  async close({ child }: BenchChild): Promise<void> {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    this.#live?.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #id(): string {
    this.#serial += 1n;
    return idOf(this.#serial);
  }

  #message(id: string, channel: string, content: string, author: object): Record<string, unknown> {
    return { id, channel_id: channel, ...messageFields(), content, author };
  }

  #answer(method: string, path: string, body: string, arrived: number): object {
    if (path.startsWith('/gateway')) return gatewayInformation(this.apiBase.replace('http', 'ws'));
    const create = /^\/channels\/(\d+)\/messages$/.exec(path);
    if (create && method === 'POST') {
      const to = /"message_id":"(\d+)"/.exec(body)?.[1];
      this.#waiting.get(to ?? '')?.(arrived);
      this.#waiting.delete(to ?? '');
      return this.#message(this.#id(), create[1]!, '', BOT);
    }
    return create ? [] : BOT;
  }

  #send(event: string, data: object): void {
    this.#sequence += 1;
    this.#live?.send(JSON.stringify({ op: 0, t: event, s: this.#sequence, d: data }));
  }

  #greet(live: WebSocket): void {
    this.#live = live;
    live.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 }, s: null, t: null }));
    live.on('message', (data) => {
      const { op } = JSON.parse(String(data)) as { op: number };
      if (op === 1) live.send(JSON.stringify({ op: 11, d: null, s: null, t: null }));
      if (op !== 2) return;
      const guilds = Array.from({ length: this.#servers }, (_, server) => ({ id: guildId(server), unavailable: true }));
      this.#send('READY', {
        v: 10,
        user: BOT,
        guilds,
        session_id: 'session',
        resume_gateway_url: this.apiBase.replace('http', 'ws'),
        shard: [0, 1],
        application: { id: BOT.id, flags: 0 },
      });
      for (let server = 0; server < this.#servers; server += 1) this.#send('GUILD_CREATE', guild(server));
      // A moment for the bot to take them in.
      setTimeout(() => this.#identified?.(), 1000 + this.#servers);
    });
  }
}

function guild(server: number): object {
  const id = guildId(server);
  const other = (digit: number, n: number, own: string) => `${digit}${String(n).padStart(4, '0')}${own.slice(5)}`;
  const several = Array.from({ length: CHANNELS }, (_, n) => n);
  return guildOf({
    id,
    name: `server ${server}`,
    owner_id: '800000000000000001',
    roles: several.map((n) => roleOf(n === 0 ? id : other(5, n, id), `role ${n}`, PERMISSIONS, n)),
    channels: several.map((n) =>
      channelOf(id, n === 0 ? CHANNEL_OF(server) : other(6, n, CHANNEL_OF(server)), `channel-${n}`, n),
    ),
    members: [{ ...MEMBER, user: BOT }],
    member_count: 50,
  });
}
