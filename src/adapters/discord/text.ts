/** Mentions are off for every message; this also keeps pasted ones from looking like one. */
export function harmless(text: string): string {
  return text.replace(/@(everyone|here)/g, '@\u200b$1').replace(/<(@[!&]?|#|\/[^:>\n]{1,40}:)(\d+)>/g, '<\u200b$1$2>');
}

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
