/** Lines of the program by what they did to pins in the run. */
import { labelOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { onLevel } from '../levels.ts';
import { duration, list, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, dot, lineList, lineText, say } from './text.ts';

const bitOf = ({ pin }: NamedPin): number => Number(/(\d+)$/.exec(pin)?.[1] ?? Number.NaN);

/** The lines that an event came from, from the inside out. */
const placesOf = ({ eventInfo }: GpioFacts, index: number): number[] => {
  const { line, calls } = eventInfo[index]!;
  return [line, ...calls.map((call) => Number(call.slice(call.lastIndexOf(':') + 1)))];
};

const WHICH_LINE =
  /哪(?:一)?(?:行|句|条|段|个(?:语句|循环|for|函数))|什么地方|哪里|\b(?:which|what) (?:line|statement|part|loop|call|instruction)\b|\bwhere\b/i;
const BACK =
  /往?回(?:走|跑|来|移|流|闪)?|反(?:方?向|着)|倒(?:着|回|流)|返回|右移|掉头|\b(?:back(?:wards?)?|reverse\w*|return\w*|other (?:way|direction)|down|right(?:wards?)?)\b/i;
const MOVES = /灯|流水|移|走|跑|流|亮|\b(?:light|led|run\w*|mov\w*|shift\w*|go\w*|rotat\w*|travel\w*|com\w*)\b/i;

/** Which way each line of a running light moves it: whether the pin that comes on has a higher bit than the one before. */
function waysOf(facts: GpioFacts): Map<number, number[]> {
  const ways = new Map<number, number[]>();
  let before: Record<0 | 1, number | null> = { 0: null, 1: null };
  for (const [i, changes] of facts.events.entries()) {
    const now = { ...before };
    for (const level of [0, 1] as const) {
      const own = changes.filter((change) => change.level === level);
      if (own.length !== 1) continue;
      const bit = bitOf(own[0]!);
      const last = before[level];
      now[level] = bit;
      if (last === null || Number.isNaN(bit) || Math.abs(bit - last) !== 1) continue;
      const { line } = facts.eventInfo[i]!;
      ways.set(line, [...(ways.get(line) ?? []), bit - last]);
    }
    before = now;
  }
  return ways;
}

/** "Which line makes the light run back": the line whose writes move it the other way than the first ones do. */
export function aboutWayBack(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHICH_LINE.test(question) || !BACK.test(question) || !MOVES.test(question)) return null;
  const ways = [...waysOf(facts)].flatMap(([line, steps]) => {
    const sum = steps.reduce((a, b) => a + b, 0);
    return Math.abs(sum) >= 0.7 * steps.length && steps.length >= 2 ? [{ line, up: sum > 0 }] : [];
  });
  const [first] = ways;
  if (!first) return null;
  const back = ways.filter(({ up }) => up !== first.up);
  const shown = (lines: { line: number }[]): string =>
    lines
      .slice(0, 3)
      .map(({ line }) =>
        say(
          asking,
          `第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\``,
          `line ${line}, \`${quoted(lineText(facts, line) ?? '')}\``,
        ),
      )
      .join(say(asking, '、', '; '));
  const way = (up: boolean): string =>
    say(
      asking,
      up ? '从低位到高位（左移方向）' : '从高位到低位（右移方向）',
      up ? 'from the low bit to the high bit (to the left)' : 'from the high bit to the low bit (to the right)',
    );
  if (back.length === 0)
    return answer(
      asking,
      say(
        asking,
        `没有往回走的：灯只${way(first.up)}走（${shown([first])}），走完从头再来。`,
        `None: the light only runs ${way(first.up)} (${shown([first])}) and then starts over.`,
      ),
      [first.line],
      0.86,
    );
  return answer(
    asking,
    say(
      asking,
      `${shown(back)}：它让灯${way(back[0]!.up)}走；去的时候是${shown(ways.filter(({ up }) => up === first.up))}。`,
      `${shown(back)[0]!.toUpperCase()}${shown(back).slice(1)}: it moves the light ${way(back[0]!.up)}; the way out is ${shown(ways.filter(({ up }) => up === first.up))}.`,
    ),
    back.map(({ line }) => line),
    0.9,
  );
}

