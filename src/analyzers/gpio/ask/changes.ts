// Above 400 lines: the kinds of question about the changes of one pin, one function each.
import { exactLoop, labelOf, timedRound } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { changesOf, levelAfter, onLevel } from '../levels.ts';
import { whatIfSentence } from '../say/what-if.ts';
import { duration, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { effectsOf } from './effects.ts';
import { type Asked, colourAsked, outputsNamed, pinsIn } from './pins.ts';
import { factsWithPresses, PRESS_AT_MS } from './scenario.ts';
import { impliedOutputs, isModulated } from './spans.ts';
import { type Answer, type Asking, answer, brief, decline, lineList, lineText, onNote, say, state } from './text.ts';

/** A level that lasts no longer is not seen. */
const UNSEEN_SECONDS = 1e-3;

const stop = (asking: Asking): string => say(asking, '。', '.');

/** Lines that can be called the place of a change: the write itself and the call in the program that led there. */
function placesOf(facts: GpioFacts, index: number): { line: number; call: number | null; function: string } {
  const info = facts.eventInfo[index]!;
  const last = info.calls.at(-1);
  return {
    line: info.line,
    call: last === undefined ? null : Number(last.slice(last.lastIndexOf(':') + 1)),
    function: info.function,
  };
}

/** The line that decides about a change: the call, where the write is in a function that is told which pin. */
export function spotOf(facts: GpioFacts, index: number): number {
  const { line, call, function: name } = placesOf(facts, index);
  if (call === null || line === 0) return call ?? line;
  const head = lineText(facts, facts.functions.find((each) => each.name === name)?.line ?? 0) ?? '';
  return /\(\s*(?:void)?\s*\)/.test(head) || !head.includes('(') ? line : call;
}

/** The level a word in the question asks for. */
export function wanted(asking: Asking, { pin }: Asked): 0 | 1 | null {
  const { question, facts } = asking;
  const on = onLevel(facts, pin) ?? 1;
  const off: 0 | 1 = on ? 0 : 1;
  if (/拉低|置低|变低|清零|低电平|\blow\b|\bclear/i.test(question)) return 0;
  if (/拉高|置高|变高|置位|高电平|\bhigh\b|\bset(?:s|ting)?\b/i.test(question)) return 1;
  if (/熄|灭|关|释放|断开|松开|停(?!留)|\boff\b|dark|\bclos(?:e[sd]?|ing)\b|\bstops?\b|\breleas/i.test(question))
    return off;
  if (
    /点亮|亮|打开|开|响|吸合|转|运行|启动|\bon\b|\blit\b|\blight|\bopens?\b|\bruns?\b|\bstarts?\b|\bbeeps?\b|\bsounds?\b/i.test(
      question,
    )
  )
    return on;
  return null;
}

const TOGGLES = /翻转|取反|切换|闪|toggle|flip|invert|blink|flash/i;

/** "Which line toggles LED2?" */
export function aboutLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/哪.{0,2}行|第?几行|哪里|哪一?[句处]|在哪|哪个函数|什么时候|何时|啥时候|\bwhen (?:is|are|does|do|will)\b|which (?:line|statement|function|call|code|part)|what line|where\b|who (?:turns|toggles|sets|clears|switches)/i.test(
      question,
    )
  )
    return null;
  // Where it is wired is no question of a line.
  if (/接在|接到|接(?:的)?哪|哪个?(?:引|管)?[脚口]|which pin|connected|wired/i.test(question)) return null;
  const asked = pinsIn(question, facts);
  if (asked.length === 0) return facts.events.length === 0 ? unrunLine(asking) : null;
  if (/哪个函数|什么函数|which (?:function|routine)|what function/i.test(question) && asked.length === 1) {
    const writes = changesOf(facts, asked[0]!.pin.pin);
    const inside = [...new Set(writes.map((change) => facts.eventInfo[change.index]!.function).filter(Boolean))];
    const from = writes.map((change) => change.line);
    if (inside.length > 0)
      return answer(
        asking,
        say(
          asking,
          `改变 ${asked[0]!.name} 的是 ${inside.join('、')}（${lineList(asking, from)}）。`,
          `${asked[0]!.name} is driven by ${inside.join(', ')} (${lineList(asking, from)}).`,
        ),
        from,
      );
  }
  const pressed = onlyWhenPressed(asking, asked[0]!.pin);
  if (pressed && asked.length === 1) {
    const found = aboutLine({ ...asking, facts: pressed.facts });
    if (found && !found.declined)
      return {
        ...found,
        answer: `${say(asking, `按 ${pressed.label} 时：`, `When ${pressed.label} is pressed: `)}${found.answer}`,
      };
  }
  const told: string[] = [];
  const lines: number[] = [];
  for (const each of asked.slice(0, 4)) {
    const { pin, name } = each;
    const changes = changesOf(facts, pin.pin);
    if (/配置|初始化|设为输出|设成输出|configur|initiali[sz]|set ?up|made? an? (?:output|input)/i.test(question)) {
      const place = [...facts.outputs, ...facts.inputs].find((candidate) => candidate.pin === pin.pin)?.lines;
      if (!place)
        return decline(asking, `代码里没有 ${name} 的配置。`, `The paste does not contain the set-up of ${name}.`);
      if (!changes.some((change) => change.line === place[0])) {
        told.push(say(asking, `${name} 在第 ${place[0]} 行被配置`, `${name} is set up on line ${place[0]}`));
        lines.push(place[0]);
        continue;
      }
      return decline(asking, `${name} 的配置不在这段代码里。`, `The set-up of ${name} is not in this paste.`);
    }
    const toggling = TOGGLES.test(question);
    const level = toggling ? null : wanted(asking, each);
    let chosen = level === null ? changes : changes.filter((change) => change.level === level);
    if (toggling) {
      const both = chosen.filter((change) =>
        chosen.some(
          (other) =>
            other.line === change.line && other.level !== change.level && samePlace(facts, other.index, change.index),
        ),
      );
      if (both.length === 0) {
        const set = changes.map((change) => spotOf(facts, change.index));
        lines.push(...set);
        told.push(
          set.length === 0
            ? say(
                asking,
                `没有哪一行翻转 ${name}，它在运行中没有变化`,
                `no line toggles ${name}: it never changes in the run`,
              )
            : say(
                asking,
                `没有哪一行翻转 ${name}；改变它的是${lineList(asking, set)}`,
                `no line toggles ${name}; it is set by ${lineList(asking, set)}`,
              ),
        );
        continue;
      }
      chosen = both;
    }
    if (chosen.length === 0) {
      const word =
        level === null
          ? say(asking, '变化', 'changes it')
          : say(asking, `让它变成${state(asking, pin, level, name)}`, `makes it ${state(asking, pin, level, name)}`);
      told.push(
        say(
          asking,
          `运行中没有哪一行把 ${name} ${word}`,
          `in the run no line ${level === null ? word : word} (${name})`,
        ),
      );
      continue;
    }
    const places = new Map<string, ReturnType<typeof placesOf>>();
    for (const change of chosen) {
      const place = placesOf(facts, change.index);
      places.set(`${place.line}:${place.call}`, place);
    }
    const parts = [...places.values()].slice(0, 6).map(({ line, call, function: inside }) => {
      lines.push(...(call === null ? [line] : [call, line]));
      if (call === null) {
        const text = places.size <= 2 ? quoted(lineText(facts, line) ?? '') : '';
        return (
          say(asking, `第 ${line} 行`, `line ${line}`) +
          (text === '' ? '' : say(asking, `（\`${text}\`）`, ` (\`${text}\`)`))
        );
      }
      return say(
        asking,
        `第 ${call} 行（调用 ${inside}，真正的写入在第 ${line} 行）`,
        `line ${call} (it calls ${inside}, which writes on line ${line})`,
      );
    });
    const verb = toggling ? say(asking, '翻转', 'toggles') : level === null ? say(asking, '改变', 'changes') : null;
    const list = parts.join(say(asking, '、', ' and '));
    told.push(
      verb === null
        ? say(
            asking,
            `${list}把 ${name} 变成${state(asking, pin, level!, name)}`,
            `${list} ${parts.length > 1 ? 'make' : 'makes'} ${name} go ${level ? 'high' : 'low'}${onWord(asking, each, level!)}`,
          )
        : say(asking, `${list}${verb} ${name}`, `${list} ${parts.length > 1 ? verb.replace(/s$/, '') : verb} ${name}`),
    );
  }
  const text = told.join(say(asking, '；', '; '));
  const when = /什么时候|何时|啥时候|第几秒|\bwhen\b/i.test(question) ? firstTime(asking, asked[0]!) : '';
  return answer(asking, `${text[0]!.toUpperCase()}${text.slice(1)}${when}${stop(asking)}`, lines);
}

