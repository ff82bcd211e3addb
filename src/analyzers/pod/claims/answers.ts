import { asksSomething } from '../../../language/prose.ts';
import { sentencesOf } from '../../../language/sentences.ts';
import { SPEAKS } from '../../../language/turns.ts';
import type { Lexicon } from './lexicon.ts';
import { isSpecific, readSentence } from './reading.ts';
import { tokensOf } from './tokens.ts';

/** What a question and its answer say together, as one sentence. */
export interface Answered {
  text: string;
  /** So much of it is the question. */
  asked: number;
  /** So much of the answer is left out: who says it, the yes or no. */
  left: number;
  /** The question is claimed as well: it was answered with yes or no. */
  claimed: boolean;
}

/** Who says it, in a chat or an interview: `B：`, `Anna: `. */
export const SPEAKER = new RegExp(`^${SPEAKS}`, 'u');

const YES =
  /^(?:是的|是啊|是|对的|对|没错|会的|会|能的|能|可以的|可以啊|可以|当然(?:会|可以|能|要)?|要的|要|需要|支持|有的|有|还在|在的|肯定(?:会|可以|能)?|嗯|yes|yep|yeah|sure|right|correct|exactly|absolutely|definitely|of course|certainly|indeed|(?:it|they|you|he|we|that|this) (?:do|does|did|can|is|are|will|may|must|has|have|should))(?:啊|呀|的)?(?:[\s,，。.!！;；—–-]+|$)/iu;
