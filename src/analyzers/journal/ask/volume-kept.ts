import { keysAcross, shared } from '../../../asking/across.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { reply } from './reply.ts';

/** A volume of a described Pod, its type's own word, and the paths it is mounted at. */
interface Volume {
  name: string;
  type: string;
  memory: boolean;
  paths: string[];
  entry: EntryFact;
}

const MOUNT = /^\s*(\/\S+) from (\S+) \(/;
/** What stands behind the volumes of a description. */
const AFTER = /^(?:QoS Class|Node-Selectors|Tolerations|Conditions|Events|Topology Spread Constraints):/;

/** The volumes of `kubectl describe pod`, without the token that every Pod is given. */
function volumesIn({ quotable }: JournalFacts): Volume[] {
  const paths = quotable.flatMap(({ raw }) => {
    const match = MOUNT.exec(raw);
    return match ? [{ path: match[1]!, name: match[2]! }] : [];
  });
  const begin = quotable.findIndex(({ raw }) => /^Volumes:\s*$/.test(raw));
  if (begin < 0) return [];
  const volumes: Volume[] = [];
  let name = '';
  for (const entry of quotable.slice(begin + 1)) {
    if (AFTER.test(entry.raw)) break;
    name = /^\s*(\S+):\s*$/.exec(entry.raw)?.[1] ?? name;
    const type = /^\s*Type:\s+(\w+)/.exec(entry.raw)?.[1];
    if (type)
      volumes.push({
        name,
        type,
        memory: false,
        paths: paths.filter((one) => one.name === name).map(({ path }) => path),
        entry,
      });
    const last = volumes.at(-1);
    if (last && /^\s*Medium:\s+Memory/.test(entry.raw)) last.memory = true;
  }
  return volumes.filter((volume) => !volume.name.startsWith('kube-api-access'));
}

const KEPT =
  /(?:还)?(?:在不在|还在|丢|保留|留得?住|没了|消失|会不会没|存得?住|持久|幸存)|\b(?:kept|lost|lose|gone|survive\w*|persist\w*|stay\w*|remain\w*|still there|keep)\b/i;
const OF_A_VOLUME =
  /卷|挂载|数据|文件|目录|证书|缓存|配置|日志|(?<![\w/])\/[a-z]|(?:pod|容器|它).{0,4}(?:删|重建|重启|没了|被驱逐)|删(?:了|掉|除).{0,4}pod|\b(?:volumes?|mount\w*|data|files?|director(?:y|ies)|cert\w*|cache|contents?|emptydir|pvc)\b|\bpod\b.{0,24}\b(?:delet\w+|recreat\w+|restart\w*|evict\w*|gone)\b|\bdelet\w+.{0,12}\bpod\b/i;
const CONTAINER_RESTARTS =
  /容器.{0,6}(?:重启|崩|挂)|\bcontainer\b.{0,16}\b(?:restart|crash)\w*|\b(?:restart|crash)\w*\b.{0,16}\bcontainer\b/i;

/** What becomes of it when the Pod is deleted, by the type of the volume. */
function lifetime({ type, memory }: Volume, restart: boolean, language: Language): string | null {
  if (type === 'EmptyDir')
    return restart
      ? pick(language, '容器重启时还在，Pod 删了才没', 'it survives a restart of the container and goes with the Pod')
      : pick(
          language,
          `不在了：emptyDir 和 Pod 同生共死，Pod 一删就清掉${memory ? '（还是放在内存里的）' : ''}；只是容器重启的话还在`,
          `no, it is gone with the Pod: an emptyDir lives as long as its Pod${memory ? ' (this one in memory)' : ''}; a restart of the container alone leaves it`,
        );
  if (type === 'PersistentVolumeClaim')
    return pick(
      language,
      '还在：数据在 PVC 里，删 Pod 不会动它（删 PVC 时才看 reclaimPolicy）',
      'yes, it is kept: it lies in the PVC, which deleting the Pod does not touch (what happens when the PVC is deleted is up to its reclaim policy)',
    );
  if (/^(?:ConfigMap|Secret|Projected|DownwardAPI)$/.test(type))
    return pick(
      language,
      `内容来自集群里的 ${type} 对象，Pod 删了对象还在，新 Pod 会重新挂上`,
      `what is in it comes from ${type} objects of the cluster, which stay when the Pod is deleted and are mounted anew`,
    );
  if (type === 'HostPath')
    return pick(
      language,
      '留在那台节点上，Pod 删了也还在，但换了节点就看不到',
      'it stays on that node when the Pod is deleted, out of reach of a Pod on another node',
    );
  return null;
}

/** "Is the data in this volume kept": by the type of the volume that the question names, else of each. */
export function aboutVolumeKept(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!KEPT.test(question) || !OF_A_VOLUME.test(question)) return null;
  const volumes = volumesIn(facts);
  const lower = question.toLowerCase();
  const named = volumes.filter(
    ({ name, paths }) => lower.includes(name.toLowerCase()) || paths.some((path) => lower.includes(path)),
  );
  const keys = keysAcross(question);
  const about = volumes.filter(
    ({ name, paths }) => shared(keys, keysAcross(`${name} ${paths.join(' ')}`.replace(/[/_-]/g, ' '))) > 0,
  );
  const meant = named.length > 0 ? named : about.length > 0 ? about : volumes;
  const restart = CONTAINER_RESTARTS.test(question);
  const told = meant.slice(0, 4).flatMap((volume) => {
    const fate = lifetime(volume, restart, language);
    const names = `${inline(volume.name)}${pick(language, `（${volume.type}）：`, ` (${volume.type}): `)}`;
    return fate ? [{ text: `${names}${fate}${pick(language, '。', '.')}`, volume }] : [];
  });
  if (told.length === 0) return null;
  return reply(
    facts,
    told.map(({ text }) => text).join('\n'),
    told.map(({ volume }) => volume.entry.at),
    0.93,
  );
}
