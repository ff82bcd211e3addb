import type { AnalyzeOptions, PartBase } from '../analyzers/analyzer.ts';
import { joinIncidents } from '../analyzers/journal/index.ts';
import { articleOf } from '../analyzers/pod/article.ts';
import { detectLanguage, type Language } from '../language/language.ts';
import { readProse } from '../language/prose.ts';
import { inSimplified, inTraditional } from '../language/script.ts';
import { turnsOf } from '../language/turns.ts';
import { analyzerNamed } from './analyzers.ts';
import { LIMIT_CHARACTERS } from './decode.ts';
import type { Incident, Report } from './report.ts';
import { type RoutedPart, routeMessage } from './route.ts';
import { allSecrets, type SecretsFound, warnOf, withoutSecrets } from './warnings.ts';
import { chapters, nothingHere, partFailed, warned } from './words.ts';

export interface ExplainOptions extends Pick<AnalyzeOptions, 'inputs' | 'interrupts'> {
  /** The language of the answer; auto: the asker's words decide. */
  language?: Language | 'auto' | undefined;
  /** The reader's own language, for pastes that say nothing of it. */
  locale?: Language | undefined;
  /** The reader's own Chinese is Traditional, for what shows no Chinese of its own. */
  traditional?: boolean | undefined;
  /** What was masked in the text before it came here: it was kept meanwhile. */
  secrets?: SecretsFound | undefined;
  /** The text is what a question is about: prose that asks nothing of us is remembered as well. */
  keepProse?: boolean | undefined;
}

/** What an analyzer found in one part: plain JSON, enough to answer later questions without the paste. */
export interface PartMemory {
  analyzer: PartBase['analyzer'];
  facts: unknown;
  /** Secrets of the paste this part begins; it is warned of them whenever it is said again. */
  secrets?: SecretsFound;
  /** What was pasted, on its first part, where that is in Traditional characters: the facts are in Simplified ones. */
  traditional?: string;
}

/** What was pasted in Traditional characters; empty where nothing was. */
export const pastedInTraditional = (memory: readonly PartMemory[]): string =>
  memory.flatMap(({ traditional }) => traditional ?? []).join('\n');

/** A report and what is needed to talk about it afterwards. */
export interface Explained {
  report: Report;
  memory: PartMemory[];
  /** Bugs met on the way, for --debug; the report says in words which part they cost. */
  problems: Error[];
}

/**
 * Explains whatever is pasted: split, routed, analysed, said. Never throws on what the text holds; an analyzer's bug
 * costs its own part only.
 * @param text up to LIMIT_CHARACTERS; anything beyond is a RangeError.
 */
