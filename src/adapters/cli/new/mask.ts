import { Redaction } from '../../../llm/redact.ts';

/** A public IPv6 address: `2001:db8:...`, with at least one letter or gap, so that no time of day looks like one. */
const IPV6 = /(?<![\w:])(?=[0-9a-f:]*(?:[a-f]|::))[23][0-9a-f]{3}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi;

/**
 * A paste that may be published: keys, tokens, passwords, mail addresses and public IP addresses are replaced by others of
 * the same shape (RFC 5737, RFC 3849, RFC 2606), so that it reads as before. Host names stay.
 */
export function mask(text: string): { text: string; masked: number } {
  const redaction = new Redaction();
  const seen = new Set<string>();
  const sixes = new Map<string, string>();
  const masked = redaction
    .hide(
      text.replace(IPV6, (address) => {
        const known = sixes.get(address) ?? `2001:db8::${(sixes.size + 1).toString(16)}`;
        sixes.set(address, known);
        return known;
      }),
    )
    .replace(/\b(SECRET|MAIL|IP|HOST)_(\d+)\b/g, (name, kind: string, number: string) => {
      if (kind === 'HOST') return redaction.show(name);
      seen.add(name);
      if (kind === 'MAIL') return `user${number}@example.org`;
      return kind === 'IP' ? `203.0.113.${Number(number) % 256}` : name;
    });
  return { text: masked, masked: seen.size + sixes.size };
}
