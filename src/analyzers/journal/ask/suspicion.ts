import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { sentence } from '../say/phrases.ts';
import { entryAt, quoted, refuse, reply } from './reply.ts';
import { contentWords, entriesWith, TOPICS, type Topic } from './topics.ts';

/** The question is whether something is the reason, and not whether it is so. */
const BLAMED =
  /错|问题|原因|警告|报错|导致|引起|造成|因为|有关|要紧|\b(?:cause|reason|problem|error|warning|culprit|fault|blame|fail\w*|issue|because|due|it)\b/i;

/** "Is it X", "X 的问题吗": what a line of the cause names may be it; what somebody did to it is another question. */
const SUSPECTS = new RegExp(
  `${BLAMED.source}|^(?:so |and |then )?(?:is|was|were|are) (?:it|this|that|the)\\b|是不是|^(?:那|所以)?是.{1,30}(?:吗|(?<![什怎这那多])么)`,
  'i',
);

/** How a thing is at the end is no suspicion. */
const ASKS_STATE = /\b(?:up|running|alive|working|online|ready|healthy|reachable)(?: now| again)?\s*\??$/i;

/** "is it the network?", "is it the overlay error?": yes or no, with what shows it. */
export function aboutSuspicion(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (AFTERWARDS.test(question) || (ASKS_STATE.test(question) && !BLAMED.test(question))) return null;
  // "The client or the server?" wants one of two; a yes would name neither.
  if (ALTERNATIVES.test(question) && !OR_ELSE.test(question)) return null;
  const misspelt = TYPO.test(question) ? perhapsMisspelt(facts, language) : null;
  if (misspelt) return misspelt;
  const words = contentWords(question);
  const named = words.length > 0 ? entriesWith(facts, words) : [];
  const noise = named.find(
    (hit) =>
      facts.noise.some((line) => line.at === hit.at) ||
      facts.labels.find((label) => label.at === hit.at)?.role === 'noise',
  );
  const topic = TOPICS.find((candidate) => candidate.asked.test(question));
  // What speaks against the cable is the disk's own word that it cannot read.
  if (topic?.en === 'the cable' && !facts.quotable.some(({ text }) => OF_THE_MEDIUM.test(text))) return null;
  const ofTheLink = THE_DISK.test(question) ? onlyTheLink(facts, language) : null;
  if (ofTheLink) return ofTheLink;
  const guilty =
    (SUSPECTS.test(question)
      ? facts.causes.find(
          (cause) =>
            named.some((hit) => cause.at.includes(hit.at) && hit.hits === words.length) &&
            // "Harbor's password": the cause names the registry, and says nothing of passwords.
            (!topic || topic.kinds.test(cause.causeId) || topic.words.test(cause.lines.join('\n'))),
        )
      : undefined) ?? facts.causes.find((cause) => topic?.kinds.test(cause.causeId));
  const silent = topic && facts.causes.find((cause) => isSilence(cause));
  if (silent && (silent === guilty || !guilty) && ON_THE_WAY.test(topic.en))
    return onlySilence(silent, facts, language);
  if (guilty && THE_MACHINE.test(question) && OWN_LIMIT.test(guilty.lines.join('\n'))) {
    const entry = entryAt(facts, guilty.at[0])!;
    return reply(
      facts,
      pick(
        language,
        `不是机器内存不够，是它自己的上限到了。${sentence(guilty.title.zh)}${quoted(entry)}`,
        `No, not the machine: it reached a limit of its own. ${sentence(guilty.title.en)} ${quoted(entry)}`,
      ),
      [entry.at],
      0.88,
    );
  }
  if (guilty && TAKEN.test(question) && !IN_USE.test(guilty.lines.join('\n'))) {
    const entry = entryAt(facts, guilty.at[0])!;
    return reply(
      facts,
      pick(
        language,
        `不是被占用。${sentence(guilty.title.zh)}${quoted(entry)}`,
        `No, nobody else has it. ${sentence(guilty.title.en)} ${quoted(entry)}`,
      ),
      [entry.at],
      0.88,
    );
  }
  if (guilty && GONE.test(question) && guilty.causeId === 'auth-failed') {
    const entry = entryAt(facts, guilty.at[0])!;
    return reply(
      facts,
      pick(
        language,
        `没挂：它有回应，只是拒绝了登录。${sentence(guilty.title.zh)}${quoted(entry)}`,
        `No: it answers, it only refuses the login. ${sentence(guilty.title.en)} ${quoted(entry)}`,
      ),
      [entry.at],
      0.88,
    );
  }
  if (guilty && BROKEN_PART.test(question) && !OF_THE_MEDIUM.test(guilty.lines.join('\n')))
    return notProven(guilty, facts, language);
  const saysNo = guilty && topic ? saidOf(topic, guilty, language) : null;
  if (guilty && saysNo?.denied) return bySaying(saysNo, guilty, facts, language);
  if (guilty) {
    const entry = entryAt(facts, guilty.at[0])!;
    return reply(
      facts,
      pick(
        language,
        `是。${sentence(guilty.title.zh)}${quoted(entry)}`,
        `Yes. ${sentence(guilty.title.en)} ${quoted(entry)}`,
      ),
      [entry.at],
      0.88,
    );
  }
  if (noise && words.length > 0 && noise.hits * 2 >= words.length && BLAMED.test(question))
    return ruledOut(noise.at, facts, language);
  if (!topic) return null;
  const medium = topic.en === 'the cable' ? facts.quotable.findLast(({ text }) => OF_THE_MEDIUM.test(text)) : undefined;
  if (medium)
    return reply(
      facts,
      pick(
        language,
        `不像是线的问题：是盘自己报告读不出来（介质错误）：${quoted(medium)}`,
        `No, not the cable: the disk itself reports that it cannot read its medium: ${quoted(medium)}`,
      ),
      [medium.at],
      0.88,
    );
  return notTheTopic(topic, facts, language);
}

