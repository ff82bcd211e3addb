import { names, readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { englishNumbers, hanNumbers } from '../../language/number-words.ts';
import { tokensOf } from '../../language/terms.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { CONSEQUENCES } from './consequences.ts';
import { scheduleInWords } from './cron.ts';
import type { Setting } from './facts.ts';
import { mountsOf } from './mounts.ts';
import { containersIn, type Derived, OUTCOMES, type Told } from './outcomes.ts';
import { asksLimit, PODWISE, withoutLimit } from './podwise.ts';
import { aboutSchedule } from './schedule.ts';
import {
  inUnitOf,
  isSidecar,
  qosOf,
  quantity,
  readWorkload,
  resourceOf,
  settingAt,
  spoilsGuaranteed,
  type Workload,
} from './workload.ts';

const named = (names: string[]): string => names.map((name) => `\`${name.replaceAll('`', "'")}\``).join(', ');
const namedZh = (names: string[]): string => named(names).replaceAll(', ', '、');
const lineOf = (setting: Setting | null): number[] => (setting ? [setting.line] : []);

/** What a setting's value means, or what holds where it is not written; null for a value that is not known. */
function byValue(
  name: string,
  value: string,
  setting: Setting | null,
  words: Record<string, { zh: string; en: string }>,
): Told | null {
  const said = words[value];
  if (!said) return null;
  return {
    zh: `${said.zh}（\`${name}: ${value}\`${setting ? '' : '，没写时的默认值'}）。`,
    en: `${said.en} (\`${name}: ${value}\`${setting ? '' : ', the default'}).`,
    lines: lineOf(setting),
  };
}
const isJob = ({ kind }: Workload): boolean => kind === 'Job' || kind === 'CronJob';

const WHOLE =
  /总共|一共|合计|总计|总的|整个|全部|加起来|\btotal\b|\btogether\b|\bwhole\b|\baltogether\b|\bin all\b|\bsum\b|\ball (?:the |its )?(?:pods|replicas|containers)\b/i;
const OF_PODS = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

const HAN_COUNTS = hanNumbers();
const ENGLISH_COUNTS = englishNumbers();
const REPLICAS_SUPPOSED = new RegExp(
  `(?:改成|变成|扩到|缩到|扩容到|缩容到|调到|换成|如果(?:是|有)?|要是) ?(\\d{1,4}|[${Object.keys(HAN_COUNTS).join('')}]) ?个? ?(?:副本|pod|实例)|\\b(?:with|to|at|had|were|having) (\\d{1,4}|${Object.keys(ENGLISH_COUNTS).join('|')}) (?:replicas?|pods?|copies|instances?)\\b`,
  'i',
);

/** "With two replicas", "改成 8 个副本": another number than the manifest's; null where the question supposes none. */
function replicasSupposed(question: string): number | null {
  const match = REPLICAS_SUPPOSED.exec(question);
  const count = (match?.[1] ?? match?.[2])?.toLowerCase();
  return count === undefined ? null : (HAN_COUNTS[count] ?? ENGLISH_COUNTS[count] ?? Number(count));
}

/** Requests or limits of all containers together, times the replicas; storage of the claims, times the replicas. */
function total(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const what = /存储|磁盘|容量|\bstorage\b|\bdisk\b/i.test(question)
    ? 'storage'
    : /内存|\bmemory\b|\bmem\b|\bram\b/i.test(question)
      ? 'memory'
      : /\bcpus?\b|\bcores?\b|核/i.test(question)
        ? 'cpu'
        : null;
  if (!what) return null;
  const part = asksLimit(question) ? 'limits' : 'requests';
  const open = workload.containers.find(
    (container) => (!container.init || isSidecar(container)) && !resourceOf(container, 'limits', what),
  );
  const some = workload.containers.some((container) => resourceOf(container, 'limits', what));
  if (part === 'limits' && what !== 'storage' && open && some) return withoutLimit(open, what);
  const amounts =
    what === 'storage'
      ? settings.filter(({ path }) => /(?:^|\/)volumeClaimTemplates\/.*requests\/storage$/.test(path))
      : workload.containers
          .filter((container) => !container.init || isSidecar(container))
          .flatMap((container) => resourceOf(container, part, what) ?? []);
  const values = amounts.map(({ value }) => quantity(value));
  if (values.length === 0 || values.some((value) => value === null)) return null;
  const supposed = replicasSupposed(question);
  const replicas = OF_PODS.has(workload.kind) ? (supposed ?? Number(workload.replicas?.value ?? 1)) : 1;
  if (!Number.isInteger(replicas)) return null;
  const sum = values.reduce<number>((all, value) => all + value!, 0);
  const unit = amounts[0]!.value;
  // Init containers run one by one before the others: the Pod needs the most of any of them, or the sum of the rest.
  const [init] = workload.containers
    .filter((container) => container.init && !isSidecar(container))
    .flatMap((container) => (what === 'storage' ? [] : (resourceOf(container, part, what) ?? [])))
    .filter(({ value }) => (quantity(value) ?? 0) > sum)
    .sort((a, b) => quantity(b.value)! - quantity(a.value)!);
  const each = amounts.map(({ value }) => value).join(' + ');
  const most = init ? quantity(init.value)! : sum;
  const result = `${inUnitOf(most * replicas, init?.value ?? unit)}`;
  const one = init ? init.value : amounts.length > 1 && replicas > 1 ? `(${each})` : each;
  const how = replicas === 1 ? one : `${replicas} × ${one}`;
  const zhInit = init ? `（init 容器要 ${init.value}，比其余容器之和 ${each} 多，按大的算）` : '';
  const enInit = init
    ? ` (the init container needs ${init.value}, more than the others together, ${each}; the larger counts)`
    : '';
  return {
    zh: `一共 **${result}**：${how}${zhInit}。`,
    en: `**${result}** in all: ${how}${enInit}.`,
    lines: [
      ...(supposed === null ? lineOf(workload.replicas) : []),
      ...amounts.map(({ line }) => line),
      ...(init ? [init.line] : []),
    ],
  };
}

const CLASSES = /\bguaranteed\b|\bburstable\b|\bbest ?-?effort\b/i;

/** The QoS class, and what keeps it from being the one that is asked for. */
function qos({ containers }: Workload, _: readonly Setting[], question: string): Told {
  const own = qosOf(containers);
  const named = CLASSES.exec(question)?.[0].toLowerCase().replace(/[ -]/g, '');
  const yesNo = named === undefined || /\bwhy\b|为什么|为何|为啥/i.test(question) ? null : named === own.toLowerCase();
  const spoiler =
    own === 'Burstable' ? containers.find((container) => spoilsGuaranteed(container) !== null) : undefined;
  const why = spoiler ? spoilsGuaranteed(spoiler)! : null;
  const zhWhat = why?.what === 'cpu' ? ' CPU ' : '内存';
  const name = spoiler ? `\`${spoiler.name.replaceAll('`', "'")}\`` : '';
  const zhWhy = why
    ? `${name} ${why.lacks ? `没写${zhWhat}上限` : `的${zhWhat}请求不等于上限`}，所以不是 Guaranteed`
    : '';
  const enWhy = why
    ? `${name} ${why.lacks ? `has no ${why.what} limit` : `requests less ${why.what} than its limit`}, so it is not Guaranteed`
    : '';
  const limits = containers.flatMap(({ settings }) =>
    [...settings].flatMap(([path, { line }]) => (/^resources\/(?:requests|limits)\//.test(path) ? [line] : [])),
  );
  return {
    zh: `${yesNo === null ? '' : yesNo ? '是。' : '不是。'}按这里写的资源，QoS 是 **${own}**${zhWhy ? `：${zhWhy}` : ''}。`,
    en: `${yesNo === null ? '' : yesNo ? 'Yes. ' : 'No. '}With the resources written here the QoS class is **${own}**${enWhy ? `: ${enWhy}` : ''}.`,
    lines: spoiler ? [spoiler.line, ...(why?.setting ? [why.setting.line] : [])] : limits,
  };
}

/** A request or limit of the container that is named, or of each: what is not requested is the limit. */
function ownResource(workload: Workload, _: readonly Setting[], question: string): Told | null {
  const what = /内存|\bmemory\b|\bmem\b|\bram\b/i.test(question)
    ? 'memory'
    : /\bcpus?\b|\bcores?\b|核/i.test(question)
      ? 'cpu'
      : null;
  const part = /上限|限制|\blimits?\b|最多|\bat most\b/i.test(question)
    ? 'limits'
    : /请求|申请|\brequests?\b|预留|reserv/i.test(question)
      ? 'requests'
      : null;
  if (!what || !part || WHOLE.test(question)) return null;
  const containers = containersIn(workload, question);
  const named = containers.length < workload.containers.filter(({ init }) => !init).length || containers.length === 1;
  const told = containers.map((container) => {
    const setting = resourceOf(container, part, what);
    const derived =
      part === 'requests' && setting !== undefined && !container.settings.has(`resources/requests/${what}`);
    return { container, setting, derived };
  });
  // Where all of it is written the lines themselves answer.
  if (!named && !told.some(({ derived }) => derived)) return null;
  if (told.every(({ setting }) => setting === undefined)) return null;
  const say = (zh: boolean): string =>
    told
      .map(({ container, setting, derived }) => {
        const name = `\`${container.name.replaceAll('`', "'")}\``;
        if (!setting) return zh ? `${name}：没写` : `${name}: not set`;
        const because = derived
          ? zh
            ? '（没写请求，等于上限）'
            : ' (no request is written, so it equals the limit)'
          : '';
        return `${name}${zh ? '：' : ': '}**${setting.value}**${because}`;
      })
      .join(zh ? '；' : '; ');
  return {
    zh: `${say(true)}。`,
    en: `${say(false)}.`,
    lines: told.flatMap(({ setting }) => (setting ? [setting.line] : [])),
  };
}

/** "Is it read-only?", which is answered the other way round. */
const asksReadOnly = (question: string): boolean => /\bread-?only\b/i.test(question) && !/\bwrit/i.test(question);

/** Whether a container may write where the question says, by its mounts: a path, a volume, and whose it is where several have it. */
function writable(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const says = (word: string): boolean => names(question, word);
  const mounts = mountsOf(settings);
  const byPath = mounts.filter(({ path }) => path.value.length > 1 && question.includes(path.value));
  const there = byPath.length > 0 ? byPath : mounts.filter(({ name }) => says(name));
  const imageName = (image: string): string => image.replace(/[:@].*$/, '').replace(/^.*\//, '');
  const theirs = there.filter(({ container, image }) => says(container) || says(imageName(image)));
  const [mount, ...others] = theirs.length > 0 ? theirs : there;
  if (!mount || others.some((other) => other.readOnly?.value !== mount.readOnly?.value)) return null;
  const only = mount.readOnly?.value === 'true';
  const yes = asksReadOnly(question) ? only : !only;
  const where = `\`${mount.path.value}\``;
  const who = theirs.length > 0 && mount.container !== '' ? `\`${mount.container}\`` : '';
  const zhOwn = who && `${who} 里的 `;
  const enOwn = who && ` of ${who}`;
  return {
    zh: only
      ? `不能写：${zhOwn}${where} 是只读挂载（\`readOnly: true\`）。`
      : `能写：${zhOwn}${where} 没有写 \`readOnly: true\`，挂载是可写的。`,
    en: `${yes ? 'Yes' : 'No'}: ${where}${enOwn} is mounted ${
      only ? 'read-only (`readOnly: true`)' : 'without `readOnly: true`, so it is writable'
    }.`,
    lines: [mount.path.line, ...lineOf(mount.readOnly)],
  };
}

/** Words of a question that every container answers to. */
const OF_ANY = /^(?:=container|=pod|=image|=name|~.*)$/;

/** "Which container downloads the fonts?": the one whose settings speak of that, where only one does. */
function containerThat({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  if (containers.length < 2) return null;
  const asked = new Set(
    tokensOf(question).flatMap(({ key, weight }) => (weight >= 0.8 && !OF_ANY.test(key) ? [key] : [])),
  );
  const scored = containers
    .map((container) => {
      const hits = [...container.settings].flatMap(([path, { value, line }]) => {
        const own = new Set(tokensOf(`${path} ${value}`).map(({ key }) => key));
        const count = [...asked].filter((key) => own.has(key)).length;
        return count > 0 ? [{ count, line }] : [];
      });
      return { container, hits, best: Math.max(0, ...hits.map(({ count }) => count)) };
    })
    .sort((a, b) => b.best - a.best || b.hits.length - a.hits.length);
  const [first, second] = scored;
  if (!first || first.best === 0 || first.best === second?.best) return null;
  const name = `\`${first.container.name.replaceAll('`', "'")}\``;
  return {
    zh: `${name}${isSidecar(first.container) ? '（sidecar）' : first.container.init ? '（init 容器）' : ''}。`,
    en: `${name}${isSidecar(first.container) ? ' (a sidecar)' : first.container.init ? ' (an init container)' : ''}.`,
    lines: [
      first.container.line,
      ...first.hits.filter(({ count }) => count === first.best).map(({ line }) => line),
    ].slice(0, 3),
  };
}

/** Whether the tolerations let the Pod onto control-plane nodes, which kubeadm taints. */
function onControlPlane(_: Workload, settings: readonly Setting[]): Told | null {
  const tolerations = settings.filter(({ path }) => /(?:^|\/)tolerations\//.test(path));
  const key = tolerations.find(
    ({ path, value }) => path.endsWith('/key') && /node-role\.kubernetes\.io\/(?:control-plane|master)$/.test(value),
  );
  const all = tolerations.some(({ path }) => path.endsWith('/key'))
    ? undefined
    : tolerations.find(({ path, value }) => path.endsWith('/operator') && value === 'Exists');
  const shown = key ?? all;
  return shown
    ? {
        zh: '可以：它容忍控制平面节点的污点（容忍只是放行，也可能落在别的节点）。',
        en: 'Yes: it tolerates the taint of control-plane nodes (which permits them; other nodes are possible too).',
        lines: [shown.line],
      }
    : {
        zh: '默认不行：没有容忍控制平面节点的污点（除非那里的污点已经去掉）。',
        en: 'Not by default: it does not tolerate the taint of control-plane nodes (unless that was removed).',
        lines: [...new Set(tolerations.map(({ line }) => line))],
      };
}

/** What becomes of a run whose time comes while the one before still goes on. */
const CONCURRENT: Derived = {
  asked:
    /没跑完|没结束|没完成|没执行完|重叠|同时跑|并发|再起一个|还在跑|\bprevious\b|\bstill running\b|\boverlap|\bconcurren|\bat the same time\b|\blast run\b/i,
  tell: ({ kind }, settings) => {
    if (kind !== 'CronJob') return null;
    const setting = settingAt(settings, 'concurrencyPolicy');
    const value = setting?.value ?? 'Allow';
    const words: Record<string, { zh: string; en: string }> = {
      Allow: { zh: '会，到点照样再起一个，两个一起跑', en: 'Yes: another one is started beside it' },
      Forbid: { zh: '不会，这一次跳过', en: 'No: that run is skipped' },
      Replace: { zh: '会，但先停掉旧的那个，换成新的', en: 'The old one is stopped and replaced by the new one' },
    };
    return byValue('concurrencyPolicy', value, setting, words);
  },
};

const DERIVED: Derived[] = [
  { asked: /\bqos\b|服务质量|\bguaranteed\b|\bburstable\b|\bbest ?-?effort\b/i, tell: qos },
  // Where a path or a volume is named.
  {
    asked:
      /(?:能|可以|允许).{0,20}写|可写|写(?:得|不)了|只读|\b(?:can|may|could|able to|allowed to)\b.{0,40}\b(?:write|modify)\b|\bwrite access\b|\bwritable\b|\bread-?only\b/i,
    tell: writable,
  },
  ...PODWISE,
  ...CONSEQUENCES,
  ...OUTCOMES,
  { asked: /\bmasters?\b|\bcontrol[- ]plane\b|主节点|控制(?:平面|面)?节点|管理节点/i, tell: onControlPlane },
  { asked: /哪(?:一)?个容器|\bwhich container\b/i, tell: containerThat },
  { asked: WHOLE, tell: total },
  { asked: /内存|\bmem(?:ory)?\b|\bram\b|\bcpus?\b|\bcores?\b|核/i, tell: ownResource },
  {
    asked: /多少|几(?:个|核|G)|\bhow (?:much|many)\b/i,
    tell: (workload, settings, question) =>
      replicasSupposed(question) === null ? null : total(workload, settings, question),
  },
  {
    asked:
      /(?:哪|什么|有没有|有无|几个|which|what|is there|any|how many|does it have).{0,16}(?:sidecar|边车)|(?:sidecar|边车).{0,8}(?:是哪|叫什么|有几|吗)/i,
    tell: ({ containers }) => {
      const sidecars = containers.filter(isSidecar);
      return sidecars.length === 0
        ? {
            zh: '没有写成原生 sidecar 的容器（`initContainers` 里带 `restartPolicy: Always` 的）。',
            en: 'None is written as a native sidecar (in `initContainers` with `restartPolicy: Always`).',
            lines: containers.map(({ line }) => line),
          }
        : {
            zh: `${namedZh(sidecars.map(({ name }) => name))}：写在 \`initContainers\` 里，并有 \`restartPolicy: Always\`。`,
            en: `${named(sidecars.map(({ name }) => name))}: in \`initContainers\` with \`restartPolicy: Always\`.`,
            lines: sidecars.map(({ line }) => line),
          };
    },
  },
  {
    asked: /(?:init ?|初始化)(?:容器|containers?)/i,
    tell: ({ containers }) => {
      const inits = containers.filter((container) => container.init && !isSidecar(container));
      const names = inits.map(({ name }) => name);
      const sidecars = containers.filter(isSidecar);
      const kept = sidecars.map(({ name }) => name);
      const [zhKept, enKept] =
        kept.length === 0
          ? ['', '']
          : [
              `${namedZh(kept)} 也写在 \`initContainers\` 里，但带 \`restartPolicy: Always\`，是一直跑着的 sidecar。`,
              ` ${named(kept)} ${kept.length > 1 ? 'stand' : 'stands'} in \`initContainers\` too, but with \`restartPolicy: Always\`: a sidecar that keeps running.`,
            ];
      return {
        zh: `${inits.length === 0 ? '没有跑完就结束的 init 容器。' : `${inits.length} 个 init 容器：${namedZh(names)}。`}${zhKept}`,
        en: `${
          inits.length === 0
            ? 'No init containers that run to their end.'
            : `${inits.length} init container${inits.length > 1 ? 's' : ''}: ${named(names)}.`
        }${enKept}`,
        lines: [...inits, ...sidecars].map(({ line }) => line),
      };
    },
  },
  {
    asked:
      /(?:几个|多少个?|哪些|哪几个|有什么|什么) ?容器|容器.{0,8}(?:几个|多少|哪些|叫什么|名字)|\bhow many containers\b|\b(?:which|what) containers\b|\bnames? of (?:the|its) containers?\b|\bcontainers? (?:names?|(?:are )?called)\b/i,
    tell: ({ containers }) => {
      const own = containers.filter(({ init }) => !init);
      const others = containers.filter(({ init }) => init);
      const names = own.map(({ name }) => name);
      const more = others.map(({ name }) => name);
      return {
        zh: `每个 Pod 有 ${own.length} 个容器：${namedZh(names)}${more.length > 0 ? `；另外 \`initContainers\` 里有 ${more.length} 个：${namedZh(more)}` : ''}。`,
        en: `${own.length} container${own.length > 1 ? 's' : ''} a Pod: ${named(names)}${more.length > 0 ? `; and ${more.length} in \`initContainers\`: ${named(more)}` : ''}.`,
        lines: [...own, ...others].map(({ line }) => line),
      };
    },
  },
  {
    asked: /(?=.*\bpods?\b|.*副本|.*第一个)(?=.*(?:名字|名称|叫什么|叫啥|\bnames?\b|\bnamed\b|\bcalled\b))/i,
    tell: ({ kind, name, replicas }, settings) => {
      const count = Number(replicas?.value ?? 1);
      const first = Number(settingAt(settings, 'ordinals/start')?.value ?? 0);
      if (kind !== 'StatefulSet' || !name || !Number.isInteger(count) || count < 1 || !Number.isInteger(first))
        return null;
      const ends = [`${name}-${first}`, ...(count > 1 ? [`${name}-${first + count - 1}`] : [])];
      return {
        zh: `StatefulSet 的 Pod 按序号命名：${namedZh(ends).replace('、', ' 到 ')}。`,
        en: `A StatefulSet numbers its Pods: ${named(ends).replace(', ', ' to ')}.`,
        lines: lineOf(replicas),
      };
    },
  },
  {
    asked:
      /重试|再试|(?:最多|总共)(?:尝)?试|\bretr(?:y|ies|ied)\b|\bhow many (?:tries|attempts)\b|失败.{0,6}(?:几次|多少次)|\bhow (?:often|many times)\b.{0,40}\bfail/i,
    tell: (workload, settings) => {
      if (!isJob(workload)) return null;
      const setting = settingAt(settings, 'backoffLimit');
      return {
        zh: setting
          ? `最多重试 ${setting.value} 次，连第一次共 ${Number(setting.value) + 1} 次（\`backoffLimit: ${setting.value}\`）。`
          : '没写 `backoffLimit`，默认重试 6 次。',
        en: setting
          ? `At most ${setting.value} ${setting.value === '1' ? 'retry' : 'retries'}, ${Number(setting.value) + 1} runs with the first (\`backoffLimit: ${setting.value}\`).`
          : '`backoffLimit` is not set: 6 retries by default.',
        lines: lineOf(setting),
      };
    },
  },
  {
    asked:
      /几点|什么时候|多久.{0,4}一次|多长时间一次|每天|每周|时间表|哪天|周几|\bschedule\b|\bhow often\b|\bwhat time\b|\bwhen does it\b|\bwhich days?\b/i,
    tell: ({ kind }, settings) => {
      const schedule = settingAt(settings, 'schedule');
      if (kind !== 'CronJob' || !schedule) return null;
      const zone = settingAt(settings, 'timeZone');
      const [zh, en] = (['zh', 'en'] as const).map((language) => scheduleInWords(schedule.value, language));
      const code = `\`${schedule.value.replaceAll('`', "'")}\``;
      return {
        zh: `${zh ? `${zh}（${code}）` : `按 ${code}`}，${zone ? `时区 ${zone.value}` : '没写 `timeZone`，按 kube-controller-manager 的本地时区'}。`,
        en: `${en ? `${en} (${code})` : `By ${code}`}, ${zone ? `time zone ${zone.value}` : 'without `timeZone`: in the local time zone of the kube-controller-manager'}.`,
        lines: [...lineOf(schedule), ...lineOf(zone)],
      };
    },
  },
  CONCURRENT,
  {
    asked:
      /(?:退出|挂了|挂掉|崩溃|崩了|失败|结束|跑完|出错).{0,10}(?:重启|拉起|再起|重来)|会(?:不会)?(?:自动)?重启|(?:退出|跑完|结束|挂了|崩了).{0,8}(?:还)?会?再(?:次)?(?:启动|跑|起来)|\bwill (?:it|they|the \w+) (?:be )?(?:re-?start|start(?:ed)? again|run again|come back)|\b(?:is|are) (?:it|they|the \w+) restarted\b|\brestart(?:s|ed)? (?:if|when|after|on)\b/i,
    tell: (_, settings, question) => {
      const setting = settings.find(({ path }) => /(?:^|\/)spec\/restartPolicy$/.test(path)) ?? null;
      const value = setting?.value ?? 'Always';
      const well =
        /(?:code|status) (?:of )?(?:0|zero)\b|\b(?:normal|clean|successful)(?:ly)?\b|退出码(?:为|是)? ?0|正常(?:退出|结束)/i.test(
          question,
        );
      const words: Record<string, { zh: string; en: string }> = {
        Always: {
          zh: '会：容器退出就在原 Pod 里重启，正常退出也一样',
          en: 'Yes: a container that ends is restarted in its Pod, after a normal exit too',
        },
        OnFailure: well
          ? {
              zh: '不会：正常退出不重启，失败（退出码不为 0）才重启',
              en: 'No: not after a normal exit, only after a failure (a non-zero exit code)',
            }
          : {
              zh: '失败（退出码不为 0）才重启，正常退出不重启',
              en: 'Only after a failure (a non-zero exit code), not after a normal exit',
            },
        Never: { zh: '不会在原 Pod 里重启', en: 'No, not within this Pod' },
      };
      return byValue('restartPolicy', value, setting, words);
    },
  },
  {
    asked:
      /(?:数据|文件|内容).{0,16}(?:丢|没了|还在|保留|保存|会怎)|(?:重启|重建|删除?)(?:了|完)?(?:之后|以后|后).{0,10}(?:还在|会丢|丢|没了|还有)|(?:删|重启|重建).{0,16}(?:数据|文件|卷|内容)|\b(?:volume|data|files?)\b.{0,30}\b(?:delet\w+|restart\w*|recreat\w+)|\bwhat happens to\b.{0,20}\b(?:volume|data|files?)|\b(?:data|files?)\b.{0,30}\b(?:los[et]|gone|kept|keep|surviv\w*|persist\w*|remain\w*|still there)\b/i,
    tell: (_, settings) => {
      const kept = settings.filter(({ path }) =>
        /(?:^|\/)volumeClaimTemplates\/metadata\/name$|persistentVolumeClaim\/claimName$/.test(path),
      );
      const scratch = settings.filter(({ path }) => /(?:^|\/)volumes\/emptyDir(?:\/|$)/.test(path)).slice(0, 1);
      const host = settings.filter(({ path }) => /hostPath\/path$/.test(path)).slice(0, 1);
      if (kept.length + scratch.length + host.length === 0) return null;
      const zh = [
        ...(scratch.length > 0 ? ['emptyDir 里的数据容器重启后还在，Pod 删除就没了'] : []),
        ...(kept.length > 0 ? ['PVC 里的数据不随 Pod 删除，还在'] : []),
        ...(host.length > 0 ? ['hostPath 里的数据在节点上，容器重启、Pod 删除都还在，但换了节点就看不到'] : []),
      ];
      const en = [
        ...(scratch.length > 0
          ? ['what is in the emptyDir survives a container restart and is lost with the Pod']
          : []),
        ...(kept.length > 0 ? ['what is on the PVC stays when the Pod is deleted'] : []),
        ...(host.length > 0
          ? ['what is in the hostPath stays on the node, but a Pod on another node does not see it']
          : []),
      ];
      return {
        zh: `${zh.join('；')}。写在容器自己文件系统里的，容器一重启就丢。`,
        en: `${en.join('; ')}. Files in a container's own file system are lost when it restarts.`.replace(/^w/, 'W'),
        lines: [...kept, ...scratch, ...host].map(({ line }) => line),
      };
    },
  },
];

/** What comes of a run that has not ended is no matter of the hours. */
const WHILE_RUNNING =
  /没跑完|没结束|没完成|没执行完|重叠|还在跑|还没完|\bstill (?:running|going|busy)\b|\boverlap|\bnot (?:finished|done)\b/i;

/** Answers what a manifest says without writing it; null where the question is about something else. */
export function aboutWorkload(
  question: string,
  settings: readonly Setting[],
  text: (line: number) => string,
  language: Language,
): AnswerAbout | null {
  const scheduled = WHILE_RUNNING.test(question) ? null : aboutSchedule(question, settings);
  if (scheduled) return shownFrom(scheduled, text, language);
  const workload = readWorkload(settings);
  if (!workload) return null;
  const overlapping = WHILE_RUNNING.test(question) ? CONCURRENT.tell(workload, settings, question) : null;
  if (overlapping) return shownFrom(overlapping, text, language);
  const { howLong, yesNo } = readAsked(question);
  for (const { asked, tell } of DERIVED) {
    const told = asked.test(question) ? tell(workload, settings, question) : null;
    // A yes or no is no length.
    if (!told || (howLong && !yesNo && /^(?:Yes|No)\b/.test(told.en))) continue;
    return shownFrom(told, text, language);
  }
  return null;
}

/** What is told of a manifest, with the lines it comes from. */
export function shownFrom(told: Told, text: (line: number) => string, language: Language): AnswerAbout {
  const lines = [...new Set(told.lines)].slice(0, 6);
  const shown = lines.map((line) => {
    const code = `\`${text(line).trim().replaceAll('`', "'").slice(0, 160)}\``;
    return language === 'zh' ? `第 ${line} 行：${code}` : `line ${line}: ${code}`;
  });
  return {
    answer: [told[language], ...shown].join('\n'),
    declined: false,
    quotes: lines.map((line) => ({ text: text(line).trim(), lines: [line, line] })),
    confidence: 0.92,
  };
}
