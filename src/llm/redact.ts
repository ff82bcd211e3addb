import { findSecrets } from '../language/secrets.ts';

/** Kinds of things a model never sees. */
type Kind = 'SECRET' | 'MAIL' | 'IP' | 'HOST';

const MAIL = /\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}\b/g;
const IPV4 = /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/g;
const HOST =
  /\b(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}(?:com|net|org|io|cn|dev|app|cloud|internal|local|lan|corp|svc|xyz|me|ai|co|uk|de|jp|fr)\b/gi;

const PRIVATE_IP = /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|22[4-9]\.|23\d\.|255\.)/;

/**
 * Replaces what is nobody's business by placeholders that stay the same through one conversation, and puts it back.
 * Loopback and private addresses stay: they name nobody and the explanation needs them.
 */
export class Redaction {
  readonly #byValue = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();
  readonly #hosts: string[];

  /** @param hosts host names the analyzers found; replaced wherever they stand. */
  constructor(hosts: string[] = []) {
    this.#hosts = hosts.filter((host) => host.length >= 3 && !/^(?:localhost|host|node|server)$/i.test(host));
  }

  hide(text: string): string {
    let hidden = '';
    let at = 0;
    for (const { start, end } of findSecrets(text)) {
      hidden += text.slice(at, start) + this.#name('SECRET', text.slice(start, end));
      at = end;
    }
    hidden += text.slice(at);
    hidden = hidden.replace(MAIL, (value) => this.#name('MAIL', value));
    hidden = hidden.replace(IPV4, (value) => (PRIVATE_IP.test(value) ? value : this.#name('IP', value)));
    for (const host of this.#hosts) hidden = hidden.replaceAll(host, this.#name('HOST', host));
    return hidden.replace(HOST, (value) => this.#name('HOST', value));
  }

  /** Puts the real names back; secrets stay hidden, no reader needs to see one again. */
  show(text: string): string {
    return text.replace(/\b(?:MAIL|IP|HOST)_\d+\b/g, (name) => this.#byName.get(name) ?? name);
  }

  /** Whether something secret was seen: the asker should be told. */
  get foundSecret(): boolean {
    return (this.#counts.get('SECRET') ?? 0) > 0;
  }

  #name(kind: Kind, value: string): string {
    const known = this.#byValue.get(value);
    if (known) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = `${kind}_${count}`;
    this.#byValue.set(value, name);
    this.#byName.set(name, value);
    return name;
  }
}