/** Whether a part of the machine is broken. A fault that it reports may as well come from its driver, its cable or its power. */
const BROKEN_PART =
  /(?:网卡|显卡|主板|内存条|硬盘|磁盘|硬件|电源|接口|集线器|U ?盘|盘|gpu|cpu|ssd|usb).{0,6}(?:坏|挂了|要坏|不行|故障|寿命)|坏了?的?(?:是)?(?:网卡|显卡|主板|内存条|硬盘|磁盘|电源)|\b(?:cards?|nic|gpu|cpu|board|motherboard|disks?|drives?|ssd|hdd|hub|stick|hardware|adapter|psu|power supply)\b.{0,16}\b(?:broken|dead|dying|faulty|defective|bad|failing)\b|\b(?:broken|dead|dying|faulty|defective|bad|failing) (?:network |graphics |hard |power )?(?:cards?|nic|gpu|cpu|board|motherboard|disks?|drives?|ssd|hdd|hub|hardware|adapter|supply)\b|^(?:so )?is it (?:my|the|a) (?:disk|drive|ssd|hdd|hardware)\b|^(?:那)?是(?:不是)?(?:我的|这个)?(?:硬盘|磁盘|硬件)的问题/i;
/** Kinds of causes whose lines are the part's own word that it is broken. */
const PROVEN = /^(?:hardware-mce|raid-degraded)$/;

/** What a fault of a part shows, and that it does not show a broken part. */
function notProven(cause: JournalFacts['causes'][number], facts: JournalFacts, language: Language): AnswerAbout | null {
  if (PROVEN.test(cause.causeId)) return null;
  const entry = entryAt(facts, cause.at[0])!;
  return refuse(
    facts,
    language,
    pick(
      language,
      `这段日志证明不了。它说的是：${sentence(cause.title.zh)}${sentence(cause.why.zh)}${quoted(entry)}`,
      `This log does not prove it. What it shows: ${sentence(cause.title.en)} ${sentence(cause.why.en)} ${quoted(entry)}`,
    ),
    [entry.at],
    0.86,
  );
}

/** Whether a service is gone, and not what it says. */
const GONE = /挂了|宕|没起来|没启动|不在线|\b(?:down|dead|offline|unreachable|not running|gone)\b/i;
/** Whether somebody else has a port, and how programs write that. */
const TAKEN = /端口.{0,6}占|占.{0,4}端口|\b(?:port|address)\b.{0,24}\b(?:taken|in use|occupied|used by)\b/i;
const IN_USE = /in use|already (?:allocated|bound)|EADDRINUSE|占用/i;

