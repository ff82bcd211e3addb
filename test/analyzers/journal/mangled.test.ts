import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

interface Cause {
  causeId: string;
  lines: string[];
}
interface Part {
  analyzer: string;
  verdict: string;
  causes: Cause[];
  next: string[];
}

/** The logs of a paste, through the door that a person uses. */
async function logsOf(paste: string): Promise<Part[]> {
  const { report } = await explain(paste, { language: 'en' });
  return report.parts.filter(({ analyzer }) => analyzer === 'journal') as unknown as Part[];
}

async function causeOf(paste: string): Promise<[string, string]> {
  const [part] = await logsOf(paste);
  return [part?.causes[0]?.causeId ?? part?.verdict ?? 'no log', part?.causes[0]?.lines[0] ?? ''];
}

describe('full-width marks took the blanks behind them', () => {
  it.each([
    [
      'in front of a path',
      'Apr 26 11:25:00 pc mount[990]：mount：/media/usb：unknown filesystem type ‘exfat’.'.replace(/[‘’]/g, "'"),
      'mount-wrong-type',
    ],
    [
      'in front of a device',
      'Dec 02 02:14:51 nas smartd[702]：Device：/dev/sdb [SAT]，8 Currently unreadable （pending） sectors',
      'disk-io-error',
    ],
    [
      'in front of a bracket',
      'kubeadm[1]：[ERROR FileContent--proc-sys-net-ipv4-ip_forward]：/proc/sys/net/ipv4/ip_forward contents are not set to 1',
      'sysctl-too-low',
    ],
  ])('%s', async (_, paste, causeId) => {
    expect((await causeOf(paste))[0]).toBe(causeId);
  });

  it('but a list of paths, a socket and an address had none', async () => {
    const [cause, line] = await causeOf(
      `2025/05/05 05:05:05 [emerg] 12#12：bind() to unix：/run/app/app.sock failed （98：Address already in use）
2025/05/05 05:05:05 [notice] 12#12：try http：//example.org or PATH=/bin：/sbin`,
    );
    expect(cause).toBe('port-in-use');
    expect(line).toContain('unix：/run/app/app.sock');
  });

  it('a line that only its blank makes a log line stays in the log', async () => {
    const [part] =
      await logsOf(`WARNING：The requested image's platform （linux/amd64） does not match the detected host platform （linux/arm64/v8） and no specific platform was requested
exec /usr/local/bin/docker-entrypoint.sh：exec format error
app-api-1 exited with code 1`);
    expect(part?.causes[0]?.causeId).toBe('exec-format-arch');
  });

  it('lines that came out equally long are not cut', async () => {
    const { report } = await explain(
      `Apr 07 01:00:31 relay relayd[901]：panic：runtime error：invalid memory address or nil pointer dereference
Apr 07 01:00:31 relay relayd[901]：[signal SIGSEGV：segmentation violation code=0x1 addr=0x18 pc=0x6b2a10]
Apr 07 01:00:31 relay relayd[901]：goroutine 1 [running]:
Apr 07 01:00:31 relay systemd[1]：relayd.service：Main process exited，code=exited，status=2/INVALIDARGUMENT`,
      { language: 'en' },
    );
    expect((report.parts[0] as unknown as Part).verdict).toBe('root-cause');
  });
});

describe('a row of kubectl get events is read as it was before the page changed it', () => {
  const events = `LAST SEEN   TYPE      REASON   OBJECT          MESSAGE
2m          Warning   Failed   pod/cart-77f9   Failed to pull image "hub.corp/cart:v1": rpc error: code = NotFound desc = failed to resolve reference "hub.corp/cart:v1": hub.corp/cart:v1: not found
40s         Warning   Failed   pod/cart-77f9   Error: ImagePullBackOff`;
  it.each([
    ['with entities', events.replaceAll('"', '&quot;')],
    ['with blanks that do not break', events.replaceAll(' ', '\u00a0')],
  ])('%s', async (_, paste) => {
    expect((await causeOf(paste))[0]).toBe('image-not-found');
  });
});

