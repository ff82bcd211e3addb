import { describe, expect, it } from 'vitest';
import { flagged } from '../../support/flagged.ts';

describe('what is told in order to be refused claims nothing', () => {
  it.each([
    '有人说 readiness 探针失败会重启容器，这是不对的，它只会把 Pod 从 Service 摘掉。',
    '误解一：Pod 会在节点宕机后漂移到其他节点。事实：是控制器新建了一个 Pod。',
    '❌ requests 是容器能用的上限 ✅ limits 才是上限',
    '“Liveness 失败后 Pod 会被重新调度到别的节点。” 错，kubelet 在原节点重启容器。',
    '很多教程写着 ConfigMap 更新后环境变量会自动刷新。别信，环境变量要重启才变。',
    '传言说 kubectl drain 会迁移裸 Pod，实际测试下来根本不会，它会直接报错。',
    '同事坚持认为 hostPath 的数据会跟着 Pod 走，我在测试环境试了下，换节点之后目录是空的。',
    '把“Terminating”当成 Pod 的 phase，是初学者最常犯的错。',
    '我原来以为 init 容器可以和主容器并行启动，踩了坑才知道它们是顺序执行的。',
    '“Pod 被驱逐后会在原节点重启”——错误。被驱逐的 Pod 进入 Failed，由控制器重新创建。',
    '如果你的第一反应是“CPU 超限会被杀”，那就错了，CPU 只会被限流。',
    'Claim: "emptyDir survives Pod deletion." Verdict: false. It goes with the Pod.',
    "A colleague told me that init containers run in parallel. They don't: they run one after another.",
    'It is tempting to think that a Deployment moves Pods between nodes; in fact it only creates new ones.',
    'If you believe a PDB protects against node crashes, think again. It only limits voluntary disruptions.',
    'I used to think that liveness probes wait for readiness. They run independently.',
    '"NoSchedule evicts running Pods." False — that\'s NoExecute.',
    'Myth 2: "A Pod moves to another node when its node dies." No. A controller makes a new one.',
    '| Claim you hear | Reality |\n| --- | --- |\n| Secrets are encrypted | They are only base64 |',
    '| 听到的说法 | 实际情况 |\n| --- | --- |\n| 节点挂了 Pod 会迁移 | 控制器会新建一个 |',
    'resizePolicy 会让容器重启吗？默认不会，resizePolicy 写了 RestartContainer 才会。',
    'Kubernetes 自己不会因为 ConfigMap 变了就重启 Pod。',
    'If you leave out the request but give a limit, the request takes the value of the limit.',
    'Mia: RWO means only one Pod can use it, right?\nJon: one node.',
    'Pod 结束时先停主容器，再停 Sidecar。',
    '"Init containers run in parallel." They take turns, one after another.',
    '“跨节点的 Pod 通信要走 NAT。”不走，网络模型就不允许。',
    '1. "A toleration makes the scheduler choose that node." **Myth.** It only allows it.',
    '小周：网上还有说 readiness 失败会重启容器\n阿May：也是错的，它只管摘流量。',
    '阿泽: Pod 的 IP 能不能写死到配置文件里',
    '学员：加了容忍，Pod 就一定会去那台机器吗？\n老师：不一定，容忍只是允许，想固定过去还要加节点亲和性。',
    'Until it has succeeded once, liveness and readiness checks are held back.',
    'The Pods stay until the Job is deleted, so the logs can still be read.',
    'hostNetwork 的 Pod 想解析集群内的服务名，dnsPolicy 要写 ClusterFirstWithHostNet。',
    'Exceeding the CPU limit slows a container down.',
  ])('%s', (text) => {
    expect(flagged(text)).toEqual([]);
  });

  it.each([
    ['readiness 探针失败会重启容器。', 'readiness 探针失败会重启容器'],
    ['他说 hostPath 的数据会跟着 Pod 走，所以我们数据库就用它。', 'hostPath'],
    ['CPU 超限会被杀，内存超限也一样。', 'CPU 超限会被杀'],
    ['Init containers run in parallel. They are quick.', 'Init containers run in parallel'],
    ['✅ requests 是容器能用的上限', 'requests 是容器能用的上限'],
    ['| Field | Meaning |\n| --- | --- |\n| Secrets | Secrets are encrypted |', 'Secrets are encrypted'],
    ['Mia: RWO means only one Pod can use it, right?\nJon: yes.', 'RWO means only one Pod'],
    ['Pod 结束时先停 Sidecar，再停主容器。', '先停 Sidecar'],
    ['"Init containers run in parallel." True, and that saves time.', 'Init containers run in parallel'],
  ])('while the same said in earnest is wrong: %s', (text, quote) => {
    expect(flagged(text).join('\n')).toContain(quote);
  });
});

