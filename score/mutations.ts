import type { Language } from '../src/language/language.ts';
import { typographic, wordWrapped } from '../test/support/mangle.ts';

export interface Mutation {
  name: string;
  language: Language;
  mutate(text: string): string;
  /** What is missing afterwards may have held the cause: saying so is right. */
  cut: boolean;
  /** The language somebody speaks around it: an answer in that is as right. */
  words?: Language;
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

/** What an input method makes of marks when text passes through it: wide, the blank behind them gone; those inside of times and paths stay. */
const FULL_WIDTH: Record<string, string> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '(': '（',
  ')': '）',
  '!': '！',
  '?': '？',
};
const fullWidth = (log: string): string => log.replace(/[,;:!] (?=\S)|[()]/g, (mark) => FULL_WIDTH[mark[0]!]!);

/** As a terminal of this width breaks lines, and as they are copied from it. */
const wrapped = (columns: number) => {
  const full = new RegExp(`(.{${columns}})(?=.)`, 'gu');
  return (log: string): string => log.replace(full, '$1\n');
};

/** As a mail program breaks long lines between words. */
const mailed = (text: string): string => text.split('\n').flatMap(wordWrapped(72)).join('\n');
/** As a reply quotes what it answers. */
const quoted = (text: string): string => text.replace(/^/gm, '> ');

/** As `cat -n`, a log viewer or an editor's margin puts a number before each line. */
const numbered = (log: string): string =>
  log
    .split('\n')
    .map((line, i) => `${String(i + 1).padStart(6)}  ${line}`)
    .join('\n');

/** As a log service exports what was searched for. */
const rows = (log: string): string =>
  ['"timestamp","message"']
    .concat(
      log
        .split('\n')
        .map((line, i) => `"2025-05-06T10:14:${String(i % 60).padStart(2, '0')}.123Z","${line.replaceAll('"', '""')}"`),
    )
    .join('\n');

/** A program that may stand beside any log. */
export const PROGRAM = `#include "stm32f10x.h"
int main(void)
{
    RCC->APB2ENR |= RCC_APB2ENR_IOPCEN;
    GPIOC->CRH = 0x44344444;
    while (1) {
        GPIOC->ODR ^= 1 << 13;
        for (volatile int i = 0; i < 50000; i++);
    }
}`;

/** A log that may stand beside any program. */
export const LOG = `May 06 10:14:01 web-3 systemd[1]: Starting nginx.service - A high performance web server and a reverse proxy server...
May 06 10:14:01 web-3 nginx[811]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)
May 06 10:14:01 web-3 systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE
May 06 10:14:01 web-3 systemd[1]: nginx.service: Failed with result 'exit-code'.
May 06 10:14:01 web-3 systemd[1]: Failed to start nginx.service - A high performance web server and a reverse proxy server.`;

export const LOG_MUTATIONS: Mutation[] = [
  whole('one line', (log) => log.replaceAll('\n', ' ')),
  { name: 'cut at 80 columns', language: 'en', cut: true, mutate: (log) => log.replace(/^(.{80}).+$/gm, '$1') },
  {
    name: 'cut at 100 columns by a pager',
    language: 'en',
    cut: true,
    mutate: (log) => log.replace(/^(.{99}).{2,}$/gm, '$1>'),
  },
  whole('wrapped at 80 columns', wrapped(80)),
  whole('wrapped at 60 columns', wrapped(60)),
  whole('line numbers', numbered),
  whole('fenced', (log) => `\`\`\`\n${log}\n\`\`\``),
  whole('in Chinese chat', (log) => `大佬们帮忙看看，服务起不来了：\n${log}\n急，在线等`, 'zh'),
  whole(
    'in English chat',
    (log) => `hey, this stopped working since the update, any idea why?\n\n${log}\n\nthanks in advance`,
  ),
  whole('HTML entities', escaped),
  whole('full-width', fullWidth),
  whole('with noise between', withNoise),
  whole('curly quotes and dashes', typographic),
  whole('wrapped by a mail program', mailed),
  whole('quoted with >', quoted),
  whole('found by grep', (log) => log.replace(/^(?=.)/gm, '/var/log/syslog:')),
  whole('backticks around each line', (log) => log.replace(/^(.*\S.*)$/gm, '`$1`')),
  whole('in a string', (log) => JSON.stringify(log)),
  whole('rows of CSV', rows),
];

/** An article between a browser, a mail and a chat. */
export const ARTICLE_MUTATIONS: Mutation[] = [
  whole('one line', (text) => text.replaceAll('\n', ' ')),
  whole('wrapped at 80 columns', wrapped(80)),
  whole('fenced', (text) => `\`\`\`\n${text}\n\`\`\``),
  whole('in Chinese chat', (text) => `大佬们帮忙看看这篇文章讲得对不对：\n\n${text}\n\n先谢谢了`, 'zh'),
  whole('in English chat', (text) => `hey, found this in our wiki, is it correct?\n\n${text}\n\nthanks in advance`),
  whole('HTML entities', escaped),
  whole('full-width', fullWidth),
  whole('curly quotes and dashes', typographic),
  whole('wrapped by a mail program', mailed),
  whole('quoted with >', quoted),
  whole('beside a log', (text) => `${text}\n\n${LOG}`),
  whole('beside a program', (text) => `${text}\n\n\`\`\`c\n${PROGRAM}\n\`\`\``),
];

/** A question as people wrap it; it stays the same question. */
export const QUESTION_MUTATIONS: Mutation[] = [
  whole('fenced', (text) => `\`\`\`\n${text}\n\`\`\``),
  whole('in Chinese chat', (text) => `大佬们请教一下，${text} 先谢谢了`, 'zh'),
  whole('in English chat', (text) => `hey everyone, quick question: ${text} thanks in advance!`),
  whole('HTML entities', escaped),
  whole('full-width', (text) => fullWidth(text).replace(/\?$/, '？')),
  whole('curly quotes and dashes', typographic),
  whole('wrapped by a mail program', (text) => text.split('\n').flatMap(wordWrapped(40)).join('\n')),
  whole('quoted with >', quoted),
];

/** A message of several parts on its way; what stands in it and whom it is for stay. */
export const MESSAGE_MUTATIONS: Mutation[] = [
  { ...whole('in Chinese chat', (text) => `${text}\n\n先谢谢了`), words: 'zh' },
  { ...whole('in English chat', (text) => `hi all,\n\n${text}\n\nthanks in advance`), words: 'en' },
  whole('HTML entities', escaped),
  whole('full-width', fullWidth),
  whole('curly quotes and dashes', typographic),
  whole('wrapped by a mail program', mailed),
  whole('quoted with >', quoted),
  whole('Windows line ends', (text) => text.replaceAll('\n', '\r\n')),
];
