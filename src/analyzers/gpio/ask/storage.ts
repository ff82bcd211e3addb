/** Whether a variable has to be volatile or static: from where the program uses it. */
import type { GpioFacts } from '../facts.ts';
import { bareLines, type Declared, declaredIn, VOLATILE } from './declared.ts';
import { declaredAsked, functionAt } from './named.ts';
import { type Answer, type Asking, answer, lineList, say } from './text.ts';

const NEEDS =
  /需要|需不需要|要不要|必须|应该|该不该|要(?=加|用|写)|得(?=加|用)|可以不|能不能(?:去掉|不)|\b(?:need|needs|have to|has to|should|must|required?|necessary|better)\b|为什么要加|为啥要加/i;

interface Use {
  line: number;
  text: string;
  within: GpioFacts['functions'][number];
}

/** "Does count need static", "state 需要加 volatile 吗". */
export function aboutStorage(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const word = /\b(volatile|static)\b|(?<![A-Za-z])(volatile|static)(?![A-Za-z])/i.exec(question)?.[0].toLowerCase();
  if (!word || !NEEDS.test(question)) return null;
  const variables = declaredIn(facts).filter(({ kind, type }) => kind === 'variable' && !/\[/.test(type ?? ''));
  const [target, other] = declaredAsked(question, variables);
  if (!target || other || variables.filter(({ name }) => name === target.name).length > 1) return null;
  const already = (word === 'volatile' ? VOLATILE : /\bstatic\b/).test(target.type ?? '');
  // Why it is so is another question.
  if (already && /为什么|为啥|为何|\bwhy\b/i.test(question)) return null;
  if (already)
    return answer(
      asking,
      say(asking, `它已经是 ${word} 了（第 ${target.line} 行）。`, `It is ${word} already (line ${target.line}).`),
      [target.line],
      0.88,
    );
  return word === 'volatile' ? needsVolatile(asking, target) : needsStatic(asking, target);
}

/** Lines inside functions that use the name, the declaration left out. */
function usesOf(asking: Asking, { name, line }: Declared): Use[] {
  const { facts } = asking;
  return bareLines(facts).flatMap((text, i): Use[] => {
    const at = i + facts.firstLine;
    const within = facts.functions.find((each) => at >= each.line && at <= each.endLine);
    return within && at !== line && new RegExp(`(?<![\\w.>])${name}(?!\\w)`).test(text)
      ? [{ line: at, text, within }]
      : [];
  });
}

/** What the hardware or a library calls, and what those functions call in turn. */
function besideMain(facts: GpioFacts): Set<string> {
  const code = bareLines(facts);
  const all = code.join('\n');
  const body = ({ line, endLine }: { line: number; endLine: number }): string =>
    code.slice(line - facts.firstLine, endLine - facts.firstLine + 1).join('\n');
  const calls = (text: string, name: string): boolean => new RegExp(`(?<!\\w)${name}\\s*\\(`).test(text);
  const handler = ({ name, line }: GpioFacts['functions'][number]): boolean => {
    const head = `${code[line - facts.firstLine - 1] ?? ''} ${code[line - facts.firstLine] ?? ''}`;
    return (
      facts.interrupts.some((each) => each.handler === name) ||
      /_?(?:Handler|IRQ\w*|ISR|Callback)$|_isr$/i.test(name) ||
      /\binterrupt\b|__interrupt|#pragma\s+vector|\bISR\s*\(/.test(head) ||
      new RegExp(`[(,]\\s*&?${name}\\s*[,)]`).test(all)
    );
  };
  const found = new Set(facts.functions.filter(handler).map(({ name }) => name));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const each of facts.functions.filter(({ name }) => found.has(name)))
      for (const { name } of facts.functions) if (name !== each.name && calls(body(each), name)) found.add(name);
  }
  return found;
}

