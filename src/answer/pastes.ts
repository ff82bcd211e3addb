import { detect } from '../analyzers/journal/detect.ts';
import { headingOf } from '../analyzers/journal/read/header.ts';
import { type Structure, structureOf } from '../analyzers/journal/read/status.ts';
import { tableTitles } from '../analyzers/journal/read/table.ts';
import { parseTime } from '../analyzers/journal/read/time.ts';
import { withPlainMarks } from '../language/marks.ts';
import type { Block } from './split.ts';

// One message, several logs: where an empty line stands between two of them, what is above and below decides. Another
// machine, another day, or a table below a log are another paste; an empty line inside one program's output is nothing.

/** Minutes apart and two stretches of one machine's log are two stories; joinIncidents thinks the same. */
const NEAR_MS = 15 * 60_000;
/** Lines of one log are not always in order. */
const BACK_MS = 60_000;
/** A container's clock is UTC and its machine's is not: this far apart two logs without a zone may be one moment. */
const ZONES_MS = 14 * 3_600_000;
/** A larger block is a file, and nobody collected that by hand. */
const LIMIT_CHARACTERS = 200_000;
const LIMIT_PARAGRAPHS = 200;
/** An analyzer this sure of a piece gets it: what it would not take alone stays where it is. */
const CLAIM = 0.5;

/** How output begins that a tool prints in front of a person: never the middle of a system's log. */
const OPENING =
  /^(?:[\w ]{1,40}: )?(?:docker: |Error response from daemon: |(?:A dependency job|Job) for \S+ failed|\[preflight\] |nginx: \[\w+\]|Cannot connect to the Docker daemon|System has not been booted|Error from server|error execution phase |(?:Creating|Starting|Recreating) \S+ +\.\.\. (?:done|error)|ERROR: for \S|\[\+\] \w+ \d+\/\d+)/;
/** How the output of a command begins, from its very first line. */
const BEGINNING =
  /^(?:Step \d{1,3}\/\d{1,3} : [A-Z]+ |Sending build context to |Running with gitlab-runner |Trying to pull \S|#0 building with )/;
/** Where kubectl begins to speak of the next thing. */
const SECTION = /^(?:Events: *$|Name: +\S|(?:NAMESPACE +)?LAST SEEN +TYPE\b)/;

type Opening = 'table' | 'section' | 'describe' | 'tool' | 'beginning' | 'log' | 'prompt' | null;

/** What a paragraph shows of where it comes from. */
interface Origin {
  hosts: Set<string>;
  /** Headers of its lines that name no machine. */
  shapes: Set<string>;
  from: number | null;
  to: number | null;
  /** What its times leave open. */
  yearless: boolean;
  zoneless: boolean;
  opening: Opening;
  /** It holds more than prompts, marks and fields of a status. */
  solid: boolean;
  sections: boolean;
  /** A phase of kubeadm, which says each of them between empty lines. */
  phase: boolean;
}

const PHASE = /^\[[a-z][a-z-]+\] \S/;

interface Paragraph {
  lines: string[];
  start: number;
  line: number;
}

/** Takes a log apart where an empty line stands between two pastes. */
export function splitPastes(block: Block): Block[] {
  if (block.kind !== 'log' || block.text.length > LIMIT_CHARACTERS || !/\n[^\S\n]*\n/.test(block.text)) return [block];
  const paragraphs = paragraphsOf(block.text);
  if (paragraphs.length < 2 || paragraphs.length > LIMIT_PARAGRAPHS) return [block];
  const origins = paragraphs.map((paragraph) => originOf(paragraph.lines));
  if (isCollected(origins)) return [block];
  const cuts = [0];
  let above = origins[0]!;
  for (const [index, origin] of origins.entries()) {
    if (index === 0) continue;
    if (above.solid && isAnother(above, origin)) {
      cuts.push(index);
      above = origin;
    } else above = together(above, origin);
  }
  const piece = (from: number, to: number | undefined): Block => {
    const { start, line } = paragraphs[from]!;
    const text = block.text.slice(start, to === undefined ? undefined : paragraphs[to]!.start).trimEnd();
    return {
      kind: 'log',
      text,
      firstLine: block.firstLine + line,
      lastLine: block.firstLine + line + text.split('\n').length - 1,
      start: block.start + start,
      end: block.start + start + text.length,
    };
  };
  const kept = cuts.filter(
    (cut, index) =>
      index === 0 ||
      (detect(piece(cuts[index - 1]!, cut).text).score >= CLAIM &&
        detect(piece(cut, cuts[index + 1]).text).score >= CLAIM),
  );
  return kept.length < 2 ? [block] : kept.map((cut, index) => piece(cut, kept[index + 1]));
}

function paragraphsOf(text: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let open: Paragraph | null = null;
  let start = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') open = null;
    else if (open) open.lines.push(line);
    else {
      open = { lines: [line], start: paragraphs.length === 0 ? 0 : start, line: paragraphs.length === 0 ? 0 : index };
      paragraphs.push(open);
    }
    start += line.length + 1;
  }
  return paragraphs;
}

