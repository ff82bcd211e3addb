import { labelOf } from '../behaviour.ts';
import { quoted } from '../words.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const EDGE = /边沿|上升沿|下降沿|双边沿|跳变沿|(?:什么|哪种|怎么|如何)触发|\bedges?\b|\b(?:rising|falling)\b/i;
const PRESS_OR_RELEASE =
  /按下.{0,8}还是.{0,4}(?:松|放|抬)|(?:松|放|抬).{0,8}还是.{0,4}按|\bpress\w*\b.{0,12}\bor\b.{0,8}\breleas\w*|\breleas\w*\b.{0,12}\bor\b.{0,8}\bpress/i;
const TRIGGERS = /触发|中断|\btrigger\w*|\binterrupt\w*|\bfires?\b|\birq\b/i;
const OTHER = /为什么|为何|改成|换成|如果|区别|\bwhy\b|\bif\b|\bchange\b|\bdifference\b|\bhow (?:do|can|would)\b/i;
const ON = {
  falling: { zh: '下降沿（高变低）', en: 'the falling edge (high to low)' },
  rising: { zh: '上升沿（低变高）', en: 'the rising edge (low to high)' },
  both: { zh: '上升沿和下降沿都触发', en: 'both edges' },
  low: { zh: '不是边沿，是低电平触发', en: 'no edge: the low level, for as long as it lasts' },
} as const;
/** Lines in which programs choose the edge. */
const CHOOSES =
  /RISING|FALLING|CHANGE|IT[01]\s*=|TCON|EICRA|MCUCR|ISC\d\d|FTSR|RTSR|PxIES|P\dIES|INTEDG|EXTI_Trigger|INTR_\w*EDGE|_EDGE|GPIO_INTR|EDGE_(?:RISE|FALL)|Trigger|PORT_PCR_IRQC|IRQC/;

const RELEASE = /松(?:手|开)|放开|抬起|\b(?:releas\w*|let(?:ting)? go)\b/i;

/** "Does letting go set the interrupt off as well": by the edge it is set to. */
function aboutReleaseEdge(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const [trigger, other] = facts.triggers;
  const pressed = facts.whatIf.find(({ pin }) => pin === trigger?.pin)?.level;
  if (!trigger || other || pressed === undefined || trigger.on === 'low') return null;
  if (!RELEASE.test(question) || !TRIGGERS.test(question) || OTHER.test(question)) return null;
  const both = trigger.on === 'both';
  const onPress = (trigger.on === 'falling') === (pressed === 0);
  const label = labelOf(trigger);
  const [zh, en] = [ON[trigger.on].zh, ON[trigger.on].en];
  const bounce = say(
    asking,
    '；不过松手时触点也会抖，抖出来的边沿可能误触发，要靠消抖挡住',
    '; still, contacts bounce at the release as well, and only debouncing keeps those edges out',
  );
  if (both || !onPress)
    return answer(
      asking,
      say(
        asking,
        `会：${label} 设的是${zh}，松手也触发。`,
        `Yes: ${label} is set to ${en}, so letting go sets it off.`,
      ),
      [],
      0.9,
    );
  return answer(
    asking,
    say(
      asking,
      `不会：${label} 设的是${zh}，只有按下触发，松手是另一个边沿${bounce}。`,
      `No: ${label} is set to ${en}, which is the press; letting go is the other edge${bounce}.`,
    ),
    [],
    0.9,
  );
}

/** "Which edge triggers?": what the pins' interrupts were set to when the run ended. */
export function aboutTriggers(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const either = PRESS_OR_RELEASE.test(question);
  const release = either ? null : aboutReleaseEdge(asking);
  if (release) return release;
  if (!either && (!EDGE.test(question) || !TRIGGERS.test(question))) return null;
  if (OTHER.test(question)) return null;
  const named = pinsIn(question, facts).map(({ pin }) => pin.pin);
  const own = facts.triggers.filter(({ pin }) => named.includes(pin));
  const told = own.length > 0 ? own : facts.triggers;
  if (told.length === 0) return null;
  const lines = facts.source
    .split('\n')
    .flatMap((text, i) =>
      CHOOSES.test(text.replace(/\/\/.*/, '')) && !/^\s*(?:#|\*|\/\*)/.test(text) ? [i + facts.firstLine] : [],
    )
    .slice(0, 3);
  const where = lines
    .map((line) =>
      say(
        asking,
        `第 ${line} 行 \`${quoted(lineText(facts, line) ?? '')}\``,
        `line ${line}, \`${quoted(lineText(facts, line) ?? '')}\``,
      ),
    )
    .join(say(asking, '；', '; '));
  const pressed = facts.whatIf.find(({ pin }) => pin === told[0]!.pin)?.level;
  const { on } = told[0]!;
  const meant =
    !either || pressed === undefined || on === 'both' || on === 'low'
      ? ''
      : (on === 'falling') === (pressed === 0)
        ? say(asking, '按下的时候。', 'On the press. ')
        : say(asking, '松开的时候。', 'On the release. ');
  const pins = told.map((each) => `${labelOf(each)}: ${ON[each.on][language]}`).join(say(asking, '；', '; '));
  return answer(
    asking,
    `${meant}${pins}${where ? say(asking, `（${where}）`, ` (${where})`) : ''}${say(asking, '。', '.')}`,
    lines,
    0.88,
  );
}
