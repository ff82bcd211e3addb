import type { Amount } from './amount.ts';

/** What a column is about, by the titles that programs give it, and how people ask for it. */
export interface Meaning {
  id: string;
  titles: RegExp;
  asked: RegExp;
  /** Of columns with figures. */
  kind: Amount['kind'] | 'text';
}

/**
 * Columns of kubectl, docker, systemctl, df, free, ps, top and ss. The nearer meaning stands first:
 * "CPU limit" is a limit before it is a CPU.
 */
export const MEANINGS: Meaning[] = [
  { id: 'restarts', titles: /^(?:restarts?|restart count)$/, asked: /重启|\brestart/i, kind: 'plain' },
  { id: 'ready', titles: /^ready$/, asked: /就绪|\bready\b|readiness/i, kind: 'fraction' },
  {
    id: 'use%',
    titles: /^(?:use%|iuse%|capacity%)$/,
    asked: /使用率|用了百分|满|百分|%|\bfull\b|\bpercent|\busage\b/i,
    kind: 'percent',
  },
  {
    id: 'avail',
    titles: /^(?:avail(?:able)?|free)$/,
    asked: /剩|空闲|可用|能用|还有多少|\b(?:free|left|avail\w*|remain\w*)\b/i,
    kind: 'bytes',
  },
  { id: 'used', titles: /^used$/, asked: /用了|已用|占用|\bused?\b|\busing\b|\boccup/i, kind: 'bytes' },
  {
    id: 'size',
    titles: /^(?:size|total|capacity|storage|1k-blocks|request|rss)$/,
    asked: /多大|大小|容量|空间|总[量共]|最大|最小|\b(?:size|capacity|big\w*|large\w*|small\w*|total|space)\b/i,
    kind: 'bytes',
  },
  { id: 'cpu', titles: /^(?:cpu\(cores\)|cpu)$/, asked: /\bcpus?\b|处理器|最忙|最闲|\bbusi|核/i, kind: 'cores' },
  { id: 'cpu%', titles: /^(?:%cpu|cpu%|cpu ?\(%\)|cpu %)$/, asked: /\bcpus?\b|处理器|最忙|\bbusi/i, kind: 'percent' },
  {
    id: 'memory',
    titles: /^(?:mem(?:ory)?(?:\(bytes\))?|mem usage)(?: \/ limit)?$/,
    asked: /内存|\bmem(?:ory)?\b|\bram\b/i,
    kind: 'bytes',
  },
  {
    id: 'memory%',
    titles: /^(?:%mem|mem(?:ory)?%|mem(?:ory)? ?\(%\)|mem %)$/,
    asked: /内存|\bmem(?:ory)?\b|\bram\b/i,
    kind: 'percent',
  },
  {
    id: 'age',
    titles: /^(?:age|created|uptime|last seen|running for)$/,
    asked:
      /多久|存在|年龄|[老旧新]|运行了|最[早晚近]|刚(?:加|建)|\badded\b|\bjoined\b|\bages?\b|\bold\w*|\bnew\w*|\byoung\w*|\blatest\b|\bup for\b|\bcreated\b|\brecent/i,
    kind: 'seconds',
  },
  {
    id: 'duration',
    titles: /^duration$/,
    asked: /耗时|跑了多久|用了多久|花了|最[慢快]|\bduration\b|\bhow long\b|\blong\w*|\bfast\w*|\bslow\w*/i,
    kind: 'seconds',
  },
  {
    id: 'replicas',
    titles: /^(?:replicas|desired|current)$/,
    asked: /副本|期望|\breplicas?\b|\bdesired\b/i,
    kind: 'plain',
  },
  { id: 'max', titles: /^maxpods$/, asked: /最多|上限|最大|\bmax\w*|\bgrow\b|\bat most\b/i, kind: 'plain' },
  { id: 'min', titles: /^minpods$/, asked: /最少|下限|最小|\bmin(?:imum)?\b|\bat least\b/i, kind: 'plain' },
  {
    id: 'last',
    titles: /^last schedule$/,
    asked: /上(?:一)?次|最近一次|\blast (?:run|ran|schedul\w*|time)\b|\bran last\b/i,
    kind: 'seconds',
  },
  { id: 'cache', titles: /^buff\/cache$/, asked: /缓存|缓冲|\b(?:page )?cached?\b|\bbuffers?\b/i, kind: 'bytes' },
  { id: 'attempt', titles: /^attempt$/, asked: /第几次|尝试|\battempt/i, kind: 'plain' },
  {
    id: 'storageclass',
    titles: /^storageclass$/,
    asked: /存储类|\bstorage ?class(?:es)?\b/i,
    kind: 'text',
  },
  {
    id: 'modes',
    titles: /^access modes$/,
    asked: /访问模式|\baccess modes?\b|\bRW(?:O|X|OP)\b|\bROX\b/i,
    kind: 'text',
  },
  { id: 'volume', titles: /^volume$/, asked: /卷|\bvolumes?\b|\bpvs?\b/i, kind: 'text' },
  { id: 'kernel', titles: /^kernel-version$/, asked: /内核|\bkernels?\b/i, kind: 'text' },
  { id: 'os', titles: /^os-image$/, asked: /系统|发行版|\bos\b|\bdistro|\boperating system/i, kind: 'text' },
  {
    id: 'runtime',
    titles: /^container-runtime$/,
    asked: /运行时|\bruntimes?\b|\bcontainerd\b|\bcri-?o\b/i,
    kind: 'text',
  },
  {
    id: 'targets',
    titles: /^targets?$/,
    asked: /目标|指标|使用率|\btargets?\b|\bmetrics?\b|\bcpu\b|\butili[sz]ation\b/i,
    kind: 'text',
  },
  { id: 'endpoints', titles: /^endpoints$/, asked: /后端|端点|\bend ?points?\b|\bbackends?\b/i, kind: 'text' },
  { id: 'started', titles: /^(?:start(?:ed)?|stime)$/, asked: /启动|开始|\bstart(?:ed)?\b/i, kind: 'text' },
  { id: 'tag', titles: /^tag$/, asked: /标签|版本|\btags?\b|\bversions?\b/i, kind: 'text' },
  { id: 'suspend', titles: /^suspend(?:ed)?$/, asked: /暂停|挂起|停用|\bsuspend\w*|\bpaused?\b/i, kind: 'text' },
  { id: 'timezone', titles: /^timezone$/, asked: /时区|\btime ?zones?\b/i, kind: 'text' },
  { id: 'pid', titles: /^pid$/, asked: /\bpids?\b|进程号|\bprocess id\b/i, kind: 'text' },
  { id: 'node', titles: /^node(?:name)?$/, asked: /节点|机器|\bnodes?\b|\bhosts?\b|\bmachines?\b/i, kind: 'text' },
  { id: 'namespace', titles: /^namespace$/, asked: /命名空间|名字空间|\bnamespaces?\b|\bns\b/i, kind: 'text' },
  {
    id: 'status',
    titles: /^(?:status|state|phase|sub|stat)$/,
    asked: /状态|怎么样|\bstatus\b|\bstate\b|\bphase\b/i,
    kind: 'text',
  },
  { id: 'active', titles: /^active$/, asked: /活动|\bactive\b/i, kind: 'text' },
  { id: 'roles', titles: /^roles?$/, asked: /角色|\broles?\b/i, kind: 'text' },
  { id: 'version', titles: /^(?:version|app version|chart)$/, asked: /版本|\bversions?\b/i, kind: 'text' },
  {
    id: 'ip',
    titles: /^(?:ip|internal-ip|cluster-ip|address|ip address)$/,
    asked: /\bips?\b|地址|\baddress/i,
    kind: 'text',
  },
  { id: 'external', titles: /^external-ip$/, asked: /外网|公网|外部|\bexternal\b|\bpublic\b/i, kind: 'text' },
  { id: 'image', titles: /^images?$/, asked: /镜像|版本|\bimages?\b|\bversions?\b|\btags?\b/i, kind: 'text' },
  { id: 'ports', titles: /^port(?:\(s\)|s)?$/, asked: /端口|\b(?:node ?)?ports?\b/i, kind: 'text' },
  { id: 'mount', titles: /^mounted on$/, asked: /挂(?:载|在)|分区|目录|\bmount\w*|\bpartitions?\b/i, kind: 'text' },
  {
    id: 'filesystem',
    titles: /^(?:filesystem|source)$/,
    asked: /文件系统|设备|磁盘|盘|\bfilesystems?\b|\bdevices?\b|\bdisks?\b/i,
    kind: 'text',
  },
  { id: 'user', titles: /^user$/, asked: /用户|谁(?:跑|启动)|\busers?\b|\bowner\b/i, kind: 'text' },
  {
    id: 'command',
    titles: /^(?:command|cmd|process)$/,
    asked:
      /进程|命令|程序|跑的?(?:是)?什么|\bprocess(?:es)?\b|\bcommands?\b|\bprograms?\b|\bwhat does\b.{0,20}\brun\b/i,
    kind: 'text',
  },
  { id: 'local', titles: /^local address:port$/, asked: /监听|本地地址|\blisten\w*|\blocal\b/i, kind: 'text' },
  {
    id: 'peer',
    titles: /^peer address:port$/,
    asked: /对端|对方|远端|从哪|\bpeer\b|\bremote\b|\bwhere from\b|\bfrom where\b/i,
    kind: 'text',
  },
  { id: 'type', titles: /^type$/, asked: /类型|\btypes?\b/i, kind: 'text' },
  { id: 'reason', titles: /^reason$/, asked: /\breasons?\b/i, kind: 'text' },
  { id: 'object', titles: /^(?:object|involved object)$/, asked: /对象|\bobjects?\b/i, kind: 'text' },
  { id: 'message', titles: /^message$/, asked: /消息|\bmessages?\b/i, kind: 'text' },
  { id: 'completions', titles: /^completions$/, asked: /完成|进度|\bcomplet\w*|\bprogress\b/i, kind: 'fraction' },
  {
    id: 'name',
    titles: /^(?:names?|unit|pod|container|service|deployment|job|repository)$/,
    asked: /名字|叫什么|\bnames?\b/i,
    kind: 'text',
  },
];

