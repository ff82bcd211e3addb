/** The scanf family. */
export const SCANF = `
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
`;
