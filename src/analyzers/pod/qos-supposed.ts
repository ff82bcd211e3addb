import type { Language } from '../../language/language.ts';
import { pick } from '../../language/pick.ts';
import type { Span } from '../../language/sentences.ts';
import type { AnswerAbout } from '../analyzer.ts';

const WHICH_CLASS =
  /(?:哪|什么|啥)(?:一)?(?:类|个|种|级|等)|\bqos\b|等级|是不是 ?(?:guaranteed|burstable|best-?effort)|(?:guaranteed|burstable|best-?effort).{0,4}(?:吗|么)|\b(?:which|what) (?:qos|class)|\bis (?:it|that|this)\b.{0,16}\b(?:guaranteed|burstable|best-?effort)/i;
const OF_MINE = /我|如果|要是|只|都|\b(?:i|we|my|our|if|only|with|without|set(?:s|ting)?)\b/i;
const NOTHING =
  /(?:requests?.{0,8}limits?|两(?:样|个|项|者)|资源).{0,6}都(?:不|没)(?:有)?(?:写|设|配|填)?|什么(?:都|也)(?:不|没)(?:有)?(?:写|设|配)|\b(?:neither|no requests? (?:and|or|nor) (?:no )?limits?|nothing|no resources)\b/i;
const NO_REQUESTS =
  /(?:不|没)(?:有)?(?:写|设|配|填|加) ?requests?|requests? ?(?:不|没)(?:有)?(?:写|设|配|填)|\b(?:no|without|not|omit\w*|leave out|skip\w*) (?:any |the |set |write )*requests?\b/i;
const ONLY_LIMITS =
  /只(?:有|写|设|配|填|给)?(?:了)? ?limits?|\bonly (?:have |set |write |the )*limits?\b|\blimits? only\b/i;
const ONLY_REQUESTS =
  /只(?:有|写|设|配|填|给)?(?:了)? ?requests?|\bonly (?:have |set |write |the )*requests?\b|\brequests? only\b|(?:不|没)(?:有)?(?:写|设|配|填) ?limits?|\b(?:no|without) (?:any )?limits?\b/i;
const EQUAL = /(?:等于|相等|相同|一样|一致)|\b(?:equal|same|identical|match)\w*\b/i;
const UNEQUAL =
  /不(?:等|同|一样|相等|相同)|小于|大于|低于|高于|\b(?:less|lower|more|higher|different|unequal|smaller|larger|not (?:equal|the same))\b/i;

type Class = 'Guaranteed' | 'Burstable' | 'BestEffort';

/** The class that what is said to be written comes to, and why; null where too little is said. */
function classOf(question: string): { is: Class; zh: string; en: string } | null {
  const [cpu, memory] = [/\bcpus?\b|核/i.test(question), /内存|\bmem(?:ory)?\b/i.test(question)];
  const one = cpu !== memory;
  if (NOTHING.test(question)) return { is: 'BestEffort', zh: '什么都没写', en: 'nothing is written' };
  if (ONLY_LIMITS.test(question) || (NO_REQUESTS.test(question) && /\blimits?\b|上限/i.test(question)))
    return one
      ? {
          is: 'Burstable',
          zh: `只给了${cpu ? ' CPU' : '内存'}的 limit，另一样没有`,
          en: `only ${cpu ? 'cpu' : 'memory'} has a limit, the other has none`,
        }
      : cpu
        ? {
            is: 'Guaranteed',
            zh: '没写的 requests 等于 limits，CPU 和内存两样都相等（Pod 里每个容器都这样才行）',
            en: 'requests that are not written equal the limits, for cpu and memory alike (each container of the Pod has to be so)',
          }
        : {
            is: 'Guaranteed',
            zh: '没写的 requests 等于 limits；前提是每个容器的 CPU 和内存都写了 limit，少一样就是 Burstable',
            en: 'requests that are not written equal the limits; provided that each container has a limit for both cpu and memory, else it is Burstable',
          };
  if (ONLY_REQUESTS.test(question))
    return { is: 'Burstable', zh: '写了 requests 而没有相等的 limits', en: 'there are requests without equal limits' };
  if (!/\brequests?\b|请求/i.test(question) || !/\blimits?\b|上限/i.test(question)) return null;
  if (UNEQUAL.test(question))
    return { is: 'Burstable', zh: 'requests 和 limits 不相等', en: 'requests and limits differ' };
  if (EQUAL.test(question))
    return one
      ? {
          is: 'Burstable',
          zh: `只有${cpu ? ' CPU' : '内存'}相等，另一样没说`,
          en: `only ${cpu ? 'cpu' : 'memory'} is said to be equal`,
        }
      : {
          is: 'Guaranteed',
          zh: '每个容器的 CPU 和内存都有 requests 和 limits 且相等',
          en: 'each container has requests and limits for cpu and memory, and they are equal',
        };
  return null;
}

/** "I set limits only, which class is that": worked out below an article that speaks of the classes. */
export function qosSupposed(question: string, statements: readonly Span[], language: Language): AnswerAbout | null {
  if (!WHICH_CLASS.test(question) || !OF_MINE.test(question)) return null;
  if (!statements.some(({ text }) => /\bqos\b|guaranteed|burstable|best-?effort/i.test(text))) return null;
  const found = classOf(question);
  return (
    found && {
      answer: pick(language, `算 **${found.is}**：${found.zh}。`, `**${found.is}**: ${found.en}.`),
      declined: false,
      quotes: [],
      confidence: 0.9,
    }
  );
}
