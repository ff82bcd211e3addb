import type { z } from 'zod';
import {
  allSecrets,
  ask,
  decodePaste,
  draw,
  explain,
  knownQuestions,
  LIMIT_CHARACTERS,
  type PartMemory,
  type PinInput,
  type Reply,
  type Report,
  sayAgain,
  toPng,
  wasAsked,
} from '../../index.ts';
import { unpack } from './archives.ts';
import type { FileProblem, Pasted } from './intake.ts';

/** What a pin reads from a time on. */
export type Input = z.infer<typeof PinInput>;

/** What is to be answered; plain JSON and bytes, so that it can go to a thread or to another machine. */
export type AnalysisJob =
  | {
      kind: 'paste';
      pasted: Pasted;
      /** The message that was replied to, where nothing is known of it yet. */
      quoted: Pasted | null;
      earlier: PartMemory[];
      /** What was asked about those before, newest last. */
      questionsBefore: string[];
      /** How many of the last of those belong to the paste directly before, which this one may explain. */
      ofBefore: number;
      /** Whether the earlier pastes were pointed at (a reply), or merely came before. */
      pointed: boolean;
      /** Whether somebody speaks to the bot; else only a paste is answered. */
      addressed: boolean;
      /** /ask: always a question, never a paste. */
      question: boolean;
      wanted: Wanted;
    }
  | { kind: 'again'; memory: PartMemory[]; wanted: Wanted }
  /** The program once more with an input that changes; silence where that makes no difference. */
  | { kind: 'what-if'; pasted: Pasted; inputs: Input[]; wanted: Wanted }
  | { kind: 'questions'; language: 'zh' | 'en' };

export interface Wanted {
  language: 'auto' | 'zh' | 'en';
  locale?: 'zh' | 'en' | undefined;
  /** The asker reads Traditional Chinese. */
  traditional?: boolean | undefined;
  pictures: boolean;
}

export interface DrawnPicture {
  png: Uint8Array;
  alt: string;
}

type Unread = Pasted['unread'];

export type Analysis =
  | {
      kind: 'report';
      report: Report;
      memory: PartMemory[];
      pictures: DrawnPicture[];
      problems: string[];
      unread: Unread;
      /** Earlier logs and this one told as one incident, where they are one. */
      joined: { report: Report; pictures: DrawnPicture[] } | null;
    }
  | { kind: 'reply'; reply: Reply; unread: Unread }
  | { kind: 'questions'; questions: string[] }
  | { kind: 'silence' };

const LIMIT_PICTURES = 4;

/** Answers one job. Runs in a worker thread: nothing it meets there can hold up the gateway. */
export async function analyse(job: AnalysisJob): Promise<Analysis> {
  if (job.kind === 'questions') return { kind: 'questions', questions: knownQuestions(job.language) };
  if (job.kind === 'again') {
    const report = await sayAgain(job.memory, job.wanted.language === 'en' ? 'en' : 'zh');
    const pictures = await drawn(job.memory, report.language, job.wanted);
    return { kind: 'report', report, memory: job.memory, pictures, problems: [], unread: [], joined: null };
  }
  const { wanted } = job;
  const options = { language: wanted.language, locale: wanted.locale, traditional: wanted.traditional };
  if (job.kind === 'what-if') {
    const { text, unread } = textOf(job.pasted);
    const { secrets } = job.pasted;
    const { report, memory, problems } = await explain(text, { ...options, secrets, inputs: job.inputs });
    const without = await explain(text, { ...options, secrets });
    if (courseOf(without.memory) === courseOf(memory)) return { kind: 'silence' };
    const pictures = await drawn(memory, report.language, wanted);
    return { kind: 'report', report, memory, pictures, problems: problems.map(sayProblem), unread, joined: null };
  }
  const { earlier } = job;
  const own = textOf(job.pasted);
  if (job.question) return { kind: 'reply', reply: await askIn(job, own.text), unread: own.unread };
  let { text, unread } = own;
  const { secrets } = job.pasted;
  let { report, memory, problems } = await explain(text, { ...options, secrets });
  const onlyWords = memory.every(wasAsked);
  if (onlyWords && job.quoted) {
    // "@unpaste why?" under somebody's paste: the paste is what is asked about.
    const quoted = textOf(job.quoted);
    // The lines of the second paste are counted from the first.
    const below = text === '' ? 0 : text.split('\n').length + 1;
    const ofQuoted = job.quoted.secrets && {
      ...job.quoted.secrets,
      at: job.quoted.secrets.at.map((line) => line + below),
    };
    const both = allSecrets([secrets, ofQuoted]) ?? undefined;
    const whole = await explain(`${text}\n\n${quoted.text}`.trim(), { ...options, secrets: both });
    const isPaste = !whole.memory.every(wasAsked);
    if (isPaste || earlier.length === 0) {
      text = `${text}\n\n${quoted.text}`.trim();
      unread = [...unread, ...quoted.unread];
      ({ report, memory, problems } = whole);
    }
  }
  const goesOn = earlier.length > 0 || job.questionsBefore.length > 0;
  const asks = memory.every(wasAsked) && goesOn && job.addressed && text !== '';
  if (asks) return { kind: 'reply', reply: await askIn(job, text), unread };
  // Silence is the default: in a channel only a paste that is surely for us gets an answer.
  const onlyAsks = memory.every((part) => part.analyzer === 'pod') && !NAMES_A_POD.test(text);
  if (!job.addressed && (!report.reply || onlyAsks)) return { kind: 'silence' };
  const pictures = await drawn(memory, report.language, wanted);
  const joined = await join(earlier.slice(Math.max(0, earlier.length - job.ofBefore)), memory, report.language, wanted);
  return { kind: 'report', report, memory, pictures, problems: problems.map(sayProblem), unread, joined };
}

