import { asksSomething } from '../../language/prose.ts';
import { foldText } from '../../language/segment.ts';
import type { Token } from '../../language/terms.ts';
import type { Finding } from './facts.ts';
import { isOfDockerAlone, kubernetesWords, pointOf, saysOnlyName } from './kind.ts';
import { isReference, noteNamed, podLibrary, saysName } from './library.ts';
import { askedElsewhere, foreignShare, type Hit, questionTokens, retrieve } from './retrieve.ts';
import { workedRollout } from './rollout.ts';
import { asksOfTheFuture, isAboutComponent, outOfScope, settingsNamed, tellsPodState } from './scope.ts';

/**
 * Below this a note is not said to answer the question: the less a question speaks of Kubernetes, the surer the match
 * has to be. Found with the questions of test/cases/pod.
 */
const ANSWERS = [0.54, 0.5, 0.45] as const;
/** What a question about Docker or a virtual machine needs that does not speak of Kubernetes at all. */
const ANSWERS_DOCKER = 0.66;
/** How much surer the match has to be for each word that nobody here uses, where nothing but a name speaks of Kubernetes. */
const STRANGE = 0.5;
/** A second note this near to the best one is told too, in its first paragraph, and a third one this near. */
const CLOSE = 0.11;
const VERY_CLOSE = 0.05;
/** From here on a question is a story with a question in it. */
const STORY_CHARS = 90;
/** A question that leans on the one before it. */
const LEANS =
  /^(?:那|那么|如果|它|这个?|他|还有|另外|然后|and|what about|how about|but|so|then|also|it|they|does it|do they|is it|can it|why\??$|why not|为什么\??$|为啥)/;

/** Who said it, and that it is doubted: none of what is asked. */
const HEARSAY =
  /^(?:(?:我|有(?:个)?)?(?:同事|朋友|领导|老师|网友|有人|别人|大家|听人)(?:跟我)?(?:说|讲|告诉我)|我?(?:听说|据说|看到说|网上说)|(?:is it|it is) (?:really )?true that|(?:i|we) (?:heard|read|was told|were told)(?: somewhere)? that|(?:some(?:body|one)|a (?:colleague|friend|coworker)|my (?:boss|colleague|team lead|coworker)|people|they) (?:says?|said|claims?|told me|thinks?)(?: that)?)[,，:：\s]*|[,，。.\s]*(?:是真的吗|真的吗|真的假的|是这样吗|对吗|对不对|我不信|是不是真的|(?:is )?(?:that|this|it) (?:true|right|correct)|is (?:he|she) right|true or false|right)[?？。.!！\s]*$/giu;

function nameOf(hit: Hit): Set<string> {
  const words = [
    hit.note.title.zh,
    hit.note.title.en,
    ...hit.note.questions.zh,
    ...hit.note.questions.en,
    ...hit.note.terms,
  ];
  return new Set(words.flatMap((text) => foldText(text).split(/[^a-z0-9.+-]+/)).filter((word) => word.length > 2));
}

function withoutHearsay(question: string): string {
  const rest = question.trim().replace(HEARSAY, ' ').trim();
  return rest.length >= 4 ? rest : question;
}

/** Joins the tokens of a follow-up with those of the question before it; what is asked now counts more. */
function withContext(now: Token[], previous: Token[]): Token[] {
  const known = new Set(now.map((token) => token.key));
  return [
    ...now.map((token) => ({ ...token, weight: token.weight * 1.4 })),
    ...previous
      .filter((token) => !known.has(token.key) && !token.key.startsWith('~'))
      .map((token) => ({ ...token, weight: token.weight * 0.6 })),
  ];
}

/** Names of more entries than this in one question are a list to be gone through. */
const LIMIT_NAMED = 2;

/**
 * What is told of the hits: the reference where it fits best or the question calls the entry by its name, then the
 * note, and others that are as near.
 */
function toldOf(hits: Hit[], question: string): string[] {
  const best = hits[0]!;
  const text = foldText(question);
  const entries = hits.filter(({ note }) => isReference(note));
  const named = entries.filter((hit) => hit === best || isNamedIn(hit.note.title.en, text)).slice(0, LIMIT_NAMED);
  const notes = hits.filter(({ note }) => !isReference(note));
  const top = notes[0]?.score ?? 0;
  const near = notes.slice(0, 3).filter(({ score }, at) => score > top - (at < 2 ? CLOSE : VERY_CLOSE));
  // Of an entry that fits better than any note, its own note tells the rest.
  const own = isReference(best.note) ? best.note.related : [];
  const others = [...own, ...near.map(({ note }) => note.id)].slice(0, named.length > 0 ? 2 : 3);
  return [...new Set([...named.map(({ note }) => note.id), ...others])];
}

/** How well a note has to fit a question to be told. */
function enoughFor(question: string, own: Token[]): number {
  const about = kubernetesWords(question);
  const enough = Math.max(ANSWERS[about], isOfDockerAlone(question) ? ANSWERS_DOCKER : 0);
  return about < 2 || saysOnlyName(question) ? enough + STRANGE * foreignShare(own) : enough;
}

/** How many hits are looked at for what is told. */
const LOOKED_AT = 10;
/** What a note is worth more that speaks of the setting a question calls by its name. */
const NAMES_IT = 0.1;

/** Hits in the order of how well they fit, those first that speak of the settings by name. */
function naming(settings: readonly string[], hits: Hit[]): Hit[] {
  if (settings.length === 0) return hits;
  return hits
    .map((hit) => (settings.some((name) => saysName(hit.note, name)) ? { ...hit, score: hit.score + NAMES_IT } : hit))
    .sort((a, b) => b.score - a.score);
}

