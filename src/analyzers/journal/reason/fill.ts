import type { Words } from '../../../language/language.ts';
import { diskIn } from '../read/disks.ts';
import type { Entry } from '../read/entry.ts';

/** Words for what a message did not name. */
const UNNAMED: Record<string, Words> = {
  path: { zh: '该文件', en: 'that file' },
  file: { zh: '该文件', en: 'that file' },
  port: { zh: '该端口', en: 'that port' },
  address: { zh: '该地址', en: 'that address' },
  addr: { zh: '该地址', en: 'that address' },
  host: { zh: '该主机', en: 'that host' },
  unit: { zh: '该服务', en: 'the service' },
  program: { zh: '该程序', en: 'the program' },
  user: { zh: '该用户', en: 'that user' },
  pod: { zh: '该 Pod', en: 'the pod' },
  container: { zh: '该容器', en: 'the container' },
  namespace: { zh: '该命名空间', en: 'the namespace' },
  disk: { zh: '盘', en: 'DISK' },
};
/** The same in commands, where only a name to be replaced makes sense. */
const IN_COMMANDS: Record<string, string> = {
  unit: 'UNIT',
  path: '/PATH',
  file: '/PATH',
  port: 'PORT',
  pod: 'POD',
  namespace: 'NAMESPACE',
  container: 'CONTAINER',
  host: 'HOST',
  disk: 'DISK',
  pid: 'PID',
  program: 'PROGRAM',
  since: '-15min',
};

const PLACE = /(?<![$\\{%])\{([A-Za-z_]\w*)\}(?!\})/g;
/** The same with the blank on either side. */
const SPACED_PLACE = /( ?)(?<![$\\{%])\{([A-Za-z_]\w*)\}(?!\})( ?)/g;
/** A value from a paste may not break out of the sentence or the command it is put into. */
const LONGEST = 200;

