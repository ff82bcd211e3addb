/** Causes, symptoms and noise as facts: their words filled in, the lines that show them, what to do. */
import type { Words } from '../../../language/language.ts';
import type { CauseFact, NoiseFact, SymptomFact } from '../facts.ts';
import type { Matcher } from '../match.ts';
import type { Entry } from '../read/entry.ts';
import type { Log } from '../read.ts';
import type { Chosen } from './choose.ts';
import { alsoNamed, commonValues, fill, fillCommand } from './fill.ts';
import { type Finding, ruleOf } from './finding.ts';
import { kindByPlace, messageBelow, ruleFor } from './kind.ts';
import { ownFrame } from './own-frame.ts';
import { asItStands, inOnePiece, LONGEST_QUOTE, tellingStretch } from './quote.ts';
import { detail, isOfTool, isTraceLast } from './signs.ts';
import type { UnitHistory } from './unit.ts';
import { sharpened } from './wording.ts';
import { BY_PLACE, BY_PLACE_ALIVE, BY_PLACE_TOOL, CLEARED, EXIT_WORDS } from './words.ts';

/** A text of a rule with what the entry says in its places. */
const filled = (text: Words, values: Parameters<typeof fill>[1]): Words => ({
  zh: fill(text.zh, values, 'zh'),
  en: fill(text.en, values, 'en'),
});

/** Kinds of faults that are mended in the program's own code. */
const OF_CODE = new Set(['uncaught-exception', 'crash-abort', 'heap-exhausted', 'schema-mismatch']);

/** So far behind a message its own details stand, a trace's frames not counted. */
const DETAIL_ENTRIES = 3;

/** A cause as the facts hold it: its lines, its words with what the log puts into them, and how sure it is. */
export function causeFact(
  cause: Chosen,
  log: Log,
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  matcher: Matcher,
): CauseFact {
  const { best } = cause;
  const match = ruleFor(cause, findings, units, matcher);
  const values = { ...commonValues(best.entry, log.subject), ...(match?.groups ?? {}) };
  if (!values['unit']) {
    const failing = [...units.values()].find((history) => history.everFailed);
    if (failing) values['unit'] = failing.unit;
  }
  const words = match
    ? { title: match.rule.title, why: match.rule.why, fix: match.rule.fix ?? match.rule.whenNothingElse!.fix }
    : isOfTool(best.entry)
      ? BY_PLACE_TOOL
      : cause.ended
        ? BY_PLACE
        : BY_PLACE_ALIVE;
  const fix = filled(words.fix, values);
  const meant = /\bdid you mean:? (?:to (?:use|write) )?\\?["'`\u2018\u201c]?([\w.-]{2,60})/i.exec(
    best.entry.core,
  )?.[1];
  if (meant && !fix.en.includes(meant)) {
    fix.zh = `${fix.zh.trimEnd()}\n程序自己猜你要写的是 \`${meant}\`。`;
    fix.en = `${fix.en.trimEnd()}\nThe program itself suggests \`${meant}\`.`;
  }
  const ruled = match?.rule.causeId ?? match?.rule.whenNothingElse?.causeId ?? kindByPlace(best, units);
  const causeId = match ? sharpened(ruled, best.entry.core, match) : ruled;
  const place = OF_CODE.has(causeId) ? ownFrame(best, findings) : null;
  if (place && !fix.en.includes(place)) {
    fix.zh = `${fix.zh.trimEnd()}\n堆栈里最近的自己的代码在 \`${place}\`。`;
    fix.en = `${fix.en.trimEnd()}\nThe nearest line of your own code in the trace is \`${place}\`.`;
  }
  const named = alsoNamed(fix.en, best.entry.core, match?.groups ?? {}, causeId);
  if (named) {
    fix.zh = `${fix.zh.trimEnd()}\n${named.zh}`;
    fix.en = `${fix.en.trimEnd()}\n${named.en}`;
  }
  return {
    causeId,
    rule: match?.rule.id ?? null,
    lines: [
      tellingStretch(inOnePiece(best.entry, match, matcher), match, matcher).slice(0, LONGEST_QUOTE),
      ...detailsOf(best, findings),
      ...saidBetter(best, findings),
    ].slice(0, 2),
    at: cause.findings
      .map((finding) => finding.entry.at)
      .sort((a, b) => a - b)
      .slice(0, 200),
    independent: cause.independent,
    confidence: cause.confidence,
    count: cause.findings.reduce((sum, finding) => sum + finding.entry.count, 0),
    unit: best.entry.unit ?? null,
    title: filled(words.title, values),
    why: filled(words.why, values),
    fix,
    next: (match?.rule.next ?? []).map((command) => fillCommand(command, values)),
    sources: match?.rule.sources.filter((source) => /^https?:/.test(source)) ?? [],
  };
}

