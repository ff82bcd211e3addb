import { whatIfSentence } from '../say/what-if.ts';
import { quoted } from '../words.ts';
import { pressHandler } from './calls.ts';
import { underPress } from './conditions.ts';
import { bareLines, declaredIn } from './declared.ts';
import { pinsIn } from './pins.ts';
import { inputGoes } from './scenario.ts';
import { type Answer, type Asking, answer, decline, lineText, say } from './text.ts';

const PRESSES =
  /按下|按住|长按|短按|一直按|松手|松开(?:按|键|手|后|以后|之后|的?时|\s|.{0,4}(?:会|灯))|按着|按(?:一下|键|钮).{0,8}(?:会|怎|什么|之?后|时)|(?:输入|外部).{0,4}触发|输入.{0,4}(?:变|拉)|\bpress(?:es|ed|ing)?\b|\blet(?:ting)? go\b|\b(?:kept|keep|held) (?:down|pressed|low|high)\b|\brelease\w*|\bpush(?:ed|ing)?\b.{0,12}(?:button|key)|\bhold(?:ing)?\b.{0,16}(?:button|key|switch|down|it|\bS\d|\bSW)|\bwhat if\b.{0,40}(?:button|key|switch|input|high|low)/i;

const AT_ONCE =
  /同时|一起按|(?:两|几|三|所有)个?(?:按)?[键钮]|\bboth\b|\btogether\b|\bat (?:once|the same time)\b|simultan|\ball (?:the )?(?:keys|buttons)\b/i;

/** The question without the names the program declares, which are everyday words often enough. */
export function withoutNames({ question, facts }: Asking): string {
  const names = declaredIn(facts).map(({ name }) => name);
  return question.replace(/[A-Za-z_]\w*/g, (word) => (word.length > 3 && names.includes(word) ? ' ' : word));
}

/** "How do I make it light only while pressed?": a request for other code. */
export function aboutRewrite(asking: Asking): Answer | null {
  const { question } = asking;
  if (
    !/(?:怎么|如何|怎样)(?:才能)?(?:改|写|实现|做到)|帮我(?:改|写|加)|改成.{2,30}(?:怎么|要|该)|\bhow (?:do|can|would|should) (?:i|you|we) (?:make|change|modify|write|add|turn it into|rewrite)\b|\b(?:rewrite|modify) (?:it|this)\b/i.test(
      question,
    ) ||
    /stm32|avr|esp|移植|换成.{0,8}(?:芯片|单片机)|\bport\b/i.test(question)
  )
    return null;
  return decline(
    asking,
    '怎么改写代码里没有，我只说明这段代码现在做什么，不代写。可以问某一行或某个引脚现在的行为。',
    'The paste does not say how to write something else, and I only explain what this program does now. Ask about a line or a pin of it.',
    0.72,
  );
}

