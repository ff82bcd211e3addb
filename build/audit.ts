// What npm's advisories say against the packages that are shipped. Ends with 1 where one is high or critical; the
// advisory service cannot be reached from everywhere, and its silence is said and is no failure.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface AuditReport {
  metadata?: { vulnerabilities: Record<'low' | 'moderate' | 'high' | 'critical', number> };
  vulnerabilities?: Record<string, { severity: string }>;
}

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: join(import.meta.dirname, '..'),
  encoding: 'utf8',
});
const { metadata, vulnerabilities = {} } = read(stdout);
if (!metadata) console.log('npm audit: no answer from the advisory service.');
else {
  const { high, critical, moderate, low } = metadata.vulnerabilities;
  const names = Object.entries(vulnerabilities).map(([name, { severity }]) => `${name} (${severity})`);
  console.log(
    `npm audit: ${critical} critical, ${high} high, ${moderate} moderate, ${low} low`,
    ...(names.length > 0 ? [`: ${names.join(', ')}`] : []),
  );
  if (high + critical > 0) process.exitCode = 1;
}

function read(json: string): AuditReport {
  try {
    return JSON.parse(json) as AuditReport;
  } catch {
    return {};
  }
}
