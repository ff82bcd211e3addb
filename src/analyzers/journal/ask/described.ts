import { amountOf, writeAmount } from '../../../asking/amount.ts';
import { names, readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { type Row, rowsOf } from './described-rows.ts';
import { reply } from './reply.ts';

const shown = (rows: readonly Row[]): string =>
  [...new Set(rows.map(({ entry }) => `\`${inline(entry.raw.trim())}\``))].slice(0, 6).join('\n');

interface Described {
  question: string;
  rows: Row[];
  /** Containers of the description, and those the question names. */
  all: string[];
  named: string[];
  facts: JournalFacts;
  language: Language;
}

const LIMIT = /\blimits?\b|上限|限制|限额/i;
const REQUEST = /\brequest(?:s|ed|ing)?\b|请求|申请/i;
const MEMORY = /内存|\bmem(?:ory)?\b|\bram\b/i;
const CPU = /\bcpus?\b|\bcores?\b|处理器|核/i;
/** Whether an amount is enough, what would happen, and why it ended are other questions. */
const JUDGES =
  /够|太[小少大]|合理|\benough\b|\btoo (?:low|small|little|much|tight)\b|如果|\bif\b|超过|超出|被杀|\bexceed|\bkill|\bhit\b/i;

/** Requests and limits, written or not, of the containers that are meant; or what they come to together. */
const SAME = /一样|相同|相等|一致|\b(?:same|equal|identical)\b/i;

/** Whether each request is its limit. */
const whetherSame = (pairs: (string | undefined)[][], language: Language): string =>
  pairs.every(([one, other]) => one === other)
    ? pick(language, '一样。', 'Yes, the same. ')
    : pick(language, '不一样。', 'No. ');

/** The limits and requests that a question speaks of. */
function resources({ question, rows, all, named, facts, language }: Described): AnswerAbout | null {
  const parts = [...(LIMIT.test(question) ? ['limits'] : []), ...(REQUEST.test(question) ? ['requests'] : [])];
  if (parts.length === 0 || JUDGES.test(question)) return null;
  const what = [...(CPU.test(question) ? ['cpu'] : []), ...(MEMORY.test(question) ? ['memory'] : [])];
  const kinds = what.length > 0 ? what : ['cpu', 'memory'];
  const containers = named.length > 0 ? named : all;
  if (containers.length === 0 || !rows.some(({ label }) => /^(?:limits|requests|state|image)/.test(label))) return null;
  const at = (container: string, part: string, kind: string): Row | undefined =>
    rows.find((row) => row.container === container && row.label === `${part}/${kind}`);
  const asked = readAsked(question);
  if (asked.sum && containers.length > 1) {
    const told = parts.flatMap((part) =>
      kinds.flatMap((kind) => {
        const found = containers.flatMap((container) => at(container, part, kind) ?? []);
        if (found.length === 0) return [];
        const unit = kind === 'cpu' ? 'cores' : 'bytes';
        const amounts = found.flatMap(({ value }) => amountOf(value, unit) ?? []);
        const sum = writeAmount(
          amounts.reduce((all, one) => all + one, 0),
          unit,
          found[0]!.value,
          language,
        );
        const lacks = containers.length - found.length;
        const note =
          lacks > 0 ? pick(language, `，另有 ${lacks} 个容器没写`, `; ${lacks} of the containers set none`) : '';
        return [
          {
            text: `${part === 'limits' ? 'limit' : 'request'} ${kind} **${sum}**${pick(language, '：', ': ')}${found.map(({ value }) => value).join(' + ')}${note}`,
            found,
          },
        ];
      }),
    );
    if (told.length > 0)
      return reply(
        facts,
        `${told.map(({ text }) => text).join('\n')}\n${shown(told.flatMap(({ found }) => found))}`,
        told.flatMap(({ found }) => found.map(({ entry }) => entry.at)),
        0.93,
      );
  }
  const own: Row[] = [];
  const lines = containers.map((container) => {
    const each = parts.flatMap((part) =>
      kinds.map((kind) => {
        const row = at(container, part, kind);
        if (row) own.push(row);
        const called =
          part === 'limits'
            ? pick(language, `${kind} 上限（limit）`, `${kind} limit`)
            : pick(language, `${kind} 请求（request）`, `${kind} request`);
        return row ? `${called} **${inline(row.value)}**` : pick(language, `没有设 ${called}`, `no ${called} is set`);
      }),
    );
    return `${containers.length > 1 || named.length > 0 ? `\`${container}\`${pick(language, '：', ': ')}` : ''}${each.join(pick(language, '，', ', '))}`;
  });
  const no =
    asked.yesNo && own.length === 0
      ? pick(language, '没有。', 'No. ')
      : asked.yesNo && containers.length === 1
        ? SAME.test(question) && parts.length === 2
          ? whetherSame(
              kinds.map((kind) => parts.map((part) => at(containers[0]!, part, kind)?.value)),
              language,
            )
          : pick(language, '有。', 'Yes. ')
        : '';
  return reply(
    facts,
    `${no}${lines.join('\n')}${own.length > 0 ? `\n${shown(own)}` : ''}`,
    own.map(({ entry }) => entry.at),
    0.93,
  );
}

const PROBES: [label: string, asked: RegExp][] = [
  ['liveness', /liveness|存活/i],
  ['readiness', /readiness|就绪(?:探针|检查|探测)/i],
  ['startup', /startup ?(?:probe)?|启动(?:探针|检查|探测)/i],
];

/** A probe as `kubectl describe` writes it, or that none is set. */
function probe({ question, rows, all, named, facts, language }: Described): AnswerAbout | null {
  if (
    !/探针|检查|探测|probe|liveness|readiness/i.test(question) ||
    !rows.some(({ label }) => /^(?:image|state)$/.test(label))
  )
    return null;
  const meant = PROBES.filter(([, asked]) => asked.test(question));
  const [kind] = meant;
  if (!kind || meant.length > 1 || /失败|fail|杀|kill|重启了|为什么/i.test(question)) return null;
  const containers = named.length > 0 ? named : all;
  const found = rows.filter(
    (row) => row.label === kind[0] && row.container !== null && containers.includes(row.container),
  );
  if (found.length === 0)
    return reply(
      facts,
      pick(
        language,
        `没有：这里没有配 ${kind[0]} 探针${named.length > 0 ? `（${named.join('、')}）` : ''}。`,
        `None: no ${kind[0]} probe is set${named.length > 0 ? ` for ${named.join(', ')}` : ''}.`,
      ),
      [],
      0.92,
    );
  const notes = found.map(({ value }) => {
    const of = (name: string): number => Number(new RegExp(`${name}=(\\d+)`).exec(value)?.[1] ?? Number.NaN);
    const [period, failures, delay] = [of('period'), of('failure'), of('delay')];
    if (!Number.isFinite(period * failures)) return '';
    return pick(
      language,
      `每 ${period} 秒查一次，连续失败 ${failures} 次算不通过（约 ${period * failures} 秒）${delay > 0 ? `，启动 ${delay} 秒后开始` : ''}`,
      `checked every ${period} s, ${failures} failures in a row count (about ${period * failures} s)${delay > 0 ? `, from ${delay} s after the start` : ''}`,
    );
  });
  return reply(
    facts,
    `${found.map(({ value }, index) => `**${inline(value)}**${notes[index] ? `${pick(language, '：', ': ')}${notes[index]}` : ''}`).join('\n')}\n${shown(found)}`,
    found.map(({ entry }) => entry.at),
    0.92,
  );
}

const WHICH_ARE = /哪(?:一?个|些|几个)|几个|多少个?|\bwhich\b|\bhow many\b|\bare all\b|都/i;

/** "Which containers are ready", "how many are running": by what each container's own lines say. */
function containersThat({ question, rows, all, facts, language }: Described): AnswerAbout | null {
  if (!WHICH_ARE.test(question) || !/容器|\bcontainers?\b/i.test(question) || all.length === 0) return null;
  const state: [asked: RegExp, label: string, value: RegExp, wanted: boolean][] = [
    [/(?:没|未|不)(?:有)?(?:就绪| ?ready)|\bnot ready\b|\bunready\b/i, 'ready', /^True/, false],
    [/就绪|\bready\b/i, 'ready', /^True/, true],
    [/(?:没|未|不)(?:在)?(?:跑|运行)|\bnot running\b/i, 'state', /^Running/, false],
    [/在跑|运行|\brunning\b/i, 'state', /^Running/, true],
    [/重启过|\brestarted\b/i, 'restart count', /^[1-9]/, true],
  ];
  const asked = state.find(([words]) => words.test(question));
  if (!asked) {
    if (
      !/^(?:这个? ?pod )?(?:里面?|中)?(?:一共|总共)?(?:有)?(?:几个|多少个?|哪些|哪几个)容器\W*$|^how many containers\b(?: (?:are there|does it have|are in it|in (?:it|the pod)))?\W*$/i.test(
        question.trim(),
      )
    )
      return null;
    const names = all.map((name) => `\`${name}\``).join(pick(language, '、', ', '));
    return reply(facts, pick(language, `${all.length} 个：${names}`, `${all.length}: ${names}`), [], 0.93);
  }
  const [, label, value, wanted] = asked;
  const known = all.flatMap((name) => rows.find((row) => row.container === name && row.label === label) ?? []);
  if (known.length === 0) return null;
  const found = known.filter((row) => value.test(row.value) === wanted);
  const times = ({ value: held }: Row): string =>
    label === 'restart count' ? pick(language, `（${held} 次）`, ` (${held})`) : '';
  const list = found.map((row) => `\`${row.container}\`${times(row)}`).join(pick(language, '、', ', '));
  const head =
    found.length === 0
      ? pick(language, '没有', 'None (0)')
      : `**${found.length}**${pick(language, ' 个：', ': ')}${list}`;
  return reply(
    facts,
    `${head}${pick(language, `（共 ${known.length} 个容器）`, ` (of ${known.length} containers)`)}\n${shown(known)}`,
    known.map(({ entry }) => entry.at),
    0.93,
  );
}

