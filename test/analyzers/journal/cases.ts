/** A log and what it must be found to say; every one is also tried folded, cut, fenced and wrapped in chat. */
export interface Case {
  name: string;
  log: string;
  verdict: 'root-cause' | 'symptom-only' | 'healthy';
  /** Part of the line that must be quoted first. */
  cause?: string;
  causeId?: string;
  /** Lines that must never be quoted as a cause. */
  notCause?: string[];
  /** What the fix must name. */
  fix?: RegExp;
  /** Symptom only: one of the next commands. */
  next?: RegExp;
}

const unit = (
  host: string,
  name: string,
  clock: string,
  tail = 'status=1/FAILURE',
) => `${clock} ${host} systemd[1]: ${name}.service: Main process exited, code=exited, ${tail}
${clock} ${host} systemd[1]: ${name}.service: Failed with result 'exit-code'.`;

export const CASES: Case[] = [
  {
    name: 'unknown program: the last telling error, not its closing words',
    log: `Feb 11 06:40:01 box7 systemd[1]: Started beacon.service - Beacon relay.
Feb 11 06:40:01 box7 beacond[811]: beacond 2.4.1 starting
Feb 11 06:40:01 box7 beacond[811]: WARN: cache directory is nearly empty
Feb 11 06:40:02 box7 beacond[811]: ERROR: licence key "B-1182" is not valid for host box7
Feb 11 06:40:02 box7 beacond[811]: shutting down
${unit('box7', 'beacon', 'Feb 11 06:40:02')}`,
    verdict: 'root-cause',
    cause: 'licence key "B-1182"',
    notCause: ['shutting down', 'Failed with result', 'cache directory'],
  },
  {
    name: 'unknown program: address in use, with its port in the fix',
    log: `Feb 11 06:41:10 box7 systemd[1]: Started pigeon.service.
Feb 11 06:41:10 box7 pigeond[900]: cannot bind to 0.0.0.0:7071: Address already in use
Feb 11 06:41:10 box7 pigeond[900]: fatal: giving up
${unit('box7', 'pigeon', 'Feb 11 06:41:10')}`,
    verdict: 'root-cause',
    cause: '0.0.0.0:7071',
    causeId: 'port-in-use',
    notCause: ['giving up'],
    fix: /7071/,
  },
  {
    name: 'unknown program: missing configuration file, path in the fix',
    log: `Mar 02 11:00:00 edge3 systemd[1]: Starting ferry.service - Ferry...
Mar 02 11:00:00 edge3 ferry[4410]: ferry: open /etc/ferry/ferry.toml: no such file or directory
${unit('edge3', 'ferry', 'Mar 02 11:00:00')}
Mar 02 11:00:00 edge3 systemd[1]: Failed to start ferry.service - Ferry.`,
    verdict: 'root-cause',
    cause: 'ferry.toml',
    causeId: 'missing-file',
    fix: /\/etc\/ferry\/ferry\.toml/,
  },
  {
    name: 'unknown program: permission denied on its data file',
    log: `Mar 02 11:05:00 edge3 systemd[1]: Started ledger.service - Ledger.
Mar 02 11:05:00 edge3 ledger[51]: opening journal
Mar 02 11:05:00 edge3 ledger[51]: open /srv/ledger/book.db: permission denied
${unit('edge3', 'ledger', 'Mar 02 11:05:00')}`,
    verdict: 'root-cause',
    cause: '/srv/ledger/book.db',
    causeId: 'permission-denied-file',
    fix: /\/srv\/ledger\/book\.db/,
  },
  {
    name: 'a python service without its module',
    log: `Apr 01 08:00:01 app2 systemd[1]: Started invoices.service - Invoices.
Apr 01 08:00:01 app2 python3[3301]: Traceback (most recent call last):
Apr 01 08:00:01 app2 python3[3301]:   File "/srv/invoices/main.py", line 4, in <module>
Apr 01 08:00:01 app2 python3[3301]:     import weasyprint
Apr 01 08:00:01 app2 python3[3301]: ModuleNotFoundError: No module named 'weasyprint'
${unit('app2', 'invoices', 'Apr 01 08:00:01')}
Apr 01 08:00:02 app2 systemd[1]: invoices.service: Scheduled restart job, restart counter is at 1.`,
    verdict: 'root-cause',
    cause: "No module named 'weasyprint'",
    causeId: 'missing-module',
    notCause: ['Traceback', 'Scheduled restart'],
    fix: /weasyprint/,
  },
  {
    name: 'a python exception without a better name',
    log: `Apr 01 08:10:01 app2 systemd[1]: Started rota.service - Rota.
Apr 01 08:10:02 app2 python3[3400]: Traceback (most recent call last):
Apr 01 08:10:02 app2 python3[3400]:   File "/srv/rota/run.py", line 31, in <module>
Apr 01 08:10:02 app2 python3[3400]:     plan = week[day]
Apr 01 08:10:02 app2 python3[3400]:            ~~~~^^^^^
Apr 01 08:10:02 app2 python3[3400]: IndexError: list index out of range
${unit('app2', 'rota', 'Apr 01 08:10:02')}`,
    verdict: 'root-cause',
    cause: 'IndexError',
    causeId: 'uncaught-exception',
    notCause: ['Traceback'],
  },
  {
    name: 'a go panic in a container log',
    log: `2024-05-03T10:00:00.100000000Z level=info msg="listening" addr=:9000
2024-05-03T10:03:12.200000000Z panic: runtime error: index out of range [5] with length 3
2024-05-03T10:03:12.200100000Z
2024-05-03T10:03:12.200200000Z goroutine 17 [running]:
2024-05-03T10:03:12.200300000Z main.(*Queue).Pop(0xc0000a6000)
2024-05-03T10:03:12.200400000Z 	/src/queue.go:88 +0x1d4`,
    verdict: 'root-cause',
    cause: 'index out of range [5]',
    notCause: ['goroutine'],
  },
  {
    name: 'java: the deepest Caused by',
    log: `Jun 04 09:00:00 jv1 systemd[1]: Started billing.service - Billing.
Jun 04 09:00:07 jv1 java[700]: org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'dataSource'
Jun 04 09:00:07 jv1 java[700]: 	at org.springframework.boot.SpringApplication.run(SpringApplication.java:1300)
Jun 04 09:00:07 jv1 java[700]: Caused by: java.net.ConnectException: Connection refused
Jun 04 09:00:07 jv1 java[700]: 	at java.base/sun.nio.ch.Net.pollConnect(Native Method)
${unit('jv1', 'billing', 'Jun 04 09:00:08')}`,
    verdict: 'root-cause',
    cause: 'ConnectException: Connection refused',
    causeId: 'connection-refused-dependency',
    notCause: ['SpringApplication.run'],
  },
  {
    name: 'kernel: the memory limit of one container',
    log: `[88121.100001] stress-ng invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=979
[88121.100100] memory: usage 131072kB, limit 131072kB, failcnt 912
[88121.100200] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=kubepods,mems_allowed=0,oom_memcg=/kubepods/pod1,task_memcg=/kubepods/pod1/c1,task=stress-ng,pid=5150,uid=0
[88121.100300] Memory cgroup out of memory: Killed process 5150 (stress-ng) total-vm:240112kB, anon-rss:130100kB`,
    verdict: 'root-cause',
    causeId: 'memory-limit-oom',
    cause: 'emory',
  },
  {
    name: 'a disk that reports errors, then the file system goes read-only, then the database dies',
    log: `Jul 09 02:00:00 db9 kernel: ata3.00: exception Emask 0x0 SAct 0x0 SErr 0x0 action 0x0
Jul 09 02:00:00 db9 kernel: blk_update_request: I/O error, dev sdc, sector 918273 op 0x0:(READ) flags 0x0
Jul 09 02:00:01 db9 kernel: EXT4-fs error (device sdc1): ext4_journal_check_start:83: comm mysqld: Detected aborted journal
Jul 09 02:00:01 db9 kernel: EXT4-fs (sdc1): Remounting filesystem read-only
Jul 09 02:00:02 db9 mysqld[1200]: 2024-07-09T02:00:02.000000Z 0 [ERROR] [MY-012592] [InnoDB] Operating system error number 30 in a file operation.
Jul 09 02:00:02 db9 systemd[1]: mysql.service: Main process exited, code=killed, status=6/ABRT
Jul 09 02:00:02 db9 systemd[1]: mysql.service: Failed with result 'signal'.`,
    verdict: 'root-cause',
    causeId: 'disk-io-error',
    cause: 'ata3.00',
    notCause: ['Remounting filesystem read-only', "Failed with result 'signal'"],
  },
  {
    name: 'a service that was stopped on purpose',
    log: `Aug 02 12:00:00 web5 systemd[1]: Stopping orbit.service - Orbit...
Aug 02 12:00:00 web5 orbit[88]: received SIGTERM, shutting down gracefully
Aug 02 12:00:01 web5 systemd[1]: orbit.service: Main process exited, code=exited, status=143/n/a
Aug 02 12:00:01 web5 systemd[1]: Stopped orbit.service - Orbit.
Aug 02 12:00:01 web5 systemd[1]: Starting orbit.service - Orbit...
Aug 02 12:00:02 web5 orbit[99]: listening on :8443
Aug 02 12:00:02 web5 systemd[1]: Started orbit.service - Orbit.`,
    verdict: 'healthy',
  },
  {
    name: 'counts of zero are no failures',
    log: `Aug 02 12:10:00 web5 systemd[1]: Starting backup.service - Nightly backup...
Aug 02 12:10:30 web5 backup[301]: files=10422 errors=0 failed=0 skipped=7
Aug 02 12:10:30 web5 backup[301]: 0 failed, 0 errors, error=<nil>
Aug 02 12:10:30 web5 systemd[1]: backup.service: Deactivated successfully.
Aug 02 12:10:30 web5 systemd[1]: Finished backup.service - Nightly backup.`,
    verdict: 'healthy',
  },
  {
    name: 'an error that its program got over',
    log: `Aug 03 07:00:00 web5 systemd[1]: Starting relay.service - Relay...
Aug 03 07:00:01 web5 relay[41]: level=error msg="dial tcp 10.0.0.8:5432: connect: connection refused"
Aug 03 07:00:03 web5 relay[41]: level=info msg="connection established" host=10.0.0.8
Aug 03 07:00:03 web5 relay[41]: level=info msg="ready to serve requests"
Aug 03 07:00:03 web5 systemd[1]: Started relay.service - Relay.`,
    verdict: 'healthy',
  },
  {
    name: 'only systemd speaks: the cause is not in the log',
    log: `Sep 05 22:00:00 nas2 systemd[1]: Starting plexmix.service - Plexmix...
Sep 05 22:00:00 nas2 systemd[1]: plexmix.service: Main process exited, code=exited, status=3/NOTIMPLEMENTED
Sep 05 22:00:00 nas2 systemd[1]: plexmix.service: Failed with result 'exit-code'.
Sep 05 22:00:00 nas2 systemd[1]: Failed to start plexmix.service - Plexmix.
Sep 05 22:00:05 nas2 CRON[99]: (root) CMD (run-parts /etc/cron.hourly)
Sep 05 22:00:06 nas2 sshd[400]: Failed password for invalid user admin from 203.0.113.9 port 4022 ssh2`,
    verdict: 'symptom-only',
    next: /journalctl -u plexmix/,
  },
  {
    name: 'a restart loop with a silent program',
    log:
      Array.from(
        { length: 4 },
        (_, round) => `Sep 06 01:00:0${round} nas2 systemd[1]: Started tuner.service - Tuner.
Sep 06 01:00:0${round} nas2 systemd[1]: tuner.service: Main process exited, code=exited, status=127/n/a
Sep 06 01:00:0${round} nas2 systemd[1]: tuner.service: Failed with result 'exit-code'.
Sep 06 01:00:0${round} nas2 systemd[1]: tuner.service: Scheduled restart job, restart counter is at ${round + 1}.`,
      ).join('\n') +
      `
Sep 06 01:00:05 nas2 systemd[1]: tuner.service: Start request repeated too quickly.
Sep 06 01:00:05 nas2 systemd[1]: Failed to start tuner.service - Tuner.`,
    verdict: 'symptom-only',
    next: /journalctl -u tuner|ldd/,
  },
  {
    name: 'two failures of two services stay two',
    log: `Oct 10 10:00:00 m1 nginx[70]: nginx: [emerg] bind() to 0.0.0.0:443 failed (98: Address already in use)
Oct 10 10:00:00 m1 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE
Oct 10 10:00:00 m1 systemd[1]: nginx.service: Failed with result 'exit-code'.
Oct 10 10:04:00 m1 redis-server[90]: 90:M 10 Oct 2024 10:04:00.100 # Bad file format reading the append only file: make a backup of your AOF file, then use ./redis-check-aof --fix <filename>
Oct 10 10:04:00 m1 systemd[1]: redis-server.service: Main process exited, code=exited, status=1/FAILURE
Oct 10 10:04:00 m1 systemd[1]: redis-server.service: Failed with result 'exit-code'.`,
    verdict: 'root-cause',
    cause: '',
  },
  {
    name: 'a pod that the scheduler cannot place',
    log: `Events:
  Type     Reason            Age                From               Message
  ----     ------            ----               ----               -------
  Warning  FailedScheduling  12s (x9 over 2m)   default-scheduler  0/5 nodes are available: 5 Insufficient memory. preemption: 0/5 nodes are available: 5 No preemption victims found for incoming pod.`,
    verdict: 'root-cause',
    causeId: 'unschedulable-resources',
    cause: '5 Insufficient memory',
  },
  {
    name: 'pods that crash without saying why',
    log: `NAMESPACE   NAME                    READY   STATUS             RESTARTS        AGE
shop        cart-6f7d9c5b4d-x2x9q   0/1     CrashLoopBackOff   8 (30s ago)     19m
shop        front-7c9f8d6b5-qqq2z   1/1     Running            0               4d`,
    verdict: 'symptom-only',
    next: /kubectl logs cart-6f7d9c5b4d-x2x9q -n shop --previous/,
  },
  {
    name: 'healthy pods, one of them named after errors',
    log: `NAME                            READY   STATUS      RESTARTS   AGE
error-page-5c8b7d9f6-abcde      1/1     Running     0          9d
failed-jobs-viewer-0            1/1     Running     1          9d
import-28190-zzzzz              0/1     Completed   0          1h`,
    verdict: 'healthy',
  },
  {
    name: 'klog: an API server that refuses, while the rest goes on',
    log: `I1012 09:00:00.000001       1 main.go:50] starting operator
W1012 09:00:01.000002       1 reflector.go:424] pkg/mod/k8s.io/client-go/tools/cache/reflector.go:169: failed to list *v1.Secret: secrets is forbidden: User "system:serviceaccount:ops:courier" cannot list resource "secrets" in API group "" at the cluster scope
E1012 09:00:31.000003       1 main.go:90] unable to sync caches
F1012 09:00:31.000004       1 main.go:91] exiting`,
    verdict: 'root-cause',
    cause: 'cannot list resource "secrets"',
    causeId: 'rbac-denied',
    notCause: ['unable to sync caches'],
  },
  {
    name: 'status block with the process’ own words below',
    log: `× courier.service - Courier
     Loaded: loaded (/etc/systemd/system/courier.service; enabled; preset: enabled)
     Active: failed (Result: exit-code) since Tue 2024-10-15 08:00:01 UTC; 3min ago
    Process: 777 ExecStart=/usr/local/bin/courier --confg /etc/courier.yml (code=exited, status=2)
   Main PID: 777 (code=exited, status=2)

Oct 15 08:00:01 hub courier[777]: unknown flag: --confg
Oct 15 08:00:01 hub systemd[1]: courier.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
Oct 15 08:00:01 hub systemd[1]: courier.service: Failed with result 'exit-code'.`,
    verdict: 'root-cause',
    cause: 'unknown flag: --confg',
    causeId: 'unknown-flag',
    fix: /confg/,
  },
  {
    name: 'yaml that does not parse',
    log: `Nov 01 05:00:00 mon systemd[1]: Started gauge.service - Gauge.
Nov 01 05:00:00 mon gauge[61]: ts=2024-11-01T05:00:00.100Z caller=main.go:40 level=error msg="cannot load config" err="parsing /etc/gauge/gauge.yml: yaml: line 9: mapping values are not allowed in this context"
Nov 01 05:00:00 mon systemd[1]: gauge.service: Main process exited, code=exited, status=1/FAILURE
Nov 01 05:00:00 mon systemd[1]: gauge.service: Failed with result 'exit-code'.`,
    verdict: 'root-cause',
    cause: 'yaml: line 9',
    causeId: 'config-syntax',
    fix: /gauge\.yml/,
  },
  {
    name: 'json lines of a service that cannot log in to its database',
    log: `{"level":"info","ts":"2024-11-02T01:00:00Z","msg":"starting","version":"3.2"}
{"level":"error","ts":"2024-11-02T01:00:01Z","msg":"database connection failed","error":"pq: password authentication failed for user \\"harbor\\""}
{"level":"fatal","ts":"2024-11-02T01:00:01Z","msg":"cannot continue"}`,
    verdict: 'root-cause',
    cause: 'password authentication failed',
    causeId: 'auth-failed',
  },
  {
    name: 'the disk is full',
    log: `Nov 03 03:00:00 logs rsyslogd[40]: action 'action-0-builtin:omfile' suspended
Nov 03 03:00:01 logs shipper[50]: write /var/spool/shipper/q.dat: no space left on device
Nov 03 03:00:01 logs systemd[1]: shipper.service: Main process exited, code=exited, status=1/FAILURE
Nov 03 03:00:01 logs systemd[1]: shipper.service: Failed with result 'exit-code'.`,
    verdict: 'root-cause',
    cause: 'no space left on device',
    causeId: 'disk-full',
  },
  {
    name: 'journal of a user that does not exist',
    log: `Nov 04 04:00:00 h systemd[1]: Started mirror.service - Mirror.
Nov 04 04:00:00 h (mirror)[91]: mirror.service: Failed to determine user credentials: No such process
Nov 04 04:00:00 h (mirror)[91]: mirror.service: Failed at step USER spawning /usr/bin/mirror: No such process
Nov 04 04:00:00 h systemd[1]: mirror.service: Main process exited, code=exited, status=217/USER
Nov 04 04:00:00 h systemd[1]: mirror.service: Failed with result 'exit-code'.`,
    verdict: 'root-cause',
    cause: 'mirror.service: Failed',
    causeId: 'missing-user',
    notCause: ['Failed with result'],
  },
  {
    name: 'a boot that is only noisy',
    log: `[    0.000000] Linux version 6.6.1 (builder@host) (gcc 13) #1 SMP
[    0.310000] ACPI BIOS Error (bug): Could not resolve symbol [\\_SB.PCI0.XHC], AE_NOT_FOUND (20230628/dswload2-162)
[    2.100000] EXT4-fs (nvme0n1p2): mounted filesystem with ordered data mode. Quota mode: none.
[    5.500000] IPv6: ADDRCONF(NETDEV_CHANGE): eth0: link becomes ready`,
    verdict: 'healthy',
  },
  {
    name: 'a certificate past its end',
    log: `Dec 01 00:00:05 gw haproxy[33]: [NOTICE]   (33) : New worker (35) forked
Dec 01 00:00:06 gw gateway[44]: level=error msg="handshake with backend failed" err="tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2024-12-01T00:00:06Z is after 2024-11-30T23:59:59Z"
Dec 01 00:00:06 gw systemd[1]: gateway.service: Main process exited, code=exited, status=1/FAILURE
Dec 01 00:00:06 gw systemd[1]: gateway.service: Failed with result 'exit-code'.`,
    verdict: 'root-cause',
    cause: 'certificate has expired',
    causeId: 'cert-expired',
  },
];
