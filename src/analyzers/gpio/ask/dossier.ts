import { quoted } from '../words.ts';
import { aboutPeriod } from './changes.ts';
import { bareLines, declaredIn } from './declared.ts';
import { effectsOf } from './effects.ts';
import { declaredAsked } from './named.ts';
import { pinsIn, tokensOf } from './pins.ts';
import { aboutFunction } from './program.ts';
import { linesOn } from './source.ts';
import { type Answer, type Asking, answer, lineList, lineText, say } from './text.ts';

/** Lines that are told of a name. */
const LINES_LIMIT = 4;

/** What a question says a function does, and how its name says so. */
const DOINGS: [RegExp, RegExp][] = [
  [/正转|前进|\bforwards?\b|clockwise/i, /forward|fwd|(?<!c)cw|zheng/i],
  [/反转|倒转|后退|倒车|\b(?:reverse|backwards?|back)\b/i, /back|rev|ccw|fan(?:zhuan)/i],
  [/停|刹|\bstop|\bbrake/i, /stop|brake|halt/i],
  [/左|\bleft\b/i, /left/i],
  [/右|\bright\b/i, /right/i],
  [/上升|升起|\bup\b/i, /up|raise/i],
  [/下降|降下|\bdown\b/i, /down|lower/i],
  [/打开|开启|点亮|开灯|\bopen|\bturn(?:s|ed)? on\b/i, /on(?![a-z])|open|enable/i],
  [/关闭|关掉|熄灭|关灯|\bclose|\bturn(?:s|ed)? off\b/i, /off|close|disable/i],
  [/翻转|切换|闪|\btoggl|\bblink|\bflash/i, /toggle|blink|flash/i],
  [/初始化|配置|\binit|\bset ?up|\bconfig/i, /init|setup|config/i],
  [/读取|读|\bread/i, /read|get/i],
  [/发送|\bsend|\btransmit/i, /send|write|tx/i],
];

/** The bodies of functions whose names say what the question speaks of: "反转的时候哪个脚高". */
export function aboutDoing(asking: Asking): Answer | null {
  const { question, facts } = asking;
  if (!/什么|哪|几|多少|怎么|吗|\bwhat\b|\bwhich\b|\bhow\b|\bdoes\b|\bis\b|\bare\b/i.test(question)) return null;
  const meant = DOINGS.filter(([said]) => said.test(question)).map(([, named]) => named);
  const found = facts.functions.filter(({ name }) => meant.some((named) => named.test(name)));
  const all = found.filter(({ name }) => meant.every((named) => named.test(name)));
  const chosen = (all.length > 0 ? all : found).slice(0, 2);
  if (chosen.length === 0) return null;
  const lines: number[] = [];
  const told = chosen.map(({ name, line, endLine }) => {
    const body: number[] = [];
    for (let at = line; at <= endLine && body.length < 8; at++)
      if (/[;(]/.test(lineText(facts, at) ?? '')) body.push(at);
    lines.push(...body);
    const effects = body.flatMap((at) => effectsOf(asking, lineText(facts, at) ?? ''));
    const did =
      effects.length > 0
        ? `${say(asking, '，也就是 ', ', that is ')}${effects.slice(0, 6).join(say(asking, '，', ', '))}`
        : '';
    return `${name}${say(asking, `（第 ${line} 行）：`, ` (line ${line}): `)}${body.map((at) => `\`${quoted(lineText(facts, at) ?? '')}\``).join(' ')}${did}`;
  });
  return answer(asking, `${told.join('\n')}${say(asking, '。', '.')}`, lines, 0.7);
}

/**
 * The question is of no kind we know, but it names something of the program: what the run and the text show of that.
 * Declined all the same, for it need not be what was asked.
 */
export function aboutNamedThing(asking: Asking): Answer | null {
  const { question, facts } = asking;
  const told: string[] = [];
  const quotes: Answer['quotes'] = [];
  const take = (found: Answer | null): void => {
    if (!found || found.declined) return;
    told.push(found.answer);
    quotes.push(...found.quotes);
  };
  const pins = pinsIn(question, facts).slice(0, 3);
  for (const { pin, name } of pins)
    if (facts.outputs.some((output) => output.pin === pin.pin))
      take(aboutPeriod({ ...asking, question: asking.language === 'zh' ? `${name} 多久` : `how long is ${name} on` }));
  const tokens = tokensOf(question);
  for (const { name } of facts.functions.filter((each) => tokens.includes(each.name)).slice(0, 2))
    take(aboutFunction({ ...asking, question: `what does ${name} do` }));
  const code = bareLines(facts);
  const names = [
    ...declaredAsked(question, declaredIn(facts)).map(({ name }) => name),
    ...tokens.filter((token) => token.length >= 3 && /[A-Z_\d]/.test(token)),
  ].filter((name) => !facts.functions.some((each) => each.name === name));
  for (const name of [...new Set(names)].slice(0, 3)) {
    const lines = code
      .flatMap((text, i) =>
        new RegExp(`(?<!\\w)${name.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(text) ? [i + facts.firstLine] : [],
      )
      .slice(0, LINES_LIMIT);
    if (lines.length === 0) continue;
    told.push(
      say(
        asking,
        `${name} 出现在${lineList(asking, lines)}：${lines.map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``).join('、')}。`,
        `${name} stands on ${lineList(asking, lines)}: ${lines.map((line) => `\`${quoted(lineText(facts, line) ?? '')}\``).join(', ')}.`,
      ),
    );
    quotes.push(
      ...lines.map((line) => ({ text: lineText(facts, line) ?? '', lines: [line, line] as [number, number] })),
    );
  }
  const near = told.length === 0 ? linesOn(asking, 0.34) : null;
  if (near) {
    told.push(near.answer);
    quotes.push(...near.quotes);
  }
  if (told.length === 0) return null;
  return {
    answer: `${say(asking, '代码和运行里没有说这一点，能看到的是：', 'The paste and its run do not say that in so many words; what they show is: ')}${told.join(' ')}`,
    declined: true,
    quotes: quotes.slice(0, 6),
    confidence: 0.45,
  };
}
