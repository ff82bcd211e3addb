import type { Grid, Meaning } from './grid.ts';

/** A line of a log that has its values in named places. */
export interface RecordLine {
  text: string;
  line: number;
}

/** Keys that mean the same, and how people ask for them. */
const KEYS: Meaning[] = [
  {
    id: 'code',
    titles: /^(?:status|status_?code|code|http_status|response_code|sc-status)$/,
    asked: /状态码?|返回码|\bstatus(?:es)?\b|\bcodes?\b/i,
    kind: 'text',
  },
  {
    id: 'took',
    titles: /^(?:dur|duration|latency|took|elapsed|cost|rt|request_time|response_time|upstream_time)$/,
    asked:
      /[慢快]|耗时|延迟|用时|多久|多长|\blatenc\w*|\bdurations?\b|\bslow\w*|\bfast\w*|\btook\b|\blong\w*|\bshort\w*|\btime\b/i,
    kind: 'seconds',
  },
  {
    id: 'took',
    titles: /^(?:dur|duration|latency|took|elapsed|cost|rt)_?(?:ms|millis|us|s|sec|seconds)$/,
    asked:
      /[慢快]|耗时|延迟|用时|多久|多长|\blatenc\w*|\bdurations?\b|\bslow\w*|\bfast\w*|\btook\b|\blong\w*|\bshort\w*|\btime\b/i,
    kind: 'plain',
  },
  {
    id: 'bytes',
    titles: /^(?:bytes|size|body_bytes_sent|length|resp_size|bytes_sent)$/,
    asked: /大小|字节|最大|最小|多大|流量|\bsizes?\b|\bbytes\b|\blarge\w*|\bbig\w*|\bsmall\w*/i,
    kind: 'plain',
  },
  {
    id: 'client',
    titles: /^(?:ip|client|client_ip|remote|remote_addr|remote_ip|src|addr|src_ip)$/,
    asked: /\bips?\b|客户端|来源|访客|地址|\bclients?\b|\baddress(?:es)?\b|\bvisitors?\b/i,
    kind: 'text',
  },
  { id: 'method', titles: /^(?:method|verb|http_method)$/, asked: /方法|\bmethods?\b/i, kind: 'text' },
  {
    id: 'path',
    titles: /^(?:path|url|uri|endpoint|route|request)$/,
    asked: /路径|接口|页面|网址|\burls?\b|\bpaths?\b|\bendpoints?\b|\bpages?\b|\broutes?\b|\bfiles?\b/i,
    kind: 'text',
  },
  {
    id: 'user',
    titles: /^(?:user|username|user_id|uid|account)$/,
    asked: /用户|谁|账号|\busers?\b|\baccounts?\b|\bwho\b/i,
    kind: 'text',
  },
  { id: 'level', titles: /^(?:level|lvl|severity)$/, asked: /级别|\blevels?\b|\bseverity\b/i, kind: 'text' },
  { id: 'agent', titles: /^(?:agent|user_agent|ua)$/, asked: /浏览器|\bagents?\b|\bbrowsers?\b/i, kind: 'text' },
  { id: 'message', titles: /^(?:msg|message)$/, asked: /消息|\bmessages?\b/i, kind: 'text' },
  {
    id: 'time',
    titles: /^(?:time|ts|timestamp|@timestamp|date)$/,
    asked: /时间|几点|\bwhen\b|\btimestamps?\b/i,
    kind: 'text',
  },
];

/** A key that has no meaning of its own is asked for by its name. */
function meaningOfKey(key: string, values: readonly string[]): Meaning {
  const known = KEYS.find(({ titles }) => titles.test(key));
  if (known) return known;
  const words = key.split(/[._-]/).filter((word) => word.length > 1);
  const asked = new RegExp(`(?<![A-Za-z])${words.join('[ ._-]?').replace(/[^\w\s[\]?.-]/g, '')}s?(?![A-Za-z])`, 'i');
  const numbers = values.filter((value) => value !== '' && /^-?\d+(?:\.\d+)?$/.test(value));
  const spans = values.filter((value) => /^\d+(?:\.\d+)?(?:ms|s|m|h)$/.test(value));
  if (spans.length > 0 && spans.length * 2 >= values.filter(Boolean).length)
    return { id: key, titles: asked, asked, kind: 'seconds' };
  return {
    id: key,
    titles: asked,
    asked,
    kind: numbers.length > 1 && numbers.length * 2 >= values.filter(Boolean).length ? 'plain' : 'text',
  };
}

const ACCESS =
  /^(\S+) \S+ (\S+) \[([^\]]{10,40})\] "([A-Z]{3,8}) (\S+)[^"]*" (\d{3}) (\d+|-)(?: "[^"]*" "([^"]*)")?(?:\s+(\d+\.\d+))?/;
const PAIR = /(?<![\w.-])([A-Za-z_@][\w.@-]{0,40})=("(?:[^"\\]|\\.){0,300}"|[^\s",;)]{1,200})/g;

function fieldsOf(text: string): Map<string, string> | null {
  const plain = text.slice(0, 2_000);
  const access = ACCESS.exec(plain.trim());
  if (access) {
    const [, client, user, time, method, path, status, bytes, agent, took] = access;
    return new Map(
      Object.entries({
        client: client!,
        user: user === '-' ? '' : user!,
        time: time!,
        method: method!,
        path: path!,
        status: status!,
        bytes: bytes!,
        agent: agent ?? '',
        request_time: took ? `${took}s` : '',
      }),
    );
  }
  const json = /\{.*\}\s*$/.exec(plain)?.[0];
  if (json && /^\s*\{"/.test(plain)) {
    try {
      const value: unknown = JSON.parse(json);
      if (value && typeof value === 'object' && !Array.isArray(value))
        return new Map(
          Object.entries(value)
            .filter(([, one]) => one === null || typeof one !== 'object')
            .map(([key, one]) => [key.toLowerCase(), String(one)]),
        );
    } catch {
      return null;
    }
  }
  const pairs = [...plain.matchAll(PAIR)];
  return pairs.length >= 3
    ? new Map(pairs.map(([, key, value]) => [key!.toLowerCase(), value!.replace(/^"|"$/g, '')]))
    : null;
}

/** Access logs, `key=value` lines and JSON lines as a table with a column for each key; null for any other text. */
export function readRecords(lines: readonly RecordLine[]): Grid | null {
  const found = lines.slice(0, 2_000).flatMap(({ text, line }) => {
    const fields = fieldsOf(text);
    return fields ? [{ fields, raw: text, line }] : [];
  });
  if (found.length < 2 || found.length * 4 < lines.length * 3) return null;
  const count = new Map<string, number>();
  for (const { fields } of found) for (const key of fields.keys()) count.set(key, (count.get(key) ?? 0) + 1);
  const titles = [...count]
    .filter(([, times]) => times * 2 >= found.length)
    .map(([key]) => key)
    .slice(0, 24);
  if (titles.length < 3) return null;
  const rows = found.map(({ fields, raw, line }) => ({
    cells: titles.map((title) => fields.get(title) ?? ''),
    raw,
    line,
  }));
  const meanings = titles.map((title, at) =>
    meaningOfKey(
      title,
      rows.map(({ cells }) => cells[at]!),
    ),
  );
  return { titles, meanings, rows, records: true };
}
