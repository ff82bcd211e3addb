import type { Language } from '../src/language/language.ts';

export interface Mutation {
  name: string;
  language: Language;
  mutate(text: string): string;
  /** What is missing afterwards may have held the cause: saying so is right. */
  cut: boolean;
}

const whole = (name: string, mutate: (text: string) => string, language: Language = 'en'): Mutation => ({
  name,
  language,
  mutate,
  cut: false,
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Lines of other programs that mean nothing, as any journal has them between those that matter. */
function withNoise(log: string): string {
  const lines = log.split('\n');
  const time = /^(\w{3} [ \d]\d \d\d:\d\d:\d\d) (\S+) /.exec(lines[0] ?? '');
  if (!time) return log;
  const noise = [
    `${time[1]} ${time[2]} CRON[4711]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)`,
    `${time[1]} ${time[2]} systemd[1]: Started Session 42 of user deploy.`,
  ];
  return lines
    .flatMap((line, i) => (i > 0 && i % 4 === 0 && /^\w{3} [ \d]\d /.test(line) ? [noise[(i / 4) % 2]!, line] : [line]))
    .join('\n');
}

export const LOG_MUTATIONS: Mutation[] = [
  whole('one line', (log) => log.replaceAll('\n', ' ')),
  { name: 'cut at 80 columns', language: 'en', cut: true, mutate: (log) => log.replace(/^(.{80}).+$/gm, '$1') },
  whole('fenced', (log) => `\`\`\`\n${log}\n\`\`\``),
  whole('in Chinese chat', (log) => `大佬们帮忙看看，服务起不来了：\n${log}\n急，在线等`, 'zh'),
  whole(
    'in English chat',
    (log) => `hey, this stopped working since the update, any idea why?\n\n${log}\n\nthanks in advance`,
  ),
  whole('HTML entities', escaped),
  whole('with noise between', withNoise),
];
