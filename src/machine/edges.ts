import { connectBytePorts } from './byte-ports.ts';
import { extiSource, type Pin } from './chip.ts';
import type { Machine } from './machine.ts';
import { connectPinInterrupts } from './pin-interrupts.ts';
import { connectPinLines } from './pin-lines.ts';
import { addWatch, FALLING, RISING } from './pin-watch.ts';
import { carry } from './ppi.ts';
import type { Cell } from './registers.ts';

/** Runs a handler on an edge of a pin, as a library's call asks for: 1 falling, 2 rising, 3 both. */
export function watchEdge(machine: Machine, pin: Pin, edges: number, handlers: string[]): void {
  const name = `edge ${pin.port}:${pin.bit}`;
  const index = machine.sources.findIndex((source) => source.name === name);
  if (index >= 0) machine.sources.splice(index, 1);
  addWatch(machine, { pin, edges: () => edges, handlers });
}

/** Names of the handler of each EXTI line, on one chip or another: several lines share one. */
const EXTI_HANDLERS = Array.from({ length: 16 }, (_, bit) => {
  const group = bit < 5 ? `EXTI${bit}` : bit < 10 ? 'EXTI9_5' : 'EXTI15_10';
  const small = bit < 2 ? 'EXTI0_1' : bit < 4 ? 'EXTI2_3' : 'EXTI4_15';
  const ch32 = bit < 8 ? 'EXTI7_0' : 'EXTI15_8';
  const gd32 = bit < 5 ? `EXTI${bit}` : bit < 10 ? 'EXTI5_9' : 'EXTI10_15';
  return [
    ...[group, small, ch32, gd32].map((name) => `${name}_IRQHandler`),
    // Artery writes EXINT and the higher line of a group first, Geehy EINT.
    ...[group, bit < 2 ? 'EXTI1_0' : bit < 4 ? 'EXTI3_2' : 'EXTI15_4'].map(
      (name) => `${name.replace('EXTI', 'EXINT')}_IRQHandler`,
    ),
    ...[group, small].map((name) => `${name.replace('EXTI', 'EINT')}_IRQHandler`),
    // libopencm3 has names of its own.
    ...[group, small].map((name) => `${name.toLowerCase()}_isr`),
    `__exti_${bit}`,
  ];
});

/** EXTI line n of an STM32-like chip: any port's pin n, chosen in AFIO or SYSCFG; one handler for several lines. */
function connectExti(machine: Machine): void {
  const exti = machine.chip.blocks['EXTI'];
  if (!exti) return;
  const at = (name: string) => machine.file.cell(machine.addressOf(`EXTI.${name}`));
  const names = exti.registers.map((register) => register.name);
  const pick = (...wanted: string[]) => at(wanted.find((name) => names.includes(name)) ?? names[0]!);
  const mask = pick('IMR', 'IMR1', 'IMASK', 'INTEN', 'INTENR');
  const rising = pick('RTSR', 'RTSR1', 'RT_CFG', 'RTEN', 'RTENR');
  const falling = pick('FTSR', 'FTSR1', 'FT_CFG', 'FTEN', 'FTENR');
  // STM32G0 tells rising from falling edges.
  const apart = names.includes('RPR1') && names.includes('FPR1');
  const pendings = apart ? [at('FPR1'), at('RPR1')] : [pick('PR', 'PR1', 'PEND', 'PD', 'INTFR')];
  for (const pending of pendings)
    pending.onWrite = (value) => {
      pending.value = (pending.value & ~value) >>> 0;
    };
  const software = names.find((name) => /^SW(?:IER1?|IEVR?|IEV)$/.test(name));
  if (software !== undefined) connectSoftwareLines(machine, at(software), mask, pendings.at(-1)!);
  const source = extiSource(machine.chip);
  const portNames = Object.keys(machine.chip.ports);
  for (const port of portNames) {
    // Pins that only names of the board speak of are on no port that could be chosen.
    if (port.startsWith('__')) continue;
    const index = port.length === 1 ? port.charCodeAt(0) - 65 : -1;
    for (let bit = 0; bit < Math.min(16, machine.chip.gpio.pins); bit++) {
      const chosen = () => {
        if (!source) return true;
        const { block, register, bits, fields } = source;
        const place = bits === 2 ? register : `${register}[${Math.floor(bit / fields)}]`;
        const { value } = machine.file.cell(machine.addressOf(`${block}.${place}`));
        return ((value >>> ((bit % fields) * bits)) & ((1 << bits) - 1)) === Math.max(index, 0);
      };
      addWatch(machine, {
        pin: { port, bit },
        edges: () => {
          if (!((mask.value >>> bit) & 1) || !chosen()) return 0;
          return ((falling.value >>> bit) & 1 ? FALLING : 0) | ((rising.value >>> bit) & 1 ? RISING : 0);
        },
        raise: () => {
          const pending = pendings[apart ? (machine.outside(port, bit) ?? 0) : 0]!;
          pending.value = (pending.value | (1 << bit)) >>> 0;
        },
        raised: () => pendings.some((pending) => ((pending.value >>> bit) & 1) === 1),
        handlers: EXTI_HANDLERS[bit]!,
      });
    }
  }
}

