import { storiesOf } from '../behaviour.ts';
import { changesOf, levelAfter } from '../levels.ts';
import { patternOf } from '../patterns/index.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, brief, say } from './text.ts';

const MODES: Record<string, { zh: string; en: string }> = {
  'push-pull': { zh: '推挽输出', en: 'a push-pull output' },
  'open-drain': { zh: '开漏输出', en: 'an open-drain output' },
  output: { zh: '输出', en: 'an output' },
  'quasi-bidirectional': { zh: '准双向口', en: 'quasi-bidirectional' },
  'pull-up': { zh: '上拉输入', en: 'an input with pull-up' },
  'pull-down': { zh: '下拉输入', en: 'an input with pull-down' },
  floating: { zh: '浮空输入（没有上下拉）', en: 'a floating input (no pull resistor)' },
};

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
