import type { Claim } from '../facts.ts';
import { ownFunctions } from '../mistakes/tree.ts';
import type { Evidence } from '../reason.ts';
import { list } from '../words.ts';
import { knownPins } from './places.ts';

const EVENT_LIMIT = 200;
/** A name that ends with a pin of a port: LED_PB5, PB5_LED. */
const PORT_PIN = /(?:^|_)P([A-K])_?(\d{1,2})(?=_|$)/i;
/** A name that ends with the number of a pin; small numbers may count the things that hang on pins. */
const NUMBER = /^(.*?)(?:PIN|GPIO|GP|IO|D)_?(\d{1,2})$/i;
const LEAST_NUMBER = 10;

/** Names that say which pin they stand for, against what they are defined as. */
function definedPins(evidence: Evidence): Claim[] {
  const { lastLine, codeLines, reading } = evidence;
  const macros = reading.program.tree.macros
    .filter(({ line }) => line > 0 && line <= lastLine)
    .map(({ name, body, line }) => ({ name, value: body.trim(), line }));
  const constants = codeLines.flatMap((text, i) => {
    const match =
      /^\s*(?:static\s+)?(?:const(?:expr)?\s+)?(?:unsigned\s+)?(?:int|byte|u?int(?:8|16)_t|char)\s+(?:const\s+)?(\w+)\s*=\s*(\w+)\s*;/.exec(
        text,
      );
    return match ? [{ name: match[1]!, value: match[2]!, line: i + 1 }] : [];
  });
  const all = [...macros, ...constants];
  return all.flatMap(({ name, value, line }): Claim[] => {
    const is = numberIn(value);
    if (is === null) return [];
    const claim = (holds: boolean): Claim[] => [
      {
        line: evidence.lineOf(line),
        quote: name,
        holds,
        why: { zh: `它定义成 ${value}`, en: `it is defined as ${value}` },
      },
    ];
    const port = PORT_PIN.exec(name);
    if (port) return Number(port[2]) === is ? [] : claim(false);
    const number = NUMBER.exec(name);
    if (!number || !/^\d+$/.test(value) || Number(number[2]) < LEAST_NUMBER || Number(number[2]) === is) return [];
    const alike = all.some((other) => other.name !== name && NUMBER.exec(other.name)?.[1] === number[1]);
    return alike ? [] : claim(false);
  });
}

/** The number of the one pin a value stands for. */
function numberIn(value: string): number | null {
  const plain = value.replace(/^\(\s*|\s*\)$/g, '');
  const match =
    /^(\d{1,2})[uUlL]*$/.exec(plain) ??
    /^(?:GPIO_)?P(?:IN|in)_?(\d{1,2})$/.exec(plain) ??
    /^BIT_?(\d{1,2})$/.exec(plain) ??
    /^\(?1[uUlL]*\s*<<\s*(\d{1,2})\)?$/.exec(plain) ??
    /^P[A-L](\d)$/.exec(plain);
  return match ? Number(match[1]) : null;
}

const parts = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .filter((part) => part !== '');
const COMMON = new Set([
  'pin',
  'led',
  'gpio',
  'port',
  'out',
  'output',
  'num',
  'io',
  'the',
  'on',
  'off',
  'set',
  'lamp',
  'light',
]);

const ASKS = /^(?:read|get|measure|sample|scan|check|is|has|wait)$/;

/** Functions named after one pin that move another one with a name of its own. */
function movedByName(evidence: Evidence): Claim[] {
  const outputs = knownPins(evidence).map(({ named: { pin, aliases } }) => ({
    pin,
    words: new Set(
      [pin, ...aliases].flatMap(parts).filter((part) => !COMMON.has(part) && !/^\d+$|^p[a-l0-9]$/.test(part)),
    ),
  }));
  // What several pins are called tells none of them.
  const own = outputs.map(({ pin, words }) => ({
    pin,
    words: [...words].filter((word) => outputs.every((other) => other.pin === pin || !other.words.has(word))),
  }));
  if (own.length < 2) return [];
  const events = evidence.simulation.machine.events.slice(0, EVENT_LIMIT);
  return ownFunctions(evidence).flatMap(({ name, line, parameters }): Claim[] => {
    const words = parts(name);
    // What asks for a value moves whatever it takes to get it.
    if (ASKS.test(words[0] ?? '')) return [];
    const said = own.filter((each) => each.words.some((word) => words.includes(word)));
    if (said.length !== 1 || parameters.length > 0) return [];
    const moved = new Set(
      events
        .filter(({ frames }) => frames.some((frame) => frame.function === name))
        .flatMap(({ changes }) => changes.map((change) => evidence.naming.name(change).pin)),
    );
    if (moved.size === 0 || moved.has(said[0]!.pin)) return [];
    const others = own.filter(({ pin }) => moved.has(pin));
    if (others.length !== moved.size || others.some((each) => each.words.length === 0)) return [];
    const names = [...moved];
    return [
      {
        line: evidence.lineOf(line),
        quote: name,
        holds: false,
        why: { zh: `它动的是 ${list(names, 'zh')}`, en: `it moves ${list(names, 'en')}` },
      },
    ];
  });
}

/** Names of pins and of functions that say which pin is meant. */
export const pinsInNames = (evidence: Evidence): Claim[] => [...definedPins(evidence), ...movedByName(evidence)];
