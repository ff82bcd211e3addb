// ARM chips whose ports set, clear and toggle by registers of their own: LPC, Kinetis, i.MX RT, EFM32, SAM D, Renesas RA.
#pragma once
#include "core.hpp"
using truth::Bank; using truth::BankReg;
inline Bank banks[8];
inline uint32_t SystemCoreClock = 100000000;
inline void SystemInit() {}
#define NVIC_EnableIRQ(n) truth::arm()
#define SysTick_Config(n) (truth::arm(), 0)
enum { TIMER0_IRQn, PIT0_IRQn };
#if defined(IS_LPC)
struct LpcPort { BankReg FIODIR, FIOPIN, FIOSET, FIOCLR, FIOSET3, FIOCLR3, DIR, DATA; };
#define LPC_PORT(i) {{&banks[i], truth::DIRECTION}, {&banks[i], truth::PIN_LEVELS}, {&banks[i], truth::SETS}, {&banks[i], truth::CLEARS}, {&banks[i], truth::SETS, 24}, {&banks[i], truth::CLEARS, 24}, {&banks[i], truth::DIRECTION}, {&banks[i], truth::PIN_LEVELS}}
inline LpcPort lpc[] = {LPC_PORT(0), LPC_PORT(1), LPC_PORT(2), LPC_PORT(3)};
#define LPC_GPIO0 (&lpc[0])
#define LPC_GPIO1 (&lpc[1])
#define LPC_GPIO2 (&lpc[2])
#define LPC_GPIO lpc
void truthSetup() { for (int i = 0; i < 4; i++) banks[i].add("P" + std::to_string(i) + "."); }
struct { BankReg PINSEL0, PINSEL1, PINSEL2, PINSEL3; } inline lpcPincon; 
#define LPC_PINCON (&lpcPincon)
struct { BankReg PCONP, SYSAHBCLKCTRL; } inline lpcSystem;
#define LPC_SC (&lpcSystem)
#define LPC_SYSCON (&lpcSystem)
struct { BankReg IR, PR, MR0, MCR, TCR; } inline lpcTimer;
#define LPC_TIM0 (&lpcTimer)
inline BankReg PINSEL1, IO0DIR{&banks[0], truth::DIRECTION}, IO0PIN{&banks[0], truth::PIN_LEVELS}, IO0SET{&banks[0], truth::SETS}, IO0CLR{&banks[0], truth::CLEARS};
inline void SystemCoreClockUpdate() {}
inline void Board_Init() {}
inline void Chip_GPIO_SetPinDIROutput(LpcPort *p, int port, int pin) { p[port].FIODIR |= 1u << pin; }
inline void Chip_GPIO_SetPinState(LpcPort *p, int port, int pin, bool on) { if (on) p[port].FIOSET = 1u << pin; else p[port].FIOCLR = 1u << pin; }
inline void Chip_GPIO_SetPinToggle(LpcPort *p, int port, int pin) { banks[port].out ^= 1u << pin; truth::settle(); }
#elif defined(IS_KINETIS) || defined(IS_IMX)
struct NxpPort { BankReg PDDR, PDOR, PSOR, PCOR, PTOR, PDIR, GDIR, DR, DR_TOGGLE; };
#define NXP_PORT(i) {{&banks[i], truth::DIRECTION}, {&banks[i], truth::LEVELS}, {&banks[i], truth::SETS}, {&banks[i], truth::CLEARS}, {&banks[i], truth::TOGGLES}, {&banks[i], truth::PINS}, {&banks[i], truth::DIRECTION}, {&banks[i], truth::LEVELS}, {&banks[i], truth::TOGGLES}}
inline NxpPort nxp[] = {NXP_PORT(0), NXP_PORT(1), NXP_PORT(2), NXP_PORT(3), NXP_PORT(4)};
enum { kGPIO_DigitalInput, kGPIO_DigitalOutput, kGPIO_NoIntmode = 0 };
struct gpio_pin_config_t { int direction, outputLogic, interruptMode; };
inline void GPIO_PinWrite(NxpPort *p, int pin, int v) { if (v) p->PSOR = 1u << pin; else p->PCOR = 1u << pin; }
inline void GPIO_PinInit(NxpPort *p, int pin, const gpio_pin_config_t *c) { if (c->outputLogic) p->PSOR = 1u << pin; p->PDDR |= c->direction ? 1u << pin : 0; }
#define GPIO_PortToggle(p, m) ((p)->PTOR = (m))
inline void BOARD_InitPins() {}
inline void BOARD_BootClockRUN() {}
inline void BOARD_InitDebugConsole() {}
inline void BOARD_ConfigMPU() {}
inline void BOARD_InitBootPins() {}
inline void BOARD_InitBootClocks() {}
#ifdef IS_IMX
#define GPIO1 (&nxp[0])
void truthSetup() { banks[0].add("GPIO1_", 2); }
inline void SDK_DelayAtLeastUs(uint32_t us, uint32_t) { truth::wait(us / 1000.0); }
struct { BankReg CCGR1; } inline imxCcm;
#define CCM (&imxCcm)
#define CCM_CCGR1_CG13(n) ((uint32_t)(n) << 26)
enum { kIOMUXC_SW_MUX_CTL_PAD_GPIO_AD_B0_09 = 9 };
struct { BankReg SW_MUX_CTL_PAD[64]; } inline imxMux;
#define IOMUXC (&imxMux)
#elif defined(IS_NAMED)
#define BOARD_LED_RED_GPIO (&nxp[0])
#define BOARD_LED_RED_GPIO_PIN 0
void truthSetup() { banks[0].add("", 1, {"BOARD_LED_RED_GPIO_PIN"}); }
#else
#define GPIOA (&nxp[0])
#define GPIOB (&nxp[1])
#define GPIOC (&nxp[2])
#define GPIOD (&nxp[3])
#define PTB GPIOB
#define PTD GPIOD
void truthSetup() { for (int i = 0; i < 5; i++) banks[i].add(std::string("PT") + char('A' + i)); }
struct KinetisPins { BankReg PCR[32]; };
inline KinetisPins kinetisPins[5];
#define PORTB (&kinetisPins[1])
#define PORTD (&kinetisPins[3])
// PE with PS is a pull-up.
struct PullReg { int bank, pin; PullReg &operator=(uint32_t v) { if ((v & 3) == 3) banks[bank].up |= 1u << pin; return *this; } };
inline PullReg PORTC_PCR5{2, 5}, PORTA_PCR4{0, 4};
struct { BankReg SCGC5, SCGC6; } inline kinetisSim;
#define SIM (&kinetisSim)
inline BankReg SIM_SCGC5, GPIOA_PDDR{&banks[0], truth::DIRECTION}, GPIOA_PDIR{&banks[0], truth::PINS}, GPIOC_PDDR{&banks[2], truth::DIRECTION}, GPIOC_PCOR{&banks[2], truth::CLEARS}, GPIOC_PSOR{&banks[2], truth::SETS};
enum { SIM_SCGC5_PORTA_MASK = 0x200, SIM_SCGC5_PORTB_MASK = 0x400, SIM_SCGC5_PORTC_MASK = 0x800, SIM_SCGC5_PORTD_MASK = 0x1000, SIM_SCGC6_PIT_MASK = 0x800000, PORT_PCR_MUX_MASK = 0x700, PORT_PCR_PE_MASK = 2, PORT_PCR_PS_MASK = 1, PIT_TFLG_TIF_MASK = 1, PIT_TCTRL_TIE_MASK = 2, PIT_TCTRL_TEN_MASK = 1 };
#define PORT_PCR_MUX(n) ((n) << 8)
struct { BankReg MCR; struct { BankReg LDVAL, TCTRL, TFLG; } CHANNEL[4]; } inline kinetisPit;
#define PIT (&kinetisPit)
#endif
#elif defined(IS_EFM)
enum { gpioPortA, gpioPortB, gpioPortC, gpioPortD, gpioPortE, gpioModeInputPull = 2, gpioModePushPull = 4, cmuClock_GPIO = 0, CMU_HFPERCLKEN0_GPIO = 1 };
void truthSetup() { for (int i = 0; i < 6; i++) banks[i].add(std::string("P") + char('A' + i)); }
// Four mode bits a pin; 4 and above drive it.
struct ModeReg { int bank, low; uint32_t kept = 0; operator uint32_t() const { return kept; } ModeReg &operator=(uint32_t v) { kept = v; for (int i = 0; i < 8; i++) { uint32_t b = 1u << (low + i); if ((v >> 4 * i & 15) >= 4) banks[bank].dir |= b; else banks[bank].dir &= ~b; } truth::settle(); return *this; } };
struct EfmPort { ModeReg MODEL, MODEH; BankReg DOUT, DOUTSET, DOUTCLR, DOUTTGL, DIN; };
#define EFM_PORT(i) {{i, 0}, {i, 8}, {&banks[i], truth::LEVELS}, {&banks[i], truth::SETS}, {&banks[i], truth::CLEARS}, {&banks[i], truth::TOGGLES}, {&banks[i], truth::PINS}}
struct { EfmPort P[6] = {EFM_PORT(0), EFM_PORT(1), EFM_PORT(2), EFM_PORT(3), EFM_PORT(4), EFM_PORT(5)}; } inline efm;
#define GPIO (&efm)
struct { BankReg HFPERCLKEN0; } inline efmCmu;
#define CMU (&efmCmu)
inline void CHIP_Init() {}
inline void CMU_ClockEnable(int, bool) {}
inline void GPIO_PinModeSet(int p, int pin, int mode, int out) { uint32_t b = 1u << pin; if (mode >= 4) { if (out) banks[p].out |= b; else banks[p].out &= ~b; banks[p].dir |= b; } else if (mode == 2 && out) banks[p].up |= b; truth::settle(); }
inline int GPIO_PinInGet(int p, int pin) { return banks[p].in() >> pin & 1; }
inline void GPIO_PinOutSet(int p, int pin) { banks[p].out |= 1u << pin; truth::settle(); }
inline void GPIO_PinOutClear(int p, int pin) { banks[p].out &= ~(1u << pin); truth::settle(); }
#elif defined(IS_SAM)
struct SamReg { BankReg reg; };
struct PinCfg { struct Byte { int pin; Byte &operator=(int v) { if (v & 4) pulls |= 1u << pin; return *this; } static inline uint32_t pulls; } reg; };
struct SamGroup { SamReg DIR, DIRCLR, DIRSET, OUT, OUTCLR, OUTSET, OUTTGL, IN; PinCfg PINCFG[32]; };
inline SamGroup samGroup = {{{&banks[0], truth::DIRECTION}}, {{&banks[0], truth::INPUTS}}, {{&banks[0], truth::OUTPUTS}}, {{&banks[0], truth::LEVELS}}, {{&banks[0], truth::CLEARS}}, {{&banks[0], truth::SETS}}, {{&banks[0], truth::TOGGLES}}, {{&banks[0], truth::PINS}}};
struct { SamGroup *Group; } inline samPort{&samGroup};
#define PORT (&samPort)
enum { PORT_PINCFG_INEN = 2, PORT_PINCFG_PULLEN = 4 };
#define PORT_PA17 (1u << 17)
#ifdef IS_NAMED
enum { LED_0_PIN = 0, BUTTON_0_PIN = 1, LED_0_ACTIVE = 0, BUTTON_0_ACTIVE = 0, PORT_PIN_DIR_INPUT = 0, PORT_PIN_DIR_OUTPUT = 1 };
struct port_config { int direction, input_pull; };
inline void system_init() {}
inline void port_get_config_defaults(port_config *c) { *c = {0, 1}; }
inline void port_pin_set_config(int p, port_config *c) { if (c->direction) banks[0].dir |= 1u << p; truth::settle(); }
inline bool port_pin_get_input_level(int) { return truth::input("BUTTON_0_PIN", true); }
inline void port_pin_set_output_level(int p, bool v) { if (v) banks[0].out |= 1u << p; else banks[0].out &= ~(1u << p); truth::settle(); }
void truthSetup() { banks[0].add("", 1, {"LED_0_PIN", "BUTTON_0_PIN"}); }
#else
// A pull goes the way OUT says; pins 15 with PULLEN and OUT 1 are pulled up.
void truthSetup() { for (int i = 0; i < 32; i++) samGroup.PINCFG[i].reg.pin = i; banks[0].up = ~0u; banks[0].add("PA"); }
#endif
#elif defined(IS_RA)
enum bsp_io_level_t { BSP_IO_LEVEL_LOW, BSP_IO_LEVEL_HIGH };
enum bsp_delay_units_t { BSP_DELAY_UNITS_SECONDS, BSP_DELAY_UNITS_MILLISECONDS, BSP_DELAY_UNITS_MICROSECONDS };
struct bsp_leds_t { int led_count; };
inline bsp_leds_t g_bsp_leds;
enum { BSP_IO_PORT_04_PIN_00 = 0x400, BSP_IO_PORT_01_PIN_05 = 0x105, BSP_IO_PORT_01_PIN_06 = 0x106 };
void truthSetup() { for (int i = 0; i < 8; i++) { banks[i].up = ~0u; banks[i].add("P" + std::to_string(i), 2); } }
inline void raWrite(int pin, int v) { Bank &b = banks[pin >> 8]; uint32_t m = 1u << (pin & 255); b.dir |= m; if (v) b.out |= m; else b.out &= ~m; truth::settle(); }
inline void R_BSP_PinAccessEnable() {}
inline void R_BSP_PinAccessDisable() {}
inline void R_BSP_PinWrite(int pin, int v) { raWrite(pin, v); }
struct { int *p_cfg; } inline g_ioport;
inline int g_ioport_ctrl;
inline int R_IOPORT_Open(void *, const void *) { return 0; }
inline int R_IOPORT_PinRead(void *, int pin, bsp_io_level_t *v) { *v = (bsp_io_level_t)(banks[pin >> 8].in() >> (pin & 255) & 1); return 0; }
inline int R_IOPORT_PinWrite(void *, int pin, int v) { raWrite(pin, v); return 0; }
inline void R_BSP_SoftwareDelay(uint32_t n, bsp_delay_units_t u) { truth::wait(u == BSP_DELAY_UNITS_SECONDS ? n * 1000.0 : u == BSP_DELAY_UNITS_MILLISECONDS ? n : n / 1000.0); }
struct { BankReg PDR{&banks[1], truth::DIRECTION}, PODR{&banks[1], truth::LEVELS}; } inline raPort1;
#define R_PORT1 (&raPort1)
#endif
