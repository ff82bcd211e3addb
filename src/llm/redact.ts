/** Kinds of things a model never sees. */
type Kind = 'SECRET' | 'MAIL' | 'IP' | 'HOST';

/**
 * Secrets by their shape: cloud keys, tokens of chat and code hosts, private keys, passwords in addresses and
 * assignments. Sources: the vendors' documented prefixes.
 */
const SECRETS: RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{20,255}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,255}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,64}\b/g,
  /\bxox[abprs]-[A-Za-z0-9-]{10,128}\b/g,
  /\bsk-[A-Za-z0-9_-]{20,200}\b/g,
  /\bAIza[0-9A-Za-z_-]{35}\b/g,
  /\bLTAI[A-Za-z0-9]{12,24}\b/g,
  /\bAKID[A-Za-z0-9]{13,40}\b/g,
  /\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,45}/g,
  /\beyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{10,1000}\b/g,
];
/** The value after a name that says it is secret; the name stays. */
const NAMED_SECRET =
  /\b((?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|auth(?:orization)?|bearer|密码|口令)["']?\s*[:=：]\s*["']?(?:Bearer\s+)?)([^\s"',;]{4,200})/gi;
/** scheme://user:password@host */
const ADDRESS_SECRET = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,64}:)([^\s@/]{1,128})(?=@)/gi;
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
    let hidden = text;
    for (const secret of SECRETS) hidden = hidden.replace(secret, (value) => this.#name('SECRET', value));
    hidden = hidden.replace(ADDRESS_SECRET, (_, before: string, value: string) => before + this.#name('SECRET', value));
    hidden = hidden.replace(NAMED_SECRET, (whole, before: string, value: string) =>
      value.startsWith('SECRET_') ? whole : before + this.#name('SECRET', value),
    );
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
