import { keysAcross } from '../../../asking/across.ts';
import { names as isNamed } from '../../../asking/question.ts';
import { askedPattern } from '../../../knowledge/asked.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { spanWords } from './lifetime.ts';
import { quoted, refuse, reply } from './reply.ts';

/** One labelled value of a description: `Limits/memory: 512Mi` of the container `server`. */
export interface Row {
  container: string | null;
  /** Of an init container. */
  init: boolean;
  label: string;
  value: string;
  entry: EntryFact;
}

/** Headings below which labels mean something of their own. */
const SECTIONS = /^(?:limits|requests|state|last state|environment|mounts|args|command)$/;
const ROW = /^\s*([A-Za-z][\w -]{0,40}?):(?:\s+(.*\S))?\s*$/;
/** A description holds at least these: one labelled line in a log is none. */
const ENOUGH = 4;

/** The labelled values of `kubectl describe`, `systemctl status` and the like; empty for any other log. */
export function rowsOf(facts: JournalFacts): Row[] {
  const rows: Row[] = [];
  let container: string | null = null;
  let section = '';
  let inContainers = false;
  let init = false;
  for (const entry of facts.quotable) {
    if (entry.time !== null || entry.uptime !== null) continue;
    const state = /^\s*((?:Last )?State):\s+(\w+)\s+([A-Z][\w ]+?):\s+(.*\S)/.exec(entry.text);
    if (state) {
      rows.push({ container, init, label: `${state[1]}/${state[3]}`.toLowerCase(), value: state[4]!, entry });
      continue;
    }
    const match = ROW.exec(entry.text);
    if (!match) continue;
    const label = match[1]!.toLowerCase();
    const value = match[2] ?? '';
    if (/^(?:init |ephemeral )?containers$/.test(label) && value === '') {
      inContainers = true;
      init = label.startsWith('init');
      continue;
    }
    if (/^(?:conditions|volumes|qos class|events|tolerations)$/.test(label)) [inContainers, container] = [false, null];
    if (inContainers && value === '' && !SECTIONS.test(label)) {
      [container, section] = [match[1]!, ''];
      continue;
    }
    if (SECTIONS.test(label)) section = label;
    else if (!/^(?:limits|requests)$/.test(section) || !/^(?:cpu|memory|ephemeral-storage|hugepages-\S+)$/.test(label))
      section = '';
    if (value !== '')
      rows.push({
        container,
        init,
        label: section !== '' && section !== label ? `${section}/${label}` : label,
        value,
        entry,
      });
  }
  return rows.length >= ENOUGH ? rows : [];
}

interface Known {
  asked: RegExp;
  label: RegExp;
  part: RegExp | null;
  strict: boolean;
  name: { zh: string; en: string };
}

let known: Known[] | undefined;

function fields(): Known[] {
  known ??= loadKnowledge('journal-asked')
    .flatMap((file) => file.fields)
    .map(({ asked, label, part, strict, name }) => ({
      strict,
      name,
      asked: askedPattern(asked),
      label: askedPattern(label),
      part: part === undefined ? null : askedPattern(part),
    }));
  return known;
}

const line = (entry: EntryFact): string => inline(entry.raw.trim());
const names = (rows: Row[]): string[] => [...new Set(rows.flatMap(({ container }) => container ?? []))];

/** Containers the question names; else those that are in trouble, else all. */
function containersAsked(question: string, rows: Row[]): { named: boolean; containers: string[] } {
  const ofInit = /\binit|初始化/i.test(question);
  const all = names(rows.filter((row) => row.init === ofInit || row.container === null));
  if (ofInit && all.length > 0) return { named: true, containers: all };
  const named = all.filter((name) =>
    new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'i').test(question),
  );
  if (named.length > 0) return { named: true, containers: named };
  if (/每个|各个?|所有|分别|都|哪些|\b(?:each|every|all|both)\b/i.test(question))
    return { named: true, containers: all };
  const troubled = all.filter((name) =>
    rows.some(
      ({ container, label, value }) =>
        container === name &&
        ((label === 'ready' && value === 'False') || (label === 'restart count' && !/^0\b/.test(value))),
    ),
  );
  return { named: false, containers: troubled.length > 0 ? troubled : all };
}

