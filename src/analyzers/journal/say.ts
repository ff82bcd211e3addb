import type { Language } from '../../language/language.ts';
import type { Fact } from '../analyzer.ts';
import type { CauseFact, JournalFacts, JournalPart } from './facts.ts';
import { assumedWords, clockOf, coverageWords, entryNumbers, repairWords, sentence } from './say/phrases.ts';
import { block, commands, inline } from './say/quote.ts';

const MOST_NOISE = 5;
const MOST_STEPS = 8;

/** The answer about a log: cause, story, fix, what only looks bad, what to run next, coverage. Same facts, same words. */
export function say(facts: JournalFacts, language: Language): JournalPart {
  const sections =
    facts.verdict === 'root-cause'
      ? [
          opening(facts, language),
          story(facts, language),
          fixes(facts, language),
          noise(facts, language),
          next(facts, language),
        ]
      : facts.verdict === 'symptom-only'
        ? [symptomsOnly(facts, language), story(facts, language), noise(facts, language)]
        : [healthy(facts, language), noise(facts, language)];
  const entries = new Map(facts.quotable.map((entry) => [entry.at, entry]));
  const text = [...sections, footer(facts, language)].filter((section) => section !== '').join('\n\n');
  return {
    analyzer: 'journal',
    lines: facts.range,
    restored: repairWords(facts.repairs, language),
    ...(facts.restoredText !== null ? { restoredText: facts.restoredText } : {}),
    facts: claims(facts, language),
    text,
    entries: facts.entries,
    format: facts.format,
    hosts: facts.hosts,
    units: facts.units,
    from: facts.from,
    to: facts.to,
    verdict: facts.verdict,
    causes: facts.causes.map((cause) => ({
      causeId: cause.causeId,
      rule: cause.rule,
      lines: cause.lines,
      at: cause.at,
      independent: cause.independent,
      confidence: cause.confidence,
      title: cause.title[language],
      why: cause.why[language],
      fix: cause.fix[language],
      next: cause.next,
      sources: cause.sources,
    })),
    next: facts.next,
    coverage: facts.coverage,
    labels: facts.labels.map((label) => {
      const entry = entries.get(label.at);
      return entry ? { ...label, lines: entry.lines } : label;
    }),
    noise: facts.noise.map((line) => ({ at: line.at, why: line.why[language] })),
    story: facts.story.flatMap((step) => {
      const entry = entries.get(step.at);
      const clock = clockOf(facts, step.at);
      const words = step.text[language];
      return entry
        ? [{ at: step.at, kind: step.kind, text: clock ? `${clock} ${words}` : words, lines: entry.lines }]
        : [];
    }),
  };
}

function opening(facts: JournalFacts, language: Language): string {
  return facts.causes.map((cause, index) => causeWords(cause, index, facts, language)).join('\n\n');
}

function causeWords(cause: CauseFact, index: number, facts: JournalFacts, language: Language): string {
  const zh = language === 'zh';
  const title = cause.title[language].replace(/[.。]$/, '');
  const where = entryNumbers(cause.at, language);
  const seen = cause.count > 1 ? (zh ? `，共出现 ${cause.count} 次` : `, seen ${cause.count} times`) : '';
  const head =
    index === 0
      ? zh
        ? `**原因：${title}。**（${where}${seen}）`
        : `**Cause: ${title}.** (${where}${seen})`
      : zh
        ? `**另一个独立的故障：${title}。**（${where}${seen}）`
        : `**A second, independent failure: ${title}.** (${where}${seen})`;
  const doubt =
    cause.confidence >= 0.8
      ? ''
      : cause.rule === null
        ? ''
        : zh
          ? '\n这是一类通用报错，把握不如认得出具体程序时大。'
          : '\nThis is a general kind of error, so it is less certain than a message known by name.';
  void facts;
  return `${head}\n${block(cause.lines)}\n${sentence(cause.why[language])}${doubt}`;
}

