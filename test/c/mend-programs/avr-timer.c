#define F_CPU 8000000UL // 8 MHz internal
#include <avr/io.h>
#include <avr/interrupt.h>
#include <util/delay.h>

volatile uint8_t ticks = 0; // counts overflows

// overflow of timer 0, every 32.768 ms
ISR(TIMER0_OVF_vect)
{
    if (++ticks == 15) { // roughly twice a second
        ticks = 0;
        PORTB ^= _BV(PB0); // toggle the LED
    }
}

int main(void)
{
    DDRB |= _BV(PB0); // PB0 is an output
    TCCR0B = _BV(CS02) | // prescaler
             _BV(CS00);  // 1024
    TIMSK0 = _BV(TOIE0); // enable the overflow interrupt
    sei();
    while (1) {
        // everything happens in the interrupt
    }
}