const HEALTH =
  /崩|挂过|好(?:的|吗|着)|正常|有(?:没有)?问题|重启(?:吗|了吗|过吗|没)|在(?:跑|运行)|挂(?:了)?(?:吗|没)|也.{0,6}(?:吗|么)|\b(?:ok|okay|fine|healthy|running|crash(?:ed|ing)?|restart(?:ed|ing)?|up|down|affected)\b/i;
/** Of the Pod itself, which is well where its containers are. */
const RUNNING_NOW =
  /^(?:so |and )?(?:is|are) (?:it|they|the pod|everything) (?:\w+ )?(?:running|up|ok|okay|fine|healthy|alive)\b|^(?:它|这个 ?pod|pod)?(?:现在|目前)?(?:还)?(?:在跑|在运行|正常|好了|跑着)(?:吗|么|没)/i;
const FINISHED = /成功|完成|跑完|结束|\b(?:succe\w*|finish\w*|complet\w*|done)\b/i;
const ENOUGH_MEMORY =
  /(?=.*(?:内存|给得?|配得?|limits?\b|上限|\bmemory\b|\bmem\b|\bram\b))(?=.*(?:够|太小|太少|足够|偏小|\benough\b|too (?:low|small|little|tight)))/i;
const YES_NO =
  /[吗么]\s*[?？]?$|没有?\s*[?？]?$|吧\s*[?？]?$|\bright\s*[?？]*$|是不是|有没有|^(?:is|are|was|were|does|did|has)\b/i;
const LASTED =
  /(?:上一?次|最后|每次|一次).{0,8}(?:运行|跑|活|撑|持续)了?(?:多久|多长|几秒|几分|多少[秒分])|(?:跑|运行|活|撑)了?(?:多久|多长时间)(?:就|才)|\bhow long did (?:the )?(?:last |previous )?(?:run|container|it|attempt|time|one|process|pod)\b.{0,16}(?:last|run|live|take|stay|surviv)|\bhow long (?:was|had) (?:the )?(?:last|previous|it)\b.{0,24}(?:run|up|alive)|how long.{0,20}before it (?:crash|exit|die|fail)/i;
const MEMORY_DEATH =
  /\boom\b|内存(?:不够|不足|太小|爆|溢出|超)|(?:not enough|out of|ran out of|too little) memory|memory (?:problem|issue|limit (?:hit|exceeded))/i;

/** Answers from the labelled values of a description; null where it is none, or none is asked for. */
export function aboutField(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const rows = rowsOf(facts);
  if (rows.length === 0) return null;
  const asked = containersAsked(question, rows);
  const own = (row: Row): boolean => row.container === null || asked.containers.includes(row.container);
  return (
    namedRow(question, rows.filter(own), facts, language) ??
    volumeOf(question, rows, facts, language) ??
    eventsOf(question, facts, language) ??
    whyNotUp(question, rows, asked, facts, language) ??
    stuckAt(question, rows, facts, language) ??
    downBetween(question, rows.filter(own), facts, language) ??
    lasted(question, rows.filter(own), facts, language) ??
    diedOfMemory(question, rows.filter(own), facts, language) ??
    enoughMemory(question, rows.filter(own), facts, language) ??
    killedByProbe(question, rows.filter(own), facts, language) ??
    containerThat(question, rows, facts, language) ??
    (asked.named || RUNNING_NOW.test(question) ? healthOf(question, rows, asked.containers, facts, language) : null) ??
    valueOf(question, rows.filter(own), facts, language)
  );
}

const LEAVES_VALUE = /为什么|为何|怎么(?:办|改)|\bwhy\b|\bshould\b|\bhow (?:do|can)\b/i;

