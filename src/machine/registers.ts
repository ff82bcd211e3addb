/** One addressable unit. Hooks make it more than storage. */
export interface Cell {
  value: number;
  /** What a read gives; absent: the stored value. */
  onRead?: (() => number) | undefined;
  /** Takes a write; `mask` says which bits the access covers. Absent: stored. */
  onWrite?: ((value: number, mask: number) => void) | undefined;
  /** Called after a plain store. */
  onChange?: (() => void) | undefined;
  /** What a read gives stays the same until something happens: pins, no counters. */
  steady?: boolean;
  /** The program has written it. */
  written?: boolean;
  name: string;
}

/** Where the C engine puts single bits of byte addresses: byte address times 8 plus bit. */
const BIT_SPACE = 0xb100_0000;
/** Limit on places outside the chip's known registers that a program may create by touching them. */
const STRAY_LIMIT = 20_000;

/** A register narrower than the word it lies in. */
interface Lane {
  shift: number;
  mask: number;
  cell: Cell;
}

/**
 * The memory map below the program's own memory: cells of one or four bytes. Accesses of other widths are split or
 * merged the way the bus does it: a half-word access sees and changes its half only. A word may be made of narrower
 * registers (lanes), each with hooks of its own.
 */
export class RegisterFile {
  private readonly cells = new Map<number, Cell>();
  /** The narrower registers of a word, by the word's address. */
  private readonly lanes = new Map<number, Lane[]>();
  /** The same, each by its own address. */
  private readonly narrow = new Map<number, Cell>();
  /** Stretches of words that reach one register through a mask, which is the place in the stretch. */
  private readonly masked: { from: number; to: number }[] = [];
  /** Words whose halves and bytes are addressed from the high end. */
  private readonly highFirst = new Set<number>();
  private readonly unit: 1 | 4;
  private readonly bitBand: boolean;
  /** Addresses touched that the chip file does not know. */
  readonly stray = new Set<number>();

  /** Those of them that were written. */
  strayWrites(): number[] {
    return [...this.stray].filter((at) => this.cells.get(at)?.written);
  }

  /** Counts changes of plain storage. */
  private version = 0;
  private taken = { version: -1, text: '' };

  constructor(unit: 1 | 4, bitBand: boolean) {
    this.unit = unit;
    this.bitBand = bitBand;
  }

  /** Puts a register at an address; `bytes` beyond the unit are spread over consecutive cells, fewer are a part of one. */
  place(address: number, name: string, bytes: number, reset: number, highFirst = false): Cell {
    if (highFirst) this.highFirst.add(this.align(address));
    if (bytes < this.unit) return this.placeLane(address, name, bytes, reset);
    const first = this.ensure(address, name, reset & (this.unit === 1 ? 0xff : -1));
    for (let i = 1; i * this.unit < bytes; i++) {
      this.ensure(address + i * this.unit, name, (reset >>> (8 * i * this.unit)) & 0xff);
    }
    return first;
  }

  /** Makes each word from an address up to a register reach that register, masked by how far along it lies. */
  placeMasked(from: number, register: number): void {
    this.masked.push({ from, to: register });
  }

  /** The register that a word of such a stretch reaches, and the bits of it. */
  private throughMask(address: number): { register: number; mask: number } | null {
    for (const { from, to } of this.masked)
      if (address >= from && address < to) return { register: to, mask: (address - from) >>> 2 };
    return null;
  }

  private placeLane(address: number, name: string, bytes: number, reset: number): Cell {
    const at = this.align(address);
    const known = this.narrow.get(address);
    if (known) return known;
    const cell: Cell = { value: reset >>> 0, name };
    const shift = this.shiftOf(address, bytes);
    const lanes = this.lanes.get(at) ?? [];
    lanes.push({ shift, mask: (2 ** (8 * bytes) - 1) * 2 ** shift, cell });
    this.narrow.set(address, cell);
    if (this.lanes.has(at)) return cell;
    this.lanes.set(at, lanes);
    const word = this.ensure(address, name, 0);
    word.onRead = () => this.readLanes(lanes, -1);
    word.onWrite = (value, mask) => {
      for (const lane of lanes) {
        const covered = (mask & lane.mask) >>> lane.shift;
        if (covered !== 0) this.store(lane.cell, (value & lane.mask) >>> lane.shift, covered);
      }
    };
    return cell;
  }

  /** What lanes give, of those that an access covers: a read of one port's byte is no read of the port beside it. */
  private readLanes(lanes: Lane[], mask: number): number {
    let value = 0;
    for (const lane of lanes) if (mask & lane.mask) value |= this.valueOf(lane.cell) << lane.shift;
    return value >>> 0;
  }

  /** How far the bits of an access lie from the low end of their word. */
  private shiftOf(address: number, width: number): number {
    const at = address & 3;
    return (width < 4 && this.highFirst.has(this.align(address)) ? 4 - width - at : at) * 8;
  }

  private ensure(address: number, name: string, reset: number): Cell {
    const at = this.align(address);
    let cell = this.cells.get(at);
    if (!cell) {
      cell = { value: reset >>> 0, name };
      this.cells.set(at, cell);
    }
    return cell;
  }

  private align(address: number): number {
    return this.unit === 4 ? (address & ~3) >>> 0 : address >>> 0;
  }

  /** The register at an address; places the chip does not know are plain storage. */
  cell(address: number): Cell {
    return this.narrow.get(address) ?? this.unitAt(address);
  }

