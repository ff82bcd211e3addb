import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/store.ts';

// Writes numbers for ever and says each one only after the store has acknowledged it.
const shelf = (await openStore(process.argv[2]!)).shelf<number>('w');
for (let key = 1; ; key += 1) {
  await shelf.set(String(key), key);
  writeSync(1, `${key}\n`);
}