/** The lines below a message in which its program says the very reason: PostgreSQL's DETAIL, a trace's last cause. */
function detailsOf({ entry }: Finding, findings: readonly Finding[]): string[] {
  const below = messageBelow(entry, findings);
  if (below) return [asItStands(below)];
  let deepest: Entry | null = null;
  let left = DETAIL_ENTRIES;
  for (const other of findings.slice(entry.at, entry.at + 200)) {
    if (other.frame) continue;
    if (other.entry.program !== entry.program && other.entry.program !== null && entry.program !== null) continue;
    if (/^\s*Caused by: \S/.test(other.entry.message)) deepest = other.entry;
    else if (/\bDETAIL: {1,2}\S/.test(other.entry.raw.slice(0, 200)) && other.entry.pid === entry.pid)
      return [asItStands(other.entry)];
    else {
      left -= 1;
      if (left === 0) break;
    }
  }
  return deepest && isTraceLast(entry) ? [asItStands(deepest)] : [];
}

/** Another rule's line of the same kind that names more than the chosen one, of the same unit or program. */
function saidBetter({ entry, matches }: Finding, findings: readonly Finding[]): string[] {
  const own = matches[0]?.rule;
  if (!own) return [];
  const other = findings.find((finding) => {
    const rule = ruleOf(finding)?.rule;
    return (
      rule !== undefined &&
      rule.id !== own.id &&
      rule.causeId === own.causeId &&
      finding.role !== 'noise' &&
      // What was done about the fault is not the fault.
      !(finding.role === 'consequence' && rule.role !== 'cause') &&
      finding.event === null &&
      finding.entry.program !== 'systemd' &&
      !finding.entry.truncated &&
      (finding.entry.unit === entry.unit || finding.entry.program === entry.program) &&
      detail(finding.entry.core) > detail(entry.core)
    );
  });
  return other ? [asItStands(other.entry)] : [];
}

/** What only looks bad, each kind once. */
export function noiseFacts(findings: readonly Finding[], log: Log): NoiseFact[] {
  const facts = new Map<string, NoiseFact>();
  for (const finding of findings) {
    if (finding.role !== 'noise' && !(finding.role === 'healthy' && finding.cleared)) continue;
    const match = ruleOf(finding);
    const key = match?.rule.id ?? finding.entry.core.replace(/\d+/g, '0').slice(0, 80);
    const known = facts.get(key);
    if (known) {
      known.count += 1;
      continue;
    }
    const values = { ...commonValues(finding.entry, log.subject), ...(match?.groups ?? {}) };
    const title = match?.rule.title ?? { zh: finding.entry.core.slice(0, 120), en: finding.entry.core.slice(0, 120) };
    const cleared = finding.cleared ? CLEARED[finding.cleared.why] : null;
    const why =
      match && match.rule.role !== 'cause' && match.rule.role !== 'symptom'
        ? match.rule.why
        : (cleared ?? match?.rule.why ?? CLEARED['went-on']!);
    facts.set(key, {
      at: finding.entry.at,
      count: 1,
      title: filled(title, values),
      why: filled(why, values),
      clearedBy: finding.cleared?.by ?? null,
    });
  }
  return [...facts.values()].slice(0, 30);
}

/** What failed without saying why, each kind once. */
export function symptomFacts(symptoms: readonly Finding[], log: Log): SymptomFact[] {
  const facts = new Map<string, SymptomFact>();
  for (const finding of symptoms) {
    const match = ruleOf(finding);
    const unit = finding.entry.unit ?? finding.event?.unit ?? null;
    const key = `${match?.rule.id ?? finding.event?.kind ?? finding.entry.core.slice(0, 60)}|${unit}`;
    const known = facts.get(key);
    if (known) {
      known.count += 1;
      continue;
    }
    const values = { ...commonValues(finding.entry, log.subject), ...(match?.groups ?? {}) };
    const words = match ? match.rule : null;
    const exit = finding.event?.kind === 'exited' ? EXIT_WORDS(finding.event.code, finding.event.status) : null;
    const text = finding.entry.core.slice(0, 160);
    facts.set(key, {
      at: finding.entry.at,
      count: 1,
      unit,
      title: words ? filled(words.title, values) : { zh: text, en: text },
      why: exit ?? (words ? filled(words.why, values) : { zh: '', en: '' }),
    });
  }
  return [...facts.values()].slice(0, 12);
}