const SETS_HIGH = /\bSET\b|_SET\b|SetBits?|bit_set\b|\bHIGH\b|,\s*1\s*\)/;
const SETS_LOW = /RESET\b|ResetBits?|bit_reset\b|\bLOW\b|,\s*0\s*\)/;

/** Of code without an entry: the lines that write the pin that the question names by its port and number. */
function unrunLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [, port, number] = /\bP([A-K])_?(\d{1,2})\b/.exec(question) ?? [];
  if (!port) return null;
  const place = new RegExp(`GPIO_?${port}\\b.*PIN_?${number}(?!\\d)`, 'i');
  const level = /关|灭|熄|低|\boff\b|\blow\b/i.test(question)
    ? 0
    : /开|亮|高|\bon\b|\bhigh\b/i.test(question)
      ? 1
      : null;
  const lines = bareLines(facts).flatMap((text, i) => {
    if (!place.test(text) || !/toggle|write|set|reset|=/i.test(text)) return [];
    const toggles = /toggle|\^=/i.test(text);
    const meant = TOGGLES.test(question)
      ? toggles
      : level === null || (level === 1 ? SETS_HIGH.test(text) && !SETS_LOW.test(text) : SETS_LOW.test(text));
    return meant ? [i + facts.firstLine] : [];
  });
  if (lines.length === 0 || lines.length > 4) return null;
  const shown = lines.map((line) =>
    say(
      asking,
      `第 ${line} 行（\`${quoted(lineText(facts, line) ?? '')}\`）`,
      `line ${line} (\`${quoted(lineText(facts, line) ?? '')}\`)`,
    ),
  );
  return answer(
    asking,
    say(
      asking,
      `按代码看是${shown.join('、')}；这段没有入口，没有跑。`,
      `By the code it is ${shown.join(' and ')}; this part has no entry and was not run.`,
    ),
    lines,
    0.85,
  );
}

