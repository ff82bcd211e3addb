import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../../src/language/language.ts';

/** How the truth of a log case was obtained, or why the real program could not be asked. */
export const TRUTHS = {
  reproduced: { zh: '用真实程序复现过', en: 'reproduced with the real program' },
  reported: { zh: '是用户报来的', en: 'reported by a user' },
  formats: { zh: '按程序的报错格式写成', en: 'written from its message formats' },
  program: { zh: 'Debian 没有这个程序或版本', en: 'Debian has no such program or version' },
  hardware: { zh: '需要那样的硬件，或者它的故障', en: 'it takes that hardware, or its failure' },
  outside: { zh: '需要别人的服务器', en: "it takes somebody else's server" },
  invented: { zh: '程序是虚构的', en: 'the program is invented' },
} satisfies Record<string, Words>;
export type Truth = keyof typeof TRUTHS;

/** Truths that say why nobody can reproduce the case here. */
const OUT_OF_REACH: Truth[] = ['program', 'hardware', 'outside', 'invented'];

const RECIPES = join(import.meta.dirname, '..', 'cases', 'reproduce');

/** The cases that a recipe stands for: each function of the recipe files is named after one; what they share has an underscore in its name. */
export const recipes = (): string[] =>
  readdirSync(RECIPES)
    .filter((file) => file.endsWith('.sh'))
    .flatMap((file) =>
      [...readFileSync(join(RECIPES, file), 'utf8').matchAll(/^([a-z0-9-]+)\(\)/gm)].map(([, name]) => name!),
    );

/** One sentence on how the truths were obtained, out of reach last. */
export function truthsTold(truths: Truth[]): Words {
  const count = (truth: Truth): number => truths.filter((each) => each === truth).length;
  const within = (Object.keys(TRUTHS) as Truth[]).filter((truth) => count(truth) > 0 && !OUT_OF_REACH.includes(truth));
  const beyond = OUT_OF_REACH.filter((truth) => count(truth) > 0);
  const sum = beyond.reduce((total, truth) => total + count(truth), 0);
  const zh = (join: string) => (truth: Truth) => `${count(truth)} 条${join}${TRUTHS[truth].zh}`;
  const en = (join: string) => (truth: Truth) => `${count(truth)}${join} ${TRUTHS[truth].en}`;
  return {
    zh: `${truths.length} 条日志里，${within.map(zh('')).join('，')}；另有 ${sum} 条在一台 Debian 上没法复现（${beyond.map(zh('：')).join('；')}）。`,
    en: `Of ${truths.length} logs, ${within.map(en('')).join(', ')}; ${sum} cannot be reproduced on one Debian machine (${beyond.map(en(':')).join('; ')}).`,
  };
}
