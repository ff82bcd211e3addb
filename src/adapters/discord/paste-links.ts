import { lookup as resolve } from 'node:dns';
import { request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { PastedFile } from './archives.ts';
import { type Pasted, readWithin } from './intake.ts';

const LIMIT_LINKS = 3;
const LIMIT_BYTES = 4 * 1024 * 1024;
const LIMIT_REDIRECTS = 3;
const TIMEOUT_MS = 10_000;

/** Paste sites: how the address of a page leads to the text on it, and to which other hosts it may redirect. */
const SITES: Record<string, { raw: (path: string) => string | null; redirects?: string[] }> = {
  'pastebin.com': { raw: (path) => wrap(/^\/(?:raw\/)?(\w{6,12})$/.exec(path), (id) => `/raw/${id}`) },
  'gist.github.com': {
    raw: (path) => wrap(/^\/([\w-]+\/[0-9a-f]{20,40})(?:\/raw)?$/.exec(path), (id) => `/${id}/raw`),
    redirects: ['gist.githubusercontent.com'],
  },
  'gist.githubusercontent.com': { raw: (path) => path },
  'mclo.gs': {
    raw: (path) => wrap(/^\/(\w{5,12})$/.exec(path), (id) => `https://api.mclo.gs/1/raw/${id}`),
    redirects: ['api.mclo.gs'],
  },
  'paste.ubuntu.com': { raw: (path) => wrap(/^\/p\/(\w+)\/?/.exec(path), (id) => `/p/${id}/plain/`) },
  'paste.debian.net': {
    raw: (path) => wrap(/^\/(?:plain\/|hidden\/)?(\w+)\/?$/.exec(path), (id) => `/plain/${id}`),
  },
  'paste.centos.org': { raw: (path) => wrap(/^\/view\/(?:raw\/)?(\w+)$/.exec(path), (id) => `/view/raw/${id}`) },
  '0x0.st': { raw: (path) => wrap(/^\/([\w.-]{3,40})$/.exec(path), (id) => `/${id}`) },
  'dpaste.org': { raw: (path) => wrap(/^\/(\w+)(?:\/raw)?$/.exec(path), (id) => `/${id}/raw`) },
  'dpaste.com': { raw: (path) => wrap(/^\/(\w+?)(?:\.txt)?$/.exec(path), (id) => `/${id}.txt`) },
  'termbin.com': { raw: (path) => wrap(/^\/(\w+)$/.exec(path), (id) => `/${id}`) },
};

const wrap = (match: RegExpExecArray | null, raw: (id: string) => string): string | null =>
  match?.[1] ? raw(match[1]) : null;

/** Addresses no paste site has: this machine, private and link-local nets, multicast, documentation. */
const INTERNAL = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  INTERNAL.addSubnet(net, bits, 'ipv4');
/** Of IPv6 only what is routed to the world (2000::/3) passes, and of that not what wraps an IPv4 address. */
const WORLD = new BlockList();
WORLD.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  INTERNAL.addSubnet(net, bits, 'ipv6');

/** Whether an address is one of the open internet. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !INTERNAL.check(address, 'ipv4');
  return family === 6 && WORLD.check(address, 'ipv6') && !INTERNAL.check(address, 'ipv6');
}

interface Fetched {
  status: number;
  location: string | undefined;
  body: AsyncIterable<Uint8Array>;
  end(): void;
}

/** Fetches one address, no redirect followed. @throws Error where it cannot, or must not, be reached. */
export type FetchOnce = (url: URL) => Promise<Fetched>;

/** Reads what links to paste sites lead to: https only, allowed hosts only, never an address of an inner net. */
export class PasteLinks {
  readonly #hosts: Set<string>;
  readonly #fetchOnce: FetchOnce;

  /** @param hosts the sites that are allowed, of `SITES`. */
  constructor(hosts: string[], fetchOnce: FetchOnce = fetchPublic) {
    this.#hosts = new Set(hosts.filter((host) => host in SITES));
    this.#fetchOnce = fetchOnce;
  }

  /** The pastes a text links to; null where it links to none. */
  async read(text: string): Promise<Omit<Pasted, 'text'> | null> {
    const links = [...new Set(text.match(/https:\/\/[^\s<>()"'`]+/g) ?? [])].flatMap((link) => this.#rawOf(link) ?? []);
    if (links.length === 0) return null;
    const files: PastedFile[] = [];
    const unread: Pasted['unread'] = [];
    for (const { name, url, hosts } of links.slice(0, LIMIT_LINKS)) {
      const fetched = await this.#fetch(url, hosts);
      if (typeof fetched === 'string') unread.push({ name, why: fetched });
      else files.push({ name: `${name.replace(/\W+/g, '-')}.txt`, bytes: fetched });
    }
    return { files, unread };
  }

  #rawOf(link: string): { name: string; url: URL; hosts: Set<string> } | null {
    if (!URL.canParse(link)) return null;
    const page = new URL(link);
    const site = this.#hosts.has(page.host) && page.username === '' ? SITES[page.host] : undefined;
    const raw = site?.raw(page.pathname);
    if (!site || !raw) return null;
    return {
      name: page.host + page.pathname,
      url: new URL(raw, page),
      hosts: new Set([page.host, ...(site.redirects ?? [])]),
    };
  }

  async #fetch(from: URL, hosts: Set<string>): Promise<Uint8Array | 'unreachable' | 'too-large'> {
    let url = from;
    for (let hop = 0; hop <= LIMIT_REDIRECTS; hop += 1) {
      if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || !hosts.has(url.hostname))
        return 'unreachable';
      const fetched = await this.#fetchOnce(url).catch(() => null);
      if (!fetched) return 'unreachable';
      const { status, location } = fetched;
      if (status >= 300 && status < 400 && location && URL.canParse(location, url.href)) {
        fetched.end();
        url = new URL(location, url);
        continue;
      }
      const read = status === 200 ? await readWithin(fetched.body, LIMIT_BYTES) : 'unreachable';
      fetched.end();
      return read;
    }
    return 'unreachable';
  }
}

/** Resolves a name and refuses it unless every address is public: checked where the connection is made, so that a name cannot change in between. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const inner = error ? undefined : addresses.find(({ address }) => !isPublic(address));
    const first = addresses?.[0];
    if (error || inner || !first) callback(error ?? new Error(`${hostname} leads to an inner net`), '', 4);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/** Fetches over https, where the name leads to the open internet. */
export function fetchPublic(url: URL): Promise<Fetched> {
  return new Promise((done, fail) => {
    // A literal address would not be looked up; allowed hosts are names anyway.
    if (isIP(url.hostname.replace(/[[\]]/g, ''))) return fail(new Error('an address, not a name'));
    const sent = request(url, {
      lookup: lookupPublic,
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'text/plain', 'user-agent': 'unpaste' },
    });
    sent.once('error', fail);
    sent.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      done({ status, location: headers.location, body: response, end: () => void response.destroy() });
    });
    sent.end();
  });
}
