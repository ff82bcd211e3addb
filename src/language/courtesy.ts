import { withoutEntities } from './entities.ts';
import { withPlainMarks } from './marks.ts';
import { quotationOf } from './quotation.ts';

/** Whom one speaks to and that one is going to ask: "hey everyone, quick question:", "大佬们请教一下，". */
const GREETING =
  /^(?:@[\w.-]{2,32}\s+|(?:urgent|asap|help|help me|sos|please help|pls help|emergency|desperate)(?: please| pls)?\s*[!:,.]+\s*|(?:救命啊?|急+|紧急|跪求|在线等)[!！，,。：: ]+|(?:hi+|hello|hey+|good (?:morning|evening|day)|greetings|dear)(?: (?:all|everyone|everybody|guys|folks|there|team|again|people))?[,!.:]?\s+|(?:(?:a |just a )?(?:quick|newbie|noob|beginner|stupid|dumb|silly|small|simple|short) question(?: here)?[:,.!-]+\s*)|(?:各位)?(?:大佬|大神|老师|朋友|前辈|兄弟|同学)们?(?:好|们好)?[，,!！：: ]+|(?:大家好|你好|您好|嗨|哈喽)[，,!！。 ]*|(?:(?:各位)?(?:大佬|大神|老师|前辈|兄弟)们?)?(?:求助|请教(?:一下|各位|大家|个问题)?|(?:想|弱弱地?)?问(?:一下|一句|个问题|个小问题))[，,：:。 ]+)/i;
const THANKS =
  /(?:(?:^|[,;\s]\s*|(?<=[?!.]))(?:(?:please|pls|plz)[,! ]*(?:(?:help|advise|explain)(?: me)?)?[,! ]*(?:asap|urgent(?:ly)?|quick(?:ly)?)?|help(?: me)?[,! ]*(?:please|pls|plz|asap)|asap|many thanks|thanks|thank you|thx|tia|cheers|appreciate it|any help (?:is |would be )?appreciated)(?: (?:in advance|a lot|so much|very much|guys|all|everyone|folks))*[.!~\s]*|[，,。.!！\s]+(?:先)?(?:挺?急的?|急急急|求(?:解答?|助|帮助|指点|大佬|大神)(?:一下)?|谢谢(?:了|啦|大家|各位|大佬)?|多谢|感谢|谢了|跪谢|在线等)[。.!！~\s]*)$/i;

/**
 * What is asked, without what stands around it: the fence or quotation it was put into, a page's entities, the greeting
 * before it and the thanks behind it. The question itself is left as it is.
 */
export function bareQuestion(text: string): string {
  const lines = withoutEntities(text).split('\n');
  const marks = quotationOf(lines);
  const plain = lines
    .map((line, at) => line.slice(marks?.[at] ?? 0))
    .filter((line) => !/^\s*(?:```|~~~)\s*\w*\s*$/.test(line))
    .join('\n')
    .trim();
  let rest = withPlainMarks(plain).text;
  for (let pass = 0; pass < 3; pass += 1) rest = rest.replace(GREETING, '').replace(THANKS, '').trim();
  return rest.length >= 3 ? rest : plain;
}

/** Whether a sentence is a greeting or thanks and nothing else. */
export function isCourtesy(sentence: string): boolean {
  // Both are known beside a question: a greeting with a blank behind it, thanks with a mark before them.
  const alone = sentence.trim();
  return alone !== '' && (`, ${alone}`.replace(THANKS, '') === '' || `${alone} `.replace(GREETING, '') === '');
}

const OFFER =
  /^(?:let me know|feel free|i?(?:'?m| am)? ?happy to|hope (?:this|that|it) helps|good luck|希望(?:对(?:你|大家))?(?:能)?(?:有(?:所)?)?帮|(?:如果|要是)?(?:还)?有(?:什么)?(?:疑问|问题)(?:的话)?(?:可以|请|欢迎|再|随时)|(?:还)?需要(?:具体|完整)?.{0,8}(?:的话)?(?:可以)?(?:再|随时)(?:问|告诉|说|找|留言))/;

/** Whether a folded sentence is said to the reader, of nothing: an offer of more help, a good wish. */
export const offersHelp = (sentence: string): boolean => OFFER.test(sentence);
