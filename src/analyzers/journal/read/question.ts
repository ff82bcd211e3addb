/** A quoted message inside a question about a log. */
const QUOTED = /["'`\u201c\u300c](?<message>[^"'`\u201d\u300d\n]{8,300})["'`\u201d\u300d]/g;
const LOG_WORDS =
  /\b(?:logs?|journal(?:ctl)?|dmesg|syslog|dockerd|containerd|kubelet|systemd|systemctl|daemon|kernel|error|message|nginx|redis|postgres|mysql|sshd|etcd|coredns)\b|日志|报错|错误/i;
const FAILURE_IN_QUOTE =
  /\b(?:failed|failure|error|denied|refused|cannot|can't|could not|unable|not found|no such|invalid|timed out|timeout|not permitted|killed|panic|fatal|expired|exceeded|too many|in use|unreachable|repeated too)\b/i;

/** The log message a question quotes, or null. */
export function quotedMessage(text: string): string | null {
  if (text.length > 1_500) return null;
  for (const found of text.matchAll(QUOTED)) {
    const { message } = found.groups!;
    const around = text.replace(found[0], ' ');
    if (FAILURE_IN_QUOTE.test(message!) && LOG_WORDS.test(around) && message!.includes(' ')) return message!;
  }
  return null;
}
