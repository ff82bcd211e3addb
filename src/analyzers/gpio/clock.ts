import type { Program } from '../../c/api.ts';
import type { Chip } from '../../machine/chip.ts';
import { commentsOf } from './code.ts';

/** The clock a program runs at, and how that is known. */
export interface Clock {
  hz: number;
  /**
   * registers: the program sets it in the chip's clock registers; paste: its code or a comment says so; usual: what the usual
   * start-up code makes of it.
   */
  from: 'registers' | 'paste' | 'usual';
  /** What makes the usual one. */
  by?: Chip['clockBy'];
}

/** Constants that hold the clock by custom. */
const CONSTANTS = ['F_CPU', '_XTAL_FREQ', 'FOSC', 'MAIN_Fosc', 'SYS_FREQ'];
const LOWEST_HZ = 30_000;
const HIGHEST_HZ = 700_000_000;

const plausible = (hz: number): boolean => hz >= LOWEST_HZ && hz <= HIGHEST_HZ;

type Reader = (match: RegExpExecArray) => number;
const mega: Reader = ([, n]) => Number(n) * 1e6;
const plain: Reader = ([, n]) => Number(n!.replace(/[uUlL']/g, ''));

/** Calls and definitions by which code says what its clock is. */
const IN_CODE: [RegExp, Reader][] = [
  [/\brcc_clock_setup_in_\w*?out_(\d+)mhz\b/, mega],
  [/\bRCC_CLOCK\w*?_(\d+)MHZ\b/, mega],
  [/#\s*define\s+SYSCLK_FREQ_(\d+)M[Hh][zZ]\w*/, mega],
  [/#\s*define\s+__SYSTEM_CLOCK_(\d+)M_\w+/, mega],
  [
    /#\s*define\s+(?:SYSTEM_?CORE_?CLOCK|System_?Core_?Clock|SYSCLK(?:_FREQ|_HZ)?|SYS_CLOCK|FUNCONF_SYSTEM_CORE_CLOCK|(?:CPU|CORE)_(?:FREQ|CLOCK|CLK)|HCLK(?:_FREQ|_HZ)?)\s+\(?\s*(\d{5,}[uUlL]*)/,
    plain,
  ],
  [/\bset_sys_clock_khz\s*\(\s*(\d+)/, ([, khz]) => Number(khz) * 1000],
  [/\bLL_(?:SetSystemCoreClock|Init1msTick)\s*\(\s*(\d{5,})/, plain],
  [/\bSystemCoreClock\s*=\s*(\d{5,}[uUlL]*)/, plain],
  [/\bSysTick_Config\s*\(\s*\(?(\d{6,}[uUlL]*)\s*\/\s*\d+/, plain],
  [/\b(?:s?delay_init|Delay_Init)\s*\(\s*(\d{2,3})\s*\)/, mega],
  [/\bConfigCpuTimer\s*\(\s*&\s*\w+\s*,\s*(\d{2,3}(?:\.\d*)?)[fF]?\s*,/, mega],
  [/\bStm32_Clock_Init\s*\(\s*(\d{1,2})\s*\)/i, ([, times]) => Number(times) * 8e6],
  [
    /\b(?:Stm32_Clock_Init|sys_stm32_clock_init)\s*\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)/i,
    ([, n, m, p]) => ((Number(m) >= 20 ? 25e6 : 8e6) / Number(m)) * (Number(n) / Number(p)),
  ],
];

const SETTING = (name: string): RegExp => new RegExp(`\\.\\s*(?:PLL\\s*\\.\\s*)?${name}\\s*=\\s*(\\w+)`);
const lastNumber = (text: string | undefined): number => Number(/(\d+)\D*$/.exec(text ?? '')?.[1] ?? Number.NaN);

/** What a HAL program's oscillator structures come to. */
function halClock(code: string, chip: Chip): number | null {
  const source = SETTING('SYSCLKSource').exec(code)?.[1];
  if (!source) return null;
  const classic = /^stm32f[013]/.test(chip.id);
  const hsi = classic ? 8e6 : chip.id === 'stm32h7' ? 64e6 : 16e6;
  if (/HSI/.test(source)) return hsi;
  if (!/PLL/.test(source)) return null;
  const from = SETTING('PLLSource').exec(code)?.[1] ?? '';
  if (classic) {
    const times = lastNumber(SETTING('PLLMUL').exec(code)?.[1]);
    const divider = lastNumber(SETTING('(?:HSEPredivValue|PREDIV)').exec(code)?.[1]) || 1;
    const into = /HSE/.test(from) ? 8e6 / divider : /DIV2/.test(from) || chip.id !== 'stm32f0' ? 4e6 : 8e6 / divider;
    return Number.isFinite(times) ? into * times : null;
  }
  const m = lastNumber(SETTING('PLLM').exec(code)?.[1]);
  const n = lastNumber(SETTING('PLLN').exec(code)?.[1]);
  const out = lastNumber(SETTING(/^stm32[lg]/.test(chip.id) ? 'PLLR' : 'PLLP').exec(code)?.[1]);
  const into = /HSE/.test(from)
    ? m >= 20 || (chip.id === 'stm32h7' && m === 5)
      ? 25e6
      : 8e6
    : /MSI/.test(from)
      ? 4e6
      : hsi;
  const hz = ((into / m) * n) / out;
  return Number.isFinite(hz) ? hz : null;
}

const NUMBER = String.raw`(\d{1,3}(?:\.\d+)?)\s*M(?:Hz|HZ|hz)?\b`;
const CRYSTAL = new RegExp(
  `(?:晶振|晶体|crystal|xtal|oscillator|fosc|f_?cpu|@)[^\\d\\n]{0,12}${NUMBER}|${NUMBER}\\s*(?:的|外部|external)?\\s*(?:晶振|晶体|crystal|xtal|oscillator)`,
  'i',
);
const CORE = new RegExp(
  `(?:主频|系统时钟|内核时钟|sys_?clk|system\\s+clock|core\\s+clock|cpu\\s+clock|hclk|(?:running|runs|clocked)\\s+at)[^\\d\\n]{0,14}${NUMBER}|${NUMBER}\\s*(?:的)?\\s*(?:主频|系统时钟|system\\s+clock|core\\s+clock|sys_?clk)`,
  'i',
);

/** "TIM3 时钟 72MHz", "72M/7200 = 10 kHz": what the timers count at. */
const TIMER = new RegExp(
  `(?:\\bAPB\\d?|\\bTIM(?:ER)?\\s*\\d{0,2}|定时器\\s*\\d{0,2})\\s*(?:的)?\\s*(?:timers?\\s+)?(?:时钟(?:源|频率)?|clock|clk)[^\\d\\n]{0,10}${NUMBER}|${NUMBER}\\s*(?:的)?\\s*(?:定时器时钟|timer\\s+clock)|${NUMBER}\\s*[/÷]\\s*\\(?\\s*\\d{2,5}\\b`,
  'i',
);

/** What comments say: a crystal is the clock of a small chip only; a bigger one makes another of it. */
function saidClock(text: string, chip: Chip): number | null {
  const small = chip.unitBytes === 1 && chip.target.pointerBytes === 2;
  const found = new Set<number>();
  for (const comment of commentsOf(text)) {
    const match = CORE.exec(comment.text) ?? (small ? CRYSTAL : TIMER).exec(comment.text);
    if (match) found.add(Number(match.slice(1).find((group) => group !== undefined)) * 1e6);
  }
  if (found.size === 0 && chip.family === '8051') {
    for (const comment of commentsOf(text))
      for (const [, n] of comment.text.matchAll(/(\d{1,2}(?:\.\d+)?)\s*M(?:Hz|HZ|hz)\b/g)) found.add(Number(n) * 1e6);
  }
  // "11.0592" is often cut to "11.0592M" or "11.059": the crystal meant is one that is sold.
  const [hz] = found;
  return found.size === 1 && hz! >= 1e6 && plausible(hz!) ? (Math.abs(hz! - 11.0592e6) < 1e5 ? 11.0592e6 : hz!) : null;
}

/** Crystals that 8051 boards have. */
const CRYSTALS = [6e6, 11.0592e6, 12e6, 22.1184e6, 24e6];
const BYTE = String.raw`(0[xX][\da-fA-F]{1,2}|\d{1,3})`;
const REMARK = String.raw`(?:(?:/\*|//)([^\n*]{0,40})(?:\*/|\n)?\s*)?`;
const PRESET = new RegExp(String.raw`\bTH(\d)\s*=\s*${BYTE}\s*;\s*${REMARK}TL\1\s*=\s*${BYTE}\s*;[\s}]*${REMARK}`, 'g');
const LENGTH = /(\d+(?:\.\d+)?)\s*(ms|us|毫秒|微秒)/i;
/** How near a crystal has to come to the length that is meant. */
const EXACT = 0.001;

/** "TH0 = 0x3C; TL0 = 0xB0; // 50 ms": the one crystal with which a timer's start value comes to what is said beside it. */
function presetClock(text: string, chip: Chip): number | null {
  if (chip.family !== '8051') return null;
  const meant = [...text.matchAll(PRESET)].flatMap(([, , high, remark, low, other]) => {
    const said = LENGTH.exec(`${remark ?? ''} ${other ?? ''}`);
    if (!said) return [];
    const seconds = Number(said[1]) / (/^(?:us|微秒)$/i.test(said[2]!) ? 1e6 : 1e3);
    const ticks = 12 * (65_536 - 256 * Number(high) - Number(low));
    return [CRYSTALS.filter((hz) => Math.abs(ticks / hz - seconds) <= EXACT * seconds)];
  });
  const [first] = meant;
  const [hz, second] = first ?? [];
  return hz !== undefined && second === undefined && meant.every((each) => each.length === 1 && each[0] === hz)
    ? hz
    : null;
}

/** What a chip runs at after reset. */
const OWN_OSCILLATOR: [RegExp, number][] = [
  [/^stm32f[013]/, 8e6],
  [/^stm32(?:f[247]|g)/, 16e6],
  [/^stm32l4/, 4e6],
  [/^stm32l[01]/, 2.097e6],
];

/** The member of the family that a text names. */
const namedIn = (text: string, { clocks }: Chip): Chip['clocks'][number] | undefined =>
  clocks.find(
    ({ match, unless }) => new RegExp(match).test(text) && !(unless !== undefined && new RegExp(unless).test(text)),
  );

/** The clock that a paste's text tells; its constants are asked once it is compiled. */
export function clockOf(text: string, code: string, chip: Chip): Clock {
  for (const [pattern, read] of IN_CODE) {
    const match = pattern.exec(code);
    const hz = match ? read(match) : Number.NaN;
    if (plausible(hz)) return { hz, from: 'paste' };
  }
  const hal = /^stm32/.test(chip.id) ? halClock(code, chip) : null;
  const said = hal ?? saidClock(text, chip) ?? presetClock(text, chip);
  if (said !== null && plausible(said)) return { hz: said, from: 'paste' };
  // libopencm3 has no start-up code that sets the clock: without a call it stays at the oscillator inside.
  if (
    /\blibopencm3\//.test(code) &&
    !/\brcc_\w*(?:clock|pll|sysclk)\w*\s*\(|\brcc_osc_on\b/.test(code.replace(/\brcc_periph_clock_enable\b/g, ''))
  ) {
    const inside = OWN_OSCILLATOR.find(([id]) => id.test(chip.id));
    if (inside) return { hz: inside[1], from: 'usual', by: 'reset' };
  }
  // A member that only a comment names is likely meant, too.
  const variant = namedIn(code, chip) ?? namedIn(text, chip);
  return { hz: variant?.hz ?? chip.clockHz, from: 'usual', by: variant?.by ?? chip.clockBy };
}

/** The clock a small chip's program has as a constant; else what its text tells. */
export function withConstants(clock: Clock, program: Program, code: string, chip: Chip): Clock {
  if (chip.unitBytes !== 1) return clock;
  for (const name of CONSTANTS) {
    // One that only our headers give says less than a comment.
    if (clock.from === 'paste' && !new RegExp(`\\b${name}\\b`).test(code)) continue;
    const hz = program.constant(name);
    if (hz !== null && plausible(hz)) return { hz, from: 'paste' };
  }
  return clock;
}
