import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerQuestion, pod } from '../../../src/analyzers/pod/index.ts';
import { ask } from '../../../src/index.ts';
import type { Language } from '../../../src/language/language.ts';

interface Case {
  lang: Language;
  q: string;
  /** Any of these facts shows that the right note was found. */
  must?: string[];
}

function cases(name: string): Case[] {
  return readFileSync(new URL(`../../cases/pod/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
}

const plain = (text: string) => text.normalize('NFKC').replace(/[`*]/g, '').replace(/\s+/g, ' ');

describe('questions about Pods', () => {
  // A plea around a short question drowned it.
  it.each([
    'urgent!! what does Init:1/2 mean pls help asap',
    '@unpaste what does Init:1/2 mean',
    'help! what does Init:1/2 mean??? please',
  ])('in a hurry: %s', async (question) => {
    const bare = await ask('what does Init:1/2 mean');
    expect(bare.declined).toBe(false);
    expect((await ask(question)).answer).toBe(bare.answer);
  });

  it('in a hurry, in Chinese', async () => {
    const bare = await ask('默认的优雅终止时间是多少');
    expect(bare.declined).toBe(false);
    expect((await ask('救命啊 默认的优雅终止时间是多少 在线等 挺急的')).answer).toBe(bare.answer);
  });

  const asked = cases('questions-in-scope').map((one) => ({ ...one, said: answerQuestion(one.q, {}, one.lang) }));

  it.each(['zh', 'en'] as const)('are answered with the fact that was asked for, in %s', (language) => {
    const own = asked.filter((one) => one.lang === language);
    const missed = own.filter(
      ({ must, said }) => said.declined || !must!.some((fact) => new RegExp(fact, 'i').test(plain(said.answer))),
    );
    expect(own.length).toBeGreaterThanOrEqual(70);
    expect(missed.length / own.length, missed.map((one) => one.q).join('\n')).toBeLessThanOrEqual(0.08);
  });

  it('are answered in the language asked for, short enough for a chat, with sources', () => {
    for (const { lang, said, q } of asked.filter((one) => !one.said.declined)) {
      expect(said.answer.length, q).toBeLessThan(1_600);
      expect(said.sources.length, q).toBeGreaterThan(0);
      expect(/\p{Script=Han}/u.test(said.answer), q).toBe(lang === 'zh');
    }
  });
});

describe('questions that no note answers', () => {
  const asked = cases('questions-out-of-scope').map((one) => ({ ...one, said: answerQuestion(one.q, {}, one.lang) }));

  it('are declined rather than answered', () => {
    const answered = asked.filter(({ said }) => !said.declined);
    expect(asked.length).toBeGreaterThanOrEqual(120);
    expect(answered.length / asked.length, answered.map((one) => one.q).join('\n')).toBeLessThanOrEqual(0.05);
  });

  it('get a sentence that says so, and no sources', () => {
    for (const { said, q } of asked.filter((one) => one.said.declined)) {
      expect(said.answer.length, q).toBeGreaterThan(10);
      expect(said.sources, q).toEqual([]);
    }
  });
});

describe('a follow-up', () => {
  it('is read together with the question before it', () => {
    const alone = answerQuestion('那数据呢', {}, 'zh');
    const after = answerQuestion('那数据呢', { previous: ['容器重启之后 IP 会变吗'] }, 'zh');
    expect(alone.notes).not.toEqual(after.notes);
    expect(after.declined).toBe(false);
    expect(after.answer).toMatch(/卷|emptyDir/);
  });

  it('is read alone where it says enough', () => {
    const alone = answerQuestion('what are the pod phases', {}, 'en');
    expect(answerQuestion('what are the pod phases', { previous: ['is hostPath dangerous'] }, 'en')).toEqual(alone);
  });
});

describe('misspelt and mixed questions', () => {
  it.each([
    ['wat is a readness probe', 'en', /traffic|ready/i],
    ['contianer keeps restrating crashlopbackoff', 'en', /logs|describe/i],
    ['emptydir 的 data 在 container restart 之后还在吗', 'zh', /还在/],
    ['how to set 污点 on a node', 'en', /taint/i],
  ] as const)('%s', (question, language, fact) => {
    expect(answerQuestion(question, {}, language).answer).toMatch(fact);
  });
});

const caseFiles = readdirSync(new URL('../../cases/pod/', import.meta.url));

interface Asked {
  id: string;
  lang: Language;
  q: string;
  /** Groups of expressions: of each group one has to be found. */
  must: string[][];
  /** Wrong statements: none may be found. */
  mustNot: string[];
}

describe.each(caseFiles.filter((file) => /^asked-\d+\.jsonl$/.test(file)))('the questions of %s', (file) => {
  const asked = (cases(file.replace('.jsonl', '')) as unknown as Asked[]).map((one) => ({
    ...one,
    said: answerQuestion(one.q, {}, one.lang),
  }));
  const found = (pattern: string, text: string) => new RegExp(pattern, 'i').test(plain(text));

  it('get all their facts, in either language', () => {
    for (const language of ['zh', 'en'] as const) {
      const own = asked.filter((one) => one.lang === language);
      const missed = own.filter(
        ({ said, must }) =>
          said.declined || !must.every((group) => group.some((pattern) => found(pattern, said.answer))),
      );
      expect(missed.length / own.length, missed.map((one) => one.q).join('\n')).toBeLessThanOrEqual(0.04);
    }
  });

  it('get no wrong statement', () => {
    const wrong = asked.filter(({ said, mustNot }) => mustNot.some((pattern) => found(pattern, said.answer)));
    expect(wrong.map((one) => `${one.q}: ${one.said.answer}`)).toEqual([]);
  });
});

describe.each(caseFiles.filter((file) => /^elsewhere-\d+\.jsonl$/.test(file)))('the questions of %s', (file) => {
  it('are declined', () => {
    const asked = cases(file.replace('.jsonl', ''));
    const answered = asked.filter((one) => !answerQuestion(one.q, {}, one.lang).declined);
    expect(answered.length / asked.length, answered.map((one) => one.q).join('\n')).toBeLessThanOrEqual(0.05);
  });
});

describe('ties between logs and notes', () => {
  it.each([
    ['在 Pod 里跑 Docker', 'zh', 'docker-in-pod'],
    ['特权容器', 'zh', 'privileged-pod'],
    ['Docker inside a Pod', 'en', 'docker-in-pod'],
    ['privileged containers', 'en', 'privileged-pod'],
  ] as const)('what the log of a dockerd without rights says to ask is answered: %s', (question, language, note) => {
    expect(answerQuestion(question, {}, language).notes[0]).toBe(note);
  });

  it.each([
    ['why is my pod in CrashLoopBackOff', 'en', 'kubectl describe pod'],
    ['pod 一直 CrashLoopBackOff 怎么办', 'zh', 'kubectl describe pod'],
  ] as const)('a crash loop leads to the output that shows its reason: %s', async (question, language, command) => {
    const part = pod.say(await pod.analyze(question, { lineOffset: 0 }), language);
    expect(part.text).toContain(command);
    expect(part.text).toMatch(/贴过来|Paste the output/);
  });
});

describe('what others say', () => {
  it.each([
    ['有人说 cpu 超了会被杀，对吗', 'cpu 超了会被杀吗', 'zh'],
    [
      'Is it true that a failed readiness probe restarts the container?',
      'a failed readiness probe restarts the container?',
      'en',
    ],
  ] as const)('is looked up as if it were asked plainly: %s', (told, plainly, language) => {
    expect(answerQuestion(told, {}, language).notes[0]).toBe(answerQuestion(plainly, {}, language).notes[0]);
    expect(answerQuestion(told, {}, language).declined).toBe(false);
  });
});

describe('what stands beside Pods', () => {
  it.each([
    'apiserver 参数 --max-requests-inflight',
    'apiserver --service-node-port-range 怎么改',
    'scheduler 配置 percentageOfNodesToScore',
    'jenkins 在k8s里动态agent怎么配',
    'jenkins agent pod template',
    'kibana 里查不到容器日志',
    'argo rollouts canary weights, how do i set them',
    '我们机房的k8s集群下周停机几点开始',
    '帮我写一个带3个副本的redis StatefulSet yaml',
    'KubeVirt 虚拟机怎么热迁移',
  ])('%s: is declined', (question) => {
    expect(answerQuestion(question, {}, 'zh').declined).toBe(true);
  });

  it.each([
    ['prometheus pod OOMKilled', 'oomkilled'],
    ['controller-manager --terminated-pod-gc-threshold 默认', 'finished-pods-gc'],
    ['kubelet --max-pods 是多少', 'max-pods-per-node'],
    ['filebeat 做成 sidecar 采集日志', 'log-collector-sidecar'],
  ])('%s: is answered, for a note speaks of it', (question, note) => {
    expect(answerQuestion(question, {}, 'zh').notes).toContain(note);
  });
});

describe('what a question names decides', () => {
  it.each([
    ['securityContext 里的 fsGroup 是做什么的', 'zh', 'fs-group'],
    ['kubectl run redis --image=redis 起的 pod 会自动重建吗', 'zh', 'kubectl-run'],
    ['unset MYAPP_SERVICE_PORT in the container', 'en', 'service-env-vars'],
    ['memory request is larger than any node', 'en', 'insufficient-resources'],
  ] as const)('%s', (question, language, note) => {
    expect(answerQuestion(question, {}, language).notes).toContain(note);
  });

  it.each([
    'is int a POD type in c++',
    'who is on call for our platform this weekend',
    'how many nodes is spotify running',
  ])('%s: is declined', (question) => {
    expect(answerQuestion(question, {}, 'en').declined).toBe(true);
  });

  it.each([
    ['滚动更新 10 个副本最多同时几个 pod', [], 'zh', /13.*8/],
    ['那 4 个副本最多同时几个 pod', ['滚动更新 maxSurge 默认多少'], 'zh', /5.*3/],
    ['rolling update of 6 replicas with maxSurge 50%, how many pods at most', [], 'en', /9.*5/],
  ] as const)('%s', (question, previous, language, said) => {
    expect(plain(answerQuestion(question, { previous: [...previous] }, language).answer)).toMatch(said);
  });
});

describe('a field by its name or by what it does', () => {
  it.each([
    ['grpc探针的port想写端口名，报错了', 'zh', /^grpc 探针的.*数字/],
    ['job的旧pod还在Terminating新pod就起来了，两个一起占gpu', 'zh', /podReplacementPolicy: Failed/],
    ['hugepages: can requests be lower than limits', 'en', /must equal the limit/],
    ['restart this one container only when it exits with 42, otherwise leave it', 'en', /restartPolicyRules/],
    [
      'my container mounts something under a hostPath and the host doesnt see it',
      'en',
      /mountPropagation.*Bidirectional/,
    ],
    ['strace in my kubectl debug container: operation not permitted', 'en', /--profile/],
    ['node pulls images one at a time, change that', 'en', /serializeImagePulls/],
  ] as const)('%s', (question, language, said) => {
    expect(plain(answerQuestion(question, {}, language).answer)).toMatch(said);
  });
});
