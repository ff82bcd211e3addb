/** Sorting, searching, numbers in texts, and the end of a program (stdlib.h). */
export const STDLIB = `
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
`;
