#ifndef BSP_LED_H
#define BSP_LED_H
#ifdef __cplusplus
extern "C" {
#endif

#include <stdint.h>

#define SYSCLK_FREQ_72MHz  72000000 /* the usual */
#define EXTERNAL_CRYSTAL
#define CONCAT_(a, b) a##b
#define CONCAT(a, b) CONCAT_(a, b)
#define STR(x) #x
#define XSTR(x) STR(x)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define SET_BIT(REG, BIT)     ((REG) |= (BIT))
#define MODIFY_REG(REG, CLEARMASK, SETMASK)  WRITE_REG((REG), (((READ_REG(REG)) & (~(CLEARMASK))) | (SETMASK)))
#define WRITE_REG(REG, VAL) ((REG) = (VAL))
#define READ_REG(REG) ((REG))
#define LOG(fmt, ...) printf("[%s] " fmt "\n", __func__, ##__VA_ARGS__)
#define FOREVER for (;;)
#define DIGITS { 0x3F, 0x06, 0x5B }
#define INLINE static inline
#define REPEAT(n) for (int _i = 0; _i < (n); _i++)
#define SWAP(a, b) do { int _t = (a); (a) = (b); (b) = _t; } while (0)
#define VERSION_MAJOR 1
#define VERSION "v" XSTR(VERSION_MAJOR) ".0"
#define DEBUG_ENABLED 1 // set to 0 for release
#undef EXTERNAL_CRYSTAL
#define NEGATIVE -1
#define FLOAT_FACTOR 1.5f
#define MASK (0xFFul & ~0x3ul)

#if DEBUG_ENABLED && !defined(NDEBUG)
#define DBG(...) LOG(__VA_ARGS__)
#elif defined(QUIET)
#define DBG(...)
#else
#define DBG(...) ((void)0)
#endif // DEBUG_ENABLED

#if !defined(__GNUC__) || (__GNUC__ < 4)
#error "needs a newer compiler"
#endif

INLINE uint8_t low(uint16_t v) { return v & 0xFF; }
static const uint8_t digits[3] = DIGITS;
void CONCAT(init_, led)(void);

#pragma pack(push, 1)
typedef struct { uint8_t id; uint16_t value; } packet_t;
#pragma pack(pop)

#ifdef __cplusplus
}
#endif
#endif /* BSP_LED_H */
