import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

const at80 = (text: string): string => text.replace(/^(.{80}).+$/gm, '$1');

async function found(paste: string): Promise<{ verdict: string; causeId: string | undefined; line: string }> {
  const { report } = await explain(paste, { language: 'en' });
  const part = report.parts.find(({ analyzer }) => analyzer === 'journal') as unknown as {
    verdict: string;
    causes: { causeId: string; lines: string[] }[];
  };
  return { verdict: part.verdict, causeId: part.causes[0]?.causeId, line: part.causes[0]?.lines[0] ?? '' };
}

describe('cut at 80 columns, a line is evidence of what is left of it', () => {
  it('where the words that matter are left and only a path is not', async () => {
    const { causeId, line } = await found(
      at80(`Dec 24 15:39:24 bastion systemd[1]: Starting ssh.service - OpenBSD Secure Shell server...
Dec 24 15:39:24 bastion sshd[1290]: Permissions 0644 for '/etc/ssh/ssh_host_ed25519_key' are too open.
Dec 24 15:39:24 bastion sshd[1290]: It is required that your private key files are NOT accessible by others.
Dec 24 15:39:24 bastion sshd[1290]: sshd: no hostkeys available -- exiting.
Dec 24 15:39:24 bastion systemd[1]: ssh.service: Control process exited, code=exited, status=1/FAILURE`),
    );
    expect([causeId, line.includes('Permissions 0644')]).toEqual(['key-permissions', true]);
  });

  it('not where the reason itself is gone: then no other line is blamed for it', async () => {
    const paste =
      at80(`Mar 03 09:33:00 jump sshd[777]: error: Bind to port 2222 on 127.0.0.1 failed: Address already in use.
Mar 03 09:33:00 jump sshd[777]: fatal: Cannot bind any address.
Mar 03 09:33:00 jump systemd[1]: ssh.service: Main process exited, code=exited, status=255/EXCEPTION
Mar 03 09:33:00 jump systemd[1]: ssh.service: Failed with result 'exit-code'.`);
    expect((await found(paste)).verdict).toBe('symptom-only');
  });

  it.each([
    ['a module', "python3[811]: ModuleNotFoundError: No module named 'flask_co", 'root-cause', 'missing-module'],
    [
      'an option',
      "mysqld[811]: 2026-04-16T02:31:40.3Z 0 [ERROR] [MY-000067] [Server] unknown variable 'que",
      'root-cause',
      'config-unknown-option',
    ],
    [
      'a file, and not what is wrong with it',
      "redis-server[811]: # Fatal error, can't open config file '/etc/redis/redis",
      'symptom-only',
      undefined,
    ],
  ])('the cut goes through the quoted name of %s', async (_, said, verdict, causeId) => {
    const stem = 'Aug 07 06:00:59 box1 ';
    const wide = `${stem}web[1]: ${'x'.repeat(said.length - 'web[1]: '.length)}`;
    const paste = `${wide}
${stem}${said}
${wide}
${stem}systemd[1]: web.service: Failed with result 'exit-code'.`;
    const answer = await found(paste);
    expect([answer.verdict, answer.causeId]).toEqual([verdict, causeId]);
  });

  it('nor a bystander that is whole', async () => {
    const paste = at80(`Mar 04 21:10:33 nuc12 curl[2210]: curl: (6) Could not resolve host: telemetry.example.org
Mar 04 21:10:33 nuc12 systemd[1]: Starting metricsd.service - Local metrics daemon for the house...
Mar 04 21:10:33 nuc12 (metricsd)[2288]: metricsd.service: Failed to locate executable /usr/bin/metrisd: No such file or directory
Mar 04 21:10:33 nuc12 systemd[1]: metricsd.service: Main process exited, code=exited, status=203/EXEC
Mar 04 21:10:33 nuc12 systemd[1]: metricsd.service: Failed with result 'exit-code' after a long while.`);
    expect((await found(paste)).causeId).not.toBe('dns-failure');
  });

  it('a line that was cut is not joined with the next, as a wrapped one is', async () => {
    const paste = at80(`$ podman pull docker.io/library/nginx
Trying to pull docker.io/library/nginx:latest...
ERRO[0004] While applying layer: ApplyLayer stdout:  stderr: potentially insufficient UIDs or GIDs available
Error: copying system image from manifest list: writing blob: adding layer with blob "sha256:e4720093a3c1": exit status 1`);
    expect((await found(paste)).line).not.toContain('\n');
  });

  it('two lines that are of one length by chance are whole', async () => {
    const head = 'Jun 08 12:00:41 fn-2 app[9012]: ';
    const { causeId } = await found(`${head}panic: runtime error: invalid memory address or nil pointer dereference
${head}goroutine 1 [running]:
${head}main.main()
Jun 08 12:00:41 fn-2 systemd[1]: app.service: Main process exited, code=exited, status=2/INVALIDARGUMENT`);
    expect(causeId).toBe('uncaught-exception');
  });

  it('the beginning of one line is no healthy log', async () => {
    const paste = at80(
      'Mar 02 11:05:14 k8s-m1 systemd[1]: Starting kubelet.service - kubelet: The Kubernetes Node Agent, which fails soon',
    );
    expect((await found(paste)).verdict).toBe('symptom-only');
  });

  it('a journal’s first mark alone is no healthy log', async () => {
    const paste = '-- Logs begin at Thu 2023-07-13 00:44:15 CST, end at Thu 2023-07-13 00:53:06 CST. --';
    expect((await found(paste)).verdict).toBe('symptom-only');
  });

  it('half the word that says it failed is no health', async () => {
    const paste =
      at80(`May 18 20:02:12 thinkpad NetworkManager[800]: <info>  [1747569732.1001] device (wlp3s0): Activation: starting
May 18 20:02:12 thinkpad wpa_supplicant[812]: wlp3s0: WPA: 4-Way Handshake failed - pre-shared key may be incorrect
May 18 20:02:12 thinkpad NetworkManager[800]: <warn>  [1747569740.4222] device (wlp3s0): Activation: association took too long`);
    expect((await found(paste)).verdict).toBe('symptom-only');
  });

  it('a record of docker whose message is whole is whole', async () => {
    const paste = at80(
      `{"log":"org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'x'\\n","stream":"stdout"}
{"log":"Caused by: java.net.UnknownHostException: orders-db\\n","stream":"stdout","time":"2026-03-11T08:20:44Z"}
{"log":"\\t... 42 common frames omitted\\n","stream":"stdout","time":"2026-03-11T08:20:44.512Z"}`,
    );
    expect((await found(paste)).causeId).toBe('dns-failure');
  });

  it('one visitor of nginx is not the server', async () => {
    const paste =
      at80(`2025/08/03 07:00:01 [error] 911#911: *4410 open() "/srv/www/favicon.ico" failed (2: No such file or directory), client: 203.0.113.9
2025/08/03 07:01:44 [crit] 911#911: *4420 SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: 198.51.100.7
2025/08/03 07:02:10 [info] 911#911: *4431 peer closed connection in SSL handshake while SSL handshaking, client: 198.51.100.8`);
    expect((await found(paste)).verdict).toBe('healthy');
  });

  it('where it happened is not what: no cause is taken from a path alone', async () => {
    const paste = `Nov 03 15:39:24 lb-a haproxy[12266]: [ALERT]    (12266) : config : [/etc/haproxy/haproxy.cfg:41] : >
Nov 03 15:39:24 lb-a haproxy[12266]: [ALERT]    (12266) : config : Error(s) found in configuration >
Nov 03 15:39:24 lb-a systemd[1]: haproxy.service: Main process exited, code=exited, status=1/FAILURE`;
    expect((await found(paste)).verdict).toBe('symptom-only');
  });

  it('a unit whose program could not be executed wrote none of the lines around', async () => {
    const paste = `Mar 04 21:10:33 nuc12 curl[2210]: curl: (6) Could not resolve host: telemetry.example.net
Mar 04 21:10:33 nuc12 systemd[1]: Starting metricsd.service - Local metrics daemon...
Mar 04 21:10:33 nuc12 (metricsd)[2288]: metricsd.service: Failed to locate executable /opt/metrics/b>
Mar 04 21:10:33 nuc12 systemd[1]: metricsd.service: Main process exited, code=exited, status=203/EXEC
Mar 04 21:10:33 nuc12 systemd[1]: metricsd.service: Failed with result 'exit-code'.`;
    expect((await found(paste)).causeId).not.toBe('dns-failure');
  });

  it('a trace without the line that says what happened is no health', async () => {
    const paste = at80(`api-1  | node:internal/modules/cjs/loader:1228 in a line that goes on and on and on for ever
api-1  |   throw err;
api-1  |   ^
api-1  |
api-1  | and here stands something that is cut off as well, so that nobody knows what it was about`);
    expect((await found(paste)).verdict).not.toBe('healthy');
  });

  it.each([
    ['nothing but a header', 'Jul 13 00:48:29 pod-64788377f624725f6ea4b9e8-64aed85ec2dbab11bceeb07f systemd[1]'],
    ['a word that nobody knows', 'Dec 23 17:53:48 ubuntu node[5012]: booting api De'],
    ['the beginning of a sentence', 'Nov 12 06:02:03 nas systemd[1]: calcd.service: Main process'],
  ])('one line that holds %s shows neither health nor a failure', async (_, line) => {
    const { report } = await explain(line, { language: 'en' });
    expect((report.parts[0] as { verdict?: string }).verdict).toBe('symptom-only');
    expect(report.text).toContain('does not show whether anything failed');
    expect(report.text).not.toMatch(/\S+ failed\./);
  });

  it("a program's own alarm stands although its unit had started", async () => {
    const paste =
      at80(`Jul 21 14:27:40 lb haproxy[1811]: [ALERT]    (1811) : backend 'shop' has no server available! Nobody answers.
Jul 21 14:27:40 lb systemd[1]: Started haproxy.service - HAProxy Load Balancer, the one in front of the shop.`);
    expect((await found(paste)).verdict).toBe('symptom-only');
  });

  it('a table whose rows a terminal tore does not pass for a healthy one', async () => {
    const table = `$ docker ps -a
CONTAINER ID   IMAGE            COMMAND                  CREATED          STATUS
                      PORTS     NAMES
0b1f6f1f5c2e   myorg/poller:2   "/app/poller --once"     14 minutes ago   Exited
 (1) 14 minutes ago             poller`;
    const { report } = await explain(table, { language: 'en' });
    expect((report.parts[0] as { verdict?: string }).verdict).toBe('symptom-only');
  });

  it('a command whose name is cut away keeps a stand-in, no braces', async () => {
    const cut = `Dec 19 01:12:09 stor-07 kernel: igb 0000:05:00.0 eno1: igb: eno1 NIC Link is Do>
Dec 19 01:12:09 stor-07 kernel: bond0: (slave eno1): link status definitely dow>`;
    const { report } = await explain(cut, { language: 'en' });
    expect(report.text).toContain('ethtool');
    expect(report.text).not.toMatch(/\{\w+\}/);
  });

  it('one whole line that shows something working does', async () => {
    const started = 'Nov 12 06:02:03 nas systemd[1]: Started nginx.service - A high performance web server.';
    expect((await found(started)).verdict).toBe('healthy');
  });
});
