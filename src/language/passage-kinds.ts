/** A kind of question, and the look of a sentence that answers it. */
export interface Kind {
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
export const MOMENT =
  /\d{1,2}:\d\d|\d{1,4} ?[年月日号点]|(?:上|这|本|下|去|今|昨|前|明)个?(?:周|星期|月|年|天|晚|日)|\d+ ?(?:天|周|个月|年)前|\b(?:19|20)\d\d\b|\b(?:last|this|next) (?:week|month|year|night|spring|summer|autumn|fall|winter|quarter|\w+day)\b|\b(?:yesterday|today|tonight|ago)\b|\b\d{1,2} ?[ap]m\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;
const NO_NAME =
  'The|This|That|These|Those|It|We|They|He|She|With|At|In|On|And|But|New|Old|All|Each|Every|Some|Both|Pods?|After|Before|When|Then|Now|So|For|From|Our|Their|One|Two|Kubernetes|Nobody|Nothing|Everything|Traffic|About';

/** What the answer to a kind of question looks like. */
export const KINDS: Kind[] = [
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
      `由 ?(?:[\\u4e00-\\u9fff]{2,4}|[A-Za-z][\\w-]+ ?[\\u4e00-\\u9fff])|(?<![我他她]们|大家)负责|牵头|主导|团队|公司|部门|工程师|用户|管理员|运维|同事|作者|老师|先生|女士|[老小][\\u4e00-\\u9fff](?![\\u4e00-\\u9fff]{0,1}[时候])|\\b(?:team|company|engineers?|users?|admins?|author|mr|mrs|she|he|colleagues?|kubelet|scheduler|controller|operator)\\b|\\b(?!(?:${NO_NAME})\\b)[A-Z][a-z]{1,14} (?:[A-Z][a-z]+|\\w+ed|ran|found|saw|did|wrote|made|set|took|was|had|came|gave|went|will|wants|says|has|is|asks|leads|owns|keeps|kept|maintains|manages|runs|writes|handles|looks)\\b`,
    ),
  },
  {
    asked: /区别|不同|差异|\bdifference|\bdiffer\b|\bversus\b|\bvs\b/i,
    found: /而|相比|不同|区别|则|\bwhile\b|\bwhereas\b|\bunlike\b|\bthan\b|\bdiffer/i,
  },
];

/** Sentences that only point at the next ones. */
export const POINTS_ON =
  /^(?:这就是|这正是|原因(?:如下|有)|主要有|包括|分为|this is (?:the|why|where|how)|these are|there are .{0,30}:?$|as follows)/i;
/** Sentences that lean on the one before. */
export const LEANS_BACK =
  /^(?:因此|所以|这意味着|这样|从而|此外|另外|同时|而且|therefore|so |thus|this means|that is|it |they |which |also|moreover|in addition)/i;
