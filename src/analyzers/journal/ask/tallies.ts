import { pick } from '../../../language/pick.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import type { Intent } from './intents.ts';
import { quoted, reply } from './reply.ts';
import { search } from './search.ts';

/** Things a log names that can be counted: the noun of the question, and where entries hold one. */
const COUNTED: { asked: RegExp; find(entry: EntryFact): string | undefined }[] = [
  { asked: /\bpids?\b|进程号/i, find: ({ raw }) => /\[(\d{2,8})\]:/.exec(raw)?.[1] },
  { asked: /sessions?\b|会话/i, find: ({ text }) => /session (\d+)/i.exec(text)?.[1] },
  {
    asked: /\bips?\b|addresses|ip 地址|(?:个|几)地址/i,
    find: ({ text }) => /\b((?:\d{1,3}\.){3}\d{1,3})\b/.exec(text)?.[1],
  },
  {
    asked: /\bunits?\b|\bservices?\b|服务|单元/i,
    find: ({ unit, raw }) => unit ?? /\b([\w@-]+\.service)\b/.exec(raw)?.[1],
  },
  { asked: /\bprograms?\b|程序/i, find: ({ program }) => program ?? undefined },
  { asked: /\bcontainers?\b|容器/i, find: ({ text }) => /\b([0-9a-f]{12,64})\b/.exec(text)?.[1] },
];

/** The restarts Kubernetes counts: `Restart Count: 4`, `(x14 over 5m)`. */
function podRestarts(facts: JournalFacts): { entry: EntryFact; count: number } | null {
  for (const entry of facts.quotable) {
    const count = /Restart Count: +(\d+)/i.exec(entry.raw)?.[1];
    if (count) return { entry, count: Number(count) };
  }
  for (const entry of facts.quotable) {
    const row = /\b\d+\/\d+\s+[A-Z]\w+\s+(\d+)(?:\s|$)/.exec(entry.raw)?.[1];
    if (row) return { entry, count: Number(row) };
  }
  for (const entry of facts.quotable) {
    const again =
      /\bStarted\b.*\(x(\d+) over/.exec(entry.raw)?.[1] ??
      /\(x(\d+) over[^)]*\).*(?:Started|Created|Killing)/.exec(entry.raw)?.[1];
    if (again) return { entry, count: Math.max(0, Number(again) - 1) };
  }
  return null;
}

