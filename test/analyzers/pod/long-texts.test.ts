import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

/** A chapter of a handbook, all of it so. */
const CHAPTER = `# Pod 与存储入门

## Pod 是什么
Pod 是 Kubernetes 里最小的部署单位。
一个 Pod 里可以有一个或几个容器。
这些容器总在同一个节点上运行。
它们共用一个 IP，互相用 localhost 访问。
kubelet 先创建 pause 容器，业务容器加入它的网络命名空间。

## init 容器
init 容器在应用容器启动之前依次执行。
每个 init 容器都要成功结束，下一个才会开始。
以下情况会让 init 容器重新执行：
Pod 被重建，或者沙箱被重建。

## 探针
这个例子里，就绪探针每 5 秒探测一次：
periodSeconds 写的是 5。
就绪探针失败时，Pod 的 IP 会从匹配的 Service 端点里去掉。
failureThreshold 是连续失败多少次才算失败，默认值为 3。

## 钩子
postStart 钩子在容器创建之后执行。
它没有执行完，容器就不会进入 Running。
preStop 的时间算在宽限期里，默认 30 秒，用 terminationGracePeriodSeconds 调整。

## 存储
删除 PVC 以后，数据留不留由回收策略决定。
STATUS 是 Bound 的 PV 已经和某个 PVC 绑定了。
生产环境里一般不用 hostPath。
当 Pod 没有指定 ServiceAccount 时，用的是 default。

## 调度
调度器为新建的 Pod 挑一个合适的节点。
Pod 设置了容忍度，就允许被调度到带对应污点的节点上。
operator 为 Exists 时，键存在就算匹配。
参考：[调度器的源码](https://github.com/kubernetes/kubernetes/tree/master/pkg/scheduler)

## 服务
Service 会自动跟踪带着对应标签的 Pod。
从集群外部访问服务，可以用 NodePort 或者 LoadBalancer。
云厂商会给 LoadBalancer 分配一个外部 IP。
Ingress 控制器不会随集群一起安装。
ExternalName 用于在集群里用一个名字访问外部的数据库。

## 扩缩
HPA 增减副本数，VPA 增减单个 Pod 的 CPU 和内存。
缩容有 300 秒的稳定窗口。
副本数是 3、maxSurge 是 1 时，更新过程中最多有 4 个 Pod。
StatefulSet 按顺序启动 Pod，前一个就绪了才创建下一个。
`;

async function flagsOf(text: string): Promise<string[]> {
  const { report } = await explain(text, { keepProse: true });
  return report.parts
    .flatMap((part) => ('flags' in part ? (part.flags as { quote: string }[]) : []))
    .map((flag) => flag.quote);
}

describe('a long text that is true', () => {
  it('is left alone, with its headings, examples, links and suppositions', async () => {
    expect(await flagsOf(CHAPTER)).toEqual([]);
  });

  it('still has a plainly wrong sentence in it flagged', async () => {
    const wrong = '存活探针失败以后，整个 Pod 会被删除，并调度到别的节点上重建。';
    const flags = await flagsOf(`${CHAPTER}\n## 存活探针\n${wrong}\n`);
    expect(flags.some((quote) => wrong.includes(quote))).toBe(true);
  });
});

const ASKED: [about: string, note: string, text: string][] = [
  [
    'a story with a question at its end',
    'readiness-vs-liveness',
    'When the liveness probe is ok and the readiness probe fails, my container gets killed. The same happens when the liveness probe fails. So what is the difference between liveness and readiness?',
  ],
  [
    'trouble told without a question mark',
    'exit-code-137',
    'Hi all, my pod stops with exit code 137 as soon as it talks to the database.\nThere is no limit set on the pod!\nI want to know why and what I should do, it works fine on my own machine.',
  ],
  [
    'a message of the scheduler between two paragraphs',
    'max-pods-per-node',
    'Excuse me, my cluster has trouble with placing a pod\n\n0/4 nodes are available: 1 node(s) were unschedulable, 3 Insufficient pods.\n\nIs that a lack of memory? The nodes look idle in kubectl top nodes.',
  ],
  [
    'a question and why it is asked',
    'pod-ip-after-container-restart',
    'pod 重启以后 ip 会变吗？我的程序里把 pod ip 写死了',
  ],
  [
    'a list of what was tried',
    'force-delete-pod',
    'My pod hangs in Terminating.\n1. kubectl delete pod does nothing.\n2. With --now it does nothing either.\n3. Even --grace-period=0 --force does nothing.\nHow can I get rid of it? Its node is gone.',
  ],
];

describe('somebody who wants help', () => {
  it.each(ASKED)('%s is answered, not checked', async (_about, note, text) => {
    const { report } = await explain(text);
    const [part] = report.parts as { notes?: string[]; outline?: unknown }[];
    expect(part?.outline ?? []).toEqual([]);
    expect(part?.notes).toContain(note);
  });
});
