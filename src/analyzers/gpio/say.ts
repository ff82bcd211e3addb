import type { Language } from '../../language/language.ts';
import type { Fact } from '../analyzer.ts';
import { labelOf, type PinStory, restLevel, runningOrder, storiesOf } from './behaviour.ts';
import type { GpioFacts, GpioPart } from './facts.ts';
import { duration, list, quoted } from './words.ts';

const ROW_LIMIT = 24;
const SEVERITY = { error: '❌', warning: '⚠️', note: '💡' } as const;

/** One sentence about a pin. */
function pinSentence(story: PinStory, facts: GpioFacts, zh: boolean): string {
  const { label } = story;
  const language = zh ? 'zh' : 'en';
  if (story.steady !== null) {
    if (story.changes.length === 0)
      return zh
        ? `${label} 一直保持${restLevel(facts) ? '高' : '低'}电平，没有变化`
        : `${label} never changes and stays ${restLevel(facts) ? 'high' : 'low'}`;
    const level = zh ? (story.steady ? '高' : '低') : story.steady ? 'high' : 'low';
    return zh
      ? `${label} ${story.changes.length === 1 ? '置' : '最后停在'}${level}电平，之后不再变`
      : `${label} ${story.changes.length === 1 ? 'goes' : 'ends'} ${level} and stays so`;
  }
  if (story.looping.length === 0)
    return zh ? `${label} 变化 ${story.changes.length} 次` : `${label} changes ${story.changes.length} times`;
  const timed = story.highSeconds + story.lowSeconds > 0;
  if (story.looping.length === 2 && timed) {
    if (Math.abs(story.highSeconds - story.lowSeconds) < 0.02 * story.highSeconds) {
      return zh
        ? `${label} 每 ${duration(story.highSeconds, language)}翻转一次`
        : `${label} toggles every ${duration(story.highSeconds, language)}`;
    }
    return zh
      ? `${label} 高 ${duration(story.highSeconds, language)}、低 ${duration(story.lowSeconds, language)}`
      : `${label} is high for ${duration(story.highSeconds, language)}, low for ${duration(story.lowSeconds, language)}`;
  }
  return zh
    ? `${label} 每个周期变化 ${story.looping.length} 次`
    : `${label} changes ${story.looping.length} times a period`;
}

/** What the program does, as one would tell a colleague. */
function summary(facts: GpioFacts, stories: PinStory[], language: Language): string {
  const zh = language === 'zh';
  const title = facts.title[language];
  if (facts.ended === 'not-run') {
    return zh
      ? `这是 **${title}** 的 GPIO 代码，但里面没有可以从头跑起来的入口（如 main），所以只能看，不能跑。`
      : `This is GPIO code for **${title}**, but it has no entry to run from (such as main), so it could be read but not run.`;
  }
  const head = zh ? `这是 **${title}** 的程序：` : `A program for **${title}**: `;
  if (stories.length === 0) {
    return `${head}${zh ? '跑下来没有一个引脚成为输出，所以什么都不会亮。' : 'when run, no pin ever becomes an output, so nothing changes outside.'}`;
  }
  const order = facts.loop ? runningOrder(facts, stories) : null;
  const moving = stories.filter((story) => story.looping.length > 0);
  const still = stories.filter((story) => story.looping.length === 0);
  const parts: string[] = [];
  if (order) {
    const each = facts.loopSeconds ? duration(facts.loopSeconds / order.length, language) : null;
    parts.push(
      zh
        ? `流水灯，${order.join(' → ')} 轮流${each ? `，每步约 ${each}` : ''}`
        : `a running light, ${order.join(' → ')} in turn${each ? `, about ${each} a step` : ''}`,
    );
  } else parts.push(...moving.slice(0, 6).map((story) => pinSentence(story, facts, zh)));
  if (moving.length > 6 && !order)
    parts.push(zh ? `还有 ${moving.length - 6} 个引脚也在变化` : `${moving.length - 6} more pins change too`);
  parts.push(...still.slice(0, 4).map((story) => pinSentence(story, facts, zh)));
  return head + parts.join(zh ? '；' : '; ') + (zh ? '。' : '.');
}