/** A 1 written into SWIER asks for the interrupt of a line as its edge would (ST RM0008, 10.3.5); taking the flag back clears it. */
function connectSoftwareLines(machine: Machine, register: Cell, mask: Cell, pending: Cell): void {
  let asked = 0;
  register.onWrite = (value) => {
    const fresh = value & ~register.value & mask.value & 0xffff;
    register.value = (register.value | value) >>> 0;
    pending.value = (pending.value | fresh) >>> 0;
    asked |= fresh;
    if (fresh) machine.activity += 1;
  };
  const { onWrite } = pending;
  pending.onWrite = (value, written) => {
    onWrite?.(value, written);
    register.value = (register.value & ~value) >>> 0;
  };
  machine.sources.push({
    name: 'exti software',
    nextUs: () => (asked !== 0 && machine.interruptsOn ? machine.clock.nowUs : Number.POSITIVE_INFINITY),
    fire() {
      const bit = 31 - Math.clz32(asked & -asked);
      asked &= asked - 1;
      return machine.handlerOf(EXTI_HANDLERS[bit]!);
    },
    snapshot: () => `${asked}`,
  });
}

/** INT0 and INT1 of an 8051 (P3.2, P3.3) and of an ATmega (PD2, PD3), port interrupts of an MSP430. */
function connectSmall(machine: Machine): void {
  const { file, chip } = machine;
  if (chip.gpio.mode.kind === 'quasi' || chip.gpio.mode.kind === 'stc-mode') {
    const others = chip.ports['3']?.pins ?? chip.gpio.pins;
    // An STC15 takes both edges where others take the low level, and has three more in INT_CLKO.
    const both = chip.blocks['SFR']?.registers.some(({ name }) => name === 'INT_CLKO') ? FALLING | RISING : 0;
    const level = (number: number): boolean => ((file.cell(0x88).value >>> (number * 2)) & 1) === 0;
    // An N76E003 has them on P3.0 and P1.7.
    const nuvoton = chip.blocks['SFR']?.registers.some(({ name }) => name === 'PIPEN') === true;
    const pins = nuvoton
      ? [
          { port: '3', bit: 0 },
          { port: '1', bit: 7 },
        ]
      : [
          { port: '3', bit: 2 },
          { port: '3', bit: 3 },
        ];
    for (const [number, pin] of pins.entries()) {
      if (!nuvoton && pin.bit >= others) continue;
      addWatch(machine, {
        pin,
        edges: () => {
          const enable = file.cell(0xa8).value;
          if (!(enable & 0x80) || !((enable >>> (number * 2)) & 1)) return 0;
          return (level(number) && both) || FALLING;
        },
        byLevel: () => both === 0 && level(number),
        handlers: [`interrupt ${number * 2}`],
      });
    }
    for (const [bit, field, vector] of both ? [[6, 4, 10] as const, [7, 5, 11] as const, [0, 6, 16] as const] : []) {
      addWatch(machine, {
        pin: { port: '3', bit },
        edges: () => (file.cell(0xa8).value & 0x80 && (file.cell(0x8f).value >>> field) & 1 ? FALLING : 0),
        handlers: [`interrupt ${vector}`],
      });
    }
  }
  if (chip.blocks['EXTINT']) connectAvrPins(machine);
  if (chip.family === 'avr') connectStatus(machine);
  if (chip.gpio.mode.kind === 'tris' && chip.blocks['CPU']) {
    connectPicPin(machine);
    if (chip.gpio.mode.registers['pullUp'] === '__PULL{P}') connectPicPorts(machine);
  }
  connectPortVectors(machine);
}

