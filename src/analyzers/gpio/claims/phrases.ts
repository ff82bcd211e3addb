import { withoutLevelWords } from './level-words.ts';

/** What a comment says is done to what it names. */
export interface Phrase {
  action: 'on' | 'off' | 'high' | 'low' | 'toggle' | 'spare';
  /** The words that name the pins. */
  what: string;
}

/** Where a comment goes on to say the same in code. */
const IN_OTHER_WORDS = /\b(?:correspond|equivalent|equals?\b|i\.e\.|same as)|相当于|等价|等效|等同|即\s*[A-Za-z]/i;
/** A condition, a rate or an order of events: more than one line can be held to. */
const NOT_NOW =
  /\b(?:if|when|while|until|unless|every|each|after|before|wait|press\w*|else)\b|(?<!exclusive[- ])\bor\b|如果|当|若|直到|每|之后|之前|等待|按下|松开|否则|或/i;
const BORDERS =
  /[,，;；。!！\n]|\.(?!\d)|\bthen\b|然后|接着|并且|(?=\bwithout\b|[而但并]不)|\band\b(?=\s+(?:turn|switch|set|clear|toggle|light|not|do|don't|leave)\w*\b)|(?<=[亮灭开关])[、和]/i;

const NAMES = '([^,;，；。]{1,60}?)';
const SAYINGS: [RegExp, (match: RegExpExecArray) => Phrase | null][] = [
  [
    new RegExp(
      `\\b(?:not?|without|don't)\\s+(?:to\\s+)?(?:[ae]ffect(?:ing)?|chang(?:e|ing)|touch(?:ing)?)\\s+${NAMES}(?:\\s+(?:by|using|with|through)\\b.*)?$`,
      'i',
    ),
    (match) => ({ action: 'spare', what: match[1]! }),
  ],
  [/不(?:会)?(?:影响|改变|干扰)\s*(.{1,30})$/, (match) => ({ action: 'spare', what: match[1]! })],
  [
    new RegExp(
      `\\b(?:turn|switch)(?:s|es|ed|ing)?\\s+(on|off)\\s+${NAMES}(?:\\s+(?:by|using|with|through)\\b.*)?$`,
      'i',
    ),
    (match) => ({ action: match[1]!.toLowerCase() as 'on' | 'off', what: match[2]! }),
  ],
  [
    new RegExp(`\\b(?:turn|switch)(?:s|es|ed|ing)?\\s+${NAMES}\\s+(on|off)\\b`, 'i'),
    (match) => ({ action: match[2]!.toLowerCase() as 'on' | 'off', what: match[1]! }),
  ],
  [
    new RegExp(`\\b(?:set|drive|pull|put|make)s?\\s+${NAMES}\\s+(?:to\\s+)?(high|low)\\b`, 'i'),
    (match) => ({ action: match[2]!.toLowerCase() as 'high' | 'low', what: match[1]! }),
  ],
  [
    new RegExp(
      `\\b(?:toggle|invert|flip|blink|flash)(?:s|es)?\\s+${NAMES}(?:\\s+(?:by|using|with|through)\\b.*)?$`,
      'i',
    ),
    (match) => ({ action: 'toggle', what: match[1]! }),
  ],
  [
    new RegExp(`^(?:enable|let|make)?\\s*${NAMES}\\s+(?:blink|toggle|flash)(?:s|es)?\\s*$`, 'i'),
    (match) => ({ action: 'toggle', what: match[1]! }),
  ],
  [
    /^\s*((?:the\s+)?[\w. ]{2,30}?)\s+(?:(?:is|are|goes|=)\s+)?(on|off|high|low)\s*$/i,
    (match) => ({ action: match[2]!.toLowerCase() as 'on' | 'off' | 'high' | 'low', what: match[1]! }),
  ],
  [/^\s*(?:先|再)?(?:点亮|打开|开启)\s*(.{1,30})$/, (match) => ({ action: 'on', what: match[1]! })],
  [/^\s*(?:先|再)?(?:熄灭|关闭|关掉|灭掉)\s*(.{1,30})$/, (match) => ({ action: 'off', what: match[1]! })],
  [/^\s*(?:将|把)?(?:翻转|取反)\s*(.{1,30})$/, (match) => ({ action: 'toggle', what: match[1]! })],
  [/^\s*(?:将|把|让)?\s*(.{1,30}?)\s*(?:翻转|取反|闪烁)\s*$/, (match) => ({ action: 'toggle', what: match[1]! })],
  [/^\s*(?:拉高|置高)\s*(.{1,30})$/, (match) => ({ action: 'high', what: match[1]! })],
  [/^\s*(?:拉低|置低)\s*(.{1,30})$/, (match) => ({ action: 'low', what: match[1]! })],
  [
    /^\s*(?:将|把|让)?\s*(.{1,30}?)\s*(?:置高|拉高|输出高(?:电平)?|置\s*1)\s*$/,
    (match) => ({ action: 'high', what: match[1]! }),
  ],
  [
    /^\s*(?:将|把|让)?\s*(.{1,30}?)\s*(?:置低|拉低|输出低(?:电平)?|清零|置\s*0)\s*$/,
    (match) => ({ action: 'low', what: match[1]! }),
  ],
  [/^\s*(?:将|把|让)?\s*(.{1,30}?)\s*(?:点亮|亮|打开|开)\s*$/, (match) => ({ action: 'on', what: match[1]! })],
  [/^\s*(?:将|把|让)?\s*(.{1,30}?)\s*(?:熄灭|灭|关闭|关)\s*$/, (match) => ({ action: 'off', what: match[1]! })],
];
const LONGEST = 400;

/** The things a comment says are done, where each can be read with certainty; none from a comment with a condition. */
export function phrasesOf(text: string): Phrase[] {
  const plain = withoutLevelWords(text.slice(0, LONGEST)).split(IN_OTHER_WORDS)[0]!.replace(/\s+/g, ' ');
  if (NOT_NOW.test(plain)) return [];
  return plain.split(BORDERS).flatMap((segment) => {
    for (const [saying, read] of SAYINGS) {
      const match = segment ? saying.exec(segment) : null;
      const phrase = match ? read(match) : null;
      if (phrase) return [phrase];
    }
    return [];
  });
}
