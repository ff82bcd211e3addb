import { type Line, textOf } from './layout.ts';
import { regions } from './lexer.ts';
import type { Cleared } from './margins.ts';

/** Signs that editors and fonts make of several characters, and what they were made of. */
const MADE_OF: Record<string, string> = {
  '→': '->',
  '⇒': '=>',
  '≥': '>=',
  '≤': '<=',
  '⩾': '>=',
  '⩽': '<=',
  '≠': '!=',
  '≪': '<<',
  '≫': '>>',
  '《': '<<',
  '》': '>>',
  '…': '...',
  '∥': '||',
  '‖': '||',
  '∧': '&&',
  '∨': '||',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
};
const SIGN = /[→⇒≥≤⩾⩽≠≪≫《》…∥‖∧∨ﬀﬁﬂﬃﬄﬅﬆ]|[—–]+|(?<=[\w$])[а-яА-ЯΑ-Ωα-ω]|[а-яА-ЯΑ-Ωα-ω](?=[\w$])/g;
const LIGATURE = /[ﬀ-ﬆ]/;
const WIDE = /[\u2e80-\u2fff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff]/;
/** Letters of other alphabets that look like a Latin one and slip into names from another keyboard. */
const ALIKE: Record<string, string> = Object.fromEntries(
  [
    'аa',
    'еe',
    'оo',
    'рp',
    'сc',
    'хx',
    'уy',
    'іi',
    'АA',
    'ВB',
    'ЕE',
    'КK',
    'МM',
    'НH',
    'ОO',
    'РP',
    'СC',
    'ТT',
    'ХX',
    'ΑA',
    'ΒB',
    'ΕE',
    'ΗH',
    'ΙI',
    'ΚK',
    'ΜM',
    'ΝN',
    'ΟO',
    'ΡP',
    'ΤT',
    'ΧX',
    'οo',
  ].map((pair) => [pair[0]!, pair[1]!]),
);

/** Writes arrows, relations, ligatures and dashes in code as the characters that were typed. */
export function expandSymbols(lines: Line[]): Cleared | null {
  const text = textOf(lines);
  if (text.search(SIGN) < 0) return null;
  const kinds = regions(text);
  const cleared: Cleared = { line: 0, count: 0 };
  let start = 0;
  for (const line of lines) {
    const own = line.text;
    line.text = own.replace(SIGN, (sign, at: number) => {
      const kind = kinds[start + at]!;
      const before = own.slice(0, at);
      const behind = own.slice(at + sign.length);
      const typed = LIGATURE.test(sign) ? MADE_OF[sign]! : kind === 0 ? typedAs(sign, before, behind) : sign;
      if (typed === sign) return sign;
      cleared.line ||= line.from;
      cleared.count++;
      return typed;
    });
    start += own.length + 1;
  }
  return cleared.count > 0 ? cleared : null;
}

function typedAs(sign: string, before: string, behind: string): string {
  const left = before.trimEnd().slice(-1);
  const right = behind.trimStart()[0] ?? '';
  if (WIDE.test(left) || WIDE.test(right)) return sign;
  const operand = /[\w)\]]/.test(left);
  const next = /[\w(&*~!+-]/.test(right);
  if (/^[—–]/.test(sign)) {
    // Word makes a dash of `--`; a Chinese keyboard writes `_` as two.
    if (sign.length === 2 && /\w$/.test(before) && /^\w/.test(behind)) return '_';
    if (operand && /^[;,)\]=<>!&|?:]$/.test(right)) return '--';
    if (/^[>]/.test(behind) && operand && /\w/.test(behind[1] ?? '')) return '-';
    if (sign.startsWith('—') && /^[A-Za-z_]/.test(behind) && /^[;{}(,]?$/.test(left)) return '--';
    return sign;
  }
  if (sign in ALIKE) return ALIKE[sign]!;
  if (sign === '…') return /[,(]/.test(left) && right === ')' ? '...' : sign;
  if (sign === '《' || sign === '》') return operand && next && !/^#/.test(before.trim()) ? MADE_OF[sign]! : sign;
  if (sign === '→') return operand && /[A-Za-z_]/.test(right) ? '->' : sign;
  return operand && next ? (MADE_OF[sign] ?? sign) : sign;
}
