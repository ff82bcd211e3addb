/** string.h and ctype.h. */
export const STRINGS = `
/* string.h */
void *memcpy(void *to, const void *from, size_t n) { __builtin_copy(to, from, n); return to; }
void *memmove(void *to, const void *from, size_t n) { __builtin_copy(to, from, n); return to; }
void *memset(void *to, int c, size_t n) { __builtin_fill(to, c, n); return to; }
void *mempcpy(void *to, const void *from, size_t n) { __builtin_copy(to, from, n); return (char *)to + n; }
void bzero(void *to, size_t n) { __builtin_fill(to, 0, n); }
int memcmp(const void *a, const void *b, size_t n) {
  const unsigned char *x = a, *y = b;
  for (; n > 0; n--, x++, y++) if (*x != *y) return *x < *y ? -1 : 1;
  return 0;
}
void *memchr(const void *a, int c, size_t n) {
  const unsigned char *x = a;
  for (; n > 0; n--, x++) if (*x == (unsigned char)c) return (void *)x;
  return 0;
}
size_t strlen(const char *s) { const char *p = s; while (*p) p++; return p - s; }
size_t strnlen(const char *s, size_t n) { size_t i = 0; while (i < n && s[i]) i++; return i; }
char *strcpy(char *to, const char *from) { char *p = to; while ((*p++ = *from++)) ; return to; }
char *stpcpy(char *to, const char *from) { while ((*to = *from++)) to++; return to; }
char *strncpy(char *to, const char *from, size_t n) {
  size_t i = 0;
  for (; i < n && from[i]; i++) to[i] = from[i];
  for (; i < n; i++) to[i] = 0;
  return to;
}
char *strcat(char *to, const char *from) { char *p = to; while (*p) p++; while ((*p++ = *from++)) ; return to; }
char *strncat(char *to, const char *from, size_t n) {
  char *p = to;
  while (*p) p++;
  while (n-- > 0 && *from) *p++ = *from++;
  *p = 0;
  return to;
}
int strcmp(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return (unsigned char)*a < (unsigned char)*b ? -1 : (unsigned char)*a > (unsigned char)*b;
}
int strncmp(const char *a, const char *b, size_t n) {
  for (; n > 0; n--, a++, b++) {
    if (*a != *b) return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
    if (!*a) return 0;
  }
  return 0;
}
int strcasecmp(const char *a, const char *b) {
  for (;; a++, b++) {
    int x = tolower((unsigned char)*a), y = tolower((unsigned char)*b);
    if (x != y || !x) return x - y;
  }
}
int strncasecmp(const char *a, const char *b, size_t n) {
  for (; n > 0; n--, a++, b++) {
    int x = tolower((unsigned char)*a), y = tolower((unsigned char)*b);
    if (x != y || !x) return x - y;
  }
  return 0;
}
int strcoll(const char *a, const char *b) { return strcmp(a, b); }
char *strchr(const char *s, int c) {
  for (;; s++) {
    if (*s == (char)c) return (char *)s;
    if (!*s) return 0;
  }
}
char *index(const char *s, int c) { return strchr(s, c); }
char *strrchr(const char *s, int c) {
  const char *found = 0;
  for (;; s++) {
    if (*s == (char)c) found = s;
    if (!*s) return (char *)found;
  }
}
char *rindex(const char *s, int c) { return strrchr(s, c); }
char *strstr(const char *s, const char *part) {
  size_t n = strlen(part);
  for (;; s++) {
    if (!strncmp(s, part, n)) return (char *)s;
    if (!*s) return 0;
  }
}
size_t strspn(const char *s, const char *set) { size_t n = 0; while (s[n] && strchr(set, s[n])) n++; return n; }
size_t strcspn(const char *s, const char *set) { size_t n = 0; while (s[n] && !strchr(set, s[n])) n++; return n; }
char *strpbrk(const char *s, const char *set) { s += strcspn(s, set); return *s ? (char *)s : 0; }
static char *__token;
char *strtok_r(char *s, const char *set, char **save) {
  if (!s) s = *save;
  if (!s) return 0;
  s += strspn(s, set);
  if (!*s) { *save = 0; return 0; }
  char *start = s;
  s += strcspn(s, set);
  if (*s) { *s = 0; *save = s + 1; } else *save = 0;
  return start;
}
char *strtok(char *s, const char *set) { return strtok_r(s, set, &__token); }
char *strsep(char **from, const char *set) {
  char *start = *from;
  if (!start) return 0;
  char *end = start + strcspn(start, set);
  if (*end) { *end = 0; *from = end + 1; } else *from = 0;
  return start;
}
char *strdup(const char *s) { size_t n = strlen(s) + 1; char *p = malloc(n); if (p) memcpy(p, s, n); return p; }
char *strndup(const char *s, size_t n) {
  size_t k = strnlen(s, n);
  char *p = malloc(k + 1);
  if (p) { memcpy(p, s, k); p[k] = 0; }
  return p;
}
char *strerror(int code) { (void)code; return "error"; }

/* ctype.h */
int isdigit(int c) { return c >= '0' && c <= '9'; }
int isupper(int c) { return c >= 'A' && c <= 'Z'; }
int islower(int c) { return c >= 'a' && c <= 'z'; }
int isalpha(int c) { return isupper(c) || islower(c); }
int isalnum(int c) { return isalpha(c) || isdigit(c); }
int isspace(int c) { return c == ' ' || (c >= 9 && c <= 13); }
int isblank(int c) { return c == ' ' || c == 9; }
int isxdigit(int c) { return isdigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
int iscntrl(int c) { return (c >= 0 && c < 32) || c == 127; }
int isprint(int c) { return c >= 32 && c < 127; }
int isgraph(int c) { return c > 32 && c < 127; }
int ispunct(int c) { return isgraph(c) && !isalnum(c); }
int isascii(int c) { return c >= 0 && c < 128; }
int toupper(int c) { return islower(c) ? c - 32 : c; }
int tolower(int c) { return isupper(c) ? c + 32 : c; }
int toascii(int c) { return c & 127; }
`;