/** The run in which an input moves a pin that otherwise rests; null where no input does. */
function onlyWhenPressed({ facts }: Asking, { pin }: NamedPin): { facts: GpioFacts; label: string } | null {
  if (changesOf(facts, pin).length > 0) return null;
  const input = facts.whatIf.find(({ phases }) =>
    phases.some(({ changes }) => changes.some((change) => change.pin === pin)),
  );
  if (!input) return null;
  // Pressed, let go and pressed again: what toggles it shows both ways.
  const fromMs = [0, 1, 3, 4].map((step) => PRESS_AT_MS + step * input.holdMs);
  const run = factsWithPresses(facts, input, fromMs);
  return run && { facts: run, label: labelOf(input) };
}

/** When a pin first gets the level that was asked for. */
function firstTime(asking: Asking, asked: Asked): string {
  const { facts } = asking;
  const level = wanted(asking, asked);
  const change = changesOf(facts, asked.pin.pin).find((each) => level === null || each.level === level);
  if (!change) return '';
  const { seconds, exact } = facts.eventInfo[change.index]!;
  const time =
    seconds < 2e-5 ? null : `${exact ? '' : say(asking, '约 ', 'about ')}${duration(seconds, asking.language)}`;
  const waits = facts.delays.filter((each) => each.events <= change.index).length;
  const behind =
    !exact && waits > 0 ? say(asking, `（第 ${waits} 次延时之后）`, ` (behind delay number ${waits})`) : '';
  return time === null
    ? say(asking, '；第一次在一开始', '; the first time right at the start')
    : say(asking, `；第一次在开始后 ${time}${behind}`, `; the first time ${time} after the start${behind}`);
}

const samePlace = (facts: GpioFacts, a: number, b: number): boolean =>
  placesOf(facts, a).call === placesOf(facts, b).call;

function onWord(asking: Asking, { pin }: Asked, level: 0 | 1): string {
  const on = onLevel(asking.facts, pin);
  return on === null ? '' : ` (${level === on ? 'on' : 'off'})`;
}

/** Lines that drive a pin by one of its names and to which the plain run did not come. */
function unseenWrites(asking: Asking, pin: NamedPin): number[] {
  const { facts } = asking;
  const own = [pin.pin, ...pin.aliases].filter((name) => /^[A-Za-z_]\w{2,}$/.test(name));
  return bareLines(facts).flatMap((text, i) =>
    effectsOf(asking, text).length > 0 && own.some((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text))
      ? [i + facts.firstLine]
      : [],
  );
}

