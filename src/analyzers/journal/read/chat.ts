const HAN = /\p{Script=Han}/gu;
const GREETING =
  /^(?:hi|hello|hey|please|pls|help|why|what|whats|what's|how|any(?:one|body)?|some(?:one|body)?|can|could|does|do|is|are|should|would|my|i|i'm|i've|we|it|it's|this|that|the|here|here's|got|getting|after|since|when|suddenly|service|server|so|and|but|also|thanks|thank|thx|tia|cheers|log|logs|output|see|seeing|have|has|not sure|just|today|tried|fresh|new|same|ok|below|error|trying|running|on|in|docker|nginx|k8s|kubernetes|pod|pods)\b/i;
const MACHINE =
  /[=\\{}|<>]|::|\w\(\)|0x[0-9a-f]|(?:^|\s)[\w.-]+\[\d+\]|\b(?:[EWIF]\d{4}|errno|exit(?:ed)? (?:code|status)|status=|code=)/;
const PROGRAM_PREFIX = /^(?:[\w./@-]+(?:\[\d+\])?: |[A-Z]+:|\[)/;
const FAILURE_WORDS =
  /\b(?:error|failed|failure|fatal|panic|exception|denied|refused|cannot|can't|could not|unable|not found|no such|invalid|unknown|timed out|timeout|killed|segmentation)\b/i;
const ASKING =
  /[?？]\s*$|[:：]\s*$|(?:吗|呢|啊|吧|急|谢谢|求助|求问|大佬|麻烦|帮忙|帮看|在线等|怎么|什么|为什么|如下|日志|报错|解释|分析)/;

/**
 * True where a line is a person's words and not a log line. Only asked of lines without any header: the words of a
 * person stand at the edges of a paste.
 * @param among true where other lines of the paste do have headers.
 */
export function isChat(text: string, among: boolean): boolean {
  const line = text.trim();
  if (line === '') return true;
  const han = line.match(HAN)?.length ?? 0;
  if (han > 0) {
    if (/^[\w./@-]+(?:\[\d+\])?: /.test(line) && han < line.length / 3) return false;
    if (line.length > 160 && han * 4 < line.length) return false;
    return ASKING.test(line) || han * 3 >= line.length;
  }
  if (line.length > 300 || MACHINE.test(line)) return false;
  // "Error response from daemon: ...", "docker: Error ...": a program, however much it sounds like a beginning.
  if (/^(?:\w+: )?(?:error|failed|fatal|warning)\b[^?]{0,80}: \S/i.test(line) && !/\?\s*$/.test(line)) return false;
  if (/^error execution phase\b/.test(line)) return false;
  // "Can't open the log file", "Could not bind": a program, not a person who asks.
  if (/^(?:can(?:'t|not| not)|could(?:n't| not)|does(?:n't| not)|is(?:n't| not))\b/i.test(line) && !/\?\s*$/.test(line))
    return false;
  const words = line.split(/\s+/);
  const asks = /[?]\s*$/.test(line) || (GREETING.test(line) && words.length >= 2);
  if (
    asks &&
    /^(?:why|what|how|help|pls|please|can|could|does|is|any|hi|hello|hey|thanks|thank|thx|tia|getting|here|my|i)\b/i.test(
      line,
    )
  )
    return true;
  if (PROGRAM_PREFIX.test(line)) return false;
  if (FAILURE_WORDS.test(line) && !among) return false;
  if (among)
    return (
      asks ||
      (/^[a-z]/i.test(line) && words.length <= 14 && !/\d{3}|\//.test(line) && /[a-z][.!:?]?$/i.test(line) && asks)
    );
  return asks && /^[A-Za-z' ,.!?:;-]+$/.test(line);
}
