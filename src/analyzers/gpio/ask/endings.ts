import type { GpioFacts } from '../facts.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { type Asked, outputsInOrder, position } from './pins.ts';
import { instantOf, onOf, type Span, type Stretch, spansOf, stretchOf } from './spans.ts';
import { type Answer, type Asking, about, answer, noteFor, say } from './text.ts';

const GOES_OFF = /关|停|灭|断|释放|\b(?:close[sd]?|stop(?:s|ped)?|off|end(?:s|ed)?|released?|dark|shuts?|finish\w*)\b/i;
const COMES_ON = /开|亮|启动|响|吸合|\b(?:open(?:s|ed)?|starts?|started|on|lights?|lit|begins?|runs?)\b/i;
const EARLIER = /早|先|之?前|\bbefore\b|\bearlier\b|\bfirst\b|\bsooner\b/i;
const LATER = /晚|后|\bafter\b|\blater\b/i;

/** A moment of a round: when an output comes on, or when it goes off. */
interface Moment {
  name: string;
  off: boolean;
  seconds: number;
  index: number;
}

/** The one time in a round that an output is on; null where there are several, or none. */
function onSpan(facts: GpioFacts, { pin }: Asked, stretch: Stretch): Span | null {
  const [only, other] = spansOf(facts, pin.pin, stretch).filter(({ level }) => level === onOf(facts, pin));
  return only && !other && only.ends !== null ? only : null;
}

/** "Does the valve close before the pump stops?", "阀门比水泵晚关多久": which of two ends comes first, and by how much. */
export function aboutEndings(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const stretch = stretchOf(facts);
  const [one, two, other] = outputsInOrder(question, facts);
  if (!stretch?.looping || !one || !two || other) return null;
  const earlier = EARLIER.test(question);
  if (earlier === LATER.test(question)) return null;
  const [first, second] = [
    question.slice(position(question, one.name), position(question, two.name)),
    question.slice(position(question, two.name)),
  ];
  const isOff = (words: string, others: string): boolean =>
    GOES_OFF.test(words) || (!COMES_ON.test(words) && GOES_OFF.test(others));
  const offs = [isOff(first, second), isOff(second, first)];
  // Which of two comes on first is the order of turns.
  if (!offs.includes(true)) return null;
  const moments = [one, two].map((asked, at): Moment | null => {
    const span = onSpan(facts, asked, stretch);
    if (!span) return null;
    const off = offs[at]!;
    return { name: asked.name, off, seconds: off ? span.to : span.from, index: off ? span.ends! : span.begins };
  });
  const [a, b] = moments;
  if (!a || !b) return null;
  const by = Math.abs(a.seconds - b.seconds);
  const same = by <= instantOf(stretch);
  const before = a.seconds < b.seconds;
  const verb = ({ off }: Moment): string => say(asking, off ? '关' : '开', off ? 'goes off' : 'comes on');
  const lines = [spotOf(facts, a.index), spotOf(facts, b.index)];
  const note = noteFor(asking, [one.pin, two.pin]);
  const span = `${about(asking, stretch.exact)}${duration(by, asking.language)}`;
  const told = same
    ? say(
        asking,
        `${a.name} ${verb(a)}和 ${b.name} ${verb(b)}在同一时刻`,
        `${a.name} ${verb(a)} as ${b.name} ${verb(b)}`,
      )
    : say(
        asking,
        `${a.name} 比 ${b.name} ${verb(b)}${before ? '早' : '晚'} ${span}${verb(a)}`,
        `${a.name} ${verb(a)} ${span} ${before ? 'before' : 'after'} ${b.name} ${verb(b)}`,
      );
  const asks = /吗|么[?？]?$|是不是|^(?:and |so |but )?(?:does|do|is|are|did|will)\b/i.test(question.trim());
  const head = asks ? (!same && before === earlier ? say(asking, '是，', 'Yes: ') : say(asking, '不是，', 'No: ')) : '';
  return answer(
    asking,
    say(
      asking,
      `${head}${told}（第 ${lines[0]} 行、第 ${lines[1]} 行）${note}。`,
      `${head}${told} (lines ${lines[0]} and ${lines[1]})${note}.`,
    ),
    lines,
    0.92,
  );
}

const HOW_OFTEN = /几次|几下|多少次|多少下|\bhow many (?:times|blinks|flashes|pulses|beeps)\b|\bhow often\b/i;
/** Both directions count: a toggle is half of a blink. */
const CHANGES = /翻转|变化|跳变|电平变|\b(?:toggl|chang|flip|switch)\w*/i;
const WHILE = /的时候|期间|过程中|(?:时|着)[，,]?|\bwhile\b|\bduring\b|\bwhen\b|\bas long as\b/i;

/** "How many times does the LED blink while the pump runs": the changes of one within the time another is on. */
export function aboutCountWhile(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const stretch = stretchOf(facts);
  const named = outputsInOrder(question, facts);
  const mark = WHILE.exec(question);
  if (!stretch?.looping || named.length !== 2 || !mark || !HOW_OFTEN.test(question)) return null;
  const english = /[a-z]/i.test(mark[0]);
  // What stands behind "while", and in Chinese before "的时候", is the time that is meant.
  const frame = named.find(({ name }) => position(question, name) > mark.index === english);
  const counted = named.find((each) => each !== frame);
  const span = frame && onSpan(facts, frame, stretch);
  if (!frame || !counted || !span) return null;
  const both = CHANGES.test(question);
  const hits = facts.events.flatMap((changes, index) => {
    const { seconds } = facts.eventInfo[index]!;
    const comes = changes.some(
      ({ pin, level }) => pin === counted.pin.pin && (both || level === onOf(facts, counted.pin)),
    );
    return comes && seconds >= span.from && seconds < span.to ? [index] : [];
  });
  const lines = [...new Set(hits.map((index) => spotOf(facts, index)))];
  const does = both ? { zh: '变化', en: 'changes' } : { zh: '亮（打开）', en: 'comes on' };
  return answer(
    asking,
    say(
      asking,
      `${hits.length} 次：${frame.name} 开着的 ${duration(span.to - span.from, 'zh')}里，${counted.name} ${does.zh} ${hits.length} 次（第 ${lines.join('、')} 行）${noteFor(asking, [counted.pin])}。`,
      `${hits.length} times: in the ${duration(span.to - span.from, 'en')} that ${frame.name} is on, ${counted.name} ${does.en} ${hits.length} times (line ${lines.join(', ')})${noteFor(asking, [counted.pin])}.`,
    ),
    [...lines, spotOf(facts, span.begins)],
    0.91,
  );
}
