import { mendC } from '../../c/mend/mend.ts';
import type { Signature } from '../../knowledge/chip.ts';
import type { NamedFamily } from '../../knowledge/family.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import type { VendorCalls } from '../../knowledge/vendor-call.ts';
import { allChips, allLibraries, type Chip } from '../../machine/chip.ts';
import type { Detection } from '../analyzer.ts';
import { blankComments } from './code.ts';

export interface Family {
  chip: Chip;
  libraries: VendorCalls[];
  /** The id answers carry. */
  family: string;
  /** What answers call it: the chip, or the library where nothing in the paste points to one chip. */
  title: Chip['title'];
  score: number;
  signs: string[];
  /** Chips of other families that its signs fit just as well. */
  alike: Chip['title'][];
}

/** Longest text that is searched for signs; beyond it nothing new is learnt. */
const SEARCH_LIMIT = 100_000;

const expressions = new Map<string, RegExp>();
const expression = (source: string): RegExp => {
  let known = expressions.get(source);
  if (!known) {
    known = new RegExp(source);
    expressions.set(source, known);
  }
  return known;
};

interface Weighed {
  score: number;
  signs: string[];
  /** Weight that speaks for a chip by way of a library. */
  chips: Map<string, number>;
  /** Chips that a sign names. */
  named: Set<string>;
}

/** What comments say of the chip, for chips that the code speaks for. */
function weighSaid(signatures: Signature[], text: string): number {
  return signatures.reduce((sum, { match, said }) => sum + (said && expression(match).test(text) ? said : 0), 0);
}

function weigh(signatures: Signature[], code: string): Weighed {
  const result: Weighed = { score: 0, signs: [], chips: new Map(), named: new Set() };
  for (const { match, weight, chip, shared } of signatures) {
    const found = expression(match).exec(code);
    if (!found) continue;
    if (chip) result.chips.set(chip, (result.chips.get(chip) ?? 0) + weight);
    if (chip && !shared && weight > 0) result.named.add(chip);
    result.score += weight;
    if (weight > 0) result.signs.push(found[0].trim().slice(0, 60));
  }
  return result;
}

/** Whether a register of one of the chip's ports has this address. */
function inPorts(chip: Chip, address: number): boolean {
  return Object.values(chip.ports).some((place) =>
    chip.gpio.registers.some(({ name, offset, masked, bytes = 4, count = 1, step = bytes }) => {
      const at = place.at?.[name] ?? place.base + offset;
      return address >= (masked ? place.base : at) && address < at + step * (count - 1) + bytes;
    }),
  );
}

/** Distinct numbers in the code that are addresses of a chip's port or clock registers: programs without any header. */
function addressWeight(chip: Chip, addresses: number[]): number {
  if (addresses.length === 0 || chip.unitBytes !== 4) return 0;
  const clocks = ['RCC', 'RCU'].map((name) => chip.blocks[name]?.base).filter((base) => base !== undefined);
  const switches = clockSwitches(chip);
  let hits = 0;
  let switched = 0;
  for (const address of addresses) {
    if (inPorts(chip, address) || clocks.some((base) => address >= base && address < base + 0x100)) hits += 1;
    if (switches.has(address)) switched = 2;
  }
  // Where several makers share a map the one they took it from is the likeliest, and of its families those on most boards.
  const usual = chip.id.startsWith('stm32') ? 0.5 + (ON_MOST_BOARDS.test(chip.id) ? 0.2 : 0) : 0;
  return hits === 0 ? 0 : hits * 3 + switched + usual;
}

/** Of chips that fit alike the one on most boards is the likeliest. */
const USUAL = 0.05;
const ON_MOST_BOARDS = /^stm32(?:f[14]|g0|l4)$/;

/** Addresses of the registers that switch a chip's ports on: families with their ports at the same place differ in these. */
function clockSwitches(chip: Chip): Set<number> {
  const found = new Set<number>();
  for (const { clock } of Object.values(chip.ports)) {
    const [block, register] = (clock ?? '').split(/[.:]/);
    const { base, registers } = chip.blocks[block ?? ''] ?? {};
    const offset = registers?.find(({ name }) => name === register)?.offset;
    if (base !== undefined && offset !== undefined) found.add(base + offset);
  }
  return found;
}

