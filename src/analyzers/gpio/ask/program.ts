// Above 400 lines: the kinds of question about the program as a whole, one function each.
import { labelOf } from '../behaviour.ts';
import { statedActiveLevel } from '../claims/level-words.ts';
import { blankComments, commentsOf } from '../code.ts';
import type { GpioFacts, NamedPin } from '../facts.ts';
import { onLevel } from '../levels.ts';
import { say as sayPart } from '../say.ts';
import { duration, list, quoted } from '../words.ts';
import { leavesEarly } from './exits.ts';
import { pinsIn, tokensOf } from './pins.ts';
import { speaksOfMore } from './source.ts';
import { explainStatement } from './statement.ts';
import { type Answer, type Asking, answer, decline, lineText, say } from './text.ts';

/** "Does it ever stop?" */
export function aboutEnd(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/会.{0,6}(?:停|结束|退出)|一直(?:循环|跑|运行|重复)|死循环|无限|循环吗|会循环|重复吗|停下来|ever (?:stop|end|finish|return|exit)|\b(?:run|loop|repeat|go on)s? forever|for ever|infinite|endless|does (?:it|this|the (?:program|code)|main) (?:ever )?(?:stop|end|return|repeat|loop|exit|finish|terminate)/i.test(
      question,
    )
  )
    return null;
  // "Does the heater stop while the door is open" asks for no end of the program.
  if (pinsIn(question, facts).length > 0 && !/程序|代码|循环|\b(?:program|code|sketch|loop|main)\b/i.test(question))
    return null;
  if (facts.ended === 'not-run')
    return decline(asking, '这段代码没有入口，跑不起来，看不出会不会停。', 'This paste has no entry to run from.');
  const { loop } = facts;
  const main = facts.functions.find(({ name }) => /^(?:main|loop|app_main)$/.test(name));
  const code = blankComments(facts.source).split('\n');
  const head =
    code.findIndex(
      (text, i) =>
        /\b(?:while\s*\(\s*(?:1|true)\s*\)|for\s*\(\s*;\s*;\s*\)|void\s+loop\s*\()/i.test(text) &&
        (!main || (i + facts.firstLine >= main.line && i + facts.firstLine <= main.endLine)),
    ) + facts.firstLine;
  const lines = head >= facts.firstLine ? [head] : [];
  const at = lines.length > 0 ? say(asking, `（第 ${head} 行）`, ` (line ${head})`) : '';
  if (facts.stuck)
    return answer(
      asking,
      say(
        asking,
        `${facts.stuck.unknown ? '只跑到' : '它会卡在'}第 ${facts.stuck.line} 行：${facts.stuck.waitingFor.zh}。`,
        `${facts.stuck.unknown ? 'The run goes no further than' : 'It gets stuck at'} line ${facts.stuck.line}: ${facts.stuck.waitingFor.en}.`,
      ),
      [facts.stuck.line],
    );
  if (facts.ended === 'trap')
    return answer(
      asking,
      say(
        asking,
        `运行到第 ${facts.trap?.line ?? 0} 行出错中止。`,
        `The run breaks off at line ${facts.trap?.line ?? 0}.`,
      ),
      [facts.trap?.line ?? 0],
    );
  const tasks = code.flatMap((text, i) => (/\bxTaskCreate\w*\s*\(/.test(text) ? [i + facts.firstLine] : []));
  if (main?.name === 'app_main' && tasks.length > 0)
    return answer(
      asking,
      say(
        asking,
        `不会停：app_main 返回只是结束它自己那个任务，第 ${tasks.join('、')} 行创建的任务和中断继续运行。`,
        `No, it does not stop: when app_main returns only its own task ends; the task that line ${tasks.join(', ')} creates and the interrupts go on.`,
      ),
      [main.line, ...tasks],
      0.9,
    );
  if (facts.ended === 'returned')
    return answer(
      asking,
      say(asking, '会停：主函数执行到结尾就返回了，不循环。', 'It stops: main runs to its end and does not repeat.'),
      main ? [main.line] : [],
    );
  const early = leavesEarly(asking, at, lines);
  if (early) return early;
  if (loop) {
    return answer(
      asking,
      say(
        asking,
        `不会停，一直循环${at}：从第 ${loop.start + 1} 次引脚变化起，每 ${loop.period} 次变化重复一遍${facts.loopBasis === 'proven' ? '，程序和芯片回到了同一状态' : ''}。`,
        `It never stops${at}: from pin change ${loop.start + 1} on, every ${loop.period} changes repeat for ever${facts.loopBasis === 'proven' ? '; program and chip come back to the same state' : ''}.`,
      ),
      lines,
    );
  }
  if (facts.ended === 'settled')
    return answer(
      asking,
      say(
        asking,
        `主循环一直在转${at}，但引脚不再变化（除非输入改变）。`,
        `The main loop goes on for ever${at}, but no pin changes any more unless an input does.`,
      ),
      lines,
    );
  return decline(
    asking,
    '在跑过的这一段里它没有停，但也没看到明确的重复。',
    'It did not stop in the part that was run, nor was a clear repetition seen.',
  );
}

/** Which pin a name stands for is written in a header that was not pasted. */
function placedElsewhere(asking: Asking, pin: NamedPin, name: string): Answer {
  const header = /#\s*include\s*"(main\.h|[\w/.-]*(?:board|bsp|eval|led|key|pin)[\w/.-]*\.h)"/i.exec(
    asking.facts.source,
  )?.[1];
  const board = pin.aliases.at(-1);
  const called = name === pin.pin ? name : `${name} (${pin.pin})`;
  const [zhAt, enAt] = header ? [`，应该在 \`${header}\` 里`, `; look in \`${header}\``] : ['', ''];
  return decline(
    asking,
    `${called} 接哪个引脚代码里没有写${zhAt}${board ? `；按这块评估板的例程很可能是 ${board}，但这不是代码里的事实` : ''}。`,
    `The paste does not say which pin ${called} is${enAt}${board ? `; by the board's examples likely ${board}, which is no fact of this paste` : ''}.`,
  );
}

