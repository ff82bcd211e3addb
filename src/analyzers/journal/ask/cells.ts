import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { refuse, reply } from './reply.ts';

/** Columns of the tables that kubectl, docker and systemctl print, and how each is asked for. */
const COLUMNS: [titles: string[], asked: RegExp][] = [
  [['timezone'], /时区|time ?zone/i],
  [['schedule'], /几点|什么时候跑|何时|多久跑|调度时间|计划|\bschedule|\bwhat time\b|\bwhen does\b|how often/i],
  [['last schedule'], /上次(?:运行|跑|调度)|最近一次|\blast (?:run|schedul)/i],
  [['completions'], /完成(?:了)?(?:多少|几)|进度|\bcompletions?\b|how many.{0,16}\b(?:complete|done|finish)|progress/i],
  [['duration'], /跑了多久|用了多久|耗时|花了多久|\bduration\b|how long did|how long (?:has|is)/i],
  [['suspend'], /暂停|挂起|suspend/i],
  [['capacity'], /容量|多大|\bcapacity\b|how (?:big|large)|\bsize\b/i],
  [['access modes'], /访问模式|access mode/i],
  [['storageclass'], /存储类|storage ?class/i],
  [['volume'], /(?:哪个|什么)卷|\bvolume\b/i],
  [['cluster-ip'], /cluster ?ip|集群 ?ip/i],
  [['external-ip'], /外网|external|公网/i],
  [['port(s)', 'ports'], /端口|\bports?\b/i],
  [['type'], /类型|\btype\b/i],
  [['up-to-date'], /更新了(?:几|多少)|up[- ]to[- ]date/i],
  [['available'], /可用(?:的)?(?:副本|几|多少)|\bavailable\b/i],
  [['desired', 'replicas'], /期望|副本|\bdesired\b|\breplicas\b/i],
  [['image', 'images'], /镜像|\bimages?\b/i],
  [['kernel-version'], /内核|kernel/i],
  [['os-image'], /操作系统|系统版本|\bos\b/i],
  [['container-runtime'], /运行时|runtime/i],
  [['internal-ip', 'ip'], /\bip\b|地址/i],
  [['version'], /版本|\bversion\b/i],
  [['roles'], /角色|\broles?\b/i],
  [['restarts'], /重启|\brestart/i],
  [['node'], /节点|\bnode\b/i],
  [['age', 'created'], /多久了|存在多久|年龄|\bage\b|how old/i],
  [['active', 'sub'], /在跑的|活动|\bactive\b/i],
  [['ready'], /就绪|\bready\b/i],
  [['status', 'state'], /状态|怎么样|怎么了|成功|失败|\bstatus\b|\bstate\b|succe|fail/i],
];
const STATES: [asked: RegExp, cell: RegExp][] = [
  [/失败|\bfail/i, /fail|error|backoff/i],
  [/完成|成功|跑完|\bcomplete|\bsucce|\bdone\b|\bfinish/i, /complete|succe|bound|exited \(0\)/i],
  [/在跑|运行中|正在|\brunning\b/i, /running|^up\b|active/i],
  [/pending|等待|没绑定|unbound/i, /pending/i],
];
const WHY = /为什么|为何|为啥|原因|\bwhy\b|\breason\b/i;

type Row = EntryFact & { cells: Record<string, string> };

const nameOf = (row: Row): string => row.cells['name'] ?? row.cells['names'] ?? row.cells['unit'] ?? '';
const line = (row: Row): string => inline(row.raw.replace(/\s+/g, ' ').trim(), 200);

