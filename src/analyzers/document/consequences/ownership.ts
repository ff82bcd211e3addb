import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import type { Workload } from '../workload.ts';
import { code, line } from './words.ts';

/** Whether a container may change owners of files: chown needs root, whatever its image would run as. */
export function mayChown({ containers }: Workload, settings: readonly Setting[], question: string): Told | null {
  const running = (one: Workload['containers'][number]): Setting | undefined =>
    settings.find(
      ({ path, value, line: at }) =>
        /(?:^|\/)(?:command|args)$/.test(path) && /\bchown\b/.test(value) && belongs(one, containers, at),
    );
  const found = containers.filter((one) => running(one));
  const container = found.find(({ name }) => names(question, name)) ?? found[0];
  if (!container) return null;
  const user =
    container.settings.get('securityContext/runAsUser') ??
    settings.find(({ path }) => /(?:^|\/)spec\/securityContext\/runAsUser$/.test(path));
  const command = running(container)!;
  if (!user)
    return {
      zh: `看镜像：没写 \`runAsUser\`，镜像默认用 root 才改得了属主。`,
      en: 'That is up to the image: without `runAsUser` it runs as the image says, and only root may change owners.',
      lines: line(command),
    };
  if (user.value === '0')
    return {
      zh: `能：${code(container.name)} 以 root 运行（\`runAsUser: 0\`）；除非卷的服务端不让改（例如 NFS 的 root_squash）。`,
      en: `Yes: ${code(container.name)} runs as root (\`runAsUser: 0\`), unless the server of the volume refuses (NFS with root_squash).`,
      lines: line(command, user),
    };
  const group = settings.find(({ path }) => path.endsWith('securityContext/fsGroup'));
  return {
    zh: `多半不能：${code(container.name)} 以 UID ${user.value} 运行（\`runAsUser\`），不是 root，chown 属于别人的文件会报 Operation not permitted，init 容器失败、Pod 起不来。${group ? `已经有 \`fsGroup: ${group.value}\`，卷会自动改成这个组可写，这一步可以去掉；` : ''}真要 chown，就给这个容器单独写 \`runAsUser: 0\`。`,
    en: `Most likely not: ${code(container.name)} runs as UID ${user.value} (\`runAsUser\`), not as root, so chown of files that are another's fails with Operation not permitted, and the Pod does not start. ${group ? `\`fsGroup: ${group.value}\` already makes the volume writable for that group, so the step can go; ` : ''}${group ? 'if' : 'If'} it is needed, give this container \`runAsUser: 0\` of its own.`,
    lines: line(command, user, group),
  };
}

/** Whether a line is one of a container: behind its name and before the next one's. */
function belongs(one: Workload['containers'][number], all: Workload['containers'], at: number): boolean {
  const next = Math.min(
    ...all.map(({ line: begin }) => begin).filter((begin) => begin > one.line),
    Number.POSITIVE_INFINITY,
  );
  return at >= one.line && at < next;
}
