import { describe, expect, it } from 'vitest';
import { journal } from '../../../src/analyzers/journal/index.ts';
import { ask, explain } from '../../../src/index.ts';

const facts = async (paste: string) => {
  const found = await journal.analyze(paste, { lineOffset: 0 });
  return { ...found, text: journal.say(found, 'en').text };
};
const answer = async (paste: string, question: string): Promise<string> => {
  const { memory } = await explain(paste, { keepProse: true });
  return (await ask(question, memory, {})).answer;
};

describe('what a program printed last', () => {
  it('is no health where it speaks of a failure', async () => {
    const cut = `1:M 03 Feb 2024 07:15:02.120 * Running mode=standalone, port=6379.
1:M 03 Feb 2024 07:15:02.121 # Server initialized
1:M 03 Feb 2024 07:15:02.123 # Failed opening the module store for reading: Input/output error`;
    expect((await facts(cut)).verdict).not.toBe('healthy');
  });
  it('is a kill where the shell says so', async () => {
    const killed = `1:C 03 Feb 2024 07:15:02.120 # Configuration loaded
1:M 03 Feb 2024 07:15:02.121 # Server initialized
Killed`;
    const part = await facts(killed);
    expect(part.verdict).toBe('symptom-only');
    expect(part.text).toMatch(/SIGKILL|memory/i);
  });
});

describe('an error that only its place points to', () => {
  it('is not said to have ended a program that nothing shows ending', async () => {
    const alive = `Feb 03 07:15:00 n1 relayd[12]: level=info msg="relay 4 is up"
Feb 03 07:15:02 n1 relayd[12]: level=error msg="relay 4: frame of 812 bytes does not fit the window of lane 'blue'"`;
    const { text, causes } = await facts(alive);
    expect(causes).toHaveLength(1);
    expect(text).not.toMatch(/before it ended/);
  });
  it('is told once', async () => {
    const once = `Dec 19 18:29:58 s1 gatherd[11]: level=fatal msg="opening lane store: window 7 of lane 'blue' is not mapped"
Dec 19 18:29:58 s1 systemd[1]: gatherd.service: Main process exited, code=exited, status=1/FAILURE
Dec 19 18:29:58 s1 systemd[1]: gatherd.service: Failed with result 'exit-code'.`;
    expect((await facts(once)).causes).toHaveLength(1);
  });
});

describe('words around names', () => {
  it('puts a stand-in into a command where the log names nothing', async () => {
    const { text } = await facts(`2024-02-03T05:30:22.710453Z 0 [ERROR] InnoDB: The lane table of window 7 has no owner.
2024-02-03T05:30:23.311542Z 0 [ERROR] Aborting`);
    expect(text).not.toMatch(/`[^`\n]*(?:the service|that file|该)[^`\n]*`/);
  });
  it.each([
    ['[ 1571.829354] INFO: task flushd:7961 blocked for more than 120 seconds.', '7961'],
    [
      '[   99.100000] EXT4-fs error (device sdq1): __ext4_find_entry:1683: inode #2: comm smbd: reading directory lblock 0',
      '1683',
    ],
  ])('takes no number behind a name for a port: %s', async (line, number) => {
    expect((await facts(line)).text).not.toMatch(new RegExp(`port \`${number}`));
  });
  it('shows the clock of lines without a date', async () => {
    const { text } = await facts(`[12:09:02] [Server thread/ERROR]: Encountered an unexpected exception
java.lang.IllegalStateException: Failed to initialize server
Caused by: java.net.BindException: Address already in use`);
    expect(text).not.toMatch(/\+43742/);
  });
});

it('reads lines whose host was taken out', async () => {
  const part =
    await facts(`Apr 24 17:22:01 systemd[1]: Starting wg-quick@wg7.service - WireGuard via wg-quick(8) for wg7...
Apr 24 17:22:01 wg-quick[3509]: [#] ip -6 address add fd00:7::1/64 dev wg7
Apr 24 17:22:01 wg-quick[3525]: RTNETLINK answers: Permission denied
Apr 24 17:22:01 systemd[1]: wg-quick@wg7.service: Main process exited, code=exited, status=2/INVALIDARGUMENT`);
  expect(part.units).toContain('wg-quick@wg7.service');
  expect(part.causes.map(({ rule }) => rule)).toEqual(['wireguard/ipv6-off']);
});

