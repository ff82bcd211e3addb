import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { quoted, refuse, reply } from './reply.ts';

const MEANS =
  /什么意思|啥意思|是什么|是啥|代表|表示|指(?:的)?(?:是|什么)|\bmeans?\b|\bmeaning\b|\bstand for\b|\bwhat(?:'s| is)\b/i;
/** What a shell, a signal or a web server means by its number is told elsewhere. */
const OTHER_NUMBERS = /退出码|返回码|\bexit|\bstatus\b|\bsignal\b|信号|\bhttp\b|\bport\b|端口|\bpid\b|第 ?\d/i;
const CODE =
  /(?<![\w.:-])(?:(errno|error|err|code|rc|ret|错误码?|错误号|代码)\s*(?:number|code|no\.?|号|码)?\s*[=:#(]?\s*)?-?(\d{1,5})(?![\w.:]*\d)(?=$|[^\w.]|\b)/i;

/** Numbers of the system's errors, by what Linux calls them. */
const ERRNO: Record<number, [name: string, en: string, zh: string]> = {
  1: ['EPERM', 'Operation not permitted', '操作不允许'],
  2: ['ENOENT', 'No such file or directory', '文件或目录不存在'],
  4: ['EINTR', 'Interrupted system call', '系统调用被中断'],
  5: ['EIO', 'Input/output error', '读写出错'],
  11: ['EAGAIN', 'Resource temporarily unavailable', '资源暂时不可用'],
  12: ['ENOMEM', 'Cannot allocate memory', '分不到内存'],
  13: ['EACCES', 'Permission denied', '没有权限'],
  16: ['EBUSY', 'Device or resource busy', '设备或资源忙'],
  17: ['EEXIST', 'File exists', '文件已存在'],
  19: ['ENODEV', 'No such device', '没有这个设备'],
  20: ['ENOTDIR', 'Not a directory', '不是目录'],
  21: ['EISDIR', 'Is a directory', '是个目录'],
  22: ['EINVAL', 'Invalid argument', '参数无效'],
  23: ['ENFILE', 'Too many open files in system', '系统打开的文件太多'],
  24: ['EMFILE', 'Too many open files', '打开的文件太多'],
  27: ['EFBIG', 'File too large', '文件太大'],
  28: ['ENOSPC', 'No space left on device', '磁盘没有空间'],
  30: ['EROFS', 'Read-only file system', '只读文件系统'],
  32: ['EPIPE', 'Broken pipe', '管道断了'],
  98: ['EADDRINUSE', 'Address already in use', '地址（端口）已被占用'],
  99: ['EADDRNOTAVAIL', 'Cannot assign requested address', '没有这个本机地址'],
  101: ['ENETUNREACH', 'Network is unreachable', '网络不可达'],
  103: ['ECONNABORTED', 'Software caused connection abort', '连接被中止'],
  104: ['ECONNRESET', 'Connection reset by peer', '连接被对方重置'],
  110: ['ETIMEDOUT', 'Connection timed out', '连接超时'],
  111: ['ECONNREFUSED', 'Connection refused', '连接被拒绝'],
  113: ['EHOSTUNREACH', 'No route to host', '到不了对方主机'],
  122: ['EDQUOT', 'Disk quota exceeded', '超出磁盘配额'],
};

/** How programs write a number's meaning beside it. */
const toldBeside = (number: string): RegExp[] => [
  new RegExp(
    `\\b(?:error|errno|code|number)[ #=:]*(?:number |code |no\\.? )?${number} (?:means|stands for|is) ['"]?([^'"\\n]{3,80})`,
    'i',
  ),
  new RegExp(`\\(${number}: ([^()\\n]{3,80})\\)`),
  new RegExp(`\\[Errno ${number}\\] ([^:;\\n]{3,80})`, 'i'),
  new RegExp(`\\b(?:error|errno|err|code|rc)[ #=:(]*${number}\\)?[:,] ?["']?([A-Z][^"';,()\\n]{3,80})`, 'i'),
  new RegExp(`\\b(?:errno|error|err)[ =:]*${number} \\(([^()\\n]{3,80})\\)`, 'i'),
  new RegExp(`(?:^|: )([A-Z][a-z][\\w /-]{3,60}) \\((?:errno )?${number}\\)`),
];

const writesIt = (number: string): RegExp =>
  new RegExp(`\\b(?:errno|error|err|rc|ret)[ =:(#]*-?${number}(?![\\w.])`, 'i');

/** "What does error 11 mean": the line that says so itself; else what the system means by that number, said to be no more. */
export function aboutCodeMeaning(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!MEANS.test(question) || OTHER_NUMBERS.test(question)) return null;
  const number = CODE.exec(question)?.[2];
  if (number === undefined) return null;
  const errno = ERRNO[Number(number)];
  for (const pattern of toldBeside(number)) {
    const told = facts.quotable.flatMap((entry) => {
      const meaning = pattern.exec(entry.text)?.[1]?.trim();
      return meaning ? [{ entry, meaning }] : [];
    })[0];
    if (!told) continue;
    const same = errno && told.meaning.toLowerCase().startsWith(errno[1].toLowerCase().slice(0, 12));
    const beside = same ? pick(language, `（${errno[2]}，${errno[0]}）`, ` (${errno[0]})`) : '';
    return reply(
      facts,
      `${number}${pick(language, '：', ': ')}${inline(told.meaning)}${beside}${pick(language, '。日志里写着：', '. The log says so: ')}${quoted(told.entry)}`,
      [told.entry.at],
      0.92,
    );
  }
  const written: EntryFact | undefined = errno && facts.quotable.find(({ text }) => writesIt(number).test(text));
  if (!errno || !written) return null;
  return refuse(
    facts,
    language,
    pick(
      language,
      `日志里没有解释 ${number}：${quoted(written)}。如果它是系统的错误号，那就是 ${errno[0]}：${errno[1]}（${errno[2]}）。`,
      `The log does not say what ${number} is: ${quoted(written)}. If it is the system's error number, it is ${errno[0]}, "${errno[1]}".`,
    ),
    [written.at],
    0.72,
  );
}
