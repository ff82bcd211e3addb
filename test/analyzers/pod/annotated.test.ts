import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

/** What the whole answer to a message flags, as a user pastes it. */
async function flaggedIn(message: string): Promise<{ analyzers: string[]; quotes: string[] }> {
  const { report } = await explain(message, { keepProse: true });
  const flags = report.parts.flatMap((part) => ('flags' in part ? (part.flags as { quote: string }[]) : []));
  return { analyzers: report.parts.map(({ analyzer }) => analyzer), quotes: flags.map(({ quote }) => quote) };
}

describe('commands and manifests whose comments explain them are read as articles', () => {
  it('prevents comments behind commands from being told as nothing', async () => {
    const { quotes } = await flaggedIn(`# 常用命令
kubectl get pod -o wide            # 能看到 Pod IP 和所在节点
kubectl exec -it web-0 -- sh       # 会在 Pod 里新建一个容器
kubectl cordon node-3              # 把 node-3 上现有的 Pod 全部赶走
kubectl uncordon node-3            # 恢复调度`);
    expect(quotes).toEqual([expect.stringContaining('新建一个容器'), expect.stringContaining('全部赶走')]);
  });

  it('prevents the lines below the first from being lost where nothing but commands was pasted', async () => {
    const { analyzers, quotes } =
      await flaggedIn(`kubectl get events --sort-by=.lastTimestamp   # kept for an hour by default
kubectl get pods --field-selector=status.phase=Pending   # not scheduled or still pulling
kubectl scale sts db --replicas=1   # also deletes the disks of the others
kubectl set image deploy/api api=api:2   # starts a rollout
kubectl uncordon n1   # new pods may land here again`);
    expect(analyzers).toEqual(['pod']);
    expect(quotes).toEqual([expect.stringContaining('deletes the disks')]);
  });

  it('reads commands between backticks and in fences together with the words below', async () => {
    const { quotes } = await flaggedIn(`## Cheat sheet

\`\`\`sh
kubectl logs web-0 --previous      # the container that ran before
kubectl rollout undo deploy/web    # goes back to the very first revision
\`\`\`

Events are kept in etcd for good, so you can read them half a year later.`);
    expect(quotes).toEqual([
      expect.stringContaining('very first revision'),
      expect.stringContaining('Events are kept'),
    ]);
  });

  it('reads the comments of a manifest, whatever stands above it', async () => {
    const { quotes } = await flaggedIn(`here's my manifest with notes, did i get it right?

apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Always      # the default anyway
  containers:
  - name: web
    image: web:latest
    ports:
    - containerPort: 8080    # without this line no other pod can reach port 8080
    securityContext:
      runAsNonRoot: true     # switches the process to a non-root user
  volumes:
  - name: tmp
    emptyDir: {}             # gone when the pod is deleted`);
    expect(quotes).toEqual([
      expect.stringContaining('no other pod can reach'),
      expect.stringContaining('switches the process'),
    ]);
  });

  it('leaves comments alone that are right', async () => {
    const { quotes } = await flaggedIn(`kubectl get pods -A             # every namespace
kubectl delete pod web-0        # 30 seconds to finish by default
kubectl cordon node-3           # takes no new Pods, the old ones keep running
kubectl scale deploy/web --replicas=0   # no Pods, the Deployment stays`);
    expect(quotes).toEqual([]);
  });

  it('keeps silent on a manifest with a remark or none', async () => {
    const manifest = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web  # mine\nspec:\n  containers: []\n';
    const { report } = await explain(manifest);
    expect(report.reply).toBe(false);
  });
});

describe('what is one article stays one', () => {
  it('prevents a quoted message in an article from making a log of it', async () => {
    const { analyzers } = await flaggedIn(`Three Kubernetes myths

Myth 1: "A failing readiness probe restarts the container." No. It only takes the Pod out of the Service.

Myth 2: "The container was OOM killed, so the node was out of memory." Usually it just hit its own limit.

Myth 3: "Requests are a cap." They are what the scheduler reserves; only limits are a cap.`);
    expect(analyzers).toEqual(['pod']);
  });

  it('prevents the lines of a chat from running into one sentence', async () => {
    const { quotes } =
      await flaggedIn(`[10:41] marta: the api pod sits in Init:0/3 for ages, what are these three init things
[10:43] deepak: dont worry, init containers run in parallel so you only pay for the slowest one
[10:44] marta: and do they eat quota?
[10:46] deepak: only the largest of their requests counts
[10:49] marta: thx`);
    expect(quotes).toEqual(['init containers run in parallel']);
  });

  it('reads lists with arrows and stars', async () => {
    const arrows = await flaggedIn(`老师讲义：调度与资源

→ 调度器看的是 requests，不是实际用量
→ 只要给容器设置了 limits，Pod 就属于 Guaranteed
→ 污点 NoSchedule 不影响已经运行的 Pod`);
    expect(arrows.quotes).toEqual([expect.stringContaining('Guaranteed')]);
    const stars = await flaggedIn(`Notes on autoscaling.

* HPA = more Pods, VPA = bigger Pods, Cluster Autoscaler = more nodes.
* HPA needs requests for utilisation targets.
* HPA can only look at CPU and memory.`);
    expect(stars.quotes).toEqual([expect.stringContaining('only look at CPU')]);
  });
});
