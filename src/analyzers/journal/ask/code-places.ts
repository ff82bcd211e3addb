import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

/** A place in code that a trace names. */
interface Frame {
  entry: EntryFact;
  file: string;
  line: string;
  /** The function that is named with it. */
  inside: string | null;
  own: boolean;
}

/** Code that came with a language or a package. */
const FOREIGN =
  /site-packages|dist-packages|node_modules|^\/(?:usr\/)?(?:local\/)?s?bin\/|node:|<frozen|\/(?:usr\/)?lib\/|\/usr\/local\/(?:lib|go)\/|\/go\/pkg\/mod|\/\.cargo\/|\/rustc\/|^(?:java|javax|jdk|sun|com\.sun|kotlin|scala|org\.(?:springframework|apache|hibernate|postgresql|junit|eclipse)|io\.netty|com\.(?:zaxxer|mysql|fasterxml))\./;
const PYTHON = /^\s*File "([^"]{1,300})", line (\d+)(?:, in (\S+))?/;
const AT_FILE =
  /^\s*at (?:async )?(?:(.{1,120}?) \()?(?:file:\/\/)?((?:\/|node:|[A-Z]:\\|[\w.@-]+\/)?[^\s():]{1,300}):(\d+)(?::\d+)?\)?$/;
const JAVA = /^\s*at ([\w.$<>/@]{3,200})\(([\w$-]{1,80}\.(?:java|kt|scala|groovy)):(\d+)\)/;
const GO = /^\s+(\/\S{1,300}\.go):(\d+)(?: \+0x[\da-f]+)?$/;

