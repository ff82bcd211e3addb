import type { Language } from '../../../language/language.ts';
import type { FunctionDeed, GpioFacts } from '../facts.ts';

/** What is done to the pins of one kind, in one clause. */
function clauses({ makes, sets, reads }: FunctionDeed, zh: boolean): string[] {
  const names = (pins: string[]): string => pins.join(zh ? '、' : ', ');
  const said: string[] = [];
  if (makes.length > 0) said.push(zh ? `把 ${names(makes)} 设成输出` : `makes ${names(makes)} an output`);
  for (const level of [1, 0] as const) {
    const pins = sets.filter((each) => each.level === level && each.times === 1 && !each.toggles).map(({ pin }) => pin);
    if (pins.length > 0)
      said.push(
        zh ? `${names(pins)} 变为${level ? '高' : '低'}电平` : `drives ${names(pins)} ${level ? 'high' : 'low'}`,
      );
  }
  const toggled = sets.filter(({ toggles }) => toggles).map(({ pin }) => pin);
  if (toggled.length > 0)
    said.push(
      zh
        ? `每调用一次就翻转 ${names(toggled)}（之后是高是低，看之前是什么）`
        : `toggles ${names(toggled)} (high or low afterwards depends on what it was before)`,
    );
  for (const { pin, times } of sets.filter((each) => each.times > 1))
    said.push(zh ? `${pin} 变化 ${times} 次` : `changes ${pin} ${times} times`);
  if (reads.length > 0) said.push(zh ? `读 ${names(reads)}` : `reads ${names(reads)}`);
  return said;
}

/** A file without a main, function by function. */
export function byFunction({ deeds }: GpioFacts, language: Language): string | null {
  if (deeds.length === 0) return null;
  const zh = language === 'zh';
  const lines = deeds.map((deed) => {
    const call = `\`${deed.name}(${deed.arg ?? ''})\``;
    const place = zh ? `（第 ${deed.line} 行）：` : ` (line ${deed.line}): `;
    return `- ${call}${place}${clauses(deed, zh).join(zh ? '，' : ', ')}`;
  });
  return `**${zh ? '逐个函数（单独跑出来的）' : 'Function by function, each run alone'}**\n${lines.join('\n')}`;
}
