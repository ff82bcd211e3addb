/** "一直不按按钮 LED 的闪烁周期是多少": the question is about the program left alone, and only says so. */
const BUTTON = '(?:按[键钮]|开关|键|按|它|button|key|switch|sw|input)';
const UNTOUCHED = [
  new RegExp(
    `(?:如果|假如|要是|若|当)?(?:一直|始终|从来|完全|都|谁也|没有?人?|我)?(?:不|没|没有|别|无人)(?:人)?(?:去)?(?:按|碰|动|触发|触碰)(?:下|压|着)?(?:任何|那个|这个)?(?:${BUTTON})?(?:的话|的时候|时|的情况下|之前|前)?[,，]?\\s*`,
    'i',
  ),
  /\b(?:(?:if|when|while|as long as|with) )?(?:nobody|no one|no-one|nothing|i don'?t|you don'?t|i never|i do not)(?: ever)?(?: is)? (?:press|touch|push|hit|do)\w*(?: anything| (?:the |any |a )?\w*)?\s*,?\s*/i,
  /\b(?:without|with no) (?:(?:anyone|anybody|me|any|a|the) )?(?:press\w*|touch\w*|push\w*)(?: (?:the |any |a )?(?:button|key|switch|anything))?\s*,?\s*/i,
  /\bif (?:the )?(?:button|key|switch) (?:is|was) (?:never|not) (?:pressed|touched|pushed)\s*,?\s*/i,
];
/** What is left asks for something that the usual run shows. */
const ASKS =
  /周期|频率|多[久长快]|几[秒次下个]|多少|哪个|哪些|间隔|占空|\b(?:period|frequency|how (?:long|often|fast|many|much)|which|rate|interval|duty|what (?:is|does|do|are))\b/i;

/** The question without saying that nothing is pressed; null where it does not say so, or asks just whether that matters. */
export function questionLeftAlone(question: string): string | null {
  for (const pattern of UNTOUCHED) {
    const match = pattern.exec(question);
    if (!match) continue;
    const rest = `${question.slice(0, match.index)} ${question.slice(match.index + match[0].length)}`.trim();
    return ASKS.test(rest) && rest.length > 3 ? rest : null;
  }
  return null;
}