function tame(value: string): string {
  return value
    .replace(/[\r\n`\u0000-\u001f\u007f]/g, ' ')
    .replace(/@(?=everyone|here)/g, '@\u200b')
    .trim()
    .slice(0, LONGEST);
}

const PORT =
  /(?:\bport[ =:]+"?|\('[\w.:-]+', |(?:\d{1,3}(?:\.\d{1,3}){3}|\]|\*|::|localhost|0\.0\.0\.0):|[^\d:]:)(\d{2,5})\b(?!:\d|\.\d)/gi;
/**
 * The number behind a file is a line, behind the receiver of a signal or a task a process, behind a key among others in
 * brackets its value, behind a code the code, behind an image its tag.
 */
const NO_PORT_BEHIND =
  /\btask \S{1,60}:$|(?:code|errno|status):$|\b(?:oom_score_adj|pgtables|[ug]id|t?pid|inode|line|size|count|offset)[:=]$|\.(?:c|cc|cpp|rs|go):\w{1,60}:$|(?:\/library\/|failed to solve: |metadata for |\bimage "?)[\w./-]{1,120}:$|\b_{0,2}(?:ext4|xfs|btrfs|f2fs|jbd2|nfs)_\w{1,60}:$|\.(?:cfg|conf|cnf|ini|ya?ml|json|toml|service|c|cc|cpp|h|go|py|rb|rs|js|mjs|cjs|ts|java|php|lua|sh|pl|vcl)\]?:$|Caddyfile:$|\bSIG[A-Z]+ to \S{1,40}:$|\([a-z_]+:[^()]*\s[a-z_]+:$/i;

/** What a message names in general, for words that its rule's pattern has no group for. */
export function namesIn(text: string): Record<string, string> {
  const names: Record<string, string> = {};
  const path = /(?:^|[\s"'`(=:[,])(\/(?:[\w.@+-]+\/)*[\w.@+-]*[\w])/.exec(text)?.[1];
  if (path && path.length > 1) {
    names['path'] = path;
    names['file'] = path;
  }
  const port = [...text.matchAll(PORT)].find(
    (found) => !NO_PORT_BEHIND.test(text.slice(0, found.index + found[0].length - found[1]!.length)),
  )?.[1];
  if (port && Number(port) < 65_536) names['port'] = port;
  const address = /(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?|\[[0-9a-f:]{2,40}\](?::\d{1,5})?|\blocalhost:\d{1,5}/i.exec(
    text,
  )?.[0];
  if (address) {
    names['address'] = address;
    names['addr'] = address;
  }
  const host = /(?:lookup|resolve|host(?:name)?|upstream|server)[ :"'`=]+([a-z0-9][\w-]*(?:\.[\w-]+)*)/i.exec(
    text,
  )?.[1];
  if (host) names['host'] = host;
  const user = /\buser[ =:]+["'`]?([\w.$-]+)/i.exec(text)?.[1];
  if (user) names['user'] = user;
  return names;
}

/** Commands written with a capital stand-in get the real thing, where the log names it. */
function named(text: string, values: Record<string, string>): string {
  return text.replace(/(?<![\w{$-])(PORT|UNIT|POD|NAMESPACE)(?![\w}])/g, (whole, name: string) => {
    const value = values[name.toLowerCase()];
    return value && /^[\w@.:-]{1,100}$/.test(value) ? value : whole;
  });
}

/** A stretch in backticks: a command, or the name of something. */
const CODE = /(`[^`\n]*`)/;

/** Fills the {names} of a text in one language; in a command what was not named stays a stand-in to be replaced. */
export function fill(text: string, values: Record<string, string>, language: 'zh' | 'en'): string {
  return named(text, values)
    .split(CODE)
    .map((stretch, index) => (index % 2 === 1 ? fillCode(stretch, values) : fillProse(stretch, values, language)))
    .join('');
}

function fillProse(text: string, values: Record<string, string>, language: 'zh' | 'en'): string {
  return text.replace(SPACED_PLACE, (whole, before: string, name: string, after: string) => {
    const value = values[name];
    if (value !== undefined && value !== '') return `${before}${tame(value)}${after}`;
    const unnamed = UNNAMED[name]?.[language];
    // Chinese words stand side by side; only a name in Latin letters has blanks around it.
    if (unnamed && language === 'zh' && /^\p{Script=Han}+$/u.test(unnamed)) return unnamed;
    return unnamed ? `${before}${unnamed}${after}` : /^[a-z]+$/.test(name) ? `${before}…${after}` : whole;
  });
}

function fillCode(text: string, values: Record<string, string>): string {
  return text.replace(PLACE, (whole, name: string) => {
    const value = values[name];
    if (value !== undefined && value !== '') return tame(value);
    return IN_COMMANDS[name] ?? (/^[a-z]+$/.test(name) ? name.toUpperCase() : whole);
  });
}

/** Fills a command; what a shell would read as more than a name stays a stand-in for the reader to replace. */
export function fillCommand(text: string, values: Record<string, string>): string {
  const namespace = values['namespace'];
  const scoped =
    namespace &&
    /^[a-z0-9-]{1,63}$/.test(namespace) &&
    /^kubectl \w+ .*\{pod\}/.test(text) &&
    !/ -n |--namespace|-A\b/.test(text)
      ? text.replace(/\{pod\}/, `{pod} -n ${namespace}`)
      : text;
  return named(scoped, values).replace(PLACE, (_whole, name: string) => {
    const value = values[name] === undefined ? '' : tame(values[name]);
    return /^[\w@%+=:,./\\-]+$/.test(value) ? value : (IN_COMMANDS[name] ?? name.toUpperCase());
  });
}

/** The pod that a line of kubelet names: `pod="shop/cart-0"` or `pod=cart-0_shop(uid)`. */
export function podOfKubelet(message: string): { pod: string; namespace: string } | null {
  const quoted = /\bpod="?([\w-]+)\/([\w.-]+)"?/.exec(message);
  if (quoted) return { pod: quoted[2]!, namespace: quoted[1]! };
  const joined = /\bpod[ =]"?([\w.-]+)_([\w-]+)\(/.exec(message);
  return joined ? { pod: joined[1]!, namespace: joined[2]! } : null;
}

/** The common placeholders of an entry. */
export function commonValues(
  entry: Entry,
  subject: { unit?: string; pod?: string; namespace?: string; container?: string; disk?: string },
): Record<string, string> {
  // The last word of a cut line is no name of anything.
  const text = entry.truncated && !entry.wholeWords ? entry.core.replace(/\s*\S+$/, '') : entry.core;
  const values: Record<string, string> = { ...namesIn(text) };
  const unit = entry.unit ?? subject.unit;
  if (unit) values['unit'] = unit;
  if (entry.program) values['program'] = entry.program.replace(/^\(|\)$/g, '');
  if (entry.host) values['host'] ??= entry.host;
  if (entry.pid) values['pid'] = entry.pid;
  const object = /^pod\/(.+)$/.exec(entry.fields['object'] ?? '');
  const told = entry.program === 'kubelet' ? podOfKubelet(entry.message) : null;
  const pod = object?.[1] ?? told?.pod ?? subject.pod ?? (entry.kind === 'row' ? entry.fields['name'] : undefined);
  if (pod) values['pod'] = pod;
  const namespace = entry.fields['namespace'] ?? told?.namespace ?? subject.namespace;
  if (namespace) values['namespace'] = namespace;
  if (subject.container) values['container'] = subject.container;
  const disk = diskIn([text]) ?? subject.disk;
  if (disk) values['disk'] = disk;
  return values;
}

/** Who usually listens there: "connection refused" on 3306 is about MySQL. */
const SERVICES: Record<string, string> = {
  '53': 'DNS',
  '1883': 'MQTT',
  '2049': 'NFS',
  '2181': 'ZooKeeper',
  '2375': 'Docker',
  '2379': 'etcd',
  '3306': 'MySQL/MariaDB',
  '389': 'LDAP',
  '4222': 'NATS',
  '5432': 'PostgreSQL',
  '5672': 'RabbitMQ',
  '6379': 'Redis',
  '6443': 'Kubernetes API server',
  '8500': 'Consul',
  '9000': 'php-fpm/MinIO',
  '9092': 'Kafka',
  '9200': 'Elasticsearch',
  '11211': 'memcached',
  '27017': 'MongoDB',
};
const REACHES_OTHERS = /^(?:connection-|network-unreachable|dns-failure|auth-failed|api-server)/;

/** The service that a line is about, by its port or by what its driver writes. */
function serviceOf(message: string): string | null {
  if (/\b10\.96\.0\.1\b/.test(message)) return 'Kubernetes API server';
  if (/\bSQLSTATE\[HY000\] \[20\d\d\]|\bERROR 200[23]\b|\bcom\.mysql\b|\bMySQL\b/i.test(message))
    return SERVICES['3306']!;
  const port = [...message.matchAll(/:(\d{2,5})\b(?!:\d)/g)]
    .map(([, number]) => number!)
    .find((number) => Object.hasOwn(SERVICES, number));
  return port ? SERVICES[port]! : null;
}

/** What a rule's named group holds, where that is a thing a reader can go to. */
const THINGS: [RegExp, Words][] = [
  [/^(?:path|file|target|socket|directory|dir|mount|where)$/, { zh: '路径', en: 'path' }],
  [/^port$/, { zh: '端口', en: 'port' }],
  [/^(?:address|addr|host|server|upstream|url|endpoint)$/, { zh: '地址', en: 'address' }],
  [/^(?:option|flag|key|directive|setting|field|value|variable)$/, { zh: '配置项', en: 'setting' }],
  [/^(?:user|role|group|account)$/, { zh: '用户', en: 'user' }],
  [/^(?:device|dev|disk|interface|array)$/, { zh: '设备', en: 'device' }],
  [/^(?:image|tag)$/, { zh: '镜像', en: 'image' }],
  [/^(?:module|package|library|lib|plugin)$/, { zh: '模块', en: 'module' }],
  [/^(?:command|executable|exec|interpreter)$/, { zh: '命令', en: 'command' }],
];
/** Kinds of causes where even a single quoted word is the thing to look for: a setting, a flag, a name. */
const BY_NAME = /^(?:config-|unknown-flag|missing-(?!capability)|bad-unit-file|auth-failed|image-|data-)/;

/** A name that is worth repeating: not a whole sentence, not a number without meaning. */
function worthNaming(value: string): boolean {
  return (
    value.length >= 2 &&
    value.length <= 80 &&
    /[A-Za-z/]/.test(value) &&
    !/\s{2}|[\r\n`]/.test(value) &&
    value.split(' ').length <= 4
  );
}

/**
 * What the quoted line names and the fix does not: a general advice then still ends with the very file, port or option.
 * @returns a sentence for each language, or null where there is nothing to add.
 */
export function alsoNamed(fix: string, message: string, groups: Record<string, string>, causeId: string): Words | null {
  const names = namesIn(message);
  const found: { label: Words | null; value: string }[] = [];
  const offer = (value: string, label: Words | null, number = false): void => {
    const tamed = tame(value);
    if (!(number ? /^\d{1,6}$/.test(tamed) : worthNaming(tamed)) || fix.includes(tamed)) return;
    if (found.some((other) => other.value.includes(tamed) || tamed.includes(other.value))) return;
    found.push({ label, value: tamed });
  };
  for (const [name, value] of Object.entries(groups)) {
    const label = THINGS.find(([pattern]) => pattern.test(name))?.[1];
    if (label) offer(value, label, name === 'port');
  }
  if (names['path']) offer(names['path'], THINGS[0]![1]);
  if (names['port']) offer(names['port'], THINGS[1]![1], true);
  const line = /\bline (\d{1,6})\b/i.exec(message)?.[1];
  if (line) offer(line, { zh: '行号', en: 'line' }, true);
  // The keys of JSON, and what stands behind them, are quoted by habit.
  for (const [, quoted] of message.matchAll(
    /(?<!["'] ?: ?)(?<![\w/])["'`\u2018\u201c]([\w@./-][\w@./: -]{0,70}[\w/])["'`\u2019\u201d](?! ?:[ {["'])/g,
  ))
    if (/[./:=\d-]/.test(quoted!) || BY_NAME.test(causeId)) offer(quoted!, null);
  const service = REACHES_OTHERS.test(causeId) ? serviceOf(message) : null;
  if (service && !fix.includes(service)) found.unshift({ label: { zh: '对方服务', en: 'service' }, value: service });
  if (found.length === 0) return null;
  const list = (language: 'zh' | 'en') =>
    found.slice(0, 4).map(({ label, value }) => `${label ? `${label[language]} ` : ''}\`${value}\``);
  return { zh: `日志里点名的是：${list('zh').join('、')}。`, en: `The log names ${list('en').join(', ')}.` };
}
