/** What the one-line LED program lacks for gcc. */
export const SEED_STUBS = `#include <stdint.h>
typedef struct { volatile uint32_t PL_CFG, PH_CFG, PID, POD, PBSC, PBC; } GPIO_Module;
static GPIO_Module group1, group2;
#define PORT_GROUP1 (&group1)
#define PORT_GROUP2 (&group2)
#define LED1_PIN 0x0400
#define LED2_PIN 0x8000
#define LED3_PIN 0x0200
#define LED4_PIN 0x0020
#define LED5_PIN 0x0040
void LedInit(GPIO_Module *port, uint16_t pins) { port->PL_CFG = pins; }
`;

/** The delay it calls, as it is usually written. */
export const DELAY = 'void Delay(uint32_t count) { for (; count != 0; count--) ; }\n';
