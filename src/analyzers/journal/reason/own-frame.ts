import type { Entry } from '../read/entry.ts';
import type { Finding } from './finding.ts';

/** A frame of Node, Go, PHP or Ruby with file and line; of Python; of Java. */
const FRAMES = [
  /\bat (?:[^()\n]{1,200} \()?(?:file:\/\/)?(?<file>\/[^\s():]{1,200}):(?<line>\d{1,6})(?::\d+)?\)?/,
  /File "(?<file>[^"]{1,200})", line (?<line>\d{1,6}), in /,
  /\bat (?<frame>[a-z]\w*(?:\.[\w$]+){2,12})\((?<file>\w+\.(?:java|kt|scala|groovy)):(?<line>\d{1,6})\)/,
  /^\s*(?<file>\/[^\s:]{1,200}\.(?:go|rs)):(?<line>\d{1,6})(?: \+0x|$)/,
  /^\s*(?:from )?(?<file>\/[^\s:]{1,200}\.rb):(?<line>\d{1,6}):in /,
  /\bat (?:[^()\n]{1,200}) in (?<file>\/[^\s:]{1,200}\.(?:cs|fs|vb)):line (?<line>\d{1,6})/,
  /\bin (?<file>\/[^\s:()]{1,200}\.php)(?::| on line |\()(?<line>\d{1,6})/,
];

/** Files of a runtime, a framework or a package: nobody mends these. */
const OF_OTHERS =
  /\/node_modules\/|^node:|\/(?:site|dist)-packages\/|\/usr\/(?:local\/)?lib\/|\/lib\/python\d|\/usr\/local\/go\/src\/|\/go\/pkg\/mod\/|\/gems\/|\/vendor\/|\/rustc\/|\/\.cargo\/|<frozen /;
const JAVA_OF_OTHERS =
  /^(?:java|javax|jakarta|jdk|sun|kotlin|scala|org\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|elasticsearch)|com\.(?:sun|zaxxer|mysql|fasterxml)|io\.(?:netty|undertow|vertx)|reactor|ch\.qos|oracle)\./;

/** So far from the message its frames stand. */
const NEAR = 60;

/**
 * The place nearest to an exception in the code of whoever wrote the program: `/srv/bot/index.js:12`.
 * @returns null where the trace shows none, or only frames of a runtime and of packages.
 */
export function ownFrame({ entry }: Finding, findings: readonly Finding[]): string | null {
  const python = /^[^\n]{0,400}\b(?:Traceback|File ")/.test(entry.raw);
  const above = framesAbove(entry, findings);
  const own = python || above.length > 0 ? above.toReversed() : linesBelow(entry, findings);
  for (const line of [...own, entry.raw.slice(0, 2_000)]) {
    const place = placeOf(line);
    if (place) return place;
  }
  return null;
}

/** Python puts the frames above the message, the nearest last. */
function framesAbove(entry: Entry, findings: readonly Finding[]): string[] {
  const before = findings.slice(Math.max(0, entry.at - 1 - NEAR), entry.at - 1);
  const from = before.findLastIndex(({ entry: other, frame }) => !frame || other.program !== entry.program);
  return before.slice(from + 1).flatMap(({ entry: other }) => (/\bFile "/.test(other.message) ? [other.message] : []));
}

function linesBelow(entry: Entry, findings: readonly Finding[]): string[] {
  const below = findings
    .slice(entry.at, entry.at + NEAR)
    .filter(({ entry: other, frame }) => frame && other.program === entry.program)
    .map(({ entry: other }) => other.message);
  return [...entry.raw.split('\n', NEAR).slice(1), ...below];
}

function placeOf(line: string): string | null {
  const text = line.slice(0, 600);
  for (const pattern of FRAMES) {
    const { file, line: number, frame } = pattern.exec(text)?.groups ?? {};
    if (!file || !number) continue;
    if (OF_OTHERS.test(file) || (frame && JAVA_OF_OTHERS.test(frame))) return null;
    return `${file}:${number}`;
  }
  return null;
}
