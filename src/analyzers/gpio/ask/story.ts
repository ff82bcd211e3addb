// Above 400 lines: the kinds of question about the run's story, one function each.
import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration, list } from '../words.ts';
import { spotOf } from './changes.ts';
import { pinsIn } from './pins.ts';
import { changesBeforeLoop, instantOf, momentsOf, onOf, outputsAsked, position, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, answer, brief, decline, lineList, onNote, say, state } from './text.ts';

const dot = (asking: Asking): string => say(asking, '。', '.');
const about = (asking: Asking, exact: boolean): string => (exact ? '' : say(asking, '约 ', 'about '));
const noteFor = (asking: Asking, pins: NamedPin[]): string =>
  pins.map((pin) => onNote(asking, pin)).find((note) => note !== '') ?? '';

/** "黄灯一共闪几次", "how many pulses". */
export function aboutCount(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/几次|几下|多少次|多少下|几遍|几个脉冲|多少个脉冲|\bhow many (?:times|pulses|blinks|flashes|edges|toggles|beeps|clocks?(?: pulses)?)\b/i.test(
      question,
    ) ||
    !/亮|闪|灭|翻转|跳|响|脉冲|变|开|\b(?:blink|flash|toggle|pulse|on|off|lit|light|beep|go|change)/i.test(question) ||
    /调用|循环|发送|\bcall|\bloop/i.test(question)
  )
    return null;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const asked = outputsAsked(asking, stretch);
  if (asked.length === 0 || asked.length > 4) return null;
  const every = /翻转|变|跳变|toggle|change|edge/i.test(question);
  const told: string[] = [];
  const lines: number[] = [];
  for (const { pin, name } of asked) {
    const on = /灭|\boff\b/i.test(question) && !/亮灭/.test(question) ? 1 - onOf(facts, pin) : onOf(facts, pin);
    const all = changesOf(facts, pin.pin);
    const looping = stretch.looping && all.some((change) => change.index >= stretch.from);
    const hits = all.filter(
      (change) =>
        // A pin that rests while the others go round did all it does before.
        (!looping || (change.index >= stretch.from && change.index < stretch.to)) && (every || change.level === on),
    );
    const byLine = new Map<number, number>();
    for (const hit of hits) {
      const line = spotOf(facts, hit.index);
      byLine.set(line, (byLine.get(line) ?? 0) + 1);
    }
    lines.push(...byLine.keys());
    const where = [...byLine]
      .map(([line, count]) =>
        byLine.size === 1
          ? say(asking, `第 ${line} 行`, `line ${line}`)
          : say(asking, `第 ${line} 行 ${count} 次`, `line ${line} ${count}×`),
      )
      .join(say(asking, '，', ', '));
    const label = name || labelOf(pin);
    const round =
      looping && stretch.seconds !== null
        ? say(
            asking,
            `每一轮（${about(asking, stretch.exact)}${duration(stretch.seconds, 'zh')}）`,
            ` in each round of ${about(asking, stretch.exact)}${duration(stretch.seconds, 'en')}`,
          )
        : looping
          ? say(asking, '每一轮', ' in each round')
          : say(asking, '总共', ' altogether');
    const verb = every
      ? say(asking, '变化', 'changes')
      : on === onOf(facts, pin)
        ? say(asking, '亮（打开）', 'comes on')
        : say(asking, '灭（关闭）', 'goes off');
    told.push(
      say(
        asking,
        `${label} ${round}${verb} ${hits.length} 次${where ? `：${where}` : ''}`,
        `${label} ${verb} ${hits.length} ${hits.length === 1 ? 'time' : 'times'}${round}${where ? `: ${where}` : ''}`,
      ),
    );
  }
  return answer(
    asking,
    `${told.join(say(asking, '；', '; '))}${
      every
        ? ''
        : noteFor(
            asking,
            asked.map(({ pin }) => pin),
          )
    }${dot(asking)}`,
    lines,
    0.85,
  );
}

