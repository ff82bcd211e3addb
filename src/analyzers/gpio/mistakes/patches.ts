import type { Finding } from '../facts.ts';

/** Patches tried for one paste; each costs a run. */
const TRIED = 3;
/** A program whose run took longer is not run again for its patches. */
const STEP_LIMIT = 40_000_000;

/** A finding and where it stands: the line of the mended text, and the names its sentences speak of. */
export interface Located {
  finding: Finding;
  line: number;
  names: Record<string, string>;
  /** Of little weight where another mistake explains it. */
  aside: boolean;
}

/** `if (a = 1)` as `if (a == 1)`, where the condition has one single `=`. */
function compared(line: string): string | null {
  const head = /\b(?:if|while)\s*\(/.exec(line);
  if (!head) return null;
  const from = head.index + head[0].length;
  let to = from;
  for (let depth = 1; to < line.length && depth > 0; to += 1) depth += line[to] === '(' ? 1 : line[to] === ')' ? -1 : 0;
  const single = [...line.slice(from, to).matchAll(/(?<![=!<>+\-*/%&|^])=(?!=)/g)];
  const at = from + (single[0]?.index ?? 0);
  return single.length === 1 ? `${line.slice(0, at)}==${line.slice(at + 1)}` : null;
}

const OPERAND = '[\\w.]+(?:->\\w+)*(?:\\[\\w+\\])?';
const MASK = '(?:\\((?:[^()]|\\([^()]*\\))*\\)|\\w+(?:\\([^()]*\\))?)';
const UNPARENTHESISED = new RegExp(`(${OPERAND}\\s*[&|^]\\s*${MASK})(\\s*(?:==|!=))`);
const NEGATED = new RegExp(`!\\s*(${OPERAND}\\s*&\\s*${MASK})`);
const NARROW_HEAD =
  /(\bfor\s*\(\s*)(?:unsigned\s+char|signed\s+char|char|uint8_t|int8_t|byte|u8|uchar|uint16_t|u16)(?=\s+\w)/;

const withoutSemicolon = (line: string): string | null =>
  /\)\s*;\s*$/.test(line) ? line.replace(/\s*;\s*$/, '') : null;

/** How a line is mended, kind by kind, where one line is enough; what holds is left to the run. */
const MENDS: Record<string, (line: string, names: Record<string, string>, source: string) => string | null> = {
  'assignment-in-condition': compared,
  'bsrr-read-modify-write': (line) => (/\|=/.test(line) ? line.replace('|=', '=') : null),
  'delay-loop-optimised-away': (line) =>
    /\bfor\s*\(\s*(?:unsigned |signed |long |int\b|short |u?int\d+_t|u(?:8|16|32)\b|char )/.test(line)
      ? line.replace(/\bfor\s*\(\s*/, (head) => `${head}volatile `)
      : null,
  'isr-flag-not-volatile': (line) =>
    line.includes(',') ? null : line.replace(/^(\s*(?:static\s+)?)/, (head) => `${head}volatile `),
  'logical-instead-of-bitwise': (line, { wrong, right }) =>
    wrong && right && line.split(wrong).length === 2 ? line.replace(wrong, right) : null,
  'loop-counter-overflow': (line) => (NARROW_HEAD.test(line) ? line.replace(NARROW_HEAD, '$1int') : null),
  'operator-precedence': (line) =>
    UNPARENTHESISED.test(line)
      ? line.replace(UNPARENTHESISED, '($1)$2')
      : NEGATED.test(line)
        ? line.replace(NEGATED, '!($1)')
        : null,
  'set-reset-mask-truncated': (line) =>
    /\b(?:uint16_t|u16|unsigned short)\b/.test(line)
      ? line.replace(/\b(?:uint16_t|u16|unsigned short)\b/g, (type) => (type === 'u16' ? 'u32' : 'uint32_t'))
      : null,
  'shift-out-of-range': (line) => (/\b1[uU]?\s*<</.test(line) ? line.replace(/\b1[uU]?(?=\s*<<)/, '1UL') : null),
  'stray-semicolon-after-loop': withoutSemicolon,
  'stray-semicolon-after-if': withoutSemicolon,
  'switch-fallthrough': (line) => (/^\s*(?:case|default)\b/.test(line) ? line.replace(/^(\s*)/, '$1break; ') : null),
  'wrong-port-for-pin': (line, { pin, meant }, source) => otherPort(line, pin, meant, source),
};

/** GPIOA as GPIOB, PORTB as PORTD, P1OUT as P2OUT: the port of the line, where it is named once. */
function otherPort(line: string, pin: string | undefined, meant: string | undefined, source: string): string | null {
  const [from, to] = [pin, meant].map((name) => /^P([A-K0-9])/.exec(name ?? '')?.[1]);
  if (!from || !to) return null;
  // Several writes through the wrong port are not mended by one line.
  const writes = new RegExp(
    `^(?!.*(?:CLK|RCC|RCU|_Init|clock|mode_setup)).*\\b(?:GPIO|PORT|P)${from}(?=\\b|OUT\\b)`,
    'gm',
  );
  if ((source.match(writes)?.length ?? 0) !== 1) return null;
  const port = new RegExp(`\\b(GPIO|PORT|P)${from}(?=\\b|OUT\\b)`, 'g');
  return [...line.matchAll(port)].length === 1 ? line.replace(port, `$1${to}`) : null;
}

/**
 * Gives each finding the line that mends it. Every patch is put in, the program is compiled and run again, and only where
 * that run no longer shows the mistake, nor another one in its place, is the line offered.
 * @param again the findings of a changed text; null where it cannot be run to a result.
 */
export function withProvenFixes(
  found: Located[],
  source: string,
  steps: number,
  again: (source: string) => Finding[] | null,
): Finding[] {
  const lines = source.split('\n');
  let tried = 0;
  return found.map(({ finding, line, names }) => {
    const old = lines[line - 1];
    const mended = old === undefined ? null : (MENDS[finding.kind]?.(old, names, source) ?? null);
    if (mended === null || mended === old || steps > STEP_LIMIT || tried >= TRIED) return finding;
    tried += 1;
    const after = again([...lines.slice(0, line - 1), mended, ...lines.slice(line)].join('\n'));
    const holds =
      after !== null &&
      after.length < found.length &&
      after.filter((each) => each.kind === finding.kind).length <
        found.filter((each) => each.finding.kind === finding.kind).length;
    return holds ? { ...finding, fix: mended.trim() } : finding;
  });
}
