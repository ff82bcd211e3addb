import type { Language } from '../../../language/language.ts';
import { labelOf } from '../behaviour.ts';
import type { GpioFacts } from '../facts.ts';
import { duration, list, ranges } from '../words.ts';

type WhatIf = GpioFacts['whatIf'][number];
type Phase = WhatIf['phases'][number];

const WHAT = {
  press: { zh: '按下', en: 'pressed' },
  release: { zh: '松开', en: 'let go' },
  'press-again': { zh: '再按一次', en: 'pressed again' },
  'release-again': { zh: '再松开', en: 'let go again' },
} as const;

/** The same where nothing tells which level is the pressed one. */
const TURNS = {
  press: { zh: ['变低', '变高'], en: ['goes low', 'goes high'] },
  release: { zh: ['变回高', '变回低'], en: ['high again', 'low again'] },
} as const;

/** What the pins do in one phase of such a run. */
export function phaseText(phase: Phase, language: Language): string {
  const zh = language === 'zh';
  if (phase.changes.length === 0 && !phase.differs && phase.missed)
    return zh
      ? '没有变化：程序那时正在等别的，没有去读它，这次没被看到'
      : 'nothing changes: the program waits for something else meanwhile and does not look, so this press is missed';
  if (phase.changes.length === 0)
    return zh
      ? phase.differs
        ? '引脚停住，不再变化'
        : '没有变化'
      : phase.differs
        ? 'the pins stop changing'
        : 'nothing changes';
  if (!phase.differs && phase.missed)
    return zh
      ? '和平时一样——这次没被看到，程序那时正在等别的，没有去读它'
      : 'as usual: this press is missed, since the program waits for something else meanwhile and does not look';
  if (!phase.differs) return zh ? '和平时一样' : 'as usual';
  const paced = new Set(phase.paces.map((pace) => pace.pin));
  const paces = phase.paces.map((pace) => {
    const every = duration(pace.everyMs / 1000, language);
    return zh ? `${labelOf(pace)} 约每 ${every}翻转一次` : `${labelOf(pace)} toggles every ~${every}`;
  });
  const after = phase.resumes
    ? zh
      ? '，然后和平时一样'
      : ', then as usual'
    : phase.stops
      ? zh
        ? '，之后不再变'
        : ', and then nothing changes'
      : '';
  if (phase.pins.length > 0)
    return `${[
      ...paces,
      ...eachPinWords(
        phase.pins.filter(({ pin }) => !paced.has(pin)),
        zh,
      ),
    ].join(zh ? '，' : ', ')}${after}`;
  const single = phase.changes.filter((change) => !paced.has(change.pin));
  const told = single.map((change) => {
    const place = change.line > 0 ? (zh ? `（第 ${change.line} 行）` : ` (line ${change.line})`) : '';
    return zh
      ? `${labelOf(change)} 变${change.level ? '高' : '低'}${place}`
      : `${labelOf(change)} goes ${change.level ? 'high' : 'low'}${place}`;
  });
  return `${[...paces, ...told].join(zh ? '，' : ', ')}${phase.more && single.length > 0 ? (zh ? '……' : ' …') : ''}${after}`;
}

/** Many changes, told by pin: those that did the same are named together. */
function eachPinWords(pins: Phase['pins'], zh: boolean): string[] {
  const groups = new Map<string, string[]>();
  for (const each of pins) {
    const level = zh ? (each.level ? '高' : '低') : each.level ? 'high' : 'low';
    const place = each.line > 0 ? (zh ? `（第 ${each.line} 行）` : ` (line ${each.line})`) : '';
    const way = each.hurried
      ? zh
        ? '连续快速变化多次'
        : 'change many times in quick succession|changes many times in quick succession'
      : each.moving
        ? zh
          ? '反复变化'
          : 'keep changing|keeps changing'
        : each.times === 1
          ? zh
            ? `变${level}${place}`
            : `go ${level}${place}|goes ${level}${place}`
          : zh
            ? `变化 ${each.times} 次，最后为${level}`
            : `change ${each.times} times and end ${level}|changes ${each.times} times and ends ${level}`;
    groups.set(way, [...(groups.get(way) ?? []), labelOf(each)]);
  }
  return [...groups].map(([way, labels]) => {
    const [many, one = many] = way.split('|');
    return `${list(ranges(labels), zh ? 'zh' : 'en')} ${labels.length > 1 ? (zh ? `都${many}` : many) : one}`;
  });
}

