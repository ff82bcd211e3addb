import type { Language } from '../../language/language.ts';
import type { AnswerAbout } from '../analyzer.ts';

/** Libraries that Python programs drive pins with, by the lines that use them. */
const LIBRARIES: [name: string, written: RegExp][] = [
  ['MicroPython', /^\s*(?:from|import)\s+(?:machine|pyb|rp2|microbit)\b|\bPin\s*\([^)]*\bPin\.(?:OUT|IN|OPEN_DRAIN)\b/],
  ['CircuitPython', /^\s*(?:from|import)\s+(?:digitalio|pwmio|analogio|microcontroller)\b|\bdigitalio\.DigitalInOut\b/],
  ['RPi.GPIO', /^\s*(?:from|import)\s+RPi\b|\bGPIO\.(?:setmode|setup|output)\s*\(/],
  ['gpiozero', /^\s*(?:from|import)\s+gpiozero\b/],
  ['pigpio', /^\s*(?:from|import)\s+(?:pigpio|lgpio)\b/],
];
/** What no C program has: a block that a colon opens, an import. */
const PYTHON =
  /^\s*(?:(?:while|for|if|def|class|try|with|elif|else|except)\b[^;{}]*:\s*(?:#.*)?$|(?:import|from)\s+[\w.]+)/;
const MOST_QUOTED = 3;
const TOO_COMMON = /^(?:pin|pins|the|out|in|on|off|is|if|for|while|and|or|not|time|value|import|from|led)$/i;

/** The library of a Python program that drives pins; null where the text is none. */
export function pythonLibrary(source: readonly string[]): string | null {
  if (source.filter((line) => PYTHON.test(line)).length < 2 || source.some((line) => /;\s*$/.test(line))) return null;
  return LIBRARIES.find(([, written]) => source.some((line) => written.test(line)))?.[0] ?? null;
}

/** A question about a Python program for a board: its run is not known, what it says of a name is. */
export function askPython(
  question: string,
  source: readonly string[],
  firstLine: number,
  language: Language,
): AnswerAbout | null {
  const library = pythonLibrary(source);
  if (library === null) return null;
  const names = [...new Set(question.match(/[A-Za-z_]\w+/g) ?? [])];
  const assigned = (name: string): boolean =>
    source.some((line) => new RegExp(`^\\s*(?:def\\s+)?${name}\\s*(?:=(?!=)|\\()`).test(line));
  const own = names.filter((name) => assigned(name) || (!TOO_COMMON.test(name) && /[_A-Z\d]/.test(name)));
  const quotes = source
    .flatMap((text, i) =>
      own.some((name) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text.replace(/#.*/, '')))
        ? [{ text: text.trim(), lines: [i + firstLine, i + firstLine] as [number, number] }]
        : [],
    )
    .slice(0, MOST_QUOTED);
  const shown = quotes.map(({ text }) => `\`${text.replaceAll('`', "'")}\``);
  const zh = `这是用 ${library} 写的 Python 程序。我只会运行 C/C++ 写的单片机程序，Python 跑不了，所以引脚会怎么变我说不准。`;
  const en = `This is a Python program (${library}). I can run programs for boards in C or C++ only, so what its pins do I cannot tell.`;
  const more =
    shown.length === 0
      ? ''
      : language === 'zh'
        ? `代码里写到它的行：${shown.join('、')}。`
        : ` The lines that speak of it: ${shown.join(', ')}.`;
  return { answer: `${language === 'zh' ? zh : en}${more}`, declined: true, quotes, confidence: 0.9 };
}
