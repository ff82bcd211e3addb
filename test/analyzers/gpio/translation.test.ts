import { describe, expect, it } from 'vitest';
import { gpio } from '../../../src/analyzers/gpio/index.ts';
import { type Action, statementFor } from '../../../src/analyzers/gpio/translate.ts';
import { ask, explain } from '../../../src/index.ts';
import { loadKnowledge } from '../../../src/knowledge/load.ts';
import { allChips } from '../../../src/machine/chip.ts';

/** By chip: what a program for it looks like up to the point where pin 5 of the port is an output. */
const SET_UP: [chip: string, port: string, pin: string, code: string][] = [
  ['stm32f1', 'A', 'PA5', '#include "stm32f10x.h"\nint main(void) { RCC->APB2ENR |= 1 << 2; GPIOA->CRL = 0x44344444;'],
  [
    'n32g45x',
    'A',
    'PA5',
    '#include "n32g45x.h"\nint main(void) { RCC->APB2PCLKEN |= 1 << 2; GPIOA->PL_CFG = 0x44344444;',
  ],
  ['stm32f4', 'D', 'PD5', '#include "stm32f4xx.h"\nint main(void) { RCC->AHB1ENR |= 1 << 3; GPIOD->MODER |= 1 << 10;'],
  [
    'stm32g0',
    'B',
    'PB5',
    '#include "stm32g0xx.h"\nint main(void) { RCC->IOPENR |= 2; GPIOB->MODER = (GPIOB->MODER & ~(3u << 10)) | (1 << 10);',
  ],
  [
    'gd32f1',
    'A',
    'PA5',
    '#include "gd32f10x.h"\nint main(void) { rcu_periph_clock_enable(RCU_GPIOA); GPIO_CTL0(GPIOA) = 0x44344444;',
  ],
  ['ch32v', 'A', 'PA5', '#include "ch32v30x.h"\nint main(void) { RCC->APB2PCENR |= 1 << 2; GPIOA->CFGLR = 0x44344444;'],
  ['avr', 'B', 'PB5', '#include <avr/io.h>\nint main(void) { DDRB |= 1 << 5;'],
  ['msp430', '1', 'P1.5', '#include <msp430g2553.h>\nint main(void) { P1OUT = 0; P1DIR |= 1 << 5;'],
  ['nrf52', '0', 'P0.05', '#include "nrf.h"\nint main(void) { NRF_P0->DIRSET = 1 << 5;'],
];

describe('one action through the registers of two chips gives the same pin events', () => {
  it.each(SET_UP)('%s', async (id, port, pin, code) => {
    const chip = allChips().get(id)!;
    const does = (action: Action): string => statementFor(chip, port, action, 5);
    const program = `${code}\n  ${(['set', 'clear', 'toggle', 'toggle'] as const).map(does).join('\n  ')}\n  while (1) { }\n}\n`;
    const facts = await gpio.analyze(program, { lineOffset: 0 });
    expect(facts.family).toBe(chip.family);
    expect(
      facts.events.map((changes) =>
        changes.map((change) => [change.aliases.includes(pin) || change.pin === pin, change.level]),
      ),
    ).toEqual([[[true, 1]], [[true, 0]], [[true, 1]], [[true, 0]]]);
  });

  it('never offers a register that the chip does not have', () => {
    expect(statementFor(allChips().get('stm32f4')!, 'A', 'clear', 5)).toBe('GPIOA->BSRR = 1u << (5 + 16);');
  });
});

describe('register vocabulary is translated on request', async () => {
  const { memory } = await explain(
    '#include "n32g45x.h"\nvoid LedOff(GPIO_Module* GPIOx, uint16_t Pin) { GPIOx->PBC = Pin; }\nint main(void) { RCC->APB2PCLKEN |= 4; GPIOA->PL_CFG = 0x44344444; GPIOA->PBSC = 1 << 5; LedOff(GPIOA, 1 << 5); while (1); }',
  );
  it.each([
    ['what is PBC on an STM32?', 'GPIOA->BRR = 1u << 5;'],
    ['PBSC 在 AVR 上怎么写', 'PORTA |= 1u << 5;'],
    ['GD32 上 PBSC 叫什么', 'GPIO_BOP(GPIOA) = 1u << 5;'],
    ['how would this look on a Pico?', 'sio_hw->gpio_clr = 1u << 5;'],
  ])('%s', async (question, wanted) => {
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(false);
    expect(reply.answer).toContain(wanted);
  });

  it('a question about its own family is no translation', async () => {
    expect((await ask('what is PBC on the N32G45x?', memory)).answer).not.toContain('→');
  });
});

