#include <msp430.h>

// MSP430G2553 LaunchPad: red LED on P1.0, green on P1.6
#define RED   BIT0
#define GREEN BIT6

int main(void)
{
    WDTCTL = WDTPW + WDTHOLD;       // Stop watchdog timer
    P1DIR |= RED | GREEN;           // both are outputs
    P1OUT &= ~(RED + GREEN);        // start dark
    CCTL0 = CCIE;                   // CCR0 interrupt enabled
    CCR0 = 50000;
    TACTL = TASSEL_2 + MC_2;        // SMCLK, contmode
    __bis_SR_register(LPM0_bits + GIE); // Enter LPM0 w/ interrupt
}

// Timer A0 interrupt service routine
#pragma vector=TIMER0_A0_VECTOR
__interrupt void Timer_A (void)
{
    P1OUT ^= RED;                   // Toggle P1.0
    CCR0 += 50000;                  // Add Offset to CCR0
}