/** What comes again, and how that is known. */
function repetition(facts: GpioFacts, language: Language): string | null {
  const zh = language === 'zh';
  const { loop } = facts;
  if (!loop) {
    if (facts.ended === 'returned')
      return zh ? '程序会执行到结尾，不循环。' : 'The program runs to its end and does not repeat.';
    if (facts.ended === 'settled' && facts.events.length > 0)
      return zh
        ? '之后引脚不再变化（除非外部输入改变）。'
        : 'After that no pin changes any more, unless an input does.';
    return null;
  }
  const passes = facts.passes.filter(
    (pass) => pass.events >= loop.start && pass.events < loop.start + loop.period,
  ).length;
  const time = facts.loopSeconds ? duration(facts.loopSeconds, language) : null;
  const from = loop.start + 1;
  const to = loop.start + loop.period;
  const basis =
    facts.loopBasis === 'proven'
      ? zh
        ? '（程序和芯片回到了同一状态，已证明）'
        : ' (proven: program and chip come back to the same state)'
      : zh
        ? '（按观察到的重复）'
        : ' (as watched)';
  let text = zh
    ? `第 ${from}～${to} 次变化无限重复${time ? `，一个周期约 ${time}` : ''}${basis}。`
    : `Changes ${from} to ${to} repeat for ever${time ? `, about ${time} a period` : ''}${basis}.`;
  if (passes > 1)
    text += zh
      ? `主循环要走 ${passes} 遍才是一个完整周期。`
      : ` It takes ${passes} passes of the main loop to come round.`;
  return text;
}

function passWords(facts: GpioFacts, language: Language): string[] {
  const zh = language === 'zh';
  const loop = facts.loop;
  const lines = facts.firstPass.map((each) => {
    const label = labelOf(each);
    const level = (value: 0 | 1) => (zh ? (value ? '高' : '低') : value ? 'high' : 'low');
    return zh
      ? `第一遍的第 ${each.delay} 次延时期间（第 ${each.line} 行）${label} 是${level(each.first)}电平，以后每一遍都是${level(each.later)}电平。`
      : `During delay ${each.delay} of the first pass (line ${each.line}) ${label} is ${level(each.first)}; in every later pass it is ${level(each.later)}.`;
  });
  if (loop) {
    const passes = facts.passes.filter(
      (pass) => pass.events >= loop.start && pass.events < loop.start + loop.period,
    ).length;
    const togglers = storiesOf(facts).filter(
      (story) => story.looping.length > 0 && story.looping.length === passes && passes > 1,
    );
    if (passes === 2 && togglers.length > 0) {
      const names = list(
        togglers.map((story) => story.label),
        language,
      );
      lines.push(
        zh
          ? `${names} 每一遍只翻转一次，所以两遍才是一个周期。`
          : `${names} toggles once a pass, which makes the period two passes.`,
      );
    }
  }
  return lines;
}

function timeline(facts: GpioFacts, language: Language): string | null {
  if (facts.events.length === 0) return null;
  const zh = language === 'zh';
  const { loop } = facts;
  const shown = Math.min(facts.events.length, loop ? Math.min(loop.start + loop.period, ROW_LIMIT) : ROW_LIMIT);
  const rows: string[] = [];
  for (let i = 0; i < shown; i++) {
    if (loop && i === loop.start) rows.push(zh ? '── 从这里开始重复 ──' : '── repeats from here ──');
    const info = facts.eventInfo[i]!;
    const changes = facts.events[i]!.map(({ pin, level }) => `${pin}=${level}`).join(' ');
    const time = `${info.exact ? '' : '~'}${duration(info.seconds, 'en')}`;
    const where =
      info.line > 0
        ? `${zh ? '行' : 'line '}${info.line}${info.function ? ` ${info.function}` : ''}${info.calls.length > 0 ? ` ← ${info.calls.at(-1)}` : ''}`
        : '';
    rows.push(`${time.padStart(9)}  ${changes.padEnd(20)}  ${where}`.trimEnd());
  }
  const total = loop ? loop.start + loop.period : facts.events.length;
  if (total > shown) rows.push(zh ? `…… 共 ${total} 次` : `... ${total} in all`);
  return `\`\`\`\n${rows.map(quoted).join('\n')}\n\`\`\``;
}

