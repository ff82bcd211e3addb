import { loadKnowledge } from '../../../knowledge/load.ts';
import { labelOf } from '../behaviour.ts';
import { quoted } from '../words.ts';
import { callsOf } from './calls.ts';
import { bareLines } from './declared.ts';
import { functionAt } from './named.ts';
import { tokensOf } from './pins.ts';
import { type Answer, type Asking, answer, lineList, lineText, say } from './text.ts';

const CALLED =
  /调用|被叫|会不会执行|会执行|执行到|\bcall(?:s|ed|ing)?\b|\binvoke[sd]?\b|\brun\b|\breached\b|\bexecuted\b|\bused\b|用到|用了吗|有用吗/i;
const ENTRY = /^(?:\w*main|setup|loop)$/i;
const BY_WHOM = /谁|哪|\bwho\b|\bwhere\b|\bwhich\b/i;

/** "Is assert_failed ever called?", "who calls LedOn?": from the text and from the run. */
export function aboutCalled(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const tokens = tokensOf(question);
  const target = facts.functions.find(({ name }) => tokens.includes(name)) ?? definedIn(asking, tokens);
  if (
    !target ||
    !CALLED.test(question) ||
    /参数|argument|parameter|返回|return|几次|多少次|how (?:many|often)/i.test(question)
  )
    return null;
  const { name, line } = target;
  const calls = callsOf(asking, (each) => each === name);
  const lines = [...new Set(calls.map((call) => call.line))];
  if (lines.length === 0) {
    const entry = ENTRY.test(name);
    const handler = /Handler$|IRQ|ISR|Callback|_isr$|assert_failed/i.test(name);
    const given = entry ? null : handedOver(asking, name, line);
    if (given) return given;
    const whole = facts.functions.some((each) => ENTRY.test(each.name));
    const reason = entry
      ? say(asking, '它是入口，由启动代码调用', 'it is where the program begins, called by the start-up code')
      : handler
        ? say(
            asking,
            '代码里没有调用它，是中断或库在条件满足时才调用的',
            'nothing in the paste calls it; hardware or the library does when its condition comes',
          )
        : whole
          ? say(asking, '代码里没有任何地方调用它，不会执行', 'nothing in the paste calls it, so it never runs')
          : say(
              asking,
              '贴出来的代码里没有调用它的地方，也没有 main：调用它的代码在没贴出来的文件里（通常是 main 的循环或一个任务），会不会执行、在哪里执行，这里看不出来',
              'nothing in the paste calls it, and there is no main in it: the call stands in a file that was not pasted (usually the loop of main, or a task), so where and whether it runs does not show here',
            );
    return answer(
      asking,
      `${entry || (!whole && !handler) ? '' : say(asking, '没有：', 'No: ')}${say(asking, `${name}（第 ${line} 行）${reason}。`, `${name} (line ${line}): ${reason}.`)}`,
      [line],
      0.88,
    );
  }
  const inside = [...new Set(lines.map((at) => functionAt(asking, at)).filter((each) => each !== null))];
  const again = calls.some((call) => call.repeated)
    ? say(asking, '，循环里的会反复执行', ', those in a loop run again and again')
    : '';
  const yes = BY_WHOM.test(question) ? '' : say(asking, '会：', 'Yes: ');
  return answer(
    asking,
    say(
      asking,
      `${yes}${inside.join('、')} 在${lineList(asking, lines)}调用 ${name}，共 ${calls.length} 处${again}。`,
      `${yes}${inside.join(', ')} calls ${name} on ${lineList(asking, lines)}, ${calls.length} ${calls.length === 1 ? 'place' : 'places'}${again}.`,
    ),
    lines,
    0.88,
  );
}

