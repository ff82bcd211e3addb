/**
 * One declaration a line, or indented lines below it: library.ts finds them by that.
 *
 * The C library in C, compiled by the engine itself; only what a program refers to is compiled. Prototypes without a body
 * are natives (natives.ts). Names that begin with two underscores are the library's own.
 */
import type { Target } from '../api.ts';

/** Headers that are known; including them needs no file. */
export const KNOWN_HEADERS = new Set([
  'assert.h',
  'complex.h',
  'ctype.h',
  'errno.h',
  'fenv.h',
  'float.h',
  'inttypes.h',
  'iso646.h',
  'limits.h',
  'locale.h',
  'malloc.h',
  'math.h',
  'memory.h',
  'setjmp.h',
  'signal.h',
  'stdalign.h',
  'stdarg.h',
  'stdatomic.h',
  'stdbool.h',
  'stddef.h',
  'stdint.h',
  'stdio.h',
  'stdlib.h',
  'stdnoreturn.h',
  'string.h',
  'strings.h',
  'sys/types.h',
  'tgmath.h',
  'time.h',
  'unistd.h',
  'wchar.h',
  'wctype.h',
  'alloca.h',
  'cstdint',
  'cstdio',
  'cstdlib',
  'cstring',
  'cmath',
]);

const limits = (target: Target): string => {
  const wide = target.longBits === 64;
  const small = target.intBits === 16;
  const size = target.pointerBytes === 8 ? 'unsigned long' : 'unsigned int';
  const diff = target.pointerBytes === 8 ? 'long' : 'int';
  const i32 = small ? 'long' : 'int';
  const i64 = wide ? 'long' : 'long long';
  const s32 = small ? 'L' : '';
  const s64 = wide ? 'L' : 'LL';
  const p32 = small ? 'l' : '';
  const p64 = wide ? 'l' : 'll';
  const pointer = target.pointerBytes === 8 ? 'long' : small ? i32 : 'int';
  const prefixes = ['d', 'i', 'u', 'x', 'X', 'o'];
  const inttypes = prefixes
    .flatMap((c) =>
      [8, 16, 32, 64].flatMap((bits) =>
        ['', 'LEAST', 'FAST'].map((kind) => {
          const prefix =
            bits === 64
              ? p64
              : bits === 32
                ? kind === 'FAST' && wide
                  ? 'l'
                  : p32
                : kind === 'FAST' && bits === 16 && wide
                  ? 'l'
                  : '';
          return `#define PRI${c}${kind}${bits} "${prefix}${c}"`;
        }),
      ),
    )
    .concat(
      prefixes.map(
        (c) => `#define PRI${c}MAX "${p64}${c}"\n#define PRI${c}PTR "${target.pointerBytes === 8 ? 'l' : ''}${c}"`,
      ),
    )
    .join('\n');
  const big = (bits: number): string => String((1n << BigInt(bits)) - 1n);
  return `
typedef signed char int8_t; typedef unsigned char uint8_t;
typedef short int16_t; typedef unsigned short uint16_t;
typedef ${i32} int32_t; typedef unsigned ${i32} uint32_t;
typedef ${i64} int64_t; typedef unsigned ${i64} uint64_t;
typedef signed char int_least8_t; typedef unsigned char uint_least8_t;
typedef short int_least16_t; typedef unsigned short uint_least16_t;
typedef ${i32} int_least32_t; typedef unsigned ${i32} uint_least32_t;
typedef ${i64} int_least64_t; typedef unsigned ${i64} uint_least64_t;
typedef signed char int_fast8_t; typedef unsigned char uint_fast8_t;
typedef ${wide ? 'long' : 'int'} int_fast16_t; typedef unsigned ${wide ? 'long' : 'int'} uint_fast16_t;
typedef ${wide ? 'long' : i32} int_fast32_t; typedef unsigned ${wide ? 'long' : i32} uint_fast32_t;
typedef ${i64} int_fast64_t; typedef unsigned ${i64} uint_fast64_t;
typedef ${pointer} intptr_t; typedef unsigned ${pointer} uintptr_t;
typedef ${i64} intmax_t; typedef unsigned ${i64} uintmax_t;
typedef ${size} size_t; typedef ${diff} ssize_t; typedef ${diff} ptrdiff_t;
typedef int wchar_t; typedef unsigned int wint_t; typedef unsigned short char16_t; typedef unsigned int char32_t;
typedef long off_t; typedef union { long long a; double b; } max_align_t;
#define CHAR_BIT 8
#define SCHAR_MIN (-128)
#define SCHAR_MAX 127
#define UCHAR_MAX 255
#define CHAR_MIN ${target.charSigned ? '(-128)' : '0'}
#define CHAR_MAX ${target.charSigned ? '127' : '255'}
#define SHRT_MIN (-32767-1)
#define SHRT_MAX 32767
#define USHRT_MAX 65535${small ? 'U' : ''}
#define INT_MAX ${big(target.intBits - 1)}
#define INT_MIN (-${big(target.intBits - 1)}-1)
#define UINT_MAX ${big(target.intBits)}U
#define LONG_MAX ${big(target.longBits - 1)}L
#define LONG_MIN (-${big(target.longBits - 1)}L-1L)
#define ULONG_MAX ${big(target.longBits)}UL
#define LLONG_MAX 9223372036854775807LL
#define LLONG_MIN (-9223372036854775807LL-1LL)
#define ULLONG_MAX 18446744073709551615ULL
#define MB_LEN_MAX 16
#define RAND_MAX ${small ? '32767' : '2147483647'}
#define INT8_MIN (-128)
#define INT16_MIN (-32767-1)
#define INT32_MIN (-2147483647${s32}-1)
#define INT64_MIN (-9223372036854775807${s64}-1)
#define INT8_MAX 127
#define INT16_MAX 32767
#define INT32_MAX 2147483647${s32}
#define INT64_MAX 9223372036854775807${s64}
#define UINT8_MAX 255
#define UINT16_MAX 65535${small ? 'U' : ''}
#define UINT32_MAX 4294967295U${s32}
#define UINT64_MAX 18446744073709551615U${s64}
#define INT_LEAST8_MAX 127
#define INT_LEAST16_MAX 32767
#define INT_LEAST32_MAX INT32_MAX
#define UINT_LEAST8_MAX 255
#define UINT_LEAST32_MAX UINT32_MAX
#define INTMAX_MAX INT64_MAX
#define INTMAX_MIN INT64_MIN
#define UINTMAX_MAX UINT64_MAX
#define INTPTR_MAX ${target.pointerBytes === 8 ? 'INT64_MAX' : 'INT32_MAX'}
#define UINTPTR_MAX ${target.pointerBytes === 8 ? 'UINT64_MAX' : 'UINT32_MAX'}
#define SIZE_MAX ${target.pointerBytes === 8 ? 'UINT64_MAX' : 'UINT_MAX'}
#define PTRDIFF_MAX ${target.pointerBytes === 8 ? 'INT64_MAX' : 'INT_MAX'}
#define WCHAR_MAX 2147483647
#define INT8_C(x) x
#define INT16_C(x) x
#define INT32_C(x) x${small ? '##L' : ''}
#define INT64_C(x) x##${s64}
#define UINT8_C(x) x
#define UINT16_C(x) x${small ? '##U' : ''}
#define UINT32_C(x) x##U${s32}
#define UINT64_C(x) x##U${s64}
#define INTMAX_C(x) x##${s64}
#define UINTMAX_C(x) x##U${s64}
${inttypes}
#define __INT_MAX__ INT_MAX
#define __LONG_MAX__ LONG_MAX
#define __CHAR_BIT__ 8
#define __SIZEOF_INT__ ${target.intBits / 8}
#define __SIZEOF_LONG__ ${target.longBits / 8}
#define __SIZEOF_SHORT__ 2
#define __SIZEOF_LONG_LONG__ 8
#define __SIZEOF_POINTER__ ${target.pointerBytes}
#define __SIZEOF_FLOAT__ 4
#define __SIZEOF_DOUBLE__ ${target.doubleBits / 8}
#define __SIZE_TYPE__ ${size}
#define __PTRDIFF_TYPE__ ${diff}
#define __UINT32_TYPE__ unsigned ${i32}
#define __INT32_TYPE__ ${i32}
#define __UINT16_TYPE__ unsigned short
#define __UINT8_TYPE__ unsigned char
#define __UINT64_TYPE__ unsigned ${i64}
${target.pointerBytes === 8 ? '#define __LP64__ 1\n#define _LP64 1\n#define __x86_64__ 1\n#define __linux__ 1\n#define __unix__ 1' : ''}
`;
};

