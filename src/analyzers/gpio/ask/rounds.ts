import { exactLoop } from '../behaviour.ts';
import { duration, quoted } from '../words.ts';
import { bareLines, declaredIn, valueOf } from './declared.ts';
import { pinsIn } from './pins.ts';
import { factsWithTap } from './scenario.ts';
import { type Answer, type Asking, answer, decline, dot, lineList, lineText, say } from './text.ts';
import { waitsOf } from './waits.ts';

const HOW_MANY = /几次|几个|多少次|多少个|几回|几遍|几圈|\bhow many\b|\bnumber of\b|\bhow often\b/i;

/** "How many delays are in one round of the loop?" */
export function aboutWaitCount(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!HOW_MANY.test(question) || !/延[时迟]|等待|\bdelays?\b|\bwaits?\b|\bsleeps?\b/i.test(question)) return null;
  if (/毫秒|秒|\bms\b|millisec|second|参数|argument/i.test(question) || pinsIn(question, facts).length > 0) return null;
  const waits = waitsOf(facts);
  const pass = waits?.passes.find((each) => each.length > 0);
  if (!waits || (waits.before.length === 0 && !pass)) {
    return facts.delays.length === 0 ? decline(asking, '运行中没有看到延时。', 'The run shows no delay.') : null;
  }
  const own = pass ?? waits.before;
  const lines = [...new Set(own.map(({ line }) => line))];
  const ms = own.reduce((sum, each) => sum + (each.ms ?? 0), 0);
  const total = own.every((each) => each.ms !== null)
    ? say(asking, `，共 ${duration(ms / 1000, 'zh')}`, `, ${duration(ms / 1000, 'en')} in all`)
    : '';
  const first =
    pass && waits.before.length > 0
      ? say(
          asking,
          `；进入循环之前还有 ${waits.before.length} 次`,
          `; ${waits.before.length} more before the loop begins`,
        )
      : '';
  const [a, b] = [facts.passes[1], facts.passes[2]];
  const each = a && b ? b.events - a.events : 0;
  const turns = pass && facts.loop && each > 0 && facts.loop.period % each === 0 ? facts.loop.period / each : 1;
  if (turns > 1)
    return answer(
      asking,
      say(
        asking,
        `循环体每跑一遍 ${own.length} 次延时（${lineList(asking, lines)}）；引脚完整重复一轮要 ${turns} 遍，也就是 ${turns * own.length} 次延时。`,
        `${own.length} ${own.length === 1 ? 'delay' : 'delays'} in each pass of the loop (${lineList(asking, lines)}); a full round of the pins takes ${turns} passes, so ${turns * own.length} delays.`,
      ),
      lines,
      0.88,
    );
  return answer(
    asking,
    say(
      asking,
      `${pass ? '每一轮' : '一共'} ${own.length} 次延时（${lineList(asking, lines)}）${total}${first}。`,
      `${own.length} ${own.length === 1 ? 'delay' : 'delays'} ${pass ? 'in each round' : 'altogether'} (${lineList(asking, lines)})${total}${first}.`,
    ),
    lines,
    0.88,
  );
}

const LOOPS = /循环|for\b|while|\bloops?\b|iterat|次数|执行几次|跑几次/i;

/** "How often does the for loop run?": loops whose bounds the text gives. */
export function aboutIterations(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !HOW_MANY.test(question) ||
    !LOOPS.test(question) ||
    /灯|亮|闪|led|响|延[时迟]|delay|毫秒|秒|调用|call/i.test(question)
  )
    return null;
  const declared = declaredIn(facts);
  const code = bareLines(facts);
  const counted = code.flatMap((text, i) => {
    const head =
      /\bfor\s*\(\s*(?:[A-Za-z_][\w ]*?\s)?(\w+)\s*=\s*([^;]{1,40});\s*\1\s*(<=?|>=?|!=)\s*([^;]{1,40});\s*(?:\1\s*(\+\+|--)|(\+\+|--)\s*\1)\s*\)/.exec(
        text,
      );
    if (!head) return [];
    const [from, to] = [valueOf(head[2]!, declared), valueOf(head[4]!, declared)];
    if (from === null || to === null) return [];
    const span = Math.abs(to - from) + (head[3]!.endsWith('=') && head[3] !== '!=' ? 1 : 0);
    return [{ line: i + facts.firstLine, times: span }];
  });
  if (counted.length === 0) return null;
  const told = counted
    .slice(0, 4)
    .map(({ line, times }) =>
      say(
        asking,
        `第 ${line} 行的循环每次执行 ${times} 遍：\`${quoted(lineText(facts, line) ?? '')}\``,
        `the loop on line ${line} runs ${times} times: \`${quoted(lineText(facts, line) ?? '')}\``,
      ),
    );
  const text = told.join(say(asking, '；', '; '));
  return answer(
    asking,
    `${text[0]!.toUpperCase()}${text.slice(1)}${dot(asking)}`,
    counted.map(({ line }) => line),
    0.85,
  );
}