function factList(facts: GpioFacts, language: Language): Fact[] {
  const zh = language === 'zh';
  const found: Fact[] = [
    { id: 'family', text: zh ? `芯片家族：${facts.title.zh}` : `Chip family: ${facts.title.en}`, lines: null },
  ];
  for (const output of facts.outputs)
    found.push({
      id: `output-${output.pin}`,
      text: zh ? `${labelOf(output)} 是输出（${output.mode}）` : `${labelOf(output)} is an output (${output.mode})`,
      lines: output.lines,
    });
  for (const [i, changes] of facts.events.slice(0, 60).entries()) {
    const info = facts.eventInfo[i]!;
    const text = changes.map(({ pin, level }) => `${pin}=${level}`).join(', ');
    found.push({
      id: `event-${i + 1}`,
      text: zh ? `第 ${i + 1} 次变化：${text}` : `Change ${i + 1}: ${text}`,
      lines: info.line > 0 ? [info.line, info.line] : null,
    });
  }
  const again = repetition(facts, language);
  if (again) found.push({ id: 'loop', text: again, lines: null });
  for (const [i, line] of passWords(facts, language).entries())
    found.push({
      id: `pass-${i + 1}`,
      text: line,
      lines:
        facts.firstPass[i] && facts.firstPass[i].line > 0 ? [facts.firstPass[i].line, facts.firstPass[i].line] : null,
    });
  for (const [i, finding] of facts.findings.entries())
    found.push({
      id: `finding-${i + 1}-${finding.kind}`,
      text: finding.text[language],
      lines: finding.line > 0 ? [finding.line, finding.line] : null,
    });
  for (const [i, claim] of facts.claims.entries())
    found.push({
      id: `claim-${i + 1}`,
      text: claim.why[language],
      lines: claim.line > 0 ? [claim.line, claim.line] : null,
    });
  return found;
}

/** Facts to the answer, in one language. Sees nothing but the facts. */
export function say(facts: GpioFacts, language: Language): GpioPart {
  const zh = language === 'zh';
  const stories = storiesOf(facts);
  const blocks: string[] = [summary(facts, stories, language)];
  const again = repetition(facts, language);
  if (again) blocks.push(again);
  blocks.push(...passWords(facts, language));
  if (facts.stuck)
    blocks.push(
      zh
        ? `程序卡在第 ${facts.stuck.line} 行：${quoted(facts.stuck.waitingFor.zh)}`
        : `The program gets stuck at line ${facts.stuck.line}: ${quoted(facts.stuck.waitingFor.en)}`,
    );
  if (facts.trap)
    blocks.push(
      zh
        ? `运行在第 ${facts.trap.line} 行中止：${quoted(facts.trap.message)}`
        : `The run stops at line ${facts.trap.line}: ${quoted(facts.trap.message)}`,
    );
  const table = timeline(facts, language);
  if (table) blocks.push(table);
  if (facts.findings.length > 0) {
    const lines = facts.findings.map((finding) => {
      const fix = finding.fix
        ? `\n  ${zh ? '改成' : 'Instead'}: \`${quoted(finding.fix)}\``
        : ` ${finding.advice[language]}`;
      const place = finding.line > 0 ? (zh ? `第 ${finding.line} 行：` : `line ${finding.line}: `) : '';
      return `${SEVERITY[finding.severity]} ${place}${quoted(finding.text[language])} ${finding.why[language]}${fix}`;
    });
    blocks.push(`**${zh ? '问题' : 'Mistakes'}**\n${lines.join('\n')}`);
  }
  if (facts.claims.length > 0) {
    const lines = facts.claims.map(
      (claim) =>
        `${claim.holds ? '✅' : '❌'} ${zh ? `第 ${claim.line} 行` : `line ${claim.line}`} “${quoted(claim.quote.slice(0, 120))}”: ${claim.why[language]}`,
    );
    blocks.push(`**${zh ? '注释对不对' : 'Comments, checked'}**\n${lines.join('\n')}`);
  }
  if (facts.assumptions.length > 0) {
    const lines = facts.assumptions.slice(0, 12).map((each) => `- \`${quoted(each.name)}\`: ${each.text[language]}`);
    blocks.push(`**${zh ? '前提（代码里没有的）' : 'Taken for granted'}**\n${lines.join('\n')}`);
  }
  return {
    analyzer: 'gpio',
    lines: facts.lines,
    restored: facts.restored.map((each) => each[language]),
    ...(facts.restoredText === null ? {} : { restoredText: facts.restoredText }),
    facts: factList(facts, language),
    text: blocks.join('\n\n'),
    family: facts.family,
    outputs: facts.outputs,
    inputs: facts.inputs,
    events: facts.events,
    eventInfo: facts.eventInfo,
    loop: facts.loop,
    endless: facts.endless,
    stuck: facts.stuck ? { line: facts.stuck.line, waitingFor: facts.stuck.waitingFor[language] } : null,
    findings: facts.findings.map((finding) => ({
      kind: finding.kind,
      line: finding.line,
      severity: finding.severity,
      text: `${finding.text[language]} ${finding.why[language]}`,
      fix: finding.fix,
    })),
    claims: facts.claims.map((claim) => ({
      line: claim.line,
      quote: claim.quote,
      holds: claim.holds,
      why: claim.why[language],
    })),
    assumptions: facts.assumptions.map((each) => ({ name: each.name, text: each.text[language] })),
    stdout: facts.stdout,
  };
}
