import type { Language } from '../../language/language.ts';
import { drawChain } from '../../pictures/chain.ts';
import type { Picture } from '../analyzer.ts';
import type { JournalFacts } from './facts.ts';
import { clockOf } from './say/phrases.ts';
import { harmless } from './say/quote.ts';

/** Fewer steps are told faster than drawn. */
const FEWEST_STEPS = 3;
const KINDS = {
  start: 'consequence',
  survived: 'noise',
  cause: 'cause',
  consequence: 'consequence',
  exit: 'consequence',
  restart: 'end',
  'gave-up': 'end',
  other: 'noise',
} as const;

/** The chain of an incident with more than three steps, and its restart loop. */
export function draw(facts: JournalFacts, language: Language, theme: 'light' | 'dark'): Picture[] {
  if (facts.verdict === 'healthy' || facts.story.length <= FEWEST_STEPS) return [];
  const zh = language === 'zh';
  const subject = facts.units[0] ?? facts.subject.pod ?? '';
  const steps = facts.story.map((step) => ({
    time: clockOf(facts, step.at) ?? '',
    text: harmless(step.text[language], 150),
    kind: KINDS[step.kind],
  }));
  const loop = facts.loops.find((candidate) => candidate.times > 1);
  const alt = steps.map((step) => `${step.time} ${step.text}`.trim()).join(zh ? '；' : '; ');
  const { svg, width, height } = drawChain(
    {
      title: zh ? `${subject} 的故障链` : `How ${subject || 'it'} failed`,
      steps,
      loop: loop ? (zh ? `共 ${loop.times} 次` : `${loop.times} times`) : null,
      alt,
    },
    theme,
  );
  return [{ name: 'chain', svg, alt, width, height }];
}
