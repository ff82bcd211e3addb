import { headingOf } from './header.ts';

/** What systemd says about a unit: nobody else writes so, and people repeat it without quotes. */
const REPEATED =
  /[\w@.\\:-]{1,120}\.(?:service|socket|mount|timer|scope): (?:Failed with result '[\w-]+'|(?:Main|Control) process exited, code=\w+, status=\w+(?:\/\w+)?|Start request repeated too quickly|Scheduled restart job, restart counter is at \d+|(?:start|stop) operation timed out|Watchdog timeout \(limit \w+\))\.?/;
/** A quoted message inside a question about a log. */
const QUOTED =
  /"([^"\n]{8,300})"|`([^`\n]{8,300})`|\u201c([^\u201d\n]{8,300})\u201d|\u300c([^\u300d\n]{8,300})\u300d|(?<!\w)'([^'\n]{8,300})'(?!\w)/g;
const LOG_WORDS =
  /\b(?:docker|compose|podman|kubectl|k3s|helm|apache2?|httpd|haproxy|mariadb|mongod?|logs?|journal(?:ctl)?|dmesg|syslog|dockerd|containerd|kubelet|systemd|systemctl|daemon|kernel|error|message|nginx|redis|postgres|mysql|sshd|etcd|coredns)\b|日志|报错|错误/i;
const FAILURE_IN_QUOTE =
  /\b(?:failed|failure|error|denied|refused|cannot|can't|could not|unable|not found|no such|invalid|timed out|timeout|not permitted|killed|panic|fatal|expired|exceeded|too many|in use|unreachable|repeated too|full|dropping|blocked for more than|lockup|stuck|corrupt\w*|oom-killer|segfault|out of memory)\b/i;

/** Behind the name of a program, plainer words speak of a failure too. */
const FAILURE_BEHIND_NAME =
  /\bno (?:such|chain|space|route|device|medium|module|healthy|upstream|servers?)\b|\b(?:does ?n.t|does not|do not|don.t) exist\b|\b(?:couldn|wouldn|won|isn|wasn)'t\b|\b(?:is|went|going) down\b|\bwill reset\b|\b(?:abort(?:ed|ing)?|rejected|dropped|crash\w*|missing|bad|unknown|unexpected|mismatch|unhealthy|unstable|stalled|lost|not (?:ready|available|supported|responding|running)|giving up|gave up|disabled)\b/i;

/** A quote that carries the name of the program which wrote it needs no "in the log" beside it. */
const NAMED = /^[\w./@-]{2,40}(?: (?=\S{0,40}\d)[\w./:-]{2,40})?(?: \([\w.-]{2,20}\))?(?:\[\d+\])?: \S/;
const QUOTED_GROUPS = 6;
/** A program's words in the middle of Chinese ones need no quotes. */
const AMONG_HAN =
  /(?<=[\p{Script=Han}，。：、] ?)(?<![`"'\u201c\u300c])([a-z][\w./@-]{1,40}(?: [\w.()-]{2,20}){0,2}: [ -~]{8,300}?)(?=\s*(?:[，。？！；]|\p{Script=Han}|$))/gu;

/** Asked what a quote means; a person's words have a person in them. */
const ASKS_ITS_MEANING =
  /什么意思|啥意思|说什么|是说|什么错|\bmeans?\b|\bwhat(?:'s| is| does)\b|为什么|为啥|\bwhy\b|怎么(?:办|解决|修)|要紧|[吗么][?？]?\s*$|[?？]/im;
const OF_A_PERSON = /\b(?:I(?!\/)|I'm|you|he|she|we|they|my|your|his|her|our|please|sorry)\b/i;

/** How a line of data begins, also in a quotation. */
const DATA = /^[\s>]*[{[]/;

/** Begins as only logs do, with a time. */
function isHeaded(message: string): boolean {
  const heading = headingOf(message, true);
  return heading !== null && !heading.head.weak && !heading.head.mark && heading.groups['time'] !== undefined;
}

/**
 * The log message a question quotes, or null.
 * @param knows whether a message is one that programs write; asked where neither quotes nor strong words tell.
 */
export function quotedMessage(text: string, knows: (message: string) => boolean = () => true): string | null {
  if (text.length > 1_500 || /^\s*[{[]/.test(text)) return null;
  const repeated = REPEATED.exec(text)?.[0];
  // A line of its own was pasted, with what stands around it.
  const alone = text.split('\n').some((line) => line.trim() === repeated);
  if (repeated && !(alone && text.trim().split('\n').length > 3)) return repeated;
  for (const found of [...text.matchAll(QUOTED), ...text.matchAll(AMONG_HAN)]) {
    const message = found.slice(1).find((group) => group !== undefined);
    // An escaped quote stands inside a program's own message.
    if (message!.endsWith('\\') || text[found.index - 1] === '\\') continue;
    // The sign behind a name closes it: what follows stands between two names.
    if (/^["']/.test(found[0]) && /\w/.test(text[found.index - 1] ?? '')) continue;
    // A line of data is no question, whatever stands in its strings.
    if (DATA.test(text.slice(text.lastIndexOf('\n', found.index) + 1, found.index))) continue;
    // A whole line with its header is a log wherever it stands.
    if (isHeaded(message!)) return message!;
    const around = text.replace(found[0], ' ');
    const named = NAMED.test(message!) && /[\w\p{Script=Han}]/u.test(around);
    const asked = ASKS_ITS_MEANING.test(around) && !OF_A_PERSON.test(message!) && !/\p{Script=Han}/u.test(message!);
    const ours = named || asked || LOG_WORDS.test(around);
    if (!ours || !message!.includes(' ')) continue;
    const strong = FAILURE_IN_QUOTE.test(message!) && found.length === QUOTED_GROUPS;
    const weak = FAILURE_IN_QUOTE.test(message!) || (named && FAILURE_BEHIND_NAME.test(message!));
    if (strong || (weak && knows(message!))) return message!;
  }
  return null;
}
