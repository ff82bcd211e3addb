import { remembered } from '../../language/remembered.ts';
import type { Chip } from '../../machine/chip.ts';
import type { Occurrences } from './occurrences.ts';

/** What a function or macro of a header that was not pasted does to a pin, going by its name. */
export type PinAction = 'on' | 'off' | 'toggle';
export interface BoardWord {
  /** LED1 of LED1_ON, LED of LED_Toggle. */
  pin: string;
  action: PinAction;
  /** Only a call without arguments says so: `LED0_Set()`; what `LED_Set(x)` does depends on x. */
  bare?: true;
}

/** The symbolic port such pins live on, at an address that bit names reach and no chip uses. */
export const BOARD_PORT = '__board';
const BOARD_BASE = 0xf000;
const BIT_SPACE = 0xb100_0000;

const WORDS = /[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g;
const THING = /^(?:leds?|lamp|light|relay|beep|beeper|buzz|buzzer|motor|pump|fan|laser|valve)\d*$/i;
const ACTIONS: [RegExp, PinAction][] = [
  [/^on$/i, 'on'],
  [/^off$/i, 'off'],
  [/^(?:toggle|toggled|tog|turn|flip|reverse|invert|inv|rev|trog)$/i, 'toggle'],
];
/** Words that make it something else: LED_All_On, LED_Is_On, LED_On_Time. */
const ELSE =
  /^(?:init|config|task|mode|time|is|get|state|status|count|cnt|delay|all|thread|handler|callback|test|set)$/i;

/** `LED1_ON`, `TurnOffLed`, `gd_eval_led_toggle`: the thing and what is done to it; null where a name does not say both. */
export const boardWord: (name: string) => Readonly<BoardWord> | null = remembered(findBoardWord, 500);

function findBoardWord(name: string): BoardWord | null {
  const joined = /^(\w*?(?:led|relay|beep|buzzer|motor)\d*)(on|off)$/i.exec(name);
  if (joined && !joined[1]!.includes('_') && (name.match(WORDS) ?? []).length === 1)
    return { pin: joined[1]!, action: joined[2]!.toLowerCase() as PinAction };
  const level = /^(\w*[A-Za-z]\d*)_?Set(High|Low)$/.exec(name);
  if (level && !/GPIO|Pin|pin/.test(level[1]!)) return { pin: level[1]!, action: level[2] === 'High' ? 'on' : 'off' };
  // Microchip's code generator makes a pin's functions of the name it is given there.
  const generated = /^(\w+)_(Set|Clear)$/.exec(name);
  const generatedWords = (generated?.[1] ?? '').match(WORDS) ?? [];
  if (
    generated &&
    generatedWords.some((word) => THING.test(word)) &&
    !generatedWords.some((word) => ELSE.test(word) || ACTIONS.some(([pattern]) => pattern.test(word)))
  )
    return { pin: generated[1]!, action: generated[2] === 'Set' ? 'on' : 'off', bare: true };
  const words = name.match(WORDS) ?? [];
  if (words.some((word) => ELSE.test(word)) || words.filter((word) => THING.test(word)).length !== 1) return null;
  const actionOf = (word: string): PinAction | null => ACTIONS.find(([pattern]) => pattern.test(word))?.[1] ?? null;
  const said = words.flatMap((word) => actionOf(word) ?? []);
  const switches = said.filter((action) => action !== 'toggle');
  // "turn" alone turns it over; beside on or off it is only the verb.
  const turnOnly = words.filter((word) => /^turn$/i.test(word)).length;
  const action =
    switches.length === 1 && said.length - turnOnly <= 1 ? switches[0]! : said.length === 1 ? said[0]! : null;
  if (action === null) return null;
  let pin = name;
  for (const word of words) if (actionOf(word) !== null) pin = pin.replace(word, '');
  pin = pin.replace(/_{2,}/g, '_').replace(/^_|_$/g, '');
  return pin === '' ? null : { pin, action };
}

/** `cyw43_arch_gpio_put(pin, level)`, `bsp_led_write(LED1, 1)`: sets the pin of its first argument to the level of its second. */
const SETTER =
  /(?:gpio|pin|led|lamp|relay|beep|buzz(?:er)?|io)_?(?:put|set|write|ctrl|control)(?:_?(?:level|state|status|value))?$|^(?:put|set|write)_?(?:gpio|pin|led|lamp|relay|buzz(?:er)?)(?:_?(?:level|state|value))?$/i;

/** True for a function that by its name sets a pin to the level of its second argument. */
export const setsByArgument = (name: string): boolean => SETTER.test(name);

const KEY_WORD = /^(?:keys?|buttons?|btns?|pb|switch|sw|joystick)\d*$/i;
const LOOKS = /^(?:get|read|is|state|status|level|pressed|down|value)$/i;
const NO_LOOK =
  /^(?:init|config|cfg|scan|wait|event|handler|callback|irq|exti|num|number|count|code|clear|set|mode|time|task|all|last|long|double|click)$/i;

/** `gd_eval_key_state_get(KEY1)`, `Button_IsPressed(BTN)`: asks whether the key of its argument is pressed. */
export const looksAtKey: (name: string) => boolean = remembered((name: string): boolean => {
  const words = name.match(WORDS) ?? [];
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  return has(KEY_WORD) && has(LOOKS) && !has(NO_LOOK);
}, 500);

const BIT_NAME = /^(?:LED|BEEP|BUZZER|RELAY|MOTOR|LAMP|FAN)_?[A-Z]?\d*$/i;
const KEY_NAME = /^(?:KEY|BTN|BUTTON|SW|K|S)_?[A-Z]?\d+$|^(?:KEY|BUTTON|WK_UP|KEY_UP)$/;

/** How a text uses a name that nobody declares and that must be one bit of a port for the text to make sense. */
export function bitUse(name: string, text: Occurrences): 'written' | 'read' | null {
  if (BIT_NAME.test(name) && text.between(name, /(?:^|[;{}):\s])$/, /^\s*\^?=(?:[^=]|$)/)) return 'written';
  if (
    KEY_NAME.test(name) &&
    (text.before(name, /^\s*[=!]=\s*[01]\b/) ||
      text.behind(name, /!\s*$/) ||
      text.between(name, /\(\s*$/, /^\s*\)\s*[{;\w]/))
  )
    return 'read';
  return null;
}

/** Whether a name stands as a statement of its own: `LED1_ON;`. */
export const isStatement = (name: string, text: Occurrences): boolean =>
  text.between(name, /(?:^|[;{})\n])\s*$/, /^\s*;/);

/** C text for one bit of the board port's latch or input register. */
export function bitText(chip: Chip, bit: number, use: 'written' | 'read'): string {
  const wanted = use === 'written' ? chip.gpio.latch : chip.gpio.input;
  const register = chip.gpio.registers.find((each) => each.name === wanted);
  const address = BOARD_BASE + (register?.offset ?? 0) + (bit >>> 3);
  return `(*(volatile unsigned char *)0x${(BIT_SPACE + address * 8 + (bit & 7)).toString(16)}u)`;
}

/** A port of its own for the names of a board, beside the chip's. */
export const boardPort = (): Chip['ports'][string] => ({ base: BOARD_BASE });
