import { labelOf } from '../behaviour.ts';
import { quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const READ = /digitalRead|ReadPin|ReadInput\w*|gpio_get\w*|_?IDR\b|\bP\d(?:IN)?\b|PIN[A-F]\b|readPin|\bread\w*\(/i;

/** Names that stand for an input of the program: `KEY`, `BTN_PIN`. */
function inputNames({ facts }: Asking): string[] {
  return [
    ...new Set(
      facts.inputs.flatMap(({ pin, aliases }) => [pin, ...aliases]).filter((name) => /^[A-Za-z_]\w*$/.test(name)),
    ),
  ];
}

/** True where a line looks at an input. */
function readsInput(asking: Asking): (text: string) => boolean {
  const names = inputNames(asking);
  const own = names.length > 0 ? new RegExp(`(?<!\\w)(?:${names.join('|')})(?!\\w)`) : null;
  return (text) => /\b(?:if|while)\s*\(/.test(text) && (READ.test(text) || (own?.test(text) ?? false));
}

/** A counter of presses: stepped where an input is looked at, held against a number of presses. */
interface PressCount {
  name: string;
  /** Presses it takes; null where it is held against nothing. */
  needed: number | null;
  /** Whether it begins anew then. */
  reset: boolean;
  from: number;
  lines: number[];
}

function pressCounts(asking: Asking): PressCount[] {
  const code = bareLines(asking.facts);
  const declared = declaredIn(asking.facts);
  const reads = readsInput(asking);
  const first = asking.facts.firstLine;
  return declared.flatMap(({ kind, name, value, line }): PressCount[] => {
    if (kind !== 'variable') return [];
    const steps = code.flatMap((text, index) =>
      new RegExp(
        `(?<!\\w)${name}\\s*(?:\\+\\+|\\+=\\s*1\\b)|\\+\\+\\s*${name}(?!\\w)|(?<!\\w)${name}\\s*=\\s*${name}\\s*\\+\\s*1\\b`,
      ).test(text) && !/\bfor\s*\(/.test(text)
        ? [index]
        : [],
    );
    const [step] = steps;
    if (step === undefined || steps.length > 1) return [];
    if (!code.slice(Math.max(0, step - 5), step + 1).some(reads)) return [];
    const at = [line, step + first];
    let needed: number | null = null;
    for (const [index, text] of code.entries()) {
      const match = new RegExp(`(?<!\\w)${name}\\s*(==|>=|>|%)\\s*(\\w+)`).exec(text);
      const number = match ? valueOf(match[2]!, declared) : null;
      if (!match || number === null || !/\bif\b|\?/.test(text)) continue;
      if (needed !== null) return [];
      needed = match[1] === '>' ? number + 1 : number;
      at.push(index + first);
    }
    const reset =
      code.some((text, index) => index + first !== line && new RegExp(`(?<!\\w)${name}\\s*=\\s*0\\b`).test(text)) ||
      code.some((text) => new RegExp(`(?<!\\w)${name}\\s*%`).test(text));
    return [{ name, needed, reset, from: value === null ? 0 : (valueOf(value, declared) ?? 0), lines: at }];
  });
}

const HOW_MANY =
  /按(?:下|键)?(?:了)?(?:几|多少)(?:次|下)|(?:几|多少)(?:次|下)(?:按键|按钮)|\bhow many (?:times|presses|pushes|clicks|button presses|key presses)\b|\bnumber of presses\b|\bhow often .{0,20}press/i;
const AFTER =
  /按(?:下|键)?(?:了)?\s*(\d{1,4})\s*(?:次|下)|\b(?:after|with)\s+(\d{1,4})\s+(?:presses|pushes|clicks)|\bpress(?:ed|ing)?(?: it| the \w+)? (\d{1,4}) times/i;
const HELD = /(?:一直|长)?按住|按着|不放|不松|长按|\bheld\b|\bholding\b|\bhold\b|\bkept pressed\b/i;

/** "按几次键才会翻转", "what is the counter after 12 presses": read from the counter of presses in the code. */
export function aboutPressCount(asking: Asking): Answer | null {
  const { question } = asking;
  if (HELD.test(question)) return null;
  const many = HOW_MANY.test(question);
  const match = AFTER.exec(question);
  if (!many && !match) return null;
  const counts = pressCounts(asking);
  const named = counts.filter(({ name }) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question));
  const [count, ...others] = named.length > 0 ? named : counts.filter(({ needed }) => needed !== null);
  if (!count || others.length > 0 || count.needed === null) return null;
  const { name, needed, reset, lines, from } = count;
  const shown = quoted(lineText(asking.facts, lines.at(-1)!) ?? '');
  if (match && !many) {
    if (named.length === 0) return null;
    const presses = Number(match.slice(1).find((one) => one !== undefined));
    const value = reset ? (from + presses) % needed : from + presses;
    const rounds = Math.floor((from + presses) / needed);
    return answer(
      asking,
      say(
        asking,
        `${name} 是 ${value}：每 ${needed} 次归零（第 ${lines.at(-1)} 行 \`${shown}\`），${presses} 次触发了 ${rounds} 次。`,
        `${name} is ${value}: every ${needed} presses it begins anew (line ${lines.at(-1)} \`${shown}\`), ${presses} presses set it off ${rounds} times.`,
      ),
      lines,
      0.9,
    );
  }
  return answer(
    asking,
    say(
      asking,
      `${needed - from} 次：第 ${lines.at(-1)} 行 \`${shown}\`${reset ? `，然后 ${name} 归零重新数` : ''}。`,
      `${needed - from}: line ${lines.at(-1)} \`${shown}\`${reset ? `; then ${name} is set back and counts anew` : ''}.`,
    ),
    lines,
    0.91,
  );
}

/** "Does it keep counting while the button is held": whether the program waits for the release. */
export function aboutKeptHeld(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !HELD.test(question) ||
    !/加|数|计|触发|次|重复|连续|一直翻|\bcount\w*|\brepeat\w*|\bincrement\w*|\btrigger\w*|\bkeep\w*|\bonce\b/i.test(
      question,
    )
  )
    return null;
  const code = bareLines(facts);
  const reads = readsInput(asking);
  const [count] = pressCounts(asking);
  const wait = code.findIndex(
    (text) =>
      /\bwhile\s*\(/.test(text) &&
      reads(text) &&
      (/\)\s*(?:;|\{\s*\})\s*[}\s]*$/.test(text) || /\)\s*\{?\s*$/.test(text)) &&
      !/while\s*\(\s*(?:1|true)\s*\)/.test(text),
  );
  if (!count) return null;
  if (wait >= 0) {
    const line = wait + facts.firstLine;
    return answer(
      asking,
      say(
        asking,
        `不会：按住只算一次，第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\` 会一直等到松开。`,
        `No, a held button counts once: line ${line} \`${quoted(lineText(facts, line) ?? '')}\` waits until it is let go.`,
      ),
      [line, ...count.lines.slice(1, 2)],
      0.92,
    );
  }
  return null;
}

const DELAY = /\b(?:HAL_Delay|\w*delay\w*|\w*sleep\w*|_delay_ms|vTaskDelay|msleep)\s*\(\s*([^;]*?)\s*\)\s*;/i;

/** The wait that belongs to an input: between two looks at it, or before it is looked at again. */
export function debounceOf(asking: Asking): { line: number; ms: number | null; between: boolean } | null {
  const code = bareLines(asking.facts);
  const declared = declaredIn(asking.facts);
  const reads = readsInput(asking);
  for (const [index, text] of code.entries()) {
    if (!reads(text) || !/\bif\b/.test(text)) continue;
    let depth = 0;
    for (let next = index; next < Math.min(code.length, index + 14); next += 1) {
      const own = next === index ? text.slice(text.search(/\)\s*\{/) + 1) : code[next]!;
      const call = DELAY.exec(own);
      const raw = call ? valueOf(call[1]!.replace(/pdMS_TO_TICKS\((\w+)\)/, '$1'), declared) : null;
      const timed = asking.facts.delays.find(({ line }) => line === next + asking.facts.firstLine)?.ms ?? null;
      const ms = timed ?? raw;
      if (call && (ms === null || ms <= 500)) {
        const between =
          next - index <= 2 && code.slice(next + 1, next + 4).some((one) => reads(one) && /\bif\b/.test(one));
        return { line: next + asking.facts.firstLine, ms, between };
      }
      for (const sign of own) depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
      if (next > index && depth <= 0) break;
    }
  }
  return null;
}

/** "How long is the debounce delay": the wait beside the look at the input. */
export function aboutDebounceWait(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/消抖|去抖|防抖|抖动|debounc|bounc/i.test(question)) return null;
  if (/不够|够(?:吗|不)|换|改|去掉|\benough\b|\bremov|\bwithout\b|为什么|\bwhy\b/i.test(question)) return null;
  const wait = debounceOf(asking);
  if (!wait) return null;
  const shown = quoted(lineText(facts, wait.line) ?? '');
  const zh = wait.ms === null ? '' : `${wait.ms} 毫秒：`;
  const en = wait.ms === null ? '' : `${wait.ms} ms: `;
  return answer(
    asking,
    wait.between
      ? say(
          asking,
          `有消抖，${zh}第 ${wait.line} 行 \`${shown}\`，等过之后再读一次按键。`,
          `It debounces, ${en}line ${wait.line} \`${shown}\`, then the input is read once more.`,
        )
      : say(
          asking,
          `${zh}第 ${wait.line} 行 \`${shown}\`，按下动作之后等这么久才再读，没有第二次确认。`,
          `${en}line ${wait.line} \`${shown}\` waits before the input is looked at again; it is not read a second time to be sure.`,
        ),
    [wait.line],
    0.91,
  );
}

