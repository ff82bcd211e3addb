import type { EntryFact, JournalFacts } from '../facts.ts';

/** Words of something that did not work; and such words in a line that counts none or tells what to do then. */
const FAILS =
  /\b(?:fail(?:ed|ure|s|ing)?|refused|timed? ?-?out|denied|unreachable|could ?n[o']t|cannot|can't|unable to|rejected|aborted|no route to host|connection reset)\b|\berror: [a-z]|失败|拒绝|超时|无法|未能/i;
const NO_FAILURE =
  /\b(?:0|no|without|zero) (?:\w+ )?(?:fail\w*|errors?|timeouts?)\b|\bfail(?:ed|ures?)?[=: ]+0\b|\b(?:fail(?:over|back|safe)|fail(?:ed)?[_ -](?:count|limit|after))\b|\btime-?out ?(?:=|:|is|set|of)|(?:没有|无|0 ?[次个]) ?失败|\b(?:may|might|could|can|would|will) fail\b|\bon failure\b|\bif .{1,40}\bfails?\b/i;

/** Lines that only call themselves bad. */
const SPEAKS = /\b(?:errors?|crashed|panic)\b|错误|异常/i;

/** Whether a line tells of something that did not work. */
export const tellsOfFailure = (text: string): boolean => FAILS.test(text) && !NO_FAILURE.test(text);

/** What may go wrong has not. */
export const onlyMayFail = (text: string): boolean =>
  /\b(?:may|might|could|can) (?:also )?fail\b|可能(?:会)?失败/i.test(text) && !FAILED.test(text);
const FAILED = /\bfailed\b|\b(?:can't|cannot|could not|unable to)\b/i;

/** Whether a line tells of a failure or only names one: wider, for lines that are grouped or already suspected. */
export const speaksOfFailure = (text: string): boolean => FAILS.test(text) || SPEAKS.test(text);

/** Entries that tell of a failure, whatever came of it in the end. */
export function failuresTold(facts: JournalFacts): EntryFact[] {
  return facts.quotable.filter(({ text }) => tellsOfFailure(text));
}

/** One message again and again is one kind of failure; numbers in it do not make it another. */
export const shapeOf = ({ program, text }: EntryFact): string => `${program} ${text.replace(/0x[0-9a-f]+|\d+/gi, '0')}`;

/** Entries by the shape of their message, in order of first appearance. */
export function kindsOf(entries: readonly EntryFact[]): EntryFact[][] {
  const kinds = new Map<string, EntryFact[]>();
  for (const entry of entries) {
    const key = shapeOf(entry);
    kinds.set(key, [...(kinds.get(key) ?? []), entry]);
  }
  return [...kinds.values()];
}
