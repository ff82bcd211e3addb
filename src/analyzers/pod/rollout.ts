/** A sentence worked out from a question's numbers, in both languages. */
export interface Worked {
  zh: string;
  en: string;
}

const ROLLING =
  /滚动(?:更新|升级|发布)|\brolling[- ]?updat|\brollout|maxSurge|maxUnavailable|(?:更新|升级|发布)(?:的时候|时|过程|期间|中)|\bduring (?:an? |the )?(?:update|upgrade|deploy)/i;
const REPLICAS =
  /(\d{1,4}) ?个? ?(?:副本|实例|pods?\b|replicas?\b)|\breplicas?(?: is| are| of|:|=)? ?(\d{1,4})\b|副本数?(?:是|为|=)? ?(\d{1,4})/i;
const MOST = /最多|同时|峰值|\bat (?:most|once|the same time)\b|\bmax(?:imum)?\b(?! ?(?:surge|unavailable))|\bpeak\b/i;
const LEAST = /最少|至少|\bat least\b|\bmin(?:imum)?\b|\bfewest\b/i;
const HOW_MANY = /几|多少|\bhow many\b|\bhow few\b|\bnumber of\b/i;
const VALUE = (name: string): RegExp =>
  new RegExp(`${name}["'\`]?(?: ?[:=]| is| of|是|为|设成|改成)? ?(\\d{1,4})( ?%)?`, 'i');

/** A setting as Pods: a share of the replicas is rounded up for what may be more and down for what may be missing. */
function podsOf(text: string, name: string, replicas: number, round: (value: number) => number) {
  const match = VALUE(name).exec(text);
  const share = match ? (match[2] ? Number(match[1]) : null) : 25;
  return {
    pods: share === null ? Number(match![1]) : round((replicas * share) / 100),
    said: share === null ? match![1]! : `${share}%`,
    isDefault: !match,
    isShare: share !== null,
  };
}

/** "4 replicas, how many Pods at most while it rolls": by maxSurge and maxUnavailable as they are told, else as they default. */
export function workedRollout(question: string, earlier: readonly string[] = []): Worked | null {
  const context = [earlier.at(-1) ?? '', question].join(' ');
  const counted = REPLICAS.exec(question);
  const most = MOST.test(question);
  if (!ROLLING.test(context) || !counted || !HOW_MANY.test(question) || !(most || LEAST.test(question))) return null;
  const replicas = Number(counted[1] ?? counted[2] ?? counted[3]);
  const surge = podsOf(context, 'maxSurge', replicas, Math.ceil);
  const missing = podsOf(context, 'maxUnavailable', replicas, Math.floor);
  if (replicas < 1) return null;
  // Were both zero nothing could move: Kubernetes takes one as unavailable where rounding made them so.
  const down = surge.pods === 0 && missing.pods === 0 ? (missing.isShare ? 1 : null) : missing.pods;
  if (down === null) return null;
  const of = (setting: typeof surge, zh: boolean, up: boolean): string => {
    const rounding = setting.isShare
      ? zh
        ? up
          ? '，向上取整'
          : '，向下取整'
        : up
          ? ', rounded up'
          : ', rounded down'
      : '';
    return `${setting.said}${zh ? '（' : ' ('}${setting.isDefault ? (zh ? '默认' : 'the default') : zh ? '如所说' : 'as told'}${rounding}${zh ? '）' : ')'}`;
  };
  return {
    zh: `最多同时 **${replicas + surge.pods}** 个：${replicas} 个副本 + maxSurge ${of(surge, true, true)} = ${surge.pods} 个；可用的最少 **${Math.max(0, replicas - down)}** 个：maxUnavailable ${of(missing, true, false)} = ${down} 个。正在终止的旧 Pod 不算在内。`,
    en: `At most **${replicas + surge.pods}** at once: ${replicas} replicas + maxSurge ${of(surge, false, true)} = ${surge.pods}; at least **${Math.max(0, replicas - down)}** stay available: maxUnavailable ${of(missing, false, false)} = ${down}. Old Pods that are terminating are not counted.`,
  };
}