/** "Where does DB_URL come from", "日志级别是什么": a variable that is called by its own name, or by what its words mean. */
function namedRow(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (LEAVES_VALUE.test(question)) return null;
  const variables = rows.filter(({ entry }) => /^\s*[A-Z][A-Z\d]*_[A-Z\d_]+:\s/.test(entry.text));
  const asked = keysAcross(question);
  const found =
    variables.find(({ label }) => isNamed(question, label)) ??
    variables.find(({ label }) => {
      const keys = label.split('_').map((part) => [...keysAcross(part)].filter((key) => key.startsWith('+')));
      return keys.every((own) => own.some((key) => asked.has(key)));
    });
  if (!found) return null;
  const from = /<set to the key '([^']+)'(?: in| of) (secret|config map) '([^']+)'>/i.exec(found.value);
  const told = from
    ? pick(
        language,
        `来自 ${/secret/i.test(from[2]!) ? 'Secret' : 'ConfigMap'} \`${from[3]}\` 的 \`${from[1]}\``,
        `From the ${/secret/i.test(from[2]!) ? 'Secret' : 'ConfigMap'} \`${from[3]}\`, key \`${from[1]}\``,
      )
    : inline(found.value);
  return reply(facts, `${told}${pick(language, '：', ': ')}${line(found.entry)}`, [found.entry.at], 0.91);
}

const VOLUMES: [asked: RegExp, type: RegExp, name: RegExp][] = [
  [/config ?map/i, /^ConfigMap\b/, /^(?:name|configmapname)$/],
  [/\bsecrets?\b/i, /^Secret\b/, /^(?:secretname|name)$/],
  [/\bpvc\b|持久卷|存储声明|\bclaim/i, /^PersistentVolumeClaim\b/, /^claimname$/],
];

/** "Which ConfigMap is mounted": the name below the volume of that type. */
function volumeOf(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!/哪|什么|叫|\bwhich\b|\bwhat\b|\bname\b/i.test(question) || LEAVES_VALUE.test(question)) return null;
  const wanted = VOLUMES.find(([asked]) => asked.test(question));
  if (!wanted) return null;
  const found = rows.flatMap((row, index) => {
    if (row.label !== 'type' || !wanted[1].test(row.value)) return [];
    const name = rows.slice(index + 1, index + 4).find(({ label }) => wanted[2].test(label));
    return name ? [name] : [];
  });
  if (found.length === 0) return null;
  return reply(
    facts,
    `${found.map(({ value }) => `\`${value}\``).join(pick(language, '、', ', '))}${pick(language, '：', ': ')}${line(found[0]!.entry)}`,
    found.map(({ entry }) => entry.at),
    0.91,
  );
}

const EVENT_ROW = /^\s*(Normal|Warning)\s+([A-Z]\w+)\s/;
const KINDS_OF_EVENT: [asked: RegExp, event: RegExp][] = [
  [
    /拉(?:取)?镜像.{0,4}(?:失败|出错|不)|镜像.{0,4}拉(?:取)?(?:失败|不)|\bpull\w*.{0,16}(?:fail|error)|fail\w*.{0,16}\bpull/i,
    /ErrImagePull|ImagePullBackOff|Failed to pull/i,
  ],
  [/探针|健康检查|\bprobes?\b|\bunhealthy\b/i, /Unhealthy|probe failed/i],
  [/调度失败|\bFailedScheduling\b|\bscheduling (?:fail|error)/i, /FailedScheduling/i],
  [/挂载失败|\bmount\w* (?:fail|error)|fail\w*.{0,10}mount/i, /FailedMount|FailedAttachVolume/i],
  [/\boom/i, /OOM/i],
];

/** "Does any event tell of a failed pull": of the events that were pasted. */
function eventsOf(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (
    !/事件|\bevents?\b/i.test(question) ||
    !/[吗么]\s*[?？]?$|有没有|是不是|^(?:is|are|does|do|did|was|were)\b/i.test(question)
  )
    return null;
  const kind = KINDS_OF_EVENT.find(([asked]) => asked.test(question));
  const events = facts.quotable.filter(({ raw }) => EVENT_ROW.test(raw));
  if (!kind || events.length === 0) return null;
  const found = events.find(({ raw }) => kind[1].test(raw));
  if (found) return reply(facts, `${pick(language, '有：', 'Yes: ')}${line(found)}`, [found.at], 0.91);
  const reasons = [...new Set(events.map(({ raw }) => EVENT_ROW.exec(raw)![2]!))].slice(0, 6);
  return reply(
    facts,
    pick(language, `没有，事件里只有 ${reasons.join('、')}。`, `No, the events are only ${reasons.join(', ')}.`),
    events.slice(0, 3).map(({ at }) => at),
    0.91,
  );
}

/** The container's own rows of one of these labels, in their order. */
const rowsAt = (rows: Row[], container: string, labels: string[]): Row[] =>
  labels.flatMap((label) => rows.find((row) => row.container === container && row.label === label) ?? []);

/** Init containers that have not completed, else containers that wait or have ended badly. */
function inTrouble(rows: Row[]): string[] {
  const waiting = rows.some(({ value }) => /PodInitializing/.test(value));
  const unwell = names(rows).filter((name) => {
    const [state] = rowsAt(rows, name, ['state/reason', 'state']);
    const code = rowsAt(rows, name, ['state/exit code'])[0]?.value;
    // An init container that runs has not completed, and the others wait for it.
    const holdsUp =
      rows.some((row) => row.container === name && row.init) && /^Running/.test(state?.value ?? '') && waiting;
    if (!state || code === '0' || (/^(?:Running|Completed)/.test(state.value) && !holdsUp)) return false;
    return !/PodInitializing/.test(state.value);
  });
  const ofInit = unwell.filter((name) => rows.some((row) => row.container === name && row.init));
  return ofInit.length > 0 ? ofInit : unwell;
}

const SHOWN = ['state', 'state/reason', 'last state/reason', 'last state/exit code', 'restart count'];

const shownOf = (rows: Row[], container: string): { text: string; at: number[] } => {
  const shown = rowsAt(rows, container, SHOWN);
  const lines = [...new Set(shown.map(({ entry }) => line(entry)))];
  return { text: lines.join(', '), at: [...new Set(shown.map(({ entry }) => entry.at))] };
};

const STUCK =
  /(?:卡|停|堵|挂|失败|出错|出问题|没(?:跑|起|完成)).{0,10}(?:哪|什么)|哪(?:一)?个.{0,12}(?:卡|失败|出错|出问题|没(?:跑|起|完成)|有问题|不正常)|\b(?:which|what)\b.{0,24}\b(?:stuck|fail\w*|block\w*|hang\w*|not (?:finished|done|completed|ready)|in trouble|unwell|broken)\b/i;

/** "Which init container is it stuck at?": the one that has not completed. */
function stuckAt(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!STUCK.test(question) || !/容器|container|\binit\b/i.test(question)) return null;
  const [name] = inTrouble(rows);
  if (!name) return null;
  const { text, at } = shownOf(rows, name);
  return reply(facts, `\`${name}\`${pick(language, '：', ': ')}${text}`, at, 0.91);
}