/** Port interrupts of an MSP430 and an MSP432: PxIE lets a pin's edge through, PxIES chooses it; one vector a port. */
function connectPortVectors(machine: Machine): void {
  const { chip, file } = machine;
  const names = ['P{P}IE', 'IE'].filter((name) => chip.gpio.registers.some((each) => each.name === `${name}S`));
  for (const name of names) {
    for (const port of name === 'IE' ? ['1', '2', '3', '4', '5', '6'] : ['1', '2']) {
      const place = chip.ports[port];
      if (!place) continue;
      const register = (name: string) => {
        const described = chip.gpio.registers.find((each) => each.name === name)!;
        return file.cell(place.at?.[name] ?? place.base + described.offset);
      };
      const [enable, edge, flag] = [register(name), register(`${name}S`), register(name.replace('IE', 'IFG'))];
      showPortVector(machine, port, flag, enable);
      for (let bit = 0; bit < 8; bit++) {
        addWatch(machine, {
          pin: { port, bit },
          edges: () => {
            if (!((enable.value >>> bit) & 1)) return 0;
            return (edge.value >>> bit) & 1 ? FALLING : RISING;
          },
          raise: () => {
            flag.value |= 1 << bit;
          },
          raised: () => ((flag.value >>> bit) & 1) === 1,
          handlers: [`PORT${port}_VECTOR`, `PORT${port}_IRQHandler`],
        });
      }
    }
  }
}

/** Reading P1IV gives twice the number of the lowest pin that asks, counted from one, and clears its flag (SLAU208, 12.2.6). */
function showPortVector(machine: Machine, port: string, flag: Cell, enable: Cell): void {
  const block = Object.entries(machine.chip.blocks).find(([, { registers }]) =>
    registers.some(({ name }) => name === `P${port}IV`),
  )?.[0];
  if (block === undefined) return;
  machine.file.cell(machine.addressOf(`${block}.P${port}IV`)).onRead = () => {
    const asking = flag.value & enable.value & 0xff;
    if (asking === 0) return 0;
    const lowest = 31 - Math.clz32(asking & -asking);
    flag.value &= ~(1 << lowest);
    return 2 * (lowest + 1);
  };
}

/** Bit 7 of an AVR's status register is the main switch of its interrupts, which sei and cli move as well. */
function connectStatus(machine: Machine): void {
  const { chip, file } = machine;
  if (!chip.blocks['CPU']?.registers.some(({ name }) => name === 'SREG')) return;
  const status = file.cell(machine.addressOf('CPU.SREG'));
  status.onRead = () => (status.value & 0x7f) | (machine.interruptsOn ? 0x80 : 0);
  status.onWrite = (value) => {
    status.value = value;
    machine.interruptsOn = (value & 0x80) !== 0;
  };
}

