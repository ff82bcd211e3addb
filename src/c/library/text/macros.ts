/** What headers bring that is no function: macros, short names of types, setjmp, va_list, errno and assert. */
export const MACROS = `
#define __STDC__ 1
#define __STDC_VERSION__ 201112L
#define __STDC_HOSTED__ 1
#define __GNUC__ 4
#define __GNUC_MINOR__ 2
#define __BYTE_ORDER__ 1234
#define __ORDER_LITTLE_ENDIAN__ 1234
#define __ORDER_BIG_ENDIAN__ 4321
#define NULL ((void*)0)
#define offsetof(t, m) __builtin_offsetof(t, m)
#define EOF (-1)
#define BUFSIZ 1024
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define CLOCKS_PER_SEC 1000000L
#define MB_CUR_MAX 1
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define __bool_true_false_are_defined 1
#define __IO volatile
#define __I volatile const
#define __O volatile
#define __IM volatile const
#define __OM volatile
#define __IOM volatile
#define __weak __attribute__((weak))
#define __WEAK __attribute__((weak))
#define __packed __attribute__((packed))
#define __PACKED __attribute__((packed))
#define __PACKED_STRUCT struct __attribute__((packed))
#define __PACKED_UNION union __attribute__((packed))
#define __ALIGNED(x) __attribute__((aligned(x)))
#define __align(x) __attribute__((aligned(x)))
#define __ALIGN_BEGIN
#define __ALIGN_END
#define __STATIC_INLINE static inline
#define __STATIC_FORCEINLINE static inline
#define __INLINE inline
#define __forceinline inline
#define __force_inline inline
#define __USED
#define __UNUSED
#define __RESTRICT restrict
#define __ASM __asm
#define __irq __attribute__((interrupt))
#define __ramfunc
#define __root
#define __no_init
#define __persistent
#define __flash const
#define __eeprom
#define PROGMEM
#define IRAM_ATTR
#define DRAM_ATTR
#define RTC_DATA_ATTR
#define ICACHE_RAM_ATTR
#define ICACHE_FLASH_ATTR
#define FAR
#define noreturn _Noreturn
#define alignas _Alignas
#define alignof _Alignof
#define static_assert _Static_assert
#define thread_local _Thread_local

typedef _Bool bool;
enum { false, true };
typedef unsigned char byte;
typedef unsigned short word;
typedef _Bool boolean;
typedef unsigned char u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef signed char s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
typedef unsigned char uchar;
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned long ulong;
typedef unsigned char BYTE;
typedef uint16_t WORD;
typedef uint32_t DWORD;
typedef volatile uint8_t vu8;
typedef volatile uint16_t vu16;
typedef volatile uint32_t vu32;

typedef int32_t jmp_buf[8];
typedef int32_t sigjmp_buf[8];
#define setjmp(env) __builtin_setjmp(env)
#define _setjmp(env) __builtin_setjmp(env)
#define sigsetjmp(env, save) __builtin_setjmp(env)
void longjmp(int32_t *env, int value) { __builtin_longjmp(env, value); }
void _longjmp(int32_t *env, int value) { __builtin_longjmp(env, value); }
void siglongjmp(int32_t *env, int value) { __builtin_longjmp(env, value); }
typedef void *va_list;
typedef void *__builtin_va_list;
typedef void *__gnuc_va_list;
#define va_start(list, last) __builtin_va_start(list, last)
#define va_arg(list, type) __builtin_va_arg(list, type)
#define va_end(list) __builtin_va_end(list)
#define va_copy(to, from) __builtin_va_copy(to, from)
#define __va_copy(to, from) __builtin_va_copy(to, from)
#define alloca(n) __builtin_alloca(n)

#define FLT_RADIX 2
#define FLT_MANT_DIG 24
#define FLT_DIG 6
#define FLT_EPSILON 1.19209290e-7F
#define FLT_MAX 3.40282347e+38F
#define FLT_MIN 1.17549435e-38F
#define FLT_MAX_EXP 128
#define FLT_MIN_EXP (-125)
#define FLT_MAX_10_EXP 38
#define FLT_MIN_10_EXP (-37)
#define DBL_MANT_DIG 53
#define DBL_DIG 15
#define DBL_EPSILON 2.2204460492503131e-16
#define DBL_MAX 1.7976931348623157e+308
#define DBL_MIN 2.2250738585072014e-308
#define DBL_MAX_EXP 1024
#define DBL_MIN_EXP (-1021)
#define DBL_MAX_10_EXP 308
#define DBL_MIN_10_EXP (-307)
#define LDBL_MAX DBL_MAX
#define LDBL_MIN DBL_MIN
#define LDBL_EPSILON DBL_EPSILON
#define DECIMAL_DIG 17
#define FLT_EVAL_METHOD 0

#define FLT_TRUE_MIN 1.40129846432481707e-45F
#define DBL_TRUE_MIN 4.9406564584124654e-324
#define LDBL_MANT_DIG 53
#define LDBL_DIG 15
#define LDBL_MAX_EXP 1024
#define LDBL_MIN_EXP (-1021)
#define LDBL_MAX_10_EXP 308
#define LDBL_MIN_10_EXP (-307)
#define FLT_DECIMAL_DIG 9
#define DBL_DECIMAL_DIG 17
#define __FLT_MAX__ FLT_MAX
#define __FLT_MIN__ FLT_MIN
#define __FLT_EPSILON__ FLT_EPSILON
#define __FLT_DIG__ FLT_DIG
#define __FLT_MANT_DIG__ FLT_MANT_DIG
#define __FLT_DENORM_MIN__ FLT_TRUE_MIN
#define __FLT_MAX_EXP__ FLT_MAX_EXP
#define __FLT_MIN_EXP__ FLT_MIN_EXP
#define __DBL_MAX__ DBL_MAX
#define __DBL_MIN__ DBL_MIN
#define __DBL_EPSILON__ DBL_EPSILON
#define __DBL_DIG__ DBL_DIG
#define __DBL_MANT_DIG__ DBL_MANT_DIG
#define __DBL_DENORM_MIN__ DBL_TRUE_MIN
#define __DBL_MAX_EXP__ DBL_MAX_EXP
#define __DBL_MIN_EXP__ DBL_MIN_EXP
#define __LDBL_MAX__ LDBL_MAX
#define __LDBL_MIN__ LDBL_MIN
#define __LDBL_EPSILON__ LDBL_EPSILON
#define __LDBL_MANT_DIG__ LDBL_MANT_DIG
#define __LDBL_DIG__ LDBL_DIG
#define __SCHAR_MAX__ 127
#define __SHRT_MAX__ 32767
#define __LONG_LONG_MAX__ LLONG_MAX
#define __WCHAR_TYPE__ int
#define __INTMAX_TYPE__ long long
#define __UINTMAX_TYPE__ unsigned long long
#define __INT8_TYPE__ signed char
#define __INT16_TYPE__ short
#define __INT64_TYPE__ long long
#define __FLOAT_WORD_ORDER__ 1234

#define EDOM 33
#define ERANGE 34
#define EINVAL 22
#define ENOMEM 12
#define ENOENT 2
#define EIO 5
#define EAGAIN 11
#define EBUSY 16
#define ETIMEDOUT 110
int errno;
/* What glibc's headers turn errno, assert and ctype.h into: texts that went through gcc -E. */
int *__errno_location(void) { return &errno; }
void __assert_fail(const char *what, const char *file, unsigned line, const char *function) {
  (void)file; (void)line; (void)function;
  static char text[300];
  snprintf(text, sizeof text, "assertion failed: %s", what);
  __abort(text);
}
static unsigned short __classes[384];
static const unsigned short *__class_table = __classes + 128;
const unsigned short **__ctype_b_loc(void) {
  for (int c = 0; c < 128; c++)
    __classes[128 + c] = !!isupper(c) << 8 | !!islower(c) << 9 | !!isalpha(c) << 10 | !!isdigit(c) << 11 | !!isxdigit(c) << 12 |
      !!isspace(c) << 13 | !!isprint(c) << 14 | !!isgraph(c) << 15 | !!isblank(c) | !!iscntrl(c) << 1 | !!ispunct(c) << 2 | !!isalnum(c) << 3;
  return &__class_table;
}
static int32_t __cases[384];
static const int32_t *__case_table = __cases + 128;
const int32_t **__ctype_tolower_loc(void) { for (int c = -128; c < 256; c++) __cases[128 + c] = tolower(c); return &__case_table; }
const int32_t **__ctype_toupper_loc(void) { for (int c = -128; c < 256; c++) __cases[128 + c] = toupper(c); return &__case_table; }
`;