/** What the program does where its analog inputs read full scale, in one sentence. */
export function analogSentence({ line, full, phase }: NonNullable<GpioFacts['analog']>, language: Language): string {
  const what = phaseText(phase, language);
  return language === 'zh'
    ? `模拟输入（第 ${line} 行，上面按读到 0 算）读到满量程 ${full} 时：${what}。`
    : `The analog input (line ${line}; read as 0 above) at full scale, ${full}: ${what}.`;
}

/** An edge after which the program is in one handler for ever. */
function neverLeftSentence(whatIf: WhatIf, handler: string, language: Language): string {
  const zh = language === 'zh';
  const changes = whatIf.phases[0]?.changes ?? [];
  const does = [...new Set(changes.map(({ pin }) => pin))].map((pin) => {
    const own = changes.filter((each) => each.pin === pin);
    const last = own.at(-1)!;
    if (own.length > 2) return zh ? `${labelOf(last)} 一直在翻转` : `${labelOf(last)} keeps changing`;
    return zh
      ? `${labelOf(last)} 变${last.level ? '高' : '低'}`
      : `${labelOf(last)} goes ${last.level ? 'high' : 'low'}`;
  });
  const label = labelOf(whatIf);
  const level = zh ? (whatIf.level ? '高' : '低') : whatIf.level ? 'high' : 'low';
  const told = does.length > 0 ? (zh ? `；${does.join('，')}` : `; ${does.join(', ')}`) : '';
  return zh
    ? `${label} 变${level}一次之后，${handler} 不清中断标志，一退出就又被调用，主程序再也走不下去${told}。`
    : `${label} goes ${level} once: ${handler} does not clear its interrupt flag and is called again as soon as it is over, so the main program never goes on${told}.`;
}

/** How long it is held where a shorter press does nothing. */
function heldWords({ heldMs, holdMs }: WhatIf): { zh: string; en: string } {
  if (heldMs === null) return { zh: '', en: '' };
  const times = (language: Language): [held: string, short: string] => [
    duration(heldMs / 1000, language),
    duration(holdMs / 1000, language),
  ];
  const [zh, en] = [times('zh'), times('en')];
  return {
    zh: `，按住 ${zh[0]}；只按 ${zh[1]}没有作用`,
    en: `, held for ${en[0]}; ${en[1]} does nothing`,
  };
}

/** What pressing one input does, in one sentence. */
export function whatIfSentence(whatIf: WhatIf, language: Language): string {
  const zh = language === 'zh';
  const label = labelOf(whatIf);
  const level = zh ? (whatIf.level ? '高' : '低') : whatIf.level ? 'high' : 'low';
  if (whatIf.neverLeft !== null) return neverLeftSentence(whatIf, whatIf.neverLeft, language);
  const presses = whatIf.phases.filter(({ what }) => what.startsWith('press'));
  if (whatIf.phases.every((phase) => !phase.differs) && presses.every((phase) => phase.missed)) {
    const held = duration(whatIf.holdMs / 1000, language);
    return zh
      ? `${label} 变${level} ${held}再恢复，连做两次都没被看到：程序那时正在等别的，没有去读它；要保持到程序去读它为止。`
      : `${label} going ${level} for ${held} and back, twice, is missed: the program waits for something else meanwhile and does not look; it has to last until the program does.`;
  }
  if (whatIf.phases.every((phase) => !phase.differs))
    return zh
      ? `${label} 变${level}再恢复，连做两次：输出没有任何不同。`
      : `${label} going ${level} and back, twice: the outputs do nothing different.`;
  // The second press is worth telling only where it does something else than the first.
  const text = (phase: Phase): string => phaseText(phase, language);
  const half = whatIf.phases.length / 2;
  const first = whatIf.phases.slice(0, half);
  const alike = (half === 1 || half === 2) && first.every((phase, i) => text(phase) === text(whatIf.phases[i + half]!));
  const held = heldWords(whatIf);
  const told = alike && (whatIf.tap || half === 2) ? first : whatIf.phases;
  const parts = told.map((phase, i) => {
    if (!whatIf.pressed) {
      const turn = TURNS[phase.what.startsWith('press') ? 'press' : 'release'][language][whatIf.level];
      return zh ? `${turn}：${text(phase)}` : `${turn}: ${text(phase)}`;
    }
    const what = WHAT[phase.what][language];
    if (i === 0 && whatIf.tap)
      return zh ? `按一下（变${level}）：${text(phase)}` : `pressed for a moment (${level}): ${text(phase)}`;
    return zh
      ? `${i === 0 ? `按下（变${level}${held.zh}）` : what}：${text(phase)}`
      : `${i === 0 ? `pressed (${level}${held.en})` : what}: ${text(phase)}`;
  });
  return zh ? `${label} ${parts.join('；')}。` : `${label} ${parts.join('; ')}.`;
}