const NOT_UP =
  /(?:为什么|为何|为啥|怎么).{0,16}(?:重启|没起来|起不来|没(?:有)?(?:跑|运行|启动)|不(?:跑|启动)|崩|挂|退出)|\bwhy\b.{0,40}\b(?:restart\w*|not (?:\w+ )?(?:running|started|starting|up|ready)|crash\w*|down|exit\w*|dying|waiting)\b|\bwhat\b.{0,24}\bwait\w*\b|在?等(?:什么|谁|哪)/i;

const WHICH_CONTAINER =
  /哪(?:一)?个(?:容器)?.{0,6}(?:被杀|oom|内存|重启|崩|挂|没?就绪|在等|等着)|哪(?:一)?个容器|\bwhich (?:container|one)\b/i;
const STATES: [asked: RegExp, holds: (of: (label: string) => string | undefined) => boolean][] = [
  [
    /\boom|(?:内存|\bmemory\b).{0,12}(?:杀|超|kill|exceed)/i,
    (of) => of('last state/reason') === 'OOMKilled' || of('state/reason') === 'OOMKilled',
  ],
  [/(?:不|没|未)就绪|\bnot ready\b|\bunready\b/i, (of) => of('ready') === 'False'],
  [/重启|崩|挂|\brestart\w*|\bcrash\w*|被杀|\bkill\w*/i, (of) => /^[1-9]/.test(of('restart count') ?? '')],
  [/在?等|\bwait\w*/i, (of) => /^Waiting/.test(of('state') ?? '')],
];

