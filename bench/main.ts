import { readdirSync } from 'node:fs';

// npm run bench [-- NAME...]: every file beside this one is a bench; it prints its figures, each beside a peer's.
const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : known) {
  console.log(`== ${name}`);
  const { run } = (await import(`./${name}.bench.ts`)) as { run(): Promise<void> };
  await run();
}