/** "Which LED is the fastest?", "哪个灯亮得最久", "亮的时间长还是灭的时间长". */
export function aboutExtreme(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const speed = /快|慢|频繁|\bfast|\bslow|\bfrequent|\bmost often/i.test(question);
  const length = /久|长|短|\blong|\bshort/i.test(question);
  const least = /慢|短|\bslow|\bshort/i.test(question);
  const last = /最后|\blast\b/i.test(question) && /亮|开|\bon\b|light|lit|led|灯/i.test(question);
  const compares =
    /(?:哪|谁|which|what|who).{0,24}(?:最|更|快|慢|久|长|短|est\b|er\b|\bmost\b|\blast\b)|最后.{0,6}(?:哪|什么)|一样[快长久]|还是.{0,8}[快慢长短久]|\b(?:longer|shorter|faster|slower) than\b/i;
  if (!(speed || length || last) || !compares.test(question)) return null;
  if (/延[时迟]|delay|晶振|主频|clock speed|中断|波特|baud/i.test(question)) return null;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const asked = outputsAsked(asking, stretch);
  const pins = asked.map(({ pin }) => pin);
  if (pins.length === 1 && /亮|\bon\b|高|high/i.test(question) && /灭|\boff\b|低|low/i.test(question))
    return onAgainstOff(asking, pins[0]!);
  if (pins.length < 2 || pins.length > 16) return null;
  const figures = pins.map((pin) => {
    const spans = spansOf(facts, pin.pin, stretch);
    const on = spans.filter((span) => span.level === onOf(facts, pin));
    const off = /灭|\boff\b|dark/i.test(question) && !/亮|\bon\b/i.test(question);
    const chosen = off ? spans.filter((span) => span.level !== onOf(facts, pin)) : on;
    return {
      pin,
      changes: spans.length,
      total: chosen.reduce((sum, span) => sum + span.to - span.from, 0),
      first: Math.min(...on.map((span) => span.from)),
      lines: spans.map((span) => spotOf(facts, span.begins)),
    };
  });
  const measure = (figure: (typeof figures)[number]): number =>
    last ? figure.first : speed ? figure.changes : figure.total;
  if (!last && !speed && figures.every(({ total }) => total === 0)) return null;
  const ranked = [...figures].sort((a, b) => (least ? measure(a) - measure(b) : measure(b) - measure(a)));
  const best = measure(ranked[0]!);
  const winners = ranked.filter(
    (figure) => Math.abs(measure(figure) - best) <= Math.max(Math.abs(best) * 0.01, last ? 1e-6 : 1e-5),
  );
  const names = list(
    winners.map(({ pin }) => labelOf(pin)),
    asking.language,
  );
  const told = ranked.slice(0, 8).map((figure) => {
    const label = labelOf(figure.pin);
    if (speed)
      return stretch.seconds !== null && figure.changes > 0
        ? say(
            asking,
            `${label} ${about(asking, stretch.exact)}每 ${duration(stretch.seconds / figure.changes, 'zh')}变一次`,
            `${label} changes every ${about(asking, stretch.exact)}${duration(stretch.seconds / figure.changes, 'en')} on average`,
          )
        : say(asking, `${label} 变 ${figure.changes} 次`, `${label} changes ${figure.changes} times`);
    if (last) return label;
    return `${label} ${about(asking, stretch.exact)}${duration(figure.total, asking.language)}`;
  });
  const all = winners.length === pins.length;
  const head = last
    ? say(asking, `最后亮的是 ${names}`, `The last one to come on is ${names}`)
    : all
      ? say(asking, `都一样`, `All the same`)
      : say(
          asking,
          `${speed ? (least ? '最慢' : '最快') : least ? '时间最短' : '时间最长'}的是 ${names}`,
          `${names} ${winners.length > 1 ? 'are' : 'is'} the ${speed ? (least ? 'slowest' : 'fastest') : least ? 'shortest' : 'longest'}`,
        );
  const per = !speed && !last && stretch.looping ? say(asking, '每一轮里', 'in each round ') : '';
  const tail = last
    ? stretch.looping
      ? say(asking, '（按一轮来看，之后从头重复）', ' in a round, after which it starts over')
      : ''
    : say(asking, `：${per}${told.join('，')}`, `: ${per}${told.join(', ')}`);
  return answer(
    asking,
    `${head}${tail}${speed ? '' : noteFor(asking, pins)}${dot(asking)}`,
    winners.flatMap((figure) => figure.lines),
    0.85,
  );
}

