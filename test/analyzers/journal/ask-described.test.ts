import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

type Row = [question: string, says: RegExp | 'declines', not?: RegExp];

/** What was pasted, and what people ask about it afterwards. */
function protocol(name: string, paste: string, rows: Row[]): void {
  describe(name, async () => {
    const { memory } = await explain(paste);
    it.each(rows)('%s', async (question, says, not) => {
      const reply = await ask(question, memory);
      expect(reply.declined, reply.answer).toBe(says === 'declines');
      if (says !== 'declines') expect(reply.answer).toMatch(says);
      if (not) expect(reply.answer).not.toMatch(not);
    });
  });
}

protocol(
  'kubectl describe pod answers from its labelled values',
  `Name:             checkout-6b8f9c7d44-p9xkz
Namespace:        shop
Node:             worker-7/10.2.0.17
Status:           Running
Controlled By:    ReplicaSet/checkout-6b8f9c7d44
Init Containers:
  migrate:
    Image:          harbor.corp.local/shop/migrate:3.8.2
    State:          Terminated
      Reason:       Completed
      Exit Code:    0
Containers:
  server:
    Image:          harbor.corp.local/shop/checkout:3.8.2
    Port:           8080/TCP
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       Error
      Exit Code:    1
      Started:      Mon, 02 Mar 2026 10:20:10 +0800
      Finished:     Mon, 02 Mar 2026 10:20:12 +0800
    Ready:          False
    Restart Count:  6
    Limits:
      cpu:     500m
      memory:  512Mi
    Requests:
      cpu:        100m
      memory:     256Mi
    Liveness:     http-get http://:8080/healthz delay=10s timeout=1s period=10s #success=1 #failure=3
  proxy:
    Image:          envoyproxy/envoy:v1.29.1
    State:          Running
    Ready:          True
    Restart Count:  0
QoS Class:       Burstable
Events:
  Type     Reason     Age                    From               Message
  ----     ------     ----                   ----               -------
  Warning  BackOff    20s (x44 over 9m50s)   kubelet            Back-off restarting failed container server in pod checkout-6b8f9c7d44-p9xkz_shop`,
  [
    ['内存 request 多少', /256Mi/, /512Mi/],
    ['what is the cpu limit', /500m/, /100m/],
    ['健康检查的路径是什么', /\/healthz/],
    ['how often does the liveness probe run', /period=10s/],
    ['liveness probe 失败几次会重启', /#failure=3/],
    ['proxy 也在重启吗', /没有重启过/, /CrashLoop/],
    ['has the server container ever restarted', /^Yes.*6/],
    ['how long did the last run last', /^2 s/],
    ['is it OOM?', /does not look like it.*Error/],
    ['who controls this pod', /ReplicaSet\/checkout/],
    ['init 容器跑成功了吗', /成功/],
    // The node's address is not the Pod's.
    ['pod 的 ip 是多少', 'declines', /10\.2\.0\.17/],
  ],
);

protocol(
  'rows of kubectl get',
  `NAME                        READY   STATUS             RESTARTS        AGE
cart-6f7c9b6d4-9bq2w        1/1     Running            0               6d
cart-6f7c9b6d4-vx8lr        1/1     Running            2 (3d ago)      6d
mailer-58b6f8f7c-4ktzn      0/1     ImagePullBackOff   0               17m
search-0                    0/2     Init:1/3           0               4m`,
  [
    ['which pod cannot pull its image', /mailer/, /cart/],
    ['search-0 有几个 init 容器', /^3/],
    ['how many restarts has cart-6f7c9b6d4-vx8lr', /^`?2/],
    ['哪些 pod 有问题', /mailer.*search-0/s, /cart/],
    ['is there any pod in CrashLoopBackOff', /^None/],
    ['mailer 用的镜像叫什么', 'declines'],
  ],
);

protocol(
  'rows of a table with other columns',
  `NAME                          STATUS     COMPLETIONS   DURATION   AGE
job.batch/backup-28570080     Complete   1/1           2m14s      26h
job.batch/backup-28571520     Failed     0/1           7m2s       2h
job.batch/import              Running    3/8           11m        11m

NAME                   SCHEDULE    TIMEZONE        SUSPEND   ACTIVE   LAST SCHEDULE   AGE
cronjob.batch/backup   0 2 * * *   Asia/Shanghai   False     0        2h              91d`,
  [
    ['import 完成几个了', /3\/8/],
    ['what timezone does the cronjob use', /Asia\/Shanghai/],
    ['backup 每天几点跑', /02:00/],
    ['why did the backup fail', 'declines'],
  ],
);

protocol(
  'a port that is taken, and a unit that gave up',
  `Mar 03 09:14:02 web-02 systemd[1]: Started api.service - Orders API.
Mar 03 09:14:03 web-02 api[2101]: ERROR listen tcp 0.0.0.0:8080: bind: address already in use
Mar 03 09:14:03 web-02 systemd[1]: api.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
Mar 03 09:14:03 web-02 systemd[1]: api.service: Failed with result 'exit-code'.
Mar 03 09:14:08 web-02 systemd[1]: api.service: Scheduled restart job, restart counter is at 1.
Mar 03 09:14:08 web-02 systemd[1]: Started api.service - Orders API.
Mar 03 09:14:09 web-02 api[2140]: ERROR listen tcp 0.0.0.0:8080: bind: address already in use
Mar 03 09:14:09 web-02 systemd[1]: api.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
Mar 03 09:14:09 web-02 systemd[1]: api.service: Failed with result 'exit-code'.
Mar 03 09:14:14 web-02 systemd[1]: api.service: Scheduled restart job, restart counter is at 2.
Mar 03 09:14:14 web-02 systemd[1]: api.service: Start request repeated too quickly.
Mar 03 09:14:14 web-02 systemd[1]: Failed to start api.service - Orders API.`,
  [
    ['哪个端口被占了', /8080/],
    ['8080 被谁占了', /没有写被谁占了.*ss -ltnp/s],
    ['pid 每次都一样吗', /不一样.*2101.*2140/],
    ['从第一次启动到彻底放弃过了多久', /12 秒/],
    ['what was the last thing api printed', /address already in use/],
    ['第三行是什么意思', /status=2/],
    ['which host is this', /web-02/],
    // "Why did it not start" asks for the reason and not whether it did.
    ['why did the api not start', /already taken|in use/, /^No, it did not start/],
  ],
);