/** "Is LED1 ever turned off?", "LED1 会灭吗" */
export function aboutEver(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const asks =
    /\bever\b|\bnever\b|\balways\b|\bstays?\b|\bat (?:all|any)|does .{1,30}(?:turn|go|get|light|blink|flash|toggle|change|close|open|stop|run)|is .{1,20}(?:turned|switched|cleared|always|ever|toggled)|will .{1,30}(?:turn|go|be|light|blink)|会.{0,6}(?:响|吸合|断开|释放|停|转|灭|亮|关|闪|变|翻转|熄)|一直|永远|始终|有没有|是否|从来|总是|常亮|吗/i;
  if (!asks.test(question) || /丢|漏|\bmiss|\blost?\b|为什么|为何|为啥|\bwhy\b|how come/i.test(question)) return null;
  // Of two together one alone says nothing.
  if (/同时|一起|\btogether\b|\bat the same time\b|\bat once\b|\bboth\b/i.test(question)) return null;
  const asked = pinsIn(question, facts);
  if (asked.length !== 1 || !facts.outputs.some((output) => output.pin === asked[0]!.pin.pin)) return null;
  const [each] = asked as [Asked];
  const { pin, name } = each;
  if (isModulated(asking, pin)) return null;
  const changes = changesOf(facts, pin.pin).map((change) => ({ ...change, line: spotOf(facts, change.index) }));
  const certain = facts.loop !== null || facts.ended === 'settled' || facts.ended === 'returned';
  if (facts.ended === 'not-run')
    return decline(
      asking,
      '这段代码没有可以跑起来的入口，看不到引脚实际怎么变。',
      'This paste has no entry to run from, so what the pin does was not seen.',
    );
  const blinking = TOGGLES.test(question);
  const always = /一直|永远|始终|总是|常亮|always|\bstays?\b|\bremain/i.test(question);
  const level = blinking ? null : wanted(asking, each);
  const looping = facts.loop
    ? changes.filter(
        (change) => change.index >= facts.loop!.start && change.index < facts.loop!.start + facts.loop!.period,
      )
    : [];
  const waiting = changes.length === 0 && facts.inputs.length > 0 ? unseenWrites(asking, pin) : [];
  if (waiting.length > 0)
    return answer(
      asking,
      say(
        asking,
        `输入不动的时候不会：${name} 一直是${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}。${lineList(asking, waiting)}会改它，可是要条件成立才走到。`,
        `Not while no input changes: ${name} stays ${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}. What changes it stands on ${lineList(asking, waiting)}, where the run comes only under a condition.`,
      ),
      waiting,
      0.75,
    );
  const inputs = facts.inputs.length > 0 ? say(asking, `（按输入引脚不变来算）`, ' (with no input changing)') : '';
  const yes = say(asking, '会', 'Yes');
  const no = say(asking, '不会', 'No');
  if (level === null) {
    if (!blinking) return null;
    if (looping.length > 0) {
      const lines = looping.map((change) => change.line);
      return answer(
        asking,
        `${yes}${say(asking, `，${name} 一直在亮灭之间变化`, `, ${name} keeps changing`)}${say(asking, `（${lineList(asking, lines)}）`, ` (${lineList(asking, lines)})`)}${stop(asking)}`,
        lines,
      );
    }
    if (!certain)
      return decline(
        asking,
        `运行在看到结果之前就停了，${name} 会不会一直变化没有定论。`,
        `The run stopped before that was settled for ${name}.`,
      );
    return answer(
      asking,
      `${no}${say(asking, `，${name} ${changes.length === 0 ? '根本没变过' : `变了 ${changes.length} 次之后就停在${state(asking, pin, changes.at(-1)!.level, name)}`}${inputs}。`, `, ${name} ${changes.length === 0 ? 'never changes' : `changes ${changes.length === 1 ? 'once' : `${changes.length} times`} and then stays ${state(asking, pin, changes.at(-1)!.level, name)}`}${inputs}.`)}`,
      changes.map((change) => change.line),
    );
  }
  const matching = changes.filter(
    (change, i) => change.level === level && (i > 0 || level !== levelAfter(facts, pin.pin, 0)),
  );
  const opposite = changes.filter((change) => change.level !== level);
  if (always) {
    const settledAt = changes.at(-1);
    const steady = looping.length === 0 && certain && settledAt !== undefined && settledAt.level === level;
    const text = steady
      ? say(
          asking,
          `是的，${name} 从第 ${settledAt.line} 行起一直是${state(asking, pin, level, name)}，之后没有代码再改它${inputs}。`,
          `Yes, from line ${settledAt.line} on ${name} stays ${state(asking, pin, level, name)}: nothing changes it afterwards${inputs}.`,
        )
      : looping.length > 0
        ? say(
            asking,
            `不是，${name} 会来回变化：${lineList(
              asking,
              opposite.map((change) => change.line),
            )}把它变成${state(asking, pin, level ? 0 : 1, name)}。`,
            `No, ${name} goes back and forth: ${lineList(
              asking,
              opposite.map((change) => change.line),
            )} makes it ${state(asking, pin, level ? 0 : 1, name)}.`,
          )
        : null;
    if (text === null) {
      if (!certain) return decline(asking, '运行在看到结果之前就停了。', 'The run stopped before that was settled.');
      const now = levelAfter(facts, pin.pin, facts.events.length);
      return answer(
        asking,
        say(
          asking,
          `${now === level ? '是的' : '不是'}，${name} 停在${state(asking, pin, now, name)}${inputs}。`,
          `${now === level ? 'Yes' : 'No'}, ${name} ends ${state(asking, pin, now, name)}${inputs}.`,
        ),
        changes.map((change) => change.line),
      );
    }
    return answer(asking, text, steady ? [settledAt.line] : opposite.map((change) => change.line));
  }
  if (matching.length > 0) {
    const first = matching[0]!;
    const lines = matching.map((change) => change.line);
    const end = changes.at(-1)!;
    const shown = facts.eventInfo[end.index]!.seconds - facts.eventInfo[first.index]!.seconds;
    // Nobody sees what set-up does on its way to the level that stays.
    if (looping.length === 0 && certain && end.level !== level && shown < UNSEEN_SECONDS) {
      const when = `${facts.eventInfo[first.index]!.exact ? '' : say(asking, '约 ', 'about ')}${duration(facts.eventInfo[first.index]!.seconds, asking.language)}`;
      return answer(
        asking,
        say(
          asking,
          `只在开头：${lineList(asking, lines)}让 ${name} ${state(asking, pin, level, name)}（开始后 ${when}），从第 ${end.line} 行起一直是${state(asking, pin, end.level, name)}，不再变${inputs}。`,
          `Only at the beginning: ${lineList(asking, lines)} makes ${name} ${state(asking, pin, level, name)} (${when} after the start); from line ${end.line} on it stays ${state(asking, pin, end.level, name)}${inputs}.`,
        ),
        [...lines, end.line],
      );
    }
    return answer(
      asking,
      say(
        asking,
        `${yes}，${lineList(asking, lines)}让 ${name} 变成${state(asking, pin, level, name)}${looping.length > 0 ? '，而且每个周期都会' : ''}，第一次在开始后 ${facts.eventInfo[first.index]!.exact ? '' : '约 '}${duration(facts.eventInfo[first.index]!.seconds, 'zh')}。`,
        `${yes}, ${lineList(asking, lines)} makes ${name} ${state(asking, pin, level, name)}${looping.length > 0 ? ', again and again' : ''}, first ${facts.eventInfo[first.index]!.exact ? '' : 'about '}${duration(facts.eventInfo[first.index]!.seconds, 'en')} after the start.`,
      ),
      lines,
    );
  }
  if (!certain)
    return decline(
      asking,
      `在跑过的这一段里没有，但运行没有走到能下结论的地方。`,
      `Not in the part that was run, but the run did not get far enough to be sure.`,
    );
  const left = leftOut(asking, name);
  if (left !== null) return decline(asking, left.zh, left.en);
  const set = changes.at(-1);
  const rest =
    changes.length === 0
      ? say(
          asking,
          `它从头到尾都是${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}`,
          `it is ${state(asking, pin, levelAfter(facts, pin.pin, 0), name)} all the time`,
        )
      : say(
          asking,
          `第 ${set!.line} 行之后它一直是${state(asking, pin, set!.level, name)}，没有代码再改它`,
          `from line ${set!.line} on it stays ${state(asking, pin, set!.level, name)} and nothing changes it again`,
        );
  return answer(
    asking,
    `${no}${say(asking, '，', ', never: ')}${rest}${inputs}${stop(asking)}`,
    changes.map((change) => change.line),
  );
}

