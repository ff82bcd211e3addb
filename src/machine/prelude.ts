import type { Prelude } from '../c/api.ts';
import type { Block, Register } from '../knowledge/chip.ts';
import type { VendorCalls } from '../knowledge/vendor-call.ts';
import { remembered } from '../language/remembered.ts';
import { type Chip, extiSource, portAddress, portRegisters } from './chip.ts';

const hex = (value: number): string => `0x${(value >>> 0).toString(16).toUpperCase()}u`;
const cType = (bytes: number): string => `volatile uint${bytes * 8}_t`;

/** Names for the halves (`Name@2`) and the bytes (`Name@3:1`) of a register, each view in the order of its places. */
function partsOf(register: Register, bytes: number): { width: number; names: string[] }[] {
  const views = new Map<number, { at: number; name: string }[]>();
  for (const each of register.aka) {
    const [name, place] = each.split('@');
    if (!name || place === undefined) continue;
    const width = place.endsWith(':1') ? 1 : bytes / 2;
    views.set(width, [...(views.get(width) ?? []), { at: Number.parseInt(place, 10), name }]);
  }
  return [...views].map(([width, members]) => ({
    width,
    names: members.sort((one, other) => one.at - other.at).map(({ name }) => name),
  }));
}

/**
 * Members of a struct in the order of their offsets, gaps filled; an alias that the paste uses takes its place's name.
 * A name for a whole word stands beside the registers that the word is made of.
 */
function members(registers: Register[], unit: number, used: ReadonlySet<string>, from = 0): string {
  const lines: string[] = [];
  let at = from;
  const wholes = registers.filter(({ kind, name }) => kind === 'whole' && used.has(name));
  const parts = registers.filter(({ kind }) => kind !== 'whole');
  const inWhole = (register: Register) =>
    wholes.find(({ offset }) => register.offset >= offset && register.offset < offset + unit);
  for (const register of [...parts, ...wholes].sort((a, b) => a.offset - b.offset)) {
    if (register.offset < at) continue;
    if (register.masked && used.has(register.masked) && at === 0) {
      const [gap, words] = [register.offset, register.offset / unit + 1];
      lines.push(
        `union { ${cType(unit)} ${register.masked}[${words}]; struct { uint8_t _masked[${gap}]; ${cType(unit)} ${register.name}; }; };`,
      );
      at = register.offset + unit;
      continue;
    }
    if (register.offset > at) lines.push(`uint8_t _gap${at}[${register.offset - at}];`);
    const whole = inWhole(register);
    if (whole) {
      const inside = members(
        parts.filter((part) => inWhole(part) === whole),
        unit,
        used,
        whole.offset,
      );
      lines.push(`union { ${cType(unit)} ${whole.name}; struct { ${inside} }; };`);
      at = whole.offset + unit;
      continue;
    }
    const bytes = register.bytes ?? unit;
    const alias = register.aka.find((name) => !name.includes('@') && used.has(name));
    const name = alias && !used.has(register.name) ? alias : register.name;
    const views = partsOf(register, bytes).filter(({ names }) => names.some((each) => used.has(each)));
    if (views.length > 0) {
      const structs = views.map(({ width, names }) => `struct { ${cType(width)} ${names.join(', ')}; };`);
      lines.push(`union { ${cType(bytes)} ${name}; ${structs.join(' ')} };`);
    } else lines.push(`${cType(bytes)} ${name}${register.count ? `[${register.count}]` : ''};`);
    at = register.offset + bytes * (register.count ?? 1);
  }
  return lines.join(' ');
}

function flat(chip: Chip, name: string, address: number, bytes: number, count: number | undefined): string {
  // An 8051's registers are declared, so that sbit names can be made of them.
  if (chip.gpio.mode.kind === 'stc-mode' && bytes === 1 && address >= 0x80 && address <= 0xff)
    return `sfr ${name} = ${hex(address).slice(0, -1)};`;
  return count
    ? `#define ${name} ((${cType(bytes)} *)${hex(address)})`
    : `#define ${name} (*(${cType(bytes)} *)${hex(address)})`;
}

/** The bytes of a register of two, by the names a paste uses: those the chip's file gives, or `_L` and `_H` behind it. */
function halves(chip: Chip, { name, aka }: Register, address: number, used: ReadonlySet<string>): string[] {
  const named = aka.filter((alias) => alias.includes('@')).map((alias) => alias.split('@') as [string, string]);
  const all: [string, string][] = [...named, [`${name}_L`, '0'], [`${name}_H`, '1']];
  return all
    .filter(([each]) => used.has(each))
    .map(([each, at]) => flat(chip, each, address + Number(at), 1, undefined));
}

