// PIC16F877A, XC8
#pragma config FOSC = HS        // Oscillator Selection bits (HS oscillator)
#pragma config WDTE = OFF       // Watchdog Timer Enable bit (WDT disabled)
#pragma config LVP = OFF        // Low-Voltage programming off; RB3 is digital I/O
#include <xc.h>
#define _XTAL_FREQ 20000000

void __interrupt() isr(void)
{
    if (TMR0IF) { // timer 0 overflowed
        TMR0IF = 0;
        PORTBbits.RB1 ^= 1; // flip
    }
}

void main(void)
{
    TRISB = 0x00; // all outputs
    PORTB = 0;
    OPTION_REG = 0x07; // prescaler 256
    GIE = 1;
    TMR0IE = 1;
    while (1)
    {
        RB0 = 1; // on
        __delay_ms(1000); // one second
        RB0 = 0; // off
        __delay_ms(1000);
    }
}