/** What the run had to leave out and may change a pin that it did not see change; null where it left out nothing. */
function leftOut({ facts }: Asking, name: string): { zh: string; en: string } | null {
  const [outside] = facts.calledElsewhere;
  if (outside !== undefined)
    return {
      zh: `跑到的部分里没有；不过 \`${quoted(outside)}\` 没有让它发生，它对 ${name} 做什么没有算进来。`,
      en: `Not in what was run; but \`${quoted(outside)}\` was not made to happen, and what it does to ${name} is not counted in.`,
    };
  const [counted] = facts.lentRead;
  return counted === undefined
    ? null
    : {
        zh: `${counted.pin} 上什么都不来的话不会；来了会怎样，这里没有跑。`,
        en: `Not as long as nothing comes in at ${counted.pin}; what happens when something does was not run.`,
      };
}

const ASKS_TURNING = /翻(?:转)?一?次|翻转|[换变]一?次|切换|\b(?:toggl|chang|switch|flip|invert)\w*/i;

/** "How long is LED3 on?", "红灯多久亮一次" */
export function aboutPeriod(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/多久|多长|几(?:毫)?秒|多少(?:毫)?秒|周期|频率|占空比|多快|间隔|赫兹|\bHz\b|how (?:long|often|fast|many (?:seconds|times|ms|milliseconds))|period|frequency|duty|interval|rate\b|\bo(?:n|ff)[- ]time|[亮灭]的?时间/i.test(
      question,
    )
  )
    return null;
  const named = outputsNamed(question, facts);
  const asked = named.length > 0 ? named : meant(asking);
  if (asked.some((each) => isModulated(asking, each.pin))) return null;
  const unseen = unseenWait(asking, asked[0]);
  if (unseen) return unseen;
  if (asked.length === 0) {
    if (/定时器|中断|延[时迟]|\btimer|\binterrupt|\bdelay/i.test(question)) return null;
    if (!/循环|一轮|一圈|周期|整个|loop|cycle|period|round|pass|闪|blink|flash/i.test(question)) return null;
    if (facts.loop && facts.loopSeconds !== null) {
      const exact = exactLoop(facts);
      const time = duration(facts.loopSeconds, asking.language);
      const lines = loopLines(facts);
      return answer(
        asking,
        exact
          ? say(asking, `一个周期 ${time}。`, `One period is ${time}.`)
          : say(
              asking,
              `一个周期估计约 ${time}${estimate(asking)}。`,
              `One period is an estimated ${time}${estimate(asking)}.`,
            ),
        lines,
      );
    }
    return null;
  }
  const told: string[] = [];
  const lines: number[] = [];
  for (const each of asked.slice(0, 4)) {
    const { pin, name } = each;
    const changes = changesOf(facts, pin.pin);
    const { loop } = facts;
    const round = loop ? timedRound(facts) : 0;
    const looping = loop ? changes.filter((change) => change.index >= round && change.index < round + loop.period) : [];
    if (!loop || looping.length === 0 || facts.loopSeconds === null) {
      const certain = loop !== null || facts.ended === 'settled' || facts.ended === 'returned';
      if (!certain)
        return decline(
          asking,
          `运行没有走到能看出 ${name} 规律的地方。`,
          `The run did not get far enough to show a rhythm of ${name}.`,
        );
      const spans = changes.slice(0, 6).flatMap((change, i) => {
        const next = changes[i + 1];
        if (!next) return [];
        const exact = facts.eventInfo[next.index]!.exact;
        return [
          say(
            asking,
            `${state(asking, pin, change.level, name)} ${exact ? '' : '约 '}${duration(facts.eventInfo[next.index]!.seconds - facts.eventInfo[change.index]!.seconds, 'zh')}`,
            `${state(asking, pin, change.level, name)} for ${exact ? '' : 'about '}${duration(facts.eventInfo[next.index]!.seconds - facts.eventInfo[change.index]!.seconds, 'en')}`,
          ),
        ];
      });
      const last = changes.at(-1);
      const pressed = last ? null : underPress(asking, pin.pin);
      if (pressed !== null) {
        told.push(pressed);
        continue;
      }
      told.push(
        last
          ? say(
              asking,
              `${name} 不重复：${[...spans, `最后一直是${state(asking, pin, last.level, name)}`].join('，')}`,
              `${name} does not repeat: ${[...spans, `then it stays ${state(asking, pin, last.level, name)}`].join(', ')}`,
            )
          : facts.inputs.length > 0
            ? say(
                asking,
                `输入都不变时 ${name} 不变，一直是${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}`,
                `as long as no input changes, ${name} does not either and stays ${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}`,
              )
            : leftOut(asking, name) !== null
              ? say(asking, leftOut(asking, name)!.zh.replace(/。$/, ''), leftOut(asking, name)!.en.replace(/\.$/, ''))
              : say(
                  asking,
                  `${name} 没有变化过，一直是${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}`,
                  `${name} never changes and stays ${state(asking, pin, levelAfter(facts, pin.pin, 0), name)}`,
                ),
      );
      lines.push(...changes.map((change) => change.line));
      continue;
    }
    const exact = exactLoop(facts);
    const about = exact ? '' : say(asking, '约 ', '~');
    const spans = looping.map((change, i) => {
      const next = looping[i + 1];
      const end = next
        ? facts.eventInfo[next.index]!.seconds
        : facts.eventInfo[looping[0]!.index]!.seconds + facts.loopSeconds!;
      return {
        level: change.level,
        seconds: end - facts.eventInfo[change.index]!.seconds,
        events: [change.index, next ? next.index : looping[0]!.index + loop.period] as const,
      };
    });
    const on = onLevel(facts, pin) ?? 1;
    const word = (level: 0 | 1): string => brief(asking, pin, level);
    const times = (level: 0 | 1): string => {
      const all = [
        ...new Set(spans.filter((span) => span.level === level).map((span) => duration(span.seconds, asking.language))),
      ];
      return all.join(say(asking, ' 或 ', ' or '));
    };
    const waits = exact ? '' : waitCount(asking, spans.find((span) => span.level === on)?.events);
    const ons = spans.filter((span) => span.level === on).length;
    const every = facts.loopSeconds / Math.max(1, ons);
    const gaps = spans.filter((span) => span.level !== on).map((span) => span.seconds);
    const even =
      ons <= 1 ||
      (spans
        .filter((span) => span.level === on)
        .every((span) => Math.abs(span.seconds - spans.find((other) => other.level === on)!.seconds) < 1e-4) &&
        // Bursts with a pause behind them are no rhythm either.
        gaps.every((gap) => Math.abs(gap - gaps[0]!) <= 0.1 * gaps[0]!));
    const rhythm = even
      ? say(
          asking,
          `${exact ? '每' : '大约每'} ${duration(every, 'zh')}亮一次`,
          `once every ${about}${duration(every, 'en')}`,
        )
      : say(
          asking,
          `每 ${about}${duration(facts.loopSeconds, 'zh')}里 ${ons} 次`,
          `${ons} times every ${about}${duration(facts.loopSeconds, 'en')}`,
        );
    const duty = /占空比|duty/i.test(question)
      ? say(
          asking,
          `，高电平占 ${percent(spans, facts.loopSeconds)}`,
          `, high ${percent(spans, facts.loopSeconds)} of the time`,
        )
      : '';
    const hertz =
      /频率|赫兹|Hz|frequency|rate\b/i.test(question) && even
        ? say(
            asking,
            `，${exact ? '' : '约 '}${Number((1 / every).toPrecision(3))} Hz`,
            `, ${exact ? '' : 'about '}${Number((1 / every).toPrecision(3))} Hz`,
          )
        : '';
    const burst = /频率|赫兹|Hz|frequency|rate\b/i.test(question) && !even ? burstOf(asking, spans, on) : '';
    const off: 0 | 1 = on ? 0 : 1;
    // Who asks for the toggling wants the time from one change to the next.
    const alike = spans.every(({ seconds }) => Math.abs(seconds - spans[0]!.seconds) <= 0.02 * seconds);
    const toggles =
      ASKS_TURNING.test(question) && alike
        ? say(
            asking,
            `每 ${about}${duration(spans[0]!.seconds, 'zh')}翻转一次，`,
            `toggles every ${about}${duration(spans[0]!.seconds, 'en')}: it `,
          )
        : '';
    told.push(
      say(
        asking,
        `${name} ${toggles}${rhythm}${hertz}${burst}：${word(on)}${exact ? ' ' : ''}${about}${times(on)}${waits}，${word(off)}${exact ? ' ' : ''}${about}${times(off)}${duty}`,
        `${name} ${toggles}comes on ${rhythm}${hertz}${burst}: ${word(on)} for ${about}${times(on)}${waits}, then ${word(off)} for ${about}${times(off)}${duty}`,
      ),
    );
    told[told.length - 1] += onNote(asking, pin);
    if (!exact) told[told.length - 1] += estimate(asking);
    lines.push(...looping.map((change) => change.line));
  }
  return answer(asking, `${told.join(say(asking, '；', '; '))}${stop(asking)}`, lines);
}

