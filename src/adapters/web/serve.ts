import { serve } from '@hono/node-server';
import type { Config } from '../../config.ts';
import { openStore } from '../../store/store.ts';
import { Plainer } from '../plainer.ts';
import { webApp } from './server.ts';

/** Serves the page on 127.0.0.1 until the process is told to stop; takes the next free port where its own is taken. */
export async function serveCommand(config: Config): Promise<void> {
  const app = webApp(config.anthropicKey ? await openPlainer(config, config.anthropicKey) : null);
  for (let port = config.port; ; port += 1) {
    try {
      const address = await listen(app.fetch, port);
      console.log(`unpaste: http://127.0.0.1:${address}/  (Ctrl+C 结束 / stops)`);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= config.port + 20) throw error;
      console.error(`Port ${port} is taken, trying ${port + 1}.`);
    }
  }
}

/** Budget and cache are those of the store; without a key none is opened. */
async function openPlainer(config: Config, key: string): Promise<Plainer> {
  return new Plainer(await openStore(config.store), key, config.model, config.retentionDays);
}

function listen(fetch: Parameters<typeof serve>[0]['fetch'], port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (info) => resolve(info.port));
    server.on('error', reject);
    const stop = () => server.close(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
