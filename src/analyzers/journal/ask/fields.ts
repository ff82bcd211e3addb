import { keysAcross } from '../../../asking/across.ts';
import { names as isNamed } from '../../../asking/question.ts';
import { askedPattern } from '../../../knowledge/asked.ts';
import { loadKnowledge } from '../../../knowledge/load.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { diedOfMemory, downBetween, enoughMemory, killedByProbe, lasted, YES_NO } from './described-ends.ts';
import { containersAsked, line, names, type Row, rowsAt, rowsOf } from './described-rows.ts';
import { refuse, reply } from './reply.ts';

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

const HEALTH =
  /崩|挂过|好(?:的|吗|着)|正常|有(?:没有)?问题|重启(?:吗|了吗|过吗|没)|在(?:跑|运行)|挂(?:了)?(?:吗|没)|也.{0,6}(?:吗|么)|\b(?:ok|okay|fine|healthy|running|crash(?:ed|ing)?|restart(?:ed|ing)?|up|down|affected)\b/i;
/** Of the Pod itself, which is well where its containers are. */
const RUNNING_NOW =
  /^(?:so |and )?(?:is|are) (?:it|they|the pod|everything) (?:\w+ )?(?:running|up|ok|okay|fine|healthy|alive)\b|^(?:它|这个 ?pod|pod)?(?:现在|目前)?(?:还)?(?:在跑|在运行|正常|好了|跑着)(?:吗|么|没)/i;
const FINISHED = /成功|完成|跑完|结束|\b(?:succe\w*|finish\w*|complet\w*|done)\b/i;
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
  if (!STUCK.test(question) || !/容器|哪(?:一)?步|container|\binit\b|\bstep\b/i.test(question)) return null;
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

/** "Does it tolerate role=dev": one of the values that stand on the lines below a label, each on its own. */
function among(named: string, { entry }: Row, facts: JournalFacts, language: Language): AnswerAbout | null {
  const from = facts.quotable.findIndex(({ at }) => at === entry.at);
  const below = facts.quotable.slice(from + 1);
  const end = below.findIndex(({ text }) => !/^\s/.test(text));
  const found = (end < 0 ? below : below.slice(0, end)).find(({ raw }) => raw.includes(named));
  return found ? reply(facts, `${pick(language, '有：', 'Yes: ')}${line(found)}`, [found.at], 0.9) : null;
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
    const named = /[\w./-]+=[\w./-]*\w/.exec(question)?.[0];
    if (named !== undefined && !found.some(({ row }) => row.entry.text.includes(named)))
      return among(named, found[0]!.row, facts, language);
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
