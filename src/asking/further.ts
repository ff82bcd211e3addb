import type { Language } from '../language/language.ts';

/** Where to look for what a paste does not say. */
export function lookFurther(command: string, language: Language): string {
  return language === 'zh' ? `要接着查，先运行：\`${command}\`` : `To look further, run \`${command}\``;
}
