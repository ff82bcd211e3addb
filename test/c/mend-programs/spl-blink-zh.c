#include "stm32f10x.h"
#include "stm32f10x_gpio.h" // 标准库
#define LED_PORT GPIOB // LED所在端口
#define LED_PIN  GPIO_Pin_5
#define LED_ON()  GPIO_ResetBits(LED_PORT, LED_PIN)   // 低电平点亮
#define LED_OFF() GPIO_SetBits(LED_PORT, LED_PIN)

// 函数声明
static void LED_Config(void);
void Delay(__IO uint32_t nCount); // 简单延时

int main(void)
{
    // 初始化 LED 端口
    LED_Config();
    while (1) // 主循环
    {
        LED_ON();        // 亮
        Delay(0x0FFFEF); // 延时一会儿
        LED_OFF();       // 灭 LED
        Delay(0x0FFFEF);
    }
}

static void LED_Config(void)
{
    GPIO_InitTypeDef GPIO_InitStructure; // 定义一个结构体
    // 打开 GPIOB 的时钟
    RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOB, ENABLE);
    GPIO_InitStructure.GPIO_Pin = LED_PIN; // 选择引脚
    GPIO_InitStructure.GPIO_Mode = GPIO_Mode_Out_PP; // 推挽输出
    GPIO_InitStructure.GPIO_Speed = GPIO_Speed_50MHz; // 50MHz
    GPIO_Init(LED_PORT, &GPIO_InitStructure);
}

void Delay(__IO uint32_t nCount) // 简单的延时函数
{
    for (; nCount != 0; nCount--); // 空循环
}
