import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findClaims } from '../../../src/analyzers/pod/claims.ts';
import { pod } from '../../../src/analyzers/pod/index.ts';

async function read(text: string) {
  const facts = await pod.analyze(text, { lineOffset: 0 });
  expect(pod.facts.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
  return { facts, part: pod.say(facts, 'zh') };
}

describe('the article of examples/seeds', () => {
  const text = readFileSync(new URL('../../../examples/seeds/pod-article.zh.txt', import.meta.url), 'utf8');

  it('has its doubtful sentences flagged, each quoted word for word with what is right', async () => {
    const { part } = await read(text);
    const quotes = part.flags!.map((flag) => flag.quote);
    for (const part of [
      '传统的容器模型中是无法实现的',
      '前端服务和后台数据库',
      '解决了容器无状态性的局限',
      '支持滚动更新',
      '可以轻松地扩展应用',
    ]) {
      expect(
        quotes.some((quote) => quote.includes(part)),
        part,
      ).toBe(true);
    }
    for (const flag of part.flags!) {
      expect(text).toContain(flag.quote);
      expect(flag.text.length).toBeGreaterThan(20);
      expect(flag.sources.length).toBeGreaterThan(0);
    }
  });

  it('keeps what is right', async () => {
    const { part } = await read(text);
    const quotes = part.flags!.map((flag) => flag.quote).join('\n');
    for (const right of ['最小可调度单元', '用Cgroups进行资源限制', '依赖rootfs', '会定义一组配置']) {
      expect(quotes).not.toContain(right);
    }
  });

  it('has a title and an outline without page furniture', async () => {
    const { part } = await read(text);
    expect(part.title).toBe('Kubernetes中的Pod:为何不可或缺');
    expect(part.outline!.length).toBeGreaterThanOrEqual(3);
    expect(part.outline!.join('\n')).not.toMatch(/下载量|需积分/);
    // Once each paragraph gave its first sentence, and "this is where the value of a Pod lies" is no point.
    expect(part.outline!.join('\n')).not.toMatch(/价值所在|首先|总结来说/);
    expect(part.outline!.join('\n')).toMatch(/最小可调度单元/);
  });

  it('is one however short, where it is asked whether it is right, and thanks are no point of it', async () => {
    const { part } = await read(
      'hey, found this in our wiki, is it correct?\n\nA Pod is the smallest deployable unit. Containers in a Pod share an IP address. A Pod is scheduled to one node as a whole.\n\nthanks in advance',
    );
    expect(part.flags).toEqual([]);
    expect(part.outline!.join('\n')).not.toMatch(/thanks/);
    expect(part.answer).toBeNull();
  });

  it('has an outline of what the paragraphs are about, in English as well', async () => {
    const { part } = await read(
      [
        'Pods for beginners',
        'First, let us look back. A Pod is a group of containers that share one network namespace. Containers of a Pod reach each other over localhost.',
        'This is where probes come in. However, a liveness probe restarts the container while a readiness probe takes the Pod out of its Service. Both probes are run by the kubelet.',
      ].join('\n\n'),
    );
    expect(part.title).toBe('Pods for beginners');
    expect(part.outline).toHaveLength(2);
    expect(part.outline![0]).toMatch(/containers|Containers/);
    expect(part.outline![1]).toMatch(/probe/);
    expect(part.outline!.join('\n')).not.toMatch(/First|come in|However/);
  });

  it('answers questions with its own sentences, and says where they are wrong', async () => {
    const { facts } = await read(text);
    const answer = pod.ask('滚动更新是怎么说的', facts, 'zh')!;
    expect(answer.declined).toBe(false);
    for (const quote of answer.quotes) expect(text).toContain(quote.text);
    expect(answer.answer).toMatch(/Deployment/);
  });

  it('says that it does not say', async () => {
    const { facts } = await read(text);
    expect(pod.ask('作者多大年纪', facts, 'zh')!.declined).toBe(true);
  });
});

describe('what only looks like a wrong claim', () => {
  it.each([
    '很多人以为 Secret 默认是加密的，其实它只是 base64 编码。',
    'It is a myth that a failed readiness probe restarts the container.',
    'A failed readiness probe does not restart the container.',
    'Is a container restarted when its readiness probe fails?',
    '常见误区：删除 Pod 会删除 PVC。这是不对的。',
    'People often think that Pods do rolling updates.',
    'Does a Pod move to another node?',
  ])('%s', (text) => {
    expect(findClaims(text)).toEqual([]);
  });
});

describe('a pronoun', () => {
  it('stands for the subject of the sentence before it', () => {
    const text = 'Init containers run before the app. They also support readiness probes.';
    expect(findClaims(text).map((claim) => [claim.id, claim.quote])).toEqual([
      ['init-probes-no', 'They also support readiness probes'],
    ]);
  });

  it.each([
    [
      'what it is compared with is not meant',
      'Init 容器按顺序执行。它们和应用容器一样支持 readinessProbe。',
      'init-probes-no',
    ],
    [
      'a sentence between them',
      'Use a startupProbe for the slow start. The image is large. It goes on polling for as long as the container lives.',
      'fact-startup-once',
    ],
    [
      'the heading',
      '## Startup probe\n\nIt gives slow programs time.\n\nIt goes on polling for as long as the container lives.',
      'fact-startup-once',
    ],
    [
      'what the other said',
      'A: We have a startup probe.\nB: It goes on polling for as long as the container lives.',
      'fact-startup-once',
    ],
    [
      'a clause before it without a subject',
      'Use a startupProbe. Keep it cheap because it goes on polling for as long as the container lives.',
      'fact-startup-once',
    ],
  ])('is read with %s', (_, text, id) => {
    expect(findClaims(text).map((claim) => claim.id)).toEqual([id]);
  });

  // A true sentence about liveness must not be held against what was said of startup probes before.
  it('means the one named last where two of a kind were named', () => {
    expect(
      findClaims(
        'Startup probes come first. The liveness probe is simple. It goes on polling for as long as the container lives.',
      ),
    ).toEqual([]);
  });
});

describe("kubectl's table", () => {
  const text = [
    'NAME                  READY   STATUS             RESTARTS       AGE',
    'shop-7c9d8b6f5-2xkqp  0/1     CrashLoopBackOff   12 (40s ago)   38m',
    'shop-7c9d8b6f5-9lmvt  1/1     Running            0              38m',
    'job-x8k2z             0/1     Completed          0              2h',
  ].join('\n');

  it('leads from the status to its reason and to kubectl describe', async () => {
    const facts = await pod.analyze(text, { lineOffset: 0 });
    const part = pod.say(facts, 'en');
    expect(part.notes).toContain('crashloopbackoff');
    expect(part.text).toContain('kubectl describe pod shop-7c9d8b6f5-2xkqp');
    expect(part.facts).toEqual([expect.objectContaining({ lines: [2, 2] })]);
    expect(part.text).not.toContain('job-x8k2z');
  });

  it('answers which one is in trouble', async () => {
    const facts = await pod.analyze(text, { lineOffset: 10 });
    const answer = pod.ask('which pod has a problem', facts, 'en')!;
    expect(answer.quotes).toEqual([{ text: 'shop-7c9d8b6f5-2xkqp', lines: [12, 12] }]);
  });
});

describe('a question about a part of an article', () => {
  const text = `A Pod is the smallest unit that Kubernetes schedules.\n\nContainers of one Pod always run on one node. Each container has an IP address of its own.`;
  const about = async (question: string, language: 'zh' | 'en') => {
    const facts = await pod.analyze(text, { lineOffset: 0 });
    return pod.ask(question, facts, language)!;
  };

  it('is answered with what is wrong in that part, and with that part alone', async () => {
    expect((await about('第二段说的对吗', 'zh')).answer).toMatch(/纠正[\s\S]*IP/);
    expect((await about('is the first paragraph right?', 'en')).answer).toMatch(/matches no known wrong claim/);
    expect((await about('what does the last sentence say', 'en')).quotes.map(({ text }) => text)).toEqual([
      'Each container has an IP address of its own.',
    ]);
  });

  it('says how many there are where there is no such part', async () => {
    const { answer, declined } = await about('第五段讲了什么', 'zh');
    expect(declined).toBe(true);
    expect(answer).toMatch(/只有 2 段/);
  });
});

describe('an article that is a list', () => {
  // Without a full stop at the end of any item it was nobody's, and nothing in it was checked.
  it('is read and checked', async () => {
    const text = [
      '存储小结：',
      '- emptyDir 在 Pod 被分配到节点时创建，一开始是空的',
      '- 就绪探针失败时，kubelet 会重启容器',
      '- 同一个 Pod 里的容器可以挂载同一个卷',
    ].join('\n');
    expect(pod.detect(text).score).toBeGreaterThan(0.8);
    const { part } = await read(text);
    expect(part.flags!.map(({ quote }) => quote).join()).toContain('会重启容器');
  });
});

// Two lines that only happen to be of one length were taken for cut ones and joined to "anode" and "cordonmoves".
it('lines that a mail program broke between words keep their words', async () => {
  const { part } = await read(
    [
      'Disruptions. With a PDB in place your application stays up even when a',
      'node loses power. kubectl drain uses the eviction API. kubectl cordon',
      'moves all workloads off the node.',
    ].join('\n'),
  );
  expect(part.flags!.map(({ quote }) => quote.replace(/\s+/g, ' '))).toEqual([
    'With a PDB in place your application stays up even when a node loses power',
    'kubectl cordon moves all workloads off the node',
  ]);
});

describe('an article is also', () => {
  it.each([
    '[老周] 不写 containerPort 行不行\n[阿凯] 不行，没声明的端口别的 Pod 连不上\n[老周] 两个容器用的是同一个 IP，端口别撞了\n[阿凯] 容器重启以后 Pod 就换一个 IP',
    '1 楼 tonyk：先看 describe node 里的 Conditions\n2 楼 三更灯火：CPU 使用率过高时 kubelet 会驱逐 Pod\n3 楼 tonyk：镜像占满磁盘时 kubelet 会先做镜像回收',
    '| 探针 | 失败后 |\n|---|---|\n| livenessProbe | 重启容器 |\n| readinessProbe | 从 Service 的端点里摘掉 |\n| startupProbe | 也是重启容器 |',
    'Kubernetes FAQ\nQ: Do two containers in one Pod need different IP addresses?\nA: Yes, each container gets its own.\nQ: And can they use the same port?\nA: No, not both of them.',
  ])('a talk, a forum, a table, short answers: %s', (text) => {
    expect(pod.detect(text).score).toBeGreaterThan(0.8);
  });
});
