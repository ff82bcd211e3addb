import type { JournalRule } from '../../../knowledge/journal-rule.ts';
import type { Entry } from '../read/entry.ts';
import { readLine } from '../read/line.ts';

/** A message as its rule's sample has it, with everything that varies taken out. */
interface Shape {
  rule: JournalRule;
  text: string;
}

/** Shorter than this and a cut message could be anything. */
const SHORTEST = 12;

/** A record, a line of klog or of logfmt that was cut before it says anything. */
export const HEADER_ONLY =
  /^\{(?![^\n]{0,2000}"(?:msg|message|log|error|MESSAGE)": ?"[^"]{8})|^[IWEF]\d{4} [\d:.]{8,15} +\d+ \S{0,60}\]? ?"?$|^(?:ts|time|t|level|lvl)=(?![^\n]{0,2000}\b(?:msg|message|err|error)="?[^"]{12})/;

/** What logfmt says, in quotes: no value among others. */
const SAID = /\b(msg|message|err|error|reason)="((?:[^"\\]|\\.)*)(?:"|$)/g;

/** Takes numbers, names of units, paths, hex ids and quoted words out of a message. */
export function generalise(text: string): string {
  return text
    .replace(SAID, '$1=$2')
    .replace(/[\w@:.\\-]+\.(?:service|socket|mount|timer|target|path|device|swap|scope|slice)\b/g, 'U')
    .replace(/(?:\/[\w.@-]+)+\/?/g, 'P')
    .replace(/(?<!\w)(?:'[^']*'|"[^"]*")/g, 'Q')
    .replace(/(?<!\w)["'][^"']*$/, 'Q')
    .replace(/\b[0-9a-f]{8,}\b|\b(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[A-Za-z])[\w-]{12,}/g, 'H')
    .replace(/(?<![\w.])0(?![\w.])/g, 'Z')
    .replace(/\d+/g, '0')
    .toLowerCase();
}

/** What an entry says, with and without its program's own header. */
function textsOf({ message, core }: Entry): string[] {
  return core === message || core === '' ? [message] : [message, core];
}

/** So many words, and a cut message has said what it is about. */
const ENOUGH_WORDS = 4;
const ENOUGH_OF_REASON = 12;

/** True where what is left of a cut message holds the words that matter: not where only "failed: Addr" is left of its reason. */
export function saysItsCause(message: string): boolean {
  const words = message.match(/[A-Za-z]{2,}/g)?.length ?? 0;
  // Where it happened is not what: "config : [/etc/haproxy/haproxy.cfg:41] : ".
  if ((message.replace(/\[[^\]]*\]|\/\S+/g, ' ').match(/[A-Za-z]{2,}/g)?.length ?? 0) < 2) return false;
  const reason = message.slice(message.lastIndexOf(': ') + 1).trim();
  return words >= ENOUGH_WORDS && (reason.length >= ENOUGH_OF_REASON || /:\s*$/.test(message));
}

/** Knows how whole lines go on, to recognise one that a terminal cut. */
export class Shapes {
  readonly #shapes: Shape[];

  constructor(rules: readonly JournalRule[]) {
    this.#shapes = rules.flatMap((rule) =>
      rule.samples.match.flatMap((sample) =>
        sample.includes('\n')
          ? []
          : textsOf(readLine(sample, [1, 1])).map((text) => ({ rule, text: generalise(text) })),
      ),
    );
  }

  /** Rules one of whose lines begins just like this cut message; it says no more than that. */
  startingWith(entry: Entry): JournalRule[] {
    const found = new Set<JournalRule>();
    for (const text of textsOf(entry)) {
      // The last word may be cut in half, and half a path or number is still one.
      const cut = generalise(text).trimEnd();
      if (cut.length < SHORTEST || HEADER_ONLY.test(text)) continue;
      for (const shape of this.#shapes)
        if (shape.text.length > cut.length && shape.text.startsWith(cut)) found.add(shape.rule);
    }
    return [...found];
  }
}