const NEEDS_A_RESISTOR =
  /(?:外接|外部|外面|外加|另外|加|接|焊|需要|要不要|用不用|得).{0,10}(?:上拉|下拉)|(?:上拉|下拉)(?:电阻)?.{0,8}(?:要不要|需要|外接|外加|要接)|\b(?:need|require|external|add|wire|solder)\w*\b.{0,30}\bpull-? ?(?:up|down)/i;

/** "Does the button need an external pull-up": not where the program switches the pin's own on. */
export function aboutExternalPull(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!NEEDS_A_RESISTOR.test(question) || /为什么|\bwhy\b|哪一?行|去掉|\bremove/i.test(question)) return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const own = facts.inputs.filter(({ pin }) => named.includes(pin));
  const inputs = own.length > 0 ? own : facts.inputs;
  const [first] = inputs;
  if (!first || inputs.some(({ mode }) => mode !== first.mode)) return null;
  const names = inputs.map(labelOf).join(say(asking, '、', ', '));
  const lines = inputs.flatMap((input) => (input.lines ? [input.lines[0]] : []));
  const up = first.mode === 'pull-up';
  if (up || first.mode === 'pull-down')
    return answer(
      asking,
      say(
        asking,
        `不需要：${names} 开了芯片内部的${up ? '上拉' : '下拉'}，没按时稳定读到${up ? '高' : '低'}，按键接到${up ? ' GND ' : '电源'}就行。线很长、干扰大时才值得再外接一个。`,
        `No: ${names} ${inputs.length > 1 ? 'have' : 'has'} the chip's internal pull-${up ? 'up' : 'down'} switched on and ${inputs.length > 1 ? 'read' : 'reads'} a steady ${up ? 'high' : 'low'} at rest; the button only ties it to ${up ? 'ground' : 'the supply'}. An external one pays only with long wires or much noise.`,
      ),
      lines,
      0.92,
    );
  // An 8051's ports pull up weakly by themselves, but for P0.
  if (first.mode === 'quasi-bidirectional') {
    const bare = inputs.filter(({ pin }) => /^P0/.test(pin));
    if (bare.length > 0 && bare.length < inputs.length) return null;
    return answer(
      asking,
      bare.length > 0
        ? say(
            asking,
            `要：P0 口里面没有上拉电阻，${names} 得外接一个（常用 10 kΩ）才有稳定的高电平。`,
            `Yes: port 0 has no pull-ups inside, so ${names} needs an external one (10 kΩ is usual) for a steady high.`,
          )
        : say(
            asking,
            `不需要：8051 除 P0 外的口里面都有弱上拉，${names} 没按时读到高，按键接到 GND 就行。`,
            `No: apart from port 0, an 8051's ports have weak pull-ups inside, so ${names} reads high at rest and the button only ties it to ground.`,
          ),
      lines,
      0.9,
    );
  }
  if (first.mode !== 'floating') return null;
  return answer(
    asking,
    say(
      asking,
      `要有一个：程序里 ${names} 是浮空输入，没有开内部上拉或下拉，外面不接电阻的话没按时电平不定。也可以改成内部上拉。`,
      `Yes, it needs one: the program leaves ${names} floating, with neither pull switched on, so without a resistor its level at rest is undefined. Switching the internal pull on would do as well.`,
    ),
    lines,
    0.9,
  );
}

