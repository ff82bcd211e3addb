/** Small repeatable random numbers (mulberry32). */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const TYPES = ['uint8_t', 'int8_t', 'uint16_t', 'int16_t', 'uint32_t', 'int32_t', 'uint64_t', 'int64_t'];
const WIDTH: Record<string, number> = {
  uint8_t: 8,
  int8_t: 8,
  uint16_t: 16,
  int16_t: 16,
  uint32_t: 32,
  int32_t: 32,
  uint64_t: 64,
  int64_t: 64,
};

/**
 * A random program of what firmware does: register fields in structs, bit masks, tables of functions, state machines
 * with fall-through, ring buffers, fixed-point filters, CRCs, delay loops, small helpers by value and by pointer. It has no
 * undefined behaviour and prints what it computed.
 */
export function embeddedProgram(seed: number): string {
  const next = random(seed);
  const int = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(items: readonly T[]): T => items[int(items.length)]!;
  const names = Array.from({ length: 6 }, (_, index) => ({ name: `g${index}`, type: pick(TYPES) }));
  /** What an expression may name where it stands. */
  let scope = names;
  const constant = () =>
    pick([
      '0',
      '1',
      '2',
      '0x7F',
      '0x80',
      '0xFFu',
      '0x1234',
      '0xFFFFu',
      '0x80000000u',
      '0xDEADBEEFu',
      '100000',
      `${int(1000)}`,
      `-${1 + int(200)}`,
    ]);

  const expression = (depth: number): string => {
    if (depth <= 0) return next() < 0.55 ? pick(scope).name : constant();
    const a = expression(depth - 1);
    const b = expression(depth - 1);
    switch (int(16)) {
      case 0:
      case 1:
        return `(${a} + ${b})`;
      case 2:
        return `(${a} - ${b})`;
      case 3:
        return `((uint32_t)(${a}) * (uint32_t)(${b}))`;
      case 4:
        return `(${a} & ${b})`;
      case 5:
        return `(${a} | ${b})`;
      case 6:
        return `(${a} ^ ${b})`;
      case 7:
        return `(~${a})`;
      case 8:
        return `((uint32_t)(${a}) << ${int(32)})`;
      case 9:
        return `((${pick(TYPES)})(${a}) >> ${int(8)})`;
      case 10:
        return `((${pick(TYPES)})(${a}))`;
      case 11:
        return `(${a} ${pick(['<', '>', '<=', '>=', '==', '!='])} ${b})`;
      case 12:
        return `(${a} ? ${b} : ${expression(depth - 1)})`;
      case 13:
        return `((int64_t)(${a}) / ((${b}) == 0 || (${b}) == -1 ? 3 : (int64_t)(${b})))`;
      case 14:
        return `((uint32_t)(${a}) % (((uint32_t)(${b}) & 0xFF) + 1))`;
      default:
        return `(${a} ${pick(['&&', '||'])} ${b})`;
    }
  };

  const statement = (depth: number): string => {
    const target = pick(names);
    switch (int(depth > 0 ? 17 : 4)) {
      case 0:
      case 1:
        return `${target.name} = (${target.type})${expression(3)};`;
      case 2:
        return `${target.name} ${pick(['+=', '-=', '^=', '|=', '&='])} (${target.type})${expression(2)};`;
      case 3:
        return `reg.field${int(4)} = (uint32_t)${expression(2)}; ${target.name} ^= (${target.type})reg.field${int(4)};`;
      case 4:
        return `if (${expression(2)}) { ${statement(depth - 1)} } else { ${statement(depth - 1)} }`;
      case 5: {
        const counter = `i${int(1_000_000)}`;
        return `for (${pick(TYPES)} ${counter} = 0; ${counter} < ${1 + int(20)}; ${counter}++) { ${statement(depth - 1)} if (${expression(1)}) continue; ${statement(depth - 1)} }`;
      }
      case 6:
        return `switch ((uint8_t)(${expression(2)}) & 7) { case 0: ${statement(depth - 1)} case 1: ${statement(depth - 1)} break; case 5: ${statement(depth - 1)} break; default: ${statement(depth - 1)} }`;
      case 7:
        return `ring[head & 15] = (uint16_t)${expression(2)}; head++; ${target.name} += (${target.type})ring[(uint8_t)(${expression(1)}) & 15];`;
      case 8:
        return `${target.name} = (${target.type})steps[(uint8_t)(${expression(1)}) % 3]((uint32_t)${expression(2)});`;
      case 9:
        return `{ uint8_t *p = (uint8_t *)ring; p[(uint8_t)(${expression(1)}) & 31] ^= (uint8_t)${expression(2)}; }`;
      case 10:
      case 11: {
        const { name, from } = pick(helpers);
        return `${target.name} ${pick(['=', '+=', '^='])} (${target.type})${name}(${from.map(() => expression(2)).join(', ')});`;
      }
      case 12:
        return delay(target);
      case 13: {
        const box = pick(['&box', '&boxes[1]', '&own', 'boxes', '&boxes[(uint8_t)g0 & 3]']);
        return `{ struct box own = { 3, { 1, 2, 3 } }; store(${box}, ${expression(1)}, ${expression(1)}); ${target.name} ^= (${target.type})(fetch(${box}, ${int(3)}) + own.v[1] + before(&boxes[${1 + int(3)}])); }`;
      }
      case 14:
        return `{ uint32_t (*step)(uint32_t) = moving[(uint8_t)(${expression(1)}) & 3]; moving[${int(4)}] = steps[${int(3)}]; ${target.name} += (${target.type})step((uint32_t)${expression(1)}); }`;
      case 15:
        return `for (uint8_t k = 0; k < ${1 + int(9)}; k++) { ${target.name} += (${target.type})moving[k & 3](k); if (${pick(helpers).name}1(k)) break; }`;
      default:
        return `{ union { uint32_t w; uint8_t b[4]; int16_t h[2]; } u; u.w = (uint32_t)${expression(2)}; u.b[${int(4)}] = (uint8_t)${expression(1)}; ${target.name} ^= (${target.type})u.h[${int(2)}]; }`;
    }
  };

  /** A loop that does nothing but count, and what it leaves in its counter. */
  const delay = (target: { name: string; type: string }): string => {
    const type = pick(TYPES);
    const bits = Math.min(WIDTH[type]! - (type.startsWith('u') ? 0 : 1), 12);
    const start = int(2 ** bits);
    const end = int(2 ** bits);
    const [low, high] = [Math.min(start, end), Math.max(start, end)];
    const [loop, from] = pick([
      [`while (n--) ;`, start],
      [`while (--n) ;`, start + 1],
      [`while (n-- > 0) { }`, start],
      [`for (; n; n--) ;`, start],
      [`for (; n > ${low}; n--) ;`, high],
      [`for (; n >= ${low + 1}; --n) ;`, high],
      [`for (; n < ${high}; n++) ;`, low],
      [`for (; n <= limit; n++) ;`, low],
      [`for (; n < limit; n++) __asm__ volatile ("nop");`, start],
      [`do ; while (--n);`, start + 1],
      [`do n--; while (n > ${low});`, high + 1],
      [`while (n) { n--; }`, start],
    ] as const);
    // The largest value of a narrow type is left out: a limit of it is never passed.
    const cut = 2 ** Math.min(WIDTH[type]! - (type.startsWith('u') ? 0 : 1), 20) - 2;
    return `{ ${pick(['', 'volatile '])}${type} n = ${Math.min(from, cut)}; ${type} limit = ${Math.min(high, cut)}; (void)limit; ${loop} ${target.name} ^= (${target.type})(n + limit); }`;
  };

  const helpers = Array.from({ length: 4 }, (_, index) => ({
    name: `help${index}_`,
    type: pick(TYPES),
    from: Array.from({ length: 2 }, (_, i) => ({ name: `p${i}`, type: pick(TYPES) })),
  }));
  const helperTexts = helpers.map(({ name, type, from }) => {
    scope = [...names, ...from, ...from];
    const parameters = from.map((each) => `${each.type} ${each.name}`).join(', ');
    const [a, b] = from as [(typeof from)[0], (typeof from)[0]];
    const text = pick([
      `return (${type})${expression(2)};`,
      `if (${expression(1)}) return (${type})${expression(1)}; ${a.name} += (${a.type})${expression(1)}; return (${type})${expression(1)};`,
      `static ${type} kept; ${type} old = kept; kept = (${type})${expression(2)}; return old;`,
      `${type} r = (${type})${a.name}; if (${b.name} & 1) { r ^= (${type})${expression(1)}; } else if (${expression(1)}) return r; ${b.name}--; return (${type})(r + ${b.name});`,
    ]);
    scope = names;
    return `static ${type} ${name}(${parameters}) { ${text} }\nstatic int ${name}1(${a.type} n) { ${next() < 0.5 ? `if (n == 3) return 0; ` : ''}return n > ${int(6)}; }`;
  });

  const fields = Array.from({ length: 4 }, (_, index) => `uint32_t field${index} : ${1 + int(12)};`).join(' ');
  const globals = names
    .map(({ name, type }) => `static ${next() < 0.3 ? 'volatile ' : ''}${type} ${name} = (${type})${constant()};`)
    .join('\n');
  const body = Array.from({ length: 14 }, () => `  ${statement(3)}`).join('\n');
  const prints = names
    .map(
      ({ name, type }) =>
        `  printf("${name} %llx\\n", (unsigned long long)(${name})${WIDTH[type] === 64 ? '' : ` & 0x${'F'.repeat(WIDTH[type]! / 4)}ull`});`,
    )
    .join('\n');
  return `#include <stdint.h>
#include <stdio.h>
static struct { ${fields} } reg;
static uint16_t ring[16];
static uint8_t head;
${globals}
static uint32_t crc(uint32_t x) { for (int i = 0; i < 8; i++) x = (x >> 1) ^ ((x & 1u) ? 0xEDB88320u : 0u); return x; }
static uint32_t filter(uint32_t x) { static int32_t acc; acc += ((int32_t)(x & 0xFFFF) - acc) >> 3; return (uint32_t)acc; }
static uint32_t toggle(uint32_t x) { static uint32_t port; port ^= 1u << (x & 31); return port; }
static uint32_t twice(uint32_t x) { return x * 2u; }
static uint32_t (*const steps[3])(uint32_t) = { crc, filter, toggle };
static uint32_t (*moving[4])(uint32_t) = { twice, toggle, twice, crc };
struct box { uint16_t n; int32_t v[3]; };
static struct box box, boxes[4] = { { 1, { 5, -6, 7 } }, { 2 } };
static void store(struct box *b, uint32_t x, int32_t y) { b->n += (uint16_t)x; b->v[b->n % 3] = y; b->v[2] ^= y >> 1; }
static uint32_t fetch(const struct box *b, uint8_t i) { if (i > 1) return b->n; return (uint32_t)b->v[i] + b->n; }
static int32_t before(const struct box *b) { return b[-1].v[0] + b->v[0]; }
${helperTexts.join('\n')}
static void work(void)
{
${body}
}
int main(void)
{
  for (int pass = 0; pass < 3; pass++) work();
${prints}
  printf("reg %x %x %x %x ring %x head %u box %x %x %x\\n", reg.field0, reg.field1, reg.field2, reg.field3, ring[3], head, box.n, box.v[1], boxes[1].v[2]);
  return (int)(g0 & 0x7F);
}
`;
}
