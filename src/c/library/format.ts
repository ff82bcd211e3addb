/** printf's formats (C11 7.21.6.1), with exact decimal digits of doubles. */

export interface FormatSource {
  /** Next argument slot: the 64 bits that were passed. */
  next: () => bigint;
  nextDouble: () => number;
  /** Bytes of a C string up to its zero or a limit. */
  text: (address: number, limit: number) => number[];
  store: (address: number, bytes: number, value: bigint) => void;
  intBytes: number;
  longBytes: number;
  pointerBytes: number;
}

/** Characters one conversion may be wide; beyond that it is a slip or an attack. */
const WIDTH_LIMIT = 10_000;

/** What printf makes of a format and its arguments, as bytes. */
export function format(codes: number[], source: FormatSource, limit: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < codes.length && out.length < limit; i++) {
    if (codes[i] !== 37) {
      out.push(codes[i]!);
      continue;
    }
    const match = /^%([-+ #0']*)(\*|\d+)?(?:\.(\*|-?\d+)?)?(hh|h|ll|l|q|j|z|t|L)?(.)?/s.exec(
      String.fromCharCode(...codes.slice(i, i + 40)),
    );
    if (!match) break;
    const [whole, flags = '', widthText, precisionText, length = '', conversion = ''] = match;
    i += whole.length - 1;
    let left = flags.includes('-');
    let width = 0;
    if (widthText === '*') {
      width = Number(BigInt.asIntN(32, source.next()));
      if (width < 0) {
        left = true;
        width = -width;
      }
    } else if (widthText) width = Number(widthText);
    let precision = -1;
    if (/\./.test(whole)) {
      precision = precisionText === '*' ? Number(BigInt.asIntN(32, source.next())) : Number(precisionText ?? 0);
    }
    width = Math.min(width, WIDTH_LIMIT);
    precision = Math.min(precision, WIDTH_LIMIT);
    const bytes = sizeOf(length, source);
    const spec: Spec = { flags, left, width, precision };
    switch (conversion) {
      case 'd':
      case 'i': {
        const value = BigInt.asIntN(bytes * 8, source.next());
        out.push(...integer(value < 0n ? -value : value, value < 0n, 10, spec, true));
        break;
      }
      case 'u':
        out.push(...integer(BigInt.asUintN(bytes * 8, source.next()), false, 10, spec, false));
        break;
      case 'x':
      case 'X':
      case 'o':
      case 'b': {
        const value = BigInt.asUintN(bytes * 8, source.next());
        const base = conversion === 'o' ? 8 : conversion === 'b' ? 2 : 16;
        let prefix = '';
        if (flags.includes('#') && value !== 0n) prefix = base === 16 ? `0${conversion}` : base === 2 ? '0b' : '';
        const text = integer(value, false, base, spec, false, prefix, base === 8 && flags.includes('#'));
        out.push(...(conversion === 'X' ? text.map((c) => (c >= 97 && c <= 102 ? c - 32 : c)) : text));
        break;
      }
      case 'c':
        out.push(...pad([Number(BigInt.asUintN(8, source.next()))], spec));
        break;
      case 's': {
        const address = Number(BigInt.asUintN(32, source.next()));
        const text =
          address === 0 ? [...Buffer.from('(null)')] : source.text(address, precision < 0 ? limit : precision);
        out.push(...pad(precision >= 0 ? text.slice(0, precision) : text, spec));
        break;
      }
      case 'p': {
        const address = BigInt.asUintN(32, source.next());
        out.push(...pad([...Buffer.from(address === 0n ? '(nil)' : `0x${address.toString(16)}`)], spec));
        break;
      }
      case 'f':
      case 'F':
      case 'e':
      case 'E':
      case 'g':
      case 'G':
      case 'a':
      case 'A':
        out.push(...float(source.nextDouble(), conversion, spec));
        break;
      case 'n':
        source.store(Number(BigInt.asUintN(32, source.next())), bytes, BigInt(out.length));
        break;
      case '%':
        out.push(37);
        break;
      default:
        out.push(...Buffer.from(whole, 'latin1'));
    }
  }
  return out;
}

interface Spec {
  flags: string;
  left: boolean;
  width: number;
  precision: number;
}

function sizeOf(length: string, source: FormatSource): number {
  switch (length) {
    case 'hh':
      return 1;
    case 'h':
      return 2;
    case 'l':
      return source.longBytes;
    case 'll':
    case 'q':
    case 'j':
      return 8;
    case 'z':
    case 't':
      return source.pointerBytes === 8 ? 8 : source.pointerBytes === 2 ? 2 : 4;
    default:
      return source.intBytes;
  }
}

function pad(text: number[], spec: Spec): number[] {
  const missing = spec.width - text.length;
  if (missing <= 0) return text;
  const blanks = new Array<number>(missing).fill(32);
  return spec.left ? [...text, ...blanks] : [...blanks, ...text];
}

