import type { AnswerAbout, PartBase } from '../analyzers/analyzer.ts';
import { asTyped } from '../language/as-typed.ts';
import { detectLanguage, type Language } from '../language/language.ts';
import { inSimplified, inTraditional, isTraditional } from '../language/script.ts';
import { analyzerNamed } from './analyzers.ts';
import { askedSince, asksOn, completed, inFull, leansOnEarlier, wasAsked } from './earlier.ts';
import { type PartMemory, pastedInTraditional } from './explain.ts';
import type { Reply } from './report.ts';
import { allSecrets, type SecretsFound, warnOf, withoutSecrets } from './warnings.ts';
import { besidesThePaste, notInPaste } from './words.ts';

export interface AskOptions {
  language?: Language | 'auto' | undefined;
  locale?: Language | undefined;
  /** The reader's own Chinese is Traditional, for questions that show no Chinese of their own. */
  traditional?: boolean | undefined;
  /** Secrets that were masked in the question before. */
  secrets?: SecretsFound | undefined;
  /** What was asked before in the conversation, newest last: "what about PC1?" means the same of another. */
  earlier?: readonly string[] | undefined;
}

/** A Chinese question may be one character around an error message in English. */
const QUOTED_WORDS_PER_HAN = 9;

type Answer = Omit<Reply, 'warnings'>;

/** A question this clearly about Pods, and that names them, goes to the notes where the paste has no answer. */
const CLEARLY_A_POD_QUESTION = 0.7;
/** Below a text about Pods a question that names one of their fields needs less. */
const PODS_BESIDE_PODS = 0.6;
/** Beside a paste the notes speak only where they surely answer; in doubt the question is about the paste. */
const SURELY_A_NOTE = 0.8;
/** The same where the question before was one about Pods and this one only names something else. */
const LEANS_ON_A_NOTE = 0.65;
/** So sure the notes have to be to be told beside them. */
const BESIDE_SENTENCES = 0.75;
/** From here on the sentences of an article are the answer. */
const ANSWERS_IT = 0.7;
/** A paste that surely does not say it has answered the question. */
const SURELY_NOT_SAID = 0.75;
const NAMES_PODS =
  /\bpods?\b|\bk(?:ube\w*|8s)\b|\bcontainers?\b|\bsidecars?\b|\bprobes?\b|容器|边车|探针|\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/;
/** A field or a thing of Pods that a paste of anything might be asked about as well. */
const NAMES_A_FIELD =
  /\b(?:[Ll]iveness|[Rr]eadiness|[Qq]o[Ss]|PDB|pdb|PVC|pvc|HPA|hpa|[Tt]aints?|[Tt]olerations?|requests?|limits?)\b|污点|容忍|\b[a-z]{3,}(?:[A-Z][a-z]+)+\b/;

/**
 * Answers a question: from the facts of what was pasted (newest last), else from the Pod notes.
 * Always gives a reply; `declined` is true where neither holds the answer.
 */
export async function ask(asked: string, about: PartMemory[] = [], options: AskOptions = {}): Promise<Reply> {
  const { text, secrets } = withoutSecrets(asked);
  const question = asTyped(await inSimplified(text));
  const traditional = pastedInTraditional(about);
  const language =
    options.language && options.language !== 'auto'
      ? options.language
      : (detectLanguage(question, QUOTED_WORDS_PER_HAN) ?? options.locale ?? 'en');
  const found = allSecrets([secrets, options.secrets]);
  const before = [...askedSince(about), ...(options.earlier ?? [])];
  const earlier = inFull(await Promise.all(before.map(inSimplified)));
  const pasted = about.filter((part) => !wasAsked(part));
  const answer =
    pasted.length > 0
      ? await answerInTalk(question, pasted, language, earlier)
      : await askNotes(question, language, earlier);
  const reply = { ...answer, warnings: warnOf(found ? [found] : [], language) };
  const own = options.traditional === true && !/\p{Script=Han}/u.test(text);
  const asWritten = language === 'zh' && (isTraditional(text) || traditional !== '' || own);
  return asWritten ? inTraditional(reply, traditional) : reply;
}

/** About a paste: as it stands, or with what it leaves to the question before it. */
async function answerInTalk(
  question: string,
  about: PartMemory[],
  language: Language,
  earlier: readonly string[],
): Promise<Answer> {
  const last = earlier.at(-1);
  if (last !== undefined && asksOn(question)) {
    const next = whatFollows(await answerWhole(last, about, language), about, language);
    if (next) return next;
  }
  const whole = completed(question, last);
  const filled = whole ? await answerWhole(whole.text, about, language) : null;
  if (whole?.first && filled && !filled.declined) return filled;
  const alone = await answerWhole(question, about, language);
  if (!alone.declined) return alone;
  if (filled && !filled.declined) return filled;
  if (last === undefined || !leansOnEarlier(question)) return alone;
  // What the notes answered before, they may answer of something else.
  const before = await answerTo(last, about, language);
  if (before.declined || before.notes.length === 0) return alone;
  const fromNotes = await askNotes(question, language, earlier);
  return !fromNotes.declined && fromNotes.confidence >= LEANS_ON_A_NOTE ? fromNotes : alone;
}

