import { KNOWN_TYPES, readsLikeType, STOP_WORDS, TYPE_WORDS } from './words.ts';

/** What a paste says of its own names, wherever it says so. */
export interface Names {
  types: Set<string>;
  macros: Set<string>;
  labels: Set<string>;
  /** Words used as objects: name.method( */
  objects: Set<string>;
  /** Words that are assigned to or indexed somewhere: no sentence's words then. */
  variables: Set<string>;
  /** Names checked by `#ifndef`, which are include guards more often than not. */
  guards: Set<string>;
  /** How often a word stands right before code punctuation. */
  used: Map<string, number>;
  /** Whether there is a function with a body: then the outermost level holds declarations only. */
  hasFunctions: boolean;
}

let before: { text: string; names: Names } | undefined;

/** Gathers the names of a paste whose lines may be lost; linear in its length. Mends in a row ask for the same text. */
export function gatherNames(text: string): Names {
  if (before?.text !== text) before = { text, names: gather(text) };
  return before.names;
}

function gather(text: string): Names {
  const names: Names = {
    types: new Set(),
    macros: new Set(),
    labels: new Set(),
    objects: new Set(),
    variables: new Set(),
    guards: new Set(),
    used: new Map(),
    hasFunctions:
      /\b(?!(?:if|for|while|switch)\b)\w{1,60}[ \t\n]?\((?:[^(){};]{0,300})\)[ \t\n]{0,9}(?:\/\/[^\n{]{0,120})?\{/.test(
        text,
      ),
  };
  for (const found of text.matchAll(/#[ \t]*define[ \t]+(\w+)(\(?)(?:[ \t]+(\w+))?/g)) {
    const [, name, paren, first] = found;
    names.macros.add(name!);
    if (!paren && first && (TYPE_WORDS.has(first) || KNOWN_TYPES.has(first)) && /[a-z]|^[A-Z]\w*\d/.test(name!))
      names.types.add(name!);
  }
  for (const found of text.matchAll(/\bgoto[ \t]+(\w+)[ \t]*;/g)) names.labels.add(found[1]!);
  for (const found of text.matchAll(
    /\b(?:void|int|char|bool|boolean|float|long|u?int(?:8|16|32)_t|u8|u16|u32|uchar|uint)[ \t*]+([A-Za-z_]\w*)[ \t]*[(=;,)]/g,
  ))
    names.variables.add(found[1]!);
  for (const found of text.matchAll(/#[ \t]*ifndef[ \t]+(\w+)/g)) names.guards.add(found[1]!);
  for (const found of text.matchAll(/\}[ \t\n]*(?:__attribute__\(\(\w+\)\)[ \t]?)?(\w+)[ \t\n]*;/g))
    if (/^[A-Z]|_/.test(found[1]!)) names.types.add(found[1]!);
  for (const found of text.matchAll(/\btypedef\b[^;{}()]{1,200}?(\w+)[ \t]*;/g)) names.types.add(found[1]!);
  for (const found of text.matchAll(/\btypedef\b[^;{}()]{1,100}\([ \t]*\*[ \t]*(\w+)[ \t]*\)/g))
    names.types.add(found[1]!);
  for (const found of text.matchAll(/\b(?:class|struct|enum|union)[ \t\n]+(\w+)[ \t\n]*[:{]/g))
    names.types.add(found[1]!);
  for (const found of text.matchAll(/\(([A-Z]\w*)[ \t]*\*+[ \t]*\)/g)) names.types.add(found[1]!);
  gatherUses(text, names);
  return names;
}

/** What stands right behind a word, a blank between them or not: code punctuation; what assigns to it or indexes it. */
const PUNCTUATION = /[([=;,)\].+|&^<>*-]/y;
const ASSIGNED = /[-+*/|&^]?=(?!=)|\[|->|\+\+|--/y;
const METHOD = /\.\w+[ \t]?\(/y;

const stands = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

const isWordChar = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

/** What is done with each word, in one pass: there are too many words to look for each use by itself. */
function gatherUses(text: string, names: Names): void {
  for (let at = 0; at < text.length; at++) {
    if (!isWordChar(text.charCodeAt(at))) continue;
    const start = at;
    while (isWordChar(text.charCodeAt(at))) at++;
    const code = text.charCodeAt(at);
    const behind = code === 32 || code === 9 ? at + 1 : at;
    const used = stands(PUNCTUATION, text, behind);
    const assigned = stands(ASSIGNED, text, behind);
    if (!(used || assigned)) continue;
    const name = text.slice(start, at);
    if (/^\d/.test(name)) continue;
    if (used) names.used.set(name, (names.used.get(name) ?? 0) + 1);
    if (assigned) names.variables.add(name);
    if (code === 46 && stands(METHOD, text, at)) names.objects.add(name);
  }
}

/** Whether a name is a type here: declared as one, well known, or written like one. */
export function isType(names: Names, word: string): boolean {
  return names.types.has(word) || readsLikeType(word);
}

/** Whether a word belongs to sentences here: a common English one that the program does not use as a name. */
export function isProse(names: Names, word: string): boolean {
  return STOP_WORDS.has(word.toLowerCase()) && !names.macros.has(word) && !names.variables.has(word);
}
