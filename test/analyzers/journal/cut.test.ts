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
});
