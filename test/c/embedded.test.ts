import { describe, expect, test } from 'vitest';
import { BIT_SPACE, StopRun } from '../../src/c/api.ts';
import { runC } from './bench-host.ts';

const HEADER = {
  name: 'chip.h',
  text: `
    #define __IO volatile
    typedef struct { __IO unsigned int CRL, CRH, IDR, ODR, BSRR, BRR; } GPIO_TypeDef;
    #define GPIOA ((GPIO_TypeDef *) 0x40010800)
    #define GPIO_Pin_5 ((unsigned short)0x0020)
    void Delay_ms(unsigned int ms);
    void GPIO_SetBits(GPIO_TypeDef *port, unsigned short pins) { port->BSRR = pins; }
    typedef struct { unsigned char RB0 : 1, RB1 : 1, RB2 : 1; } PORTBbits_t;
    #define PORTBbits (*(volatile PORTBbits_t *)0xF81)
  `,
};
const SMALL = { target: { intBits: 16, pointerBytes: 2, doubleBits: 32 } } as const;

describe('hardware', () => {
  test('register structs, masks and calls of the host carry address, width, value and line', () => {
    const text = `int main(void) {
      GPIOA->CRL = 3;
      GPIO_SetBits(GPIOA, GPIO_Pin_5);
      Delay_ms(500);
      GPIOA->ODR ^= 1 << 3;
      return 0;
    }`;
    expect(runC(text, { preludes: [HEADER] }).log).toEqual([
      'w4 40010800=3 @2',
      'w4 40010810=20 @0',
      'Delay_ms(500) @4',
      'r4 4001080c @5',
      'w4 4001080c=8 @5',
    ]);
  });

  test('a name for a port and a pin together leaves the port what the header says', () => {
    const text = `#define LED GPIOA, GPIO_Pin_5
      int main(void) {
        GPIO_SetBits(LED);
        return 0;
      }`;
    expect(runC(text, { preludes: [HEADER] }).log).toEqual(['w4 40010810=20 @0']);
  });

  test('a pointer to a register, computed while running, reaches the host', () => {
    const text = `void set(volatile unsigned short *r, int i) { r[i] = 7; }
      int main(void) { set((volatile unsigned short *)0x40000000, 3); return 0; }`;
    expect(runC(text).log).toEqual(['w2 40000006=7 @1']);
  });

  test('the chain of calls is known at every access', () => {
    const frames: string[] = [];
    const text = 'void on(void) {\n  GPIO_SetBits(GPIOA, 1);\n}\nint main(void) {\n  on();\n  return 0;\n}';
    const made: { run?: ReturnType<typeof runC>['run'] } = {};
    let taken = false;
    const protocol = runC(text, { preludes: [HEADER] });
    const run = protocol.program.instantiate({
      read: () => 0,
      write: () => {
        taken = true;
        frames.push(...made.run!.frames().map((f) => `${f.function}:${f.line}`));
      },
      call: () => 0,
      outOfFuel: () => 0,
    });
    made.run = run;
    run.start({ fuel: 1000 });
    expect(taken).toBe(true);
    expect(frames).toEqual(['GPIO_SetBits:0', 'on:2', 'main:5']);
  });

  test('bit-fields of a mapped struct are read and written in their byte', () => {
    expect(runC('int main(void) { PORTBbits.RB2 = 1; return PORTBbits.RB1; }', { preludes: [HEADER] }).log).toEqual([
      'r1 f81 @1',
      'w1 f81=4 @1',
      'r1 f81 @1',
    ]);
  });

  test('8051: sfr and sbit, Keil and SDCC', () => {
    const keil =
      'sfr P1 = 0x90; sbit LED = P1^3;\nvoid t0(void) interrupt 1 using 1 { }\nvoid main() {\n P1 = 0xfe;\n LED = !LED;\n}';
    const protocol = runC(keil, SMALL);
    const bit = (BIT_SPACE + 0x483).toString(16);
    expect(protocol.log).toEqual(['w1 90=fe @4', `r1 ${bit} @5`, `w1 ${bit}=1 @5`]);
    expect(protocol.program.functions.find((f) => f.name === 't0')).toMatchObject({ interrupt: true, vector: '1' });
    const sdcc = '__sfr __at (0x90) P1; __sbit __at (0x93) LED;\nvoid main(void) { P1 = 1; LED = 1; }';
    expect(runC(sdcc, SMALL).log).toEqual(['w1 90=1 @2', `w1 ${bit}=1 @2`]);
  });

  test('AVR, MSP430 and PIC interrupt functions are found', () => {
    const text = `ISR(TIMER0_OVF_vect) { }
      #pragma vector=TIMER0_A0_VECTOR
      __interrupt void tick(void) { }
      void __attribute__((interrupt)) other(void) { }
      void EXTI0_IRQHandler(void) { }
      void plain(void) { }`;
    const found = runC(text, SMALL).program.functions.filter((f) => f.interrupt);
    expect(found.map((f) => [f.name, f.vector ?? null])).toEqual([
      ['TIMER0_OVF_vect', 'TIMER0_OVF_vect'],
      ['tick', 'TIMER0_A0_VECTOR'],
      ['other', null],
      ['EXTI0_IRQHandler', null],
    ]);
  });

  test('an interrupt handler runs inside a host method and sees the globals', () => {
    const text =
      'volatile int ticks; void tick(void) { ticks++; } void wait(void); int main(void) { wait(); wait(); return ticks; }';
    const { program } = runC(text);
    const run = program.instantiate({
      read: () => 0,
      write: () => {},
      outOfFuel: () => 0,
      call: () => (run.interrupt('tick'), 0),
    });
    expect(run.start({ fuel: 1000 })).toEqual({ reason: 'returned', value: 2 });
  });

  test('a busy wait gives the host its turn', () => {
    const text = 'volatile int flag; void tick(void) { flag = 1; } int main(void) { while (!flag) ; return 5; }';
    const { program } = runC(text, { fuel: 10 });
    const run = program.instantiate({
      read: () => 0,
      write: () => {},
      call: () => 0,
      outOfFuel: () => (run.interrupt('tick'), 100),
    });
    expect(run.start({ fuel: 1000 })).toEqual({ reason: 'returned', value: 5 });
  });

  test('the state at a loop head repeats exactly when the future repeats', () => {
    const text =
      'int main(void) { unsigned char phase = 0; for (;;) { phase = (phase + 1) & 3; *(volatile int *)0x40000000 = phase; } }';
    const hashes: string[] = [];
    const { program } = runC(text, { fuel: 1 });
    const run = program.instantiate({
      read: () => 0,
      write: () => {},
      call: () => 0,
      outOfFuel: () => 0,
      loopHead: () => {
        hashes.push(run.stateHash());
        if (hashes.length === 12) throw new StopRun();
      },
    });
    expect(run.start({ fuel: 1000 }).reason).toBe('stopped');
    expect(hashes.slice(0, 4)).toEqual(hashes.slice(4, 8));
    expect(new Set(hashes.slice(0, 4)).size).toBe(4);
  });

  test('the host reads structs and texts that a program passes by pointer', () => {
    const text =
      'struct Init { int pin; short mode; }; int main(void) { struct Init i = { 7, 2 }; HAL_Init(&i, "PA5"); return i.mode; }';
    const { program } = runC(text);
    const seen: unknown[] = [];
    const run = program.instantiate({
      read: () => 0,
      write: () => {},
      outOfFuel: () => 0,
      call: (name, args, _line, types) => {
        seen.push(name, run.load(args[0]!, 4), run.load(args[0]! + 4, 2), run.loadString(args[1]!), [...types]);
        run.store(args[0]! + 4, 2, 9);
        return 0;
      },
    });
    expect(run.start({ fuel: 1000 })).toEqual({ reason: 'returned', value: 9 });
    expect(seen).toEqual(['HAL_Init', 7, 2, 'PA5', ['pointer', 'text']]);
  });
});

