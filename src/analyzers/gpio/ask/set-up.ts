import { labelOf, storiesOf } from '../behaviour.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { patternOf } from '../patterns/index.ts';
import { list, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, brief, dot, lineText, say } from './text.ts';

const MODES: Record<string, { zh: string; en: string }> = {
  'push-pull': { zh: '推挽输出', en: 'a push-pull output' },
  'open-drain': { zh: '开漏输出', en: 'an open-drain output' },
  output: { zh: '输出', en: 'an output' },
  'quasi-bidirectional': { zh: '准双向口', en: 'quasi-bidirectional' },
  'pull-up': { zh: '上拉输入', en: 'an input with pull-up' },
  'pull-down': { zh: '下拉输入', en: 'an input with pull-down' },
  floating: { zh: '浮空输入（没有上下拉）', en: 'a floating input (no pull resistor)' },
  alternate: { zh: '复用功能脚', en: 'given to a unit of the chip (alternate function)' },
  analog: { zh: '模拟脚', en: 'analog' },
};

const WHICH_LINE =
  /哪(?:一|个|里|儿)?(?:行|句|条|语句|处)|哪里|在哪|\b(?:which|what) (?:line|statement|call|write|instruction)s?\b|\bwhere\b/i;
/** What is asked of a set-up: the words for it, and the modes that are it. */
const WANTED: [said: RegExp, modes: RegExp][] = [
  [/上拉|\bpull[- _]?ups?\b|\bpulled up\b/i, /^pull-up$/],
  [/下拉|\bpull[- _]?downs?\b|\bpulled down\b/i, /^pull-down$/],
  [/开漏|\bopen[- ]?drain\b/i, /^open-drain$/],
  [/推挽|\bpush[- ]?pull\b/i, /^push-pull$/],
  [/浮空|\bfloating\b/i, /^floating$/],
  [
    /(?:设|配|改|变|做|当)\S{0,4}成?\S{0,2}输出|输出(?:模式|方向|口|脚)|\b(?:an |as |to )?outputs?\b/i,
    /^(?:push-pull|open-drain)$/,
  ],
  [
    /(?:设|配|改|变|做|当)\S{0,4}成?\S{0,2}输入|输入(?:模式|方向|口|脚)|\b(?:an |as |to )?inputs?\b/i,
    /^(?:floating|pull-up|pull-down)$/,
  ],
];
/** Levels and outside resistors are no set-up. */
const NO_SET_UP = /外部|外接|电平|翻转|拉高|拉低|置[高低位]|external|\b(?:high|low|toggl\w*|level)\b/i;

type SetUp = Asking['facts']['setUps'][number];

/** "P1.4 and P1.7 push-pull outputs", of one line. */
function setUpTold(asking: Asking, pins: SetUp['pins']): string {
  const modes = [...new Set(pins.map(({ mode }) => mode))].filter((mode) => MODES[mode]);
  return modes
    .map((mode) => {
      const own = pins.filter((pin) => pin.mode === mode);
      const names = list(own.map(labelOf), asking.language);
      return say(
        asking,
        `${names} 成为${MODES[mode]!.zh}`,
        `${names} ${own.length > 1 ? 'are each' : 'is'} ${MODES[mode]!.en}`,
      );
    })
    .join(say(asking, '；', '; '));
}

/** "Which line turns the pull-up on", "哪一句把 PB5 设成输出": the write that did it in the run. */
export function aboutSetUpLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const wanted = WHICH_LINE.test(question) && !NO_SET_UP.test(question) && WANTED.find(([said]) => said.test(question));
  if (!wanted) return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const found = facts.setUps.flatMap(({ line, pins }) => {
    const own = pins.filter(({ pin, mode }) => wanted[1].test(mode) && (named.length === 0 || named.includes(pin)));
    return own.length > 0 ? [{ line, pins: own }] : [];
  });
  if (found.length === 0 || found.length > 6) return null;
  const told = found.map(({ line, pins }) =>
    say(
      asking,
      `第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\`：${setUpTold(asking, pins)}`,
      `line ${line}, \`${quoted(lineText(facts, line) ?? '')}\` (${setUpTold(asking, pins)})`,
    ),
  );
  const text = told.join(say(asking, '；', '; '));
  return answer(
    asking,
    `${text[0]!.toUpperCase()}${text.slice(1)}${dot(asking)}`,
    found.map(({ line }) => line),
    0.9,
  );
}

