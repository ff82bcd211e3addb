import type { Language } from '../../../language/language.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { reply } from './reply.ts';

/** What a thing may have that logs seldom tell: how it is asked for, and how a line that tells it would say it. */
const ATTRIBUTES: [asked: RegExp, written: RegExp][] = [
  [/序列号|\bserial(?: number| no)?\b/i, /serial/i],
  [/型号|\bmodel(?: number| name)?\b/i, /model|product/i],
  [/厂商|品牌|什么牌子|\bvendor\b|\bmanufacturer\b|\bbrand\b/i, /vendor|manufactur|product|idVendor/i],
  [/温度|多少度|\btemperature\b|\bhow hot\b/i, /temp|thermal|°|\bdeg/i],
  [/价格|多少钱|\bprice\b/i, /price|[$€¥]|cost/i],
  [/邮箱|\be-?mail\b/i, /@|mail/i],
  [/电话|\bphone\b/i, /phone|tel\b/i],
  [/带宽|\bbandwidth\b/i, /bandwidth|[MG]b(?:ps|\/s|it)/i],
  [
    /操作系统(?:是|版本)|什么系统|\bwhich (?:os|distro|operating system)\b|\bwhat (?:os|distro|operating system)\b/i,
    /linux|ubuntu|debian|centos|windows|alpine|darwin|el\d/i,
  ],
];

/** "What is its serial number?": no line speaks of any such thing, whatever else is told of it. */
export function lacksAttribute(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  for (const [asked, written] of ATTRIBUTES) {
    if (!asked.test(question)) continue;
    if (facts.quotable.some(({ raw }) => written.test(raw))) return null;
    return reply(
      facts,
      language === 'zh' ? '日志里没有写这一点，看不出来。' : 'The log does not say; that is not in it.',
      [],
      0.76,
      true,
    );
  }
  return null;
}
