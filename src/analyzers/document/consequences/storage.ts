import { names } from '../../../asking/question.ts';
import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { quantity, settingAt, type Workload } from '../workload.ts';
import { code, line } from './words.ts';

/** Where passwords and configuration come from: the Secrets or ConfigMaps that are named, and what for. */
export function referencesTo(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const ofConfig = /config ?map|配置字典|配置(?:文件)?(?:从|来自|在)/i.test(question);
  const found = settings.flatMap((setting, at) => {
    const { path, value } = setting;
    const use = ofConfig
      ? /(?:^|\/)(configMapKeyRef|configMapRef|configMap)\/name$/.exec(path)
      : /(?:^|\/)(?:(secretKeyRef|secretRef|imagePullSecrets)\/name|(secret)\/secretName)$/.exec(path);
    if (!use || value === '') return [];
    const kind = use[1] ?? use[2]!;
    const key = /KeyRef/.test(kind)
      ? settings.slice(Math.max(0, at - 3), at + 3).find((one) => one.path === path.replace(/name$/, 'key'))
      : undefined;
    const variable = /KeyRef/.test(kind)
      ? settings.slice(0, at).findLast((one) => /(?:^|\/)env\/name$/.test(one.path))
      : undefined;
    return [{ setting, kind, key, variable }];
  });
  if (found.length === 0) return null;
  const of = (zh: boolean): string =>
    found
      .slice(0, 5)
      .map(({ setting, kind, key, variable }) => {
        const name = code(setting.value);
        const what = /KeyRef/.test(kind)
          ? zh
            ? `环境变量 ${code(variable?.value ?? '')} 取自它的 ${code(key?.value ?? '')}`
            : `variable ${code(variable?.value ?? '')} from its key ${code(key?.value ?? '')}`
          : /Ref$/.test(kind)
            ? zh
              ? '整个导入环境变量'
              : 'all of it as environment variables'
            : kind === 'imagePullSecrets'
              ? zh
                ? '拉镜像用的凭据'
                : 'to pull the image'
              : zh
                ? '挂成卷'
                : 'mounted as a volume';
        return zh ? `${name}（${what}）` : `${name} (${what})`;
      })
      .join(zh ? '、' : ', ');
  return {
    zh: `来自 ${ofConfig ? 'ConfigMap' : 'Secret'} ${of(true)}。`,
    en: `From the ${ofConfig ? 'ConfigMap' : 'Secret'} ${of(false)}.`,
    lines: found.flatMap(({ setting, key }) => line(setting, key)),
  };
}

