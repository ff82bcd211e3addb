import { tokensOf } from '../language/terms.ts';

/** What kind of thing the question wants named. */
const NOUN =
  /哪(?:一)?(?:家|个|种|款|位|台|些|类|款|座|门)\s*([\p{Script=Han}A-Za-z]{1,8}?)(?=$|[\s，,。？?！]|[的是在会能最可有])|\b(?:which|what)\s+((?!is\b|are\b|was\b|were\b|does\b|do\b|did\b|happens?\b|can\b|should\b|one\b|of\b|if\b|kind\b)[a-z-]+)\b/iu;

/** Whose product: only a name answers that. */
const WHOSE =
  /哪家|什么牌子|哪个(?:厂商|品牌|公司|供应商|云)|\b(?:which|what|whose) (?:vendor|brand|provider|company|cloud)\b/i;
const A_NAME =
  /(?:云|公司|集团|厂商)(?![a-z])|\b(?!(?:Pods?|The|We|It|In|On|At|After|Before|When|Our|They|This|That|All|TERM|KILL|CPU|GPU|DNS|OOM|IP|TLS|HTTP)\b)[A-Z][A-Za-z0-9]{1,}\b/;

/** "Which cloud provider": no sentence that was found speaks of any such thing. */
export function asksForAbsent(question: string, found: readonly string[]): boolean {
  if (WHOSE.test(question) && !found.some((text) => A_NAME.test(text))) return true;
  const match = NOUN.exec(question);
  const noun = match?.[1] ?? match?.[2];
  if (!noun || /版本|version|方式|办法|way|时候|time|东西|thing|地方|place|原因|reason/i.test(noun)) return false;
  const keys = tokensOf(noun).filter(({ key, weight }) => weight >= 0.8 && !key.startsWith('~'));
  if (keys.length === 0) return false;
  const said = new Set(found.flatMap((text) => tokensOf(text).map(({ key }) => key)));
  return !keys.some(({ key }) => said.has(key));
}
