import { hanNumbers } from '../../../language/number-words.ts';
import { table } from '../../../language/table.ts';
import type { NamedPin } from '../facts.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { duration } from '../words.ts';
import { spotOf } from './changes.ts';
import { type Asked, pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, brief, decline, lineList, say, state } from './text.ts';
import { type Wait, waitsOf } from './waits.ts';
import { writtenWaits } from './written.ts';

const NUMBERS = table<number>({
  ...hanNumbers(),
  首: 1,
  first: 1,
  '1st': 1,
  second: 2,
  '2nd': 2,
  third: 3,
  '3rd': 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
});
const WAIT = /延[时迟]|等待|每.{0,3}等(?=多|几)|delay|wait|sleep|pause/i;
const NTH =
  /第?\s*([一二两三四五六七八九十首]|\d{1,2})\s*(?:次|个)\s*(?:的)?\s*(?:延[时迟]|等待|delay|sleep)|\b(first|second|third|fourth|fifth|sixth|seventh|eighth|\d{1,2}(?:st|nd|rd|th))\s+(?:call (?:to|of) )?(?:delay|wait|sleep|pause)|\b(?:delay|wait)\s*(?:#|number|no\.?)\s*(\d{1,2})/i;

const IN_LOOP =
  /循环(?:里面?|中|内|体)|while.{0,10}(?:里面?|中|内)|\b(?:in|of|inside|within) (?:the |its )?(?:main )?(?:loop|while)\b/i;

/** Which wait a question is about, from 1; null where it names none. */
export function waitAsked(question: string): number | null {
  const match = NTH.exec(question);
  if (!match) return null;
  const word = (match[1] ?? match[2] ?? match[3])!.toLowerCase();
  return NUMBERS[word] ?? (Number.parseInt(word, 10) || null);
}

/** "After the second delay, is LED4 on?" */
export function aboutDelay(asking: Asking): Answer | null {
  const number = waitAsked(asking.question);
  if (number === null || number === 0) return null;
  const { facts } = asking;
  const waits = waitsOf(facts);
  if (!waits)
    return decline(
      asking,
      '这段代码里各次延时和引脚变化的先后，从运行结果里看不出唯一的答案。',
      'The run does not show one clear order of waits and pin changes here.',
    );
  const all = [...waits.before, ...waits.passes.flat()];
  // "In the loop, during the second delay": those before the loop do not count.
  const skipped = IN_LOOP.test(asking.question) ? waits.before.length : 0;
  const at = all[number + skipped - 1];
  if (!at)
    return decline(
      asking,
      `运行中没有第 ${number} 次延时，一共只有 ${all.length} 次。`,
      `There is no delay number ${number}: the run has only ${all.length}.`,
    );
  const asked = pinsIn(asking.question, facts);
  const pins = asked.length > 0 ? asked : facts.outputs.map((pin): Asked => ({ pin, name: '' }));
  if (
    asked.length === 0 &&
    !/亮|灭|灯|led|状态|电平|pins?\b|high|low|\bon\b|\boff\b|state|level/i.test(asking.question)
  )
    return null;
  const sentences: string[] = [];
  const lines: number[] = [at.line];
  for (const [i, each] of pins.slice(0, 8).entries()) {
    const told = tell(asking, each, number, skipped, all, waits.before.length, waits.passes);
    sentences.push(i === 0 || pins.length === 1 ? told.text : told.short);
    lines.push(...told.lines);
  }
  const text = sentences.join(asking.language === 'zh' ? '；' : '; ');
  const nth = nthWait(asking, number, skipped);
  const where = say(asking, `（${nth}在第 ${at.line} 行）`, ` (${nth} is on line ${at.line})`);
  return answer(asking, `${text}${pins.length > 1 ? where : ''}${asking.language === 'zh' ? '。' : '.'}`, lines);
}

/** "Delay 2", "delay 2 of the loop". */
const nthWait = (asking: Asking, number: number, skipped: number): string =>
  say(
    asking,
    `${skipped > 0 ? '循环里' : ''}第 ${number} 次延时`,
    `delay ${number}${skipped > 0 ? ' of the loop' : ''}`,
  );

interface Told {
  text: string;
  short: string;
  lines: number[];
}

function tell(
  asking: Asking,
  { pin, name }: Asked,
  said: number,
  skipped: number,
  all: Wait[],
  before: number,
  passes: Wait[][],
): Told {
  const number = said + skipped;
  const { facts, question } = asking;
  const label = name || (pin.aliases.find((alias) => /led|key|relay|beep/i.test(alias)) ?? pin.pin);
  const at = all[number - 1]!;
  const during = levelAfter(facts, pin.pin, at.events);
  const next = all[number];
  // Right behind the wait the program goes on to the next one: that is what lasts.
  const lasts = next ? levelAfter(facts, pin.pin, next.events) : during;
  const wantsDuring = /期间|过程中|的时候|时候|\bduring\b|\bwhile\b|之?前|\bbefore\b/i.test(question);
  const level = wantsDuring ? during : lasts;
  const lines = changesOf(facts, pin.pin)
    .filter((change) => change.index < (wantsDuring ? at.events : (next?.events ?? at.events)))
    .slice(-1)
    .map((change) => spotOf(facts, change.index));
  const nth = nthWait(asking, said, skipped);
  const head = wantsDuring
    ? say(
        asking,
        `${nth}${/前/.test(question) ? '之前' : '期间'} ${label} 是${state(asking, pin, level, name)}`,
        `${/\bbefore\b/i.test(question) ? 'Before' : 'During'} ${nth} ${label} is ${state(asking, pin, level, name)}`,
      )
    : say(
        asking,
        `${label} 此时${state(asking, pin, level, name)}：${nth}在第 ${at.line} 行，那之后就是这样`,
        `${yesNo(asking, pin, level)}after ${nth} (line ${at.line}) ${label} is ${state(asking, pin, level, name)}`,
      );
  let text = head;
  if (!wantsDuring && during !== lasts) {
    text += say(
      asking,
      `；延时期间它还是${state(asking, pin, during, name)}，延时一结束就被改了${where(asking, lines)}`,
      `; during the delay itself it is still ${state(asking, pin, during, name)}, the change comes right behind it${where(asking, lines)}`,
    );
  } else if (lines.length > 0)
    text += say(asking, `，由${lineList(asking, lines)}设定`, `, set by ${lineList(asking, lines)}`);
  return {
    text: text + later(asking, pin, name, number - before, level, wantsDuring, passes),
    short: say(asking, `${label} ${state(asking, pin, level, name)}`, `${label} is ${state(asking, pin, level, name)}`),
    lines,
  };
}

const where = (asking: Asking, lines: number[]): string =>
  lines.some((line) => line > 0) ? say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`) : '';

function yesNo(asking: Asking, _pin: NamedPin, level: 0 | 1): string {
  const { question } = asking;
  const asksOn =
    /^\s*(?:after[^,]*,?\s*)?(?:is|does|will)\b/i.test(question) || /,\s*(?:is|does|will)\b/i.test(question);
  const both = /\bor\b/i.test(question);
  if (!asksOn || both || !/\b(?:on|off|lit|high|low)\b/i.test(question)) return '';
  const word = state(asking, _pin, level);
  const on = /^(?:on|high)/.test(word);
  const positive = /\b(?:on|lit|high)\b/i.test(question);
  return on === positive ? 'Yes: ' : 'No: ';
}

/** What the same wait of later passes shows. */
function later(
  asking: Asking,
  pin: NamedPin,
  name: string,
  inPass: number,
  level: 0 | 1,
  during: boolean,
  passes: Wait[][],
): string {
  if (inPass < 1 || passes.length < 3 || passes.some((pass) => pass.length !== passes[0]!.length)) return '';
  const each = passes[0]!.length;
  if (each === 0) return '';
  const place = (inPass - 1) % each;
  const own = Math.floor((inPass - 1) / each);
  const flat = passes.flat();
  const levels = passes.map((_, i) => {
    const wait = flat[i * each + place]!;
    const next = flat[i * each + place + 1];
    return during
      ? levelAfter(asking.facts, pin.pin, wait.events)
      : next
        ? levelAfter(asking.facts, pin.pin, next.events)
        : null;
  });
  const others = levels.filter((other, i) => i > own && other !== null) as (0 | 1)[];
  if (others.length < 2) return '';
  if (others.every((other) => other === level))
    return say(asking, '，主循环以后每一遍到这里也一样', '; it is the same in every later pass of the main loop');
  if (others.every((other) => other !== level)) {
    return say(
      asking,
      `。以后每一遍到同一处则是${state(asking, pin, others[0]!, name)}`,
      `. At the same place of every later pass it is ${state(asking, pin, others[0]!, name)}`,
    );
  }
  return say(asking, '。以后各遍到这里并不都一样，会一遍一遍地变', '. In later passes this differs from pass to pass');
}

const REMOVES =
  /去掉|删掉|删除|删了|注释掉|拿掉|不要|没有了|省掉|\b(?:remov\w*|delet\w*|drop\w*|leav\w+ out|comment\w* out|without|take out|skip\w*)\b/i;

/** "What if I remove the first delay?": the changes before and behind it then come at once. */
export function aboutRemoval(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!REMOVES.test(question) || !WAIT.test(question)) return null;
  const waits = waitsOf(facts);
  // The first pass may begin from another state than all later ones.
  const passes = waits?.passes.filter((each) => each.length > 0) ?? [];
  const pass = passes[1] ?? passes[0] ?? waits?.before ?? [];
  if (pass.length === 0) return null;
  const line = Number(/第\s*(\d{1,4})\s*行|\bline\s*(\d{1,4})/i.exec(question)?.slice(1).find(Boolean) ?? 0);
  const number =
    waitAsked(question.replace(/第?([一二三四五六七八九])个?(?=延[时迟])/g, '第$1次')) ??
    (/第一|首个?|\bfirst\b/i.test(question) ? 1 : 0);
  const last = /最后|末|\blast\b|\bfinal\b/i.test(question);
  const at = line > 0 ? pass.findIndex((wait) => wait.line === line) : last ? pass.length - 1 : number - 1;
  const all =
    /所有|全部|都|\ball\b|\bdelays\b|\bthe delays?\b(?!.{0,8}\bon\b)/i.test(question) &&
    line === 0 &&
    number === 0 &&
    !last;
  if (all || pass.length === 1) {
    const lines = [...new Set(pass.map((wait) => wait.line))];
    return answer(
      asking,
      say(
        asking,
        `没有了${lineList(asking, lines)}的延时，引脚会一个紧接一个地变，快得眼睛看不出来（看上去像一直半亮）。`,
        `Without the ${lines.length === 1 ? 'wait' : 'waits'} on ${lineList(asking, lines)} the pins change one right after the other, far too fast to see (a lamp looks dimly lit).`,
      ),
      lines,
      0.82,
    );
  }
  const wait = pass[at];
  if (!wait) return null;
  const named = (index: number): string =>
    (facts.events[index] ?? [])
      .map((change) => {
        const pin = facts.outputs.find((output) => output.pin === change.pin);
        return pin ? `${change.pin} ${brief(asking, pin, change.level)}` : change.pin;
      })
      .join(say(asking, '、', ', '));
  const from = pass[at - 1]?.events ?? Math.max(0, wait.events - 1);
  const to = pass[at + 1]?.events ?? wait.events + 1;
  const before = [...Array(Math.max(0, wait.events - Math.min(from, wait.events))).keys()]
    .map((step) => wait.events - 1 - step)
    .reverse();
  const behind = [...Array(Math.max(0, to - wait.events)).keys()].map((step) => wait.events + step);
  if (before.length === 0 || behind.length === 0) return null;
  const spots = (list: number[]): number[] => [...new Set(list.map((index) => spotOf(facts, index)))];
  return answer(
    asking,
    say(
      asking,
      `第 ${wait.line} 行的延时没有了，它前面的变化（${before.map(named).join('，')}，${lineList(asking, spots(before))}）刚发生，后面的变化（${behind.map(named).join('，')}，${lineList(asking, spots(behind))}）就紧接着来，中间的状态不再停留，一轮也短了一次延时。`,
      `Without the delay on line ${wait.line} what comes before it (${before.map(named).join(', ')}; ${lineList(asking, spots(before))}) is followed at once by what comes behind it (${behind.map(named).join(', ')}; ${lineList(asking, spots(behind))}): the state in between no longer lasts, and a round is one delay shorter.`,
    ),
    [wait.line, ...spots(before), ...spots(behind)],
    0.84,
  );
}

/** "How long is the delay?" */
export function aboutDelayLength(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !WAIT.test(question) ||
    !/多[长久]|how long|how much time|几(?:毫)?秒|多少(?:毫)?秒|(?:是|有|给|设|用)了?多少|how many (?:ms|milli|sec)|\bwhat(?:'s| is| are) the (?:delay|wait)s?\b/i.test(
      question,
    )
  )
    return null;
  const written = facts.delays.length === 0 ? writtenWaits(asking) : [];
  if (written.length > 0)
    return answer(
      asking,
      `${written
        .slice(0, 8)
        .map(({ line, ms }) =>
          say(asking, `第 ${line} 行 ${duration(ms / 1000, 'zh')}`, `line ${line} waits ${duration(ms / 1000, 'en')}`),
        )
        .join(say(asking, '，', ', '))}${say(asking, '。', '.')}`,
      written.map(({ line }) => line),
      0.85,
    );
  if (facts.delays.length === 0)
    return decline(
      asking,
      '延时是代码自己数圈数出来的（或者根本没有），准确时间要看时钟和编译器，从代码里定不下来。',
      'The waiting is done by counting loops (or there is none); its real length depends on clock and compiler and is not in the paste.',
    );
  const seen = new Map<string, { line: number; ms: number; exact: boolean }>();
  for (const each of facts.delays) seen.set(`${each.line}:${each.ms}`, each);
  const list = [...seen.values()].sort((a, b) => a.line - b.line).slice(0, 8);
  const parts = list.map(({ line, ms, exact }) => {
    const time = duration(ms / 1000, asking.language);
    return exact
      ? say(asking, `第 ${line} 行 ${time}`, `line ${line} waits ${time}`)
      : say(asking, `第 ${line} 行估计约 ${time}`, `line ${line} an estimated ${time}`);
  });
  const note = list.some(({ exact }) => !exact)
    ? say(
        asking,
        '。估计值按芯片常用主频和每圈的时钟数算，真实时间要看 Delay 的实现',
        '. Estimates assume the chip’s usual clock; the real time depends on how the delay is written',
      )
    : '';
  return answer(
    asking,
    `${parts.join(asking.language === 'zh' ? '，' : ', ')}${note}${asking.language === 'zh' ? '。' : '.'}`,
    list.map(({ line }) => line),
  );
}