  /** The addressable unit that an address lies in. */
  private unitAt(address: number): Cell {
    const at = this.align(address);
    const known = this.cells.get(at);
    if (known) return known;
    const cell: Cell = { value: 0, name: '' };
    if (this.stray.size < STRAY_LIMIT) {
      this.stray.add(at);
      this.cells.set(at, cell);
    }
    return cell;
  }

  /** The cells that hold so many bytes. */
  cellsOf(address: number, bytes: number): Cell[] {
    return this.unit === 4 ? [this.cell(address)] : Array.from({ length: bytes }, (_, i) => this.cell(address + i));
  }

  /** What a register of up to four bytes holds, without reading it as a program does. */
  stored(address: number, bytes: number): number {
    return this.cellsOf(address, bytes).reduceRight((value, cell) => ((value << 8) | cell.value) >>> 0, 0);
  }

  has(address: number): boolean {
    const at = this.align(address);
    return this.cells.has(at) && !this.stray.has(at);
  }

  /** True for a place that only keeps what was written: nothing of the machine stands behind it. */
  isStorage(address: number): boolean {
    if (this.bandTarget(address) || this.throughMask(address)) return false;
    const lanes = this.lanes.get(this.align(address));
    if (lanes) return lanes.every(({ cell }) => !cell.onRead && !cell.onWrite);
    const cell = this.cells.get(this.align(address));
    return cell === undefined || (!cell.onRead && !cell.onWrite);
  }

  /** True for a place whose value only an event can change: pins. */
  isSteady(address: number): boolean {
    const band = this.bandTarget(address);
    const at = this.align(band?.address ?? this.throughMask(address)?.register ?? address);
    return this.lanes.get(at)?.every(({ cell }) => cell.steady) ?? this.cells.get(at)?.steady === true;
  }

  read(address: number, width: 1 | 2 | 4): number {
    const band = this.bandTarget(address);
    if (band) return (this.readUnit(band.address) >>> band.bit) & 1;
    const through = this.throughMask(address);
    if (through) return this.readUnit(through.register) & through.mask;
    if (this.unit === 4) {
      const shift = this.shiftOf(address, width);
      const all = width === 4 ? 0xffffffff : width === 2 ? 0xffff : 0xff;
      const lanes = this.lanes.get(this.align(address));
      const value = lanes ? this.readLanes(lanes, all << shift) : this.readUnit(address);
      return ((value >>> shift) & all) >>> 0;
    }
    let value = 0;
    for (let i = width - 1; i >= 0; i--) value = ((value << 8) | (this.readUnit(address + i) & 0xff)) >>> 0;
    return value;
  }

  write(address: number, width: 1 | 2 | 4, value: number): void {
    const band = this.bandTarget(address);
    if (band) {
      this.writeUnit(band.address, ((value & 1) << band.bit) >>> 0, (1 << band.bit) >>> 0);
      return;
    }
    const through = this.throughMask(address);
    if (through) {
      this.writeUnit(through.register, value, through.mask);
      return;
    }
    if (this.unit === 4) {
      const shift = this.shiftOf(address, width);
      const mask = width === 4 ? 0xffffffff : ((width === 2 ? 0xffff : 0xff) << shift) >>> 0;
      this.writeUnit(address, (value << shift) >>> 0, mask);
      return;
    }
    // The low byte comes last: it holds the bits that start a unit, which then finds the rest in place.
    for (let i = width - 1; i >= 0; i--) this.writeUnit(address + i, (value >>> (8 * i)) & 0xff, 0xff);
  }

  private readUnit(address: number): number {
    return this.valueOf(this.unitAt(address));
  }

  private valueOf(cell: Cell): number {
    return cell.onRead ? cell.onRead() >>> 0 : cell.value;
  }

  private writeUnit(address: number, value: number, mask: number): void {
    this.store(this.unitAt(address), value, mask);
  }

  private store(cell: Cell, value: number, mask: number): void {
    cell.written = true;
    if (cell.onWrite) cell.onWrite(value & mask, mask);
    else {
      const next = ((cell.value & ~mask) | (value & mask)) >>> 0;
      if (next !== cell.value) this.version += 1;
      cell.value = next;
      cell.onChange?.();
    }
  }

  /** The bit space of sbit names, and the bit-band alias of 0x40000000..0x400FFFFF (ARMv7-M, Cortex-M3 TRM 3.7). */
  private bandTarget(address: number): { address: number; bit: number } | null {
    if (address >= BIT_SPACE && address < BIT_SPACE + 0x8_0000) {
      return { address: (address - BIT_SPACE) >>> 3, bit: (address - BIT_SPACE) & 7 };
    }
    if (!this.bitBand || address < 0x42000000 || address > 0x43ffffff) return null;
    const offset = address - 0x42000000;
    const byte = 0x40000000 + (offset >>> 5);
    return { address: (byte & ~3) >>> 0, bit: (byte & 3) * 8 + ((offset >>> 2) & 7) };
  }

  /** All plain storage, for comparing two moments of a run; what has hooks keeps its own state. */
  snapshot(): string {
    if (this.taken.version === this.version) return this.taken.text;
    let text = '';
    for (const [address, cell] of [...this.cells, ...this.narrow]) {
      if (cell.value !== 0 && !cell.onWrite) text += `${address.toString(36)}=${cell.value.toString(36)};`;
    }
    this.taken = { version: this.version, text };
    return text;
  }
}
