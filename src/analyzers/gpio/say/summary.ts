import type { Language } from '../../../language/language.ts';
import { exactLoop, openPins, type PinStory, restLevel, stillChanging } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { onLevel } from '../levels.ts';
import { patternOf } from '../patterns/index.ts';
import { moveTogether, type Rhythm, rhythmOf, sameRhythm } from '../rhythm.ts';
import { duration, list, quoted, ranges } from '../words.ts';

const MOST_GROUPS = 6;
const MOST_STILL = 4;
const LIGHT = /LED|LD\d|LAMP|LIGHT|RED|GREEN|YELLOW|BLUE/;

/** What the program does, as one would tell a colleague: the first sentence of the answer. */
export function summary(facts: GpioFacts, stories: PinStory[], language: Language): string {
  const zh = language === 'zh';
  const title = facts.title[language];
  if (facts.ended === 'not-run' && facts.family === 'unknown') {
    return zh
      ? '这像是一段 GPIO 代码，但看不出是哪种芯片，所以没有跑。把头文件名或芯片型号一起贴上来就能跑。'
      : 'This looks like GPIO code, but nothing in it tells the chip, so it was not run. Paste the #include lines or name the chip with it.';
  }
  if (facts.ended === 'not-run' && facts.chip === 'unknown') {
    return zh
      ? `这是 **${title}** 的程序；这种芯片这里还没有模型，所以没有跑，引脚怎么变说不了。`
      : `A program for **${title}**. There is no model of that chip here, so it was not run and nothing can be said of its pins.`;
  }
  if (facts.ended === 'not-run' && facts.trap !== null) {
    return zh
      ? `这是 **${title}** 的程序，但 main 里第 ${facts.trap.line} 行的写法看不懂，所以没有跑。`
      : `A program for **${title}**, but line ${facts.trap.line} in main could not be made sense of, so it was not run.`;
  }
  if (facts.ended === 'not-run' && facts.deeds.length > 0) {
    return zh
      ? `这是 **${title}** 的 GPIO 代码，里面没有 main 之类的入口，不能从头跑起来；下面逐个函数说它做什么。`
      : `This is GPIO code for **${title}** without an entry such as main, so it was not run as a whole; what each function does is told below.`;
  }
  if (facts.ended === 'not-run') {
    return zh
      ? `这是 **${title}** 的 GPIO 代码，但里面没有可以从头跑起来的入口（如 main），所以只能看，不能跑。`
      : `This is GPIO code for **${title}**, but it has no entry to run from (such as main), so it could be read but not run.`;
  }
  const head = zh ? `这是 **${title}** 的程序：` : `A program for **${title}**: `;
  // Their level comes from a unit of the chip, whatever the program writes to the port.
  const lent = new Set(facts.lent.map(({ pin }) => pin));
  const open = openPins(facts);
  const own = stories.filter((story) => !lent.has(story.pin) && !open.has(story.pin));
  if (own.length === 0 && open.size === 0) return head + nothingDriven(facts, zh);
  const on = levelsOfOn(facts);
  const dimmed = dimmedPins(facts);
  const moving = own.filter((story) => story.looping.length > 0 && !dimmed.has(story.pin));
  const pattern = patternOf({ facts, moving, onLevel: on });
  const left = own.filter((story) => !pattern?.pins.includes(story.pin) && !dimmed.has(story.pin));
  const still = left.filter((story) => story.looping.length === 0);
  const clauses = [
    ...stillClauses(
      still.filter((story) => story.steady !== null),
      facts,
      on,
      zh,
    ),
    ...dimmedClauses(stories, facts, language),
    ...(pattern ? [pattern.words[language]] : []),
    ...movingClauses(
      left.filter((story) => story.looping.length > 0),
      facts,
      on,
      language,
    ),
    ...unsettledClauses(
      still.filter((story) => story.steady === null),
      facts,
      zh,
    ),
    ...openClauses(stories, facts, zh),
  ];
  const more = [lentWords(facts, zh), unmodelledWords(facts, zh), answeredWords(facts, zh)].filter(
    (each) => each !== '',
  );
  return (
    head + clauses.join(zh ? '；' : '; ') + (zh ? '。' : '.') + more.map((each) => (zh ? each : ` ${each}`)).join('')
  );
}

