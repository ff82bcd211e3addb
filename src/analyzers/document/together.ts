import { names, readAsked } from '../../asking/question.ts';
import { objectsIn } from './objects.ts';
import type { Told } from './outcomes.ts';
import { at, type Node, nodesAt } from './tree.ts';
import { quantity } from './workload.ts';

const code = (text: string): string => `\`${text.replaceAll('`', "'").slice(0, 120)}\``;

/** Something that runs Pods: the labels they get and what is in them. */
interface Runs {
  kind: string;
  name: string;
  spec: Node;
  labels: Node[];
  /** What the controller looks for; of a Pod, nothing. */
  selector: Node[] | null;
  containers: Node[];
}

interface Routes {
  name: string;
  spec: Node;
  selector: Node[];
  ports: Node[];
}

const named = (object: Node[]): string => nodesAt(object, 'metadata', 'name')[0]?.value ?? '';

function runsOf(object: Node[]): Runs | null {
  const kind = nodesAt(object, 'kind')[0]?.value ?? '';
  const spec = nodesAt(object, 'spec')[0];
  if (!spec) return null;
  const template = kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec', 'template') : at(spec, 'template');
  const pod = kind === 'Pod' ? spec : template && at(template, 'spec');
  const containers = pod && at(pod, 'containers')?.children;
  if (!pod || !containers || containers.length === 0) return null;
  const labels = kind === 'Pod' ? nodesAt(object, 'metadata', 'labels')[0] : at(template!, 'metadata', 'labels');
  const selector = kind === 'Pod' ? undefined : at(spec, 'selector', 'matchLabels');
  return {
    kind,
    name: named(object),
    spec: pod,
    labels: labels?.children ?? [],
    selector: selector?.children ?? null,
    containers,
  };
}

function routesOf(object: Node[]): Routes | null {
  const spec = nodesAt(object, 'spec')[0];
  if (nodesAt(object, 'kind')[0]?.value !== 'Service' || !spec) return null;
  return {
    name: named(object),
    spec,
    selector: at(spec, 'selector')?.children ?? [],
    ports: at(spec, 'ports')?.children ?? [],
  };
}

const pairs = (nodes: readonly Node[]): string => nodes.map(({ key, value }) => code(`${key}=${value}`)).join(', ');
const unmet = (wanted: readonly Node[], labels: readonly Node[]): Node[] =>
  wanted.filter(({ key, value }) => !labels.some((label) => label.key === key && label.value === value));

const declaredBy = ({ containers }: Runs): Node[] =>
  containers.flatMap((container) => at(container, 'ports')?.children ?? []);

/** A port of a Service that goes to none which the containers declare. */
function astray(port: Node, runs: Runs): { target: Node; byName: boolean; declared: Node[] } | null {
  const target = at(port, 'targetPort') ?? at(port, 'port');
  const declared = declaredBy(runs);
  if (!target || declared.length === 0) return null;
  const byName = !/^\d+$/.test(target.value);
  const key = byName ? 'name' : 'containerPort';
  return declared.some((one) => at(one, key)?.value === target.value) ? null : { target, byName, declared };
}

const REACHES =
  /(?=.*(?:\bservices?\b|\bsvc\b|服务|流量|endpoints?|端点|请求|\btraffic\b|\bselector\b|选择器|\bports?\b|端口))(?=.*(?:通|空的|没有(?:端点|endpoints?)|endpoints?.{0,4}(?:没有|为空|是空)|\bno endpoints?\b|\bempty\b|访问(?:到|得到|得了)?|到达|到得了|打到|转(?:发)?到|对得?上|匹配|选(?:得)?中|选到|找得到|一致|\breach\w*|\bmatch\w*|\bconnect\w*|\bwork\w*|\bselects?\b|\bfinds?\b|\bget(?:s)? (?:to|through)\b|\bline up\b|\bcorrect\w*|\bright\b))/i;

/** "Why does the Service not reach the Pods". */
const WHY_NOT = /为什么|为何|为啥|\bwhy\b/i;
const FROM_OUTSIDE = /集群外|外(?:部|面|网)|\boutside\b|\bexternal|\bingress\b|\bdns\b|域名/i;

