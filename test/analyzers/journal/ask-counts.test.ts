import { describe, expect, it } from 'vitest';
import { journal } from '../../../src/analyzers/journal/index.ts';

/** What is said of a paste, as the analyzer that claimed it answers. */
async function asked(paste: string, question: string): Promise<string> {
  const facts = await journal.analyze(paste, { lineOffset: 0 });
  const said = journal.ask(question, facts, /\p{Script=Han}/u.test(question) ? 'zh' : 'en');
  return said ? `${said.declined ? 'declined: ' : ''}${said.answer}` : 'nothing';
}

const SCHEDULER = `Events:
  Type     Reason             Age    From                Message
  ----     ------             ----   ----                -------
  Warning  FailedScheduling   4m     default-scheduler   0/14 nodes are available: 2 node(s) had untolerated taint {team: ml}, 3 node(s) didn't match pod anti-affinity rules, 4 Insufficient memory, 5 Insufficient nvidia.com/gpu. preemption: 0/14 nodes are available: 14 No preemption victims found for incoming pod.
  Normal   NotTriggerScaleUp  4m     cluster-autoscaler  pod didn't trigger scale-up: 2 max node group size reached`;

const TOP = `NAME                       CPU(cores)   MEMORY(bytes)
api-58c9bd7c4f-2kzqw       12m          96Mi
indexer-0                  910m         1873Mi
render-7b6df9c5d8-plm2x    1230m        412Mi`;

const NODES = `NAME     STATUS                     ROLES           AGE    VERSION
ctl-1    Ready                      control-plane   611d   v1.34.2
edge-2   NotReady                   <none>          204d   v1.33.6
edge-3   Ready,SchedulingDisabled   <none>          19h    v1.34.2`;

const RETRIES = `2024-05-06T07:11:09.350Z INFO  connecting to amqp://mq:5672
2024-05-06T07:11:14.352Z ERROR dial tcp 10.96.14.7:5672: connect: connection refused
2024-05-06T07:11:14.353Z WARN  retry 1/3 in 2s
2024-05-06T07:11:16.361Z WARN  retry 2/3 in 4s
2024-05-06T07:11:20.371Z FATAL giving up after 3 attempts`;

const KILLED = `Events:
  Type     Reason     Age                 From     Message
  ----     ------     ----                ----     -------
  Warning  Unhealthy  2m (x9 over 6m)     kubelet  Liveness probe failed: HTTP probe failed with statuscode: 503
  Normal   Killing    2m (x3 over 5m30s)  kubelet  Container web failed liveness probe, will be restarted`;

describe("the scheduler's count of nodes", () => {
  it.each([
    ['有几个节点内存不够', /^4 个/],
    ['how many nodes were ruled out by anti-affinity', /^3: /],
    ['which taint is in the way', /team: ml/],
    ['what resource is short on most of the nodes', /^`nvidia\.com\/gpu`/],
    ['集群为什么没有自动加节点', /上限/],
    ['why was no new node added', /maximum size/],
  ])('%s', async (question, said) => {
    expect(await asked(SCHEDULER, question)).toMatch(said);
  });
});

describe('the most and the least of a table', () => {
  it.each([
    [TOP, 'which of them uses the most cpu', /^`render/],
    [TOP, '内存用得最多的是哪个', /^`indexer-0/],
    [TOP, 'which one needs the least memory', /^`api/],
    [NODES, 'which node is the newest', /^`edge-3/],
    [NODES, '哪台机器最老', /^`ctl-1/],
    // "cordoned" is not "done".
    [NODES, 'which node was cordoned?', /^`?edge-3/],
  ])('%#: %s %s', async (paste, question, said) => {
    expect(await asked(paste, question)).toMatch(said);
  });
});

describe('how often', () => {
  it('is the number the log itself gives', async () => {
    expect(await asked(RETRIES, 'how many attempts before it gave up')).toMatch(/^3: /);
    expect(await asked(RETRIES, '一共重试了几次')).toMatch(/^3 次/);
  });

  it('is what an event counts of itself', async () => {
    expect(await asked(KILLED, 'how often was the container killed')).toMatch(/^3 times/);
    expect(await asked(KILLED, '探针失败了多少次')).toMatch(/^9 次/);
  });
});

describe('how long it ran', () => {
  it('ends where the process died, not where something before went wrong', async () => {
    const log = `Feb 21 06:30:00 etl-4 systemd[1]: Starting ingest.service - Sensor ingest...
Feb 21 06:30:09 etl-4 ingest[5120]: source 9 (mqtt://10.7.0.3:1883): connection refused, will retry
Feb 21 06:31:09 etl-4 ingest[5120]: source 9 (mqtt://10.7.0.3:1883): connected
Feb 21 06:47:55 etl-4 systemd-coredump[5988]: Process 5120 (ingest) of user 997 dumped core.
Feb 21 06:47:55 etl-4 systemd[1]: ingest.service: Main process exited, code=dumped, status=11/SEGV`;
    expect(await asked(log, 'how long did it run before it crashed?')).toMatch(/^17 min 55 s/);
  });
});

describe('which file', () => {
  it('is the path in the line that tells what was done to it', async () => {
    const log = `Oct 12 03:20:02 db1 mysqld[2210]: [ERROR] [MY-012574] [InnoDB] Unable to lock ./ibdata1 error: 11
Oct 12 03:20:04 db1 systemd[1]: mysqld.service: Main process exited, code=exited, status=1/FAILURE`;
    expect(await asked(log, 'which file could it not lock')).toMatch(/^`\.\/ibdata1`/);
  });
});
