import { access, constants, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Config, readConfig, SettingsError } from '../../config.ts';
import { explain } from '../../index.ts';
import { EXIT } from './failure.ts';
import { sayRefused } from './refused-settings.ts';

/** One thing looked at: `ok`, `off` (not set, nothing is broken) or `bad`, and what to do about it. */
export interface Finding {
  name: string;
  state: 'ok' | 'off' | 'bad';
  text: string;
}

const MARK = { ok: '✓', off: '–', bad: '✗' };

/** `unpaste doctor`: prints a line for each thing checked. Returns 3 where a setting is refused, else 0 or 1. */
export async function doctorCommand(): Promise<number> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    for (const text of sayRefused(error).split('\n')) print({ name: 'settings', state: 'bad', text });
    return EXIT.setting;
  }
  const findings = [
    checkNode(),
    { name: 'settings', state: 'ok', text: 'all settings can be used' } as const,
    await checkAnalysis(),
    await checkStore(config),
    ...(await checkDiscord(config)),
    await checkModel(config),
  ];
  for (const finding of findings) print(finding);
  return findings.some((finding) => finding.state === 'bad') ? EXIT.inputFailed : EXIT.done;
}

function print(finding: Finding): void {
  console.log(`${MARK[finding.state]} ${finding.name}: ${finding.text}`);
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) return { name: 'node', state: 'bad', text: `${process.version} is too old. Install Node 22 or 24.` };
  if (major < 22)
    return {
      name: 'node',
      state: 'ok',
      text: `${process.version} works; it gets no more fixes, Node 22 or 24 is the better choice.`,
    };
  return { name: 'node', state: 'ok', text: process.version };
}

/** Runs one of each kind through the analyzers: shows that the build is whole. */
async function checkAnalysis(): Promise<Finding> {
  const { report, problems } = await explain('GPIOA->BSRR = 1 << 5;\n\nWhat is an init container in a Pod?');
  const whole = problems.length === 0 && report.parts.length > 0;
  return whole
    ? { name: 'analyzers', state: 'ok', text: 'answer' }
    : { name: 'analyzers', state: 'bad', text: 'do not answer. Run: npm ci && npm run build' };
}

async function checkStore(config: Config): Promise<Finding> {
  if (/^(?:rediss?|postgres(?:ql)?):/.test(config.store)) {
    const { openStore } = await import('../../store/store.ts');
    try {
      await (await openStore(config.store)).close();
      return { name: 'store', state: 'ok', text: 'answers' };
    } catch (error) {
      return { name: 'store', state: 'bad', text: (error as Error).message };
    }
  }
  try {
    await mkdir(dirname(config.store), { recursive: true });
    await access(dirname(config.store), constants.W_OK);
    return { name: 'store', state: 'ok', text: `${config.store} can be written` };
  } catch {
    return {
      name: 'store',
      state: 'bad',
      text: `${config.store} cannot be written. Set UNPASTE_STORE to a file in a folder of your own.`,
    };
  }
}

async function checkDiscord(config: Config): Promise<Finding[]> {
  if (!config.discord.token) {
    return [
      {
        name: 'discord',
        state: 'off',
        text: 'DISCORD_TOKEN is not set; the bot is off, the page and the command line work',
      },
    ];
  }
  const { checkDiscord: ask } = await import('../discord/check.ts');
  return ask(config);
}

/** Tries the key with one tiny call. */
async function checkModel(config: Config): Promise<Finding> {
  if (!config.anthropicKey) {
    return {
      name: 'model',
      state: 'off',
      text: 'ANTHROPIC_API_KEY is not set; answers come without plainer words, nothing else is missing',
    };
  }
  const { tryKey } = await import('../../llm/index.ts');
  const wrong = await tryKey(config.anthropicKey, config.model.baseUrl, config.model.name);
  if (!wrong) return { name: 'model', state: 'ok', text: 'the key works' };
  const advice: Record<string, string> = {
    key: 'the key is refused. Make a new one and put it into ANTHROPIC_API_KEY.',
    model: 'the model does not exist. Correct or remove UNPASTE_MODEL.',
    busy: 'the key works, the model is busy right now.',
    timeout: 'no answer within 10 seconds. Check the network.',
    unreachable: 'cannot be reached. Check the network and ANTHROPIC_BASE_URL.',
  };
  return { name: 'model', state: wrong === 'busy' ? 'ok' : 'bad', text: advice[wrong] ?? `does not answer (${wrong})` };
}