const THE_DISK =
  /(?:硬盘|磁盘|盘|ssd|固态).{0,4}(?:坏|挂|要坏|不行|寿命)|坏(?:了|掉)?的?(?:是)?(?:硬盘|磁盘|盘)|\b(?:disk|drive|ssd|hdd)\b.{0,12}\b(?:bad|broken|dead|dying|fail\w*|faulty)\b|\b(?:bad|broken|dead|dying|failing|faulty) (?:disk|drive|ssd|hdd)\b/i;
/** A checksum of the way to the disk that did not hold. */
const OF_THE_LINK = /\bBadCRC\b|\bICRC\b/;

/** What came broken over the link was whole when the disk sent it, as far as a log tells. */
function onlyTheLink(facts: JournalFacts, language: Language): AnswerAbout | null {
  const entry = facts.quotable.find(({ text }) => OF_THE_LINK.test(text));
  if (!entry || facts.quotable.some(({ text }) => OF_THE_MEDIUM.test(text))) return null;
  return reply(
    facts,
    pick(
      language,
      `不像：报的是传输校验错误（CRC），出在线、接口或供电上的多；没有一行说盘面读不出来：${quoted(entry)}`,
      `It does not look so: a checksum of the transfer failed (CRC), which is mostly the cable, the connector or the power, and no line says that the disk cannot read its medium: ${quoted(entry)}`,
    ),
    [entry.at],
    0.88,
  );
}

const OF_THE_MEDIUM = /\bUNC\b|Medium Error|Unrecovered read|media error/i;
/** What would come of a remedy is no suspicion. */
const AFTERWARDS =
  /(?:修好|解决|改好|改完|弄好|处理完|恢复)(?:了)?(?:之后|以后|后)?.{0,16}(?:会|能)|会自(?:动|己)|会(?:不会)?(?:挂|停|崩|断|丢|受影响|中断)(?:掉|服)?(?:吗|么)|\b(?:once|after|when|if) .{2,40}\b(?:fixed|solved|repaired|back|running again)\b|\bwill .{2,40}\b(?:recover|come back|start|work)\b/i;
const TYPO = /拼错|写错|打错|手误|错别字|\btypo\b|\bmis-?spel\w*|\bmis-?typed\b/i;
const NO_SUCH_NAME =
  /\bundefined\b|\bunknown\b|\bnot (?:found|recogni[sz]ed|defined|declared)\b|\bno such\b|\bcannot find\b|\bunrecogni[sz]ed\b|\bdoes not exist\b|\bunresolved\b/i;

/** A name that nothing answers to may be misspelt, or what it names is not there: a log does not tell which. */
function perhapsMisspelt(facts: JournalFacts, language: Language): AnswerAbout | null {
  const cause = facts.causes.find(({ lines }) => NO_SUCH_NAME.test(lines.join('\n')));
  const entry = entryAt(facts, cause?.at[0]);
  if (!cause || !entry) return null;
  return reply(
    facts,
    pick(
      language,
      `有可能：日志只说没有这个名字，${quoted(entry, 200)}。是拼错了还是真的没有，对照一下正确的写法就知道。`,
      `It may be: the log only says that there is no such name, ${quoted(entry, 200)}. Whether it is misspelt or really missing shows when it is held against the right spelling.`,
    ),
    [entry.at],
    0.86,
  );
}

/** Two things that it may have been: "是配置写错了还是磁盘满了", "a bug or was it killed". */
const ALTERNATIVES = /^(.{2,60}?)(?:，|,)?\s*(?:还是|抑或|或者是|\bor\b)\s*(.{2,60})$/iu;