/** "How long until it repeats?", "一个来回多长时间", "one full cycle". */
export function aboutRound(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/多久|多长|几(?:毫)?秒|多少(?:毫)?秒|how long|how much time|how many (?:ms|milli\w*|sec\w*)|how often|period|周期|\bcycle time\b|total (?:time|length)|cycle time|\bin (?:ms|s|milli\w*|sec\w*)\b/i.test(
      question,
    ) ||
    !/重复|there and back|\bsweep\b|打印|发送|输出|一圈|一轮|print|sent|一遍|一个?来回|来回|全程|整个|总(?:的)?(?:周期|时间|共)|完整|一个周期|循环|repeat|\bcycle\b|\bround\b|\bsequence\b|start(?:s)? over|\bloop\b|\bwhole\b|\btotal\b|\bfull\b|once through|one pass/i.test(
      question,
    ) ||
    !facts.loop ||
    facts.loopSeconds === null
  )
    return null;
  const named = pinsIn(question, facts);
  if (named.length > 0) return null;
  const exact = exactLoop(facts);
  const time = duration(facts.loopSeconds, asking.language);
  const lines = [
    ...new Set(facts.eventInfo.slice(facts.loop.start, facts.loop.start + facts.loop.period).map((info) => info.line)),
  ];
  return answer(
    asking,
    exact
      ? say(asking, `一轮 ${time}，然后从头重复。`, `One round takes ${time}, then it starts over.`)
      : say(
          asking,
          `一轮估计约 ${time}（延时是数圈的，真实时间取决于主频和编译器），然后从头重复。`,
          `One round takes an estimated ${time} (the waits are counted loops, the real time depends on clock and compiler), then it starts over.`,
        ),
    lines,
    0.88,
  );
}

/** Two looks that are nearer to each other have no wait between them. */
const AS_FAST_SECONDS = 0.0005;

/** How much time lies between two looks at the input from the same line; null where that varies or was not seen. */
function betweenLooks({ facts }: Asking): { seconds: number; line: number } | null {
  const seen = [
    facts,
    ...(facts.looks.length < 3 ? facts.whatIf.slice(0, 1).map((input) => factsWithTap(facts, input)) : []),
  ];
  for (const run of seen) {
    const [first] = run?.looks ?? [];
    const times = run?.looks.filter(({ line }) => line === first?.line).map(({ seconds }) => seconds) ?? [];
    const gaps = times.slice(1).map((at, i) => at - times[i]!);
    const middle = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
    if (!first || middle === undefined || gaps.length < 2 || first.line === 0) continue;
    if (gaps.every((gap) => Math.abs(gap - middle) <= 0.05 * middle)) return { seconds: middle, line: first.line };
  }
  return null;
}

