import type { Register } from '../knowledge/chip.ts';
import { type Chip, type PortRegister, portAddress, portRegisters } from './chip.ts';
import { DECODERS, type PinMode, PULLS, type RoleReader } from './modes.ts';
import type { Cell, RegisterFile } from './registers.ts';

/** What a port asks of the machine around it. */
export interface PortSurroundings {
  /** Pins that something outside may put a level on. */
  wired(port: string): number;
  /** Level that it puts on a pin now, or null where it puts none. */
  outside(port: string, bit: number): 0 | 1 | null;
  /** False where the port's clock is off and its registers ignore every write. */
  clocked(port: Port): boolean;
  /** False where another way to the port is switched on than the one that asks for this bit (`BLOCK.REGISTER:0=1`). */
  chosen(bit: string, register: string): boolean;
  /** Pins another unit holds (JTAG). */
  heldMask(port: string): number;
  /** A write that did not reach the port. */
  ignored(port: Port, register: string, pins: number | null): void;
  /** A write that reached it; its levels may have changed. */
  touched(port: Port, register: string, kind: Register['kind']): void;
  /** A read of the input register. */
  sampled(port: Port): void;
}

/** Stands for the word of a pin that the port does not have. */
const NO_WORD: Cell = { value: 0, name: '' };

/** One GPIO port: latch, mode registers, and the levels its pins show. */
export class Port {
  readonly name: string;
  readonly pins: number;
  /** Output latch (ODR, PORT, POD ...). */
  latch = 0;
  /** What it held before the program wrote it. */
  readonly latchAtReset: number;
  /** Level each pin showed last as an output. */
  shown: number;
  /** Pins that were outputs at some time. */
  everOutput = 0;
  /** Pins taken as outputs though the program does not make them so: the paste leaves that to code it does not contain. */
  presumedOutput = 0;
  private readonly chip: Chip;
  private readonly surroundings: PortSurroundings;
  private readonly roles = new Map<string, Cell[]>();
  private readonly all: number;
  private readonly inputOnly: number;
  /** Pins that drive a level, until a mode register changes. */
  private driving: number | null = null;
  /** The latch they were found with. */
  private drivingFor = -1;

  constructor(chip: Chip, name: string, file: RegisterFile, surroundings: PortSurroundings) {
    this.chip = chip;
    this.name = name;
    this.surroundings = surroundings;
    const place = chip.ports[name]!;
    this.pins = place.pins ?? chip.gpio.pins;
    this.all = this.pins === 32 ? 0xffffffff : (1 << this.pins) - 1;
    this.inputOnly = (place.inputOnly ?? []).reduce((mask, bit) => mask | (1 << bit), 0);
    this.shown = chip.gpio.resetLevel ? this.all : 0;
    const latchName = chip.gpio.latch.replaceAll('{P}', name);
    for (const register of portRegisters(chip, name)) this.mount(register, latchName, file);
    this.mountRoles(file);
    if (this.chip.gpio.resetLevel) this.latch = this.all;
    this.latchAtReset = this.latch;
  }

  private mount(register: PortRegister, latchName: string, file: RegisterFile): void {
    const address = portAddress(this.chip, this.name, register.plain);
    const bytes = register.bytes ?? this.chip.unitBytes;
    const reset = register.reset ?? 0;
    if (register.kind === 'whole') return;
    if (register.name === latchName) this.latch = reset;
    for (let i = 0; i < (register.count ?? 1); i++) {
      const word = this.wordOf(register, i);
      if (word < 0) continue;
      const at = address + word * (register.step ?? bytes);
      const cell = file.place(at, register.name, bytes, reset, this.chip.gpio.highFirst);
      this.hook(cell, register, latchName, file);
      if (register.when) this.restrict(cell, register.name, register.when.replace('{P}', this.name));
      if (register.masked) file.placeMasked(this.chip.ports[this.name]!.base, at);
      if (register.maskedBy) this.maskBy(cell, this.storage(register.maskedBy, file));
      if (register.mirrors) this.mirror(cell, i, register.mirrors, file);
    }
  }

  /** Which of the words of a register of one word a pin is that of pin `i`; less than 0 where there is none. */
  private wordOf({ count }: Pick<Register, 'count'>, i: number): number {
    const { words } = this.chip.ports[this.name]!;
    return words && count ? (words[i] ?? -1) : i;
  }

