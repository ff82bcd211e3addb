// A secret in a paste: found, masked wherever it could be seen, and the asker told.
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/adapters/discord/analysis.ts';
import { viewReport } from '../../src/adapters/discord/view.ts';
import { webApp } from '../../src/adapters/web/server.ts';
import { ask, explain, explainLogStream, sayAgain } from '../../src/index.ts';

const WORD = 'hx82jKq0Zt';
const LOG = `Mar 04 10:00:01 web-1 app[811]: connecting to postgres://app:${WORD}@db.local:5432/shop
Mar 04 10:00:02 web-1 app[811]: FATAL: password authentication failed for user "app" (postgres://app:${WORD}@db.local)
Mar 04 10:00:02 web-1 systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE
Mar 04 10:00:02 web-1 systemd[1]: app.service: Failed with result 'exit-code'.`;
const SKETCH = `#include <WiFi.h>
const char* password = "${WORD}";
void setup() { pinMode(13, OUTPUT); WiFi.begin("net", password); }
void loop() { digitalWrite(13, HIGH); delay(100); digitalWrite(13, LOW); delay(100); }`;

describe('secrets in pastes', () => {
  it.each([
    ['a log', LOG, [1, 2]],
    ['a sketch', SKETCH, [2]],
  ])('%s: masked in the report and in all that is remembered, the asker warned', async (_, text, at) => {
    for (const language of ['zh', 'en'] as const) {
      const explained = await explain(text, { language });
      expect(JSON.stringify(explained)).not.toContain(WORD);
      const [warning] = explained.report.warnings;
      expect(warning).toMatchObject({ kind: 'secret', at });
      expect(explained.report.text.startsWith(warning!.text)).toBe(true);
      expect(warning!.text).toMatch(language === 'zh' ? /作废换新/ : /revoke and replace/);
      const reply = await ask(language === 'zh' ? '哪一行说明了原因？' : 'Which line shows it?', explained.memory, {
        language,
      });
      expect(JSON.stringify(reply)).not.toContain(WORD);
    }
  });

  it('the answer itself is the same as without a secret', async () => {
    const without = await explain(LOG.replaceAll(WORD, '•'.repeat(WORD.length)), { language: 'en' });
    const { report } = await explain(LOG, { language: 'en' });
    expect(report.parts).toEqual(without.report.parts);
    expect(without.report.warnings).toEqual([]);
  });

  it('said again in the other language, or joined with another paste, the warning stays', async () => {
    const { report, memory } = await explain(LOG, { language: 'en' });
    const again = await sayAgain(JSON.parse(JSON.stringify(memory)), 'zh');
    expect(again.warnings).toMatchObject([{ kind: 'secret', at: [1, 2] }]);
    expect(again.text.startsWith(again.warnings[0]!.text)).toBe(true);
    expect(again.warnings[0]!.text).toMatch(/作废换新/);
    expect(await sayAgain(memory, 'en')).toMatchObject({ warnings: report.warnings, text: report.text });
    const second = await explain(SKETCH, { language: 'en' });
    // Line 2 of which? Two pastes in one answer name no lines.
    expect((await sayAgain([...memory, ...second.memory], 'en')).warnings).toMatchObject([{ kind: 'secret', at: [] }]);
  });

  it('Discord: the verdict stays the headline, the warning stands below', async () => {
    const wanted = { language: 'en', pictures: false } as const;
    const job = {
      kind: 'paste',
      pasted: { text: LOG, files: [], unread: [] },
      quoted: null,
      earlier: [],
      ofBefore: 0,
      pointed: false,
      addressed: true,
      question: false,
      wanted,
    } as const; // prettier-ignore
    const analysis = await analyse({
      ...job,
      pasted: { ...job.pasted, files: [], unread: [] },
      earlier: [],
      questionsBefore: [],
    });
    if (analysis.kind !== 'report') throw new Error(analysis.kind);
    expect(JSON.stringify(analysis)).not.toContain(WORD);
    const view = viewReport(analysis.report, []);
    expect(view.headline).not.toContain('⚠️');
    expect(view.body).toContain('revoke and replace');
  });

  it('the page: a chapter of its own before the parts', async () => {
    const response = await webApp(null).request('/api/explain', {
      method: 'POST',
      headers: { 'content-type': 'application/json', host: '127.0.0.1' },
      body: JSON.stringify({ text: `${LOG}\n\n${SKETCH}`, language: 'en', locale: 'en' }),
    });
    const text = await response.text();
    expect(text).not.toContain(WORD);
    const { chapters } = JSON.parse(text) as { chapters: { html: string; part: number | null }[] };
    expect(chapters[0]).toMatchObject({ part: null });
    expect(chapters[0]!.html).toContain('revoke and replace');
    expect(chapters[1]).toMatchObject({ part: 0 });
  });

  it('a log read as a stream, too', async () => {
    const { report, memory } = await explainLogStream([Buffer.from(LOG)], { language: 'en' });
    expect(JSON.stringify({ report, memory })).not.toContain(WORD);
    expect(report.warnings).toHaveLength(1);
  });
});