/** "Which container was OOM killed": those whose rows say so. */
function containerThat(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!WHICH_CONTAINER.test(question)) return null;
  const state = STATES.find(([asked]) => asked.test(question));
  const all = names(rows);
  if (!state || all.length === 0) return null;
  const found = all.filter((name) => state[1]((label) => rowsAt(rows, name, [label])[0]?.value));
  if (found.length === 0) return null;
  const shown = found.map((name) => ({ name, ...shownOf(rows, name) }));
  return reply(
    facts,
    shown.map(({ name, text }) => `\`${name}\`${pick(language, '：', ': ')}${text}`).join('\n'),
    shown.flatMap(({ at }) => at),
    0.92,
  );
}

/** "Why is it not running yet?": an init container that has not completed, or how the last run ended. */
function whyNotUp(
  question: string,
  rows: Row[],
  asked: { named: boolean; containers: string[] },
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!NOT_UP.test(question)) return null;
  const troubled = inTrouble(rows);
  const first = troubled[0];
  if (!first) return null;
  const waits = rows.some((row) => row.container === first && row.init);
  const name = !waits && asked.named && troubled.includes(asked.containers[0]!) ? asked.containers[0]! : first;
  const ended = rowsAt(rows, name, ['last state/reason', 'last state/exit code', 'state/exit code']);
  if (!waits && ended.length === 0) return null;
  const { text, at } = shownOf(rows, name);
  const cause = facts.causes[0];
  const why = cause ? `\n${cause.why[language]}` : '';
  const head = waits
    ? pick(
        language,
        `init 容器 \`${name}\` 还没有成功，后面的容器都要等它：`,
        `The init container \`${name}\` has not completed, and the others wait for it: `,
      )
    : pick(language, `\`${name}\` 上一次是这样结束的：`, `The last run of \`${name}\` ended like this: `);
  return reply(facts, `${head}${text}${why}`, at, 0.9);
}

/** Requests and limits have lines of the same words: which of them it is stands above. */
const partOf = (label: string): string =>
  label.startsWith('limits/') ? '`Limits` ' : label.startsWith('requests/') ? '`Requests` ' : '';

function valueOf(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (
    /为什么|为何|为啥|怎么(?:办|改|修|解决|查)|应该|够(?:吗|不够)|的(?:问题|锅|错)|导致|引起|造成|\bwhy\b|\bshould\b|\bhow (?:do|can|to)\b|\benough\b|\bfault\b|\bblame\b|\bcaus\w+|\bculprit\b|\bproblem\b/i.test(
      question,
    )
  )
    return null;
  for (const { asked, label, part, strict, name } of fields()) {
    if (!asked.test(question)) continue;
    const found = rows.flatMap((row) => {
      if (!label.test(row.label)) return [];
      const value = part ? part.exec(row.value)?.[1] : row.value;
      return value === undefined ? [] : [{ row, value }];
    });
    if (found.length === 0 && strict && rows.some((row) => row.label === 'name' || row.label === 'namespace'))
      return refuse(
        facts,
        language,
        pick(language, `没有写${name.zh}，看不出来。`, `It does not say ${name.en}; that is not in what was pasted.`),
        [],
        0.76,
      );
    if (found.length === 0) continue;
    const several = new Set(found.map(({ row }) => row.container)).size > 1;
    const text = found
      .slice(0, 6)
      .map(
        ({ row, value }) =>
          `${several && row.container ? `${row.container} ` : ''}\`${value.replaceAll('`', "'")}\`${pick(language, '：', ': ')}${partOf(row.label)}${line(row.entry)}`,
      )
      .join('\n');
    const none = found.every(({ value }) => /^<(?:none|unset|unknown)>$/.test(value));
    if (none)
      return reply(
        facts,
        pick(
          language,
          `没有，还是空的：${line(found[0]!.row.entry)}`,
          `None so far, it is not set: ${line(found[0]!.row.entry)}`,
        ),
        found.map(({ row }) => row.entry.at),
        0.88,
      );
    const owner = found[0]!.row.label === 'controlled by' && /deploy/i.test(question);
    const beside = owner
      ? pick(
          language,
          '\nDeployment 的名字这里没有写；ReplicaSet 的名字通常是它的名字加一段哈希。',
          '\nThe Deployment itself is not named here; a ReplicaSet is usually called after it, with a hash behind.',
        )
      : '';
    return reply(
      facts,
      `${text}${beside}`,
      found.map(({ row }) => row.entry.at),
      0.9,
    );
  }
  return null;
}

