import { loadKnowledge } from '../../knowledge/load.ts';
import type { Misconception } from '../../knowledge/note.ts';
import { clausesAround, lineAt, type Span, sentencesOf } from '../../language/sentences.ts';
import { expandClasses } from './wordings.ts';

/** A wrong claim found in a text. */
export interface Claim {
  /** Id of the misconception. */
  id: string;
  quote: string;
  start: number;
  end: number;
  /** Line of the text, from 1. */
  line: number;
}

interface Compiled {
  entry: Misconception;
  /** Any of these; the expressions of one must all be found, in any order, near each other. */
  match: RegExp[][];
  unless: RegExp[];
}

/** What is said of one thing stands this near together. */
const NEAR_CHARS = 150;

let compiled: Compiled[] | undefined;

/** Compiles the patterns of a misconception: over folded text, case already gone. */
export function compileMisconception(entry: Misconception): Compiled {
  const compile = (pattern: string) => new RegExp(expandClasses(pattern), 'u');
  return {
    entry,
    match: entry.match.map((pattern) => pattern.split(' && ').map(compile)),
    unless: entry.unless.map(compile),
  };
}

function all(): Compiled[] {
  compiled ??= loadKnowledge('pod-misconceptions').map(compileMisconception);
  return compiled;
}

/** A text folded for matching, and for each of its characters where it came from. */
interface Folded {
  text: string;
  from: number[];
}

const HAN = /[\p{Script=Han}，。；：、！？（）]/u;

