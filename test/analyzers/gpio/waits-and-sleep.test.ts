// What a program waits for, sleeps through or hands to others: none of it may be told as a standstill or as nothing.
import { describe, expect, it } from 'vitest';
import { explain, type Language } from '../../../src/index.ts';

async function told(paste: string, language: Language = 'en'): Promise<string> {
  const { report } = await explain(paste, { language });
  return report.parts.map((part) => part.text).join('\n\n');
}

describe('edges by libgpiod', () => {
  it('wake a program that waits for them, and without them it is not stuck', async () => {
    const text = await told(`
#include <gpiod.h>
#include <stdio.h>
int main(void) {
  struct gpiod_chip *chip = gpiod_chip_open_by_name("gpiochip0");
  struct gpiod_line *lamp = gpiod_chip_get_line(chip, 22);
  struct gpiod_line *door = gpiod_chip_get_line(chip, 5);
  struct timespec most = { 2, 0 };
  struct gpiod_line_event edge;
  gpiod_line_request_output(lamp, "lamp", 0);
  gpiod_line_request_both_edges_events(door, "door");
  for (;;) {
    int got = gpiod_line_event_wait(door, &most);
    if (got < 0) return 1;
    if (got == 0) { printf("still nothing\\n"); continue; }
    gpiod_line_event_read(door, &edge);
    gpiod_line_set_value(lamp, edge.event_type == GPIOD_LINE_EVENT_RISING_EDGE);
  }
}`);
    expect(text).not.toMatch(/stuck|goes no further|delay loop/);
    expect(text).toMatch(/GPIO5 .*high.*: GPIO22 goes high .*let go: GPIO22 goes low/);
  });

  it('of the newer library tell their kind too', async () => {
    const text = await told(`
#include <gpiod.h>
int main(void) {
  unsigned int key = 17, lamp = 27;
  struct gpiod_chip *chip = gpiod_chip_open("/dev/gpiochip0");
  struct gpiod_line_settings *in = gpiod_line_settings_new(), *out = gpiod_line_settings_new();
  struct gpiod_line_config *lines = gpiod_line_config_new();
  struct gpiod_edge_event_buffer *buffer = gpiod_edge_event_buffer_new(4);
  gpiod_line_settings_set_direction(in, GPIOD_LINE_DIRECTION_INPUT);
  gpiod_line_settings_set_bias(in, GPIOD_LINE_BIAS_PULL_UP);
  gpiod_line_settings_set_edge_detection(in, GPIOD_LINE_EDGE_BOTH);
  gpiod_line_settings_set_direction(out, GPIOD_LINE_DIRECTION_OUTPUT);
  gpiod_line_config_add_line_settings(lines, &key, 1, in);
  gpiod_line_config_add_line_settings(lines, &lamp, 1, out);
  struct gpiod_line_request *all = gpiod_chip_request_lines(chip, 0, lines);
  for (;;) {
    int n = gpiod_line_request_read_edge_events(all, buffer, 4);
    for (int i = 0; i < n; i++) {
      struct gpiod_edge_event *event = gpiod_edge_event_buffer_get_event(buffer, i);
      gpiod_line_request_set_value(all, lamp, gpiod_edge_event_get_event_type(event) == GPIOD_EDGE_EVENT_FALLING_EDGE);
    }
  }
}`);
    expect(text).not.toMatch(/stuck/);
    expect(text).toMatch(
      /GPIO17 \(key\) pressed \(low\): GPIO27 \(lamp\) goes high .*let go: GPIO27 \(lamp\) goes low/,
    );
  });
});

describe('an external interrupt of an LPC17xx', () => {
  it('comes with the edge that EXTMODE and EXTPOLAR ask for, once PINSEL4 gives its pin to it', async () => {
    const program = (polarity: string): string => `
#include <LPC17xx.h>
void EINT1_IRQHandler(void) { LPC_GPIO1->FIOPIN ^= 1 << 29; LPC_SC->EXTINT = 2; }
int main(void) {
  LPC_GPIO1->FIODIR = 1 << 29;
  LPC_PINCON->PINSEL4 |= 1 << 22;
  LPC_SC->EXTMODE |= 2;
  ${polarity}
  NVIC_EnableIRQ(EINT1_IRQn);
  while (1) { }
}`;
    expect(await told(program('LPC_SC->EXTPOLAR &= ~2;'))).toMatch(/P2\.11 pressed \(low\): P1\.29 goes high/);
    expect(await told(program('LPC_SC->EXTPOLAR |= 2;'))).toMatch(
      /P2\.11 [^;]*low\): nothing changes; let go: P1\.29 goes high|P2\.11 pressed \(high\): P1\.29 goes high/,
    );
  });
});

describe('a low-power mode', () => {
  const sleeper = (clock: string, mode: string): string => `
#include <msp430g2553.h>
int main(void) {
  WDTCTL = WDTPW | WDTHOLD;
  P1DIR = BIT6;
  P1OUT = 0;
  TACCR0 = 20000;
  TACCTL0 = CCIE;
  TACTL = ${clock} | MC_1;
  __bis_SR_register(${mode} | GIE);
}
#pragma vector=TIMER0_A0_VECTOR
__interrupt void beat(void) { P1OUT ^= BIT6; }`;

  it('that stops the clock of a timer stops the timer, and says so', async () => {
    for (const mode of ['LPM3_bits', 'LPM4_bits']) {
      const text = await told(sleeper('TASSEL_2', mode));
      expect(text).not.toMatch(/toggles/);
      expect(text).toMatch(/timer A0 counts SMCLK.*stands still/);
    }
    expect(await told(sleeper('TASSEL_1', 'LPM4_bits'))).toMatch(/timer A0 counts ACLK/);
    expect(await told(sleeper('TASSEL_2', 'LPM4_bits'), 'zh')).toMatch(/定时器 A0 数的是 SMCLK/);
  });

  it('that leaves it running does not', async () => {
    expect(await told(sleeper('TASSEL_2', 'LPM0_bits'))).toMatch(/P1\.6 toggles every 20 ms/);
    expect(await told(sleeper('TASSEL_1', 'LPM3_bits'))).toMatch(/P1\.6 toggles every/);
  });
});

