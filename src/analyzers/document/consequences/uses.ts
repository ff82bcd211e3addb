import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import { containersIn, type Told } from '../outcomes.ts';
import { type Container, quantity, type Workload } from '../workload.ts';
import { code, line } from './words.ts';

const RESOURCES = ['cpu', 'memory'] as const;
type Resource = (typeof RESOURCES)[number];
const ZH: Record<Resource, string> = { cpu: 'CPU', memory: '内存' };

const resourcesIn = (question: string): Resource[] => {
  const cpu = /\bcpus?\b|\bcores?\b|核|处理器/i.test(question);
  const memory = /内存|\bmem(?:ory)?\b|\bram\b/i.test(question);
  return cpu === memory ? [...RESOURCES] : cpu ? ['cpu'] : ['memory'];
};

/** What counts as request where none is written: the limit, or nothing. */
export function requestUnset(workload: Workload, _: readonly Setting[], question: string): Told | null {
  const own = containersIn(workload, question).flatMap((container) =>
    resourcesIn(question).flatMap((what) =>
      container.settings.has(`resources/requests/${what}`)
        ? []
        : [{ container, what, limit: container.settings.get(`resources/limits/${what}`) }],
    ),
  );
  if (own.length === 0) return null;
  const by = (limit: boolean) => own.filter((one) => (one.limit !== undefined) === limit);
  const name = (container: Container, all: readonly unknown[]): string =>
    workload.containers.length > 1 && all.length > 0 ? `${code(container.name)} ` : '';
  const equal = by(true).map(({ container, what, limit }) => ({
    zh: `${name(container, own)}${ZH[what]} ${limit!.value}`,
    en: `${name(container, own)}${what} ${limit!.value}`,
  }));
  const none = by(false).map(({ container, what }) => ({
    zh: `${name(container, own)}${ZH[what]}`,
    en: `${name(container, own)}${what}`,
  }));
  const zh = [
    ...(equal.length > 0 ? [`没写 requests 就等于 limits：**${equal.map((one) => one.zh).join('、')}**`] : []),
    ...(none.length > 0
      ? [`${none.map((one) => one.zh).join('、')} 两样都没写，按 0 算（除非命名空间的 LimitRange 给了默认值）`]
      : []),
  ];
  const en = [
    ...(equal.length > 0
      ? [`a request that is not written equals the limit: **${equal.map((one) => one.en).join(', ')}**`]
      : []),
    ...(none.length > 0
      ? [
          `${none.map((one) => one.en).join(', ')}: neither is written, so nothing is requested (unless a LimitRange of the namespace gives a default)`,
        ]
      : []),
  ];
  return {
    zh: `${zh.join('；')}。`,
    en: `${en.join('; ')}.`.replace(/^[a-z]/, (first) => first.toUpperCase()),
    lines: own.map(({ container, limit }) => limit?.line ?? container.line),
  };
}

/** Too much of a resource, without a figure: throttled or killed at the limit, or bounded by the node alone. */
export function tooMuch(workload: Workload, _: readonly Setting[], question: string): Told | null {
  if (/\d ?(?:[KMG]i?B?|m|核|兆|cores?|cpus?)(?![a-z])/i.test(question)) return null;
  const [what, both] = resourcesIn(question);
  if (!what || both) return null;
  const own = containersIn(workload, question);
  const told = own.map((container) => ({ container, limit: container.settings.get(`resources/limits/${what}`) }));
  const limited = told.filter(({ limit }) => limit && quantity(limit.value) !== null);
  const open = told.filter(({ limit }) => !limit);
  if (told.length === 0 || limited.length + open.length !== told.length) return null;
  const names_ = (list: typeof told, zh: boolean): string =>
    list.map(({ container }) => code(container.name)).join(zh ? '、' : ', ');
  const at = limited.map(({ container, limit }) => `${code(container.name)} ${limit!.value}`);
  const zh = [
    ...(limited.length > 0
      ? [
          what === 'cpu'
            ? `会，超过上限就被限速（不会被杀）：${at.join('、')}`
            : `会，超过上限就被 OOMKilled（退出码 137）：${at.join('、')}`,
        ]
      : []),
    ...(open.length > 0
      ? [
          what === 'cpu'
            ? `${limited.length > 0 ? '' : '不会：'}${names_(open, true)} 没写 CPU 上限，不按上限限速，节点忙的时候按 requests 的比例分`
            : `${limited.length > 0 ? '' : '不会因为上限被杀：'}${names_(open, true)} 没写内存上限，只受节点限制（除非 LimitRange 给了默认值）；节点内存不够时可能被驱逐或被 OOM killer 杀掉`,
        ]
      : []),
  ];
  const en = [
    ...(limited.length > 0
      ? [
          what === 'cpu'
            ? `Yes, over its limit it is throttled (not killed): ${at.join(', ')}`
            : `Yes, over its limit it is OOMKilled (exit code 137): ${at.join(', ')}`,
        ]
      : []),
    ...(open.length > 0
      ? [
          what === 'cpu'
            ? `${limited.length > 0 ? '' : 'No: '}${names_(open, false)} sets no CPU limit, so nothing throttles it; on a busy node CPU is shared by requests`
            : `${limited.length > 0 ? '' : 'Not by a limit: '}${names_(open, false)} sets no memory limit and is bounded by the node only (unless a LimitRange gives a default); a node short of memory may evict or kill it`,
        ]
      : []),
  ];
  return {
    zh: `${zh.join('；')}。`,
    en: `${en.join('; ')}.`,
    lines: told.map(({ container, limit }) => limit?.line ?? container.line),
  };
}

