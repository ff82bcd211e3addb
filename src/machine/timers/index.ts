import type { TimerPlace } from '../../knowledge/chip.ts';
import type { Machine } from '../machine.ts';
import { connectAvrTimer } from './avr.ts';
import { connectC51Timer } from './c51.ts';
import { connectMsp430Timer, connectMsp430Watchdog } from './msp430.ts';
import { connectNrfTimer } from './nrf.ts';
import { connectPlainTimer } from './plain.ts';
import { connectSamTimer } from './sam.ts';
import { connectStm32Timer } from './stm32.ts';
import { connectSysTick } from './systick.ts';

const DRIVERS: Record<TimerPlace['driver'], (machine: Machine, place: TimerPlace) => void> = {
  systick: connectSysTick,
  stm32: connectStm32Timer,
  avr8: connectAvrTimer,
  avr16: connectAvrTimer,
  'avr-classic': connectAvrTimer,
  'avr-tiny': connectAvrTimer,
  c51: connectC51Timer,
  msp430: connectMsp430Timer,
  'msp430-watchdog': connectMsp430Watchdog,
  plain: connectPlainTimer,
  nrf: connectNrfTimer,
  sam: connectSamTimer,
};

/** The HAL's callback, and what a prelude calls it from. */
const TIMER_CALLBACK = 'HAL_TIM_PeriodElapsedCallback';
const HAL_DISPATCH = '__hal_timers_due';

/** Puts the chip's timers behind their registers, and adds the handlers whose rate is known from outside. */
export function connectTimers(machine: Machine): void {
  for (const place of machine.chip.timers) DRIVERS[place.driver](machine, place);
  for (const { handler, everyUs } of machine.options.interrupts) {
    // A library's callback is called by the handler of whatever timer is started.
    const own = handler === TIMER_CALLBACK ? HAL_DISPATCH : machine.handler(handler);
    if (!own) continue;
    // Where one of the chip's timers runs this handler, it starts when the program starts the timer, at the given rate.
    const driven = machine.sources.filter((source) => source.handler?.() === own);
    for (const source of driven) source.fixedUs = everyUs;
    if (driven.length === 0) addFixed(machine, machine.handler(handler) ?? own, everyUs);
  }
}

function addFixed(machine: Machine, handler: string, everyUs: number): void {
  let next = everyUs;
  machine.sources.push({
    name: handler,
    nextUs: () => (machine.interruptsOn ? next : Number.POSITIVE_INFINITY),
    fire() {
      next = Math.max(next + everyUs, machine.clock.nowUs);
      return handler;
    },
    raisesFlags: true,
    snapshot: (now) => `${handler}@${Math.round(next - now)};`,
    everyUs: () => everyUs,
  });
}