/** What was taken to answer 0: with another answer the pins do something else. */
function answeredWords({ answered }: GpioFacts, zh: boolean): string {
  if (answered.length === 0) return '';
  const names = some(
    answered.map((name) => `\`${quoted(name)}\``),
    zh,
  );
  return zh
    ? `这是按 ${names} 返回 0（程序一直等别的值时返回 1）算的，${answered.length > 1 ? '它们' : '它'}不在代码里。`
    : `This is with ${names} returning 0 (and 1 once the program keeps waiting for that); ${answered.length > 1 ? 'they are' : 'it is'} not in the paste.`;
}

/** Pins whose levels follow from something that is not in the paste: what, in its own words. */
function openClauses(stories: PinStory[], { open }: GpioFacts, zh: boolean): string[] {
  const groups = new Map<string, { labels: string[]; names: string[] }>();
  for (const pin of new Set(open.flatMap(({ pins }) => pins.map((each) => each.pin)))) {
    const names = open.filter(({ pins }) => pins.some((each) => each.pin === pin)).map(({ name }) => name);
    const group = groups.get(names.join()) ?? { labels: [], names };
    group.labels.push(stories.find((story) => story.pin === pin)?.label ?? pin);
    groups.set(names.join(), group);
  }
  return [...groups.values()].slice(0, MOST_STILL).map(({ labels, names }) => {
    const pins = some(ranges(labels), zh);
    const values = some(
      names.map((name) => `\`${quoted(name)}\``),
      zh,
    );
    return zh
      ? `${pins} 的电平取决于 ${values}，${names.length > 1 ? '它们的值' : '它的值'}没有贴出来，所以怎么变说不了`
      : `what ${pins} ${labels.length > 1 ? 'show' : 'shows'} depends on ${values}, whose ${names.length > 1 ? 'values are' : 'value is'} not in the paste, so it cannot be told`;
  });
}

/** Pins that changed and did not come to rest in what was watched. */
function unsettledClauses(stories: PinStory[], facts: GpioFacts, zh: boolean): string[] {
  if (stories.length === 0) return [];
  if (stillChanging(facts)) {
    const names = some(ranges(stories.map(({ label }) => label)), zh);
    const several = stories.length > 1;
    return [zh ? `${names} ${several ? '都' : ''}一直在变化` : `${names} ${several ? 'keep' : 'keeps'} changing`];
  }
  return stories
    .slice(0, MOST_STILL)
    .map((story) =>
      zh ? `${story.label} 变化 ${story.changes.length} 次` : `${story.label} changes ${times(story.changes.length)}`,
    );
}

type Dimmed = GpioFacts['dimmed'][number];
/** Values between dark and full: a signal that a timer makes of pulses. */
const between = ({ values, full }: Dimmed): number[] => values.filter((value) => value > 0 && value < full);
const dimmedPins = (facts: GpioFacts): Set<string> =>
  new Set(facts.dimmed.filter((each) => between(each).length > 0).map(({ pin }) => pin));

/** Pins whose brightness is set (analogWrite): their level alone would tell something else than what is seen. */
function dimmedClauses(stories: PinStory[], facts: GpioFacts, language: Language): string[] {
  const zh = language === 'zh';
  const groups = new Map<string, { first: Dimmed; labels: string[] }>();
  for (const each of facts.dimmed) {
    if (between(each).length === 0) continue;
    const way = dimmedWay(each, false, zh);
    const label = stories.find((story) => story.pin === each.pin)?.label ?? each.pin;
    const group = groups.get(way);
    if (group) group.labels.push(label);
    else groups.set(way, { first: each, labels: [label] });
  }
  return [...groups.values()].map(
    ({ first, labels }) => `${some(ranges(labels), zh)} ${dimmedWay(first, labels.length > 1, zh)}`,
  );
}