/** Whether a Service and what is pasted beside it fit: the labels it selects by, and the ports it sends to. */
export function reaches(question: string, root: readonly Node[]): Told | null {
  const asked = readAsked(question);
  if (!REACHES.test(question) || !(asked.yesNo || WHY_NOT.test(question)) || FROM_OUTSIDE.test(question)) return null;
  const objects = objectsIn(root);
  const routes = objects.flatMap((object) => routesOf(object) ?? []);
  const runs = objects.flatMap((object) => runsOf(object) ?? []);
  const route = routes.find(({ name }) => names(question, name)) ?? routes[0];
  if (!route || runs.length === 0 || route.selector.length === 0) return null;
  const selected = runs.filter(({ labels }) => unmet(route.selector, labels).length === 0);
  const [one] = selected.length > 0 ? selected : runs;
  const missing = unmet(route.selector, one!.labels);
  if (selected.length === 0)
    return {
      zh: `到不了：Service ${code(route.name)} 按 ${pairs(route.selector)} 选 Pod，而 ${one!.kind} ${code(one!.name)} 的 Pod 标签是 ${pairs(one!.labels) || '（没有）'}，${pairs(missing)} 对不上，一个都选不中（没有端点）。`,
      en: `No: the Service ${code(route.name)} selects ${pairs(route.selector)}, but the Pods of the ${one!.kind} ${code(one!.name)} have ${pairs(one!.labels) || 'no labels'}; ${pairs(missing)} does not match, so it selects none (no endpoints).`,
      lines: [...missing, ...one!.labels].map(({ line }) => line),
    };
  const wrong = route.ports.flatMap((port) => astray(port, one!) ?? []);
  const [bad] = wrong;
  if (bad) {
    const ports = bad.declared
      .map((port) => code([at(port, 'name')?.value, at(port, 'containerPort')?.value].filter(Boolean).join(' ')))
      .join(', ');
    return {
      zh: `到不了：标签选得中，但 Service 把流量送到端口 **${bad.target.value}**，容器声明的是 ${ports}${bad.byName ? '，没有叫这个名字的端口，端点就是空的' : '。容器端口的声明只是说明，除非程序真的监听这个端口，否则连接被拒绝'}。`,
      en: `No: the labels match, but the Service sends to port **${bad.target.value}** and the container declares ${ports}${bad.byName ? '; none has that name, so there is no endpoint port' : '. Declaring a port only informs: unless the program really listens on that one, connections are refused'}.`,
      lines: [bad.target.line, ...bad.declared.flatMap((port) => at(port, 'containerPort')?.line ?? [])],
    };
  }
  const to = route.ports.map((port) => at(port, 'targetPort')?.value ?? at(port, 'port')?.value ?? '').join(', ');
  const known = declaredBy(one!).length > 0;
  return {
    zh: `能，对得上：Service ${code(route.name)} 按 ${pairs(route.selector)} 选中 ${code(one!.name)} 的 Pod，送到端口 **${to}**${known ? '，容器也声明了它' : '（容器没声明端口，要看程序是否监听它）'}；Pod 还得就绪才会收到流量。`,
    en: `Yes, they fit: the Service ${code(route.name)} selects the Pods of ${code(one!.name)} by ${pairs(route.selector)} and sends to port **${to}**${known ? ', which the container declares' : ' (the container declares none, so that depends on what the program listens on)'}; a Pod has to be ready to get traffic.`,
    lines: [...route.selector, ...route.ports].map(({ line }) => line),
  };
}

interface Flaw {
  zh: string;
  en: string;
  line: number;
}