function foldWithMap(text: string): Folded {
  let folded = '';
  const from: number[] = [];
  let at = 0;
  for (const character of text) {
    const plain = character
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .replace(/[“”「」『』]/g, '"')
      .replace(/[`*\u200b-\u200f\ufeff]/g, '')
      .replace(/\s+/g, ' ');
    const han = HAN.test(plain);
    if (han && folded.endsWith(' ')) {
      folded = folded.slice(0, -1);
      from.pop();
    }
    // Between Chinese and Latin some write a space and some do not.
    const idle = plain === ' ' && (folded === '' || folded.endsWith(' ') || HAN.test(folded.at(-1)!));
    if (!idle) {
      folded += plain;
      for (let index = 0; index < plain.length; index += 1) from.push(at);
    }
    at += character.length;
  }
  return { text: folded, from };
}

/** A sentence that tells of a claim in order to refuse it, asks it, or only supposes it, claims nothing. */
const NOT_CLAIMED =
  /误以为|误认为|误区|谣言|错误(?:地|的)(?:认为|以为|说法|理解|观点)|(?:很多|不少|有些?|大家|常|经常|通常会|容易|新手|初学者|往往)(?:的)?人?(?:都)?(?:会)?(?:以为|误)|以为.{2,80}(?:其实|实际|但|然而|不过|不对|错)|(?:并不是说|不是说|这不对|不正确|是错的|不成立|并非如此)|\bmyths?\b|misconception|misunderst|mistakenly|wrongly|contrary to|(?:people|newcomers|beginners|users|some|many|developers|engineers)(?: often| usually| sometimes| still| may| might)* (?:think|believe|assume|say|claim|expect)|it is (?:often|sometimes|commonly) (?:said|believed|thought|assumed)|(?:is|are) (?:not true|false|wrong|incorrect)|don't (?:assume|think|believe|expect)|do not (?:assume|think|believe|expect)|there (?:is|are) no guarantees?|不保证|无法保证|不能保证|不要(?:以为|认为|指望)|别(?:以为|指望)|[?？]\s*$|吗\s*[。.]?$/;
/** The next sentence takes it back. */
const TAKEN_BACK =
  /^(?:(?:其实|实际上|事实上|但)?(?:这|上述|以上)?(?:种)?(?:说法|观点|理解|想法|看法|认识)?(?:其实|都|完全)?(?:是)?(?:不对|不正确|错误的|错的|误解|误区|不成立)|其实(?:不然|不是|并非|不会|并不)|事实并非|但事实|(?:this|that|which|it) (?:is|was|are)(?: simply| just| plain| actually)? (?:wrong|false|incorrect|not true|not the case|a myth|untrue)|(?:that|this)'s (?:wrong|false|not true|a myth|incorrect)|not true|wrong[.!]|in (?:fact|reality),? (?:it|that|this|they|the)\b.{0,40}(?:not|n't|never)|actually,? .{0,40}(?:not|n't|never))/;
/** Said before the claim, in the sentence above: what follows is quoted, not claimed. */
const INTRODUCES_MYTH =
  /(?:误区|误解|谣言|错误(?:说法|观点|认识)|myths?|misconceptions?|mistakes?)(?:是|有|:|：|如下|一|二|三|四|五|\d|包括)?[^。.]{0,12}[:：]?\s*$/;

/** Says no to nothing that is claimed: "a Pod without a controller", "no matter how". */
const NO_NEGATION =
  /没有(?:任何)?控制器|没有(?:人|谁)管|(?:without|has no|with no) (?:a |any )?controllers?|\bno controllers?\b|\bnot only\b|\bno matter\b|\bno later than\b|不仅仅?|不只是?|不但|不管|不论|无论|不同|不久/g;

const PRONOUN =
  /^(?:它们?|他们?|其|这种(?:容器|卷|探针|方式|pod)?|这类(?:容器|卷|探针|方式|pod)?|该(?:容器|卷|探针|方式|pod|字段)|此(?:容器|卷|时)|two of them|it|they|these|this(?! (?:means|implies|allows|ensures|makes|lets|is because|is why))|both|such (?:containers?|volumes?|probes?|pods?))(?=[\s一-龥])/;
/** A pronoun further on in a sentence: "you can give them probes". */
const INNER_PRONOUN = /\bthem\b|它们?/;
/** Subjects that a sentence without a noun of its own may well have left behind. */
const TOO_WIDE = /^(?:secrets?|services?|容器|containers?|pods?|jobs?|hostpath.*|networkpolic.*|网络策略)$/;
/** What a sentence can be about, for the pronoun that follows it. */
const SUBJECT =
  /init[- ]?(?:容器|containers?)|初始化容器|(?:原生 ?)?sidecar(?: ?容器| containers?|s)?|边车(?:容器)?|临时容器|ephemeral containers?|(?:liveness|readiness|startup) ?(?:probes?|探针)|(?:存活|就绪|启动)探针|emptydirs?|hostpath(?: 卷| volumes?)?|config ?maps?|secrets?|静态 ?pods?|static pods?|(?:deployment|replicaset|statefulset|daemonset|cronjob|job)s?|services?|besteffort(?: pods?)?|guaranteed(?: pods?)?|burstable(?: pods?)?|pause ?(?:容器|containers?)|(?:pod)?disruptionbudgets?|pdbs?|污点|taints?|容忍度?|tolerations?|node ?selector|persistentvolume(?:claim)?s?|pvc|prestop(?: hooks?| 钩子)?|poststart(?: hooks?| 钩子)?|networkpolic(?:y|ies)|网络策略|service ?accounts?|kubelet|kube-scheduler|调度器|容器|containers?|pods?/;

function subjectOf(sentence: string): string | null {
  return SUBJECT.exec(sentence)?.[0] ?? null;
}

/** The part of a folded sentence that a rule's exceptions are looked for in: the claim and the clause before it. */
function surroundings(folded: string, start: number, end: number): string {
  let from = Math.max(0, start - 1);
  while (from > 0 && !/[,，;；:：(（]/.test(folded[from - 1]!)) from -= 1;
  const before = from < start ? from : clausesAround(folded, Math.max(0, start - 2), Math.max(0, start - 2)).start;
  return folded.slice(Math.min(before, start), end);
}

/** Where all expressions of a pattern are found, from the first to the last; null where one is not, or is far away. */
function spanOf(pattern: RegExp[], text: string): { start: number; end: number } | null {
  let start = text.length;
  let end = 0;
  for (const expression of pattern) {
    const found = expression.exec(text);
    if (!found) return null;
    start = Math.min(start, found.index);
    end = Math.max(end, found.index + found[0].length);
  }
  return end - start <= NEAR_CHARS ? { start, end } : null;
}

function longer(a: Claim, b: Claim): Claim {
  return a.end - a.start >= b.end - b.start ? a : b;
}

/**
 * The wrong claims of a text, in its order, each with the clause that makes it.
 * A sentence is read alone, with the subject of the sentence above put in for a pronoun it begins with.
 */
export function findClaims(text: string, entries: Compiled[] = all(), sentences: Span[] = sentencesOf(text)): Claim[] {
  const claims: Claim[] = [];
  let subject: string | null = null;
  let before = '';
  for (const [index, sentence] of sentences.entries()) {
    const { text: folded, from } = foldWithMap(sentence.text);
    const next = sentences[index + 1] ? foldWithMap(sentences[index + 1]!.text.slice(0, 120)).text : '';
    const silent = NOT_CLAIMED.test(folded) || TAKEN_BACK.test(next) || INTRODUCES_MYTH.test(before);
    if (!silent) {
      // "They ...", "give them ..." and a sentence without any noun of its own go on about the same thing.
      const sameParagraph = index > 0 && !text.slice(sentences[index - 1]!.end, sentence.start).includes('\n');
      const nameless = sameParagraph && subject !== null && !TOO_WIDE.test(subject) && subjectOf(folded) === null;
      const leans = PRONOUN.test(folded) || INNER_PRONOUN.test(folded) || nameless;
      const prefix = leans && subject ? `${subject}${HAN.test(folded[0]!) ? '' : ' '}` : '';
      const whole = prefix + folded;
      for (const { entry, match, unless } of entries) {
        for (const pattern of match) {
          const found = spanOf(pattern, whole);
          if (!found) continue;
          const start = Math.max(0, found.start - prefix.length);
          const end = Math.max(start + 1, found.end - prefix.length);
          const clause = clausesAround(folded, Math.min(start, folded.length), Math.min(end, folded.length));
          const context = (prefix + surroundings(folded, clause.start, clause.end)).replace(NO_NEGATION, ' ');
          if (unless.some((exception) => exception.test(context))) continue;
          const quoteStart = sentence.start + (from[clause.start] ?? 0);
          const quoteEnd = sentence.start + (from[clause.end] ?? sentence.text.length);
          const quote = text
            .slice(quoteStart, quoteEnd)
            .trim()
            .replace(/[。.;；]$/, '');
          claims.push({ id: entry.id, quote, start: quoteStart, end: quoteEnd, line: lineAt(text, quoteStart) });
          break;
        }
      }
    }
    subject = PRONOUN.test(folded) ? subject : (subjectOf(folded) ?? subject);
    before = folded;
  }
  return withoutOverlaps(claims);
}

/** Of two claims about the same words the one that quotes more of them stays; of equals the first. */
function withoutOverlaps(claims: Claim[]): Claim[] {
  const kept: Claim[] = [];
  for (const claim of claims) {
    const other = kept.findIndex((known) => claim.start < known.end && known.start < claim.end);
    if (other < 0) kept.push(claim);
    else kept[other] = longer(kept[other]!, claim);
  }
  return kept.sort((a, b) => a.start - b.start);
}