/** The QoS class and which missing value it comes from. */
function qos({ question, rows, all, facts, language }: Described): AnswerAbout | null {
  if (!/\bqos\b|服务质量|guaranteed|burstable|besteffort|best effort/i.test(question)) return null;
  // Why it was evicted all the same is another question.
  if (/驱逐|evict/i.test(question)) return null;
  const row = rows.find(({ label }) => label === 'qos class');
  const at = (container: string, part: string, kind: string): string | undefined =>
    rows.find((one) => one.container === container && one.label === `${part}/${kind}`)?.value;
  if (all.length === 0 || !rows.some(({ label }) => label === 'image')) return null;
  const none = all.every((name) =>
    ['cpu', 'memory'].every((kind) => !at(name, 'limits', kind) && !at(name, 'requests', kind)),
  );
  const lacking = all.flatMap((name) =>
    ['cpu', 'memory'].flatMap((kind) => {
      const limit = at(name, 'limits', kind);
      const request = at(name, 'requests', kind) ?? limit;
      if (limit === undefined) return [pick(language, `${name} 没有 ${kind} limit`, `${name} has no ${kind} limit`)];
      return request === limit
        ? []
        : [
            pick(
              language,
              `${name} 的 ${kind} request（${request}）和 limit（${limit}）不等`,
              `${name}: ${kind} request ${request} is not its limit ${limit}`,
            ),
          ];
    }),
  );
  const derived = none ? 'BestEffort' : lacking.length === 0 ? 'Guaranteed' : 'Burstable';
  const value = row?.value ?? derived;
  const why =
    derived !== value || derived === 'Guaranteed'
      ? ''
      : none
        ? pick(language, '：没有一个容器写了 request 或 limit', ': no container sets a request or a limit')
        : pick(
            language,
            `，不是 Guaranteed，因为 ${lacking.slice(0, 3).join('、')}`,
            `, not Guaranteed: ${lacking.slice(0, 3).join('; ')}`,
          );
  return reply(
    facts,
    `**${inline(value)}**${why}${pick(language, '。', '.')}${row ? `\n${shown([row])}` : ''}`,
    [row?.entry.at],
    0.93,
  );
}

/** Answers from the containers of `kubectl describe pod`; null where the paste is none. */
export function aboutDescribed(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const rows = rowsOf(facts);
  if (rows.length === 0) return null;
  const all = [...new Set(rows.flatMap(({ container, init }) => (container === null || init ? [] : [container])))];
  const inits = [...new Set(rows.flatMap(({ container, init }) => (container !== null && init ? [container] : [])))];
  const named = [...all, ...inits].filter((name) => names(question, name));
  const described: Described = { question, rows, all, named, facts, language };
  return qos(described) ?? resources(described) ?? probe(described) ?? containersThat(described);
}
