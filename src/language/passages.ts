import type { Span } from './sentences.ts';
import { type Token, tokensOf } from './terms.ts';

/** What a text says in reply to a question. */
export interface Passage {
  /** Sentences of the text, in its order. */
  spans: Span[];
  /** 0 to 1: how much of the question these sentences speak of. */
  confidence: number;
  /** Things the question names that the text never does. */
  missing: string[];
}

interface Kind {
  asked: RegExp;
  found: RegExp;
  /** The cue alone points at the sentence, whatever else the question says: "what is the example?". */
  tells?: true;
  /** A sentence without it is no answer to the question, whatever words they share. */
  must?: true;
  /** The cue points at the sentence where the question names nothing else: "when was that?". */
  alone?: true;
}

const COMMAND =
  /\b(?:kubectl|docker|helm|systemctl|journalctl|crictl|sudo|git|apt(?:-get)?|yum|npm|pip|curl|ssh)\b [\w-]/;
/** A moment on the clock or the calendar. */
const MOMENT =
  /\d{1,2}:\d\d|\d{1,4} ?[年月日号点]|(?:上|这|本|下|去|今|昨|前|明)个?(?:周|星期|月|年|天|晚|日)|\d+ ?(?:天|周|个月|年)前|\b(?:19|20)\d\d\b|\b(?:last|this|next) (?:week|month|year|night|spring|summer|autumn|fall|winter|quarter|\w+day)\b|\b(?:yesterday|today|tonight|ago)\b|\b\d{1,2} ?[ap]m\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;
const NO_NAME =
  'The|This|That|These|Those|It|We|They|He|She|With|At|In|On|And|But|New|Old|All|Each|Every|Some|Both|Pods?|After|Before|When|Then|Now|So|For|From|Our|Their|One|Two|Kubernetes|Nobody|Nothing|Everything|Traffic|About';