  private hook(cell: Cell, register: Register, latchName: string, file: RegisterFile): void {
    const isLatch = register.name === latchName;
    const guarded = (store: (value: number, mask: number) => void) => (value: number, mask: number) => {
      if (!register.ungated && !this.surroundings.clocked(this)) {
        this.surroundings.ignored(
          this,
          register.name,
          onlyLatch ? ((value | (value >>> half)) & this.all) >>> 0 : null,
        );
        return;
      }
      store(value, mask);
      this.version += 1;
      if (!onlyLatch) this.driving = null;
      this.surroundings.touched(this, register.name, register.kind);
    };
    const targetsLatch = register.of === undefined || register.of === latchName;
    const onlyLatch = isLatch || (targetsLatch && register.kind !== 'plain');
    const get = (): number => (targetsLatch ? this.latch : this.storage(register.of!, file).value);
    const put = (value: number): void => {
      if (targetsLatch) this.latch = (value & this.all) >>> 0;
      else this.storage(register.of!, file).value = value >>> 0;
    };
    const half = this.pins > 16 ? 32 : 16;
    const shown = register.writeOnly ? () => 0 : get;
    cell.steady = register.kind === 'input' || register.kind === 'input-toggle' || register.kind === 'quasi';
    switch (register.kind) {
      case 'input':
        cell.onRead = () => this.read();
        cell.onWrite = guarded(() => undefined);
        break;
      case 'input-toggle':
        cell.onRead = () => this.read();
        cell.onWrite = guarded((value) => put(get() ^ value));
        break;
      case 'quasi':
        cell.onRead = () => this.read();
        cell.onWrite = guarded((value, mask) => put((get() & ~mask) | value));
        break;
      case 'set':
        cell.onRead = shown;
        cell.onWrite = guarded((value) => put(get() | value));
        break;
      case 'clear':
        cell.onRead = shown;
        cell.onWrite = guarded((value) => put(get() & ~value));
        break;
      case 'toggle':
        cell.onRead = shown;
        cell.onWrite = guarded((value) => put(get() ^ value));
        break;
      case 'set-reset':
        cell.onRead = () => 0;
        cell.onWrite = guarded((value) => {
          const set = half === 16 ? value & 0xffff : value;
          put((get() & ~(value >>> 16)) | set);
        });
        break;
      case 'reset-set':
        cell.onRead = () => 0;
        cell.onWrite = guarded((value) => put((get() | (value & 0xffff)) & ~(value >>> 16)));
        break;
      case 'clear-set':
        cell.onRead = () => 0;
        cell.onWrite = guarded((value) => put((get() & ~(value & 0xffff)) | (value >>> 16)));
        break;
      case 'set-toggle':
        cell.onRead = () => 0;
        cell.onWrite = guarded((value) => {
          const [set, clear] = [value & 0xffff, value >>> 16];
          put(((get() | (set & ~clear)) & ~(clear & ~set)) ^ (set & clear));
        });
        break;
      case 'constant':
        cell.onWrite = () => undefined;
        break;
      default:
        if (isLatch) {
          cell.onRead = () => this.latch;
          cell.onWrite = guarded((value, mask) => put((this.latch & ~mask) | value));
        } else if (register.of) {
          cell.onRead = get;
          cell.onWrite = guarded((value, mask) => put((get() & ~mask) | value));
        } else {
          cell.onWrite = guarded((value, mask) => {
            cell.value = ((cell.value & ~mask) | value) >>> 0;
          });
        }
    }
  }

  /** Lets writes through only while the way they take is the one switched on. */
  private restrict(cell: Cell, name: string, bit: string): void {
    const own = cell.onWrite!;
    cell.onWrite = (value, mask) => {
      if (this.surroundings.chosen(bit, name)) own(value, mask);
    };
  }

  /** Keeps reads and writes away from the pins that another register masks. */
  private maskBy(cell: Cell, masking: Cell): void {
    const { onRead, onWrite } = cell;
    if (onRead) cell.onRead = () => (onRead() & ~masking.value) >>> 0;
    cell.onWrite = (value, mask) => onWrite!((value & ~masking.value) >>> 0, (mask & ~masking.value) >>> 0);
  }

