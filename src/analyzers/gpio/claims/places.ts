import { type Pin, pinOfName } from '../../../machine/chip.ts';
import { pinsIn, tokensOf } from '../ask/pins.ts';
import type { NamedPin } from '../facts.ts';
import { inputReads, numberedPin } from '../reads.ts';
import type { Evidence } from '../reason.ts';

const EVENT_LIMIT = 200;
const ALL = /\b(?:all|whole|entire|every)\b|全部|所有|整个|都/i;
const PORT = /\bport\s*_?([A-L0-9])\b|\bGPIO\s?([A-L])\b(?!\w)|\bP([A-L0-9])\b(?![._]?\d)|([A-L])\s?(?:端口|口|组)/i;
/** A pin by its place: PB5, P1.0, GPIO4, pin 13. */
export const PLACE =
  '(?:GPIO\\s?)?P[A-L]\\s?[._]?\\s?\\d{1,2}|P[0-9]\\.\\d{1,2}|R[A-E][0-7]|PT[A-E]\\d{1,2}|(?:GPIO|GP|IO|D)\\s?_?\\d{1,2}|(?:digital |arduino )?pin\\s?#?\\d{1,2}';
export const PLACES = new RegExp(`(?<![\\w.])(?:${PLACE})(?![\\w.]*\\d)(?!\\w)`, 'gi');
const RANGE = /^\s*(?:-|~|–|\.{2,3}|\.\.|to|through|到|至|…)\s*/i;
/** Words that say what kind of thing a name is, or that nothing is meant but the name. */
const FILLER = /^(?:the|a|pin|led|light|lamp|灯|引脚|管脚|脚|接口|端口|input|output|signal|信号)$/i;
const COLOUR =
  /^(?:(红|绿|黄|蓝|橙|白)色?(?:led|灯)?|(?:red|green|yellow|amber|blue|orange|white)(?:\s+(?:led|light|lamp))?)$/i;
const THING =
  /^(?:led|灯|buzzer|beeper|relay|motor|fan|pump|button|key|switch|蜂鸣器|喇叭|继电器|电机|马达|风扇|水泵|按键|按钮|开关)$/i;

export interface Known {
  pin: Pin;
  named: NamedPin;
}

/** Pins that the program makes outputs, changes or reads, on ports that are no mere names. */
export function knownPins(evidence: Evidence): Known[] {
  const found = new Map<string, Known>();
  const add = (pin: Pin): void => {
    if (!evidence.reading.symbols.ports.has(pin.port))
      found.set(`${pin.port}:${pin.bit}`, { pin, named: evidence.naming.name(pin) });
  };
  for (const event of evidence.simulation.machine.events.slice(0, EVENT_LIMIT))
    for (const pin of event.changes) add(pin);
  for (const { pin } of inputReads(evidence)) add(pin);
  for (const { name: port, everOutput } of evidence.simulation.machine.ports.values())
    for (let bit = 0; bit < 32; bit++) if ((everOutput >>> bit) & 1) add({ port, bit });
  return [...found.values()].map(({ pin, named }) => ({ pin: { port: pin.port, bit: pin.bit }, named }));
}

/** The one pin that a label stands for by its very name, its colour or its kind, and by nothing else. */
export function labelled(evidence: Evidence, label: string, known: readonly Known[]): Known | null {
  const words = label.trim();
  const facts = {
    outputs: known.map(({ named }) => ({ ...named, mode: '', lines: null })),
    inputs: [],
    source: evidence.reading.source,
  };
  const tokens = tokensOf(words).filter((token) => !FILLER.test(token));
  const plainWords = COLOUR.test(words) || THING.test(words);
  if (!plainWords && (tokens.length !== 1 || /[一-龥]/.test(words.replace(/灯|引脚|管脚/g, '')))) return null;
  const asked = pinsIn(words, facts);
  const [only] = asked;
  if (asked.length === 0 && THING.test(words)) return byRole(evidence, words, known);
  return asked.length === 1 && only ? (known.find(({ named }) => named.pin === only.pin.pin) ?? null) : null;
}

