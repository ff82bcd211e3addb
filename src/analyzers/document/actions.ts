import { names } from '../../asking/question.ts';
import type { Setting } from './facts.ts';
import { type Part, partsOf } from './fields.ts';
import type { Told } from './outcomes.ts';
import { containersOf } from './workload.ts';

/** An object that commands act on. */
interface Target {
  kind: string;
  name: string;
  /** ` -n NAMESPACE`, where the manifest writes one. */
  space: string;
  settings: Setting[];
}

interface Action {
  asked: RegExp;
  kinds: RegExp;
  tell: (target: Target, question: string, all: readonly Part[]) => { zh: string; en: string };
}

const ref = ({ kind, name }: Target): string => `${kind.toLowerCase()}/${name}`;
const command = (text: string): string => `\`${text}\``;
const ROLLED = /^(?:Deployment|StatefulSet|DaemonSet)$/;
const SCALED = /^(?:Deployment|StatefulSet|ReplicaSet)$/;
const RUNS = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob|Pod)$/;

/** What people do with what a manifest makes, and the command for it. */
const ACTIONS: Action[] = [
  {
    asked:
      /暂停|停(?:一|掉|下|用|几|个|两|三)|先停|临时停|挂起|别跑|不(?:让|要).{0,6}跑|恢复|\bpaus\w*|\bsuspend\w*|\bdisabl\w*|\bhold\b|\bstop\w*|\bresum\w*|\bturn\w* (?:it |this )?off\b/i,
    kinds: /^(?:CronJob|Job)$/,
    tell: (target) => ({
      zh: `把 \`suspend\` 设成 true：${command(`kubectl patch ${ref(target)}${target.space} -p '{"spec":{"suspend":true}}'`)}（或改清单里的 \`suspend: true\` 再 apply）；${target.kind === 'CronJob' ? '之后不再建新的 Job，已经在跑的不受影响' : '正在跑的 Pod 会被终止，恢复后重新建'}。恢复时改回 false。`,
      en: `Set \`suspend\` to true: ${command(`kubectl patch ${ref(target)}${target.space} -p '{"spec":{"suspend":true}}'`)} (or write \`suspend: true\` in the manifest and apply it); ${target.kind === 'CronJob' ? 'no new Job is made then, one that runs goes on' : 'its running Pods are terminated, and made anew when it goes on'}. Set it back to false to go on.`,
    }),
  },
  {
    asked:
      /(?:马上|立刻|立即|现在|手动|手工|临时|先).{0,6}(?:跑|执行|运行|触发)|触发一次|跑一次|\b(?:run|trigger|start|execute|kick)\w*\b.{0,30}\b(?:now|once|manually|immediately|by hand|right away)\b|\bmanual(?:ly)? (?:run|trigger|start)|\btrigger\b/i,
    kinds: /^CronJob$/,
    tell: (target) => ({
      zh: `${command(`kubectl create job ${target.name}-manual --from=cronjob/${target.name}${target.space}`)}：用它的模板马上建一个 Job，不影响定时。`,
      en: `${command(`kubectl create job ${target.name}-manual --from=cronjob/${target.name}${target.space}`)} makes a Job of its template at once; the schedule stays as it is.`,
    }),
  },
  {
    asked: /重启|\brestart\w*|\bbounce\b|\brecycle\b/i,
    kinds: ROLLED,
    tell: (target) => ({
      zh: `${command(`kubectl rollout restart ${ref(target)}${target.space}`)}：按更新策略把 Pod 逐个换新，清单不用改。`,
      en: `${command(`kubectl rollout restart ${ref(target)}${target.space}`)} replaces its Pods by the update strategy; the manifest stays as it is.`,
    }),
  },
  {
    asked: /回滚|回退|撤销|退回|\broll\w* ?back\b|\bundo\b|\brevert\w*|\bprevious (?:version|revision)\b/i,
    kinds: ROLLED,
    tell: (target) => ({
      zh: `${command(`kubectl rollout undo ${ref(target)}${target.space}`)} 回到上一个版本，指定版本加 \`--to-revision=N\`（${command(`kubectl rollout history ${ref(target)}${target.space}`)} 列出）。只回退 Pod 模板，副本数和 ConfigMap 不变。`,
      en: `${command(`kubectl rollout undo ${ref(target)}${target.space}`)} goes back one revision, \`--to-revision=N\` to a given one (${command(`kubectl rollout history ${ref(target)}${target.space}`)} lists them). Only the Pod template goes back, not replicas or ConfigMaps.`,
    }),
  },
  {
    asked:
      /扩(?:容|到|成)?|缩(?:容|到|成)?|副本数?.{0,6}(?:改|加|减|调)|(?:改|加|减|调).{0,8}副本|停掉|停下|\bscale\w*|\b(?:more|fewer|number of) replicas\b/i,
    kinds: SCALED,
    tell: (target, question, all) => {
      const scaler = all.find(({ kind }) => kind === 'HorizontalPodAutoscaler');
      const wanted = /(?:到|成|为|\bto) ?(\d{1,4})|(\d{1,4}) ?(?:个|replicas?|pods?|copies)/i.exec(question);
      const number = wanted?.[1] ?? wanted?.[2] ?? 'N';
      const text = command(`kubectl scale ${ref(target)} --replicas=${number}${target.space}`);
      return {
        zh: `${text}，或改清单里的 \`replicas\` 再 apply（只用命令改的话，下次 apply 会改回清单里写的数）。${scaler ? '这里有 HPA，它会把副本数改回自己算的，要改它的 minReplicas/maxReplicas。' : ''}`,
        en: `${text}, or change \`replicas\` in the manifest and apply it (a number set by the command alone is undone by the next apply of a manifest that writes another).${scaler ? ' There is an HPA, which sets the number back to its own: change its minReplicas and maxReplicas.' : ''}`,
      };
    },
  },
  {
    asked: /日志|\blogs?\b|输出(?:什么|在哪)/i,
    kinds: RUNS,
    tell: (target, question) => {
      const containers = containersOf(target.settings).map(({ name }) => name);
      const named = containers.find((name) => names(question, name));
      const which = named ?? (containers.length === 1 ? null : 'CONTAINER');
      const of = target.kind === 'CronJob' ? 'job/JOB' : ref(target);
      const text = command(`kubectl logs ${of}${target.space}${which ? ` -c ${which}` : ''}`);
      const jobs = command(`kubectl get jobs${target.space}`);
      return {
        zh: `${text}，加 \`-f\` 跟着看，\`--previous\` 看上一次崩溃的，\`--all-containers\` 看全部${target.kind === 'CronJob' ? `（Job 的名字：${jobs}）` : ''}。`,
        en: `${text}; \`-f\` follows, \`--previous\` shows the run that crashed before, \`--all-containers\` all of them${target.kind === 'CronJob' ? ` (the Jobs: ${jobs})` : ''}.`,
      };
    },
  },
  {
    asked:
      /(?:更新|发布|滚动|rollout).{0,8}(?:进度|完了没|好了没|状态|完成没)|\brollout status\b|\b(?:update|rollout)\b.{0,16}\b(?:progress|done|finished|complete)/i,
    kinds: ROLLED,
    tell: (target) => ({
      zh: `${command(`kubectl rollout status ${ref(target)}${target.space}`)}：等到更新完成（或失败）才返回。`,
      en: `${command(`kubectl rollout status ${ref(target)}${target.space}`)} returns when the update is done, or failed.`,
    }),
  },
];