  /** Bits of a pin's own register are the pin's bits in registers of the port: whichever is written, both show it. */
  private mirror(cell: Cell, pin: number, mirrors: Record<string, string>, file: RegisterFile): void {
    const { input, latch } = this.chip.gpio;
    const own = cell.onWrite!;
    // What reads the pins and writes the latch does both here too.
    const writes = this.chip.gpio.registers.find(({ name }) => name === input)?.kind === 'quasi';
    cell.onRead = () => {
      let { value } = cell;
      for (const [at, name] of Object.entries(mirrors)) {
        const level = name === input ? this.sample(pin) : name === latch ? this.latch : this.storage(name, file).value;
        value = (value & ~(1 << Number(at))) | (((level >>> pin) & 1) << Number(at));
      }
      return value >>> 0;
    };
    cell.onWrite = (value, mask) => {
      if (this.surroundings.clocked(this))
        for (const [at, name] of Object.entries(mirrors)) {
          if ((name === input && !writes) || !((mask >>> Number(at)) & 1)) continue;
          const set = ((value >>> Number(at)) & 1) << pin;
          if (name === latch || name === input) this.latch = ((this.latch & ~(1 << pin)) | set) >>> 0;
          else {
            const target = this.storage(name, file);
            target.value = ((target.value & ~(1 << pin)) | set) >>> 0;
          }
        }
      own(value, mask);
    };
  }

  private storage(name: string, file: RegisterFile): Cell {
    const described = this.chip.gpio.registers.find(
      (each) => each.name === name || each.name.replaceAll('{P}', this.name) === name,
    )!;
    return file.cell(portAddress(this.chip, this.name, described.name));
  }

  private mountRoles(file: RegisterFile): void {
    for (const [role, name] of Object.entries(this.chip.gpio.mode.registers)) {
      const described = this.chip.gpio.registers.find((each) => each.name === name);
      if (!described || this.chip.ports[this.name]!.without?.includes(name)) continue;
      const address = portAddress(this.chip, this.name, name);
      const bytes = described.bytes ?? this.chip.unitBytes;
      this.roles.set(
        role,
        Array.from({ length: described.count ?? 1 }, (_, i) => {
          const word = this.wordOf(described, i);
          return word < 0 ? NO_WORD : file.cell(address + word * (described.step ?? bytes));
        }),
      );
    }
  }

  private readonly role = (role: string, index = 0): number => {
    if (role === 'latch' || role === 'latchPull') return role === 'latch' || this.roles.has(role) ? this.latch : 0;
    if (role === 'first') return this.chip.ports[this.name]!.first ?? 0;
    return this.roles.get(role)?.[index]?.value ?? 0;
  };

  /** Modes that were asked for since anything was done to the port: a loop that polls a pin asks millions of times. */
  private modesKnown: (PinMode | undefined)[] = [];
  private modesFor = { version: -1, everOutput: 0 };

  /** What the mode registers make of a pin now. */
  mode(bit: number): PinMode {
    if (this.modesFor.version !== this.version || this.modesFor.everOutput !== this.everOutput) {
      this.modesKnown = [];
      this.modesFor = { version: this.version, everOutput: this.everOutput };
    }
    this.modesKnown[bit] ??= this.decode(bit);
    return this.modesKnown[bit];
  }

  private decode(bit: number): PinMode {
    const decoded = DECODERS[this.chip.gpio.mode.kind](this.role, bit, this.chip);
    if (decoded.direction === 'output' && (this.inputOnly >>> bit) & 1) return { ...decoded, direction: 'input' };
    if (decoded.quasi && !this.chip.gpio.alwaysOutput && ((this.latch & ~this.everOutput) >>> bit) & 1)
      return { direction: 'input', openDrain: false, pull: 'up' };
    return decoded;
  }

  /** What they make of all pins now. */
  modes(): PinMode[] {
    return Array.from({ length: this.pins }, (_, bit) => this.mode(bit));
  }

  /** A register other than the latch was written, and nobody has asked since what drives. */
  get isSetAnew(): boolean {
    return this.driving === null;
  }

