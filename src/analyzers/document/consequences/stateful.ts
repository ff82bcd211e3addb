import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { settingAt, type Workload } from '../workload.ts';
import { code, line } from './words.ts';

/** The places of its Pods: from where they are counted on, and how many there are. */
function placesOf({ replicas }: Workload, settings: readonly Setting[]): { start: number; count: number } | null {
  const start = Number(settingAt(settings, 'ordinals/start')?.value ?? 0);
  const count = Number(replicas?.value ?? 1);
  return Number.isInteger(start) && Number.isInteger(count) && count > 0 ? { start, count } : null;
}

const STAYS =
  /不(?:会)?(?:更新|变|动)|旧(?:的)?(?:版|镜像)|还是(?:旧|老)|老(?:版|镜像)|\b(?:still|keeps?|stay\w*|remain\w*)\b|\bold (?:image|version)\b|\bnot (?:be )?(?:updated|changed)\b/i;

/** "Which Pods are updated when the image changes", of a StatefulSet with a partition: those from that place on. */
export function partitionUpdates(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const { kind, name } = workload;
  const places = placesOf(workload, settings);
  if (kind !== 'StatefulSet' || !name || !places) return null;
  if (settingAt(settings, 'updateStrategy/type')?.value === 'OnDelete') return null;
  const partition = settingAt(settings, 'rollingUpdate/partition');
  const from = Number(partition?.value ?? 0);
  if (!Number.isInteger(from)) return null;
  const all = Array.from({ length: places.count }, (_, at) => places.start + at);
  const list = (numbers: readonly number[], separator: string): string =>
    numbers.length > 6
      ? `${code(`${name}-${numbers[0]}`)} … ${code(`${name}-${numbers.at(-1)}`)}`
      : numbers.map((number) => code(`${name}-${number}`)).join(separator);
  const updated = all.filter((number) => number >= from).reverse();
  const kept = all.filter((number) => number < from);
  const lines = line(partition, workload.replicas);
  const zhNew =
    updated.length > 0
      ? `会更新的是 ${list(updated, '、')}（序号 ≥ ${from}，从大到小）`
      : `一个都不更新（没有序号 ≥ ${from} 的）`;
  const enNew =
    updated.length > 0
      ? `updated: ${list(updated, ', ')} (places from ${from} on, highest first)`
      : `none is updated (no place is ${from} or higher)`;
  const zhOld = kept.length > 0 ? `${list(kept, '、')} 保持旧版，删了重建也是旧版` : '没有保持旧版的';
  const enOld =
    kept.length > 0
      ? `${list(kept, ', ')} keep the old version, even when they are recreated`
      : 'none keeps the old version';
  const field = partition ? `\`partition: ${from}\`` : '';
  const [zh, en] = STAYS.test(question)
    ? [`${zhOld}；${zhNew}`, `${enOld}; ${enNew}`]
    : [`${zhNew}；${zhOld}`, `${enNew}; ${enOld}`];
  return {
    zh: `${zh}${partition ? `（${field}）` : '（没写 `partition`，默认 0）'}。`,
    en: `${en}${partition ? ` (${field})` : ' (no `partition`, so 0)'}.`.replace(/^[a-z]/, (first) =>
      first.toUpperCase(),
    ),
    lines,
  };
}

/** The Pod of a StatefulSet that a question names by its place: `pg-1`. */
function podNamed({ name }: Workload, question: string): string | null {
  if (!name) return null;
  return (
    new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}-\\d{1,4}(?![\\w-])`, 'i').exec(question)?.[0] ?? null
  );
}

/** "Which name reaches pg-1": a Pod of a StatefulSet has one below its headless Service. */
export function podAddress(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const { kind, name } = workload;
  const service = settingAt(settings, 'serviceName');
  if (kind !== 'StatefulSet' || !name) return null;
  const pod =
    podNamed(workload, question) ??
    (/\bpods?\b|副本|实例|单个|每个|某个|\breplicas?\b|\beach\b|\binstances?\b/i.test(question) ? `${name}-0` : null);
  if (pod === null) return null;
  if (!service)
    return {
      zh: '没有稳定的域名：这份清单没写 `serviceName`，要配一个 headless Service（`clusterIP: None`）并写上它的名字。',
      en: 'There is no stable name: no `serviceName` is set; it needs a headless Service (`clusterIP: None`) and its name there.',
      lines: line(settingAt(settings, 'kind')),
    };
  const space = settings.find(({ path }) => path === 'metadata/namespace');
  const short = `${pod}.${service.value}`;
  const full = `${short}.${space?.value ?? 'NAMESPACE'}.svc.cluster.local`;
  return {
    zh: `${code(full)}；同一命名空间里写 ${code(short)} 就行（headless Service ${code(service.value)} 给每个 Pod 一个名字，集群域名不是 cluster.local 的话换成自己的）。`,
    en: `${code(full)}; within the same namespace ${code(short)} is enough (the headless Service ${code(service.value)} gives each Pod a name; the cluster's domain may differ).`,
    lines: line(service, space),
  };
}

/** "What is the claim of kafka-0 called": template, StatefulSet and place. */
export function claimOfPod(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const pod = workload.kind === 'StatefulSet' ? podNamed(workload, question) : null;
  const templates = settings.filter(({ path }) => path.endsWith('volumeClaimTemplates/metadata/name'));
  if (pod === null || templates.length === 0) return null;
  const shown = templates.map(({ value }) => code(`${value}-${pod}`));
  return {
    zh: `${shown.join('、')}（模板名-Pod 名）。`,
    en: `${shown.join(', ')} (template-Pod).`,
    lines: line(...templates),
  };
}
