/**
 * Arduino's String as far as sketches use it, in the C++ that the engine reads. It keeps its text in itself, so that a state
 * that comes again is seen to come again; what is longer than its room is cut.
 */
export const ARDUINO_STRING = `
class String {
public:
  char text[96];
  unsigned char used;
  String() { used = 0; text[0] = 0; }
  String(const char *from) { used = 0; text[0] = 0; add(from); }
  String(char c) { used = 0; text[0] = 0; put(c); }
  String(int v, int base) { used = 0; text[0] = 0; digits(v, base); }
  String(int v) { used = 0; text[0] = 0; digits(v, 10); }
  String(unsigned char v) { used = 0; text[0] = 0; digits(v, 10); }
  String(unsigned int v) { used = 0; text[0] = 0; plain(v, 10); }
  String(unsigned int v, int base) { used = 0; text[0] = 0; plain(v, base); }
  String(long v) { used = 0; text[0] = 0; digits(v, 10); }
  String(long v, int base) { used = 0; text[0] = 0; digits(v, base); }
  String(unsigned long v) { used = 0; text[0] = 0; plain(v, 10); }
  String(unsigned long v, int base) { used = 0; text[0] = 0; plain(v, base); }
  String(double v) { used = 0; text[0] = 0; real(v, 2); }
  String(double v, int places) { used = 0; text[0] = 0; real(v, places); }
  void put(char c) { if (used < 95) { text[used++] = c; text[used] = 0; } }
  void add(const char *from) { if (from) while (*from) put(*from++); }
  void plain(unsigned long v, int base) {
    char back[34]; int n = 0;
    do { int d = (int)(v % (unsigned long)base); back[n++] = (char)(d < 10 ? '0' + d : 'a' + d - 10); v /= (unsigned long)base; } while (v);
    while (n) put(back[--n]);
  }
  void digits(long v, int base) { if (v < 0 && base == 10) { put('-'); plain(0ul - (unsigned long)v, base); } else plain((unsigned long)v, base); }
  void real(double v, int places) {
    if (v < 0) { put('-'); v = -v; }
    double half = 0.5; int i;
    for (i = 0; i < places; i++) half /= 10;
    v += half;
    plain((unsigned long)v, 10);
    v -= (double)(unsigned long)v;
    if (places > 0) put('.');
    for (i = 0; i < places; i++) { int d; v *= 10; d = (int)v; put((char)('0' + d)); v -= d; }
  }
  String operator+(const String &o) { String r = *this; r.add(o.text); return r; }
  String operator+(const char *o) { String r = *this; r.add(o); return r; }
  String operator+(char o) { String r = *this; r.put(o); return r; }
  String operator+(int o) { String r = *this; r.digits(o, 10); return r; }
  String operator+(unsigned char o) { String r = *this; r.plain(o, 10); return r; }
  String operator+(unsigned int o) { String r = *this; r.plain(o, 10); return r; }
  String operator+(long o) { String r = *this; r.digits(o, 10); return r; }
  String operator+(unsigned long o) { String r = *this; r.plain(o, 10); return r; }
  String operator+(double o) { String r = *this; r.real(o, 2); return r; }
  String &operator+=(const String &o) { add(o.text); return *this; }
  String &operator+=(const char *o) { add(o); return *this; }
  String &operator+=(char o) { put(o); return *this; }
  String &operator+=(int o) { digits(o, 10); return *this; }
  String &operator+=(unsigned char o) { plain(o, 10); return *this; }
  String &operator+=(unsigned int o) { plain(o, 10); return *this; }
  String &operator+=(long o) { digits(o, 10); return *this; }
  String &operator+=(unsigned long o) { plain(o, 10); return *this; }
  String &operator+=(double o) { real(o, 2); return *this; }
  bool concat(const String &o) { add(o.text); return true; }
  int compareTo(const String &o) { int i = 0; while (text[i] && text[i] == o.text[i]) i++; return (unsigned char)text[i] - (unsigned char)o.text[i]; }
  bool equals(const String &o) { return compareTo(o) == 0; }
  bool equalsIgnoreCase(const String &o) { String a = *this; String b = o; a.toLowerCase(); b.toLowerCase(); return a.compareTo(b) == 0; }
  bool operator==(const String &o) { return compareTo(o) == 0; }
  bool operator!=(const String &o) { return compareTo(o) != 0; }
  bool operator<(const String &o) { return compareTo(o) < 0; }
  bool operator>(const String &o) { return compareTo(o) > 0; }
  bool operator<=(const String &o) { return compareTo(o) <= 0; }
  bool operator>=(const String &o) { return compareTo(o) >= 0; }
  char &operator[](int i) { return text[i < 0 || i > 95 ? 95 : i]; }
  char charAt(int i) { return i >= 0 && i < used ? text[i] : 0; }
  void setCharAt(int i, char c) { if (i >= 0 && i < used) text[i] = c; }
  unsigned int length() { return used; }
  bool isEmpty() { return used == 0; }
  void clear() { used = 0; text[0] = 0; }
  bool reserve(unsigned int n) { return n < 96; }
  const char *c_str() { return text; }
  int indexOf(char c) { return indexOf(c, 0); }
  int indexOf(char c, int from) { int i; for (i = from; i < used; i++) if (text[i] == c) return i; return -1; }
  int indexOf(const String &o) { return indexOf(o, 0); }
  int indexOf(const String &o, int from) {
    int i, k;
    for (i = from; i + o.used <= used; i++) { for (k = 0; k < o.used && text[i + k] == o.text[k]; k++) ; if (k == o.used) return i; }
    return -1;
  }
  int indexOf(const char *o) { String s = o; return indexOf(s, 0); }
  int indexOf(const char *o, int from) { String s = o; return indexOf(s, from); }
  int lastIndexOf(char c) { int i; for (i = used - 1; i >= 0; i--) if (text[i] == c) return i; return -1; }
  bool startsWith(const String &o) { return o.used <= used && indexOf(o) == 0; }
  bool endsWith(const String &o) { return o.used <= used && indexOf(o, used - o.used) >= 0; }
  String substring(int from) { return substring(from, used); }
  String substring(int from, int to) { String r; int i; for (i = from < 0 ? 0 : from; i < to && i < used; i++) r.put(text[i]); return r; }
  void remove(int from) { remove(from, used); }
  void remove(int from, int n) { int i, k = 0; for (i = 0; i < used; i++) if (i < from || i >= from + n) text[k++] = text[i]; used = (unsigned char)k; text[k] = 0; }
  void replace(char from, char to) { int i; for (i = 0; i < used; i++) if (text[i] == from) text[i] = to; }
  void replace(const String &from, const String &to) {
    String r; int i = 0, k;
    if (!from.used) return;
    while (i < used) {
      for (k = 0; k < from.used && text[i + k] == from.text[k]; k++) ;
      if (k == from.used) { r.add(to.text); i += k; } else r.put(text[i++]);
    }
    *this = r;
  }
  void replace(const char *from, const char *to) { String a = from; String b = to; replace(a, b); }
  void toCharArray(char *to, unsigned int size) { unsigned int i; for (i = 0; i + 1 < size && i < used; i++) to[i] = text[i]; if (size) to[i] = 0; }
  void getBytes(unsigned char *to, unsigned int size) { toCharArray((char *)to, size); }
  void trim() {
    int a = 0, b = used, i;
    while (a < b && text[a] <= ' ') a++;
    while (b > a && text[b - 1] <= ' ') b--;
    for (i = a; i < b; i++) text[i - a] = text[i];
    used = (unsigned char)(b - a); text[used] = 0;
  }
  void toLowerCase() { int i; for (i = 0; i < used; i++) if (text[i] >= 'A' && text[i] <= 'Z') text[i] += 32; }
  void toUpperCase() { int i; for (i = 0; i < used; i++) if (text[i] >= 'a' && text[i] <= 'z') text[i] -= 32; }
  long toInt() {
    int i = 0; bool minus = false; long v = 0;
    while (text[i] == ' ') i++;
    if (text[i] == '-' || text[i] == '+') minus = text[i++] == '-';
    while (text[i] >= '0' && text[i] <= '9') v = v * 10 + (text[i++] - '0');
    return minus ? -v : v;
  }
  double toFloat() {
    int i = 0; bool minus = false; double v = 0, unit = 1;
    if (text[i] == '-') { minus = true; i++; }
    while (text[i] >= '0' && text[i] <= '9') v = v * 10 + (text[i++] - '0');
    if (text[i] == '.') for (i++; text[i] >= '0' && text[i] <= '9'; i++) { unit /= 10; v += unit * (text[i] - '0'); }
    return minus ? -v : v;
  }
};
String operator+(const char *a, const String &b) { String r = a; r.add(b.text); return r; }
String operator+(char a, const String &b) { String r = a; r.add(b.text); return r; }
bool operator==(const char *a, const String &b) { String r = a; return r.compareTo(b) == 0; }
`;