/** What of one object cannot work, or is refused, as it is written. */
function flawsOf(runs: Runs): Flaw[] {
  const found: Flaw[] = [];
  const { kind, spec, containers, labels, selector } = runs;
  const missing = selector ? unmet(selector, labels) : [];
  if (missing.length > 0)
    found.push({
      zh: `\`selector.matchLabels\` 的 ${pairs(missing)} 不在模板的标签里，API 会拒绝`,
      en: `\`selector.matchLabels\` has ${pairs(missing)}, which the template's labels have not: the API refuses it`,
      line: missing[0]!.line,
    });
  const policy = at(spec, 'restartPolicy');
  if (policy && policy.value !== 'Always' && /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet)$/.test(kind))
    found.push({
      zh: `${kind} 的模板只能用 \`restartPolicy: Always\`，写 ${code(policy.value)} 会被拒绝`,
      en: `a ${kind} takes \`restartPolicy: Always\` only, ${code(policy.value)} is refused`,
      line: policy.line,
    });
  if (/^(?:Job|CronJob)$/.test(kind) && (!policy || policy.value === 'Always'))
    found.push({
      zh: `${kind} 必须写 \`restartPolicy: OnFailure\` 或 \`Never\`，${policy ? 'Always ' : '不写就是 Always，'}会被拒绝`,
      en: `a ${kind} needs \`restartPolicy: OnFailure\` or \`Never\`; ${policy ? 'Always' : 'left out it is Always, which'} is refused`,
      line: (policy ?? spec).line,
    });
  const volumes = new Set((at(spec, 'volumes')?.children ?? []).map((volume) => at(volume, 'name')?.value ?? ''));
  const seen = new Set<string>();
  for (const container of [...(at(spec, 'initContainers')?.children ?? []), ...containers]) {
    const name = at(container, 'name')?.value ?? '';
    if (name !== '' && seen.has(name))
      found.push({
        zh: `两个容器都叫 ${code(name)}，名字不能重复`,
        en: `two containers are called ${code(name)}; names have to differ`,
        line: container.line,
      });
    seen.add(name);
    if (!at(container, 'image') && kind !== 'DaemonSet')
      found.push({ zh: `${code(name)} 没写 \`image\``, en: `${code(name)} has no \`image\``, line: container.line });
    for (const mount of at(container, 'volumeMounts')?.children ?? []) {
      const volume = at(mount, 'name');
      // A StatefulSet brings volumes of its claims.
      if (volume && kind !== 'StatefulSet' && !volumes.has(volume.value))
        found.push({
          zh: `${code(name)} 挂载了卷 ${code(volume.value)}，但 \`volumes\` 里没有它，API 会拒绝`,
          en: `${code(name)} mounts the volume ${code(volume.value)}, which is not among \`volumes\`: the API refuses it`,
          line: volume.line,
        });
    }
    for (const what of ['cpu', 'memory']) {
      const [request, limit] = [
        at(container, 'resources', 'requests', what),
        at(container, 'resources', 'limits', what),
      ];
      const [least, most] = [quantity(request?.value ?? ''), quantity(limit?.value ?? '')];
      if (request && limit && least !== null && most !== null && least > most)
        found.push({
          zh: `${code(name)} 的 ${what} 请求 ${request.value} 大于上限 ${limit.value}，API 会拒绝`,
          en: `${code(name)} requests ${request.value} of ${what}, more than its limit of ${limit.value}: the API refuses it`,
          line: request.line,
        });
    }
    const ends = endsAtOnce(container);
    const hook = hookTooLong(container, spec);
    if (ends && containers.includes(container)) found.push(ends);
    if (hook) found.push(hook);
    const ports = at(container, 'ports')?.children ?? [];
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const port = at(container, probe, 'httpGet', 'port') ?? at(container, probe, 'tcpSocket', 'port');
      if (!port || ports.length === 0) continue;
      const byName = !/^\d+$/.test(port.value);
      if (ports.some((one) => at(one, byName ? 'name' : 'containerPort')?.value === port.value)) continue;
      found.push({
        zh: `${code(name)} 的 ${probe} 查端口 ${code(port.value)}，容器没有声明它${byName ? '，按名字找不到，探针会一直失败' : '：程序不监听它的话，探针会一直失败'}`,
        en: `the ${probe} of ${code(name)} asks port ${code(port.value)}, which the container does not declare${byName ? ': there is no port of that name, so it always fails' : '; if nothing listens there, it always fails'}`,
        line: port.line,
      });
    }
    const success = at(container, 'livenessProbe', 'successThreshold');
    if (success && success.value !== '1')
      found.push({
        zh: 'livenessProbe 的 `successThreshold` 只能是 1，API 会拒绝',
        en: 'the `successThreshold` of a livenessProbe has to be 1: the API refuses it',
        line: success.line,
      });
  }
  return found;
}

/** Images of a bare system: what they run is a shell, which ends at once without a terminal. */
const BARE_SYSTEM =
  /^(?:docker\.io\/)?(?:library\/)?(?:ubuntu|debian|centos|alpine|busybox|fedora|rockylinux|almalinux|amazonlinux|oraclelinux|archlinux)(?::[\w.-]+)?$/;

/** A container of a bare system with nothing to run. */
function endsAtOnce(container: Node): Flaw | null {
  const image = at(container, 'image');
  if (!image || !BARE_SYSTEM.test(image.value)) return null;
  if (at(container, 'command') || at(container, 'args') || at(container, 'stdin')?.value === 'true') return null;
  return {
    zh: `${code(at(container, 'name')?.value ?? '')} 没写 \`command\`，镜像 ${code(image.value)} 默认只跑一个 shell，没有终端马上就正常退出（Completed，反复重启就成 CrashLoopBackOff）；写上要跑的程序，只想留着就用 \`command: ["sleep", "infinity"]\``,
    en: `${code(at(container, 'name')?.value ?? '')} has no \`command\`, and the image ${code(image.value)} only runs a shell, which ends at once without a terminal (Completed, then CrashLoopBackOff where it is restarted); name the program to run, or \`command: ["sleep", "infinity"]\` to keep it`,
    line: image.line,
  };
}

/** The seconds that a preStop hook only sleeps. */
function hookSleep(container: Node): Node | null {
  const own = at(container, 'lifecycle', 'preStop', 'sleep', 'seconds');
  if (own) return own;
  const command = at(container, 'lifecycle', 'preStop', 'exec', 'command');
  const words = [command?.value ?? '', ...(command?.children ?? []).map(({ value }) => value)].join(' ');
  const seconds = /\bsleep\W+(\d+)/.exec(words)?.[1];
  return command && seconds ? { ...command, value: seconds } : null;
}

