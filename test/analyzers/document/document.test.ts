import { describe, expect, it } from 'vitest';
import { document } from '../../../src/analyzers/document/index.ts';
import { ask as askAbout, explain } from '../../../src/index.ts';

const TEA = [
  'Green tea and black tea come from the same plant. The leaves of green tea are heated soon after picking, so they',
  'do not oxidise. Black tea is left to oxidise for several hours, which gives it a darker colour. Our shop sells 14',
  'kinds of green tea. We moved to Harbour Street in 2019 because the old building was too damp for the leaves.',
].join('\n');

const 会议 =
  '周一的会议决定把发布推迟到 8 月 12 日。原因是支付模块还有三个严重缺陷没有修完。测试组增加了两个人，由李敏负责。预算不变。';

async function ask(text: string, question: string, language: 'zh' | 'en') {
  const facts = await document.analyze(text, { lineOffset: 0 });
  expect(document.facts.parse(JSON.parse(JSON.stringify(facts)))).toEqual(facts);
  return document.ask(question, facts, language);
}

describe('a question about prose is answered with its own sentences', () => {
  it.each([
    [TEA, 'how many kinds of green tea do they sell', 'en', '14'],
    [TEA, 'why did the shop move', 'en', 'too damp'],
    [TEA, 'why is black tea darker', 'en', 'oxidise for several hours'],
    [会议, '发布推迟到什么时候', 'zh', '8 月 12 日'],
    [会议, '为什么推迟', 'zh', '三个严重缺陷'],
    [会议, '测试组谁负责', 'zh', '李敏'],
  ] as const)('%#: %s %s', async (text, question, language, fact) => {
    const answer = await ask(text, question, language);
    expect(answer?.declined).toBe(false);
    expect(answer?.answer.replace(/\s+/g, ' ')).toContain(fact);
    for (const quote of answer!.quotes) expect(text).toContain(quote.text);
  });

  it('says so where the text does not hold the answer', async () => {
    const answer = await ask(TEA, 'what does the green tea cost per gram in summer', 'en');
    expect(answer === null || answer.declined).toBe(true);
  });
});

describe('detection', () => {
  it('claims prose with a question about it', () => {
    expect(document.detect(`${TEA}\n\nWhy is black tea darker?`).score).toBeGreaterThanOrEqual(0.5);
    expect(document.detect(`${会议}\n\n这段话里为什么推迟发布？`).score).toBeGreaterThanOrEqual(0.5);
  });

  it.each([
    TEA,
    '哈哈哈哈',
    'thanks a lot. see you tomorrow.',
    'why?',
    '',
  ])('stays silent where nothing is asked: %#', (text) => {
    expect(document.detect(text).score).toBeLessThan(0.5);
  });
});

describe('a part of the report', () => {
  it('carries the quotes with their lines', async () => {
    const facts = await document.analyze(`${TEA}\n\nWhy did the shop move?`, { lineOffset: 4 });
    const part = document.part.parse(document.say(facts, 'en'));
    expect(part.quotes[0]?.text).toContain('Harbour Street');
    expect(part.quotes[0]?.lines).toEqual([7, 7]);
  });
});

describe('a text that asks nothing, named as what the question is about', () => {
  it.each([
    ['how much is the deposit', '20 euros'],
    ['how many devices were repaired', '1,340'],
  ])('%s: its own sentence, not a note on Pods', async (question, fact) => {
    const text =
      'The city library opens a repair workshop on 3 September. Tools can be borrowed for two weeks; a deposit of 20 euros is taken for power tools. Last year 1,340 devices were repaired, 71 % of them successfully.';
    const { report, memory } = await explain(text, { keepProse: true });
    expect(report.reply, 'nothing was asked').toBe(false);
    expect((await askAbout(question, memory)).answer).toContain(fact);
    expect((await askAbout('what is the address?', memory)).declined).toBe(true);
  });

  it('chat is not remembered where nobody named it', async () => {
    expect((await explain(TEA)).memory).toEqual([]);
  });
});

describe('a pasted manifest answers from its settings', () => {
  const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: gateway
spec:
  replicas: 4
  template:
    spec:
      terminationGracePeriodSeconds: 45
      containers:
      - name: gateway
        image: registry.local/gateway:3.2.0
        resources:
          requests: {cpu: 250m, memory: 192Mi}
          limits: {memory: 384Mi}
        readinessProbe:
          httpGet: {path: /ready, port: 9000}
`;
  it.each([
    ['how many replicas', 'en', /^`4`/],
    ['内存上限多少', 'zh', /384Mi/],
    ['is there a cpu limit', 'en', /^No/],
    ['优雅退出给了多少秒', 'zh', /45/],
    ['what port does the readiness probe use', 'en', /9000/],
  ] as const)('%s', async (question, language, says) => {
    const answer = await ask(MANIFEST, question, language);
    expect(answer?.answer).toMatch(says);
  });
});
