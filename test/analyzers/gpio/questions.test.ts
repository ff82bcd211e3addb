import { describe, expect, it } from 'vitest';
import { ask, explain } from '../../../src/index.ts';

type Row = [question: string, says: RegExp | 'declines', not?: RegExp];

/** A program as pasted, and what people ask about it in the chat afterwards. */
function protocol(name: string, paste: string, rows: Row[]): void {
  describe(name, async () => {
    const { memory } = await explain(paste);
    it.each(rows)('%s', async (question, says, not) => {
      const reply = await ask(question, memory);
      expect(reply.declined, reply.answer).toBe(says === 'declines');
      if (says !== 'declines') expect(reply.answer).toMatch(says);
      if (not) expect(reply.answer).not.toMatch(not);
    });
  });
}

protocol(
  'what a traffic light on the ESP32 does, counted and compared',
  `#include "driver/gpio.h"
#include "freertos/task.h"
#define RED    GPIO_NUM_18
#define YELLOW GPIO_NUM_19
#define GREEN  GPIO_NUM_21
#define T_GREEN 5000
static void all_off(void) { gpio_set_level(RED,0); gpio_set_level(YELLOW,0); gpio_set_level(GREEN,0); }
void app_main(void)
{
    gpio_set_direction(RED, GPIO_MODE_OUTPUT);
    gpio_set_direction(YELLOW, GPIO_MODE_OUTPUT);
    gpio_set_direction(GREEN, GPIO_MODE_OUTPUT);
    while (1) {
        all_off(); gpio_set_level(RED, 1);
        vTaskDelay(pdMS_TO_TICKS(4000));
        all_off(); gpio_set_level(GREEN, 1);
        vTaskDelay(pdMS_TO_TICKS(T_GREEN));
        for (int i = 0; i < 3; i++) {
            gpio_set_level(GREEN, 0); vTaskDelay(pdMS_TO_TICKS(300));
            gpio_set_level(GREEN, 1); vTaskDelay(pdMS_TO_TICKS(300));
        }
        all_off(); gpio_set_level(YELLOW, 1);
        vTaskDelay(pdMS_TO_TICKS(1000));
    }
}
`,
  [
    ['哪个灯亮得最久', /GREEN.*5\.9 秒/],
    ['which light is on the shortest?', /YELLOW.* shortest/],
    ['how many times does green blink', /GREEN.*4 times.*line 16 1×, line 20 3×/i],
    ['红灯和绿灯会同时亮吗', /^不会同时亮/],
    ['what comes after red', /GREEN/],
    ['what is on at t=6s?', /GREEN\) on/],
    ['T_GREEN是多少', /5000.*第 6 行/],
    ['how much current does the red one draw', 'declines'],
  ],
);

protocol(
  'four outputs that walk and return on the GD32',
  `#include "gd32f10x.h"
void delay_ms(uint32_t ms);
#define N 4
static const uint16_t pins[N] = {GPIO_PIN_5, GPIO_PIN_6, GPIO_PIN_7, GPIO_PIN_8};
int main(void)
{
    int i;
    rcu_periph_clock_enable(RCU_GPIOB);
    gpio_init(GPIOB, GPIO_MODE_OUT_PP, GPIO_OSPEED_50MHZ, GPIO_PIN_5|GPIO_PIN_6|GPIO_PIN_7|GPIO_PIN_8);
    while(1){
        for(i=0;i<N;i++){ gpio_bit_set(GPIOB, pins[i]); delay_ms(150); }
        gpio_bit_reset(GPIOB, GPIO_PIN_5|GPIO_PIN_6|GPIO_PIN_7|GPIO_PIN_8);
        delay_ms(300);
    }
}
`,
  [
    ['四个灯是一个一个灭吗', /^不是，一起熄灭/],
    ['do the leds come on one by one?', /one by one/],
    ['how many leds are lit at the same time', /^4: .*PB5.*PB8.*all on together/],
    ['PB6 一轮亮几次', /1 次/],
    ['N等于几', /`4`/],
    ['what speed are the pins', /OSPEED_50MHZ/],
    ['四个灯分别是什么颜色', 'declines'],
  ],
);

