import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Words } from '../../src/language/language.ts';

/** How the truth of a log case was obtained, or why the real program could not be asked. */
export const TRUTHS = {
  reproduced: { zh: '真实程序复现过', en: 'reproduced with the real program' },
  reported: { zh: '用户报来的', en: 'reported by a user' },
  formats: { zh: '按程序的报错格式写的', en: "written from the program's message formats" },
  program: { zh: 'Debian 没有这个程序或版本', en: 'Debian has no such program or version' },
  hardware: { zh: '要那样的硬件坏掉才行', en: 'it takes that hardware, or its failure' },
  outside: {
    zh: '要别人的服务器（证书机构、镜像站、云）',
    en: "it takes somebody else's server: an authority, a registry, a cloud",
  },
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
  const told = (which: Truth[], language: keyof Words): string =>
    which
      .filter((truth) => count(truth) > 0)
      .map((truth) => `${count(truth)} ${TRUTHS[truth][language]}`)
      .join(language === 'zh' ? '，' : ', ');
  const within = (Object.keys(TRUTHS) as Truth[]).filter((truth) => !OUT_OF_REACH.includes(truth));
  const beyond = OUT_OF_REACH.reduce((sum, truth) => sum + count(truth), 0);
  return {
    zh: `${truths.length} 条日志：${told(within, 'zh')}，${beyond} 在一台 Debian 上没法复现（${told(OUT_OF_REACH, 'zh')}）。`,
    en: `Of ${truths.length} logs: ${told(within, 'en')}, ${beyond} out of reach of one Debian machine (${told(OUT_OF_REACH, 'en')}).`,
  };
}
