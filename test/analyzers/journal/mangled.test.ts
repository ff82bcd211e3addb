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