function story(facts: JournalFacts, language: Language): string {
  if (facts.story.length < 2) return '';
  const heading = language === 'zh' ? '**经过**' : '**What happened**';
  const steps = facts.story.slice(0, MOST_STEPS).map((step) => {
    const clock = clockOf(facts, step.at);
    const text = step.kind === 'cause' ? `**${plain(step.text[language])}**` : plain(step.text[language]);
    return `- ${clock ? `${clock} ` : ''}${text}`;
  });
  return `${heading}\n${steps.join('\n')}`;
}

/** Words of a log inside a list may not become Markdown. */
function plain(text: string): string {
  return text.replace(/([*_~|<>`[\]])/g, '\\$1').replace(/@(everyone|here)/g, '@\u200b$1');
}

function fixes(facts: JournalFacts, language: Language): string {
  const heading = language === 'zh' ? '**怎么修**' : '**Fix**';
  const parts = facts.causes.map((cause) => cause.fix[language].trim());
  return `${heading}\n${[...new Set(parts)].join('\n\n')}`;
}

function noise(facts: JournalFacts, language: Language): string {
  if (facts.noise.length === 0) return '';
  const zh = language === 'zh';
  const heading =
    facts.verdict === 'healthy'
      ? zh
        ? '**看着吓人但没事的**'
        : '**Looks bad, is not**'
      : zh
        ? '**看着像但不是原因的**'
        : '**Looks like it, is not the cause**';
  const lines = facts.noise.slice(0, MOST_NOISE).map((line) => {
    const quote = facts.quotable.find((entry) => entry.at === line.at);
    const what = quote ? inline(quote.text, 90) : plain(line.title[language]);
    const by =
      line.clearedBy === null ? '' : zh ? `（第 ${line.clearedBy} 条为证）` : ` (entry ${line.clearedBy} shows it)`;
    return `- ${what}${zh ? '：' : ': '}${sentence(line.why[language])}${by}`;
  });
  const more = facts.noise.length - lines.length;
  if (more > 0) lines.push(zh ? `- 另有 ${more} 类同样无关的行` : `- and ${more} more kinds of such lines`);
  return `${heading}\n${lines.join('\n')}`;
}

function next(facts: JournalFacts, language: Language): string {
  const list = facts.next.slice(0, 4);
  if (list.length === 0) return '';
  return `${language === 'zh' ? '**接下来看**' : '**Look next**'}\n${commands(list)}`;
}

function symptomsOnly(facts: JournalFacts, language: Language): string {
  const zh = language === 'zh';
  const subject = facts.units[0] ?? facts.subject.pod ?? facts.subject.container ?? null;
  const loop = facts.loops[0];
  const times =
    loop && loop.times > 1 ? (zh ? `，${loopWords(loop, language)}` : `; ${loopWords(loop, language)}`) : '';
  const head =
    facts.noEntries && facts.entries === 0
      ? zh
        ? '**这里一条日志也没有（No entries）。**多半是单元名、时间范围或权限不对。'
        : '**There is not a single entry here (No entries).** Usually the unit name, the time range or the rights are wrong.'
      : facts.symptoms.length === 0 && facts.units.length === 0 && !loop
        ? zh
          ? '**从这段看不出有没有出错，更看不到原因。**'
          : '**This excerpt does not show whether anything failed, let alone why.**'
        : zh
          ? `**这段只有症状，看不到原因${subject ? `：${subject} 失败了` : ''}${times}。**`
          : `**Only symptoms here, not the cause${subject ? `: ${subject} failed` : ''}${times}.**`;
  const symptoms = facts.symptoms.slice(0, 3).map((symptom) => {
    const quote = facts.quotable.find((entry) => entry.at === symptom.at);
    const why = symptom.why[language];
    return `- ${quote ? inline(quote.text, 110) : plain(symptom.title[language])}${symptom.count > 1 ? ` ×${symptom.count}` : ''}${why ? `${zh ? '：' : ': '}${sentence(why)}` : ''}`;
  });
  const reason =
    facts.truncated > 0
      ? zh
        ? `有 ${facts.truncated} 条在终端边缘被截断，截掉的部分里可能就有原因，我不猜。`
        : `${facts.truncated} entries are cut off at the terminal's edge; the cause may stand in what is missing, and I do not guess.`
      : zh
        ? '程序自己说了什么，这里没有；下面的命令能看到。'
        : 'What the program itself said is not in here; these commands show it.';
  const list = facts.next.slice(0, 5);
  return [
    head,
    symptoms.join('\n'),
    reason,
    list.length > 0 ? `${zh ? '**先跑这条**' : '**Run this first**'}\n${commands(list)}` : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** How often a unit was started in vain, and in what time. */
export function loopWords(loop: JournalFacts['loops'][number], language: Language): string {
  const seconds = loop.seconds === null || loop.seconds < 1 ? null : Math.round(loop.seconds);
  if (language === 'zh') {
    const span = seconds === null ? '' : `${seconds} 秒内`;
    return `${span}失败 ${loop.times} 次${loop.counter ? `（重启计数 ${loop.counter}）` : ''}${loop.gaveUp ? '，systemd 随后放弃' : ''}`;
  }
  const span = seconds === null ? '' : ` in ${seconds} s`;
  return `failed ${loop.times} ${loop.times === 1 ? 'time' : 'times'}${span}${loop.counter ? ` (restart counter ${loop.counter})` : ''}${loop.gaveUp ? ', then systemd gave up' : ''}`;
}

function healthy(facts: JournalFacts, language: Language): string {
  const { understood, of } = facts.coverage;
  const unknown = of - understood;
  if (language === 'zh') {
    const rest = unknown > 0 ? `其余 ${unknown} 条我不认识，但也没有报错的样子。` : '';
    return `**没有发现故障**：${of} 条里看懂 ${understood} 条，没有一条是失败。${rest}`;
  }
  const rest = unknown > 0 ? ` I do not know the other ${unknown}, but none of them reads like a failure.` : '';
  return `**Nothing failed here**: ${understood} of ${of} entries understood, none of them a failure.${rest}`;
}

function footer(facts: JournalFacts, language: Language): string {
  const parts = [
    coverageWords(facts, language),
    ...repairWords(facts.repairs, language),
    assumedWords(facts, language) ?? '',
  ].filter((part) => part !== '');
  return language === 'zh' ? `-# ${parts.join('；')}。` : `-# ${parts.join('; ')}.`;
}

/** The claims a model may put into other words, each with its lines. */
function claims(facts: JournalFacts, language: Language): Fact[] {
  const zh = language === 'zh';
  const linesOf = (at: number | undefined): [number, number] | null => {
    const entry = facts.quotable.find((candidate) => candidate.at === at);
    return entry ? [entry.lines[0], entry.lines[1]] : null;
  };
  const result: Fact[] = [
    { id: 'verdict', text: zh ? `结论：${facts.verdict}` : `verdict: ${facts.verdict}`, lines: null },
  ];
  for (const [index, cause] of facts.causes.entries()) {
    result.push({
      id: `cause-${index + 1}`,
      text: sentence(`${cause.title[language].replace(/[.。]$/, '')}${zh ? '。' : '. '}${cause.why[language]}`),
      lines: linesOf(cause.at[0]),
    });
    result.push({ id: `fix-${index + 1}`, text: cause.fix[language], lines: linesOf(cause.at[0]) });
  }
  for (const [index, symptom] of facts.symptoms.entries()) {
    result.push({
      id: `symptom-${index + 1}`,
      text: sentence(`${symptom.title[language]} ${symptom.why[language]}`),
      lines: linesOf(symptom.at),
    });
  }
  for (const [index, line] of facts.noise.entries()) {
    result.push({
      id: `noise-${index + 1}`,
      text: sentence(`${line.title[language]}${zh ? '：' : ': '}${line.why[language]}`),
      lines: linesOf(line.at),
    });
  }
  for (const [index, loop] of facts.loops.entries()) {
    result.push({
      id: `loop-${index + 1}`,
      text: sentence(`${loop.subject} ${loopWords(loop, language)}`),
      lines: linesOf(loop.at[0]),
    });
  }
  result.push({ id: 'coverage', text: sentence(coverageWords(facts, language)), lines: null });
  return result;
}
