import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { ends } from './lifetime.ts';
import { reply } from './reply.ts';
import { contentWords } from './topics.ts';

/** `marta : TTY=pts/1 ; PWD=/home/marta ; USER=root ; COMMAND=/usr/bin/systemctl restart nginx` */
const RUN = /^\s*([\w.-]+) : .*?\bUSER=([\w.-]+) ; (?:ENV=[^;]* ; )?COMMAND=(.+)$/;

const ASKS_COMMANDS =
  /(?:哪些|什么|哪几[条个]|哪[条个])命令|(?:执行|敲|跑|运行)(?:了|过)(?:些)?(?:什么|哪些|啥)|\b(?:what|which) commands?\b|\bwhat (?:did|has|was) .{1,30}\b(?:run|ran|execute[ds]?|do|done|typed?)\b/i;
const ASKS_WHO = /谁|哪个用户|\bwho\b|\bwhich user\b/i;
const OF_REMEDY = /修|解决|弄好|搞定|处理|\b(?:fix\w*|solv\w*|repair\w*|resolv\w*)\b/i;
/** Deeds in Chinese by the words of commands. */
const DEEDS: [asked: RegExp, command: RegExp][] = [
  [/重启/, /\brestart\b|\breboot\b/],
  [/停/, /\bstop\b|\bkill\b/],
  [/启动/, /\bstart\b/],
  [/删/, /\brm\b|\bdelete\b|\bremove\b|\bpurge\b/],
  [/装/, /\binstall\b/],
  [/\breboot\w*/i, /\breboot\b/],
  [/\brestart\w*/i, /\brestart\b/],
  [/\bstopp?\w*/i, /\bstop\b/],
  [/\bdelet\w*|\bremov\w*/i, /\brm\b|\bdelete\b|\bremove\b|\bpurge\b/],
  [/\binstall\w*/i, /\binstall\b/],
];
const OF_ASKING =
  /^(?:as|commands?|root|sudo|user|users|ran|execut\w+|fix\w*|solv\w*|repair\w*|resolv\w*|restart\w*|reboot\w*|stopp?\w*|delet\w*|remov\w*|install\w*|problem|typed?)$/i;

interface Run {
  entry: EntryFact;
  user: string;
  command: string;
}

/** "Which commands were run as root", "who restarted nginx", "谁修的": what `sudo` wrote down of them. */
export function aboutSudo(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const who = ASKS_WHO.test(question);
  if (!who && !ASKS_COMMANDS.test(question)) return null;
  const runs = facts.quotable.flatMap((entry): Run[] => {
    const match = entry.program === 'sudo' ? RUN.exec(entry.text) : null;
    return match ? [{ entry, user: match[1]!, command: match[3]!.trim() }] : [];
  });
  if (runs.length === 0) return null;
  const deeds = DEEDS.filter(([asked]) => asked.test(question)).map(([, command]) => command);
  const words = contentWords(question).filter((word) => !OF_ASKING.test(word));
  const named = runs.filter(
    ({ user, command }) =>
      words.every((word) => user.toLowerCase() === word || command.toLowerCase().includes(word)) &&
      deeds.every((deed) => deed.test(command)),
  );
  const { again } = ends(facts);
  const remedy = OF_REMEDY.test(question) && again ? runs.filter(({ entry }) => entry.at < again.at) : null;
  if (who && words.length === 0 && deeds.length === 0 && !remedy) return null;
  const found = remedy ?? named;
  if (found.length === 0) return null;
  const users = [...new Set(found.map(({ user }) => `\`${inline(user)}\``))].join(pick(language, '、', ', '));
  const list = found.slice(0, 8).map(({ entry, user, command }) => {
    const clock = entry.time ? `${entry.time.slice(11, 19)} ` : '';
    return `- ${clock}${user}: \`${command.replaceAll('`', "'").slice(0, 200)}\``;
  });
  const head = remedy
    ? pick(language, `${users}。恢复之前用 sudo 执行的是：`, `${users}; run with sudo before it came back:`)
    : who
      ? `${users}${pick(language, '：', ':')}`
      : pick(language, `用 sudo 执行了 ${found.length} 条：`, `${found.length} with sudo:`);
  return reply(
    facts,
    [head, ...list].join('\n'),
    found.slice(0, 4).map(({ entry }) => entry.at),
    0.92,
  );
}
