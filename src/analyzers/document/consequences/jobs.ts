import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { settingAt, type Workload } from '../workload.ts';
import { isJob, line, podPolicy } from './words.ts';

const NUMBER = /(\d{1,4})\s*(?:个|次)?/;

/** "What if one Pod fails": by the Job's policy, and whether that many failures are too many. */
export function jobFailure(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  if (!isJob(workload)) return null;
  const policy = podPolicy(settings);
  const limit = settingAt(settings, 'backoffLimit');
  const most = Number(limit?.value ?? 6);
  const asked = Number(NUMBER.exec(question)?.[1] ?? Number.NaN);
  const inPlace = policy?.value === 'OnFailure';
  const zhHow = inPlace
    ? '在原来的 Pod 里重启容器（`restartPolicy: OnFailure`）'
    : `不在原 Pod 里重启，另建一个新的 Pod 再试（\`restartPolicy: ${policy?.value ?? 'Never'}\`）`;
  const enHow = inPlace
    ? 'the container is restarted in its Pod (`restartPolicy: OnFailure`)'
    : `it is not restarted in place, a new Pod is made for the next try (\`restartPolicy: ${policy?.value ?? 'Never'}\`)`;
  const unset = limit ? '' : '默认 ';
  if (Number.isFinite(asked) && asked > 1) {
    const over = asked > most;
    return {
      zh: over
        ? `Job 失败：失败 ${asked} 次超过了 \`backoffLimit\`（${unset}${most}），不再重试，还在跑的 Pod 也会被终止。`
        : `还会继续重试：失败 ${asked} 次没有超过 \`backoffLimit\`（${unset}${most}）；每次失败${zhHow}。`,
      en: over
        ? `The Job fails: ${asked} failures are more than \`backoffLimit\` (${limit ? '' : 'default '}${most}); nothing is retried and Pods that still run are terminated.`
        : `It goes on trying: ${asked} failures do not exceed \`backoffLimit\` (${limit ? '' : 'default '}${most}); after a failure ${enHow}.`,
      lines: line(limit, policy),
    };
  }
  const asksInPlace = /原来?的? ?pod|in place|\bsame pod\b/i.test(question);
  const zhYes = asksInPlace ? (inPlace ? '会。' : '不会。') : '';
  const enYes = asksInPlace ? (inPlace ? 'Yes. ' : 'No. ') : '';
  return {
    zh: `${zhYes}会重试：${zhHow}，最多重试 ${most} 次（\`backoffLimit\`${limit ? '' : '，默认值'}），再失败整个 Job 就算失败；已经成功的不受影响。`,
    en: `${enYes}It is retried: ${enHow}, at most ${most} times (\`backoffLimit\`${limit ? '' : ', the default'}); after that the whole Job fails. Pods that succeeded stay succeeded.`,
    lines: line(policy, limit),
  };
}

/** How many Pods a Job that fails over and over makes. */
export function podsMade(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  if (!isJob(workload) || settingAt(settings, 'completions', 'parallelism')) return null;
  const policy = podPolicy(settings);
  const limit = settingAt(settings, 'backoffLimit');
  const retries = Number(limit?.value ?? 6);
  if (!Number.isInteger(retries) || settings.some(({ path }) => /podFailurePolicy|backoffLimitPerIndex/.test(path)))
    return null;
  const unset = { zh: limit ? '' : '，默认值', en: limit ? '' : ', the default' };
  if (policy?.value === 'OnFailure')
    return {
      zh: '**1 个**：`restartPolicy: OnFailure` 在同一个 Pod 里重启容器，不另建 Pod；重试用完之后这个 Pod 会被终止。',
      en: '**One**: with `restartPolicy: OnFailure` the container is restarted within its Pod, no other is made; once the retries are used up that Pod is terminated.',
      lines: line(policy, limit),
    };
  const ttl = settingAt(settings, 'ttlSecondsAfterFinished');
  const left = /留|剩|看得到|\bleft\b|\bkept\b|\bremain/i.test(question) && ttl;
  return {
    zh: `**${retries + 1} 个**：\`restartPolicy: Never\` 每失败一次另建一个 Pod，第一次加 ${retries} 次重试（\`backoffLimit\`${unset.zh}）${left ? `；Job 结束 ${ttl.value} 秒后连同这些 Pod 一起删掉` : ''}。`,
    en: `**${retries + 1}**: with \`restartPolicy: Never\` each failure makes another Pod, the first and ${retries} ${retries === 1 ? 'retry' : 'retries'} (\`backoffLimit\`${unset.en})${left ? `; ${ttl.value} s after the Job finished they are deleted with it` : ''}.`,
    lines: line(policy, limit, left || null),
  };
}

