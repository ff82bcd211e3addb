import { labelOf } from '../behaviour.ts';
import { isDelayName } from '../delay-names.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { levelAfter, onLevel } from '../levels.ts';
import { duration, list } from '../words.ts';
import { type Declared, declaredIn } from './declared.ts';
import { factsWith } from './edited.ts';
import { bodyOf, changesBeforeLoop, codeOf, endlessLoop } from './places.ts';
import { type Answer, type Asking, about, answer, brief, dot, lineList, say } from './text.ts';
import { watch } from './watched.ts';

/** Pins and changes of one pin that are told. */
const PINS_TOLD = 8;
const TOLD_SINGLY = 4;
/** Below this one change follows the other at once. */
const AT_ONCE_SECONDS = 20e-6;

const ENTRY = /^(?:main|setup|loop|app_main)$/;
const NUMBER = /^-?(?:0[xXbB][\da-fA-F]+|\d+(?:\.\d+)?)[uUlLfF]*$/;
const KNOWN = /^(?:true|false|TRUE|FALSE|HIGH|LOW|ON|OFF|NULL)$/;
const CALL = /([A-Za-z_]\w*)\s*[(（]\s*([^()（）]{0,60}?)\s*[)）]/g;
/** "blink with 5", "blink 传 5 进去", "show 的参数是 2". */
const GIVEN =
  /([A-Za-z_]\w*)\s*(?:函数)?\s*(?:\b(?:is |gets? )?(?:called |run )?(?:with|given|passed)(?: (?:an? )?(?:argument|parameter|value|n|x)?(?: ?= ?| of )?)?|(?:里|的)?(?:传入?|给|参数(?:是|为|传|=)?|填|输入)了?)\s*(-?\d+)(?![\w.])/i;
const ASKS =
  /什么|啥|几|多少|多[久长]|怎么?样|哪|吗|效果|作用|干|结果|[亮灭响闪动]|\b(?:what|which|how|does|do|will|is|are|happens?|effect)\b/i;
const ASKS_WHERE =
  /干(?:什么|嘛|啥)用|有(?:什么|啥)用|用来|目的|\b(?:what|purpose)\b.{0,30}\bfor\b|\bpurpose\b|哪一?行|哪里(?:调用|用)|谁调用|调用(?:了)?(?:几|多少)次|为什么|为何|\b(?:which line|where|who calls|called from|why|how (?:many times|often) (?:is|does|do|was).{0,30}\bcall\w*)\b/i;

interface Call {
  name: string;
  args: string[];
}

/** A call of a function of the paste with values that the question gives; null where it names none. */
function callIn({ question, facts }: Asking, declared: readonly Declared[]): Call | null {
  const own = (name: string) => facts.functions.find((each) => each.name === name && !ENTRY.test(name));
  const constant = (arg: string): boolean =>
    NUMBER.test(arg) ||
    KNOWN.test(arg) ||
    declared.some(({ name, kind, type }) => name === arg && (kind !== 'variable' || /\bconst\b/.test(type ?? '')));
  for (const [, name, inside] of question.matchAll(CALL)) {
    const args = inside === '' ? [] : inside!.split(/[,，]/).map((arg) => arg.trim());
    if (own(name!) && !isDelayName(name!) && args.every(constant)) return { name: name!, args };
  }
  const given = GIVEN.exec(question);
  return given && own(given[1]!) && !isDelayName(given[1]!) ? { name: given[1]!, args: [given[2]!] } : null;
}