/** A pin that rests until an input changes: what it does then. */
function underPress({ facts, language }: Asking, pin: string): string | null {
  const moving = facts.whatIf.filter(({ phases }) =>
    phases.some(({ changes, paces }) => [...changes, ...paces].some((each) => each.pin === pin)),
  );
  const [input, other] = moving;
  return input && !other ? whatIfSentence(input, language).replace(/[。.]$/, '') : null;
}

/** Of pulses in groups: how quickly they follow each other inside of one. */
function burstOf(asking: Asking, spans: readonly { level: 0 | 1; seconds: number }[], on: 0 | 1): string {
  const steps = spans.flatMap((span, i) => {
    const next = spans[i + 1];
    return span.level === on && next ? [span.seconds + next.seconds] : [];
  });
  const least = Math.min(...steps);
  const quick = steps.filter((step) => step <= 1.1 * least);
  if (quick.length < 2 || quick.length < 0.6 * steps.length) return '';
  const mean = quick.reduce((sum, step) => sum + step, 0) / quick.length;
  const hz = Number((1 / mean).toPrecision(3));
  return say(
    asking,
    `，成组出现，组内每 ${duration(mean, 'zh')}一次（约 ${hz} Hz）`,
    `, in groups: inside of one every ${duration(mean, 'en')} (about ${hz} Hz)`,
  );
}