/** What the answer to a kind of question looks like. */
const KINDS: Kind[] = [
  {
    asked: /哪(?:条|个|一条)命令|什么命令|命令是|\b(?:which|what) commands?\b/i,
    found: COMMAND,
    tells: true,
    must: true,
  },
  {
    asked:
      /原来|原先|(?:改|换|调|迁)?之前|以前|一开始|最初|\bbefore\b|\boriginally\b|\bused to\b|\bprevious|\bat first\b|\binitial/i,
    found:
      /从.{1,24}(?:到|变|换|改|降|升)|原来|原先|以前|之前|一开始|最初|\bfrom\b.{1,40}\bto\b|\boriginally\b|\bused to\b|\bprevious|\bhad been\b|\bat first\b/i,
  },
  {
    asked:
      /现在|目前|如今|改成|换成|之后(?:是|变)|最后|最终|\bnow\b|\bcurrently\b|\bafter(?:wards)?\b|\bchanged? to\b|\bin the end\b|\bfinally\b|\beventually\b/i,
    found:
      /[降升调改换变涨减]?(?:到|成|为)|现在|目前|如今|后来|最后|最终|\bnow\b|\bto \d|\bcurrently\b|\bsince\b|\bset\b|\bfinally\b|\bin the end\b/i,
  },
  {
    asked:
      /下一步|接下来|打算|计划|准备(?:做|试|怎么|干)|今后|将来|\bnext\b|\bplan(?:s|ned|ning)?\b|\bgoing to\b|\bfuture\b|\bintend/i,
    found:
      /下一步|接下来|打算|计划|准备|今后|将来|下(?:周|个?月|个?季度|次)|\bnext\b|\bplan(?:s|ned|ning)?\b|\bgoing to\b|\bwill\b|\blater\b|\bintend/i,
    tells: true,
  },
  {
    asked:
      /(?:还没|尚未|没有?|未)(?:做|完成|落实|上线|解决|搞)|搁置|遗留|\b(?:not (?:yet )?|un)(?:done|finished|implemented|solved)|\bstill (?:open|missing|to do|to be done)|\bremains? (?:to be|open)|\bpostponed\b|\bput off\b|\bon hold\b/i,
    found:
      /还没|尚未|暂时|搁置|推迟|待(?:办|定|批)|没批|\bnot yet\b|\bstill\b|\bpostponed\b|\bput off\b|\bon hold\b|\bwaiting for\b|\bpending\b/i,
    tells: true,
  },
  {
    asked:
      /多少钱|花了?多少|花费|费用|造价|\bhow much (?:money|did .{1,40} cost|does .{1,40} cost|was .{1,20} (?:paid|spent))\b|\bwhat (?:does|did|do) .{1,40} cost\b/i,
    found:
      /\d ?[十百千万亿]{0,2} ?(?:元|块|美元|欧元|人民币|日元|港币)|[$€£¥] ?\d|\d[\d,.]* ?(?:k |million |m )?(?:dollars?|euros?|pounds?|usd|eur|gbp|rmb|yuan|cents?)\b|免费|不要钱|\bfree\b|\bnothing\b/i,
    must: true,
  },
  {
    asked: /教训|学到|经验|启示|反思|\blessons?\b|\btakeaways?\b|\blearn(?:ed|t)?\b/i,
    found:
      /教训|经验|学到|启示|以后|今后|\blessons?\b|\btakeaways?\b|\blearn(?:ed|t)?\b|\bnever again\b|\bfrom now on\b/i,
    tells: true,
  },
  {
    asked:
      /(?:怎么|如何|怎样).{0,6}(?:解决|修|恢复|处理|搞定)|\bhow (?:was|did|were)\b.{0,24}\b(?:fix|solv|resolv|recover|repair)|\b(?:the|their) (?:fix|solution)\b/i,
    found:
      /改成|改为|换成|解决|修复|最后|恢复|回滚|加上|打开|关掉|关闭|调大|调小|调到|扩到|之后.{0,12}(?:回到|降到|正常)|\bfix|\bsolv|\bresolv|\brolled? ?back|\bundo\b|\bchanged\b|\bset\b|\bin the end\b|\bmoved to\b|\breplaced\b/i,
    alone: true,
  },
  {
    asked:
      /预防|避免再|防止|以后怎么|吸取|\bdiffer(?:ently)?\b.{0,12}\b(?:now|since)\b|\b(?:do|doing) (?:\w+ )?differently\b|\bprevent|\bavoid\b.{0,16}\bagain\b|\bnot happen again\b|\blesson|\bsince then\b/i,
    found:
      /之后我们|以后|今后|后来|已经?把|加(?:了|上)|现在都|\bsince\b|\badded\b|\bfrom now on\b|\bnow (?:we|require|every|all)\b|\bhave (?:since )?(?:set|added|moved)\b/i,
    tells: true,
  },
  {
    asked:
      /(?:改|动|变|换|调)(?:了|过)?(?:吗|么|没有?)|\b(?:did|was|were|has|have)\b.{0,40}\b(?:chang|touch|alter|modif|replac)/i,
    found:
      /没有?(?:动|改|变|调)|不(?:动|变)|[改变调换]|\bunchanged\b|\b(?:did not|didn't|never) (?:change|touch)|\bchang|\bset\b|\bmoved\b|\breplaced\b|\bas it was\b/i,
  },
  {
    asked: /多大|大小|体积|\bhow (?:big|large)\b|\b(?:file )?size\b/i,
    found: /\d ?(?:[KMGT]i?B?|字节|bytes)(?![a-z])/i,
    tells: true,
    must: true,
  },
  {
    asked: /叫什么(?:名字)?|名字(?:是|叫)|姓名|\b(?:what|how) .{0,24}\b(?:called|named)\b|\bname of\b/i,
    found: /叫|名为|名字|「|“|\bcalled\b|\bnamed?\b|\b[A-Z][a-z]+ [A-Z][a-z]+\b|`/,
    must: true,
  },
  {
    asked: /例子|举例|举了什么|\bexamples?\b|\binstances?\b/i,
    found: /例如|比如|举个?例|譬如|为例|\bfor (?:example|instance)\b|\bsuch as\b|\be\.g\.|\bsay,/i,
    tells: true,
  },
  {
    asked: /建议|推荐|应该怎么|最佳实践|\brecommend|\badvi[cs]e|\bbest practice|\bshould (?:i|we|you|one)\b|\bwarn/i,
    found:
      /建议|推荐|应该|应当|最好|不要|避免|注意|\brecommend|\bshould\b|\bavoid\b|\bprefer\b|\bnever\b|\bdo not\b|\bdon't\b/i,
    tells: true,
  },
  {
    asked: /几[种类个条]|多少[种类个]|\bhow many\b|\bnumber of\b/i,
    found:
      /[一二两三四五六七八九十\d] ?(?:种|类|个(?!月)|条|层|步|方面)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:\w+ ){0,2}(?:kinds?|types?|ways?|classes|sorts?|options?|steps?|parts?|modes?|phases?|\w+s)\b/i,
  },
  {
    asked: /第一[种个步类]|最先|首先|最早|\bfirst\b/i,
    found: /第一|首先|最先|先(?!进)|最早|\bfirst(?:ly)?\b|\bto begin with\b|\bbefore (?:all|any|the)\b/i,
  },
  { asked: /第二[种个步类]|其次|\bsecond\b/i, found: /第二|其次|\bsecond(?:ly)?\b/i },
  { asked: /第三[种个步类]|\bthird\b/i, found: /第三|再次|\bthird(?:ly)?\b/i },
  {
    asked: /哪里|哪儿|在哪|什么地方|放在|存在哪|\bwhere\b/i,
    found: /在|放|存|挂|写|目录|路径|\/[a-z]+\/|\b(?:in|on|at|under|into|inside)\b|\b\w+\.\w+\b/i,
  },
  { asked: /版本|哪一?版|\bversions?\b|\breleases?\b|\bsince when\b/i, found: /\bv?\d+\.\d+\b|版本/i, tells: true },
  {
    asked: /是什么|什么是|啥是|是啥|定义|指的?是|\bwhat (?:is|are)\b|\bdefin|\bwhat does .{1,40} mean\b/i,
    found: /是|定义|指|称为|\b(?:is|are) (?:a|an|the|called|defined)\b|\bmeans?\b|\brefers?\b/i,
  },
  {
    alone: true,
    asked:
      /为什么|为啥|为何|原因|根因|因为什么|怎么(?:会|回事|来的|产生|造成|引起|搞的)|哪(?:里)?来的|什么(?:让|使|导致|造成|引起)|\bwhat (?:made|led to|drove|brought)\b|\bwhy\b|\breason\b|\bcause|\bwhat went wrong\b|\bcome from\b|\bhow come\b/i,
    found:
      /因为|由于|考虑到|出于|鉴于|所以|因此|导致|结果|于是|就(?:被|会)|使得|造成|引起|是因|原因|以便|为了|(?:排查|检查|最后|后来)?发现|查出|\bbecause\b|\bsince\b|\bdue to\b|\bso that\b|\bcaus|\breason\b|\bas a result\b|\bcame (?:after|from|with|when)\b|\bthanks to\b|\bowing to\b|\btherefore\b|\bturned out\b|\bfound (?:that|out)\b/i,
  },
  {
    asked: /多少|几[个台次种天秒分层条页步台]|\bhow (?:many|much)\b|\bnumber of\b/i,
    found:
      /\d|[一二两三四五六七八九十百千万]+ ?(?:个|台|次|种|条|人|倍|成|层|步)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|half|twice)\b/i,
  },
  {
    must: true,
    asked: /多久|多长时间|几(?:秒|分钟|小时|天)|\bhow long\b|\bhow fast\b|\bhow often\b/i,
    found:
      /\d ?(?:ms|s|m|h|min|sec)\b|[\d一二两三四五六七八九十半几] ?(?:毫秒|秒|分钟?|个?(?:多|半)?小时|天|周|个多?月|年)(?!\d)|\b(?:second|minute|hour|day|week|month|year)s?\b/i,
  },
  {
    asked: /什么时候|何时|哪[年天月]|几点|\bwhen\b|\bwhat (?:time|date|year|day)\b/i,
    must: true,
    alone: true,
    found: new RegExp(
      `${MOMENT.source}|时候|[时当]，|之后|以后|以前|之前|一旦|如果|等到|才|直到|\\b(?:after|before|since|when|once|until|as soon as|if)\\b`,
      'i',
    ),
  },
  {
    asked: /怎么|如何|怎样|\bhow (?:do|does|did|to|can|is|are|was)\b/i,
    found: /通过|使用|利用|改成|方法|先|然后|\bby\b|\busing\b|\bwith\b|\bvia\b|\bfirst\b|\bthen\b/i,
  },
  {
    asked: /代价|缺点|坏处|弊端|副作用|\bcost\b|\bdownside|\bdrawback|\bdisadvantage|\btrade-?off/i,
    found:
      /代价|缺点|坏处|弊端|但是?|不过|慢|损失|牺牲|额外|上升|增加|变[差慢高]|下降|went up|went down|\brose\b|increas|\bhigher\b|\bworse\b|\blost\b|\bcost\b|\bdownside|\bdrawback|\bbut\b|\bhowever\b|\bslower\b|\bprice\b|\bextra\b/i,
  },
  {
    asked: /价值|好处|优点|作用|意义|\bbenefit|\badvantage|\bvalue\b|\bpurpose\b|\bpoint of\b/i,
    found:
      /价值|好处|优点|作用|意义|简化|使得|实现了|提供|\bbenefit|\badvantage|\bvalue\b|\bso that\b|\ballow|\bmakes?\b|\bsimpl/i,
  },
  {
    must: true,
    alone: true,
    asked: /谁|作者|哪位|负责人|\bwho\b|\bauthor\b/i,
    found: new RegExp(
      `由 ?[\\u4e00-\\u9fff]{2,4}|(?<![我他她]们|大家)负责|牵头|主导|团队|公司|部门|工程师|用户|管理员|运维|同事|作者|老师|先生|女士|[老小][\\u4e00-\\u9fff](?![\\u4e00-\\u9fff]{0,1}[时候])|\\b(?:team|company|engineers?|users?|admins?|author|mr|mrs|she|he|colleagues?|kubelet|scheduler|controller|operator)\\b|\\b(?!(?:${NO_NAME})\\b)[A-Z][a-z]{1,14} (?:[A-Z][a-z]+|\\w+ed|ran|found|saw|did|wrote|made|set|took|was|had|came|gave|went|will|wants|says|has|is|asks|leads|owns)\\b`,
    ),
  },
  {
    asked: /区别|不同|差异|\bdifference|\bdiffer\b|\bversus\b|\bvs\b/i,
    found: /而|相比|不同|区别|则|\bwhile\b|\bwhereas\b|\bunlike\b|\bthan\b|\bdiffer/i,
  },
];

/** "第三项", "the third one": a point of a list above by its number. */
const POINT =
  /第([一二三四五六七八九])(?:项|条|点|个)|\bthe (first|second|third|fourth|fifth) (?:one|item|point|action|step|measure)\b/i;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const HAN_DIGITS = '一二三四五六七八九';

/** The point of the text's own list that a sentence speaks of by its number. */
function pointMeant(text: string, statements: readonly Span[]): Span | undefined {
  const match = POINT.exec(text);
  if (!match) return undefined;
  const number = match[1] ? HAN_DIGITS.indexOf(match[1]) + 1 : ORDINALS.indexOf(match[2]!.toLowerCase()) + 1;
  const begins = new RegExp(`(?:^|[：:；;，,]\\s*)(?:${HAN_DIGITS[number - 1]}、|\\(?${number}[.)、）]\\s?)`);
  return statements.find((span) => span.text !== text && begins.test(span.text));
}

/** Below this it is not clear which sentence is meant: the next best is quoted too. */
const UNSURE = 0.6;
/** The sentences speak of the matter, but not of what is asked about it. */
const NO_ANSWER = 0.35;
/** Verbs that name nothing. */
const GENERIC =
  /^(?:原因|根本|reason|caus\w*|发生|出现|开始|happen\w*|do|did|begin|start|began|they|做的?|改的?|=update|=start|迁移|notic\w*)$/;

/** Sentences that only point at the next ones. */
const POINTS_ON =
  /^(?:这就是|这正是|原因(?:如下|有)|主要有|包括|分为|this is (?:the|why|where|how)|these are|there are .{0,30}:?$|as follows)/i;
/** Sentences that lean on the one before. */
const LEANS_BACK =
  /^(?:因此|所以|这意味着|这样|从而|此外|另外|同时|而且|therefore|so |thus|this means|that is|it |they |which |also|moreover|in addition)/i;

/** Things a text calls by their name or does not speak of. What is done, and how things are, it tells in many words. */
const THINGS = new Set(
  `=node =cluster =namespace =image =tag =label =selector =annotation =hostname =dns =endpoint =ip =port =pvc =emptydir =hostpath =configmap
  =secret =env =tmpfs =subpath =exitcode =probe =liveness =readiness-probe =startup-probe =init-container =sidecar =job =cronjob =deployment =replicaset
  =statefulset =daemonset =replica =affinity =taint =toleration =nodeselector =topology =priority =pdb =request =limit =quota =limitrange =qos =memory =cpu =gpu
  =oom =disk =ephemeral-storage =runtimeclass =cri =containerd =docker =dockershim =dind =podman =crictl =kubelet =apiserver =log-collector =privileged
  =capability =nonroot =userns =seccomp =apparmor =selinux =psa =serviceaccount =token =rbac =hostnetwork =hostport =networkpolicy =ingress =loadbalancer
  =nodeport =headless =registry =war =vm =windows =frontend =database =backend =storageclass =csi =nfs =local-volume =sizelimit =cgroup =pause =prestop =grace-period
  下限 上限 最小 最大 金额 费用`.split(/\s+/),
);

/** "TLS", "p50", "WAR": names that stand in a text as they are, or not at all. */
function namesIn(question: string): Set<string> {
  const words = question.match(/(?<![A-Za-z\d])(?:[A-Z][A-Z\d]{1,9}|[a-z]{1,4}\d{1,4})(?![A-Za-z\d])/g) ?? [];
  return new Set(words.map((word) => word.toLowerCase()));
}

/** Where no length is told: the moments that it lies between. */
function momentsFor(question: string, statements: Span[]): Span[] | null {
  if (!/多久|多长|\bhow long\b/i.test(question)) return null;
  const moments = statements.filter(({ text }) => CLOCK.test(text));
  return moments.length > 0 && moments.length <= 5 ? moments : null;
}

const CLOCK = /(?<![\d:])\d{1,2}:\d\d(?!\d)/;

/** The time between the two moments that sentences tell, in minutes; null where they tell more or fewer. */
export function minutesBetween(texts: string[]): { from: string; to: string; minutes: number } | null {
  const clocks = [...new Set(texts.flatMap((text) => text.match(new RegExp(CLOCK, 'g')) ?? []))];
  if (clocks.length !== 2) return null;
  const [from, to] = clocks as [string, string];
  const minutesOf = (clock: string): number => Number(clock.split(':')[0]) * 60 + Number(clock.split(':')[1]);
  const minutes = minutesOf(to) - minutesOf(from);
  return minutes > 0 ? { from, to, minutes } : null;
}

const YES_OR_NO = /[吗么]\s*[?？]?\s*$|有没有|是否|^\s*(?:is|are|was|were|do|does|did|has|have|had)\b/i;
const DENIAL = /没有?|未(?!来)|无(?!论)|\bno(?:t|ne|body|thing)?\b|n't\b|\bnever\b/i;
/** A longer sentence may deny something else. */
const SHORT_DENIAL = { han: 16, latin: 60 };

/** "Was any data lost?": true where one of the sentences, in few words, says that it is not so. */
export function isDenied(question: string, spans: readonly Span[]): boolean {
  if (!YES_OR_NO.test(question) || DENIAL.test(question.replace(/有没有/g, ''))) return false;
  const asked = new Set(tokensOf(question).flatMap(({ key, weight }) => (weight >= 0.8 ? [key] : [])));
  return spans.some(({ text }) => {
    const limit = /\p{Script=Han}/u.test(text) ? SHORT_DENIAL.han : SHORT_DENIAL.latin;
    return text.length <= limit && DENIAL.test(text) && tokensOf(text).some(({ key }) => asked.has(key));
  });
}

/** Clauses of one list that are quoted together. */
const LIST_CLAUSES = 5;

/** What the question names and no sentence does. */
function missingIn(
  question: string,
  asked: ReadonlyMap<string, number>,
  said: ReadonlyMap<string, number>,
  text: string,
): string[] {
  const names = namesIn(question);
  return [...asked.keys()].filter(
    (key) =>
      !said.has(key) &&
      !text.includes(key.replace(/^=/, '')) &&
      !saysIt(key, text) &&
      (THINGS.has(key) || (names.has(key) && !/^(?:pods?|k8s|ok|ci|cd)$/.test(key))),
  );
}

/** "readiness" alone says the readiness probe. */
function saysIt(key: string, text: string): boolean {
  const part = /^=([a-z]{6,})-[a-z-]+$/.exec(key)?.[1];
  return part !== undefined && text.toLowerCase().includes(part);
}

/** "How many nodes": the number stands beside the noun, or the sentence counts something else. */
const COUNTED =
  /(?:几|多少) ?(?:个|台|条|种|名|位|份|块)? ?([\p{Script=Han}A-Za-z]{1,12}?)(?=[的在被有没是会要能需]|\s|[?？]|$)|\bhow many ([a-z]+)/iu;
const NUMBER_WORD =
  '(?:\\d[\\d,.]*|[一二两三四五六七八九十百千万几]+|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|several|both|half)';

/** What is counted is told apart by it: "how many tickets were about billing". */
const QUALIFIED =
  /\bhow many\b.{0,60}\b(?:about|for|from|by|with|on|at|in|of|to)\s+(?:the\s+|a\s+|an\s+)?([a-z][a-z-]{3,})\s*[?.]?$/i;

/** The text never speaks of what the count is limited to. */
function qualifierAbsent(question: string, text: string): boolean {
  const word = QUALIFIED.exec(question)?.[1]?.toLowerCase();
  if (
    !word ||
    /^(?:total|text|article|post|story|last|this|that|week|month|year|summer|winter|spring|autumn)$/.test(word)
  )
    return false;
  // Another language calls it something else.
  if (/\p{Script=Han}/u.test(text)) return false;
  return !text.includes(word.replace(/(?:ies|ing|ed|es|s)$/, '').slice(0, 6));
}

const nounCounted = (question: string): string | undefined => {
  const match = COUNTED.exec(question);
  return (match?.[1] ?? match?.[2]?.replace(/(?:ies|es|s)$/, ''))?.trim();
};

/** One of the sentences counts the noun; those that do not name it are no help where others do. */
function countsIn(question: string, spans: Span[]): boolean {
  const noun = nounCounted(question)?.toLowerCase();
  const naming = noun ? spans.filter(({ text }) => text.toLowerCase().includes(noun)) : [];
  return (naming.length > 0 ? naming : spans).some(({ text }) => countsNoun(question, text));
}

function countsNoun(question: string, text: string): boolean {
  const noun = nounCounted(question);
  if (!noun || !text.toLowerCase().includes(noun.toLowerCase())) return true;
  const escaped = noun.replace(/[^\p{Script=Han}\w]/gu, '\\$&');
  return new RegExp(
    `${NUMBER_WORD} ?(?:个|台|条|种|名|位|份|块|套)?(?:[^，。,;；\\d]{0,8}|(?: [\\w-]+){0,3} )${escaped}|${escaped}(?:s|数|数量|一共|总共|共|有|达到|是|为|:|：|\\s){1,4}${NUMBER_WORD}`,
    'iu',
  ).test(text);
}

/** Words of a question that only say what kind of answer is wanted. */
const KIND_WORDS = new Set(
  '=why =meaning =howto =when =count =possible =who =check =find =two =same =other'.split(' '),
);

function keysOf(tokens: Token[]): Map<string, number> {
  const keys = new Map<string, number>();
  for (const { key } of tokens) {
    keys.set(key, KIND_WORDS.has(key) ? 0.15 : key.startsWith('~') ? 0.25 : key.startsWith('=') ? 1 : 0.9);
  }
  return keys;
}

/** A number, in digits or in words. */
const FIGURE =
  /\d|[一二两三四五六七八九十百千万]+ ?(?:个|台|次|种|条|人|倍|成)|\b(?:no|none|nothing|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand)\b/i;

/** "卡住" and "卡了": a verb with another ending behind it. */
const HAN_ENDING = '[住了着过到掉完起成在]';
const HAN_VERB = new RegExp(`^(\\p{Script=Han})${HAN_ENDING}$`, 'u');

function sameVerb(key: string, text: string): boolean {
  const verb = HAN_VERB.exec(key)?.[1];
  return verb !== undefined && new RegExp(`${verb}${HAN_ENDING}`, 'u').test(text);
}

/** "objection" and "objected": one word in two dresses. */
function kin(key: string, keys: ReadonlySet<string>): boolean {
  if (!/^[a-z]{6,}$/.test(key)) return false;
  const root = key.slice(0, Math.max(6, key.length - 4));
  for (const other of keys)
    if (
      other.length >= 5 &&
      (other.startsWith(root) || (key.startsWith(other) && /^[a-z]+$/.test(other) && other.length >= 6))
    )
      return true;
  return false;
}

/**
 * Finds the sentences of a text that answer a question about it.
 * @param title counts as known to every sentence: "the value of Pods" in an article called "Pods"
 * @returns null where no sentence speaks of what was asked
 */
export function findPassage(question: string, statements: Span[], title: string | null = null): Passage | null {
  const asked = keysOf(
    tokensOf(question.replace(/\broot cause\b|根本原因|根因/gi, (text) => (/[a-z]/i.test(text) ? 'reason' : '原因'))),
  );
  const sentences = statements.slice(0, 2_000).map((span) => new Set(tokensOf(span.text).map((token) => token.key)));
  const known = new Set(title ? tokensOf(title).map((token) => token.key) : []);
  const frequency = new Map<string, number>();
  for (const keys of sentences) for (const key of keys) frequency.set(key, (frequency.get(key) ?? 0) + 1);
  const rarity = (key: string) => Math.log(1 + sentences.length / (frequency.get(key) ?? 0.5));

  const whole = statements
    .slice(0, 2_000)
    .map(({ text }) => text)
    .join('\n')
    .toLowerCase();
  const missing = missingIn(
    question,
    asked,
    new Map([...frequency, ...[...known].map((key) => [key, 1] as const)]),
    whole,
  );
  let total = 0;
  for (const [key, weight] of asked) {
    if (key.startsWith('~')) continue;
    total += weight * (known.has(key) ? 0.3 : 1) * Math.min(rarity(key), 2.2);
  }
  const kinds = KINDS.filter((kind) => kind.asked.test(question));
  // What is the most of all is for the reader to see: the sentences with figures, side by side.
  const superlative =
    /最[多少大小长短高低快慢]|\b(?:most|fewest|least|highest|lowest|largest|biggest|smallest|longest|shortest|fastest|slowest)\b/i;
  if (superlative.test(question) && !statements.some(({ text }) => superlative.test(text))) {
    const figures = statements.filter(({ text }) => FIGURE.test(text));
    if (figures.length >= 2 && figures.length <= 5) return { spans: figures, confidence: 0.5, missing };
  }
  const last =
    /最后(?:一|说|提|总结|的(?:话|结论|建议))|结尾|结论|总结(?:说|里|部分)|\b(?:last|final) (?:sentence|point|line|paragraph|advice)\b|\bconclu|\bend(?:s)? with\b/i.test(
      question,
    );
  if (last && statements.length > 0) return { spans: statements.slice(-1), confidence: 0.6, missing };
  let best = -1;
  let bestScore = 0;
  let bestShare = 0;
  let second = -1;
  let secondScore = 0;
  for (const [index, keys] of sentences.entries()) {
    let shared = 0;
    let share = 0;
    for (const [key, weight] of asked) {
      // The neighbours lend a little: "it" and "this" point at them.
      const here = keys.has(key)
        ? 1
        : kin(key, keys) || saysIt(key, statements[index]!.text) || sameVerb(key, statements[index]!.text)
          ? 0.8
          : (sentences[index - 1]?.has(key) ?? false)
            ? 0.45
            : 0;
      if (here === 0) continue;
      const worth = weight * (known.has(key) ? 0.3 : 1) * Math.min(rarity(key), 2.2) * here;
      shared += worth;
      if (!key.startsWith('~')) share += worth;
    }
    const fits = kinds.filter((kind) => kind.found.test(statements[index]!.text));
    const telling = fits.some((kind) => kind.tells === true);
    if (shared === 0 && !telling) continue;
    const score = shared * (1 + 0.35 * fits.length) + (telling ? 0.8 : 0);
    if (score > bestScore) {
      [second, secondScore] = [best, bestScore];
      [best, bestScore, bestShare] = [index, score, Math.max(total > 0 ? share / total : 0, telling ? 0.4 : 0)];
    } else if (score > secondScore) [second, secondScore] = [index, score];
  }
  if (best < 0) {
    const moments = momentsFor(question, statements);
    if (moments) return { spans: moments, confidence: NO_ANSWER, missing };
    // Nothing of the question's words, but a sentence of the kind that is asked for: the nearest there is.
    const fits = (text: string): number => kinds.filter((kind) => kind.found.test(text)).length;
    const most = Math.max(0, ...statements.slice(0, 2_000).map(({ text }) => fits(text)));
    best = most === 0 ? -1 : statements.findIndex(({ text }) => fits(text) === most);
    if (best < 0) return missing.length > 0 ? { spans: [], confidence: 0, missing } : null;
    // "When was that?" names nothing: the first that tells a time is meant.
    const alone = kinds.find((kind) => kind.alone === true && kind.found.test(statements[best]!.text));
    const named = [...asked].some(([key, weight]) => weight >= 0.8 && !GENERIC.test(key));
    const moment =
      alone && /when|时候/.test(alone.asked.source) ? statements.findIndex(({ text }) => MOMENT.test(text)) : -1;
    return {
      spans: [statements[moment >= 0 ? moment : best]!],
      confidence: alone && !named ? 0.45 : 0.2,
      missing,
    };
  }
  const span = statements[best]!;
  let from = best;
  let to = best;
  if (POINTS_ON.test(span.text) || span.text.length < 18) to = Math.min(statements.length - 1, best + 2);
  // A list of things, parted by semicolons, is one answer.
  while (/[;；]$/.test(statements[to]!.text) && to < statements.length - 1 && to - from < LIST_CLAUSES) to += 1;
  if (LEANS_BACK.test(span.text)) from = Math.max(0, best - 1);
  const fits = (index: number): boolean => kinds.some((kind) => kind.found.test(statements[index]?.text ?? ''));
  if (kinds.length > 0 && ![...Array(to - from + 1).keys()].some((step) => fits(from + step))) {
    // "It was put off. The reason is ...": the answer stands beside the sentence that names the matter.
    if (fits(to + 1)) to += 1;
    else if (kinds.some((kind) => kind.alone === true) && fits(to + 2)) to += 2;
    else if (from > 0 && fits(from - 1)) from -= 1;
  }
  const fit =
    kinds.length > 0 && kinds.some((kind) => statements.slice(from, to + 1).some((one) => kind.found.test(one.text)));
  const spans = statements.slice(from, to + 1);
  const named = [...asked].some(([key, weight]) => weight >= 0.8 && !GENERIC.test(key));
  const told = !named && kinds.some((kind) => kind.alone === true && spans.some((one) => kind.found.test(one.text)));
  const confidence = Math.max(told ? 0.45 : 0, Math.min(1, bestShare * (fit ? 1.15 : 0.9)));
  // Two sentences that say as much of it: which one is meant is for the reader to see.
  if (
    second >= 0 &&
    (second < from || second > to) &&
    secondScore >= (confidence < UNSURE ? 0.4 : 0.7) * bestScore &&
    spans.length < 3
  )
    spans[second < from ? 'unshift' : 'push'](statements[second]!);
  const point = spans.length < 4 ? pointMeant(spans.map((one) => one.text).join(' '), statements) : undefined;
  if (point && !spans.includes(point)) spans.unshift(point);
  const unanswered =
    kinds.some((kind) => kind.must === true && !spans.some((one) => kind.found.test(one.text))) ||
    qualifierAbsent(question, whole) ||
    !countsIn(question, spans);
  if (unanswered) {
    const moments = momentsFor(question, statements);
    if (moments) return { spans: moments, confidence: Math.min(confidence, NO_ANSWER), missing };
  }
  return { spans, confidence: unanswered ? Math.min(confidence, NO_ANSWER) : confidence, missing };
}
