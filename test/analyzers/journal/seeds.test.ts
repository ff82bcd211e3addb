import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { joinIncidents, journal } from '../../../src/analyzers/journal/index.ts';
import { projectRoot } from '../../../src/knowledge/load.ts';

const seed = (name: string) => readFileSync(join(projectRoot(), 'examples', 'seeds', name), 'utf8');
const docker = await journal.analyze(seed('journal-docker.one-line.txt'), { lineOffset: 0 });
const cut = await journal.analyze(seed('journal-xe.truncated.txt'), { lineOffset: 0 });

describe('the docker log that lost its line breaks', () => {
  it('is eight entries of one host and one unit', () => {
    expect(docker.entries).toBe(8);
    expect(docker.hosts).toEqual(['pod-64788377f624725f6ea4b9e8-64aed85ec2dbab11bceeb07f']);
    expect(docker.units).toContain('docker.service');
    expect(docker.from).toBe('2023-07-13T00:48:25');
  });

  it('names the refused NAT chain, and only that entry is quoted', () => {
    expect(docker.verdict).toBe('root-cause');
    expect(docker.causes.map((cause) => cause.causeId)).toEqual(['missing-capability']);
    expect(docker.causes[0]!.at).toEqual([8]);
    expect(docker.causes[0]!.lines[0]).toMatch(/^Jul 13 .*failed to create NAT chain DOCKER.*\(you must be root\)$/);
  });

  it('rules out overlay, modprobe, xlock and <nil> with reasons', () => {
    const said = journal.say(docker, 'zh');
    expect(said.noise.map((line) => line.at)).toEqual(expect.arrayContaining([3, 5, 6]));
    for (const label of docker.labels.slice(2, 7)) expect(['noise', 'context', 'healthy']).toContain(label.role);
  });

  it('says what to do in a Pod, each way with its price, in both languages', () => {
    const zh = journal.say(docker, 'zh');
    const en = journal.say(docker, 'en');
    expect(zh.causes[0]!.fix).toMatch(/rootless|特权/);
    expect(en.causes[0]!.fix).toMatch(/privileged/);
    expect(zh.causes[0]!.fix).toContain('代价');
    expect(en.causes[0]!.fix).toContain('price');
    expect(zh.text).toMatch(/^\*\*原因/);
    expect(en.text).toMatch(/^\*\*Cause/);
  });

  it.each([
    ['几点开始失败的?', /00:48:25/],
    ['which line says permission denied', /iptables.*Permission denied/],
    ['is it the overlay error?', /^No/],
    ['是不是 overlay 的问题', /^不是/],
    ['网络的问题吗？', /^不是/],
    ['怎么修', /rootless/],
    ['what should I run next', /```bash/],
    ['which line failed first', /NAT chain/],
  ])('answers %s', (question, answer) => {
    const reply = journal.ask(question, docker, /[a-z]{4}/.test(question) && !/[一-龥]/.test(question) ? 'en' : 'zh');
    expect(reply?.declined).toBe(false);
    expect(reply?.answer).toMatch(answer);
    expect(reply!.quotes.length).toBeGreaterThan(0);
  });
});

describe('the log that a terminal cut', () => {
  it('is only symptoms, and says which command shows the cause', () => {
    expect(cut.verdict).toBe('symptom-only');
    expect(cut.causes).toEqual([]);
    expect(cut.next[0]).toBe('journalctl -u docker.service -b --no-pager');
    expect(cut.truncated).toBeGreaterThan(4);
  });

  it('sees the start limit behind half a word, and no cause in it', () => {
    const label = cut.labels.find((candidate) => candidate.at === 5)!;
    expect(label.rule).toBe('systemd/start-limit');
    expect(label.role).not.toBe('cause');
  });

  it('does not count cron and sessions among the symptoms', () => {
    for (const at of [9, 10]) expect(['noise', 'context', 'healthy']).toContain(cut.labels[at - 1]!.role);
  });

  it('answers that systemd gave up, with the cut line', () => {
    const reply = journal.ask('systemd 最后还在尝试重启 docker 吗', cut, 'zh');
    expect(reply?.answer).toMatch(/没有|放弃/);
    expect(reply?.answer).toContain('too q');
  });

  it('declines to name a cause', () => {
    expect(journal.ask('why did it fail', cut, 'en')?.declined).toBe(true);
  });
});

describe('both together', () => {
  it('are one incident whose cause stands in the second', () => {
    const [incident, ...others] = joinIncidents([cut, docker]);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ parts: [0, 1], root: 1 });
    expect(incident!.text.zh).toContain('docker.service');
  });

  it('are none with a log of another host', async () => {
    const other = await journal.analyze(
      seed('journal-docker.one-line.txt').replaceAll('pod-64788377f624725f6ea4b9e8', 'other'),
      { lineOffset: 0 },
    );
    expect(joinIncidents([cut, other])).toEqual([]);
  });
});