/** "Is it A or B?": of two suspicions the one that the cause is of, where it is of that one alone. */
export function aboutAlternatives(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const [, one, other] = ALTERNATIVES.exec(question) ?? [];
  if (one === undefined || other === undefined) return null;
  const suspected = [one, other].map((half) => TOPICS.filter(({ asked }) => asked.test(half)));
  const [cause] = facts.causes;
  const entry = entryAt(facts, cause?.at[0]);
  // What nobody answers to, and whose memory ran out, no kind of cause tells apart.
  if (!cause || !entry || /^(?:connection|network)-/.test(cause.causeId) || THE_MACHINE.test(question)) return null;
  const [left, right] = suspected.map((topics) => topics.find(({ kinds }) => kinds.test(cause.causeId)));
  if (!left === !right) return null;
  const chosen = (left ?? right)!;
  return reply(
    facts,
    pick(
      language,
      `是${chosen.zh}：${sentence(cause.title.zh)}${quoted(entry)}`,
      `It was ${chosen.en}: ${sentence(cause.title.en)} ${quoted(entry)}`,
    ),
    [entry.at],
    0.89,
  );
}

/** Whether the whole machine ran out, and what shows that only a group on it did. */
const THE_MACHINE = /节点|机器|主机|整机|宿主|服务器|\b(?:node|machine|host|server|vm|system)\b/i;
const OWN_LIMIT = /\bMemory cgroup out of memory\b|CONSTRAINT_MEMCG|\bOOMKilled\b/;

/** What may be behind it when nobody answers: all of them look the same from here. */
const ON_THE_WAY = /^(?:the firewall|a service it depends on)$/;
const NO_ANSWER =
  /\bi\/o timeout\b|\b(?:connection|connect(?:ing)?|dial|operation|read) timed out\b|\bETIMEDOUT\b|连接超时/i;

/** True for a cause that only shows that no answer came. */
function isSilence(cause: JournalFacts['causes'][number]): boolean {
  return (
    /^(?:connection-timeout|network-unreachable)$/.test(cause.causeId) &&
    cause.lines.some((line) => NO_ANSWER.test(line))
  );
}

function onlySilence(cause: JournalFacts['causes'][number], facts: JournalFacts, language: Language): AnswerAbout {
  const entry = entryAt(facts, cause.at[0])!;
  const next = cause.next[0] ? `\n\`${cause.next[0]}\`` : '';
  return refuse(
    facts,
    language,
    pick(
      language,
      `说不准：日志里只有超时，${quoted(entry, 160)}，就是没有任何回应。防火墙丢包、对方主机没开、地址或路由不对，从这边看都一样；要是对方机器在、只是服务没监听，一般会是“拒绝连接”。${next}`,
      `I cannot tell: the log only shows the timeout, ${quoted(entry, 160)}, so no answer came at all. A firewall that drops, a host that is down and a wrong address or route look the same from here; a machine that is up without the service would mostly say "connection refused".${next}`,
    ),
    [entry.at],
    0.7,
  );
}

function ruledOut(at: number, facts: JournalFacts, language: Language): AnswerAbout {
  const entry = entryAt(facts, at)!;
  const label = facts.labels.find((candidate) => candidate.at === at);
  const line =
    facts.noise.find((candidate) => candidate.at === at) ??
    facts.noise.find((candidate) => facts.labels.find((other) => other.at === candidate.at)?.rule === label?.rule);
  const later = facts.quotable.find(
    (candidate) =>
      candidate.at > at &&
      candidate.program === entry.program &&
      candidate.level !== 'error' &&
      candidate.level !== 'fatal',
  );
  const proof = line?.clearedBy ?? later?.at ?? null;
  const shown = entryAt(facts, proof);
  const cause = facts.causes[0];
  const real = cause
    ? pick(language, `原因是：${sentence(cause.title.zh)}`, `The cause is: ${sentence(cause.title.en)}`)
    : '';
  return reply(
    facts,
    pick(
      language,
      `不是。${line ? sentence(line.why.zh) : ''}${shown ? `第 ${shown.at} 条 ${quoted(shown, 120)} 表明程序在它之后继续往下走。` : ''}${real}`,
      `No. ${line ? sentence(line.why.en) : ''}${shown ? ` Entry ${shown.at}, ${quoted(shown, 120)}, shows that the program went on after it.` : ''} ${real}`,
    ),
    [at, proof, cause?.at[0]],
    0.88,
  );
}

/** "Or what", "or something": no second suspicion. */
const OR_ELSE = /还是(?:什么|别的|怎么)|\bor (?:what|not|something|anything|is it)\b/i;

