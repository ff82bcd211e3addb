import type { Program } from '../../c/api.ts';
import { knownVectors, type Pin } from '../../machine/chip.ts';
import { boardWord } from './board-words.ts';
import { clearingHandlers } from './clearing-handlers.ts';
import { clockAssumption } from './clock-assumption.ts';
import type { Assumption } from './facts.ts';
import { functionsHanded } from './mistakes/tree.ts';
import type { OpenValue } from './open-values.ts';
import { placeOf } from './place.ts';
import { readOfLent } from './reads.ts';
import type { Evidence } from './reason.ts';
import { interruptsLetElsewhere, missingSetups } from './run.ts';
import { UNKNOWN_TIME } from './symbols.ts';
import type { CallMeaning } from './unknown-calls.ts';

const CALL_WORDS: Record<CallMeaning['kind'], { zh: string; en: string }> = {
  'delay-ms': {
    zh: '不在代码里；按名字当作毫秒延时',
    en: 'not in the paste; by its name taken as a delay in milliseconds',
  },
  'delay-us': {
    zh: '不在代码里；按名字当作微秒延时',
    en: 'not in the paste; by its name taken as a delay in microseconds',
  },
  'delay-s': { zh: '不在代码里；按名字当作秒级延时', en: 'not in the paste; by its name taken as a delay in seconds' },
  'delay-unit': {
    zh: '不在代码里；参数按毫秒算，真实单位要看它的实现',
    en: 'not in the paste; its argument is taken as milliseconds, the real unit is in its own code',
  },
  'delay-unknown': {
    zh: `不在代码里；等多久看不出来，先按 ${UNKNOWN_TIME} ms 算`,
    en: `not in the paste; how long it waits cannot be told, ${UNKNOWN_TIME} ms are taken`,
  },
  'delay-count': {
    zh: '不在代码里；当作一个空循环计数的延时，时间只是估算',
    en: 'not in the paste; taken as a counting delay loop, its time is an estimate',
  },
  setup: {
    zh: '不在代码里；认为它把要用的引脚和时钟都配置好了',
    en: 'not in the paste; taken to set up the pins and clocks that are used',
  },
  on: {
    zh: '不在代码里；按名字当作把这个引脚置高（打开），真实电平要看它的实现',
    en: 'not in the paste; by its name taken to set that pin high (on), the real level is in its own code',
  },
  off: {
    zh: '不在代码里；按名字当作把这个引脚置低（关闭），真实电平要看它的实现',
    en: 'not in the paste; by its name taken to set that pin low (off), the real level is in its own code',
  },
  toggle: { zh: '不在代码里；按名字当作翻转这个引脚', en: 'not in the paste; by its name taken to toggle that pin' },
  key: {
    zh: '不在代码里；按名字当作读这个键的引脚，平时没按下，真实电平要看它的实现',
    en: 'not in the paste; by its name it reads the pin of that key, which nobody presses; the real level is up to its code',
  },
  level: {
    zh: '不在代码里；按名字当作把第一个参数的引脚置成第二个参数的电平',
    en: 'not in the paste; by its name taken to set the pin of its first argument to the level of its second',
  },
  other: { zh: '不在代码里；当作什么都不做、返回 0', en: 'not in the paste; taken to do nothing and return 0' },
};

const CALLED_BACK = /callback|_cb$|handler|_isr$|^isr_|irq/i;
const DRIVES =
  /(?:Set|Reset|Toggle|Write)(?:Bits?|Pin|OutputPin)$|^gpio_(?:set|clear|toggle|put|xor|bit_)|^digital(?:Write|Toggle)$|LED\w*_(?:On|Off|Toggle)$/;

/** So many chips that fit as well are named. */
const ALIKE_SHOWN = 3;

/** A function of the paste. */
interface Named {
  name: string;
  line: number;
}

