import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { nextOf, quoted, refuse, reply } from './reply.ts';

/** Asks for the one that has what another wants. */
const ASKS_HOLDER =
  /谁.{0,6}(?:占|用着|在用|抢|霸|监听|锁)|被(?:谁|什么|哪个?).{0,8}(?:占|抢|监听|锁)|(?:什么|哪个)(?:程序|进程|服务).{0,10}(?:占|监听|锁)|(?:占着|占用|占了?|锁着|锁住|持有).{0,24}(?:的)?(?:那个?|哪个?)?(?:进程|程序|pid|服务|是谁)|\b(?:who|what|which (?!port|address|file)\w+)\b(?: else)?.{0,14}\b(?:us(?:es|ing)|has|holds?|holding|listen\w*|occup\w*|took|taken|lock(?:s|ed|ing))\b.{0,24}(?:\bport\b|\baddress\b|\bsocket\b|\block\b|\bfile\b|\bit\b|\b\d{2,5}\b|\S+[./]\S+)|\b(?:pid|process(?: id)?|name) of (?:the )?(?:one|process|program|holder|owner)? ?(?:that |which )?(?:holds?|holding|has|us(?:es|ing)|lock(?:s|ing))\b|\bholder of the lock\b|\b(?:pid|process(?: id)?) of (?:the|that) other\b|(?:另一|别的|其他|那一?)个.{0,16}(?:的)? ?(?:pid|进程号)/i;
/** A line that tells that something is taken; one that tells by whom. */
const TAKEN =
  /already (?:in use|bound|allocated|running|locked)|in use by|\bEADDRINUSE\b|\b(?:un|in)?able to (?:lock|acquire|obtain)\b|\b(?:could not|cannot|can't|failed to) (?:get|acquire|obtain|take|lock)\b.{0,60}\block|\bheld by\b|\blocked by\b|\b(?:is|database is|file is) locked\b|(?:device or resource|text file) busy|\bpidfile\b.{0,40}\bexists|\block file\b.{0,60}\bexists|\bis another \w+\b.{0,30}\bPID\b|占用|被锁/i;
const BY_WHOM =
  /\b(?:in use|held|locked|owned|used|occupied|blocked) by (?:the |another )?(?:process |pid |PID )?[=:"'`(]*([\w./-]*[\w])(?:[)"'`]*,? ?\(([^()]{1,40})\))?|\b(?:already running|is another \w+)\b.{0,20}\((?:pid|PID)[ =:]*(\d+)\)?|(?:进程|PID)[ ：:=]*(\d{1,8}).{0,6}(?:占用|持有|锁)/i;
const NOBODY = /^(?:another|a|an|the|some|other|process|it)$/i;

/** What shows who has it: the sockets of a port, the users of a file. */
function lookup(entry: EntryFact, facts: JournalFacts): string | null {
  if (/already allocated/i.test(entry.text))
    return `docker ps --filter publish=${/:(\d{2,5})\b(?!\.)/.exec(entry.text)?.[1] ?? 'PORT'}`;
  if (/address|EADDRINUSE|\bbind|port|socket/i.test(entry.text)) {
    const port = /:(\d{2,5})\b(?!\.)/.exec(entry.text)?.[1];
    return port ? `sudo ss -ltnp 'sport = :${port}'` : 'sudo ss -ltnp';
  }
  const path = /(?<![\w.])(\.{0,2}\/[\w.@+/-]*\w)/.exec(entry.text)?.[1];
  if (path?.startsWith('/')) return `sudo lsof ${path}`;
  const file = path?.replace(/^.*\//, '');
  return file ? `sudo lsof | grep ${file}` : nextOf(facts);
}

/** "Who is using port 8080", "占着 ibdata1 的进程 pid": the one that wants it writes the log, the one that has it seldom stands there. */
export function aboutHolder(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!ASKS_HOLDER.test(question) || /内存|cpu|\bmemory\b|\bram\b|磁盘空间|\bdisk space\b/i.test(question)) return null;
  const taken = facts.quotable.filter(({ text }) => TAKEN.test(text));
  for (const entry of taken) {
    const match = BY_WHOM.exec(entry.text);
    const [who, name] = [match?.[1] ?? match?.[3] ?? match?.[4], match?.[2]];
    if (who === undefined || NOBODY.test(who)) continue;
    return reply(
      facts,
      `\`${who}\`${name ? pick(language, `（${name}）`, ` (${name})`) : ''}${pick(language, '：', ': ')}${quoted(entry)}`,
      [entry.at],
      0.91,
    );
  }
  const [entry] = taken;
  if (!entry) return null;
  const command = lookup(entry, facts);
  const see = command ? pick(language, `查是谁：\`${command}\``, ` To see who: \`${command}\``) : '';
  const told = pick(
    language,
    `日志里没有写被谁占了，只说已被占用：${quoted(entry)}。${see}`,
    `The log does not say who has it, only that it is taken: ${quoted(entry)}.${see}`,
  );
  return command ? reply(facts, told, [entry.at], 0.86) : refuse(facts, language, told, [entry.at], 0.86);
}