describe('what the run leaves out', () => {
  it('a handler that is handed to an unknown call may move its pins', async () => {
    const text = await told(`
#include "stm32f10x.h"
static void on_due(void) { GPIOC->ODR ^= 1 << 13; }
int main(void) {
  RCC->APB2ENR |= 1 << 4;
  GPIOC->CRH = 0x00200000;
  softalarm_register(250, on_due);
  while (1) { }
}`);
    expect(text).not.toMatch(/throughout/);
    expect(text).toMatch(/what `on_due` does to it is not counted in/);
    expect(text).toMatch(/handed to softalarm_register/);
  });

  it('a call that by its name puts everything out does so to pins that went on', async () => {
    const text = await told(`
void setup() { pinMode(4, OUTPUT); pinMode(5, OUTPUT); }
void loop() {
  allLampsOff();
  digitalWrite(4, HIGH);
  delay(300);
  allLampsOff();
  digitalWrite(5, HIGH);
  delay(300);
}`);
    expect(text).not.toMatch(/stay so|no pin changes any more/);
    expect(text).toMatch(/what `allLampsOff` does/);
  });

  it('cases that only a header numbers are different cases', async () => {
    const text = await told(`
void show(Phase phase) {
  digitalWrite(2, LOW); digitalWrite(3, LOW); digitalWrite(4, LOW);
  switch (phase) {
    case PHASE_STOP: digitalWrite(2, HIGH); break;
    case PHASE_WAIT: digitalWrite(3, HIGH); break;
    case PHASE_DRIVE: digitalWrite(4, HIGH); break;
  }
}
void setup() { pinMode(2, OUTPUT); pinMode(3, OUTPUT); pinMode(4, OUTPUT); }
void loop() { show(PHASE_STOP); delay(400); show(PHASE_DRIVE); delay(400); show(PHASE_WAIT); delay(100); }`);
    expect(text).toMatch(/D4=1/);
    expect(text).toMatch(/D3=1/);
  });
});

describe('what a press changes', () => {
  it('a pace that has become slower is no standstill', async () => {
    const text = await told(`
#include <wiringPi.h>
volatile int wait_ms = 100;
void slower(void) { wait_ms = wait_ms == 100 ? 400 : 1600; }
int main(void) {
  wiringPiSetup();
  pinMode(1, OUTPUT);
  pullUpDnControl(0, PUD_UP);
  wiringPiISR(0, INT_EDGE_FALLING, &slower);
  while (1) { digitalWrite(1, HIGH); delay(wait_ms); digitalWrite(1, LOW); delay(wait_ms); }
}`);
    expect(text).not.toMatch(/then nothing changes/);
    expect(text).toMatch(/GPIO17 .*pressed \(low\)/);
  });
});

describe('a comment of several lamps', () => {
  it('is not held against a line for one of them', async () => {
    const text = await told(`
#include <msp430.h>
#define RED BIT0
#define GREEN BIT6
int main(void) {
  WDTCTL = WDTPW | WDTHOLD;
  P1DIR |= RED | GREEN;
  P1OUT &= ~RED; // turn the red one off
  while (1) {
    // pause: green, red off
    P1OUT |= GREEN;
    __delay_cycles(300000);
    P1OUT &= ~GREEN; // turn it off
    __delay_cycles(300000);
  }
}`);
    expect(text).not.toMatch(/❌|does not fit/);
  });
});

describe('names that the paste leaves open', () => {
  it('stand only on the ports that their lines speak of', async () => {
    const text = await told(`
void panel_command(unsigned char code) {
  PTA->PCOR = DC_LINE | RD_LINE;
  PTD->PDOR = code;
  PTA->PSOR = STROBE;
  PTA->PCOR = STROBE;
}
void panel_init(void) {
  SIM->SCGC5 |= 0x1200;
  for (int i = 0; i < 8; i++) PORTD->PCR[i] = 0x100;
  PTD->PDDR = 0xFF;
  PTD->PDOR = 0x0F;
}`);
    expect(text).not.toMatch(/panel_init[^\n]*(?:DC_LINE|RD_LINE|STROBE)/);
  });
});

describe('dimmed pins', () => {
  it('a comment on the frequency of the PWM is not held against a round of brightness', async () => {
    const text = await told(`
#include <Arduino.h>
const int lamp = 16;
const int hz = 2000; // PWM frequency 2 kHz
void setup() { ledcSetup(3, hz, 8); ledcAttachPin(lamp, 3); }
void loop() {
  for (int share = 0; share < 256; share += 5) { ledcWrite(3, share); delay(20); }
  for (int share = 255; share > 0; share -= 5) { ledcWrite(3, share); delay(20); }
}`);
    expect(text).toMatch(/PWM/);
    expect(text).not.toMatch(/❌|does not fit/);
  });
});
