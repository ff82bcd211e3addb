import { readLine } from '../analyzers/journal/read/line.ts';

/**
 * A first pattern for a log line: its message with what changes from one line to the next (numbers, addresses, paths, what
 * stands in quotes) left open. The author makes it better.
 */
export function patternFor(line: string): string {
  const { core, message } = readLine(line, [1, 1]);
  const text = (core || message).trim().slice(0, 200);
  const open =
    /"[^"]*"|'[^']*'|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|(?<![\w/])\/[\w.@+-]+(?:\/[\w.@+-]*)*|\b0x[0-9a-f]+\b|\b[0-9a-f]{12,}\b|\d+(?:\.\d+)?/gi;
  let pattern = '';
  let at = 0;
  for (const match of text.matchAll(open)) {
    pattern += escaped(text.slice(at, match.index)) + openPattern(match[0]);
    at = match.index + match[0].length;
  }
  return pattern + escaped(text.slice(at));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function openPattern(text: string): string {
  if (text.startsWith('"')) return '"[^"]*"';
  if (text.startsWith("'")) return "'[^']*'";
  if (text.startsWith('/')) return '/\\S+';
  if (/^\d{1,3}(?:\.\d{1,3}){3}/.test(text)) return '[\\d.:]+';
  return /^\d+(?:\.\d+)?$/.test(text) ? (text.includes('.') ? '[\\d.]+' : '\\d+') : '[0-9a-fx]+';
}