/** By library: what a program of it looks like up to the point where the pin is an output. */
const LIBRARIES: [library: string, pin: string, code: string][] = [
  [
    'stm32-hal',
    'PA5',
    '#include "stm32f4xx_hal.h"\nint main(void) { HAL_Init(); __HAL_RCC_GPIOA_CLK_ENABLE(); GPIO_InitTypeDef g = {0}; g.Pin = GPIO_PIN_5; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOA, &g);',
  ],
  [
    'stm32-ll',
    'PA5',
    '#include "stm32g0xx_ll_gpio.h"\nint main(void) { LL_IOP_GRP1_EnableClock(LL_IOP_GRP1_PERIPH_GPIOA); LL_GPIO_SetPinMode(GPIOA, LL_GPIO_PIN_5, LL_GPIO_MODE_OUTPUT);',
  ],
  [
    'stm32f1-spl',
    'PA5',
    '#include "stm32f10x.h"\nint main(void) { RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA, ENABLE); GPIO_InitTypeDef g; g.GPIO_Pin = GPIO_Pin_5; g.GPIO_Mode = GPIO_Mode_Out_PP; g.GPIO_Speed = GPIO_Speed_50MHz; GPIO_Init(GPIOA, &g);',
  ],
  [
    'stm32f4-spl',
    'PA5',
    '#include "stm32f4xx.h"\nint main(void) { RCC_AHB1PeriphClockCmd(RCC_AHB1Periph_GPIOA, ENABLE); GPIO_InitTypeDef g; g.GPIO_Pin = GPIO_Pin_5; g.GPIO_Mode = GPIO_Mode_OUT; g.GPIO_OType = GPIO_OType_PP; GPIO_Init(GPIOA, &g);',
  ],
  [
    'gd32f1-lib',
    'PA5',
    '#include "gd32f10x.h"\nint main(void) { rcu_periph_clock_enable(RCU_GPIOA); gpio_init(GPIOA, GPIO_MODE_OUT_PP, GPIO_OSPEED_50MHZ, GPIO_PIN_5);',
  ],
  [
    'gd32f4-lib',
    'PA5',
    '#include "gd32f4xx.h"\nint main(void) { rcu_periph_clock_enable(RCU_GPIOA); gpio_mode_set(GPIOA, GPIO_MODE_OUTPUT, GPIO_PUPD_NONE, GPIO_PIN_5);',
  ],
  [
    'libopencm3',
    'PA5',
    '#include <libopencm3/stm32/rcc.h>\n#include <libopencm3/stm32/gpio.h>\nint main(void) { rcc_periph_clock_enable(RCC_GPIOA); gpio_mode_setup(GPIOA, GPIO_MODE_OUTPUT, GPIO_PUPD_NONE, GPIO5);',
  ],
  ['arduino', 'D5', 'void setup() { pinMode(5, OUTPUT);'],
  ['pico-sdk', 'GPIO5', '#include "pico/stdlib.h"\nint main() { gpio_init(5); gpio_set_dir(5, GPIO_OUT);'],
  [
    'esp-idf',
    'GPIO5',
    '#include "driver/gpio.h"\nvoid app_main(void) { gpio_set_direction(GPIO_NUM_5, GPIO_MODE_OUTPUT);',
  ],
  [
    'n32g45x-spl',
    'PA5',
    '#include "n32g45x.h"\nint main(void) { RCC_EnableAPB2PeriphClk(RCC_APB2_PERIPH_GPIOA, ENABLE); GPIO_InitType g; g.Pin = GPIO_PIN_5; g.GPIO_Mode = GPIO_Mode_Out_PP; g.GPIO_Speed = GPIO_Speed_50MHz; GPIO_InitPeripheral(GPIOA, &g);',
  ],
  [
    'ch32v-lib',
    'PA5',
    '#include "ch32v30x.h"\nint main(void) { RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA, ENABLE); GPIO_InitTypeDef g; g.GPIO_Pin = GPIO_Pin_5; g.GPIO_Mode = GPIO_Mode_Out_PP; g.GPIO_Speed = GPIO_Speed_50MHz; GPIO_Init(GPIOA, &g);',
  ],
  [
    'msp430-driverlib',
    'P1.5',
    '#include "driverlib.h"\nint main(void) { WDT_A_hold(WDT_A_BASE); GPIO_setAsOutputPin(GPIO_PORT_P1, GPIO_PIN5);',
  ],
  ['nrf-sdk', 'P0.05', '#include "nrf_gpio.h"\nint main(void) { nrf_gpio_cfg_output(5);'],
  ['wiringpi', 'GPIO24', '#include <wiringPi.h>\nint main(void) { wiringPiSetup(); pinMode(5, OUTPUT);'],
];