const WHOLE_SENTENCES = /(?<=[.!?])\s+(?=["\u201cA-Z])|(?<=[。！？])/;
const DENIES =
  /不是|无关|没有关系|没关系|没用|没有问题|\b(?:not(?! (?:permitted|allowed|found))|nothing|no|neither|never)\b/i;
const LEAVES_OPEN =
  /可能|多半|少数|有时|常见|要么|或者|\b(?:may|might|mostly|sometimes|seldom|rarely|usual(?:ly)?|either|or)\b/i;

/** A sentence on a suspicion: it denies it, or leaves it open. */
interface Said {
  text: string;
  denied: boolean;
}

/** What a cause's own explanation says of a suspicion: that it is not behind it, or that it may be. */
function saidOf(topic: Topic, cause: JournalFacts['causes'][number], language: Language): Said | null {
  const text = cause.why[language].split(WHOLE_SENTENCES).find((each) => topic.asked.test(each));
  if (text === undefined) return null;
  // "It is mostly a limit, not memory": denied of the very thing.
  const ofIt = new RegExp(`(?:不是|而非|\\b(?:not|no))\\s?(?:the |a |its )?(?:${topic.asked.source})`, 'i');
  const denied = ofIt.test(text) || (DENIES.test(text) && !LEAVES_OPEN.test(text));
  return { text, denied };
}

/** The answer to a suspicion from what the cause's own words say of it. */
function bySaying(
  { text, denied }: Said,
  cause: JournalFacts['causes'][number],
  facts: JournalFacts,
  language: Language,
): AnswerAbout {
  const entry = entryAt(facts, cause.at[0])!;
  const line = quoted(entry, 160);
  return reply(
    facts,
    denied
      ? pick(
          language,
          `不是。${sentence(text)}原因是：${sentence(cause.title.zh)}${line}`,
          `No. ${sentence(text)} The cause is: ${sentence(cause.title.en)} ${line}`,
        )
      : pick(
          language,
          `有可能，这几行还分不出来。${sentence(text)}${line}`,
          `It may be; these lines do not tell yet. ${sentence(text)} ${line}`,
        ),
    [entry.at],
    denied ? 0.86 : 0.82,
  );
}

function notTheTopic(topic: Topic, facts: JournalFacts, language: Language): AnswerAbout {
  const mention = facts.quotable.find((entry) => topic.words.test(entry.text));
  const cause = facts.causes[0];
  const said = cause ? saidOf(topic, cause, language) : null;
  if (cause && said) return bySaying(said, cause, facts, language);
  if (cause) {
    const entry = entryAt(facts, cause.at[0])!;
    const beside =
      mention && !cause.at.includes(mention.at)
        ? pick(
            language,
            `提到${topic.zh}的只有 ${quoted(mention, 120)}，它不是原因。`,
            ` Only ${quoted(mention, 120)} mentions it, and that is not the cause.`,
          )
        : '';
    return reply(
      facts,
      pick(
        language,
        `不是${topic.zh}的问题。原因是：${sentence(cause.title.zh)}${quoted(entry, 160)} ${beside}`,
        `No, it is not ${topic.en}. The cause is: ${sentence(cause.title.en)} ${quoted(entry, 160)}${beside}`,
      ),
      [entry.at, mention?.at],
      0.85,
    );
  }
  if (facts.verdict === 'healthy')
    return reply(
      facts,
      pick(
        language,
        `日志里没有失败，也没有哪一行指向${topic.zh}。`,
        `Nothing failed in this log, and nothing points to ${topic.en}.`,
      ),
      [mention?.at],
      0.75,
    );
  const next = facts.next[0] ? `\n\`${facts.next[0]}\`` : '';
  return mention
    ? refuse(
        facts,
        language,
        pick(
          language,
          `说不准：有一条提到${topic.zh}，${quoted(mention, 160)}，但没有行把它和失败连起来。${next}`,
          `I cannot tell: one entry mentions it, ${quoted(mention, 160)}, but nothing ties it to the failure.${next}`,
        ),
        [mention.at],
        0.6,
      )
    : refuse(
        facts,
        language,
        pick(
          language,
          `这段日志里没有一条提到${topic.zh}，所以既不能说是，也不能说不是。${next}`,
          `No entry in this log mentions ${topic.en}, so it neither proves nor rules it out.${next}`,
        ),
        [],
        0.6,
      );
}
