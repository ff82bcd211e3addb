import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { DOMAINS, type Domain } from '../knowledge/domains.ts';
import { parseEntry } from '../knowledge/read.ts';

/** Something wrong in a file, with the line it stands in. */
export interface Problem {
  line: number;
  column: number;
  text: string;
}

type Key = string | number;

/** A Markdown file's front matter: where it begins, and what it is. */
const FRONT = /^---\n([\s\S]*?)\n---\n/;

/**
 * Checks a knowledge file against its schema.
 * @returns what is wrong, in the order of the lines; none where it is sound.
 */
export function problemsIn(domain: Domain, id: string, text: string): Problem[] {
  const { format, schema } = DOMAINS[domain];
  const clean = text.replace(/\r\n/g, '\n');
  const front = format === 'markdown' ? FRONT.exec(clean) : null;
  if (format === 'markdown' && !front)
    return [{ line: 1, column: 1, text: 'needs front matter between two lines of --- at its beginning' }];
  const lines = new LineCounter();
  const document = parseDocument(front ? front[1]! : clean, { lineCounter: lines });
  const shift = front ? 1 : 0;
  if (document.errors.length > 0) {
    return document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return { line: line + shift, column: col, text: error.message.split('\n')[0]!.replace(/ at line \d+.*$/, '') };
    });
  }
  const sections = front ? sectionsOf(clean) : null;
  const raw = { id, ...(document.toJS() as object), ...(sections ? { text: sections.text } : {}) };
  const result = schema.safeParse(raw);
  if (result.success) {
    const { problems } = parseEntry(domain, id, clean);
    return problems.map((problem) => ({ line: 1, column: 1, text: problem }));
  }
  const at = (path: readonly Key[]): { line: number; column: number } => {
    if (sections && path[0] === 'text') return { line: sections.line[path[1] as 'zh' | 'en'] ?? 1, column: 1 };
    const offset = offsetOf(document, path);
    const { line, col } = lines.linePos(offset);
    return { line: line + shift, column: col };
  };
  return result.error.issues
    .flatMap((issue) => {
      const path = issue.path as Key[];
      const name = path.join('.');
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({
          ...at([...path, key]),
          text: `${name ? `${name}.` : ''}${key}: is no field here`,
        }));
      return [{ ...at(path), text: `${name ? `${name}: ` : ''}${sayIssue(issue)}` }];
    })
    .sort((a, b) => a.line - b.line);
}

function sayIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && 'input' in issue && issue.input === undefined)
    return `is missing (${issue.expected})`;
  if (issue.message.includes('received undefined'))
    return `is missing (${issue.code === 'invalid_type' ? issue.expected : 'needed'})`;
  return issue.message;
}

/** Where a field's name stands, or where the nearest thing around it begins. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly Key[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isNode(item.key) && 'value' in item.key && item.key.value === key);
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

/** The `# zh` and `# en` of a Markdown file, with their lines. */
function sectionsOf(text: string): { text: Record<string, string>; line: Record<string, number> } {
  const found: Record<string, string> = {};
  const line: Record<string, number> = {};
  let current: string | null = null;
  for (const [at, row] of text
    .replace(FRONT, (front) => '\n'.repeat(front.split('\n').length - 1))
    .split('\n')
    .entries()) {
    const heading = /^# (zh|en)\s*$/.exec(row);
    if (heading) {
      current = heading[1]!;
      found[current] = '';
      line[current] = at + 1;
    } else if (current) found[current] += `${row}\n`;
  }
  return { text: Object.fromEntries(Object.entries(found).map(([key, value]) => [key, value.trim()])), line };
}

/** The line of a text in a file, for a sample that fails; 1 where it is not found as it stands. */
export function lineOf(file: string, text: string): number {
  const first = text.trim().split('\n')[0]!.trim();
  const lines = file.split('\n');
  const at = lines.findIndex((line) => line.includes(first));
  if (at >= 0) return at + 1;
  // In quotes of YAML an apostrophe is doubled, a quotation mark escaped.
  const quoted = lines.findIndex((line) => line.replaceAll("''", "'").replaceAll('\\"', '"').includes(first));
  return quoted + 1 || 1;
}