/** Two machines in one paragraph, or one that comes back: somebody collected the lines of several machines. */
function isCollected(origins: readonly Origin[]): boolean {
  const seen = new Set<string>();
  let last = '';
  for (const { hosts } of origins) {
    if (hosts.size > 1) return true;
    const [host] = hosts;
    if (host === undefined || host === last) continue;
    if (seen.has(host)) return true;
    seen.add(host);
    last = host;
  }
  return false;
}

/** Lines of a paragraph that are looked at, from its beginning and its end. */
const PROBED = 40;

function originOf(lines: readonly string[]): Origin {
  const origin: Origin = {
    hosts: new Set(),
    shapes: new Set(),
    from: null,
    to: null,
    yearless: false,
    zoneless: false,
    opening: null,
    solid: false,
    sections: false,
    phase: PHASE.test(lines[0]?.trimStart() ?? ''),
  };
  const probed = lines.length > 2 * PROBED ? [...lines.slice(0, PROBED), ...lines.slice(-PROBED)] : lines;
  for (const [index, line] of probed.entries()) {
    const { text } = withPlainMarks(line.slice(0, 1_000).replace(/[\u00a0\u3000]/g, ' '));
    const heading = headingOf(text.trimStart(), true);
    const own = heading && !heading.head.mark && !heading.head.weak ? heading : null;
    const structure = own ? null : structureOf(text);
    if (SECTION.test(text)) origin.sections = true;
    if (index === 0) origin.opening = openingOf(text, own !== null, structure);
    if (structure === null || structure.kind === 'describe') origin.solid = true;
    if (!own) continue;
    const { host, time } = own.groups;
    if (host) origin.hosts.add(host);
    else origin.shapes.add(own.head.id);
    const at = time ? parseTime(time, 2000) : null;
    if (!at || at.sinceBoot || at.assumed.includes('day')) continue;
    origin.from ??= at.ms;
    origin.to = at.ms;
    if (at.assumed.includes('year')) origin.yearless = true;
    if (at.assumed.includes('zone')) origin.zoneless = true;
  }
  return origin;
}

function openingOf(text: string, headed: boolean, structure: Structure | null): Opening {
  if (SECTION.test(text)) return 'section';
  if (tableTitles(text)) return 'table';
  if (OPENING.test(text)) return 'tool';
  if (BEGINNING.test(text)) return 'beginning';
  if (headed) return 'log';
  if (structure?.kind === 'command') return 'prompt';
  if (structure?.kind === 'describe') return 'describe';
  return null;
}

function together(above: Origin, below: Origin): Origin {
  return {
    ...above,
    hosts: new Set([...above.hosts, ...below.hosts]),
    shapes: new Set([...above.shapes, ...below.shapes]),
    from: above.from ?? below.from,
    to: below.to ?? above.to,
    yearless: above.yearless || below.yearless,
    zoneless: above.zoneless || below.zoneless,
    solid: above.solid || below.solid,
    sections: above.sections || below.sections,
    phase: above.phase || below.phase,
  };
}

/** True where a paragraph is no part of what stands above it. */
function isAnother(above: Origin, below: Origin): boolean {
  const apart = areApart(above, below);
  const [one] = above.hosts;
  const [other] = below.hosts;
  if (one && other) return one !== other || apart === true;
  if (below.opening === 'section') return above.sections || one !== undefined || above.shapes.size > 0;
  if (below.opening === 'describe' && below.sections && above.sections) return true;
  if (apart !== null) return apart;
  if (other) return true;
  if (below.opening === 'beginning') return above.opening !== 'beginning';
  if (one) return below.opening === 'log' || below.opening === 'table' || below.opening === 'tool';
  const shaped = above.shapes.size > 0;
  if (below.opening === 'log') return [...below.shapes].every((shape) => !above.shapes.has(shape));
  if (below.opening === 'table') return above.opening !== 'prompt' && above.opening !== 'table' && !above.sections;
  if (above.phase && below.phase) return false;
  return below.opening === 'tool' && (shaped || above.opening === 'tool');
}

/** Whether two stretches lie apart in time; null where one of them tells none. */
function areApart(above: Origin, below: Origin): boolean | null {
  if (above.to === null || above.from === null || below.from === null) return null;
  const yearless = above.yearless || below.yearless;
  const [from, to, next] = [above.from, above.to, below.from].map((ms) => (yearless ? withoutYear(ms) : ms)) as [
    number,
    number,
    number,
  ];
  const alike =
    (above.hosts.size > 0 && below.hosts.size > 0) || [...below.shapes].some((shape) => above.shapes.has(shape));
  const shift = !alike && (above.zoneless || below.zoneless) ? ZONES_MS : 0;
  return next - to > NEAR_MS + shift || from - next > BACK_MS + shift;
}

function withoutYear(ms: number): number {
  const date = new Date(ms);
  date.setUTCFullYear(2000);
  return date.getTime();
}
