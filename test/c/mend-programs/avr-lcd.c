#ifndef F_CPU
#define F_CPU 16000000UL
#endif
#include <avr/io.h>
#include <util/delay.h>
#include <avr/pgmspace.h>

#define LCD_PORT PORTD
#define LCD_DDR DDRD
#define RS PD2 /* register select */
#define EN PD3 /* enable */
#define sbi(port, bit) ((port) |= (1 << (bit)))
#define cbi(port, bit) ((port) &= ~(1 << (bit)))
#define PULSE() do { \
        sbi(LCD_PORT, EN); \
        _delay_us(1); \
        cbi(LCD_PORT, EN); \
    } while (0)

static const char hello[] PROGMEM = "Hello; {world} // not a comment"; // in flash

static void nibble(uint8_t n) {
    LCD_PORT = (LCD_PORT & 0x0F) | (n << 4); // upper half carries the data
    PULSE();
}

void lcd_byte(uint8_t b, uint8_t is_data) {
    if (is_data) sbi(LCD_PORT, RS); else cbi(LCD_PORT, RS); // choose
    nibble(b >> 4); // high first
    nibble(b & 0x0F);
    _delay_us(50);
}

int main(void) {
    const char *p = hello;
    char c;
    LCD_DDR = 0xFC;
    _delay_ms(40); // power up
    while ((c = pgm_read_byte(p++)) != '\0')
        lcd_byte((uint8_t)c, 1);
    for (;;) ;
}
