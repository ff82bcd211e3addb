import { describe, expect, test } from 'vitest';
import { runC } from './bench-host.ts';

/** A program as its declarations, each with what belongs to it. */
function declarations(program: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const line of program.trim().split('\n')) {
    piece += `${line}\n`;
    for (const char of line) depth += /[{(]/.test(char) ? 1 : /[})]/.test(char) ? -1 : 0;
    if (depth > 0) continue;
    pieces.push(piece);
    piece = '';
  }
  return pieces;
}

const PROGRAMS: [name: string, program: string][] = [
  [
    'LEDs, macros, an enum in a switch',
    `#include <stdint.h>
#define LED_PIN 5
#define ON(p) out(p, 1)
typedef struct { uint8_t pin; int level; } Led;
typedef uint16_t ticks_t;
enum Mode { IDLE, RUN = 4, STOP };
static Led leds[2] = { { 3, 0 }, { LED_PIN, 1 } };
volatile ticks_t now;
static const int table[3] = { 1, 2, 4 };
void out(int pin, int level) { leds[0].pin = pin; leds[0].level = level; }
static int twice(int x) { return 2 * x; }
int mode = RUN;
int main(void) {
  Led *p = &leds[1];
  ON(LED_PIN);
  now += 3;
  if (mode == RUN) p->level = twice(table[2]);
  switch (mode) { case IDLE: return 1; case STOP: return 2; default: break; }
  return p->level + now + leds[0].pin;
}
`,
  ],
  [
    'lists, unions, tables of functions',
    `typedef void (*Handler)(int);
struct Node { int value; struct Node *next; };
union Word { unsigned all; unsigned char part[4]; };
#define COUNT 3
static struct Node nodes[COUNT];
static int sum;
static void add(int v) { sum += v; }
static void sub(int v) { sum -= v; }
static Handler handlers[2] = { add, sub };
int walk(struct Node *n) { int s = 0; while (n) { s += n->value; n = n->next; } return s; }
int main(void) {
  union Word w; int i;
  w.all = 0; w.part[0] = 7;
  for (i = 0; i < COUNT; i++) { nodes[i].value = i + 1; nodes[i].next = i ? &nodes[i - 1] : 0; }
  handlers[0](5); handlers[1](2);
  return walk(&nodes[COUNT - 1]) + sum + w.part[0];
}
`,
  ],
  [
    'a header nobody has, a key, a timer',
    `#include "board.h"
#define KEY_DOWN 0
typedef unsigned char u8;
typedef enum { RED, GREEN } Color;
struct Timer { u8 ticks; Color color; };
extern int read_key(void);
u8 debounce;
struct Timer timer;
void step(struct Timer *t) { t->ticks++; t->color = t->color == RED ? GREEN : RED; }
int read_key(void) { return KEY_DOWN; }
int main(void) {
  u8 i;
  for (i = 0; i < 3; i++) { if (read_key() == KEY_DOWN) debounce++; step(&timer); }
  return debounce + timer.ticks + timer.color;
}
`,
  ],
];
/** What nobody misses: a header whose names the engine knows, a declaration that a definition repeats. */
const SPARE = /^#include <|^extern |^int main|^typedef unsigned char u8/;

describe.each(PROGRAMS)('%s', (_, program) => {
  const pieces = declarations(program);

  test('it runs as it is', () => {
    expect(runC(program).end.reason).toBe('returned');
  });

  test.each(
    pieces.filter((piece) => !SPARE.test(piece)).map((piece) => [piece.split('\n', 1)[0]!, piece]),
  )('without %s it runs, and says what it assumes', (_line, piece) => {
    const { program: read, end } = runC(pieces.filter((other) => other !== piece).join(''), { fuel: 1e6 });
    expect(read.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(end.reason).toBe('returned');
    const known = /^#include/.test(piece) ? [] : read.unknowns.filter(({ kind }) => kind !== 'include');
    if (!/^#include/.test(piece)) expect(known.length).toBeGreaterThan(0);
    for (const { assumed } of known) expect(assumed).not.toBe('');
  });
});

describe('a function that the paste does not hold', () => {
  test('is one, too, where it is asked for before it is called', () => {
    const log = runC(
      'int main(void) { int n = 0; if (on_ready) on_ready(); if (on_ready && n == 0) n = 7; return n; }',
    );
    expect(log.end).toMatchObject({ reason: 'returned', value: 7 });
  });
});
