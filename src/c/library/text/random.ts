/** Quotients, absolute values and the random numbers of stdlib.h. */
export const RANDOM = `
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
`;