const WORDS_OF_TITLES =
  /^(?:load|description|nominated|readiness|gates|recv-q|send-q|vsz|tty|time|ni|pr|virt|res|shr|netid|access|modes|selector|labels|claim|policy|reclaim|up-to-date|schedule|last|images?|container id|image id|shared|inodes|iused|ifree|command|ports|block i\/o|net i\/o|pids|limit|usage|attempt|pod id|containers|revision|updated|subobject|count|first seen)$/;
const MULTI_WORD = [
  'mounted on',
  'local address:port',
  'peer address:port',
  'last seen',
  'first seen',
  'nominated node',
  'readiness gates',
  'container id',
  'image id',
  'access modes',
  'pod id',
  'net i/o',
  'block i/o',
  'mem usage / limit',
  'mem %',
  'cpu %',
  'running for',
  'app version',
  'reclaim policy',
  'last schedule',
  'restart count',
];
/** Columns whose cells may have spaces. */
const OF_WORDS = /^(?:command|cmd|message|description|process|status|mounted on)$/;

export interface GridRow {
  cells: string[];
  raw: string;
  line: number;
}

/** A pasted table: titles in small letters, what each column means, and the rows. */
export interface Grid {
  titles: string[];
  meanings: (Meaning | null)[];
  rows: GridRow[];
  /** Lines of a log with a column for each key, and not a printed table. */
  records?: true;
}

