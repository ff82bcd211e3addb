import { readdirSync } from 'node:fs';

// npm run fuzz -- NAME [rounds]: every file beside this one is a fuzzer; it exits with 1 where it finds something.
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.fuzz.ts'))
  .map((file) => file.slice(0, -'.fuzz.ts'.length));
const [name, rounds] = process.argv.slice(2);
if (!name || !known.includes(name)) {
  console.error(`Usage: npm run fuzz -- NAME [rounds]. There are: ${known.join(', ')}.`);
  process.exit(2);
}
const { fuzz } = (await import(`./${name}.fuzz.ts`)) as { fuzz(rounds: number): Promise<boolean> };
process.exitCode = (await fuzz(Number(rounds ?? 200))) ? 0 : 1;
