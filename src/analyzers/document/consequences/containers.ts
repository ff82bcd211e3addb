import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { isSidecar, type Workload } from '../workload.ts';
import { code, isJob, line, podPolicy } from './words.ts';

/** Which containers start first, and what each waits for. */
export function startOrder({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const asked = containers.filter(({ name }) => names(question, name));
  const [one, two] = asked;
  // Containers are told in the order they stand in the manifest, of init ones that is the order they run in.
  const [first, then] = one && two && !one.init && two.init ? [two, one] : [one, two];
  if (first && then && asked.length === 2 && first.init)
    return {
      zh: `先 ${code(first.name)}，它${isSidecar(first) ? '启动起来' : '成功结束'}之后才是 ${code(then.name)}。`,
      en: `First ${code(first.name)}, and ${code(then.name)} only after it ${isSidecar(first) ? 'has started' : 'has succeeded'}.`,
      lines: [first.line, then.line],
    };
  const inits = containers.filter(({ init }) => init);
  const own = containers.filter(({ init }) => !init);
  if (containers.length < 2) return null;
  const listZh = (list: typeof containers): string => list.map(({ name }) => code(name)).join('、');
  const listEn = (list: typeof containers): string => list.map(({ name }) => code(name)).join(', ');
  const waits = inits.some(isSidecar);
  return {
    zh:
      inits.length > 0
        ? `先是 init 容器 ${listZh(inits)}，按顺序一个一个来${waits ? '（sidecar 启动起来就算，其余要成功结束）' : '，每个都要成功结束'}；然后 ${listZh(own)} 一起启动，不互相等。`
        : `没有 init 容器，${listZh(own)} 一起启动，不保证先后、也不互相等。`,
    en:
      inits.length > 0
        ? `First the init containers ${listEn(inits)}, one after another${waits ? ' (a sidecar only has to be started, the others have to succeed)' : ', each of which has to succeed'}; then ${listEn(own)} together, not waiting for each other.`
        : `There are no init containers: ${listEn(own)} start together, without a fixed order and without waiting for each other.`,
    lines: containers.map((container) => container.line),
  };
}

/** "Does log-agent stop before resize starts": whether a container of the init list ends before the others run. */
export function endsFirst({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const inits = containers.filter(({ init }) => init);
  const own = inits.filter(({ name }) => names(question, name));
  const [init, other] = own.length > 0 ? own : inits;
  if (!init || other) return null;
  const name = code(init.name);
  const policy = init.settings.get('restartPolicy');
  return isSidecar(init)
    ? {
        zh: `不会：${name} 带 \`restartPolicy: Always\`，是 sidecar，启动起来之后才轮到后面的容器，而且会和它们一起一直跑着，最后才停。`,
        en: `No: with \`restartPolicy: Always\` ${name} is a sidecar; the containers after it start once it has started, and it keeps running alongside them until they have ended.`,
        lines: [init.line, ...(policy ? [policy.line] : [])],
      }
    : {
        zh: `会：${name} 是普通 init 容器，要成功结束，后面的容器才启动。`,
        en: `Yes: ${name} is a plain init container and has to succeed before the containers after it start.`,
        lines: [init.line],
      };
}

/** Which containers run as long as the Pod, and which are done before. */
export function runningOn({ kind, containers }: Workload, _: readonly Setting[]): Told | null {
  const sidecars = containers.filter(isSidecar);
  const own = containers.filter(({ init }) => !init);
  const done = containers.filter((container) => container.init && !isSidecar(container));
  if (containers.length < 2) return null;
  const names = (list: typeof containers, sign: string): string => list.map(({ name }) => code(name)).join(sign);
  const ends = isJob({ kind } as Workload);
  const zh = [
    ...(sidecars.length > 0
      ? [`${names(sidecars, '、')} 是 sidecar（init 容器带 \`restartPolicy: Always\`），Pod 在它就在`]
      : []),
    ends
      ? `主容器 ${names(own, '、')} 是 Job 的活，干完就退`
      : `主容器 ${names(own, '、')} 也是，Pod 运行期间由它撑着（除非程序自己退出）`,
    ...(done.length > 0 ? [`普通 init 容器 ${names(done, '、')} 跑完就退出`] : []),
  ];
  const en = [
    ...(sidecars.length > 0
      ? [
          `${names(sidecars, ', ')}: a sidecar (an init container with \`restartPolicy: Always\`), it runs as long as the Pod`,
        ]
      : []),
    ends
      ? `the main ${own.length === 1 ? 'container' : 'containers'} ${names(own, ', ')} of the Job ${own.length === 1 ? 'ends when its' : 'end when their'} work is done`
      : `the main ${own.length === 1 ? 'container' : 'containers'} ${names(own, ', ')} too, unless the program ends by itself`,
    ...(done.length > 0
      ? [
          `the plain init ${done.length === 1 ? 'container' : 'containers'} ${names(done, ', ')} ${done.length === 1 ? 'ends' : 'end'} before`,
        ]
      : []),
  ];
  return {
    zh: `${sidecars.length > 0 ? zh.join('；') : zh.join('；').replace('也是，Pod', '：Pod')}。`,
    en: `${(sidecars.length > 0 ? en : en.map((one) => one.replace(' too, unless', ' run all the time, unless'))).join('; ').replace(/^t/, 'T')}.`,
    lines: containers.map(({ line: own }) => own),
  };
}

/** What an init container that fails does to the Pod. */
export function initFailure({ containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  const inits = containers.filter((container) => container.init && !isSidecar(container));
  const init =
    inits.find(({ name }) => question.includes(name)) ?? (/\binit|初始化/i.test(question) ? inits[0] : undefined);
  if (!init) return null;
  const policy = podPolicy(settings);
  const never = policy?.value === 'Never';
  return {
    zh: never
      ? `整个 Pod 就失败了（Failed）：${code(init.name)} 是 init 容器，而 \`restartPolicy: Never\` 不重试，后面的容器不会启动。`
      : `kubelet 会一直重试 ${code(init.name)}（间隔逐次加长，状态 Init:CrashLoopBackOff），它成功之前后面的容器都不启动（\`restartPolicy: ${policy?.value ?? 'Always'}\`${policy ? '' : '，默认值'}）。`,
    en: never
      ? `The whole Pod fails: ${code(init.name)} is an init container and \`restartPolicy: Never\` does not retry it; the other containers never start.`
      : `The kubelet tries ${code(init.name)} again and again with growing pauses (Init:CrashLoopBackOff), and the other containers do not start until it succeeds (\`restartPolicy: ${policy?.value ?? 'Always'}\`${policy ? '' : ', the default'}).`,
    lines: line({ path: '', value: '', line: init.line }, policy),
  };
}

/** Whether the end of one container restarts another. */
export function otherRestarts({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const named = containers.filter(
    ({ name }) =>
      name.length > 1 && new RegExp(`(?<![\\w-])${name.replace(/[^\w]/g, '\\$&')}(?![\\w-])`).test(question),
  );
  const [one, other] = named.sort((a, b) => question.indexOf(a.name) - question.indexOf(b.name));
  if (!one || !other) return null;
  return {
    zh: `不会：容器是各自重启的，${code(one.name)} 挂了只重启它自己，${code(other.name)} 照常运行，Pod 也不换。`,
    en: `No: containers are restarted one by one; when ${code(one.name)} dies only it is restarted, ${code(other.name)} runs on and the Pod stays.`,
    lines: [one.line, other.line],
  };
}
