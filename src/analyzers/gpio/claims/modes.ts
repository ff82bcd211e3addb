import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';

const MODE_WORDS: { of: string; said: RegExp; denied: RegExp; zh: string; en: string }[] = [
  {
    of: 'pull',
    said: /上拉|pull[- ]?up/i,
    denied: /\b\w*(?:_IPD|PULLDOWN|PuPd_DOWN|PULL_DOWN)\b/,
    zh: '代码配置的是下拉',
    en: 'the code sets a pull-down',
  },
  {
    of: 'direction',
    said: /\bas (?:an )?output\b|^\s*output\s*$|设[为成]输出|输出模式/i,
    denied: /\b(?:INPUT|INPUT_PULLUP|GPIO_IN|GPIO_MODE_INPUT|GPIO_Mode_(?:IN|IN_FLOATING|IPU|IPD))\b/,
    zh: '代码配置的是输入',
    en: 'the code makes it an input',
  },
  {
    of: 'direction',
    said: /\bas (?:an )?input\b|^\s*input\s*$|设[为成]输入|输入模式|internal pull[- ]?up|内部上拉/i,
    denied: /\b(?:OUTPUT|GPIO_OUT|GPIO_MODE_OUTPUT(?:_PP|_OD)?|GPIO_Mode_(?:OUT|Out_PP|Out_OD))\b/,
    zh: '代码配置的是输出',
    en: 'the code makes it an output',
  },
  {
    of: 'pull',
    said: /下拉|pull[- ]?down/i,
    denied: /\b\w*(?:_IPU|PULLUP|PuPd_UP|PULL_UP)\b/,
    zh: '代码配置的是上拉',
    en: 'the code sets a pull-up',
  },
  {
    of: 'drive',
    said: /推挽|push[- ]?pull/i,
    denied: /\b(?:GPIO_Mode_Out_OD|GPIO_MODE_OUTPUT_OD|GPIO_OType_OD|GPIO_MODE_OUT_OD|LL_GPIO_OUTPUT_OPENDRAIN)\b/,
    zh: '代码配置的是开漏',
    en: 'the code sets open drain',
  },
  {
    of: 'drive',
    said: /开漏|open[- ]?drain/i,
    denied: /\b(?:GPIO_Mode_Out_PP|GPIO_MODE_OUTPUT_PP|GPIO_OType_PP|GPIO_MODE_OUT_PP|LL_GPIO_OUTPUT_PUSHPULL)\b/,
    zh: '代码配置的是推挽',
    en: 'the code sets push-pull',
  },
];
const PIN_WORD = /\bP([A-K])[ _.]?(\d{1,2})\b/g;

/** A mode or a pin named beside the constant that sets another one. */
export function modeClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const found: Claim[] = [];
  for (const comment of comments) {
    const code = comment.behindCode
      ? (evidence.codeLines[comment.line - 1] ?? '')
      : setUpBelow(evidence, comment, comments);
    if (code === '') continue;
    for (const { of, said, denied, zh, en } of MODE_WORDS) {
      if (
        said.test(comment.text) &&
        denied.test(code) &&
        MODE_WORDS.every((other) => other.said === said || other.of !== of || !other.said.test(comment.text))
      ) {
        found.push({ line: evidence.lineOf(comment.line), quote: comment.text, holds: false, why: { zh, en } });
      }
    }
    if (!comment.behindCode) continue;
    const pins = [...comment.text.matchAll(PIN_WORD)];
    const numbers = [...code.matchAll(/\bGPIO_?P(?:IN|in)_?(\d{1,2})\b/g)].map((match) => Number(match[1]));
    if (pins.length === 1 && numbers.length === 1) {
      const holds = Number(pins[0]![2]) === numbers[0];
      found.push({
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds,
        why: { zh: `代码里是 ${numbers[0]} 号引脚`, en: `the code has pin ${numbers[0]}` },
      });
    }
    const mismatch = pinBeside(evidence, comment, code);
    if (mismatch) found.push(mismatch);
  }
  return found;
}

const FIELD = /^\s*\w+(?:\.|->)\w+\s*=[^=;]*;\s*$/;
const MOST_FIELDS = 8;

/** The one set-up right below a comment: the fields of its struct, and the call that takes it; '' where it is anything else. */
function setUpBelow(evidence: Evidence, comment: Comment, comments: readonly Comment[]): string {
  const lines: string[] = [];
  for (let line = comment.endLine + 1; line <= comment.endLine + 1 + MOST_FIELDS; line++) {
    const text = evidence.codeLines[line - 1] ?? '';
    if (/\b\w*[Ii]nit\w*\s*\([^;]*&/.test(text)) {
      const pins = lines.filter((each) => /(?:\.|->)(?:GPIO_)?[Pp]ins?\s*=/.test(each)).length;
      return lines.length > 0 && pins <= 1 ? lines.join('\n') : '';
    }
    if (
      !FIELD.test(text) ||
      (line > comment.endLine + 1 && comments.some((each) => each.line === line && !each.behindCode))
    )
      return '';
    lines.push(text);
  }
  return '';
}

const PORT_PIN = /\b(?:P([A-K])[ _.]?(\d{1,2})|P([0-9])\.([0-7]))\b/g;
const BIT_WORD =
  /\b(?:BIT_?(\d{1,2})|_BV\s*\(\s*(?:P[A-L])?(\d{1,2})\s*\)|1[uUlL]*\s*<<\s*\(?\s*(?:P[A-L])?(\d{1,2})\b)/g;

/** `P1DIR |= BIT6; // P1.0 as output`: one pin said, one bit written, and they differ. */
function pinBeside(evidence: Evidence, comment: Comment, code: string): Claim | null {
  const pins = [...comment.text.matchAll(PORT_PIN)];
  const bits = [...code.matchAll(BIT_WORD)];
  if (pins.length !== 1 || bits.length !== 1 || /[-/+]\s*\d|\bto\b|到|not|instead|不是|原/.test(comment.text))
    return null;
  // Two-bit and four-bit fields have other shifts than the pin's number.
  const writes =
    /\b(?:P\dDIR|P\dOUT|P\dREN|P\dIE|P\dIES|DDR[A-L]|PORT[A-L]|PIN[A-L]|\w+->(?:ODR|BSRR|BRR|OTYPER))\b/.exec(code);
  if (!writes) return null;
  const said = Number(pins[0]![2] ?? pins[0]![4]);
  const is = Number(bits[0]!.slice(1).find((group) => group !== undefined));
  const port = pins[0]![1] ?? pins[0]![3]!;
  const own = /^(?:P(\d)|DDR([A-L])|PORT([A-L])|PIN([A-L])|GPIO([A-K]))/.exec(writes[0]);
  const named = own?.slice(1).find((group) => group !== undefined);
  if (said === is || (named !== undefined && named !== port) || (/BSRR|BRR/.test(writes[0]) && is === said + 16))
    return null;
  return {
    line: evidence.lineOf(comment.line),
    quote: comment.text,
    holds: false,
    why: { zh: `代码里是 ${is} 号引脚`, en: `the code has pin ${is}` },
  };
}
