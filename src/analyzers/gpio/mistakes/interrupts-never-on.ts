import type { Detector } from './detector.ts';
import { ownFunctions } from './tree.ts';

/** Whatever may let interrupts through, by the names compilers and headers have for it. */
const LETS_THROUGH =
  /\bsei\b|\bSREG\b|_(?:enable|set)_interrupt|enable_?interrupts?\b|\bGIE\b|\bEA\b|\bIE\s*[|]?=|\bBI[CS]_SR|\b_?_?bis_SR|\bLPM\d|\beint\b|\bLPM_bits|_BIS_SR|\bEINT\b|\brim\b/i;

/** The unit asks for its interrupt and the handler is there, but the processor lets none through (sei, GIE, EA). */
export const interruptsNeverOn: Detector = (evidence) => {
  const { reading, simulation, codeLines } = evidence;
  const { machine } = simulation;
  const { code, program, whole, chip } = reading;
  const switchName = { avr: 'sei()', msp430: '__enable_interrupt()', '8051': 'EA = 1', stm8: 'enableInterrupts()' }[
    chip.family
  ];
  if (!switchName || !whole || machine.interruptsOn || LETS_THROUGH.test(code)) return [];
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

/** Lines that let a unit ask for its interrupt: masks of AVR and megaAVR-0, enable bits of MSP430, 8051 and STM8. */
const ASKS =
  /\b(?:TIMSK\d?|EIMSK|GICR|GIMSK|PCICR|PCMSK\d)\s*\|?=|\b(?:P[12]IE|TA?\d?A?CCTL\d|TACCTL\d|CCTL\d|TA\w*CTL)\s*\|?=|\b(?:ET[012]|EX[01])\s*=\s*1|\b\w*INTCTRL\s*\|?=|\bPIN\dCTRL\s*\|?=.*\bPORT_ISC_(?!INTDISABLE|INPUT)|\bTIM\d(?:_|->)IER\s*\|?=|\bTIM\d_ITConfig\s*\(.*ENABLE|\bGPIO_MODE_IN_(?:FL|PU)_IT\b/;