protocol(
  'a light that goes out for an instant',
  `#include "stm32f1xx_hal.h"
int main(void)
{
    HAL_Init();
    __HAL_RCC_GPIOA_CLK_ENABLE();
    GPIO_InitTypeDef g = {0};
    g.Pin = GPIO_PIN_5; g.Mode = GPIO_MODE_OUTPUT_PP;
    HAL_GPIO_Init(GPIOA, &g);
    while (1) {
        HAL_GPIO_WritePin(GPIOA, GPIO_PIN_5, GPIO_PIN_SET);
        HAL_Delay(1000);
        HAL_GPIO_WritePin(GPIOA, GPIO_PIN_5, GPIO_PIN_RESET);
    }
}
`,
  [
    ['why does the led look always on', /line 12 .* no delay between/],
    ['为什么灯看起来一直亮', /第 12 行.*没有延时/],
  ],
);

protocol(
  'values, types and sizes by name',
  `#include "main.h"
static const uint8_t table[5] = {0x3F, 0x06, 0x5B, 0x4F, 0x66};
#define SAMPLE_MS 20
#define WAIT_MS (SAMPLE_MS * 25)
enum state { IDLE, FILLING, DRAIN };
volatile uint16_t counter = 0;
static const char *version = "v2.3.1";
UART_HandleTypeDef huart1;
int main(void)
{
  huart1.Init.BaudRate = 115200;
  huart1.Init.Parity = UART_PARITY_NONE;
  GPIO_InitTypeDef g = {0};
  g.Pin = GPIO_PIN_13; g.Mode = GPIO_MODE_OUTPUT_PP;
  HAL_GPIO_Init(GPIOC, &g);
  while (1)
  {
    HAL_GPIO_TogglePin(GPIOC, GPIO_PIN_13);
    if (++counter > 1000) counter = 0;
    HAL_Delay(WAIT_MS);
  }
}
`,
  [
    ['table[2] 是多少', /0x5B/],
    ['table[7] 是多少', /没有 \[7\]/],
    ['table 有几个元素', /5 个/],
    ['what is WAIT_MS', /= 500/],
    ['counter 是什么类型', /volatile uint16_t/],
    ['which function changes counter', /line 19 \(in main\)/],
    ['DRAIN 用到了吗', /没有用到/],
    ['波特率是多少', /115200/],
    ['is there parity?', /PARITY_NONE/],
    ['what version is the firmware', /v2\.3\.1/],
    ['what is the supply voltage?', 'declines'],
    ['串口接的是哪个模块', 'declines'],
  ],
);

protocol(
  'bytes sent, calls and operators of an 8051 program',
  `#include <reg52.h>
#include <intrins.h>
#define uchar unsigned char
sbit SER = P3^4;   // 数据
sbit SCK = P3^6;   // 移位时钟
sbit RCK = P3^5;   // 锁存时钟
sbit BUZ = P2^5;   // 蜂鸣器, 低电平响
uchar code row[4] = {0x18,0x3C,0x7E,0xFF};
void send(uchar dat)
{
    uchar a;
    SCK = 0; RCK = 0;
    for (a = 0; a < 8; a++)
    {
        SER = dat >> 7;
        dat <<= 1;
        SCK = 1;
        SCK = 0;
    }
    RCK = 1;
    RCK = 0;
}
void main()
{
    BUZ = 1;
    send(0x5A);
    send(row[2]);
    while (1);
}
`,
  [
    ['发的第一个字节是什么', /send\(0x5A\)/, /row/],
    ['第二次发送的值是多少', /row\[2\] = 0x7E/],
    ['一共发了几个字节', /2 次/],
    ['锁存脚是哪个', /RCK = P3\^5/],
    ['dat 是什么类型', /uchar/],
    ['what does >> do there', /shift right/],
    ['main 会返回吗', /不会返回/],
    ['does it use interrupts?', /^No/],
    ['用的是几伏供电', 'declines'],
  ],
);

protocol(
  'a handler that a press between two ticks reaches',
  `#include "stm32f4xx.h"
volatile uint8_t mode = 1;
static uint32_t ticks;
void SysTick_Handler(void) { ticks++; if (ticks % 200 == 0 && mode) GPIOD->ODR ^= (1u << 12); }
void EXTI0_IRQHandler(void) { if (EXTI->PR & 1) { EXTI->PR = 1; mode = !mode; } }
int main(void)
{
    RCC->AHB1ENR |= RCC_AHB1ENR_GPIODEN | RCC_AHB1ENR_GPIOAEN;
    GPIOD->MODER |= (1u << 24);
    EXTI->IMR |= 1; EXTI->RTSR |= 1;
    NVIC_SetPriority(EXTI0_IRQn, 2);
    NVIC_EnableIRQ(EXTI0_IRQn);
    SysTick_Config(SystemCoreClock / 1000);
    while (1) { __WFI(); }
}
`,
  [
    ['按一下会怎样', /PA0 按下（变高）：引脚停住，不再变化；.*再按一次：和平时一样/, /没有影响/],
    ['which interrupts are used', /SysTick_Handler and EXTI0_IRQHandler/],
    ['systick多久中断一次', /1 毫秒/],
    ['rising or falling edge?', /rising/],
    ['what is the interrupt priority', /SetPriority\(EXTI0_IRQn, 2\)/],
    ['哪个函数改变mode', /EXTI0_IRQHandler/],
    ['what pin blinks', /PD12/],
    ['why is mode volatile', /EXTI0_IRQHandler/],
    ['which mode is the adc in', 'declines'],
  ],
);