export async function explain(text: string, options: ExplainOptions = {}): Promise<Explained> {
  if (text.length > LIMIT_CHARACTERS) throw new RangeError(`longer than ${LIMIT_CHARACTERS} characters`);
  // Nobody behind this line ever sees a secret.
  const safe = withoutSecrets(text);
  const read = await inSimplified(safe.text);
  const traditional = read !== safe.text;
  const writesTraditional = traditional || (options.traditional === true && !/\p{Script=Han}/u.test(read));
  const route = routeMessage(read);
  const language = answerLanguage(route.words, route.parts, options);
  const memory: PartMemory[] = [];
  const parts: PartBase[] = [];
  const problems: Error[] = [];
  const failed: string[] = [];
  const told = route.parts.filter(({ analyzer }) => analyzer === 'pod');
  const sentences = told.reduce((sum, part) => sum + (articleOf(part.text)?.sentences.length ?? 0), 0);
  for (const part of route.parts) {
    const routed =
      options.keepProse && ((part.analyzer === 'journal' && isTold(part.text)) || isTalk(part))
        ? asDocument(part)
        : part;
    const analyzer = analyzerNamed(routed.analyzer);
    try {
      const facts: unknown = await analyzer.analyze(routed.text, {
        lineOffset: routed.firstLine - 1,
        inputs: options.inputs,
        interrupts: options.interrupts,
        request: route.words || undefined,
        sentences,
      });
      parts.push(analyzer.say(facts, language));
      memory.push({ analyzer: routed.analyzer, facts });
    } catch (cause) {
      const lines = `${routed.firstLine}-${routed.lastLine}`;
      problems.push(new Error(`the ${routed.analyzer} analyzer failed on lines ${lines}`, { cause }));
      failed.push(partFailed(routed.firstLine, routed.lastLine, language));
    }
  }
  if (options.keepProse && route.parts.length === 0 && read.trim() !== '')
    memory.push({
      analyzer: 'document',
      facts: await analyzerNamed('document').analyze(read, { lineOffset: 0 }),
    });
  const incidents = findIncidents(memory, language);
  const secrets = allSecrets([safe.secrets, options.secrets]);
  if (secrets && memory[0]) memory[0].secrets = secrets;
  if (traditional && memory[0]) memory[0].traditional = safe.text;
  const warnings = warnOf(secrets ? [secrets] : [], language);
  const report: Report = {
    unpaste: 1,
    language,
    reply: parts.length > 0 || failed.length > 0,
    parts,
    incidents,
    warnings,
    text: warned(
      warnings,
      parts.length + failed.length > 0 ? chapters(parts, incidents, failed, language) : nothingHere(language),
    ),
  };
  return {
    report: language === 'zh' && writesTraditional ? await inTraditional(report, safe.text) : report,
    memory,
    problems,
  };
}

const NARRATES = /\b(?:we|our|us|my|they|their|team)\b|我们|团队|大家|后来|于是/i;
const STAMPED = /^\W{0,3}(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} +\d{1,2} \d\d:|\d\d:\d\d:\d\d|\[ *\d+\.\d+\])/m;

/** Prose that tells of a failure, an error message quoted in it or not: what is asked of it is in its sentences. */
function isTold(text: string): boolean {
  const { statements } = readProse(text);
  const ended = statements.filter((statement) => /[.。!！]$/.test(statement.text) && statement.text.length > 20);
  return ended.length >= 2 && ended.length * 4 >= statements.length * 3 && NARRATES.test(text) && !STAMPED.test(text);
}

/** A talk of several people is no question to the notes, whatever is asked in it. */
const isTalk = ({ analyzer, text }: RoutedPart): boolean =>
  analyzer === 'pod' && !articleOf(text) && turnsOf(text).length > 0;

const asDocument = (part: RoutedPart): RoutedPart => ({ ...part, analyzer: 'document' });

/** Journal parts of one unit and host within minutes of each other are told as one incident. */
export function findIncidents(memory: PartMemory[], language: Language): Incident[] {
  const journals = memory.flatMap(({ analyzer, facts }, index) => (analyzer === 'journal' ? [{ facts, index }] : []));
  if (journals.length < 2) return [];
  const found = joinIncidents(
    journals.map(({ facts }) => facts as never),
    journals.map(({ index }) => index + 1),
  );
  return found.map((incident) => ({
    parts: incident.parts.map((part) => journals[part]!.index),
    root: incident.root === null ? null : journals[incident.root]!.index,
    text: incident.text[language],
  }));
}

function answerLanguage(words: string, parts: RoutedPart[], options: ExplainOptions): Language {
  if (options.language && options.language !== 'auto') return options.language;
  const asked = detectLanguage(words);
  if (asked) return asked;
  for (const part of parts) {
    const written =
      part.analyzer === 'gpio'
        ? codeLanguage(part.text)
        : part.analyzer === 'journal'
          ? null
          : detectLanguage(part.text);
    if (written) return written;
  }
  return options.locale ?? 'en';
}

/** Chinese comments, and words on the line of the code, tell a Chinese reader; English comments tell nothing, everybody writes them. */
function codeLanguage(code: string): Language | null {
  const written = code.replace(/"(?:[^"\\\n]|\\.)*"/g, '');
  return (written.match(/\p{Script=Han}/gu)?.length ?? 0) >= 2 ? 'zh' : null;
}