/** What would act beside the run, and did not: what it does to pins is not counted in. */
export interface NotRun {
  /** Called by something that is not shown. */
  calledElsewhere: Named[];
  /** Handlers of interrupts that the chip's model does not fire. */
  unmodelled: Named[];
  /** Handlers whose interrupt nothing in the paste switches on. */
  dormant: Named[];
  /** Handlers that are not in the paste. */
  unserved: string[];
  /** Functions that drive pins and are handed to a call that is not in the paste. */
  handed: (Named & { to: string })[];
  /** Calls that are not in the paste and whose names say that they switch something. */
  switching: string[];
}

/** Functions of the paste that nothing in it calls and that are named as what is called back: callbacks, handlers. */
export function calledBack(evidence: Evidence): string[] {
  const { program, entry } = evidence.reading;
  const { sources, watchedPins } = evidence.simulation.machine;
  const called = new Set([
    ...program.functions.flatMap(({ calls }) => calls),
    ...sources.flatMap((source) => source.handler?.() ?? []),
    ...watchedPins.flatMap(({ armed, handler }) => (armed() ? (handler() ?? []) : [])),
    ...functionsHanded(evidence).map(({ name }) => name),
  ]);
  return program.functions.flatMap(({ name, fromPrelude }) =>
    !fromPrelude && name !== entry && !called.has(name) && CALLED_BACK.test(name) ? [name] : [],
  );
}

/** What the run leaves out. */
export const notRunIn = (evidence: Evidence): NotRun => ({
  calledElsewhere: calledElsewhere(evidence),
  unmodelled: unmodelledHandlers(evidence),
  dormant: dormantHandlers(evidence),
  unserved: unservedInterrupts(evidence),
  handed: handedFunctions(evidence),
  switching: switchingCalls(evidence),
});

/** Whether any of these lines of the paste drives a pin. */
const drivesPins = ({ codeLines }: Evidence, from: number, to: number): boolean => {
  const text = codeLines.slice(from - 1, to).join('\n');
  return WRITES_PINS.test(text) || PIN_CALLS.test(text);
};

/** Functions of the paste that drive pins and that a call gets which is not in the paste: nobody here knows when they run. */
function handedFunctions(evidence: Evidence): (Named & { to: string })[] {
  const { seen } = evidence.simulation.calls;
  const driving = new Set(
    evidence.reading.program.functions
      .filter(({ fromPrelude, line, endLine }) => !fromPrelude && line > 0 && drivesPins(evidence, line, endLine))
      .map(({ name }) => name),
  );
  const found = functionsHanded(evidence).filter(({ name, to }) => driving.has(name) && seen.has(to));
  return [...new Map(found.map((each) => [each.name, each])).values()];
}

/** `setAllOff`, `display_clear`, `LightsOff`: by its name it changes what pins show. */
const SWITCHES = /(?:^|_|[a-z])(?:[Oo]ff|[Cc]lear|[Tt]oggle|[Bb]link)(?:_|[A-Z]|$)|^all_?(?:on|off)$/;

const switchingCalls = ({ simulation: { calls } }: Evidence): string[] =>
  [...calls.seen.values()]
    .filter(({ name, kind }) => kind === 'other' && SWITCHES.test(name) && !NO_SWITCH.test(name))
    .map(({ name }) => name);

/** Functions written to be called by something that is not shown, and that drive pins. */
function calledElsewhere(evidence: Evidence): Named[] {
  const stated = new Set(evidence.simulation.stated.map(({ handler }) => handler));
  const { program, handlers, entry } = evidence.reading;
  const own = program.functions.filter((each) => !each.fromPrelude && each.line > 0 && each.line <= evidence.lastLine);
  const called = new Set(program.functions.flatMap((each) => each.calls));
  const code = evidence.reading.code;
  const handed = (name: string) => new RegExp(`[(,=&]\\s*&?${name}\\s*[),;}]`).test(code);
  const vectors = new Set([...handlers].filter(([vector, name]) => vector !== name).map(([, name]) => name));
  return own.filter(
    ({ name, calls, interrupt }) =>
      CALLED_BACK.test(name) &&
      !stated.has(name) &&
      name !== entry &&
      !interrupt &&
      !called.has(name) &&
      !vectors.has(name) &&
      !/_IRQHandler$|^[a-z0-9]+_isr$|^(?:SysTick|HAL)_|^sys_tick/.test(name) &&
      !handed(name) &&
      calls.some((callee) => DRIVES.test(callee)),
  );
}

