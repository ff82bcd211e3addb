import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mask } from '../../../src/adapters/cli/new/mask.ts';
import { buildDist } from '../../support/dist.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const place = temporaryFolder('new');
const put = (name: string, text: string) => {
  writeFileSync(join(place, name), text);
  return join(place, name);
};
const unpaste = (...args: string[]) => {
  const result = spawnSync(process.execPath, [join(ROOT, 'dist/src/adapters/cli/unpaste.cjs'), ...args], {
    cwd: place,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: '' },
  });
  return { exit: result.status, out: result.stdout, err: result.stderr };
};
const written = (name: string) => readFileSync(join(place, name), 'utf8');

beforeAll(buildDist);

const RULE = {
  id: 'frobd/spool',
  role: 'cause',
  cause: 'missing-file',
  line: "Mar 04 10:00:01 h frobd[7]: cannot open spool '/var/spool/frob'",
  unlike: "Mar 04 10:00:01 h frobd[7]: opened spool '/var/spool/frob'",
  titleZh: '缺目录',
  titleEn: 'A folder is missing',
  whyZh: '目录不存在。',
  whyEn: 'It does not exist.',
  fixZh: '建好它。',
  fixEn: 'Make it.',
  source: 'https://example.org/frobd/manual',
};

describe('unpaste new', () => {
  it('a rule from JSON: written, checked, not overwritten', () => {
    const json = put('rule.json', JSON.stringify(RULE));
    const { exit, out } = unpaste('new', 'rule', '--json', json, '--into', place);
    expect(exit).toBe(0);
    expect(out).toContain('all 2 samples hold');
    expect(parse(written('knowledge/journal/rules/frobd/spool.yaml'))).toMatchObject({
      causeId: 'missing-file',
      match: ["cannot open spool '[^']*'"],
    });
    const again = unpaste('new', 'rule', '--json', json, '--into', place);
    expect(again.exit).toBe(1);
    expect(again.err).toContain('--force');
  });

  it('a rule whose look-alike is matched is written, and said to be wrong', () => {
    const json = put('bad.json', JSON.stringify({ ...RULE, id: 'frobd/bad', unlike: RULE.line }));
    const { exit, out } = unpaste('new', 'rule', '--json', json, '--into', place);
    expect(exit).toBe(1);
    expect(out).toMatch(/✗ .*bad\.yaml:\d+/);
  });

  it('what is missing is named, all of it, with exit 2', () => {
    const { exit, err } = unpaste('new', 'rule', '--id', 'x/y', '--role', 'villain');
    expect(exit).toBe(2);
    expect(err).toMatch(/--role: must be one of: cause/);
    expect(err).toContain('--title-zh: needs at least 1');
    expect(err).toContain('--source: needs at least 1');
    expect(unpaste('new', 'poem').exit).toBe(2);
    expect(unpaste('new', 'rule', '--help')).toMatchObject({ exit: 0, out: expect.stringContaining('--unlike') });
  });

  it('a rule whose source is no address is not written', () => {
    const json = put('bookish.json', JSON.stringify({ ...RULE, id: 'frobd/bookish', source: 'the manual' }));
    const { exit, err } = unpaste('new', 'rule', '--json', json, '--into', place);
    expect(exit).toBe(2);
    expect(err).toContain('--source: must be addresses');
  });

  it('a call is added to a library, and nothing else of its file changes', () => {
    const library = readFileSync(join(ROOT, 'knowledge/vendor-calls/stm32f1-spl.yaml'), 'utf8');
    spawnSync('mkdir', ['-p', join(place, 'knowledge/vendor-calls')]);
    put('knowledge/vendor-calls/stm32f1-spl.yaml', library);
    const sample = put(
      'toggle.c',
      '#include "stm32f10x.h"\nint main(void) {\n  RCC->APB2ENR |= 1 << 2;\n  GPIOA->CRL = 0x44444443;\n  while (1) MY_Toggle(GPIOA, 1);\n}\n',
    );
    const code = 'void MY_Toggle(GPIO_TypeDef *p, uint16_t pin) { p->ODR ^= pin; }';
    const { exit, out } = unpaste(
      ...['new', 'call', '--into', place, '--library', 'stm32f1-spl', '--code', code],
      ...['--what-zh', '翻转一个引脚', '--what-en', 'toggles a pin', '--sample', sample],
    );
    expect(exit).toBe(0);
    expect(out).toContain('PA0=1, PA0=0; loop [0, 2]');
    const after = written('knowledge/vendor-calls/stm32f1-spl.yaml').split('\n');
    let at = -1;
    for (const line of library.trimEnd().split('\n')) {
      at = after.indexOf(line, at + 1);
      expect(at, line).toBeGreaterThanOrEqual(0);
    }
    expect(parse(after.join('\n')).calls.MY_Toggle.en).toBe('toggles a pin');
    const again = unpaste(
      ...[
        'new',
        'call',
        '--into',
        place,
        '--library',
        'stm32f1-spl',
        '--code',
        code,
        '--what-zh',
        'x',
        '--what-en',
        'x',
      ],
    );
    expect(again).toMatchObject({ exit: 1, err: expect.stringContaining('has MY_Toggle already') });
    expect(written('knowledge/vendor-calls/stm32f1-spl.yaml')).toBe(after.join('\n'));
  });

  it('a chip that stands on another one', () => {
    const sample = put(
      'blink.c',
      '#include "frob32f1.h"\nint main(void) {\n  RCC->APB2ENR |= 1 << 2;\n  GPIOA->CRL = 0x44444443;\n  while (1) { GPIOA->BSRR = 1; GPIOA->BRR = 1; }\n}\n',
    );
    const { exit, out } = unpaste(
      ...['new', 'chip', '--into', place, '--id', 'frob32', '--extends', 'stm32f1', '--title-zh', 'FROB32'],
      ...[
        '--title-en',
        'FROB32',
        '--sign',
        'frob32f1\\.h',
        '--sample',
        sample,
        '--source',
        'FROB32 manual, GPIO, p. 12',
      ],
    );
    expect(exit).toBe(0);
    expect(out).toContain('frob32: PA0=1, PA0=0');
  });

  it('a case: the analyzer is found, secrets are masked, the file keeps what it has', () => {
    const log = (n: number) =>
      put(
        'wrong.log',
        `Mar 04 10:00:0${n} h nginx[1]: nginx: [emerg] bind() to 8.8.4.4:80 failed (98: Address already in use) token=abcdef12345 ops@corp.com\n`,
      );
    const args = [
      '--into',
      place,
      '--verdict',
      'root-cause',
      '--cause',
      'port-in-use',
      '--cite',
      'bind() to 8.8.4.4:80',
    ];
    expect(unpaste('new', 'case', log(1), '--id', 'one', ...args).exit).toBe(0);
    expect(unpaste('new', 'case', log(2), '--id', 'two', ...args).exit).toBe(0);
    expect(unpaste('new', 'case', log(2), '--id', 'two', ...args).exit).toBe(1);
    const cases = parse(written('test/cases/journal/reported.yaml'));
    expect(cases.map((each: { id: string }) => each.id)).toEqual(['one', 'two']);
    expect(JSON.stringify(cases)).not.toMatch(/8\.8\.4\.4|abcdef12345|corp\.com/);
    expect(cases[0].paste).toContain(cases[0].cite);
    expect(cases[0].truth).toBe('reported');
  });
});