protocol(
  'waits that hang on a constant, and what their functions last',
  `#include <xc.h>
#define _XTAL_FREQ 8000000
#define LED LATBbits.LATB3
#define UNIT 120
static void dot(void){ LED = 1; __delay_ms(UNIT); LED = 0; __delay_ms(UNIT); }
static void dash(void){ LED = 1; __delay_ms(3*UNIT); LED = 0; __delay_ms(UNIT); }
void main(void)
{
    ANSELB = 0;
    TRISBbits.TRISB3 = 0;
    while (1) { dot(); dash(); dash(); __delay_ms(7*UNIT); }
}
`,
  [
    ['how long is a dash', /360 ms, then 120 ms/],
    ['dash被调用几次', /2 次/],
    ['if UNIT is 60 what happens?', /shorter.*line 5 goes from 120 ms to 60 ms/],
    ['晶振频率', /8000000/],
    ['灯一轮闪几下', /3 次/],
    ['on time?', /360 ms/],
    ['is it blocking', /^It blocks/],
    ['how many mA does the led draw', 'declines'],
  ],
);

protocol(
  'a pin named by the line that writes it, waits that stand elsewhere',
  `#include "stm32h743xx.h"
#define AMBER 1           /* PE1  */
static void ms(uint32_t n);
int main(void)
{
    RCC->AHB4ENR |= RCC_AHB4ENR_GPIOEEN;
    GPIOE->MODER = (GPIOE->MODER & ~(3UL << (2 * AMBER))) | (1UL << (2 * AMBER));
    for (;;) {
        ms(700);
        GPIOE->BSRR = 1UL << AMBER;
        ms(100);
        GPIOE->BSRR = 1UL << (AMBER + 16);
    }
}
`,
  [['how long is the amber LED on each time?', /ms\(100\)/, /µs/]],
);

protocol(
  'a running light on an 8051: turns, directions, numbers and words of C',
  `#include <reg52.h>
#include <intrins.h>
void delay(unsigned int z)
{
    volatile unsigned int x, y;
    for (x = z; x > 0; x--)
        for (y = 110; y > 0; y--);
}
void main()
{
    unsigned char temp = 0xfe;
    P1 = temp;                 // 第一个灯亮(低电平亮)
    while (1)
    {
        delay(50);
        temp = _crol_(temp, 1);
        P1 = temp;
    }
}
`,
  [
    ['流水灯往哪个方向移', /P1\.0 → P1\.1.*从低位到高位/],
    ['第三个亮的是哪个脚', /P1\.2/, /P1\.3（第/],
    ['which pin is lit first?', /P1\.0/],
    ['一次亮几个灯', /最多亮 1 个/],
    ['0xfe 表示什么', /11111110.*第 0 位是 0/],
    ['_crol_ 是干什么的', /循环左移/],
    ['跑完一圈要几次延时', /8 次延时/],
  ],
);

protocol(
  'conditions, duties and a count before another pin goes on',
  `const int FAN = 5, LED = 6, MOTOR = 7;
int temp = 0;
int limit = 80;
void setup() {
  pinMode(FAN, OUTPUT); pinMode(LED, OUTPUT); pinMode(MOTOR, OUTPUT);
  for (int i = 0; i < 5; i++) { digitalWrite(LED, HIGH); delay(100); digitalWrite(LED, LOW); delay(400); }
  digitalWrite(MOTOR, HIGH);
}
void loop() {
  temp = analogRead(A2) * 0.48;
  if (temp > 60) analogWrite(FAN, 255);
  else if (temp > 45) analogWrite(FAN, 128);
  else if (temp < limit - 60) analogWrite(FAN, 0);
  delay(1000);
}
`,
  [
    ['温度50的时候风扇转多快', /analogWrite\(FAN, 128\)/, /analogWrite\(FAN, 255\)/],
    ['风扇什么条件下才会停', /limit - 60 = 20/],
    ['how many times does the led flash before the motor starts', /comes on 5 times/],
  ],
);

