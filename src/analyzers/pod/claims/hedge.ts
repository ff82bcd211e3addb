import { offersHelp } from '../../../language/courtesy.ts';
import { WANTS_A_NOD } from '../../../language/prose.ts';
import { answersNo, SPEAKER } from './answers.ts';
import { headOf } from './columns.ts';

/** A sentence that tells of a claim in order to refuse it, asks it, or only supposes it, claims nothing. */
const NOT_CLAIMED =
  /1\.\d+(?: ?版本)? ?(?:之前|以前)|(?:before|until|prior to|up to) (?:kubernetes |k8s |version )?v?1\.\d+|误以为|误认为|误区|谣言|错误(?:地|的)(?:认为|以为|说法|理解|观点)|(?:很多|不少|有些?|大家|常|经常|通常会|容易|新手|初学者|往往)(?:的)?人?(?:都)?(?:会)?(?:以为|误)|以为.{2,80}(?:其实|实际|但|然而|不过|不对|错)|(?:并不是说|不是说|这不对|不正确|是错的|不成立|并非如此)|\bmyths?\b|misconception|misunderst|mistakenly|wrongly|contrary to|(?:people|newcomers|beginners|users|some|many|developers|engineers)(?: often| usually| sometimes| still| may| might)* (?:think|believe|assume|say|claim|expect)|it is (?:often|sometimes|commonly) (?:said|believed|thought|assumed)|(?<!\b(?:if|when|where)\b[^,.]{0,60})\b(?:is|are) (?:not true|false|wrong|incorrect)(?! (?:by default|if|when|where|unless|until|for|in|on|and)\b)(?!['"])|don't (?:assume|think|believe|expect)|do not (?:assume|think|believe|expect)|(?:common|popular|widespread|old) belief|urban legend|(?:旧|老|错误)的?说法|别听信|不要听信|谣传|以讹传讹|there (?:is|are) no guarantees?|不保证|无法保证|不能保证|不要(?:以为|认为|指望)|别(?:以为|指望)|[?？]\s*$|吗\s*[。.]?$/;
/** What stands before a claim that is told as somebody's mistake. */
const LABELLED_WRONG =
  /^(?:[❌✗✘✖×]|(?:常见的?|典型的?|经典的?)?(?:误区|误解|谣言|错误(?:认知|认识|观点|说法|理解|答案|示范|做法)?|错)(?:[ 一二三四五六七八九十\d]*)[:：]|(?:myth|folklore|misconception|misbelief|wrong|incorrect|false|not true)(?: ?#?\d+)?[:：])/;
/** Hearsay, and what is told in order to be refused. */
const HEARSAY =
  /(?:有的?人|(?:很多|不少|许多)(?:人|文章|教程|资料|博客)|网上|坊间|民间|江湖|面试[里中时]?|总|常|经常|常常)(?:会|都|就|总是|经常|常常|总|常)?(?:说|讲|传|认为|觉得|听到|听人说|看到|写着|回答)|(?:还|也|又|另外)(?:有人|有)(?:说|讲|传|问)|传言|据说|听说|网传|传闻|(?:别|不要)再?(?:说|讲|信|以为|觉得|认为)|(?:说|回答|认为|觉得)["“].{6,}["”]的|\b(?:anyone|anybody|everyone|whoever|those|people) who (?:says?|thinks?|claims?|believes?|tells?)|if you (?:believe|think|thought|assume)|tempting to (?:think|believe|assume)|\bi (?:used to|once) (?:think|believe)|\bi (?:always|often|keep|still) hear|(?:let|have) (?:anyone|anybody|someone) tell|\b(?:some|many|most|a lot of|plenty of) (?:blogs?|articles?|tutorials?|guides?|posts?|candidates?|answers?)(?: posts?)? (?:say|claim|state|tell|write|insist)|rumou?r has it|(?:people|everyone|everybody|candidates|beginners) (?:often |always |still )?(?:get|gets|got) (?:\S+ )?wrong|常犯的错|最?容易(?:弄|搞|记)错|(?:原来|原先|以前|之前|本来|一直)(?:都|还)?(?:以为|认为|觉得)|那?就(?:大)?错了|"\s*[—–-]+\s*(?:错|不对|不是|并非|没有的事|没这回事|恰恰相反|wrong|false|no\b|not\b)|you (?:may|might|will) (?:have )?(?:read|heard|hear|read|been told) that|(?:old|bad|common) advice/;
/** What somebody did or saw, and nothing more: "I pushed a new image with the same tag". */
const REPORT =
  /^(?:(?:i|we)(?:'ve| have| had)?(?: just| already)? (?:pushed|deployed|saw|seen|noticed|ran|run|tried|changed|updated|deleted|restarted|added|upgraded|moved|built|created|applied)\b|it has been \w+ing\b|(?:我|我们)(?:刚|刚刚|刚才|昨天|今天|已经|也)?(?:重新)?(?:推|发|部署|改|删|重启|升级|加|试|跑)了)[^,，;；]*$/;
/** "能不能写死", "会不会重启": asks, unless it is told what decides that. */
const ASKS_WHETHER =
  /(?<!(?:不管|不论|无论|取决于|决定|判断|控制|影响|管|看|关心|告诉|知道|检查|检测|测|试|问|确认|讨论|评估)[^，,。]{0,14})(?:([会能要行])(?:不|没)\1|可不可以|是不是|有没有|对不对)(?![^。]*[，,][^。]{6,})(?![^，,。]*(?:都|也|无所谓|一样))/;
/** The next sentence takes it back. */
const TAKEN_BACK =
  /^(?:(?:其实|实际上|事实上|但)?(?:这|上述|以上)?(?:种|句话)?(?:说法|观点|理解|想法|看法|认识|听起来.{0,12})?(?:其实|都|也|又|就|完全|可惜|纯属|属于)*(?:是|并)?(?:不对|不正确|错误的|错的|错了|不是真的|误解|误区|不成立|谣言|谣传|瞎说|胡说|假的|扯淡|没这回事|没有的事|想多了)|错[,，。!！]|其实(?:不然|不是|并非|不会|并不)|事实并非|但事实|别信|不要信|(?:真相|事实|实际|实情|正解|正确(?:理解|答案|说法|认知|认识|做法)?)(?:是|上)?[:：,，]|(?:this|that|which|it) (?:is|was|are)(?: simply| just| plain| actually)? (?:wrong|false|incorrect|not true|not the case|a myth|untrue)|(?:that|this)'s (?:wrong|false|not true|a myth|incorrect)|not (?:true|so)\b|(?:(?:also|another|a|an old|pure) )*(?:wrong|false|myth|fiction|nonsense|busted|debunked|untrue|incorrect)(?:[.!,:]| [—–-])|(?:no|nope)[.!,;:–—-]|(?:verdict|reality|fact|truth|right|correct)[:：](?! ?(?:true|correct|right)\b)|(?:they|it) (?:do|does|is|are|wo|ca)n't[.,:;!–—-]|(?:they|it) (?:do|does|is|are|will|can) ?not[.,:;!–—-]|think again|in (?:fact|reality),? (?:it|that|this|they|the)\b.{0,40}(?:not|n't|never)|actually,? .{0,40}(?:not|n't|never))/;
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
    LABELLED_WRONG.test(sentence) ||
    REPORT.test(sentence) ||
    HEARSAY.test(sentence) ||
    ASKS_WHETHER.test(sentence) ||
    (NOT_CLAIMED.test(sentence) && !WANTS_A_NOD.test(sentence)) ||
    (WANTS_A_NOD.test(sentence) && answersNo(next)) ||
    TAKEN_BACK.test(next.replace(SPEAKER, '').trimStart()) ||
    INTRODUCES_MYTH.test(before)
  );
}

/** A link alone, an arrow or a labelled box of a diagram, a rule of iptables, a line of a command's help with its columns. */
const NO_PROSE =
  /^\W*\[[^\]]*\](?:\(?|\([^)]*\)\W*)$|--+>|->>|^\w+\[["“]| -p (?:tcp|udp) .* -j [A-Z]|^[^|#\n]*\S {4,}[A-Z]\w* /;
/** "This article looks at eviction": says what is told, not what is so. */
const TELLS_OF_ITSELF =
  /^(?:本(?:文|篇|章|节|教程)|这篇(?:文章|教程)|接下来|下面)[^，,。]{0,6}(?:带|介绍|讲|说|聊|看|分析|学习|了解|讨论|深入)|^(?:this|the following) (?:article|post|guide|tutorial|section|chapter|page) (?:looks|explains|describes|shows|covers|walks|discusses|explores|introduces)\b/i;

/** "The following restarts it:", "下面的情况会…": what comes below says what is so. */
const ANNOUNCES =
  /^(?:以下|下面|下列|如下)(?:的)?(?:几种|这些|为|是|几个)?.*(?:情况|信息|示例|例子|命令|步骤|字段|方式|场景|原因)|^by running the (?:command|commands|following)\b|^[^\d]{1,40}(?:如下|as follows)[:：]?$/i;

/** True for what stands in an article and is no sentence of it, or only announces what comes below. */
export function saysNothing(sentence: string): boolean {
  return NO_PROSE.test(sentence) || ANNOUNCES.test(sentence) || TELLS_OF_ITSELF.test(sentence);
}

/** "当 Pod 没有指定 ServiceAccount 时", "两者冲突时": what is supposed, without what follows from it. */
const SUPPOSITION =
  /^[^\p{Script=Han}\w]*(?:(?:当|如果|若|假如|一旦|在)[^，,。；]*(?:时候?|之后|后|之前|[（(])|[^，,。；]{4,}(?<![同及随暂临实定按超小当平届计耗费延限用行])时候?)[^\p{Script=Han}\w]*$/u;

/** True for a clause that only says when something holds. */
export function isSupposition(clause: string): boolean {
  return SUPPOSITION.test(clause);
}

/** What a table is headed with that holds hearsay against what is so. */
const HEARSAY_COLUMN =
  /myth|claim|misconception|belief|believe|rumou?r|people (?:say|think)|you hear|hearsay|folklore|误区|误解|说法|听到|传言|谣言|以为|常见(?:理解|认识)|错误/i;
const TRUE_COLUMN = /reality|fact|truth|actual|really|correct|right|真相|事实|实际|其实|正确|真实/i;

/** Where the first cell of a table's row ends that holds hearsay; 0 for any other sentence. */
export function hearsayUntil(text: string, start: number): number {
  const [first, second] = headOf(text, start);
  if (!first || !second || !HEARSAY_COLUMN.test(first) || !TRUE_COLUMN.test(second)) return 0;
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const bar = text.indexOf('|', text.indexOf('|', from) + 1);
  return bar > start ? bar - start : 0;
}

/** What agrees with a quotation. */
const AGREES =
  /^(?:对|没错|是的|正确|确实|yes\b|true\b|right\b|correct\b|indeed\b|exactly\b|that'?s (?:right|true|correct))/i;

/** True for a sentence alone between quotation marks with a remark behind it on its line: `"An Ingress balances." It holds rules.` */
export function isQuotedBefore(text: string, { start, end }: { start: number; end: number }, next: string): boolean {
  const opens =
    /[“"「『]\s*$/.test(text.slice(Math.max(0, start - 3), start)) || /^[“"「『]/.test(text.slice(start, end));
  if (!opens || !/[”"」』]$/.test(text.slice(start, end))) return false;
  const behind = text.slice(end, end + 40).split('\n', 1)[0]!;
  return /[\p{L}]/u.test(behind) && !AGREES.test(next);
}

/** Who says so. */
const SAYS =
  /认为|觉得|以为|坚称|声称|写着|写道|说|\b(?:told (?:me|us|you)|says?|said|claims?|claimed|insists?|insisted|thinks?|thought|believes?|believed|assumes?|assumed|swears?|swore|read|heard)\b/i;
/** What turns out instead. */
const TURNS_OUT =
  /(?<=[,，;；。.—–-]\s*)(?:但|可|不过|然而|结果|其实|实际|事实上|(?:我|我们)(?:自己)?(?:在.{0,6})?(?:试|测|查|看)(?:了|过)?|测试|这(?:是|种说法)?(?:不对|错|不成立|误解)|but\b|however\b|in (?:fact|reality)\b|actually\b|turns out\b|it (?:does|is|wo|ca)n't|they (?:do|are|wo|ca)n't)/i;

/**
 * Where a sentence that tells what somebody else says goes on to what is so ("he says it moves, but it does not"): what
 * stands before claims nothing. 0 where it does not.
 */
export function refusedUntil(sentence: string): number {
  const says = SAYS.exec(sentence);
  if (!says) return 0;
  const from = says.index + says[0].length;
  const turn = TURNS_OUT.exec(sentence.slice(from));
  return turn ? from + turn.index : 0;
}