/** A function that is handed to another one, or put into a table, which calls it later. */
function handedOver(asking: Asking, name: string, line: number): Answer | null {
  const { facts } = asking;
  const use = new RegExp(`[(,={]\\s*&?\\s*${name}\\s*[,)};]`);
  const at = bareLines(facts).flatMap((text, i) =>
    i + facts.firstLine !== line && use.test(text) ? [i + facts.firstLine] : [],
  );
  const [first] = at;
  if (first === undefined) return null;
  const to = facts.functions.find((each) => each.name === name)?.handedTo ?? null;
  return answer(
    asking,
    say(
      asking,
      `没有直接的调用：${name}（第 ${line} 行）在第 ${first} 行作为回调${to ? `交给 ${to}` : '交出去'}：\`${quoted(lineText(facts, first) ?? '')}\`，时候到了由它来调用。`,
      `Not by a call in the paste: ${name} (line ${line}) is handed over on line ${first}${to ? `, to ${to}` : ''}: \`${quoted(lineText(facts, first) ?? '')}\`, which calls it when its time comes.`,
    ),
    [first, line],
    0.9,
  );
}

/** A function that stands in a part of the text that is not compiled. */
function definedIn({ facts }: Asking, tokens: string[]): { name: string; line: number } | undefined {
  for (const [i, text] of bareLines(facts).entries()) {
    const name = /^\s*(?:\w[\w*]*[ \t*]+)+([A-Za-z_]\w*)\s*\([^;]*\)\s*\{?\s*$/.exec(text)?.[1];
    if (name && tokens.includes(name)) return { name, line: i + facts.firstLine };
  }
  return undefined;
}

const ASKS_WHAT =
  /哪个?寄存器|which register|干|什么|作用|意思|怎么|做|解释|是啥|\bwhat\b|\bhow\b|explain|mean|purpose|\bdo(?:es)?\b|\bwhy\b|为什么|为啥/i;

/** "What does gpio_put_masked do?": a call of a library, by what the library says and by what the run showed. */
export function aboutLibraryCall(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!ASKS_WHAT.test(question)) return null;
  for (const token of tokensOf(question)) {
    if (token.length < 4 || facts.functions.some(({ name }) => name === token)) continue;
    const calls = callsOf(asking, (name) => name === token);
    if (calls.length === 0) continue;
    const lines = [...new Set(calls.map((call) => call.line))];
    const meaning = loadKnowledge('vendor-calls')
      .map((library) => library.calls[token])
      .find((words) => words !== undefined);
    const effects = new Map<string, Set<0 | 1>>();
    for (const [i, changes] of facts.events.entries()) {
      const info = facts.eventInfo[i]!;
      if (!lines.includes(info.line)) continue;
      for (const change of changes)
        effects.set(labelOf(change), new Set([...(effects.get(labelOf(change)) ?? []), change.level]));
    }
    if (!meaning && effects.size === 0) continue;
    const did = [...effects]
      .slice(0, 8)
      .map(([label, levels]) =>
        levels.size === 2
          ? say(asking, `${label} 变高变低`, `${label} goes high and low`)
          : say(
              asking,
              `${label} 变${[...levels][0] ? '高' : '低'}`,
              `${label} goes ${[...levels][0] ? 'high' : 'low'}`,
            ),
      );
    const parts = [
      ...(meaning ? [say(asking, `${token}：${meaning.zh}`, `${token} ${meaning.en}`)] : []),
      ...(did.length > 0
        ? [
            say(
              asking,
              `在${lineList(asking, lines)}的调用让 ${did.join('，')}`,
              `the call on ${lineList(asking, lines)} makes ${did.join(', ')}`,
            ),
          ]
        : [say(asking, `用在${lineList(asking, lines)}`, `used on ${lineList(asking, lines)}`)]),
    ];
    return answer(
      asking,
      `${parts.join(say(asking, '；', '; '))}${say(asking, '：', ': ')}\`${quoted(lineText(facts, lines[0]!) ?? '')}\``,
      lines,
      0.85,
    );
  }
  return null;
}
