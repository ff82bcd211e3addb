// The libraries of chips whose ports are those of stm32.hpp or as simple: APM32, AT32, MM32, HC32, CH32V003.
#pragma once
#if defined(IS_HC32)
#include "core.hpp"
inline truth::Bank hc[8];
void truthSetup() { for (int i = 0; i < 8; i++) hc[i].add(std::string("P") + char('A' + i)); }
inline void hcWrite(int p, uint32_t m, int v) { if (v) hc[p].out |= m; else hc[p].out &= ~m; truth::settle(); }
enum { PortA, PortB, PortC, PortD, PortE, Pin06 = 1 << 6, Pin07 = 1 << 7, Pin_Mode_In = 0, Pin_Mode_Out = 1, Disable = 0, Enable = 1 };
struct stc_port_init_t { int enPinMode, enExInt; };
#define MEM_ZERO_STRUCT(s) memset(&(s), 0, sizeof(s))
inline void PORT_Init(int p, uint32_t m, stc_port_init_t *s) { if (s->enPinMode == Pin_Mode_Out) hc[p].dir |= m; truth::settle(); }
inline void PORT_Toggle(int p, uint32_t m) { hc[p].out ^= m; truth::settle(); }
inline void PORT_SetBits(int p, uint32_t m) { hcWrite(p, m, 1); }
inline void PORT_ResetBits(int p, uint32_t m) { hcWrite(p, m, 0); }
inline void Ddl_Delay1ms(uint32_t n) { truth::wait(n); }
enum { GPIO_PORT_A, GPIO_PORT_B, GPIO_PIN_05 = 1 << 5, PIN_STAT_RST = 0, PIN_STAT_SET = 1, PIN_DIR_IN = 0, PIN_DIR_OUT = 1, LL_PERIPH_GPIO = 1 };
struct stc_gpio_init_t { uint16_t u16PinState, u16PinDir; };
#define LL_PERIPH_WE(x) (void)0
#define LL_PERIPH_WP(x) (void)0
inline int GPIO_StructInit(stc_gpio_init_t *s) { *s = {0, 0}; return 0; }
inline int GPIO_Init(int p, uint32_t m, stc_gpio_init_t *s) { hcWrite(p, m, s->u16PinState); if (s->u16PinDir) hc[p].dir |= m; truth::settle(); return 0; }
inline void GPIO_TogglePins(int p, uint32_t m) { hc[p].out ^= m; truth::settle(); }
inline void DDL_DelayMS(uint32_t n) { truth::wait(n); }
#else
#include "spl.hpp"
#ifdef IS_APM
struct ApmPort { Reg CFGLOW, CFGHIG, IDATA, ODATA, BSC, BC; };
#undef GPIOB
#undef GPIOE
#define GPIOB ((ApmPort *)(PORT_BASE + 0x400))
#define GPIOE ((ApmPort *)(PORT_BASE + 0x1000))
struct { Reg &APB2CLKEN = ((RCC_TypeDef *)0x40021000)->APB2ENR; } inline apmRcm;
#define RCM (&apmRcm)
enum { RCM_APB2_PERIPH_GPIOE = 64, GPIO_MODE_OUT_PP = 0, GPIO_SPEED_50MHz = 3, BIT_RESET = 0, BIT_SET = 1 };
struct GPIO_Config_T { uint32_t mode, speed, pin; };
#define RCM_EnableAPB2PeriphClock(b) (RCM->APB2CLKEN |= (b))
inline void GPIO_Config(ApmPort *g, GPIO_Config_T *c) { setMode((GPIO_TypeDef *)g, c->pin, c->mode | c->speed); }
#define GPIO_SetBit(g, p) ((g)->BSC = (uint32_t)(p))
#define GPIO_ResetBit(g, p) ((g)->BC = (uint32_t)(p))
#define GPIO_WriteBitValue(g, p, v) ((v) ? GPIO_SetBit(g, p) : GPIO_ResetBit(g, p))
#endif
#ifdef IS_AT
struct AtPort { Reg cfglr, cfghr, idt, odt, scr, clr; };
#undef GPIOC
#define GPIOC ((AtPort *)(PORT_BASE + 0x800))
struct { Reg &apb2en = ((RCC_TypeDef *)0x40021000)->APB2ENR; } inline atCrm;
#define CRM (&atCrm)
#endif
#ifdef IS_MM
#define RCC_AHBENR_GPIOB 8u
#define RCC_AHBPeriphClockCmd(b, on) (RCC->APB2ENR |= (b))
inline void DELAY_Ms(uint32_t n) { truth::wait(n); }
#endif
#ifdef IS_CH003
enum { GPIO_CNF_OUT_PP = 0 };
inline void SystemInit() {}
#endif
#endif