/** A name of the question that the paste uses for a pin, B1 of B1_Pin, and never says which one that is. */
function unplacedName({ question, facts }: Asking): string | null {
  for (const token of tokensOf(question)) {
    if (token.length < 2 || !/^[A-Za-z]\w*$/.test(token)) continue;
    const use = new RegExp(`(?<!\\w)${token}(?:_GPIO)?_P(?:in|IN)(?!\\w)`).exec(facts.source)?.[0];
    if (use && !new RegExp(`#\\s*define\\s+${use}\\b|\\b${use}\\s*=`).test(facts.source)) return token;
  }
  return null;
}

const PLACE_ASKED =
  /哪(?:个|一个|只)?(?:引脚|管脚|脚|口)|接(?:在|到)?(?:了)?哪|几号脚|\b(?:which|what) (?:\w+ )?(?:pin|port)\b|\bwhere is \w+ (?:connected|wired)\b/i;

/** "Which pins are used?", "几个灯" */
export function aboutPins(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const unplaced = PLACE_ASKED.test(question) && pinsIn(question, facts).length === 0 ? unplacedName(asking) : null;
  if (unplaced !== null) return placedElsewhere(asking, { pin: unplaced, aliases: [] }, unplaced);
  if (pinsIn(question, facts).length === 0 && speaksOfMore(question)) return null;
  const count = /几个|几颗|几盏|几路|多少个?|how many/i.test(question);
  const which =
    /哪些|哪几个|哪[一两三四五六]个|哪个?(?:端)?口|用了(?:哪|什么)|什么引脚|哪个引脚|哪个脚|什么脚|接在|接(?:到)?哪|哪[些几]位|which (?:gpio |output |input |i\/?o )?(?:pin|port|led|gpio|output|input|bit)s?|what (?:gpio |output |input )?(?:pins?|ports?)|list .*pins|pins? (?:are|is|does|do)/i.test(
      question,
    );
  if (!count && !which) return null;
  if (count && !which && speaksOfMore(question)) return null;
  if (
    !/灯|led|引脚|管脚|位|\bbits?\b|pin|port|gpio|io\b|输出|输入|output|input|按键|button|key|脚|口|light/i.test(
      question,
    )
  )
    return null;
  const wantsInputs = /输入|input|按键|按钮|button|key/i.test(question) && !/输出|output|灯|led/i.test(question);
  const pins = wantsInputs ? facts.inputs : facts.outputs;
  const single = pinsIn(question, facts);
  if (single.length === 1 && which && !count && /接|哪个|what pin|which pin|on which|connected/i.test(question)) {
    const { pin, name } = single[0]!;
    const place = [...facts.outputs, ...facts.inputs].find((each) => each.pin === pin.pin)?.lines;
    // A node of the device tree stands elsewhere.
    if (/\bDT_|_dt\b|devicetree/.test(facts.source) && /^led\d_pin$|_NODE$/i.test(pin.pin))
      return decline(
        asking,
        `${name} 接哪个引脚写在设备树里，这段代码里没有。`,
        `Which pin ${name} is stands in the device tree, not in this paste.`,
      );
    if (facts.assumptions.some((each) => each.name === pin.pin)) return placedElsewhere(asking, pin, name);
    return answer(asking, say(asking, `${name} 是 ${labelOf(pin)}。`, `${name} is ${labelOf(pin)}.`), [
      ...definitions(facts, pin),
      ...(place ? [place[0]] : []),
    ]);
  }
  if (facts.ended === 'not-run' && pins.length === 0)
    return decline(
      asking,
      '这段代码没有跑起来，哪些引脚是输出、哪些是输入看不出来。',
      'This code was not run, so which pins are outputs or inputs is not known.',
    );
  // Read in a way the run did not see as an input: its lines say more.
  if (pins.length === 0 && wantsInputs && (facts.readsInputs || /key|btn|button|按键|\bSW\d?\b/i.test(facts.source)))
    return null;
  if (pins.length === 0)
    return answer(
      asking,
      wantsInputs
        ? say(asking, '没有：运行中没有发现程序读取的输入引脚。', 'None: the run shows no input pin that is read.')
        : say(asking, '没有：运行中没有一个引脚成为输出。', 'None: no pin becomes an output in the run.'),
      [],
      0.8,
    );
  const names = list(pins.map(labelOf), asking.language);
  const kind = wantsInputs
    ? say(asking, '输入引脚', pins.length === 1 ? 'input' : 'inputs')
    : say(asking, '输出引脚', pins.length === 1 ? 'output' : 'outputs');
  const more =
    !wantsInputs && facts.inputs.length > 0 && !count
      ? say(
          asking,
          `；输入：${list(facts.inputs.map(labelOf), 'zh')}`,
          `; inputs: ${list(facts.inputs.map(labelOf), 'en')}`,
        )
      : '';
  return answer(
    asking,
    say(asking, `${pins.length} 个${kind}：${names}${more}。`, `${pins.length} ${kind}: ${names}${more}.`),
    pins.flatMap((pin) => [...definitions(facts, pin).slice(0, 1), ...(pin.lines ? [pin.lines[0]] : [])]),
    0.85,
  );
}

