import { explain } from '../src/index.ts';
import { yamlCases } from './files.ts';
import { AS_IT_IS, type Graded, type Outcome } from './grade.ts';
import { LOG_MUTATIONS } from './mutations.ts';

interface Case {
  id: string;
  paste: string;
  verdict: 'root-cause' | 'symptom-only' | 'healthy';
  causeId?: string[];
  cite?: string | string[];
  notCause?: string[];
  fix?: string[];
  next?: string;
}
interface Part {
  analyzer: string;
  verdict: Case['verdict'];
  causes: { causeId: string; lines: string[]; fix: string }[];
  next: string[];
}

const squeezed = (text: string): string =>
  text
    .replace(/\s+/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The stated cause only: its kind, its line, its advice. A forbidden line cited as the cause is wrong whatever else is said. */
function judge(expected: Case, paste: string, part: Part | undefined, cut: boolean): [Outcome, string] {
  if (!part) return ['missed', `wanted ${expected.verdict}, no log was seen`];
  const named = part.verdict === 'root-cause' ? part.causes[0] : undefined;
  const cites = [expected.cite ?? []].flat();
  const visible = cites.length === 0 || cites.some((cite) => squeezed(paste).includes(squeezed(cite)));
  if (expected.verdict !== 'root-cause') {
    if (named) return ['wrong', `wanted ${expected.verdict}, got cause ${named.causeId}: ${named.lines[0] ?? ''}`];
    if (part.verdict === expected.verdict)
      return !expected.next || cut || new RegExp(expected.next, 'i').test(part.next.join('\n'))
        ? ['right', '']
        : ['missed', `no command matches ${expected.next}`];
    return [expected.verdict === 'healthy' ? 'wrong' : 'missed', `wanted ${expected.verdict}, got ${part.verdict}`];
  }
  if (!named)
    return cut && !visible && part.verdict === 'symptom-only'
      ? ['right', '']
      : ['missed', `wanted ${expected.causeId?.join('/')}, got ${part.verdict}`];
  const lines = squeezed(named.lines.join('\n'));
  const forbidden = expected.notCause?.find((wrong) => squeezed(named.lines[0] ?? '').includes(squeezed(wrong)));
  if (forbidden) return ['wrong', `cites ${forbidden}`];
  if (!expected.causeId?.includes(named.causeId))
    return ['wrong', `wanted ${expected.causeId?.join('/')}, got ${named.causeId}`];
  if (visible && cites.length > 0 && !cites.some((cite) => lines.includes(squeezed(cite))))
    return ['wrong', `wanted the line of ${cites[0]}, got ${named.lines[0] ?? 'none'}`];
  const unadvised = expected.fix?.find((pattern) => !new RegExp(pattern, 'i').test(named.fix));
  return unadvised && visible ? ['missed', `the advice does not match ${unadvised}`] : ['right', ''];
}

/** Every log as it is in both languages, and in every mutation once. */
export async function gradeJournal(quick: boolean): Promise<Graded[]> {
  const graded: Graded[] = [];
  for (const expected of yamlCases<Case>('journal')) {
    for (const { name, language, mutate, cut } of [
      { name: AS_IT_IS, language: 'zh' as const, mutate: (log: string) => log, cut: false },
      { name: AS_IT_IS, language: 'en' as const, mutate: (log: string) => log, cut: false },
      ...(quick ? [] : LOG_MUTATIONS),
    ]) {
      const paste = mutate(expected.paste.trimEnd());
      const { report } = await explain(paste, { language });
      const parts = report.parts.filter((each) => each.analyzer === 'journal') as unknown as Part[];
      const part =
        parts.find((each) => each.verdict === 'root-cause') ??
        parts.find((each) => each.verdict === 'symptom-only') ??
        parts[0];
      // Patterns of advice are written for the English words; the Chinese ones come from the same rule.
      const asked = language === 'zh' ? { ...expected, fix: undefined } : expected;
      const [outcome, why] = judge(asked as Case, paste, part, cut);
      graded.push({ analyzer: 'journal', id: expected.id, language, mutation: name, outcome, why });
    }
  }
  return graded;
}