/** "How often is the key polled?": the waits of one pass of the main loop. */
export function aboutPolling(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/轮询|扫描|检测|查询|采样|读一次|\bpoll|\bscan|\bsampl|\bcheck(?:s|ed)?\b|\bread\b/i.test(question) ||
    !/多久|多长时间|间隔|周期|频率|多少(?:毫)?秒|几(?:毫)?秒|how (?:often|frequently|long)|interval|period|rate/i.test(
      question,
    ) ||
    /定时器|中断|timer|interrupt|串口|baud|adc|失败|持续|\bfail/i.test(question)
  )
    return null;
  const looked = betweenLooks(asking);
  if (looked)
    return answer(
      asking,
      looked.seconds < AS_FAST_SECONDS
        ? say(
            asking,
            `一直不停地读（第 ${looked.line} 行），能多快就多快：两次之间没有延时。`,
            `Over and over, as fast as it can (line ${looked.line}): nothing waits between two looks.`,
          )
        : say(
            asking,
            `每 ${duration(looked.seconds, 'zh')}一次（第 ${looked.line} 行；没有人动输入时，按运行结果）。`,
            `Every ${duration(looked.seconds, 'en')} (line ${looked.line}; while nobody touches the input, as it ran).`,
          ),
      [looked.line],
      0.9,
    );
  const pass = waitsOf(facts)?.passes.find((each) => each.length > 0);
  const waits =
    pass ?? facts.delays.slice(-1).map(({ line, ms, exact, events }) => ({ line, ms: exact ? ms : null, events }));
  if (waits.length === 0)
    return facts.readsInputs && facts.endless
      ? answer(
          asking,
          say(
            asking,
            '主循环里没有延时，所以是一直不停地读，能多快就多快。',
            'The main loop does not wait, so the input is read over and over, as fast as it can.',
          ),
          [],
          0.8,
        )
      : null;
  const lines = [...new Set(waits.map(({ line }) => line))];
  const known = waits.every((each) => each.ms !== null);
  const ms = waits.reduce((sum, each) => sum + (each.ms ?? 0), 0);
  return answer(
    asking,
    known
      ? say(
          asking,
          `每 ${duration(ms / 1000, 'zh')}一次：主循环每跑一遍读一次，等的是${lineList(asking, lines)}的延时。`,
          `Every ${duration(ms / 1000, 'en')}: once in each pass of the main loop, whose waits are on ${lineList(asking, lines)}.`,
        )
      : say(
          asking,
          `主循环每跑一遍读一次，间隔是${lineList(asking, lines)}的延时（数圈的，时间只能估计）。`,
          `Once in each pass of the main loop; the waits are on ${lineList(asking, lines)} (counted loops, so their time is an estimate).`,
        ),
    lines,
    0.85,
  );
}

/** "Does it debounce?": from what was found in the program, its comments and its waits. */
export function aboutDebounce(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/消抖|去抖|防抖|抖动|debounc|bounc/i.test(question)) return null;
  if (!/吗|有没有|是否|做了|没|怎么|多久|多长|几毫秒|多少|\bis\b|\bdoes\b|\bhow\b|\bany\b|\bdo\b/i.test(question))
    return null;
  const missing = facts.findings.find(({ kind }) => kind === 'missing-debounce');
  const code = bareLines(facts);
  const raw = facts.source.split('\n');
  const said = raw.flatMap((text, i) => (/消抖|去抖|防抖|debounc/i.test(text) ? [i + facts.firstLine] : []));
  const waits = [
    ...new Map(
      facts.whatIf.length > 0 || facts.readsInputs ? facts.delays.map((each) => [each.line, each] as const) : [],
    ).values(),
  ];
  if (missing)
    return answer(
      asking,
      say(
        asking,
        `没有消抖：${missing.text.zh} ${missing.advice.zh}`,
        `No, there is no debouncing: ${missing.text.en} ${missing.advice.en}`,
      ),
      [missing.line],
      0.9,
    );
  const delay = (line: number): number | null => {
    for (const at of [line, line + 1, line - 1]) {
      const call = /\b\w*(?:delay|sleep|wait)\w*\s*\(\s*([^;]*?)\)\s*;/i.exec(code[at - facts.firstLine] ?? '');
      if (call) return at;
    }
    return null;
  };
  const at = said.map(delay).find((line) => line !== null) ?? null;
  const timed = at === null ? undefined : facts.delays.find((each) => each.line === at);
  if (said.length > 0) {
    const shown = at ?? said[0]!;
    const time = timed
      ? say(asking, `，等 ${duration(timed.ms / 1000, 'zh')}`, `, it waits ${duration(timed.ms / 1000, 'en')}`)
      : '';
    return answer(
      asking,
      say(
        asking,
        `有消抖：第 ${shown} 行 \`${quoted(lineText(facts, shown) ?? '')}\`${time}。`,
        `Yes, it debounces: line ${shown} \`${quoted(lineText(facts, shown) ?? '')}\`${time}.`,
      ),
      [shown],
      0.88,
    );
  }
  if (!facts.readsInputs) return null;
  // A wait that the run never came to is one all the same.
  const waitWritten = code.some((text) => /\b\w*(?:delay|sleep|wait)\w*\s*\(.*\)\s*;/i.test(text));
  return waits.length === 0 && !waitWritten
    ? answer(
        asking,
        say(
          asking,
          '没有消抖：读输入前后没有任何延时，也没有计数。',
          'No: there is no wait around the reading of the input and nothing counts stable readings.',
        ),
        [],
        0.8,
      )
    : null;
}
