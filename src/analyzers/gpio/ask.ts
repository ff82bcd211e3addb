import type { z } from 'zod';
import type { Language } from '../../language/language.ts';
import { allChips, allLibraries } from '../../machine/chip.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { labelOf, type PinStory, storiesOf } from './behaviour.ts';
import type { GpioFacts } from './facts.ts';
import { registerWords } from './register-words.ts';
import { duration, list, quoted } from './words.ts';

type Answer = z.infer<typeof AnswerAbout>;

/** A line of the program word for word, with its number. */
function quote(facts: GpioFacts, line: number): Answer['quotes'] {
  const text = facts.source.split('\n')[line - facts.firstLine]?.trim();
  return text ? [{ text, lines: [line, line] }] : [];
}

const unique = (numbers: number[]): number[] => [...new Set(numbers)].filter((line) => line > 0);

/** The outputs a question names, by any of their names. */
function namedPins(question: string, facts: GpioFacts): PinStory[] {
  const words = new Set(
    (question.match(/[A-Za-z][\w.^[\]]*|\d+/g) ?? []).map((word) => word.toUpperCase().replace(/[.?]+$/, '')),
  );
  const stories = storiesOf(facts);
  return stories.filter((story) => {
    const output = facts.outputs.find((each) => each.pin === story.pin)!;
    return [output.pin, ...output.aliases].some((name) => {
      const upper = name.toUpperCase();
      if (/^\d+$/.test(upper)) return false;
      return (
        words.has(upper) || words.has(upper.replace(/_?(?:PIN|GPIO)$/, '')) || words.has(upper.replace(/_(?=\d)/, ''))
      );
    });
  });
}

const ORDINALS: [RegExp, number][] = [
  [/first|1st|第一|第\s*1\s*[次个]/i, 1],
  [/second|2nd|第二|第\s*2\s*[次个]/i, 2],
  [/third|3rd|第三|第\s*3\s*[次个]/i, 3],
  [/fourth|4th|第四|第\s*4\s*[次个]/i, 4],
  [/fifth|5th|第五|第\s*5\s*[次个]/i, 5],
];

/** Level of a pin after so many changes. */
const levelAfter = (story: PinStory, events: number, facts: GpioFacts): 0 | 1 =>
  story.changes.filter((change) => change.index < events).at(-1)?.level ?? (facts.family === '8051' ? 1 : 0);

function afterDelay(question: string, facts: GpioFacts, pins: PinStory[], language: Language): Answer | null {
  const number = ORDINALS.find(([word]) => word.test(question))?.[1];
  if (number === undefined || !/delay|延时|wait|等待/i.test(question)) return null;
  const wait = facts.delays[number - 1];
  if (!wait || pins.length === 0) return null;
  const zh = language === 'zh';
  const parts = pins.map((story) => {
    const level = levelAfter(story, wait.events, facts);
    return zh
      ? `${story.label} 是${level ? '高' : '低'}电平（${level}）`
      : `${story.label} is ${level ? 'high' : 'low'} (${level})`;
  });
  const later = facts.firstPass.filter((each) => each.delay === number && pins.some((story) => story.pin === each.pin));
  const remark = later
    .map((each) =>
      zh
        ? `这是第一遍；以后每一遍这时都是${each.later ? '高' : '低'}电平。`
        : `That is the first pass; in every later one it is ${each.later ? 'high' : 'low'} then.`,
    )
    .join('');
  return {
    answer: zh
      ? `第 ${number} 次延时（第 ${wait.line} 行）期间和刚结束时，${parts.join('，')}。${remark}`
      : `During and right after delay ${number} (line ${wait.line}) ${parts.join(', ')}. ${remark}`.trim(),
    declined: false,
    quotes: quote(facts, wait.line),
    confidence: 0.9,
  };
}

function howLong(facts: GpioFacts, pins: PinStory[], language: Language): Answer {
  const zh = language === 'zh';
  const parts = pins.map((story) => {
    if (story.steady !== null)
      return zh
        ? `${story.label} 之后一直是${story.steady ? '高' : '低'}电平`
        : `${story.label} stays ${story.steady ? 'high' : 'low'} from then on`;
    return zh
      ? `${story.label} 每个周期高电平共 ${duration(story.highSeconds, language)}、低电平共 ${duration(story.lowSeconds, language)}`
      : `${story.label} is high for ${duration(story.highSeconds, language)} and low for ${duration(story.lowSeconds, language)} each period`;
  });
  const estimated = facts.eventInfo.some((info) => !info.exact);
  const note = estimated ? (zh ? '（时间是按空循环估算的）' : ' (times estimated from counted loops)') : '';
  return {
    answer: parts.join(zh ? '；' : '; ') + note + (zh ? '。' : '.'),
    declined: false,
    quotes: unique(pins.flatMap((story) => story.changes.slice(0, 4).map((change) => change.line)))
      .slice(0, 3)
      .flatMap((line) => quote(facts, line)),
    confidence: 0.85,
  };
}

