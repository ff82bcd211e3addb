import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../src/index.ts';
import { unwrapped } from '../../src/language/unwrapped.ts';

/** What stands around a question, an article or a log is no part of it. */
describe('a question', () => {
  const question = 'can two containers in a pod use the same port?';
  it.each([
    `\`\`\`\n${question}\n\`\`\``,
    `> ${question}`,
    `hey everyone, quick question: ${question} thanks in advance!`,
    `Hello all, ${question} Thanks a lot.`,
    `大佬们请教一下，${question} 先谢谢了`,
  ])('is answered from its note: %s', async (asked) => {
    expect((await ask(asked)).notes).toEqual((await ask(question)).notes);
  });

  it('with entities is read without them', async () => {
    const { declined } = await ask('Failed to pull image &quot;nginx:1.99&quot;: not found 怎么办');
    expect(declined).toBe(false);
  });

  it('that is none of ours stays declined in a fence', async () => {
    expect((await ask('```\n写个脚本批量删除 pod\n```')).declined).toBe(true);
  });

  it('beside another one is answered too', async () => {
    const { report } = await explain('pod 名字里能带下划线么\n\n强删 pod 有什么风险', { language: 'zh' });
    expect(report.text).toMatch(/下划线/);
    expect(report.text).toMatch(/force|强制/);
  });

  it('of two lines stays one', async () => {
    const { report } = await explain('my pod is stuck in Pending\n\nwhy?', { language: 'en' });
    expect(report.parts).toHaveLength(1);
    expect(report.text).toMatch(/schedul/i);
  });
});

describe('an article', () => {
  const article =
    'A Pod is the smallest unit that Kubernetes schedules. Its containers share one network. Eviction and preemption are the same thing. A Deployment keeps the number of replicas.';
  const wrapped =
    'A Pod is the smallest unit that Kubernetes schedules. Its containers\nshare one network. Eviction and preemption are the\nsame thing. A Deployment keeps the number of replicas.';

  it.each([article, wrapped, wrapped.replace(/^/gm, '> ')])('has its wrong claim flagged: %s', async (text) => {
    const { report } = await explain(text, { language: 'en' });
    const flags = report.parts.flatMap(
      (part) => (part as { flags?: { quote: string; lines?: number[] }[] }).flags ?? [],
    );
    expect(flags.map(({ quote }) => quote.replace(/\s+/g, ' '))).toEqual([
      'Eviction and preemption are the same thing',
    ]);
  });

  it('in Chinese, a short one, is seen beside a log', async () => {
    const log =
      'May 06 10:14:01 web-3 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)';
    const { report } = await explain(
      `谈驱逐：节点内存紧张时 kubelet 先赶走超出 requests 的 Pod。BestEffort 反而最后才轮到。\n\n${log}`,
    );
    expect(report.parts.map(({ analyzer }) => analyzer)).toEqual(['pod', 'journal']);
  });
});

describe('a log', () => {
  it('with curly quotes keeps its cause, quoted as it was pasted', async () => {
    const line = 'time=”2024-02-01T10:00:03Z” level=fatal msg=“open /etc/docker/daemon.json: permission denied”';
    const { report } = await explain(line, { language: 'en' });
    const [part] = report.parts as unknown as { verdict: string; causes: { lines: string[] }[]; restored: string[] }[];
    expect(part!.verdict).toBe('root-cause');
    expect(part!.causes[0]!.lines[0]).toBe(line);
    expect(part!.restored).toContain('curly quotes and long dashes made plain');
  });

  it('broken by a mail program is joined with blanks, however many lines are equally long', async () => {
    const log = `Dez 24 10:00:02 kiosk systemd[1]: panel.service: Failed to load
environment files: No such file or directory
Dez 24 10:00:02 kiosk systemd[1]: panel.service: Failed to run 'start'
task: No such file or directory
Dez 24 10:00:02 kiosk systemd[1]: panel.service: Failed with result
'resources'.`;
    const { report } = await explain(log, { language: 'en' });
    expect(JSON.stringify(report.parts)).toContain('missing-env-file');
  });

  it('and a program, quoted together in a mail, are two parts', async () => {
    const { report } = await explain(
      '> first the log\n>\n> Mar 02 10:11:12 web sshd[99]: fatal: Cannot bind any address.\n>\n> then the code\n>\n> DDRB |= 1<<5;\n> while(1) { PORTB ^= 1<<5; _delay_ms(500); }',
    );
    expect(report.parts.map(({ analyzer }) => analyzer)).toEqual(['journal', 'gpio']);
  });
});

describe('a program', () => {
  it('whose two dashes became a long one counts down all the same', async () => {
    const { report } = await explain(
      '#include <avr/io.h>\nint main(void) {\n  DDRB = 1;\n  for (unsigned char i = 4; i > 0; i—) PORTB ^= 1;\n  while (1);\n}',
    );
    const [part] = report.parts as unknown as { events: unknown[] }[];
    expect(part!.events).toHaveLength(4);
  });

  it('counts down behind a full-width semicolon too', async () => {
    const { report } = await explain(
      '#include <avr/io.h>\nvoid wait（unsigned int n）{ while （n—）； }\nint main（void） {\n  DDRB = 1；\n  PORTB = 1；\n  wait（9）；\n  PORTB = 0；\n  while （1）；\n}',
    );
    const [part] = report.parts as unknown as { events: unknown[] }[];
    expect(part!.events).toHaveLength(2);
  });

  it('broken between two words of the language keeps them two', async () => {
    const one = 'while(1){ GPIOC->BSRR = 1u << 13; for(volatile';
    const two = 'int i=0;i<90;i++); GPIOC->BRR=8192;for(volatile';
    expect(two).toHaveLength(one.length + 1);
    const { report } = await explain(
      `#include "stm32f10x.h"\nint main(void){\n  RCC->APB2ENR |= 16; GPIOC->CRH = 0x44344444;\n ${one}\n${two}\nint i=0;i<90;i++);}\n}`,
    );
    const [part] = report.parts as unknown as { findings: { kind: string }[] }[];
    expect(part!.findings.map(({ kind }) => kind)).not.toContain('delay-loop-optimised-away');
  });

  it('and a question behind a full-width semicolon are told apart', async () => {
    const { report } = await explain('GPIOA->ODR ^= 1<<5；这句是干嘛的');
    expect(report.parts.map(({ analyzer }) => analyzer)).toEqual(['gpio']);
  });
});

describe('lines joined again', () => {
  it('are as many characters, so that offsets and lines stay', () => {
    for (const text of [
      '一个 Pod 里的容器共享网络命名空间，它们可以通过 localhost 互相访\n问，因此不能监听同一个端口。',
      'x'.repeat(40),
      `${'word '.repeat(12)}end\nof it`,
    ])
      expect(unwrapped(text)).toHaveLength(text.length);
  });

  it('leave lists and short lines alone', () => {
    const list = 'These are the kinds of probes that Kubernetes knows about today:\n- liveness\n- readiness';
    expect(unwrapped(list)).toBe(list);
  });
});
