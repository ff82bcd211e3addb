import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Config } from '../../config.ts';
import { openStore, type Store } from '../../store/store.ts';
import { exportLines, forgetPerson, importLines } from '../../store/transfer.ts';
import { EXIT, Failure } from './failure.ts';

async function inStore(config: Config, work: (store: Store) => Promise<void>): Promise<void> {
  let store: Store;
  try {
    store = await openStore(config.store);
  } catch (cause) {
    throw new Failure((cause as Error).message, EXIT.setting, { cause });
  }
  try {
    if (store.recovery) console.error(`The store was damaged; it was put aside as ${store.recovery.setAside}.`);
    await work(store);
  } finally {
    await store.close();
  }
}

/** `unpaste store export [FILE]`: everything as JSON Lines, on stdout where no file is named. */
export function exportCommand(path: string | undefined, config: Config): Promise<void> {
  return inStore(config, async (store) => {
    // Facts of people's pastes: nobody else's to read.
    const out = path === undefined ? process.stdout : createWriteStream(path, { mode: 0o600 });
    const failed = new Promise<never>((_, reject) => {
      out.once('error', (cause: Error) =>
        reject(new Failure(`${path} cannot be written (${cause.message}).`, 1, { cause })),
      );
    });
    failed.catch(() => {});
    let count = -1;
    for await (const line of exportLines(store)) {
      count += 1;
      if (!out.write(`${line}\n`)) await Promise.race([once(out, 'drain'), failed]);
    }
    if (path !== undefined) await Promise.race([new Promise((resolve) => out.end(resolve as () => void)), failed]);
    console.error(`${count} entries exported.`);
  });
}

/** `unpaste store import FILE`: reads an export into the store. */
export function importCommand(path: string, config: Config): Promise<void> {
  return inStore(config, async (store) => {
    const input = path === '-' ? process.stdin : createReadStream(path, 'utf8');
    try {
      // An error of the stream itself does not reach whoever iterates over its lines.
      const broken = new Promise<never>((_, reject) => input.once('error', reject));
      const count = await Promise.race([importLines(store, createInterface({ input })), broken]);
      console.error(`${count} entries imported.`);
    } catch (cause) {
      throw new Failure(`${path} cannot be imported: ${(cause as Error).message}.`, EXIT.inputFailed, { cause });
    }
  });
}

/** `unpaste store forget PERSON`: deletes what is kept of a person, by their Discord id. */
export function forgetCommand(person: string, config: Config): Promise<void> {
  if (!/^\d{15,21}$/.test(person))
    throw new Failure(`${person} is no Discord id: those are numbers such as 800000000000000001.`, EXIT.usage);
  return inStore(config, async (store) => {
    console.log(`${await forgetPerson(store, person)} entries of ${person} deleted.`);
  });
}