/** The rows a question names: by the whole name, else by a part of it. */
function rowsNamed(question: string, rows: Row[]): Row[] {
  const lower = question.toLowerCase();
  const whole = rows.filter(
    (row) => nameOf(row).length > 2 && lower.includes(nameOf(row).replace(/^.*\//, '').toLowerCase()),
  );
  if (whole.length > 0) return whole;
  return rows.filter((row) =>
    nameOf(row)
      .toLowerCase()
      .split(/[/.-]/)
      .some(
        (part) =>
          part.length > 3 &&
          !/^(?:batch|apps|pods?|jobs?|cronjobs?|node|service)$/.test(part) &&
          new RegExp(`(?<![\\w-])${part.replace(/[^\w]/g, '\\$&')}(?![\\w])`).test(lower),
      ),
  );
}

/** What shows the reason of a row's state, by the columns that a table of its kind has. */
function whereItSaysWhy(row: Row): { zh: string; en: string } {
  const name = nameOf(row);
  const short = name.replace(/^.*\//, '');
  const has = (title: string): boolean => row.cells[title] !== undefined;
  if (has('unit')) return { zh: `\`journalctl -u ${short} -e\`。`, en: `\`journalctl -u ${short} -e\`.` };
  if (has('container id')) return { zh: `\`docker logs ${short}\`。`, en: `\`docker logs ${short}\`.` };
  const named = /^([\w-]+)\.?[\w.]*\//.exec(name)?.[1];
  const kind = named ?? (has('completions') ? 'job' : has('access modes') ? 'pvc' : has('roles') ? 'node' : 'pod');
  const command = `\`kubectl describe ${kind} ${short}\``;
  return /^(?:pvc|node|pv)$/.test(kind)
    ? { zh: `${command}。`, en: `${command}.` }
    : kind === 'pod'
      ? { zh: `${command}，再看它的日志。`, en: `${command}, then its logs.` }
      : { zh: `${command}，再看它的 Pod 的日志。`, en: `${command}, then the logs of its Pod.` };
}

/** Answers from the cells of a pasted table; null where there is none or no column is asked for. */
export function aboutCell(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const rows = facts.quotable.filter((entry): entry is Row => entry.cells !== undefined && nameOf(entry as Row) !== '');
  if (rows.length === 0 || rows.length * 2 < facts.quotable.length) return null;
  const named = rowsNamed(question, rows);
  const told = (list: Row[], head: string): AnswerAbout =>
    reply(
      facts,
      `${head}${list.slice(0, 6).map(line).join('\n')}`,
      list.slice(0, 4).map(({ at }) => at),
      0.86,
    );
  if (WHY.test(question)) {
    // "The backup" is the cron job and each of its jobs.
    const stems = named.map((row) => nameOf(row).replace(/^.*\//, ''));
    const pool = named.length > 0 ? rows.filter((row) => stems.some((stem) => nameOf(row).includes(stem))) : rows;
    const failed = pool.filter((row) =>
      /fail|error|notready|pending|backoff/i.test(row.cells['status'] ?? row.cells['active'] ?? ''),
    );
    if (failed.length === 0) return null;
    const shown = failed.slice(0, 3).map(line);
    const { zh, en } = whereItSaysWhy(failed[0]!);
    return refuse(
      facts,
      language,
      pick(
        language,
        `表里没有写原因，只有状态：${shown.join('，')}。看原因：${zh}`,
        `The table does not say why, only the state: ${shown.join(', ')}. For the reason: ${en}`,
      ),
      failed.slice(0, 3).map(({ at }) => at),
      0.78,
    );
  }
  const state = STATES.find(([asked]) => asked.test(question));
  if (state && /哪|谁|几个|多少|\b(?:which|what|who|how many|any)\b/i.test(question) && named.length === 0) {
    const found = rows.filter((row) =>
      state[1].test(row.cells['status'] ?? row.cells['active'] ?? row.cells['state'] ?? ''),
    );
    if (found.length === 0) return null;
    return told(
      found,
      `${found
        .map((row) => nameOf(row).replace(/^.*\//, ''))
        .slice(0, 6)
        .join(pick(language, '、', ', '))}${pick(language, '：', ': ')}`,
    );
  }
  for (const [titles, asked] of COLUMNS) {
    if (!asked.test(question)) continue;
    const pool = named.length > 0 ? named : rows;
    const found = pool.flatMap((row) => {
      const title = titles.find((each) => row.cells[each] !== undefined);
      return title ? [{ row, value: row.cells[title]! }] : [];
    });
    if (found.length === 0 || (named.length === 0 && found.length > 3)) continue;
    const daily = titles[0] === 'schedule' ? dailyAt(found[0]!.value) : null;
    const values = found
      .slice(0, 6)
      .map(({ row, value }) => `${found.length > 1 ? `${nameOf(row).replace(/^.*\//, '')} ` : ''}${inline(value)}`);
    const clock = daily ? pick(language, `每天 ${daily}，`, `every day at ${daily}, `) : '';
    return told(
      found.map(({ row }) => row),
      `${clock}${values.join(pick(language, '，', ', '))}${pick(language, '：', ': ')}`,
    );
  }
  return null;
}

/** `0 2 * * *` is 02:00 every day. */
function dailyAt(schedule: string): string | null {
  const match = /^(\d{1,2}) (\d{1,2}) \* \* \*$/.exec(schedule.trim());
  return match ? `${match[2]!.padStart(2, '0')}:${match[1]!.padStart(2, '0')}` : null;
}
