import { describe, expect, it } from 'vitest';
import { flagged } from '../../support/flagged.ts';

describe('an answer says what was asked', () => {
  it.each([
    [
      '面试官：Pod 里两个容器能用同一个端口吗？\n候选人：可以，每个容器都有自己的网络命名空间。',
      '每个容器都有自己的网络命名空间',
    ],
    ['小李：Job 的 Pod 可以用 restartPolicy: Always 吗？\n老王：可以啊，跟 Deployment 一样。', '可以啊'],
    ['问：Job 失败几次后放弃？\n答：见文档。\n问：backoffLimit 默认是多少？\n答：3。', '3'],
    ['Q: Does a failing readiness probe restart the container?\nA: Yes, after three failures.', 'Yes, after three'],
    ['Ann: Do init containers support readiness probes?\nBob: They do, the same as app containers.', 'They do'],
    ['Q：headless Service 有虚拟 IP 吗？\nA：有，只是不做负载均衡。', '有，只是不做负载均衡'],
    ['Q: Does a failing liveness probe restart the container?\nA: No, it only removes it from the Service.', 'No'],
  ])('and is wrong with it: %s', (text, quote) => {
    expect(flagged(text).join('\n')).toContain(quote);
  });

  it.each([
    '面试官：Pod 里两个容器能用同一个端口吗？\n候选人：不能，它们共享网络命名空间，会冲突。',
    '小李：Job 的 Pod 可以用 restartPolicy: Always 吗？\n老王：不可以，只能是 Never 或 OnFailure。',
    '问：backoffLimit 默认是多少？\n答：6。\n问：completions 不写呢？\n答：默认 1。',
    'Q: Does a failing readiness probe restart the container?\nA: No, it only takes the Pod out of the endpoints.',
    'Q: Do init containers support readiness probes?\nA: No, they run to completion.',
    'Q：headless Service 有虚拟 IP 吗？\nA：没有，DNS 直接返回 Pod 的地址。',
    'Q: What happens when a liveness probe fails?\nA: The kubelet restarts the container.',
    'Does a failing liveness probe restart the container? Yes, according to restartPolicy.',
    'Is the readiness probe run once or for ever? For as long as the container runs.',
    'Q: What is the default periodSeconds?\nA: It is 10.',
  ])('and is left alone where it is right: %s', (text) => {
    expect(flagged(text)).toEqual([]);
  });
});

describe('a pronoun stands for what the sentence before was about', () => {
  it.each([
    'A Job runs to completion. Its restartPolicy is Always by default.',
    'An owner reference is checked by the garbage collector. It may point to an object of another namespace.',
  ])('and what is said of it is wrong: %s', (text) => {
    expect(flagged(text)).toHaveLength(1);
  });

  it.each([
    'A Job runs to completion. Its restartPolicy is Never or OnFailure.',
    'A StatefulSet gives stable names. It updates from the largest ordinal to the smallest.',
    'Readiness probes run for the whole life of a container. They take the Pod out of the Service when they fail.',
    'The kubelet runs the probes. It restarts the container when the liveness probe fails.',
    'DaemonSet 在每个匹配的节点上跑一个 Pod。它没有 replicas 字段。',
  ])('and what is right of it is left alone: %s', (text) => {
    expect(flagged(text)).toEqual([]);
  });
});

describe('what is said to the reader alone claims nothing', () => {
  it.each([
    'A containerPort documents what the container listens on. Let me know if you need the exact command!',
    'containerPort 只是说明，不写也能访问。需要具体命令的话可以再问。',
  ])('%s', (text) => {
    expect(flagged(text)).toEqual([]);
  });
});