/** Events that Kubernetes folds into one line with a count; different events do not add up. Null where none is folded. */
function eventCounts(hits: EntryFact[]): { entry: EntryFact; count: number }[] | null {
  const folded = hits.filter(({ raw }) => /\(x\d+ over/.test(raw));
  if (folded.length === 0 || hits.length < 2) return null;
  return hits
    .map((entry) => ({ entry, count: Number(/\(x(\d+) over/.exec(entry.raw)?.[1] ?? 1) }))
    .sort((a, b) => Number(/^back-?off/i.test(a.entry.text)) - Number(/^back-?off/i.test(b.entry.text)));
}

/** Questions for a number of times or of different things. */
export const TALLIES: Intent[] = [
  {
    asked:
      /重启(?:了)?(?:几|多少)次|重启次数|(?:how many times|how often).{0,24}restart|number of restarts|restart count/i,
    answer(facts, language) {
      if (facts.loops.length > 0) return null;
      const found = podRestarts(facts);
      return found
        ? reply(
            facts,
            pick(
              language,
              `${found.count} 次：${quoted(found.entry)}`,
              `${found.count} ${found.count === 1 ? 'time' : 'times'}: ${quoted(found.entry)}`,
            ),
            [found.entry.at],
            0.88,
          )
        : null;
    },
  },
  {
    // "how many different pids", "几个会话"
    asked:
      /(?:几|多少)个?(?:不同的?)?\s*(?:pid|进程号|会话|ip|地址|服务|单元|程序|容器)|how many (?:different |distinct |separate )?(?:pids?|sessions?|ips?|addresses|units?|services?|programs?|containers?)\b/i,
    answer(facts, language, question) {
      const kind = COUNTED.find(({ asked }) => asked.test(question));
      if (!kind) return null;
      const rest = question
        .replace(kind.asked, ' ')
        .replace(/不同|different|distinct|separate|how many|几个?|多少个?/gi, ' ');
      const hits = search(rest, facts).filter(({ coverage }) => coverage >= 0.6);
      const pool = hits.length > 0 ? hits.map(({ entry }) => entry) : facts.quotable;
      const values = new Map<string, number>();
      for (const entry of pool) {
        const value = kind.find(entry);
        if (value && !values.has(value)) values.set(value, entry.at);
      }
      if (values.size === 0) return null;
      const shown = [...values.keys()].slice(0, 8).map((value) => `\`${value}\``);
      return reply(
        facts,
        pick(language, `${values.size} 个：${shown.join('、')}`, `${values.size}: ${shown.join(', ')}`),
        [...values.values()].slice(0, 4),
        0.82,
      );
    },
  },
  {
    // "permission denied 出现了几次", "how many times does it say refused"
    asked:
      /(.{2,60}?)\s*(?:一共|总共)?(?:出现|报|打印|说|发生|提示|记录)(?:了|过)?\s*(?:几|多少)(?:次|遍|回|条)|(?:几|多少)(?:行|条|次)(?:日志)?\s*(?:是|有|说|提到|出现|包含)(?:了)?\s*(.{2,60})|how (?:many times|often) (?:does|did|is|was) (?:it (?:say|report|print|log|try|attempt|fail|mention) )?(.{2,60})|how many (?:lines|entries) (?:say|mention|contain|have|are|with) (.{2,60})|(?:how many times|how often) (?:.{0,8}\b)?(?:was|were|did|has|is|does) (.{2,40})|(.{1,20}?)(?:了|过)\s*(?:几|多少)(?:次|遍|回)|how many (.{2,40}?) (?:lines|messages|entries|errors|warnings|attempts|failures)\b/i,
    answer(facts, language, question) {
      const match = this.asked.exec(question);
      const phrase = match
        ?.slice(1)
        .find((group) => group !== undefined)
        ?.replace(/^["'“‘「]|["'”’」]|[?？。.]+$/g, '')
        .trim();
      if (!phrase || /^(?:it|restart\w*|重启)\b|^(?:重启|失败|不同)|restart/i.test(phrase)) return null;
      const lower = phrase.toLowerCase();
      const exact = facts.quotable.filter(({ raw }) => raw.toLowerCase().includes(lower));
      const hits =
        exact.length > 0
          ? exact
          : search(phrase, facts)
              .filter(({ coverage }) => coverage >= 0.75)
              .map(({ entry }) => entry)
              .sort((a, b) => a.at - b.at);
      if (hits.length === 0) return null;
      const events = eventCounts(hits);
      if (events)
        return reply(
          facts,
          events
            .slice(0, 3)
            .map(
              ({ entry, count }) =>
                `${count}${pick(language, ' 次：', count === 1 ? ' time: ' : ' times: ')}${inline(entry.raw.replace(/\s+/g, ' '), 180)}`,
            )
            .join('\n'),
          events.slice(0, 3).map(({ entry }) => entry.at),
          0.84,
        );
      // "(x14 over 5m)" and "message repeated 3 times" are more than one.
      const times = hits.reduce((sum, { raw }) => {
        const folded = /\(x(\d+) over|repeated (\d+) times/i.exec(raw);
        return sum + Number(folded?.[1] ?? folded?.[2] ?? 1);
      }, 0);
      return reply(
        facts,
        pick(
          language,
          `${times} 次：${hits
            .slice(0, 3)
            .map((entry) => quoted(entry, 160))
            .join('；')}${hits.length > 3 ? ' ……' : ''}`,
          `${times} ${times === 1 ? 'time' : 'times'}: ${hits
            .slice(0, 3)
            .map((entry) => quoted(entry, 160))
            .join('; ')}${hits.length > 3 ? ' …' : ''}`,
        ),
        hits.slice(0, 4).map(({ at }) => at),
        0.84,
      );
    },
  },
];