protocol(
  'a button with the pull-up, and what nobody presses',
  `int ledPin = 13;
int buttonPin = 2;
int state = LOW;
void setup() {
  pinMode(ledPin, OUTPUT);
  pinMode(buttonPin, INPUT_PULLUP);
}
void loop() {
  if (digitalRead(buttonPin) == LOW) {
    state = !state;
    digitalWrite(ledPin, state);
    delay(300);
  }
}`,
  [
    ['does the led go off by itself if nobody presses the button', /With nobody pressing.*stays low/],
    ['不按按键灯会亮吗', /没人按的话.*不会自己变/],
    ['what does line 10 do', /inverts/],
    ['延时多少毫秒', /300 毫秒/],
    ['is button active low', /active low/],
    ['怎么改成按下才亮松开就灭', 'declines'],
  ],
);

protocol(
  'a relay that only an interrupt switches, which no run came to',
  `#include "main.h"
#define RELAY_Pin GPIO_PIN_5
#define RELAY_GPIO_Port GPIOB
#define BTN_Pin GPIO_PIN_0
volatile uint8_t pressed = 0;
uint32_t count = 0;
void HAL_GPIO_EXTI_Callback(uint16_t GPIO_Pin) {
  if (GPIO_Pin == BTN_Pin) pressed = 1;
}
int main(void) {
  HAL_Init();
  MX_GPIO_Init();
  while (1) {
    if (pressed) {
      pressed = 0;
      count++;
      HAL_GPIO_WritePin(RELAY_GPIO_Port, RELAY_Pin, GPIO_PIN_SET);
      HAL_Delay(2000);
      HAL_GPIO_WritePin(RELAY_GPIO_Port, RELAY_Pin, GPIO_PIN_RESET);
    }
  }
}`,
  [
    ['继电器吸合多久', /2 秒/],
    ['how long does the relay stay on', /2 s/],
    ['pressed 在哪里清零', /第 15 行/],
    ['where is MX_GPIO_Init', /not defined in this paste/],
    ['用到了定时器吗', /^没有/],
  ],
);

protocol(
  'lights in turn: shares, darkness, ports and removed waits',
  `const int RED = 9, YELLOW = 10, GREEN = 11;
void setup() {
  pinMode(RED, OUTPUT); pinMode(YELLOW, OUTPUT); pinMode(GREEN, OUTPUT);
}
void light(int r, int y, int g, int ms) {
  digitalWrite(RED, r); digitalWrite(YELLOW, y); digitalWrite(GREEN, g);
  delay(ms);
}
void loop() {
  light(1, 0, 0, 5000);
  light(1, 1, 0, 1000);
  light(0, 0, 1, 4000);
  light(0, 1, 0, 1000);
}`,
  [
    ['红灯占整个周期的多少', /54\.5%/],
    ['is there a moment when all lights are off', /^No/],
    ['does red affect green', /^(?:No|Yes)/],
  ],
);

protocol(
  'presses that are counted or timed are run, and no number of a question is taken for a variable',
  `const int LED1 = 3, LED2 = 5, LED3 = 6;
const int BTN = 2;
int presses = 0;
void setup() {
  pinMode(LED1, OUTPUT); pinMode(LED2, OUTPUT); pinMode(LED3, OUTPUT);
  pinMode(BTN, INPUT_PULLUP);
}
void loop() {
  if (digitalRead(BTN) == LOW) {
    delay(20);
    while (digitalRead(BTN) == LOW);
    presses++;
    if (presses == 1) digitalWrite(LED1, HIGH);
    if (presses == 2) digitalWrite(LED2, HIGH);
    if (presses == 3) digitalWrite(LED3, HIGH);
    if (presses == 4) { digitalWrite(LED1, LOW); digitalWrite(LED2, LOW); digitalWrite(LED3, LOW); presses = 0; }
  }
}`,
  [
    ['how many presses until LED3 lights?', /^3 presses/],
    ['how many times do I have to press before LED2 comes on?', /^2 presses/, /0 times/],
    ['按几次之后所有灯都灭？', /按 4 次/],
    ['what happens on the fourth press?', /LED1\) goes low/],
    ['after 2 presses, which LEDs are on?', /LED2\) high.*LED3\) low/],
    ['what if I press the button twice within 200 ms?', 'declines'],
  ],
);