/** INT0, INT1 and the pin change interrupts of an AVR (ATmega328P data sheet, 13). */
function connectAvrPins(machine: Machine): void {
  const { file, chip } = machine;
  const registers = chip.blocks['EXTINT']!.registers.map((register) => register.name);
  const value = (name: string): number =>
    registers.includes(name) ? file.cell(machine.addressOf(`EXTINT.${name}`)).value : 0;
  // An ATtiny has one port: INT0 is PB2, enabled by bit 6 of GIMSK, and PCIE is its bit 5.
  const tiny = !chip.ports['D'];
  // An ATmega16 or 32 enables them by bits 6 and 7 of GICR (data sheet, External Interrupts).
  const classic = registers.includes('GICR');
  const enabled = (number: number): boolean =>
    ((classic ? value('GICR') >>> (6 + number) : value('EIMSK') >>> (tiny ? 6 : number)) & 1) === 1;
  for (const number of tiny ? [0] : [0, 1]) {
    addWatch(machine, {
      pin: tiny ? { port: 'B', bit: 2 } : { port: 'D', bit: 2 + number },
      edges: () => {
        if (!enabled(number)) return 0;
        return [FALLING, FALLING | RISING, FALLING, RISING][(value('EICRA') >>> (number * 2)) & 3]!;
      },
      byLevel: () => ((value('EICRA') >>> (number * 2)) & 3) === 0,
      handlers: [`INT${number}_vect`],
    });
  }
  if (classic) {
    // INT2 is PB2, enabled by bit 5 of GICR; ISC2 in MCUCSR chooses its edge.
    addWatch(machine, {
      pin: { port: 'B', bit: 2 },
      edges: () => ((value('GICR') >>> 5) & 1 ? ((value('MCUCSR') >>> 6) & 1 ? RISING : FALLING) : 0),
      handlers: ['INT2_vect'],
    });
  }
  if (!registers.includes('PCMSK0')) return;
  for (const [group, port] of tiny ? [[0, 'B'] as const] : [[0, 'B'] as const, [1, 'C'] as const, [2, 'D'] as const]) {
    for (let bit = 0; bit < 8; bit++) {
      addWatch(machine, {
        pin: { port, bit },
        edges: () => {
          const on = tiny ? (value('EIMSK') >>> 5) & 1 : (value('PCICR') >>> group) & 1;
          return on && (value(`PCMSK${group}`) >>> bit) & 1 ? FALLING | RISING : 0;
        },
        handlers: [`PCINT${group}_vect`],
      });
    }
  }
}

/** INT of a PIC: RB0, enabled in INTCON, its edge chosen in OPTION_REG (PIC16F887 data sheet, 14.3). */
function connectPicPin(machine: Machine): void {
  const control = machine.file.cell(machine.addressOf('CPU.INTCON'));
  const option = machine.file.cell(machine.addressOf('CPU.OPTION_REG'));
  addWatch(machine, {
    pin: { port: 'B', bit: 0 },
    edges: () => ((control.value & 0x90) !== 0x90 ? 0 : option.value & 0x40 ? RISING : FALLING),
    raise: () => {
      control.value |= 2;
    },
    raised: () => (control.value & 2) !== 0,
    handlers: ['__pic_isr'],
  });
}

/** Runs `then` after each write of the cell. */
function afterWrite(cell: Cell, then: () => void): void {
  const { onWrite, onChange } = cell;
  if (onWrite)
    cell.onWrite = (value, mask) => {
      onWrite(value, mask);
      then();
    };
  else
    cell.onChange = () => {
      onChange?.();
      then();
    };
}

/**
 * Pull-ups and the interrupt on change of a PIC. A PIC16F1xxx has both for each pin (PIC16F1717 data sheet, 11 and 13), older ones
 * for port B alone, where RBPU pulls all of it and a change of RB4 to RB7, or of the pins in IOCB, counts (PIC16F87XA data sheet, 4.2).
 */