const BETWEEN_RUNS =
  /(?:中间|之间|两次).{0,8}(?:停|断|隔|空)了?(?:多久|多长)|停了多久|(?:退出|被杀|挂)(?:之后|以后|后)?.{0,4}(?:多久|多长).{0,4}(?:又|才|再)?(?:起|启动|拉起)|\bhow long\b.{0,20}\b(?:down|gone|off|between|until it (?:was )?(?:start\w*|back))\b/i;

/** "How long was it down between the two runs": from the end of the last one to the start of this one. */
function downBetween(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!BETWEEN_RUNS.test(question)) return null;
  const [end, start] = ['last state/finished', 'state/started'].map((label) => rows.find((row) => row.label === label));
  const ms = end && start && end.container === start.container ? Date.parse(start.value) - Date.parse(end.value) : -1;
  if (!end || !start || !(ms >= 0)) return null;
  return reply(
    facts,
    `${spanWords(ms, language)}${pick(language, '：', ': ')}${line(end.entry)}${pick(language, '，', ', ')}${line(start.entry)}`,
    [end.entry.at, start.entry.at],
    0.91,
  );
}

/** "How long did the last run last?": from Started to Finished. */
function lasted(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!LASTED.test(question)) return null;
  // Both ends of one run: what runs now began after the last one was finished.
  const [from, to] =
    ['last state', 'state']
      .map((state) => ['started', 'finished'].map((end) => rows.find(({ label }) => label === `${state}/${end}`)))
      .find((ends) => ends.every((row) => row !== undefined)) ?? [];
  const ms = from && to ? Date.parse(to.value) - Date.parse(from.value) : Number.NaN;
  if (!from || !to || Number.isNaN(ms)) return null;
  const span = ms < 1000 ? pick(language, '不到 1 秒', 'less than a second') : spanWords(ms, language);
  return reply(
    facts,
    `${span}${pick(language, '：', ': ')}${line(from.entry)}${pick(language, '，', ', ')}${line(to.entry)}`,
    [from.entry.at, to.entry.at],
    0.9,
  );
}