const EITHER =
  /(?:点?亮|打开|开|通|吸合|响|高|置位?|1)(?:电平)?(?:它|灯)?(?:还是|或者?是?|or)(?:熄?灭|关闭?|断|停|低|清零?|0)|(?:熄?灭|关闭?|断|停|低|清零?|0)(?:电平)?(?:它|灯)?(?:还是|或者?是?|or)(?:点?亮|打开|开|通|吸合|响|高|置位?|1)|\b(?:on|off|high|low|set|clear)s?\b(?: \w+){0,2} or (?:\w+ ){0,2}\b(?:off|on|low|high|clear|reset|set)s?\b|\b(?:light|lights|turn on|turns on) or (?:\w+ )?(?:dark\w*|off|extinguish)\b/i;
const OF_PRESS = /按|松|\b(?:press|releas|hold|held|button|key|after|when|at)\w*\b|之?后|时候|上电|开机/i;

/** "往 BRR 写 1 是点亮还是熄灭": what the lines with that name did each time they ran. */
export function aboutEitherEffect(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!EITHER.test(question) || OF_PRESS.test(question)) return null;
  const code = bareLines(facts);
  for (const token of tokensOf(question)) {
    if (token.length < 3 || /^(?:LED|led|low|high|set|off|clear|reset|the)$/i.test(token)) continue;
    if ([...facts.outputs, ...facts.inputs].some(({ pin, aliases }) => [pin, ...aliases].includes(token))) continue;
    const name = new RegExp(`(?<!\\w)${token.replace(/[^\w]/g, '\\$&')}(?!\\w)`);
    const lines = code.flatMap((text, i) => (name.test(text) && !/^\s*#/.test(text) ? [i + facts.firstLine] : []));
    if (lines.length === 0) continue;
    // What one statement of several on a line did is not told by the line.
    if (lines.some((line) => (code[line - facts.firstLine]!.match(/;/g)?.length ?? 0) > 1)) continue;
    const changes = facts.events.flatMap((each, i) =>
      placesOf(facts, i).some((line) => lines.includes(line)) ? each : [],
    );
    const levels = new Set(changes.map(({ level }) => level));
    const [level] = [...levels];
    if (level === undefined || levels.size !== 1) continue;
    const pins = [...new Map(changes.map((change) => [change.pin, change])).values()];
    const ons = new Set(pins.map((pin) => onLevel(facts, pin)));
    const [on] = ons.size === 1 ? [...ons] : [null];
    const lit = on === null || on === undefined ? null : on === level;
    const head =
      lit === null
        ? say(asking, level ? '变高电平' : '变低电平', level ? 'High' : 'Low')
        : say(asking, lit ? '点亮（打开）' : '熄灭（关闭）', lit ? 'On' : 'Off');
    const why =
      lit === null
        ? say(asking, '；哪个电平点亮代码没说', '; the paste does not say which level is on')
        : say(asking, `，而这里${on ? '高' : '低'}电平有效`, `, and here a ${on ? 'high' : 'low'} level is on`);
    return answer(
      asking,
      say(
        asking,
        `${head}：${token}（${lineList(asking, lines)}）让 ${list(pins.slice(0, 6).map(labelOf), 'zh')} 变${level ? '高' : '低'}${why}。`,
        `${head}: ${token} (${lineList(asking, lines)}) drives ${list(pins.slice(0, 6).map(labelOf), 'en')} ${level ? 'high' : 'low'}${why}.`,
      ),
      lines,
      0.9,
    );
  }
  return null;
}

const LAST = /最后(?:一个|一盏|一颗)?|\blast\b|\bfinal\b/i;
const FIRST = /最先|第一个|首先|先|\bfirst\b/i;
const WENT_OFF = /灭|关|熄|变低|\b(?:off|out|dark|low)\b/i;
const WENT_ON = /亮|开|响|变高|\b(?:on|lit|light\w*|high)\b/i;
const WHICH = /哪|几号|什么|谁|\b(?:which|what)\b/i;

/** "最后一个灭的是几号脚": of one pass of the main loop, the first or last pin that went to a level. */
export function aboutLastOf(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const last = LAST.test(question);
  if (!WHICH.test(question) || !(last || FIRST.test(question))) return null;
  if (/行|\bline\b|函数|function|秒|\bms\b|按|press|状态|值|\bvalue\b|结束|停|\bend\b/i.test(question)) return null;
  const off = WENT_OFF.test(question);
  if (off === WENT_ON.test(question) || (!last && !off)) return null;
  const [, one, two] = facts.passes;
  if (!one || !two || facts.outputs.length < 2) return null;
  const level = (pin: NamedPin): 0 | 1 => {
    const on = onLevel(facts, pin) ?? 1;
    return (off ? 1 - on : on) as 0 | 1;
  };
  const own = facts.events
    .slice(one.events, two.events)
    .flatMap((changes, i) =>
      changes.filter((change) => change.level === level(change)).map((change) => ({ change, index: one.events + i })),
    );
  const found = last ? own.at(-1) : own[0];
  if (!found || own.filter(({ index }) => index === found.index).length > 1) return null;
  const { line } = facts.eventInfo[found.index]!;
  const word = say(asking, off ? '灭（关）' : '亮（开）', off ? 'off' : 'on');
  return answer(
    asking,
    say(
      asking,
      `${labelOf(found.change)}：主循环每一遍里它${last ? '最后' : '最先'}${word}，第 ${line} 行；顺序是 ${own
        .slice(0, 8)
        .map(({ change }) => labelOf(change))
        .join(' → ')}${dot(asking)}`,
      `${labelOf(found.change)}: in each pass of the main loop it is the ${last ? 'last' : 'first'} to go ${word} (line ${line}); the order is ${own
        .slice(0, 8)
        .map(({ change }) => labelOf(change))
        .join(' → ')}${dot(asking)}`,
    ),
    [line],
    0.9,
  );
}

const LONG = /长|最久|\blong(?:er|est)?\b/i;
const SHORT = /短|\bshort(?:er|est)?\b/i;
const LONG_WHAT =
  /长[亮响叫鸣]|(?:长|短)的?(?:那一?[声下次]|一[声下次])|[响亮叫](?:得|的)?(?:比较|最)?(?:长|久|短)|短[亮响叫鸣]|\b(?:long|short)(?:er|est)? (?:beep|flash|blink|pulse|one|light|sound|tone)\w*\b/i;

/** "哪一行让它长响": where the longest, or shortest, time on of the one output comes from. */
export function aboutLongOne(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHICH_LINE.test(question) || !LONG_WHAT.test(question)) return null;
  const long = LONG.test(question);
  if (long === SHORT.test(question)) return null;
  const [pin, other] = facts.outputs;
  if (!pin || other) return null;
  const on = onLevel(facts, pin) ?? 1;
  const own = facts.events.flatMap((changes, i) => {
    const change = changes.find((each) => each.pin === pin.pin);
    return change ? [{ level: change.level, index: i, seconds: facts.eventInfo[i]!.seconds }] : [];
  });
  const spans = own
    .slice(0, -1)
    .flatMap(({ level, index, seconds }, i) =>
      level === on ? [{ index, seconds: own[i + 1]!.seconds - seconds }] : [],
    );
  const kinds = new Set(spans.map(({ seconds }) => seconds.toPrecision(2)));
  if (kinds.size < 2) return null;
  const [first] = [...spans].sort((a, b) => (long ? b.seconds - a.seconds : a.seconds - b.seconds));
  const places = placesOf(facts, first!.index).filter((line) => line > 0);
  // The place that only this kind of time on comes from.
  const kind = first!.seconds.toPrecision(2);
  const others = new Set(
    spans.filter(({ seconds }) => seconds.toPrecision(2) !== kind).flatMap(({ index }) => placesOf(facts, index)),
  );
  const outer = places.find((line) => !others.has(line)) ?? places.at(-1)!;
  const time = duration(first!.seconds, asking.language);
  const inner = places[0]!;
  const text = quoted(lineText(facts, outer) ?? '');
  return answer(
    asking,
    say(
      asking,
      `第 ${outer} 行 \`${text}\`：${labelOf(pin)} 这一次${long ? '最长' : '最短'}，${time}${inner === outer ? '' : `（电平写在第 ${inner} 行）`}。`,
      `Line ${outer}, \`${text}\`: this time on of ${labelOf(pin)} is the ${long ? 'longest' : 'shortest'}, ${time}${inner === outer ? '' : ` (the level is written on line ${inner})`}.`,
    ),
    [outer, inner],
    0.9,
  );
}
