import { describe, expect, test } from 'vitest';
import { walk } from '../../src/c/ast.ts';
import { mainOf, runC } from './bench-host.ts';

const unknown = (program: ReturnType<typeof runC>['program']): string[] =>
  program.unknowns.map((u) => `${u.kind} ${u.of ? `${u.of}.` : ''}${u.name}`);

describe('names that nothing declares', () => {
  test('types, members, values and functions are inferred from their use, and the program runs', () => {
    const text = `#include "board.h"
      void LedOn(GPIO_Module* GPIOx, uint16_t Pin) { GPIOx->PBSC = Pin; }
      int main(void) {
        LedInit(PORT_GROUP1, LED1_PIN | LED2_PIN);
        LedOn(PORT_GROUP1, LED1_PIN);
        return 3;
      }`;
    const { program, end, log } = runC(text, { defines: { LED1_PIN: '4' } });
    expect(end).toEqual({ reason: 'returned', value: 3 });
    expect(unknown(program).sort()).toEqual([
      'function LedInit',
      'include board.h',
      'member GPIO_Module.PBSC',
      'type GPIO_Module',
      'value LED2_PIN',
      'value PORT_GROUP1',
    ]);
    const port = program.unknowns.find((u) => u.name === 'PORT_GROUP1')!;
    expect(port.passedTo).toEqual([
      { callee: 'LedInit', index: 0 },
      { callee: 'LedOn', index: 0 },
    ]);
    expect(log).toEqual([`LedInit(${port.address}, 4) @4`, `w4 ${port.address!.toString(16)}=4 @2`]);
  });

  test('a register block nobody declares is an object of the host', () => {
    const { log, program } = runC('int main(void) { RCC->APB2ENR |= 4; SPI1.DR = 5; return 0; }');
    const rcc = program.unknowns.find((u) => u.name === 'RCC')!.address!.toString(16);
    expect(log).toEqual([`r4 ${rcc} @1`, `w4 ${rcc}=4 @1`]);
  });

  test('casts and declarations with unknown types', () => {
    const text =
      'int main(void) { my_t a = (my_t)300; Handle *h = (Handle *)&a; u8_t b = (u8_t)300; return a + b + (h != 0) + sizeof(my_t); }';
    expect(mainOf(text)).toBe(300 + 44 + 1 + 4);
  });

  test('methods of unknown objects are host calls with the whole name', () => {
    const { log } = runC(
      'void setup() { Serial.begin(9600); Serial.println(F("hi")); }\nvoid loop() { digitalWrite(13, HIGH); }',
      { fuel: 3 },
    );
    expect(log[0]).toBe('Serial.begin(9600) @1');
    expect(log[1]).toMatch(/^Serial\.println\(\d+\) @1$/);
    expect(log[2]).toBe('digitalWrite(13, 0) @2');
  });

  test('a declaration without a body is listed like an unknown function', () => {
    const { program, log } = runC('void Delay(int ms);\nint main(void) { Delay(5); return 0; }');
    expect(unknown(program)).toEqual(['function Delay']);
    expect(log).toEqual(['Delay(5) @2']);
  });
});

describe('pastes that are no whole file', () => {
  test('a bare statement list becomes main', () => {
    const { log, program } = runC('int i;\nfor (i = 0; i < 2; i++) {\n  toggle(i);\n}\n');
    expect(log).toEqual(['toggle(0) @3', 'toggle(1) @3']);
    expect(program.functions.map((f) => f.name)).toEqual(['main']);
  });

  test('the body of a function without its head', () => {
    expect(runC('  setup_pin(3);\n  if (1) { on(); }\n}\n').log).toEqual(['setup_pin(3) @1', 'on() @2']);
  });

  test('missing closing braces at the end, and in the middle', () => {
    expect(mainOf('int main(void) { int x = 1; while (x < 5) { x++; } return x;')).toBe(5);
    expect(mainOf('int f(void) { if (1) { return 4; }\nint main(void) { return f(); }')).toBe(4);
  });

  test('a brace too much closes a function early; the rest still belongs to it', () => {
    expect(runC('int main(void) {\n a();\n }\n b();\n}\n').log).toEqual(['a() @2', 'b() @4']);
  });

  test('missing semicolons', () => {
    expect(mainOf('int main(void) {\n int x = 3\n x = x + 1\n if (x) return x\n}')).toBe(4);
  });

  test('what cannot be understood costs only its function, and its line is named', () => {
    const text =
      'int bad(int x) {\n  return x $$ 3;\n}\nint good(void) { return 4; }\nint main(void) { return good(); }';
    const { program, end } = runC(text);
    expect(end).toEqual({ reason: 'returned', value: 4 });
    expect(program.functions.map((f) => [f.name, f.available])).toEqual([
      ['bad', false],
      ['good', true],
      ['main', true],
    ]);
    expect(program.diagnostics.find((d) => d.code === 'syntax')!.line).toBe(2);
    expect(runC(text.replace('good();', 'bad(1);')).end).toMatchObject({
      reason: 'trap',
      code: 'unavailable-function',
    });
  });
});

describe('Arduino and C++', () => {
  test('setup once, loop for ever', () => {
    const { log, end } = runC('int n = 0;\nvoid setup() { start(); }\nvoid loop() { n++; step(n); }', { fuel: 7 });
    expect(log.slice(0, 3)).toEqual(['start() @2', 'step(1) @3', 'step(2) @3']);
    expect(end.reason).toBe('out-of-fuel');
  });

  test('references, default arguments, overloads, enum class, range for', () => {
    const text = `enum class Mode : uint8_t { Off, On = 5 };
      void bump(int &n, int by = 2) { n += by; }
      int area(int a) { return a * a; } int area(int a, int b) { return a * b; }
      int main() { int n = 1; bump(n); bump(n, 10); int s = 0; int list[] = { 1, 2, 3 }; for (auto v : list) s += v;
        return n + area(3) + area(2, 5) + (int)Mode::On + s; }`;
    expect(mainOf(text)).toBe(13 + 9 + 10 + 5 + 6);
  });

  test('a class with constructor, methods and state', () => {
    const text = `class Led { public: Led(int p) : pin(p) { init(pin); } void on() { state = 1; write(pin, state); } bool isOn() const { return state; }
      private: int pin; int state; };
      Led a(5), b(6);
      int main() { a.on(); return a.isOn() * 10 + b.isOn(); }`;
    const { log, end } = runC(text);
    expect(log.map((entry) => entry.replace(/ @.*/, ''))).toEqual(['init(5)', 'init(6)', 'write(5, 1)']);
    expect(end).toEqual({ reason: 'returned', value: 10 });
  });
});

describe('the tree', () => {
  test('nodes carry line, column and the macro they came from', () => {
    const { program } = runC('#define PIN (1 << 5)\nint main(void) {\n  set(PIN, 2);\n  return 0;\n}');
    const seen: string[] = [];
    walk(program.tree, (node) => {
      if (node.kind === 'binary')
        seen.push(`${node.operator} ${node.line}:${node.column} ${node.macro} ${node.constant}`);
      if (node.kind === 'call') seen.push(`${node.name} ${node.line}`);
    });
    expect(seen).toEqual(['set 3', '<< 3:7 PIN 32']);
    expect(program.tree.macros).toEqual([{ name: 'PIN', body: '(1 << 5)', line: 1 }]);
  });
});
