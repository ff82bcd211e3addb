import { loadKnowledge } from '../../knowledge/load.ts';
import { restLevel } from './behaviour.ts';
import { statedActiveLevel } from './claims/level-words.ts';
import { blankComments, commentsOf } from './code.ts';
import type { GpioFacts, NamedPin } from './facts.ts';

/** Level of a pin after the first `events` changes of the run. */
export function levelAfter(facts: GpioFacts, pin: string, events: number): 0 | 1 {
  for (let i = Math.min(events, facts.events.length) - 1; i >= 0; i--) {
    const change = facts.events[i]!.find((each) => each.pin === pin);
    if (change) return change.level;
  }
  return restLevel(facts);
}

/** Every change of one pin: number of the event, level, where. */
export function changesOf(facts: GpioFacts, pin: string): { index: number; level: 0 | 1; line: number }[] {
  return facts.events.flatMap((changes, index) => {
    const change = changes.find((each) => each.pin === pin);
    return change ? [{ index, level: change.level, line: facts.eventInfo[index]!.line }] : [];
  });
}

const ON =
  /(?:^|[^A-Za-z])(?:turn_?|light_?|switch_?)?(?:led|lamp|light|relay|beep|buzz\w*|l)?\w*?_?(?:ON|On|_on)(?:\b|_?\d|\()/;
const OFF = /(?:^|[^A-Za-z])\w*?_?(?:OFF|Off|_off)(?:\b|_?\d|\()/;
const SAYS_ON = /点亮|打开|开灯|亮(?!度)|\bon\b/i;
const SAYS_OFF = /熄灭|关闭|关灯|灭|\boff\b/i;

/**
 * The level that means "on" for a pin as the program itself sees it: said in a comment, shown by the names of its
 * functions or the words behind its writes, or known of the board; null where none of them tells.
 */
export function onLevel(facts: GpioFacts, pin: NamedPin): 0 | 1 | null {
  const pins = known.get(facts) ?? new Map<string, 0 | 1 | null>();
  known.set(facts, pins);
  let level = pins.get(pin.pin);
  if (level === undefined) pins.set(pin.pin, (level = levelMeantOn(facts, pin)));
  return level;
}

/** Many answers ask it of every pin. */
const known = new WeakMap<GpioFacts, Map<string, 0 | 1 | null>>();

function levelMeantOn(facts: GpioFacts, pin: NamedPin): 0 | 1 | null {
  const comments = commentsOf(facts.source);
  const stated = statedActiveLevel(comments);
  if (stated) return stated.level;
  const lines = facts.source.split('\n');
  const code = blankComments(facts.source).split('\n');
  const votes = [0, 0];
  for (const { index, level } of changesOf(facts, pin.pin).slice(0, 200)) {
    const info = facts.eventInfo[index]!;
    const places = [info.line, ...info.calls.map((call) => Number(call.slice(call.lastIndexOf(':') + 1)))].map(
      (line) => line - facts.firstLine,
    );
    for (const [depth, at] of places.entries()) {
      const text = code[at] ?? '';
      const behind = comments.find((comment) => comment.behindCode && comment.line === at + 1)?.text ?? '';
      const words = depth === 0 && info.function ? `${text} ${info.function}(` : text;
      const on = ON.test(words) || SAYS_ON.test(behind);
      const off = OFF.test(words) || SAYS_OFF.test(behind);
      if (on === off || !lines[at]) continue;
      votes[on === (level === 1) ? 1 : 0]! += 1;
    }
  }
  if (votes[0]! > 0 !== votes[1]! > 0) return votes[1]! > 0 ? 1 : 0;
  const board = loadKnowledge('boards').find((each) =>
    facts.assumptions.some((assumption) => assumption.name === each.id),
  );
  return board?.activeLevel ?? null;
}
