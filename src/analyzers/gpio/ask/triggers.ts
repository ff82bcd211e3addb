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

/** "Which edge triggers?": what the pins' interrupts were set to when the run ended. */
export function aboutTriggers(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  const either = PRESS_OR_RELEASE.test(question);
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