const NO =
  /^(?:不会的?|当然不(?:会|能|行|是)?|并不是|并非(?:如此)?|不能|不可以|不行|不用|不需要|不是的?|不对|不必|不支持|没有|没|不在了?|不|并不会?|不要|否|\p{Script=Han}{1,2}不了|no|nope|never|not at all|(?:it|they|you|he|we|that|this) (?:(?:do|does|did|is|are|wo|ca|has|have|should|must)n't|cannot|(?:do|does|did|is|are|will|has|have|should|must) not))(?:了|的|啊|哦)?(?:[\s,，。.!！;；—–-]+|$)/iu;
/** Neither a yes nor a no: what follows stands by itself. */
const UNSURE =
  /^(?:不一定|不见得|未必|看情况|不好说|也不是|not necessarily|not always|it depends|that depends)[\s,，。.!！;；—–-]+/iu;

const ASKS_YES_OR_NO =
  /(?:吗|[^什]么)[?？\s]*$|(\p{Script=Han})[不没]\1|可不可以|有没有|是否|(?:^|[,:：]\s*)(?:and |so |but |then |ok |okay |well )?(?:is|are|was|were|do|does|did|can|could|will|would|may|must|should|has|have)\b/iu;
const CHOICE = /还是|\bor\b/i;
/** What is asked for, and what comes of it where it is asked so. */
const ASKS_FOR =
  /(?:是|为|有|等于)?(?:什么|多少|多久|多长|多大|哪(?:一)?[个种些]?|谁|几)(?:时间|秒|次|个|种|值)?|\b(?:what|which(?: one)?|how (?:many|long|much|often)|who)(?:'s| is| are)?\b/i;
const ASKS_WHAT_HAPPENS = /(?:会|又)?(?:怎样|怎么样|怎么办|如何|发生什么)|\bwhat (?:will |would )?happens?\b/i;
const ASKS_WHY =
  /为什么|为何|怎么|咋|哪里|(?:^|[,:]\s*)(?:(?:and|so|but|then|ok|okay) )*(?:why|how|where|when|whose)\b/i;
const LINKS = /^(?:默认)?(?:就?是|为)\s*|^(?:it|they|that)(?:'s|'re| is| are| defaults to)\s+/i;
/** A longer answer says itself what it is about; a value is shorter yet. */
const SHORT = 60;
const VALUE = 16;

/** The question as a statement: "会不会重启吗" is "会重启". */
function stated(question: string): string {
  return question
    .replace(/[?？\s]+$/, '')
    .replace(/[吗么呢]$/, '')
    .replace(/(\p{Script=Han})(?:不|没)\1/gu, '$1')
    .replace('可不可以', '可以')
    .replace('是否', '')
    .replace(/^(?:(?:and|so|but|then|ok|okay|well),? )?(?:do|does|did) /i, '')
    .trim();
}

const MODAL = /(?:会|可以|能|需要|要|支持|还在|还|在|是|有)/g;

/** The statement denied, where its verb is. */
function denied(statement: string, lexicon: Lexicon): string {
  const last = statement.search(/[^,，:：]*$/);
  if (/\p{Script=Han}/u.test(statement)) {
    const modal = [...statement.slice(last).matchAll(MODAL)].at(-1);
    if (!modal) return `不${statement}`;
    const at = last + modal.index;
    return `${statement.slice(0, at)}${modal[0] === '有' ? '没' : '不'}${statement.slice(at)}`;
  }
  const mentions = readSentence(statement, lexicon).clauses.flatMap((clause) => clause.mentions);
  const subject = mentions.findIndex(({ sort }) => sort === 'thing');
  const verb = mentions.find(({ sort }, index) => sort === 'act' && index > subject);
  const at = verb ? tokensOf(statement)[verb.at]!.start : 0;
  return `${statement.slice(0, at)}not ${statement.slice(at)}`;
}

/** Only what is marked as a question is one: "能多塞几个" tells. */
const MARKED = /(?:[?？吗呢]|(\p{Script=Han})[不没]\1|多[少久大长])["'”’）)\s]*$/u;
const WHETHER = /(\p{Script=Han})[不没]\1["'”’）)\s]*$/u;

/** A question that stands right before a sentence. */
export function questionIn(gap: string): string | null {
  const last = sentencesOf(gap).at(-1)?.text;
  return last !== undefined && last.length > 4 && MARKED.test(last) && (asksSomething(last) || WHETHER.test(last))
    ? last
    : null;
}

/** "Anna: ...": not what is said; but a thing may stand there as well. */
function withoutSpeaker(text: string, lexicon: Lexicon): string {
  const speaker = SPEAKER.exec(text)?.[0];
  if (!speaker || readSentence(speaker, lexicon).clauses.some(({ mentions }) => mentions.some(isSpecific))) return text;
  return text.slice(speaker.length).replace(/^[*\s]+/, '');
}

/** "So it restarts when a new image shows up?" wants a yes or no too: it is a statement with a question mark. */
function wantsYesOrNo(question: string): boolean {
  if (CHOICE.test(question)) return false;
  return (
    ASKS_YES_OR_NO.test(question) ||
    !(ASKS_FOR.test(question) || ASKS_WHAT_HAPPENS.test(question) || ASKS_WHY.test(question))
  );
}

/** True where somebody else answers, and not with a yes. */
export function answersNo(answer: string): boolean {
  const speaker = SPEAKER.exec(answer)?.[0];
  return speaker !== undefined && !YES.test(answer.slice(speaker.length).trim());
}

/** What a question and the sentence behind it say together; null where the answer stands by itself. */
export function answerTo(asked: string, answer: string, lexicon: Lexicon): Answered | null {
  const question = withoutSpeaker(asked, lexicon);
  const body = withoutSpeaker(answer, lexicon);
  const comma = /\p{Script=Han}/u.test(question) ? '，' : ', ';
  const join = (before: string, after: string, claimed: boolean, mark = comma): Answered => {
    const asked = before.length + mark.length;
    return { text: `${before}${mark}${after}`, asked, left: answer.length - after.length, claimed };
  };
  if (wantsYesOrNo(question)) {
    const unsure = UNSURE.exec(body);
    if (unsure) {
      const text = body.slice(unsure[0].length);
      return { text, asked: 0, left: answer.length - text.length, claimed: false };
    }
    const yes = YES.exec(body);
    if (yes) return join(stated(question), body.slice(yes[0].length), true);
    const no = NO.exec(body);
    if (no) return join(denied(stated(question), lexicon), body.slice(no[0].length), true);
    return null;
  }
  if (ASKS_WHAT_HAPPENS.test(question)) return join(stated(question).replace(ASKS_WHAT_HAPPENS, ''), body, false);
  const value = body.replace(LINKS, '');
  const [first] = readSentence(value, lexicon).clauses;
  if (!first || first.end > SHORT) return null;
  const says = first.mentions.some(
    ({ sort, concepts }) => sort === 'act' && (first.end > VALUE || concepts.has('is-a')),
  );
  if (says) return null;
  const is = /\p{Script=Han}/u.test(question) ? '是' : ' is ';
  if (ASKS_FOR.test(question)) {
    const stem = stated(question).replace(ASKS_FOR, ' ').trim();
    return join(stem, value, false, is);
  }
  return join(stated(question), value, false, /(?:是|为|呢)[?？\s]*$/.test(question) ? ' ' : is);
}