it('does not take the message of a program for the words of a person', async () => {
  const part = await facts(`2024-11-04 14:30:19Z: Running job: unit
The self-hosted runner: ip-10-9-8-7 lost communication with the server. Verify the machine is running and has a healthy network connection.`);
  expect(part.verdict).toBe('symptom-only');
});

describe('questions', () => {
  const WITHOUT_IPV6 = `Apr 24 17:22:01 gw wg-quick[3509]: [#] ip -6 address add fd00:7::1/64 dev wg7
Apr 24 17:22:01 gw wg-quick[3525]: RTNETLINK answers: Permission denied`;
  const SEGV = `Nov 12 19:46:18 h7 systemd[1]: relay.service: Main process exited, code=dumped, status=11/SEGV
Nov 12 19:46:18 h7 systemd[1]: relay.service: Failed with result 'core-dump'.`;
  const POOL =
    'java.sql.SQLTransientConnectionException: Main-1 - Connection is not available, request timed out after 30000ms.';
  const FULL = "System.IO.IOException: No space left on device : '/srv/run/_diag/Worker_7.log'";
  const UNCLEAN = `Jan 05 03:12:44 srv kernel: Linux version 5.10.0-27-amd64
Jan 05 03:12:47 srv systemd-journald[244]: File /var/log/journal/8a/system.journal corrupted or uncleanly shut down, renaming and replacing.`;
  it.each([
    [WITHOUT_IPV6, 'is it a permission problem?', /^No\b/],
    [WITHOUT_IPV6, '是权限问题吗', /^不是/],
    [SEGV, '是内存坏了吗', /^有可能/],
    [POOL, 'is the database down?', /^It may be/],
    [FULL, '能删哪些文件', /df -h/],
    [UNCLEAN, 'why did it reboot?', /uncleanly shut down/],
    [
      `Apr  9 22:57:38 mail dovecot: master: Error: service(imap-login): Initial status notification not received in 30 seconds, killing the process`,
      'who killed it?',
      /Dovecot/,
    ],
    [
      'nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared object file: no such file or directory: unknown.',
      'which library is missing?',
      /^`libnvidia-ml\.so\.1`/,
    ],
    [
      `Jan 28 16:15:20 h7 kernel: nvme nvme1: controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0x10
Jan 28 17:19:47 h7 kernel: nvme nvme1: controller is down; will reset: CSTS=0xffffffff, PCI_STATUS=0x10`,
      'how often does it happen?',
      /^2 times/,
    ],
  ])('%s: %s', async (paste, question, expected) => {
    expect(await answer(paste, question)).toMatch(expected);
  });
  it('says no yes to one of two', async () => {
    const said = await answer(
      'Tue Jan 16 10:12:41 2018 198.51.100.7 TLS error: The server has no TLS ciphersuites in common with the client. Your --tls-cipher setting might be too restrictive.',
      'is it the client or the server?',
    );
    expect(said).not.toMatch(/^Yes/);
  });
});

describe('lines that are no more than they look', () => {
  it('calls no line cut because another, whole one is as long', async () => {
    const found =
      await facts(`Dec 24 18:01:02 box kernel: i915 0000:00:02.0: [drm] GPU HANG: ecode 9:1:85dffffb, in Xorg [1204]
Dec 24 18:01:02 box kernel: i915 0000:00:02.0: [drm] Resetting chip for stopped heartbeat on rcs0
Dec 24 18:01:02 box kernel: i915 0000:00:02.0: [drm] Xorg[1204] context reset due to GPU hang`);
    expect(found.truncated).toBe(0);
  });
  it('takes no tag of an image for a port', async () => {
    const { text } = await facts(
      'ERROR: failed to solve: node:18: failed to resolve source metadata for docker.io/library/node:18: failed to do request: Head "https://registry.example/v2/library/node/manifests/18": net/http: TLS handshake timeout',
    );
    expect(text).not.toMatch(/port `18`/);
  });
  it('names no missing file where lxc-start only waited in vain', async () => {
    const found =
      await facts(`Nov 26 19:19:43 pve lxc-start[2354]: lxc-start: 107: lxccontainer.c: wait_on_daemonized_start: 865 No such file or directory - Failed to receive the container state
Nov 26 19:19:43 pve systemd[1]: pve-container@107.service: Control process exited, code=exited, status=1/FAILURE`);
    expect(found.verdict).toBe('symptom-only');
  });
});

