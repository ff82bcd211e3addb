import { labelOf, storiesOf } from '../behaviour.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { phaseText } from '../say/what-if.ts';
import { duration, list, quoted } from '../words.ts';
import { bareLines } from './declared.ts';
import { CLEARS_FLAG } from './edit-target.ts';
import { factsWith } from './edited.ts';
import { tokensOf } from './pins.ts';
import { linesQuoted } from './purpose.ts';
import { factsWithHold, factsWithTap, PRESS_AT_MS } from './scenario.ts';
import { type Answer, type Asking, answer, brief, decline, lineText, onNote, say } from './text.ts';

const REMOVES =
  /去掉|删掉|删除|删了|能删|可以删|删(?:吗|不)|注释掉|注掉|拿掉|不写|漏(?:了|写)|少了|省(?:掉|略|了)|没有(?:了)?第|不要第|必须(?:要)?有|有必要|必要吗|多余|\b(?:remov\w*|delet\w*|drop\w*|leav\w+ out|comment\w* out|without line|take out|skip\w*|get rid of|omit\w*|necessary|redundant|needed|really need|do (?:i|we) need)\b/i;
const NEEDED = /必须|必要|多余|\b(?:necessary|redundant|needed|need)\b/i;

/** "Is it safe to remove line 7", "第 7 行能删吗": the program is run without it and what differs is told. */
export function aboutWithoutLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!REMOVES.test(question)) return null;
  const lines = linesOf(asking);
  if (lines.length === 0 || lines.length > 2) return null;
  const code = bareLines(facts);
  const texts = lines.map((line) => code[line - facts.firstLine]?.trim() ?? '');
  if (texts.some((text) => text === '' || /^\s*#/.test(text) || !balanced(text) || !/;\s*\}?$/.test(text))) return null;
  // The body of a condition without braces: what is behind it would take its place.
  const heads = lines.map((line) => before(code, line - facts.firstLine));
  if (
    heads.some((head) => /^\s*(?:\}?\s*else\s*|(?:\}?\s*else\s+)?if\s*\(.*\)\s*|(?:for|while)\s*\(.*\)\s*)$/.test(head))
  )
    return null;
  if (facts.ended === 'not-run' || facts.restoredText !== null) return null;
  const run = factsWith(
    facts,
    lines.map((line) => ({ line, text: '', from: '', to: '' })),
  );
  const shown = lines.map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``).join(say(asking, '、', ', '));
  const name = say(asking, `第 ${lines.join('、')} 行 ${shown}`, `line ${lines.join(', ')}, ${shown}`);
  if (!run || run.trap !== null || run.ended === 'not-run')
    return answer(
      asking,
      say(asking, `不行：没有${name}，程序就跑不起来了。`, `No: without ${name}, the program no longer runs.`),
      lines,
      0.9,
    );
  const effects = differences(asking, run);
  const clears = lines.find((_, i) => CLEARS_FLAG.test(texts[i]!));
  if (effects.length === 0 && clears !== undefined && !NEEDED.test(question))
    return answer(
      asking,
      say(
        asking,
        `${name}清的是中断标志。不清的话，硬件上中断一退出又立刻再进，主循环几乎跑不到；我的运行不模拟这一点，所以引脚变化看不出不同。`,
        `${name[0]!.toUpperCase()}${name.slice(1)}, clears an interrupt flag. Without that the hardware enters the interrupt again as soon as it returns, and the main loop hardly runs; my run does not model it, so the pins show no difference.`,
      ),
      lines,
      0.86,
    );
  if (effects.length === 0) {
    const waits = facts.delays.some((each) => lines.includes(each.line));
    if (waits || facts.inputs.length > facts.whatIf.length)
      return decline(
        asking,
        `去掉${name}再跑一遍，引脚的变化没有不同；可它影响的也可能是没跑到的情形。`,
        `Run again without ${name}, the pins do the same; it may matter in a case that was not run.`,
      );
    return answer(
      asking,
      say(
        asking,
        `${NEEDED.test(question) ? '看不出有必要：' : '跑出来没有差别：'}去掉${name}再跑一遍，引脚的变化${facts.whatIf.length > 0 ? '、按键的效果' : ''}都和原来一样（真实硬件上它可能另有作用，运行里看不到）。`,
        `${NEEDED.test(question) ? 'The run does not need it' : 'It makes no difference in the run'}: without ${name}, the pins${facts.whatIf.length > 0 ? ' and presses' : ''} do the same as before. On real hardware it may have an effect that a run does not show.`,
      ),
      lines,
      0.85,
    );
  }
  return answer(
    asking,
    say(
      asking,
      `${NEEDED.test(question) ? '有必要' : '去掉会变'}。没有${name}再跑一遍：${effects.join('；')}。`,
      `${NEEDED.test(question) ? 'It is needed' : 'Not without a change'}. Run again without ${name}: ${effects.join('; ')}.`,
    ),
    lines,
    0.9,
  );
}