  /** An input that its latch would pull up, and does not now. */
  pullsByLatch(bit: number): boolean {
    const set: RoleReader = (role, index) =>
      role === 'latch' || role === 'latchPull' ? this.role(role, index) | (1 << bit) : this.role(role, index);
    const { direction, pull } = DECODERS[this.chip.gpio.mode.kind](set, bit, this.chip);
    return direction === 'input' && pull === 'up' && this.mode(bit).pull !== 'up';
  }

  /** A register outside the port that decides over its pins has changed. */
  reconsider(): void {
    this.version += 1;
    this.driving = null;
  }

  /** Pins that drive a level now. */
  outputs(): number {
    // A pin's latch can decide whether it drives one.
    if (this.chip.gpio.mode.kind === 'two-bits' && this.drivingFor !== this.latch) this.driving = null;
    this.driving ??= this.findOutputs();
    this.drivingFor = this.latch;
    return this.driving;
  }

  /** A pin the program has not given a function yet, where pins have one (RP2040). */
  isUntouched(bit: number): boolean {
    return this.chip.gpio.mode.kind === 'funcsel' && (this.role('function', bit * 2 + 1) & 31) === 31;
  }

  /** Pins whose level is turned over, and those held low or high, whatever the latch says (RP2040: OUTOVER). */
  private turned = 0;
  private heldLow = 0;
  private heldHigh = 0;

  private findOverrides(): void {
    this.turned = this.heldLow = this.heldHigh = 0;
    if (this.chip.gpio.mode.kind !== 'funcsel') return;
    for (let bit = 0; bit < this.pins; bit++) {
      const override = (this.role('function', bit * 2 + 1) >>> 8) & 3;
      if (override === 1) this.turned |= 1 << bit;
      else if (override === 2) this.heldLow |= 1 << bit;
      else if (override === 3) this.heldHigh |= 1 << bit;
    }
  }

  /** Pins that another unit has taken over and drives, and the levels it gives them (nRF5x: GPIOTE tasks). */
  private taken = 0;
  private takenLevels = 0;

  /** Lets another unit drive a pin; null gives the pin back to the latch. */
  take(bit: number, level: 0 | 1 | null): void {
    const mask = 1 << bit;
    this.taken = (level === null ? this.taken & ~mask : this.taken | mask) >>> 0;
    this.takenLevels = (level === 1 ? this.takenLevels | mask : this.takenLevels & ~mask) >>> 0;
    this.version += 1;
    this.driving = null;
    this.surroundings.touched(this, this.chip.gpio.latch.replaceAll('{P}', this.name), 'plain');
  }

  /** The level another unit gives a pin; null where none does. */
  takenLevel(bit: number): 0 | 1 | null {
    return (this.taken >>> bit) & 1 ? (((this.takenLevels >>> bit) & 1) as 0 | 1) : null;
  }

  /** What outputs put on their pins. */
  private levels(): number {
    const own = ((this.latch ^ this.turned) & ~this.heldLow) | this.heldHigh;
    return (own & ~this.taken) | this.takenLevels;
  }

  private findOutputs(): number {
    this.findOverrides();
    let mask = 0;
    for (let bit = 0; bit < this.pins; bit++) if (this.mode(bit).direction === 'output') mask |= 1 << bit;
    return ((mask & ~this.surroundings.heldMask(this.name)) | this.presumedOutput | this.taken) >>> 0;
  }

  /** What a read of the input register gives. */
  read(): number {
    this.surroundings.sampled(this);
    let value = 0;
    const outputs = this.outputs();
    const wired = this.surroundings.wired(this.name);
    for (let bit = 0; bit < this.pins; bit++) if (this.level(bit, outputs, wired)) value |= 1 << bit;
    return value >>> 0;
  }

  /** The level of one pin at its place in the port; what it drives itself is no reading of an input. */
  private sample(bit: number): number {
    const outputs = this.outputs();
    if (((outputs >>> bit) & 1) === 0) this.surroundings.sampled(this);
    return this.level(bit, outputs, this.surroundings.wired(this.name)) ? 1 << bit : 0;
  }

  private level(bit: number, outputs: number, wired: number): boolean {
    const latched = ((this.levels() >>> bit) & 1) === 1;
    const outside = (wired >>> bit) & 1 ? this.surroundings.outside(this.name, bit) : null;
    if ((outputs >>> bit) & 1) {
      // A weak or open 1 can be pulled down from outside; a strong level cannot be argued with.
      const weak = latched && this.mode(bit).openDrain;
      return latched && !(weak && outside === 0);
    }
    if (outside !== null) return outside === 1;
    const { direction, pull } = this.mode(bit);
    return direction === 'input' && pull === 'up';
  }

