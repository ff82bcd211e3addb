import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { type Container, isSidecar, type Workload } from '../workload.ts';
import { code, isJob, line } from './words.ts';

/** What one container is to its Pod: run before the others, beside them, or the work itself. */
export function roleOf(workload: Workload, _: readonly Setting[], question: string): Told | null {
  const named = workload.containers.filter(({ name }) => names(question, name));
  const [container, other] = named;
  if (!container || other) return null;
  const name = code(container.name);
  const sidecar = isSidecar(container);
  const asksSidecar = /sidecar|边车|伴随|常驻|一直/i.test(question);
  const asksInit = !asksSidecar && /\binit\b|\binit[- ]?container|初始化|跑完就退/i.test(question);
  const asksMain = !asksSidecar && !asksInit;
  const yes = sidecar ? asksSidecar : container.init ? asksInit : asksMain;
  const policy = container.settings.get('restartPolicy');
  const zh = sidecar
    ? `${name} 写在 \`initContainers\` 里但带 \`restartPolicy: Always\`，是 sidecar：先于主容器启动，然后一直跑到 Pod 结束，不是跑完就退出的`
    : container.init
      ? `${name} 是普通的 init 容器：在主容器之前跑，跑完就退出`
      : `${name} 写在 \`containers\` 里，是普通容器${isJob(workload) ? '，Job 要等它结束' : '，跟 Pod 一起一直跑'}${asksSidecar ? '；按分工可以叫边车，但不是原生 sidecar（`initContainers` 里带 `restartPolicy: Always`）' : ''}`;
  const en = sidecar
    ? `${name} stands in \`initContainers\` but with \`restartPolicy: Always\`: a sidecar, it starts before the main containers and then runs as long as the Pod`
    : container.init
      ? `${name} is a plain init container: it runs before the main containers and then ends`
      : `${name} stands in \`containers\`: an ordinary container${isJob(workload) ? ', the Job waits for its end' : ', it runs as long as the Pod'}${asksSidecar ? '; one may call it a sidecar by what it does, but it is no native one (`initContainers` with `restartPolicy: Always`)' : ''}`;
  return {
    zh: `${yes ? '是' : '不是'}：${zh}。`,
    en: `${yes ? 'Yes' : 'No'}: ${en}.`,
    lines: [container.line, ...line(policy)],
  };
}

const commandOf = (container: Container): Setting[] =>
  ['command', 'args'].flatMap((key) => container.settings.get(key) ?? []);

/** An init container that waits in a loop for something: while that does not come, nothing else starts. */
export function waitsFor({ containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  for (const [index, container] of containers.filter(({ init }) => init).entries()) {
    const lines = settings.filter(
      ({ line: at, path }) =>
        /initContainers\/(?:command|args)$/.test(path) &&
        at >= container.line &&
        !containers.some((other) => other.line > container.line && other.line <= at),
    );
    const script = [...commandOf(container), ...lines].map(({ value }) => value).join(' ');
    const waited = /\b(?:until|while)\b(.{3,160})/.exec(script)?.[1];
    if (!waited) continue;
    const meant =
      (waited.match(/[A-Za-z][\w.-]+/g) ?? []).some((word) => names(question, word)) ||
      names(question, container.name) ||
      /数据库|依赖|\bdatabase\b|\bdependenc/i.test(question);
    if (!meant) continue;
    const total = containers.filter(({ init }) => init).length;
    return {
      zh: `Pod 一直停在 **Init:${index}/${total}**：init 容器 ${code(container.name)} 循环等它，等不到就不退出，后面的容器都不会启动；没有超时，会一直等（除非别处设了期限），通了就自动继续。`,
      en: `The Pod stays at **Init:${index}/${total}**: the init container ${code(container.name)} waits for it in a loop and does not end, so none of the containers behind it start; there is no time limit in that loop, and once it can be reached things go on by themselves.`,
      lines: [...new Set([container.line, ...lines.map(({ line: at }) => at)])],
    };
  }
  return null;
}