describe('preludes', () => {
  test('what the paste defines wins over the prelude', () => {
    const prelude = {
      name: 'p',
      text: '#define LED 1\nint value(void) { return 1; }\nvoid Delay(int);\nenum { MODE = 1 };',
    };
    const text =
      'const int LED = 30; int value(void) { return 20; } enum { MODE = 3 }; void Delay(int n) { }\nint main(void) { Delay(1); return LED + value() + MODE; }';
    const { end, log } = runC(text, { preludes: [prelude] });
    expect([end, log]).toEqual([{ reason: 'returned', value: 53 }, []]);
  });

  test('only what is used is compiled: an error in an unused declaration does not matter', () => {
    const prelude = {
      name: 'p',
      text: 'int broken(void) { return $$; }\nint good(void) { return helper() + 1; }\nstatic int helper(void) { return 4; }',
    };
    const { end, program } = runC('int main(void) { return good(); }', { preludes: [prelude] });
    expect([end, program.diagnostics]).toEqual([{ reason: 'returned', value: 5 }, []]);
  });

  test("defines, and the value of expressions in the paste's scope", () => {
    const { program } = runC('#define SHIFT 3\nenum { A = 4 };\nint main(void) { return LED_PIN; }', {
      defines: { LED_PIN: '(1 << 5)' },
    });
    expect(['1 << SHIFT', 'A + LED_PIN', 'main', 'nothing'].map((e) => program.constant(e))).toEqual([
      8,
      36,
      null,
      null,
    ]);
    expect(program.unknowns).toEqual([]);
  });
});
