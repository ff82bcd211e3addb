// A Discord on loopback: one gateway, one REST server, one guild. Real sockets, so that the real discord.js talks to it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PermissionFlagsBits } from 'discord.js';
import {
  ApplicationCommandType,
  ChannelType,
  GatewayOpcodes,
  InteractionResponseType,
  InteractionType,
  MessageType,
} from 'discord-api-types/v10';
import { type WebSocket, WebSocketServer } from 'ws';
import { channelOf, gatewayInformation, guildOf, idOf, MEMBER, messageFields, roleOf } from './payloads.ts';
import { bodyFault, type Component, flat, headerFault, identifyFault } from './rules.ts';

export const BOT = { id: '900000000000000001', username: 'unpaste', discriminator: '0000', bot: true, avatar: null };
export const APPLICATION = '900000000000000001';
export const GUILD = '700000000000000001';
export const CHANNEL = '600000000000000001';
/** A channel nobody gave the bot. */
export const ELSEWHERE = '600000000000000002';
export const FORUM = '600000000000000003';
/** The direct messages between the person and the bot. */
export const DM = '600000000000000009';
export const PERSON = { id: '800000000000000001', username: 'mei', discriminator: '0000', avatar: null };
const MESSAGE_CONTENT = 1 << 15;
const IS_COMPONENTS_V2 = 1 << 15;
/** Everything the bot needs in a channel, and more; not Administrator, to whom no channel's rules apply. */
const ALL_PERMISSIONS = '562949953421303';

export interface DoubleMessage {
  id: string;
  channel_id: string;
  author: { id: string; username: string };
  content: string;
  timestamp: string;
  [key: string]: unknown;
}

/** One call the bot made, as it arrived. */
export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
  files: { name: string; bytes: Buffer }[];
}

/** A fault for the next call that fits: answered with this instead. */
export interface Fault {
  method: string;
  path: RegExp;
  status: number;
  body?: object;
  headers?: Record<string, string>;
  times: number;
  /** The call is carried out and only its answer is lost. */
  carriedOut?: boolean;
  /** The connection is cut instead of answered. */
  cut?: boolean;
  /** Answered this much later. */
  delayMs?: number;
  /** Only delayed: the real answer follows. */
  pass?: boolean;
}

export class DiscordDouble {
  readonly calls: Call[] = [];
  readonly messages = new Map<string, DoubleMessage>();
  readonly commands: Record<string, unknown>[] = [];
  readonly faults: Fault[] = [];
  /** Files are served only after this. */
  filesWait: Promise<void> = Promise.resolve();
  /** What people attached, by the last part of its address. */
  readonly uploads = new Map<string, Buffer>();
  /** A compatible server that knows no Components V2. */
  refusesV2 = false;
  /** A compatible server that knows no embeds either. */
  refusesEmbeds = false;
  /** A compatible server that does not take the way discord.js describes its files. */
  refusesFiles = false;
  /**
   * A compatible server that knows interactions by half: a press cannot be deferred, what a command deferred cannot be
   * filled in, only the channel's id and no language are told, commands take only the oldest fields; and that tells of
   * messages without a thread that their thread is null.
   */
  half = false;
  /** Requests a compatible server refused for what it does not know. */
  refused = 0;
  /** A compatible server that says as little as it may. */
  terse = false;
  /** No session is resumed: every reconnect begins a new one, without what was missed. */
  forgetsSessions = false;
  /** Channels in which the bot may not write, read the past or attach files, and so on. */
  readonly denied = new Map<string, bigint>();
  /** Rules of Discord's public interface the bot broke; a scene fails at its end where there is any. */
  readonly violations: string[] = [];
  /** Interactions that were answered, each only once. */
  readonly #acknowledged = new Set<string>();
  /** How many times the bot identified; how often it was connected, resumed sessions too. */
  sessions = 0;
  connections = 0;
  /** Shards Discord recommends, and how many may identify at once. */
  shards = 1;
  maxConcurrency = 1;
  /** The application was not granted the Message Content intent. */
  refusesContent = false;
  /** Tokens of interactions that were deferred in time, and the message each became. */
  readonly #deferred = new Map<string, string | null>();
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #live = new Set<WebSocket>();
  readonly #threads = new Map<string, object>();
  readonly #overwrites = new Map<string, bigint>();
  readonly #waiting: { fits: (call: Call) => boolean; resolve: (call: Call) => void }[] = [];
  readonly #nonces = new Map<string, string>();
  /** Dispatches already sent, for RESUME. */
  readonly #sent: { sequence: number; frame: string }[] = [];
  #sequence = 0;
  #serial = 0n;

