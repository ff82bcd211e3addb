/** What the endless loop of a program does, which lines turn a way round, and whether a branch is come to. */
import { quoted } from '../words.ts';
import { bareLines, declaredIn } from './declared.ts';
import { type Answer, type Asking, answer, lineText, say } from './text.ts';

const IN_LOOP =
  /(?:主循环|死循环|while\s*\(\s*1\s*\)|loop\s*(?:\(\))?|for\s*\(\s*;;\s*\))\s*(?:里面?|中)?\s*(?:在)?(?:有什么|干什么|干嘛|干啥|做(?:什么|了什么)|是什么|什么都没|是空的)|\bwhat(?:'s| is| does| happens)\b.{0,12}\b(?:in|inside) (?:the )?(?:main |endless |while )?loop\b|\bwhat does the (?:main |endless )?loop do\b|\bis the (?:main )?loop empty\b/i;
const HEAD = /\bwhile\s*\(\s*(?:1|true)\s*\)|\bfor\s*\(\s*;\s*;\s*\)|\bvoid\s+loop\s*\(\s*(?:void)?\s*\)/;

/** "What is in the main loop": its statements, or that there is none. */
export function aboutMainLoop(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!IN_LOOP.test(question)) return null;
  const code = bareLines(facts);
  const at = code.findIndex((text) => HEAD.test(text));
  if (at < 0) return null;
  const line = at + facts.firstLine;
  const rest = `${code[at]!.slice(HEAD.exec(code[at]!)!.index + HEAD.exec(code[at]!)![0].length)}\n${code.slice(at + 1).join('\n')}`;
  const alone = /^\s*;/.test(rest);
  let depth = 0;
  let end = 0;
  for (; end < rest.length; end++) {
    if (rest[end] === '{') depth += 1;
    else if (rest[end] === '}' && --depth === 0) break;
  }
  const body = alone ? '' : rest.slice(rest.indexOf('{') + 1, end);
  const sleeps = /wfi|sleep|low_power|LPM|__nop|_nop_|idle/i.test(body);
  if (body.trim() === '' || (sleeps && body.split(';').length <= 2)) {
    const handlers = facts.interrupts.map(({ handler }) => handler);
    const who =
      handlers.length > 0
        ? say(
            asking,
            `，事情都在中断 ${handlers.join('、')} 里做`,
            `; the work is done in the interrupt ${handlers.join(', ')}`,
          )
        : say(
            asking,
            '，要做的事在循环之前已经做完，或者在中断里',
            '; what there is to do was done before it or is done in interrupts',
          );
    return answer(
      asking,
      body.trim() === ''
        ? say(asking, `什么也不做：第 ${line} 行是空循环${who}。`, `Nothing: line ${line} is an empty loop${who}.`)
        : say(
            asking,
            `只是休眠：第 ${line} 行的循环里只有 \`${quoted(body.trim())}\`${who}。`,
            `It only sleeps: the loop on line ${line} holds \`${quoted(body.trim())}\` alone${who}.`,
          ),
      [line],
      0.9,
    );
  }
  return null;
}

const TURNS =
  /掉头|折返|转向|换(?:个)?方向|改变?方向|往回|反(?:过来|向)|\bturn\w* (?:around|back|round)\b|\bchang\w+ direction\b|\brevers\w*\b|\bgo(?:es)? back\b|\bbounce\w*\b/i;
const WHICH_LINE = /哪(?:一)?(?:行|句)|哪里|\b(?:which|what) (?:line|statement|part)\b|\bwhere\b/i;

/** "Which line makes it turn around": the conditions that set the variable the way depends on. */
export function aboutTurning(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!TURNS.test(question) || !WHICH_LINE.test(question)) return null;
  const code = bareLines(facts);
  const ways = declaredIn(facts).filter(
    ({ name, kind }) =>
      kind === 'variable' &&
      code.some((text) =>
        new RegExp(
          `\\bif\\s*\\([^)]*(?<!\\w)${name}(?!\\w)[^)]*\\).*(?:<<|>>|\\+\\+|--|[-+]=)|(?:[-+]=|\\+)\\s*${name}\\s*;`,
        ).test(text),
      ),
  );
  for (const { name } of ways) {
    const set = code.flatMap((text, i) => {
      const written = new RegExp(`\\bif\\s*\\((.+?)\\)\\s*\\{?\\s*${name}\\s*=\\s*([^;]+);`).exec(text);
      return written ? [{ line: i + facts.firstLine, condition: written[1]!, value: written[2]!.trim() }] : [];
    });
    if (set.length === 0) continue;
    const told = set.map(({ line, condition, value }) =>
      say(
        asking,
        `第 ${line} 行：\`${quoted(condition)}\` 时 ${name} 变成 ${value}（\`${quoted(lineText(facts, line) ?? '')}\`）`,
        `line ${line}: where \`${quoted(condition)}\` holds, ${name} becomes ${value} (\`${quoted(lineText(facts, line) ?? '')}\`)`,
      ),
    );
    const text = told.join(say(asking, '；', '; '));
    return answer(
      asking,
      `${text[0]!.toUpperCase()}${text.slice(1)}${say(asking, `。方向由 ${name} 决定。`, `. The way depends on ${name}.`)}`,
      set.map(({ line }) => line),
      0.88,
    );
  }
  return null;
}

const DURING =
  /(?:延[时迟]|等待|delay\w*(?:\(\w*\))?|sleep\w*)\s*(?:期间|的?时候|时|中|过程中|还没(?:完|结束))|\b(?:during|in|while (?:it is )?(?:in|waiting in)) (?:the |that |a )?(?:delay|wait|sleep|pause)\b/i;
const PRESS = /按|触发|\b(?:press|push|tap|click|trigger)\w*\b/i;

/** "What if I press it during the delay": nobody looks at the input meanwhile. */
export function aboutPressInDelay(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!DURING.test(question) || !PRESS.test(question) || facts.inputs.length === 0) return null;
  if (facts.triggers.length > 0)
    return answer(
      asking,
      say(
        asking,
        '会被发现：这个输入接在中断上，延时期间照样进中断。',
        'It is noticed: the input has an interrupt, which comes during a delay as well.',
      ),
      [],
      0.85,
    );
  const code = bareLines(facts);
  const lines = code
    .flatMap((text, i) =>
      /\b\w*(?:delay|sleep|Delay)\w*\s*\(/.test(text) && !/\bvoid\b/.test(text) ? [i + facts.firstLine] : [],
    )
    .slice(0, 3);
  if (lines.length === 0) return null;
  return answer(
    asking,
    say(
      asking,
      '当时没有反应：延时期间程序不看输入，这时按下又松开就漏掉了；按到延时结束、程序再读的时候还没松手才算数。',
      'Not noticed then: the program does not look at the input during a delay, so a press that is over before the delay ends is missed; one that still lasts when the input is read again counts.',
    ),
    lines,
    0.87,
  );
}
