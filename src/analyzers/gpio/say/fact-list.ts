import type { Language } from '../../../language/language.ts';
import type { Fact } from '../../analyzer.ts';
import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { passWords, repetition } from './repetition.ts';

const EVENT_LIMIT = 60;
const one = (line: number): [number, number] | null => (line > 0 ? [line, line] : null);

/** What the analyzer established, one by one, each with its line. */
export function factList(facts: GpioFacts, language: Language): Fact[] {
  const zh = language === 'zh';
  const found: Fact[] = [
    { id: 'family', text: zh ? `芯片家族：${facts.title.zh}` : `Chip family: ${facts.title.en}`, lines: null },
  ];
  for (const output of facts.outputs)
    found.push({
      id: `output-${output.pin}`,
      text: zh ? `${labelOf(output)} 是输出（${output.mode}）` : `${labelOf(output)} is an output (${output.mode})`,
      lines: output.lines,
    });
  for (const [i, changes] of facts.events.slice(0, EVENT_LIMIT).entries()) {
    const text = changes.map(({ pin, level }) => `${pin}=${level}`).join(', ');
    found.push({
      id: `event-${i + 1}`,
      text: zh ? `第 ${i + 1} 次变化：${text}` : `Change ${i + 1}: ${text}`,
      lines: one(facts.eventInfo[i]!.line),
    });
  }
  const again = repetition(facts, language);
  if (again) found.push({ id: 'loop', text: again, lines: null });
  for (const [i, line] of passWords(facts, language).entries())
    found.push({ id: `pass-${i + 1}`, text: line, lines: one(facts.firstPass[i]?.line ?? 0) });
  for (const [i, finding] of facts.findings.entries())
    found.push({ id: `finding-${i + 1}-${finding.kind}`, text: finding.text[language], lines: one(finding.line) });
  for (const [i, claim] of facts.claims.entries())
    found.push({ id: `claim-${i + 1}`, text: claim.why[language], lines: one(claim.line) });
  return found;
}
