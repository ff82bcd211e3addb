import type { Language } from '../language/language.ts';
import { type FoundSecret, findSecrets, maskSecrets } from '../language/secrets.ts';
import type { Warning } from './report.ts';

/** Lines named in a warning; beyond that it says "and more". */
const LIMIT_LINES = 5;

/** What stays known of a paste's secrets once they are masked: which kinds, and in which lines. */
export interface SecretsFound {
  what: Record<Language, string>[];
  /** Empty where the lines are not known. */
  at: number[];
}

/** Which kinds of secret, and in which lines of the text. */
function placed(text: string, secrets: FoundSecret[]): SecretsFound {
  const at: number[] = [];
  let line = 1;
  let from = 0;
  for (const { start } of secrets) {
    for (let next = text.indexOf('\n', from); next >= 0 && next < start; next = text.indexOf('\n', from)) {
      line += 1;
      from = next + 1;
    }
    if (at.at(-1) !== line) at.push(line);
  }
  return { what: distinct(secrets.map(({ kind }) => kind)), at };
}

/** A paste without its secrets, and what they were; lines and offsets stay as they were. */
export function withoutSecrets(text: string): { text: string; secrets: SecretsFound | null } {
  const secrets = findSecrets(text);
  if (secrets.length === 0) return { text, secrets: null };
  return { text: maskSecrets(text, secrets), secrets: placed(text, secrets) };
}

/** Secrets found in one text at several times, as one; null where there are none. */
export function allSecrets(found: (SecretsFound | null | undefined)[]): SecretsFound | null {
  const some = found.filter((secrets) => secrets != null);
  if (some.length < 2) return some[0] ?? null;
  const at = [...new Set(some.flatMap((secrets) => secrets.at))].sort((a, b) => a - b);
  return { what: distinct(some.flatMap((secrets) => secrets.what)), at };
}

/** Facts of a log that was read as a stream, each of their words without secrets. */
export function maskedFacts<Facts>(facts: Facts): { facts: Facts; secrets: SecretsFound | null } {
  let found = false;
  const masked = JSON.parse(JSON.stringify(facts), (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    const secrets = findSecrets(value);
    found ||= secrets.length > 0;
    return maskSecrets(value, secrets);
  }) as Facts;
  if (!found) return { facts, secrets: null };
  return { facts: masked, secrets: { what: [{ zh: '密码、令牌或密钥', en: 'a password, token or key' }], at: [] } };
}

/** What to tell the asker about the secrets of one paste, or of several that are told as one. */
export function warnOf(found: SecretsFound[], language: Language): Warning[] {
  if (found.length === 0) return [];
  const what = distinct(found.flatMap((secrets) => secrets.what)).map((kind) => kind[language]);
  // A line's number says nothing where several pastes are meant.
  const at = found.length === 1 ? found[0]!.at : [];
  const zh = language === 'zh';
  const more = at.length > LIMIT_LINES ? (zh ? ' 等' : ' and more') : '';
  const lines = at.slice(0, LIMIT_LINES).join(zh ? '、' : ', ');
  const where = zh ? `（第 ${lines} 行${more}）` : ` (line${at.length > 1 ? 's' : ''} ${lines}${more})`;
  return [{ kind: 'secret', what, at, text: say(what.join(zh ? '、' : ', '), at.length > 0 ? where : '', language) }];
}

function distinct(kinds: Record<Language, string>[]): Record<Language, string>[] {
  return [...new Map(kinds.map(({ zh, en }) => [en, { zh, en }])).values()];
}

function say(what: string, where: string, language: Language): string {
  return language === 'zh'
    ? `⚠️ 贴出来的内容里有${what}${where}。我已经打码，没有保存，也没有转发；但看得到这条消息的人都看得到它：请尽快作废换新的，再把原消息删掉。`
    : `⚠️ The paste contains ${what}${where}. I have masked it, and neither stored it nor passed it on; but whoever sees the message sees it too: revoke and replace it soon, then delete the message.`;
}
