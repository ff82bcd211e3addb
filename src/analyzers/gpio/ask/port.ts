import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { bareLines } from './declared.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** The port of a pin: of its number, else the port that stands beside it in a call. */
function portOf({ facts }: Asking, pin: NamedPin): { port: string; line: number } | null {
  const names = [pin.pin, ...pin.aliases].filter((name) => /^\w{3,}$/.test(name));
  for (const [i, text] of bareLines(facts).entries())
    for (const [, port, rest] of text.matchAll(/\(\s*(\w*(?:PORT|GPIO)\w*)\s*,([^;]{1,200})/gi))
      if (names.some((name) => new RegExp(`\\b${name}\\b`).test(rest!)))
        return { port: port!, line: i + facts.firstLine };
  const letter = /^P([A-L])_?\d{1,2}$/.exec(pin.pin)?.[1];
  const set = [...facts.outputs, ...facts.inputs].find((each) => each.pin === pin.pin)?.lines;
  return letter && set ? { port: `GPIO${letter}`, line: set[0] } : null;
}

/** "Which port is LED3 on?", "哪些灯在同一个端口": outputs by the port they are driven through. */
export function aboutPort(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/(?:哪|什么|同一?)个?(?:端)?口|\b(?:which|what|same|first|second|third) ports?\b|\bport group\b|端口组/i.test(
      question,
    ) ||
    /串口|serial|com port|网口/i.test(question)
  )
    return null;
  const asked = pinsIn(question, facts).map(({ pin }) => pin);
  const pins = (asked.length > 0 ? asked : facts.outputs).slice(0, 16);
  const groups = new Map<string, { pins: NamedPin[]; line: number }>();
  for (const pin of pins) {
    const found = portOf(asking, pin);
    if (!found) return null;
    const group = groups.get(found.port) ?? { pins: [], line: found.line };
    group.pins.push(pin);
    groups.set(found.port, group);
  }
  if (groups.size === 0) return null;
  const nth = /第?二|\bsecond\b|\b2nd\b|group ?2|组 ?2/i.test(question)
    ? 1
    : /第一|\bfirst\b|\b1st\b|group ?1|组 ?1/i.test(question)
      ? 0
      : null;
  const wanted = nth !== null && groups.size > nth ? [[...groups][nth]!] : [...groups];
  const told = wanted.map(([port, group]) =>
    say(
      asking,
      `${group.pins.map(labelOf).join('、')} 在 ${port}（第 ${group.line} 行）`,
      `${group.pins.map(labelOf).join(', ')} ${group.pins.length > 1 ? 'are' : 'is'} on ${port} (line ${group.line})`,
    ),
  );
  return answer(
    asking,
    `${told.join(say(asking, '；', '; '))}${say(asking, '。', '.')}`,
    [...groups.values()].map(({ line }) => line),
    0.88,
  );
}
