import type { Span } from './sentences.ts';
import { type Token, tokensOf } from './terms.ts';

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

/** What the question names and no sentence does. */
export function missingIn(
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
export function saysIt(key: string, text: string): boolean {
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
export function qualifierAbsent(question: string, text: string): boolean {
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
export function countsIn(question: string, spans: Span[]): boolean {
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

/** How much each word says: a concept of ours most, what only names the kind of question least. */
export function keysOf(tokens: Token[]): Map<string, number> {
  const keys = new Map<string, number>();
  for (const { key } of tokens) {
    keys.set(key, KIND_WORDS.has(key) ? 0.15 : key.startsWith('~') ? 0.25 : key.startsWith('=') ? 1 : 0.9);
  }
  return keys;
}

/** "卡住" and "卡了": a verb with another ending behind it. */
const HAN_ENDING = '[住了着过到掉完起成在]';
const HAN_VERB = new RegExp(`^(\\p{Script=Han})${HAN_ENDING}$`, 'u');

/** True where a text has the verb with whatever ending. */
export function sameVerb(key: string, text: string): boolean {
  const verb = HAN_VERB.exec(key)?.[1];
  return verb !== undefined && new RegExp(`${verb}${HAN_ENDING}`, 'u').test(text);
}

/** "objection" and "objected": one word in two dresses. */
export function kin(key: string, keys: ReadonlySet<string>): boolean {
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