function connectPicPorts(machine: Machine): void {
  const { chip, file } = machine;
  const cpu = (name: string) => file.cell(machine.addressOf(`CPU.${name}`));
  const [control, option, control2, changes] = [cpu('INTCON'), cpu('OPTION_REG'), cpu('INTCON2'), cpu('IOCB')];
  const [optionAtReset, control2AtReset] = [option.value, control2.value];
  const ports = Object.keys(chip.ports).filter((port) => !port.startsWith('__'));
  const at = (port: string, name: string) =>
    file.cell(chip.ports[port]!.base + chip.gpio.registers.find((each) => each.name === name)!.offset);
  const places = ports.map((port) => ({
    port,
    pull: at(port, '__PULL{P}'),
    own: at(port, 'WPU{P}'),
    rising: at(port, 'IOC{P}P'),
    falling: at(port, 'IOC{P}N'),
    flags: at(port, 'IOC{P}F'),
  }));
  const update = (): void => {
    const open = !(option.value & 0x80) || !(control2.value & 0x80);
    // The newest ones have no switch for all of them.
    const untouched = option.value === optionAtReset && control2.value === control2AtReset;
    for (const { port, pull, own } of places) {
      const all = port === 'B' && own.value === 0 ? 0xff : own.value;
      pull.value = open ? all : untouched ? own.value : 0;
      machine.ports.get(port)!.reconsider();
    }
  };
  for (const cell of [option, control2, ...places.map(({ own }) => own)]) afterWrite(cell, update);
  const edgewise = (): boolean => places.some(({ rising, falling }) => (rising.value | falling.value) !== 0);
  const flagged = (): boolean => places.some(({ flags }) => flags.value !== 0);
  for (const { port, rising, falling, flags } of places) {
    // IOCIF shows whether any of the flags stands.
    afterWrite(flags, () => {
      control.value = (control.value & ~1) | (flagged() ? 1 : 0);
    });
    for (let bit = 0; bit < chip.gpio.pins; bit++) {
      const changed = (): boolean => port === 'B' && ((changes.value || 0xf0) >>> bit) % 2 === 1;
      addWatch(machine, {
        pin: { port, bit },
        edges: () => {
          if ((control.value & 0x88) !== 0x88) return 0;
          if (!edgewise()) return changed() ? FALLING | RISING : 0;
          return ((falling.value >>> bit) & 1 ? FALLING : 0) | ((rising.value >>> bit) & 1 ? RISING : 0);
        },
        raise: () => {
          if (edgewise()) flags.value |= 1 << bit;
          control.value |= 1;
        },
        raised: () => (edgewise() ? flagged() : (control.value & 1) !== 0),
        handlers: ['__pic_isr'],
      });
    }
  }
}

/** Port interrupts of a Tiva (TM4C123GH6PM data sheet, 10.3.2): both edges, or the one IEV says, where IM lets them through. */
function connectTiva(machine: Machine): void {
  const { chip, file } = machine;
  if (!['IEV', 'IM', 'ICR'].every((wanted) => chip.gpio.registers.some(({ name }) => name === wanted))) return;
  for (const [port, place] of Object.entries(chip.ports)) {
    const register = (name: string) =>
      file.cell(place.base + chip.gpio.registers.find((each) => each.name === name)!.offset);
    const [mask, raised, clear] = [register('IM'), register('RIS'), register('ICR')];
    register('MIS').onRead = () => (raised.value & mask.value) >>> 0;
    const older = clear.onWrite;
    clear.onWrite = (value, bits) => {
      older?.(value, bits);
      raised.value = (raised.value & ~value) >>> 0;
    };
    for (let bit = 0; bit < chip.gpio.pins; bit++) {
      const set = (name: string): boolean => ((register(name).value >>> bit) & 1) === 1;
      addWatch(machine, {
        pin: { port, bit },
        edges: () => {
          if (!set('IM') || set('IS')) return 0;
          return set('IBE') ? FALLING | RISING : set('IEV') ? RISING : FALLING;
        },
        raise: () => {
          raised.value = (raised.value | (1 << bit)) >>> 0;
        },
        raised: () => ((raised.value >>> bit) & 1) === 1,
        handlers: [`GPIO${port}_Handler`, `GPIOPort${port}_Handler`, `GPIO${port}_IRQHandler`],
      });
    }
  }
}

/**
 * GPIOTE of an nRF5x (nRF52840 product specification 6.10): each channel watches the pin in its PSEL; the PORT event
 * comes from pins that sense a level.
 */