/** Whether a changed ConfigMap or Secret comes to a running Pod, by how each is used. */
export function changedConfig(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const all = settings.filter(({ path }) =>
    /(?:configMapKeyRef|configMapRef|secretKeyRef|secretRef)\/name$|(?:^|\/)volumes\/(?:configMap\/name|secret\/secretName)$/.test(
      path,
    ),
  );
  const named = all.filter(({ value }) => names(question, value));
  const kind = /secret|密码|密钥|口令|凭据|password|credential/i.test(question)
    ? /secret/i
    : /config ?map/i.test(question)
      ? /configMap/i
      : null;
  if (named.length === 0 && !kind && !/配置/.test(question)) return null;
  const own = named.length > 0 ? named : kind ? all.filter(({ path }) => kind.test(path)) : all;
  const byEnv = own.find(({ path }) => /Ref\/name$/.test(path));
  const byVolume = own.find(({ path }) => /(?:^|\/)volumes\//.test(path));
  const subPath = settings.find(({ path }) => /volumeMounts\/subPath(?:Expr)?$/.test(path));
  if (!byEnv && !byVolume) return null;
  const zh = [
    ...(byVolume
      ? [
          subPath
            ? `${code(byVolume.value)} 是用 subPath 挂的，不会更新`
            : `${code(byVolume.value)} 挂成卷，文件过一会（约一分钟内）自动更新，程序自己要重读`,
        ]
      : []),
    ...(byEnv ? [`${code(byEnv.value)} 进了环境变量，不会变，要重建 Pod（如 \`kubectl rollout restart\`）`] : []),
  ];
  const en = [
    ...(byVolume
      ? [
          subPath
            ? `${code(byVolume.value)} is mounted by subPath and is not updated`
            : `${code(byVolume.value)} is mounted as a volume: its files follow by themselves within about a minute, the program has to read them again`,
        ]
      : []),
    ...(byEnv
      ? [
          `${code(byEnv.value)} is in environment variables, which stay as they are until the Pod is recreated (\`kubectl rollout restart\`)`,
        ]
      : []),
  ];
  return {
    zh: `Pod 不会因此重启：${zh.join('；')}。`,
    en: `The Pods are not restarted by it: ${en.join('; ')}.`,
    lines: line(byVolume, byEnv, subPath),
  };
}

/** The volume that is mounted at a path which the question names. */
function volumeAt(settings: readonly Setting[], question: string): string | null {
  const mounts: { name?: string; path?: string }[] = [];
  for (const { path, value } of settings) {
    const key = /volumeMounts\/(name|mountPath)$/.exec(path)?.[1];
    if (!key) continue;
    const field = key === 'name' ? 'name' : 'path';
    const last = mounts.at(-1);
    if (last && last[field] === undefined) last[field] = value;
    else mounts.push({ [field]: value });
  }
  return mounts.find(({ path }) => path !== undefined && path.length > 1 && question.includes(path))?.name ?? null;
}

/** What is written into an emptyDir held against its limit. */
export function scratchLimit(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const limit = settingAt(settings, 'emptyDir/sizeLimit');
  const medium = settingAt(settings, 'emptyDir/medium');
  const amount = /(\d+(?:\.\d+)?) ?(Ki|Mi|Gi|[KMG]B?|兆)(?![a-z])/i.exec(question);
  const mounted = volumeAt(settings, question);
  const own = limit
    ? settings.slice(0, settings.indexOf(limit)).findLast(({ path }) => path.endsWith('volumes/name'))?.value
    : undefined;
  if (!limit || (mounted === null ? !/empty ?dir|临时(?:目录|卷)|scratch/i.test(question) : mounted !== own))
    return null;
  if (!amount && !/最多|多大|多少|上限|满|塞|\bhow (?:much|big|large)\b|\blimit|\bfull\b|\bfill/i.test(question))
    return null;
  const most = quantity(limit.value);
  const asked = amount
    ? quantity(
        `${amount[1]}${amount[2]!.replace(/^([KMG])B?$/i, (_all, sign: string) => `${sign.toUpperCase()}i`).replace('兆', 'Mi')}`,
      )
    : null;
  const inMemory = medium?.value === 'Memory';
  // "Past 1Gi" of a limit of 1Gi is beyond it.
  const beyond =
    /超(?:过|出)|多于|大于|\b(?:past|over|above|beyond|exceed\w*|more than|bigger than|larger than)\b/i.test(question);
  const over = asked !== null && most !== null && (asked > most || (beyond && asked === most));
  const zhOver = inMemory
    ? '写不进去（空间已满），而且算进内存'
    : 'kubelet 会把整个 Pod 驱逐（Evicted），里面的数据也没了';
  const enOver = inMemory
    ? 'there is no space left for it, and it counts as memory'
    : 'the kubelet evicts the whole Pod, and its data is lost';
  return {
    zh:
      asked === null
        ? `最多 ${limit.value}（\`sizeLimit\`），超过后 ${zhOver}。`
        : over
          ? `超过了上限 ${limit.value}：${zhOver}。`
          : `没超过上限 ${limit.value}，没事。`,
    en:
      asked === null
        ? `At most ${limit.value} (\`sizeLimit\`); beyond it ${enOver}.`
        : over
          ? `That is over the limit of ${limit.value}: ${enOver}.`
          : `Nothing: it is within the limit of ${limit.value}.`,
    lines: line(limit, medium),
  };
}
