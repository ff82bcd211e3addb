import { type Reply, type Report, unwarned } from '../../index.ts';
import type { DrawnPicture } from './analysis.ts';
import { cutAtSentence, harmless } from './text.ts';
import { SAY } from './words.ts';

/** An answer before it takes Discord's shape. */
export interface View {
  language: 'zh' | 'en';
  /** The verdict in one line; empty where the answer has none. */
  headline: string;
  colour: number;
  body: string;
  /** What does not fit on the first look. */
  details: string;
  /** The whole answer. */
  full: string;
  pictures: DrawnPicture[];
  /** Which part of a mixed paste this is. */
  part: number;
  parts: number;
}

const RED = 0xd83c3e;
const AMBER = 0xd9822b;
const GREEN = 0x2d7d46;
const BLUE = 0x4752c4;
const GREY = 0x80848e;
/** Longest body before the rest goes behind a button, in characters. */
const LIMIT_BODY = 1800;
/** A mixed answer up to this length is shown whole. */
const LIMIT_TOGETHER = 1800;

interface Coloured {
  verdict?: string;
  findings?: { severity: string }[];
  declined?: boolean;
  flags?: unknown[];
}

function colourOf(part: Coloured | undefined): number {
  if (!part) return GREY;
  if (part.verdict) return part.verdict === 'root-cause' ? RED : part.verdict === 'symptom-only' ? AMBER : GREEN;
  if (part.findings?.some((finding) => finding.severity === 'error')) return RED;
  if (part.findings?.some((finding) => finding.severity === 'warning') || (part.flags?.length ?? 0) > 0) return AMBER;
  return part.declined ? GREY : BLUE;
}

/** A report as it is first seen, or one part of it. */
export function viewReport(report: Report, pictures: DrawnPicture[], part = 0, note = ''): View {
  const paged = report.parts.length > 1 && report.text.length > LIMIT_TOGETHER;
  const shown = paged ? report.parts[part] : undefined;
  const together = shown
    ? report.incidents.filter((incident) => incident.parts.includes(part)).map((incident) => incident.text)
    : [];
  const text = shown ? [shown.text, ...together].join('\n\n') : unwarned(report);
  // Below the verdict, and never cut off.
  const notes = [...report.warnings.map((warning) => warning.text), note].filter((line) => line !== '').join('\n');
  return {
    ...folded(text, notes),
    colour: colourOf((shown ?? report.parts[0]) as Coloured | undefined),
    language: report.language,
    full: report.text,
    pictures,
    part,
    parts: paged ? report.parts.length : 1,
  };
}

/** The answer to a question. */
export function viewReply(reply: Reply, note = ''): View {
  const links = reply.sources.slice(0, 2).filter((source) => !reply.answer.includes(source));
  const text = [reply.answer, links.map((source) => `<${source}>`).join(' ')]
    .filter((line) => line !== '')
    .join('\n\n');
  const notes = [...reply.warnings.map((warning) => warning.text), note].filter((line) => line !== '').join('\n');
  return { ...folded(text, notes), ...plain(reply.language, text), colour: reply.declined ? GREY : BLUE };
}

/** A few words of the bot itself. */
export function viewWords(text: string, language: 'zh' | 'en'): View {
  return { headline: '', body: text, details: '', ...plain(language, text) };
}

const plain = (language: 'zh' | 'en', full: string) => ({
  language,
  full,
  colour: GREY,
  pictures: [],
  part: 0,
  parts: 1,
});

function folded(text: string, note: string): Pick<View, 'headline' | 'body' | 'details'> {
  const safe = harmless(text);
  const [first, rest] = splitOnce(safe);
  const isHeadline = first.length <= 300 && rest !== '';
  const whole = isHeadline ? rest : safe;
  const body = whole.length <= LIMIT_BODY ? whole : cutAtSentence(whole, LIMIT_BODY);
  // A cut inside a code block adds the fence that closes it, so the rest begins at the cut, not at the body's end.
  const details = whole.length <= LIMIT_BODY ? '' : whole;
  // A file's name is the paster's, too.
  return {
    headline: isHeadline ? first : '',
    body: [body, harmless(note)].filter((line) => line !== '').join('\n'),
    details,
  };
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('\n');
  if (at < 0 || text.startsWith('```')) return [text, ''];
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** What "Details" shows: all of it up to a message's size. */
export function detailsOf(view: View, limit: number): string {
  const text = view.details === '' ? view.body : view.details;
  if (text.length <= limit) return text;
  const end = `\n${SAY.whole[view.language]}`;
  return cutAtSentence(text, limit - end.length) + end;
}
