import { readAsked } from '../../../asking/question.ts';
import type { GpioFacts } from '../facts.ts';
import type { Answer } from './text.ts';

/** What kind of thing a question wants to hear; null where its words leave that open. */
export type Wanted = 'edit' | 'line' | 'pin' | 'time' | 'count' | 'reason' | 'choice' | 'yes-no' | null;

/** Asked for what has to be written anew to get something else. */
export const WANTS_EDIT =
  /(?:写|填|设|给)(?:成|为)?多少|要改$|\bwhat should \w+ be\b|\b(?:make|set|get)\b.{3,60}\b(?:which|what) (?:line|number|value)\b|改哪|哪里改|改(?:什么|几|多少)|(?:怎么|如何|咋|该|要)改|改(?:第)?几|在哪(?:里|儿)?改|(?:怎么|如何)(?:让|才能|调|设)|\bwhat (?:do|should|must|would) (?:i|we|you) (?:need to )?(?:change|edit|modify|adjust|write)|\bhow (?:do|can|could|should|would) (?:i|we|you) (?:change|make|get|slow|speed|set|let|have)|\bhow to (?:change|make|get|slow|speed)|\bwhich (?:line|number|value|constant|part) (?:do|should|must|would) (?:i|we) (?:change|edit|modify|adjust)|\bwhere (?:do|should|can) (?:i|we) change|\bwhat (?:to|needs to be|has to be|must be) change/i;
const WANTS_LINE =
  /哪(?:一)?(?:行|句)|第几行|\b(?:which|what) (?:\w+ )?(?:line|statement)\b(?!s? (?:is|are) (?:low|high))/i;
const WANTS_PIN =
  /哪(?:一)?(?:个|只|盏|颗|路)?(?:灯|引脚|管脚|脚|口|端口|LED)|哪(?:一)?个(?:先|后|最|更|亮|会|在|快|慢|没)|几号(?:脚|引脚|灯)|接(?:在|到)?哪|在哪个|\b(?:which|what) (?:\w+ )?(?:pin|led|light|gpio|one|output|port|lamp|channel)\b/i;
const WANTS_TIME =
  /多久|多长时间|多长(?!度)|几(?:毫|微)?秒|几分钟|多少(?:毫|微)?秒|多少(?:时间|分钟)|频率|周期|\bhow (?:long|often|fast|quick\w*|slow\w*)\b|\bhow (?:many|much) (?:ms|milli\w*|sec\w*|minutes?|time)\b|\bfrequency\b|\bperiod\b|\b(?:total|overall|whole) time\b|\btime (?:of|for|per|in) (?:one|a|each|the whole|every|a full) /i;
const WANTS_COUNT =
  /几(?:次|下|个|盏|颗|只|路|遍|圈|声|轮|种|回)|多少(?:次|下|个|盏|遍|圈|声|轮|种)|\bhow many\b(?! (?:ms|milli|sec|minutes?))/i;
const WANTS_REASON = /为什么|为何|为啥|干嘛要|怎么会|\bwhy\b|\bhow come\b|\bwhat for\b/i;
const OF_TWO = /还是(?!会|不|一直|没|要|得|在)|\bor\b(?! not\b)/i;
/** It asks for a thing by a question word, so that "is" and "does" are no yes-or-no. */
const ASKS_WORD = /什么|啥|哪|几(?!乎)|多少|多[久长快]|怎么|如何|咋|\b(?:what|which|when|where|why|how|who)\b/i;

/** Reads what kind of thing a question wants to hear. */
export function wantedBy(question: string): Wanted {
  if (WANTS_EDIT.test(question)) return 'edit';
  if (WANTS_REASON.test(question)) return 'reason';
  if (WANTS_LINE.test(question)) return 'line';
  if (WANTS_TIME.test(question)) return 'time';
  if (WANTS_COUNT.test(question)) return 'count';
  if (OF_TWO.test(question)) return 'choice';
  if (WANTS_PIN.test(question)) return 'pin';
  return readAsked(question).yesNo && !ASKS_WORD.test(question) ? 'yes-no' : null;
}

const TIME = /\d\s*(?:ms|s|min|h|µs|us|μs|k?Hz|秒|毫秒|微秒|分钟?|小时)(?![a-z])|不确定|定不下来/i;
const NEVER =
  /不会|从不|从来|一直|始终|永远|没有|不再|不变|\b(?:never|not|no|none|always|until|as long as|forever|for ever|stays?|n't)\b|直到/i;
const NUMBER = /\d|[一二两三四五六七八九十]|\b(?:one|two|three|four|five|six|once|twice|each|every|none|no)\b/i;
const SAYS_YES_OR_NO =
  /^[^。:：]{0,60}[:：]?\s*(?:是|不|会|没|能|可以|有|对|要|需|一样|相同|yes\b|no\b|not\b|never\b)|不会|没有|不能|不是|只有|只在|一直|始终|从不|\b(?:yes|no|not|never|only|always|cannot|n't)\b/i;

/** Says whether an answer is of the kind that was wanted: a time for "how long", a pin for "which one". */
export function fits(wanted: Wanted, { answer }: Answer, facts: GpioFacts): boolean {
  switch (wanted) {
    case 'time':
      return TIME.test(answer) || NEVER.test(answer);
    case 'count':
      return NUMBER.test(answer) || NEVER.test(answer);
    case 'line':
      return /第 ?[\d、～ ]+ ?行|\blines? \d|\(\d+\)/i.test(answer) || NEVER.test(answer);
    case 'pin':
      return (
        [...facts.outputs, ...facts.inputs].some(({ pin, aliases }) =>
          [pin, ...aliases].some((name) => answer.includes(name)),
        ) || /灯|没有|都|\b(?:all|none|no|neither|both)\b/i.test(answer)
      );
    case 'yes-no':
      // Lines that are only quoted say neither.
      return SAYS_YES_OR_NO.test(answer) || !/`[^`]*[;{]`/.test(answer);
    default:
      return true;
  }
}