function connectGpiote(machine: Machine): void {
  const gpiote = machine.chip.blocks['NRF_GPIOTE'];
  if (!gpiote) return;
  const cell = (name: string) => machine.file.cell(machine.addressOf(`NRF_GPIOTE.${name}`));
  const channels = Array.from({ length: 8 }, (_, n) => ({
    config: cell(`CONFIG[${n}]`),
    event: cell(`EVENTS_IN[${n}]`),
  }));
  const [enable, disable, shared] = [cell('INTENSET'), cell('INTENCLR'), cell('EVENTS_PORT')];
  enable.onWrite = (written) => {
    enable.value = (enable.value | written) >>> 0;
  };
  disable.onWrite = (written) => {
    enable.value = (enable.value & ~written) >>> 0;
  };
  const edgesOf = (config: number): number => [0, RISING, FALLING, FALLING | RISING][(config >>> 16) & 3]!;
  const description = machine.chip.gpio.registers.find(({ name }) => name === 'PIN_CNF')!;
  for (const [port, { base, first = 0 }] of Object.entries(machine.chip.ports)) {
    for (let bit = 0; bit < machine.chip.gpio.pins; bit++) {
      const own = machine.file.cell(base + description.offset + 4 * bit);
      const watching = () =>
        channels.filter(({ config: { value } }) => (value & 3) === 1 && ((value >>> 8) & 63) === first + bit);
      // 2 senses a high level, 3 a low one.
      const sensed = (): number => [0, 0, RISING, FALLING][(own.value >>> 16) & 3]!;
      const asked = (): boolean =>
        (sensed() !== 0 && enable.value >>> 31 === 1) ||
        watching().some((each) => ((enable.value >>> channels.indexOf(each)) & 1) === 1);
      addWatch(machine, {
        pin: { port, bit },
        edges: () => watching().reduce((edges, { config }) => edges | edgesOf(config.value), sensed()),
        raise: () => {
          for (const { event } of watching()) event.value = 1;
          if (sensed() !== 0) shared.value = 1;
          for (const { event } of watching())
            carry(machine, gpiote.base + 0x100 + 4 * channels.findIndex((each) => each.event === event));
        },
        raised: () =>
          (sensed() !== 0 ? shared.value : watching().reduce((any, { event }) => any | event.value, 0)) !== 0,
        asks: asked,
        handlers: ['GPIOTE_IRQHandler'],
      });
    }
  }
}

/** Port interrupts of a Kinetis (KL25 reference manual, 11.5: IRQC in each pin's PCR, flags in ISFR and in PCR's ISF). */
function connectKinetis(machine: Machine): void {
  const { chip, file } = machine;
  if (chip.gpio.mode.kind !== 'pcr') return;
  for (const [port, place] of Object.entries(chip.ports)) {
    const controls = place.at?.['PCR'];
    if (controls === undefined) continue;
    const flags = file.cell(controls + 0xa0);
    flags.onWrite = (written) => {
      flags.value = (flags.value & ~written) >>> 0;
    };
    for (let bit = 0; bit < chip.gpio.pins; bit++) {
      const control = file.cell(controls + 4 * bit);
      const older = control.onWrite;
      control.onRead = () => (control.value | (((flags.value >>> bit) & 1) << 24)) >>> 0;
      control.onWrite = (value, mask) => {
        if ((value >>> 24) & 1) flags.value = (flags.value & ~(1 << bit)) >>> 0;
        older?.((value & ~(1 << 24)) >>> 0, mask);
      };
      const asked = (): number => (control.value >>> 16) & 15;
      addWatch(machine, {
        pin: { port, bit },
        edges: () => ({ 8: FALLING, 9: RISING, 10: FALLING, 11: FALLING | RISING, 12: RISING })[asked()] ?? 0,
        byLevel: () => asked() === 8,
        raise: () => {
          flags.value = (flags.value | (1 << bit)) >>> 0;
        },
        raised: () => ((flags.value >>> bit) & 1) === 1,
        handlers: [port, ...(port === 'C' || port === 'D' ? ['C_PORTD'] : [])].map((name) => `PORT${name}_IRQHandler`),
      });
    }
  }
}