function onAgainstOff(asking: Asking, pin: NamedPin): Answer | null {
  const { facts } = asking;
  const stretch = stretchOf(facts);
  if (!stretch || stretch.seconds === null) return null;
  const spans = spansOf(facts, pin.pin, stretch);
  const sum = (level: number) =>
    spans.filter((span) => span.level === level).reduce((all, span) => all + span.to - span.from, 0);
  const on = sum(onOf(facts, pin));
  const off = sum(1 - onOf(facts, pin));
  const mark = about(asking, stretch.exact);
  const same = Math.abs(on - off) <= 0.01 * Math.max(on, off);
  const head = same
    ? say(asking, '一样长', 'The same')
    : on > off
      ? say(asking, '亮的时间长', 'It is on for longer')
      : say(asking, '灭的时间长', 'No, it is off for longer').replace(
          /^No, /,
          /longer than off/i.test(asking.question) ? 'No, ' : '',
        );
  return answer(
    asking,
    say(
      asking,
      `${head}：每一轮亮 ${mark}${duration(on, 'zh')}，灭 ${mark}${duration(off, 'zh')}${noteFor(asking, [pin])}。`,
      `${head}: on for ${mark}${duration(on, 'en')}, off for ${mark}${duration(off, 'en')} a round${noteFor(asking, [pin])}.`,
    ),
    spans.map((span) => spotOf(facts, span.begins)),
  );
}

