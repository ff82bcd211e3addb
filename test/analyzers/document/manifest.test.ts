import { describe, expect, it } from 'vitest';
import { document } from '../../../src/analyzers/document/index.ts';
import { explain } from '../../../src/index.ts';

const CRON = `apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  schedule: "15 6 * * 1-5"
  timeZone: "Europe/Berlin"
  concurrencyPolicy: Replace
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          initContainers:
            - name: fetch
              image: reg.example/fetch:1
            - name: proxy
              image: reg.example/proxy:1
              restartPolicy: Always
          containers:
            - name: build
              image: reg.example/build:2
              volumeMounts:
                - { name: out, mountPath: /out, readOnly: true }
          volumes:
            - name: out
              emptyDir: {}
`;

const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ledger
spec:
  serviceName: ledger
  replicas: 4
  template:
    spec:
      tolerations:
        - { key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }
      containers:
        - name: db
          image: reg.example/db:9
          resources:
            requests: { cpu: 500m, memory: 1Gi }
            limits: { cpu: 500m, memory: 1Gi }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec:
        accessModes: [ReadWriteOnce]
        resources: { requests: { storage: 25Gi } }
`;

async function ask(text: string, question: string, language: 'zh' | 'en'): Promise<string> {
  const facts = await document.analyze(text, { lineOffset: 0 });
  return document.ask(question, facts, language)?.answer ?? '';
}

describe('what a manifest says without writing it', () => {
  it.each([
    [CRON, '每天几点跑', 'zh', '周一到周五 06:15'],
    [CRON, 'when does it run', 'en', 'Monday to Friday at 06:15'],
    [CRON, '上一次没跑完会再起一个吗', 'zh', '先停掉旧的'],
    [CRON, 'how often is it retried', 'en', '6 retries by default'],
    [CRON, '哪个是 sidecar', 'zh', 'proxy'],
    [CRON, 'which init containers are there', 'en', 'fetch'],
    [CRON, '有几个容器', 'zh', '1 个容器：`build`'],
    [CRON, 'which container downloads things', 'en', 'fetch'],
    [CRON, 'can it write to /out', 'en', 'read-only'],
    [CRON, 'Pod 删了 out 里的文件还在吗', 'zh', 'Pod 删除就没了'],
    [SET, '第一个和最后一个 pod 叫什么名字', 'zh', '`ledger-0` 到 `ledger-3`'],
    [SET, 'how much storage is that in total', 'en', '100Gi'],
    [SET, '一共要多少内存', 'zh', '4Gi'],
    [SET, 'what is its QoS class', 'en', 'Guaranteed'],
    [SET, '能跑到 master 上吗', 'zh', '可以'],
    [SET, 'will it be restarted when it exits', 'en', 'restartPolicy: Always'],
  ] as const)('%#: %s %s', async (text, question, language, fact) => {
    expect(await ask(text, question, language)).toContain(fact);
  });

  it('answers the question that came with it', async () => {
    const asked = (port: number) => `why is this one never ready? it runs fine here

apiVersion: v1
kind: Pod
metadata:
  name: api
spec:
  containers:
  - name: api
    image: reg.example/api:2
    ports: [{containerPort: 3000}]
    readinessProbe:
      httpGet: {path: /ready, port: ${port}}`;
    const { report } = await explain(asked(8080));
    expect(report.parts[0]).toMatchObject({ analyzer: 'document', declined: false });
    expect(report.text).toMatch(/asks port \*\*8080\*\*, the container declares \*\*3000\*\*/);
    expect((await explain(asked(3000))).report.text).not.toContain('asks port');
  });

  it('says nothing of a schedule where there is none', async () => {
    expect(await ask(SET, 'which time zone does it use', 'en')).not.toMatch(/\d\d:\d\d/);
  });
});