function whichLine(question: string, facts: GpioFacts, pins: PinStory[], language: Language): Answer {
  const zh = language === 'zh';
  const off = /off|灭|清|low|拉低|reset/i.test(question);
  const on = /\bon\b|亮|置|high|拉高|\bset/i.test(question);
  const level = on === off ? null : on ? 1 : 0;
  const lines = unique(
    pins.flatMap((story) =>
      story.changes.filter((change) => level === null || change.level === level).map((change) => change.line),
    ),
  );
  const calls = unique(
    facts.eventInfo
      .filter((_, i) => facts.events[i]!.some((change) => pins.some((story) => story.pin === change.pin)))
      .map((info) => Number(info.calls.at(-1)?.split(':')[1] ?? 0)),
  );
  const names = list(
    pins.map((story) => story.label),
    language,
  );
  if (lines.length === 0)
    return {
      answer: zh ? `运行中没有哪一行改变过 ${names}。` : `No line changes ${names} in the run.`,
      declined: false,
      quotes: [],
      confidence: 0.8,
    };
  const from =
    calls.length > 0 ? (zh ? `，由第 ${calls.join('、')} 行调用` : `, called from line ${calls.join(', ')}`) : '';
  return {
    answer: zh
      ? `改变 ${names} 的是第 ${lines.join('、')} 行${from}。`
      : `${names} ${pins.length > 1 ? 'are' : 'is'} changed by line ${lines.join(', ')}${from}.`,
    declined: false,
    quotes: [...lines, ...calls].slice(0, 4).flatMap((line) => quote(facts, line)),
    confidence: 0.9,
  };
}

/** What a register, a library's call or a function of the paste does. */
function whatDoes(question: string, facts: GpioFacts, language: Language): Answer | null {
  const zh = language === 'zh';
  const lines = facts.source.split('\n');
  for (const word of question.match(/[A-Za-z_]\w{2,}/g) ?? []) {
    const at = lines.findIndex((line) => new RegExp(`\\b${word}\\b`).test(line));
    const quotes = at >= 0 ? quote(facts, at + facts.firstLine) : [];
    const own = facts.functions.find((each) => each.name === word);
    if (own) {
      const done = facts.events.flatMap((changes, i) =>
        facts.eventInfo[i]!.function === word || facts.eventInfo[i]!.calls.some((call) => call.startsWith(`${word}:`))
          ? changes
          : [],
      );
      const pins = [
        ...new Set(done.map((change) => labelOf(facts.outputs.find((output) => output.pin === change.pin) ?? change))),
      ];
      const effect =
        pins.length > 0
          ? zh
            ? `运行中它改变了 ${list(pins, language)}`
            : `in the run it changes ${list(pins, language)}`
          : zh
            ? '运行中它没有改变任何引脚'
            : 'in the run it changes no pin';
      return {
        answer: zh
          ? `${word} 在第 ${own.line}～${own.endLine} 行，${effect}。`
          : `${word} stands in lines ${own.line} to ${own.endLine}; ${effect}.`,
        declined: false,
        quotes: quote(facts, own.line),
        confidence: 0.85,
      };
    }
    const chip = allChips().get(facts.chip);
    const register = chip && registerWords(chip, word);
    if (register) return { answer: `${word}: ${register[language]}`, declined: false, quotes, confidence: 0.95 };
    for (const library of allLibraries().values()) {
      const call = library.calls[word];
      if (call && (at >= 0 || library.chips.includes(facts.chip)))
        return { answer: `${word}: ${call[language]}${zh ? '。' : '.'}`, declined: false, quotes, confidence: 0.95 };
    }
  }
  return null;
}