/** "Does it use the internal pull-up": the mode that the run gave the inputs. */
export function aboutInputPull(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const up = /上拉|\bpull-? ?ups?\b/i.test(question);
  const down = /下拉|\bpull-? ?downs?\b/i.test(question);
  if (!(up || down) || /为什么|\bwhy\b|外接|外部|\bexternal\b|去掉|\bremove|\bwithout\b/i.test(question)) return null;
  const pulled = facts.inputs.filter(({ mode }) => /pull-?(?:up|down)/.test(mode));
  if (pulled.length === 0) return null;
  const isUp = pulled.every(({ mode }) => /up/.test(mode));
  const isDown = pulled.every(({ mode }) => /down/.test(mode));
  if (!isUp && !isDown) return null;
  const names = pulled.map(({ pin }) => pin).join(say(asking, '、', ', '));
  const yes =
    up && down ? '' : (up && isUp) || (down && isDown) ? say(asking, '是，', 'Yes, ') : say(asking, '不是，', 'No, ');
  return answer(
    asking,
    say(
      asking,
      `${yes}${names} 用的是${isUp ? '上拉' : '下拉'}。`,
      `${yes}${names} ${pulled.length > 1 ? 'have' : 'has'} a pull-${isUp ? 'up' : 'down'}.`,
    ),
    pulled.flatMap(({ lines }) => (lines ? [lines[0]] : [])),
    0.86,
  );
}
