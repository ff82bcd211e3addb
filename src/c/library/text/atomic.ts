/** Counting builtins of gcc, and atomic operations (stdatomic.h): nothing comes between two steps but an interrupt. */
export const ATOMIC = `
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
`;