/** Ports that have numbers are called so. */
const portOf = (pin: string): string => (pin.startsWith('P1.') ? '1' : 'A');

describe('one action through the calls of two libraries gives the same pin events', () => {
  it('every library that has actions is tried', () => {
    const own = loadKnowledge('vendor-calls').flatMap(({ id, actions }) =>
      Object.keys(actions).length > 0 ? [id] : [],
    );
    expect(own.sort()).toEqual(LIBRARIES.map(([id]) => id).sort());
  });

  it.each(LIBRARIES)('%s', async (id, pin, code) => {
    const { actions } = loadKnowledge('vendor-calls').find((library) => library.id === id)!;
    const fill = (template: string): string =>
      template.replaceAll('{P}', portOf(pin)).replaceAll('{n}', '5').replaceAll('{ms}', '100');
    const toggles = actions.toggle ? [actions.toggle, actions.toggle] : [];
    const waits = actions.delay ? [actions.delay] : [];
    const body = [actions.set!, ...waits, actions.clear!, ...toggles].map(fill).join('\n  ');
    const rest = code.includes('void setup') ? '}\nvoid loop() { }' : 'while (1) { }\n}';
    const facts = await gpio.analyze(`${code}\n  ${body}\n  ${rest}\n`, { lineOffset: 0 });
    const levels = facts.events.map((changes) =>
      changes.map((change) => [[change.pin, ...change.aliases].includes(pin), change.level]),
    );
    const both = (level: number) => [[true, level]];
    expect(levels).toEqual([both(1), both(0), ...(toggles.length > 0 ? [both(1), both(0)] : [])]);
    // The second change comes just as much later as the wait says.
    if (waits.length > 0) expect(facts.eventInfo[1]!.seconds - facts.eventInfo[0]!.seconds).toBeCloseTo(0.1, 2);
  });

  it.each(LIBRARIES)('%s: what is read is what the pin has', async (id, pin, code) => {
    const { actions } = loadKnowledge('vendor-calls').find((library) => library.id === id)!;
    const fill = (template: string): string => template.replaceAll('{P}', portOf(pin)).replaceAll('{n}', '5');
    const rest = code.includes('void setup') ? '}\nvoid loop() { }' : 'while (1) { }\n}';
    // An output of an ESP32 reads 0 unless it is an input as well.
    const input = id === 'esp-idf' ? code.replace('GPIO_MODE_OUTPUT', 'GPIO_MODE_INPUT_OUTPUT') : code;
    const program = `${input}\n  ${fill(actions.set!)}\n  if (${fill(actions.read!)}) { ${fill(actions.clear!)} }\n  ${rest}\n`;
    const facts = await gpio.analyze(program, { lineOffset: 0 });
    expect(facts.events.map((changes) => changes.map(({ level }) => level))).toEqual([[1], [0]]);
  });
});

describe('calls are translated on request', async () => {
  const hal =
    '#include "stm32f1xx_hal.h"\nint main(void) { HAL_Init(); __HAL_RCC_GPIOA_CLK_ENABLE(); GPIO_InitTypeDef g = {0}; g.Pin = GPIO_PIN_5; g.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(GPIOA, &g); while (1) { HAL_GPIO_TogglePin(GPIOA, GPIO_PIN_5); HAL_Delay(500); } }';
  const { memory } = await explain(hal);
  it.each([
    ['HAL_GPIO_TogglePin in LL?', 'LL_GPIO_TogglePin(GPIOA, LL_GPIO_PIN_5);'],
    ['HAL_GPIO_WritePin 在标准库里怎么写', 'GPIO_ResetBits(GPIOA, GPIO_Pin_5);'],
    ['what is HAL_GPIO_WritePin on Arduino', 'digitalWrite(5, HIGH);'],
    ['HAL_Delay 在 ESP-IDF 里对应什么', 'vTaskDelay(pdMS_TO_TICKS(100));'],
    ['HAL_GPIO_TogglePin 用寄存器怎么写', 'GPIOA->ODR ^= 1u << 5;'],
    ['GPIO_ResetBits 在 GD32 上怎么写', 'gpio_bit_reset(GPIOA, GPIO_PIN_5);'],
    ['how would this look with libopencm3', 'gpio_toggle(GPIOA, GPIO5);'],
    ['这段代码换成 pico 怎么写', 'gpio_xor_mask(1u << 5);'],
  ])('%s', async (question, wanted) => {
    const reply = await ask(question, memory);
    expect(reply.declined).toBe(false);
    expect(reply.answer).toContain(wanted);
  });

  it('says so where the other library has no such call', async () => {
    const reply = await ask('what is HAL_GPIO_TogglePin in ESP-IDF', memory);
    expect(reply.answer).not.toContain('→ `');
  });
});