const OF_INPUTS = /button|key|switch|按键|按钮|开关/i;

/** The only output, or the only pin that is read, where a kind of thing is named and no pin has a name of its own. */
function byRole(evidence: Evidence, words: string, known: readonly Known[]): Known | null {
  const read = new Set(inputReads(evidence).map(({ pin }) => `${pin.port}:${pin.bit}`));
  const asInput = OF_INPUTS.test(words);
  const alike = known.filter(({ pin }) => read.has(`${pin.port}:${pin.bit}`) === asInput);
  const [only] = alike;
  const named = only?.named.aliases.some((alias) => /[a-z]{3}/i.test(alias.replace(/gpio|pin|port|bit|num/gi, '')));
  return alike.length === 1 && only && !named ? only : null;
}

/** The pin a comment names by its place; null where this chip has none of that name. */
export function placeNamed(evidence: Evidence, text: string): Pin | null {
  const { chip, byNumber } = evidence.reading;
  const number = /^(?:(?:digital |arduino )?pin\s?#?|D\s?)(\d{1,2})$/i.exec(text);
  if (number) return byNumber && chip.family !== 'linux-gpio' ? numberedPin(evidence, Number(number[1])) : null;
  const letters = text.replace(/^GPIO(?=\s?P)/i, '').replace(/[\s_]/g, '');
  return pinOfName(chip, letters) ?? pinOfName(chip, letters.replace('.', ''));
}

/** Pins a clause names by their places: one by one, as a range, or a whole port; null where it names none. */
export function placesIn(evidence: Evidence, text: string): Pin[] | null {
  // "Pins 2, 3 and 5" are three.
  const clause = text.replace(/\bpins?\s+(\d{1,2}(?:\s*(?:,|and|&|,\s*and)\s*\d{1,2})+)\b/gi, (_, list: string) =>
    (list.match(/\d+/g) ?? []).map((number) => `pin ${number}`).join(' '),
  );
  const found = [...clause.matchAll(PLACES)];
  const pins: Pin[] = [];
  for (const [i, match] of found.entries()) {
    const pin = placeNamed(evidence, match[0].trim());
    if (!pin) return null;
    const before = found[i - 1];
    const from = pins.at(-1);
    if (before && from && RANGE.test(clause.slice(before.index + before[0].length))) {
      const between = clause.slice(before.index + before[0].length, match.index).replace(RANGE, '');
      if (between === '' && from.port === pin.port && pin.bit > from.bit)
        for (let bit = from.bit + 1; bit < pin.bit; bit++) pins.push({ port: pin.port, bit });
    } else if (RANGE.test(clause.slice(match.index + match[0].length))) {
      const last = /^\s*(?:-|~|–|\.{2,3}|to|through|到|至|…)\s*(\d{1,2})\b(?!\s*[,，]?\s*\d)/i.exec(
        clause.slice(match.index + match[0].length),
      )?.[1];
      if (last !== undefined && Number(last) > pin.bit && Number(last) < 32)
        for (let bit = pin.bit + 1; bit <= Number(last); bit++) pins.push({ port: pin.port, bit });
    }
    pins.push(pin);
  }
  if (pins.length > 0) return pins;
  const port = ALL.test(clause) ? PORT.exec(clause) : null;
  const letter = port
    ?.slice(1)
    .find((each) => each !== undefined)
    ?.toUpperCase();
  if (!letter) return null;
  const name = [...evidence.simulation.machine.ports.keys()].find(
    (each) => each === letter || each === `P${letter}` || each === `GPIO${letter}`,
  );
  const target = name === undefined ? undefined : evidence.simulation.machine.ports.get(name);
  return target && target.pins <= 16
    ? Array.from({ length: target.pins }, (_, bit) => ({ port: target.name, bit }))
    : null;
}
