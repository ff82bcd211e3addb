import type { PartBase } from '../analyzers/analyzer.ts';
import { lookFurther } from '../asking/further.ts';
import type { Language, Words } from '../language/language.ts';
import type { Incident, Warning } from './report.ts';

const CHAPTER: Record<PartBase['analyzer'], Words> = {
  gpio: { zh: '代码', en: 'The code' },
  journal: { zh: '日志', en: 'The log' },
  pod: { zh: 'Pod', en: 'Pods' },
  document: { zh: '文章', en: 'The article' },
};

/** Puts the parts' answers together: one alone stands as it is, several get numbers and headings. */
export function chapters(parts: PartBase[], incidents: Incident[], failed: string[], language: Language): string {
  const texts =
    parts.length === 1
      ? [parts[0]!.text]
      : parts.map(
          (part, index) =>
            `## ${index + 1}. ${CHAPTER[part.analyzer][language]} (${linesOf(part, language)})\n${part.text}`,
        );
  return [...texts, ...incidents.map((incident) => `## ${ONE_INCIDENT[language]}\n${incident.text}`), ...failed].join(
    '\n\n',
  );
}

/** An answer with what has to be said before it. */
export function warned(warnings: Warning[], text: string): string {
  return [...warnings.map((warning) => warning.text), text].join('\n\n');
}

/** The answer without its warnings, for doors that show those apart. */
export function unwarned({ warnings, text }: { warnings: Warning[]; text: string }): string {
  return text.slice(warnings.reduce((length, warning) => length + warning.text.length + 2, 0));
}

const ONE_INCIDENT: Words = { zh: '放在一起看', en: 'Seen together' };

function linesOf(part: PartBase, language: Language): string {
  const [first, last] = part.lines;
  if (language === 'zh') return first === last ? `第 ${first} 行` : `第 ${first}-${last} 行`;
  return first === last ? `line ${first}` : `lines ${first}-${last}`;
}

/** Said where nothing in the text is for us; the bot stays silent, the other doors say this. */
export function nothingHere(language: Language): string {
  return language === 'zh'
    ? '这里没有我能解释的内容。我看得懂三类粘贴：控制引脚的嵌入式 C 代码、系统和容器日志、关于 Kubernetes Pod 的问题或文章。'
    : 'There is nothing here that I can explain. I read three kinds of paste: embedded C that drives pins, system and container logs, and questions or articles about Kubernetes Pods.';
}

/** Said in place of a part that ended with a fault of ours. */
export function partFailed(first: number, last: number, language: Language): string {
  return language === 'zh'
    ? `第 ${first}-${last} 行没能分析出来，这是 unpaste 自己的错误，不是你的；其余部分不受影响。`
    : `Lines ${first}-${last} could not be analysed. That is a fault in unpaste, not in your paste; the other parts are not affected.`;
}

/** Said where a question is about a paste and the paste does not hold the answer. @param command shows more than the paste does */
export function notInPaste(language: Language, command: string | null = null): string {
  if (language === 'zh')
    return `贴出来的内容里没有提到这一点，看不出来，我不猜。${command ? lookFurther(command, language) : ''}`;
  return `What was pasted does not say; that is not in it, and I will not guess.${command ? ` ${lookFurther(command, language)}` : ''}`;
}

/** Said between what a pasted text does not say and what the notes do. */
export function besidesThePaste(language: Language): string {
  return language === 'zh' ? '贴出来的内容之外，我的笔记里有这一条：' : 'Beside what was pasted, my notes have this:';
}
