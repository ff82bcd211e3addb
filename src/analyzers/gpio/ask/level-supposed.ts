import { statedActiveLevel } from '../claims/level-words.ts';
import { commentsOf } from '../code.ts';
import type { GpioFacts } from '../facts.ts';

const ON = '(?:点?亮|有效|触发|吸合|响|导通|驱动)';
const SUPPOSED = [
  new RegExp(`[（(]\\s*(?:灯|都|是)?(?:(低)|(高))电平${ON}(?:的)?\\s*[)）]`),
  new RegExp(`(?:如果|假如|假设|要是|若|既然|已知)[^，,。？?]{0,8}?(?:(低)|(高))电平(?:时)?${ON}`),
  new RegExp(`(?:(低)|(高))电平${ON}(?:的话|算|的情况下)`),
  /\b(?:assuming|if|given|since|provided|suppose)\b[^,?]{0,32}?\b(?:active[- ](?:(low)|(high))|(?:lit|on) (?:by|when|at) (?:(low)|(high)))\b/i,
  /\((?:it'?s |is |they'?re |the \w+ is )?active[- ](?:(low)|(high))[^)]*\)/i,
];

const known = new WeakMap<GpioFacts, Map<0 | 1, GpioFacts>>();

/**
 * "（低电平亮）", "assuming it is active low": the question says which level is on where the paste does not, and the
 * answer is made as if the paste said so.
 */
export function withSupposedLevel(question: string, facts: GpioFacts): { question: string; facts: GpioFacts } {
  for (const pattern of SUPPOSED) {
    const match = pattern.exec(question);
    if (!match) continue;
    if (statedActiveLevel(commentsOf(facts.source))) return { question, facts };
    const level = match.slice(1).find((each) => each !== undefined)!;
    const low = /低|low/i.test(level);
    const own = known.get(facts) ?? new Map<0 | 1, GpioFacts>();
    known.set(facts, own);
    const key = low ? 0 : 1;
    const told = own.get(key) ?? { ...facts, source: `${facts.source}\n// ${low ? '低' : '高'}电平点亮` };
    own.set(key, told);
    const rest = question
      .replace(match[0], ' ')
      .replace(/^[\s，,:：]+/, '')
      .trim();
    // What is left has to be a question of its own.
    return rest.length < 3 ? { question, facts } : { question: rest, facts: told };
  }
  return { question, facts };
}
