import type { Language } from '../../language/language.ts';

/** A span of time as people write it. */
export function duration(exactSeconds: number, language: Language): string {
  // 999.9996 ms is a second.
  const seconds = Number(exactSeconds.toPrecision(3));
  const number = (value: number): string => String(Number(value.toPrecision(3)));
  if (seconds >= 60) return language === 'zh' ? `${number(seconds / 60)} 分钟` : `${number(seconds / 60)} min`;
  if (seconds >= 1) return language === 'zh' ? `${number(seconds)} 秒` : `${number(seconds)} s`;
  if (seconds >= 0.001) return language === 'zh' ? `${number(seconds * 1000)} 毫秒` : `${number(seconds * 1000)} ms`;
  return language === 'zh' ? `${number(seconds * 1e6)} 微秒` : `${number(seconds * 1e6)} µs`;
}

/** "a, b and c". */
export function list(items: string[], language: Language): string {
  if (language === 'zh')
    return items.length > 1 ? `${items.slice(0, -1).join('、')} 和 ${items.at(-1)}` : (items[0] ?? '');
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${items.at(-1)}` : (items[0] ?? '');
}

/** Text of a paste inside an answer: no back-ticks that end our code, no mentions. */
export const quoted = (text: string): string => text.replaceAll('`', "'").replaceAll('@', '@\u200b');

/** Names of one port in a row told from the first to the last: P1.0 ～ P1.7. */
export function ranges(labels: string[]): string[] {
  const told: string[] = [];
  for (let i = 0; i < labels.length; ) {
    const [, stem, number] = /^(.*?)(\d+)$/.exec(labels[i]!) ?? [];
    let last = i;
    while (stem !== undefined && labels[last + 1] === `${stem}${Number(number) + last + 1 - i}`) last += 1;
    if (last - i >= 2) told.push(`${labels[i]}–${labels[last]}`);
    else told.push(...labels.slice(i, last + 1));
    i = last + 1;
  }
  return told;
}
