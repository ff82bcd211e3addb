/** "把 if 那行删了", "with a break after case 2", "swap lines 9 and 10": a change of the program that is told in words. */

import { replacedByShape } from './edit-by-shape.ts';
import { statementNamed } from './edit-target.ts';
import type { Edit } from './edited.ts';
import { tokensOf } from './pins.ts';
import { codeOf, offsetOf, type Place, statementAt } from './places.ts';
import type { Asking } from './text.ts';

/** What is changed, and what the question asks besides. */
export interface DescribedEdit {
  edits: Edit[];
  /** "without `if (x) y = 1;`". */
  words: { zh: string; en: string };
  lines: number[];
  rest: string;
  /** What the lack of it does now. */
  now?: { zh: string; en: string };
}

const REMOVES =
  /(?:如果|假如|要是|若|把)?[^，,。]{0,4}?(?:去掉|删掉|删除|删了|删去|(?:可以|能)删|注释掉|注释了|注掉|屏蔽掉|拿掉|去除|不写|不要|漏写?(?:了|掉)?|忘(?:了|记)(?:写|加)?|省掉|没有)|\b(?:remov\w*|delet\w*|drop(?:ped|ping)?|leav\w+ out|leave off|comment\w*(?: \w+){0,4} out|comment out|tak\w+ out|took out|skip(?:ped)?|get rid of|omit\w*|forg[eo]t\w*|without|(?:is|was|were) (?:missing|not there|gone|left out))\b/i;
const ADDS =
  /(?:加上|补上|添上|补一?个|加一?个|加了|补了)|\b(?:add\w*|put(?:ting)?|insert\w*|there (?:were|was)|with (?:a|the)(?: missing)?)\b/i;
const SWAPS =
  /(?:对调|互换|交换|调换|换一?下?(?:位置|顺序)|反过来)|\b(?:swap\w*|exchang\w*|switch(?:ed)? (?:around|places)|the other way round)\b/i;
const SUPPOSES =
  /如果|假如|要是|若|会(?:怎|咋|有|变|不|发|出)|的话|[删掉去除]了?(?:之?后|以后|会|呢|那)|影响|效果|后果|能不能|可不可以|能[去删省注]|可以[去删省注不]|\b(?:(?:can|could|may|should|must|do) (?:i|we)|is it (?:safe|ok|okay|possible)|if|what happens|what would|would|suppose|then|effect|without|happen)\b/i;
const NUMBERED =
  /第\s*(\d{1,4})\s*(?:行)?\s*(?:和|与|、|跟)\s*(?:第\s*)?(\d{1,4})\s*行|\blines? (\d{1,4}) (?:and|with) (?:line )?(\d{1,4})\b/i;

