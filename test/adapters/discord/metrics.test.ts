import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Scene } from './scene.ts';

const DASHBOARD = join(import.meta.dirname, '..', '..', '..', 'deploy', 'grafana-dashboard.json');

describe('metrics', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ UNPASTE_METRICS_PORT: '0' });
  });
  afterAll(() => scene.close());

  it('has every series that the dashboard draws, and no word of a paste', async () => {
    await scene.replyTo(
      scene.discord.say(
        'Jul 13 00:48:27 n1 sshd[1]: error: Bind to port 22 on 0.0.0.0 failed: Address already in use. url=redis://:hx82jKq0@n1',
      ),
    ); // prettier-ignore
    const metrics = await (await fetch(`http://127.0.0.1:${scene.bot.metricsPort}/metrics`)).text();
    const { panels } = JSON.parse(readFileSync(DASHBOARD, 'utf8')) as { panels: { targets: { expr: string }[] }[] };
    const drawn = panels.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => expr.match(/\b(?:unpaste|process|nodejs)_\w+/g) ?? []),
    ); // prettier-ignore
    expect(drawn.length).toBeGreaterThan(8);
    for (const series of drawn) expect(metrics).toMatch(new RegExp(`^${series}(?:\\{| )`, 'm'));
    expect(metrics).toContain('unpaste_secrets_total 1');
    expect(metrics).not.toMatch(/hx82jKq0|sshd/);
  });
});
