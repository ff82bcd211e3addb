import type { Config } from '../../config.ts';
import type { Reply, Report } from '../../index.ts';
import { EXIT, Failure } from './failure.ts';

type Words = NonNullable<Report['plainer']>;
type Work = (plainer: import('../plainer.ts').Plainer, onText: ((text: string) => void) | undefined) => Promise<Words>;

/** @throws Failure where --llm is asked for and there is no key. */
export function requireKey(config: Config): void {
  if (!config.anthropicKey)
    throw new Failure('--llm needs a key. Put ANTHROPIC_API_KEY=... into .env (see .env.example).', EXIT.setting);
}

/** Plainer words for a report; streamed to a person as they pass the check, returned for JSON. */
export function plainerReport(report: Report, paste: string, config: Config, asJson: boolean): Promise<Words> {
  return inStore(config, report.language, asJson || report.parts.length === 0, (plainer, onText) =>
    plainer.report(report.parts, paste, { language: report.language, ...(onText ? { onText } : {}) }),
  );
}

/** Plainer words for the answer to a question. */
export function plainerReply(reply: Reply, config: Config, asJson: boolean): Promise<Words> {
  return inStore(config, reply.language, asJson, (plainer, onText) =>
    plainer.reply(reply, { language: reply.language, ...(onText ? { onText } : {}) }),
  );
}

/** Budget and cache are those of the store, so that the command line spends no more than the bot may. */
async function inStore(config: Config, language: 'zh' | 'en', silent: boolean, work: Work): Promise<Words> {
  const { openStore } = await import('../../store/store.ts');
  const { Plainer } = await import('../plainer.ts');
  const { PLAINER, saySilence } = await import('../../llm/index.ts');
  const store = await openStore(config.store);
  try {
    const plainer = new Plainer(store, config.anthropicKey!, config.model, config.retentionDays);
    let shown = '';
    if (!silent) process.stdout.write(`\n## ${PLAINER[language]}\n`);
    const words = await work(
      plainer,
      silent
        ? undefined
        : (text) => {
            process.stdout.write(text.slice(shown.length));
            shown = text;
          },
    );
    if (!silent) {
      const silence = words.text === null ? words.silences[0] : undefined;
      process.stdout.write(silence ? `${saySilence(silence as Parameters<typeof saySilence>[0], language)}\n` : '\n');
    }
    if (process.argv.includes('--debug'))
      for (const { sentence, objection } of words.dropped) console.error(`dropped (${objection}): ${sentence}`);
    return words;
  } finally {
    await store.close();
  }
}
