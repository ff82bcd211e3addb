import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { document } from '../../../src/analyzers/document/index.ts';

const manifest = (name: string): string =>
  readFileSync(new URL(`../../cases/pod/manifests/${name}.yaml`, import.meta.url), 'utf8');

/** What is said of a manifest that was pasted before. */
async function asked(name: string, question: string): Promise<string> {
  const facts = await document.analyze(manifest(name), { lineOffset: 0 });
  const said = document.ask(question, facts, /\p{Script=Han}/u.test(question) ? 'zh' : 'en');
  return !said || said.declined ? `declined: ${said?.answer}` : said.answer;
}

describe('a question about a pasted Deployment', () => {
  it.each([
    ['滚动更新时最多多出几个 pod', /^最多多出 \*\*1\*\* 个.*maxSurge/],
    ['how many pods can be down during the update', /^At most \*\*0\*\*.*maxUnavailable/],
    ['能回滚到几个版本之前', /^`3`.*revisionHistoryLimit/],
    ['卡住多久会被判为失败', /^`300`/],
    ['新pod起来多久才算可用', /^`15`/],
    ['how long does it wait before shutting down', /^`45`/],
    ['secret 文件的权限是多少', /^`0400`/],
    ['跨可用区分布不均能调度吗', /ScheduleAnyway/],
  ])('%s: by what the field does, without its name', async (question, said) => {
    expect(await asked('deployment', question)).toMatch(said);
  });

  it('means the probe that is named, not the first that has such a field', async () => {
    expect(await asked('deployment', 'readiness 失败几次摘流量')).toMatch(/^\D*2\D/);
    expect(await asked('deployment', 'how often is liveness checked')).toMatch(/^\D*20\D/);
  });

  it.each([
    ['启动最多能花多久', /150 秒/],
    ['how long may it take to start before it is killed?', /150 s/],
    ['will it be OOM killed if it uses 600Mi?', /^Yes.*512Mi/],
    ['用到 300Mi 会被 OOM 杀掉吗', /^不会.*512Mi/],
    ['configmap 不存在会怎样', /^照样启动/],
    ['what happens if the secret is missing', /^It does not start/],
    ['容器能往根目录写文件吗', /只读.*\/tmp/],
    ['能用 root 跑吗', /^不能/],
    ['does it get a service account token?', /^No/],
    ['更新的时候会有服务中断吗', /不会/],
    ['what is LOG_LEVEL set to', /info/],
  ])('%s: what follows from several settings', async (question, said) => {
    expect(await asked('deployment', question)).toMatch(said);
  });

  it('counts with the replicas that the question supposes', async () => {
    expect(await asked('deployment', '改成 8 个副本后一共要多少内存')).toMatch(/2048Mi|2Gi/);
    expect(await asked('deployment', 'if I scale to 2 replicas how much cpu is requested')).toMatch(/500m/);
  });
});

describe('a question about a pasted StatefulSet or Job', () => {
  it.each([
    ['statefulset', '缩容后数据还在吗', /^会删/],
    ['statefulset', 'do they start one after another?', /^All at once, .*`podManagementPolicy: Parallel`/],
    ['statefulset', 'how long until a hung db is restarted', /30 s/],
    ['statefulset', 'init 容器干什么的', /chown/],
    ['job', '最多允许几个索引失败', /^`3`/],
    ['job', 'how many pods run at the same time at most?', /^`6`/],
    ['job', 'what happens after two hours', /7200.*terminated/],
    ['job', 'tunnel 这个容器会让job一直结束不了吗', /^不会/],
  ])('%s: %s', async (name, question, said) => {
    expect(await asked(name, question)).toMatch(said);
  });

  it('says nothing of a field where the question has nothing to do with it', async () => {
    expect(await asked('job', '谁写的这份清单')).not.toMatch(/^`/);
  });
});
