import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { NOT_AS_IT_STANDS } from './blocks.ts';

const BAUD_SAID =
  /(?:\bbaud(?:[ -]?rate)?|波特率)\D{0,8}?(\d{3,7})(?!\d)|(?<!\d)(\d{3,7})\s*(?:的)?\s*(?:\bbaud\b|\bbps\b|波特)|^\s*(\d{3,7})\s*,?\s*8-?N-?1\b/i;
const BAUD_WRITTEN =
  /\bbegin\s*\(\s*(\d{3,7})\s*[,)]|\b\w*(?:uart|usart|serial|printf|debug|com\d?_?init)\w*\s*\(\s*(?:\w+\s*,\s*)?(\d{4,7})\s*[,)]|\b\w*[Bb]aud_?(?:[Rr]ate)?\w*\s*=\s*(\d{3,7})\b|\b\w*BAUD\w*\s+\(?(\d{3,7})U?L?\b/i;
const CLOCK_SAID = /(?<![\d.])(\d+(?:\.\d+)?)\s*([Mk])Hz\b|(?<![\d.])(\d+(?:\.\d+)?)\s*兆/i;
const CLOCK_WRITTEN =
  /\b\w*(?:F_CPU|XTAL|FOSC|HSE|OSC|SYSCLK|SYS_CLK|CPU_CLK|CPU_FREQ|CLOCK_HZ|CORE_CLOCK|MCLK|HCLK|FCPU)\w*(?:\s+|\s*=\s*)\(?(?:\(\w+\))?(\d{5,10})(?:UL|ul|U|L)?\)?\s*;?\s*$/;
const NEAR = 0.01;

/** Figures that a comment repeats from the code beside it, and repeats wrongly: a baud rate, a clock. */
export function figureClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  return comments.flatMap((comment): Claim[] => {
    if (!comment.behindCode || NOT_AS_IT_STANDS.test(comment.text)) return [];
    const code = evidence.codeLines[comment.line - 1] ?? '';
    const claim = (said: number, is: number, unit: string): Claim[] => [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: Math.abs(said - is) <= NEAR * is,
        why: { zh: `代码里是 ${is}${unit}`, en: `the code has ${is}${unit}` },
      },
    ];
    const told = (match: RegExpExecArray | null): number | null => {
      const figure = match?.slice(1).find((group) => group !== undefined);
      return figure === undefined ? null : Number(figure);
    };
    const [saidBaud, baud] = [told(BAUD_SAID.exec(comment.text)), told(BAUD_WRITTEN.exec(code))];
    if (saidBaud !== null && baud !== null) return claim(saidBaud, baud, '');
    const said = CLOCK_SAID.exec(comment.text);
    const clock = told(CLOCK_WRITTEN.exec(code.trimEnd()));
    const more = comment.text.match(/\d+(?:\.\d+)?\s*[Mk]?Hz|\d+(?:\.\d+)?\s*兆/gi) ?? [];
    if (!said || clock === null || more.length !== 1) return [];
    const hertz = Number(said[1] ?? said[3]) * (said[2]?.toLowerCase() === 'k' ? 1e3 : 1e6);
    return claim(hertz, clock, ' Hz');
  });
}
