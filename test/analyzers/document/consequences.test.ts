import { describe, expect, it } from 'vitest';
import { document } from '../../../src/analyzers/document/index.ts';
import { ask } from '../../../src/index.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: report
spec:
  initContainers:
  - name: migrate
    image: acme/migrate:2.1
    resources:
      requests: {cpu: "1", memory: 1Gi}
      limits: {cpu: "1", memory: 1Gi}
  containers:
  - name: web
    image: acme/web:9
    resources:
      requests: {cpu: 500m, memory: 512Mi}
      limits: {cpu: 500m, memory: 512Mi}
    livenessProbe:
      httpGet: {path: /live, port: 8081}
      periodSeconds: 5
  - name: exporter
    image: acme/exporter:0.4
    resources:
      requests: {cpu: 50m}
      limits: {cpu: 50m, memory: 64Mi}
  - name: logger
    image: acme/logger:3.0
    resources:
      requests: {cpu: 50m, memory: 32Mi}
      limits: {cpu: 50m, memory: 64Mi}
`;
const JOB = `apiVersion: batch/v1
kind: Job
metadata: {name: thumbs}
spec:
  completions: 12
  parallelism: 3
  backoffLimit: 4
  ttlSecondsAfterFinished: 3600
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: worker
        image: acme/thumbs:3
`;
const SHOP = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 4
  strategy:
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  template:
    spec:
      containers:
      - name: app
        image: acme/shop:1.4
        ports:
        - {containerPort: 8080, name: http}
        env:
        - name: DB_PASS
          valueFrom: {secretKeyRef: {name: shop-db, key: pass}}
        volumeMounts:
        - {name: cfg, mountPath: /etc/shop, readOnly: true}
        - {name: tmp, mountPath: /tmp}
        readinessProbe:
          httpGet: {path: /ready, port: http}
          initialDelaySeconds: 7
      volumes:
      - name: cfg
        configMap: {name: shop-cfg}
      - name: tmp
        emptyDir: {sizeLimit: 200Mi}
`;

const pasted = async (manifest: string) => [
  { analyzer: 'document' as const, facts: await document.analyze(manifest, { lineOffset: 0 }) },
];

/** Each question of a manifest, and what its answer has to say. */
const ASKED: [manifest: string, question: string, says: RegExp][] = [
  [POD, 'does this pod get Guaranteed?', /^No\..*Burstable.*`logger`/s],
  [POD, '为什么不是 Guaranteed', /`logger` 的内存请求不等于上限/],
  [POD, 'what memory request does exporter end up with', /\*\*64Mi\*\*.*equals the limit/],
  [POD, '调度时一共算多少内存', /\*\*1Gi\*\*/],
  [POD, 'which container starts first', /`migrate`.*then `web`, `exporter`, `logger` together/],
  [POD, 'if the migrate container fails what happens', /Init:CrashLoopBackOff/],
  [POD, 'web 挂了 exporter 会重启吗', /^不会.*只重启它自己/],
  [POD, '探针失败几次会重启', /连续 \*\*3 次\*\*.*约 15 秒后重启/],
  [POD, 'logger 用了 100Mi 会怎样', /OOMKilled：100Mi 大于上限 64Mi/],
  [POD, 'does it run as root', /up to the image/],
  [JOB, '同时最多几个pod在跑 总共要成功几个', /`3`.*`12`/s],
  [JOB, 'what if one pod fails', /new Pod is made.*at most 4 times/],
  [JOB, '失败 5 次会怎样', /Job 失败.*超过了/],
  [JOB, '失败 3 次会怎样', /还会继续重试/],
  [JOB, '会在原来的 pod 里重启吗', /^不会/],
  [JOB, 'how long are the logs available after it finished', /3600 s/],
  [JOB, 'can two run at the same time', /^Yes.*3/],
  [JOB, '每个 pod 知道自己是第几个吗', /^不知道/],
  [SHOP, 'how many pods exist at most during an update', /\*\*5\*\*.*at least 4/],
  [SHOP, '数据库密码从哪来', /Secret `shop-db`.*`DB_PASS`/],
  [SHOP, '改了 configmap 会自动生效吗', /不会因此重启.*`shop-cfg` 挂成卷/],
  [SHOP, 'shop-cfg 不存在会怎么样', /起不来.*FailedMount/],
  [SHOP, 'what happens if /tmp fills with 300Mi', /over the limit of 200Mi.*evicts/],
  [SHOP, '能写 /etc/shop 吗', /^不能写/],
  [SHOP, 'when does the readiness probe start', /\*\*7 s\*\*/],
  [SHOP, 'which port does the service expose', /there is no Service in it.*8080/],
  [SHOP, '一个节点挂了会怎样', /大约 5 分钟.*别的节点/],
  [SHOP, 'which service account', /`default` account/],
];

describe('what follows from a manifest without standing in it', () => {
  it.each(ASKED)('%#', async (manifest, question, says) => {
    const reply = await ask(question, await pasted(manifest));
    expect(reply.declined).toBe(false);
    expect(reply.answer).toMatch(says);
  });

  it('a setting that is written is not told by its default', async () => {
    const other = await pasted(JOB.replace('restartPolicy: Never', 'restartPolicy: OnFailure'));
    expect((await ask('what if one pod fails', other)).answer).toContain('restarted in its Pod');
  });
});
