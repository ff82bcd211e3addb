import { describe, expect, it } from 'vitest';
import { ask, explain, type PartMemory, sayAgain } from '../../src/index.ts';

/** Characters that only Simplified writing has. */
const SIMPLIFIED =
  /[这个们为时会来对说过还后点与开关灯电应该没样从实现动经选择网页发处续线继让错误长门问题设节连结单数据库]/u;

const NOTES = `Kubernetes 學習筆記

Pod 是最小的部署單位。一個 Pod 裡的容器會被分散到不同的節點上執行。
預設的重啟策略是 Always。存活探針失敗時，Pod 會從 Service 中移除。`;

const BLINKER = `#define LED PB5
void setup() { pinMode(13, OUTPUT); }   // 這是板上的燈
void loop() {
  digitalWrite(13, HIGH);   // 點亮一秒
  delay(500);
  digitalWrite(13, LOW);
  delay(500);
}
這段程式在做什麼？`;

describe('Chinese in Traditional characters', () => {
  it('finds false claims, and quotes them as they were written', async () => {
    const { report } = await explain(NOTES);
    const [part] = report.parts as unknown as { flags: { quote: string; text: string }[] }[];
    expect(part!.flags.map(({ quote }) => quote)).toEqual([
      '一個 Pod 裡的容器會被分散到不同的節點上執行',
      'Pod 會從 Service 中移除',
    ]);
    for (const { quote } of part!.flags) expect(NOTES).toContain(quote);
  });

  it('is answered as it was written', async () => {
    const { report } = await explain(NOTES);
    expect(report.language).toBe('zh');
    expect(report.text).toMatch(/節點/);
    expect(report.text).not.toMatch(SIMPLIFIED);
  });

  it.each([
    ['探針預設幾秒一次，失敗幾次才算失敗', /10 秒.*3 次/s],
    ['pod 優雅退出預設等多少秒', /^預設 30 秒/],
    ['節點掛了，上面的 pod 要多久才會被驅逐', /300 秒/],
    ['pod 一直卡在 Terminating 刪不掉怎麼辦', /finalizer/i],
  ])('a question of the notes: %s', async (question, said) => {
    const { answer, declined } = await ask(question);
    expect(declined).toBe(false);
    expect(answer).toMatch(said);
    expect(answer).not.toMatch(SIMPLIFIED);
  });

  it('checks comments of a program, and answers about it afterwards', async () => {
    const { report, memory } = await explain(BLINKER);
    expect(report.text).toMatch(/“點亮一秒”/);
    const { answer } = await ask('燈每次亮多久？', JSON.parse(JSON.stringify(memory)) as PartMemory[]);
    expect(answer).toMatch(/500 毫秒/);
    expect(answer).not.toMatch(SIMPLIFIED);
  });

  it('stays so when it is said again, and goes when it is said in English', async () => {
    const { memory, report } = await explain(NOTES);
    expect((await sayAgain(memory, 'zh')).text).toBe(report.text);
    expect((await sayAgain(memory, 'en')).text).toMatch(/same node/);
  });

  it('a question in Simplified characters is answered in them', async () => {
    const { answer } = await ask('探针默认几秒一次');
    expect(answer).toMatch(/默认/);
    expect(answer).not.toMatch(/預設|這/);
  });

  it('Japanese is not taken for it, nor a single old character in a long text', async () => {
    const { report } = await explain(
      'この時間に電源が落ちました。\nJul 13 00:48:25 web systemd[1]: Started cron.service.',
    );
    expect(report.text).not.toMatch(/程式|預設/);
  });
});

describe('chat spellings', () => {
  it.each([
    ['whats the default grace period', /30/],
    ['why doesnt my pod get traffic when readiness fails', /endpoint/i],
  ])('%s', async (question, said) => {
    expect((await ask(question)).answer).toMatch(said);
  });
});
