import { describe, expect, it } from 'vitest';
import { journal } from '../../../src/analyzers/journal/index.ts';

// Logs of one kind each, and questions for something they name, or do not name.
const KEY_FILE = `Feb 11 08:00:01 db-1 postgres[812]: 2026-02-11 08:00:01.120 UTC [812] FATAL:  could not open file "/etc/postgresql/15/main/server.key": Permission denied
Feb 11 08:00:01 db-1 postgres[812]: 2026-02-11 08:00:01.121 UTC [812] LOG:  database system is shut down
Feb 11 08:00:01 db-1 systemd[1]: postgresql@15-main.service: Main process exited, code=exited, status=1/FAILURE
Feb 11 08:00:01 db-1 systemd[1]: postgresql@15-main.service: Failed with result 'exit-code'.`;
const CGROUP_OOM = String.raw`Apr 02 03:11:50 ml-2 kernel: node invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=987
Apr 02 03:11:50 ml-2 kernel: memory: usage 524288kB, limit 524288kB, failcnt 881
Apr 02 03:11:50 ml-2 kernel: Memory cgroup out of memory: Killed process 20931 (node) total-vm:1483920kB, anon-rss:511204kB, file-rss:0kB, shmem-rss:0kB, UID:1000 pgtables:2304kB oom_score_adj:987
Apr 02 03:11:50 ml-2 containerd[901]: time="2026-04-02T03:11:50.871Z" level=info msg="TaskOOM event container_id:\"0f3a\""`;
const DIMM = `Aug 29 22:40:03 n7 kernel: EDAC MC1: 1 UE memory read error on CPU_SrcID#0_MC#1_Chan#0_DIMM#1 (channel:0 slot:1 page:0x3f8aa1 offset:0x0 grain:32 -  err_code:0101:0090 socket:0 imc:1 rank:1)
Aug 29 22:40:03 n7 kernel: Memory failure: 0x3f8aa1: Sending SIGBUS to redis-server:4411 due to hardware memory corruption
Aug 29 22:40:04 n7 systemd[1]: redis.service: Main process exited, code=killed, status=7/BUS`;
const PROBE = `Events:
  Type     Reason     Age                  From     Message
  Warning  Unhealthy  10m (x12 over 30m)   kubelet  Readiness probe failed: HTTP probe failed with statuscode: 503
  Normal   Killing    10m (x4 over 29m)    kubelet  Container web failed liveness probe, will be restarted`;
const DESCRIBE = `Name:             pay-7d9c5f6b8-xk2lp
Namespace:        shop
Containers:
  api:
    Image:          registry.corp.cn/shop/pay:2.14.0
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Tue, 03 Mar 2026 10:02:11 +0800
      Finished:     Tue, 03 Mar 2026 10:02:49 +0800
    Restart Count:  6
    Limits:
      memory:  256Mi
Events:
  Type     Reason   Age                   From     Message
  Warning  BackOff  2m (x21 over 8m)      kubelet  Back-off restarting failed container api in pod pay-7d9c5f6b8-xk2lp`;
const PULL = `Events:
  Type     Reason     Age                From               Message
  Normal   Scheduled  2m12s              default-scheduler  Successfully assigned prod/web-0 to node-7
  Warning  Failed     40s (x4 over 2m)   kubelet            Failed to pull image "registry.acme.io/web:v4.1.7": rpc error: code = NotFound desc = failed to pull and unpack image "registry.acme.io/web:v4.1.7": failed to resolve reference "registry.acme.io/web:v4.1.7": registry.acme.io/web:v4.1.7: not found
  Warning  Failed     40s (x4 over 2m)   kubelet            Error: ErrImagePull`;
const MISSING_KEY = `Events:
  Type     Reason  Age                From     Message
  Normal   Pulled  10s (x5 over 55s)  kubelet  Container image "acme/job:1.0" already present on machine
  Warning  Failed  10s (x5 over 55s)  kubelet  Error: couldn't find key REDIS_URL in Secret batch/job-secrets`;
