/** What the page reads of a report; the whole shape is src/answer/report.ts. */
export type Language = 'zh' | 'en';
export type Lines = [number, number];

export interface Fact {
  id: string;
  text: string;
  lines: Lines | null;
}
export interface Change {
  pin: string;
  aliases: string[];
  level: 0 | 1;
}
export interface NamedPin {
  pin: string;
  aliases: string[];
}
export interface Step {
  at: number;
  kind: string;
  text: string;
  lines: Lines;
}
export interface Part {
  analyzer: string;
  lines: Lines;
  facts: Fact[];
  restoredText?: string;
  // gpio
  outputs?: NamedPin[];
  inputs?: (NamedPin & { mode: string })[];
  events?: Change[][];
  eventInfo?: { line: number; seconds: number; exact: boolean; calls: string[] }[];
  loop?: { start: number; period: number } | null;
  family?: string;
  // journal
  story?: Step[];
  labels?: { at: number; role: string; lines?: Lines }[];
}
export interface Press {
  pin: string[];
  atMs: number;
  level: 0 | 1;
}
export interface Explained {
  thread: string;
  exchange: number;
  report: { reply: boolean; parts: Part[]; language: Language; text: string };
  /** The answer in pieces: each part's, then what ties them together (part: null). */
  chapters: { html: string; part: number | null }[];
  pictures: { png: string; alt: string; width: number; part: number }[];
}
export interface Replied {
  html: string;
  quotes: { text: string; lines: Lines | null }[];
}

/** Marks lines of the paste; null marks none. */
export type Point = (lines: Lines | null) => void;
