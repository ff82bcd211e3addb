import type { Language } from '../../../language/language.ts';
import type { FunctionDeed, GpioFacts } from '../facts.ts';
import { ranges } from '../words.ts';

/** What is done to the pins of one kind, in one clause. */
function clauses({ makes, pulls, sets, reads, reading }: FunctionDeed, zh: boolean): string[] {
  const names = (pins: string[]): string => ranges(pins).join(zh ? '、' : ', ');
  const said: string[] = [];
  if (makes.length > 0) said.push(zh ? `把 ${names(makes)} 设成输出` : `makes ${names(makes)} an output`);
  for (const way of ['up', 'down'] as const) {
    const pins = pulls.filter(({ pull }) => pull === way).map(({ pin }) => pin);
    if (pins.length > 0)
      said.push(
        zh
          ? `把 ${names(pins)} 设成${way === 'up' ? '上拉' : '下拉'}输入`
          : `makes ${names(pins)} ${pins.length > 1 ? 'inputs' : 'an input'} with a pull-${way}`,
      );
  }
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
  if (reads.length > 0 && !reading) said.push(zh ? `读 ${names(reads)}` : `reads ${names(reads)}`);
  return said;
}

/** The call as one would write it, and what is so meanwhile. */
function callOf({ name, arg, given, reading }: FunctionDeed, zh: boolean): string {
  const member = given?.match(/^(\w+)->/)?.[1];
  const call = `\`${name}(${member ?? given ?? arg ?? ''})\``;
  const so: string[] = [];
  if (member) so.push(zh ? `\`${given}\` 时` : `with \`${given}\``);
  if (reading) {
    const pins = reading.pins.join(zh ? '、' : ', ');
    so.push(
      zh
        ? `${pins} 读到${reading.level ? '高' : '低'}电平时`
        : `where ${pins} read${reading.pins.length > 1 ? '' : 's'} ${reading.level ? 'high' : 'low'}`,
    );
  }
  return so.length === 0 ? call : zh ? `${call}，${so.join('、')}` : `${call} ${so.join(', ')}`;
}

/** A file without a main, function by function; of a program the functions that nothing in the paste runs. */
export function byFunction(facts: GpioFacts, language: Language): string | null {
  const deeds = [...facts.deeds, ...facts.leftOut];
  if (deeds.length === 0) return null;
  const zh = language === 'zh';
  const title =
    facts.leftOut.length > 0
      ? zh
        ? '没有贴出来的代码（多半是中断）才会调用的函数，单独跑出来的'
        : 'Functions that only code outside the paste calls (an interrupt, most likely), each run alone'
      : zh
        ? '逐个函数（单独跑出来的）'
        : 'Function by function, each run alone';
  const told = new Set<string>();
  const lines = deeds.map((deed) => {
    const place = zh ? `（第 ${deed.line} 行）：` : ` (line ${deed.line}): `;
    const what = clauses(deed, zh);
    const done = what.length > 0 ? what.join(zh ? '，' : ', ') : zh ? '引脚不变' : 'no pin changes';
    const who = deed.called && !told.has(deed.name) ? (zh ? `；${deed.called.zh}` : `; ${deed.called.en}`) : '';
    told.add(deed.name);
    return `- ${callOf(deed, zh)}${place}${done}${who}`;
  });
  return `**${title}**\n${lines.join('\n')}`;
}