/** The lines the question quotes or numbers; else that of the one call whose name it says. */
function linesOf(asking: Asking): number[] {
  const { question, facts } = asking;
  const lines = linesQuoted(asking).filter((line) => line >= facts.firstLine);
  const code = bareLines(facts);
  if (/第\s*\d+\s*行|\bline \d/i.test(question)) return lines;
  // A line that holds more than what is quoted is not what is to go.
  const words = question.replace(/\s+/g, '');
  const whole = lines.filter((line) => {
    const bare = (code[line - facts.firstLine] ?? '').replace(/\s+|[;{}]+\s*$/g, '');
    // "The if (x == 0)": a condition goes with what it leads to.
    const head = /^(?:if|while|for)\(.*?\)(?=[^)&|=<>+*/-])/.exec(bare)?.[0];
    return words.includes(bare) || (head !== undefined && words.includes(head));
  });
  if (lines.length > 0) return whole;
  const calls = tokensOf(question).flatMap((name) =>
    code.flatMap((text, i) =>
      new RegExp(`^\\s*${name}\\s*\\([^;]*\\)\\s*;\\s*$`).test(text) ? [i + facts.firstLine] : [],
    ),
  );
  return calls.length === 1 ? calls : [];
}

const before = (code: string[], index: number): string => {
  for (let at = index - 1; at >= 0; at--) if (code[at]!.trim() !== '') return code[at]!;
  return '';
};