function needsVolatile(asking: Asking, target: Declared): Answer | null {
  const { name } = target;
  const local = functionAt(asking, target.line);
  const uses = usesOf(asking, target);
  if (uses.length === 0) return null;
  const beside = besideMain(asking.facts);
  const [own, others] = [true, false].map((wanted) => uses.filter(({ within }) => beside.has(within.name) === wanted));
  const places = (some: Use[]): string =>
    [...new Set(some.map(({ within }) => within.name))].join(say(asking, '、', ', '));
  const lines = uses.map(({ line }) => line);
  if (local)
    return answer(
      asking,
      say(
        asking,
        `不需要：${name} 是 ${local} 里的局部变量（第 ${target.line} 行），别处改不到它；只有用它空转延时的时候，volatile 才防止循环被优化掉。`,
        `No: ${name} is a local variable of ${local} (line ${target.line}), and nothing else can change it. Only where it counts an empty delay loop does volatile keep that loop from being optimised away.`,
      ),
      [target.line],
      0.86,
    );
  if (own!.length > 0 && others!.length > 0)
    return answer(
      asking,
      say(
        asking,
        `需要：${name} 在中断或回调 ${places(own!)} 里用到（${lineList(
          asking,
          own!.map(({ line }) => line),
        )}），主流程 ${places(others!)} 也用到（${lineList(
          asking,
          others!.map(({ line }) => line),
        )}），现在的声明（第 ${target.line} 行）没有 volatile，编译器可以只读一次就放在寄存器里，看不到变化。`,
        `Yes: ${name} is used in the interrupt or callback ${places(own!)} (${lineList(
          asking,
          own!.map(({ line }) => line),
        )}) and in ${places(others!)} as well (${lineList(
          asking,
          others!.map(({ line }) => line),
        )}). It is declared without volatile (line ${target.line}), so the compiler may read it once, keep it in a register and miss the change.`,
      ),
      [target.line, ...lines],
      0.9,
    );
  return answer(
    asking,
    say(
      asking,
      `不是必须：${name} 只在 ${places(uses)} 里用到（${lineList(asking, lines)}），没有在${own!.length > 0 ? '主流程' : '中断'}里用，不存在被另一边悄悄改掉的问题。`,
      `Not strictly: ${name} is used in ${places(uses)} alone (${lineList(asking, lines)}) and in ${own!.length > 0 ? 'none of the main flow' : 'no interrupt'}, so nothing changes it behind anyone's back.`,
    ),
    [target.line, ...lines],
    0.86,
  );
}

function needsStatic(asking: Asking, target: Declared): Answer | null {
  const { name, line, value } = target;
  const local = functionAt(asking, line);
  if (!local)
    return answer(
      asking,
      say(
        asking,
        `不需要：${name} 在函数外面（第 ${line} 行），本来就一直保留；加 static 只是让别的文件看不到它。`,
        `No: ${name} stands outside all functions (line ${line}) and keeps its value anyway; static would only hide it from other files.`,
      ),
      [line],
      0.88,
    );
  if (/^(?:main|app_main)$/.test(local)) return null;
  const [first] = usesOf(asking, target).filter((use) => use.within.name === local && use.line > line);
  if (!first) return null;
  const set = new RegExp(`(?<![\\w.>])${name}\\s*=(?!=)(?![^;]*\\b${name}\\b)`).test(first.text);
  if (value !== null || set) {
    const at = value !== null ? line : first.line;
    return answer(
      asking,
      say(
        asking,
        `看想要什么：现在每次进 ${local} 都从第 ${at} 行的值重新开始；要在两次调用之间记住它，才需要 static。`,
        `Only if it is to be remembered: as it stands it begins anew on line ${at} each time ${local} is called; with static it would keep its value from one call to the next.`,
      ),
      [line, first.line],
      0.84,
    );
  }
  return answer(
    asking,
    say(
      asking,
      `需要：${name} 是 ${local} 里没有初值的局部变量（第 ${line} 行），第 ${first.line} 行就在用它原来的值；不加 static，两次调用之间这个值没有保证（碰巧没被占用才保留得住）。`,
      `Yes: ${name} is a local variable of ${local} without a first value (line ${line}), and line ${first.line} already uses what it held before. Without static nothing guarantees that it is kept from one call to the next.`,
    ),
    [line, first.line],
    0.9,
  );
}