/**
 * "minDomains", "kubectl debug --profile": a name of one word that no plain text has, or all words of it; of a path
 * that ends in a plain word ("hostPath.type") what stands before it as well.
 */
function isNamedIn(name: string, text: string): boolean {
  const words = foldText(name).split(' ');
  if (words.length > 1) return words.every((word) => text.includes(word));
  const path = words[0]!.split('.');
  const plainWord = !/[a-z][A-Z]/.test(name.slice(name.lastIndexOf('.') + 1));
  if (!plainWord) return text.includes(path.at(-1)!);
  return path.length === 2 && path.every((word) => text.includes(word));
}

/**
 * Looks a question up in the notes.
 * @param previous earlier questions of the same talk, the newest last; read only where the question leans on them
 */
export function findNotes(question: string, previous: readonly string[] = []): Finding {
  const found = findInNotes(question, previous);
  const worked = found.declined === null ? workedRollout(question, previous) : null;
  return worked ? { ...found, worked } : found;
}

function findInNotes(question: string, previous: readonly string[]): Finding {
  const all = lookUp(question, previous);
  if (all.declined === 'private' || all.declined === 'write-for-me') return all;
  const whole = surerAlone(question, all);
  if (question.length < STORY_CHARS) return whole;
  // A story drowns its question: what it comes down to is looked up alone, and the surer of both counts.
  const point = lookUp(pointOf(question), previous);
  const surer = point.declined === null && (whole.declined !== null || point.confidence > whole.confidence);
  return surer ? { ...point, question } : whole;
}

/** So much surer is what one sentence asks by itself than the message it stands in, where the rest only distracts. */
const CLEARER = 0.12;
/** What the scheduler or the kubelet says, quoted in a question. */
const MESSAGE = /\b\d+\/\d+ nodes are available\b|\bback-off (?:pulling|restarting)\b/i;
/** True where a text quotes what Kubernetes said. */
export const quotesMessage = (text: string): boolean => MESSAGE.test(text);

/** A sentence of fewer words leans on the others. */
const LEAST_WORDS = 3;

/** "Does the IP change? It is hard-coded in my service": what the sentence that asks finds, where that is clearly surer than all of it. */
function surerAlone(question: string, whole: Finding): Finding {
  const sentences = question
    .split(/(?<=[？?。！!])\s*|(?<=[.])\s+|\n+/)
    .filter((sentence) => sentence.trim().length > 1);
  if (sentences.length < 2) return whole;
  const asking = sentences.filter(asksSomething);
  const messages = sentences.filter(quotesMessage);
  // Several questions are each their own; a message that is quoted is what all of them are about.
  const point = messages.length === 1 ? messages[0]! : asking.length === 1 ? asking[0]! : null;
  if (point === null || kubernetesWords(point) < 2) return whole;
  const tokens = questionTokens(point);
  if (tokens.filter(({ key, weight }) => !key.startsWith('~') && weight >= 0.8).length < LEAST_WORDS) return whole;
  const alone = lookUp(point, []);
  const clearer = alone.declined === null && alone.confidence > whole.confidence + CLEARER;
  return clearer ? { ...alone, question } : whole;
}

function lookUp(question: string, previous: readonly string[]): Finding {
  const own = questionTokens(withoutHearsay(question));
  const content = own.filter((token) => !token.key.startsWith('~') && token.weight >= 0.8).length;
  const last = previous.at(-1);
  const leans = last !== undefined && (content <= 1 || (LEANS.test(foldText(question)) && content <= 4));
  const tokens = leans ? withContext(own, questionTokens(last)) : own;
  const settings = settingsNamed(question);
  const hits = naming(settings, retrieve(tokens, LOOKED_AT));
  const best = hits[0];
  const finding = {
    question,
    confidence: best ? Math.min(1, best.score) : 0,
    elsewhere: null,
    keys: [...new Set(tokens.map((token) => token.key))],
  };
  const reason = outOfScope(question, best ? nameOf(best) : new Set());
  const nearest = hits
    .filter((hit) => hit.score > 0.2 && !isReference(hit.note))
    .slice(0, 3)
    .map((hit) => hit.note.id);
  if (reason) return { ...finding, notes: [], related: reason === 'off-topic' ? [] : nearest, declined: reason };
  const saysIt = best !== undefined && settings.some((name) => saysName(best.note, name));
  const other = saysIt || tellsPodState(question) ? null : askedElsewhere(tokens);
  if (other) return { ...finding, notes: [], related: nearest, declined: 'elsewhere', elsewhere: other.id };
  if (
    !best ||
    asksOfTheFuture(question) ||
    // What is known of a component does not answer for a setting that nothing here speaks of.
    (settings.length > 0 &&
      isAboutComponent(question) &&
      !settings.some((name) => podLibrary().some((note) => saysName(note, name)))) ||
    best.score < (saysIt ? ANSWERS[2] : enoughFor(leans ? `${last} ${question}` : question, own))
  )
    return { ...finding, notes: [], related: nearest, declined: 'no-note' };
  const notes = toldOf(hits, question);
  const related = [
    ...new Set([
      ...notes.flatMap((id) => noteNamed(id)?.related ?? []),
      ...hits
        .slice(1, 4)
        .filter((hit) => hit.score > 0.3 && !isReference(hit.note))
        .map((hit) => hit.note.id),
    ]),
  ];
  return {
    ...finding,
    notes,
    related: related.filter((id) => !notes.includes(id)).slice(0, 3),
    declined: null,
  };
}