/** The program with nothing but this call in its endless loop. */
function looping(facts: GpioFacts, { name, args }: Call): GpioFacts | null {
  const code = codeOf(facts);
  const target = facts.functions.find((each) => each.name === name)!;
  const head = new RegExp(`\\b${name}\\s*\\(([^()]*)\\)\\s*\\{`).exec(code);
  const parameters = (head?.[1] ?? '').trim();
  const count = parameters === '' || parameters === 'void' ? 0 : parameters.split(',').length;
  if (!head || count !== args.length || target.calls.includes(name)) return null;
  const loop = facts.functions.find((each) => each.name === 'loop');
  const main = facts.functions.find((each) => /^(?:main|app_main)$/.test(each.name));
  const body = loop ? bodyOf(code, facts, loop) : main ? endlessLoop(code, bodyOf(code, facts, main)) : null;
  if (!body) return null;
  const old = facts.source.slice(body.from, body.to);
  const fresh = `${old.startsWith('{') ? '{' : ' {'} ${name}(${args.join(', ')}); }${'\n'.repeat(old.split('\n').length - 1)}`;
  const lines = (facts.source.slice(0, body.from) + fresh + facts.source.slice(body.to)).split('\n');
  return factsWith(
    facts,
    lines.map((text, i) => ({ line: i + facts.firstLine, text, from: '', to: '' })),
  );
}

interface Pulse {
  level: 0 | 1;
  seconds: number;
  line: number;
}

/** "on (high)" where the paste says which level is on, else the level alone. */
const levelWords = (asking: Asking, pin: NamedPin, level: 0 | 1): string =>
  onLevel(asking.facts, pin) === null
    ? say(asking, level ? '高电平' : '低电平', level ? 'high' : 'low')
    : brief(asking, pin, level);

/** An estimate has no third digit. */
const spanOf = (asking: Asking, seconds: number, exact: boolean): string =>
  `${about(asking, exact)}${duration(exact ? seconds : Number(seconds.toPrecision(2)), asking.language)}`;

/**
 * What one pin does in the call, in words.
 * @param before its level when the call began: what leaves it and comes back to it is a pulse.
 */
function doing(
  asking: Asking,
  pin: NamedPin,
  changes: Pulse[],
  { before, exact }: { before: 0 | 1; exact: boolean },
): { text: string; times: number } {
  const label = labelOf(pin);
  const pulse = onLevel(asking.facts, pin) ?? ((1 - before) as 0 | 1);
  const span = (seconds: number): string => spanOf(asking, seconds, exact);
  const times = changes.filter(({ level }) => level === pulse).length;
  if (changes.length <= TOLD_SINGLY) {
    const told = changes.map(({ level, seconds, line }, i) => {
      const wait = i === 0 ? 0 : seconds - changes[i - 1]!.seconds;
      const when = wait < AT_ONCE_SECONDS ? '' : say(asking, `过${span(wait)}`, ` after ${span(wait)}`);
      return say(
        asking,
        `${when}变${levelWords(asking, pin, level)}（第 ${line} 行）`,
        `turns ${levelWords(asking, pin, level)}${when} (line ${line})`,
      );
    });
    return { text: `${label} ${told.join(say(asking, '，', ', then '))}`, times };
  }
  const each = (level: 0 | 1): string => {
    const stays = changes
      .slice(0, -1)
      .flatMap((change, i) => (change.level === level ? [span(changes[i + 1]!.seconds - change.seconds)] : []));
    const own = [...new Set(stays)];
    if (own.length === 0 || own.length > 3) return '';
    const word = levelWords(asking, pin, level);
    return say(asking, `，每次${word} ${own.join(' 或 ')}`, `, ${word} for ${own.join(' or ')} each`);
  };
  const place = lineList(
    asking,
    changes.map(({ line }) => line),
  );
  return {
    text: say(
      asking,
      `${label} 变${levelWords(asking, pin, pulse)} ${times} 次${each(pulse)}${each((1 - pulse) as 0 | 1)}（${place}）`,
      `${label} turns ${levelWords(asking, pin, pulse)} ${times} times${each(pulse)}${each((1 - pulse) as 0 | 1)} (${place})`,
    ),
    times,
  };
}