function blockText(chip: Chip, name: string, block: Block, used: ReadonlySet<string>): string {
  const lines: string[] = [];
  if (block.type) {
    if (!block.declared)
      lines.push(`typedef struct { ${members(block.registers, chip.unitBytes, used)} } ${block.type};`);
    for (const [instance, base] of [[name, block.base] as const, ...Object.entries(block.also ?? {})]) {
      lines.push(`#define ${instance} ((${block.type} *)${hex(base)})`, `#define ${instance}_BASE ${hex(base)}`);
    }
    return lines.join('\n');
  }
  for (const register of block.registers) {
    const bytes = register.bytes ?? chip.unitBytes;
    for (const each of [register.name, ...register.aka.filter((alias) => !alias.includes('@'))]) {
      lines.push(flat(chip, each, block.base + register.offset, bytes, register.count));
    }
    if (chip.unitBytes === 1 && bytes === 2) lines.push(...halves(chip, register, block.base + register.offset, used));
  }
  return lines.join('\n');
}

function portsText(chip: Chip, used: ReadonlySet<string>): string {
  const { gpio } = chip;
  const lines: string[] = [];
  if (gpio.pointer) {
    const any = Object.keys(chip.ports)[0]!;
    const inStruct = portRegisters(chip, any).filter((register) => chip.ports[any]!.at?.[register.name] === undefined);
    const type = gpio.type ?? 'GPIO_TypeDef';
    if (!gpio.declared) lines.push(`typedef struct { ${members(inStruct, chip.unitBytes, used)} } ${type};`);
    for (const also of gpio.typeAlso ?? []) lines.push(`typedef ${type} ${also};`);
    for (const [port, place] of Object.entries(chip.ports)) {
      const pointer = gpio.pointer.replaceAll('{P}', port);
      lines.push(`#define ${pointer} ((${type} *)${hex(place.base)})`, `#define ${pointer}_BASE ${hex(place.base)}`);
    }
    return lines.join('\n');
  }
  for (const port of Object.keys(chip.ports)) {
    for (const register of portRegisters(chip, port)) {
      const address = portAddress(chip, port, register.plain);
      for (const name of [register.name, ...register.aka])
        lines.push(flat(chip, name, address, register.bytes ?? chip.unitBytes, register.count));
    }
  }
  return lines.join('\n');
}

/** Functions that libraries of several chips call: switching a port's clock on, arming a pin's interrupt line. */
function glueText(chip: Chip): string {
  const lines: string[] = [];
  const cases: string[] = [];
  for (const [port, { clock }] of Object.entries(chip.ports)) {
    const [register, bit] = clock ? clock.split(':') : [];
    const set = register ? `${register.replace('.', '->')} |= 1u << ${bit};` : '';
    if (/^\w+$/.test(port)) lines.push(`void __port_clock_${port}(void) { ${set} }`);
    if (set && port.length === 1) cases.push(`case ${port.charCodeAt(0) - 65}: ${set} break;`);
  }
  if (cases.length > 0) lines.push(`void __port_clock(int port) { switch (port) { ${cases.join(' ')} } }`);
  // The timer a handle such as htim6 is named after, where the set-up that says so is not in the paste.
  const timers = chip.timers.filter(({ name, driver }) => driver === 'stm32' && /^TIM\d+$/.test(name));
  if (timers.length > 0)
    lines.push(
      `void *__timer_named(const char *name) {
        while (*name && !(*name >= '0' && *name <= '9')) name++;
        switch (atoi(name)) { ${timers.map(({ name, base }) => `case ${name.slice(3)}: return (void *)${hex(base!)};`).join(' ')} }
        return 0;
      }`,
    );
  const exti = chip.blocks['EXTI'];
  const source = extiSource(chip);
  if (exti?.type && source && chip.gpio.type) {
    const { block, register, bits, fields } = source;
    const place = bits === 2 ? `${block}->${register}` : `${block}->${register}[line / ${fields}]`;
    lines.push(
      `void __exti_source(uint32_t port, uint32_t line) { uint32_t shift = line % ${fields} * ${bits}; ${place} = (${place} & ~(${(1 << bits) - 1}u << shift)) | port << shift; }`,
    );
    const named = (stem: string) =>
      exti.registers.find((register) => register.name === stem || register.name === `${stem}1`)?.name;
    const [mask, rising, falling] = ['IMR', 'RTSR', 'FTSR'].map(named);
    const flags = ['PR', 'FPR', 'RPR'].map(named).filter((name) => name !== undefined);
    if (!mask || !rising || !falling || flags.length === 0) return lines.join('\n');
    const [first, second] = Object.values(chip.ports).map((place) => place.base);
    lines.push(`#define __exti_mask EXTI->${mask}
    #define __exti_rising EXTI->${rising}
    #define __exti_falling EXTI->${falling}
    #define __exti_pending EXTI->${flags[0]}
    #define __exti_pending_rising EXTI->${flags.at(-1)}
    static ${chip.gpio.type} *__hal_exti_ports[16];
    void __hal_exti_call(uint16_t bit) {
      int line = __builtin_ctz(bit | 0x10000u) & 15;
      HAL_GPIO_EXTI_Callback(bit);
      if (__hal_exti_ports[line] && __hal_exti_ports[line]->${chip.gpio.input} & bit) HAL_GPIO_EXTI_Rising_Callback(bit);
      else HAL_GPIO_EXTI_Falling_Callback(bit);
    }
    void __hal_exti_due(void) {
      for (int i = 0; i < 16; i++) {
        uint32_t bit = 1u << i;
        if (!((${flags.map((name) => `EXTI->${name}`).join(' | ')}) & bit)) continue;
        ${flags.map((name) => `EXTI->${name} = bit;`).join(' ')}
        __hal_exti_call((uint16_t)bit);
      }
    }
    void __hal_exti_done(uint16_t pin) { ${flags.map((name) => `EXTI->${name} = pin;`).join(' ')} }
    void __hal_exti(${chip.gpio.type} *p, uint32_t bit, int rise, int fall) {
      void (*keep)(void) = __hal_exti_due;
      uint32_t port = ((uint32_t)p - ${hex(first!)}) / ${hex(second! - first!)};
      /* A port that only a name stands for counts as the first. */
      if (port > 15) port = 0;
      (void)keep;
      __hal_exti_ports[bit & 15] = p;
      __exti_source(port, bit);
      EXTI->${mask} |= 1u << bit;
      if (rise) EXTI->${rising} |= 1u << bit;
      if (fall) EXTI->${falling} |= 1u << bit;
    }`);
  }
  return lines.join('\n');
}