/** "三个灯是一个一个灭吗", "are both ever on together". */
export function aboutTogether(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/同时|一起|逐个|一个(?:一|接)个|一盏一盏|依次|轮流|交替|\btogether\b|\bone (?:by|after)\b|\bat (?:the same time|once)\b|simultan|alternat|\bin turn\b/i.test(
      question,
    )
  )
    return null;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const pins = outputsAsked(asking, stretch).map(({ pin }) => pin);
  if (pins.length < 2 || pins.length > 16) return null;
  const instant = instantOf(stretch);
  const turns = (off: boolean): { pins: Set<string>; lines: number[] }[] => {
    const groups: { pins: Set<string>; lines: number[]; at: number }[] = [];
    for (let i = stretch.from; i < stretch.to; i++)
      for (const change of facts.events[i]!) {
        const pin = pins.find((each) => each.pin === change.pin);
        if (!pin || (change.level === onOf(facts, pin)) === off) continue;
        const at = facts.eventInfo[i]!.seconds;
        const open = groups.at(-1);
        if (open && at - open.at <= instant) open.pins.add(change.pin);
        else groups.push({ pins: new Set([change.pin]), lines: [], at });
        groups.at(-1)!.lines.push(spotOf(facts, i));
      }
    return groups;
  };
  const manner = (off: boolean): { text: string; lines: number[]; alone: boolean; all: boolean } | null => {
    const groups = turns(off);
    if (groups.length === 0) return null;
    const alone = groups.every((group) => group.pins.size === 1);
    const all = groups.every((group) => group.pins.size === pins.length);
    const verb = say(asking, off ? '熄灭' : '点亮', off ? 'go off' : 'come on');
    const lines = [...new Set(groups.flatMap((group) => group.lines))];
    const place = say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`);
    const text = all
      ? say(asking, `一起${verb}${place}`, `they ${verb} at the same time${place}`)
      : alone
        ? say(asking, `一个一个地${verb}${place}`, `they ${verb} one by one${place}`)
        : say(
            asking,
            `不全一起${verb}：每次 ${[...new Set(groups.map((group) => group.pins.size))].join(' 或 ')} 个${place}`,
            `they ${verb} in groups of ${[...new Set(groups.map((group) => group.pins.size))].join(' or ')}${place}`,
          );
    return { text, lines, alone, all };
  };
  const wantsOff = /灭|关|\boff\b|dark/i.test(question) && !/亮|开|\bon\b|\blit\b|light/i.test(question);
  const goesOff = manner(true);
  const comesOn = manner(false);
  if (wantsOff && !goesOff) return null;
  if (wantsOff) {
    const byOne = /一个(?:一|接)个|逐个|依次|轮流|one (?:by|after)|in turn/i.test(question);
    const yes = byOne ? goesOff!.alone : goesOff!.all;
    return answer(
      asking,
      `${say(asking, yes ? '是，' : '不是，', yes ? 'Yes, ' : 'No, ')}${goesOff!.text}${noteFor(asking, pins)}${dot(asking)}`,
      goesOff!.lines,
    );
  }
  const moments = momentsOf(facts, pins, stretch).filter(({ seconds }) => seconds > instant);
  const most = moments.reduce((top, { on }) => Math.max(top, on.length), 0);
  const label = (name: string): string => labelOf(pins.find(({ pin }) => pin === name)!);
  const example = moments.find(({ on }) => on.length === most)?.on ?? [];
  const many = /几个|多少|how many/i.test(question);
  const count = many ? say(asking, `${most} 个：`, `${most}: `) : '';
  const yes = many ? '' : say(asking, '会同时亮：', 'Yes: ');
  const overlap =
    most <= 1
      ? say(asking, '不会同时亮，任何时候最多亮 1 个', 'No: never together, at most one is on at a time')
      : most === pins.length
        ? say(
            asking,
            `${count}${yes}${list(example.map(label), 'zh')} 有一起亮着的时候`,
            `${count}${yes}there are times when ${list(example.map(label), 'en')} are all on together`,
          )
        : say(
            asking,
            `${count}最多同时亮 ${most} 个（比如 ${list(example.map(label), 'zh')}），不会全部一起亮`,
            `${count}At most ${most} are on at the same time (such as ${list(example.map(label), 'en')}), never all of them`,
          );
  const turn =
    most <= 1 && comesOn?.alone
      ? say(asking, '，是轮流（一个接一个）亮的', '; they take turns, one after the other')
      : comesOn
        ? say(asking, `；${comesOn.text}`, `; ${comesOn.text}`)
        : '';
  const out = goesOff && most > 1 ? say(asking, `，${goesOff.text}`, `, ${goesOff.text}`) : '';
  return answer(asking, `${overlap}${turn}${out}${noteFor(asking, pins)}${dot(asking)}`, [
    ...(comesOn?.lines ?? []),
    ...(goesOff?.lines ?? []),
  ]);
}

/** "What is on at t = 6 s?" */
export function aboutMoment(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match =
    /(?:\bt\s*=\s*|\bat\s+|\bafter\s+|第\s*)(\d{1,6}(?:\.\d+)?)\s*(ms|毫秒|s|sec(?:ond)?s?|秒)(?![a-z])|(\d{1,6}(?:\.\d+)?)\s*(ms|毫秒|s|秒)钟?\s*(?:时|的时候|后|之后|以后|处)/i.exec(
      question,
    );
  if (!match || !/亮|灭|灯|状态|电平|高|低|\bon\b|\boff\b|\blit\b|\blevel|\bhigh\b|\blow\b|state|哪/i.test(question))
    return null;
  if (facts.events.length === 0 || facts.ended === 'not-run') return null;
  const unit = (match[2] ?? match[4])!;
  const at = Number(match[1] ?? match[3]) / (/^(?:ms|毫秒)$/i.test(unit) ? 1000 : 1);
  if (!facts.eventInfo.every((info) => info.exact))
    return decline(
      asking,
      '这里的延时是数圈的，准确到哪一秒从代码里定不下来。',
      'The waits here are counted loops, so what happens at an exact second is not in the paste.',
    );
  const end = facts.eventInfo.at(-1)!.seconds;
  let looked = at + 1e-6;
  if (at > end && facts.loop && facts.loopSeconds) {
    const start = facts.eventInfo[facts.loop.start]!.seconds;
    looked = start + ((at - start) % facts.loopSeconds) + 1e-6;
  } else if (at > end && facts.ended !== 'settled' && facts.ended !== 'returned') return null;
  const count = facts.eventInfo.filter((info) => info.seconds <= looked + 2e-5).length;
  const named = pinsIn(question, facts).filter((each) => facts.outputs.some(({ pin }) => pin === each.pin.pin));
  const pins = named.length > 0 ? named.map(({ pin }) => pin) : facts.outputs;
  const told = pins
    .slice(0, 8)
    .map((pin) => `${labelOf(pin)} ${brief(asking, pin, levelAfter(facts, pin.pin, count))}`);
  return answer(
    asking,
    say(
      asking,
      `开始后 ${duration(at, 'zh')}：${told.join('，')}${noteFor(asking, pins)}。`,
      `${duration(at, 'en')} after the start: ${told.join(', ')}${noteFor(asking, pins)}.`,
    ),
    count > 0 ? [spotOf(facts, count - 1)] : [],
  );
}

/** "What comes after red?", "is the valve open while the pump runs?", "how long between ...". */
export function aboutRelation(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const named = pinsIn(question, facts)
    .filter((each) => facts.outputs.some(({ pin }) => pin === each.pin.pin))
    .sort((a, b) => position(question, a.name) - position(question, b.name));
  const [one, two] = named;
  if (
    one &&
    !two &&
    /(?:之后|以后|后面|接下来|下一个|接着).{0,8}(?:什么|哪|谁)|\b(?:what|which)\b.{0,24}\b(?:after|follows|next)\b/i.test(
      question,
    )
  ) {
    const off = spansOf(facts, one.pin.pin, stretch).find((span) => span.level === onOf(facts, one.pin));
    const ends = off?.ends ?? null;
    if (ends === null) return null;
    const order = [...Array(stretch.to - stretch.from).keys()].map(
      (step) => stretch.from + ((ends - stretch.from + step) % (stretch.to - stretch.from)),
    );
    for (const index of order) {
      const next = facts.events[index]!.find(
        (change) => change.pin !== one.pin.pin && change.level === onOf(facts, change),
      );
      if (!next) continue;
      return answer(
        asking,
        say(
          asking,
          `${one.name} 之后亮的是 ${labelOf(next)}（第 ${spotOf(facts, index)} 行）${noteFor(asking, [one.pin])}。`,
          `After ${one.name} comes ${labelOf(next)} (line ${spotOf(facts, index)})${noteFor(asking, [one.pin])}.`,
        ),
        [spotOf(facts, ends), spotOf(facts, index)],
      );
    }
    return null;
  }
  if (!one || !two || named.length > 2) return null;
  if (
    /之间|间隔|相隔|隔|差|\bbetween\b|\bapart\b/i.test(question) &&
    /多久|多长|几|多少|how (?:long|much)/i.test(question)
  ) {
    const [a, b] = [one, two].map(({ pin }) =>
      changesOf(facts, pin.pin).find((change) => change.index >= stretch.from && change.level === onOf(facts, pin)),
    );
    if (!a || !b) return null;
    const gap = Math.abs(facts.eventInfo[b.index]!.seconds - facts.eventInfo[a.index]!.seconds);
    return answer(
      asking,
      say(
        asking,
        `${one.name} 打开到 ${two.name} 打开相隔 ${about(asking, stretch.exact)}${duration(gap, 'zh')}。`,
        `From ${one.name} on to ${two.name} on it is ${about(asking, stretch.exact)}${duration(gap, 'en')}.`,
      ),
      [spotOf(facts, a.index), spotOf(facts, b.index)],
    );
  }
  if (/\bwhile\b|\bduring\b|\bwhen\b|期间|的?时候|同时/i.test(question)) {
    const english = /\b(?:while|during|when)\b/i.exec(question);
    const chinese = /期间|的?时候/.exec(question);
    const behind = (each: typeof one): boolean =>
      english
        ? position(question, each.name) > english.index
        : chinese
          ? position(question, each.name) < chinese.index
          : false;
    const [basis, other] = behind(one) ? [one, two] : [two, one];
    if (!behind(basis) || behind(other)) return null;
    const spans = spansOf(facts, basis.pin.pin, stretch).filter(
      (span) => span.level === onOf(facts, basis.pin) && span.to - span.from > instantOf(stretch),
    );
    if (spans.length === 0) return null;
    const levels = new Set(
      spans.flatMap((span) => {
        const until = span.ends !== null && span.ends > span.begins ? span.ends : stretch.to;
        const seen: number[] = [];
        for (let i = span.begins + 1; i <= until; i++) {
          const from = facts.eventInfo[i - 1]!.seconds;
          const to = i < facts.events.length && i < until ? facts.eventInfo[i]!.seconds : span.to;
          if (to - from > instantOf(stretch)) seen.push(levelAfter(facts, other.pin.pin, i));
        }
        return seen;
      }),
    );
    const [level] = [...levels] as (0 | 1)[];
    if (level === undefined) return null;
    const words = levels.size === 1 ? state(asking, other.pin, level) : say(asking, '时开时关', 'on for a part of it');
    const lit = levels.size === 1 && level === onOf(facts, other.pin);
    const yes =
      levels.size > 1 || !/\b(?:on|open|lit|run)|开|亮|转/i.test(question) || /\boff\b|关|灭/i.test(question)
        ? ''
        : lit
          ? say(asking, '是的，', 'Yes, ')
          : say(asking, '不，', 'No, ');
    return answer(
      asking,
      say(
        asking,
        `${yes}${basis.name} 打开期间 ${other.name} 是${words}。`,
        `${yes}while ${basis.name} is on, ${other.name} is ${words}.`,
      ),
      [
        ...spans.map((span) => spotOf(facts, span.begins)),
        ...changesOf(facts, other.pin.pin).map((change) => spotOf(facts, change.index)),
      ],
    );
  }
  return null;
}

/** "What state does it end in?", "总共跑多久". */
export function aboutTheEnd(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const done = facts.ended === 'settled' || facts.ended === 'returned';
  if (!done || facts.loop) return null;
  if (
    /总共|一共|整个|跑完|\btotal\b|altogether|whole/i.test(question) &&
    /多久|多长|时间|几秒|long|time/i.test(question)
  ) {
    if (facts.ended !== 'returned' || facts.delays.length === 0) return null;
    const seconds = facts.delays.reduce((sum, each) => sum + each.ms, 0) / 1000;
    const exact = facts.delays.every((each) => each.exact);
    return answer(
      asking,
      say(
        asking,
        `总共${exact ? ' ' : '约 '}${duration(seconds, 'zh')}，都花在 ${facts.delays.length} 次延时里。`,
        `${exact ? '' : 'About '}${duration(seconds, 'en')} in total, spent in ${facts.delays.length} delays.`,
      ),
      [...new Set(facts.delays.map((each) => each.line))],
    );
  }
  if (
    !/(?:最后|最终|停在|结束|完(?:以后|之后|了|后)).{0,12}(?:状态|电平|亮|灭|高|低|什么|怎样)|\b(?:in the end|ends? up|finally|final (?:state|level)|at the end|afterwards)\b/i.test(
      question,
    ) ||
    /打印|print|返回|return/i.test(question)
  )
    return null;
  const named = pinsIn(question, facts).filter((each) => facts.outputs.some(({ pin }) => pin === each.pin.pin));
  const pins = named.length > 0 ? named.map(({ pin }) => pin) : facts.outputs;
  if (pins.length === 0) return null;
  const told = pins
    .slice(0, 10)
    .map((pin) => `${labelOf(pin)} ${state(asking, pin, levelAfter(facts, pin.pin, facts.events.length))}`);
  return answer(
    asking,
    say(
      asking,
      `最后：${told.join('，')}，之后不再变化。`,
      `In the end: ${told.join(', ')}; nothing changes after that.`,
    ),
    pins.flatMap((pin) =>
      changesOf(facts, pin.pin)
        .slice(-1)
        .map((change) => spotOf(facts, change.index)),
    ),
  );
}

/** "Why is the LED dark?": on and off again with nothing between. */
export function aboutDark(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/为什么|为何|为啥|怎么|\bwhy\b|how come/i.test(question)) return null;
  const dark =
    /不亮|没亮|没有亮|看不[到见]|不闪|灭|暗|\bdark\b|\b(?:not|n't|never|n’t)\b.{0,20}(?:light|lit|on|see|visible|blink|flash)|\boff\b|invisible|dim\b/i.test(
      question,
    );
  const always =
    /一直亮|常亮|总是亮|不灭|不会灭|always (?:on|lit)|never (?:goes |turns )?off|stays? (?:on|lit)|(?:not|n't) (?:go(?:ing)?|turn) off|not blink|n't blink|不闪/i.test(
      question,
    );
  if (!dark && !always) return null;
  const stretch = stretchOf(facts);
  if (!stretch || stretch.seconds === null) return null;
  for (const { pin, name } of outputsAsked(asking, stretch).slice(0, 4)) {
    const spans = spansOf(facts, pin.pin, stretch);
    if (spans.length < 2) continue;
    for (const level of [onOf(facts, pin), 1 - onOf(facts, pin)]) {
      const lit = level === onOf(facts, pin);
      if (lit ? !dark : !always) continue;
      const own = spans.filter((span) => span.level === level);
      if (
        own.length === 0 ||
        own.some((span) => span.to - span.from > 0.002 || span.to - span.from > 0.05 * stretch.seconds!)
      )
        continue;
      const span = own[0]!;
      const [begin, end] = [spotOf(facts, span.begins), spotOf(facts, span.ends!)];
      const label = name || labelOf(pin);
      return answer(
        asking,
        say(
          asking,
          `因为 ${label} 在第 ${begin} 行变成${level ? '高' : '低'}电平，到第 ${end} 行马上又变回${level ? '低' : '高'}电平，中间没有延时：${lit ? '亮' : '灭'}的时间短得看不见。在两行之间加一个延时就能看到。`,
          `Because line ${begin} drives ${label} ${level ? 'high' : 'low'} and line ${end} drives it ${level ? 'low' : 'high'} again right after, with no delay between: it is ${lit ? 'on' : 'off'} for far too short to see. Put a delay between the two lines.`,
        ),
        [begin, end],
        0.93,
      );
    }
  }
  return null;
}

/** "Is LED1 on after power-up?" */
export function aboutInitial(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/初始|刚(?:上电|开始|启动)|上电|开机|复位后|启动时|\binitial(?:ly)?\b|\bat (?:power|start|boot|reset|first)|\bafter (?:reset|power)|power[- ]?up/i.test(
      question,
    ) ||
    !/亮|灭|电平|状态|高|低|\bon\b|\boff\b|\blit\b|level|state|high|low/i.test(question)
  )
    return null;
  const named = pinsIn(question, facts).filter((each) => facts.outputs.some(({ pin }) => pin === each.pin.pin));
  const generic = /灯|\bleds\b|outputs|pins|引脚/i.test(question)
    ? facts.outputs.map((pin) => ({ pin, name: '' }))
    : [];
  const asked = named.length > 0 ? named : generic;
  if (asked.length === 0 || asked.length > 8 || facts.ended === 'not-run') return null;
  const before = changesBeforeLoop(facts);
  const told = asked.map(
    ({ pin, name }) =>
      `${name || labelOf(pin)} ${say(asking, '是', 'is ')}${state(asking, pin, levelAfter(facts, pin.pin, before), name)}`,
  );
  const lines = asked.flatMap(({ pin }) =>
    changesOf(facts, pin.pin)
      .filter((change) => change.index < before)
      .slice(-1)
      .map((change) => spotOf(facts, change.index)),
  );
  const place =
    lines.length > 0
      ? say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`)
      : say(asking, '（那时还没有写过它）', ' (not written yet)');
  return answer(
    asking,
    say(
      asking,
      `上电后、进入主循环之前：${told.join('，')}${place}。`,
      `After the start, before the main loop: ${told.join(', ')}${place}.`,
    ),
    lines,
  );
}
