import { describe, expect, it } from 'vitest';
import { pod } from '../../../src/analyzers/pod/index.ts';

const CLAIM = 0.5;

describe('the Pod analyzer claims', () => {
  it.each([
    'pod 的状态有哪几种',
    'why is my pod pending',
    '什么是边车容器',
    'kubectl logs 怎么看上一次的日志',
    'is a sidecar the same as an init container?',
    'liveness probe fails what happens',
  ])('the question: %s', (text) => {
    expect(pod.detect(text).score).toBeGreaterThanOrEqual(CLAIM);
  });

  it("kubectl's table of Pods", () => {
    const text = 'NAME      READY   STATUS    RESTARTS   AGE\napi-0     0/1     OOMKilled   3   5m\n';
    expect(pod.detect(text).score).toBeGreaterThanOrEqual(CLAIM);
  });

  it('an article about Kubernetes', () => {
    const text = 'Pod 是 Kubernetes 的基本单位。一个 Pod 里可以有多个容器。它们共享网络和存储卷。';
    expect(pod.detect(text).score).toBeGreaterThanOrEqual(CLAIM);
  });
});

describe('the Pod analyzer leaves alone', () => {
  it.each([
    'haha nice one',
    '谢谢大佬',
    '早上好',
    'pod install fails on my mac',
    'my airpods are broken',
    'which podcast do you like',
    'whales live in pods, did you know?',
    'https://kubernetes.io/docs/concepts/',
    'can someone look at this log please',
    'SELECT name FROM pods WHERE id = 3;',
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n',
    'int main(void) { GPIOA->ODR = 1; while (1) { } }',
    '',
    '   \n\n ',
  ])('%s', (text) => {
    expect(pod.detect(text).score).toBeLessThan(CLAIM);
  });
});

describe('hostile texts', () => {
  it.each([
    ['one endless word', 'a'.repeat(200_000)],
    ['one endless Chinese run', '容器'.repeat(100_000)],
    ['nothing but marks', '?!.,;:'.repeat(30_000)],
    ['nested brackets', `${'('.repeat(50_000)}pod${')'.repeat(50_000)}`],
    ['a table without end', `NAME READY STATUS RESTARTS AGE\n${'x-1 0/1 Error 3 1m\n'.repeat(20_000)}`],
    ['lone surrogates', 'pod \ud800 会重启吗 \udfff'],
  ])('%s', async (_name, text) => {
    const facts = await pod.analyze(text, { lineOffset: 0 });
    expect(pod.facts.safeParse(JSON.parse(JSON.stringify(facts))).success).toBe(true);
    expect(pod.part.safeParse(pod.say(facts, 'en')).success).toBe(true);
    expect(pod.detect(text).score).toBeLessThanOrEqual(1);
  });
});
