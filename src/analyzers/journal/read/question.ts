/** What systemd says about a unit: nobody else writes so, and people repeat it without quotes. */
const REPEATED =
  /[\w@.\\:-]{1,120}\.(?:service|socket|mount|timer|scope): (?:Failed with result '[\w-]+'|(?:Main|Control) process exited, code=\w+, status=\w+(?:\/\w+)?|Start request repeated too quickly|Scheduled restart job, restart counter is at \d+|(?:start|stop) operation timed out|Watchdog timeout \(limit \w+\))\.?/;
/** A quoted message inside a question about a log. */
const QUOTED = /["'`\u201c\u300c](?<message>[^"'`\u201d\u300d\n]{8,300})["'`\u201d\u300d]/g;
const LOG_WORDS =
  /\b(?:docker|compose|podman|kubectl|k3s|helm|apache2?|httpd|haproxy|mariadb|mongod?|logs?|journal(?:ctl)?|dmesg|syslog|dockerd|containerd|kubelet|systemd|systemctl|daemon|kernel|error|message|nginx|redis|postgres|mysql|sshd|etcd|coredns)\b|日志|报错|错误/i;
const FAILURE_IN_QUOTE =
  /\b(?:failed|failure|error|denied|refused|cannot|can't|could not|unable|not found|no such|invalid|timed out|timeout|not permitted|killed|panic|fatal|expired|exceeded|too many|in use|unreachable|repeated too)\b/i;

/** A quote that carries the name of the program which wrote it needs no "in the log" beside it. */
const NAMED = /^[\w./@-]{2,40}(?:\[\d+\])?: \S/;

/** The log message a question quotes, or null. */
export function quotedMessage(text: string): string | null {
  // Data is no question, whatever stands in its strings.
  if (text.length > 1_500 || /^\s*[{[]/.test(text)) return null;
  const repeated = REPEATED.exec(text)?.[0];
  if (repeated) return repeated;
  for (const found of text.matchAll(QUOTED)) {
    const { message } = found.groups!;
    const around = text.replace(found[0], ' ');
    const named = NAMED.test(message!) && /\w/.test(around);
    if (FAILURE_IN_QUOTE.test(message!) && (named || LOG_WORDS.test(around)) && message!.includes(' ')) return message!;
  }
  return null;
}
