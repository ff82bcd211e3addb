/** Types, limits and macros that depend on the target. */
import type { Target } from '../../api.ts';

/** stdint.h, limits.h and the like for a target. */
export const limitsOf = (target: Target): string => {
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