/** The waits are calls of a function the paste does not hold: then they are named, not timed. */
function unseenWait(asking: Asking, asked: Asked | undefined): Answer | null {
  const { facts } = asking;
  if (!asked || facts.elsewhere.length === 0 || facts.delays.length > 0 || (facts.loopSeconds ?? 1) > 1e-3) return null;
  const calls = new RegExp(
    `\\b(?:${facts.elsewhere.filter((name) => /^\w+$/.test(name)).join('|')})\\s*\\([^;]{0,60}\\)`,
  );
  const on = onLevel(facts, asked.pin) ?? 1;
  const changes = changesOf(facts, asked.pin.pin);
  const at = changes.findIndex((change) => change.level === on);
  const [from, to] = [changes[at], changes[at + 1]].map((change) => (change ? spotOf(facts, change.index) : 0));
  if (!from || !to || to <= from) return null;
  const waits: number[] = [];
  for (let line = from + 1; line < to; line++) if (calls.test(lineText(facts, line) ?? '')) waits.push(line);
  if (waits.length === 0) return null;
  const shown = waits.slice(0, 3).map((line) => `\`${quoted(calls.exec(lineText(facts, line)!)![0])}\``);
  return answer(
    asking,
    say(
      asking,
      `${asked.name} 在第 ${from} 行打开、第 ${to} 行关闭，中间等的是 ${shown.join('、')}（第 ${waits.join('、')} 行）；这个函数不在代码里，按名字和参数看就是这么久。`,
      `${asked.name} goes on at line ${from} and off at line ${to}; between them stands ${shown.join(', ')} (line ${waits.join(', ')}). That function is not in the paste, so its argument is all that tells the time.`,
    ),
    [from, ...waits, to],
    0.8,
  );
}