function definitions(facts: GpioFacts, pin: { pin: string; aliases: string[] }): number[] {
  const code = blankComments(facts.source).split('\n');
  return [pin.pin, ...pin.aliases]
    .filter((name) => /^\w+$/.test(name))
    .flatMap((name) =>
      code.flatMap((text, i) =>
        new RegExp(`(?:#\\s*define|sbit|const[\\w\\s]*|int|byte)\\s+${name}\\b`).test(text)
          ? [i + facts.firstLine]
          : [],
      ),
    );
}

/** "What is wrong with it?" */
export function aboutMistakes(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    /注释|\bcomments?\b/i.test(question) &&
    /对|错|准|符|一致|问题|right|correct|true|wrong|accurate|match|agree|lie|error|mistake/i.test(question)
  )
    return aboutClaims(asking);
  if (
    !/问题|错|毛病|bug|不对|对不对|对吗|正确|wrong|mistake|error|problem|issue|correct|\bfix\b|why (?:does|is|do) .*(?:not|n't)|为什么.*(?:不|没)/i.test(
      question,
    ) &&
    // Why a pin does what it does: where something is wrong with the program, that is the best reason there is.
    !(facts.findings.length > 0 && /为什么|为何|为啥|\bwhy\b/i.test(question) && pinsIn(question, facts).length > 0)
  )
    return null;

  if (facts.findings.length === 0) {
    if (/为什么|why/i.test(question)) return null;
    const claim = facts.claims.find((each) => !each.holds);
    if (claim) return aboutClaims(asking);
    return answer(
      asking,
      facts.ended === 'not-run'
        ? say(
            asking,
            '没有发现问题，但这段代码没有入口，只看了没跑。',
            'Nothing wrong was found, though the paste has no entry and could only be read.',
          )
        : say(
            asking,
            '没有发现问题：跑下来和已知的 GPIO 错误都不符。',
            'Nothing wrong was found: the run matches none of the known GPIO mistakes.',
          ),
      [],
      0.8,
    );
  }
  const parts = facts.findings.slice(0, 5).map((finding) => {
    const place = finding.line > 0 ? say(asking, `第 ${finding.line} 行：`, `Line ${finding.line}: `) : '';
    const cure = finding.fix
      ? say(asking, ` 改成：${finding.fix}`, ` Instead: ${finding.fix}`)
      : ` ${finding.advice[asking.language]}`;
    return `${place}${finding.text[asking.language]} ${finding.why[asking.language]}${cure}`;
  });
  return answer(
    asking,
    parts.join('\n'),
    facts.findings.map((finding) => finding.line),
  );
}

