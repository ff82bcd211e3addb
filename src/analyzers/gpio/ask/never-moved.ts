import { bareLines } from './declared.ts';
import { tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, lineList, say } from './text.ts';

const SBIT = /^\s*sbit\s+(\w+)\s*=\s*(P\d)\s*\^\s*(\d)/;

/**
 * "Is LED on?" of an 8051's `sbit LED = P1^0` that is only written 1: its ports are 1 after reset, so the run never sees it
 * move, and the one pin that does is not meant.
 */
export function aboutNeverMoved(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const code = bareLines(facts);
  const asked = tokensOf(question).map((token) => token.toLowerCase());
  const declared = code.flatMap((text, i) => {
    const [, name, port, bit] = SBIT.exec(text) ?? [];
    return name && asked.includes(name.toLowerCase())
      ? [{ name, pin: `${port}.${bit}`, line: i + facts.firstLine }]
      : [];
  });
  const [only, other] = declared;
  const known = [...facts.outputs, ...facts.inputs];
  const others = known.flatMap(({ pin, aliases }) => [pin, ...aliases].map((name) => name.toLowerCase()));
  if (!only || other || known.some(({ pin }) => pin === only.pin) || asked.some((token) => others.includes(token)))
    return null;
  const uses = code.flatMap((text, i) =>
    new RegExp(`\\b${only.name}\\b`).test(text) && i + facts.firstLine !== only.line
      ? [{ text, line: i + facts.firstLine }]
      : [],
  );
  // Read, copied, or written anything else: then it is the run that tells.
  const ones = new RegExp(`(?<![\\w!~])${only.name}\\s*=\\s*(?:1|0x0?1)\\s*(?=[;,])`, 'g');
  const named = new RegExp(`\\b${only.name}\\b`);
  if (uses.length === 0 || uses.some(({ text }) => named.test(text.replace(ones, '')))) return null;
  const lines = uses.map(({ line }) => line);
  const who = `${only.name} (${only.pin})`;
  return answer(
    asking,
    say(
      asking,
      `${who} 一直是高电平，从不变化：8051 的端口复位后就是 1，${lineList(asking, lines)}写的也是 1。灯接成低电平点亮它就一直灭，接成高电平点亮就一直亮。`,
      `${who} stays high and never changes: an 8051's ports are 1 after reset, and ${lineList(asking, lines)} ${lines.length > 1 ? 'write' : 'writes'} 1 as well. A light that is on at low stays off, one that is on at high stays on.`,
    ),
    [only.line, ...lines],
    0.9,
  );
}
