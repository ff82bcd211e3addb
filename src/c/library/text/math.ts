/** math.h. */
export const MATH = `
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
`;
