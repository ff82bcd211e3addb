/** Files and output (stdio.h); natives do the formatting. */
export const STDIO = String.raw`
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
`;