const compiled = new Map<string, RegExp>();
const pattern = (text: string): RegExp => {
  let known = compiled.get(text);
  if (!known) {
    known = new RegExp(`^(?:${text})$`);
    compiled.set(text, known);
  }
  return known;
};

/** The C expression a pattern gives for a name: $1 is a group, #1 the place of its letter in the alphabet. */
export function expandMacro(name: string, macros: Record<string, string>): string | null {
  for (const [match, value] of Object.entries(macros)) {
    const groups = pattern(match).exec(name);
    if (!groups) continue;
    return value
      .replace(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? '')
      .replace(/#(\d)/g, (_, group: string) => String((groups[Number(group)] ?? 'A').toUpperCase().charCodeAt(0) - 65));
  }
  return null;
}

const IDENTIFIER = /[A-Za-z_]\w*/g;

/** The exact-width types, first of all: every other text here is written with them. */
function integerTypes(chip: Chip): string {
  const word = chip.target.intBits === 16 ? 'long' : 'int';
  return [
    'signed char int8',
    'unsigned char uint8',
    'short int16',
    'unsigned short uint16',
    `${word} int32`,
    `unsigned ${word} uint32`,
    'long long int64',
    'unsigned long long uint64',
  ]
    .map((type) => `typedef ${type}_t;`)
    .concat('typedef _Bool bool;', '#define true 1', '#define false 0')
    .join('\n');
}

/** Names looked up before, by chip and libraries. */
const expansions = new Map<string, Map<string, string | null>>();

/** The names that occur in a fixed text; it asks for the same ones each time. */
const namesIn = remembered((text) => [...new Set((text.match(IDENTIFIER) ?? []).reverse())].reverse(), 200);

/**
 * The headers a paste would have included: chip registers, library calls, and of the thousands of constants only those
 * whose names occur.
 */
export function preludesFor(chip: Chip, libraries: VendorCalls[], source: string): Prelude[] {
  const used = new Set(source.match(IDENTIFIER) ?? []);
  const fixed: Prelude[] = libraries.map((library) => ({ name: library.id, text: library.prelude }));
  const chipText = [
    portsText(chip, used),
    ...Object.entries(chip.blocks).map(([name, block]) => blockText(chip, name, block, used)),
    glueText(chip),
    chip.prelude,
  ].join('\n');
  const patterns: Record<string, string> = Object.assign(
    {},
    chip.macros,
    ...libraries.map((library) => library.macros),
  );
  const key = [chip.id, ...libraries.map((library) => library.id)].join(' ');
  let known = expansions.get(key);
  if (!known || known.size > 20_000) {
    known = new Map();
    expansions.set(key, known);
  }
  const lines: string[] = [];
  const queue = [...used, ...fixed.flatMap((prelude) => namesIn(prelude.text)), ...namesIn(chip.prelude)];
  const done = new Set<string>();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (done.has(name)) continue;
    done.add(name);
    let value = known.get(name);
    if (value === undefined) {
      value = expandMacro(name, patterns);
      known.set(name, value);
    }
    if (value === null) continue;
    lines.push(`#define ${name} ${value}`);
    queue.push(...(value.match(IDENTIFIER) ?? []));
  }
  lines.push(`#define __CLOCK_HZ ${chip.clockHz}u`);
  return [
    { name: 'types', text: integerTypes(chip) },
    { name: 'constants', text: lines.join('\n') },
    { name: chip.id, text: chipText },
    ...fixed,
  ];
}
