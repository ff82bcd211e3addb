import { inChinese } from '../../c/chinese.ts';
import type { Language } from '../../language/language.ts';
import { storiesOf } from './behaviour.ts';
import { type Assumption, type Claim, type GpioFacts, type GpioPart, TOLD_ONLY } from './facts.ts';
import { byFunction } from './say/by-function.ts';
import { factList } from './say/fact-list.ts';
import { passWords, repetition } from './say/repetition.ts';
import { summary } from './say/summary.ts';
import { timeline } from './say/timeline.ts';
import { analogSentence, whatIfSentence } from './say/what-if.ts';
import { list, quoted } from './words.ts';

const SEVERITY = { error: '❌', warning: '⚠️', note: '💡' } as const;
const ASSUMPTION_LIMIT = 12;
const QUOTE_LIMIT = 120;

/** Assumptions of one kind on one line; the name stands in front where the paste has it. */
function assumptionLines(facts: GpioFacts, language: Language): string[] {
  const groups = new Map<string, Assumption[]>();
  for (const each of facts.assumptions)
    groups.set(each.text[language], [...(groups.get(each.text[language]) ?? []), each]);
  return [...groups].slice(0, ASSUMPTION_LIMIT).map(([text, members]) => {
    const names = members.filter(({ name }) => facts.source.includes(name)).map(({ name }) => `\`${quoted(name)}\``);
    if (names.length === 0) return `- ${text}`;
    return `- ${names.join(language === 'zh' ? '、' : ', ')}${language === 'zh' ? '：' : ': '}${text}`;
  });
}

/** One line a comment and verdict, however many things it says. */
function claimLines(facts: GpioFacts, language: Language): string[] {
  const zh = language === 'zh';
  const groups = new Map<string, Claim[]>();
  for (const claim of facts.claims) {
    const key = `${claim.line} ${claim.holds} ${claim.quote}`;
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  return [...groups.values()].map((claims) => {
    const [{ line, holds, quote }] = claims as [Claim];
    const why = claims.map((claim) => claim.why[language]).join(zh ? '；' : '; ');
    const short = quote.length > QUOTE_LIMIT ? `${quote.slice(0, QUOTE_LIMIT)}…` : quote;
    return `${holds ? '✅' : '❌'} ${zh ? `第 ${line} 行` : `line ${line}`} “${quoted(short)}”${zh ? '：' : ': '}${why}`;
  });
}

const MOST_CUT = 8;

/** Which lines lost their ends, said before anything that depends on them. */
function cutWords({ lines, column }: NonNullable<GpioFacts['cut']>, language: Language): string {
  const zh = language === 'zh';
  const shown = lines.slice(0, MOST_CUT);
  const more = lines.length > MOST_CUT;
  if (zh)
    return `⚠️ 第 ${shown.join('、')} ${more ? `等 ${lines.length} ` : ''}行在第 ${column} 列被截断，后半截没贴出来，所以上面说的可能不全。把完整的代码（文件）再贴一次就能看准。`;
  return `⚠️ ${lines.length === 1 ? 'Line' : 'Lines'} ${list(shown.map(String), 'en')}${more ? ` and ${lines.length - MOST_CUT} more` : ''} ${lines.length === 1 ? 'is' : 'are'} cut off at column ${column}, so the above may be incomplete. Paste the whole code (or the file) to be sure.`;
}

/** Facts to the answer, in one language. Sees nothing but the facts. */
export function say(facts: GpioFacts, language: Language): GpioPart {
  const zh = language === 'zh';
  const stories = storiesOf(facts);
  const blocks: string[] = [summary(facts, stories, language)];
  if (facts.cut) blocks.push(cutWords(facts.cut, language));
  const again = repetition(facts, language);
  if (again) blocks.push(again);
  blocks.push(...passWords(facts, language));
  if (facts.stuck)
    blocks.push(
      zh
        ? `${facts.stuck.unknown ? '只跑到' : '程序卡在'}第 ${facts.stuck.line} 行：${quoted(facts.stuck.waitingFor.zh)}`
        : `The ${facts.stuck.unknown ? 'run goes no further than' : 'program gets stuck at'} line ${facts.stuck.line}: ${quoted(facts.stuck.waitingFor.en)}`,
    );
  if (facts.trap && facts.ended !== 'not-run')
    blocks.push(
      zh
        ? `运行在第 ${facts.trap.line} 行中止：${quoted(inChinese(facts.trap.message))}`
        : `The run stops at line ${facts.trap.line}: ${quoted(facts.trap.message)}`,
    );
  const functions = byFunction(facts, language);
  if (functions) blocks.push(functions);
  const table = timeline(facts, language);
  if (table) blocks.push(table);
  const pressed = facts.whatIf.filter((each) => each.phases.some((phase) => phase.differs || phase.missed));
  const analog = facts.analog?.phase.differs ? [analogSentence(facts.analog, language)] : [];
  if (pressed.length + analog.length > 0)
    blocks.push(
      `**${zh ? '输入变化时' : 'When an input changes'}**\n${[...pressed.map((each) => whatIfSentence(each, language)), ...analog].join('\n')}`,
    );
  if (facts.findings.length > 0) {
    const lines = facts.findings.map((finding) => {
      const fix = finding.fix
        ? `\n  ${zh ? '改成' : 'Instead'}: \`${quoted(finding.fix)}\``
        : `${zh ? '' : ' '}${finding.advice[language]}`;
      const place = finding.line > 0 ? (zh ? `第 ${finding.line} 行：` : `line ${finding.line}: `) : '';
      return `${SEVERITY[finding.severity]} ${place}${quoted(finding.text[language])}${zh ? '' : ' '}${finding.why[language]}${fix}`;
    });
    blocks.push(`**${zh ? '问题' : 'Mistakes'}**\n${lines.join('\n')}`);
  }
  if (facts.claims.length > 0) {
    const lines = claimLines(facts, language);
    const named = facts.claims.some(({ quote }) => /^[A-Za-z_]\w*$/.test(quote));
    const heading = named
      ? { zh: '注释和名字对不对', en: 'Comments and names, checked' }
      : { zh: '注释对不对', en: 'Comments, checked' };
    blocks.push(`**${heading[language]}**\n${lines.join('\n')}`);
  }
  if (facts.assumptions.length > 0) {
    blocks.push(
      `**${zh ? '前提（代码里没有的）' : 'Taken for granted'}**\n${assumptionLines(facts, language).join('\n')}`,
    );
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
    findings: facts.findings
      .filter(({ kind }) => !TOLD_ONLY.has(kind))
      .map((finding) => ({
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
