import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { linesOf, NOT_AS_IT_STANDS } from './blocks.ts';

type Edge = 'falling' | 'rising' | 'both' | 'low';

const SAID: [Edge, RegExp][] = [
  [
    'both',
    /\b(?:both|any|either) edges?\b|\b(?:any|every|each|on) (?:logic(?:al)? |level |pin )?changes?\b|\brising (?:and|&|or|\/) ?falling\b|\bfalling (?:and|&|or|\/) ?rising\b|双边沿|双沿|任意(?:边)?沿|任意电平变化|电平变化|上升(?:沿)?[和及与、/]下降沿|下降(?:沿)?[和及与、/]上升沿/i,
  ],
  ['falling', /\bfalling\b|\bnegative[- ]edge\b|\bneg[- ]?edge\b|\bhigh[- ](?:to[- ])?low\b|下降沿|负边?沿/i],
  ['rising', /\brising\b|\bpositive[- ]edge\b|\bpos[- ]?edge\b|\blow[- ](?:to[- ])?high\b|上升沿|正边?沿/i],
  ['low', /\blow[- ]level\b|低电平触发/i],
];
/** The edge a line names in its code. */
const WRITTEN: [Edge, RegExp][] = [
  [
    'both',
    /\b\w*(?:RISING_FALLING|Rising_Falling|FALLING_RISING|CHANGE|ANYEDGE|BOTH(?:_?EDGES?)?|BothEdge|EDGE_RISE \| \w*EDGE_FALL|TOGGLE|HITOLO\w*LOTOHI)\b/,
  ],
  ['falling', /\b\w*(?:FALLING|Falling|NEGEDGE|EDGE_FALL|FALL|HITOLO|FALLING_EDGE|FallingEdge)\b/],
  ['rising', /\b\w*(?:RISING|Rising|POSEDGE|EDGE_RISE|RISE|LOTOHI|RISING_EDGE|RisingEdge)\b/],
];
/** Lines that choose the edge of an interrupt by a register. */
const CHOOSES =
  /\b(?:attachInterrupt|EICR[AB]?|MCUCR|\w*FTSR\w*|\w*RTSR\w*|P\dIES|IT[01]|TCON|INTCON2?|OPTION_REG\w*|INTEDG\w*|CONFIG|PCR|IEV|IBE|EVCTRL|CTRLA|PINnCTRL|EXTIPINSELL)\b|INTEDG|PIN\dCTRL/;
const OF_AN_INTERRUPT = /中断|触发|interrupt|\birq\b|\bisr\b|\bexti\b|\bint\d\b|trigger/i;
const HANDLER = /\b(?:void\s+\w*(?:Handler|_isr|_ISR|Callback|_vect)\w*|ISR\s*\(|__interrupt|interrupt\s+\d)/;
const MOST_LENGTH = 120;

const edgeIn = (text: string, list: readonly [Edge, RegExp][]): Edge | null => {
  const found = list.filter(([, words]) => words.test(text)).map(([edge]) => edge);
  if (found.includes('both')) return 'both';
  return found.length === 1 ? found[0]! : null;
};

const NAMES: Record<Edge, { zh: string; en: string }> = {
  falling: { zh: '下降沿', en: 'a falling edge' },
  rising: { zh: '上升沿', en: 'a rising edge' },
  both: { zh: '两个边沿', en: 'both edges' },
  low: { zh: '低电平', en: 'a low level' },
};

/** Comments that say on which edge an interrupt comes, against the word beside them or what the chip waited for in the run. */
export function edgeClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  const armed = evidence.simulation.machine.watchedPins.filter((each) => each.armed());
  const triggers = new Set(armed.map((each) => each.trigger()));
  const [only] = triggers;
  return comments.flatMap((comment): Claim[] => {
    if (comment.text.length > MOST_LENGTH) return [];
    const said = edgeIn(comment.text, SAID);
    if (!said || (said !== 'both' && NOT_AS_IT_STANDS.test(comment.text))) return [];
    const code = linesOf(evidence, comment, comments).map((line) => evidence.codeLines[line - 1] ?? '');
    const written = [...new Set(code.map((text) => edgeIn(text, WRITTEN)).filter((edge) => edge !== null))];
    const chooses =
      code.some((text) => CHOOSES.test(text)) ||
      (OF_AN_INTERRUPT.test(comment.text) && code.some((text) => HANDLER.test(text)));
    const is =
      written.length === 1 ? written[0]! : written.length === 0 && chooses && triggers.size === 1 ? only : undefined;
    if (is === undefined || said === 'low' || is === 'low') return [];
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: is === said,
        why: { zh: `代码设成${NAMES[is].zh}触发`, en: `the code asks for ${NAMES[is].en}` },
      },
    ];
  });
}
