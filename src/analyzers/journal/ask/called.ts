import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { speaksOfFailure } from './failing.ts';
import { quoted, reply } from './reply.ts';

/** What Kubernetes calls by a name in quotation marks behind the kind: `configmap "pay-conf" not found`. */
const KINDS =
  'configmap|secret|persistentvolumeclaim|serviceaccount|storageclass|volume|node|namespace|runtimeclass|priorityclass|ingressclass';
const ASKED = new RegExp(
  `(?:哪(?:一)?(?:个|些)?|什么|啥)\\s*(${KINDS}|pvc)s?(?![a-z])|\\b(?:which|what) (${KINDS}|pvc)s?\\b|(?<![a-z])(${KINDS}|pvc)s?(?:叫|的名字|是)(?:什么|哪个|啥)|\\bname of the (${KINDS}|pvc)\\b`,
  'i',
);
const OF_FAILURE = /缺|少|找不到|没有|不存在|挂|失败|\b(?:missing|lack\w*|absent|not found|fail\w*|cannot|can't)\b/i;

/** "Which configmap is missing": the name that stands behind the kind. */
export function aboutCalled(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const match = ASKED.exec(question);
  const said = (match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4])?.toLowerCase();
  if (said === undefined) return null;
  const kind = said === 'pvc' ? 'persistentvolumeclaim' : said;
  const named = new RegExp(`\\b${kind}\\s+\\\\?"(?:[\\w.-]+/)?([\\w.:/-]+?)\\\\?"`, 'gi');
  const found = new Map<string, EntryFact>();
  for (const entry of facts.quotable) {
    if (OF_FAILURE.test(question) && !speaksOfFailure(entry.text) && !/not found/i.test(entry.text)) continue;
    for (const [, name] of entry.raw.slice(0, 2_000).matchAll(named)) if (!found.has(name!)) found.set(name!, entry);
  }
  if (found.size === 0 || found.size > 4) return null;
  return reply(
    facts,
    [...found].map(([name, entry]) => `${inline(name)}${pick(language, '：', ': ')}${quoted(entry, 240)}`).join('\n'),
    [...found.values()].map(({ at }) => at),
    0.9,
  );
}