describe('output without headers beside a log', () => {
  const pull = `$ sudo docker pull alpine:3.20
3.20: Pulling from library/alpine
error pulling image configuration: download failed after attempts=6: dial tcp: lookup registry-1.docker.io on 127.0.0.53:53: server misbehaving`;
  const nginx = `May 06 10:14:01 web-3 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
May 06 10:14:01 web-3 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE`;
  const causes = async (paste: string) => (await logsOf(paste)).map(({ causes: [first] }) => first?.causeId);

  it('is a log of its own above it and below it, and not the asker’s words', async () => {
    expect(await causes(`${pull}\n\n${nginx}`)).toEqual(['dns-failure', 'port-in-use']);
    expect(await causes(`${nginx}\n\n${pull}`)).toEqual(['port-in-use', 'dns-failure']);
  });

  it('belongs to the lines it touches', async () => {
    const [part] = await logsOf(`$ podman pull docker.io/library/nginx
Trying to pull docker.io/library/nginx:latest...
ERRO[0004] While applying layer: ApplyLayer stdout:  stderr: potentially insufficient UIDs or GIDs available in user namespace (requested 0:42 for /etc/gshadow): Check /etc/subuid and /etc/subgid if configured locally: lchown /etc/gshadow: invalid argument exit status 1
Error: copying system image from manifest list: writing blob: adding layer with blob "sha256:e472": exit status 1

Step 7/9 : RUN pip install -r requirements.txt
ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device`);
    expect(part?.causes[0]?.lines[0]).toContain('insufficient UIDs');
  });

  it('and what somebody says around it stays theirs', async () => {
    const { report } = await explain(`两个问题，先看这个：\n${pull}\n\n再看这个：\n${nginx}\n谢谢`);
    expect(report.language).toBe('zh');
    expect(report.parts.map(({ analyzer }) => analyzer)).toEqual(['journal', 'journal']);
  });
});

const squid = `Feb 27 13:40:51 proxy systemd[1]: Starting squid.service - Squid Web Proxy Server...
Feb 27 13:40:51 proxy squid[3120]: 2025/02/27 13:40:51| FATAL: Bungled /etc/squid/squid.conf line 63: http_access allow alll
Feb 27 13:40:51 proxy systemd[1]: squid.service: Control process exited, code=exited, status=1/FAILURE
Feb 27 13:40:51 proxy systemd[1]: squid.service: Failed with result 'exit-code'.`;
const redis = `1:C 10 Jan 2025 08:00:01.101 * oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo
1:M 10 Jan 2025 08:00:01.150 # Fatal error loading the DB, check server logs. Exiting.
1:M 10 Jan 2025 08:00:01.140 # Wrong signature trying to load DB from file`;
const each = (log: string, change: (line: string, number: number) => string): string =>
  log
    .split('\n')
    .map((line, index) => change(line, index + 1))
    .join('\n');

describe('numbers in front of lines are the viewer’s', () => {
  const viewers: [string, (line: string, number: number) => string][] = [
    ['cat -n', (line, number) => `${String(number).padStart(6)}\t${line}`],
    ['an editor', (line, number) => `${number} ${line}`],
    ['a bar', (line, number) => `${String(number).padStart(4)} | ${line}`],
    ['a colon', (line, number) => `${number}: ${line}`],
    ['grep -n, with gaps', (line, number) => `${100 + number * number}:${line}`],
    ['grep -n of a file', (line, number) => `/var/log/syslog:${100 + number}:${line}`],
  ];
  it.each(viewers)('%s', async (_, change) => {
    expect((await causeOf(each(squid, change)))[0]).toBe('config-syntax');
    expect((await causeOf(`看下这个：\n${each(squid, change)}\n谢谢`))[0]).toBe('config-syntax');
  });

  it('a process number and a clock are the log’s own', async () => {
    const [part] = await logsOf(redis);
    expect(part?.verdict).not.toBe('healthy');
    const { report } = await explain('10:14:01.101 INFO up\n10:14:02.101 INFO up\n10:14:03.101 INFO up');
    expect(report.parts.flatMap(({ restored }) => restored)).toEqual([]);
  });

  it('a log that was moved to the right is read as if it was not', async () => {
    expect((await causeOf(each(squid, (line) => `      ${line}`)))[0]).toBe('config-syntax');
  });
});

const wrapped = (log: string, columns: number): string => log.replace(new RegExp(`(.{${columns}})(?=.)`, 'g'), '$1\n');