describe('what a line shows, and nothing beyond it', () => {
  const USB_DISK = `[  512.220100] print_req_error: I/O error, dev sdb, sector 4096
[  512.221300] usb 2-1.2: USB disconnect, device number 6
[  512.240700] Buffer I/O error on dev sdb1, logical block 512, async page read
[  512.710400] usb 2-1.2: new high-speed USB device number 7 using xhci_hcd
[  513.002200] usb 2-1.2: device descriptor read/64, error -71`;
  const SLOW_NIC = `[ 2210.118800] r8169 0000:04:00.0 enp4s0: NETDEV WATCHDOG: CPU: 1: transmit queue 0 timed out 5712 ms
[ 2210.171900] r8169 0000:04:00.0 enp4s0: rtl_rxtx_empty_cond == 0 (loop: 42, delay: 100).`;
  const ROAMED = `Apr 02 09:10:11 pi wpa_supplicant[485]: wlan0: CTRL-EVENT-DISCONNECTED bssid=02:00:00:aa:00:01 reason=4
Apr 02 09:10:11 pi wpa_supplicant[485]: wlan0: Trying to associate with SSID 'attic'
Apr 02 09:10:12 pi wpa_supplicant[485]: wlan0: CTRL-EVENT-CONNECTED - Connection to 02:00:00:aa:00:02 completed [id=0 id_str=]`;

  it('blames no disk whose USB connection was lost', async () => {
    const { causes } = await facts(USB_DISK);
    expect(causes.map(({ causeId }) => causeId)).toEqual(['hardware-usb']);
  });
  it('takes no score and no id behind a key for a port', async () => {
    const { text } = await facts(
      '[  763.240700] Memory cgroup out of memory: Killed process 6321 (relayd) total-vm:31494kB, anon-rss:16499kB, file-rss:52kB, shmem-rss:92kB, UID:1000 pgtables:1372kB oom_score_adj:986',
    );
    expect(text).not.toMatch(/port `/);
  });
  it('takes the year from no date that is not the day of the line', async () => {
    const { assumed } = await facts(
      'Jan 18 17:33:58 n1 kubelet[57]: E0118 17:33:58.888700 57 bootstrap.go:265] part of the existing bootstrap client certificate is expired: 2020-12-06 18:55:55 +0000 UTC',
    );
    expect(assumed).toContain('year');
  });
  it('knows the transmit time-out as newer kernels write it', async () => {
    expect((await facts(SLOW_NIC)).causes.map(({ causeId }) => causeId)).toEqual(['link-down']);
  });
  it('names no missing user where an account has another word behind it', async () => {
    const { causes } = await facts(
      '{"level":"error","ts":1706944502.1,"logger":"tls.obtain","msg":"will retry","error":"[a.test] Obtain: creating new order: HTTP 400 urn:ietf:params:acme:error:malformed - Unable to validate JWS :: KeyID header contained an invalid account URL: \\"https://ca.test/acct/7\\"","attempt":3}',
    );
    expect(causes.map(({ causeId }) => causeId)).toEqual(['auth-failed']);
  });
  it('calls a refused thread no damage to the data', async () => {
    const { causes } = await facts(`2024-03-05T10:11:12.000001Z 0 [ERROR] [FATAL] InnoDB: pthread_create returned 1
2024-03-05 10:11:12 0x7fcb2eb43740  InnoDB: Assertion failure in thread 140510638651 in file ut0ut.cc line 921
InnoDB: We intentionally generate a memory trap.`);
    expect(causes.map(({ causeId }) => causeId)).toEqual(['seccomp-denied']);
  });
  it('finds no fault in what Docker only asks of firewalld', async () => {
    const { verdict } = await facts(
      "May 06 06:00:00 el7 firewalld[700]: ERROR: COMMAND_FAILED: '/sbin/iptables -w -t filter -C FORWARD -o docker0 -j DOCKER' failed: iptables: No chain/target/match by that name.",
    );
    expect(verdict).toBe('healthy');
  });
  it('tells a connection that was lost from one that came back', async () => {
    expect((await facts(ROAMED)).verdict).toBe('healthy');
    expect((await facts(ROAMED.split('\n')[0]!)).verdict).toBe('symptom-only');
  });
  it.each([
    [
      '[  210.810100] Bluetooth: hci0: command 0x0c03 tx timeout\n[  218.842200] Bluetooth: hci0: command 0x1001 tx timeout',
      'symptom-only',
      [],
    ],
    ['Jul 26 05:55:54 n1 kernel: XFS (dm-4): log mount/recovery failed: error -5', 'root-cause', ['disk-io-error']],
    [
      'Jul 26 05:55:54 n1 kernel: XFS (dm-4): log mount/recovery failed: error -117',
      'root-cause',
      ['filesystem-corrupt'],
    ],
    [
      'Feb 14 13:22:55 n1 grafana-server[41]: t=2019-02-14T13:22:55-0800 lvl=eror msg="Server shutdown" logger=server reason="Service init failed: Migration failed err: unable to open database file"',
      'root-cause',
      ['permission-denied-file'],
    ],
    ['[ 8012.440100] xhci_hcd 0000:00:14.0: HC died; cleaning up', 'root-cause', ['hardware-usb']],
    // What a program takes down on its way out is no proof that it went on.
    [
      `2026-02-03 09:41:07.310 ERROR 7 --- [main] com.zaxxer.hikari.pool.HikariPool : OrderPool - Exception during pool initialization.
java.net.UnknownHostException: orders-db.shop.svc.cluster.local
2026-02-03 09:41:07.402  INFO 7 --- [main] o.apache.catalina.core.StandardService : Stopping service [Tomcat]
2026-02-03 09:41:07.455 ERROR 7 --- [main] o.s.boot.SpringApplication : Application run failed`,
      'root-cause',
      ['dns-failure'],
    ],
  ])('tells hung, unreadable and unopened from damaged and from healthy: %#', async (paste, verdict, kinds) => {
    const found = await facts(paste);
    expect(found.verdict).toBe(verdict);
    expect(found.causes.map(({ causeId }) => causeId)).toEqual(kinds);
  });
  it('shows a record of the audit system whole', async () => {
    const said = await answer(
      'type=AVC msg=audit(1730893287.618:77538): avc:  denied  { search } for  pid=298 comm="certutil" name="ipsec.d" dev="vda1" ino=15 scontext=system_u:system_r:relay_t:s0 tcontext=system_u:object_r:key_t:s0 tclass=dir permissive=0',
      'what was denied?',
    );
    expect(said).toMatch(/denied {1,2}\{ search \}/);
  });

  it.each([
    [SLOW_NIC, 'is the network card broken?', /does not prove it/],
    [USB_DISK, 'is the disk dying?', /^(?!Yes)/],
    [
      '2024-06-28 04:15:10.200 ERROR (Recorder) [app.recorder] Error executing query: (sqlite3.DatabaseError) database disk image is malformed',
      'is it my disk?',
      /does not prove it/,
    ],
    [ROAMED, 'did it reconnect?', /^It did/],
    [
      `Mar 25 00:04:28 n1 systemd[1]: Timed out waiting for device dev-vg02-lv1.device.
Mar 25 00:04:28 n1 systemd[1]: Dependency failed for /export/sdb2.`,
      'which disk is missing?',
      /^`dev-vg02-lv1\.device`/,
    ],
    [
      `[  763.100000] Task in /docker/4f00aa killed as a result of limit of /docker/4f00aa
[  763.100000] memory: usage 1048576kB, limit 1048576kB, failcnt 3466
[  763.100000] [ pid ]   uid  tgid total_vm      rss nr_ptes nr_pmds swapents oom_score_adj name
[  763.100000] [28573]     0 28573    28100    26296      66       3        0             0 pressd
[  763.100000] [21486]     0 21486  8506047     3590     133       6        0             0 inkd`,
      'which process used the most memory?',
      /`pressd` \(pid 28573\): 26296 resident pages/,
    ],
  ])('answers from what the lines show: %#', async (paste, question, wanted) => {
    expect(await answer(paste, question)).toMatch(wanted);
  });
});
