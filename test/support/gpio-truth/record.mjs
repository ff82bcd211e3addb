#!/usr/bin/env node
// node test/support/gpio-truth/record.mjs [--write] [FILE.yaml or ID ...]
// Compiles the whole program of every case that names a `stub` with g++ over the stubs of this folder, runs it, and compares
// outputs, events, loop and endless with the case; --write stores what the program really did.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isScalar, parseDocument, visit } from 'yaml';

const here = import.meta.dirname;
const folder = join(here, '../../cases/gpio');
const KEPT = 60;
const FLAGS = ['-std=gnu++20', '-O0', '-fpermissive', '-w', '-fsanitize-coverage=trace-pc'];
const STUBS = {
  stm32f1: ['spl.hpp', 'OLD_PORT'],
  stm32f4: ['spl.hpp', 'IS_F4'],
  stm32l4: ['spl.hpp', 'IS_L4'],
  stm32g0: ['spl.hpp', 'IS_G0'],
  stm32f0: ['spl.hpp', 'IS_F0'],
  'raw-f1': ['stm32.hpp', 'OLD_PORT'],
  'raw-f4': ['stm32.hpp', 'IS_F4'],
  n32: ['spl.hpp', 'OLD_PORT', 'IS_N32'],
  ch32: ['spl.hpp', 'OLD_PORT'],
  gd32: ['gd32.hpp', 'OLD_PORT'],
  gd32f4: ['gd32.hpp', 'IS_F4', 'IS_GD32F4'],
  'locm3-f1': ['locm3.hpp', 'OLD_PORT'],
  'locm3-f4': ['locm3.hpp', 'IS_F4'],
  hal: ['spl.hpp', 'IS_F4'],
  'hal-f1': ['spl.hpp', 'OLD_PORT'],
  'll-g0': ['spl.hpp', 'IS_G0'],
  avr: ['small.hpp', 'IS_AVR'],
  msp430: ['small.hpp', 'IS_MSP430'],
  8051: ['small.hpp', 'IS_8051'],
  uno: ['sketch.hpp', 'IS_AVR'],
  'esp32-arduino': ['sketch.hpp', 'IS_ESP32'],
  pico: ['pico.hpp'],
  'esp-idf': ['esp.hpp'],
  nrf: ['nrf.hpp'],
  'nrf-board': ['nrf.hpp', 'IS_BOARD'],
  'hal-own': ['spl.hpp', 'IS_F4', 'OWN_CLOCK'],
  'hal-own-f1': ['spl.hpp', 'OLD_PORT', 'OWN_CLOCK', 'OWN_MSP'],
  'll-f0': ['spl.hpp', 'IS_F0'],
  'n32-delay': ['spl.hpp', 'OLD_PORT', 'IS_N32', 'DELAY_ELSEWHERE'],
  apm32: ['clones.hpp', 'OLD_PORT', 'IS_APM'],
  at32: ['clones.hpp', 'OLD_PORT', 'IS_AT'],
  mm32: ['clones.hpp', 'OLD_PORT', 'IS_MM'],
  hc32: ['clones.hpp', 'IS_HC32'],
  ch32v003: ['clones.hpp', 'OLD_PORT', 'IS_CH003'],
  pic: ['pic.hpp'],
  pic12: ['pic.hpp', 'IS_PIC12'],
  'pic-mcc': ['pic.hpp', 'IS_MCC'],
  lpc: ['banks.hpp', 'IS_LPC'],
  kinetis: ['banks.hpp', 'IS_KINETIS'],
  'kinetis-board': ['banks.hpp', 'IS_KINETIS', 'IS_NAMED'],
  imxrt: ['banks.hpp', 'IS_IMX'],
  efm32: ['banks.hpp', 'IS_EFM'],
  sam: ['banks.hpp', 'IS_SAM'],
  'sam-board': ['banks.hpp', 'IS_SAM', 'IS_NAMED'],
  ra: ['banks.hpp', 'IS_RA'],
  linux: ['linux.hpp'],
  zephyr: ['zephyr.hpp'],
  esp8266: ['sketch.hpp', 'IS_ESP8266'],
  'board-bits': ['board.hpp', 'BOARD_NAMES="LED0","LED1"', 'ALIENTEK'],
  'board-macros': ['board.hpp', 'BOARD_NAMES="LED1","LED2"'],
  'board-calls': ['board.hpp', 'BOARD_NAMES="LED1","LED2"', 'BOARD_CALLS'],
  'board-eval': ['board.hpp', 'BOARD_NAMES="LED1","LED3"', 'EVAL_BOARD'],
  'board-at32': ['board.hpp', 'BOARD_NAMES="LED2","LED3"', 'AT_BOARD'],
  'board-relay': ['board.hpp', 'BOARD_NAMES="Relay"'],
  'board-bsp': ['board.hpp', 'BOARD_NAMES="LED1","LED3"', 'BSP_BOARD'],
  'board-hal': ['board.hpp', 'BOARD_NAMES="LED_RED"', 'HAL_WORDS'],
};

