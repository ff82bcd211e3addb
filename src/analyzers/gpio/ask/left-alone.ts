import { labelOf } from '../behaviour.ts';
import { levelAfter } from '../levels.ts';
import { spotOf } from './changes.ts';
import { wantedBy } from './frame.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, dot, say, state } from './text.ts';

/** "一直不按按钮 LED 的闪烁周期是多少": the question is about the program left alone, and only says so. */
const BUTTON = '(?:按[键钮]|开关|键|按|它|button|key|switch|sw|input)';
const UNTOUCHED = [
  /(?:(?:还)?(?:没|没有|未)按(?:下|键)?(?:之前|以前|的时候|时)?|按(?:下|键|钮)?(?:之前|以前))[,，]?\s*/i,
  /\b(?:before|until) (?:(?:the|any|a|i|you|it is|it's|anyone|somebody) )?(?:first )?(?:press\w*|touch\w*|push\w*)(?: (?:it|the \w+|anything))?\s*,?\s*/i,
  new RegExp(
    `(?:如果|假如|要是|若|当)?(?:一直|始终|从来|完全|都|谁也|没有?人?|我)?(?:不|没|没有|别|无人)(?:人)?(?:去)?(?:按|碰|动|触发|触碰)(?:下|压|着)?(?:任何|那个|这个)?(?:${BUTTON})?(?:的话|的时候|时|的情况下|之前|前)?[,，]?\\s*`,
    'i',
  ),
  /\b(?:(?:if|when|while|as long as|with) )?(?:nobody|no one|no-one|nothing|i don'?t|you don'?t|i never|i do not)(?: ever)?(?: is)? (?:press|touch|push|hit|do)\w*(?: anything| (?:the |any |a )?\w*)?\s*,?\s*/i,
  /\b(?:without|with no) (?:(?:anyone|anybody|me|any|a|the) )?(?:press\w*|touch\w*|push\w*)(?: (?:the |any |a )?(?:button|key|switch|anything))?\s*,?\s*/i,
  /\bif (?:the )?(?:button|key|switch) (?:is|was) (?:never|not) (?:pressed|touched|pushed)\s*,?\s*/i,
];
/** What is left asks for something that the usual run shows. */
const ASKS =
  /周期|频率|多[久长快]|几[秒次下个]|多少|哪|间隔|占空|状态|电平|在(?:干|做)|[亮响开](?:不|没|着)|\b(?:period|frequency|how (?:long|often|fast|many|much)|which|rate|interval|duty|what (?:is|does|do|are|state|level)|on or off|high or low|state)\b/i;

/** The question without saying that nothing is pressed; null where it does not say so, or asks just whether that matters. */
export function questionLeftAlone(question: string): string | null {
  for (const pattern of UNTOUCHED) {
    const match = pattern.exec(question);
    if (!match) continue;
    const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`.trim();
    return (ASKS.test(rest) || wantedBy(rest) === 'time') && rest.length > 3 ? rest : null;
  }
  return null;
}

/** "锁是什么状态": of outputs that rest, the level at which they do. */
export function aboutRestState(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (facts.loop !== null || (facts.ended !== 'settled' && facts.ended !== 'returned')) return null;
  const named = pinsIn(question, facts).filter(({ pin }) => !facts.inputs.some((input) => input.pin === pin.pin));
  if (named.length === 0) return null;
  const told = named.slice(0, 4).map(({ pin, name }) => {
    const level = levelAfter(facts, pin.pin, facts.events.length);
    return `${labelOf(pin)} ${state(asking, pin, level, name)}`;
  });
  const last = facts.events.length - 1;
  return answer(
    asking,
    `${told.join(say(asking, '，', ', '))}${say(asking, '，一直不变', ', and stays so')}${dot(asking)}`,
    last >= 0 ? [spotOf(facts, last)] : [],
    0.88,
  );
}