function aboutClaims(asking: Asking): Answer | null {
  const { facts } = asking;
  if (facts.claims.length === 0)
    return decline(
      asking,
      '注释里没有能拿运行结果来核对的说法。',
      'No comment says anything the run could be checked against.',
    );
  const wrong = facts.claims.filter((claim) => !claim.holds);
  const chosen = wrong.length > 0 ? wrong : facts.claims;
  const head =
    wrong.length === 0
      ? say(
          asking,
          `能核对的 ${facts.claims.length} 条注释都和运行一致。`,
          `All ${facts.claims.length} comments that could be checked agree with the run.`,
        )
      : say(
          asking,
          `有 ${wrong.length} 条注释和运行不符：`,
          `${wrong.length} ${wrong.length === 1 ? 'comment disagrees' : 'comments disagree'} with the run: `,
        );
  const parts = wrong.map((claim) =>
    say(
      asking,
      `第 ${claim.line} 行“${claim.quote}”，${claim.why.zh}`,
      `line ${claim.line} “${claim.quote}”, ${claim.why.en}`,
    ),
  );
  return answer(
    asking,
    `${head}${parts.join(say(asking, '；', '; '))}`,
    chosen.map((claim) => claim.line),
  );
}

/** "What does LedBlink do?" */
export function aboutFunction(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const named = tokensOf(question).flatMap((token) =>
    facts.functions.filter(
      ({ name }) => name === token || (token.length > 4 && name.toLowerCase() === token.toLowerCase()),
    ),
  );
  const assumed = tokensOf(question).flatMap((token) => facts.assumptions.filter(({ name }) => name === token));
  if (!/干|什么|作用|意思|怎么|做|解释|是啥|what|how|explain|mean|purpose|do(?:es)?\b/i.test(question)) return null;
  const [target] = named;
  if (!target) {
    const [taken] = assumed;
    return taken ? decline(asking, `${taken.name}：${taken.text.zh}。`, `${taken.name}: ${taken.text.en}.`) : null;
  }
  const { name, line, endLine } = target;
  // Whether all stops when main comes to its end.
  if (/^(?:main|app_main)$/.test(name) && /停|结束|\bstops?\b|\bterminates?\b/i.test(question)) return null;
  const pins = new Map<string, Set<0 | 1>>();
  let calls = 0;
  const callers = new Set<number>();
  for (const [i, changes] of facts.events.entries()) {
    const info = facts.eventInfo[i]!;
    const called = info.calls.find((call) => call.startsWith(`${name}:`));
    if (info.function !== name && !called) continue;
    calls += 1;
    if (info.function === name && info.calls.length > 0) callers.add(Number(info.calls.at(-1)!.replace(/.*:/, '')));
    for (const change of changes) {
      const seen = pins.get(labelOf(change)) ?? new Set();
      seen.add(change.level);
      pins.set(labelOf(change), seen);
    }
  }
  const body: number[] = [];
  for (let at = line; at <= endLine && body.length < 5; at++)
    if (/[;=(]/.test(lineText(facts, at) ?? '') && !/^(?:\/[/*]|\*)/.test(lineText(facts, at) ?? '')) body.push(at);
  if (calls === 0) {
    // What a library's own text puts in the place of a call has a name that nobody wrote.
    const callees = target.calls.filter((each) => facts.source.includes(each));
    const calledBy = facts.functions.filter((each) => each.calls.includes(name)).map((each) => each.name);
    const text =
      calledBy.length > 0
        ? say(
            asking,
            `${name}（第 ${line}～${endLine} 行）由 ${list(calledBy, 'zh')} 调用，运行中它自己没有让任何输出引脚变化${callees.length > 0 ? `；它调用 ${list(callees.slice(0, 6), 'zh')}` : ''}。`,
            `${name} (lines ${line} to ${endLine}) is called by ${list(calledBy, 'en')} and changes no output pin itself in the run${callees.length > 0 ? `; it calls ${list(callees.slice(0, 6), 'en')}` : ''}.`,
          )
        : say(
            asking,
            `${name}（第 ${line}～${endLine} 行）在运行中没有让任何引脚变化${callees.length > 0 ? `；它调用 ${list(callees.slice(0, 6), 'zh')}` : ''}。`,
            `${name} (lines ${line} to ${endLine}) changes no pin in the run${callees.length > 0 ? `; it calls ${list(callees.slice(0, 6), 'en')}` : ''}.`,
          );
    return answer(asking, text, body, 0.8);
  }
  const effects = [...pins].slice(0, 8).map(([label, levels]) => {
    if (levels.size === 2) return say(asking, `让 ${label} 变高、变低`, `drives ${label} high and low`);
    return [...levels][0]
      ? say(asking, `把 ${label} 置高`, `drives ${label} high`)
      : say(asking, `把 ${label} 拉低`, `drives ${label} low`);
  });
  const write = body.map((at) => lineText(facts, at) ?? '').find((text) => /\^=|Toggle|toggle|TOG/.test(text));
  const toggles =
    write && [...pins.values()].every((levels) => levels.size === 2)
      ? say(asking, '，每调用一次翻转一次（异或）', ', one toggle a call')
      : '';
  const from =
    callers.size > 0
      ? say(
          asking,
          `，在第 ${[...callers].sort((a, b) => a - b).join('、')} 行调用`,
          `; called on line${callers.size > 1 ? 's' : ''} ${[...callers].sort((a, b) => a - b).join(', ')}`,
        )
      : '';
  return answer(
    asking,
    say(
      asking,
      `${name}（第 ${line}～${endLine} 行）在运行中${effects.join('，')}${toggles}${from}。`,
      `${name} (lines ${line} to ${endLine}) ${effects.join(', ')}${toggles}${from}.`,
    ),
    [...body, ...callers],
  );
}

/** "Is it active high or low?" */
export function aboutActiveLevel(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/active[- ]?(?:high|low|level)|高电平(?:点亮|亮|有效|还是)|低电平(?:点亮|亮|有效|还是)|有效电平|(?:高|低)电平.{0,4}亮|共阳|共阴|(?:高|低)电平.{0,4}(?:触发|吸合|响|导通|打开|驱动)|which level (?:turns|lights)|active[- ]?(?:high|low)/i.test(
      question,
    )
  )
    return null;
  // Of a button it is what the press reads as.
  const onlyInputs =
    pinsIn(question, facts).length > 0 &&
    pinsIn(question, facts).every(({ pin }) => facts.inputs.some((each) => each.pin === pin.pin));
  if ((onlyInputs || /按键|按钮|按下|button|\bkey\b|switch|input|输入/i.test(question)) && facts.inputs.length > 0) {
    const [input] = facts.inputs as [GpioFacts['inputs'][number]];
    const rest = /pull-up|quasi/.test(input.mode ?? '') ? 1 : /pull-down/.test(input.mode ?? '') ? 0 : null;
    if (rest === null) return null;
    return answer(
      asking,
      say(
        asking,
        `${labelOf(input)} 配的是${rest ? '上拉' : '下拉'}，平时读到${rest ? '高' : '低'}电平，按下读到${rest ? '低' : '高'}电平，也就是${rest ? '低' : '高'}电平有效。`,
        `${labelOf(input)} has a pull-${rest ? 'up' : 'down'}: it reads ${rest ? 'high' : 'low'} at rest and ${rest ? 'low' : 'high'} when pressed, so the button is active ${rest ? 'low' : 'high'}.`,
      ),
      input.lines ? [input.lines[0]] : [],
      0.85,
    );
  }
  const stated = statedActiveLevel(commentsOf(facts.source));
  const asked = pinsIn(question, facts);
  const pins = asked.length > 0 ? asked.map((each) => each.pin) : facts.outputs;
  const levels = new Set(pins.map((pin) => onLevel(facts, pin)));
  const [level] = [...levels];
  if (levels.size !== 1 || level === null || level === undefined) {
    return decline(
      asking,
      '代码只写了高低电平，没有说哪个电平点亮；要看灯是接到 VCC（低电平亮）还是 GND（高电平亮）。',
      'The code only writes levels and does not say which one lights the LED: wired to VCC it is lit by low, wired to ground by high.',
    );
  }
  const line = stated ? stated.comment.line - 1 + facts.firstLine : 0;
  const basis = stated
    ? say(asking, `注释（第 ${line} 行）这么写`, `the comment on line ${line} says so`)
    : say(asking, '按代码自己的函数名和注释的用法', 'by the program’s own names and comments');
  return answer(
    asking,
    level
      ? say(asking, `高电平点亮（高有效），${basis}。`, `Active high: ${basis}.`)
      : say(asking, `低电平点亮（低有效），${basis}。`, `Active low: ${basis}.`),
    [line],
    0.85,
  );
}

const BOARD = /板|\b(?:boards?|dev ?kits?|eval\w*)\b|_eval\b|board/i;

/** "Which chip is it?" */
export function aboutChip(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (
    !/什么(?:芯片|单片机|平台|板子|MCU)|哪(?:种|个|款|家|块|张).{0,4}(?:芯片|单片机|平台|MCU|板)|(?:which|what) (?:chip|mcu|microcontroller|board|platform|processor|family|controller|library)/i.test(
      question,
    )
  )
    return null;
  if (facts.chip === 'unknown')
    return decline(asking, '代码里看不出是哪款芯片。', 'The paste does not show which chip it is for.');
  const code = facts.source.split('\n');
  const lines = facts.signs.flatMap((sign) => {
    const at = code.findIndex((text) => text.includes(sign));
    return at < 0 ? [] : [at + facts.firstLine];
  });
  // A chip's library tells the chip, and not what it is soldered to.
  const board =
    BOARD.test(question) && !facts.signs.some((sign) => BOARD.test(sign))
      ? say(
          asking,
          '是哪块板子代码里没有写，只看得出芯片：',
          'The paste does not name the board, only the chip shows: ',
        )
      : '';
  return answer(
    asking,
    say(
      asking,
      `${board}${facts.title.zh}，依据：${facts.signs.slice(0, 4).join('、')}。`,
      `${board}${facts.title.en}, judging by ${facts.signs.slice(0, 4).join(', ')}.`,
    ),
    lines,
  );
}

/** "What does line 20 do?" */
export function aboutOneLine(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const match = /第\s*(\d{1,4})\s*行|\bline\s*(\d{1,4})\b/i.exec(question);
  if (!match) return null;
  const line = Number(match[1] ?? match[2]);
  if (lineText(facts, line) === null)
    return decline(
      asking,
      `第 ${line} 行是空的，或者代码没有这么长。`,
      `Line ${line} is empty, or the paste is not that long.`,
    );
  const effects = new Map<string, Set<0 | 1>>();
  for (const [i, changes] of facts.events.entries()) {
    const info = facts.eventInfo[i]!;
    if (info.line !== line && !info.calls.some((call) => call.endsWith(`:${line}`))) continue;
    for (const change of changes)
      effects.set(labelOf(change), new Set([...(effects.get(labelOf(change)) ?? []), change.level]));
  }
  const wait = facts.delays.find((each) => each.line === line);
  // A 1 written to the input register of an AVR's port turns that pin round.
  const toggles = /\^=|toggl|TOG|=\s*[!~]|\bPIN[A-L]\s*\|?=(?!=)/i.test(lineText(facts, line) ?? '');
  const words = effects.size === 0 && !wait ? explainStatement(asking, line) : null;
  if (words !== null)
    return answer(
      asking,
      say(
        asking,
        `第 ${line} 行 \`${quoted(lineText(facts, line)!)}\`：${words}。`,
        `Line ${line}, \`${quoted(lineText(facts, line)!)}\`: ${words.startsWith('`') ? '' : 'it '}${words}.`,
      ),
      [line],
      0.85,
    );
  if (effects.size === 0 && !wait)
    return decline(
      asking,
      `第 ${line} 行在运行中没有直接改变任何引脚。`,
      `In the run line ${line} changes no pin by itself.`,
    );
  const parts = [...effects]
    .slice(0, 8)
    .map(([label, levels]) =>
      levels.size === 2
        ? toggles
          ? say(asking, `翻转 ${label}`, `toggles ${label}`)
          : say(asking, `让 ${label} 变高又变低`, `drives ${label} high and low`)
        : [...levels][0]
          ? say(asking, `把 ${label} 置高`, `drives ${label} high`)
          : say(asking, `把 ${label} 拉低`, `drives ${label} low`),
    );
  if (wait)
    parts.push(
      wait.exact
        ? say(asking, `等待 ${duration(wait.ms / 1000, 'zh')}`, `waits ${duration(wait.ms / 1000, 'en')}`)
        : say(asking, '延时（时间是估算的）', 'waits (its length is an estimate)'),
    );
  return answer(asking, say(asking, `第 ${line} 行${parts.join('，')}。`, `Line ${line} ${parts.join(', ')}.`), [line]);
}

/** "What does this program do?" */
export function aboutWhole(asking: Asking): Answer | null {
  const { question, facts, language } = asking;
  if (
    (speaksOfMore(question) &&
      !/\b(?:this|the|that|it)(?: (?:code|program|sketch|snippet|firmware))?(?: do|\?|$)|代码|程序/i.test(question)) ||
    !/(?:这|该)?(?:段|个)?(?:代码|程序).{0,8}(?:干|做|什么|作用|功能|解释|意思|效果)|(?:解释|讲解|说明|总结).{0,4}(?:代码|程序)|what (?:does|is) (?:this|the|that|it)(?: (?:code|program|sketch|snippet|firmware))?(?: do| for|\?|$)|explain (?:this|the|it)|summar/i.test(
      question,
    )
  )
    return null;
  const [first, second] = sayPart(facts, language).text.split('\n\n');
  return answer(
    asking,
    [first, facts.loop ? second : undefined].filter((text) => text !== undefined && !text.startsWith('```')).join('\n'),
    [],
    0.75,
  );
}
