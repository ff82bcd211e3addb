/** Of which kind a cause is: the rule that speaks for it, and what only its place gives away. */
import type { Match, Matcher } from '../match.ts';
import type { Entry } from '../read/entry.ts';
import type { Chosen } from './choose.ts';
import { namedReason } from './errno.ts';
import { type Finding, ruleOf } from './finding.ts';
import type { UnitHistory } from './unit.ts';

/** Faults of the program's own code: whatever else the message says, it is an exception. */
const OWN_CODE =
  /\b(?:TypeError|IndexError|KeyError|AttributeError|ReferenceError|NameError|ZeroDivisionError|NullPointerException|NullReferenceException|ArrayIndexOutOfBounds\w*|IndexOutOfBounds\w*|ClassCastException|NoMethodError|index out of range|nil pointer|divide by zero|nil map)\b/;

/** Kinds below this weight are too general for an exception, which tells more by its name, and for a check before a start. */
const SURE_KIND = 46;

/** The message of an exception itself names its kind from here on. */
const NAMED_KIND = 40;

/** A program that only checks, run by systemd before the start. */
const CHECKS = /check|test|valid|verify|lint|pre-?start|precheck/i;

/** The rule that speaks for a cause: one that knows its message, else one that knows the kind of fault it names. */
export function ruleFor(
  { best, structural }: Chosen,
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  matcher: Matcher,
): Match | null {
  const known = structural ? null : ruleOf(best);
  const reason = known && namedReason(known, best.entry, best.matches, matcher);
  if (reason) return reason;
  if (known && (known.rule.causeId !== 'uncaught-exception' || OWN_CODE.test(best.entry.message))) return known;
  const inner = known && innerCause(best, findings, matcher);
  if (inner) return inner;
  const kind = matcher.kindsOf(best.entry)[0];
  if (!kind) return known;
  const sure = kind.weight >= SURE_KIND;
  return sure || (!known && kindByPlace(best, units) === 'uncaught-exception') ? kind : known;
}

/** Of an exception that wraps others: what the deepest "Caused by" says, where that is a kind of fault of its own. */
function innerCause({ entry }: Finding, findings: readonly Finding[], matcher: Matcher): Match | null {
  const causes = findings
    .slice(entry.at, entry.at + 200)
    .filter((other) => other.entry.program === entry.program && /^\s*Caused by: \S/.test(other.entry.message))
    .map((other) => other.entry);
  const below = messageBelow(entry, findings);
  for (const cause of [...(below ? [below] : []), ...causes].toReversed()) {
    const match = [...matcher.match(cause), ...matcher.kindsOf(cause)].find(
      ({ rule, weight }) =>
        rule.role === 'cause' &&
        rule.causeId !== 'uncaught-exception' &&
        (weight >= SURE_KIND || (cause === below && weight >= NAMED_KIND)),
    );
    if (match) return match;
  }
  return null;
}

/** The kind of a cause that only its place gives away. */
export function kindByPlace({ entry }: Finding, units: ReadonlyMap<string, UnitHistory>): string {
  const history = entry.unit ? units.get(entry.unit) : undefined;
  const control = history?.events.some(({ kind, process }) => kind === 'exited' && process === 'control');
  // How the process ended says what kind of end it was.
  const ended = history?.events
    .filter(({ kind }) => kind === 'exited')
    .map(({ code, status }) => (code === 'exited' ? status : (status ?? 0) + 128));
  if (ended?.includes(134)) return 'crash-abort';
  if (ended?.includes(139)) return 'crash-segfault';
  return control && CHECKS.test(`${entry.program} ${entry.core.slice(0, 80)}`)
    ? 'precheck-failed'
    : 'uncaught-exception';
}

/** The message of a Rust panic, which newer versions print below the place: `panicked at src/main.rs:18:48:`. */
export function messageBelow(entry: Entry, findings: readonly Finding[]): Entry | null {
  if (!/\bpanicked at \S+:\d+:\d+:$/.test(entry.core)) return null;
  const below = findings[entry.at]?.entry;
  return below && below.program === entry.program && !/^note: run with /.test(below.core) ? below : null;
}