/** Nothing but this line goes with it. */
function balanced(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Changes of a pin that are told one by one. */
const TOLD_SINGLY = 3;

/** "1 s high, 4 s low": what a pin that comes to rest does until then. */
function courseOf(asking: Asking, changes: { level: 0 | 1; seconds: number }[]): string {
  return changes
    .map(({ level, seconds }) =>
      say(
        asking,
        `${duration(seconds, 'zh')}时变${level ? '高' : '低'}`,
        `${level ? 'high' : 'low'} at ${duration(seconds, 'en')}`,
      ),
    )
    .join(say(asking, '、', ', '));
}

/** What each pin does differently; pins that differ alike are told together. */
function storyDifferences(asking: Asking, run: GpioFacts, others: boolean): string[] {
  const { facts, language } = asking;
  const old = storiesOf(facts);
  const time = (seconds: number): string => duration(seconds, language);
  const alike = new Map<string, string[]>();
  const add = (label: string, zh: string, en: string): void => {
    const what = say(asking, zh, en);
    alike.set(what, [...(alike.get(what) ?? []), label]);
  };
  for (const story of storiesOf(run)) {
    const own = old.find(({ pin }) => pin === story.pin);
    const pin = run.outputs.find((each) => each.pin === story.pin);
    if (!own || !pin) continue;
    const { label } = story;
    if (own.looping.length > 0 && story.looping.length === 0) {
      if (own.changes.length > 0 && story.changes.length === 0 && others) continue;
      const stays = story.steady === null ? null : brief({ ...asking, facts: run }, pin, story.steady);
      const note = story.steady === null ? '' : onNote({ ...asking, facts: run }, pin);
      add(
        label,
        `不再循环变化${stays === null ? '' : `，停下来一直是${stays}${note}`}`,
        `no longer changes round after round${stays === null ? '' : ` and stays ${stays}${note}`}`,
      );
    } else if (time(own.highSeconds) !== time(story.highSeconds) && own.looping.length > 0)
      add(
        label,
        `每轮高电平从 ${time(own.highSeconds)}变成 ${time(story.highSeconds)}`,
        `is high for ${time(story.highSeconds)} a round instead of ${time(own.highSeconds)}`,
      );
    else if (own.steady !== null && story.steady !== null && own.steady !== story.steady)
      add(
        label,
        `停在${story.steady ? '高' : '低'}电平而不是${own.steady ? '高' : '低'}电平`,
        `stays ${story.steady ? 'high' : 'low'} instead of ${own.steady ? 'high' : 'low'}`,
      );
    else if (own.steady !== null && own.changes.length > 0 && story.changes.length <= TOLD_SINGLY) {
      const [before, now] = [courseOf(asking, own.changes), courseOf(asking, story.changes)];
      if (before !== now && now !== '') add(label, `${now}（原来：${before}）`, `goes ${now} (before: ${before})`);
    }
  }
  return [...alike].slice(0, 4).map(([what, labels]) => `${list(labels.slice(0, 8), language)} ${what}`);
}

/** What a changed program does differently. */
export function differences(asking: Asking, run: GpioFacts): string[] {
  const { facts, language } = asking;
  const told: string[] = [];
  const moving = (of: GpioFacts): Map<string, string> =>
    new Map(of.events.flat().map((change) => [change.pin, labelOf(change)]));
  const [was, now] = [moving(facts), moving(run)];
  const still = [...was].filter(([pin]) => !now.has(pin)).map(([, label]) => label);
  const fresh = [...now].filter(([pin]) => !was.has(pin)).map(([, label]) => label);
  if (still.length > 0)
    told.push(
      say(
        asking,
        `${list(still, 'zh')} 不再变化`,
        `${list(still, 'en')} no longer ${still.length > 1 ? 'change' : 'changes'}`,
      ),
    );
  if (fresh.length > 0)
    told.push(
      say(asking, `${list(fresh, 'zh')} 也会变`, `${list(fresh, 'en')} ${fresh.length > 1 ? 'change' : 'changes'} too`),
    );
  const time = (seconds: number): string => duration(seconds, language);
  if (facts.loopSeconds !== null && run.loopSeconds !== null && time(facts.loopSeconds) !== time(run.loopSeconds))
    told.push(
      say(
        asking,
        `一轮从 ${time(facts.loopSeconds)}变成 ${time(run.loopSeconds)}`,
        `a round goes from ${time(facts.loopSeconds)} to ${time(run.loopSeconds)}`,
      ),
    );
  told.push(...storyDifferences(asking, run, still.length + fresh.length > 0));
  const modes = facts.inputs.flatMap((input) => {
    const other = run.inputs.find(({ pin }) => pin === input.pin);
    return other && other.mode !== input.mode ? [{ input, mode: other.mode }] : [];
  });
  for (const { input, mode } of modes.slice(0, 2))
    told.push(
      mode === 'floating'
        ? say(
            asking,
            `${labelOf(input)} 没有了上拉/下拉，悬空时读数乱跳`,
            `${labelOf(input)} has no pull any more and reads at random while nothing drives it`,
          )
        : say(asking, `${labelOf(input)} 的模式变成 ${mode}`, `${labelOf(input)} becomes ${mode}`),
    );
  for (const before of facts.whatIf) {
    const behind = run.whatIf.find(({ pin }) => pin === before.pin);
    if (!behind || told.length > 4) continue;
    for (const [i, phase] of before.phases.entries()) {
      const other = behind.phases[i];
      const [one, two] = [bare(phaseText(phase, language)), other ? bare(phaseText(other, language)) : ''];
      if (!other || one === two) continue;
      const what = say(
        asking,
        ['按下', '松开', '再按', '再松开'][i] ?? '',
        ['a press', 'letting go', 'a second press', 'letting go again'][i] ?? '',
      );
      told.push(
        say(
          asking,
          `${labelOf(before)} ${what}的效果从“${one}”变成“${two}”`,
          `${what} of ${labelOf(before)} does this: ${two} (before: ${one})`,
        ),
      );
      break;
    }
  }
  for (const input of told.length === 0 ? facts.whatIf : []) {
    const [one, two] = [factsWithTap(facts, input), factsWithTap(run, input)].map((each) =>
      each ? changesAfterPress(each) : null,
    );
    if (!one || !two || one.length !== two.length || one.length > 4) continue;
    const later = one.findIndex((change, i) => Math.abs(change.ms - two[i]!.ms) > 0.02 * change.ms + 2);
    const [before, now] = [one[later], two[later]];
    if (!before || !now || before.label !== now.label || before.level !== now.level) continue;
    told.push(
      say(
        asking,
        `按一下 ${labelOf(input)} 之后，${now.label} 变${now.level ? '高' : '低'}从 ${time(before.ms / 1000)}后变成 ${time(now.ms / 1000)}后`,
        `after a tap of ${labelOf(input)}, ${now.label} goes ${now.level ? 'high' : 'low'} after ${time(now.ms / 1000)} instead of ${time(before.ms / 1000)}`,
      ),
    );
  }
  // What waits for the button to be let go shows only where it is held.
  for (const input of told.length === 0 ? facts.whatIf : []) {
    const [one, two] = [factsWithHold(facts, input), factsWithHold(run, input)].map((each) =>
      each ? changesAfterPress(each) : null,
    );
    if (!one || !two || JSON.stringify(one) === JSON.stringify(two)) continue;
    const difference = laterWhenHeld(asking, input, one, two) ?? otherWhenHeld(asking, input, one, two);
    if (difference !== null) told.push(difference);
  }
  const kinds = new Set(facts.findings.map(({ kind }) => kind));
  for (const finding of run.findings.filter(({ kind }) => !kinds.has(kind)).slice(0, 2))
    if (finding.severity !== 'note') told.push(finding.text[language].replace(/[。.]$/, ''));
  return told;
}

interface AfterPress {
  label: string;
  level: 0 | 1;
  ms: number;
}

/** The first changes after a press, with their times since it. */
const changesAfterPress = (facts: GpioFacts): AfterPress[] =>
  facts.events
    .flatMap((changes, i) =>
      changes.map((change) => ({
        label: labelOf(change),
        level: change.level,
        ms: Math.round(1000 * (facts.eventInfo[i]!.seconds - PRESS_AT_MS / 1000)),
      })),
    )
    .filter(({ ms }) => ms >= 0)
    .slice(0, HELD_CHANGES);

const HELD_CHANGES = 12;

/** A pin that does the same sooner or later after the press. */
function laterWhenHeld(asking: Asking, input: NamedPin, one: AfterPress[], two: AfterPress[]): string | null {
  const time = (ms: number): string => duration(ms / 1000, asking.language);
  for (const label of new Set(one.map((change) => change.label))) {
    const [before, now] = [one, two].map((all) => all.filter((change) => change.label === label)) as [
      AfterPress[],
      AfterPress[],
    ];
    const pairs = before.flatMap((change, i) => (now[i] ? [{ before: change, now: now[i] }] : []));
    if (pairs.some((pair) => pair.before.level !== pair.now.level)) return null;
    const moved = pairs.find((pair) => Math.abs(pair.before.ms - pair.now.ms) > 0.02 * pair.before.ms + 2);
    if (moved)
      return say(
        asking,
        `一直按住 ${labelOf(input)} 时，${label} 变${moved.now.level ? '高' : '低'}从按下后 ${time(moved.before.ms)}变成 ${time(moved.now.ms)}`,
        `with ${labelOf(input)} held down, ${label} goes ${moved.now.level ? 'high' : 'low'} ${time(moved.now.ms)} after the press instead of ${time(moved.before.ms)}`,
      );
  }
  return null;
}

/** Other changes while it is held; null where they read the same. */
function otherWhenHeld(asking: Asking, input: NamedPin, one: AfterPress[], two: AfterPress[]): string | null {
  const [before, now] = [pressedCourse(asking, one), pressedCourse(asking, two)];
  return before === now
    ? null
    : say(
        asking,
        `一直按住 ${labelOf(input)} 时不一样：原来 ${before}，现在 ${now}`,
        `with ${labelOf(input)} held down it differs: before, ${before}; now, ${now}`,
      );
}

function pressedCourse(asking: Asking, changes: AfterPress[]): string {
  if (changes.length === 0) return say(asking, '没有变化', 'nothing changes');
  const [first] = changes;
  const own = changes.filter(({ label }) => label === first!.label);
  return own.length < 4 && changes.length < HELD_CHANGES
    ? changes
        .slice(0, 4)
        .map(({ label, level }) =>
          say(asking, `${label} 变${level ? '高' : '低'}`, `${label} goes ${level ? 'high' : 'low'}`),
        )
        .join(say(asking, '、', ', '))
    : say(asking, `${first!.label} 反复变化`, `${first!.label} changes again and again`);
}

/** Without the numbers of lines. */
const bare = (text: string): string => text.replace(/（第 [\d、]+ 行）| \(lines? [\d, and]+\)/g, '');
