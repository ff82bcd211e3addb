/** malloc and its relatives. */
export const HEAP = `
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
`;
