import { describe, expect, it } from 'vitest';
import { findClaims } from '../../../src/analyzers/pod/claims.ts';

/** Sentences that no frame and no pattern takes, beside right ones that differ from them in what matters. */
const told = [
  {
    wrong: 'Several Pods can share a ReadWriteOncePod volume as long as they run on the same node.',
    right: 'Several Pods can share a ReadWriteOnce volume as long as they run on the same node.',
  },
  {
    wrong: '删除 StatefulSet 的时候，它的 PVC 会跟着一起被清理掉。',
    right: '删除 StatefulSet 的时候，它的 PVC 会留下来。',
  },
  // The words are the same: which of the two wins tells them apart.
  {
    wrong: 'Pod 级的 securityContext 会覆盖容器级的同名设置。',
    right: '容器级的 securityContext 会覆盖 Pod 级的同名设置。',
  },
  {
    wrong: "The securityContext of the Pod takes precedence over the container's.",
    right: "Values set on the container take precedence over the Pod's securityContext.",
  },
  // What is hindered does not happen, and what nothing hinders does.
  { wrong: '原生 sidecar 会妨碍 Job 正常结束。', right: '原生 sidecar 不会妨碍 Job 正常结束。' },
  {
    wrong: 'A native sidecar hinders the Job from completing.',
    right: 'A native sidecar does not hinder the Job from completing.',
  },
  { wrong: 'cordon 会妨碍已有的 Pod 运行。', right: 'cordon 不会妨碍已有的 Pod 运行。' },
  {
    wrong: 'A toleration forces a Pod onto the tainted node.',
    right: 'A toleration does not force a Pod onto the tainted node.',
  },
  // Two of a kind told apart, and which number is whose.
  {
    wrong: 'readiness 决定要不要重启容器。',
    right: 'liveness 决定要不要重启容器，readiness 决定要不要接 Service 流量。',
  },
  {
    wrong: 'The oom_score_adj of a Guaranteed container is 1000.',
    right: 'In that case oom_score_adj matters, which is -997 for Guaranteed and 1000 for BestEffort.',
  },
  {
    wrong: 'Each container of a Pod may have its own RuntimeClass.',
    right: 'All containers of a Pod share its RuntimeClass.',
  },
];

describe('a sentence that is like one known to be wrong', () => {
  it.each(told)('is flagged: $wrong', ({ wrong }) => {
    expect(findClaims(wrong)).toHaveLength(1);
  });

  it.each(told)('and left alone where it says something else: $right', ({ right }) => {
    expect(findClaims(right)).toEqual([]);
  });
});

describe('a sentence that is much like a right one', () => {
  // What a pattern or a frame misread in it would be a false alarm.
  it.each([
    'A container without a readiness probe counts as ready once it is started.',
    'For data that has to outlive the Pod you want a PersistentVolumeClaim.',
    '特权容器可以访问宿主机上的全部设备。',
  ])('is left alone: %s', (sentence) => {
    expect(findClaims(sentence)).toEqual([]);
  });
});

describe('a claim behind a lead-in', () => {
  // The lead-in is true by itself: quoting it would call it wrong.
  it.each([
    ['Secrets are a different story: they are encrypted in etcd by default.', 'they are encrypted in etcd by default'],
    ['A word on emptyDir: it is wiped whenever a container crashes.', 'it is wiped whenever a container crashes'],
  ])('is quoted without it: %s', (sentence, quote) => {
    expect(findClaims(sentence).map((claim) => claim.quote)).toEqual([quote]);
  });
});
