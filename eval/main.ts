import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { explain } from '../src/index.ts';
import { rewordReport } from '../src/llm/index.ts';

// npm run eval -- llm: how a real model does on the examples, and how much of what it writes is dropped.
const config = readConfig();
if (process.argv[2] !== 'llm') {
  console.error('Usage: npm run eval -- llm');
  process.exit(2);
}
if (!config.anthropicKey) {
  console.error('This asks a real model and needs its key: put ANTHROPIC_API_KEY=... into .env.');
  process.exit(3);
}
const folder = join(import.meta.dirname, '..', 'examples', 'seeds');
for (const language of ['zh', 'en'] as const) {
  for (const file of readdirSync(folder).sort()) {
    const paste = readFileSync(join(folder, file), 'utf8');
    const { report } = await explain(paste, { language });
    const { text, dropped, silences } = await rewordReport(report.parts, paste, {
      apiKey: config.anthropicKey,
      baseUrl: config.model.baseUrl,
      model: config.model.name,
      language,
    });
    const kept = text?.split(/(?<=[.。!?！？])/).filter((sentence) => sentence.trim() !== '').length ?? 0;
    console.log(
      `${language} ${file}: ${kept} sentences kept, ${dropped.length} dropped${silences.length > 0 ? `, silent: ${silences.join(', ')}` : ''}`,
    );
    for (const { sentence, objection } of dropped) console.log(`    ${objection}: ${sentence}`);
  }
}
