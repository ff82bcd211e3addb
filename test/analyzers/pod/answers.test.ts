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

describe('lines belong together', () => {
  it.each([
    'Q: A container fails its readiness probe. Is it restarted?\nA: Yes, the kubelet kills it and starts a new one.',
    'DaemonSet 简介\nDaemonSet 保证每个节点上运行一个 Pod。\n新节点加入时会自动补上。\n副本数要用 replicas 指定。',
    '# Debugging\n**Ephemeral containers**\nAdded with kubectl debug.\nRestarted by the kubelet when they exit.',
    '# Probes\n### readinessProbe\n- runs as long as the container lives\n- a failure restarts the container',
    '2 楼 三更灯火：节点 CPU 使用率过高时 kubelet 会驱逐 Pod 来降负载',
  ])('where a line leaves its subject to the one above: %s', (text) => {
    expect(flagged(text)).toHaveLength(1);
  });

  it.each([
    'Q: A container fails its liveness probe. Is it restarted?\nA: Yes, the kubelet kills it and starts a new one.',
    'About emptyDir\nAn emptyDir volume is created when the Pod is assigned to a node.\nIt does not survive the deletion of the Pod.',
    'Deployment 简介\nDeployment 管理一组一样的 Pod。\n副本数要用 replicas 指定。',
    '# Probes\n### readinessProbe\n- runs as long as the container lives\n### livenessProbe\n- a failure restarts the container',
  ])('and is right: %s', (text) => {
    expect(flagged(text)).toEqual([]);
  });
});

describe('a no and a number reach as far as they are meant', () => {
  it.each([
    'Change the labels of a node and Pods whose nodeSelector no longer fits are moved off it.',
    '不用了的临时容器可以用 kubectl 删掉。',
    '镜像写了 latest 又没写策略时，默认用的是 IfNotPresent。',
    'A Pod gets a minute and a half to terminate by default.',
    'The restart back-off tops out at a quarter of an hour.',
    '重启退避最长一刻钟。',
  ])('%s', (text) => {
    expect(flagged(text)).toHaveLength(1);
  });

  it.each([
    'Pods that do not tolerate the taint NoExecute are evicted.',
    'A Pod whose nodeSelector no longer fits keeps running.',
    'A Pod gets half a minute to terminate by default.',
    '退出 10 分钟以后重启退避才会归零。',
  ])('and is right: %s', (text) => {
    expect(flagged(text)).toEqual([]);
  });
});