  private constructor() {
    this.#http = createServer((request, response) => void this.#answer(request, response));
    this.#http.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (live) => this.#greet(live, request.url ?? ''));
    });
  }

  static async open(): Promise<DiscordDouble> {
    const double = new DiscordDouble();
    await new Promise<void>((resolve) => double.#http.listen(0, '127.0.0.1', resolve));
    return double;
  }

  async close(): Promise<void> {
    for (const live of this.#live) live.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }
  /** What DISCORD_API_BASE is set to. */
  get apiBase(): string {
    return `http://127.0.0.1:${this.port}/api`;
  }

  /** Ids as Discord makes them: time first, so that they sort. */
  id(): string {
    this.#serial += 1n;
    return idOf(this.#serial);
  }

  // ---- what people do ----

  /** A person writes a message; returns it as the gateway sends it. */
  say(content: string, more: Record<string, unknown> = {}): DoubleMessage {
    const message = this.write(content, more);
    this.dispatch('MESSAGE_CREATE', this.asSent(message, more));
    return message;
  }

  /** A message that is there, and that no gateway has sent yet. */
  write(content: string, more: Record<string, unknown> = {}): DoubleMessage {
    return this.#message({ content, author: PERSON, ...more });
  }

  /** A message as the gateway sends it: with its guild, unless it is a direct one. */
  asSent(message: DoubleMessage, more: Record<string, unknown> = {}): DoubleMessage {
    // Discord tells what kind of channel it is; not every compatible server does.
    if (message.channel_id === DM)
      return this.terse ? { ...message, guild_id: null } : { ...message, channel_type: ChannelType.DM };
    return {
      ...message,
      guild_id: GUILD,
      member: MEMBER,
      ...('guild_id' in more ? { guild_id: more['guild_id'] } : {}),
    };
  }

  /** Somebody opens a thread or a forum post; its id is that of its first message. */
  openThread(id: string, name: string, parent: string, type = ChannelType.PublicThread): void {
    const thread = {
      id,
      name,
      type,
      parent_id: parent,
      guild_id: GUILD,
      owner_id: PERSON.id,
      member_count: 1,
      message_count: 0,
      thread_metadata: {
        archived: false,
        auto_archive_duration: 60,
        archive_timestamp: new Date().toISOString(),
        locked: false,
      },
    };
    this.#threads.set(id, thread);
    this.dispatch('THREAD_CREATE', { ...thread, newly_created: true });
  }

  edit(message: DoubleMessage, content: string): void {
    const edited = { ...message, content, edited_timestamp: new Date().toISOString() };
    this.messages.set(message.id, edited);
    this.dispatch('MESSAGE_UPDATE', this.asSent(edited));
  }

  delete(message: DoubleMessage): void {
    this.messages.delete(message.id);
    this.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channel_id, guild_id: GUILD });
  }

  /** A person runs a slash command; returns the interaction's token. */
  slash(
    name: string,
    options: { name: string; type: number; value: unknown }[],
    { data, ...rest }: Record<string, unknown> = {},
  ): string {
    return this.interact({
      type: InteractionType.ApplicationCommand,
      data: {
        id: this.id(),
        name,
        type: ApplicationCommandType.ChatInput,
        options,
        ...((data as object) ?? {}),
      },
      ...rest,
    });
  }

  /** A person picks a command from a message's menu. */
  menu(name: string, message: DoubleMessage, locale = 'en-US'): string {
    return this.interact({
      type: InteractionType.ApplicationCommand,
      locale,
      data: {
        id: this.id(),
        name,
        type: ApplicationCommandType.Message,
        target_id: message.id,
        resolved: { messages: { [message.id]: message } },
      },
    });
  }

  /** A person presses a button under a message. */
  press(
    customId: string,
    message: DoubleMessage,
    {
      locale = 'en-US',
      user = PERSON,
      permissions = '0',
    }: { locale?: string; user?: object; permissions?: string } = {},
  ): string {
    return this.interact(
      {
        type: InteractionType.MessageComponent,
        locale,
        message,
        data: { custom_id: customId, component_type: 2 },
        member: { ...MEMBER, user, permissions },
      },
      message.id,
    );
  }

  /** @param on message the interaction stands on, for buttons. */
  interact(interaction: Record<string, unknown>, on?: string): string {
    const token = `token-${this.id()}`;
    if (on) this.#deferred.set(token, on);
    const told = this.half
      ? {}
      : { channel: { id: CHANNEL, type: ChannelType.GuildText, permissions: ALL_PERMISSIONS }, locale: 'en-US' };
    const { locale, ...given } = interaction;
    this.dispatch('INTERACTION_CREATE', {
      id: this.id(),
      application_id: APPLICATION,
      token,
      version: 1,
      guild_id: GUILD,
      channel_id: CHANNEL,
      ...told,
      member: { ...MEMBER, user: PERSON, permissions: ALL_PERMISSIONS },
      app_permissions: ALL_PERMISSIONS,
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 10 * 1024 * 1024,
      ...given,
      ...(locale && !this.half ? { locale } : {}),
    });
    return token;
  }

  /** Cuts every gateway connection with a close code. */
  disconnect(code = 4000): void {
    for (const live of this.#live) live.close(code);
  }

  /** Tells the bot to connect anew, as Discord does when a gateway is taken down. */
  askToReconnect(): void {
    for (const live of this.#live)
      live.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null, s: null, t: null }));
  }

  /** Somebody takes permissions in a channel away from everybody. */
  overwrite(channel: string, deny: bigint): void {
    this.#overwrites.set(channel, deny);
  }

  /** Cuts every gateway connection without a word, as a broken network does. */
  cutGateway(): void {
    for (const live of this.#live) live.terminate();
    this.#live.clear();
  }

  /** The next call of the bot that fits, also one already made. */
  async call(method: string, path: RegExp, after = 0): Promise<Call> {
    const fits = (call: Call) => call.method === method && path.test(call.path);
    const made = this.calls.slice(after).find(fits);
    if (made) return made;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(
              `the bot never called ${method} ${path}; it called:\n${this.calls.map((call) => `${call.method} ${call.path}`).join('\n')}`,
            ),
          ),
        20_000,
      );
      this.#waiting.push({
        fits,
        resolve: (call) => {
          clearTimeout(timer);
          resolve(call);
        },
      });
    });
  }

  dispatch(event: string, data: object): void {
    this.#sequence += 1;
    const frame = JSON.stringify({ op: GatewayOpcodes.Dispatch, t: event, s: this.#sequence, d: data });
    this.#sent.push({ sequence: this.#sequence, frame });
    for (const live of this.#live) live.send(frame);
  }

  // ---- the gateway ----

  #greet(live: WebSocket, url: string): void {
    const send = (op: GatewayOpcodes, d: unknown) => live.send(JSON.stringify({ op, d, s: null, t: null }));
    send(GatewayOpcodes.Hello, { heartbeat_interval: 41_250 });
    live.on('close', () => this.#live.delete(live));
    live.on('message', (data) => {
      const frame = JSON.parse(String(data)) as {
        op: number;
        d: { seq?: number; shard?: [number, number]; intents?: number };
      };
      if (frame.op === GatewayOpcodes.Heartbeat) send(GatewayOpcodes.HeartbeatAck, null);
      if (frame.op === GatewayOpcodes.Identify && this.refusesContent && (frame.d.intents ?? 0) & MESSAGE_CONTENT) {
        live.close(4014, 'Disallowed intent(s).');
      } else if (frame.op === GatewayOpcodes.Identify) {
        const fault = identifyFault(url, frame.d);
        if (fault) this.violations.push(fault);
        this.sessions += 1;
        this.#sequence += 1;
        live.send(
          JSON.stringify({
            op: GatewayOpcodes.Dispatch,
            t: 'READY',
            s: this.#sequence,
            d: {
              v: 10,
              user: BOT,
              guilds: [{ id: GUILD, unavailable: true }],
              session_id: 'session',
              ...(this.terse ? {} : { resume_gateway_url: `ws://127.0.0.1:${this.port}/gateway` }),
              shard: frame.d.shard ?? [0, 1],
              application: { id: APPLICATION, flags: 0 },
            },
          }),
        );
        this.connections += 1;
        this.#live.add(live);
        // A new session knows nothing of what was sent before it.
        this.#sent.length = 0;
        this.dispatch('GUILD_CREATE', this.#guild());
      }
      if (frame.op === GatewayOpcodes.Resume && this.forgetsSessions) {
        send(GatewayOpcodes.InvalidSession, false);
      } else if (frame.op === GatewayOpcodes.Resume) {
        this.connections += 1;
        this.#live.add(live);
        for (const { sequence, frame: missed } of this.#sent) if (sequence > (frame.d.seq ?? 0)) live.send(missed);
        this.dispatch('RESUMED', {});
      }
    });
  }

  #guild(): object {
    const latest = (channel: string) =>
      [...this.messages.values()].findLast((message) => message.channel_id === channel)?.id ?? null;
    return {
      ...GUILD_DATA,
      channels: GUILD_DATA.channels.map((channel) => ({
        ...channel,
        permission_overwrites: [
          { id: GUILD, type: 0, allow: '0', deny: String(this.#overwrites.get(channel.id) ?? 0n) },
        ],
        ...(this.terse ? {} : { last_message_id: latest(channel.id) }),
      })),
      threads: [...this.#threads.values()],
    };
  }

  // ---- REST ----

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.replace(/^\/api(?:\/v\d+)?/, '');
    const method = request.method ?? 'GET';
    const file = /^\/attachments\/(.+)$/.exec(url.pathname);
    if (file) {
      await this.filesWait;
      response.end(this.uploads.get(file[1]!));
      return;
    }
    const { body, files } = await readBody(request);
    const fault = headerFault(url.pathname, method, request.headers);
    if (fault) {
      this.#violated(response, fault);
      return;
    }
    const call = { method, path: path + url.search, body, files };
    const planned = this.faults.find(
      (candidate) => candidate.times > 0 && candidate.method === method && candidate.path.test(path),
    );
    if (planned) {
      planned.times -= 1;
      if (planned.delayMs) await new Promise((resolve) => setTimeout(resolve, planned.delayMs));
    }
    if (planned && !planned.pass) {
      if (planned.carriedOut) this.#route(method, path, call, url);
      if (planned.cut) {
        request.socket.destroy();
        return;
      }
      response.writeHead(planned.status, { 'content-type': 'application/json', ...planned.headers });
      response.end(JSON.stringify(planned.body ?? { message: 'fault', code: 0 }));
      return;
    }
    const unknown = this.#unknownHere(method, path, body);
    if (unknown) {
      this.refused += 1;
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: unknown, code: 50035 }));
      return;
    }
    const edited = method === 'PATCH' ? this.messages.get(/\/messages\/(\d+)$/.exec(path)?.[1] ?? '') : undefined;
    const refused = method === 'POST' || method === 'PATCH' ? bodyFault({ ...call, path, edited }) : null;
    if (refused) {
      this.#violated(response, `${method} ${path}: ${refused}`);
      return;
    }
    if (this.#forbidden(method, path, files)) {
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'Missing Permissions', code: 50013 }));
      return;
    }
    const result = this.#route(method, path, call, url);
    this.calls.push(call);
    for (const waiting of [...this.#waiting]) {
      if (!waiting.fits(call)) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve(call);
    }
    if (result === null) response.writeHead(204).end();
    else
      response
        .writeHead('code' in result && String(result['code']).startsWith('100') ? 404 : 200, {
          'content-type': 'application/json',
        })
        .end(JSON.stringify(result));
  }

  /** What a compatible server does not know. */
  #unknownHere(method: string, path: string, body: Record<string, unknown>): string | null {
    if (this.half && path.endsWith('/callback') && body['type'] === InteractionResponseType.DeferredMessageUpdate)
      return 'data';
    if (this.half && path.endsWith('/commands') && /"(?:contexts|max_length)":|"type":11\b/.test(JSON.stringify(body)))
      return 'options';
    if (!/\/messages(\/|$)/.test(path) || (method !== 'POST' && method !== 'PATCH')) return null;
    if (this.refusesV2 && (Number(body['flags'] ?? 0) & IS_COMPONENTS_V2) !== 0) return 'Invalid flags';
    const holds = (what: string) => ((body[what] ?? []) as unknown[]).length > 0;
    if (this.refusesFiles && holds('attachments')) return 'attachments';
    return this.refusesEmbeds && holds('embeds') ? 'embeds' : null;
  }

  #violated(response: ServerResponse, rule: string): void {
    this.violations.push(rule);
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: rule, code: 50035 }));
  }

  /** What the bot may not do in a channel. */
  #forbidden(method: string, path: string, files: Call['files']): boolean {
    const denied = this.denied.get(/^\/channels\/(\d+)\/messages/.exec(path)?.[1] ?? '') ?? 0n;
    if (method === 'GET') return (denied & PermissionFlagsBits.ReadMessageHistory) !== 0n;
    if (method !== 'POST') return false;
    return (
      (denied & PermissionFlagsBits.SendMessages) !== 0n ||
      ((denied & PermissionFlagsBits.AttachFiles) !== 0n && files.length > 0)
    );
  }

  /** Discord remembers nonces for minutes only. */
  forgetNonces(): void {
    this.#nonces.clear();
  }

  #route(method: string, path: string, call: Call, url: URL): Record<string, unknown> | unknown[] | null {
    const { body, files } = call;
    if (path === '/gateway/bot' || path === '/gateway')
      return gatewayInformation(`ws://127.0.0.1:${this.port}/gateway`, this.shards, this.maxConcurrency);
    if (path === '/users/@me') return BOT;
    if (this.terse && /^\/(?:applications|oauth2\/applications)\/@me$/.test(path))
      return { message: '404', code: 10002 };
    if (path === '/users/@me/guilds') return [{ id: GUILD, name: 'bench' }];
    if (path === '/applications/@me' || path === '/oauth2/applications/@me')
      return { id: APPLICATION, flags: 1 << 18, name: 'unpaste', bot: BOT };
    if (/\/commands$/.test(path)) {
      if (method === 'PUT')
        this.commands.splice(
          0,
          this.commands.length,
          ...(body as unknown as Record<string, unknown>[]).map((command) => ({ id: this.id(), ...command })),
        );
      return this.commands;
    }
    const create = /^\/channels\/(\d+)\/messages$/.exec(path);
    if (create && method === 'POST') {
      const nonce = body['enforce_nonce'] ? String(body['nonce']) : null;
      const known = nonce ? this.#nonces.get(nonce) : undefined;
      if (known) return this.messages.get(known)!;
      const message = this.#message({
        ...body,
        channel_id: create[1],
        // Discord adds where the message stands.
        ...(body['message_reference']
          ? { message_reference: { channel_id: create[1], guild_id: GUILD, ...(body['message_reference'] as object) } }
          : {}),
        author: BOT,
        attachments: attachmentsOf(files, this.port),
      });
      if (nonce) this.#nonces.set(nonce, message.id);
      this.dispatch('MESSAGE_CREATE', { ...message, guild_id: GUILD });
      return message;
    }
    if (create) {
      const after = BigInt(url.searchParams.get('after') ?? 0);
      return [...this.messages.values()]
        .filter((message) => message.channel_id === create[1] && BigInt(message.id) > after)
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
        .slice(0, Number(url.searchParams.get('limit') ?? 50))
        .reverse();
    }
    const one = /^\/channels\/(\d+)\/messages\/(\d+)$/.exec(path);
    if (one) return this.#oneMessage(method, one[2]!, body);
    const callback = /^\/interactions\/\d+\/([^/]+)\/callback$/.exec(path);
    if (callback) {
      if (this.#acknowledged.has(callback[1]!)) {
        this.violations.push(`${path}: an interaction was answered twice`);
        return { message: 'Interaction has already been acknowledged.', code: 40060 };
      }
      this.#acknowledged.add(callback[1]!);
      const known = this.#deferred.get(callback[1]!);
      if (body['type'] === 5) this.#deferred.set(callback[1]!, known ?? null);
      return null;
    }
    const hook = /^\/webhooks\/\d+\/([^/]+)(?:\/messages\/(.+))?$/.exec(path);
    if (hook) return this.#webhook(method, hook[1]!, call);
    if (/^\/channels\/\d+\/typing$/.test(path)) return null;
    const channel = /^\/channels\/(\d+)$/.exec(path);
    if (channel?.[1] === DM) return { id: DM, type: ChannelType.DM, recipients: [PERSON], last_message_id: null };
    if (channel && this.#threads.has(channel[1]!)) return this.#threads.get(channel[1]!) as Record<string, unknown>;
    if (channel)
      return GUILD_DATA.channels.find(({ id }) => id === channel[1]) ?? { message: 'Unknown Channel', code: 10003 };
    this.violations.push(`${method} ${path}: no such route`);
    return { message: '404: Not Found', code: 10000 };
  }

  /** What an interaction's token leads to: the message it stands on (a button), or the one it was deferred into. */
  #webhook(method: string, token: string, { body, files }: Call): Record<string, unknown> | null {
    if (!this.#deferred.has(token) || this.half) return { message: 'Unknown Webhook', code: 10015 };
    const known = this.#deferred.get(token);
    if (method === 'DELETE') {
      if (known) this.messages.delete(known);
      return null;
    }
    const fields = { ...body, author: BOT, attachments: attachmentsOf(files, this.port) };
    if (known && method === 'PATCH') {
      this.messages.set(known, { ...this.messages.get(known)!, ...fields });
      return this.messages.get(known)!;
    }
    const message = this.#message(fields);
    if (method === 'PATCH') this.#deferred.set(token, message.id);
    return message;
  }

  #oneMessage(method: string, id: string, body: Record<string, unknown>): Record<string, unknown> | null {
    const message = this.messages.get(id);
    if (!message) return { message: 'Unknown Message', code: 10008 };
    if (method === 'DELETE') {
      this.messages.delete(id);
      this.dispatch('MESSAGE_DELETE', { id, channel_id: message.channel_id, guild_id: GUILD });
      return null;
    }
    if (method === 'PATCH') this.messages.set(id, { ...message, ...body, edited_timestamp: new Date().toISOString() });
    return this.messages.get(id)!;
  }

  #message(fields: Record<string, unknown>): DoubleMessage {
    const message = {
      id: this.id(),
      channel_id: CHANNEL,
      ...messageFields(),
      ...(this.half ? { thread: null } : {}),
      type: fields['message_reference'] ? MessageType.Reply : MessageType.Default,
      ...fields,
    } as unknown as DoubleMessage;
    this.messages.set(message.id, message);
    return message;
  }
}

