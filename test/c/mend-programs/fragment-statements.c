GPIO_InitTypeDef GPIO_InitStructure;
RCC_APB2PeriphClockCmd(RCC_APB2Periph_GPIOE, ENABLE); // clock
GPIO_InitStructure.GPIO_Pin = GPIO_Pin_5; // only this one
GPIO_InitStructure.GPIO_Mode = GPIO_Mode_Out_OD; // open drain
GPIO_InitStructure.GPIO_Speed = GPIO_Speed_50MHz;
GPIO_Init(GPIOE, &GPIO_InitStructure);
while (1)
{
    GPIOE->ODR ^= GPIO_Pin_5; // toggle
    delay_ms(300); // wait
}