/** What a Job does when it is made: nothing waits for an hour of the day. */
export function runsAtOnce({ kind }: Workload, settings: readonly Setting[]): Told | null {
  if (kind !== 'Job') return null;
  const suspend = settingAt(settings, 'suspend');
  return suspend?.value === 'true'
    ? {
        zh: '现在不跑：`suspend: true`，改成 false 才开始。',
        en: 'Not now: `suspend: true`; it starts when that becomes false.',
        lines: line(suspend),
      }
    : {
        zh: '创建之后马上跑，只跑这一回；定时跑要用 CronJob。',
        en: 'As soon as it is created, and only this once; a CronJob runs by a schedule.',
        lines: line(settingAt(settings, 'kind')),
      };
}

/** How long a finished Job, and with it its Pods and their logs, can be looked at. */
export function keptAfterwards(workload: Workload, settings: readonly Setting[]): Told | null {
  if (!isJob(workload)) return null;
  const ttl = settingAt(settings, 'ttlSecondsAfterFinished');
  return ttl
    ? {
        zh: `结束后 ${ttl.value} 秒：到时 Job 连同 Pod 一起删掉，\`kubectl logs\` 就看不到了。`,
        en: `${ttl.value} s after it finished: then the Job and its Pods are deleted, and \`kubectl logs\` with them.`,
        lines: line(ttl),
      }
    : {
        zh: '没写 `ttlSecondsAfterFinished`，Job 和 Pod 会一直留着，日志也能看，直到手工删除（或节点清理）。',
        en: '`ttlSecondsAfterFinished` is not set: the Job and its Pods stay, logs included, until somebody deletes them.',
        lines: line(settingAt(settings, 'kind')),
      };
}

/** Whether Pods of a Job run at the same time, and whether each knows its number. */
export function jobShape(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  if (workload.kind !== 'Job') return null;
  if (/第几个|编号|序号|\bindex\b|which (?:one|number)/i.test(question)) {
    const mode = settingAt(settings, 'completionMode');
    return mode?.value === 'Indexed'
      ? {
          zh: '知道：`completionMode: Indexed`，编号在环境变量 `JOB_COMPLETION_INDEX` 里。',
          en: 'Yes: `completionMode: Indexed` puts its number into `JOB_COMPLETION_INDEX`.',
          lines: line(mode),
        }
      : {
          zh: '不知道：没写 `completionMode: Indexed`，各个 Pod 没有编号。',
          en: 'No: without `completionMode: Indexed` the Pods have no number.',
          lines: line(mode, settingAt(settings, 'completions')),
        };
  }
  const parallel = settingAt(settings, 'parallelism');
  const count = Number(parallel?.value ?? 1);
  return {
    zh:
      count > 1
        ? `会：\`parallelism: ${count}\`，最多 ${count} 个同时跑。`
        : '不会：`parallelism` 是 1，一次只跑一个。',
    en:
      count > 1
        ? `Yes: \`parallelism: ${count}\` lets ${count} run at once.`
        : 'No: `parallelism` is 1, one at a time.',
    lines: line(parallel),
  };
}
