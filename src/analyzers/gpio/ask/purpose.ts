import { labelOf } from '../behaviour.ts';
import { blankComments } from '../code.ts';
import type { NamedPin } from '../facts.ts';
import { duration, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { effectsOf } from './effects.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const WHAT_FOR =
  /有(?:什么|啥)(?:意义|用处)|作用|为什么|为何|为啥|干嘛|干什么|干啥|有什么用|有啥用|目的|用来|为了什么|是为了|需要(?:它|这)|\bwhat\b.{0,60}\bfor\b|\bwhy\b|\bpurpose\b|\bneeded?\b|\bwhat does\b.{0,40}\bdo\b|什么意思|是什么/i;

const flat = (text: string): string => text.replace(/\s+/g, '');

/** Lines of the paste whose code the question quotes, or whose number it names. */
export function linesQuoted({ question, facts }: Asking): number[] {
  const number = /\bline (\d{1,4})\b|第\s*(\d{1,4})\s*行/i.exec(question);
  if (number) return [Number(number[1] ?? number[2])];
  const pieces = [
    ...question.matchAll(
      /[A-Za-z_][\w.]*(?:->\w+)?\s*(?:[|&^+-]|<<|>>)?=(?!=)\s*[^?？,，;；。]+|[A-Za-z_]\w*\s*\([^()?？]{0,60}(?:\([^()]{0,40}\)[^()?？]{0,40}){0,3}\)/g,
    ),
  ].map(([piece]) => flat(piece));
  const code = bareLines(facts);
  return code.flatMap((text, i) =>
    pieces.some((piece) => startsAlike(flat(text), piece)) ? [i + facts.firstLine] : [],
  );
}

/** The line holds the piece, or all of it up to the words of the question behind. */
function startsAlike(line: string, piece: string): boolean {
  if (line.includes(piece)) return true;
  const own = line.replace(/[;{}]+$/, '');
  return own.length > 6 && piece.startsWith(own);
}

/** The inputs whose pull is chosen by writing to their output register on this line. */
function pulledOn(asking: Asking, line: number): NamedPin | undefined {
  const text = blankComments(lineText(asking.facts, line) ?? '');
  const avr = /^\s*PORT([A-L])\s*(?:\|=|=)/.exec(text);
  const other = /\b(?:GPIO|P)([A-K])\s*(?:->|\))\s*(?:ODR|BSRR|BSHR|OUTDR|POD|PBSC|BOP|OCTL|SCR)\b\s*(?:\|=|=)/.exec(
    text,
  );
  const msp = /(?:^|[;{])\s*P(\d{1,2})OUT\s*(?:\|=|=)/.exec(text);
  const port = avr?.[1] ?? other?.[1] ?? msp?.[1];
  if (!port) return undefined;
  const inputs = asking.facts.inputs.filter(
    ({ pin, aliases, mode }) =>
      /pull-up/.test(mode) && [pin, ...aliases].some((name) => new RegExp(`^P${port}\\.?\\d`).test(name)),
  );
  const named = inputs.filter(({ pin, aliases }) =>
    [pin, ...aliases].some((name) => new RegExp(`\\b${name.replace(/[^\w]/g, '\\$&')}\\b`).test(text)),
  );
  const numbered = inputs.filter(({ pin, aliases }) =>
    [pin, ...aliases].some((name) => {
      const bit = /^P[A-L]\.?(\d{1,2})$/.exec(name)?.[1];
      return bit !== undefined && new RegExp(`<<\\s*\\(?\\s*${bit}\\b`).test(text);
    }),
  );
  return named[0] ?? numbered[0] ?? (inputs.length === 1 ? inputs[0] : undefined);
}

/** "Why write PORTD bit PD2": lines that write the port and hold a name of the question beside it. */
function linesOfPort({ question, facts }: Asking): number[] {
  const port = /\b(?:PORT[A-L]|P\d{1,2}OUT)\b/.exec(question)?.[0];
  const others = (question.match(/[A-Za-z_]\w*/g) ?? []).filter(
    (word) => word !== port && /[A-Z]/.test(word) && word.length >= 2,
  );
  if (!port || others.length === 0) return [];
  return bareLines(facts).flatMap((text, i) =>
    new RegExp(`\\b${port}\\s*\\|?=`).test(text) && others.some((word) => new RegExp(`\\b${word}\\b`).test(text))
      ? [i + facts.firstLine]
      : [],
  );
}

/** "PORTD |= (1 << PD2) but PD2 is an input, what is that for": the output bit of an input chooses its pull. */
export function aboutPullUp(asking: Asking): Answer | null {
  if (!WHAT_FOR.test(asking.question) && !/上拉|pull/i.test(asking.question)) return null;
  for (const line of [...linesQuoted(asking), ...linesOfPort(asking)]) {
    const pin = pulledOn(asking, line);
    if (!pin) continue;
    const avr = /^\s*PORT/.test(lineText(asking.facts, line) ?? '');
    return answer(
      asking,
      avr
        ? say(
            asking,
            `${pin.pin} 是输入，往输入脚的 PORT 位写 1 是打开它的内部上拉（第 ${line} 行）：没接东西、没按下时读到高电平，不会悬空乱跳。`,
            `${pin.pin} is an input, and a 1 in the PORT bit of an input switches its internal pull-up on (line ${line}): with nothing pulling it low it reads high instead of floating.`,
          )
        : say(
            asking,
            `${pin.pin} 是带上下拉的输入，输出寄存器里那一位为 1 选的是上拉（第 ${line} 行）：没按下时读到高电平。`,
            `${pin.pin} is an input with a pull resistor, and a 1 in its output bit chooses the pull-up (line ${line}): at rest it reads high.`,
          ),
      [line],
      0.91,
    );
  }
  return null;
}

/** "Why gpio_pull_up": what rests on it. */
export function aboutPullCall(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHAT_FOR.test(question) || !/上拉|pull[-_ ]?up|PULLUP|\bIPU\b/i.test(question)) return null;
  const line = bareLines(facts).findIndex((text) => /pull_?up|PULLUP|_IPU\b/i.test(text));
  if (line < 0) return null;
  const at = line + facts.firstLine;
  const pin = facts.inputs.find(({ mode }) => /pull-up/.test(mode));
  const name = pin ? labelOf(pin) : '';
  return answer(
    asking,
    say(
      asking,
      `打开内部上拉（第 ${at} 行）：${name === '' ? '这个输入' : name} 没接到地、也就是没按下时稳定读到高电平，按下接地才读到低；没有上拉，引脚悬空，读数会乱跳。`,
      `It switches the internal pull-up on (line ${at}): ${name === '' ? 'the input' : name} reads a steady high at rest and low only when the button ties it to ground; without a pull it would float and read anything.`,
    ),
    [at],
    0.9,
  );
}