const DIRECTIVE = `Jun 30 17:20:00 edge nginx[911]: nginx: [emerg] unknown directive "proxy_pas" in /etc/nginx/sites-enabled/shop.conf:27
Jun 30 17:20:00 edge nginx[911]: nginx: configuration file /etc/nginx/nginx.conf test failed
Jun 30 17:20:00 edge systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE
Jun 30 17:20:00 edge systemd[1]: nginx.service: Failed with result 'exit-code'.`;
const REFUSED = `2026-05-02 11:40:12,031 INFO  worker starting, version 3.8.1
2026-05-02 11:40:13,900 ERROR could not connect to amqp://queue.internal:5672: dial tcp 10.20.0.15:5672: connect: connection refused
2026-05-02 11:40:18,905 ERROR could not connect to amqp://queue.internal:5672: dial tcp 10.20.0.15:5672: connect: connection refused
2026-05-02 11:40:18,906 FATAL giving up after 2 attempts`;
const LOGIN = `May 14 09:33:21 app2 gunicorn[7211]: Traceback (most recent call last):
May 14 09:33:21 app2 gunicorn[7211]:   File "/srv/shop/db.py", line 42, in connect
May 14 09:33:21 app2 gunicorn[7211]: psycopg2.OperationalError: connection to server at "10.8.0.4", port 5432 failed: FATAL:  password authentication failed for user "shop_rw"
May 14 09:33:21 app2 systemd[1]: shop.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED`;
const EXPIRED = `Jul 01 00:00:07 gw haproxy[300]: Server be_api/a1 is DOWN, reason: Layer6 invalid response, info: "SSL handshake failure"
Jul 01 00:00:09 gw curl[4410]: curl: (60) SSL certificate problem: certificate has expired
Jul 01 00:00:11 gw openssl[4420]: notAfter=Jun 30 23:59:59 2026 GMT`;
const DISK = `Sep 09 12:00:01 nas kernel: blk_update_request: I/O error, dev sdc, sector 488397160 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 0
Sep 09 12:00:01 nas kernel: Buffer I/O error on dev sdc1, logical block 61049381, async page read
Sep 09 12:00:02 nas kernel: EXT4-fs error (device sdc1): ext4_find_entry:1455: inode #2: comm ls: reading directory lblock 0`;
const FULL = `[2026-01-04 02:12:45,120] INFO Kafka version: 3.6.1 (org.apache.kafka.common.utils.AppInfoParser)
[2026-01-04 02:12:45,900] ERROR Shutdown broker because all log dirs in /var/lib/kafka/data have failed (kafka.log.LogManager)
[2026-01-04 02:12:45,880] ERROR Error while writing to checkpoint file /var/lib/kafka/data/recovery-point-offset-checkpoint (kafka.server.LogDirFailureChannel)
java.io.IOException: No space left on device`;
const FILES = `Oct 08 22:05:10 chat haproxy[88]: Proxy fe: accept() failed: Too many open files
Oct 08 22:05:10 chat systemd[1]: chat.service: Current limit: LimitNOFILE=1024
Oct 08 22:05:11 chat chatd[90]: accept tcp [::]:9000: accept4: too many open files`;
const ATTACK = `Mar 18 08:20:55 vps sshd[3120]: Failed password for invalid user oracle from 203.0.113.77 port 51122 ssh2
Mar 18 08:20:57 vps sshd[3120]: Connection closed by invalid user oracle 203.0.113.77 port 51122 [preauth]
Mar 18 08:21:02 vps sshd[3125]: Failed password for root from 203.0.113.77 port 51260 ssh2`;

const ask = async (log: string, question: string, language: 'zh' | 'en') =>
  journal.ask(question, await journal.analyze(log, { lineOffset: 0 }), language);

