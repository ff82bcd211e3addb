#include "stm32f10x.h"
#include <stdio.h>
#define DHT11_PIN GPIO_Pin_11 //温湿度传感器引脚
#define DQ_OUT PGout(11) //数据端口 PG11
u8 temperature; //温度
u8 humidity; //湿度

//复位DHT11
void DHT11_Rst(void)
{
	DHT11_IO_OUT(); //SET OUTPUT
	DQ_OUT=0; //拉低DQ
	delay_ms(20); //拉低至少18ms
	DQ_OUT=1; //DQ=1
	delay_us(30); //主机拉高20~40us
}

//从DHT11读取一个位
//返回值：1/0
u8 DHT11_Read_Bit(void)
{
	u8 retry=0;
	while(DHT11_DQ_IN&&retry<100)//等待变为低电平
	{
		retry++;
		delay_us(1);
	}
	retry=0;
	while(!DHT11_DQ_IN&&retry<100)//等待变高电平
	{
		retry++;
		delay_us(1);
	}
	delay_us(40);//等待40us
	if(DHT11_DQ_IN)return 1;
	else return 0;
}

int main(void)
{
	u8 t=0;
	delay_init();	    	 //延时函数初始化
	LED_Init();		  	//初始化与LED连接的硬件接口
	while(DHT11_Init())	//DHT11初始化
	{
		printf("DHT11 Error\r\n"); //出错提示
		delay_ms(200);
	}
	while(1)
	{
		if(t%10==0)//每100ms读取一次
		{
			DHT11_Read_Data(&temperature,&humidity);//读取温湿度值
		}
		delay_ms(10);
		t++;
		if(t==20)
		{
			t=0;
			LED0=!LED0; //闪烁
		}
	}
}