/** "Why while (!KEY);": a loop of nothing that waits for an input. */
export function aboutWaitLoop(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHAT_FOR.test(question) && !/等什么|\bwait(?:s|ing)? for\b/i.test(question)) return null;
  const code = bareLines(facts);
  const named = linesQuoted(asking);
  const loops = code.filter((text) => {
    const loop = /\bwhile\s*\((.+)\)\s*(?:;|\{\s*\}|\w*delay\w*\s*\([^()]*\)\s*;)/i.exec(text);
    return loop !== null && readsInput(facts, loop[1]!);
  });
  const theOnly = loops.length === 1 && /while/i.test(question) && /等|\bwait/i.test(question);
  const asked = code.flatMap((text, i) => {
    const line = i + facts.firstLine;
    const loop = /\bwhile\s*\((.+)\)\s*(?:;|\{\s*\}|\w*delay\w*\s*\([^()]*\)\s*;)/i.exec(text);
    if (!loop || !readsInput(facts, loop[1]!)) return [];
    const meant =
      theOnly ||
      (named.includes(line) && (/while/i.test(question) || /^\s*while\b/.test(text))) ||
      flat(question).includes(flat(`while(${loop[1]})`));
    return meant ? [{ line, condition: loop[1]! }] : [];
  })[0];
  if (!asked) return null;
  const whileLow = /!(?!=)|==\s*(?:0|LOW|RESET|GPIO_PIN_RESET|false)\b/.test(asked.condition);
  const pressedLow = facts.whatIf[0]
    ? facts.whatIf[0].level === 0
    : facts.inputs.some(({ mode }) => /pull-up|quasi/.test(mode));
  const release = whileLow === pressedLow;
  return answer(
    asking,
    release
      ? say(
          asking,
          `等按键松开：只要还按着就一直停在第 ${asked.line} 行，松手才往下走，所以按一次只算一次。`,
          `It waits until the button is let go: as long as it is held the program stays on line ${asked.line}, so one press counts once.`,
        )
      : say(
          asking,
          `等输入到来：没按下时一直停在第 ${asked.line} 行，按下才往下走。`,
          `It waits for the input: the program stays on line ${asked.line} until the button is pressed.`,
        ),
    [asked.line],
    0.91,
  );
}

