import { labelOf } from '../behaviour.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { outputsInOrder, outputsNamed, type pinsIn, position } from './pins.ts';
import { instantOf, onOf, type Stretch, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, noteFor, say, state } from './text.ts';

/** "What comes after red?", "is the valve open while the pump runs?", "how long between ...". */
export function aboutRelation(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const stretch = stretchOf(facts);
  if (!stretch) return null;
  const named = outputsInOrder(question, facts);
  const [one, two] = named;
  if (
    one &&
    !two &&
    !/电平|状态|\blevel\b|\bstate\b|延[时迟]|\bdelay/i.test(question) &&
    /(?:之后|以后|后面|接下来|下一个|接着).{0,8}(?:什么|哪|谁)|\b(?:what|which)\b.{0,24}\b(?:after|follows|next)\b/i.test(
      question,
    )
  ) {
    const off = spansOf(facts, one.pin.pin, stretch).find((span) => span.level === onOf(facts, one.pin));
    const last = off?.ends ?? null;
    if (last === null) return null;
    // The next one may go on a moment before this one goes off.
    let ends = last;
    while (
      ends > stretch.from &&
      facts.eventInfo[last]!.seconds - facts.eventInfo[ends - 1]!.seconds < instantOf(stretch)
    )
      ends -= 1;
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
  if (
    one &&
    !two &&
    /(?:时候|期间).{0,4}(?:还有)?(?:哪|什么|谁)|\b(?:what|which)\b.{0,24}\b(?:while|when|during)\b/i.test(question)
  ) {
    const others = facts.outputs.filter(({ pin }) => pin !== one.pin.pin).map((pin) => ({ pin, name: labelOf(pin) }));
    return others.length > 0 && others.length <= 6 ? aboutMeanwhile(asking, [one, ...others], stretch, one) : null;
  }
  if (!one || !two) return null;
  const meanwhile = aboutMeanwhile(asking, named, stretch);
  if (meanwhile) return meanwhile;
  if (named.length > 2) return null;
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
  return null;
}

/** What is said right behind the name of one that toggles. */
const TOGGLES = /^[^,，]{0,12}?(?:翻转|变化|跳变|toggl|chang|flip)/i;

const TOGGLE_OF = /\b(?:toggles?|changes?|flips?) of (?:the )?$/i;

/** So many of one for each of the other. */
const RATIO =
  /(?:一|1) ?[次下].{0,16}(?:要|会)?(?:闪|翻转|亮|响|变)?(?:几|多少) ?[次下]|(?:隔|每|每隔|过)(?:几|多少)(?:次|下|回)|(?:几|多少)(?:次|下|回).{0,12}(?:才|一[次下回])|\bhow (?:many times|many|often)\b.{0,50}\b(?:per|for (?:each|every|one|a single)|each time|every time|before|between|until)\b|\bevery how many\b|\bhow often\b.{0,40}\bfor (?:one|each|every|a)\b|\bafter how many\b/i;

/** "The green LED lights once in how many flashes of the red one": how often each goes on in the loop. */
export function aboutRatio(asking: Asking): Answer | null {
  const { facts, question } = asking;
  const stretch = RATIO.test(question) ? stretchOf(facts) : null;
  const named = RATIO.test(question) ? outputsNamed(question, facts) : [];
  const [one, two, third] = named;
  if (!one || !two || third) return null;
  const before = FIRST_TIME.test(question) ? countBeforeFirst(asking, one, two) : null;
  if (before) return before;
  if (!stretch) return ratioOfPaces(asking, one, two);
  // "How many toggles to a beep": of what toggles both directions count.
  const toggles = [one, two].map(({ name }) => {
    const at = position(question, name);
    return TOGGLES.test(question.slice(at + name.length)) || TOGGLE_OF.test(question.slice(0, at));
  });
  const ons = [one, two].map(({ pin }, i) =>
    changesOf(facts, pin.pin).filter(
      ({ index, level }) => index >= stretch.from && index < stretch.to && (toggles[i] || level === onOf(facts, pin)),
    ),
  );
  const [a, b] = ons.map(({ length }) => length) as [number, number];
  const [often, seldom] = a >= b ? [one, two] : [two, one];
  const [most, least] = [Math.max(a, b), Math.min(a, b)];
  if (!facts.loop || least === 0 || most % least !== 0) return ratioOfPaces(asking, one, two);
  const times = most / least;
  const does = (each: Named): [string, string] =>
    toggles[each === one ? 0 : 1] ? ['翻转', 'changes'] : ['打开', 'goes on'];
  const lines = [...new Set(ons.flatMap((changes) => changes.map(({ index }) => spotOf(facts, index))))];
  return answer(
    asking,
    say(
      asking,
      `${often.name} 每${does(often)[0]} ${times} 次，${seldom.name} ${does(seldom)[0]} 1 次${noteFor(asking, [often.pin, seldom.pin])}。`,
      `${often.name} ${does(often)[1]} ${times} ${times === 1 ? 'time' : 'times'} for each time ${seldom.name} ${does(seldom)[1]}${noteFor(asking, [often.pin, seldom.pin])}.`,
    ),
    lines,
    0.9,
  );
}

type Named = ReturnType<typeof pinsIn>[number];

/** "How many beeps before the LED first comes on": counted from the start of the run. */
function countBeforeFirst(asking: Asking, one: Named, two: Named): Answer | null {
  const { facts, question } = asking;
  const behind = /\b(?:before|until)\b|才/i.exec(question)?.index ?? -1;
  const [frame, counted] = position(question, one.name) > behind ? [one, two] : [two, one];
  if (behind < 0 || position(question, counted.name) > behind) return null;
  const first = changesOf(facts, frame.pin.pin).find(({ level }) => level === onOf(facts, frame.pin));
  if (!first) return null;
  const toggles = TOGGLES.test(question.slice(position(question, counted.name) + counted.name.length));
  const does = toggles ? { zh: '翻转', en: 'changes' } : { zh: '打开', en: 'goes on' };
  const hits = changesOf(facts, counted.pin.pin).filter(
    ({ index, level }) => index < first.index && (toggles || level === onOf(facts, counted.pin)),
  );
  const lines = [...new Set([...hits.map(({ index }) => spotOf(facts, index)), spotOf(facts, first.index)])];
  return answer(
    asking,
    say(
      asking,
      `${hits.length} 次：${frame.name} 第一次打开（第 ${spotOf(facts, first.index)} 行）之前，${counted.name} ${does.zh} ${hits.length} 次。`,
      `${hits.length} ${hits.length === 1 ? 'time' : 'times'}: before ${frame.name} first goes on (line ${spotOf(facts, first.index)}), ${counted.name} ${does.en} ${hits.length} ${hits.length === 1 ? 'time' : 'times'}.`,
    ),
    lines,
    0.9,
  );
}

/** Two that keep their own paces: how many changes of one come to one of the other. */
function ratioOfPaces(asking: Asking, one: Named, two: Named): Answer | null {
  const { facts, language } = asking;
  const pace = ({ pin }: Named): number | null => {
    const changes = changesOf(facts, pin.pin);
    const [first, last] = [changes[0], changes.at(-1)];
    return changes.length < 4
      ? null
      : (facts.eventInfo[last!.index]!.seconds - facts.eventInfo[first!.index]!.seconds) / (changes.length - 1);
  };
  const [a, b] = [pace(one), pace(two)];
  if (a === null || b === null || a <= 0 || b <= 0) return null;
  const [often, seldom, times] = a <= b ? [one, two, b / a] : [two, one, a / b];
  const [quick, slow] = [Math.min(a, b), Math.max(a, b)];
  const rounded =
    Math.abs(times - Math.round(times)) < 0.02
      ? String(Math.round(times))
      : `${say(asking, '约 ', 'about ')}${Number(times.toPrecision(2))}`;
  return answer(
    asking,
    say(
      asking,
      `${rounded} 次：${often.name} 平均每 ${duration(quick, language)}变一次，${seldom.name} 每 ${duration(slow, language)}变一次。`,
      `${rounded[0]!.toUpperCase()}${rounded.slice(1)} times: ${often.name} changes every ${duration(quick, language)} on average, ${seldom.name} every ${duration(slow, language)}.`,
    ),
    [
      ...new Set(
        [one, two].flatMap(({ pin }) =>
          changesOf(facts, pin.pin)
            .slice(0, 1)
            .map(({ index }) => spotOf(facts, index)),
        ),
      ),
    ],
    0.86,
  );
}

/** "Is the valve open while the pump runs?", "红灯亮的时候绿灯和黄灯呢": the others, during one pin's time. */
const FIRST_TIME =
  /第一[次声下回]|头一[次声下回]|首次|\b(?:for )?the first (?:time|beep|blink|flash|pulse)\b|\bfirst (?:come|comes|goes|beeps|lights|sounds|starts|turns|switches)\b/i;

/** "When the buzzer first sounds, is the LED on": the level of the other at that moment of the run. */
function atFirstOf(asking: Asking, basis: Named, others: Named[], on: 0 | 1): Answer | null {
  const { facts } = asking;
  const first = changesOf(facts, basis.pin.pin).find(({ level }) => level === on);
  const [other, third] = others;
  if (!first || !other || third) return null;
  const level = levelAfter(facts, other.pin.pin, first.index + 1);
  const when = `${about(asking, facts.eventInfo[first.index]!.exact)}${duration(facts.eventInfo[first.index]!.seconds, asking.language)}`;
  const line = spotOf(facts, first.index);
  return answer(
    asking,
    say(
      asking,
      `${basis.name} 第一次${on === onOf(facts, basis.pin) ? '打开' : '关'}时（${when}，第 ${line} 行）${other.name} ${state(asking, other.pin, level)}${noteFor(asking, [other.pin])}。`,
      `When ${basis.name} first goes ${on === onOf(facts, basis.pin) ? 'on' : 'off'} (${when}, line ${line}), ${other.name} is ${state(asking, other.pin, level)}${noteFor(asking, [other.pin])}.`,
    ),
    [line],
    0.92,
  );
}

function aboutMeanwhile(asking: Asking, named: Named[], stretch: Stretch, known?: Named): Answer | null {
  const { question, facts } = asking;
  const english = /\b(?:while|during|when|whenever|as long as)\b/i.exec(question);
  const chinese = /期间|的?时候|亮着?时|灭时|响时/.exec(question);
  if (!english && !chinese) return null;
  const behind = (each: Named): boolean =>
    english
      ? position(question, each.name) > english.index
      : chinese
        ? position(question, each.name) < chinese.index
        : false;
  // "When LED3 is on, are LED4 and LED5 on too?": the basis is the one right behind the word.
  const after = named.filter(behind);
  const basis = known ?? (english ? after[0] : after.at(-1));
  if (!basis) return null;
  const others = named.filter((each) => each !== basis);
  const at = position(question, basis.name);
  const clause = english ? question.slice(at).split(/[,，]/)[0]! : question.slice(at, chinese!.index);
  const dark = /灭|关|低|不亮|\boff\b|\blow\b|dark|\bnot\b/i.test(clause.slice(0, 30));
  const basisLevel = dark ? 1 - onOf(facts, basis.pin) : onOf(facts, basis.pin);
  const first = FIRST_TIME.test(question) ? atFirstOf(asking, basis, others, basisLevel as 0 | 1) : null;
  if (first) return first;
  const spans = spansOf(facts, basis.pin.pin, stretch).filter(
    (span) => span.level === basisLevel && span.to - span.from > instantOf(stretch),
  );
  if (spans.length === 0) return null;
  const asksOn = /\b(?:on|open|lit|run)|开|亮|转|响/i.test(question.replace(clause, ''));
  const asksOff = /\boff\b|关|灭/i.test(question.replace(clause, ''));
  const told = others.slice(0, 6).flatMap((other) => {
    const levels = new Set(
      spans.flatMap((span) => {
        const until = span.ends !== null && span.ends > span.begins ? span.ends : stretch.to;
        const seen: (0 | 1)[] = [];
        for (let i = span.begins + 1; i <= until; i++) {
          const from = facts.eventInfo[i - 1]!.seconds;
          const to = i < facts.events.length && i < until ? facts.eventInfo[i]!.seconds : span.to;
          if (to - from > instantOf(stretch)) seen.push(levelAfter(facts, other.pin.pin, i));
        }
        return seen;
      }),
    );
    const [level] = [...levels];
    if (level === undefined) return [];
    const words = levels.size === 1 ? state(asking, other.pin, level) : say(asking, '时开时关', 'on for a part of it');
    return [
      {
        name: other.name,
        words,
        lit: levels.size === 1 ? level === onOf(facts, other.pin) : null,
        moves: levels.size > 1,
      },
    ];
  });
  if (told.length === 0) return null;
  const all = told.every(({ lit }) => lit === true);
  const none = told.every(({ lit }) => lit === false);
  const asksBlink =
    /闪|翻转|变|\b(?:blink|flash|toggl|chang)\w*/i.test(question.replace(clause, '')) && !/多|几|how/i.test(question);
  const moves = told.every((each) => each.moves);
  const yes =
    asksBlink && told.every((each) => each.moves === moves)
      ? moves
        ? say(asking, '会，', 'Yes, ')
        : say(asking, '不会，', 'No, ')
      : !asksOn || asksOff || /\bor\b|还是|什么/i.test(question) || !(all || none)
        ? ''
        : all
          ? say(asking, '是的，', 'Yes, ')
          : say(asking, '不，', 'No, ');
  const list = told.map(({ name, words }) => say(asking, `${name} 是${words}`, `${name} is ${words}`));
  return answer(
    asking,
    say(
      asking,
      `${yes}${basis.name} ${dark ? '关闭' : '打开'}期间 ${list.join('，')}。`,
      `${yes}while ${basis.name} is ${dark ? 'off' : 'on'}, ${list.join(', ')}.`,
    ),
    [
      ...spans.map((span) => spotOf(facts, span.begins)),
      ...others.flatMap(({ pin }) => changesOf(facts, pin.pin).map((change) => spotOf(facts, change.index))),
    ],
  );
}
