import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { quoted, reply } from './reply.ts';

/**
 * A row of what the kernel lists before it kills: `[ 20011] 0 20011 254 1 28672 0 -998 pause`. Behind the resident pages
 * older kernels have a column more, newer ones up to three.
 */
const TASK = /^\[ *\d+\] +\d+ +(\d+) +\d+ +(\d+)(?: +\d+){2,5} +(-?\d+) (\S+)$/;

/** One process of that list. */
export interface Task {
  entry: EntryFact;
  pid: string;
  /** Resident pages. */
  pages: number;
  score: string;
  name: string;
}

/** The processes that the kernel listed before it killed one. */
export function tasksOf(facts: JournalFacts): Task[] {
  return facts.quotable.flatMap((entry) => {
    const match = TASK.exec(entry.text.trim());
    return match ? [{ entry, pid: match[1]!, pages: Number(match[2]), score: match[3]!, name: match[4]! }] : [];
  });
}

const MOST_MEMORY =
  /(?:谁|哪个|哪些|什么)(?:进程|程序|任务)?.{0,8}(?:内存).{0,6}(?:最多|最大|最高)|(?:最|占).{0,4}(?:吃|占|用)内存(?:最多)?的|内存(?:占用|用量)?最(?:多|大|高)的?(?:是)?(?:谁|哪个|进程)?|\b(?:which|what|who)\b.{0,30}\b(?:most|biggest|largest|highest)\b.{0,16}\b(?:memory|ram|rss)\b|\b(?:biggest|largest|top) (?:memory )?(?:process|user|consumer|task)\b/i;
const PAGE_KIB = 4;

/** "Which process uses the most memory": by its resident pages in the list that the kernel wrote. */
export function aboutMostMemory(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!MOST_MEMORY.test(question)) return null;
  const tasks = tasksOf(facts).toSorted((a, b) => b.pages - a.pages);
  const [most, next] = tasks;
  if (!most || !next || most.pages === next.pages) return null;
  const size = `${((most.pages * PAGE_KIB) / 1024).toFixed(0)} MiB`;
  return reply(
    facts,
    pick(
      language,
      `这里列出的 ${tasks.length} 个进程里是 \`${most.name}\`（pid ${most.pid}）：常驻 ${most.pages} 页，按 4 KiB 一页约 ${size}；其次是 \`${next.name}\`，${next.pages} 页：${quoted(most.entry, 160)}`,
      `Of the ${tasks.length} processes listed here \`${most.name}\` (pid ${most.pid}): ${most.pages} resident pages, about ${size} with pages of 4 KiB; next is \`${next.name}\` with ${next.pages}: ${quoted(most.entry, 160)}`,
    ),
    [most.entry.at, next.entry.at],
    0.92,
  );
}
