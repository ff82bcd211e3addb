import { readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { scheduleInWords } from './cron.ts';
import type { Setting } from './facts.ts';
import type { Told } from './outcomes.ts';
import { settingAt } from './workload.ts';

const NAMES: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};
const WORDS: Record<string, number> = {
  sun: 0,
  mon: 1,
  tue: 2,
  wed: 3,
  thu: 4,
  fri: 5,
  sat: 6,
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};

/** The minutes of a day and the days on which a schedule runs. */
interface Runs {
  minutes: number[];
  weekdays: Set<number>;
  /** Days of a month are limited too. */
  monthly: boolean;
  months: number;
  daysOfMonth: number[];
}

/** One field of a cron expression as the values it stands for; null where it is none. */
function valuesOf(field: string, from: number, to: number): number[] | null {
  const values = new Set<number>();
  for (const part of field.toLowerCase().split(',')) {
    const match = /^(\*|[\da-z]+)(?:-([\da-z]+))?(?:\/(\d+))?$/.exec(part);
    if (!match) return null;
    const number = (text: string): number => WORDS[text] ?? Number(text);
    const step = Number(match[3] ?? 1);
    const first = match[1] === '*' ? from : number(match[1]!);
    const last = match[1] === '*' ? to : match[2] ? number(match[2]) : match[3] ? to : first;
    if (!Number.isInteger(first) || !Number.isInteger(last) || step < 1 || first < from || last > to) return null;
    for (let value = first; value <= last; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

/** When a cron expression of five fields runs. */
export function readCron(schedule: string): Runs | null {
  const fields = (NAMES[schedule.trim()] ?? schedule).trim().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const minutes = valuesOf(minute, 0, 59);
  const hours = valuesOf(hour, 0, 23);
  const days = valuesOf(day, 1, 31);
  const months = valuesOf(month, 1, 12);
  const weekdays = valuesOf(weekday, 0, 7);
  if (!minutes || !hours || !days || !months || !weekdays) return null;
  return {
    minutes: hours.flatMap((one) => minutes.map((each) => one * 60 + each)),
    weekdays: new Set(weekdays.map((one) => one % 7)),
    monthly: days.length < 31,
    months: months.length,
    daysOfMonth: days,
  };
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const DAYS: [asked: RegExp, days: number[]][] = [
  [/周末|双休|\bweekends?\b/i, [6, 0]],
  [/工作日|\bweekdays?\b|\bworking days?\b/i, [1, 2, 3, 4, 5]],
  [/(?:周|星期|礼拜)[日天]|\bsundays?\b/i, [0]],
  [/(?:周|星期|礼拜)一|\bmondays?\b/i, [1]],
  [/(?:周|星期|礼拜)二|\btuesdays?\b/i, [2]],
  [/(?:周|星期|礼拜)三|\bwednesdays?\b/i, [3]],
  [/(?:周|星期|礼拜)四|\bthursdays?\b/i, [4]],
  [/(?:周|星期|礼拜)五|\bfridays?\b/i, [5]],
  [/(?:周|星期|礼拜)六|\bsaturdays?\b/i, [6]],
];
const COUNTS =
  /[几多]少?次|几回|\bhow (?:many|often)\b.{0,24}\b(?:runs?|times|jobs?|executions?|often)\b|\bnumber of (?:runs|times)\b|\bhow often\b/i;
const A_WEEK = /[每一]?个?(?:周|星期|礼拜)(?![一二三四五六日天末])|\bweek(?:ly)?\b/i;
const AN_HOUR = /[每一]个?小时|\bhour(?:ly)?\b/i;
const A_MONTH = /[每一]?个月|\bmonth(?:ly)?\b/i;
const A_DAY = /[每一](?:天|日)|\bday\b|\bdaily\b/i;
const FIRST = /最早|第一次|首次|\bearliest\b|\bfirst\b/i;
const LAST = /最晚|最后一?次|末次|\blatest\b|\blast\b/i;
const BETWEEN = /间隔|隔(?:了)?(?:多久|多长|几)|两次之间|\bapart\b|\bbetween (?:two |the )?runs\b|\binterval\b/i;
const RUNS = /跑|运行|执行|触发|\bruns?\b|\bexecut\w*|\bfires?\b|\btrigger\w*|\bstarts?\b/i;
const CLOCK =
  /(?<![\d:])(\d{1,2}):(\d\d)(?![\d:])|(?<![\d:])(\d{1,2}) ?点(半)?|\b(\d{1,2}) ?(am|pm)\b|\bnoon\b|\bmidnight\b|中午|半夜|凌晨零点/i;

/** A time zone as people name it. */
const ZONE =
  /\b(?:utc|gmt|local|beijing|shanghai|china|berlin|london|tokyo|new york|eastern|pacific|central european|european|us|uk|german|japan\w*|singapore|india\w*|our)\b(?= time\b)|\b(?:UTC|GMT|CET|CEST|EST|PST|JST)\b|北京时间|本地时间|当地时间|美国时间|东京时间|国内时间|中国时间|柏林时间/i;
const CHINA = /beijing|shanghai|china|北京|国内|中国/i;

/** True where the zone that is written is the one that people name so. */
const namesZone = (place: string, zone: string): boolean =>
  zone !== '' &&
  ((CHINA.test(place) && /Asia\/(?:Shanghai|Chongqing|Harbin)|PRC/.test(zone)) ||
    zone.toLowerCase().replace('_', ' ').includes(place.toLowerCase().replace(/时间$/, '')));

/** The minute of the day a question names. */
function minuteNamed(question: string): number | null {
  const match = CLOCK.exec(question);
  if (!match) return null;
  if (/noon|中午/i.test(match[0])) return 720;
  if (/midnight|半夜|零点/i.test(match[0])) return 0;
  if (match[1]) return Number(match[1]) * 60 + Number(match[2]);
  if (match[3]) {
    const afternoon = /下午|晚上|傍晚/.test(question) && Number(match[3]) < 12 ? 12 : 0;
    return (Number(match[3]) + afternoon) * 60 + (match[4] ? 30 : 0);
  }
  return ((Number(match[5]) % 12) + (/pm/i.test(match[6]!) ? 12 : 0)) * 60;
}

/** What follows from the cron expression of a CronJob: how often it runs, when first and last, on which days. */
export function aboutSchedule(question: string, settings: readonly Setting[]): Told | null {
  const schedule = settingAt(settings, 'schedule');
  const runs = schedule ? readCron(schedule.value) : null;
  if (!schedule || !runs || runs.minutes.length === 0) return null;
  const zone = settingAt(settings, 'timeZone');
  const lines = [schedule.line, ...(zone ? [zone.line] : [])];
  const code = `\`${schedule.value.replaceAll('`', "'")}\``;
  const { minutes, weekdays, monthly } = runs;
  const asked = readAsked(question);
  const whole = weekdays.size === 7 && !monthly;
  const zhDays = whole ? '每天' : `有运行的日子`;
  const told = (zh: string, en: string): Told => ({ zh: `${zh}（${code}）。`, en: `${en} (${code}).`, lines });
  const zhOn = whole ? '' : `，只在${inWords(runs, 'zh')}`;
  const enOn = whole ? '' : `, only on ${inWords(runs, 'en')}`;
  if (COUNTS.test(question)) {
    const aDay = minutes.length;
    if (AN_HOUR.test(question)) {
      const hours = new Set(minutes.map((minute) => Math.floor(minute / 60)));
      return told(
        `${aDay / hours.size} 次（在 ${hours.size} 个小时里跑）`,
        `${aDay / hours.size} times in each of ${hours.size} hours a day`,
      );
    }
    if (A_WEEK.test(question) && !monthly)
      return told(
        `一周 ${aDay * weekdays.size} 次：一天 ${aDay} 次 × ${weekdays.size} 天`,
        `${aDay * weekdays.size} times a week: ${aDay} a day × ${weekdays.size} days`,
      );
    if (A_MONTH.test(question) && monthly && weekdays.size === 7)
      return told(`一个月 ${aDay * runs.daysOfMonth.length} 次`, `${aDay * runs.daysOfMonth.length} times a month`);
    if (A_DAY.test(question))
      return told(`${zhDays} ${aDay} 次${zhOn}`, `${aDay} ${aDay === 1 ? 'time' : 'times'} a day${enOn}`);
    return null;
  }
  const days = DAYS.find(([words]) => words.test(question))?.[1];
  const minute = minuteNamed(question);
  const place = ZONE.exec(question)?.[0];
  // An hour holds in one time zone; which that is, nobody knows where none is written.
  if (asked.yesNo && place !== undefined && minute !== null && !namesZone(place, zone?.value ?? ''))
    return {
      zh: zone
        ? `${code} 按 \`timeZone: ${zone.value}\` 算，${minutes.includes(minute) ? `那个时区的 ${clock(minute)} 跑` : `那个时区的 ${clock(minute)} 也不跑`}；别的时区要换算。`
        : `不一定：没写 \`timeZone\`，${code} 按 kube-controller-manager 所在的时区算（多半是 UTC），容器里的 TZ 变量不影响它。要固定时区就写 \`timeZone\`。`,
      en: zone
        ? `${code} is counted in \`timeZone: ${zone.value}\`, where it ${minutes.includes(minute) ? 'runs' : 'does not run'} at ${clock(minute)}; another zone has to be converted.`
        : `Not for sure: there is no \`timeZone\`, so ${code} is counted in the zone of the kube-controller-manager (mostly UTC), and a TZ variable of the container has no say in it. Set \`timeZone\` to fix it.`,
      lines,
    };
  if (asked.yesNo && RUNS.test(question) && !monthly && (days || minute !== null)) {
    const onDay = days ? days.filter((day) => weekdays.has(day)) : null;
    const atTime = minute === null ? true : minutes.includes(minute);
    const dayOk = onDay === null || onDay.length > 0;
    const all = onDay === null || onDay.length === days!.length;
    const next = minute === null || atTime ? undefined : (minutes.find((one) => one > minute) ?? minutes[0]!);
    if (dayOk && atTime)
      return told(
        all ? `会跑：${minute === null ? `一天 ${minutes.length} 次` : clock(minute)}${zhOn}` : `只有一部分会跑${zhOn}`,
        all
          ? `Yes, it runs${minute === null ? ` ${minutes.length} times that day` : ` at ${clock(minute)}`}${enOn}`
          : `Only in part${enOn}`,
      );
    return told(
      dayOk ? `${clock(minute!)} 不跑，下一次是 ${clock(next!)}${zhOn}` : `不跑${zhOn}`,
      dayOk
        ? `No, not at ${clock(minute!)}; the next run is at ${clock(next!)}${enOn}`
        : `No, it does not run then${enOn}`,
    );
  }
  if (BETWEEN.test(question) && minutes.length > 1) {
    const gaps = minutes.map((one, index) => (minutes[index + 1] ?? minutes[0]! + 1440) - one);
    const inDay = gaps.slice(0, whole ? undefined : -1);
    const [least, most] = [Math.min(...inDay), Math.max(...inDay)];
    if (least === most) return told(`${least} 分钟`, `${least} minutes`);
    return told(`最短 ${least} 分钟，最长 ${most} 分钟`, `${least} minutes at the shortest, ${most} at the longest`);
  }
  const first = FIRST.test(question);
  const last = LAST.test(question);
  if ((first || last) && (asked.when || asked.which || asked.count)) {
    const [from, to] = [clock(minutes[0]!), clock(minutes.at(-1)!)];
    if (first && last) return told(`最早 ${from}，最晚 ${to}${zhOn}`, `from ${from} to ${to}${enOn}`);
    return told(`${first ? from : to}${zhOn}`, `${first ? from : to}${enOn}`);
  }
  const after = /之后|以后|过了|\bafter\b|\bnext\b|下(?:一)?次/i.test(question) && minute !== null;
  if (after) {
    const next = minutes.find((one) => one > minute!);
    return told(
      next === undefined ? `当天没有了，第二次运行日的 ${clock(minutes[0]!)}` : clock(next),
      next === undefined ? `not that day any more; at ${clock(minutes[0]!)} on the next day it runs` : clock(next),
    );
  }
  if (
    (asked.when || /多久.{0,4}(?:一次|跑)|时间表|\bhow often\b|\bschedule\b/i.test(question)) &&
    !scheduleInWords(schedule.value, 'en') &&
    RUNS.test(question)
  ) {
    const gaps = new Set(minutes.slice(1).map((one, index) => one - minutes[index]!));
    const every = gaps.size === 1 ? [...gaps][0]! : null;
    const [from, to] = [clock(minutes[0]!), clock(minutes.at(-1)!)];
    return told(
      `${every ? `每 ${every} 分钟一次，` : ''}一天 ${minutes.length} 次，${from} 到 ${to}${zhOn}${zone ? `，时区 ${zone.value}` : ''}`,
      `${every ? `every ${every} minutes, ` : ''}${minutes.length} times a day from ${from} to ${to}${enOn}${zone ? `, time zone ${zone.value}` : ''}`,
    );
  }
  return null;
}

const SHORT = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

function inWords({ weekdays, monthly, daysOfMonth }: Runs, language: Language): string {
  if (monthly)
    return language === 'zh'
      ? `每月 ${daysOfMonth.slice(0, 8).join('、')} 号`
      : `day ${daysOfMonth.slice(0, 8).join(', ')} of the month`;
  const days = [1, 2, 3, 4, 5, 6, 0].filter((day) => weekdays.has(day));
  if (days.join() === '1,2,3,4,5') return language === 'zh' ? '周一到周五' : 'Monday to Friday';
  return days.map((day) => SHORT[language][day]!).join(language === 'zh' ? '、' : ', ');
}