/** Sign or prefix, zeros, digits: zeros go between prefix and digits. */
function withZeros(prefix: string, digits: string, spec: Spec, zeros: boolean): number[] {
  const missing = spec.width - prefix.length - digits.length;
  const body = zeros && !spec.left && missing > 0 ? '0'.repeat(missing) + digits : digits;
  return pad([...Buffer.from(prefix + body, 'latin1')], spec);
}

function integer(
  value: bigint,
  negative: boolean,
  base: number,
  spec: Spec,
  signed: boolean,
  prefix = '',
  octal = false,
): number[] {
  let digits = value.toString(base);
  if (spec.precision === 0 && value === 0n) digits = '';
  if (spec.precision > digits.length) digits = digits.padStart(spec.precision, '0');
  if (octal && !digits.startsWith('0')) digits = `0${digits}`;
  const sign = negative ? '-' : !signed ? '' : spec.flags.includes('+') ? '+' : spec.flags.includes(' ') ? ' ' : '';
  return withZeros(sign + prefix, digits, spec, spec.flags.includes('0') && spec.precision < 0);
}

function float(value: number, conversion: string, spec: Spec): number[] {
  const negative = value < 0 || Object.is(value, -0);
  const sign = negative ? '-' : spec.flags.includes('+') ? '+' : spec.flags.includes(' ') ? ' ' : '';
  const upper = conversion < 'a';
  if (!Number.isFinite(value)) {
    const word = Number.isNaN(value) ? 'nan' : 'inf';
    const nanSign = Number.isNaN(value) ? '' : sign;
    return pad([...Buffer.from(nanSign + (upper ? word.toUpperCase() : word))], spec);
  }
  const size = Math.abs(value);
  const kind = conversion.toLowerCase();
  let digits: string;
  if (kind === 'a') digits = hex(size, spec.precision, spec.flags.includes('#'));
  else {
    let precision = spec.precision < 0 ? 6 : spec.precision;
    if (kind === 'f') digits = fixed(size, precision);
    else if (kind === 'e') digits = exponential(size, precision);
    else {
      if (precision === 0) precision = 1;
      const e = exponential(size, precision - 1);
      const exponent = Number(/e([+-]\d+)$/.exec(e)![1]);
      digits = exponent < -4 || exponent >= precision ? e : fixed(size, precision - 1 - exponent);
      if (!spec.flags.includes('#') && digits.includes('.')) digits = digits.replace(/\.?0+(?=e|$)/, '');
    }
    if (spec.flags.includes('#') && !digits.includes('.')) digits = digits.replace(/(?=e|$)/, '.');
  }
  let prefix = sign;
  if (kind === 'a') {
    prefix += '0x';
    digits = digits.slice(2);
  }
  const text = withZeros(prefix, digits, spec, spec.flags.includes('0'));
  return upper ? text.map((c) => (c >= 97 && c <= 122 ? c - 32 : c)) : text;
}

const scratch = new DataView(new ArrayBuffer(8));

/** value = mantissa * 2^exponent, exactly. */
function exact(value: number): { mantissa: bigint; exponent: number } {
  scratch.setFloat64(0, value);
  const bits = scratch.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/** value * 10^digits, rounded half to even. */
function scaled(value: number, digits: number): bigint {
  const { mantissa, exponent } = exact(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (digits >= 0) numerator *= 10n ** BigInt(digits);
  else denominator *= 10n ** BigInt(-digits);
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  const quotient = numerator / denominator;
  const rest = (numerator % denominator) * 2n;
  if (rest > denominator || (rest === denominator && quotient & 1n)) return quotient + 1n;
  return quotient;
}

function fixed(value: number, precision: number): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  return precision === 0 ? digits : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

function exponential(value: number, precision: number): string {
  let exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  let digits = '';
  if (value === 0) digits = '0'.repeat(precision + 1);
  else {
    for (let tries = 0; tries < 4; tries++) {
      digits = scaled(value, precision - exponent).toString();
      if (digits.length > precision + 1) exponent++;
      else if (digits.length < precision + 1) exponent--;
      else break;
    }
  }
  const sign = exponent < 0 ? '-' : '+';
  const body = precision === 0 ? digits[0]! : `${digits[0]}.${digits.slice(1)}`;
  return `${body}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function hex(value: number, precision: number, point: boolean): string {
  if (value === 0) return `0x0${precision > 0 ? `.${'0'.repeat(precision)}` : ''}p+0`;
  const { mantissa, exponent } = exact(value);
  let power = exponent + 52;
  let digits = mantissa;
  if (precision >= 0 && precision < 13) {
    const drop = BigInt(52 - precision * 4);
    const half = 1n << (drop - 1n);
    const rest = digits & ((1n << drop) - 1n);
    digits >>= drop;
    if (rest > half || (rest === half && digits & 1n)) digits += 1n;
    digits <<= drop;
  }
  if (digits >> 53n) {
    digits >>= 1n;
    power++;
  }
  let fraction = (digits & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  fraction = precision >= 0 ? fraction.slice(0, precision).padEnd(precision, '0') : fraction.replace(/0+$/, '');
  return `0x${digits >> 52n}${fraction || point ? '.' : ''}${fraction}p${power < 0 ? '' : '+'}${power}`;
}