/** What a column means by its title. */
export const meaningOf = (title: string): Meaning | null =>
  MEANINGS.find(({ titles }) => titles.test(title.toLowerCase())) ?? null;

const LIMIT_ROWS = 500;

/** Titles of a line, in small letters; null where it is no row of titles. */
function titlesOf(text: string): string[] | null {
  let rest = text.trim().toLowerCase();
  if (rest === '' || rest.length > 400) return null;
  const titles: string[] = [];
  let known = 0;
  while (rest !== '') {
    const title =
      MULTI_WORD.find((one) => new RegExp(`^${one.replace(/[()/%.]/g, '\\$&')}(?:\\s|$)`).test(rest)) ??
      /^\S+/.exec(rest)![0];
    if (meaningOf(title)) known += 1;
    else if (!WORDS_OF_TITLES.test(title)) return null;
    titles.push(title);
    rest = rest.slice(title.length).trimStart();
  }
  if (titles.length < 2 || known < 2 || new Set(titles).size !== titles.length) return null;
  // `free` gives its rows a name and its titles none.
  return titles[0] === 'total' && titles[1] === 'used' ? ['name', ...titles] : titles;
}

function cellsOf(text: string, titles: readonly string[], head: string): string[] | null {
  const apart = text.trim().split(/\s{2,}|\t+/);
  if (apart.length === titles.length) return apart;
  const words = text.trim().match(/\S+(?: \([^)]*\))?/g) ?? [];
  if (words.length === titles.length) return words;
  // `free` leaves the end of its line for swap empty.
  if (titles[1] === 'total' && titles[2] === 'used' && words.length >= 4 && words.length < titles.length)
    return [...words, ...Array<string>(titles.length - words.length).fill('')];
  const last = titles.at(-1)!;
  if (words.length > titles.length && OF_WORDS.test(last))
    return [...words.slice(0, titles.length - 1), words.slice(titles.length - 1).join(' ')];
  // An empty cell shows only by what stands below which title.
  const starts: number[] = [];
  for (const title of titles) {
    const at = head.toLowerCase().indexOf(title, (starts.at(-1) ?? -1) + 1);
    if (at < 0) return null;
    starts.push(at);
  }
  if (!starts.every((start) => start === 0 || start > text.length || /\s/.test(text[start - 1]!))) {
    return titles[0] === 'name' && words.length === titles.length - 1 ? [...words, ''] : null;
  }
  return starts.map((start, index) => text.slice(start, starts[index + 1]).trim());
}