describe('unpaste check', () => {
  it('says file, line and column, and exits with 1; a sound file with 0', () => {
    const bad = written('knowledge/journal/rules/frobd/spool.yaml').replace('weight: 50', 'wight: 50');
    const { exit, out } = unpaste('check', put('knowledge/journal/rules/frobd/spool2.yaml', bad));
    expect(exit).toBe(1);
    expect(out).toMatch(/spool2\.yaml:\d+:1: wight: is no field here/);
    const log = put('frob.log', `${RULE.unlike}\n${RULE.line}\n`);
    const sound = unpaste('check', 'knowledge/journal/rules/frobd/spool.yaml', '--log', log, '--lang', 'zh');
    expect(sound.exit).toBe(0);
    expect(sound.out).toContain('匹配到 1 行');
  });

  it('another file is no knowledge', () => {
    const { exit, err } = unpaste('check', put('poem.txt', 'roses'));
    expect(exit).toBe(1);
    expect(err).toContain('no knowledge file');
  });
});

describe('masking', () => {
  it('keeps shapes, and what names nobody', () => {
    const { text, masked } = mask(
      'from 8.8.8.8 and 10.0.0.1 and 2a00:1450:4001::200e at 10:00:01, mail a@b.com, AKIAIOSFODNN7EXAMPLE, registry.k8s.io, 8.8.8.8',
    );
    expect(text).toBe(
      'from 203.0.113.1 and 10.0.0.1 and 2001:db8::1 at 10:00:01, mail user1@example.org, SECRET_1, registry.k8s.io, 203.0.113.1',
    );
    expect(masked).toBe(4);
  });
});