describe('lines that a terminal broke at its width', () => {
  it.each([60, 80, 100, 120])('%i columns', async (columns) => {
    const [cause, line] = await causeOf(wrapped(squid, columns));
    expect([cause, line.replaceAll('\n', '')]).toEqual(['config-syntax', squid.split('\n')[1]]);
  });

  it('where half a unit’s name stands below, and a level of logfmt', async () => {
    const log = `Jul 11 19:20:01 pi dockerd[733]: time="2026-07-11T19:20:01.118437224+08:00" level=info msg="Starting up"
Jul 11 19:20:01 pi dockerd[733]: time="2026-07-11T19:20:01.531190337+08:00" level=info msg="Loading containers: start."
Jul 11 19:20:02 pi dockerd[733]: failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER: iptables: Table does not exist (do you need to insmod?)
Jul 11 19:20:02 pi systemd[1]: Dependency failed for local-filesystem-check.target - Local File Systems.
Jul 11 19:20:02 pi systemd[1]: docker.service: Main process exited, code=exited, status=1/FAILURE`;
    const whole = await causeOf(log);
    for (const columns of [60, 80]) expect((await causeOf(wrapped(log, columns)))[0]).toBe(whole[0]);
  });

  it('where it is a table without titles, and whatever the break went through', async () => {
    const rows = `kube-system   coredns-787d4945fb-7xkq8           0/1     CrashLoopBackOff   9 (42s ago)   22m
kube-system   etcd-cp1                           1/1     Running            0             22m
kube-system   kube-proxy-6jlqf                   1/1     Running            0             22m`;
    for (const columns of [60, 80]) {
      const { report } = await explain(wrapped(rows, columns), { language: 'en' });
      expect(report.parts[0]).toMatchObject({ verdict: 'symptom-only' });
      expect(report.text).toContain('kubectl logs coredns-787d4945fb-7xkq8 -n kube-system');
    }
  });

  it('and what is cut off is not guessed', async () => {
    const unit = `Mar 04 21:10:33 nuc12 (start.sh)[2288]: bot.service: Failed to locate executable /srv/bot/start.s>
Mar 04 21:10:33 nuc12 systemd[1]: bot.service: Main process exited, code=exited, status=203/EXEC
Mar 04 21:10:33 nuc12 systemd[1]: bot.service: Failed with result 'exit-code'.`;
    const join = `[preflight] Running pre-flight checks
\t[ERROR CRI]: container runtime is not running: output: time="2025-03-09T11:20:40+08:00" level=fata>
, error: exit status 1`;
    const said = `error execution phase preflight: [preflight] Some fatal errors occurred:
level=fatal msg="validate service connection: validate CRI v1 runtime API for`;
    for (const log of [unit, join, said]) {
      const { report } = await explain(log, { language: 'en' });
      expect(report.parts[0]).toMatchObject({ verdict: 'symptom-only' });
    }
  });

  it('where what stands below looks like code', async () => {
    const log = `Jun 08 12:00:41 fn-2 node[9012]: TypeError: fetch failed
Jun 08 12:00:41 fn-2 node[9012]:     at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
Jun 08 12:00:41 fn-2 node[9012]:   [cause]: Error: getaddrinfo ENOTFOUND api.internal.invalid
Jun 08 12:00:41 fn-2 node[9012]:       at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {
Jun 08 12:00:41 fn-2 systemd[1]: sync.service: Main process exited, code=exited, status=1/FAILURE`;
    expect((await causeOf(wrapped(log, 80)))[0]).toBe('dns-failure');
  });

  // The longest line of a paste is often of a round length by chance.
  it('but not what hangs below a line of a round length, nor what somebody says there', async () => {
    const above = 'AH00558: apache2: Could not reliably determine the server’s fully qualified domain name'
      .padEnd(119, ' .')
      .concat(';');
    const [, line] = await causeOf(`${above}
(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80
急，在线等`);
    expect(line).toBe('(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80');
    const [, telling] = await causeOf(`docker logs mysql 这样，容器秒退
2025-11-24 08:30:11+00:00 [Note] [Entrypoint]: Entrypoint script for MySQL Server 8.4.3-1.el9 started.
2025-11-24 08:30:11+00:00 [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified so
    You need to specify one of the following as an environment variable:
    - MYSQL_ROOT_PASSWORD`);
    expect(telling).not.toContain('You need');
  });
});