const PRESSED = /按下|按住|按着|\bpress|\bheld\b|\bdown\b/i;

/** "Does it read 0 or 1 when pressed": the level at rest and pressed. */
export function aboutReadLevel(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/读(?:到|出|的|数|回)|返回|\breads?\b|\breturns?\b|\bget\b/i.test(question) || !PRESSED.test(question))
    return null;
  if (!/0|1|高|低|几|什么|多少|\bhigh\b|\blow\b|\bwhat\b|\blevel\b/i.test(question) || facts.inputs.length !== 1)
    return null;
  const input = facts.inputs[0]!;
  const pressed =
    facts.whatIf.find(({ pin }) => pin === input.pin)?.level ??
    (/pull-up|quasi/.test(input.mode) ? 0 : /pull-down/.test(input.mode) ? 1 : null);
  if (pressed === null) return null;
  const label = labelOf(input);
  return answer(
    asking,
    say(
      asking,
      `按下读到 ${pressed}（${pressed ? '高' : '低'}电平），没按读到 ${1 - pressed}：${label} ${pressed ? '平时被拉低' : '有上拉，平时是高，按下接地'}。`,
      `${pressed} (${pressed ? 'high' : 'low'}) when pressed and ${1 - pressed} at rest: ${label} ${pressed ? 'is pulled low at rest' : 'has a pull-up and the press ties it to ground'}.`,
    ),
    input.lines ? [input.lines[0]] : [],
    0.9,
  );
}