/** "What if I press the button?: from the second run with the pin pressed. */
export function aboutPress(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  // `pressed` is a variable here, and no press.
  if (!PRESSES.test(withoutNames(asking)) && !inputGoes(asking)) return null;
  // 为什么松开, 上拉还是下拉: other questions about the same things.
  if (/为什么|为何|\bwhy\b|上拉|下拉|消抖|去抖|pull|debounc|电平触发/i.test(question)) return null;
  const handler = facts.inputs.length === 0 ? pressHandler(asking) : null;
  if (handler)
    return answer(
      asking,
      say(
        asking,
        `按键在这里走中断，由第 ${handler.line} 行处理：\`${quoted(lineText(facts, handler.line) ?? '')}\`。我没有模拟这个中断，按下后的引脚变化没有跑出来。`,
        `A press is handled by the interrupt on line ${handler.line}: \`${quoted(lineText(facts, handler.line) ?? '')}\`. That interrupt was not fired in my run, so its pin changes were not seen.`,
      ),
      [handler.line],
      0.6,
    );
  const [outside] = facts.calledElsewhere;
  if (facts.inputs.length === 0 && !facts.readsInputs && outside !== undefined)
    return answer(
      asking,
      say(
        asking,
        `按下若是触发 \`${quoted(outside)}\`，要看它做什么；我没有让它发生，引脚变化没有跑出来。`,
        `If a press sets off \`${quoted(outside)}\`, that decides; it was not made to happen in my run, so its pin changes were not seen.`,
      ),
      [],
      0.6,
    );
  if (facts.inputs.length === 0 && !facts.readsInputs)
    return answer(
      asking,
      say(asking, '按什么都没有影响：这段程序不读任何输入引脚。', 'Nothing changes: this program reads no input pin.'),
      [],
    );
  // How long and how often are not told by what changes.
  if (/多久|多长时间|几秒|几次|多少次|\bhow (?:long|often|many|soon)\b/i.test(question)) return null;
  // A press while the last one still has its effect was not run.
  if (/期间|过程中|还在.{0,8}(?:时|的时候)|\b(?:during|while it(?:'s| is)? \w+ing|in the middle)\b/i.test(question))
    return null;
  const asked = pinsIn(question, facts).map((each) => each.pin.pin);
  // "Press the key, what does LED1 do?" names an output: any input may be meant.
  const inputs = asked.filter((name) => facts.inputs.some(({ pin }) => pin === name));
  const told = facts.whatIf.filter((each) => inputs.length === 0 || inputs.includes(each.pin));
  const written =
    told.length === 0
      ? underPress(
          asking,
          pinsIn(question, facts).flatMap(({ pin, name }) => [pin.pin, ...pin.aliases, name]),
        )
      : null;
  if (written) return written;
  if (told.length === 0)
    return decline(
      asking,
      '这个输入按下会怎样，我没有跑出来：不知道它平时是什么电平，或者运行太长。',
      'I have no run in which that input is pressed: its level at rest is not known, or the run would be too long.',
    );
  const lines = told.flatMap((each) => each.phases.flatMap((phase) => phase.changes.map((change) => change.line)));
  const head =
    told.length > 1 && AT_ONCE.test(question)
      ? say(
          asking,
          '同时按下几个没有跑过，下面是分别按下的结果：\n',
          'Pressing several at once was not run; this is what each does alone:\n',
        )
      : say(asking, '另跑了一遍，只改这个输入：', 'In a second run with only that input changed: ');
  const steps = steppedWith(asking, lines);
  const counted =
    steps.length > 0
      ? say(
          asking,
          `\n每次同时 ${steps.map(({ code, line }) => `\`${code}\`（第 ${line} 行）`).join('、')}。`,
          `\nEach time also ${steps.map(({ code, line }) => `\`${code}\` (line ${line})`).join(', ')}.`,
        )
      : '';
  return answer(asking, head + told.map((each) => whatIfSentence(each, language)).join('\n') + counted, lines);
}

/** Lines before a change that are looked at for what is counted with it. */
const LIMIT_BEFORE = 3;

/** What is counted up or down right before the lines that change pins: nothing leads in or out between them. */
function steppedWith(asking: Asking, lines: readonly number[]): { code: string; line: number }[] {
  const code = bareLines(asking.facts);
  const first = asking.facts.firstLine;
  const found = new Map<number, string>();
  for (const line of new Set(lines))
    for (let at = line - first - 1; at >= 0 && at >= line - first - LIMIT_BEFORE; at--) {
      const text = (code[at] ?? '').trim();
      if (/[{}:]|\b(?:if|else|for|while|return|break)\b/.test(text)) break;
      const step = /^(\w+(?:\+\+|--)|(?:\+\+|--)\w+|\w+ ?[+-]= ?\w+);$/.exec(text)?.[1];
      if (step) found.set(at + first, step);
    }
  return [...found].map(([line, step]) => ({ code: step, line }));
}
