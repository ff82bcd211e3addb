/** Thread, logger and process id that Java, .NET and others write between the level and the message. */
const ORIGIN =
  /^(?:\d{1,8} )?(?:--- )?(?:(?:\[[^\][\n"'][^\][\n]{0,119}\]|\((?![^)]*: )[\w.$@:#, /-]{1,80}\)|\{[\w.$@:#, =/-]{0,80}\}) {0,3}){0,4}(?:[A-Za-z][\w$]{0,40}(?:\.[\w$[\]]{1,60}){1,12}(?: \[[^\]\n]{1,80}\])? {0,40}(?::| -) ?|- )?/;

const EXCEPTION = /(?:Error|Exception|Exit|Interrupt|Warning|Failure|Fault)\b[^.]*$/;

/** A message without the names of its logger and thread; the message itself where it has none. */
export function bareOf(core: string): string {
  const origin = ORIGIN.exec(core)?.[0] ?? '';
  // "app.errors.QueueError: ..." is no logger.
  return origin === '' || EXCEPTION.test(origin) ? core : core.slice(origin.length);
}
