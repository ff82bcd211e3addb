/** Longest stretch of a log line that an answer repeats. */
const LONGEST = 420;

/** A log line made safe to show: no control characters, no pings, cut where it is too long. */
export function harmless(raw: string, longest = LONGEST): string {
  const text = raw
    .replace(/\x1b\[[\d;?]*[ -/]*[@-~]/g, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/@(everyone|here)/g, '@\u200b$1')
    .trim();
  if (text.length <= longest) return text;
  const head = Math.floor(longest * 0.6);
  return `${text.slice(0, head)} … ${text.slice(-(longest - head))}`;
}

/** A log line as a code block that its own backticks cannot end. */
export function block(lines: string[]): string {
  const body = lines.map((line) => harmless(line)).join('\n');
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}\n${body}\n${fence}`;
}

/** Words of a log inside a sentence. */
export function inline(text: string, longest = 120): string {
  const body = harmless(text, longest);
  if (!body.includes('`')) return `\`${body}\``;
  return `\`\` ${body.replaceAll('``', '` `')} \`\``;
}

/** Commands to copy. */
export function commands(list: string[]): string {
  return `\`\`\`bash\n${list.map((command) => harmless(command, 300).replaceAll('```', "'''")).join('\n')}\n\`\`\``;
}