  /** Compares what the pins show with what they showed; the pins that changed, and which are outputs for the first time. */
  settle(): { changed: number; newOutputs: number } {
    const outputs = this.outputs();
    const newOutputs = (outputs & ~this.everOutput) >>> 0;
    this.everOutput = (this.everOutput | outputs) >>> 0;
    const changed = ((this.levels() ^ this.shown) & outputs) >>> 0;
    if (changed !== 0) this.version += 1;
    this.shown = (this.shown ^ changed) >>> 0;
    this.settledAt = this.version;
    return { changed, newOutputs };
  }

  /** Sets direction and pull of a pin the way a board library does. */
  configure(bit: number, output: boolean, pull: PinMode['pull']): void {
    const put = (role: string, on: boolean): void => {
      const cell = this.roles.get(role)?.[0];
      if (cell && role !== 'latchPull') cell.value = (on ? cell.value | (1 << bit) : cell.value & ~(1 << bit)) >>> 0;
      else if (role === 'latchPull' && cell)
        this.latch = (on ? this.latch | (1 << bit) : this.latch & ~(1 << bit)) >>> 0;
    };
    const { kind } = this.chip.gpio.mode;
    const field = (role: string, width: number, at: number, value: number, index = 0): void => {
      const cell = this.roles.get(role)?.[index];
      const mask = (1 << width) - 1;
      if (cell) cell.value = ((cell.value & ~(mask << (at * width))) | (value << (at * width))) >>> 0;
    };
    if (kind === 'moder') {
      field('mode', 2, bit, output ? 1 : 0);
      field('pull', 2, bit, output ? 0 : PULLS.indexOf(pull));
    } else if (kind === 'crl-crh') {
      field(bit < 8 ? 'low' : 'high', 4, bit % 8, output ? 3 : pull === 'none' ? 4 : 8);
      if (!output && pull !== 'none')
        this.latch = (pull === 'up' ? this.latch | (1 << bit) : this.latch & ~(1 << bit)) >>> 0;
    }
    if (kind === 'fsel') {
      const at = (this.role('first') % 10) + bit;
      field('function', 3, at % 10, output ? 1 : 0, Math.floor(at / 10));
    }
    this.version += 1;
    put('direction', output);
    if (!output) put('latchPull', pull === 'up');
    put('pullUp', !output && pull === 'up');
    put('pullDown', !output && pull === 'down');
    const { pullUp } = this.chip.gpio.mode.bits ?? {};
    const control = this.roles.get('control')?.[bit];
    if (control && pullUp !== undefined)
      control.value = (!output && pull === 'up' ? control.value | (1 << pullUp) : control.value & ~(1 << pullUp)) >>> 0;
    this.driving = null;
    this.surroundings.touched(this, this.chip.gpio.mode.registers['direction'] ?? 'mode', 'plain');
  }

  /** Writes one bit of the latch, as one write. */
  drive(bit: number, level: boolean): void {
    this.version += 1;
    this.latch = (level ? this.latch | (1 << bit) : this.latch & ~(1 << bit)) >>> 0;
    this.surroundings.touched(this, this.chip.gpio.latch.replaceAll('{P}', this.name), 'plain');
  }

  /** True where the pin's latch holds this level already and everything that was done to the port is over. */
  holds(bit: number, level: boolean): boolean {
    return ((this.latch >>> bit) & 1) === (level ? 1 : 0) && this.settledAt === this.version;
  }

  /** Counts what is done to the port. */
  version = 0;
  private settledAt = -1;
  private known = { version: -1, text: '' };

  snapshot(): string {
    if (this.known.version !== this.version) this.known = { version: this.version, text: this.takeSnapshot() };
    return this.known.text;
  }

  private takeSnapshot(): string {
    const cells = [...this.roles.values()].flat().map((cell) => cell.value.toString(36));
    return `${this.name}:${this.latch.toString(36)}/${this.takenLevels.toString(36)}/${this.shown.toString(36)}/${cells.join(',')}`;
  }
}
