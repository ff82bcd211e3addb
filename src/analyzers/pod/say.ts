import { loadKnowledge } from '../../knowledge/load.ts';
import type { Note } from '../../knowledge/note.ts';
import type { Language } from '../../language/language.ts';
import type { ArticleFacts, Finding, PodFacts, PodPart, QuestionFacts, TableFacts } from './facts.ts';
import { isReference, noteNamed } from './library.ts';
import { answerFrom, leadOf } from './paragraphs.ts';
import { isUnwell } from './table.ts';
import { WORDS } from './words.ts';

/** A status that an outside look at the Pod would explain best. */
const NEEDS_DESCRIBE =
  /crashloopbackoff|imagepullbackoff|errimagepull|createcontainer\w*error|runcontainererror|init:\w*(?:error|backoff)|oomkilled/i;

/** What is right about a wrong claim, and where it is told at length. */
export interface Correction {
  text: { zh: string; en: string };
  note: string;
  sources: string[];
}

let corrections: Map<string, Correction> | undefined;

/** The correction for a claim: of a fact, or of a misconception. */
export function correctionNamed(id: string): Correction | undefined {
  if (!corrections) {
    const wrong = loadKnowledge('pod-misconceptions');
    corrections = new Map(wrong.map((entry) => [entry.id, entry]));
    for (const file of loadKnowledge('pod-facts')) {
      for (const fact of file.facts) {
        const as = wrong.find((entry) => entry.id === fact.as);
        const text = fact.right ?? as?.text;
        if (!text) continue;
        const note = fact.note ?? as?.note ?? file.note;
        const sources =
          fact.sources ?? as?.sources ?? (fact.note ? noteNamed(fact.note)?.sources : undefined) ?? file.sources;
        corrections.set(fact.id, { text, note, sources });
      }
    }
  }
  return corrections.get(id);
}

function titles(ids: string[], language: Language): string[] {
  return ids.flatMap((id) => noteNamed(id)?.title[language] ?? []);
}

function versionLine(note: Note, language: Language): string | null {
  if (note.versions.length === 0) return null;
  const lines = note.versions.map(({ version, what }) => `${version} ${what[language]}`);
  return `${WORDS[language].versions} ${lines.join(language === 'zh' ? '；' : '; ')}`;
}

/** One finding in words: the answer itself, and what stands below it. */
export function sayFinding(finding: Finding, language: Language): { answer: string; extras: string[] } {
  const words = WORDS[language];
  const note = finding.notes[0] ? noteNamed(finding.notes[0]) : undefined;
  if (!note) {
    const reason = finding.declined ?? 'no-note';
    const nearest = titles(finding.related, language);
    const topic = loadKnowledge('pod-elsewhere').find((entry) => entry.id === finding.elsewhere);
    const lines: string[] = [topic ? words.elsewhere(topic.title[language]) : words.declined[reason]];
    if (reason !== 'private' && nearest.length > 0)
      lines.push(`${words.nearest}${language === 'zh' ? '' : ' '}${nearest.join(language === 'zh' ? '；' : '; ')}`);
    else if (reason !== 'private') lines.push(words.covered);
    return { answer: lines.join('\n'), extras: [] };
  }
  const told = finding.notes.flatMap((id) => noteNamed(id) ?? []);
  const entries = told.filter(isReference).map((entry) => entry.text[language]);
  const [main, ...others] = told.filter((one) => !isReference(one));
  const besides = others.map((other) => leadOf(other, language));
  const taken = [...entries, ...besides].reduce((sum, text) => sum + text.length, 0);
  const keys = new Set(finding.keys);
  const worked = finding.worked ? [finding.worked[language]] : [];
  const paragraphs = [...worked, ...entries, ...(main ? [answerFrom(main, language, keys, taken)] : []), ...besides];
  const versions = main ? versionLine(main, language) : null;
  if (versions && paragraphs.join('').length + versions.length < 1_450) paragraphs.push(versions);
  const extras: string[] = [];
  if (NEEDS_DESCRIBE.test(finding.question)) extras.push(words.paste('NAME'));
  const related = titles(finding.related, language);
  if (related.length > 0)
    extras.push(`${words.related}${language === 'zh' ? '' : ' '}${related.join(language === 'zh' ? '；' : '; ')}`);
  return { answer: paragraphs.join('\n\n'), extras };
}

