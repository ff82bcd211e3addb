import { undressed } from '../analyzers/gpio/undressed.ts';
import { markOf } from '../analyzers/journal/read/header.ts';
import { marginsOf } from '../analyzers/journal/read/margins.ts';
import { quotationOf } from '../language/quotation.ts';
import { classifyLine, codeStartAt, isContinuation, type LineKind, logHeaderAt, readsAsWords } from './lines.ts';
import { withOutput } from './output.ts';
import { splitPastes } from './pastes.ts';
import { splitPrograms } from './programs.ts';

/** A stretch of a message that is all of one kind, with its place in the message. */
export interface Block {
  kind: 'log' | 'code' | 'prose';
  text: string;
  /** Line of the message on which it starts, from 1. */
  firstLine: number;
  lastLine: number;
  start: number;
  end: number;
  /** Words between the pieces of a program: they are in its text, and the asker's too. */
  said?: string[];
}

interface Segment {
  kind: LineKind;
  start: number;
  end: number;
  line: number;
  /** Where its own words begin, behind a line number. */
  own?: number;
  /** Words that stood in front of a paste on the same line: they belong to it, not to the prose above. */
  request?: boolean;
}

/** Words that are spoken to us, even right under a log line. */
const SPOKEN =
  /[?？]\s*$|^\s*(?:thanks|thank you|please|pls|why|what|how|any |help|and then|two things|i |my |can (?!not\b)|could (?!not\b)|is it|anyone|someone)/i;
/** Inside open braces a line with one of these is an argument or an initialiser, whatever it looks like alone. */
const CODE_MARK = /[(){};=,*&<>[\]]/;
const FILE_LABEL = /\.(?:c|h|cpp|hpp|ino)\b|文件|头文件|\bfile\b|\bheader\b/i;

