import { sayMend } from '../../c/mend/mend.ts';
import type { AnalyzeOptions, Analyzer } from '../analyzer.ts';
import { ask } from './ask.ts';
import { detect, namedFamily } from './detect.ts';
import { draw } from './draw.ts';
import { GpioFacts, GpioPart } from './facts.ts';
import { readPaste } from './read.ts';
import { reason } from './reason.ts';
import { say } from './say.ts';

/** Facts about a text in which no chip can be made out, or that is too large to run. */
function nothing(text: string, options: AnalyzeOptions): GpioFacts {
  const lines = text.split('\n').length;
  return {
    version: 1,
    lines: [options.lineOffset + 1, options.lineOffset + lines],
    family: 'unknown',
    chip: 'unknown',
    title: { zh: '未知芯片', en: 'an unknown chip' },
    signs: [],
    restored: [],
    restoredText: null,
    source: text,
    firstLine: options.lineOffset + 1,
    outputs: [],
    setUps: [],
    inputs: [],
    events: [],
    eventInfo: [],
    loop: null,
    ranSeconds: 0,
    loopBasis: null,
    loopSeconds: null,
    endless: false,
    stuck: null,
    ended: 'not-run',
    trap: null,
    findings: [],
    claims: [],
    assumptions: [],
    unmodelled: [],
    functions: [],
    deeds: [],
    leftOut: [],
    delays: [],
    passes: [],
    firstPass: [],
    readsInputs: false,
    whatIf: [],
    analog: null,
    dimmed: [],
    triggers: [],
    interrupts: [],
    lent: [],
    open: [],
    byNameOnly: [],
    lentRead: [],
    classes: [],
    calledElsewhere: [],
    elsewhere: [],
    answered: [],
    cut: null,
    stdout: '',
    prints: [],
    looks: [],
    language: null,
  };
}

/** Longest program that is run. */
const SOURCE_LIMIT = 400_000;

/** Programs that drive pins: restored, compiled, run against a model of their chip, explained. */
export const gpio: Analyzer<GpioFacts, GpioPart> = {
  name: 'gpio',
  facts: GpioFacts,
  part: GpioPart,
  detect,
  async analyze(text, options) {
    if (text.length > SOURCE_LIMIT) return nothing(text.slice(0, SOURCE_LIMIT), options);
    const reading = readPaste(text);
    if (!reading) {
      const named = namedFamily(text);
      const facts = nothing(text, options);
      return named ? { ...facts, family: named.family.id, title: named.family.title, signs: named.signs } : facts;
    }
    const facts = reason(reading, options);
    const lines = text.split('\n').length;
    return {
      ...facts,
      lines: [options.lineOffset + 1, options.lineOffset + lines],
      restored: reading.mended.mends.map((mend) => ({ zh: sayMend(mend, 'zh'), en: sayMend(mend, 'en') })),
      source: reading.mended.restored ? reading.source : text,
    };
  },
  say,
  ask,
  draw,
};