const DELAY_CALL = /\b(?:\w*(?:delay|dly|sleep|wait)\w*|_?ms)\s*\(\s*([^;]*?)\)\s*;/i;
/** The text reads an input pin. */
export const readsInput = (facts: Asking['facts'], text: string): boolean =>
  /\b(?:\w*read\w*|gpio_get\w*|IDR|PIN[A-L]|IN|\w*_get)\s*\(|->IDR|\bPIN[A-L]\b|\bIN\b|\bP\dIN\b/i.test(text) ||
  facts.inputs.some(({ pin, aliases }) =>
    [pin, ...aliases].some((name) => /^[A-Za-z_]\w*$/.test(name) && new RegExp(`\\b${name}\\b`).test(text)),
  );

/** "What is the delay_ms(10) for": between two readings of one input it debounces. */
export function aboutDelayPurpose(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!WHAT_FOR.test(question) || !/延[时迟]|等待|delay|dly|sleep|wait|\b_?ms\s*\(/i.test(question)) return null;
  if (/uint|int\b|类型|type|去掉|删|没有|改成|remove|without|instead/i.test(question)) return null;
  const code = bareLines(facts);
  const number = /(?<![\w.])(\d+)\s*(?:ms|毫秒)?/.exec(
    question.replace(/第\s*\d+\s*(?:行|次|个)|\bline \d+/g, ' '),
  )?.[1];
  const quotedLines = linesQuoted(asking).filter((line) => DELAY_CALL.test(code[line - facts.firstLine] ?? ''));
  const calls = code.flatMap((text, i) => {
    const call = DELAY_CALL.exec(text);
    return call && (number === undefined || new RegExp(`(?<!\\d)${number}(?!\\d)`).test(call[1]!))
      ? [i + facts.firstLine]
      : [];
  });
  const lines = quotedLines.length > 0 ? quotedLines : number !== undefined || calls.length === 1 ? calls : [];
  for (const line of lines) {
    const solid = code
      .map((text, i) => ({ text: text.trim(), line: i + facts.firstLine }))
      .filter(({ text }) => /[\w]/.test(text));
    const at = solid.findIndex((each) => each.line === line);
    const before = solid
      .slice(Math.max(0, at - 2), at + 1)
      .find(({ text }) => readsInput(facts, text.replace(DELAY_CALL, ' ')));
    const after = solid
      .slice(at, at + 3)
      .find(({ text }, i) => readsInput(facts, i === 0 ? text.replace(/^.*?\)\s*;/, ' ') : text));
    const wait = facts.delays.find((each) => each.line === line);
    const time = wait ? duration(wait.ms / 1000, asking.language) : '';
    const shown = quoted(lineText(facts, line) ?? '');
    const inputs = (text: string): string[] =>
      facts.inputs.flatMap(({ pin, aliases }) =>
        [pin, ...aliases].some((name) => /^[A-Za-z_]\w*$/.test(name) && new RegExp(`\\b${name}\\b`).test(text))
          ? [pin]
          : [],
      );
    // Another button that is read behind the wait is no second look at the first one.
    const [first, second] = [inputs(before?.text ?? ''), inputs(after?.text ?? '')];
    const other = first.length > 0 && second.length > 0 && !first.some((pin) => second.includes(pin));
    if (before && after && !other && /\bif\b|while|=/.test(after.text))
      return answer(
        asking,
        say(
          asking,
          `消抖：第 ${before.line} 行读到按键后先等${time === '' ? '一会' : ` ${time}`}（第 ${line} 行 \`${shown}\`），到第 ${after.line} 行再读一次，还是按下才算数，触点的抖动就被跳过了。`,
          `Debouncing: after the key is read on line ${before.line} it waits${time === '' ? '' : ` ${time}`} (line ${line}, \`${shown}\`) and reads it again on line ${after.line}, so that the bouncing of the contact is not taken for a press.`,
        ),
        [before.line, line, after.line],
        0.91,
      );
  }
  const [line] = lines;
  const lockout = line === undefined ? null : locksOut(asking, line, code);
  if (lockout) return lockout;
  return line === undefined || /HAL_Delay\b(?!\s*\()/.test(question) ? null : holdsState(asking, line, code);
}

/** A wait behind what a press does: the button is not looked at meanwhile. */
function locksOut(asking: Asking, line: number, code: string[]): Answer | null {
  const { facts } = asking;
  const read = new Set(
    code.flatMap((text) => {
      const name = /\b([A-Za-z_]\w*)\s*=\s*([^=;][^;]*);/.exec(text);
      return name && readsInput(facts, name[2]!) ? [name[1]!] : [];
    }),
  );
  let depth = 0;
  for (let at = line - facts.firstLine; at >= 0 && at > line - facts.firstLine - 12; at--) {
    const text = at === line - facts.firstLine ? code[at]!.slice(0, code[at]!.search(DELAY_CALL)) : code[at]!;
    for (const mark of [...text].reverse()) depth += mark === '}' ? 1 : mark === '{' ? -1 : 0;
    const condition = /\bif\s*\((.+)\)/.exec(text)?.[1];
    if (depth >= 0 || condition === undefined) continue;
    if (!readsInput(facts, condition) && ![...read].some((name) => new RegExp(`\\b${name}\\b`).test(condition)))
      return null;
    const wait = facts.delays.find((each) => each.line === line);
    const written = Number(DELAY_CALL.exec(code[line - facts.firstLine]!)?.[1]);
    const ms = wait?.ms ?? (Number.isFinite(written) ? written : null);
    const time = ms === null ? '' : duration(ms / 1000, asking.language);
    const short = ms !== null && ms <= 60;
    const head = at + facts.firstLine;
    return answer(
      asking,
      short
        ? say(
            asking,
            `消抖：第 ${head} 行认出按下之后等 ${time}（第 ${line} 行），触点弹跳的这段时间不看按键，一次按下就不会算成好几次。`,
            `Debouncing: after line ${head} has seen the press it waits ${time} (line ${line}); while the contact bounces the button is not looked at, so that one press does not count several times.`,
          )
        : say(
            asking,
            `动作之后隔一段再看按键：第 ${head} 行成立、动作做完后等${time === '' ? '一会' : ` ${time}`}（第 ${line} 行），这期间不看输入，抖动和还没松手都不会马上再算一次；等完还成立就再来一次。`,
            `It keeps apart one action from the next: after what line ${head} lets happen it waits${time === '' ? '' : ` ${time}`} (line ${line}) without looking at the input, so that bouncing or a finger still down does not count again at once; if the condition still holds then, it happens again.`,
          ),
      [head, line],
      0.9,
    );
  }
  return null;
}

/** What a line was seen to do to pins, in the plain run or in one with a press; both levels where it does either. */
function changesAt(facts: Asking['facts'], line: number): Map<string, 0 | 1 | null> {
  const found = new Map<string, 0 | 1 | null>();
  const add = (pin: NamedPin, level: 0 | 1): void => {
    const label = labelOf(pin);
    found.set(label, found.has(label) && found.get(label) !== level ? null : level);
  };
  for (const [i, changes] of facts.events.entries())
    if (facts.eventInfo[i]!.line === line) for (const change of changes) add(change, change.level);
  for (const { phases } of facts.whatIf)
    for (const { changes } of phases) for (const change of changes) if (change.line === line) add(change, change.level);
  return found;
}

const goes = (asking: Asking, label: string, level: 0 | 1 | null): string =>
  level === null
    ? say(asking, `${label} 翻转`, `${label} toggles`)
    : say(asking, `${label} 变${level ? '高' : '低'}`, `${label} goes ${level ? 'high' : 'low'}`);

/** The wait keeps what was written before it until what is written behind it. */
function holdsState(asking: Asking, line: number, code: string[]): Answer | null {
  const { facts } = asking;
  const index = line - facts.firstLine;
  const near = (step: 1 | -1): { line: number; effects: string[] } | null => {
    for (let at = index + step, seen = 0; at >= 0 && at < code.length && seen < 4; at += step) {
      const text = code[at]!;
      if (!/\w/.test(text)) continue;
      if (DELAY_CALL.test(text) || /^[\s}]*(?:while|for|if|else|do|case|default)\b/.test(text)) return null;
      seen += 1;
      const seenThere = changesAt(facts, at + facts.firstLine);
      const effects =
        seenThere.size > 0
          ? [...seenThere].map(([label, level]) => goes(asking, label, level))
          : effectsOf(asking, text);
      if (effects.length > 0) return { line: at + facts.firstLine, effects };
    }
    return null;
  };
  const [before, after] = [near(-1), near(1)];
  if (!before) return null;
  const wait = facts.delays.find((each) => each.line === line);
  const time = wait ? duration(wait.ms / 1000, asking.language) : '';
  const did = before.effects.slice(0, 2).join(say(asking, '，', ', '));
  const then = after
    ? say(
        asking,
        `，到第 ${after.line} 行再${after.effects.slice(0, 2).join('，')}`,
        `, until line ${after.line}: ${after.effects.slice(0, 2).join(', ')}`,
      )
    : '';
  return answer(
    asking,
    say(
      asking,
      `让刚才的状态保持${time === '' ? '一段时间' : ` ${time}`}：第 ${before.line} 行 ${did}，等完这一下${then}。没有它，变化会快得看不见。`,
      `It keeps what was just set for${time === '' ? ' a while' : ` ${time}`}: line ${before.line}, ${did}${then}. Without it the change would be too quick to see.`,
    ),
    [before.line, line, ...(after ? [after.line] : [])],
    0.86,
  );
}