/** Kinds of statements by the word that begins them, and what a question calls them. */
const KINDS: [said: RegExp, code: RegExp][] = [
  [/\belse\b/i, /\belse\b/g],
  [
    /\bif\b(?=\s*(?:那|这|语句|判断|条件|分支|line|statement|check|block|out\b|would|[?？]|$))|(?:那|这|最后|一)个? ?if\b|if ?(?:那|这)行|\b(?:the|that|this) (?:\w+ )?if\b/i,
    /\bif\b/g,
  ],
  [/\bbreak\b/i, /\bbreak\b/g],
  [/\breturn\b/i, /\breturn\b/g],
  [/\bcontinue\b/i, /\bcontinue\b/g],
  [/延[时迟]|\b(?:delay|sleep|wait)\b(?!\s*\()/i, /\b\w*(?:delay|sleep|Delay|Sleep|DELAY)\w*\s*\((?=[^{]*?;)/g],
];
const FIRST = /第一|首个|\bfirst\b/i;
const SECOND = /第二|\bsecond\b/i;
const THIRD = /第三|\bthird\b/i;
const LAST = /最后|末尾|\blast\b/i;
/** What only fills a question, where names of the program are looked for. */
const FILLER =
  /^(?:if|else|break|return|continue|the|line|case|delay|sleep|wait|is|in|it|do|i|a|to|of|and|while|for|led|LED|what|happens?)$/i;

const CHANGES = /[改换变写]成|[改换]为|而不是|\b(?:chang\w+|instead of|rather than|makes? (?:it|a difference)|if i)\b/i;
/** What calls a statement one, whatever it does. */
const LINE = /[行句](?!数|号)|语句|\b(?:line|statement|call|assignment|write)\b/i;

/** The statements that some word of a question may mean, in their order. */
function candidates(code: string, pattern: RegExp): Place[] {
  return [...code.matchAll(pattern)].flatMap(({ index }) => {
    // A call begins its statement only where nothing stands before it.
    const before = code.slice(0, index).trimEnd().at(-1) ?? ';';
    if (!/[;{}:)]/.test(before) && !/\belse$/.test(code.slice(0, index).trimEnd())) return [];
    const place = statementAt(code, index);
    if (!place) return [];
    if (!code.slice(index).startsWith('else')) return [place];
    const body = statementAt(code, index + 4);
    return body ? [{ from: index, to: body.to }] : [];
  });
}

const lineAt = (code: string, offset: number, first: number): number =>
  code.slice(0, offset).split('\n').length - 1 + first;

/** The stretch of a case: from its label to the next label of the same switch, or the end of it. */
function caseNamed(code: string, question: string): Place | null {
  const labels = [...code.matchAll(/\bcase\s+([\w']+)\s*:/g)];
  const numbered = /\bcase\s*(\d+|[A-Za-z_]\w*)/i.exec(question)?.[1];
  const named = labels.filter(
    ([, name]) => name === numbered || (numbered === undefined && new RegExp(`(?<!\\w)${name}(?!\\w)`).test(question)),
  );
  const [label, other] = named;
  if (!label || other) return null;
  const from = label.index + label[0].length;
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === '{') depth += 1;
    if (code[at] === '}' && --depth < 0) return { from, to: at };
    if (depth === 0 && /^(?:case\b|default\s*:)/.test(code.slice(at, at + 12)) && !/\w/.test(code[at - 1] ?? ''))
      return { from, to: at };
  }
  return null;
}

/** What a case without a break goes on into. */
function fallsInto(code: string, at: number, line: number, firstLine: number): { zh: string; en: string } {
  const label = /^(?:case\s+[\w']+|default)/.exec(code.slice(at))?.[0] ?? '';
  const next = lineAt(code, at, firstLine);
  return {
    zh: `第 ${line} 行后面没有 break，会接着往下执行 ${label}（第 ${next} 行）`,
    en: `without a break, line ${line} falls through into ${label} (line ${next})`,
  };
}

/** The one statement that the question means; null where it may be several. */
function statementMeant(asking: Asking, code: string): Place | null {
  const { question, facts } = asking;
  const number = /第\s*(\d{1,4})\s*行|\bline (\d{1,4})\b/i.exec(question);
  if (number) {
    const line = Number(number[1] ?? number[2]) - facts.firstLine;
    const from = offsetOf(code, line);
    const text = code.slice(from).split('\n', 1)[0]!;
    if (text.trim() === '' || /^\s*[#}]/.test(text) || /^\s*(?:case\b|default)/.test(text)) return null;
    return statementAt(code, from);
  }
  const quoted =
    /([A-Za-z_]\w*\s*\([^()（）?？]{0,60}\)|[A-Za-z_][\w.>[\]-]*\s*(?:[|&^+*/%-]|<<|>>)?=(?!=)\s*[\w~()|<. ]{1,40}|[A-Za-z_]\w*(?:\+\+|--))/.exec(
      question,
    )?.[1];
  if (quoted) {
    const flat = quoted.replace(/\s+/g, '');
    const hits = [...code.matchAll(/[A-Za-z_]/g)].flatMap(({ index }) => {
      const before = code.slice(0, index).trimEnd().at(-1) ?? ';';
      if (!/[;{})]/.test(before)) return [];
      const place = statementAt(code, index);
      return place && code.slice(place.from, place.to).replace(/[\s;]+/g, '') === flat.replace(/;$/, '') ? [place] : [];
    });
    if (hits.length === 1) return hits[0]!;
    if (hits.length > 1) return null;
  }
  const kind = KINDS.find(([said]) => said.test(question));
  const inside = caseNamed(code, question);
  const words = tokensOf(question).filter(
    (word) => !FILLER.test(word) && new RegExp(`(?<!\\w)${word.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(code),
  );
  if (!kind) return statementNamed(question, code, facts, !LINE.test(question));
  const all = candidates(code, kind[1]).filter(
    (place) => !inside || (place.from >= inside.from && place.to <= inside.to),
  );
  const naming = all.filter((place) => {
    const text = code.slice(place.from, place.to);
    return (
      words.length > 0 &&
      words.every((word) => new RegExp(`(?<!\\w)${word.replace(/[^\w]/g, '\\$&')}(?!\\w)`).test(text))
    );
  });
  const own = naming.length > 0 && !inside ? naming : all;
  if (LAST.test(question)) return own.at(-1) ?? null;
  const at = FIRST.test(question) ? 0 : SECOND.test(question) ? 1 : THIRD.test(question) ? 2 : null;
  if (at !== null) return own[at] ?? null;
  return own.length === 1 ? own[0]! : null;
}

/** An operator with its number or name that stands once in the program: "& 0x0F 去掉", "without GIE". */
function expressionMeant(code: string, question: string): Place | null {
  const match = /(?:^|[\s把将the“"`])([&|^+*/%-]|<<|>>)\s*(0[xX][\da-fA-F]+|\d+)(?![\w.])/.exec(question);
  if (match) {
    const operator = match[1]!.replace(/[&|^+*/%-]/g, '\\$&');
    return only(code, new RegExp(`(?<![&|+<>-])\\s*${operator}\\s*${match[2]}(?![\\w.])`, 'g'));
  }
  const name = REMOVED_NAME.exec(question)?.slice(1).find(Boolean);
  if (name === undefined || LINE.test(question)) return null;
  return (
    only(code, new RegExp(`\\s*[|+]\\s*${name}(?!\\w)`, 'g')) ??
    only(code, new RegExp(`(?<!\\w)${name}\\s*[|+](?![|+=])\\s*`, 'g'))
  );
}

const REMOVED_NAME =
  /(?:去掉|删掉|删了|删除|不写|不加|没有|漏了|拿掉)\s*([A-Z]\w*_\w+|[A-Z]{2,}\d*)|([A-Z]\w*_\w+|[A-Z]{2,}\d*)\s*(?:去掉|删掉|删了|删除|不写|不加|漏了|拿掉)|\b(?:without|remov\w*|drop\w*|leav\w+ out|omit\w*|delet\w*)\s+(?:the )?([A-Z]\w*_\w+|[A-Z]{2,}\d*)(?![\w(])/;

function only(code: string, pattern: RegExp): Place | null {
  const [one, other] = [...code.matchAll(pattern)];
  return one && !other ? { from: one.index, to: one.index + one[0].length } : null;
}

/** The lines of the paste that change with its text. */
function editsOf(asking: Asking, source: string): Edit[] {
  const old = asking.facts.source.split('\n');
  return source
    .split('\n')
    .flatMap((text, i) => (text === old[i] ? [] : [{ line: i + asking.facts.firstLine, text, from: '', to: '' }]));
}

const clean = (text: string): string => text.trim().replace(/\s+/g, ' ').slice(0, 80);

/** The question without the change: what is asked of the changed program. */
function restOf(question: string, verb: RegExp): string {
  const supposed = /的话[,，]?\s*(?=\S)/.exec(question);
  if (supposed) return question.slice(supposed.index + supposed[0].length);
  const parts = question.split(/[,，?？]\s*(?=\S)/);
  const [, ...behind] = parts;
  if (behind.length > 0 && verb.test(parts[0]!)) return behind.join(', ');
  return '';
}

const OTHER_OPERAND =
  /(?:改成|改为|换成|变成|\b(?:chang\w*|turn\w*)(?: it| that)? (?:in)?to|\bif it (?:is|was|were)|\bmake it)\s*([A-Za-z_]\w*)\s*([%&|*/+-]|<<|>>|[<>=!]=?)\s*(0[xX][\da-fA-F]+|\d+)(?![\w.])/i;

/** "改成 i % 10 呢": the same operation of the same variable with another number. */
function otherOperand(asking: Asking, code: string): DescribedEdit | null {
  const { question, facts } = asking;
  const [said, name, operator, number] = OTHER_OPERAND.exec(question) ?? [];
  if (!said || !name || !operator || !number) return null;
  const sign = operator.replace(/[%&|*/+-]/g, '\\$&');
  const found = [
    ...code.matchAll(new RegExp(`(?<![\\w.>])(${name}\\s*${sign}\\s*)(0[xX][\\da-fA-F]+|\\d+)(?![\\w.])`, 'g')),
  ];
  const [one, other] = found;
  if (!one || other || one[2] === number) return null;
  const from = one.index + one[1]!.length;
  const line = lineAt(code, from, facts.firstLine);
  return {
    edits: editsOf(asking, facts.source.slice(0, from) + number + facts.source.slice(from + one[2]!.length)),
    words: {
      zh: `把第 ${line} 行的 \`${one[0]}\` 改成 \`${one[1]}${number}\``,
      en: `with \`${one[1]}${number}\` for \`${one[0]}\` on line ${line}`,
    },
    lines: [line],
    rest: question.slice(question.indexOf(said) + said.length).replace(/^[\s,，的话]+/, ''),
  };
}

/** New code in the place that its shape tells. */
function replaced(asking: Asking, code: string): DescribedEdit | null {
  const { source, firstLine } = asking.facts;
  const found = replacedByShape(asking, code);
  if (!found) return null;
  const { place, text } = found;
  const line = lineAt(code, place.from, firstLine);
  const was = clean(source.slice(place.from, place.to));
  return {
    edits: editsOf(asking, source.slice(0, place.from) + text + source.slice(place.to)),
    words: {
      zh: `把第 ${line} 行的 \`${was}\` 改成 \`${clean(text)}\``,
      en: `with \`${clean(text)}\` for \`${was}\` on line ${line}`,
    },
    lines: [line],
    rest: restOf(asking.question, CHANGES),
  };
}

/** The change that a question describes; null where it describes none, or not surely one. */
export function describedEdit(asking: Asking): DescribedEdit | null {
  const { question, facts } = asking;
  if (![SUPPOSES, OTHER_OPERAND, CHANGES, REMOVED_NAME].some((one) => one.test(question))) return null;
  const code = codeOf(facts);
  const { source, firstLine } = facts;
  if (SWAPS.test(question)) {
    const match = NUMBERED.exec(question);
    const [one, two] = match ? match.slice(1).filter(Boolean).map(Number) : [];
    if (!one || !two) return null;
    const lines = source.split('\n');
    const [a, b] = [lines[one - firstLine], lines[two - firstLine]];
    if (!a?.trim() || !b?.trim() || [a, b].some((text) => /[{}#]|^\s*(?:case|else|if|for|while)\b/.test(text)))
      return null;
    lines[one - firstLine] = b;
    lines[two - firstLine] = a;
    return {
      edits: editsOf(asking, lines.join('\n')),
      words: { zh: `把第 ${one}、${two} 行对调`, en: `with lines ${one} and ${two} swapped` },
      lines: [one, two],
      rest: restOf(question, SWAPS),
    };
  }
  const adds = /\bbreak\b/i.test(question) && ADDS.test(question) && !REMOVES.test(question);
  const lacks =
    /\bbreak\b/i.test(question) && /少了|缺(?:了|少)?|没有?(?:写)?|漏|\b(?:missing|lacks?|no)\b/i.test(question);
  if (adds || lacks) {
    const place = caseNamed(code, question);
    if (place && !/\bbreak\s*;\s*\}?\s*$/.test(code.slice(place.from, place.to))) {
      const at = place.from + code.slice(place.from, place.to).trimEnd().length;
      const line = lineAt(code, at, firstLine);
      return {
        edits: editsOf(asking, `${source.slice(0, at)} break;${source.slice(at)}`),
        words: { zh: `在第 ${line} 行后面加上 \`break;\``, en: `with a \`break;\` behind line ${line}` },
        ...(adds ? {} : { now: fallsInto(code, place.to, line, firstLine) }),
        lines: [line],
        rest: restOf(question, ADDS),
      };
    }
    if (adds) return null;
  }
  const operand = otherOperand(asking, code) ?? replaced(asking, code);
  if (operand) return operand;
  if (!REMOVES.test(question)) return null;
  const part = expressionMeant(code, question);
  if (part) {
    const line = lineAt(code, part.from, firstLine);
    const gone = clean(source.slice(part.from, part.to));
    return {
      edits: editsOf(asking, source.slice(0, part.from) + source.slice(part.to)),
      words: { zh: `去掉第 ${line} 行的 \`${gone}\``, en: `without \`${gone}\` on line ${line}` },
      lines: [line],
      rest: restOf(question, REMOVES),
    };
  }
  const place = statementMeant(asking, code);
  if (!place) return null;
  const text = source.slice(place.from, place.to);
  // What another function or the whole program hangs on is no line to be left out.
  if (/\b(?:while|for)\s*\(\s*(?:1|true|;\s*;)\s*\)/.test(text)) return null;
  const needsOne = /(?:\)|\belse)\s*$/.test(code.slice(0, place.from)) || /:\s*$/.test(code.slice(0, place.from));
  const gone = `${needsOne ? ';' : ''}${text.replace(/[^\n]/g, '')}`;
  const from = lineAt(code, place.from, firstLine);
  const to = lineAt(code, place.to - 1, firstLine);
  return {
    edits: editsOf(asking, source.slice(0, place.from) + gone + source.slice(place.to)),
    words: {
      zh: `去掉第 ${from === to ? from : `${from}～${to}`} 行的 \`${clean(text)}\``,
      en: `without \`${clean(text)}\` (line ${from === to ? from : `${from} to ${to}`})`,
    },
    lines: from === to ? [from] : [from, to],
    rest: restOf(question, REMOVES),
  };
}
