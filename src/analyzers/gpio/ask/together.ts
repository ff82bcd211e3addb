import { labelOf } from '../behaviour.ts';
import type { NamedPin } from '../facts.ts';
import { duration, list } from '../words.ts';
import { spotOf } from './changes.ts';
import { instantOf, momentsOf, onOf, outputsAsked, type Stretch, stretchOf } from './spans.ts';
import { type Answer, type Asking, answer, dot, lineList, noteFor, say } from './text.ts';

const ALL_OFF =
  /(?:全|都|三个?|两个?|所有|全部).{0,6}(?:灭|关|不亮|暗)|\b(?:all|both|every|none|no (?:led|light|lamp)s?)\b.{0,24}\b(?:off|dark|on|lit)\b/i;

/** "Is there a moment when all lights are off?" */
export function aboutAllOff(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !ALL_OFF.test(question) ||
    !/有没有|会|吗|么|什么时候|\b(?:is|are|does|do|when|ever|moment|time)\b/i.test(question)
  )
    return null;
  const none = /灭|关|不亮|暗|\b(?:off|dark)\b|\b(?:none|no \w+s?)\b.{0,24}\b(?:on|lit)\b/i.test(question);
  if (!none) return null;
  const stretch = stretchOf(facts);
  if (!stretch?.looping) return null;
  const pins = outputsAsked(asking, stretch).map(({ pin }) => pin);
  if (pins.length < 2 || pins.length > 16) return null;
  const dark = momentsOf(facts, pins, stretch).filter(
    ({ on, seconds }) => on.length === 0 && seconds > instantOf(stretch),
  );
  const lines = [...Array(stretch.to - stretch.from).keys()].map((step) => spotOf(facts, stretch.from + step));
  const total = dark.reduce((sum, { seconds }) => sum + seconds, 0);
  return answer(
    asking,
    dark.length === 0
      ? say(
          asking,
          `没有：每一轮里任何时候都至少亮着一个（${lineList(asking, lines)}）${noteFor(asking, pins)}。`,
          `No: at any time of a round at least one is on (${lineList(asking, lines)})${noteFor(asking, pins)}.`,
        )
      : say(
          asking,
          `有：每一轮有 ${dark.length} 段时间全灭，共 ${stretch.exact ? '' : '约 '}${duration(total, 'zh')}${noteFor(asking, pins)}。`,
          `Yes: in each round all are off ${dark.length === 1 ? 'once' : `${dark.length} times`}, for ${stretch.exact ? '' : 'about '}${duration(total, 'en')} altogether${noteFor(asking, pins)}.`,
        ),
    lines,
    0.88,
  );
}

const HOW_MANY_TURN =
  /(?:几|多少) ?(?:个|盏|颗|路|只)?\s*(?:灯|led|引脚|输出)?.{0,6}(?:轮流|依次|交替|逐个|流水)|(?:轮流|依次|交替|流水).{0,8}(?:几|多少) ?(?:个|盏|颗|路|只)|\bhow many (?:different )?(?:leds?|lights?|lamps?|pins?|outputs?)\b.{0,40}\b(?:turns?|sequence|chase|cycl\w*|rotat\w*|one (?:by|after) (?:one|another|the other)|alternat\w*|shift\w*)\b/i;

/** "How many LEDs take turns": the outputs that change while it goes round. */
export function aboutTurnsCount(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HOW_MANY_TURN.test(question) || /同时|每次|一次|at (?:once|a time|the same time)/i.test(question)) return null;
  const stretch = stretchOf(facts);
  if (!stretch?.looping) return null;
  const moving = new Set(facts.events.slice(stretch.from, stretch.to).flatMap((event) => event.map(({ pin }) => pin)));
  const pins = facts.outputs.filter(({ pin }) => moving.has(pin));
  if (pins.length === 0) return null;
  const names = pins.map(labelOf);
  const lines = [...Array(stretch.to - stretch.from).keys()].map((step) => spotOf(facts, stretch.from + step));
  return answer(
    asking,
    say(
      asking,
      `${pins.length} 个：${list(names, 'zh')}（${lineList(asking, lines)}）。`,
      `${pins.length}: ${list(names, 'en')} (${lineList(asking, lines)}).`,
    ),
    lines,
    0.9,
  );
}

/** "三个灯是一个一个灭吗, "are both ever on together". */
export function aboutTogether(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/同时|同步|一起|同一时刻|(?:一|每)次.{0,2}[亮开]几|(?:一|每)次(?:只)?[亮开](?:一|1)个|\bat a time\b|逐个|一个(?:一|接)个|一盏一盏|依次|轮流|交替|\btogether\b|\bone (?:by|after)\b|\bat (?:the same time|once)\b|simultan|alternat|\bin turn\b/i.test(
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
  const many = /几[个盏颗只]|多少|how many/i.test(question);
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
  const first = most < pins.length ? togetherAtFirst(asking, pins, stretch, most) : null;
  if (first)
    return answer(
      asking,
      `${first.text}${say(
        asking,
        most <= 1 ? '；反复的那一轮里是一个接一个亮的' : `；反复的那一轮里最多同时亮 ${most} 个`,
        most <= 1
          ? '; in the round that repeats they are never on together'
          : `; in the round that repeats at most ${most} are on at the same time`,
      )}${noteFor(asking, pins)}${dot(asking)}`,
      [...first.lines, ...(comesOn?.lines ?? [])],
    );
  return answer(asking, `${overlap}${turn}${out}${noteFor(asking, pins)}${dot(asking)}`, [
    ...(comesOn?.lines ?? []),
    ...(goesOff?.lines ?? []),
  ]);
}

/** How often more of them are on together before the program goes round than ever in its round. */
export function togetherAtFirst(
  asking: Asking,
  pins: NamedPin[],
  stretch: Stretch,
  most: number,
): { text: string; lines: number[] } | null {
  const { facts } = asking;
  if (!stretch.looping) return null;
  const way: Stretch = { ...stretch, from: 0, to: stretch.from, seconds: null, startSeconds: 0, looping: false };
  const moments = momentsOf(facts, pins, way).filter(
    ({ on, seconds }) => on.length > most && Number.isFinite(seconds) && seconds > instantOf(stretch),
  );
  const [moment] = moments;
  if (!moment) return null;
  const same = moments.filter(({ on }) => on.join() === moment.on.join());
  const names = moment.on.map((name) => labelOf(pins.find(({ pin }) => pin === name)!));
  const lines = [...Array(stretch.from).keys()]
    .filter((i) => facts.events[i]!.some(({ pin }) => moment.on.includes(pin)))
    .map((i) => spotOf(facts, i));
  return {
    text: say(
      asking,
      `开头（进入反复之前）${list(names, 'zh')} 一起亮 ${same.length} 次`,
      `At first, before it goes round, ${list(names, 'en')} are on together ${same.length === 1 ? 'once' : `${same.length} times`}`,
    ),
    lines: [...new Set(lines)],
  };
}