/** A question this well known to the notes is not about a paste that merely came before. */
const SURE_OF_A_NOTE = 0.9;
/** Without any of these a question after a paste is about the paste, and one that nobody addressed to the bot is chat. */
const NAMES_A_POD =
  /pod|容器|container|kube|k8s|\binit\b|sidecar|probe|探针|namespace|命名空间|deployment|emptydir|volume|卷|crashloop|\boom|evict|驱逐|pending|调度|schedul|replica|副本|滚动|ingress|configmap|docker|镜像|image/i;

async function askIn(job: Extract<AnalysisJob, { kind: 'paste' }>, question: string): Promise<Reply> {
  const { language, locale, traditional } = job.wanted;
  const options = { language, locale, traditional, secrets: job.pasted.secrets, earlier: job.questionsBefore };
  // What the reply points at is meant before anything older in the thread.
  if (job.pointed && job.ofBefore > 0 && job.ofBefore < job.earlier.length) {
    const near = await ask(question, job.earlier.slice(-job.ofBefore), options);
    if (!near.declined && near.notes.length === 0) return near;
  }
  if (!job.pointed && NAMES_A_POD.test(question)) {
    const fromNotes = await ask(question, [], options);
    if (!fromNotes.declined && fromNotes.confidence >= SURE_OF_A_NOTE) return fromNotes;
  }
  return ask(question, job.earlier, options);
}

/** Earlier parts and new ones as one report, where they turn out to be one incident. */
async function join(
  earlier: PartMemory[],
  memory: PartMemory[],
  language: 'zh' | 'en',
  wanted: Wanted,
): Promise<Extract<Analysis, { kind: 'report' }>['joined']> {
  if (!memory.some((part) => part.analyzer === 'journal') || !earlier.some((part) => part.analyzer === 'journal'))
    return null;
  const together = [...earlier, ...memory];
  const report = await sayAgain(together, language);
  const across = report.incidents.some(
    ({ parts }) => parts.some((at) => at < earlier.length) && parts.some((at) => at >= earlier.length),
  );
  return across ? { report, pictures: await drawn(together, language, wanted) } : null;
}

async function drawn(memory: PartMemory[], language: 'zh' | 'en', wanted: Wanted): Promise<DrawnPicture[]> {
  if (!wanted.pictures) return [];
  const pictures = draw(memory, language).slice(0, LIMIT_PICTURES);
  return Promise.all(pictures.map(async (picture) => ({ png: await toPng(picture), alt: picture.alt })));
}

/** A paste's words and files as one text; what cannot be read is named. */
function textOf(pasted: Pasted): { text: string; unread: Unread } {
  const found: ReadFile[] = [];
  const unread = [...pasted.unread];
  let left = LIMIT_CHARACTERS - pasted.text.length - SEPARATORS;
  for (const file of pasted.files) {
    const before = found.length;
    let why = readFile(file, found);
    const size = found.slice(before).reduce((sum, { text }) => sum + text.length, 0);
    if (size > left) {
      // Together they are more than is explained at once; those before it are.
      found.length = before;
      why = 'too-large';
    } else left -= size;
    if (why) unread.push({ name: file.name, why });
  }
  // Source files are one program, headers first; anything else stands for itself.
  const isCode = ({ name }: ReadFile) => SOURCE.test(name);
  const sources = found.filter(isCode).sort((a, b) => Number(HEADER.test(b.name)) - Number(HEADER.test(a.name)));
  const others = found.filter((file) => !isCode(file));
  const pieces = [sources.map(({ text }) => text).join('\n\n'), ...others.map(({ text }) => text)];
  const files = pieces.filter((text) => text.trim() !== '').join('\n\n---\n\n');
  return { text: [pasted.text, files].filter((text) => text.trim() !== '').join('\n\n'), unread };
}

/** Room for what stands between the files. */
const SEPARATORS = 1024;
const SOURCE = /\.(?:c|h|cpp|hpp|cc|ino|pde)$/i;
const HEADER = /\.(?:h|hpp)$/i;

interface ReadFile {
  name: string;
  text: string;
}

function readFile(file: Pasted['files'][number], into: ReadFile[]): FileProblem | null {
  try {
    const readable = unpack(file).flatMap(({ name, bytes }) => {
      const decoded = decodePaste(bytes);
      return 'text' in decoded ? [{ name, text: decoded.text }] : [];
    });
    into.push(...readable);
    return readable.length > 0 ? null : 'not-text';
  } catch (error) {
    return error instanceof RangeError ? 'too-large' : 'damaged';
  }
}

/** Where an analyzer failed, without the words of the error: those may be the paste's. */
function sayProblem(problem: Error): string {
  const cause = problem.cause as Error | undefined;
  const frames = (cause?.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return `${problem.message}: ${cause?.name ?? 'Error'} ${frames[0]?.trim() ?? ''}`.trim();
}

/**
 * What the pins did in the run of each part, and when. The answer's words are no measure: without an input given they also tell what
 * pressing each one does.
 */
function courseOf(memory: PartMemory[]): string {
  const courses = memory.map(({ facts }) => {
    const { events, eventInfo, loop, loopSeconds, dimmed, ended, stuck, trap, stdout } = facts as Record<
      string,
      unknown
    >;
    return { events, eventInfo, loop, loopSeconds, dimmed, ended, stuck, trap, stdout };
  });
  return JSON.stringify(courses);
}
