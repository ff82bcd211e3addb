import { describe, expect, test } from 'vitest';
import { evaluate, printed } from './bench-host.ts';

const AVR = { target: { intBits: 16, pointerBytes: 2 } } as const;

describe('integer arithmetic follows the width of the target', () => {
  test.each([
    ['(uint8_t)(250 + 10)', 4],
    ['(int8_t)200', -56],
    ['(uint8_t)~0xF0', 15],
    ['-7 / 2', -3],
    ['-7 % 2', -1],
    ['-7 >> 1', -4],
    ['(unsigned)-7 >> 28', 15],
    ['-1 < 1u', 0],
    ['(unsigned char)200 < (signed char)-1', 0],
    ['(short)40000', -25536],
    ['0x80000000 > 0', 1],
    ['sizeof(short) + sizeof(int) + sizeof(long) + sizeof(long long) + sizeof(char *)', 22],
    ["'a' + '\\377'", 96],
    ['0b1010 + 017', 25],
    ['(_Bool)0.5 + (_Bool)256', 2],
    ['(int)3.99 + (int)-3.99', 0],
    ['5 ?: 9', 5],
  ])('%s is %d', (expression, value) => {
    expect(evaluate(expression, '#include <stdint.h>')).toBe(value);
  });

  test.each([
    ['40000 + 30000L == 70000', 1],
    ['(unsigned)40000 + 30000u', 4464],
    ['(1 << 15) < 0', 1],
    ['sizeof(int) * 10 + sizeof(char *)', 22],
    ['0xFFFF == -1', 1],
    ['(int)0xFFFF', -1],
    ['(uint16_t)65535 + 1', 0],
  ])('where int has 16 bits, %s is %d', (expression, value) => {
    expect(evaluate(expression, 'typedef unsigned int uint16_t;', AVR)).toBe(value);
  });

  test('64-bit values wrap, shift and divide exactly', () => {
    const text = `#include <stdio.h>
    int main(void) {
      unsigned long long q = 0xFFFFFFFFFFFFFFFFull; long long n = -5;
      printf("%llx %lld %lld %lld", q * q + q / 3 - q % 7, n / 2, n % 3, n << 3);
    }`;
    expect(printed(text)).toBe('5555555555555555 -2 -2 -40');
  });

  test('loops over narrow counters wrap', () => {
    expect(evaluate('f()', 'int f(void) { unsigned char c = 0; int n = 0; do { n++; } while (++c); return n; }')).toBe(
      256,
    );
  });

  test('bit-fields keep their width and sign', () => {
    const before = 'struct B { unsigned a : 3; int b : 5; unsigned c : 9; } b = { 5, -3, 300 };';
    expect(evaluate('(b.a += 4, b.b--, b.a * 100 - b.b)', before)).toBe(104);
  });

  // A random program came out differently: behind a comma, 21 unsigned bits were taken for an unsigned int.
  test.each([
    's.b',
    '(1, s.b)',
    '(s.b = 958)',
    's.b++',
    '++s.b',
    '(s.b += 1)',
    '(n ? s.b : s.a)',
  ])('a bit-field narrower than int becomes an int, as in gcc: 124 <= (%s | n)', (field) => {
    const before = 'struct S { unsigned a : 16; unsigned b : 21; } s = { 124, 958 }; int n = -20175;';
    expect(evaluate(`124 <= (${field} | n)`, before)).toBe(0);
  });
});
