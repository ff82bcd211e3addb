import type { Language } from '../../language/language.ts';

const DAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const NAMED: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
};

const clock = (hour: string, minute: string): string => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;

function onDays(days: string, language: Language): string | null {
  const zh = language === 'zh';
  if (days === '*') return zh ? '每天' : 'every day';
  if (days === '1-5') return zh ? '周一到周五' : 'Monday to Friday';
  if (!/^[0-7](?:,[0-7])*$/.test(days)) return null;
  const names = days.split(',').map((day) => DAYS[language][Number(day) % 7]!);
  return zh ? `每${names.join('、')}` : `every ${names.join(' and ')}`;
}

/** A cron schedule in words, in the forms people write most; null for any other. */
export function scheduleInWords(schedule: string, language: Language): string | null {
  const fields = (NAMED[schedule] ?? schedule).trim().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  if (month !== '*') return null;
  const zh = language === 'zh';
  const everyDay = day === '*' && weekday === '*';
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (everyDay && hour === '*' && (step || minute === '*'))
    return zh ? `每 ${step ?? 1} 分钟一次` : `every ${step && step !== '1' ? `${step} minutes` : 'minute'}`;
  if (!/^\d+$/.test(minute)) return null;
  const hours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (everyDay && (hour === '*' || hours)) {
    const often = zh ? `每 ${hours ?? 1} 小时一次` : `every ${hours && hours !== '1' ? `${hours} hours` : 'hour'}`;
    return zh ? `${often}，在第 ${minute} 分` : `${often}, at minute ${minute}`;
  }
  if (!/^\d+(?:,\d+)*$/.test(hour)) return null;
  const times = hour.split(',').map((one) => clock(one, minute));
  if (/^\d+$/.test(day) && weekday === '*')
    return zh ? `每月 ${day} 号 ${times.join('、')}` : `on day ${day} of every month at ${times.join(', ')}`;
  const days = day === '*' ? onDays(weekday, language) : null;
  if (!days) return null;
  return zh ? `${days} ${times.join('、')}` : `${days} at ${times.join(', ')}`;
}
