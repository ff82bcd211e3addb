import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/index.ts';

/** The first cause of a paste that lost all its line breaks, and the line it cites. */
async function cited(...lines: string[]): Promise<[string, string]> {
  const { report } = await explain(lines.join(' '), { language: 'en' });
  const part = report.parts.find(({ analyzer }) => analyzer === 'journal') as unknown as {
    verdict: string;
    causes: { causeId: string; lines: string[] }[];
  };
  const cause = part.causes[0];
  return [cause?.causeId ?? part.verdict, cause?.lines[0] ?? ''];
}

describe('on one line, what has no header of its own is still a line', () => {
  it('the exception below the message that announces it', async () => {
    expect(
      await cited(
        '[2025-01-30 10:01:11,140] ERROR Fatal error during KafkaServer startup. Prepare to shutdown (kafka.server.KafkaServer)',
        "kafka.common.InconsistentClusterIdException: The Cluster ID 9sZ1 doesn't match stored clusterId Some(abc) in meta.properties.",
        '\tat kafka.server.KafkaServer.startup(KafkaServer.scala:228)',
        '[2025-01-30 10:01:11,150] INFO shutting down (kafka.server.KafkaServer)',
      ),
    ).toEqual([
      'cluster-id-mismatch',
      "kafka.common.InconsistentClusterIdException: The Cluster ID 9sZ1 doesn't match stored clusterId Some(abc) in meta.properties.",
    ]);
  });

  it('the last line of a Python trace', async () => {
    expect(
      await cited(
        '[2025-04-18 21:05:11,220: ERROR/MainProcess] consumer: worker is unhealthy, restarting',
        'Traceback (most recent call last):',
        '  File "/app/worker.py", line 40, in <module>',
        '    asyncio.run(main())',
        "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5672)",
      ),
    ).toEqual([
      'connection-refused-dependency',
      "ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 5672)",
    ]);
  });

  it('what kubeadm checks, one thing after the other', async () => {
    const [causeId, line] = await cited(
      '[preflight] Running pre-flight checks',
      '\t[WARNING FileExisting-tc]: tc not found in system path',
      'error execution phase preflight: [preflight] Some fatal errors occurred:',
      '\t[ERROR FileContent--proc-sys-net-ipv4-ip_forward]: /proc/sys/net/ipv4/ip_forward contents are not set to 1',
      'To see the stack trace of this error execute with --v=5 or higher',
    );
    expect(causeId).toBe('sysctl-too-low');
    expect(line).not.toContain('tc not found');
    expect(line).not.toContain('stack trace');
  });

  it('rows of docker ps and of systemctl --failed', async () => {
    expect(
      await cited(
        '$ docker ps -a CONTAINER ID   IMAGE            COMMAND                CREATED          STATUS                      PORTS     NAMES',
        '0b1f6f1f5c2e   myorg/poller:2   "/app/poller --once"   14 minutes ago   Exited (1) 14 minutes ago             poller',
      ),
    ).toEqual(['symptom-only', '']);
    expect(
      await cited(
        '$ systemctl --failed   UNIT              LOAD   ACTIVE SUB    DESCRIPTION',
        '● certbot.service   loaded failed failed Certbot',
        '2 loaded units listed.',
      ),
    ).toEqual(['symptom-only', '']);
  });
});

describe('a line that is whole is not cut', () => {
  it('a trace of which each line has its header', async () => {
    const head = 'Jun 08 12:00:41 fn-2 app[9012]: ';
    expect(
      await cited(
        `${head}panic: runtime error: invalid memory address or nil pointer dereference\n${head}goroutine 1 [running]:\n${head}main.main()\nJun 08 12:00:41 fn-2 systemd[1]: app.service: Main process exited, code=exited, status=2/INVALIDARGUMENT`,
      ),
    ).toEqual(['uncaught-exception', `${head}panic: runtime error: invalid memory address or nil pointer dereference`]);
  });

  it('a message that quotes another', async () => {
    const line =
      'Jan 17 06:12:13 n1 dockerd[1]: time="2025-01-17T06:12:13Z" level=error msg="Handler for POST /start returned error: driver failed: web-1 exited with code 1: Bind for 0.0.0.0:3000 failed: port is already allocated"';
    expect(await cited(line)).toEqual(['port-in-use', line]);
  });
});