/** Addresses that the code names outright, and those it makes of a base and an offset: `GPIOA_BASE + 0x14`. */
function addressesIn(code: string): number[] {
  const found = new Set((code.match(/\b0[xX][0-9a-fA-F]{8}(?=[uUlL]{0,3}\b)/g) ?? []).map(Number));
  const bases = new Map(
    [...code.matchAll(/#\s*define\s+(\w+)\s+\(?\s*(0[xX][0-9a-fA-F]{8})[uUlL]{0,3}\b/g)].map(
      ([, name, value]): [string, number] => [name!, Number(value)],
    ),
  );
  for (const [, base, offset] of code.matchAll(/\b(\w{2,40}?)[uUlL]{0,3}\s*\+\s*\(?\s*(0[xX][0-9a-fA-F]{1,4})\b/g)) {
    const at = bases.get(base!) ?? (/^0[xX][0-9a-fA-F]{8}$/.test(base!) ? Number(base) : undefined);
    if (at !== undefined) found.add(at + Number(offset));
  }
  return [...found].slice(0, 200);
}

const NARROW: Record<string, string> = { '（': '(', '）': ')', '；': ';', '，': ',', '｛': '{', '｝': '}', '＝': '=' };

/** Punctuation of a Chinese keyboard as C has it, each in its place. */
function narrow(code: string): string {
  return code.replace(/[（）；，｛｝＝]/g, (sign) => NARROW[sign]!);
}

/** A collapsed paste's `//` has code behind it that is none of the comment: what is there has to be looked at. */
function freeSwallowed(line: string): string {
  const at = line.indexOf('//');
  if (at < 0) return line;
  const behind = line.slice(at);
  const statements = behind.match(/;/g)?.length ?? 0;
  return statements >= 2 && /[{}]/.test(behind) ? line.replaceAll('//', '  ') : line;
}

/** The code of a paste as it is searched for signs: without comments, with a C keyboard's punctuation. */
const codeOf = (text: string): string =>
  narrow(blankComments(text.slice(0, SEARCH_LIMIT).split('\n').map(freeSwallowed).join('\n')));

/** What is known by name alone counts from such a weight. */
const NAMED = 8;

interface Guess {
  named: { family: NamedFamily; score: number; signs: string[] } | null;
  modelled: Family | null;
}

/** Of the last texts: detection, reading and the answer ask for the same one. */
const guessed = new Map<string, Guess>();
const GUESSES_KEPT = 4;

function guess(text: string): Guess {
  const known = guessed.get(text);
  if (known) return known;
  const code = codeOf(text);
  const modelled = modelledFamily(text, code);
  const named = heaviestNamed(code);
  const made = { named: named && named.score >= (modelled?.score ?? 0) ? named : null, modelled };
  if (guessed.size === GUESSES_KEPT) guessed.delete(guessed.keys().next().value!);
  guessed.set(text, made);
  return made;
}

/** The family a program was written for where that is known by name alone; null where a chip that is modelled fits better. */
export const namedFamily = (text: string): Guess['named'] => guess(text).named;

function heaviestNamed(code: string): Guess['named'] {
  let best: Guess['named'] = null;
  for (const family of loadKnowledge('families')) {
    const { score, signs } = weigh(family.signatures, code);
    if (score >= NAMED && score > (best?.score ?? 0)) best = { family, score, signs };
  }
  return best;
}

/** The chip and the libraries a program was most likely written for; null where nothing points to any that is modelled. */
export function findFamily(text: string): Family | null {
  const { named, modelled } = guess(text);
  return named ? null : modelled;
}

function modelledFamily(text: string, code: string): Family | null {
  const libraries = [...allLibraries().values()];
  const weighed = new Map(libraries.map((library) => [library.id, weigh(library.signatures, code)]));
  const addresses = addressesIn(code);
  let best: Family | null = null;
  const candidates: { chip: Chip; shown: number; score: number }[] = [];
  for (const chip of allChips().values()) {
    const own = weigh(chip.signatures, code);
    const fitting = libraries.filter((library) => library.chips.includes('*') || library.chips.includes(chip.id));
    const found = fitting.filter((library) => weighed.get(library.id)!.score > 0);
    const excluded = new Set(found.flatMap((library) => library.excludes));
    const used = found.filter((library) => !excluded.has(library.id));
    const shown = own.score + addressWeight(chip, addresses);
    let score = shown;
    let named = shown > 0;
    for (const library of used) {
      const signs = weighed.get(library.id)!;
      // A sign for one of a library's chips counts for that chip only.
      const elsewhere = [...signs.chips].reduce((sum, [id, weight]) => sum + (id === chip.id ? 0 : weight), 0);
      score += signs.score - elsewhere;
      named ||= signs.named.has(chip.id);
      // Among chips that fit alike the library's first one is the likeliest.
      score -= Math.max(0, library.chips.indexOf(chip.id)) * 0.01;
    }
    if (score > 0) score += weighSaid(chip.signatures, text.slice(0, SEARCH_LIMIT));
    const first = used.some((library) => library.chips[0] === chip.id);
    if ((shown > 0 || (first && score > 0)) && ON_MOST_BOARDS.test(chip.id)) score += USUAL;
    if (shown > 0) candidates.push({ chip, shown, score });
    if (score <= 0 || (best && score <= best.score)) continue;
    const naming = used
      .filter((library) => library.family !== undefined)
      .sort((a, b) => weighed.get(b.id)!.score - weighed.get(a.id)!.score)[0];
    best = {
      chip,
      libraries: [
        ...fitting.filter((library) => library.chips.includes('*')),
        ...used.filter((library) => !library.chips.includes('*')),
      ],
      family: naming && chip.family !== 'esp32' ? naming.family! : chip.family,
      title: named ? chip.title : ((naming ?? several(used, weighed))?.title ?? chip.title),
      score,
      alike: [],
      signs: [...new Set([...own.signs, ...used.flatMap((library) => weighed.get(library.id)!.signs)])].slice(0, 8),
    };
    // A library of the family that the signs do not name still belongs to its headers.
    for (const library of fitting) {
      if (
        !best.libraries.includes(library) &&
        !excluded.has(library.id) &&
        library.family === undefined &&
        library.chips[0] === chip.id
      )
        best.libraries.push(library);
    }
  }
  if (best && best.title === best.chip.title) best.alike = asLikely(best, candidates);
  return best;
}

/** Less than any sign tells apart: what only decides which of chips that fit alike is taken. */
const NO_SIGN = 1.5;

/** Chips of other families that show as much of themselves in the code as the one that is taken. */
function asLikely(best: Family, candidates: { chip: Chip; shown: number; score: number }[]): Chip['title'][] {
  const own = candidates.find(({ chip }) => chip === best.chip)?.shown;
  const titles = candidates
    .filter(
      ({ chip, shown, score }) => chip.family !== best.chip.family && shown === own && score > best.score - NO_SIGN,
    )
    .map(({ chip }) => chip.title);
  return titles.filter((title, i) => titles.findIndex(({ en }) => en === title.en) === i);
}

/** The library that speaks loudest of those that run on several chips. */
function several(used: VendorCalls[], weighed: Map<string, Weighed>): VendorCalls | undefined {
  return used
    .filter((library) => library.chips.length > 1)
    .sort((a, b) => weighed.get(b.id)!.score - weighed.get(a.id)!.score)[0];
}

/** Words that make a text a program for pins though no family is named. */
const PIN_WORDS: [RegExp, number][] = [
  [/\b(?:LED|led)\w*\s*(?:\(|=)/, 1],
  [/\b[Gg][Pp][Ii][Oo]\w*\s*(?:\(|->|\.)/, 4],
  [
    /\*\s*\(\s*(?:volatile\s+)?(?:unsigned\s+(?:int|long|char)|uint(?:8|16|32)_t)(?:\s+volatile)?\s*\*\s*\)\s*\(?\s*0[xX][0-9a-fA-F]{4,8}/,
    6,
  ],
  [/\b\w*(?:[Ll]ed|LED)_?(?:On|Off|on|off|Toggle|toggle|Init|init|Blink)\w*\s*\(/, 4],
  [
    /\b\w*(?:[Ll]ed|LED|[Rr]elay|RELAY|[Bb]eep|BEEP|[Bb]uzzer|BUZZER)\d*_?(?:[Oo]n|ON|[Oo]ff|OFF|[Tt]oggle|TOGGLE)\s*[(;]/,
    4,
  ],
  [/\b\w*(?:[Ll]ed|LED|[Rr]elay|RELAY|[Bb]uzzer|BUZZER)\w*_(?:Set|Clear)\s*\(\s*\)/, 4],
  [/\bGPIO_TypeDef\b|\bGPIO_Module\b/, 8],
];

/** Not C for a chip: Python, JavaScript, shell and friends talk about GPIO too. */
const OTHER_LANGUAGES =
  /^[\s>]*(?:import\s+(?:RPi|gpiozero|machine|time)\b|from\s+\w+(?:\.\w+)*\s+import\b|def\s+\w+\(.*\):\s*$|const\s+\w+\s*=\s*require\(|(?:let|var)\s+\w+\s*=|#!\/|echo\s+\d+\s*>|use\s+\w+::|fn\s+\w+\s*\(|package\s+main\b|func\s+\w+\()/m;
const C_SHAPE = /[;{}]\s*(?:\/\/|\/\*|$|\n|[}\w])|^\s*#\s*(?:include|define)\b/m;

/** Longest text that is mended to see what it is. */
const MEND_LIMIT = 20_000;
const SURE = 0.5;

/** How sure it is that a text is a program that drives pins. Linear in the text; looks at no more than its first part. */
export function detect(text: string): Detection {
  const raw = detectIn(text);
  if (raw.score >= SURE || text.length > MEND_LIMIT || (text.match(/[;；\u037e{}]/g)?.length ?? 0) < 3) return raw;
  // Line breaks written as \n, a mail's codes, entities: what it is shows when they are undone.
  const mended = mendC(text);
  const again = mended.text === text ? raw : detectIn(mended.text);
  return again.score > raw.score ? again : raw;
}

function detectIn(text: string): Detection {
  const head = text.slice(0, SEARCH_LIMIT);
  const code = codeOf(head);
  if (!C_SHAPE.test(code)) return { score: 0, why: [] };
  if (OTHER_LANGUAGES.test(code) && !/#\s*include\s*[<"]/.test(code)) return { score: 0, why: [] };
  const family = namedFamily(head) ?? findFamily(head);
  let weight = family?.score ?? 0;
  const why = family ? [...family.signs] : [];
  for (const [word, points] of PIN_WORDS) {
    const found = word.exec(code);
    if (!found) continue;
    weight += points;
    why.push(found[0].trim().slice(0, 60));
  }
  if (weight <= 0) return { score: 0, why: [] };
  // Weight 8, one sign that nobody else writes, is nearly sure.
  return { score: Math.min(0.99, 1 - Math.exp(-weight / 3.5)), why: why.slice(0, 6) };
}