const COMMON = String.raw`
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

/* string.h */
void *memcpy(void *to, const void *from, size_t n) { __builtin_copy(to, from, n); return to; }
void *memmove(void *to, const void *from, size_t n) { __builtin_copy(to, from, n); return to; }
void *memset(void *to, int c, size_t n) { __builtin_fill(to, c, n); return to; }
void *mempcpy(void *to, const void *from, size_t n) { __builtin_copy(to, from, n); return (char *)to + n; }
void bzero(void *to, size_t n) { __builtin_fill(to, 0, n); }
int memcmp(const void *a, const void *b, size_t n) {
  const unsigned char *x = a, *y = b;
  for (; n > 0; n--, x++, y++) if (*x != *y) return *x < *y ? -1 : 1;
  return 0;
}
void *memchr(const void *a, int c, size_t n) {
  const unsigned char *x = a;
  for (; n > 0; n--, x++) if (*x == (unsigned char)c) return (void *)x;
  return 0;
}
size_t strlen(const char *s) { const char *p = s; while (*p) p++; return p - s; }
size_t strnlen(const char *s, size_t n) { size_t i = 0; while (i < n && s[i]) i++; return i; }
char *strcpy(char *to, const char *from) { char *p = to; while ((*p++ = *from++)) ; return to; }
char *stpcpy(char *to, const char *from) { while ((*to = *from++)) to++; return to; }
char *strncpy(char *to, const char *from, size_t n) {
  size_t i = 0;
  for (; i < n && from[i]; i++) to[i] = from[i];
  for (; i < n; i++) to[i] = 0;
  return to;
}
char *strcat(char *to, const char *from) { char *p = to; while (*p) p++; while ((*p++ = *from++)) ; return to; }
char *strncat(char *to, const char *from, size_t n) {
  char *p = to;
  while (*p) p++;
  while (n-- > 0 && *from) *p++ = *from++;
  *p = 0;
  return to;
}
int strcmp(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return (unsigned char)*a < (unsigned char)*b ? -1 : (unsigned char)*a > (unsigned char)*b;
}
int strncmp(const char *a, const char *b, size_t n) {
  for (; n > 0; n--, a++, b++) {
    if (*a != *b) return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
    if (!*a) return 0;
  }
  return 0;
}
int strcasecmp(const char *a, const char *b) {
  for (;; a++, b++) {
    int x = tolower((unsigned char)*a), y = tolower((unsigned char)*b);
    if (x != y || !x) return x - y;
  }
}
int strncasecmp(const char *a, const char *b, size_t n) {
  for (; n > 0; n--, a++, b++) {
    int x = tolower((unsigned char)*a), y = tolower((unsigned char)*b);
    if (x != y || !x) return x - y;
  }
  return 0;
}
int strcoll(const char *a, const char *b) { return strcmp(a, b); }
char *strchr(const char *s, int c) {
  for (;; s++) {
    if (*s == (char)c) return (char *)s;
    if (!*s) return 0;
  }
}
char *index(const char *s, int c) { return strchr(s, c); }
char *strrchr(const char *s, int c) {
  const char *found = 0;
  for (;; s++) {
    if (*s == (char)c) found = s;
    if (!*s) return (char *)found;
  }
}
char *rindex(const char *s, int c) { return strrchr(s, c); }
char *strstr(const char *s, const char *part) {
  size_t n = strlen(part);
  for (;; s++) {
    if (!strncmp(s, part, n)) return (char *)s;
    if (!*s) return 0;
  }
}
size_t strspn(const char *s, const char *set) { size_t n = 0; while (s[n] && strchr(set, s[n])) n++; return n; }
size_t strcspn(const char *s, const char *set) { size_t n = 0; while (s[n] && !strchr(set, s[n])) n++; return n; }
char *strpbrk(const char *s, const char *set) { s += strcspn(s, set); return *s ? (char *)s : 0; }
static char *__token;
char *strtok_r(char *s, const char *set, char **save) {
  if (!s) s = *save;
  if (!s) return 0;
  s += strspn(s, set);
  if (!*s) { *save = 0; return 0; }
  char *start = s;
  s += strcspn(s, set);
  if (*s) { *s = 0; *save = s + 1; } else *save = 0;
  return start;
}
char *strtok(char *s, const char *set) { return strtok_r(s, set, &__token); }
char *strsep(char **from, const char *set) {
  char *start = *from;
  if (!start) return 0;
  char *end = start + strcspn(start, set);
  if (*end) { *end = 0; *from = end + 1; } else *from = 0;
  return start;
}
char *strdup(const char *s) { size_t n = strlen(s) + 1; char *p = malloc(n); if (p) memcpy(p, s, n); return p; }
char *strndup(const char *s, size_t n) {
  size_t k = strnlen(s, n);
  char *p = malloc(k + 1);
  if (p) { memcpy(p, s, k); p[k] = 0; }
  return p;
}
char *strerror(int code) { (void)code; return "error"; }

/* ctype.h */
int isdigit(int c) { return c >= '0' && c <= '9'; }
int isupper(int c) { return c >= 'A' && c <= 'Z'; }
int islower(int c) { return c >= 'a' && c <= 'z'; }
int isalpha(int c) { return isupper(c) || islower(c); }
int isalnum(int c) { return isalpha(c) || isdigit(c); }
int isspace(int c) { return c == ' ' || (c >= 9 && c <= 13); }
int isblank(int c) { return c == ' ' || c == 9; }
int isxdigit(int c) { return isdigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
int iscntrl(int c) { return (c >= 0 && c < 32) || c == 127; }
int isprint(int c) { return c >= 32 && c < 127; }
int isgraph(int c) { return c > 32 && c < 127; }
int ispunct(int c) { return isgraph(c) && !isalnum(c); }
int isascii(int c) { return c >= 0 && c < 128; }
int toupper(int c) { return islower(c) ? c - 32 : c; }
int tolower(int c) { return isupper(c) ? c + 32 : c; }
int toascii(int c) { return c & 127; }

/* stdlib.h */
typedef struct { int quot, rem; } div_t;
typedef struct { long quot, rem; } ldiv_t;
typedef struct { long long quot, rem; } lldiv_t;
div_t div(int a, int b) { div_t r = { a / b, a % b }; return r; }
ldiv_t ldiv(long a, long b) { ldiv_t r = { a / b, a % b }; return r; }
lldiv_t lldiv(long long a, long long b) { lldiv_t r = { a / b, a % b }; return r; }
int abs(int x) { return x < 0 ? -x : x; }
long labs(long x) { return x < 0 ? -x : x; }
long long llabs(long long x) { return x < 0 ? -x : x; }
intmax_t imaxabs(intmax_t x) { return x < 0 ? -x : x; }
/* The additive generator of glibc (and its seeding): programs print what it gives. */
static int32_t __random_state[31];
static int __random_front;
static int __random_back;
static int __random_seeded;
static uint32_t __random_next(void) {
  uint32_t sum = (uint32_t)__random_state[__random_front] + (uint32_t)__random_state[__random_back];
  __random_state[__random_front] = (int32_t)sum;
  if (++__random_front == 31) __random_front = 0;
  if (++__random_back == 31) __random_back = 0;
  return sum >> 1;
}
void srand(unsigned seed) {
  int64_t at = seed ? (int32_t)seed : 1;
  for (int i = 0; i < 31; i++) {
    __random_state[i] = (int32_t)at;
    at = at * 16807 % 2147483647;
    if (at < 0) at += 2147483647;
  }
  __random_front = 3;
  __random_back = 0;
  __random_seeded = 1;
  for (int i = 0; i < 310; i++) __random_next();
}
int rand(void) { if (!__random_seeded) srand(1); return (int)(__random_next() & RAND_MAX); }
static uint64_t __x48 = 0x1234abcd330eULL;
static uint64_t __next48(void) { __x48 = (__x48 * 0x5deece66dULL + 0xb) & 0xffffffffffffULL; return __x48; }
void srand48(long seed) { __x48 = ((uint64_t)(uint32_t)seed << 16) | 0x330e; }
double drand48(void) { return (double)__next48() / 281474976710656.0; }
long lrand48(void) { return (long)(__next48() >> 17); }
long mrand48(void) { return (int32_t)(__next48() >> 16); }
static uint64_t __get48(const unsigned short x[3]) { return x[0] | ((uint64_t)x[1] << 16) | ((uint64_t)x[2] << 32); }
static uint64_t __step48(unsigned short x[3]) {
  uint64_t next = (__get48(x) * 0x5deece66dULL + 0xb) & 0xffffffffffffULL;
  x[0] = next; x[1] = next >> 16; x[2] = next >> 32;
  return next;
}
unsigned short *seed48(unsigned short x[3]) {
  static unsigned short before[3];
  before[0] = __x48; before[1] = __x48 >> 16; before[2] = __x48 >> 32;
  __x48 = __get48(x);
  return before;
}
double erand48(unsigned short x[3]) { return (double)__step48(x) / 281474976710656.0; }
long nrand48(unsigned short x[3]) { return (long)(__step48(x) >> 17); }
long jrand48(unsigned short x[3]) { return (int32_t)(__step48(x) >> 16); }
int rand_r(unsigned *seed) { *seed = *seed * 1103515245u + 12345u; return (*seed >> 16) & 0x7fff; }
long random(void) { return rand(); }
void srandom(unsigned seed) { srand(seed); }

/* The heap: blocks with a header; freed ones wait in bins by their size, the last one goes back. */
struct __block { uint32_t size; uint32_t state; uint32_t next; uint32_t fill; };
#define __BLOCK(at) ((struct __block *)(uintptr_t)(at))
static uint32_t __bins[56];
static char *__brk;
static int __bin(uint32_t size) { return size <= 512 ? (int)(size >> 4) : 24 + (31 - __builtin_clzl((unsigned long)size) + (sizeof(long) == 8 ? 32 : 0)); }
static void __keep(struct __block *b) {
  int bin = __bin(b->size);
  b->state = 0;
  b->next = __bins[bin];
  __bins[bin] = (uint32_t)(uintptr_t)b;
}
static void *__found(uint32_t *at, uint32_t need) {
  struct __block *b = __BLOCK(*at);
  *at = b->next;
  if (b->size >= need + 512) {
    struct __block *rest = (struct __block *)((char *)(b + 1) + need);
    rest->size = b->size - need - sizeof(struct __block);
    b->size = need;
    __keep(rest);
  }
  b->state = 0x5a11;
  return b + 1;
}
void *malloc(size_t n) {
  if (n > 0x7000000u) return 0;
  uint32_t need = ((uint32_t)n + 15u) & ~(uint32_t)15;
  if (need < 16) need = 16;
  int bin = __bin(need), tries = 0;
  for (uint32_t *at = &__bins[bin]; *at && tries < 32; at = &__BLOCK(*at)->next, tries++)
    if (__BLOCK(*at)->size >= need) return __found(at, need);
  if (need > 512) for (int i = bin + 1; i < 56; i++) if (__bins[i]) return __found(&__bins[i], need);
  if (!__brk) __brk = __builtin_heap_base();
  if (!__builtin_heap_grow(__brk + need + sizeof(struct __block))) {
    for (int i = bin + 1; i < 56; i++) if (__bins[i]) return __found(&__bins[i], need);
    return 0;
  }
  struct __block *b = (struct __block *)__brk;
  __brk += need + sizeof(struct __block);
  b->size = need;
  b->state = 0x5a11;
  return b + 1;
}
static struct __block *__block_of(void *p) {
  struct __block *b = (struct __block *)p - 1;
  if (b->state == 0xa119) b = __BLOCK(b->next);
  if (b->state != 0x5a11) __abort("free() or realloc() gets a pointer that malloc did not give, or that was freed before");
  return b;
}
void free(void *p) {
  if (!p) return;
  struct __block *b = __block_of(p);
  if ((char *)(b + 1) + b->size == __brk) { b->state = 0; __brk = (char *)b; } else __keep(b);
}
void cfree(void *p) { free(p); }
void *calloc(size_t n, size_t size) {
  if (size && n > 0x7000000u / size) return 0;
  void *p = malloc(n * size);
  if (p) memset(p, 0, n * size);
  return p;
}
void *realloc(void *p, size_t n) {
  if (!p) return malloc(n);
  if (!n) { free(p); return 0; }
  struct __block *b = __block_of(p);
  uint32_t have = (uint32_t)((char *)(b + 1) + b->size - (char *)p);
  if (have >= n) return p;
  if (n > 0x7000000u) return 0;
  if ((char *)(b + 1) + b->size == __brk && p == b + 1) {
    uint32_t need = ((uint32_t)n + 15u) & ~(uint32_t)15;
    if (__builtin_heap_grow((char *)p + need)) { b->size = need; __brk = (char *)p + need; return p; }
  }
  void *q = malloc(n);
  if (!q) return 0;
  memcpy(q, p, have);
  free(p);
  return q;
}
void *aligned_alloc(size_t align, size_t n) {
  if (align <= 16) return malloc(n);
  if (n > 0x7000000u || align > 0x100000u) return 0;
  char *p = malloc(n + align + sizeof(struct __block));
  if (!p) return 0;
  char *at = (char *)(((uintptr_t)p + sizeof(struct __block) + align - 1) & ~(uintptr_t)(align - 1));
  struct __block *b = (struct __block *)at - 1;
  b->state = 0xa119;
  b->next = (uint32_t)(uintptr_t)((struct __block *)p - 1);
  return at;
}
void *memalign(size_t align, size_t n) { return aligned_alloc(align, n); }
int posix_memalign(void **to, size_t align, size_t n) { *to = aligned_alloc(align, n); return *to ? 0 : ENOMEM; }

static void __swap(char *a, char *b, size_t size) {
  for (; size > 0; size--, a++, b++) { char t = *a; *a = *b; *b = t; }
}
static void __sift(char *base, size_t at, size_t n, size_t size, int (*compare)(const void *, const void *)) {
  for (;;) {
    size_t child = at * 2 + 1;
    if (child >= n) return;
    if (child + 1 < n && compare(base + child * size, base + (child + 1) * size) < 0) child++;
    if (compare(base + at * size, base + child * size) >= 0) return;
    __swap(base + at * size, base + child * size, size);
    at = child;
  }
}
/* Merging with a buffer, as glibc does: stable, which programs come to rely on. */
static void __merge(char *a, size_t n, size_t size, int (*compare)(const void *, const void *), char *room) {
  if (n <= 1) return;
  size_t half = n / 2;
  char *b = a + half * size;
  __merge(a, half, size, compare, room);
  __merge(b, n - half, size, compare, room);
  size_t i = 0, j = half, k = 0;
  while (i < half && j < n) {
    if (compare(a + i * size, a + j * size) <= 0) { memcpy(room + k * size, a + i * size, size); i++; }
    else { memcpy(room + k * size, a + j * size, size); j++; }
    k++;
  }
  if (i < half) memcpy(room + k * size, a + i * size, (half - i) * size);
  memcpy(a, room, (k + half - i) * size);
}
void qsort(void *list, size_t n, size_t size, int (*compare)(const void *, const void *)) {
  char *room = malloc(n * size);
  if (room) {
    __merge(list, n, size, compare, room);
    free(room);
    return;
  }
  char *base = list;
  for (size_t i = n / 2; i > 0; i--) __sift(base, i - 1, n, size, compare);
  for (size_t i = n; i > 1; i--) {
    __swap(base, base + (i - 1) * size, size);
    __sift(base, 0, i - 1, size, compare);
  }
}
void *bsearch(const void *key, const void *list, size_t n, size_t size, int (*compare)(const void *, const void *)) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    const char *at = (const char *)list + mid * size;
    int c = compare(key, at);
    if (c == 0) return (void *)at;
    if (c < 0) high = mid; else low = mid + 1;
  }
  return 0;
}
static unsigned long long __digits(const char **at, int base, int *any) {
  const char *s = *at;
  unsigned long long value = 0;
  if ((base == 0 || base == 16) && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') && isxdigit((unsigned char)s[2])) { s += 2; base = 16; }
  else if (base == 0) base = s[0] == '0' ? 8 : 10;
  for (;; s++) {
    int c = (unsigned char)*s, d;
    if (isdigit(c)) d = c - '0';
    else if (isalpha(c)) d = tolower(c) - 'a' + 10;
    else break;
    if (d >= base) break;
    if (value > (18446744073709551615ULL - d) / base) *any = 2;
    value = value * base + d;
    if (!*any) *any = 1;
  }
  *at = s;
  return value;
}
static unsigned long long __integer(const char *s, char **end, int base, int *negative, int *any) {
  const char *p = s;
  *any = 0;
  *negative = 0;
  while (isspace((unsigned char)*p)) p++;
  if (*p == '-') { *negative = 1; p++; } else if (*p == '+') p++;
  unsigned long long value = __digits(&p, base, any);
  if (end) *end = (char *)(*any ? p : s);
  return value;
}
long long strtoll(const char *s, char **end, int base) {
  int negative, any;
  unsigned long long v = __integer(s, end, base, &negative, &any);
  if (any == 2 || v > 9223372036854775807ULL + negative) { errno = ERANGE; return negative ? LLONG_MIN : LLONG_MAX; }
  return negative ? -(long long)v : (long long)v;
}
unsigned long long strtoull(const char *s, char **end, int base) {
  int negative, any;
  unsigned long long v = __integer(s, end, base, &negative, &any);
  if (any == 2) { errno = ERANGE; return ULLONG_MAX; }
  return negative ? -v : v;
}
long strtol(const char *s, char **end, int base) {
  long long v = strtoll(s, end, base);
  if (v > LONG_MAX) { errno = ERANGE; return LONG_MAX; }
  if (v < LONG_MIN) { errno = ERANGE; return LONG_MIN; }
  return (long)v;
}
unsigned long strtoul(const char *s, char **end, int base) {
  int negative, any;
  unsigned long long v = __integer(s, end, base, &negative, &any);
  if (any == 2 || v > ULONG_MAX) { errno = ERANGE; return ULONG_MAX; }
  return negative ? -(unsigned long)v : (unsigned long)v;
}
intmax_t strtoimax(const char *s, char **end, int base) { return strtoll(s, end, base); }
uintmax_t strtoumax(const char *s, char **end, int base) { return strtoull(s, end, base); }
int atoi(const char *s) { return (int)strtol(s, 0, 10); }
long atol(const char *s) { return strtol(s, 0, 10); }
long long atoll(const char *s) { return strtoll(s, 0, 10); }
double __strtod(const char *s, int32_t *used);
double strtod(const char *s, char **end) { int32_t used; double v = __strtod(s, &used); if (end) *end = (char *)s + used; return v; }
float strtof(const char *s, char **end) { return (float)strtod(s, end); }
long double strtold(const char *s, char **end) { return strtod(s, end); }
double atof(const char *s) { return strtod(s, 0); }
char *itoa(int value, char *to, int base) {
  char digits[34];
  int n = 0, k = 0;
  unsigned v = value < 0 && base == 10 ? -(unsigned)value : (unsigned)value;
  do { digits[n++] = "0123456789abcdefghijklmnopqrstuvwxyz"[v % base]; v /= base; } while (v);
  if (value < 0 && base == 10) to[k++] = '-';
  while (n > 0) to[k++] = digits[--n];
  to[k] = 0;
  return to;
}
void __exit(int code);
void __abort(const char *why);
static void (*__atexit[32])(void);
static int __atexits;
int atexit(void (*f)(void)) { if (0) __run_atexit(); if (__atexits >= 32) return -1; __atexit[__atexits++] = f; return 0; }
void __run_atexit(void) { while (__atexits > 0) __atexit[--__atexits](); }
void exit(int code) { __run_atexit(); __exit(code); }
void _exit(int code) { __exit(code); }
void _Exit(int code) { __exit(code); }
void quick_exit(int code) { __exit(code); }
void abort(void) { __abort("abort() was called"); }
char *getenv(const char *name) { (void)name; return 0; }
int system(const char *command) { (void)command; return -1; }

/* stdio.h */
typedef struct __file { int __id; } FILE;
FILE *stdin = (FILE *)3;
FILE *stdout = (FILE *)1;
FILE *stderr = (FILE *)2;
int printf(const char *format, ...);
int vprintf(const char *format, va_list list);
int fprintf(FILE *stream, const char *format, ...);
int vfprintf(FILE *stream, const char *format, va_list list);
int sprintf(char *to, const char *format, ...);
int vsprintf(char *to, const char *format, va_list list);
int __snprintf(char *to, uint32_t room, const char *format, va_list list);
int vsnprintf(char *to, size_t room, const char *format, va_list list) { return __snprintf(to, room, format, list); }
int snprintf(char *to, size_t room, const char *format, ...) {
  va_list list;
  va_start(list, format);
  return __snprintf(to, room, format, list);
}
void __put(const char *from, uint32_t n);
void __putc(int c);
int putchar(int c) { __putc(c); return (unsigned char)c; }
int puts(const char *s) { __put(s, strlen(s)); __putc('\n'); return 1; }
int fputs(const char *s, FILE *stream) { size_t n = strlen(s); return __write(stream, s, n) == n ? 1 : EOF; }
int fputc(int c, FILE *stream) { unsigned char b = c; return __write(stream, &b, 1) == 1 ? b : EOF; }
int putc(int c, FILE *stream) { return fputc(c, stream); }
size_t fwrite(const void *from, size_t size, size_t n, FILE *stream) { return size && n ? __write(stream, from, size * n) / size : 0; }
void perror(const char *s) { (void)s; }
int fflush(FILE *stream) { (void)stream; return 0; }
uint32_t __write(FILE *stream, const void *from, uint32_t n);
uint32_t __open(const char *name, const char *mode, uint32_t over);
int __close(FILE *stream);
int __get(FILE *stream);
int __unget(int c, FILE *stream);
int __seek(FILE *stream, int32_t at, int from);
int32_t __tell(FILE *stream);
int __status(FILE *stream);
void __clear(FILE *stream);
int __remove(const char *name);
int __rename(const char *from, const char *to);
void __fresh_name(char *to);
FILE *fopen(const char *name, const char *mode) { FILE *f = (FILE *)(uintptr_t)__open(name, mode, 0); if (!f) errno = ENOENT; return f; }
FILE *freopen(const char *name, const char *mode, FILE *stream) { return (FILE *)(uintptr_t)__open(name, mode, (uint32_t)(uintptr_t)stream); }
FILE *tmpfile(void) { char name[32]; __fresh_name(name); return fopen(name, "w+"); }
static char __tmpnam[32];
char *tmpnam(char *to) { if (!to) to = __tmpnam; __fresh_name(to); return to; }
int fclose(FILE *stream) { return __close(stream); }
int getchar(void) { return __get(stdin); }
int getc(FILE *stream) { return __get(stream); }
int fgetc(FILE *stream) { return __get(stream); }
int ungetc(int c, FILE *stream) { return __unget(c, stream); }
char *fgets(char *s, int n, FILE *stream) {
  int i = 0;
  while (i < n - 1) {
    int c = __get(stream);
    if (c == EOF) break;
    s[i++] = c;
    if (c == '\n') break;
  }
  if (i == 0) return 0;
  s[i] = 0;
  return s;
}
char *gets(char *s) {
  int c, i = 0;
  while ((c = __get(stdin)) != EOF && c != '\n') s[i++] = c;
  if (c == EOF && i == 0) return 0;
  s[i] = 0;
  return s;
}
size_t fread(void *to, size_t size, size_t n, FILE *stream) {
  size_t i = 0, all = size * n;
  for (; i < all; i++) {
    int c = __get(stream);
    if (c == EOF) break;
    ((unsigned char *)to)[i] = c;
  }
  return size ? i / size : 0;
}
int feof(FILE *stream) { return __status(stream) & 1; }
int ferror(FILE *stream) { return __status(stream) & 2; }
void clearerr(FILE *stream) { __clear(stream); }
int fileno(FILE *stream) { return (int)(uintptr_t)stream; }
int isatty(int file) { (void)file; return 0; }
int fseek(FILE *stream, long at, int from) { return __seek(stream, at, from); }
long ftell(FILE *stream) { return __tell(stream); }
void rewind(FILE *stream) { __seek(stream, 0, SEEK_SET); __clear(stream); }
int remove(const char *name) { return __remove(name); }
int unlink(const char *name) { return __remove(name); }
int rename(const char *from, const char *to) { return __rename(from, to); }
int setvbuf(FILE *stream, char *buffer, int mode, size_t n) { (void)stream; (void)buffer; (void)mode; (void)n; return 0; }
void setbuf(FILE *stream, char *buffer) { (void)stream; (void)buffer; }
#define _IONBF 2
#define _IOLBF 1
#define _IOFBF 0
#define FILENAME_MAX 256
#define FOPEN_MAX 16
#define L_tmpnam 32
#define TMP_MAX 10000

/* The scanf family reads from a text or a stream. */
struct __source { const char *text; FILE *stream; int taken; };
static int __peek(struct __source *in) {
  if (in->text) return *in->text ? (unsigned char)*in->text : EOF;
  int c = __get(in->stream);
  if (c != EOF) __unget(c, in->stream);
  return c;
}
static int __take(struct __source *in) {
  int c = in->text ? *in->text ? (unsigned char)*in->text++ : EOF : __get(in->stream);
  if (c != EOF) in->taken++;
  return c;
}
/* The longest prefix that can be a number; returns its length. */
static int __number(struct __source *in, char *to, int room, int base, int real) {
  int n = 0, digits = 0, dot = 0, power = 0, c = __peek(in);
  if ((c == '+' || c == '-') && n < room) { to[n++] = __take(in); c = __peek(in); }
  if (real && (tolower(c) == 'i' || tolower(c) == 'n')) {
    while (n < room && n < 9 && isalpha(__peek(in))) to[n++] = __take(in);
    to[n] = 0;
    return n;
  }
  if (c == '0' && n < room && (base == 0 || base == 16 || real)) {
    to[n++] = __take(in);
    digits = 1;
    c = __peek(in);
    if ((c == 'x' || c == 'X') && n < room) { to[n++] = __take(in); base = 16; } else if (base == 0) base = 8;
  } else if (base == 0) base = 10;
  for (; n < room; to[n++] = __take(in)) {
    c = __peek(in);
    int d = isdigit(c) ? c - '0' : isalpha(c) ? tolower(c) - 'a' + 10 : 99;
    if (d < base && !power) { digits = 1; continue; }
    if (power == 1 && (c == '+' || c == '-')) { power = 2; continue; }
    if (power && isdigit(c)) { power = 2; continue; }
    if (real && c == '.' && !dot && !power) { dot = 1; continue; }
    if (real && digits && !power && (tolower(c) == 'e' || tolower(c) == 'p')) { power = 1; continue; }
    break;
  }
  to[n] = 0;
  return digits ? n : 0;
}
static int __scan(struct __source *in, const char *format, va_list list) {
  int found = 0;
  for (; *format; format++) {
    if (isspace((unsigned char)*format)) { while (isspace(__peek(in))) __take(in); continue; }
    if (*format != '%' || format[1] == '%') {
      if (*format == '%') { format++; while (isspace(__peek(in))) __take(in); }
      if (__peek(in) == EOF) return found ? found : EOF;
      if (__peek(in) != (unsigned char)*format) return found;
      __take(in);
      continue;
    }
    format++;
    int skip = 0, width = 0, size = sizeof(int), wide = 0;
    if (*format == '*') { skip = 1; format++; }
    while (isdigit((unsigned char)*format)) width = width * 10 + *format++ - '0';
    if (*format == 'h') { size = 2; format++; if (*format == 'h') { size = 1; format++; } }
    else if (*format == 'l') { size = sizeof(long); wide = 1; format++; if (*format == 'l') { size = 8; format++; } }
    else if (*format == 'q' || *format == 'j') { size = 8; format++; }
    else if (*format == 'L') { size = 8; wide = 2; format++; }
    else if (*format == 'z' || *format == 't') { size = sizeof(size_t); format++; }
    int c = *format;
    if (c == 'n') { if (!skip) *va_arg(list, int *) = in->taken; continue; }
    if (c == 'c') {
      if (!width) width = 1;
      char *to = skip ? 0 : va_arg(list, char *);
      for (int i = 0; i < width; i++) {
        int got = __take(in);
        if (got == EOF) return found ? found : EOF;
        if (to) to[i] = got;
      }
      if (!skip) found++;
      continue;
    }
    if (c == '[') {
      const char *set = ++format;
      int not = *set == '^';
      if (not) { set++; format++; }
      if (*format == ']') format++;
      while (*format && *format != ']') format++;
      char *to = skip ? 0 : va_arg(list, char *);
      int n = 0, at;
      for (; (at = __peek(in)) != EOF && (!width || n < width); n++) {
        int member = 0;
        for (const char *p = set; p < format; p++) {
          if (p[1] == '-' && p + 2 < format) { if (at >= (unsigned char)p[0] && at <= (unsigned char)p[2]) member = 1; p += 2; }
          else if ((unsigned char)*p == at) member = 1;
        }
        if (member == not) break;
        __take(in);
        if (to) to[n] = at;
      }
      if (n == 0) return found || at != EOF ? found : EOF;
      if (to) { to[n] = 0; found++; }
      continue;
    }
    while (isspace(__peek(in))) __take(in);
    if (__peek(in) == EOF) return found ? found : EOF;
    if (c == 's') {
      char *to = skip ? 0 : va_arg(list, char *);
      int n = 0, at;
      for (; (at = __peek(in)) != EOF && !isspace(at) && (!width || n < width); n++) { __take(in); if (to) to[n] = at; }
      if (to) { to[n] = 0; found++; }
      continue;
    }
    char part[68];
    int room = width && width < 67 ? width : 67;
    if (c == 'f' || c == 'F' || c == 'e' || c == 'g' || c == 'a' || c == 'E' || c == 'G' || c == 'A') {
      if (!__number(in, part, room, 10, 1)) return found;
      double v = strtod(part, 0);
      if (skip) continue;
      if (wide == 2) *va_arg(list, long double *) = v;
      else if (wide == 1) *va_arg(list, double *) = v;
      else *va_arg(list, float *) = v;
      found++;
      continue;
    }
    if (c == 'p') size = sizeof(void *);
    int base = c == 'x' || c == 'X' || c == 'p' ? 16 : c == 'o' ? 8 : c == 'i' ? 0 : 10;
    if (!__number(in, part, room, base, 0)) return found;
    unsigned long long v = c == 'd' || c == 'i' ? (unsigned long long)strtoll(part, 0, base) : strtoull(part, 0, base);
    if (skip) continue;
    void *to = va_arg(list, void *);
    if (size == 1) *(char *)to = v;
    else if (size == 2) *(short *)to = v;
    else if (size == 8) *(long long *)to = v;
    else *(int32_t *)to = v;
    found++;
  }
  return found;
}
int vsscanf(const char *text, const char *format, va_list list) { struct __source in = { text, 0, 0 }; return __scan(&in, format, list); }
int vfscanf(FILE *stream, const char *format, va_list list) { struct __source in = { 0, stream, 0 }; return __scan(&in, format, list); }
int vscanf(const char *format, va_list list) { return vfscanf(stdin, format, list); }
int sscanf(const char *text, const char *format, ...) { va_list list; va_start(list, format); return vsscanf(text, format, list); }
int fscanf(FILE *stream, const char *format, ...) { va_list list; va_start(list, format); return vfscanf(stream, format, list); }
int scanf(const char *format, ...) { va_list list; va_start(list, format); return vfscanf(stdin, format, list); }

/* math.h */
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.78539816339744830962
#define M_E 2.7182818284590452354
#define M_SQRT2 1.41421356237309504880
#define M_LN2 0.69314718055994530942
#define M_LN10 2.30258509299404568402
#define HUGE_VAL __builtin_huge_val()
#define INFINITY __builtin_inff()
#define NAN ((float)__builtin_nan(""))
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __isinf(x)
#define isfinite(x) __isfinite(x)
#define isnormal(x) (fpclassify(x) == FP_NORMAL)
#define signbit(x) __builtin_signbit(x)
int __isinf(double x) { return x == __builtin_inf() ? 1 : x == -__builtin_inf() ? -1 : 0; }
int __isfinite(double x) { return x - x == 0; }
int fpclassify(double x) {
  if (__builtin_isnan(x)) return FP_NAN;
  if (__isinf(x)) return FP_INFINITE;
  if (x == 0) return FP_ZERO;
  return x < DBL_MIN && x > -DBL_MIN ? FP_SUBNORMAL : FP_NORMAL;
}
int isunordered(double x, double y) { return x != x || y != y; }
int isgreater(double x, double y) { return x > y; }
int isgreaterequal(double x, double y) { return x >= y; }
int isless(double x, double y) { return x < y; }
int islessequal(double x, double y) { return x <= y; }
int islessgreater(double x, double y) { return x < y || x > y; }
int isinff(float x) { return __isinf(x); }
int isinfl(long double x) { return __isinf(x); }
int isinf_sign(double x) { return __isinf(x); }
int isnanf(float x) { return x != x; }
int isnanl(long double x) { return x != x; }
int finite(double x) { return __isfinite(x); }
int signbitf(float x) { return __builtin_signbit(x); }
int signbitl(long double x) { return __builtin_signbit(x); }
double huge_val(void) { return __builtin_inf(); }
float huge_valf(void) { return __builtin_inff(); }
long double huge_vall(void) { return __builtin_inf(); }
long double infl(void) { return __builtin_inf(); }
double nan(const char *payload) { (void)payload; return __builtin_nan(""); }
float nanf(const char *payload) { (void)payload; return __builtin_nan(""); }
long double nanl(const char *payload) { (void)payload; return __builtin_nan(""); }
double __sin(double x);
double __cos(double x);
double __tan(double x);
double __asin(double x);
double __acos(double x);
double __atan(double x);
double __sinh(double x);
double __cosh(double x);
double __tanh(double x);
double __asinh(double x);
double __acosh(double x);
double __atanh(double x);
double __exp(double x);
double __exp2(double x);
double __expm1(double x);
double __log(double x);
double __log2(double x);
double __log10(double x);
double __log1p(double x);
double __cbrt(double x);
double __math2(int which, double x, double y);
double sqrt(double x) { return __builtin_sqrt(x); }
double fabs(double x) { return __builtin_fabs(x); }
double floor(double x) { return __builtin_floor(x); }
double ceil(double x) { return __builtin_ceil(x); }
double trunc(double x) { return __builtin_trunc(x); }
double rint(double x) { return __builtin_nearest(x); }
double nearbyint(double x) { return __builtin_nearest(x); }
double round(double x) { double t = __builtin_trunc(x); return __builtin_fabs(x - t) >= 0.5 ? t + __builtin_copysign(1.0, x) : t; }
double copysign(double x, double y) { return __builtin_copysign(x, y); }
long lround(double x) { return (long)round(x); }
long long llround(double x) { return (long long)round(x); }
long lrint(double x) { return (long)rint(x); }
long long llrint(double x) { return (long long)rint(x); }
double pow(double x, double y) { return __math2(0, x, y); }
double atan2(double x, double y) { return __math2(1, x, y); }
double fmod(double x, double y) { return __math2(2, x, y); }
double hypot(double x, double y) { return __math2(3, x, y); }
double remainder(double x, double y) { return x - y * rint(x / y); }
double fmax(double x, double y) { return __builtin_isnan(x) ? y : __builtin_isnan(y) ? x : x > y ? x : y; }
double fmin(double x, double y) { return __builtin_isnan(x) ? y : __builtin_isnan(y) ? x : x < y ? x : y; }
double fdim(double x, double y) { return x > y ? x - y : 0; }
double fma(double x, double y, double z) { return x * y + z; }
double modf(double x, double *whole) { *whole = trunc(x); return __isinf(x) ? copysign(0.0, x) : copysign(x - *whole, x); }
double ldexp(double x, int n) {
  while (n > 1000) { x *= 0x1p1000; n -= 1000; }
  while (n < -1000) { x *= 0x1p-1000; n += 1000; }
  return x * pow(2.0, n);
}
double scalbn(double x, int n) { return ldexp(x, n); }
double frexp(double x, int *n) {
  *n = 0;
  if (x == 0 || !__isfinite(x)) return x;
  double size = fabs(x);
  while (size >= 1) { size /= 2; ++*n; }
  while (size < 0.5) { size *= 2; --*n; }
  return copysign(size, x);
}
int ilogb(double x) { int n; frexp(x, &n); return n - 1; }
double logb(double x) { return ilogb(x); }
double sin(double x) { return __sin(x); }
double cos(double x) { return __cos(x); }
double tan(double x) { return __tan(x); }
double asin(double x) { return __asin(x); }
double acos(double x) { return __acos(x); }
double atan(double x) { return __atan(x); }
double sinh(double x) { return __sinh(x); }
double cosh(double x) { return __cosh(x); }
double tanh(double x) { return __tanh(x); }
double asinh(double x) { return __asinh(x); }
double acosh(double x) { return __acosh(x); }
double atanh(double x) { return __atanh(x); }
double exp(double x) { return __exp(x); }
double exp2(double x) { return __exp2(x); }
double expm1(double x) { return __expm1(x); }
double log(double x) { return __log(x); }
double log2(double x) { return __log2(x); }
double log10(double x) { return __log10(x); }
double log1p(double x) { return __log1p(x); }
double cbrt(double x) { return __cbrt(x); }
float sqrtf(float x) { return __builtin_sqrtf(x); }
float fabsf(float x) { return (float)__builtin_fabs(x); }
float floorf(float x) { return (float)floor(x); }
float ceilf(float x) { return (float)ceil(x); }
float truncf(float x) { return (float)trunc(x); }
float roundf(float x) { return (float)round(x); }
float rintf(float x) { return (float)rint(x); }
float sinf(float x) { return (float)__sin(x); }
float cosf(float x) { return (float)__cos(x); }
float tanf(float x) { return (float)__tan(x); }
float asinf(float x) { return (float)__asin(x); }
float acosf(float x) { return (float)__acos(x); }
float atanf(float x) { return (float)__atan(x); }
float atan2f(float x, float y) { return (float)atan2(x, y); }
float powf(float x, float y) { return (float)pow(x, y); }
float expf(float x) { return (float)__exp(x); }
float logf(float x) { return (float)__log(x); }
float log10f(float x) { return (float)__log10(x); }
float log2f(float x) { return (float)__log2(x); }
float fmodf(float x, float y) { return (float)fmod(x, y); }
float fmaxf(float x, float y) { return (float)fmax(x, y); }
float fminf(float x, float y) { return (float)fmin(x, y); }
float hypotf(float x, float y) { return (float)hypot(x, y); }
float copysignf(float x, float y) { return (float)copysign(x, y); }
float ldexpf(float x, int n) { return (float)ldexp(x, n); }
float scalbnf(float x, int n) { return (float)ldexp(x, n); }
float frexpf(float x, int *n) { return (float)frexp(x, n); }
float modff(float x, float *whole) { double w; float r = (float)modf(x, &w); *whole = (float)w; return r; }
float nearbyintf(float x) { return (float)nearbyint(x); }
float fdimf(float x, float y) { return (float)fdim(x, y); }
float fmaf(float x, float y, float z) { return (float)((double)x * y + z); }
float remainderf(float x, float y) { return (float)remainder(x, y); }
float sinhf(float x) { return (float)__sinh(x); }
float coshf(float x) { return (float)__cosh(x); }
float tanhf(float x) { return (float)__tanh(x); }
float exp2f(float x) { return (float)__exp2(x); }
long lrintf(float x) { return lrint(x); }
long long llroundf(float x) { return llround(x); }
float cbrtf(float x) { return (float)__cbrt(x); }
long lroundf(float x) { return lround(x); }
long double fabsl(long double x) { return fabs(x); }
long double sqrtl(long double x) { return sqrt(x); }
long double floorl(long double x) { return floor(x); }
long double ceill(long double x) { return ceil(x); }
long double truncl(long double x) { return trunc(x); }
long double roundl(long double x) { return round(x); }
long double rintl(long double x) { return rint(x); }
long double powl(long double x, long double y) { return pow(x, y); }
long double fmodl(long double x, long double y) { return fmod(x, y); }
long double copysignl(long double x, long double y) { return copysign(x, y); }
long double sinl(long double x) { return sin(x); }
long double cosl(long double x) { return cos(x); }
long double tanl(long double x) { return tan(x); }
long double atanl(long double x) { return atan(x); }
long double expl(long double x) { return exp(x); }
long double logl(long double x) { return log(x); }
long double log10l(long double x) { return log10(x); }
long double ldexpl(long double x, int n) { return ldexp(x, n); }
long double frexpl(long double x, int *n) { return frexp(x, n); }
long double modfl(long double x, long double *whole) { double w; double r = modf(x, &w); *whole = w; return r; }
long double fmaxl(long double x, long double y) { return fmax(x, y); }
long double fminl(long double x, long double y) { return fmin(x, y); }

/* strings.h and gcc's counting builtins */
int ffs(int x) { return __builtin_ffs(x); }
int ffsl(long x) { return x ? __builtin_ctzl(x) + 1 : 0; }
int ffsll(long long x) { return x ? __builtin_ctzll(x) + 1 : 0; }
int clrsb(int x) { x ^= x >> (sizeof x * 8 - 1); return x ? __builtin_clz(x) - 1 - (32 - (int)sizeof x * 8) : (int)sizeof x * 8 - 1; }
int clrsbl(long x) { x ^= x >> (sizeof x * 8 - 1); return x ? __builtin_clzl(x) - 1 : (int)sizeof x * 8 - 1; }
int clrsbll(long long x) { x ^= x >> 63; return x ? __builtin_clzll(x) - 1 : 63; }
int parityl(unsigned long x) { return __builtin_popcountl(x) & 1; }
int parityll(unsigned long long x) { return __builtin_popcountll(x) & 1; }
size_t object_size(const void *p, int type) { (void)p; return type < 2 ? (size_t)-1 : 0; }

/* stdatomic.h and gcc's builtins: there is one thread, an interrupt only runs between two steps */
#define __sync_synchronize() ((void)0)
#define __sync_fetch_and_add(p, v) __fetch_then(p, v, +)
#define __sync_fetch_and_sub(p, v) __fetch_then(p, v, -)
#define __sync_fetch_and_or(p, v) __fetch_then(p, v, |)
#define __sync_fetch_and_and(p, v) __fetch_then(p, v, &)
#define __sync_fetch_and_xor(p, v) __fetch_then(p, v, ^)
#define __sync_add_and_fetch(p, v) __then_fetch(p, v, +)
#define __sync_sub_and_fetch(p, v) __then_fetch(p, v, -)
#define __sync_or_and_fetch(p, v) __then_fetch(p, v, |)
#define __sync_and_and_fetch(p, v) __then_fetch(p, v, &)
#define __sync_xor_and_fetch(p, v) __then_fetch(p, v, ^)
#define __sync_lock_test_and_set(p, v) __swap_in(p, v)
#define __sync_lock_release(p) ((void)(*(p) = 0))
#define __sync_bool_compare_and_swap(p, a, b) ({ __typeof__(p) __p = (p); _Bool __same = *__p == (a); if (__same) *__p = (b); __same; })
#define __sync_val_compare_and_swap(p, a, b) ({ __typeof__(p) __p = (p); __typeof__(*__p) __old = *__p; if (__old == (a)) *__p = (b); __old; })
#define __fetch_then(p, v, sign) ({ __typeof__(p) __p = (p); __typeof__(*__p) __old = *__p; *__p = __old sign (v); __old; })
#define __then_fetch(p, v, sign) ({ __typeof__(p) __p = (p); *__p = *__p sign (v); *__p; })
#define __swap_in(p, v) ({ __typeof__(p) __p = (p); __typeof__(*__p) __old = *__p; *__p = (v); __old; })
#define __compare_swap(p, e, v) ({ __typeof__(p) __p = (p); __typeof__(e) __e = (e); _Bool __same = *__p == *__e; if (__same) *__p = (v); else *__e = *__p; __same; })
#define __ATOMIC_RELAXED 0
#define __ATOMIC_CONSUME 1
#define __ATOMIC_ACQUIRE 2
#define __ATOMIC_RELEASE 3
#define __ATOMIC_ACQ_REL 4
#define __ATOMIC_SEQ_CST 5
#define __atomic_load_n(p, order) (*(p))
#define __atomic_store_n(p, v, order) ((void)(*(p) = (v)))
#define __atomic_load(p, to, order) ((void)(*(to) = *(p)))
#define __atomic_store(p, from, order) ((void)(*(p) = *(from)))
#define __atomic_exchange_n(p, v, order) __swap_in(p, v)
#define __atomic_compare_exchange_n(p, e, v, weak, a, b) __compare_swap(p, e, v)
#define __atomic_fetch_add(p, v, order) __fetch_then(p, v, +)
#define __atomic_fetch_sub(p, v, order) __fetch_then(p, v, -)
#define __atomic_fetch_or(p, v, order) __fetch_then(p, v, |)
#define __atomic_fetch_and(p, v, order) __fetch_then(p, v, &)
#define __atomic_fetch_xor(p, v, order) __fetch_then(p, v, ^)
#define __atomic_add_fetch(p, v, order) __then_fetch(p, v, +)
#define __atomic_sub_fetch(p, v, order) __then_fetch(p, v, -)
#define __atomic_or_fetch(p, v, order) __then_fetch(p, v, |)
#define __atomic_and_fetch(p, v, order) __then_fetch(p, v, &)
#define __atomic_xor_fetch(p, v, order) __then_fetch(p, v, ^)
#define __atomic_test_and_set(p, order) __swap_in((_Bool *)(p), 1)
#define __atomic_clear(p, order) ((void)(*(_Bool *)(p) = 0))
#define __atomic_thread_fence(order) ((void)0)
#define __atomic_signal_fence(order) ((void)0)
#define ATOMIC_VAR_INIT(v) (v)
#define ATOMIC_FLAG_INIT { 0 }
#define atomic_init(p, v) ((void)(*(p) = (v)))
#define atomic_load(p) (*(p))
#define atomic_load_explicit(p, order) (*(p))
#define atomic_store(p, v) ((void)(*(p) = (v)))
#define atomic_store_explicit(p, v, order) ((void)(*(p) = (v)))
#define atomic_exchange(p, v) __swap_in(p, v)
#define atomic_exchange_explicit(p, v, order) __swap_in(p, v)
#define atomic_fetch_add(p, v) __fetch_then(p, v, +)
#define atomic_fetch_sub(p, v) __fetch_then(p, v, -)
#define atomic_fetch_or(p, v) __fetch_then(p, v, |)
#define atomic_fetch_and(p, v) __fetch_then(p, v, &)
#define atomic_fetch_xor(p, v) __fetch_then(p, v, ^)
#define atomic_fetch_add_explicit(p, v, order) __fetch_then(p, v, +)
#define atomic_fetch_sub_explicit(p, v, order) __fetch_then(p, v, -)
#define atomic_fetch_or_explicit(p, v, order) __fetch_then(p, v, |)
#define atomic_fetch_and_explicit(p, v, order) __fetch_then(p, v, &)
#define atomic_compare_exchange_strong(p, e, v) __compare_swap(p, e, v)
#define atomic_compare_exchange_weak(p, e, v) __compare_swap(p, e, v)
#define atomic_compare_exchange_strong_explicit(p, e, v, a, b) __compare_swap(p, e, v)
#define atomic_compare_exchange_weak_explicit(p, e, v, a, b) __compare_swap(p, e, v)
#define atomic_flag_test_and_set(p) __swap_in(&(p)->__set, 1)
#define atomic_flag_clear(p) ((void)((p)->__set = 0))
#define atomic_thread_fence(order) ((void)0)
#define atomic_signal_fence(order) ((void)0)
typedef struct { _Bool __set; } atomic_flag;
typedef enum { memory_order_relaxed, memory_order_consume, memory_order_acquire, memory_order_release, memory_order_acq_rel, memory_order_seq_cst } memory_order;

/* time.h: one step of the program counts as a microsecond */
typedef long time_t;
typedef long clock_t;
struct tm { int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst; };
struct timespec { time_t tv_sec; long tv_nsec; };
int __clock(void);
clock_t clock(void) { return __clock(); }
time_t time(time_t *to) { time_t now = 1767225600L + __clock() / 1000000; if (to) *to = now; return now; }
double difftime(time_t a, time_t b) { return a - b; }
typedef int sig_atomic_t;
typedef int atomic_int;
typedef unsigned atomic_uint;
typedef _Bool atomic_bool;
typedef unsigned char atomic_uchar;
typedef signed char atomic_schar;
typedef char atomic_char;
typedef short atomic_short;
typedef unsigned short atomic_ushort;
typedef long atomic_long;
typedef unsigned long atomic_ulong;
typedef long long atomic_llong;
typedef unsigned long long atomic_ullong;
typedef size_t atomic_size_t;
typedef intptr_t atomic_intptr_t;
typedef uintptr_t atomic_uintptr_t;
struct timeval { time_t tv_sec; long tv_usec; };
int gettimeofday(struct timeval *to, void *zone) { (void)zone; int now = __clock(); to->tv_sec = 1767225600L + now / 1000000; to->tv_usec = now % 1000000; return 0; }
int clock_gettime(int which, struct timespec *to) { (void)which; int now = __clock(); to->tv_sec = now / 1000000; to->tv_nsec = now % 1000000 * 1000L; return 0; }
#define TIME_UTC 1
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1
#define SIGABRT 6
#define SIGFPE 8
#define SIGILL 4
#define SIGINT 2
#define SIGSEGV 11
#define SIGTERM 15
`;

const texts = new Map<string, string>();

/** The library's text for a target. */
export function libraryText(target: Target): string {
  const key = JSON.stringify(target);
  let text = texts.get(key);
  if (text === undefined) {
    text = limits(target) + COMMON;
    texts.set(key, text);
  }
  return text;
}