/** A hook that takes the whole grace period, so that nothing is left for SIGTERM. */
function hookTooLong(container: Node, spec: Node): Flaw | null {
  const hook = hookSleep(container);
  const grace = Number(at(spec, 'terminationGracePeriodSeconds')?.value ?? 30);
  if (!hook || !(Number(hook.value) >= grace)) return null;
  return {
    zh: `${code(at(container, 'name')?.value ?? '')} 的 preStop 睡 ${hook.value} 秒，宽限期只有 ${grace} 秒而且从它之前算起，程序几乎没有时间处理 SIGTERM`,
    en: `the preStop hook of ${code(at(container, 'name')?.value ?? '')} sleeps ${hook.value} s, but the grace period is ${grace} s and counted from before it, so SIGTERM is hardly handled`,
    line: hook.line,
  };
}

const WHETHER_RIGHT =
  /(?:哪里|哪儿|哪些|什么地方|有没有|有什么|存在|是否).{0,10}(?:写错|错|不对|问题|毛病|冲突)|(?:yaml|清单|配置|写法?|这样写?|这么写?|语法|格式).{0,6}(?:对不对|对吗|正确吗|合法吗|有效吗|有没有问题|能用吗|可以吗|有问题吗|没问题吧?|行吗)|能(?:直接)?(?:apply|部署|创建|提交)(?:上去|成功)?(?:吗|么)?|会被(?:api ?server|api)?拒绝吗|\b(?:anything|something|what(?:'s| is)?|where)\b.{0,24}\b(?:wrong|incorrect|invalid)\b|\b(?:any|is there an?|are there|spot the|find the|where is the)\b.{0,16}\b(?:mistakes?|errors?|problems?|issues?|bugs?)\b.{0,30}(?:here|in (?:it|this|the|my)\b.*|with (?:it|this|the|my)\b.*)?[?？]?$|\bis (?:this|it|the|that|my)\b.{0,24}\b(?:valid|correct|right|ok|okay|fine)\b|\bwill (?:this|it) (?:apply|be accepted|be rejected)\b|\bdoes (?:this|it) (?:look (?:right|ok|okay|good|fine)|validate|apply)\b/i;
/** Whether one thing in it is right is another question. */
const OF_ONE_THING =
  /探针|probe|端口|\bports?\b|pre-?stop|post-?start|\bhooks?\b|钩子|亲和|affinity|容忍|tolerat|污点|taint|环境变量|\benv\b|变量|[A-Z]+_[A-Z]+|\bqos\b|镜像|image|资源|内存|cpu|memory|宽限|grace|时间|schedule|cron/i;

/** What is wrong in the pasted objects as such, and what does not fit between them. */
export function flaws(question: string, root: readonly Node[]): Told | null {
  if (!WHETHER_RIGHT.test(question) || OF_ONE_THING.test(question)) return null;
  const objects = objectsIn(root);
  const runs = objects.flatMap((object) => runsOf(object) ?? []);
  if (runs.length === 0) return null;
  const found = runs.flatMap(flawsOf);
  for (const route of objects.flatMap((object) => routesOf(object) ?? [])) {
    if (route.selector.length === 0) continue;
    const own = runs.find(({ labels }) => unmet(route.selector, labels).length === 0);
    if (!own)
      found.push({
        zh: `Service ${code(route.name)} 的选择器 ${pairs(route.selector)} 选不中这里的任何 Pod`,
        en: `the selector ${pairs(route.selector)} of the Service ${code(route.name)} matches no Pods of those pasted here`,
        line: route.selector[0]!.line,
      });
    for (const port of own ? route.ports : []) {
      const bad = astray(port, own!);
      if (bad)
        found.push({
          zh: `Service ${code(route.name)} 送到端口 ${code(bad.target.value)}，容器声明的端口里没有它`,
          en: `the Service ${code(route.name)} sends to port ${code(bad.target.value)}, which is none that the container declares`,
          line: bad.target.line,
        });
    }
  }
  if (found.length === 0)
    return {
      zh: '没看出写错的地方：字段之间对得上（标签、端口、卷、资源、重启策略）。引用的东西在集群里有没有、镜像拉不拉得到，清单里看不出来。',
      en: 'Nothing wrong that I can see: labels, ports, volumes, resources and the restart policy fit. Whether what it refers to exists in the cluster, a manifest does not tell.',
      lines: [],
    };
  const list = found.slice(0, 5);
  return {
    zh: `有 ${found.length} 处：${list.map(({ zh }) => zh).join('；')}。`,
    en: `${found.length === 1 ? 'One thing' : `${found.length} things`}: ${list.map(({ en }) => en).join('; ')}.`,
    lines: list.map(({ line }) => line),
  };
}
