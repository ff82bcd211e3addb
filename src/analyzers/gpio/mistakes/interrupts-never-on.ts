import { blankComments } from '../code.ts';
import { LETS_THROUGH } from '../main-switch.ts';
import type { Detector } from './detector.ts';
import { ownFunctions } from './tree.ts';

/** The unit asks for its interrupt and the handler is there, but the processor lets none through (sei, GIE, EA). */
export const interruptsNeverOn: Detector = (evidence) => {
  const { reading, simulation, codeLines } = evidence;
  const { machine } = simulation;
  const { code, program, whole, chip } = reading;
  const switchName = {
    avr: 'sei()',
    msp430: '__enable_interrupt()',
    '8051': 'EA = 1',
    stm8: 'enableInterrupts()',
    rl78: 'EI()',
    c2000: 'EINT',
  }[chip.family];
  // Assembly stands in a literal, which the code as it is searched has not.
  const letsThrough = LETS_THROUGH.test(code) || LETS_THROUGH.test(blankComments(reading.source));
  if (!switchName || !whole || reading.entry === null || machine.interruptsOn || letsThrough) return [];
  if ((evidence.options.interrupts?.length ?? 0) > 0) return [];
  if (program.unknowns.some((each) => each.kind === 'function')) return [];
  const vectors = new Map([...reading.handlers].map(([vector, name]) => [name, vector]));
  const handler = ownFunctions(evidence).find(
    ({ name, interrupt }) => interrupt || (vectors.has(name) && vectors.get(name) !== name),
  );
  if (!handler) return [];
  const asks = codeLines.findIndex((text) => ASKS.test(text));
  return asks < 0 ? [] : [{ line: asks + 1, names: { handler: handler.name, switch: switchName } }];
};

/** Lines that let a unit ask for its interrupt: masks of AVR, megaAVR-0 and RL78, enable bits of MSP430, 8051, STM8 and C2000. */
const ASKS =
  /\b(?:TIMSK\d?|EIMSK|GICR|GIMSK|PCICR|PCMSK\d)\s*\|?=|\b(?:P[12]IE|TA?\d?A?CCTL\d|TACCTL\d|CCTL\d|TA\w*CTL)\s*\|?=|\b(?:ET[012]|EX[01])\s*=\s*1|\b\w*INTCTRL\s*\|?=|\bPIN\dCTRL\s*\|?=.*\bPORT_ISC_(?!INTDISABLE|INPUT)|\bTIM\d(?:_|->)IER\s*\|?=|\bTIM\d_ITConfig\s*\(.*ENABLE|\bGPIO_MODE_IN_(?:FL|PU)_IT\b|\b(?:P|TM|IT|TMKA)MK\d*\s*=\s*0|\bPIEIER\d+\b|\bIER\s*\|=|\bInterrupt_enable\s*\(/;