describe('what a tool put around every line of a log', () => {
  const log = `May 06 10:14:01 web-3 systemd[1]: Starting nginx.service - A high performance web server...
May 06 10:14:01 web-3 nginx[811]: nginx: [emerg] unknown directive "listn" in /etc/nginx/sites-enabled/default:3
May 06 10:14:01 web-3 systemd[1]: nginx.service: Failed with result 'exit-code'.`;
  const records = `{"level":"warn","ts":"2025-02-28T04:18:40.902Z","caller":"rafthttp/stream.go:223","msg":"lost TCP streaming connection with remote peer"}
{"level":"error","ts":"2025-02-28T04:18:41.004Z","caller":"rafthttp/http.go:513","msg":"request sent was ignored (cluster ID mismatch: peer[91bc3c398fb3c146]=cdf818194e3a8c32, local=ef37ad9dc622a7c4)"}
{"level":"warn","ts":"2025-02-28T04:18:42.330Z","caller":"etcdserver/cluster_util.go:288","msg":"failed to reach the peer URL"}`;
  const each = (put: (line: string, at: number) => string) => (text: string) => text.split('\n').map(put).join('\n');
  const second = (at: number) => `2025-05-06T10:14:0${at}.123Z`;
  it.each<[string, (text: string) => string]>([
    ['the file that grep found it in', each((line) => `/var/log/syslog:${line}`)],
    ['the file and the number of the line', each((line, at) => `app.log.1:${at + 40}:${line}`)],
    ['several files', each((line, at) => `./logs/${at}/error.log:${line}`)],
    ['backticks', each((line) => `\`${line}\``)],
    ['the quotes of CSV', each((line) => `"${line.replaceAll('"', '""')}"`)],
    [
      'the columns of a log service',
      (text) => `"timestamp","message"\n${each((line, at) => `"${second(at)}","${line.replaceAll('"', '""')}"`)(text)}`,
    ],
    ['columns without quotes', (text) => `timestamp,message\n${each((line, at) => `${second(at)},${line}`)(text)}`],
    ['the elements of a JSON array', (text) => JSON.stringify(text.split('\n'), null, 2)],
    ['a string of JSON', (text) => JSON.stringify(text)],
    ['breaks written as in a string', (text) => text.replaceAll('\n', '\\n')],
    ['colours whose first character is lost', each((line) => `[32m${line}[0m`)],
    ['the name of its container', each((line) => `app-1  | ${line}`)],
    ['the name of its Pod', each((line) => `[pod/web-7d4b9c6f5d-abcde/app] ${line}`)],
  ])('%s', async (_, wrap) => {
    expect((await causeOf(wrap(log)))[0]).toBe('config-unknown-option');
    expect((await causeOf(wrap(records)))[0]).toBe('cluster-id-mismatch');
  });

  it('a message has the time of its row where it has none of its own', async () => {
    const { report } = await explain(
      `"timestamp","message"
"2025-05-06T10:14:01.123Z","connecting to db:5432"
"2025-05-06T10:14:09.500Z","panic: dial tcp 10.0.0.7:5432: connect: connection refused"`,
      { language: 'en' },
    );
    expect(report.parts[0]?.text).toContain('10:14:09');
  });

  it('and what looks like it is left alone', async () => {
    // Python's milliseconds are no column.
    expect((await causeOf('2025-05-06 10:14:01,123 ERROR app: [Errno 28] No space left on device'))[1]).toContain(
      '10:14:01,123 ERROR',
    );
    // What a record says over several lines is one message.
    const [part] = await logsOf(
      '{"level":"error","ts":"2025-05-06T10:14:01Z","msg":"cannot write\\nNo space left on device\\nat save"}',
    );
    expect(part?.causes[0]?.causeId).toBe('disk-full');
    // A length of time in brackets is no colour.
    expect(
      (await causeOf('May 06 10:14:01 web-3 app[8]: [Errno 28] No space left on device, retry in [30m max]'))[1],
    ).toContain('[30m max]');
    // Where in a source something is wrong is part of what the compiler says.
    const [cause, said] = await causeOf(
      `src/main.c:12:5: error: expected ';' before 'return'
src/main.c:18:9: error: 'foo' undeclared (first use in this function)
src/util.c:3:10: fatal error: missing.h: No such file or directory`,
    );
    expect(cause).not.toBe('config-syntax');
    expect(said).toContain('src/util.c:3:10: fatal error');
    // Strings of a program are a program.
    const { report } = await explain(
      '#include <avr/io.h>\nconst char *words[] = {\n"2025-01-01 00:00:00 INFO a",\n"2025-01-01 00:00:01 INFO b"\n};\nint main(void) { DDRB = 1; PORTB = 1; while (1) { } }',
    );
    expect(report.parts.map(({ analyzer }) => analyzer)).toEqual(['gpio']);
  });
});
