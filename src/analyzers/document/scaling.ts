import { readAsked } from '../../asking/question.ts';
import type { Told } from './outcomes.ts';
import { at, type Node } from './tree.ts';

/** A measure that an autoscaler goes by, and what it should be. */
export interface Metric {
  name: Node;
  goal: Node | undefined;
  percent: boolean;
}

const PODS =
  /(\d{1,4}) ?(?:个)?\s*(?:pods?|副本|实例|replicas?|copies|instances?)\b|(\d{1,4}) ?(?:个|台)(?:pods?|副本|实例|在跑)?|\b(?:pods?|副本|replicas?)(?:数)?(?: is| are|是|有|:|：|=)? ?(\d{1,4})(?! ?%)/i;
const LOAD = /(\d{1,4}(?:\.\d+)?) ?(?:%|％|percent\b|per cent\b)|百分之 ?(\d{1,4})/i;
/** Within that share of the target nothing changes. */
const TOLERANCE = 0.1;

const count = (node: Node | undefined, unset: number): number => Number(node?.value ?? unset);

/** "4 Pods at 90 %, how many will there be": current number times load over target, rounded up, within the bounds. */
export function scaledByLoad(question: string, spec: Node, metrics: readonly Metric[]): Told | null {
  const asked = readAsked(question);
  const pods = PODS.exec(question);
  const load = LOAD.exec(question);
  if (!pods || !load || !(asked.count || asked.yesNo || asked.which || /会怎|到几|end up|happens?/i.test(question)))
    return null;
  const named = metrics.filter(({ name }) => new RegExp(name.value, 'i').test(question.replace(/内存/g, 'memory')));
  const other = /\bmem(?:ory)?\b|内存/i.test(question) ? 'memory' : /\bcpu\b/i.test(question) ? 'cpu' : null;
  const [metric, more] = named.length > 0 ? named : other === null ? metrics : [];
  if (!metric?.percent || more || !metric.goal) return null;
  const [now, is, target] = [
    Number(pods.slice(1).find(Boolean)),
    Number(load[1] ?? load[2]),
    Number(metric.goal.value),
  ];
  const [least, most] = [at(spec, 'minReplicas'), at(spec, 'maxReplicas')];
  const [low, high] = [count(least, 1), count(most, Number.NaN)];
  if (![now, is, target, low, high].every(Number.isFinite) || target <= 0 || now < 1) return null;
  const lines = [metric.goal, least, most].flatMap((node) => (node ? [node.line] : []));
  if (Math.abs(is / target - 1) <= TOLERANCE && now >= low && now <= high)
    return {
      zh: `不变，还是 **${now}** 个：${is}% 和目标 ${target}% 相差不到 10%（容差）。`,
      en: `It stays at **${now}**: ${is}% is within 10% of the target of ${target}% (the tolerance).`,
      lines,
    };
  // Rounded up, and 3 x 0.4 is no more than 1.2.
  const wanted = Math.ceil(Number(((now * is) / target).toFixed(6)));
  const held = Math.min(high, Math.max(low, wanted));
  const zhHeld = held === wanted ? '' : `，但受 ${held === high ? `maxReplicas ${high}` : `minReplicas ${low}`} 限制`;
  const enHeld = held === wanted ? '' : `, held at ${held === high ? `maxReplicas ${high}` : `minReplicas ${low}`}`;
  const slow = held < now;
  return {
    zh: `**${held}** 个：${now} × ${is}% ÷ ${target}% 向上取整是 ${wanted}${zhHeld}${slow ? '；缩容还要等稳定窗口过去' : ''}。`,
    en: `**${held}**: ${now} × ${is}% ÷ ${target}%, rounded up, is ${wanted}${enHeld}${slow ? '; scaling down waits for the stabilization window' : ''}.`,
    lines,
  };
}

const BY_HAND = /手动|手工|手改|自己(?:改|设|调)|kubectl scale|\bby hand\b|\bmanual(?:ly)?\b|\bmyself\b/i;
const TO = /(?:--replicas[= ]|到|成|为|\bto\b|\bat\b) ?(\d{1,4})|(\d{1,4}) ?(?:个|replicas?|pods?)/i;

/** "I scaled to 1 by hand, will it stay": the autoscaler sets the number again, from its lower bound on. */
export function scaledByHand(question: string, spec: Node): Told | null {
  const match = BY_HAND.test(question) ? TO.exec(question) : null;
  const set = Number(match?.[1] ?? match?.[2] ?? Number.NaN);
  const [least, most] = [at(spec, 'minReplicas'), at(spec, 'maxReplicas')];
  const [low, high] = [count(least, 1), count(most, Number.NaN)];
  if (!Number.isInteger(set) || !Number.isInteger(low) || !Number.isInteger(high)) return null;
  const lines = [least, most].flatMap((node) => (node ? [node.line] : []));
  if (set === 0)
    return {
      zh: '会停在 0：副本数手动设成 0 时 HPA 停用，改回 1 以上它才接着管。',
      en: 'It stays at 0: with the number set to 0 the HPA is disabled, until somebody sets 1 or more.',
      lines,
    };
  const back = set < low ? low : set > high ? high : null;
  return back === null
    ? {
        zh: `不一定留得住：${set} 个在 ${low} 到 ${high} 之间，但 HPA 每 15 秒左右按指标重算一次，会改成它算出来的数。`,
        en: `Not for sure: ${set} is between ${low} and ${high}, but the HPA computes the number anew about every 15 s and sets it.`,
        lines,
      }
    : {
        zh: `不会：HPA 很快（约 15 秒内）改回至${back === low ? '少' : '多'} **${back}** 个（\`${back === low ? 'minReplicas' : 'maxReplicas'}\`），之后按指标算。`,
        en: `No: the HPA soon (within about 15 s) sets it back to **${back}** (\`${back === low ? 'minReplicas' : 'maxReplicas'}\`), and goes by its metrics from there.`,
        lines,
      };
}

/** "Is it a share of the request or of the limit": a utilization is always one of the request. */
export function shareOfWhat(question: string, metrics: readonly Metric[]): Told | null {
  if (!/\brequests?\b|请求/i.test(question) || !/\blimits?\b|上限|限制/i.test(question)) return null;
  const goal = metrics.find(({ percent }) => percent)?.goal;
  return goal
    ? {
        zh: `按 **request** 算：${goal.value}% 是容器 request 的百分比，不是 limit。`,
        en: `Of the **request**: ${goal.value}% is a share of what the containers request, not of their limits.`,
        lines: [goal.line],
      }
    : null;
}
