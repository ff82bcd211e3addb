/** Characters that turn the reading direction of what follows: in code they show something else than what runs. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
const FENCE = /^\s*(`{3,})\s*([\w+#.-]*)\s*$/;
const ZERO_WIDTH = '\u200b';

/**
 * Text as Discord may show it: mentions are off for every message, this also keeps pasted ones from looking like one;
 * pasted links show where they lead; nothing ends the code block it is quoted in. Discord knows fences of exactly three
 * backticks, so longer ones become three and what stands in them is broken up.
 */
export function harmless(text: string): string {
  const lines: string[] = [];
  let open = '';
  for (const line of text.replace(DIRECTION, '\uFFFD').split('\n')) {
    const [, fence = '', language = ''] = FENCE.exec(line) ?? [];
    if (open === '' && fence !== '') {
      open = fence;
      lines.push(`\`\`\`${language}`);
    } else if (open !== '' && fence.length >= open.length && language === '') {
      open = '';
      lines.push('```');
    } else lines.push(open === '' ? outside(line) : inside(line));
  }
  if (open !== '') lines.push('```');
  return lines.join('\n');
}

const mute = (line: string): string =>
  line
    .replace(/@(?=everyone|here)/g, `@${ZERO_WIDTH}`)
    .replace(/<(?=(?:@[!&]?|#|\/[^:>\n]{1,40}:|a?:\w{2,32}:|id:|sound:)\w+)/g, `<${ZERO_WIDTH}`);

const inside = (line: string): string => mute(line).replace(/`{3,}/g, (run) => [...run].join(ZERO_WIDTH));

/** Outside of code blocks; three backticks within a line would open one. */
const outside = (line: string): string => inside(line).replace(/\](?=\()/g, `]${ZERO_WIDTH}`);

/** The longest beginning that ends at a paragraph, a line or a sentence, with an open code block closed. */
export function cutAtSentence(text: string, limit: number): string {
  // Room for the fence that may have to be closed.
  const room = limit - 12;
  const head = text.slice(0, room);
  const ends = [
    head.lastIndexOf('\n\n'),
    head.lastIndexOf('\n'),
    Math.max(head.lastIndexOf('。'), head.lastIndexOf('. ')) + 1,
  ];
  const end = ends.find((at) => at > room / 2) ?? room;
  // Never between the two halves of a character outside the basic plane.
  const whole = head.slice(0, end).replace(/[\uD800-\uDBFF]$/, '');
  const open = openFence(whole);
  return open ? `${whole}\n${open}` : whole;
}

/** The fence of a code block that is still open at the end, as long as it was opened; empty where none is. */
function openFence(text: string): string {
  let open = '';
  for (const [, fence] of text.matchAll(/^\s*(`{3,})/gm)) {
    if (open === '') open = fence!;
    else if (fence!.length >= open.length) open = '';
  }
  return open;
}