describe('the thing asked for is named, with its line', () => {
  it.each([
    ['是哪个文件打不开', 'zh', KEY_FILE, /\/etc\/postgresql\/15\/main\/server.key/],
    ['which file has the wrong permissions?', 'en', KEY_FILE, /server.key/],
    ['what version of postgres is it', 'en', KEY_FILE, /15/],
    ['what was the memory limit?', 'en', CGROUP_OOM, /524288|512 ?Mi/],
    ['被杀的是哪个进程', 'zh', CGROUP_OOM, /node/],
    ['what is the pid of the killed process', 'en', CGROUP_OOM, /20931/],
    ['限制是多少内存', 'zh', CGROUP_OOM, /524288|512 ?M/],
    ['how much memory is it allowed?', 'en', DESCRIBE, /256 ?Mi/],
    ['镜像是哪个版本', 'zh', DESCRIBE, /2\.14\.0/],
    ['which namespace is this in', 'en', DESCRIBE, /shop/],
    ['which container crashed?', 'en', DESCRIBE, /\bapi\b/],
    ['what tag does not exist', 'en', PULL, /v4\.1\.7/],
    ['哪个镜像拉不下来', 'zh', PULL, /registry\.acme\.io\/web:v4\.1\.7/],
    ['调度到哪个节点上了', 'zh', PULL, /node-7/],
    ['which secret is missing the key', 'en', MISSING_KEY, /job-secrets/],
    ['少了哪个变量', 'zh', MISSING_KEY, /REDIS_URL/],
    ['写错的是哪个指令', 'zh', DIRECTIVE, /proxy_pas/],
    ['which line of the config is wrong?', 'en', DIRECTIVE, /27/],
    ['在哪个文件', 'zh', DIRECTIVE, /shop\.conf/],
    ['which host can it not reach', 'en', REFUSED, /queue\.internal|10\.20\.0\.15/],
    ['连的是哪个地址', 'zh', REFUSED, /10\.20\.0\.15|queue\.internal/],
    ['what version is the worker', 'en', REFUSED, /3\.8\.1/],
    ['which user failed to log in?', 'en', LOGIN, /shop_rw/],
    ['数据库账号是哪个', 'zh', LOGIN, /shop_rw/],
    ['数据库的 IP 是多少', 'zh', LOGIN, /10\.8\.0\.4/],
    ['which python file is it', 'en', LOGIN, /db\.py/],
    ['when did the certificate expire', 'en', EXPIRED, /Jun 30/],
    ['坏的是哪块盘', 'zh', DISK, /sdc/],
    ['which disk is dying?', 'en', DISK, /sdc/],
    ['哪个目录写不进去', 'zh', FULL, /\/var\/lib\/kafka\/data/],
    ['which partition is full, what path?', 'en', FULL, /\/var\/lib\/kafka\/data/],
    ['what is the open files limit', 'en', FILES, /1024/],
    ['最多能开多少文件', 'zh', FILES, /1024/],
    ['攻击来自哪个 IP', 'zh', ATTACK, /203\.0\.113\.77/],
    ['which user names were tried', 'en', ATTACK, /oracle/],
    ['哪根内存条坏了', 'zh', DIMM, /CPU_SrcID#0_MC#1_Chan#0_DIMM#1/],
    ['what does the probe get back?', 'en', PROBE, /503/],
    ['返回的状态码是多少', 'zh', PROBE, /503/],
  ] as const)('%s', async (question, language, log, answer) => {
    const reply = await ask(log, question, language);
    expect(reply?.answer).toMatch(answer);
    expect(reply?.declined).toBe(false);
  });
});

describe('what no line names is not made up', () => {
  it.each([
    ['端口是多少', 'zh', KEY_FILE],
    ['哪个端口被占用了', 'zh', DIRECTIVE],
    ['what port should I open on the firewall', 'en', DIRECTIVE],
    ['which user runs it?', 'en', DIRECTIVE],
    ['which user could not log in', 'en', REFUSED],
    ['哪个目录满了', 'zh', REFUSED],
    ['哪个文件打不开', 'zh', CGROUP_OOM],
    ['how much memory does it use', 'en', PULL],
    ['which host is unreachable', 'en', MISSING_KEY],
    ['哪个域名解析不了', 'zh', DISK],
    ['which container was it', 'en', ATTACK],
    ['which user is it', 'en', FULL],
    ['which image was used', 'en', FILES],
    ['which database', 'en', EXPIRED],
    ['what memory limit was set', 'en', LOGIN],
    ['哪块盘坏了', 'zh', DESCRIBE],
    ['which table is missing', 'en', DESCRIBE],
  ] as const)('%s', async (question, language, log) => {
    const reply = await ask(log, question, language);
    expect(reply === null || reply.declined || /^(?:No|不是)/.test(reply.answer)).toBe(true);
  });
});

describe('commands that look further', () => {
  it('take no word before a colon for a program', () => {
    const facts = journal.analyze(
      '2024-05-01T08:00:00.001Z error: uncaughtException: The client is closed\nClientClosedError: The client is closed\n    at file:///srv/cache.js:14:20',
      { lineOffset: 0 },
    );
    expect(JSON.stringify(facts)).not.toContain('journalctl -t uncaughtException');
  });
});
