// All programs given, one after the other in this one process, as `unpaste run FILE --no-shortcuts` runs each; on stderr what each took, in ms.
const { load } = require('../dist/src/adapters/cli/unpaste.cjs');

async function main() {
  const pack = load('run');
  for (const file of process.argv.slice(2)) {
    const started = performance.now();
    await pack.start(['run', file, '--no-shortcuts']);
    process.stderr.write(`${performance.now() - started}\n`);
  }
}

void main();