/** "Is it OOM?" where the container ended of something else. */
function diedOfMemory(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!MEMORY_DEATH.test(question) || !YES_NO.test(question)) return null;
  const reason =
    rows.find(({ label }) => label === 'last state/reason') ??
    rows.find(({ label, value }) => label === 'state/reason' && !/BackOff|Creating/.test(value));
  if (!reason || reason.value === 'OOMKilled') return null;
  const code = rows.find(({ label }) => label === 'last state/exit code' || label === 'state/exit code');
  const shown = `${line(reason.entry)}${code ? `${pick(language, '，', ', ')}${line(code.entry)}` : ''}`;
  const probe = facts.quotable.findLast(({ raw }) => /failed (?:liveness|startup) probe/.test(raw));
  if (probe)
    return reply(
      facts,
      pick(
        language,
        `不是内存：探针失败，kubelet 把它杀了重启：${line(probe)}。${shown}，没有 OOMKilled。`,
        `No, the probe failed and the kubelet killed it: ${line(probe)}. ${shown}, no OOMKilled.`,
      ),
      [probe.at, reason.entry.at, code?.entry.at],
      0.9,
    );
  return reply(
    facts,
    code?.value === '137'
      ? pick(
          language,
          `看不出来：${shown}。137 是被 SIGKILL 杀的，内存超限会写 OOMKilled，这里没有。`,
          `Not as far as this shows: ${shown}. 137 is a SIGKILL; a container over its memory limit would say OOMKilled, and this does not.`,
        )
      : pick(
          language,
          `不像是：${shown}。内存超限会写 OOMKilled、退出码 137，这里不是。`,
          `It does not look like it: ${shown}. A container over its memory limit says OOMKilled and exits with 137, and this did not.`,
        ),
    [reason.entry.at, code?.entry.at],
    0.86,
  );
}

/** "Was 256Mi enough?": a container that was OOMKilled says no, another says nothing. */
function enoughMemory(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ENOUGH_MEMORY.test(question)) return null;
  const limit = rows.find(({ label }) => label === 'limits/memory');
  const reason = rows.find(({ label, value }) => /^(?:last )?state\/reason$/.test(label) && value === 'OOMKilled');
  const shown = limit ? `\`${limit.value.replaceAll('`', "'")}\`` : '';
  if (reason)
    return reply(
      facts,
      pick(
        language,
        `不够：${limit ? `上限是 ${shown}，` : ''}容器因为内存超过上限被杀（${line(reason.entry)}）。`,
        `No: ${limit ? `the limit is ${shown} and ` : ''}the container was killed for exceeding its memory (${line(reason.entry)}).`,
      ),
      [limit?.entry.at, reason.entry.at],
      0.9,
    );
  const short = facts.quotable.find(({ text }) => /Insufficient memory/.test(text));
  const request = rows.find(({ label }) => label === 'requests/memory');
  if (short && request)
    return reply(
      facts,
      pick(
        language,
        `要有一个节点空出 \`${request.value.replaceAll('`', "'")}\`（${line(request.entry)}）才放得下：${quoted(short, 200)}`,
        `It takes a node with \`${request.value.replaceAll('`', "'")}\` to spare (${line(request.entry)}): ${quoted(short, 200)}`,
      ),
      [request.entry.at, short.at],
      0.9,
    );
  if (!limit) return null;
  const ended = rows.find(({ label }) => label === 'last state/reason') ?? rows.find(({ label }) => label === 'state');
  return reply(
    facts,
    pick(
      language,
      `上限是 ${shown}（${line(limit.entry)}）；这里没有 OOMKilled，看不出它不够${ended ? `：${line(ended.entry)}` : ''}。`,
      `The limit is ${shown} (${line(limit.entry)}); nothing here says OOMKilled, so it does not show that it is too little${ended ? `: ${line(ended.entry)}` : ''}.`,
    ),
    [limit.entry.at, ended?.entry.at],
    0.86,
  );
}

const BY_PROBE =
  /(?=.*(?:探针|健康检查|\bprobes?\b|\bliveness\b|health ?checks?))(?=.*(?:杀|重启|干掉|弄死|搞|导致|造成|引起|害|\bkill|\brestart|\bcaus|\bend|\bstop|\bblame|\bfault))/i;