function dimmedWay({ values, full }: Dimmed, several: boolean, zh: boolean): string {
  const percent = (value: number): string => `${Math.round((100 * Math.min(value, full)) / full)} %`;
  const [least, most] = [Math.max(0, Math.min(...values)), Math.max(...values)];
  if (values.length === 1)
    return zh
      ? `输出 PWM，占空比 ${percent(least)}（${values[0]}/${full}）`
      : `${several ? 'carry' : 'carries'} PWM with a duty of ${percent(least)} (${values[0]} of ${full})`;
  const steps = values.slice(1).map((value, i) => value - values[i]!);
  const gradual = steps.length >= 4 && steps.filter((step) => Math.abs(step) <= full / 4).length >= 0.8 * steps.length;
  const [up, down] = [steps.filter((step) => step > 0).length, steps.filter((step) => step < 0).length];
  if (!gradual)
    return zh
      ? `输出 PWM，占空比在 ${percent(least)} 到 ${percent(most)} 之间跳变`
      : `${several ? 'carry' : 'carries'} PWM, the duty jumping between ${percent(least)} and ${percent(most)}`;
  const fade = several ? 'fade' : 'fades';
  if (up > 2 && down > 2)
    return zh
      ? `用 PWM 渐亮渐暗（呼吸灯），占空比 ${percent(least)} 到 ${percent(most)}`
      : `${fade} up and down by PWM, from ${percent(least)} to ${percent(most)} and back`;
  if (up > down)
    return zh
      ? `用 PWM 逐渐变亮，占空比 ${percent(least)} 到 ${percent(most)}`
      : `${fade} up by PWM, from ${percent(least)} to ${percent(most)}`;
  return zh
    ? `用 PWM 逐渐变暗，占空比 ${percent(most)} 到 ${percent(least)}`
    : `${fade} down by PWM, from ${percent(most)} to ${percent(least)}`;
}

const MOST_NAMES = 6;
const some = (names: string[], zh: boolean): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join(zh ? '、' : ', ')}${zh ? ` 等 ${names.length} 个` : ` and ${names.length - MOST_NAMES} more`}`
    : list(names, zh ? 'zh' : 'en');

/** What a unit of the chip puts on its pins is no GPIO and is not in the run. */
function lentWords({ lent }: GpioFacts, zh: boolean): string {
  if (lent.length === 0) return '';
  const names = some(
    lent.map((each) => each.pin),
    zh,
  );
  return zh
    ? `${names} 交给了片上外设（定时器、串口之类的复用功能），上面的波形由外设产生，这里不模拟。`
    : `${names} ${lent.length === 1 ? 'is' : 'are'} handed to a peripheral (a timer, a UART or the like); the signal there comes from it and is not simulated here.`;
}

/** What registers do that the chip's file does not have cannot be told, and so nothing else may be claimed of them. */
function unmodelledWords({ unmodelled }: GpioFacts, zh: boolean): string {
  if (unmodelled.length === 0) return '';
  const places = some(unmodelled, zh);
  return zh
    ? `代码还写了 ${places}，这里没有这些地址的模型，它们对引脚的作用没有算进来。`
    : `The program also writes ${places}, which ${unmodelled.length === 1 ? 'is' : 'are'} not modelled here; what that does to pins is not counted in.`;
}

/** The paste's functions that nothing in it calls: handlers of interrupts that nothing in it turns on. */
function uncalled({ functions }: GpioFacts): GpioFacts['functions'] {
  const called = new Set(functions.flatMap(({ calls }) => calls));
  return functions.filter(({ name }) => !called.has(name) && !/^(?:main|setup|loop|app_main|hal_entry)$/.test(name));
}

/** What of the paste was not run, and what would run it. */
function leftOutWords(facts: GpioFacts, zh: boolean): string {
  const left = uncalled(facts);
  const said = (functions: typeof left) =>
    some(
      functions.map((each) => (zh ? `\`${each.name}\`（第 ${each.line} 行）` : `\`${each.name}\` (line ${each.line})`)),
      zh,
    );
  const are = (functions: typeof left) => (functions.length === 1 ? 'is' : 'are');
  const handed = left.filter(({ handedTo }) => handedTo !== null);
  const served = left.filter((each) => each.interrupt && !handed.includes(each));
  const others = left.filter((each) => !served.includes(each) && !handed.includes(each));
  let text = '';
  if (served.length > 0)
    text += zh
      ? `${said(served)}由中断来运行，让中断发生的设置不在贴出来的代码里，没有跑到。`
      : ` ${said(served)} ${are(served)} run by an interrupt, and what sets that up is not all in the paste: ${served.length === 1 ? 'it' : 'they'} ${served.length === 1 ? 'was' : 'were'} not run.`;
  for (const each of handed)
    text += zh
      ? `${said([each])}交给了 \`${each.handedTo}\`，什么时候运行由它决定，没有跑到。`
      : ` ${said([each])} is handed to \`${each.handedTo}\`, which decides when it runs, and was not run.`;
  if (others.length > 0)
    text += zh
      ? `${said(others)}在代码里没有谁调用，没有跑到。`
      : ` ${said(others)} ${are(others)} called by nothing in the paste and not run.`;
  return text;
}