/** EIC of a SAM D (DS40001882, 21): CONFIG chooses the edge of each line; a pin reaches its line through PMUXEN. */
function connectEic(machine: Machine): void {
  const { chip, file } = machine;
  if (!chip.blocks['__EIC']) return;
  const cell = (name: string) => file.cell(machine.addressOf(`__EIC.${name}`));
  const [enable, disable, flags] = [cell('INTENSET'), cell('INTENCLR'), cell('INTFLAG')];
  enable.onWrite = (written) => {
    enable.value = (enable.value | written) >>> 0;
  };
  disable.onWrite = (written) => {
    enable.value = (enable.value & ~written) >>> 0;
  };
  disable.onRead = () => enable.value;
  flags.onWrite = (written) => {
    flags.value = (flags.value & ~written) >>> 0;
  };
  const others: Record<string, number> = { 'A:24': 12, 'A:25': 13, 'A:27': 15, 'A:28': 8, 'A:30': 10, 'A:31': 11 };
  const configuration = chip.gpio.registers.find(({ name }) => name === 'PINCFG')!;
  for (const [port, place] of Object.entries(chip.ports)) {
    for (let bit = 0; bit < chip.gpio.pins; bit++) {
      const line = others[`${port}:${bit}`] ?? bit & 15;
      const pin = file.cell(place.base + configuration.offset + (bit & ~3));
      const sense = (): number => (cell(`CONFIG[${line >>> 3}]`).value >>> ((line & 7) * 4)) & 7;
      addWatch(machine, {
        pin: { port, bit },
        edges: () =>
          ((pin.value >>> ((bit & 3) * 8)) & 1) === 0 || (cell('CTRL').value & 2) === 0
            ? 0
            : [0, RISING, FALLING, FALLING | RISING, RISING, FALLING, 0, 0][sense()]!,
        asks: () => ((enable.value >>> line) & 1) === 1,
        raise: () => {
          flags.value = (flags.value | (1 << line)) >>> 0;
        },
        raised: () => ((flags.value >>> line) & 1) === 1,
        handlers: ['EIC_Handler'],
      });
    }
  }
}

/** Port interrupts of an MSPM0 (SLAU846, GPIO: two bits of polarity a pin, IIDX names the lowest pending pin and takes its flag). */
function connectMspm0(machine: Machine): void {
  const { chip, file } = machine;
  if (!chip.gpio.registers.some(({ name }) => name === 'POLARITY15_0')) return;
  for (const [port, place] of Object.entries(chip.ports)) {
    const register = (name: string) =>
      file.cell(place.base + chip.gpio.registers.find((each) => each.name === name)!.offset);
    const [mask, raised, index] = [register('IMASK'), register('RIS'), register('IIDX')];
    const pending = (): number => (raised.value & mask.value) >>> 0;
    const take = (pins: number): void => {
      raised.value = (raised.value & ~pins) >>> 0;
    };
    register('MIS').onRead = pending;
    register('ICLR').onWrite = take;
    index.onRead = () => {
      const lowest = 31 - Math.clz32(pending() & -pending());
      if (lowest >= 0) take(1 << lowest);
      return lowest + 1;
    };
    for (let bit = 0; bit < (place.pins ?? chip.gpio.pins); bit++) {
      addWatch(machine, {
        pin: { port, bit },
        edges: () => {
          const polarity = register(bit < 16 ? 'POLARITY15_0' : 'POLARITY31_16').value >>> ((bit % 16) * 2);
          if (!((mask.value >>> bit) & 1)) return 0;
          return (polarity & 1 ? RISING : 0) | (polarity & 2 ? FALLING : 0);
        },
        raise: () => {
          raised.value = (raised.value | (1 << bit)) >>> 0;
        },
        raised: () => ((pending() >>> bit) & 1) === 1,
        handlers: ['GROUP1_IRQHandler'],
      });
    }
  }
}

/** Lets the chip's own pin interrupts happen when something outside changes a level. */
export function connectEdges(machine: Machine): void {
  connectExti(machine);
  connectSmall(machine);
  connectTiva(machine);
  connectMspm0(machine);
  connectGpiote(machine);
  connectKinetis(machine);
  connectEic(machine);
  connectBytePorts(machine);
  connectPinLines(machine);
  connectPinInterrupts(machine);
}