/** Which group the files of volumes belong to. */
export function volumeGroup(_: Workload, settings: readonly Setting[]): Told | null {
  const group = settings.find(({ path }) => path.endsWith('securityContext/fsGroup'));
  return group
    ? {
        zh: `组 **${group.value}**（\`fsGroup\`）：支持它的卷挂载时文件归这个组，容器进程也加入这个组。`,
        en: `Group **${group.value}** (\`fsGroup\`): volumes that support it get this group on their files, and the processes are in it.`,
        lines: line(group),
      }
    : {
        zh: '没写 `fsGroup`：卷里的文件归谁由卷自己决定。',
        en: 'No `fsGroup` is set: the volume itself decides who owns its files.',
        lines: [],
      };
}

/** A mount with the volume behind it. */
interface Mount {
  path: Setting;
  volume: string;
  type: Setting | undefined;
  settings: Setting[];
}

/** What stands behind each mounted path. */
function mountsOf(settings: readonly Setting[]): Mount[] {
  const groups = new Map<string, Setting[]>();
  let volume = '';
  for (const setting of settings) {
    if (!/(?:^|\/)volumes\//.test(setting.path)) continue;
    if (setting.path.endsWith('volumes/name')) volume = setting.value;
    groups.set(volume, [...(groups.get(volume) ?? []), setting]);
  }
  for (const { path, value } of settings)
    if (path.endsWith('volumeClaimTemplates/metadata/name'))
      groups.set(
        value,
        settings.filter((one) => one.path.endsWith('volumeClaimTemplates/metadata/name') && one.value === value),
      );
  const found: Mount[] = [];
  let name = '';
  let at: Setting | undefined;
  const flush = (): void => {
    if (at && name !== '') {
      const own = groups.get(name) ?? [];
      const type = own.find(({ path }) =>
        /volumes\/(?:emptyDir|hostPath|persistentVolumeClaim|configMap|secret|projected|nfs|ephemeral)(?:\/|$)|volumeClaimTemplates/.test(
          path,
        ),
      );
      found.push({ path: at, volume: name, type, settings: own });
      [name, at] = ['', undefined];
    }
  };
  for (const setting of settings) {
    if (setting.path.endsWith('volumeMounts/name')) name = setting.value;
    else if (setting.path.endsWith('volumeMounts/mountPath')) at = setting;
    else continue;
    flush();
  }
  return found;
}

/** The mount that a question names by its path or its volume. */
function mountNamed(settings: readonly Setting[], question: string): Mount | undefined {
  const mounts = mountsOf(settings);
  const byPath = mounts
    .filter(({ path }) => path.value.length > 1 && question.includes(path.value))
    .sort((a, b) => b.path.value.length - a.path.value.length)[0];
  return byPath ?? mounts.find(({ volume }) => names(question, volume));
}

/** Whether what lies in the volume that is named outlives a restart of the container, or the Pod. */
export function keptIn(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const mount = mountNamed(settings, question);
  if (!mount?.type) return null;
  const restart =
    /容器.{0,6}重启|重启.{0,4}容器|重启(?!.{0,6}pod)|崩|\bcontainer\b.{0,30}\b(?:restart|crash)|\brestart\w*|\bcrash\w*/i.test(
      question,
    ) && !/删|重建|\bdelet|\bremov|\bgoes away\b|\brecreat/i.test(question);
  const [what] =
    /emptyDir|hostPath|persistentVolumeClaim|volumeClaimTemplates|configMap|secret|projected|nfs|ephemeral/.exec(
      mount.type.path,
    )!;
  const path = code(mount.path.value);
  const lasting = /persistentVolumeClaim|volumeClaimTemplates|nfs/.test(what);
  const lines = [mount.path.line, mount.type.line];
  if (/configMap|secret|projected/.test(what)) return null;
  // "Is it lost" and "is it kept" want opposite heads.
  const ofLoss =
    /丢|没了|消失|\b(?:los[et]|gone|wiped|disappears?|deleted with)\b/i.test(question) &&
    !/还在|保留|不丢/.test(question);
  const head = (kept: boolean): { zh: string; en: string } =>
    kept
      ? { zh: ofLoss ? '不会丢' : '还在', en: ofLoss ? 'No, it is kept' : 'Yes, it is kept' }
      : { zh: ofLoss ? '会丢' : '不在了', en: ofLoss ? 'Yes, it is lost' : 'No, it is lost' };
  if (what === 'emptyDir' || what === 'ephemeral')
    return restart
      ? {
          zh: `${head(true).zh}：${path} 是 ${what}，随 Pod 存在，容器重启不影响；Pod 删除就没了。`,
          en: `${head(true).en}: ${path} is an ${what}, which lives as long as the Pod; a restarted container finds it again.`,
          lines,
        }
      : {
          zh: `${head(false).zh}：${path} 是 ${what}，容器重启还在，Pod 删除就没了。`,
          en: `${head(false).en}: ${path} is an ${what}; it survives a restart of the container and goes with the Pod.`,
          lines,
        };
  if (lasting)
    return {
      zh: `${head(true).zh}：${path} 用的是 ${what === 'nfs' ? 'NFS' : 'PVC'}，数据不随 Pod 删除${what === 'nfs' ? '' : '（删 PVC 才看回收策略）'}。`,
      en: `${head(true).en}: ${path} is on ${what === 'nfs' ? 'NFS' : 'a PVC'}, whose data stays when the Pod is deleted${what === 'nfs' ? '' : ' (deleting the PVC is another matter)'}.`,
      lines,
    };
  return {
    zh: `留在那台节点上：${path} 是 hostPath，Pod 删了文件还在；新 Pod 到别的节点就看不到。`,
    en: `It stays on that node: ${path} is a hostPath; a new Pod on another node does not see it.`,
    lines,
  };
}

/** How much fits into the volume that is named. */
export function mostIn(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const mount = mountNamed(settings, question);
  if (!mount?.type?.path.includes('emptyDir')) return null;
  const limit = mount.settings.find(({ path }) => path.endsWith('emptyDir/sizeLimit'));
  const memory = mount.settings.find(({ path, value }) => path.endsWith('emptyDir/medium') && value === 'Memory');
  const path = code(mount.path.value);
  return {
    zh: limit
      ? `**${limit.value}**（\`sizeLimit\`）：${path} 是${memory ? '内存里的' : ''} emptyDir${memory ? '，写进去的算进内存' : '，超过了 Pod 会被驱逐'}。`
      : `没写 \`sizeLimit\`：${path} 是${memory ? '内存里的 emptyDir，到内存上限为止' : ' emptyDir，只受节点磁盘（和 ephemeral-storage 上限）限制'}。`,
    en: limit
      ? `**${limit.value}** (\`sizeLimit\`): ${path} is an emptyDir${memory ? ' in memory, what is written counts as memory' : '; beyond that the Pod is evicted'}.`
      : `There is no \`sizeLimit\`: ${path} is an emptyDir ${memory ? 'in memory, bounded by the memory limit' : 'bounded by the disk of the node (and an ephemeral-storage limit)'} only.`,
    lines: [mount.path.line, mount.type.line, ...line(limit)],
  };
}
