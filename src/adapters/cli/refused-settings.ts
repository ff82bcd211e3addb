import { readFileSync } from 'node:fs';
import type { SettingsError } from '../../config.ts';

/** All refused settings, a line each, with the line of .env that sets it; never the value, which may be a secret. */
export function sayRefused({ problems }: SettingsError): string {
  let lines: string[] = [];
  try {
    lines = readFileSync('.env', 'utf8').split('\n');
  } catch {
    // No .env: they come from the environment.
  }
  return problems
    .map(({ name, text }) => {
      const at = lines.findLastIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line));
      return `${name}: ${text} (${at < 0 ? 'set in the environment' : `.env line ${at + 1}`}; see .env.example)`;
    })
    .join('\n');
}