const HOW =
  /怎么(?!会|样|回事|还|没|不)|如何|怎样(?:才)?(?:能|让|把|可以)?|什么命令|哪个命令|用什么.{0,4}命令|\bhow (?:do|can|could|to|should|would)\b|\b(?:what|which)(?:'s| is)? (?:the )?commands?\b/i;
const NOT_HOW = /\bhow (?:do|can|would) (?:the|it|they|this)\b|为什么|\bwhy\b|怎么知道|how (?:long|many|much|often)/i;

/** "How do I pause it", "怎么扩到 8 个": the command, with the names of the manifest. */
export function aboutAction(question: string, settings: readonly Setting[]): Told | null {
  if (!HOW.test(question) || NOT_HOW.test(question)) return null;
  const parts = partsOf(settings);
  const targets = parts.flatMap(({ kind, settings: own }): Target[] => {
    const name = own.find(({ path }) => path === 'metadata/name')?.value;
    const space = own.find(({ path }) => path === 'metadata/namespace')?.value;
    // What goes into a command has to be a name and nothing else.
    const written = [name, space ?? 'default'].every((each) => each !== undefined && /^[\w.-]+$/.test(each));
    return written ? [{ kind, name: name!, space: space ? ` -n ${space}` : '', settings: own }] : [];
  });
  const lower = question.toLowerCase();
  for (const { asked, kinds, tell } of ACTIONS) {
    if (!asked.test(question)) continue;
    const able = targets.filter(({ kind }) => kinds.test(kind));
    const named = able.filter(
      ({ kind, name }) => lower.includes(kind.toLowerCase()) || lower.includes(name.toLowerCase()),
    );
    const [target, other] = named.length > 0 ? named : able;
    if (!target || other) continue;
    return {
      ...tell(target, question, parts),
      lines: target.settings.flatMap(({ path, line }) => (path === 'metadata/name' ? [line] : [])),
    };
  }
  return null;
}