/** Everything a message says, whatever form it has. */
export function textOf(body: Record<string, unknown>): string {
  const texts = flat((body['components'] ?? []) as Component[]).flatMap(({ content }) => content ?? []);
  return [String(body['content'] ?? ''), ...texts].filter((text) => text !== '').join('\n');
}

/** What the button with this action is called by. */
export function buttonOf(body: Record<string, unknown>, action: string): string {
  const buttons = flat((body['components'] ?? []) as Component[]).flatMap(({ custom_id }) => custom_id ?? []);
  const found = buttons.find((id) => id.startsWith(`up:${action}:`));
  if (!found) throw new Error(`no button ${action} among ${buttons.join(', ')}`);
  return found;
}

/** An attachment as a person uploads it; the double serves its content. */
export function attachment(double: DiscordDouble, filename: string, content: string | Buffer): Record<string, unknown> {
  const bytes = Buffer.from(content);
  const id = double.id();
  double.uploads.set(id, bytes);
  const url = `http://127.0.0.1:${double.port}/attachments/${id}`;
  return {
    id,
    filename,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: 'text/plain; charset=utf-8',
  };
}

const GUILD_DATA = guildOf({
  id: GUILD,
  name: 'bench',
  owner_id: PERSON.id,
  roles: [roleOf(GUILD, '@everyone', ALL_PERMISSIONS)],
  channels: [
    channelOf(GUILD, CHANNEL, 'help', 0),
    channelOf(GUILD, ELSEWHERE, 'talk', 1),
    channelOf(GUILD, FORUM, 'ask', 2, ChannelType.GuildForum),
  ],
  members: [
    { ...MEMBER, user: BOT },
    { ...MEMBER, user: PERSON },
  ],
});

function attachmentsOf(files: Call['files'], port: number): object[] {
  return files.map((file, index) => ({
    id: String(index + 1),
    filename: file.name,
    size: file.bytes.length,
    url: `http://127.0.0.1:${port}/files/${file.name}`,
    proxy_url: `http://127.0.0.1:${port}/files/${file.name}`,
  }));
}

async function readBody(request: IncomingMessage): Promise<{ body: Record<string, unknown>; files: Call['files'] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: {}, files: [] };
  if (!type.startsWith('multipart/form-data')) return { body: JSON.parse(bytes.toString()), files: [] };
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
  const files: Call['files'] = [];
  for (const [key, value] of form) {
    if (key !== 'payload_json' && value instanceof File)
      files.push({ name: value.name, bytes: Buffer.from(await value.arrayBuffer()) });
  }
  return { body: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}
