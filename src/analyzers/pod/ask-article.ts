import { asksForAbsent } from '../../asking/absent.ts';
import { findAcross, hardlySpokenOf, inOtherLanguage, keysAcross, notSaid, shared } from '../../asking/across.ts';
import { writeSeconds } from '../../asking/amount.ts';
import { askProse } from '../../asking/ask-prose.ts';
import { figuresIn } from '../../asking/figures.ts';
import { askTurns } from '../../asking/prose-turns.ts';
import { readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { isDenied } from '../../language/passage-words.ts';
import { findPassage, minutesBetween, type Passage } from '../../language/passages.ts';
import { foldText } from '../../language/segment.ts';
import { SURNAMES } from '../../language/surnames.ts';
import { tokensOf } from '../../language/terms.ts';
import { turnsOf } from '../../language/turns.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { askedAlready, askPart } from './ask-part.ts';
import type { ArticleFacts } from './facts.ts';
import { qosSupposed } from './qos-supposed.ts';
import { correctionOf } from './say.ts';
import { WORDS } from './words.ts';
import { countTold, probeTold, settingHeld } from './worked.ts';

/** Below this share of the question the article does not speak of it. */
const SAYS_IT = 0.42;
/** How much of a question in another language a sentence has to speak of, and of one in its own. */
const ACROSS = 0.55;
const SURELY_ACROSS = 0.8;
/** Below this nothing in it is even near. */
const IS_NEAR = 0.12;

const WHOLE =
  /总结|概括|讲了什么|说了什么|主要内容|大意|要点|中心思想|\bsummar|\bmain (?:points?|idea)\b|\bwhat is (?:it|this|the (?:text|article|post)) about\b|\btl;?dr\b|\bgist\b/i;
const ABOUT_FLAGS =
  /(?:哪里|哪些|哪[一几]?句|哪[一几]?[处点段条项]|哪个(?:说法|地方)|什么地方|有没有|有什么).{0,8}(?:错|不对|问题|不准确)|(?:有|存在)(?:说)?(?:错|不对|不准确|错误).{0,6}(?:地方|的|之处|内容)?[吗么]|说得?都?对[吗么不]|都对吗|正确吗|准确吗|靠谱吗|对不对|\b(?:what|anything|something|which|where)\b.{0,30}\b(?:wrong|incorrect|false|mistakes?|errors?|inaccura)|\bis (?:it|this|that|everything|all|what (?:it|the \w+) says?|the (?:text|article|post))(?: (?:it|the (?:text|article)))?(?: says?| said)?(?: (?:here|all))? (?:right|correct|true|accurate)\b/i;
/** "Does it mention X?", "提到 X 了吗". */
const MENTIONS =
  /(?:提到|提及|讲到|说到|涉及|谈到|提过|讲过)(?:了|过)?\s*(.{1,40}?)(?:了)?\s*(?:吗|没有?|么|嘛)?\s*[?？。]*$|(?:does|did) (?:it|the (?:text|article|post)|this) (?:mention|say anything about|talk about|cover|discuss)\s+(.{1,60}?)\s*\??$|\bany(?:thing)? (?:mention (?:of|about)|about)\s+(.{1,60}?)\s*(?:in (?:it|there|the text))?\s*\??$|^(.{1,30}?)\s*(?:有没有|是否)(?:被)?(?:提到|提及|讲到|说到)/i;

type Statement = ArticleFacts['statements'][number];

const quoteLines = (texts: string[]): string => texts.map((text) => `> ${text.replace(/\n/g, ' ')}`).join('\n');
const textsOf = (spans: readonly { text: string }[]): string[] => spans.map(({ text }) => text);
const quotesOf = (statements: readonly Statement[]): AnswerAbout['quotes'] =>
  statements.map(({ text, line }) => ({ text, lines: [line, line] }));

/** The article's own sentences, behind what they come to. */
function quoting(statements: readonly Statement[], language: Language, confidence: number, head = ''): AnswerAbout {
  const parts = [head, WORDS[language].says, quoteLines(textsOf(statements))];
  return {
    answer: parts.filter((one) => one !== '').join('\n'),
    declined: false,
    quotes: quotesOf(statements),
    confidence,
  };
}

/** Words that speak of the text as such. */
const OF_THE_TEXT =
  /文(?:章|中|里)|这(?:段|篇|里)|原文|作者|说法|哪里|哪些|哪句|什么|地方|有没有|都|it|this|that|text|article|post|everything|says?|what|which|where|anything|something|wrong|incorrect|false|mistakes?|errors?|inaccura\w*|right|correct|true|accurate|is|are|the|there|in|all|here/gi;

const HOW_MANY_POINTS =
  /(?:列|说|讲|写|提|总结|举|共|总共|有)(?:了|出|到)?(?:几|多少)(?:条|点|项)(?:[?？]|$|建议|事实|经验|原因)|\bhow many (?:points|items|facts|tips|rules|lessons)\b/i;

/** Of a talk: by who said what when. */
function askTalk(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const lines = facts.statements;
  const turns = turnsOf(lines.map(({ text }) => text.replace(/\n/g, ' ')).join('\n'));
  // Names and times on lines of their own were read as ends and beginnings of sentences.
  const broken = turns.length > 0 ? [] : turnsOf(lines.map(({ text }) => text).join('\n'));
  const spoken = askTurns(question, turns.length > 0 ? turns : broken, language);
  if (!spoken) return null;
  if (broken.length > 0)
    return {
      answer: [spoken.text, WORDS[language].says, quoteLines(spoken.from.map(({ text }) => text))]
        .filter((one) => one !== '')
        .join('\n'),
      declined: false,
      quotes: [],
      confidence: 0.88,
    };
  const own = lines.filter((_, index) => spoken.from.some(({ line }) => line === index));
  return quoting(own, language, 0.9, spoken.text);
}

/** Answers a question about a pasted article with its own sentences. */
export function askArticle(question: string, facts: ArticleFacts, language: Language): AnswerAbout {
  const plainly =
    askPart(question, facts, language) ??
    askTalk(question, facts, language) ??
    howManyPoints(question, facts, language) ??
    qosSupposed(question, facts.statements, language) ??
    workedOut(question, facts, language) ??
    whatItDenies(question, facts, language);
  if (plainly) return plainly;
  const passage = findPassage(question, facts.statements, facts.title);
  return (
    whatIsWrong(question, facts, passage, language) ??
    theWhole(question, facts, language) ??
    unnamed(question, facts, language) ??
    mentioned(question, facts, language) ??
    saidBeside(question, facts, passage, language) ??
    nearest(question, facts, passage, language)
  );
}

function howManyPoints(question: string, { points }: ArticleFacts, language: Language): AnswerAbout | null {
  if (points.length === 0 || !HOW_MANY_POINTS.test(question)) return null;
  return { answer: WORDS[language].points(points.length), declined: false, quotes: [], confidence: 0.85 };
}

function workedOut(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const { statements, claims } = facts;
  const worked = probeTold(question, statements, language) ?? askProse(question, statements, language);
  if (!worked) return null;
  const said = statements.filter((statement) => worked.from.includes(statement));
  const wrong = claims.some((claim) => said.some(({ start, end }) => claim.start < end && start < claim.end));
  if (!wrong) return quoting(said, language, 0.9, worked.text);
  // A yes that rests on a wrong sentence is no yes.
  const told = quoting(said, language, 0.9, readAsked(question).yesNo ? '' : worked.text);
  return { ...told, answer: held(told.answer, question, said, facts, language) };
}

function whatItDenies(question: string, { statements }: ArticleFacts, language: Language): AnswerAbout | null {
  const still = stillSo(question, statements);
  const denied = still ? [still] : deniedIn(question, statements);
  return denied.length > 0 ? quoting(denied, language, 0.8) : null;
}

/** "What is wrong in it?": its wrong claims, unless the question is about something that it speaks of. */
function whatIsWrong(
  question: string,
  { claims, statements, points }: ArticleFacts,
  passage: Passage | null,
  language: Language,
): AnswerAbout | null {
  if (!ABOUT_FLAGS.test(question)) return null;
  const particular = tokensOf(question.replace(OF_THE_TEXT, ' ')).some(
    ({ key, weight }) =>
      weight >= 0.8 &&
      !/^(?:错|不对|问题|正确|准确)/.test(key) &&
      statements.some(({ text }) => tokensOf(text).some((token) => token.key === key)),
  );
  if (particular && (passage?.confidence ?? 0) >= SAYS_IT) return null;
  const words = WORDS[language];
  const flagged = claims.map((claim) => {
    const point = points.find(({ start, end }) => claim.start < end && start < claim.end);
    return `${point ? `${words.point(point.number)}\n` : ''}> ${claim.quote}\n${correctionOf(claim.id, language)}`;
  });
  return {
    answer:
      flagged.length > 0 ? [words.doubtful(flagged.length), ...flagged].join('\n\n') : words.clean(statements.length),
    declined: false,
    quotes: claims.map(({ quote, line }) => ({ text: quote, lines: [line, line] })),
    confidence: 0.9,
  };
}

function theWhole(question: string, { outline }: ArticleFacts, language: Language): AnswerAbout | null {
  if (!WHOLE.test(question) || outline.length === 0) return null;
  const points = outline.map((point) => `- ${point}`).join('\n');
  return { answer: `${WORDS[language].outline}\n${points}`, declined: false, quotes: [], confidence: 0.85 };
}

const ASKS_DATE =
  /什么时候|何时|哪[年天月]|日期|^(?:and |so |but )?when\b|\bwhen (?:was|is|were|did|does) (?:it|this|that|the (?:text|article|post))\b|\bwhat date\b/i;
const A_DATE = /(?:19|20)\d\d ?[-/.年] ?\d/;

/** What stands beside the text: who wrote it, and when it was posted, which is a date all the same. */
function saidBeside(
  question: string,
  { asides }: ArticleFacts,
  passage: Passage | null,
  language: Language,
): AnswerAbout | null {
  const said = (spans: readonly { text: string }[], confidence: number): AnswerAbout => ({
    answer: `${WORDS[language].says}\n${quoteLines(textsOf(spans))}`,
    declined: false,
    quotes: [],
    confidence,
  });
  const near = passage?.confidence ?? 0;
  const aside = findPassage(question, asides);
  const ofIt = aside?.spans.some(({ text }) => shared(keysAcross(question), keysAcross(text)) > 0) === true;
  if (ofIt && aside && aside.confidence >= SAYS_IT && aside.confidence > near)
    return said(aside.spans, aside.confidence);
  const dated = ASKS_DATE.test(question) ? asides.find(({ text }) => A_DATE.test(text)) : undefined;
  return dated && near < SAYS_IT ? said([dated], 0.5) : null;
}

/** The sentences nearest to the question; whether they answer it is said. */
function nearest(question: string, facts: ArticleFacts, passage: Passage | null, language: Language): AnswerAbout {
  const words = WORDS[language];
  const { statements } = facts;
  const other = inOtherLanguage(question, statements);
  const unsaid = notSaid(question, statements);
  const across = !unsaid && (other || (passage?.confidence ?? 0) < SAYS_IT) ? findAcross(question, statements) : null;
  if (across && across.coverage >= (other ? ACROSS : SURELY_ACROSS)) {
    const shown = quoteLines(textsOf(withWhatItLeansOn(question, statements, across.spans)));
    const text = [...(other ? lengthIn(question, across.spans, language) : []), words.says, shown].join('\n');
    return {
      answer: held(text, question, across.spans, facts, language),
      declined: false,
      quotes: quotesOf(across.spans),
      confidence: 0.6,
    };
  }
  const counted = saidBadly(passage) ? countTold(question, statements, language) : null;
  if (counted)
    return {
      answer: `${counted.text}\n${words.says}\n${quoteLines(textsOf(counted.from))}`,
      declined: false,
      quotes: quotesOf(statements.filter((statement) => counted.from.includes(statement))),
      confidence: 0.7,
    };
  const already = saidBadly(passage) ? askedAlready(question, facts, language) : null;
  if (already) return already;
  if (!passage || passage.spans.length === 0 || (passage.confidence < IS_NEAR && passage.missing.length === 0))
    return { answer: words.silent, declined: true, quotes: [], confidence: Math.min(0.35, passage?.confidence ?? 0.1) };
  const says =
    passage.confidence >= SAYS_IT &&
    passage.missing.length === 0 &&
    !unsaid &&
    !(readAsked(question).yesNo && hardlySpokenOf(question, statements)) &&
    !asksForAbsent(question, textsOf(passage.spans));
  const own = statements.filter((statement) => passage.spans.includes(statement));
  const found = withWhatItLeansOn(question, statements, ofTheNamed(question, statements, own));
  const value = says ? settingHeld(question, found, language) : null;
  const no = value ?? (says && isDenied(question, found) ? words.no : '');
  const lines = [`${no}${says ? words.says : words.nearestSaid}\n${quoteLines(textsOf(found))}`];
  const between = /多久|多长|\bhow long\b/i.test(question) ? minutesBetween(textsOf(found)) : null;
  if (says && other && !between) lines.unshift(...lengthIn(question, found, language));
  if (between) lines.push(words.between(between.from, between.to, between.minutes));
  return {
    answer: held(lines.join('\n\n'), question, found, facts, language),
    declined: !says,
    quotes: quotesOf(found),
    confidence: passage.confidence,
  };
}

/** No sentence is near enough, or what is named is nowhere. */
const saidBadly = (passage: Passage | null): boolean =>
  !passage || passage.confidence < SAYS_IT || passage.missing.length > 0;

/** What the text says, and not what is so. */
const AS_THE_TEXT_SAYS =
  /(?:按照?|据|根据|照)(?:着)?(?:文章|文中|作者|这[篇段])|(?:文章|文中|文里|作者|原文)(?:里|中)?(?:是)?(?:怎么)?(?:说|写|讲|认为|提)|\baccording to\b|\b(?:the|this) (?:text|article|post|author)\b.{0,12}\b(?:says?|claims?|states?|thinks?)\b|\bdoes it say\b/i;
const WHETHER_TRUE =
  /(?:说得?)?(?:对|正确|准确)(?:吗|么|不对|与否)|是真的|真的吗|实际上|事实上|\b(?:true|right|correct|accurate|really|in reality|in fact)\b/i;

/**
 * An answer from the text's own sentences, and what is wrong in them. What a question asks for without "according to" is how things
 * are: there the correction stands first.
 */
function held(
  told: string,
  question: string,
  found: readonly Statement[],
  facts: ArticleFacts,
  language: Language,
): string {
  const words = WORDS[language];
  const wrong = facts.claims.filter((claim) =>
    found.some((statement) => claim.start < statement.end && statement.start < claim.end),
  );
  if (wrong.length === 0)
    return WHETHER_TRUE.test(question) && found.length > 0 ? `${words.clean(found.length)}\n\n${told}` : told;
  const asked = new Set([...keysAcross(question)].filter((key) => !OF_ALL.test(key)));
  const ofIt = wrong.some((claim) => shared(asked, keysAcross(claim.quote)) > 0);
  const corrections = new Map<string, string[]>();
  const [first] = found;
  for (const claim of wrong) {
    // What is wrong in a sentence that only stands beside the answer is another matter.
    const beside = found.length > 1 && first !== undefined && !(claim.start < first.end && first.start < claim.end);
    if (beside && shared(asked, keysAcross(claim.quote)) === 0) continue;
    const right = correctionOf(claim.id, language);
    corrections.set(right, [...(corrections.get(right) ?? []), `> ${claim.quote}`]);
  }
  if (ofIt && readAsked(question).yesNo && !AS_THE_TEXT_SAYS.test(question))
    return [`${words.wronglySaid}${[...corrections.keys()].join('\n')}`, told].join('\n\n');
  return [told, ...[...corrections].map(([right, quotes]) => [words.wrongHere, ...quotes, right].join('\n'))].join(
    '\n\n',
  );
}

/** A length of time that the sentences tell in another language, where it is the only one in them. */
function lengthIn(question: string, said: readonly { text: string }[], language: Language): string[] {
  if (!readAsked(question).howLong) return [];
  const asked = keysAcross(question);
  const lengths = said.flatMap(({ text }) => {
    const found: { seconds: number; end: number }[] = [];
    for (const { kind, value, start, end } of figuresIn(text)) {
      if (kind !== 'time' || shared(asked, keysAcross(text)) === 0) continue;
      const last = found.at(-1);
      // "1 分 50 秒" is one length.
      if (last && text.slice(last.end, start).trim() === '')
        Object.assign(last, { seconds: last.seconds + value, end });
      else found.push({ seconds: value, end });
    }
    return found.map(({ seconds }) => seconds);
  });
  const [only, other] = [...new Set(lengths)];
  return only !== undefined && other === undefined
    ? [`${writeSeconds(only, language)}${language === 'zh' ? '。' : '.'}`]
    : [];
}

const DENIES =
  /没(?:能|有)?(?!有?[？?]?$|问题|事)|未能?|起不来|\b(?:not(?![-_])|never|didn't|don't|doesn't|couldn't|wasn't|weren't|failed to)\b/i;

const ASKS_STILL = /(?:现在|目前|如今).{0,16}还|还(?:在|留着|剩|查|用着)|仍(?:然|旧|在)?|\bstill\b/i;
const TELLS_STILL = /目前.{0,20}还|还(?:在|留在|留着|没(?!有?[吗？?]))|仍(?:然|旧|在)?|\bstill\b/i;

/** "What does it still check": the one sentence that tells what is still so. */
function stillSo(question: string, statements: readonly Statement[]): Statement | null {
  if (!ASKS_STILL.test(question)) return null;
  const asked = new Set([...keysAcross(question)].filter((key) => !OF_ALL.test(key)));
  const [only, other] = statements.filter(({ text }) => TELLS_STILL.test(text) && shared(asked, keysAcross(text)) > 0);
  return only && !other ? only : null;
}

const OF_ALL = /^=(?:pod|container|node|cluster|service)$/;

/** "Which Pods did not come back": the few sentences that deny the same; none where others might be meant as well. */
function deniedIn(question: string, statements: readonly Statement[]): Statement[] {
  if (!DENIES.test(question) || !/哪|几|多少|\b(?:which|what|how many)\b/i.test(question)) return [];
  // What is denied stands in the clause that denies it; that it is of Pods, most sentences say.
  const asked = new Set([...keysAcross(question)].filter((key) => !OF_ALL.test(key)));
  const found = statements.filter(({ text }) =>
    text.split(/[，；;]|,\s/).some((clause) => DENIES.test(clause) && shared(asked, keysAcross(clause)) > 0),
  );
  return found.length <= 2 ? found : [];
}

const WHY = /为什么|为何|为啥|\bwhy\b/i;

/** "Why did they drop the descheduler": what only one or two sentences speak of is told by those. */
function ofTheNamed(question: string, statements: readonly Statement[], found: Statement[]): Statement[] {
  const words = (question.toLowerCase().match(/(?<![\w-])[a-z][\w-]{6,}/g) ?? []).map((word) =>
    word.replace(/(?:es|s)$/, ''),
  );
  for (const word of words) {
    const own = statements.filter(({ text }) => text.toLowerCase().includes(word));
    if (own.length > 0 && own.length <= 2 && statements.length > 4 && !found.some((one) => own.includes(one)))
      return own;
  }
  return found;
}
const LEANS_BACK =
  /\b(?:the )?(?:others?|rest|former|latter)\b|\b(?:they|both|these|those)\b|其余|另一半|另外的|其他的|前者|后者|它们|他们/i;

/** A sentence about what the one before it names. */
const BEGINS_WITH_PRONOUN = /^(?:它们?|他们?|她|这(?!样)|此|其|It|They|This|That|These|He|She)(?![a-z])/;

/** "That caused three kinds of trouble.": which, the next sentences say. */
const ANNOUNCES =
  /\b(?:two|three|four|five|several|\d) (?:\w+ )?(?:kinds?|things|reasons|problems|ways|points|lessons|steps|rules|changes)\b[^,;:]{0,24}[.:]$|(?:[两二三四五几]|\d) ?(?:件事|种|个原因|个问题|点|条|个办法|类问题)[：:。]$/i;
/** What only follows, its reason stands in the sentence before. */
const FOLLOWS = /于是|结果|所以|因此|\b(?:so|therefore|as a result|hence)\b/i;
const ASKS_REMEDY =
  /怎么(?:解决|处理|办|改|修)|如何(?:解决|处理)|做了什么|\bwhat did .{0,20}\bdo\b|\bhow did .{0,30}\b(?:fix|solve|deal|handle|avoid|get rid)|\b(?:fix|solution|remedy)\b/i;
const TAKES_UP =
  /^(?:for the (?:first|former|one)|the (?:first|former) (?:was|we|is)|前者|第一种|第一个(?:是|我们|问题)|针对第一)/i;

/** "The others kept the old value": why, the sentence says that tells of both. */
function withWhatItLeansOn(question: string, statements: readonly Statement[], found: Statement[]): Statement[] {
  const [first] = found;
  if (first && WHY.test(question) && BEGINS_WITH_PRONOUN.test(first.text)) {
    const named = statements[statements.indexOf(first) - 1];
    if (named && !found.includes(named)) return [named, ...found];
  }
  if (first && found.length === 1 && WHY.test(question) && FOLLOWS.test(first.text)) {
    const reason = statements[statements.indexOf(first) - 1];
    if (reason && shared(keysAcross(reason.text), keysAcross(first.text)) > 0) return [reason, first];
  }
  const next = first && found.length === 1 ? statements[statements.indexOf(first) + 1] : undefined;
  // "Once because of A, once because of B. For the first we ...; for the second ...": what was done stands in the next.
  if (next && ASKS_REMEDY.test(question) && TAKES_UP.test(next.text)) {
    const more = statements[statements.indexOf(next) + 1];
    return [first!, next, ...(more && /[;；]$/.test(next.text) ? [more] : [])];
  }
  const announced = first ? ANNOUNCES.exec(first.text) : null;
  if (first && announced && found.length === 1 && /什么|哪|\bwhat\b|\bwhich\b/i.test(question)) {
    const at = statements.indexOf(first);
    return [first, ...statements.slice(at + 1, at + 5)];
  }
  if (!first || !WHY.test(question) || !LEANS_BACK.test(first.text)) return found;
  const before = statements[statements.indexOf(first) - 1];
  const told = new Set([...keysAcross(question), ...keysAcross(first.text)]);
  return before && shared(told, keysAcross(before.text)) >= 1 ? [before, ...found] : found;
}

/** "Who was the developer", "那个开发是谁": somebody whom the text only calls by what they are. */
const WHO_IS =
  /\bwho (?:is|was|were|are) (?:the|that|this) ([a-z][a-z -]{2,40}?)\s*[?？]?$|\bname of (?:the|that|this) ([a-z][a-z -]{2,40}?)\s*[?？]?$|(?:那个?|这个?|那位|这位)?([\p{Script=Han}]{2,8}?)(?:是谁|叫什么(?:名字)?|是哪位|姓什么|的名字)/iu;
const A_PERSON = new RegExp(
  String.raw`(?<!^)(?<![.!?] )\b[A-Z][a-z]{2,}\b(?![A-Z])|@\w+|[老小][\p{Script=Han}](?![\p{Script=Han}]{2})|[${SURNAMES}于方文][\p{Script=Han}]{1,2}(?=[：:，,、。\s]|$)`,
  'u',
);

/** Says that nobody is named, where the sentences about them hold no name. */
function unnamed(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const match = WHO_IS.exec(question);
  const role = match?.[1] ?? match?.[2] ?? match?.[3];
  if (!role) return null;
  const asked = keysAcross(role);
  const told = facts.statements.filter(({ text }) => shared(asked, keysAcross(text)) > 0);
  if (told.length === 0 || told.length > 3 || told.some(({ text }) => A_PERSON.test(text))) return null;
  const words = WORDS[language];
  return {
    answer: `${words.nameless}\n${quoteLines(told.map(({ text }) => text))}`,
    declined: true,
    quotes: told.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
    confidence: 0.8,
  };
}

function mentioned(question: string, facts: ArticleFacts, language: Language): AnswerAbout | null {
  const match = MENTIONS.exec(question);
  const what = match
    ?.slice(1)
    .find((group) => group !== undefined)
    ?.replace(/^(?:任何|关于|the|a|an|any)\s*/i, '')
    .trim();
  if (!what || /什么|哪|多少|几|怎么|how|what|which/i.test(what)) return null;
  const words = WORDS[language];
  const folded = foldText(what);
  const keys = tokensOf(what).filter(({ key, weight }) => weight >= 0.8 && !key.startsWith('~'));
  const hits = facts.statements.filter(({ text }) => {
    if (foldText(text).includes(folded)) return true;
    const own = new Set(tokensOf(text).map(({ key }) => key));
    return keys.length > 0 && keys.every(({ key }) => own.has(key));
  });
  const shown = hits.slice(0, 3);
  return {
    answer:
      hits.length > 0 ? `${words.mentions(what)}\n${quoteLines(shown.map(({ text }) => text))}` : words.noMention(what),
    declined: hits.length === 0,
    quotes: shown.map((statement) => ({ text: statement.text, lines: [statement.line, statement.line] })),
    confidence: 0.8,
  };
}
