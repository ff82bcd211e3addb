import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../src/index.ts';

const NODES = `NAME     STATUS     ROLES           AGE    VERSION   INTERNAL-IP
node-a   Ready      control-plane   200d   v1.31.6   10.0.0.4
node-b   Ready      <none>          90d    v1.31.6   10.0.0.5
node-c   NotReady   <none>          12d    v1.30.9   10.0.0.6`;
const LIGHTS = `#define RED 3
#define GREEN 5
void setup() { pinMode(RED, OUTPUT); pinMode(GREEN, OUTPUT); }
void loop() {
  digitalWrite(RED, HIGH); delay(300); digitalWrite(RED, LOW);
  digitalWrite(GREEN, HIGH); delay(700); digitalWrite(GREEN, LOW);
}`;

async function asked(paste: string, before: string | undefined, question: string) {
  const { memory } = await explain(paste);
  return ask(question, memory, { earlier: before === undefined ? [] : [before] });
}

describe('a question that leaves out what the one before it said', () => {
  it('asks the same of another', async () => {
    expect((await asked(NODES, 'what is the ip of node-b?', 'what about node-c?')).answer).toContain('10.0.0.6');
    expect((await asked(NODES, 'node-b 是什么版本', '那 node-c 呢？')).answer).toContain('v1.30.9');
    expect((await asked(LIGHTS, '红灯一次亮多久', '绿灯呢')).answer).toContain('700');
    expect((await asked(LIGHTS, 'how long is RED on', 'and GREEN?')).answer).toContain('700');
  });

  it('puts the earlier name in for a pronoun', async () => {
    expect((await asked(NODES, 'is node-c ready', 'and what version is it')).answer).toContain('v1.30.9');
  });

  it('takes a question that stands by itself as it is', async () => {
    const alone = await asked(NODES, undefined, 'which node is not ready');
    expect(await asked(NODES, 'what is the ip of node-b?', 'which node is not ready')).toEqual(alone);
  });

  it('is not filled in where the one before names several or nothing', async () => {
    const alone = await asked(NODES, undefined, 'how much is that');
    expect(await asked(NODES, 'compare node-b and node-c', 'how much is that')).toEqual(alone);
    expect(await asked(NODES, '怎么样', '多少?')).toEqual(await asked(NODES, undefined, '多少?'));
  });
});