/** The tables in lines of text, each with a row of titles above it; the one with most rows first. */
export function readGrids(lines: readonly { text: string; line: number }[]): Grid[] {
  const found: Grid[] = [];
  for (let at = 0; at < lines.length - 1; at += 1) {
    const titles = titlesOf(lines[at]!.text);
    if (!titles) continue;
    const head = lines[at]!.text;
    const rows: GridRow[] = [];
    for (let next = at + 1; next < lines.length && rows.length < LIMIT_ROWS; next += 1) {
      const { text, line } = lines[next]!;
      const plain = text.replace(/^\s*[●○×*]\s/, '  ');
      if (/^\s*(?:-+\s*)+$/.test(plain) && plain.trim() !== '') continue;
      if (plain.trim() === '') break;
      const cells = cellsOf(plain, titles, head);
      if (!cells) break;
      rows.push({ cells, raw: text, line });
    }
    if (rows.length === 0) continue;
    found.push({ titles, meanings: titles.map(meaningOf), rows });
    at += rows.length;
  }
  return found.sort((a, b) => b.rows.length - a.rows.length);
}

/** A table that was read already: cells by their titles. */
export function gridOf(rows: readonly { cells: Record<string, string>; raw: string; line: number }[]): Grid | null {
  const [first] = rows;
  if (!first) return null;
  const titles = [...new Set(rows.slice(0, 50).flatMap(({ cells }) => Object.keys(cells)))];
  if (titles.length < 2) return null;
  return {
    titles,
    meanings: titles.map(meaningOf),
    rows: rows
      .slice(0, LIMIT_ROWS)
      .map(({ cells, raw, line }) => ({ cells: titles.map((title) => cells[title] ?? ''), raw, line })),
  };
}