describe('a sentence is read by its clauses', () => {
  it.each([
    [
      'what holds where a field is left out',
      'If you leave timeoutSeconds out, the kubelet waits ten seconds for the reply.',
    ],
    ['what holds by default', '默认情况下，terminationGracePeriodSeconds 是 60 秒。'],
    ['what holds by default, too', 'periodSeconds is 10 unless you set it. timeoutSeconds is 10 as well.'],
    ['what holds whether or not', 'Service 选 Pod 只认标签，Pod 有没有就绪都一样转发。'],
    ['what holds unless somebody changes it', 'allowPrivilegeEscalation is false unless you switch it on.'],
    [
      'the comment behind a command',
      'kubectl logs web-0 --previous   # 上一个容器实例的日志\nkubectl exec -it web-0 -- sh    # 不加 -c 时会在 Pod 的每个容器里都执行一遍',
    ],
    ['what is more than what', 'requests 可以大于 limits。'],
  ])('%s', (_, text) => {
    expect(flagged(text)).toHaveLength(1);
  });

  it.each([
    ['the right way round', '另外，limits 可以大于 requests，这样的 Pod 属于 Burstable。'],
    ['a no that only says which Pod is meant', '没有对应容忍的 Pod 不会被调度到带 NoSchedule 污点的节点。'],
    ['"note" is no "not"', 'Note that containers of a Pod share the network namespace.'],
    [
      'the right default behind an omission',
      'If you leave timeoutSeconds out, the kubelet waits one second for the reply.',
    ],
  ])('and left alone where it is right: %s', (_, text) => {
    expect(flagged(text)).toEqual([]);
  });

  it('a question that was nodded at is quoted itself', () => {
    const asked = 'with :latest the kubelet watches the registry and restarts the pod when a new image shows up';
    expect(flagged(`dana: ok so ${asked}?\nraj: yes exactly.`).join('\n')).toContain(asked);
  });
});

describe('a report claims nothing', () => {
  it.each([
    'I pushed a new image with the same tag',
    '我昨天重启了节点上的 kubelet。',
    'It has been retrying for an hour.',
  ])('%s', (text) => {
    expect(flagged(text)).toEqual([]);
  });
});

describe('what stands in an article and is no sentence of it claims nothing', () => {
  it.each([
    ['an address', 'More there: https://github.com/kubernetes/autoscaler/tree/master/vertical-pod-autoscaler'],
    ['a line of the contents', '- [Pod termination and In-Place Pod Restart interaction](#pod-termination)'],
    [
      'a command in a block of code',
      'Try it:\n```sh\nkubectl expose deployment web --port 80 --type NodePort\n```\nThen look.',
    ],
    ['an arrow of a diagram', 'User->>APIServer: 创建 Pod'],
    ['a heading', '## Running enterprise-ready workloads\nUse several replicas.'],
    ['an exception', "They do not see each other's processes, however, unless shareProcessNamespace is set."],
  ])('%s', (_, text) => {
    expect(flagged(text)).toEqual([]);
  });

  it('but a remark in a block of code does', () => {
    const text =
      'Try it:\n```sh\n# A failing readiness probe restarts the container.\nkubectl get pods\n```\nThen look.';
    expect(flagged(text)).toHaveLength(1);
  });
});

describe('who does it, when, and on which condition', () => {
  // Each pair has the same words; only the second says that it is so.
  it.each([
    ['to whom', 'kubelet 注册节点信息，并定时向 API Server 汇报状态信息。', 'Pod 的状态由 API Server 定时汇报。'],
    ['supposed', '如果 operator 的值是 Exists，value 就不用写。', 'operator 的值默认是 Exists。'],
    [
      'in old versions',
      '过去几个版本的 DaemonSet 都由控制器直接给 Pod 写上 nodeName。',
      'DaemonSet 控制器直接给 Pod 写上 nodeName。',
    ],
    [
      'in old versions, told first',
      '早期版本里，DaemonSet 控制器自己给 Pod 写上 nodeName。',
      'DaemonSet 控制器自己给 Pod 写上 nodeName。',
    ],
    ['whose restart', 'Pod 重启时，Init 容器会重新执行一遍。', '应用容器重启时，Init 容器会重新执行一遍。'],
  ])('%s', (_, right, wrong) => {
    expect(flagged(right)).toEqual([]);
    expect(flagged(wrong)).toHaveLength(1);
  });

  it('a condition alone is not quoted', () => {
    expect(flagged('容器级和 Pod 级的 securityContext 冲突时，以 Pod 级的为准。')).toEqual(['以 Pod 级的为准']);
  });
});