/** "what duty?", "on time?": no pin is named, so those that change are meant, and nothing else is spoken of. */
function meant(asking: Asking): Asked[] {
  if (
    colourAsked(asking.question) ||
    !/占空比|频率|亮|灭|闪|翻转|切换|交替|\bon\b|\boff\b|duty|frequency|\blit\b|swap|\bswitch(?:es)?\b|alternat|toggl|blink|flash/i.test(
      asking.question,
    ) ||
    /主频|时钟|晶振|波特|采样|中断|定时|延[时迟]|分频|clock|crystal|oscillat|baud|interrupt|timer|sampl|delay|[A-Za-z]\w*\s*\(/i.test(
      asking.question,
    )
  )
    return [];
  return impliedOutputs(asking).map((pin) => ({ pin, name: labelOf(pin) }));
}

const percent = (spans: { level: 0 | 1; seconds: number }[], total: number): string =>
  `${Math.round((100 * spans.filter((span) => span.level === 1).reduce((sum, span) => sum + span.seconds, 0)) / total)}%`;

const loopLines = (facts: GpioFacts): number[] =>
  facts.loop
    ? facts.eventInfo.slice(facts.loop.start, facts.loop.start + facts.loop.period).map((info) => info.line)
    : [];

/** "(2 delays)": how many waits lie in a span, where its time is only an estimate. */
function waitCount(asking: Asking, events: readonly [number, number] | undefined): string {
  if (!events) return '';
  const count = asking.facts.delays.filter((wait) => wait.events > events[0] && wait.events <= events[1]).length;
  return count === 0 ? '' : say(asking, `（${count} 次延时）`, ` (${count} ${count === 1 ? 'delay' : 'delays'})`);
}

const estimate = (asking: Asking): string =>
  say(
    asking,
    '（估计值：延时是数圈的，真实时间取决于主频和编译器）',
    ' (an estimate: the waits are counted loops, the real time depends on clock and compiler)',
  );

/** "What happens first?" */
export function aboutOrder(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const first =
    /最先|首先|第一个|一开始|开始的时候|上电|先亮|先发生|what happens first|\bfirst\b|at (?:the )?start|power[- ]?(?:on|up)|after reset|begin/i.test(
      question,
    );
  const order = /顺序|次序|先后|依次|\border\b|sequence/i.test(question);
  // Why something is done first is no question of which pin is.
  if ((!first && !order) || /\bwhy\b|为什么|为何|为啥/i.test(question)) return null;
  if (facts.events.length === 0) return decline(asking, '运行中没有引脚发生变化。', 'No pin changes in the run.');
  const count = order
    ? Math.min(facts.events.length, facts.loop ? facts.loop.start + facts.loop.period : 12, 12)
    : Math.min(3, facts.events.length);
  const parts = facts.events.slice(0, count).map((changes, i) => {
    const info = facts.eventInfo[i]!;
    const what = changes
      .map((change) =>
        say(
          asking,
          `${labelOf(change)} 变成${state(asking, change, change.level)}`,
          `${labelOf(change)} goes ${state(asking, change, change.level)}`,
        ),
      )
      .join(say(asking, '、', ', '));
    return info.line > 0 ? say(asking, `${what}（第 ${info.line} 行）`, `${what} (line ${info.line})`) : what;
  });
  const text = order
    ? parts.join(' → ')
    : say(
        asking,
        `最先是 ${parts[0]}${parts.length > 1 ? `，接着 ${parts.slice(1).join('，然后 ')}` : ''}`,
        `First ${parts[0]}${parts.length > 1 ? `, then ${parts.slice(1).join(', then ')}` : ''}`,
      );
  return answer(
    asking,
    text + stop(asking),
    facts.eventInfo.slice(0, count).map((info) => info.line),
    0.85,
  );
}