/** The few things that are not C++: interrupt keywords, sbit, registers behind pointers. */
function asCpp(program, stub) {
  let text = program.replace(/^\s*#\s*include.*$/gm, '').replace(/^\s*#\s*pragma.*$/gm, '');
  if (stub === '8051')
    text = text
      .replace(/\bsbit\s+(\w+)\s*=\s*(P\d)\s*\^\s*(\d)/g, 'SBit $1($2, $3)')
      .replace(/\b(__)?(interrupt|using)\s*\(?\d\)?/g, '');
  if (stub.startsWith('ch32')) text = text.replace(/__attribute__\(\(interrupt(?:\([^)]*\))?\)\)/g, '');
  if (stub.startsWith('pic'))
    text = text.replace(/__interrupt\s*\(\)/g, '').replace(/^\s*#\s*(?:fuses|use|byte|bit)\b.*$/gm, '');
  if (stub === 'msp430') text = text.replace(/__interrupt\s/g, '');
  if (stub === 'uno') text = text.replace(/\bB([01]{8})\b/g, '0b$1');
  // A loop with nothing in it has no block to count.
  text = text.replace(
    /(?:while\s*\(\s*(?:1|true)\s*\)|for\s*\(\s*;\s*;\s*\))\s*(?:;|\{\s*\})/g,
    'for (;;) truth::wait(0.05, false);',
  );
  const word = '(?:uint32_t|unsigned\\s+int|unsigned\\s+long|u32)';
  if (stub.startsWith('raw'))
    text = text.replace(new RegExp(`(?:volatile|__IO)\\s+${word}`, 'g'), 'Reg').replace(/^typedef.*\buint32_t;$/gm, '');
  else text = text.replace(new RegExp(`(?:volatile|__IO)\\s+${word}\\s*\\*`, 'g'), 'Reg *');
  return text.replace(/\bvolatile\s+uint8_t\s*\*/g, 'Reg8 *');
}

function run(test, work) {
  const [header, ...defines] = STUBS[test.stub];
  const sketch = /\bvoid\s+loop\s*\(/.test(test.paste);
  const idf = /\bapp_main\b/.test(test.paste);
  // `ticks`: how often a timer that the program sets up itself fires; what is explained is not told of it.
  const timers = [...(test.interrupts ?? []), ...(test.ticks ?? [])].map(
    ({ handler, everyMs }) => `truth::every((void (*)())${handler}, ${everyMs});`,
  );
  const edges = (test.edges ?? []).map(({ pin, edge, handler }) => `truth::onEdge("${pin}", ${edge}, ${handler});`);
  const source = [
    '#include "core.hpp"',
    `#include "${header}"`,
    '#include "rtos.hpp"',
    '#define main userMain',
    asCpp(test.paste, test.stub),
    '#undef main',
    `void truthMain() { ${timers.join(' ')} ${edges.join(' ')}`,
    sketch
      ? 'setup(); for (;;) { loop(); truth::wait(0.0001, false); }'
      : idf
        ? 'app_main();'
        : /\bhal_entry\b/.test(test.paste)
          ? 'hal_entry();'
          : /\bmain\s*\(\s*int\b/.test(test.paste)
            ? 'userMain(0, nullptr);'
            : 'userMain();',
    '}',
  ].join('\n');
  writeFileSync(join(work, 'case.cpp'), source);
  execFileSync(
    'g++',
    [
      ...FLAGS,
      `-I${work}`,
      `-I${here}`,
      ...defines.map((name) => `-D${name}`),
      join(work, 'case.cpp'),
      join(work, 'core.o'),
      '-o',
      join(work, 'case'),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const inputs = (test.inputs ?? []).map(({ pin, atMs, level }) => `${pin[0]}@${atMs}=${level}`).join(';');
  // A long repetition needs more events to be seen twice.
  for (const EVENTS of [130, 900]) {
    // What the program prints itself comes first.
    const said = execFileSync(join(work, 'case'), {
      env: { INPUTS: inputs, EVENTS },
      timeout: 120000,
      maxBuffer: 1 << 28,
    }).toString();
    const seen = JSON.parse(said.slice(said.lastIndexOf('{"endless"')));
    const loop = loopOf(seen.events, seen.quiet);
    if (loop !== undefined || EVENTS === 900) return { ...seen, loop, endless: sketch ? true : seen.endless };
  }
}

/** The shortest repetition of (changes, delay asked for after them), from as early as it holds. */
function loopOf(events, quiet) {
  if (quiet || events.length < 4) return null;
  const states = events.slice(0, -1).map(([text, after]) => `${text.split('+').sort().join('+')} ${after}`);
  for (let period = 1; period <= states.length / 2; period += 1) {
    let start = states.length - period;
    while (start > 0 && states[start - 1] === states[start - 1 + period]) start -= 1;
    if (states.length - start >= Math.max(2 * period, states.length / 2)) return [start, period];
  }
  return undefined;
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const write = process.argv.includes('--write');
const work = mkdtempSync(join(tmpdir(), 'gpio-truth-'));
mkdirSync(work, { recursive: true });
execFileSync('g++', ['-std=gnu++20', '-O1', '-c', join(here, 'core.cpp'), '-o', join(work, 'core.o')]);
execFileSync('g++', [...FLAGS, '-x', 'c++-header', join(here, 'core.hpp'), '-o', join(work, 'core.hpp.gch')]);
let differ = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  const document = parseDocument(readFileSync(join(folder, file), 'utf8'));
  const cases = document.toJS() ?? [];
  let changed = false;
  cases.forEach((test, index) => {
    if (
      !test.stub ||
      (test.events && process.argv.includes('--new')) ||
      (wanted.length && !wanted.includes(file) && !wanted.includes(test.id))
    )
      return;
    let seen;
    try {
      seen = run(test, work);
    } catch (error) {
      differ += 1;
      console.log(
        `${test.id}: ${error.signal ?? ''} ${String(error.stderr || error.message)
          .split('\n')
          .filter((line) => /error|Error|undefined/.test(line))
          .slice(0, 4)
          .join('\n  ')}`,
      );
      return;
    }
    const { loop } = seen;
    if (loop === undefined && !test.compare)
      console.log(`${test.id}: no repetition found in ${seen.events.length} events, ${seen.ms} ms`);
    const truth = {
      outputs: seen.outputs,
      events: seen.events.slice(0, loop ? Math.min(KEPT, loop[0] + loop[1]) : KEPT).map(([text]) => text),
      loop: loop ?? null,
      endless: seen.endless,
    };
    if (loop && loop[0] + loop[1] > KEPT) truth.events = seen.events.slice(0, KEPT).map(([text]) => text);
    if (test.compare) {
      truth.events = truth.events.slice(0, test.compare);
      truth.loop = null;
    }
    for (const [key, value] of Object.entries(truth)) {
      if (JSON.stringify(test[key]) === JSON.stringify(value)) continue;
      if (write) {
        document.setIn([index, key], document.createNode(value, { flow: true }));
        changed = true;
      } else {
        differ += 1;
        console.log(`${test.id}: ${key} is ${JSON.stringify(test[key])}, the program gives ${JSON.stringify(value)}`);
      }
    }
  });
  if (!changed) continue;
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  writeFileSync(join(folder, file), document.toString({ lineWidth: 0 }));
}
rmSync(work, { recursive: true });
console.log(differ ? `${differ} differences` : 'every case does what its program does');
process.exit(differ && !write ? 1 : 0);
