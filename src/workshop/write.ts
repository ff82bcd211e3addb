import { isMap, isNode, isScalar, isSeq, parseDocument, stringify } from 'yaml';
import { gpio } from '../analyzers/gpio/index.ts';
import { DOMAINS, type Domain, type Entry } from '../knowledge/domains.ts';
import { tryEntry } from '../knowledge/load.ts';
import { parseEntry } from '../knowledge/read.ts';
import { layInChanged } from './changed.ts';
import { type Answers, KINDS } from './kinds.ts';
import { patternFor } from './pattern.ts';

/** A new or changed knowledge file. */
export interface Written {
  domain: Domain;
  id: string;
  text: string;
  /** What the sample program did, which the author has to compare with the manual; null where there is none. */
  recorded: string | null;
  /** The chip a sample program was taken for, where it changes no pin and was left out. */
  idle?: string;
}

const one = (answers: Answers, name: string): string => answers[name]?.[0] ?? '';
const both = (answers: Answers, name: string) => ({ zh: one(answers, `${name}Zh`), en: one(answers, `${name}En`) });
const yaml = (value: object): string => stringify(value, { lineWidth: 0, singleQuote: true });

/**
 * Puts answers into the text of a knowledge file.
 * @param before the file as it is, where it is there already.
 * @throws Error where a call is to be added that is there already.
 */
export async function write(kind: string, answers: Answers, before: string | null): Promise<Written> {
  layInChanged();
  const { domain, idField } = KINDS[kind]!;
  const id = one(answers, idField);
  const place = { domain, id };
  if (kind === 'rule') return { ...place, text: modeline(domain, id) + yaml(rule(answers)), recorded: null };
  if (kind === 'note') return { ...place, text: note(answers), recorded: null };
  if (kind === 'chip') {
    const text = modeline(domain, id) + yaml(chip(answers));
    const sample = await recordSample(domain, id, text, one(answers, 'sample'));
    if (typeof sample === 'string') return { ...place, text, recorded: null, idle: sample };
    return { ...place, text: text + (sample ? yaml({ samples: [sample] }) : ''), recorded: sample && tell(sample) };
  }
  const text = before === null ? modeline(domain, id) + yaml(library(answers)) : withCall(before, answers);
  const sample = await recordSample(domain, id, text, one(answers, 'sample'));
  if (typeof sample === 'string') return { ...place, text, recorded: null, idle: sample };
  return { ...place, text: sample ? withSample(text, sample) : text, recorded: sample && tell(sample) };
}

/** Tells editors with a YAML language server which fields there are. */
function modeline(domain: Domain, id: string): string {
  const up = '../'.repeat(`${DOMAINS[domain].folder}/${id}`.split('/').length - 1);
  return `# yaml-language-server: $schema=${up}schemas/${domain}.json\n`;
}

function rule(answers: Answers): object {
  const lines = answers['line'] ?? [];
  const cause = one(answers, 'cause');
  return {
    role: one(answers, 'role'),
    ...(cause ? { causeId: cause } : {}),
    programs: [one(answers, 'id').split('/')[0]],
    match: [...new Set(lines.map(patternFor))],
    weight: 50,
    title: both(answers, 'title'),
    why: both(answers, 'why'),
    ...(cause ? { fix: both(answers, 'fix') } : {}),
    ...(answers['next']?.length ? { next: answers['next'] } : {}),
    sources: answers['source'] ?? [],
    samples: { match: lines, noMatch: answers['unlike'] },
  };
}

function note(answers: Answers): string {
  const front = {
    title: both(answers, 'title'),
    questions: { zh: answers['questionZh'], en: answers['questionEn'] },
    ...(answers['term']?.length ? { terms: answers['term'] } : {}),
    sources: answers['source'],
  };
  const text = (name: string): string => (answers[name] ?? []).join('\n\n');
  return `---\n${yaml(front)}---\n# zh\n\n${text('textZh')}\n\n# en\n\n${text('textEn')}\n`;
}

function chip(answers: Answers): object {
  return {
    extends: one(answers, 'extends'),
    family: one(answers, 'id'),
    title: both(answers, 'title'),
    signatures: (answers['sign'] ?? []).map((match) => ({ match, weight: 10 })),
    sources: answers['source'],
  };
}

