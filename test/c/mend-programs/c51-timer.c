#include <reg52.h>
#define uchar unsigned char
#define uint unsigned int
#define LED P1 // 8 个灯接在 P1 口
sbit KEY1 = P3^2; // 按键
sbit BEEP = P2^3;
uchar code table[] = { // 共阴极数码管
    0x3f, 0x06, 0x5b, 0x4f, // 0 1 2 3
    0x66, 0x6d, 0x7d, 0x07, // 4 5 6 7
    0x7f, 0x6f              // 8 9
};
uchar num; // 计数
bit flag;

void delay(uint ms) // 毫秒延时
{
    uint i, j;
    for (i = ms; i > 0; i--)
        for (j = 114; j > 0; j--);
}

void timer0() interrupt 1 using 1 // 定时器 0 中断
{
    TH0 = (65536 - 50000) / 256; // 重装初值
    TL0 = (65536 - 50000) % 256;
    num++;
    if (num == 20) // 1 秒
    {
        num = 0;
        flag = 1;
    }
}

void main()
{
    TMOD = 0x01; // 方式 1
    TH0 = (65536 - 50000) / 256;
    TL0 = (65536 - 50000) % 256;
    EA = 1; // 开总中断
    ET0 = 1;
    TR0 = 1; // 启动
    while (1)
    {
        if (flag == 1)
        {
            flag = 0;
            LED = ~LED; // 取反
        }
        if (KEY1 == 0) // 按下
        {
            delay(10); // 消抖
            if (KEY1 == 0)
                BEEP = 0;
            while (!KEY1); // 等待松开
            BEEP = 1;
        }
    }
}