/** An lvalue that is a port or a light, or a call that drives a pin. */
const WRITES_PINS =
  /\b(?:P[A-Z]?\d{1,2}(?:_bit)?|P[A-Z]|(?:LPC_|F)?GPIO\w*|PT[A-E]|PORT\w*|LAT[A-Z]\w*|LED\w*)\b[\w.[\]>()-]*\s*[|&^]?=(?!=)|\b\w*(?:Toggle|SetBits?|ResetBits?|WriteBit|WritePin|digitalWrite)\w*\s*\(|\bCy_GPIO_(?:Inv|Set|Clr|Write)\s*\(/i;

/** A call of some library that sets a pin. */
const PIN_CALLS = /\b\w*(?:gpio|pin|led|port)\w*(?:write|set|clear|put|toggle|level|on|off)\w*\s*\(/i;
/** Clears a flag, a screen or a buffer, and no pin. */
const NO_SWITCH = /flag|int|irq|pending|lcd|oled|tft|screen|buf|memory|cache|\.|timer|count|uart|status|watchdog|wdt/i;

/** Handlers of the paste that drive pins and whose interrupt is none of those the chip's model fires. */
function unmodelledHandlers({ reading, simulation, lastLine, codeLines }: Evidence): Named[] {
  const { handlers, chip } = reading;
  const { machine, stated } = simulation;
  const fired = new Set([
    ...machine.sources.flatMap((source) => [
      source.handler?.() ?? '',
      ...(source.vectors ?? []).slice(0, 1),
      source.name,
    ]),
    ...machine.watchedPins.flatMap(({ vectors, handler }) => [vectors[0] ?? '', handler() ?? '']),
  ]);
  const known = new Set([
    ...stated.map(({ handler }) => handler),
    ...fired,
    // A PIC's one vector is written as Renesas' pragma is, and on no other chip means anything.
    ...[...handlers]
      .filter(
        ([vector]) =>
          fired.has(vector) || (vector.startsWith('__') && (vector !== '__pic_isr' || /^pic/.test(chip.id))),
      )
      .map(([, name]) => name),
  ]);
  return handlersThatDrive({ reading, simulation, lastLine, codeLines }).filter(({ name }) => !known.has(name));
}

/** The program's functions for interrupts that write pins, and that the program itself does not call. */
function handlersThatDrive({
  reading,
  lastLine,
  codeLines,
}: Pick<Evidence, 'reading' | 'simulation' | 'lastLine' | 'codeLines'>): Program['functions'][number][] {
  const { program, entry, handlers } = reading;
  const given = new Set(
    [...handlers].filter(([vector, name]) => vector !== name && !vector.startsWith('__')).map(([, name]) => name),
  );
  const called = new Set(program.functions.flatMap((each) => each.calls));
  const declared = new Set(
    [...reading.source.matchAll(/^[ \t]*#[ \t]*pragma[ \t]+interrupt[ \t]*\(?[ \t]*(\w+)/gim)].map(([, name]) => name),
  );
  return program.functions.filter(
    ({ name, line, endLine, fromPrelude, interrupt }) =>
      (interrupt || declared.has(name) || given.has(name) || /_IRQHandler$/.test(name)) &&
      !fromPrelude &&
      line > 0 &&
      line <= lastLine &&
      name !== entry &&
      !called.has(name) &&
      !/^(?:SysTick|HardFault|NMI|MemManage|BusFault|UsageFault|Default)_|^sys_tick/i.test(name) &&
      WRITES_PINS.test(codeLines.slice(line - 1, endLine).join('\n')),
  );
}

/** Handlers that drive pins and whose interrupt nothing in the paste switches on, where code that is not shown may. */
function dormantHandlers(evidence: Evidence): Named[] {
  const { reading, simulation, options } = evidence;
  const { machine, stated, calls } = simulation;
  const missing = [...calls.seen.values()].some(({ kind }) => kind === 'setup' || kind === 'other');
  if (reading.whole && !missing) return [];
  const units = [
    ...machine.sources.map((source) => ({
      runs: source.everRan !== false && (source.shutBy?.() ?? null) === null,
      handler: source.handler?.() ?? null,
    })),
    ...machine.watchedPins.map((each) => ({ runs: each.armed(), handler: each.handler() })),
  ];
  const driven = new Set([...stated, ...(options.interrupts ?? [])].map(({ handler }) => handler));
  return handlersThatDrive(evidence).filter(({ name }) => {
    const own = units.filter(({ handler }) => handler === name);
    return own.length > 0 && own.every(({ runs }) => !runs) && !driven.has(name) && !reading.locked.has(name);
  });
}

/** What handlers of one kind of unit have in common in their names. */
const KIND = /^(?:GPIO|GP|EINT|EXTI|TMR|[ABG]?TIM|BFTM|[GMS]C?P?TM|CCU\d|ERU)/;

/** The handler that a misnamed one was meant to be: that of the only interrupt which is on, of the same kind, and has none. */
function meantVector(name: string, { unserved }: NotRun, evidence: Evidence): string | null {
  const vectors = knownVectors(evidence.reading.chip);
  const kind = KIND.exec(name)?.[0];
  if (!vectors || kind === undefined) return null;
  const alike = unserved.filter((each) => KIND.exec(each)?.[0] === kind);
  return alike.length === 1 ? alike[0]! : null;
}

/** Of the names that an interrupt's handler has on one chip or another, the one whose number the paste switches on, else the first. */
const vectorSaid = (vectors: readonly string[], code: string): string | undefined =>
  vectors.find((name) => name.endsWith('Handler') && code.includes(name.replace(/Handler$/, 'n'))) ?? vectors[0];

/** Handlers, by their vectors' names, that the program's interrupts would run and that the paste does not contain. */
function unservedInterrupts({ simulation: { machine }, reading }: Evidence): string[] {
  const names = [
    ...machine.sources
      .filter((source) => source.unserved?.() === true)
      .map((source) => vectorSaid(source.vectors ?? [], reading.code) ?? source.name),
    ...machine.watchedPins
      .filter(({ unserved }) => unserved())
      .map(({ vectors }) => vectorSaid(vectors, reading.code) ?? ''),
  ];
  return [...new Set(names)]
    .filter((name) => !reading.locked.has(name) && !/^(?:Sys_?Tick|sys_tick|__)/.test(name))
    .slice(0, 4);
}

const HANDLE_COUNTER = /__HAL_TIM_(?:GET|SET)_?COUNTER\s*\(\s*&?(\w+)/g;

/** HAL timers whose counter the paste looks at and whose prescaler it does not set. */
function countersSetElsewhere(code: string): string[] {
  const looked = new Set([...code.matchAll(HANDLE_COUNTER)].map(([, handle]) => handle!));
  const set = new Set([...code.matchAll(/\b(\w+)\s*(?:\.|->)\s*Init\s*\.\s*Prescaler/g)].map(([, handle]) => handle!));
  return set.size > 0 ? [] : [...looked].filter((handle) => /^htim\w*$/i.test(handle));
}

/** Furthest that a port's registers reach. */
const PORT_REACH = 0x400;
const PAGE = 0x1000;

/**
 * Addresses that the program wrote, that the chip's file does not know and that may act on pins all the same: between a port's
 * registers, or spelled out in a program of which nothing else is seen.
 */
export function unknownPlaces({ reading: { chip, code }, simulation: { machine } }: Evidence): string[] {
  if (chip.unitBytes !== 4) return [];
  const bases = Object.values(chip.ports)
    .map(({ base }) => base)
    .sort((a, b) => a - b);
  const reach = bases.slice(1).reduce((least, base, i) => Math.min(least, base - bases[i]! || least), PORT_REACH);
  const spelled = new Set(
    machine.events.length > 0
      ? []
      : (code.match(/\b0[xX][0-9a-fA-F]{8}(?=[uUlL]{0,3}\b)/g) ?? []).map((text) => Math.floor(Number(text) / PAGE)),
  );
  return machine.file
    .strayWrites()
    .filter((at) => bases.some((base) => at >= base && at < base + reach) || spelled.has(Math.floor(at / PAGE)))
    .map((at) => `0x${at.toString(16).toUpperCase().padStart(8, '0')}`);
}

/** Counters the program reads that count a pin's edges. */
export function countedOutside({
  reading: { code },
  simulation: { machine },
}: Evidence): { counter: string; pin: Pin }[] {
  const names = (text: string, behind = ''): boolean => new RegExp(`\\b${text}\\b${behind}`).test(code);
  return machine
    .countedPins()
    .filter(
      ({ counter, register }) =>
        names(register.slice(register.indexOf('.') + 1)) && names(counter.replace(/[LH]$/, '[LH]?'), '(?!\\s*=(?!=))'),
    );
}

/** Constants that the paste leaves open and on which its way depends: what is compared with them, or switched by them. */
function decidingConstants({ reading: { code, symbols } }: Evidence): string[] {
  if (symbols.others.length === 0) return [];
  // `#define MASK RMU_RSTCAUSE_EM4WURST`: the name that is compared stands for the open one.
  const aliases = new Map(
    [...code.matchAll(/^[ \t]*#\s*define\s+(\w+)[ \t]+\(?[ \t]*([A-Za-z_]\w*)[ \t]*\)?[ \t]*$/gm)].map(
      ([, alias, name]): [string, string] => [name!, alias!],
    ),
  );
  return symbols.others.filter((name) =>
    [name, aliases.get(name)].some(
      (each) =>
        each !== undefined &&
        new RegExp(`(?:[=!]=|\\bcase)\\s*\\(?\\s*${each}\\b(?!\\s*\\()|\\b${each}\\s*[=!]=`).test(code),
    ),
  );
}

/** What had to be taken for granted so that the program could run. */
export function assumptionsOf(evidence: Evidence, notRun: NotRun, open: readonly OpenValue[]): Assumption[] {
  const { reading, simulation, naming } = evidence;
  const found: Assumption[] = [];
  const { words } = reading.symbols;
  if (!reading.whole && reading.program.functions.some((each) => !each.fromPrelude && each.name === reading.entry))
    found.push({
      name: reading.entry!,
      text: {
        zh: '没有 main；从没有别人调用的这个函数开始跑',
        en: 'there is no main; run from this function, which nothing else calls',
      },
    });
  for (const name of reading.symbols.ports.keys()) {
    // The board's own port is ours, and no name of the paste.
    if (!reading.code.includes(name)) continue;
    found.push({
      name,
      text: { zh: '代码里没有定义；当作一个 GPIO 端口', en: 'not defined in the paste; taken as a GPIO port' },
    });
  }
  for (const [name, kind] of words) {
    if (kind !== 'bit') found.push({ name, text: CALL_WORDS[kind] });
  }
  for (const name of reading.symbols.pins.keys()) {
    if (!new RegExp(`\\b${name}\\b`).test(reading.code)) continue;
    found.push({
      name,
      text: {
        zh: words.has(name) ? '代码里没有定义；当作一个引脚' : '代码里没有定义；当作所在端口的一个引脚',
        en: `not defined in the paste; taken as one pin${words.has(name) ? '' : ' of its port'}`,
      },
    });
  }
  for (const { counter, pin } of countedOutside(evidence)) {
    const from = naming.name(pin).pin;
    found.push({
      name: counter,
      text: {
        zh: `${counter} 数的是 ${from} 上从外面来的脉冲，这里一个也没有来；来了脉冲，跟着它走的引脚就会变`,
        en: `${counter} counts pulses that come in at ${from}; none came in this run, and pins that follow it change with them`,
      },
    });
  }
  for (const { pin, by } of evidence.options.resting ?? []) {
    // What code elsewhere sets up may well have a pull.
    const elsewhere = reading.symbols.ports.has(pin.port) || (by === 'edge' && missingSetups(reading).length > 0);
    if (by === 'comment' || elsewhere) continue;
    const { pin: first, aliases } = naming.name(pin);
    const written = [first, ...aliases].find((name) => reading.source.includes(name));
    const subject = written === undefined ? `${first} ` : '';
    found.push({
      name: written ?? first,
      text: {
        zh: `${subject}没有上拉也没有下拉，代码只${by === 'edge' ? '等它的下降沿' : '问它是不是低电平'}；当作外面有上拉，平时是高电平`,
        en: `${subject}has no pull inside and ${by === 'edge' ? 'only its falling edge is waited for' : 'is only asked for low'}; taken as pulled up outside, high at rest`,
      },
    });
  }
  for (const name of reading.symbols.rates) {
    found.push({
      name,
      text: {
        zh: '代码里没有定义；定时器的周期就不知道，按 0.5 秒左右跑',
        en: 'not defined in the paste, so the period of its timer is not known; run with about half a second',
      },
    });
  }
  for (const name of reading.symbols.times) {
    found.push({
      name,
      text: {
        zh: `代码里没有定义；等多久按 ${UNKNOWN_TIME} 算，真实的时间看它的定义`,
        en: `not defined in the paste; the wait is taken as ${UNKNOWN_TIME}, the real length is in its definition`,
      },
    });
  }
  const told = new Set(open.map(({ name }) => name));
  for (const name of decidingConstants(evidence).filter((each) => !told.has(each))) {
    const value = Number.parseInt(reading.symbols.defines[name] ?? '0', 10) || 0;
    found.push({
      name,
      text: {
        zh: `代码里没有定义；按 ${value} 算，和它比较的地方走哪条路只是假定`,
        en: `not defined in the paste; taken as ${value}, so which way the run goes where something is compared with it is a guess`,
      },
    });
  }
  for (const { name } of open)
    found.push({
      name,
      text: {
        zh: '代码里没有给出值；运行时按 0 算，由它决定的引脚电平不知道',
        en: 'given no value in the paste; 0 is taken to go on, and pin levels that follow from it are not known',
      },
    });
  const { board } = naming;
  if (board) {
    const pairs = [...reading.symbols.pins.keys()]
      .filter((name) => board.pins[name])
      .map((name) => `${name} = ${board.pins[name]}`);
    if (pairs.length > 0) {
      found.push({
        name: board.id,
        text: {
          zh: `很可能是「${board.title.zh}」的定义（代码里没有，不能当作事实）：${pairs.join('，')}`,
          en: `likely those of the ${board.title.en} (not in the paste, so not a fact): ${pairs.join(', ')}`,
        },
      });
    }
  }
  for (const { id, assumes } of reading.family.libraries) {
    const here = assumes.find(({ match }) => new RegExp(match).test(reading.code));
    if (here) found.push({ name: id, text: here.text });
  }
  const { alike, title } = reading.family;
  if (alike.length > 0) {
    const shown = alike.slice(0, ALIKE_SHOWN);
    const more = alike.length > shown.length;
    found.push({
      name: 'chip',
      text: {
        zh: `代码里的名字在 ${shown.map(({ zh }) => zh).join('、')}${more ? ' 等' : ''} 上也一样，看不出是哪一款；这里按 ${title.zh} 解读`,
        en: `the names in the code fit ${shown.map(({ en }) => en).join(', ')}${more ? ' and others' : ''} just as well; read as ${title.en}`,
      },
    });
  }
  for (const { name, kind } of simulation.calls.seen.values()) {
    // What a library calls by itself is no name of the paste.
    if (/^Serial\b|\./.test(name) || !reading.code.includes(name)) continue;
    found.push({ name, text: CALL_WORDS[kind] });
  }
  // Its functions were run one by one.
  for (const { name, kind } of reading.entry === null ? reading.program.unknowns : []) {
    const word = kind === 'function' ? boardWord(name) : null;
    if (word) found.push({ name, text: CALL_WORDS[word.action] });
  }
  for (const { name, everyUs, line } of simulation.stated) {
    const every = everyUs >= 1000 ? `${everyUs / 1000} ms` : `${everyUs} µs`;
    const from = line > 0 ? evidence.lineOf(line) : 0;
    found.push({
      name,
      text: {
        zh: `由代码之外的定时器推动；按${from ? `第 ${from} 行的注释` : '它的名字'}当作每 ${every} 一次`,
        en: `driven by a timer outside the paste; taken as once every ${every}, as ${from ? `the comment on line ${from}` : 'its name'} says`,
      },
    });
  }
  for (const { name, line } of notRun.calledElsewhere) {
    found.push({
      name,
      text: {
        zh: `第 ${evidence.lineOf(line)} 行的这个函数，贴出来的代码里没有谁调用它（多半由别处的中断调用）；它对引脚做的事没有算进来`,
        en: `nothing in the paste calls this function of line ${evidence.lineOf(line)} (most likely an interrupt elsewhere does); what it does to pins is not counted in`,
      },
    });
  }
  for (const { name, line } of notRun.unmodelled) {
    const meant = meantVector(name, notRun, evidence);
    if (meant !== null) {
      found.push({
        name,
        text: {
          zh: `第 ${evidence.lineOf(line)} 行写的是 ${name}，而打开的中断会去找的是 ${meant}，代码里没有它：按贴出来的代码，这个函数不会被叫到`,
          en: `line ${evidence.lineOf(line)} defines ${name}, but the interrupt that is switched on looks for ${meant}, which is not in the paste: as pasted, this function is not called`,
        },
      });
      continue;
    }
    found.push({
      name,
      text: {
        zh: `第 ${evidence.lineOf(line)} 行的这个中断处理函数，它的中断我没有模型，没有让它发生；它对引脚做的事没有算进来`,
        en: `no model of mine fires the interrupt of this handler of line ${evidence.lineOf(line)}; what it does to pins is not counted in`,
      },
    });
  }
  for (const { name, line } of notRun.dormant) {
    const at = evidence.lineOf(line);
    found.push({
      name,
      text: {
        ...(reading.entry === null
          ? {
              zh: `第 ${at} 行的这个中断处理函数只有中断会叫；这里没有让中断发生`,
              en: `only its interrupt calls this handler of line ${at}, and none was fired here`,
            }
          : reading.code.includes(name.replace(/Handler$/, 'n')) && name.endsWith('_IRQHandler')
            ? {
                zh: `第 ${at} 行的这个中断处理函数，中断是打开的，但让它发生的外设由不在代码里的调用设置，这里没有发生；它对引脚做的事没有算进来`,
                en: `the interrupt of this handler of line ${at} is let through, but calls that are not in the paste set up what raises it, and none was raised here; what it does to pins is not counted in`,
              }
            : {
                zh: `第 ${evidence.lineOf(line)} 行的这个中断处理函数，打开它的中断的代码没有贴出来；它对引脚做的事没有算进来`,
                en: `what switches on the interrupt of this handler of line ${evidence.lineOf(line)} is not in the paste; what it does to pins is not counted in`,
              }),
      },
    });
  }
  for (const { name, line, to } of notRun.handed) {
    found.push({
      name,
      text: {
        zh: `第 ${evidence.lineOf(line)} 行的这个函数交给了 ${to}，而 ${to} 不在代码里，什么时候调用它不知道；它对引脚做的事没有算进来`,
        en: `this function of line ${evidence.lineOf(line)} is handed to ${to}, which is not in the paste, so when it is called is not known; what it does to pins is not counted in`,
      },
    });
  }
  if (interruptsLetElsewhere(reading))
    found.push({
      name: 'interrupts',
      text: {
        zh: '总中断在没有贴出来的代码里打开',
        en: 'the main switch of interrupts is taken to be on, by code that is not in the paste',
      },
    });
  for (const [vector, name] of clearingHandlers(reading.code)) {
    if (reading.handlers.get(vector) !== name) continue;
    found.push({
      name,
      text: {
        zh: `向量表不在代码里；它清除这个端口的中断标志，所以当作 ${vector}`,
        en: `the vector table is not in the paste; since it clears the flags of that port, it is taken as ${vector}`,
      },
    });
  }
  for (const handler of notRun.unserved) {
    found.push({
      name: handler,
      text: {
        zh: `有一个中断打开了，它的处理函数 ${handler} 却不在代码里；它做的事没有算进来`,
        en: `an interrupt is switched on, but its handler ${handler} is not in the paste; what it does is not counted in`,
      },
    });
  }
  for (const timer of countersSetElsewhere(reading.code)) {
    found.push({
      name: timer,
      text: {
        zh: '它的设置不在代码里；按每微秒计一个数',
        en: 'its set-up is not in the paste; taken to count microseconds',
      },
    });
  }
  const { machine } = simulation;
  for (const [name, needs] of machine.takenAsChosen) {
    const bit = `${needs.register} bit ${needs.bit}`;
    found.push({
      name,
      text: {
        zh: `要 ${needs.register} 的第 ${needs.bit} 位为 ${needs.value} 才起作用，而代码里没有谁写 ${needs.register}；认为别处已经设好`,
        en: `works only while ${bit} is ${needs.value}, and nothing in the paste writes ${needs.register}; taken to be set elsewhere`,
      },
    });
  }
  for (const [timer, clockName] of machine.stoppedTimers)
    found.push({
      name: timer,
      text: {
        zh: `${timer.replace('timer', '定时器')} 数的是 ${clockName}，而程序睡进的低功耗模式把 ${clockName} 停了：睡着的时候它不走，也不会产生中断`,
        en: `${timer} counts ${clockName}, which the low-power mode that the program sleeps in stops: it stands still meanwhile and gives no interrupt`,
      },
    });
  const round = (evidence.repeat?.start ?? 0) + (evidence.repeat?.period ?? 0);
  const awaited = machine.awaited ?? machine.scheduler?.forgotten(round) ?? null;
  const waits = awaited && placeOf(awaited, evidence.lastLine);
  if (waits) {
    found.push({
      name: 'tasks',
      text: {
        zh: `第 ${evidence.lineOf(waits.line)} 行等一个信号，而在这次运行里没有谁给出它（给出它的可能是别处的中断、代码，或者按键）；它后面的动作没有算进来`,
        en: `line ${evidence.lineOf(waits.line)} waits for a signal that nothing gives in this run (an interrupt, code elsewhere or a key may); what follows it is not counted in`,
      },
    });
  }
  if ([...machine.dimmed.values()].some(({ values, full }) => values.some((value) => value > 0 && value < full)))
    found.push({
      name: 'dimmed',
      text: {
        zh: 'PWM 引脚只记全亮（1）和全灭（0）的时刻，中间的亮度不算一次变化',
        en: 'of a PWM pin only full on (1) and off (0) are counted as changes, not the brightness between them',
      },
    });
  for (const pin of readOfLent(evidence)) {
    const { pin: name } = naming.name(pin);
    found.push({
      name,
      text: {
        zh: `程序读 ${name} 的电平，而它交给了片上外设：这里一直按低电平算，真实的电平跟着那个信号变`,
        en: `the program reads ${name}, which is handed to a peripheral: taken as low all the time, the real level follows that signal`,
      },
    });
  }
  const clock = clockAssumption(evidence);
  if (clock) found.push(clock);
  return found;
}
