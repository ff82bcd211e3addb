/** Runs a pack on what people paste, then keeps what V8 compiled: node build/train.cjs FILE.js NAME writes FILE.bin. */
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

const [file, name] = process.argv.slice(2);
const seeds = path.join(__dirname, '..', 'examples', 'seeds');
const WORK = {
  run: [['run', path.join(__dirname, 'train.c')]],
  program: [
    ...fs.readdirSync(seeds).map((each) => ['explain', path.join(seeds, each)]),
    ['ask', 'Why does a Pod hold several containers?'],
    ['ask', '为什么需要 Pod？'],
  ],
};

// V8's flags are part of what kept code fits to: nothing may change them here. Nor end the process before its time.
v8.setFlagsFromString = () => {};
const { exit } = process;
process.exit = (code) => {
  process.exitCode = code;
};

async function main() {
  const script = new vm.Script(fs.readFileSync(file, 'latin1'), { filename: file });
  const module = { exports: {} };
  script.runInThisContext()(module, createRequire(file), (each) => import(each), file);
  for (const words of WORK[name]) {
    process.argv = [process.argv[0], file, ...words];
    await module.exports.start(words);
    if (process.exitCode > 1) throw new Error(`${words.join(' ')} exits with ${process.exitCode}`);
  }
  fs.writeFileSync(file.replace(/js$/, 'bin'), script.createCachedData());
  exit(0);
}

main().catch((error) => {
  console.error(error);
  exit(1);
});
