import type { Language } from '../../language/language.ts';
import { pick } from '../../language/pick.ts';

/** Seconds in the units that people say: `5400` as one hour and thirty minutes; empty below a minute. */
export function inLargerUnits(seconds: number, language: Language): string {
  if (!Number.isInteger(seconds) || seconds < 60) return '';
  const units: [number, string, string][] = [
    [86_400, ' 天', 'day'],
    [3_600, ' 小时', 'hour'],
    [60, ' 分钟', 'minute'],
    [1, ' 秒', 'second'],
  ];
  let left = seconds;
  const parts = units.flatMap(([size, zh, en]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [language === 'zh' ? `${count}${zh}` : `${count} ${en}${count > 1 ? 's' : ''}`];
  });
  return parts.join(' ');
}

/** A value with its unit where the key says that it is seconds, and a minute or more in larger units; empty for any other. */
export function unitsOf(key: string, value: string, language: Language): { unit: string; longer: string } {
  if (!/seconds(?:$|After)/i.test(key) || !/^\d+$/.test(value)) return { unit: '', longer: '' };
  return { unit: pick(language, ' 秒', ' s'), longer: inLargerUnits(Number(value), language) };
}
