import { restLevel } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { type FindPattern, namesOf } from './pattern.ts';

const CLOCK = /CLK|SCK|SHCP|SRCLK|CLOCK|(?:^|[_ ])SCLK/;
const LATCH = /LATCH|RCLK|STCP|LOAD|(?:^|[_ ])(?:N?CS|SS|NSS|CE|STB)(?:_|$|\d| )/;
const DATA = /DATA|MOSI|(?:^|[_ ])(?:DS|SER|SDI|DIN|SDO|DIO)(?:_|$|\d| )/;
const SCL = /SCL(?!K)/;
const SDA = /SDA/;
const SHOWN_BYTES = 8;

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** Names the one output that fits, or null. */
function single(facts: GpioFacts, wanted: RegExp, but?: RegExp): string | null {
  const fitting = facts.outputs.filter((output) => {
    const names = namesOf(facts, output.pin);
    return wanted.test(names) && !but?.test(names);
  });
  return fitting.length === 1 ? fitting[0]!.pin : null;
}

/** A clock and a data pin driven by hand, as for a 74HC595 or an SPI chip: the bytes that go out. */
export const shiftedOut: FindPattern = ({ facts }) => {
  const clock = single(facts, CLOCK, LATCH);
  const latch = single(facts, LATCH);
  const data = single(facts, DATA, CLOCK);
  if (!clock || !data || clock === data) return null;
  const groups: number[][] = [];
  let bits: number[] = [];
  let level = restLevel(facts);
  for (const changes of facts.events) {
    for (const change of changes) if (change.pin === data) level = change.level;
    if (changes.some((change) => change.pin === clock && change.level === 1)) bits.push(level);
    if (latch && changes.some((change) => change.pin === latch && change.level === 1)) {
      if (bits.length > 0) groups.push(bits);
      bits = [];
    }
  }
  if (!latch && bits.length >= 8) groups.push(bits.slice(0, bits.length - (bits.length % 8)));
  if (groups.length === 0 || groups.some((group) => group.length % 8 !== 0)) return null;
  const bytes = groups.flatMap((group) =>
    Array.from({ length: group.length / 8 }, (_, i) =>
      group.slice(8 * i, 8 * i + 8).reduce((byte, bit) => byte * 2 + bit, 0),
    ),
  );
  const shown = `${bytes.slice(0, SHOWN_BYTES).map(hex).join(' ')}${bytes.length > SHOWN_BYTES ? ' …' : ''}`;
  const pins = [clock, data, ...(latch ? [latch] : [])];
  return {
    words: {
      zh: `用 ${clock} 和 ${data} 逐位移出数据（先出的当作高位）：${shown}${latch ? `，每 ${groups[0]!.length} 位后 ${latch} 上升一次` : ''}`,
      en: `shifts data out bit by bit on ${clock} and ${data} (first bit read as the highest): ${shown}${latch ? `; ${latch} rises after every ${groups[0]!.length} bits` : ''}`,
    },
    pins,
  };
};

/** I2C driven by hand: starts, bytes and stops as the bus specification (NXP UM10204) defines them. */
export const i2c: FindPattern = ({ facts }) => {
  const clock = single(facts, SCL);
  const data = single(facts, SDA);
  if (!clock || !data) return null;
  let scl = restLevel(facts);
  let sda = restLevel(facts);
  let bits: number[] | null = null;
  const told: string[] = [];
  for (const changes of facts.events) {
    for (const { pin, level } of changes) {
      if (pin === clock) {
        if (level === 1 && scl === 0 && bits) {
          bits.push(sda);
          if (bits.length === 9) {
            told.push(hex(bits.slice(0, 8).reduce((byte, bit) => byte * 2 + bit, 0)));
            bits = [];
          }
        }
        scl = level;
      } else if (pin === data) {
        if (scl === 1 && level !== sda) {
          told.push(level === 0 ? 'START' : 'STOP');
          bits = level === 0 ? [] : null;
        }
        sda = level;
      }
    }
  }
  const start = told.indexOf('START');
  const address = told[start + 1];
  if (start < 0 || !address?.startsWith('0x')) return null;
  const first = Number(address);
  const shown = `${told.slice(start, start + SHOWN_BYTES).join(' ')}${told.length > start + SHOWN_BYTES ? ' …' : ''}`;
  const way = first & 1 ? { zh: '读', en: 'read' } : { zh: '写', en: 'write' };
  return {
    words: {
      zh: `用 ${clock} 和 ${data} 软件模拟 I2C：${shown}（地址 ${hex(first >> 1)}，${way.zh}）`,
      en: `bit-bangs I2C on ${clock} and ${data}: ${shown} (address ${hex(first >> 1)}, ${way.en})`,
    },
    pins: [clock, data],
  };
};
