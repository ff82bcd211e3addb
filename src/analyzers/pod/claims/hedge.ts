import { offersHelp } from '../../../language/courtesy.ts';
import { WANTS_A_NOD } from '../../../language/prose.ts';

/** A sentence that tells of a claim in order to refuse it, asks it, or only supposes it, claims nothing. */
const NOT_CLAIMED =
  /1\.\d+(?: ?版本)? ?(?:之前|以前)|(?:before|until|prior to|up to) (?:kubernetes |k8s |version )?v?1\.\d+|误以为|误认为|误区|谣言|错误(?:地|的)(?:认为|以为|说法|理解|观点)|(?:很多|不少|有些?|大家|常|经常|通常会|容易|新手|初学者|往往)(?:的)?人?(?:都)?(?:会)?(?:以为|误)|以为.{2,80}(?:其实|实际|但|然而|不过|不对|错)|(?:并不是说|不是说|这不对|不正确|是错的|不成立|并非如此)|\bmyths?\b|misconception|misunderst|mistakenly|wrongly|contrary to|(?:people|newcomers|beginners|users|some|many|developers|engineers)(?: often| usually| sometimes| still| may| might)* (?:think|believe|assume|say|claim|expect)|it is (?:often|sometimes|commonly) (?:said|believed|thought|assumed)|(?<!\b(?:if|when|where)\b[^,.]{0,60})\b(?:is|are) (?:not true|false|wrong|incorrect)(?! (?:by default|if|when|where|unless|until|for|in|on|and)\b)(?!['"])|don't (?:assume|think|believe|expect)|do not (?:assume|think|believe|expect)|(?:common|popular|widespread|old) belief|urban legend|(?:旧|老|错误)的?说法|别听信|不要听信|谣传|以讹传讹|there (?:is|are) no guarantees?|不保证|无法保证|不能保证|不要(?:以为|认为|指望)|别(?:以为|指望)|[?？]\s*$|吗\s*[。.]?$/;
/** The next sentence takes it back. */
const TAKEN_BACK =
  /^(?:(?:其实|实际上|事实上|但)?(?:这|上述|以上)?(?:种)?(?:说法|观点|理解|想法|看法|认识)?(?:其实|都|完全)?(?:是)?(?:不对|不正确|错误的|错的|误解|误区|不成立)|其实(?:不然|不是|并非|不会|并不)|事实并非|但事实|(?:this|that|which|it) (?:is|was|are)(?: simply| just| plain| actually)? (?:wrong|false|incorrect|not true|not the case|a myth|untrue)|(?:that|this)'s (?:wrong|false|not true|a myth|incorrect)|not true|wrong[.!]|in (?:fact|reality),? (?:it|that|this|they|the)\b.{0,40}(?:not|n't|never)|actually,? .{0,40}(?:not|n't|never))/;
/** Said before the claim, in the sentence above: what follows is quoted, not claimed. */
const INTRODUCES_MYTH =
  /(?:误区|误解|谣言|错误(?:说法|观点|认识)|myths?|misconceptions?|mistakes?)(?:是|有|:|：|如下|一|二|三|四|五|\d|包括)?[^。.]{0,12}[:：]?\s*$/;

/**
 * True where a folded sentence does not claim what it says.
 * @param before the sentence above it
 * @param next the one below it
 */
export function claimsNothing(sentence: string, before: string, next: string): boolean {
  return (
    offersHelp(sentence) ||
    (NOT_CLAIMED.test(sentence) && !WANTS_A_NOD.test(sentence)) ||
    TAKEN_BACK.test(next) ||
    INTRODUCES_MYTH.test(before)
  );
}
