import { names } from '../../asking/question.ts';
import { askedPattern } from '../../knowledge/asked.ts';
import { loadKnowledge } from '../../knowledge/load.ts';
import type { Language } from '../../language/language.ts';
import { pick } from '../../language/pick.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { unitsOf } from './durations.ts';
import type { Setting } from './facts.ts';
import { containersOf } from './workload.ts';

/** Lines, settings of one text, and levels of one inline list that are looked at. */
const LIMIT_LINES = 2_000;
const LIMIT_SETTINGS = 600;
const LIMIT_DEPTH = 12;
const LINE = /^(\s*)((?:- +)*)(?:"?([A-Za-z][\w./-]{0,80})"?:(?:\s+(.*))?|(.*))$/;

/** The parts of `a: 1, b: {c: 2}` at its top level. */
function partsOf(inside: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < inside.length; at += 1) {
    if ('{['.includes(inside[at]!)) depth += 1;
    else if ('}]'.includes(inside[at]!)) depth -= 1;
    else if (inside[at] === ',' && depth === 0) {
      parts.push(inside.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, inside.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** A value, and what is inside it where it is written `{...}` or `[...]`. */
function flatten(path: string[], value: string, line: number, into: Setting[], depth = 0): void {
  if (into.length >= LIMIT_SETTINGS || depth > LIMIT_DEPTH) return;
  const plain = value.replace(/\s+#.*$/, '').trim();
  const inner = /^\{(.*)\}$/.exec(plain)?.[1] ?? /^\[(.*)\]$/.exec(plain)?.[1];
  const parts = inner === undefined ? [] : partsOf(inner);
  if (!parts.some((part) => /^[{[]|^"?[\w./-]+"?:/.test(part))) {
    into.push({ path: path.join('/'), value: plain.replace(/^(["'])(.*)\1$/, '$2'), line });
    return;
  }
  for (const part of parts) {
    const pair = /^"?([\w./-]+)"?:\s*(.*)$/.exec(part);
    if (pair) flatten([...path, pair[1]!], pair[2]!, line, into, depth + 1);
    else flatten(path, part, line, into, depth + 1);
  }
}

/** The settings of a YAML manifest with the path each stands under; empty for any other text. */
export function readSettings(text: string, lineOffset: number): Setting[] {
  if (!/^\s*(?:apiVersion|kind|spec|containers|services|metadata):/m.test(text)) return [];
  const found: Setting[] = [];
  const stack: { indent: number; key: string }[] = [];
  let strange = 0;
  const lines = text.split('\n', LIMIT_LINES);
  for (const [i, raw] of lines.entries()) {
    if (/^\s*(?:#|---|\.\.\.|```|$)/.test(raw)) continue;
    // A carriage return within a line is none of YAML's.
    const match = LINE.exec(raw.slice(0, 600));
    if (!match) continue;
    const indent = match[1]!.length + match[2]!.length;
    const [, , dashes, key, value, other] = match;
    while (stack.length > 0 && stack.at(-1)!.indent >= indent) stack.pop();
    const path = stack.map((level) => level.key);
    if (key === undefined) {
      if (dashes !== '' && other) flatten(path, other, i + 1 + lineOffset, found);
      else strange += 1;
      continue;
    }
    if (value === undefined || value === '' || /^[|>][+-]?$/.test(value)) {
      stack.push({ indent, key });
      found.push({ path: [...path, key].join('/'), value: '', line: i + 1 + lineOffset });
    } else flatten([...path, key], value, i + 1 + lineOffset, found);
    if (found.length >= LIMIT_SETTINGS) break;
  }
  return found.length >= 4 && strange * 4 < found.length ? found : [];
}

const PROBES: [part: string, asked: RegExp][] = [
  ['readinessprobe', /readiness|就绪(?:探针|检查|探测)|摘(?:掉)?流量/i],
  ['livenessprobe', /liveness|存活/i],
  ['startupprobe', /startup|启动(?:探针|检查|探测)/i],
];

/** The settings without those of the probes that a question does not mean, and the probe it means. */
export function narrowed(question: string, settings: readonly Setting[]): { own: Setting[]; probe: string | null } {
  const meant = PROBES.filter(([, asked]) => asked.test(question));
  if (meant.length !== 1) return { own: [...settings], probe: null };
  const probe = meant[0]![0];
  const others = PROBES.flatMap(([part]) => (part === probe ? [] : [`/${part}`]));
  return { own: settings.filter(({ path }) => !others.some((part) => path.toLowerCase().includes(part))), probe };
}

const YES_NO = /(?:吗|(?<!什)么)\s*[?？]?$|有没有|是否|没有?\s*[?？]?$|^(?:is|are|does|do|has|have|did)\b/i;
/** Asks whether something is set at all, and not whether something is so. */
const WHETHER_SET =
  /有没有|有.{0,16}[吗么]|是否有|(?:设|配|写|加|定义|指定|限|开|挂|声明|启用)(?:置|定|义|了|过|好|明|制|载|启)*.{0,14}(?:吗|么|没有?)|没有?\s*[?？]?$|\b(?:is|are) there\b|\b(?:do|does|did|has|have)\b.{0,40}\b(?:have|has|set|sets|any|an?|got|define\w*|specif\w*|declare\w*|limit\w*|mount\w*|use)\b|\b(?:is|are) .{0,40}\b(?:set|defined|specified|declared|limited|configured|enabled|given|mounted)\b/i;
/** What would come of something is in no line of a manifest. */
const WHAT_IF = /会怎么?样|会发生什么|怎么样了|\bwhat (?:happens|would happen|will happen|if)\b/i;
const ELSE =
  /为什么|为何|为啥|怎么(?:办|改|写)|应该|够(?:吗|不够)|合理|\bwhy\b|\bshould\b|\bhow (?:do|can|to)\b|\benough\b|\bgood\b/i;

/** The settings without those of the containers that a question does not name, where it names one. */
export function ofNamed(question: string, settings: readonly Setting[]): Setting[] {
  const containers = containersOf(settings);
  const named = containers.filter(({ name }) => names(question, name));
  if (named.length === 0 || named.length === containers.length) return [...settings];
  const others = new Set(
    containers.filter((container) => !named.includes(container)).flatMap((one) => [...one.settings.values()]),
  );
  return settings.filter((setting) => !others.has(setting));
}

const HAS_NO_REPLICAS = /^(?:Job|CronJob|DaemonSet|Pod)$/;

/** Whether it is so, as far as the values that are written tell. */
function headOf(question: string, shown: readonly Setting[], language: Language): string | null {
  const [only, other] = shown;
  if (only && !other && /^(?:true|false)$/.test(only.value))
    return only.value === 'true' ? pick(language, '是：', 'Yes: ') : pick(language, '不是：', 'No: ');
  if (WHETHER_SET.test(question) || shown.some(({ value }) => value.length > 1 && names(question, value)))
    return pick(language, '有：', 'Yes: ');
  return null;
}

/** Fields that only an object with containers can have. */
const OF_CONTAINERS =
  /\/(?:limits|requests)\/(?:cpu|memory)|probe|\/image|\/env\b|\/command|\/args|securitycontext|restartpolicy|terminationgrace/i;

/** "How many replicas", "is there a CPU limit": the line of the manifest that sets it, or that none does. */
export function aboutSetting(
  question: string,
  settings: readonly Setting[],
  text: (line: number) => string,
  language: Language,
): AnswerAbout | null {
  if (settings.length === 0 || ELSE.test(question) || WHAT_IF.test(question)) return null;
  const leaves = ofNamed(question, narrowed(question, settings).own).filter(({ value }) => value !== '');
  const fields = loadKnowledge('pod-asked').flatMap((file) => file.fields);
  const field = fields.find(({ asked }) => askedPattern(asked).test(question));
  const words = question.toLowerCase();
  const spoken = leaves.filter(({ path }) => {
    const key = path.slice(path.lastIndexOf('/') + 1);
    const parts = key
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[ ._-]/);
    // "Do they start one after another": a verb, not `start: 1`.
    if (/^(?:start|key|value|update|run)$/.test(key)) return false;
    if (parts.length === 1) return !field && new RegExp(`\\b${parts[0]!.replace(/[^\w]/g, '\\$&')}\\b`).test(words);
    return (
      words.includes(key.toLowerCase()) ||
      (parts.length > 1 && parts.every((part) => part.length > 2 && words.includes(part)))
    );
  });
  const found =
    spoken.length > 0
      ? spoken
      : field
        ? leaves.filter(({ path }) => askedPattern(field.label).test(`/${path}`.replace(/^\/(?=metadata|kind)/, '')))
        : [];
  if (found.length === 0) {
    if (!field) return null;
    const { name, unset } = field;
    // A Job has no replicas, nor has a DaemonSet or a Pod.
    if (
      /replicas\$$/.test(field.label) &&
      settings.some(({ path, value }) => path === 'kind' && HAS_NO_REPLICAS.test(value))
    )
      return null;
    if (OF_CONTAINERS.test(field.label) && !settings.some(({ path }) => /(?:^|\/)containers(?:\/|$)/.test(path)))
      return {
        answer: pick(
          language,
          `这里没有说：贴出来的清单里没有容器，${name.zh}要写在工作负载自己的清单里，那一份没有贴。`,
          `That is not in it: nothing pasted has containers, and ${name.en} would stand in the workload's own manifest, which is not shown.`,
        ),
        declined: true,
        quotes: [],
        confidence: 0.8,
      };
    const no = YES_NO.test(question) || !unset ? pick(language, '没有：', 'No: ') : '';
    return {
      answer: `${no}${pick(
        language,
        `这份清单里没有写${/^[a-z]/i.test(name.zh) ? ' ' : ''}${name.zh}${unset ? `，${unset.zh}` : ''}。`,
        `${no === '' ? 'This' : 'this'} manifest does not set ${name.en}${unset ? `: ${unset.en}` : ''}.`,
      )}`,
      declined: false,
      quotes: [],
      confidence: 0.85,
    };
  }
  const shown = found.slice(0, 6);
  const answers = shown.map(({ path, value, line }) => {
    const { unit, longer } = unitsOf(path, value, language);
    const written = `\`${text(line).trim().replaceAll('`', "'").slice(0, 160)}\``;
    const at = pick(
      language,
      `（${longer && `即 ${longer}，`}第 ${line} 行：`,
      ` (${longer && `${longer}; `}line ${line}: `,
    );
    return `\`${value.replaceAll('`', "'")}\`${unit}${at}${written}${pick(language, '）', ')')}`;
  });
  const yes = YES_NO.test(question) ? headOf(question, shown, language) : '';
  // What stands there neither affirms nor denies what is asked.
  const neither = pick(
    language,
    '清单里看不出这一点，有关的只写了：',
    'The manifest does not tell that; all it has on it is: ',
  );
  return {
    answer: `${yes ?? neither}${answers.join('\n')}`,
    declined: yes === null,
    quotes: shown.map(({ line }) => ({ text: text(line).trim(), lines: [line, line] })),
    confidence: yes === null ? 0.5 : 0.9,
  };
}