function sayQuestion(facts: QuestionFacts, language: Language): PodPart {
  const said = facts.findings.map((finding) => sayFinding(finding, language));
  const notes = facts.findings.flatMap((finding) => finding.notes);
  const sources = [...new Set(notes.flatMap((id) => noteNamed(id)?.sources ?? []))];
  const answer = said.map((one) => one.answer).join('\n\n');
  const links = sources.slice(0, 2).map((source) => `<https://${source.replace(/^https?:\/\//, '')}>`);
  return {
    analyzer: 'pod',
    lines: facts.lines,
    restored: [],
    facts: facts.findings.flatMap((finding, index) =>
      finding.notes.length > 0
        ? [{ id: `note-${index + 1}`, text: leadOf(noteNamed(finding.notes[0]!)!, language), lines: facts.lines }]
        : [],
    ),
    answer,
    declined: facts.findings.every((finding) => finding.declined !== null),
    notes,
    sources,
    confidence: Math.max(...facts.findings.map((finding) => finding.confidence)),
    related: titles(
      facts.findings.flatMap((finding) => finding.related),
      language,
    ),
    text: [answer, ...said.flatMap((one) => one.extras), ...links].join('\n\n'),
  };
}

/** One row of the table with what its status means and what to run. */
export function sayRow(row: TableFacts['rows'][number], language: Language): string {
  const words = WORDS[language];
  const note = row.note ? noteNamed(row.note) : undefined;
  const why =
    row.status === 'Running'
      ? Number(row.ready.split('/')[0]) < Number(row.ready.split('/')[1])
        ? words.notReady
        : words.restarted
      : note
        ? leadOf(note, language)
        : words.unknownStatus;
  return `- ${words.row(row.name, row.ready, row.status, row.restarts)}\n  ${why}`;
}

function sayTable(facts: TableFacts, language: Language): PodPart {
  const words = WORDS[language];
  const unwell = facts.rows.filter(isUnwell);
  const seen = new Set<string>();
  const lines: string[] = [words.pods(facts.pods, unwell.length)];
  for (const row of unwell.slice(0, 12)) {
    const known = row.note !== null && seen.has(row.note);
    lines.push(known ? `- ${words.row(row.name, row.ready, row.status, row.restarts)}` : sayRow(row, language));
    if (row.note) seen.add(row.note);
  }
  if (unwell[0]) {
    lines.push(words.paste(unwell[0].name));
    lines.push(
      ['```sh', `kubectl describe pod ${unwell[0].name}`, `kubectl logs ${unwell[0].name} --previous`, '```'].join(
        '\n',
      ),
    );
  }
  const notes = [...new Set(unwell.flatMap((row) => row.note ?? []))];
  const text = lines.join('\n');
  return {
    analyzer: 'pod',
    lines: facts.lines,
    restored: [],
    facts: unwell.map((row, index) => ({
      id: `pod-${index + 1}`,
      text: words.row(row.name, row.ready, row.status, row.restarts),
      lines: [row.line, row.line],
    })),
    answer: text,
    declined: false,
    notes,
    sources: [...new Set(notes.flatMap((id) => noteNamed(id)?.sources ?? []))],
    confidence: 0.9,
    related: titles(notes, language),
    text,
  };
}

/** What is right about a claim: the first paragraph of its misconception. */
export function correctionOf(id: string, language: Language): string {
  return correctionNamed(id)?.text[language].split(/\n\s*\n/)[0] ?? '';
}

function sayArticle(facts: ArticleFacts, language: Language): PodPart {
  const words = WORDS[language];
  const flags = facts.claims.flatMap((claim) => {
    const entry = correctionNamed(claim.id);
    return entry ? [{ quote: claim.quote, text: entry.text[language], note: entry.note, sources: entry.sources }] : [];
  });
  const title = facts.title ?? words.untitled;
  const lines = [`**${facts.title ?? words.article}**`];
  if (facts.outline.length > 0)
    lines.push(`${words.outline}\n${facts.outline.map((point) => `- ${point}`).join('\n')}`);
  lines.push(flags.length === 0 ? words.clean(facts.statements.length) : words.doubtful(flags.length));
  for (const flag of flags) lines.push(`> ${flag.quote.replace(/\s*\n\s*/g, ' ')}\n${flag.text}`);
  return {
    analyzer: 'pod',
    lines: facts.lines,
    restored: [],
    facts: facts.claims.map((claim, index) => ({
      id: `claim-${index + 1}`,
      text: correctionOf(claim.id, language) || claim.quote,
      lines: [claim.line, claim.line],
    })),
    answer: null,
    declined: false,
    notes: [...new Set(flags.map((flag) => flag.note))],
    sources: [...new Set(flags.flatMap((flag) => flag.sources))],
    confidence: 0.9,
    related: titles([...new Set(flags.map((flag) => flag.note))], language),
    title,
    outline: facts.outline,
    flags,
    text: lines.join('\n\n'),
  };
}

/** Facts of the Pod analyzer as a part of the report. */
export function sayPod(facts: PodFacts, language: Language): PodPart {
  if (facts.kind === 'question') return sayQuestion(facts, language);
  return facts.kind === 'table' ? sayTable(facts, language) : sayArticle(facts, language);
}
