import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { explainPins, gpioCases } from '../support/gpio-case.ts';

const program = gpioCases().find(({ id }) => id === 'bad-flag-avr-counter')!;
const each = (change: (line: string, index: number) => string): string =>
  program.paste.trimEnd().split('\n').map(change).join('\n');
const between = (words: string): string => program.paste.replace('\n}\n', `\n}\n${words}\n`);

/** What happens to a program on its way that is seen before it is mended: where it begins, ends and goes on. */
const ARRIVALS: [string, string][] = [
  ['words between', between('\n然后是主函数，就是这里看不懂：\n')],
  ['English words between', between('\nNow the main part, which is where I am stuck\n')],
  ['two fences', `\`\`\`c\n${between('```\nand main.c\n```c').trimEnd()}\n\`\`\``],
  ['two files', between('=== main.c ===')],
  ['numbers in front', each((line, i) => `${String(i + 1).padStart(3)}  ${line}`)],
  ['grep -n', each((line, i) => `main.c:${i + 1}:${line}`)],
  ['full-width signs', program.paste.replace(/[;(){}=]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))],
  ['bars', each((line) => `| ${line}`)],
  ['BBCode', `[code]${program.paste}[/code]`],
  ['a quotation', `「张三：${program.paste.trimEnd()}」\n- - - - - - -\n这段什么意思`],
  ['JSON', JSON.stringify(program.paste)],
  ["Python's print", `'${program.paste.replace(/\n/g, '\\n')}'`],
  ['<br>', program.paste.replace(/</g, '&lt;').replace(/\n/g, '<br>')],
];

describe('a program stays one, however it arrives', () => {
  it.each(ARRIVALS)('%s', async (_, paste) => {
    const plain = await explainPins(program.paste, program);
    const { report } = await explain(paste);
    expect(report.parts.map((part) => part.analyzer)).toEqual(['gpio']);
    const part = await explainPins(paste, program);
    expect(part!.events).toEqual(plain!.events);
    expect(part!.findings.map(({ kind }) => kind)).toEqual(plain!.findings.map(({ kind }) => kind));
  });

  it('two attempts at one function stay two', async () => {
    const text = `${program.paste}\n这样也不行：\n\n${program.paste.replace('100', '500')}`;
    const { report } = await explain(text);
    expect(report.parts.map((part) => part.analyzer)).toEqual(['gpio', 'gpio']);
  });
});
