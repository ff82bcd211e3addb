/** time.h and the names of signals. */
export const TIME = `
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