const WRITES =
  /(?<![\w.])([A-Za-z_]\w*(?:(?:->|\.)\w+)?)\s*(?:[|&^]?=)\s*~?\(*(0[xX][\da-fA-F]+|0[bB][01]+|\d+)|(?<![\w.])(0[xX][\da-fA-F]{2,8}|0[bB][01]{4,32})/g;
const ASKS_WHAT = /哪|什么|啥|几个|干嘛|作用|意思|\b(?:which|what|how many|mean\w*|do(?:es)?)\b/i;
const NOT_THE_PINS = /为什么|为何|换成|改成|如果|多久|\b(?:why|instead|if|how long)\b/i;

/** "Which pins does 0x55000000 make outputs", "P1M0=0x90 把哪几个口设成了什么": what one write of a mode register set up. */
export function aboutModeWrite(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS_WHAT.test(question) || NOT_THE_PINS.test(question)) return null;
  const code = bareLines(facts);
  for (const [, register, value, alone] of question.matchAll(WRITES)) {
    const number = Number(value ?? alone);
    const isIt = (text: string): boolean =>
      (register === undefined || text.includes(register)) &&
      [...text.matchAll(/(?<![\w.])(?:0[xX][\da-fA-F]+|0[bB][01]+|\d+)/g)].some(([each]) => Number(each) === number);
    const found = facts.setUps.filter(({ line }) => isIt(code[line - facts.firstLine] ?? ''));
    const lines = new Set(found.map(({ line }) => line));
    if (lines.size !== 1) continue;
    const last = new Map(found.flatMap(({ pins }) => pins.map((pin) => [pin.pin, pin] as const)));
    const line = found[0]!.line;
    return answer(
      asking,
      say(
        asking,
        `第 ${line} 行执行之后：${setUpTold(asking, [...last.values()])}。`,
        `After line ${line} has run: ${setUpTold(asking, [...last.values()])}.`,
      ),
      [line],
      0.9,
    );
  }
  return null;
}

/** "Is PA0 an input?", "is there a pull-up on PA0?" */
export function aboutMode(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/输入还是输出|输出还是输入|是(?:不是)?(?:输入|输出)|什么模式|(?:上拉|下拉|浮空|推挽|开漏)|\bpull[- ]?(?:up|down)|\b(?:an? )?(?:input|output)\b(?: or|\?|$)|push[- ]?pull|open[- ]?drain|what mode/i.test(
      question,
    )
  )
    return null;
  if (/为什么|哪|几|怎么|why|which|how|should|what (?:does|do)\b|list/i.test(question)) return null;
  const asked = pinsIn(question, facts);
  if (asked.length === 0) return null;
  const lines: number[] = [];
  const told = asked.slice(0, 4).flatMap(({ pin, name }) => {
    const place =
      facts.outputs.find((each) => each.pin === pin.pin) ?? facts.inputs.find((each) => each.pin === pin.pin);
    const mode = place && MODES[place.mode];
    if (!place || !mode) return [];
    if (place.lines) lines.push(place.lines[0]);
    const own = name === place.pin ? name : `${name}（${place.pin}）`;
    return [say(asking, `${own} 是${mode.zh}`, `${name} is ${mode.en}`)];
  });
  if (told.length === 0) return null;
  return answer(asking, told.join(say(asking, '；', '; ')) + say(asking, '。', '.'), lines, 0.88);
}

/** "How long is each step of the running light?" */
export function aboutPattern(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const shows =
    /显示|数字|数码管|字形|到头|效果|花样|\bdigits?\b|\bdisplay(?:s|ed)?\b|\bpattern\b|\beffect\b|\bshown?\b/i.test(
      question,
    );
  if (
    !shows &&
    !/流水灯|跑马灯|呼吸灯|交通灯|[一每]一?[步格位]|走[一到]|[移挪](?:动|一|到)|换(?:到)?下一|每个灯|running light|chaser|each step|traffic light|step\b|\bmov(?:e|es|ing)\b|\bshift\w*|\bnext (?:led|light|lamp|one)\b/i.test(
      question,
    )
  )
    return null;
  if (!shows && !/多久|多长|速度|间隔|时间|几(?:毫秒|秒)|how (?:long|fast|quick)|speed|interval|time/i.test(question))
    return null;
  const moving = storiesOf(facts).filter((story) => story.looping.length > 0);
  const pattern = patternOf({ facts, moving, onLevel: () => null });
  if (!pattern) return null;
  return answer(asking, `${pattern.words[language]}${say(asking, '。', '.')}`, [], 0.85);
}

/** "What state does PB10 end in?" */
export function aboutFinal(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/最后.{0,10}(?:状态|电平|亮|灭|高|低|怎样|什么|开|关|断|吸合|停)|最终|end(?:s)? up|\bfinal(?:ly)?\b|\blast (?:state|level)\b|\b(?:in|at) the (?:very )?end\b/i.test(
      question,
    )
  )
    return null;
  const asked = pinsIn(question, facts);
  if (asked.length === 0) return null;
  const lines: number[] = [];
  const told = asked.slice(0, 4).map(({ pin, name }) => {
    const changes = changesOf(facts, pin.pin);
    if (facts.loop && changes.some((change) => change.index >= facts.loop!.start))
      return say(asking, `${name} 没有最后状态，它一直在反复变化`, `${name} has no final state: it goes on changing`);
    const last = changes.at(-1);
    if (last) lines.push(last.line);
    const level = brief(asking, pin, levelAfter(facts, pin.pin, facts.events.length));
    return say(asking, `${name} 最后是${level}，之后不再变`, `${name} ends ${level} and does not change again`);
  });
  return answer(asking, told.join(say(asking, '；', '; ')) + say(asking, '。', '.'), lines, 0.9);
}