/** The name of the function that a piece of C defines. */
function functionIn(code: string): string {
  return /([A-Za-z_]\w*)\s*\([^;{}]*\)\s*\{/.exec(code)?.[1] ?? /#\s*define\s+(\w+)/.exec(code)?.[1] ?? '';
}

function library(answers: Answers): object {
  const code = one(answers, 'code').trim();
  const name = functionIn(code);
  return {
    title: both(answers, 'title'),
    chips: answers['chip'],
    signatures: [{ match: `\\b${name}\\s*\\(`, weight: 4 }],
    prelude: `${code}\n`,
    calls: { [name]: both(answers, 'what') },
    sources: answers['source'],
  };
}

/** Adds a call to a library's file; what stands there is not written anew. */
function withCall(before: string, answers: Answers): string {
  const code = one(answers, 'code').trim();
  const document = parseDocument(before);
  const prelude = document.get('prelude', true);
  const calls = document.get('calls', true);
  const name = functionIn(code);
  if (document.hasIn(['calls', name]))
    throw new Error(`${one(answers, 'library')}: has ${name} already. Change it there.`);
  const call = yaml({ [name]: both(answers, 'what') });
  const places: { at: number; text: string }[] = [];
  if (isScalar(prelude) && prelude.range && prelude.type === 'BLOCK_LITERAL')
    places.push({ at: prelude.range[1], text: indented(`${code}\n`) });
  if (isMap(calls) && !calls.flow && calls.range) places.push({ at: endOf(calls), text: indented(call) });
  let text = before;
  for (const { at, text: more } of places.sort((a, b) => b.at - a.at)) text = insertLines(text, at, more);
  if (isMap(calls) && !calls.flow) return text;
  return `${text.trimEnd()}\ncalls:\n${indented(call)}`;
}

function withSample(before: string, sample: Sample): string {
  const samples = parseDocument(before).get('samples', true);
  const item = yaml([sample]);
  if (isSeq(samples) && samples.range && samples.items.length > 0)
    return insertLines(before, endOf(samples), indented(item));
  return `${before.trimEnd()}\nsamples:\n${indented(item)}`;
}

/** Behind the last thing in a block. */
function endOf(node: { items: unknown[]; range?: [number, number, number] | null | undefined }): number {
  const last = node.items.at(-1);
  const value = last && typeof last === 'object' && 'value' in last && isNode(last.value) ? last.value : last;
  return (isNode(value) && value.range ? value.range[1] : node.range?.[1]) ?? 0;
}

/** Puts whole lines behind the line a place stands in. */
function insertLines(text: string, at: number, lines: string): string {
  const atStart = at > 0 && text[at - 1] === '\n';
  const end = atStart ? at : text.indexOf('\n', at) + 1 || text.length;
  const before = text.slice(0, end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${lines}${text.slice(end)}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

interface Sample {
  code: string;
  events: string[];
  loop: [number, number] | null;
}

const RECORDED_EVENTS = 24;

/**
 * Runs a program with the new knowledge laid in, and takes what it does as the sample's events; the chip it is taken for,
 * where it does nothing.
 */
async function recordSample(domain: Domain, id: string, text: string, code: string): Promise<Sample | string | null> {
  if (code.trim() === '') return null;
  const { entry } = parseEntry(domain, id, text);
  if (entry) tryEntry(domain, entry as Entry<typeof domain>);
  const { chip, events, loop } = await gpio.analyze(code, { lineOffset: 0 });
  if (events.length === 0) return chip;
  const shown = loop ? loop.start + loop.period : RECORDED_EVENTS;
  return {
    code: `${code.trimEnd()}\n`,
    events: events.slice(0, shown).map((changes) => changes.map(({ pin, level }) => `${pin}=${level}`).join('+')),
    loop: loop && [loop.start, loop.period],
  };
}

function tell({ events, loop }: Sample): string {
  return `${events.join(', ') || '-'}; loop ${loop ? `[${loop.join(', ')}]` : 'null'}`;
}
