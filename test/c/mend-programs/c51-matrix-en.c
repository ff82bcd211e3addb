#include <reg51.h>
#include <intrins.h>
typedef unsigned char u8;
typedef unsigned int u16;
sbit SRCLK = P3^6; // shift clock
sbit RCLK = P3^5;  // latch clock
sbit SER = P3^4;   // serial data
u8 ledduan[] = {0x00, 0x3e, 0x41, 0x41, 0x41, 0x3e, 0x00, 0x00}; // digit zero
u8 ledwei[] = {0x7f, 0xbf, 0xdf, 0xef, 0xf7, 0xfb, 0xfd, 0xfe};
void delay(u16 i) { while (i--); }
void Hc595SendByte(u8 dat)
{
    u8 a;
    SRCLK = 1;
    RCLK = 1;
    for (a = 0; a < 8; a++) // eight bits
    {
        SER = dat >> 7; // highest first
        dat <<= 1;
        SRCLK = 0;
        _nop_(); // give it time
        _nop_();
        SRCLK = 1;
    }
    RCLK = 0;
    _nop_();
    RCLK = 1; // now it is on the outputs
}
void main()
{
    u8 i;
    while (1)
    {
        P0 = 0x7f;
        for (i = 0; i < 8; i++)
        {
            P0 = ledwei[i];            // column
            Hc595SendByte(ledduan[i]); // row data
            delay(100);                // hold
            Hc595SendByte(0x00);       // blank
        }
    }
}