/** "blink(5) 会闪几下", "what does show(2) do": the function is run behind the set-up with what the question gives it. */
export function aboutGivenCall(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS.test(question) || ASKS_WHERE.test(question) || facts.ended === 'not-run') return null;
  const call = callIn(asking, declaredIn(facts));
  if (!call) return null;
  const run = looping(facts, call);
  const begin = run ? changesBeforeLoop(run) : null;
  if (!run || run.trap || begin === null) return null;
  // A loop that waits for nothing and changes nothing more is not gone round twice.
  const end = run.passes[0]?.events ?? (run.loop === null ? run.events.length : null);
  if (end === null || end < begin) return null;
  const told = { ...asking, facts: run };
  const events = run.events.slice(begin, end);
  const exact = run.eventInfo.slice(0, end).every((info) => info.exact);
  const pins = new Map(events.flat().map((change) => [change.pin, change]));
  const changesOf = (pin: string): Pulse[] =>
    events.flatMap((changes, i) => {
      const change = changes.find((each) => each.pin === pin);
      const info = run.eventInfo[begin + i]!;
      return change ? [{ level: change.level, seconds: info.seconds, line: info.line }] : [];
    });
  const shown = [...pins.values()].slice(0, PINS_TOLD);
  const deeds = shown.map((pin) =>
    doing(told, pin, changesOf(pin.pin), { before: levelAfter(run, pin.pin, begin), exact }),
  );
  const watched = watch(run, [], { passes: 3 });
  const ends = watched?.moments.filter(({ change }) => !change) ?? [];
  const [one, two] = [ends.find(({ passes }) => passes === 1), ends.find(({ passes }) => passes === 2)];
  const seconds = one && two ? two.seconds - one.seconds : null;
  // Without a change nothing says whether the times are exact.
  const took = seconds === null ? '' : spanOf(asking, seconds, exact && events.length > 0);
  const text = `${call.name}(${call.args.join(', ')})`;
  const { line, endLine } = facts.functions.find((each) => each.name === call.name)!;
  const head = say(asking, `把 ${text} 单独跑了一遍：`, `Run on its own, ${text} does this: `);
  const [only, other] = deeds;
  const lead =
    only && !other && /几[次下声遍]|多少[次下声]|\bhow (?:many|often)\b/i.test(question)
      ? say(asking, `${only.times} 次。`, `${only.times} times. `)
      : took !== '' && /多[久长]|多少(?:毫|秒|时)|几秒|\bhow long\b/i.test(question)
        ? say(asking, `${took}。`, `${took[0]!.toUpperCase()}${took.slice(1)}. `)
        : '';
  const pinsLeft = shown.map((pin) => `${labelOf(pin)} ${levelWords(told, pin, levelAfter(run, pin.pin, end))}`);
  const dims = [
    ...new Map((watched?.dimmings ?? []).filter(({ passes }) => passes === 0).map((each) => [each.pin, each])).values(),
  ].map(
    (each) =>
      `${labelOf(each)} ${say(asking, '亮度', 'at')} ${each.value}/${each.full} (${Math.round((100 * each.value) / each.full)}%)`,
  );
  const did =
    dims.length > 0
      ? dims.join(say(asking, '，', ', '))
      : deeds.length === 0
        ? say(asking, '没有引脚变化', 'no pin changes')
        : deeds.map((each) => each.text).join(say(asking, '；', '; '));
  const long =
    seconds === null || seconds < AT_ONCE_SECONDS
      ? ''
      : say(asking, `；整个调用${took}`, `; the whole call takes ${took}`);
  const left =
    deeds.length > 1 && deeds.some(({ times }) => times > 1)
      ? say(asking, `；结束时 ${list(pinsLeft, 'zh')}`, `; at its end ${list(pinsLeft, 'en')}`)
      : '';
  if (deeds.length === 0 && dims.length === 0 && long === '') return null;
  const lines = events.map((_, i) => run.eventInfo[begin + i]!.line).filter((at) => at >= line && at <= endLine);
  return answer(asking, `${lead}${head}${did}${long}${left}${dot(asking)}`, lines.length > 0 ? lines : [line], 0.92);
}