function nothingDriven(facts: GpioFacts, zh: boolean): string {
  const lent = lentWords(facts, zh);
  if (lent !== '') return zh ? `没有引脚当作普通输出来用。${lent}` : `no pin is used as an ordinary output. ${lent}`;
  if (facts.ended === 'trap' && facts.trap !== null)
    return zh
      ? `跑到第 ${facts.trap.line} 行就进行不下去了，那之前还没有动过引脚。`
      : `the run gets no further than line ${facts.trap.line}, and no pin was driven before that.`;
  if (facts.unmodelled.length > 0) {
    const places = some(facts.unmodelled, zh);
    return zh
      ? `代码写的 ${places} 不在这里的模型里，引脚会怎样看不出来。`
      : `what the program writes to ${places} is not modelled here, so what its pins do cannot be told.`;
  }
  if (facts.whatIf.some(({ phases }) => phases.some((phase) => phase.differs)))
    return zh
      ? '不碰输入时，没有一个引脚会变；输入变了会怎样，见下文。'
      : 'as long as no input changes, no pin does; what happens when one changes is told below.';
  if (facts.elsewhere.length > 0) {
    const names = some(
      facts.elsewhere.map((name) => `\`${quoted(name)}\``),
      zh,
    );
    const waits = leftOutWords(facts, zh);
    return zh
      ? `跑到的部分没有直接操作引脚；它调用的 ${names} 不在代码里，引脚怎么变要看它们。${waits}`
      : `what runs of the paste drives no pin itself; ${names} ${facts.elsewhere.length === 1 ? 'is' : 'are'} called but not in the paste, so what happens to the pins is decided there.${waits}`;
  }
  // What would come later is not known.
  if (facts.stuck?.unknown)
    return zh
      ? `跑到第 ${facts.stuck.line} 行为止，还没有动过引脚。`
      : `up to line ${facts.stuck.line}, where the run ends, no pin was driven.`;
  const sends = facts.source.split('\n').findIndex((line) => SENDS_TEXT.test(line)) + 1;
  if (sends > 0)
    return zh
      ? `没有一个引脚成为输出；它做的是输出文字（第 ${sends} 行起）。`
      : `no pin ever becomes an output; what it does is send text (from line ${sends} on).`;
  if (facts.classes.length > 0) {
    const names = some(
      facts.classes.map((name) => `\`${quoted(name)}\``),
      zh,
    );
    return zh
      ? `代码自己没有动引脚；${names} 的对象会动哪些引脚，由它的库决定，库不在代码里。`
      : `the code itself drives no pin; which pins the objects of ${names} drive is up to their library, which is not in the paste.`;
  }
  // What was read once may have led it another way.
  if (facts.ended === 'returned' && facts.readsInputs)
    return zh
      ? '按输入开始时的电平（低）跑下来，没有一个引脚成为输出；输入不同，走的路也不同。'
      : 'with its inputs low from the start no pin ever becomes an output; with other levels it goes another way.';
  // Its pins are outputs from reset on.
  if (facts.family === '8051') return zh ? '跑下来没有一个引脚变过电平。' : 'when run, no pin changes its level.';
  return zh
    ? '跑下来没有一个引脚成为输出，所以外面看不到任何变化。'
    : 'when run, no pin ever becomes an output, so nothing changes outside.';
}