/** A question in Chinese behind the last entry of a log that lost its line breaks. */
const ASKED_BEHIND =
  /(?<=[A-Za-z0-9.)'"\]] )(?=[^\n]{2,60}$)\p{Script=Han}[^\n]{0,40}(?:为什么|怎么|怎样|什么|吗|呢|求助|如何|请问|起不来|谢谢|解释|帮)[^\n]{0,20}$|(?<=[A-Za-z0-9.)'"\]] )(?:为什么|怎么|什么|求助|如何|请问|帮)\p{Script=Han}{1,30}[?？]?$/u;

/** A fence that opens on the line of what it holds. */
const FENCE_AND_TEXT =
  /^(\s*(?:```|~~~)(?:(?:c|cpp|log|logs|text|txt|plain|plaintext|bash|sh|shell|console|json|yaml|ini|arduino|none) )?)(?=\s*[^`\s])(?=.*\S\s+\S)/s;
/** A fence that closes (or opens) behind other words. */
const TEXT_AND_FENCE = /(?:`{3,}|~{3,})\s*$/;

function segmentsOf(text: string, message: string): Segment[] {
  const lines = message.split('\n');
  const margins = marginsOf(lines);
  const fronts = margins?.map(({ front }) => front) ?? quotationOf(lines);
  const segments: Segment[] = [];
  let start = 0;
  let line = 1;
  while (start <= text.length) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    // A line number, the quotes around it or the blanks in front of a whole log say nothing about what a line is.
    const own = start + (fronts?.[line - 1] ?? 0);
    const until = end - (margins?.[line - 1]?.back ?? 0);
    const pieces = cutLine(text.slice(own, until), own, line, message.slice(own, until));
    if (own > start && pieces[0]!.start === own) pieces[0] = { ...pieces[0]!, start, own };
    if (until < end) pieces[pieces.length - 1] = { ...pieces.at(-1)!, end };
    segments.push(...pieces);
    start = end + 1;
    line += 1;
  }
  return segments;
}

/** Cuts a line that mixes a person's words with a log or with code into its pieces. */
function cutLine(content: string, start: number, line: number, pasted = content): Segment[] {
  const piece = (kind: LineKind, from: number, to: number): Segment => ({
    kind,
    start: start + from,
    end: start + to,
    line,
  });
  const opening = FENCE_AND_TEXT.exec(content)?.[0].length;
  if (opening) {
    const inside = opening + content.slice(opening).search(/\S/);
    return [piece('fence', 0, opening), ...cutLine(content.slice(inside), start + inside, line)];
  }
  const closing = content.trim().length > 3 ? (TEXT_AND_FENCE.exec(content)?.index ?? 0) : 0;
  if (closing > 0 && content.slice(0, closing).trim() !== '')
    return [...cutLine(content.slice(0, closing), start, line), piece('fence', closing, content.length)];
  // Where full-width marks became narrow ones, the blank behind them is only known to who reads the line as pasted.
  const kind = pasted !== content && classifyLine(pasted) === 'log' ? 'log' : classifyLine(content);
  if (kind === 'blank' || kind === 'stamp' || kind === 'fence') return [piece(kind, 0, content.length)];

  const header = logHeaderAt(content);
  if (header > 0 && isWordsBefore(content.slice(0, header))) {
    return [{ ...piece('prose', 0, header), request: true }, piece('log', header, content.length)];
  }
  if (kind === 'log') {
    const asked = ASKED_BEHIND.exec(content);
    if (!asked) return [piece('log', 0, content.length)];
    return [piece('log', 0, asked.index), piece('prose', asked.index, content.length)];
  }

  const code = /^\s*(?:\/\/|\/\*|\*)/.test(content) ? -1 : codeStartAt(content);
  if (code > 0 && isWordsBefore(content.slice(0, code))) {
    return [{ ...piece('prose', 0, code), request: true }, ...cutTail(content, code, piece)];
  }
  if (kind === 'code' || (code >= 0 && content.slice(0, code).trim() === '')) return cutTail(content, 0, piece);
  return [piece(kind, 0, content.length)];
}

/** Separates a question that stands behind the last statement of a line of code. */
function cutTail(
  content: string,
  from: number,
  piece: (kind: LineKind, from: number, to: number) => Segment,
): Segment[] {
  const last = Math.max(content.lastIndexOf(';'), content.lastIndexOf('}'));
  const tail = content.slice(last + 1);
  const spoken =
    last > from &&
    !insideParentheses(content.slice(from, last)) &&
    readsAsWords(tail) &&
    !tail.includes('//') &&
    !tail.includes('*/') &&
    !/^\s*\/\*/.test(tail);
  const inLineComment = content.slice(content.lastIndexOf('\n', last) + 1, last).includes('//');
  if (!spoken || inLineComment) return [piece('code', from, content.length)];
  return [piece('code', from, last + 1), piece('prose', last + 1, content.length)];
}

/** The semicolons of a for stand between parentheses: "i++)" is no word of a person. */
function insideParentheses(code: string): boolean {
  let depth = 0;
  for (const each of code) depth += each === '(' ? 1 : each === ')' && depth > 0 ? -1 : 0;
  return depth > 0;
}

function isWordsBefore(prefix: string): boolean {
  const words = prefix.trim();
  if (words === '' || /^(?:\/\/|\/\*|#|\*)/.test(words) || /\/\/|\/\*/.test(words)) return false;
  if (/\p{Script=Han}/u.test(words)) return !/[;{}=]\s*$/.test(words);
  return (
    /^(?:@?\w[\w',.!?:-]*\s+){1,60}@?[\w',.!?-]+[:,.?!]?$/.test(`${words}`) &&
    /[a-z]{2,}/.test(words) &&
    readsAsWords(words)
  );
}

interface Growing {
  kind: Block['kind'];
  start: number;
  end: number;
  line: number;
  lastLine: number;
  depth: number;
  inComment: boolean;
  said?: string[];
}

/** Follows braces and block comments through a line of code, strings left out. */
function follow(block: Growing, code: string): void {
  const bare = code.slice(0, 200_000).replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.){1,4}'/g, '""');
  for (const token of bare.match(/\/\*|\*\/|\/\/|[{}]/g) ?? []) {
    if (block.inComment) {
      if (token === '*/') block.inComment = false;
    } else if (token === '/*') block.inComment = true;
    else if (token === '//') break;
    else if (token === '{') block.depth += 1;
    else if (token === '}') block.depth = Math.max(0, block.depth - 1);
  }
}

/** From this size on a paste is a file: nobody writes a megabyte of chat between two logs. */
const BULK_CHARACTERS = 1_000_000;
const SAMPLE_LINES = 400;

/** One long log line that an editor broke at its width: entries begin anywhere, even a header is torn. */
function isPoured(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 4 || lines.length > 2_000) return false;
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  const full = lines.filter((line) => line.length === width || line.trimEnd().length === width - 1).length;
  if (width < 60 || width > 320 || full < Math.max(3, lines.length - 2)) return false;
  return logHeaderAt(lines.join('')) >= 0;
}

/** Widths at which terminals and pages break lines. */
const NARROWEST = 60;
const WIDEST = 320;

/** The column at which long lines were broken: the longest one ends there, and so do others or it is a round number. */
function breakingWidth(message: string): number | null {
  const lengths = message.split('\n').map((line) => line.length);
  const width = lengths.reduce((widest, length) => Math.max(widest, length), 0);
  if (width < NARROWEST || width > WIDEST) return null;
  return width % 10 === 0 || lengths.filter((length) => length === width).length >= 3 ? width : null;
}

/** A file as one block, of the kind most of its first lines are. */
function bulkBlock(text: string): Block {
  const sample = text.slice(0, 200_000).split('\n', SAMPLE_LINES).map(classifyLine);
  const count = (kind: LineKind) => sample.filter((found) => found === kind).length;
  const kind = (['log', 'code', 'prose'] as const).reduce((best, next) => (count(next) > count(best) ? next : best));
  let lastLine = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lastLine += 1;
  return { kind, text, firstLine: 1, lastLine, start: 0, end: text.length };
}

/**
 * Takes a message apart into logs, code and prose, in order. Marks between pastes (upload stamps, rules, fences) belong
 * to no block; two logs with such a mark between them stay two.
 */
export function splitMessage(message: string): Block[] {
  if (message.length >= BULK_CHARACTERS) return [bulkBlock(message)];
  if (isPoured(message)) return [{ ...bulkBlock(message), kind: 'log' }];
  // Borders are found in what is under line numbers, entities and full-width signs; offsets are the same in both.
  const text = undressed(message);
  const blocks: Growing[] = [];
  let current: Growing | null = null;
  let blank = false;
  let fence: Segment[] | null = null;
  const width = breakingWidth(message);
  let fullLine = -1;

  const open = (kind: Block['kind'], segment: Segment): void => {
    current = {
      kind,
      start: segment.start,
      end: segment.end,
      line: segment.line,
      lastLine: segment.line,
      depth: 0,
      inComment: false,
    };
    blocks.push(current);
    if (kind === 'code') follow(current, text.slice(segment.start, segment.end));
  };
  const extend = (block: Growing, segment: Segment): void => {
    block.end = segment.end;
    block.lastLine = segment.line;
    if (block.kind === 'code') follow(block, text.slice(segment.start, segment.end));
  };
  const closeFence = (segments: Segment[]): void => {
    const solid = segments.filter((segment) => segment.kind !== 'blank');
    if (solid.length === 0) return;
    const count = (kind: LineKind) => solid.filter((segment) => segment.kind === kind).length;
    const kind = count('log') > 0 && count('log') * 4 >= count('code') ? 'log' : count('code') > 0 ? 'code' : 'prose';
    open(kind, solid[0]!);
    extend(current!, solid.at(-1)!);
    current = null;
  };

  for (const segment of segmentsOf(text, message)) {
    if (segment.kind === 'fence') {
      if (fence) {
        closeFence(fence);
        fence = null;
      } else {
        current = null;
        fence = [];
      }
      blank = false;
      continue;
    }
    if (fence) {
      fence.push(segment);
      continue;
    }
    if (segment.kind === 'blank') {
      blank = true;
      continue;
    }
    // A banner of stars and the sentences inside a comment are neither a mark nor a request.
    const commented = current !== null && (current as Growing).inComment;
    if (segment.kind === 'stamp' && !commented) {
      if (current && !blank && isRuler(text, current, segment)) extend(current, segment);
      else current = null;
      continue;
    }
    const torn = !blank && current !== null && (current as Growing).kind === 'log' && segment.line - 1 === fullLine;
    const kind: Block['kind'] = torn ? 'log' : belongsTo(current, segment, text, blank);
    const apart = segment.request && blank && !commented;
    if (current && (current as Growing).kind === kind && !apart) extend(current, segment);
    else open(kind, segment);
    if (width !== null && segment.end - (segment.own ?? segment.start) === width) fullLine = segment.line;
    blank = false;
  }
  if (fence) closeFence(fence);
  const found = joinPrograms(joinBlocks(blocks, text), text).map((block) => ({
    kind: block.kind,
    text: message.slice(block.start, block.end),
    firstLine: block.line,
    lastLine: block.lastLine,
    start: block.start,
    end: block.end,
    ...(block.said ? { said: block.said } : {}),
  }));
  return withOutput(found, message).flatMap(splitPastes).flatMap(splitPrograms);
}

/** A line of dashes that a tool draws inside its own output: right below its mark or below an indented line. */
function isRuler(text: string, current: Growing, segment: Segment): boolean {
  if (current.kind !== 'log' || !/^-{3,}$/.test(text.slice(segment.start, segment.end).trim())) return false;
  const above = text.slice(text.lastIndexOf('\n', current.end - 1) + 1, current.end);
  return /^\s+\S/.test(above) || markOf(above.trimStart()) !== null;
}

/** Where a frame of a trace happened: "(node:dns:122:26) {". */
const PLACE = /:\d+:\d+\)\s*\{\s*$/;

/** Spring tells why it did not start in paragraphs of plain sentences. */
function inReport(log: string): boolean {
  const at = log.lastIndexOf('APPLICATION FAILED TO START');
  return at >= 0 && log.length - at < 3_000;
}

/** The kind a segment takes from its neighbour above. */
function belongsTo(current: Growing | null, segment: Segment, text: string, blank: boolean): Block['kind'] {
  const kind = segment.kind as Block['kind'];
  if (!current || current.kind === kind) return kind;
  const line = text.slice(segment.own ?? segment.start, segment.end);
  if (current.kind === 'log') {
    if (isContinuation(line)) return 'log';
    if (kind === 'prose' && inReport(text.slice(current.start, current.end)) && !SPOKEN.test(line)) return 'log';
    if (kind === 'code')
      return !blank && (PLACE.test(line) || !/^\s*#\s*include|\)\s*\{\s*$/.test(line)) ? 'log' : 'code';
    return !blank && !SPOKEN.test(line) && !/\p{Script=Han}/u.test(line) ? 'log' : 'prose';
  }
  if (current.kind === 'code') {
    if (current.inComment) return 'code';
    if (kind === 'prose' && !readsAsWords(line) && (!blank || (current.depth > 0 && CODE_MARK.test(line))))
      return 'code';
  }
  return kind;
}

/** A message behind the name of its program, as programs write it without a header. */
const SAID_BY_PROGRAM = /^\s*(?:[a-z][\w./@()*-]{1,60}(?:\[\d+\])?|[A-Z]{4,8}): \S[^?\uff1f]*$/;
/** A line that ends with the system's own reason, as `journalctl -o cat` shows it. */
const SAID_WITH_REASON =
  /^[^?\uff1f]{3,400}: (?:permission denied|operation not permitted|no such file or directory|connection refused|address already in use|no space left on device|cannot allocate memory|too many open files|read-only file system|exec format error|no route to host|network is unreachable)["')\]}]{0,3}$/i;

function saidByProgram(line: string): boolean {
  return (SAID_BY_PROGRAM.test(line) && !readsAsWords(line)) || (SAID_WITH_REASON.test(line) && !SPOKEN.test(line));
}

/** What a program printed before it went down: its command, what it listens on, requests; no word of a person. */
const PRINTED =
  /^(?:[>+$] \S.*|(?:GET|POST|PUT|DELETE|PATCH|HEAD) \/\S* .*|.*\b(?:listening|started|running|ready|connected|serving)\b.*\d.*|.*:\d{2,5}\b.*)$/i;

function printedAbove(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.every(
    (line) => PRINTED.test(line.trim()) && !readsAsWords(line) && !SPOKEN.test(line) && !/[:：?？]\s*$/.test(line),
  );
}

/** What a program says below its exception goes on with where it happened. */
const FRAMES = /\n\s+at [\w.$<>/]{3,200}\(/;
const LIMIT_FRAMES = 20_000;

/** Joins what one paste was torn into: an unclosed brace, a file label between two sources, an odd line in a log. */
function joinBlocks(blocks: Growing[], text: string): Growing[] {
  const joined: Growing[] = [];
  for (const block of blocks) {
    const between = joined.at(-1);
    // "kvm: cannot set up guest memory" without a header, right above the line that has one.
    if (between?.kind === 'prose' && block.kind === 'log' && block.line === between.lastLine + 1) {
      const above = text.slice(between.start, between.end);
      if (above.length < 600 && (above.split('\n').every((line) => saidByProgram(line)) || printedAbove(above))) {
        joined[joined.length - 1] = { ...block, start: between.start, line: between.line };
        continue;
      }
    }
    const before = joined.at(-2);
    if (before && between?.kind === 'prose' && before.kind === block.kind && block.kind !== 'prose') {
      const words = text.slice(between.start, between.end);
      const torn =
        block.kind === 'code'
          ? before.depth > 0 ||
            (text.startsWith('{', block.start) &&
              (isHeader(words) || text.slice(before.start, before.end).trimEnd().endsWith(')'))) ||
            (words.length <= 60 && FILE_LABEL.test(words) && !/[?？]/.test(words))
          : (!readsAsWords(words) && words.length < 400) || (FRAMES.test(words) && words.length < LIMIT_FRAMES);
      // A mark between two pastes keeps them apart.
      if (torn && !hasStamp(text.slice(before.end, block.start))) {
        joined.length -= 2;
        joined.push({ ...block, start: before.start, line: before.line });
        continue;
      }
    }
    if (
      between &&
      between.kind === block.kind &&
      block.kind === 'code' &&
      between.depth > 0 &&
      !hasStamp(text.slice(between.end, block.start))
    ) {
      joined[joined.length - 1] = { ...block, start: between.start, line: between.line };
      continue;
    }
    joined.push(block);
  }
  return joined;
}

/** Words between two pieces of one program are no longer than this. */
const LIMIT_WORDS_BETWEEN = 300;

/**
 * Joins code that somebody's words stand between: "and this is main.c:". Only where both pieces are declarations and
 * nothing is in both: two attempts at one function are two programs.
 */
function joinPrograms(blocks: Growing[], text: string): Growing[] {
  const joined: Growing[] = [];
  for (const block of blocks) {
    let whole = block;
    // What is nothing to the piece below it may be something to both of them.
    for (let longer = joinedWith(joined, whole, text); longer; longer = joinedWith(joined, whole, text)) {
      joined.length -= joined.at(-1)?.kind === 'prose' ? 2 : 1;
      whole = longer;
    }
    joined.push(whole);
  }
  return joined;
}

/** A block of code together with the one above and the words between them; null where they are not one program. */
function joinedWith(above: Growing[], block: Growing, text: string): Growing | null {
  const words = above.at(-1)?.kind === 'prose' ? above.at(-1) : undefined;
  const before = words ? above.at(-2) : above.at(-1);
  if (
    block.kind !== 'code' ||
    before?.kind !== 'code' ||
    before.depth > 0 ||
    block.start - before.end > LIMIT_WORDS_BETWEEN ||
    !oneProgram(text.slice(before.start, before.end), text.slice(block.start, block.end))
  )
    return null;
  const said = [...(before.said ?? []), ...(words ? [text.slice(words.start, words.end)] : []), ...(block.said ?? [])];
  return { ...block, start: before.start, line: before.line, said };
}

const DEFINED = /\b([A-Za-z_]\w*)[ \t]*\((?:[^;{}()"]|\([^;{}()"]*\)){0,300}\)\s*\{/g;
const CONTROL = new Set(['if', 'for', 'while', 'switch']);
const DECLARES =
  /^\s*(?:#\s*(?:include|define|if|ifdef|ifndef|pragma)\b|(?:static|volatile|const|unsigned|signed|extern|typedef|struct|enum|union|class|sbit|sfr|void|int|char|float|double|bool|u?int\d+_t|u8|u16|u32|[A-Z]\w*(?:TypeDef|Type|_t))\b|_{0,2}interrupt\s+(?:static\s+)?void\b|[A-Za-z_]\w*[ \t*]+[A-Za-z_]\w*[ \t]*[(=;[]|[A-Z_]+\s*\(\w+\)\s*\{?\s*$)/;

function oneProgram(first: string, second: string): boolean {
  const outline = (code: string) => {
    const bare = code.slice(0, 50_000).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
    const names = [...bare.matchAll(DEFINED)].map((found) => found[1]!).filter((name) => !CONTROL.has(name));
    return { bare, names: new Set(names) };
  };
  const one = outline(first);
  const two = outline(second);
  if (!DECLARES.test(one.bare) || !DECLARES.test(two.bare)) return false;
  if ([...two.names].some((name) => one.names.has(name))) return false;
  // Without a function in either, the second has to speak of what the first declares.
  if (one.names.size + two.names.size === 0 && !speaksOf(two.bare, one.bare)) return false;
  // A sketch and a program with main are not one.
  const sketch = one.names.has('setup') || one.names.has('loop') || two.names.has('setup') || two.names.has('loop');
  return !(sketch && (one.names.has('main') || two.names.has('main')));
}

const DECLARED =
  /\}\s*([A-Za-z_]\w*)\s*;|^\s*#\s*define\s+([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\s*(?:\[[^\]\n]{0,40}\]\s*)?[=;]/gm;

/** Whether code uses a type, macro or variable that other code declares. */
function speaksOf(code: string, other: string): boolean {
  const used = new Set(code.match(/[A-Za-z_]\w*/g));
  return [...other.matchAll(DECLARED)].some(([, type, macro, variable]) => used.has(type ?? macro ?? variable!));
}

/** "typedef struct", "Table rows[8] =": what stands right above a brace and is no sentence. */
function isHeader(words: string): boolean {
  return words.length <= 200 && !words.includes('\n\n') && !readsAsWords(words) && !/[.?!？。！]\s*$/.test(words);
}

function hasStamp(text: string): boolean {
  return text.split('\n').some((line) => classifyLine(line) === 'stamp' || classifyLine(line) === 'fence');
}