protocol(
  'a short and a long press do different things',
  `#include "pico/stdlib.h"
#define BTN 15
#define LED 25
#define BUZZ 14
int main() {
    gpio_init(BTN); gpio_set_dir(BTN, GPIO_IN); gpio_pull_up(BTN);
    gpio_init(LED); gpio_set_dir(LED, GPIO_OUT);
    gpio_init(BUZZ); gpio_set_dir(BUZZ, GPIO_OUT);
    while (true) {
        if (!gpio_get(BTN)) {
            uint32_t t = to_ms_since_boot(get_absolute_time());
            while (!gpio_get(BTN)) sleep_ms(1);
            if (to_ms_since_boot(get_absolute_time()) - t >= 300) {
                gpio_put(BUZZ, 1); sleep_ms(100); gpio_put(BUZZ, 0);
            } else {
                gpio_xor_mask(1u << LED);
            }
        }
    }
}`,
  [
    ['what happens if I hold the button longer than 300 ms?', /BUZZ/, /LED\)/],
    ['按住200ms会发生什么', /LED/, /BUZZ/],
    ['短按会怎样？', /LED/, /BUZZ/],
    ['长按呢？', /BUZZ/],
    ['how long do I have to hold it for the buzzer to sound?', /300 ms.*200 ms is not enough/],
  ],
);

protocol(
  'a button that has to be held for 30 turns of a loop',
  `#include "driver/gpio.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#define RELAY GPIO_NUM_23
#define BUTTON GPIO_NUM_0
void app_main(void)
{
    int cnt = 0;
    gpio_config_t io = { .pin_bit_mask = 1ULL << RELAY, .mode = GPIO_MODE_OUTPUT };
    gpio_config(&io);
    gpio_config_t in = { .pin_bit_mask = 1ULL << BUTTON, .mode = GPIO_MODE_INPUT, .pull_up_en = 1 };
    gpio_config(&in);
    while (1) {
        if (gpio_get_level(BUTTON) == 0) {
            cnt++;
            if (cnt >= 30) gpio_set_level(RELAY, 1);
        } else {
            cnt = 0;
            gpio_set_level(RELAY, 0);
        }
        vTaskDelay(pdMS_TO_TICKS(10));
    }
}`,
  [
    ['按一下100ms，继电器会吸合吗？', /没有变化/, /变高/],
    ['按住超过300ms会怎样？', /RELAY\) 变高/],
    ['how long must the button be held until the relay closes?', /about 299 ms/],
    ['which edge triggers?', 'declines'],
  ],
);

protocol(
  'the edge comes from the registers as the run left them',
  `#include <avr/io.h>
#include <avr/interrupt.h>
#include <util/delay.h>
ISR(INT0_vect) { PORTB ^= _BV(PB5); }
int main(void)
{
    DDRB |= _BV(PB5);
    PORTD |= _BV(PD2);
    EICRA |= _BV(ISC01);
    EIMSK |= _BV(INT0);
    sei();
    for (;;) { }
}`,
  [
    ['which edge triggers the interrupt?', /falling edge.*EICRA/],
    ['上升沿触发还是下降沿触发？', /下降沿/, /上升沿/],
  ],
);

protocol(
  'two keys and a lamp',
  `#include "stm32f10x.h"
#define KEY_ON  GPIO_Pin_0
#define KEY_OFF GPIO_Pin_1
#define LED     GPIO_Pin_5
int main(void)
{
    GPIO_InitTypeDef g;
    RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOA | RCC_APB2Periph_GPIOB, ENABLE);
    g.GPIO_Pin = KEY_ON | KEY_OFF; g.GPIO_Mode = GPIO_Mode_IPU; GPIO_Init(GPIOA, &g);
    g.GPIO_Pin = LED; g.GPIO_Mode = GPIO_Mode_Out_PP; g.GPIO_Speed = GPIO_Speed_50MHz; GPIO_Init(GPIOB, &g);
    GPIO_SetBits(GPIOB, LED);
    while (1)
    {
        if (GPIO_ReadInputDataBit(GPIOA, KEY_ON) == 0) { Delay_ms(20); GPIO_ResetBits(GPIOB, LED); }
        if (GPIO_ReadInputDataBit(GPIOA, KEY_OFF) == 0) { Delay_ms(20); GPIO_SetBits(GPIOB, LED); }
    }
}`,
  [
    ['松开KEY_ON灯会灭吗', /KEY_ON.*松开：没有变化/],
    [
      '两个按键同时按下会怎样',
      /让 PA0 \(KEY_ON\) 低、PA1 \(KEY_OFF\) 低（一直保持）：PB5 \(LED\).*变低（第 \d+ 行）.*变高/,
    ],
    ['第1次变化是什么', /第 1 次变化：PB5 \(LED\) 变高.*第 11 行/],
    ['what is the 7th change?', 'declines'],
  ],
);