const SENDS_TEXT = /^[^/*]*\b(?:Serial\w*\s*\.\s*(?:print|write)|printf\s*\(|puts\s*\(|ESP_LOG[EWID]\s*\()/;

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

/** The level of "on" by pin, looked up once. */
function levelsOfOn(facts: GpioFacts): (pin: string) => 0 | 1 | null {
  const known = new Map<string, 0 | 1 | null>();
  return (pin) => {
    let level = known.get(pin);
    if (level === undefined) {
      const output = facts.outputs.find((each) => each.pin === pin);
      level = output ? onLevel(facts, output) : null;
      known.set(pin, level);
    }
    return level;
  };
}

function isLight(story: PinStory, facts: GpioFacts): boolean {
  const output = facts.outputs.find((each) => each.pin === story.pin);
  return [story.pin, ...(output?.aliases ?? [])].some((name) => LIGHT.test(name.toUpperCase()));
}

type On = (pin: string) => 0 | 1 | null;

/** What pins do that rest; that some of them rest only while the inputs do, because a press was seen to move them, is said once. */
function stillClauses(stories: PinStory[], facts: GpioFacts, on: On, zh: boolean): string[] {
  const pressed = facts.whatIf.flatMap(({ phases }) => phases.filter((phase) => phase.differs));
  const moved = new Set(
    [...pressed, ...(facts.analog?.phase.differs ? [facts.analog.phase] : [])].flatMap(({ changes }) =>
      changes.map((change) => change.pin),
    ),
  );
  // An input that was not tried may move any of them.
  const missed = facts.whatIf.some(({ phases }) => phases.some((phase) => phase.missed));
  const untried =
    missed || facts.whatIf.some(movesOn) || facts.inputs.length > facts.whatIf.length || facts.lentRead.length > 0;
  const letGo = stories.filter((story) => story.changes.length === 0 && isLetGo(story, facts));
  const held = stories.filter((story) => !letGo.includes(story));
  const always = held.filter((story) => !untried && !moved.has(story.pin));
  const untouched = restClauses(
    held.filter((story) => untried || moved.has(story.pin)),
    facts,
    on,
    zh,
    '',
  ).join(zh ? '，' : ', ');
  return [
    ...(untouched === '' ? [] : [zh ? `不碰输入时 ${untouched}` : `${untouched} as long as no input changes`]),
    ...restClauses(always, facts, on, zh, throughoutWords(facts, zh)),
    ...(letGo.length === 0 ? [] : [letGoWords(letGo, facts, zh)]),
  ];
}

/** Another press does something to other pins than the one before: what a third would move was not seen. */
function movesOn({ phases }: GpioFacts['whatIf'][number]): boolean {
  const half = phases.length / 2;
  const pinsOf = (part: typeof phases) =>
    new Set(part.flatMap(({ differs, changes }) => (differs ? changes.map(({ pin }) => pin) : [])));
  const [first, second] = [pinsOf(phases.slice(0, half)), pinsOf(phases.slice(half))];
  return [...second].some((pin) => !first.has(pin));
}

/** An output for a while that ends as an input: what is outside decides its level then. */
const isLetGo = ({ pin }: PinStory, { outputs }: GpioFacts): boolean =>
  /^(?:floating|pull-)/.test(outputs.find((each) => each.pin === pin)?.mode ?? '');

function letGoWords(stories: PinStory[], facts: GpioFacts, zh: boolean): string {
  const names = some(ranges(stories.map(({ label }) => label)), zh);
  const level = zh ? (restLevel(facts) ? '高' : '低') : restLevel(facts) ? 'high' : 'low';
  const several = stories.length > 1;
  return zh
    ? `${names} 只有一段时间输出${level}电平，其余时间是输入，电平由外面决定`
    : `${names} ${several ? 'are' : 'is'} driven ${level} for a while and ${several ? 'are inputs' : 'is an input'} otherwise, with ${several ? 'their' : 'its'} level up to what is outside`;
}

/** Calls outside the paste that set up or use something else than pins. */
const NEVER_DRIVES =
  /clo?c?k|sysinit|systeminit|uart|usart|serial|print|log|lcd|oled|i2c|spi|adc|wifi|ble|flash|delay|systick|nvic|hal_init|stdio|wdt|watchdog|cache|mpu|random|rand/i;

/** How long what rests was seen to. */
function throughoutWords(facts: GpioFacts, zh: boolean): string {
  if (stillChanging(facts) || facts.loopBasis === 'seen') return zh ? '（看到的这一段里）' : ' in all that was watched';
  if (facts.elsewhere.some((name) => !NEVER_DRIVES.test(name)))
    return zh ? '（只看贴出来的部分）' : ' in what the paste shows';
  return zh ? '，没有变化' : ' throughout';
}

/** One clause for all pins that rest in the same way. */
function restClauses(stories: PinStory[], facts: GpioFacts, on: On, zh: boolean, throughout: string): string[] {
  const groups = new Map<string, PinStory[]>();
  for (const story of stories) {
    const way = restClause(story, '', false, facts, on, zh, throughout);
    groups.set(way, [...(groups.get(way) ?? []), story]);
  }
  return [...groups.values()].slice(0, MOST_STILL).map((group) => {
    const names = some(ranges(group.map(({ label }) => label)), zh);
    return restClause(group[0]!, names, group.length > 1, facts, on, zh, throughout);
  });
}

function restClause(
  story: PinStory,
  label: string,
  several: boolean,
  facts: GpioFacts,
  on: On,
  zh: boolean,
  throughout: string,
): string {
  const { steady } = story;
  const lit = on(story.pin) !== null && isLight(story, facts) ? steady === on(story.pin) : null;
  const verb = (one: string, many: string): string => (several ? many : one);
  if (story.changes.length === 0) {
    const level = zh ? (restLevel(facts) ? '高' : '低') : restLevel(facts) ? 'high' : 'low';
    const stays = verb('stays', 'stay');
    const [outside] = facts.calledElsewhere;
    if (outside !== undefined)
      return zh
        ? `只看贴出来的部分，${label} ${several ? '都' : ''}一直是${level}电平；\`${quoted(outside)}\` 对${several ? '它们' : '它'}做什么没有算进来`
        : `${label} ${stays} ${level} in what the paste shows; what \`${quoted(outside)}\` does to ${verb('it', 'them')} is not counted in`;
    const [unplaced] = facts.byNameOnly.filter((name) => name !== story.pin);
    if (unplaced !== undefined)
      return zh
        ? `代码里没有直接写 ${label}，\`${quoted(unplaced)}\` 接在哪个引脚没有贴出来，可能就是它`
        : `${label} ${verb('is', 'are')} not written under that name, and which pin \`${quoted(unplaced)}\` is does not stand in the paste: it may well be ${verb('this one', 'one of these')}`;
    return zh
      ? `${label} ${several ? '都' : ''}一直是${level}电平${throughout}`
      : `${label} ${stays} ${level}${throughout}`;
  }
  const once = story.changes.length === 1;
  const stay = verb('stays', 'stay');
  if (lit !== null && facts.ended !== 'trap' && !stillChanging(facts) && facts.calledElsewhere.length === 0)
    return zh
      ? `${label} ${several ? '都' : ''}${once ? '' : '最后'}${lit ? '点亮后一直亮着' : '熄灭后一直灭着'}`
      : `${label} ${once ? verb('is', 'are') : verb('ends', 'end')} ${lit ? 'on' : 'off'} and ${stay} ${lit ? 'on' : 'off'}`;
  const level = zh ? (steady ? '高' : '低') : steady ? 'high' : 'low';
  // What would have come after the place where it broke off is not known.
  if (facts.ended === 'trap')
    return zh
      ? `${label} ${several ? '都' : ''}到运行中止时是${level}电平`
      : `${label} ${verb('is', 'are')} ${level} when the run breaks off`;
  const [elsewhere] = facts.calledElsewhere;
  if (elsewhere !== undefined)
    return zh
      ? `${label} ${several ? '都' : ''}${once ? '变为' : '最后停在'}${level}电平；\`${quoted(elsewhere)}\` 之后对${several ? '它们' : '它'}做什么没有算进来`
      : `${label} ${once ? verb('goes', 'go') : verb('ends', 'end')} ${level}; what \`${quoted(elsewhere)}\` does to ${verb('it', 'them')} then is not counted in`;
  // While others go on changing, nothing says that these will not.
  const watched = stillChanging(facts);
  return zh
    ? `${label} ${several ? '都' : ''}${once ? '变为' : '最后停在'}${level}电平，${watched ? '看到的这一段里之后没有再变' : '之后不再变'}`
    : `${label} ${once ? verb('goes', 'go') : verb('ends', 'end')} ${level} and ${stay} so${watched ? ' in all that was watched' : ''}`;
}

interface Group {
  stories: PinStory[];
  /** Pins that do exactly the opposite. */
  opposite: PinStory[];
  rhythm: Rhythm | null;
}

/** Pins that move together told together, and those with one rhythm at another time as such. */
function movingClauses(moving: PinStory[], facts: GpioFacts, on: On, language: Language): string[] {
  const groups: Group[] = [];
  for (const story of moving) {
    const together = groups.find((group) => moveTogether(group.stories[0]!, story, facts));
    const against = groups.find((group) => moveTogether(group.stories[0]!, story, facts, true));
    if (together) together.stories.push(story);
    else if (against) against.opposite.push(story);
    else groups.push({ stories: [story], opposite: [], rhythm: rhythmOf(story, facts) });
  }
  const zh = language === 'zh';
  const clauses: string[] = [];
  const told = groups.slice(0, MOST_GROUPS);
  while (told.length > 0) {
    const group = told.shift()!;
    clauses.push(clauseOf(group, facts, on, language));
    const later = told.filter(
      (other) => group.rhythm && other.rhythm && other.opposite.length === 0 && sameRhythm(group.rhythm, other.rhythm),
    );
    if (later.length === 0) continue;
    clauses.push(sameLater(later, group, language));
    for (const other of later) told.splice(told.indexOf(other), 1);
  }
  if (groups.length > MOST_GROUPS) {
    const count = groups
      .slice(MOST_GROUPS)
      .reduce((sum, group) => sum + group.stories.length + group.opposite.length, 0);
    clauses.push(
      zh ? `还有 ${count} 个引脚也在变化` : `${count} more ${count === 1 ? 'pin changes' : 'pins change'} too`,
    );
  }
  return clauses;
}

const namesOf = (stories: PinStory[], language: Language): string =>
  list(
    stories.map((story) => story.label),
    language,
  );

const even = (rhythm: Rhythm): boolean => {
  const lengths = rhythm.spans.map((span) => span.seconds);
  return Math.max(...lengths) - Math.min(...lengths) <= 0.02 * Math.max(...lengths);
};

function sameLater(groups: Group[], earlier: Group, language: Language): string {
  const names = namesOf(
    groups.flatMap((group) => group.stories),
    language,
  );
  const other = namesOf(earlier.stories, language);
  return language === 'zh'
    ? `${names} 节奏相同，但${groups.length > 1 ? '先后错开' : `与 ${other} 错开`}`
    : `${names} in the same rhythm${groups.length > 1 ? ', one after the other' : ` as ${other}, at another time`}`;
}

function clauseOf(group: Group, facts: GpioFacts, on: On, language: Language): string {
  const zh = language === 'zh';
  const [first] = group.stories as [PinStory];
  const { rhythm } = group;
  const together = group.stories.length > 1;
  const names = namesOf(group.stories, language);
  const exact = exactLoop(facts);
  const span = (seconds: number): string => `${exact ? '' : '~'}${duration(seconds, language)}`;
  const against =
    group.opposite.length > 0
      ? zh
        ? `，${namesOf(group.opposite, 'zh')} 与之相反（交替）`
        : `, ${namesOf(group.opposite, 'en')} the opposite (alternating)`
      : '';
  const light = isLight(first, facts);
  if (!rhythm) {
    return zh
      ? `${names} ${together ? '一起' : ''}反复变化${against}`
      : `${names} ${together ? 'change together' : 'keeps changing'}${against}`;
  }
  if (rhythm.spans.length === 2) {
    if (even(rhythm)) {
      const half = span(rhythm.seconds / 2);
      if (light)
        return zh
          ? `${names} ${together ? '一起' : ''}闪烁，每 ${half}翻转一次${against}`
          : `${names} ${together ? 'blink together' : 'blinks'}, toggling every ${half}${against}`;
      return zh
        ? `${names} ${together ? '一起' : ''}每 ${half}翻转一次${against}`
        : `${names} ${together ? 'toggle together' : 'toggles'} every ${half}${against}`;
    }
    const known = light ? on(first.pin) : null;
    const high = rhythm.spans.find((each) => each.level === 1)!.seconds;
    const low = rhythm.spans.find((each) => each.level === 0)!.seconds;
    if (known !== null)
      return zh
        ? `${names} ${together ? '一起' : ''}亮 ${span(known ? high : low)}、灭 ${span(known ? low : high)}，如此反复${against}`
        : `${names} ${together ? 'are together' : 'is'} on for ${span(known ? high : low)}, off for ${span(known ? low : high)}, over and over${against}`;
    return zh
      ? `${names} ${together ? '一起' : ''}高 ${span(high)}、低 ${span(low)}，如此反复${against}`
      : `${names} ${together ? 'are together' : 'is'} high for ${span(high)}, low for ${span(low)}, over and over${against}`;
  }
  return zh
    ? `${names} ${together ? '一起' : ''}每 ${span(rhythm.seconds)}变化 ${rhythm.spans.length} 次${against}`
    : `${names} ${together ? 'change together' : 'changes'} ${times(rhythm.spans.length)} every ${span(rhythm.seconds)}${against}`;
}