const framesOf = ({ quotable }: JournalFacts): Frame[] =>
  quotable.flatMap((entry, index): Frame[] => {
    const text = entry.text;
    const python = PYTHON.exec(text);
    if (python) return [frame(entry, python[1]!, python[2]!, python[3] ?? null, python[1]!)];
    const java = JAVA.exec(text);
    if (java) return [frame(entry, java[2]!, java[3]!, java[1]!, java[1]!.replace(/^[\w.]+\//, ''))];
    const node = AT_FILE.exec(text);
    if (node) return [frame(entry, node[2]!, node[3]!, node[1] ?? null, node[2]!)];
    const go =
      GO.exec(text) ?? GO.exec(entry.raw) ?? (/^\s*\/\S+\.go:\d+/.test(text) ? GO.exec(`\t${text.trim()}`) : null);
    if (go) {
      const above = quotable[index - 1]?.text ?? '';
      return [
        frame(
          entry,
          go[1]!,
          go[2]!,
          /^(?:created by )?(\S+?)(?:\([^()]*\))?(?: in goroutine \d+)?$/.exec(above.trim())?.[1] ?? null,
          go[1]!,
        ),
      ];
    }
    return [];
  });

const frame = (entry: EntryFact, file: string, line: string, inside: string | null, origin: string): Frame => ({
  entry,
  file,
  line,
  inside,
  own: !FOREIGN.test(origin),
});

/** The frame of one's own code in which it went wrong: the last of Python's first trace, the first of any other. */
function whereItBroke(frames: readonly Frame[], facts: JournalFacts): Frame | undefined {
  const python = frames[0] && PYTHON.test(frames[0].entry.text);
  if (!python) return frames.find(({ own }) => own) ?? frames[0];
  const end = facts.quotable.find(
    ({ at, text }) => at > frames[0]!.entry.at && /^(?:[\w.]+(?:Error|Exception)|[A-Z]\w+)\b.{0,4}:/.test(text),
  );
  const first = frames.filter(({ entry }) => !end || entry.at < end.at);
  return first.findLast(({ own }) => own) ?? first.at(-1);
}

const ASKS_LINE =
  /哪(?:一)?(?:行|句)|第?几行|行号|\b(?:which|what) line\b|\bline number\b|\bwhere (?:exactly )?(?:in the code|did it (?:break|crash|fail|blow))|哪里(?:的代码|炸|崩|抛)|\bwhich file\b|哪个(?:源)?文件/i;
const OF_CODE =
  /代码|源码|程序|脚本|文件|炸|崩|抛|报错|出错|挂|自己|\b(?:code|source|file|crash\w*|throw\w*|threw|broke|blew|fail\w*|own|function|open\w*|call\w*|raise\w*|error|panic\w*)\b/i;
const IN_A_FUNCTION = /哪个(?:函数|方法)|什么函数|\b(?:which|what) (?:function|method)\b/i;
const CALLED_BY =
  /谁(?:调用?的?|调了)|被谁调|从哪(?:里)?调|\bwho call(?:s|ed)\b|\bcalled (?:from|by)\b|\bwhere\b.{0,30}\bcalled\b|\bcaller\b/i;
/** A file that a program wanted is no place in its code. */
const OF_A_FILE =
  /缺|不存在|找不到|没有这个|权限|满|删|\b(?:delete|remove)\b|\bmissing\b|\bnot (?:found|exist)|\b(?:does|did)(?: not|n't) exist|\bpermission|\bfull\b|\bneeds?\b|\blooking for\b/i;
/** A file by its name, and a place in one. */
const FILE_NAMED =
  /((?:[\w@-]+\/)*[\w@.-]*\w\.(?:go|py|js|ts|tsx|jsx|java|kt|rs|c|cc|cpp|h|rb|php|cs|ya?ml|json|toml|conf|cfg|sql|sh|tf|gradle|xml|vue|css)|Dockerfile|Makefile|Jenkinsfile)(?![A-Za-z])(?::(\d+))?/;

/** "Which line of my code", "Dockerfile 第几行", "who called it", "why was pg.go:61 rejected": the places in code that a log names. */
export function aboutCodePlace(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const colon = pick(language, '：', ': ');
  const file = FILE_NAMED.exec(question);
  if (file?.[2]) {
    const place = `${file[1]}:${file[2]}`;
    const own = facts.quotable.filter(({ raw }) => new RegExp(`(?<![\\w])${escaped(place)}(?!\\d)`).test(raw));
    if (own.length > 0 && own.length <= 3)
      return reply(
        facts,
        own.map((entry) => quoted(entry, 300)).join('\n'),
        own.map(({ at }) => at),
        0.9,
      );
  }
  const asksLine = ASKS_LINE.test(question);
  if (file && !file[2] && asksLine) {
    const lines = facts.quotable.flatMap((entry) => {
      const number = new RegExp(`(?<![\\w])${escaped(file[1]!)}(?::|",? line |,? line |\\()(\\d+)`).exec(
        entry.raw,
      )?.[1];
      return number ? [{ entry, number }] : [];
    });
    const numbers = [...new Set(lines.map(({ number }) => number))];
    if (numbers.length === 0 || numbers.length > 4) return null;
    return reply(
      facts,
      `${pick(language, `第 ${numbers.join('、')} 行：`, `line ${numbers.join(', ')}: `)}${quoted(lines[0]!.entry, 260)}`,
      lines.map(({ entry }) => entry.at),
      0.9,
    );
  }
  const linted = aboutLinted(question, asksLine, facts, language);
  if (linted) return linted;
  const frames = framesOf(facts);
  if (frames.length === 0) return null;
  if (CALLED_BY.test(question)) {
    const at = frames.findIndex(({ inside }) => inside !== null && named(question, inside));
    const python = PYTHON.test(frames[0]!.entry.text);
    const caller = at < 0 ? undefined : frames[python ? at - 1 : at + 1];
    if (!caller) return null;
    const name = caller.inside === null ? '' : `\`${caller.inside.replaceAll('`', "'")}\` `;
    return reply(
      facts,
      `${name}(\`${caller.file}:${caller.line}\`)${colon}${quoted(caller.entry, 260)}`,
      [caller.entry.at],
      0.9,
    );
  }
  const inside = IN_A_FUNCTION.test(question);
  if (!inside && !(asksLine && OF_CODE.test(question))) return null;
  if (OF_A_FILE.test(question)) return null;
  if (readAsked(question).count) return null;
  const called = /打开|读|\bopen\w*\b|\bcall\w*\b|调/i.test(question)
    ? frames.find(({ own, entry }) => own && speaks(question, facts, entry))
    : undefined;
  const found = called ?? whereItBroke(frames, facts);
  if (!found) return null;
  const where = `\`${found.file}:${found.line}\``;
  const name = found.inside === null ? '' : `\`${found.inside.replaceAll('`', "'")}\``;
  const head = inside ? (name === '' ? null : `${name} (${where})`) : `${where}${name === '' ? '' : ` (${name})`}`;
  return head === null ? null : reply(facts, `${head}${colon}${quoted(found.entry, 260)}`, [found.entry.at], 0.91);
}

const LINTED = /^\s*(\d{1,6}):(\d{1,4})\s+(error|warning)\s+(\S.{2,200})$/;
const COMPILED = /^(?:\[ERROR\] )?([\w./@\\-]+\.[a-z]{1,5}):\[?(\d+)[,:]?(\d+)?\]?:? (?!warning)\S/;
const COUNTS_ERRORS = /(?:几|多少)个?(?:编译)?(?:错误?|报错)|\bhow many (?:\w+ )?errors?\b/i;

/** What a linter or a compiler says of which line, and how much of it. */
function aboutLinted(question: string, asksLine: boolean, facts: JournalFacts, language: Language): AnswerAbout | null {
  const level = /warn|警告/i.test(question) ? 'warning' : 'error';
  const linted = facts.quotable.filter(({ text }) => LINTED.exec(text)?.[3] === level);
  if (asksLine && linted.length > 0 && linted.length <= 4 && /error|warn|错|警告/i.test(question)) {
    const lines = linted.map(({ text }) => LINTED.exec(text)![1]!);
    return reply(
      facts,
      `${pick(language, `第 ${lines.join('、')} 行：`, `line ${lines.join(', ')}: `)}${linted.map((entry) => quoted(entry, 200)).join('; ')}`,
      linted.map(({ at }) => at),
      0.9,
    );
  }
  const compiled = facts.quotable.filter(({ text }) => COMPILED.test(text) && !LINTED.test(text));
  if (asksLine && compiled.length > 0 && compiled.length <= 4 && !FILE_NAMED.test(question)) {
    const lines = compiled.map(
      ({ text }) => `\`${COMPILED.exec(text)![1]!.replace(/^.*[\\/]/, '')}:${COMPILED.exec(text)![2]}\``,
    );
    return reply(
      facts,
      `${lines.join(pick(language, '、', ', '))}${pick(language, '：', ': ')}${compiled.map((entry) => quoted(entry, 200)).join('; ')}`,
      compiled.map(({ at }) => at),
      0.9,
    );
  }
  if (!COUNTS_ERRORS.test(question)) return null;
  const found = linted.length > 0 ? linted : compiled;
  if (found.length === 0 || level === 'warning') return null;
  return reply(
    facts,
    `${found.length}${pick(language, ' 个：', ': ')}\n${found
      .slice(0, 4)
      .map((entry) => `- ${quoted(entry, 200)}`)
      .join('\n')}`,
    found.slice(0, 4).map(({ at }) => at),
    0.89,
  );
}

/** The line of code below a frame speaks of what the question says is done. */
function speaks(question: string, facts: JournalFacts, entry: EntryFact): boolean {
  const below = facts.quotable.find(({ at }) => at === entry.at + 1)?.text.toLowerCase() ?? '';
  const text = `${entry.raw} ${below}`.toLowerCase();
  return /\bopen/i.test(question)
    ? /\bopen\w*\(/.test(text)
    : question
        .toLowerCase()
        .split(/\W+/)
        .some((word) => word.length > 3 && below.includes(word));
}

const escaped = (text: string): string => text.replace(/[^\w]/g, '\\$&');
const named = (question: string, inside: string): boolean => {
  const short = inside.split(/[./]/).at(-1)!.replace(/[^\w]/g, '');
  return question.includes(inside) || (short.length > 2 && new RegExp(`(?<![\\w])${short}(?![\\w])`).test(question));
};

const ERROR_LINE = /^(?:Caused by: )?(?:[\w.$]+\.)?([A-Z]\w*(?:Error|Exception|Interrupt|Exit))\b/;
const FIRST_ERROR =
  /(?:哪个|什么|谁).{0,4}(?:错误?|异常|报错).{0,4}(?:先|最早|第一)|先(?:报|出|发生)(?:的)?(?:是)?(?:哪|什么)|\b(?:which|what)\b.{0,20}\b(?:error|exception|failure)\b.{0,16}\bfirst\b|\bfirst (?:error|exception|failure)\b|\bwhich (?:one )?(?:came|happened|occurred) first\b/i;

/** "Which error came first": of errors that one trace chains; Java tells the last one first. */
export function aboutFirstError(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!FIRST_ERROR.test(question)) return null;
  const errors = facts.quotable.filter(({ text }) => ERROR_LINE.test(text));
  const [first, next] = errors;
  if (!first || !next) return null;
  const causes = errors.filter(({ text }) => text.startsWith('Caused by: '));
  const found = causes.at(-1) ?? first;
  const then = causes.length > 0 ? first : next;
  return reply(
    facts,
    pick(
      language,
      `先是：${quoted(found, 220)}\n之后才是：${quoted(then, 220)}`,
      `First: ${quoted(found, 220)}\nThen: ${quoted(then, 220)}`,
    ),
    [found.at, then.at],
    0.91,
  );
}