/** "Was it the liveness probe?": how the last run ended, where the description tells it. */
function killedByProbe(question: string, rows: Row[], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!BY_PROBE.test(question) || !(YES_NO.test(question) || /是不是|\bdid\b|\bwas\b/i.test(question))) return null;
  const killing = facts.quotable.find(({ text, raw }) =>
    /failed liveness probe|liveness probe failed/i.test(`${text} ${raw}`),
  );
  const reason =
    rows.find(({ label }) => label === 'last state/reason') ??
    rows.find(({ label, value }) => label === 'state/reason' && !/BackOff|Creating/.test(value));
  const code = rows.find(({ label }) => label === 'last state/exit code' || label === 'state/exit code');
  if (killing)
    return reply(facts, `${pick(language, '是：', 'Yes: ')}${quoted(killing)}`, [killing.at, reason?.entry.at], 0.9);
  if (!reason) return null;
  const shown = `${line(reason.entry)}${code ? `${pick(language, '，', ', ')}${line(code.entry)}` : ''}`;
  return reply(
    facts,
    reason.value === 'OOMKilled'
      ? pick(
          language,
          `不是：它是内存超过上限被杀的（${shown}），事件里也没有探针失败。`,
          `No: it was killed for its memory (${shown}), and no event tells of a failed probe.`,
        )
      : pick(
          language,
          `看不出是探针：上次结束时写的是 ${shown}，事件里没有探针失败。`,
          `Nothing here says so: the last run ended with ${shown}, and no event tells of a failed probe.`,
        ),
    [reason.entry.at, code?.entry.at],
    0.9,
  );
}

/** "Is the proxy container ok?": its state, whether it is ready, how often it was restarted. */
function healthOf(
  question: string,
  rows: Row[],
  containers: string[],
  facts: JournalFacts,
  language: Language,
): AnswerAbout | null {
  if (!YES_NO.test(question) || !(HEALTH.test(question) || FINISHED.test(question))) return null;
  const restarts = /重启|restart|崩|挂过|\bcrash\w*/i.test(question)
    ? containers.flatMap((name) => rows.filter((row) => row.container === name && row.label === 'restart count'))
    : [];
  if (restarts.length > 0)
    return reply(
      facts,
      restarts
        .map(({ container, value, entry }) =>
          /^0\b/.test(value)
            ? pick(
                language,
                `${container} 没有重启过：${line(entry)}`,
                `No, ${container} was never restarted: ${line(entry)}`,
              )
            : pick(
                language,
                `${container} 重启过 ${value} 次：${line(entry)}`,
                `Yes, ${container} was restarted ${value} times: ${line(entry)}`,
              ),
        )
        .join('\n'),
      restarts.map(({ entry }) => entry.at),
      0.9,
    );
  const told = containers.flatMap((name) => {
    const of = (label: string): Row | undefined => rows.find((row) => row.container === name && row.label === label);
    const shown = [of('state'), of('state/reason'), of('last state/reason'), of('ready'), of('restart count')].filter(
      (row) => row !== undefined,
    );
    if (shown.length === 0) return [];
    const done = of('state/exit code')?.value === '0' || of('state/reason')?.value === 'Completed';
    if (done)
      return [
        {
          text: pick(
            language,
            `${name} 成功跑完了：${[of('state'), of('state/reason'), of('state/exit code')].flatMap((row) => (row ? [line(row.entry)] : [])).join('，')}`,
            `${name} finished successfully: ${[of('state'), of('state/reason'), of('state/exit code')].flatMap((row) => (row ? [line(row.entry)] : [])).join(', ')}`,
          ),
          at: shown.map(({ entry }) => entry.at),
        },
      ];
    const well = of('ready')?.value === 'True' && /^Running/.test(of('state')?.value ?? '');
    const quiet = /^0\b/.test(of('restart count')?.value ?? '0');
    const head = well
      ? quiet
        ? pick(language, `${name} 正常，没有重启过`, `${name} is fine and was never restarted`)
        : pick(language, `${name} 现在正常，但重启过`, `${name} is fine now, but it was restarted`)
      : pick(language, `${name} 不正常`, `${name} is not well`);
    return [
      {
        text: `${head}${pick(language, '：', ': ')}${shown.map(({ entry }) => line(entry)).join(pick(language, '，', ', '))}`,
        at: shown.map(({ entry }) => entry.at),
      },
    ];
  });
  return told.length > 0
    ? reply(
        facts,
        told.map(({ text }) => text).join('\n'),
        told.flatMap(({ at }) => at),
        0.9,
      )
    : null;
}
