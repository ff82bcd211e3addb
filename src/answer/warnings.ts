import type { Language } from '../language/language.ts';
import { type FoundSecret, findSecrets, maskSecrets } from '../language/secrets.ts';
import type { Warning } from './report.ts';

/** Lines named in a warning; beyond that it says "and more". */
const LIMIT_LINES = 5;

/** A paste without its secrets, and what to tell the asker; lines and offsets stay as they were. */
export function withoutSecrets(text: string): { text: string; warn(language: Language): Warning[] } {
  const secrets = findSecrets(text);
  if (secrets.length === 0) return { text, warn: () => [] };
  return { text: maskSecrets(text, secrets), warn: (language) => [warning(text, secrets, language)] };
}

/** Facts of a log that was read as a stream, each of their words without secrets. */
export function maskedFacts<Facts>(facts: Facts): { facts: Facts; found: boolean } {
  let found = false;
  const masked = JSON.parse(JSON.stringify(facts), (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    const secrets = findSecrets(value);
    found ||= secrets.length > 0;
    return maskSecrets(value, secrets);
  }) as Facts;
  return found ? { facts: masked, found } : { facts, found };
}

/** The warning for a log of which only the facts are known. */
export function streamWarning(language: Language): Warning {
  const what = language === 'zh' ? '密码、令牌或密钥' : 'a password, token or key';
  return { kind: 'secret', what: [what], at: [], text: say(what, '', language) };
}

function warning(text: string, secrets: FoundSecret[], language: Language): Warning {
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
  const what = [...new Set(secrets.map(({ kind }) => kind[language]))];
  const zh = language === 'zh';
  const more = at.length > LIMIT_LINES ? (zh ? ' 等' : ' and more') : '';
  const lines = at.slice(0, LIMIT_LINES).join(zh ? '、' : ', ');
  const where = zh ? `第 ${lines} 行${more}` : ` (line${at.length > 1 ? 's' : ''} ${lines}${more})`;
  return { kind: 'secret', what, at, text: say(what.join(zh ? '、' : ', '), where, language) };
}

function say(what: string, where: string, language: Language): string {
  return language === 'zh'
    ? `⚠️ 贴出来的内容里有${what}${where === '' ? '' : `（${where}）`}。我已经打码，没有保存，也没有转发；但看得到这条消息的人都看得到它：请尽快作废换新的，再把原消息删掉。`
    : `⚠️ The paste contains ${what}${where}. I have masked it, and neither stored it nor passed it on; but whoever sees the message sees it too: revoke and replace it soon, then delete the message.`;
}
