import { blankComments } from '../code.ts';
import type { GpioFacts } from '../facts.ts';
import { quoted } from '../words.ts';
import { branchesOf } from './conditions.ts';
import { pinsIn } from './pins.ts';
import { type Answer, type Asking, answer, say } from './text.ts';

/** Conditions under which the program's own main leaves, each with the line that does. */
export function exitsOf(facts: GpioFacts): { line: number; condition: string }[] {
  const main = facts.functions.find(({ name }) => /^(?:main|app_main)$/.test(name));
  if (!main) return [];
  const code = blankComments(facts.source).split('\n');
  const leaves = (line: number): boolean =>
    /\b(?:return|exit\s*\(|abort\s*\()/.test(code[line - facts.firstLine] ?? '');
  const branches = branchesOf(facts).filter(({ line, from }) => line >= main.line && from <= main.endLine);
  const found = new Map<number, { line: number; condition: string }>();
  for (const { from, to, condition } of branches)
    for (let line = from; line <= to; line++)
      // The innermost branch around it comes last.
      if (condition !== 'else' && leaves(line)) found.set(line, { line, condition });
  return [...found.values()].slice(0, 6);
}

/** A program that went on for ever in the run and would leave under some conditions; `at`, `lines`: its loop. */
export function leavesEarly(asking: Asking, at = '', lines: number[] = []): Answer | null {
  const { facts } = asking;
  const exits = facts.loop || facts.ended === 'settled' ? exitsOf(facts) : [];
  if (exits.length === 0) return null;
  const told = exits.map(({ line, condition }) =>
    say(asking, `\`${quoted(condition)}\`（第 ${line} 行）`, `\`${quoted(condition)}\` (line ${line})`),
  );
  return answer(
    asking,
    say(
      asking,
      `不会自己停，一直循环${at}；只有这些条件成立时 main 才会返回：${told.join('、')}，跑的这一遍里都没有成立。`,
      `Not by itself: it goes on for ever${at}. main only returns where one of these holds, and none did in the run: ${told.join(', ')}.`,
    ),
    [...exits.map(({ line }) => line), ...lines],
  );
}

const WHEN_IT_ENDS =
  /(?:什么|哪些?|啥)(?:情况|条件|时候)\S{0,8}(?:退出|返回|结束|终止)|(?:when|why) (?:does|would|will|might|can) (?:it|this|main|the (?:program|code|loop)) (?:ever )?(?:return|exit|quit|end|terminate|give up)|\bunder wh\w+ (?:conditions?|circumstances) .{0,30}(?:return|exit|quit|end|terminate)/i;

/** "什么情况下程序会自己退出", "when does main return?" */
export function aboutExits(asking: Asking): Answer | null {
  const { question, facts } = asking;
  return WHEN_IT_ENDS.test(question) && pinsIn(question, facts).length === 0 ? leavesEarly(asking) : null;
}
