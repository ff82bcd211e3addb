import type { Assumption } from './facts.ts';
import { placeOf } from './place.ts';
import type { Evidence } from './reason.ts';

/** A program that takes its reload values from the clock keeps its times whatever the clock is. */
const followsClock = (code: string): boolean =>
  /\b(?:SysTick(?:_Config\s*\(|\s*->\s*(?:LOAD|CMP)\s*=)|SYSTICK_SetReloadValue\s*\()[^;]*SystemCoreClock|systick_config\s*\(\s*\)|\brcc_ahb_frequency\b|HAL_Init\s*\(/.test(
    code,
  ) && !/\bTIM\d|\btimer_/i.test(code);

/** A program whose library makes the timers' counts from the rate asked for keeps its times whatever their clock is. */
const asksForRates = (code: string): boolean =>
  (/\bTIMER_Open\s*\(/.test(code) || /\bBFTM_SetCompare\s*\([^;]*SystemCoreClock/.test(code)) &&
  !/\bTM_TimeBaseInit\b/.test(code) &&
  !/\bTIMER_SET_CMP_VALUE\b|->\s*T?CMPR?\s*=|\bCLK_EnableSysTick\s*\(|\bSysTick(?:_Config\s*\([^;]*\d{4}|\s*->\s*LOAD)/.test(
    code,
  );

/** 1.048576 MHz is told as 1.049. */
const megahertz = (hz: number): number => Number((hz / 1e6).toPrecision(4));

/** A clock that the program's prescaler divides, against the one that its waits are computed for. */
function dividedClock({ simulation: { machine }, reading, lineOf, lastLine }: Evidence): Assumption | null {
  const { prescaled, chip } = machine;
  if (!prescaled || (prescaled.by === 1 && machine.slow === 1)) return null;
  const wanted = megahertz(chip.clockHz);
  const known = /\bF_CPU\b/.test(reading.code);
  const by = {
    zh: known ? `F_CPU = ${wanted} MHz` : `${wanted} MHz（F_CPU 不在代码里）`,
    en: known ? `F_CPU = ${wanted} MHz` : `${wanted} MHz (F_CPU is not in the paste)`,
  };
  const at = lineOf(placeOf(prescaled.frames, lastLine)?.line ?? 0);
  const where = { zh: at > 0 ? `第 ${at} 行` : '', en: at > 0 ? `line ${at} ` : 'CLKPR ' };
  const oscillator = megahertz(prescaled.oscillatorHz);
  if (machine.slow === 1)
    return {
      name: 'clock',
      text: {
        zh: `${where.zh}把时钟 ${prescaled.by} 分频（CLKPR），延时按 ${by.zh} 计算：振荡器是 ${oscillator} MHz 时两样才对得上，时间就按这个算`,
        en: `${where.en}divides the clock by ${prescaled.by} (CLKPR), and waits are computed for ${by.en}: both hold with an oscillator of ${oscillator} MHz, which times are told for`,
      },
    };
  const times = Number(machine.slow.toPrecision(3));
  const ratio =
    times > 1
      ? { zh: `都是写的 ${times} 倍长`, en: `take ${times} times as long as written` }
      : {
          zh: `都只有写的 ${Number((1 / times).toPrecision(3))} 分之一`,
          en: `take only 1/${Number((1 / times).toPrecision(3))} of what is written`,
        };
  return {
    name: 'clock',
    text: {
      zh: `${where.zh}把时钟 ${prescaled.by} 分频（CLKPR），而延时按 ${by.zh} 计算；${prescaled.impossible ? `要两样都对，振荡器得有 ${megahertz(chip.clockHz * prescaled.by)} MHz，这种芯片跑不到；` : ''}按 ${oscillator} MHz 的振荡器，时间${ratio.zh}，这里就是这样算的`,
      en: `${where.en}divides the clock by ${prescaled.by} (CLKPR), while waits are computed for ${by.en}; ${prescaled.impossible ? `for both to hold the oscillator would have to run at ${megahertz(chip.clockHz * prescaled.by)} MHz, which this kind of chip cannot; ` : ''}with an oscillator of ${oscillator} MHz all times ${ratio.en}, and are told so`,
    },
  };
}

/** Why SysTick never starts, which the clock may decide. */
function refusedTicks({ reading, simulation: { machine } }: Evidence): Assumption {
  const mhz = megahertz(machine.chip.clockHz);
  const open =
    reading.clock.from === 'usual' && /SysTick_Config\s*\([^;]*(?:SystemCoreClock|HCLK|SYSCLK)/i.test(reading.code);
  return {
    name: 'clock',
    text: {
      zh: `${open ? `按 ${mhz} MHz 的时钟，` : ''}交给 SysTick_Config 的计数超过 24 位，调用返回 1，SysTick 不会启动${open ? '；时钟更慢时可能放得下' : ''}`,
      en: `${open ? `with a clock of ${mhz} MHz ` : ''}the count given to SysTick_Config does not fit into 24 bits: the call returns 1 and SysTick never starts${open ? '; with a slower clock it may fit' : ''}`,
    },
  };
}

/** The clock that times were counted with, where they depend on one that the paste does not state. */
export function clockAssumption(evidence: Evidence): Assumption | null {
  const { reading, simulation } = evidence;
  const { machine } = simulation;
  const divided = dividedClock(evidence);
  if (divided) return divided;
  if (machine.refusedTicks) return refusedTicks(evidence);
  // Waits of unknown length are told of by name; only loops that count depend on the clock.
  const last = machine.events.at(-1);
  const { unknownUs, chip } = machine;
  const onlyUnknown = unknownUs > 0 && last !== undefined && last.estimatedUs <= 1.02 * unknownUs + 100;
  const counted =
    !onlyUnknown &&
    machine.events.some((event) => event.estimatedUs > 1000 && event.estimatedUs > 0.05 * event.exactUs);
  const mhz = megahertz(chip.clockHz);
  const set = reading.clock.from === 'registers';
  if (counted)
    return {
      name: 'clock',
      text: {
        zh: `空循环延时按 ${mhz} MHz${set ? '（代码设的时钟寄存器算出来的，外部晶振按常见的频率）' : ''}、每圈约 ${chip.cyclesPerStep} 个时钟估算，真实时间取决于${set ? '晶振' : '时钟配置'}和编译器`,
        en: `counted loops are estimated at ${mhz} MHz${set ? ' (what the clock registers come to, with the usual crystal)' : ''} and about ${chip.cyclesPerStep} clocks a turn; the real time depends on ${set ? 'the crystal' : 'clock set-up'} and compiler`,
      },
    };
  const timers = machine.sources.filter(
    (source) =>
      source.everyUs !== undefined &&
      source.fixedUs == null &&
      (source.running === true || source.nextUs() !== Number.POSITIVE_INFINITY) &&
      !source.name.startsWith('slot'),
  );
  const timed = timers.some((source) => source.ownClock !== true);
  if (timers.length > 0 && asksForRates(reading.code)) return null;
  const assumedHz = timers.map((source) => source.assumedHz?.() ?? null).find((hz) => hz !== null);
  if (assumedHz !== undefined && assumedHz !== null)
    return {
      name: 'clock',
      text: {
        zh: `定时器的时间按 ${megahertz(assumedHz)} MHz 算：代码里没有给它选时钟，复位后它用的就是这个；别处另选了，时间按比例变`,
        en: `timer times are counted at ${megahertz(assumedHz)} MHz, the clock the timer has after a reset, since nothing in the paste chooses one; another clock changes them in proportion`,
      },
    };
  if (machine.clocks?.rough && (timers.length > 0 || machine.countsClocks))
    return {
      name: 'clock',
      text: {
        zh: '时间只是大约：所用的时钟来自频率不准的内部振荡器，或者代码没写明频率的晶振',
        en: 'times are only about right: the clock they are counted with comes from an oscillator that is not exact, or a crystal whose frequency the paste does not give',
      },
    };
  if ((!timed && !machine.countsClocks) || reading.clock.from === 'paste' || followsClock(reading.code)) return null;
  const of = machine.countsClocks
    ? { zh: '按时钟个数写的延时', en: 'waits that are written as a number of clocks' }
    : { zh: '定时器的时间', en: 'timer times' };
  if (machine.clocks?.core() === null)
    return {
      name: 'clock',
      text: {
        zh: `${of.zh}先按 ${mhz} MHz 算；代码设的时钟寄存器到底是多少，从这段代码看不出来，真实时间按比例变`,
        en: `${of.en} are counted with ${mhz} MHz; what clock the registers really give cannot be told from the paste, and times change with it`,
      },
    };
  if (set)
    return {
      name: 'clock',
      text: {
        zh: `${of.zh}按 ${mhz} MHz 算：代码设的时钟寄存器是这个结果，外部晶振按常见的频率`,
        en: `${of.en} are counted at ${mhz} MHz, which is what the program's clock registers come to with the usual crystal`,
      },
    };
  if (reading.clock.by === 'reset')
    return {
      name: 'clock',
      text: {
        zh: `${of.zh}按 ${mhz} MHz 算，这类芯片复位后就是这个频率；别处的代码改了时钟，时间按比例变`,
        en: `${of.en} are counted at ${mhz} MHz, at which this kind of chip runs after a reset; code elsewhere that sets another clock changes them in proportion`,
      },
    };
  return {
    name: 'clock',
    text: {
      zh: `${of.zh}按 ${mhz} MHz 的时钟算（这类程序常用的配置，代码里没写）；时钟不同，时间按比例变`,
      en: `${of.en} are counted with a clock of ${mhz} MHz, the usual one, which the paste does not state; another clock changes them in proportion`,
    },
  };
}
