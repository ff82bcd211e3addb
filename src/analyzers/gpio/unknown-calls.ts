import type { Machine } from '../../machine/machine.ts';
import { watch } from '../../machine/polling.ts';
import { BOARD_PORT, type BoardWord, boardWord, looksAtKey, setsByArgument } from './board-words.ts';
import { isDelayName } from './delay-names.ts';
import { bitOfArgument, bitOfName, type Symbols, UNKNOWN_TIME } from './symbols.ts';

/** What a call to a function that is not in the paste was taken for. */
export interface CallMeaning {
  name: string;
  kind:
    | 'delay-ms'
    | 'delay-us'
    | 'delay-s'
    | 'delay-count'
    | 'delay-unit'
    | 'delay-unknown'
    | 'setup'
    | 'on'
    | 'off'
    | 'toggle'
    | 'level'
    | 'key'
    | 'other';
}

/** Set-up calls by their usual names; those that set up something else than pins are left out. */
const SETUP = /init|setup|set_?up|config|cfg|open|begin|start/i;
const NO_PINS =
  /systemclock|sysclk|clock_?config|clk_?config|pll|hse|delay|systick|sys_?tick|nvic|irq|uart|usart|serial|printf|debug|i2c|spi|adc|dac|dma|timer?|tim\d|tim_|_oc\d|ledc|rmt|pcnt|pwm|rtc|wdt|iwdg|wdg|watchdog|usb|can_|eth|lcd|oled|flash|cache|mpu|fpu|rtos|os_|task|sem|queue|heap|printf|log|wifi|ble|systeminit|powerup|hal_init|stdio/i;
const PINS =
  /gpio|led|board|bsp|hardware|hw_|port|pin|key|button|btn|beep|buzz|relay|motor|periph|^init|^setup|system_?init|app_init|user_init|all_?init|device|peripheral|io_|rcc_config/i;

/** A function not in the paste that may well set pins up. */
export function mayPreparePins(name: string): boolean {
  return (
    (SETUP.test(name) && !NO_PINS.test(name)) ||
    (PINS.test(name) && SETUP.test(name)) ||
    /^RCC_Configuration$/i.test(name)
  );
}

/** What the name and the arguments of a call to an unknown function say it does. */
export function meaningOf(name: string, args: number[]): CallMeaning['kind'] {
  if (isDelayName(name)) {
    const lower = name.toLowerCase();
    if (/us$|_us|^us|micro|usec|us_?delay|^udelay/.test(lower)) return 'delay-us';
    if (/ms$|_ms|^ms|milli|msec|ms_?delay|^mdelay|msleep|_nms|\d+ms|xms/.test(lower)) return 'delay-ms';
    if (/(?:_s|sec|secs|seconds?|\d+s)$/.test(lower)) return 'delay-s';
    if (args.length === 0 && !/\d/.test(name)) return 'delay-unknown';
    return args.length > 0 && Math.abs(args[0]!) < 5000 ? 'delay-unit' : 'delay-count';
  }
  return mayPreparePins(name) ? 'setup' : 'other';
}

/** Times an unknown function is asked in a row before a program is taken to wait for another answer. */
const PATIENCE = 200;

/**
 * Answers calls to functions that are not in the paste: delays let time pass, the rest returns 0 until a program
 * evidently waits for something else.
 */
export class UnknownCalls {
  readonly seen = new Map<string, CallMeaning>();
  private readonly symbols: Symbols;
  private readonly byNumber: boolean;
  private lastName = '';
  private lastActivity = -1;
  private repeated = 0;

  constructor(symbols: Symbols, byNumber: boolean) {
    this.symbols = symbols;
    this.byNumber = byNumber;
  }

  /** `LED_On(LED2)`, `LED2_ON()`: switches a pin of the board; false where the call says no one pin. */
  private switches(name: string, { pin, action, bare }: BoardWord, args: number[], machine: Machine): boolean {
    const port = machine.ports.get(BOARD_PORT);
    if (!port || args.length > (bare ? 0 : 1)) return false;
    const [which] = args;
    let bit: number | undefined;
    if (which === undefined) bit = bitOfName(this.symbols, pin, machine.chip);
    else {
      bit = bitOfArgument(this.symbols, this.byNumber, which);
      if (bit === undefined && which >= 0 && which < 16) bit = bitOfName(this.symbols, `${pin}${which}`, machine.chip);
    }
    if (bit === undefined) return false;
    if (!this.seen.has(name)) this.seen.set(name, { name, kind: action });
    port.drive(bit, action === 'toggle' ? ((port.latch >>> bit) & 1) === 0 : action === 'on');
    machine.activity += 1;
    return true;
  }

  /** `gpio_put(LED, 1)` of a library that is not known: only where the first argument is a pin that the paste names. */
  private setsLevel(name: string, [which, level]: number[], machine: Machine): boolean {
    const port = machine.ports.get(BOARD_PORT);
    const bit = bitOfArgument(this.symbols, this.byNumber, which);
    if (!port || bit === undefined || (level !== 0 && level !== 1)) return false;
    if (!this.seen.has(name)) this.seen.set(name, { name, kind: 'level' });
    port.drive(bit, level === 1);
    machine.activity += 1;
    return true;
  }

  /** `KEY_Read(KEY1)`: the level of a key that the paste names; null where the call says no one key. */
  private readsKey(name: string, args: number[], machine: Machine): 0 | 1 | null {
    const port = machine.ports.get(BOARD_PORT);
    const [which] = args;
    const bit = bitOfArgument(this.symbols, this.byNumber, which);
    if (!port || bit === undefined || args.length !== 1) return null;
    if (!this.seen.has(name)) this.seen.set(name, { name, kind: 'key' });
    watch(machine, machine.chip.ports[BOARD_PORT]?.base ?? 0);
    return ((port.read() >>> bit) & 1) as 0 | 1;
  }

  readonly answer = (name: string, args: number[], _line: number, machine: Machine): number => {
    if (args.length === 2 && setsByArgument(name) && this.setsLevel(name, args, machine)) return 0;
    const key = looksAtKey(name) ? this.readsKey(name, args, machine) : null;
    if (key !== null) return key;
    const word = boardWord(name);
    if (word !== null && this.switches(name, word, args, machine)) return 0;
    const kind = meaningOf(name, args);
    if (!this.seen.has(name)) this.seen.set(name, { name, kind });
    const multiple = Number(/(?:^|[^\d])(\d+)(?:ms|us|s)(?:$|[^a-z])/i.exec(name)?.[1] ?? 1);
    const amount = (args[0] ?? 1) * multiple;
    if (kind === 'delay-ms' || kind === 'delay-unit') machine.delay(amount * 1000);
    else if (kind === 'delay-us') machine.delay(amount);
    else if (kind === 'delay-s') machine.delay(amount * 1e6);
    else if (kind === 'delay-unknown') machine.unknownDelay(UNKNOWN_TIME * 1000);
    else if (kind === 'delay-count') machine.estimatedDelay(args.length > 0 ? Math.abs(args[0]!) : 100_000);
    else return this.patience(name, machine);
    return 0;
  };

  private patience(name: string, machine: Machine): number {
    if (name === this.lastName && machine.activity === this.lastActivity) this.repeated += 1;
    else this.repeated = 0;
    this.lastName = name;
    this.lastActivity = machine.activity;
    return this.repeated > PATIENCE ? 1 : 0;
  }
}