function whyWide(question: string, facts: GpioFacts, language: Language): Answer | null {
  const type = /\bu?int(?:8|16|32)_t\b|\bu(?:8|16|32)\b/.exec(question)?.[0];
  if (!type || !/why|为什么|为何|怎么/i.test(question)) return null;
  const zh = language === 'zh';
  const lines = facts.source.split('\n');
  const uses = lines.flatMap((text, i) => (new RegExp(`\\b${type}\\b`).test(text) ? [i + facts.firstLine] : []));
  const shifts = lines.flatMap((text, i) =>
    /<<\s*16\b/.test(text) && !/^\s*(?:\/\/|\*|\/\*)/.test(text) ? [i + facts.firstLine] : [],
  );
  if (uses.length === 0) return null;
  const wide = /32/.test(type);
  const reason =
    wide && shifts.length > 0
      ? zh
        ? `因为这里传的是 32 位的置位/清零掩码：低 16 位置位，高 16 位（<< 16）清零；换成 16 位类型，清零的那一半就丢了。`
        : `Because a 32-bit set/clear mask goes through it: its low half sets, its high half (<< 16) clears; a 16-bit type would lose the half that clears.`
      : zh
        ? `${type} 用在下面这些行；代码本身没有说明原因。`
        : `${type} is used in these lines; the code itself does not say why.`;
  return {
    answer: reason,
    declined: false,
    quotes: [...uses.slice(0, 2), ...shifts.slice(0, 1)].flatMap((line) => quote(facts, line)),
    confidence: wide && shifts.length > 0 ? 0.9 : 0.5,
  };
}

/** Answers a question about a program from its facts; null where the question is not about it. */
export function ask(question: string, facts: GpioFacts, language: Language): Answer | null {
  const zh = language === 'zh';
  const pins = namedPins(question, facts);
  const after = afterDelay(question, facts, pins, language);
  if (after) return after;
  const wide = whyWide(question, facts, language);
  if (wide) return wide;
  if (pins.length > 0 && /which line|what line|where|who|哪一?行|哪里|哪儿|哪句|在哪/i.test(question))
    return whichLine(question, facts, pins, language);
  if (
    pins.length > 0 &&
    /how long|多久|多长|how many (?:ms|seconds)|period|周期|频率|frequency|how often|how fast/i.test(question)
  )
    return howLong(facts, pins, language);
  if (/what (?:does|is|do)|what's|meaning|干什么|干嘛|作用|什么意思|是什么|做什么|有什么用/i.test(question)) {
    const told = whatDoes(question, facts, language);
    if (told) return told;
  }
  if (/bug|wrong|mistake|problem|error|不对|问题|错|为什么不亮|not work|doesn'?t work/i.test(question)) {
    if (facts.findings.length === 0)
      return {
        answer: zh ? '跑下来没有发现错误。' : 'The run shows no mistake.',
        declined: false,
        quotes: [],
        confidence: 0.7,
      };
    return {
      answer: facts.findings
        .map(
          (finding) =>
            `${finding.line > 0 ? (zh ? `第 ${finding.line} 行：` : `line ${finding.line}: `) : ''}${quoted(finding.text[language])} ${finding.advice[language]}`,
        )
        .join('\n'),
      declined: false,
      quotes: facts.findings.slice(0, 3).flatMap((finding) => quote(facts, finding.line)),
      confidence: 0.85,
    };
  }
  if (/which (?:chip|mcu|family)|what (?:chip|mcu)|什么芯片|哪个芯片|哪款|单片机型号|芯片/i.test(question)) {
    return {
      answer: zh
        ? `${facts.title.zh}，依据：${facts.signs.slice(0, 4).join('、')}。`
        : `${facts.title.en}, going by: ${facts.signs.slice(0, 4).join(', ')}.`,
      declined: false,
      quotes: [],
      confidence: 0.9,
    };
  }
  if (/(?:which|what) pins?|outputs?\b|哪些引脚|哪几个引脚|输出引脚/i.test(question)) {
    const names = facts.outputs.map(labelOf);
    return {
      answer: zh ? `输出引脚：${names.join('、') || '没有'}。` : `Outputs: ${names.join(', ') || 'none'}.`,
      declined: false,
      quotes: unique(facts.outputs.map((output) => output.lines?.[0] ?? 0))
        .slice(0, 3)
        .flatMap((line) => quote(facts, line)),
      confidence: 0.9,
    };
  }
  if (pins.length > 0) return { ...howLong(facts, pins, language), confidence: 0.6 };
  const told = whatDoes(question, facts, language);
  return told ? { ...told, confidence: 0.6 } : null;
}
