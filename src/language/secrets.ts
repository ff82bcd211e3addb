import { SECRET_KINDS, type SecretKind } from './secret-list.ts';

/** A secret in a text: which kind, and where its characters stand. */
export interface FoundSecret {
  kind: SecretKind;
  start: number;
  end: number;
}

export const MASK = '•';
/** Signs that stand where a secret would: blanks, variables. */
const SIGNS = /^(?:[*•x.\-_#]+|\$.*|%.*|\{.*|<.*|\[.*|(.)\1+)$|密码/i;
/** Words that do, alone or one after the other; "hunter2secret" is more than such words. */
const WORDS =
  /^(?:(?:your|my|the|some|here|me|examples?|change|replace|insert|enter|placeholder|redacted|hidden|masked|dummy|sample|test(?:ing)?|passwo?r?d|secret|token|key|api|value|user|name|null|none|undefined|true|false|identifier|foo|bar)[-_. ]*)+\d{0,3}$/i;
/** How documents end theirs. */
const DOCUMENTED = /EXAMPLE(?:KEY|TOKEN)?$/;
/** A name rather than a value: lower-case words with dashes, a call, a path, a type. */
const NAME = /^[a-z]+(?:[-_.][a-z]+)+$|^[a-z]+$|\(|^\/|^\.{1,2}\/|^[A-Z]+(?:_[A-Z]+)*$/;

/** The secrets in a text, in its order, none inside another. */
export function findSecrets(text: string): FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const kind of SECRET_KINDS) {
    if (!kind.cues.some((cue) => text.includes(cue))) continue;
    for (const match of text.matchAll(kind.pattern)) {
      const value = Object.values(match.groups ?? {}).find((group) => group !== undefined) ?? match[0];
      if (value === '' || (kind.named && isNone(kind, value))) continue;
      if (kind.id === 'discord-token' && !/^\d{17,20}$/.test(atob(value.split('.')[0]!))) continue;
      const start = match.index + match[0].lastIndexOf(value);
      found.push({ kind, start, end: start + value.length });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  let last = 0;
  return found.filter(({ start, end }) => {
    if (start < last) return false;
    last = end;
    return true;
  });
}

/** Passwords in an address are mostly words; elsewhere a plain word is a name. */
function isNone(kind: SecretKind, value: string): boolean {
  return (
    SIGNS.test(value) ||
    WORDS.test(value) ||
    DOCUMENTED.test(value) ||
    (kind.id !== 'address-password' && NAME.test(value))
  );
}

/** The text with each secret masked character by character: every line and offset stays where it was. */
export function maskSecrets(text: string, secrets: FoundSecret[] = findSecrets(text)): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of secrets) {
    masked += text.slice(at, start) + text.slice(start, end).replace(/\S/g, MASK);
    at = end;
  }
  return masked + text.slice(at);
}