/** What stands behind the lines that an answer quotes, in the part that it came from. */
function whatFollows(told: Answer, about: PartMemory[], language: Language): Answer | null {
  const [first] = told.quotes;
  if (told.declined || !first) return null;
  const last = told.quotes.reduce((end, next) => ((next.lines?.[1] ?? 0) >= (end.lines?.[1] ?? 0) ? next : end), first);
  for (const { analyzer, facts } of about) {
    if (analyzer !== told.analyzer) continue;
    const next = analyzerNamed(analyzer).after?.(last, facts, language);
    if (next) return replyAbout(analyzer, next, language);
  }
  return null;
}

const answerWhole = async (question: string, about: PartMemory[], language: Language): Promise<Answer> =>
  (await answerToBoth(question, about, language)) ?? (await answerTo(question, about, language));

/** A half of a question that asks something of its own. */
const ASKS_OF_ITS_OWN =
  /什么|啥|哪|几|多少|多[久长大高]|谁|怎么|为何|吗|够不够|([是会能对行在要有])不\1|是不是|有没有|\b(?:what|which|when|why|how|who|whose|where)\b|(?:^|[:：]\s*)(?:and |but |so )?(?:is|are|does|do|did|was|were|can|will|isn['’]?t|aren['’]?t|doesn['’]?t|don['’]?t|can['’]?t)\b/i;
/** Two questions in one: parted by a sign, by "and", or in Chinese by nothing but a space. */
const BETWEEN_TWO =
  /[，,;；?？]\s*(?:and |以及|还有)?|\s+and (?=what|which|when|why|how|who|where|is|does|did|was|were|are)|(?<=\p{Script=Han})\s+(?=\p{Script=Han})/iu;
/** "What if LIMIT were 5, how long ...": the second half asks of what the first one supposes. */
const SUPPOSES =
  /(?:改|换|变|调|设)(?:成|为|到)\s*[\w(]*\d|减半|翻倍|加倍|\b(?:were|was changed to|instead of|becomes?)\b.{0,8}\d|(?:去掉|删掉|删了|删除|注释掉|不写)|\b(?:if|when) (?:i|we|you) (?:remove|delete|drop|comment|swap|leave out|put|add)\b|\bchang\w+ .{1,30} to \d|\b(?:halv|doubl)\w+\b/i;
/** What the first half speaks of, before it asks: the second half often leaves it out. */
const BEFORE_THE_ASKING =
  /^(?:这个?|那个?|它的?)?([\p{Script=Han}\w./-]{1,16}?)\s*(?:给了?|是|有|为|用了?|要|会|能|在|接|跑|到底|一次|一共|总共|多少|多[久长大]|几|什么|啥|哪|怎么)/u;

const BARE_WHY = /^(?:那|又)?(?:是)?(?:为什么|为何|为啥)(?:呢|不|没有?)?\s*[?？]?$|^why(?: not)?\s*\??$/i;
const TELLS_WHY = /因为|由于|原因是|\bbecause\b|\bdue to\b|\bsince\b/i;

/** "Which Pod was it, and why?": two questions about a paste in one; null where neither has an answer there. */
async function answerToBoth(question: string, about: PartMemory[], language: Language): Promise<Answer | null> {
  if (about.length === 0 || question.length > LIMIT_OF_TWO || SUPPOSES.test(question)) return null;
  const halves = question
    .trim()
    .split(BETWEEN_TWO)
    .map((half) => half.trim())
    .filter((half) => half.length > 1);
  const [head, ...asking] = halves;
  // "Left alone, which LED blinks, and how long is a period": what is only supposed is so in both.
  if (asking.length === 2 && LEFT_ALONE.test(head!) && !ASKS_OF_ITS_OWN.test(head!))
    halves.splice(0, 3, ...asking.map((half) => `${head}, ${half}`));
  if (halves.some((half) => BESIDE.test(half))) return null;
  if (halves.length !== 2 || !halves.every((half) => ASKS_OF_ITS_OWN.test(half))) return null;
  const [one, two] = halves as [string, string];
  const first = await answerTo(one, about, language);
  // "Did they use it, and why not", of a sentence that says both.
  if (!first.declined && BARE_WHY.test(two) && TELLS_WHY.test(first.answer)) return first;
  const chosen = NAMES_ITSELF.test(two) ? null : chosenBy(first);
  const subject = chosen ?? BEFORE_THE_ASKING.exec(one)?.[1] ?? '';
  const ofChosen = chosen === null ? null : await answerTo(`${chosen} ${two}`, about, language);
  if (ofChosen && !ofChosen.declined && !first.declined)
    return { ...first, answer: `${first.answer}\n\n${ofChosen.answer}`, quotes: [...first.quotes, ...ofChosen.quotes] };
  const alone = await answerTo(referred(two, first, one), about, language);
  const second =
    alone.declined && subject !== '' && !two.includes(subject)
      ? await answerTo(`${subject}${two}`, about, language)
      : alone;
  if (first.declined && second.declined) return null;
  if (first.declined || second.declined) {
    const whole = await answerTo(question, about, language);
    // What one half gets is better than a word on both that says neither.
    const [told, silent] = first.declined ? [second, first] : [first, second];
    if (!whole.declined && whole.answer.includes(told.answer)) return whole;
    return { ...told, answer: `${told.answer}\n\n${silent.answer}`, quotes: told.quotes };
  }
  if (first.answer.includes(second.answer)) return first;
  if (second.answer.includes(first.answer)) return second;
  return { ...first, answer: `${first.answer}\n\n${second.answer}`, quotes: [...first.quotes, ...second.quotes] };
}

/** "When red is on, ...": no question of its own. */
const BESIDE =
  /^(?:and |but )?(?:when|while|once|whenever)\b(?! (?:do|does|did|will|would|is|are|was|were|can|should)\b)[^?]*$/i;
const LEFT_ALONE =
  /(?:不|没|没有|没人)(?:人)?(?:去)?[按碰动]|上电|通电|复位|按[下住]|\b(?:nobody|no one|without|not) .{0,12}(?:press|touch)|\b(?:power|reset|boot|start)/i;
const NAMES_ITSELF = /[A-Z]\w*\d|LED|灯|\b(?:program|loop|round)\b|程序|一轮|循环/i;

/** "Which LED blinks faster, and at what period": the one that the first answer names. */
function chosenBy({ analyzer, answer, declined }: Answer): string | null {
  if (analyzer !== 'gpio' || declined) return null;
  return (
    /^[^：:，,]{0,12}的是 ([A-Z][\w.]*)|^([A-Z][\w.]*)(?: \(\w+\))? is the \w+est\b/
      .exec(answer)
      ?.slice(1)
      .find(Boolean) ?? null
  );
}

/** A word of code that a question names: `GPIO_Init`, `PINB`. */
const NAME = /\b(?:[A-Za-z]\w*_\w+|[A-Z]{2,}\w*|[a-z]+[A-Z]\w*)\b/;
const THAT_LINE =
  /\b(?:that|this|the) (?:line|call|statement|function)\b|\b(?:it|that)\b(?!')|(?:这|那)(?:一)?[行句]|它/i;

/** "Which user is it, and how often did it try": the second half means what the first one found, or a name that it asked about. */
function referred(half: string, first: Answer, asked: string): string {
  const name = first.analyzer === 'gpio' && !NAME.test(half) ? NAME.exec(asked)?.[0] : undefined;
  if (name !== undefined) return half.replace(THAT_LINE, ` ${name} `);
  const found = first.declined ? undefined : /^`([^`\s]{2,60})`/.exec(first.answer)?.[1];
  return found === undefined ? half : half.replace(/\b(?:it|he|she|they)\b(?!')|它|他/i, ` ${found} `);
}

/** A longer question tells a story, it does not ask two things. */
const LIMIT_OF_TWO = 80;

/** A state as kubectl shows it. */
const STATE =
  /(?<![\w-])(?:CrashLoopBackOff|ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError|ContainerCreating|ContainerStatusUnknown|OOMKilled|Evicted|Terminating|Pending)(?!\w)/i;
/** Asks what a state is about at all, and not what it comes from here. */
const AT_ALL =
  /一般|通常|常见|多半|大多|什么意思|啥意思|意味着|代表什么|\busual(?:ly)?\b|\bnormally\b|\bgenerally\b|\btypical(?:ly)?\b|\bcommon(?:ly)?\b|\bwhat does\b.{1,40}\bmean\b|\b(?:why|what|how) (?:could|can|might|would)\b/i;
/** Stuck on its way out has notes of its own. */
const STATES_ASKED: Record<string, string> = {
  terminating: 'why is a pod stuck in Terminating',
  pending: 'why is a pod Pending',
};

/** "What is usually wrong with CreateContainerConfigError": the notes know it; the paste has no more than the word. */
async function aboutState(question: string, about: PartMemory[], language: Language): Promise<Answer | null> {
  const state = AT_ALL.test(question) ? STATE.exec(question)?.[0] : undefined;
  if (state === undefined || !about.some(({ analyzer }) => analyzer === 'journal')) return null;
  const reply = await askNotes(STATES_ASKED[state.toLowerCase()] ?? `what does ${state} mean`, language);
  return reply.declined || reply.confidence < LEANS_ON_A_NOTE ? null : reply;
}

async function answerTo(question: string, about: PartMemory[], language: Language): Promise<Answer> {
  const ofState = await aboutState(question, about, language);
  if (ofState) return ofState;
  const fromPaste = best(
    about.flatMap(({ analyzer, facts }) => {
      const answer = analyzerNamed(analyzer).ask(question, facts, language);
      return answer ? [{ analyzer, answer }] : [];
    }),
  );
  if (fromPaste && !fromPaste.answer.declined) {
    const told = replyAbout(fromPaste.analyzer, fromPaste.answer, language);
    // Sentences of an article that only speak of the matter: whether it is so in general, the notes may know.
    const onlyQuoted = fromPaste.analyzer === 'pod' && told.confidence < ANSWERS_IT;
    const general = onlyQuoted && surelyOfPods(question, 'pod') && !OF_THE_PASTE.test(question);
    const reply = general ? await askNotes(question, language) : null;
    if (!reply || reply.declined || reply.confidence < BESIDE_SENTENCES) return told;
    return {
      ...told,
      answer: `${told.answer}\n\n${besidesThePaste(language)}\n${reply.answer}`,
      notes: reply.notes,
      sources: reply.sources,
    };
  }
  const settled =
    fromPaste !== undefined && (fromPaste.answer.confidence >= SURELY_NOT_SAID || OF_THE_PASTE.test(question));
  if (!settled && isAboutPods(question, fromPaste?.analyzer)) {
    const reply = await askNotes(question, language);
    // That the paste does not say it is one answer, what the notes say another.
    const enough = OF_ALL_CLUSTERS.test(question) || fromPaste?.analyzer === 'pod' ? LEANS_ON_A_NOTE : SURELY_A_NOTE;
    if (!reply.declined && reply.confidence >= enough)
      return fromPaste || !NAMES_PODS.test(question)
        ? {
            ...reply,
            answer: `${fromPaste?.answer.answer ?? notInPaste(language)}\n\n${besidesThePaste(language)}\n${reply.answer}`,
          }
        : reply;
  }
  if (fromPaste) return replyAbout(fromPaste.analyzer, fromPaste.answer, language);
  const { analyzer, facts } = about.at(-1)!;
  const command = analyzerNamed(analyzer).next?.(facts) ?? null;
  return replyAbout(
    analyzer,
    { answer: notInPaste(language, command), declined: true, quotes: [], confidence: 0 },
    language,
  );
}

const surelyOfPods = (question: string, beside?: PartBase['analyzer']): boolean =>
  analyzerNamed('pod').detect(question).score >= (beside === 'pod' ? PODS_BESIDE_PODS : CLEARLY_A_POD_QUESTION);
const isAboutPods = (question: string, beside?: PartBase['analyzer']): boolean =>
  (NAMES_PODS.test(question) || NAMES_A_FIELD.test(question)) && surelyOfPods(question, beside);

/** What "they" did, and what the text says, is in no note. */
const OF_THE_PASTE = /\b(?:they|them|their|he|she|the author)\b|文中|文章|作者|他们|这[篇段]/i;

/** What holds by default or in general is no matter of the paste. */
const OF_ALL_CLUSTERS =
  /默认|一般(?:来说|情况)?|通常|\bby default\b|\bdefaults?\b|\bin general\b|\busually\b|\bnormally\b/i;

interface Candidate {
  analyzer: PartBase['analyzer'];
  answer: AnswerAbout;
}

function best(candidates: Candidate[]): Candidate | undefined {
  const rank = ({ answer }: Candidate) => (answer.declined ? 0 : 1) + answer.confidence;
  return candidates.reduce<Candidate | undefined>(
    (top, next) => (!top || rank(next) >= rank(top) ? next : top),
    undefined,
  );
}

function replyAbout(analyzer: PartBase['analyzer'], answer: AnswerAbout, language: Language): Answer {
  return { analyzer, language, ...answer, notes: [], sources: [] };
}

async function askNotes(question: string, language: Language, earlier: readonly string[] = []): Promise<Answer> {
  const pod = analyzerNamed('pod');
  const facts: unknown = await pod.analyze(question, { lineOffset: 0, earlier });
  const part = pod.say(facts, language) as PartBase & Partial<Reply>;
  return {
    analyzer: 'pod',
    language,
    answer: part.answer ?? part.text,
    declined: part.declined ?? false,
    quotes: [],
    notes: part.notes ?? [],
    sources: part.sources ?? [],
    confidence: part.confidence ?? 0,
  };
}
