import { DOMAINS, type Domain } from '../knowledge/domains.ts';
import { CauseIds } from '../knowledge/journal-causes.ts';
import { Role } from '../knowledge/journal-rule.ts';
import { loadKnowledge } from '../knowledge/load.ts';

/** What was told about a new piece of knowledge, by field. */
export type Answers = Record<string, string[]>;

/** One thing to be told. */
export interface Field {
  name: string;
  ask: { zh: string; en: string };
  required?: boolean;
  /** Several, one a line; a blank line ends them. */
  many?: boolean;
  least?: number;
  choices?: readonly string[];
  /** Asked only then. */
  when?: (answers: Answers) => boolean;
}

const ID = /^[a-z0-9][a-z0-9.+-]*(?:\/[a-z0-9][a-z0-9.+-]*)*$/;
const both = (name: string, zh: string, en: string, more: Partial<Field> = {}): Field[] => [
  { name: `${name}Zh`, ask: { zh: `${zh}（中文）`, en: `${en}, in Chinese` }, required: true, ...more },
  { name: `${name}En`, ask: { zh: `${zh}（英文）`, en: `${en}, in English` }, required: true, ...more },
];
const source: Field = {
  name: 'source',
  ask: { zh: '出处（手册、章节和页码，或网址）', en: 'sources (manual, section and page, or address)' },
  required: true,
  many: true,
};
const isCause = (answers: Answers): boolean => answers['role']?.[0] === 'cause';
const isNewLibrary = (answers: Answers): boolean =>
  !loadKnowledge('vendor-calls').some(({ id }) => id === answers['library']?.[0]);

/** What each kind of new knowledge asks, and where it goes. */
export const KINDS: Record<string, { domain: Domain; idField: string; fields: Field[] }> = {
  rule: {
    domain: 'journal-rules',
    idField: 'id',
    fields: [
      {
        name: 'id',
        ask: {
          zh: '编号：程序/发生了什么，例如 nginx/no-upstream',
          en: 'id: program/what-happened, e.g. nginx/no-upstream',
        },
        required: true,
      },
      { name: 'role', ask: { zh: '这一行的角色', en: 'what the line is' }, required: true, choices: Role.options },
      {
        name: 'cause',
        ask: { zh: '原因的种类（knowledge/journal/README.md）', en: 'kind of cause (knowledge/journal/README.md)' },
        required: true,
        choices: Object.keys(CauseIds),
        when: isCause,
      },
      {
        name: 'line',
        ask: { zh: '整行日志，就像程序写的那样', en: 'whole lines as the program logs them' },
        required: true,
        many: true,
      },
      {
        name: 'unlike',
        ask: { zh: '看着像、但不是一回事的行', en: 'lines that look alike and are not meant' },
        required: true,
        many: true,
      },
      ...both('title', '一句话说出了什么', 'what it is, one short clause'),
      ...both('why', '为什么会这样，一到三句', 'why it happens, one to three sentences'),
      ...both('fix', '怎么办', 'what to do', { when: isCause }),
      { name: 'next', ask: { zh: '接下来可以执行的命令', en: 'commands to run next' }, many: true },
      { ...source, ask: { zh: '出处（网址）', en: 'sources (addresses)' } },
    ],
  },
  chip: {
    domain: 'chips',
    idField: 'id',
    fields: [
      { name: 'id', ask: { zh: '编号，例如 gd32f3', en: 'id, e.g. gd32f3' }, required: true },
      {
        name: 'extends',
        ask: {
          zh: '和哪个芯片的 GPIO 一样（knowledge/chips 里的编号）',
          en: 'the chip with the same GPIO block (an id in knowledge/chips)',
        },
        required: true,
      },
      ...both('title', '名字', 'name'),
      {
        name: 'sign',
        ask: {
          zh: '只有它的程序才有的词（正则），例如头文件名',
          en: 'words only its programs have (regular expressions), e.g. its header',
        },
        required: true,
        many: true,
      },
      { name: 'sample', ask: { zh: '一个小程序的文件，用来作样例', en: 'file with a small program, as a sample' } },
      source,
    ],
  },
  call: {
    domain: 'vendor-calls',
    idField: 'library',
    fields: [
      {
        name: 'library',
        ask: {
          zh: '库的编号（knowledge/vendor-calls，没有就新建）',
          en: "the library's id (in knowledge/vendor-calls; a new one is made)",
        },
        required: true,
      },
      ...both('title', '库的名字', "the library's name", { when: isNewLibrary }),
      {
        name: 'chip',
        ask: { zh: '跑在哪些芯片上，最可能的在前', en: 'chips it runs on, the likeliest first' },
        required: true,
        many: true,
        when: isNewLibrary,
      },
      {
        name: 'code',
        ask: {
          zh: '这个调用对寄存器做什么，写成一个 C 函数（文件或一行）',
          en: 'what the call does to the registers, as a C function (a file, or one line)',
        },
        required: true,
      },
      ...both('what', '一句话说它做什么', 'what it does, one sentence'),
      {
        name: 'sample',
        ask: { zh: '一个用到它的小程序的文件，用来作样例', en: 'file with a small program that uses it, as a sample' },
      },
      { ...source, when: isNewLibrary },
    ],
  },
  note: {
    domain: 'pod-notes',
    idField: 'id',
    fields: [
      { name: 'id', ask: { zh: '编号，例如 pod-hostname', en: 'id, e.g. pod-hostname' }, required: true },
      ...both('title', '标题', 'title'),
      ...both('question', '人们会怎么问，至少三种', 'how people ask it, at least three', { many: true, least: 3 }),
      {
        name: 'term',
        ask: { zh: '搜索用的词（字段名、缩写）', en: 'words to search by (fields, abbreviations)' },
        many: true,
      },
      ...both('text', '正文，一段一行，第一段单独就能回答', 'text, a paragraph a line; the first alone answers', {
        many: true,
      }),
      source,
    ],
  },
};

/** What is wrong with an answer, or null. */
export function objection(kind: string, field: Field, values: string[]): { zh: string; en: string } | null {
  const least = field.least ?? (field.required ? 1 : 0);
  if (values.length < least) return { zh: `至少要 ${least} 个`, en: `needs at least ${least}` };
  const [value = ''] = values;
  if (field.choices && value && !field.choices.includes(value))
    return { zh: `只能是：${field.choices.join('、')}`, en: `must be one of: ${field.choices.join(', ')}` };
  if (field.name === (KINDS[kind]?.idField ?? 'id') && !ID.test(value))
    return { zh: '小写字母、数字、- 和 /', en: 'lower case, digits, - and /' };
  if (kind === 'rule' && field.name === 'id' && !value.includes('/'))
    return { zh: '要写成 程序/发生了什么', en: 'write it as program/what-happened' };
  if (kind === 'rule' && field.name === 'source' && values.some((text) => !/^https?:\/\/\S+$/.test(text)))
    return { zh: '要写成网址', en: 'must be addresses (https://...)' };
  if (field.name === 'extends' && !loadKnowledge('chips').some(({ id }) => id === value))
    return { zh: `knowledge/chips 里没有 ${value}`, en: `there is no ${value} in knowledge/chips` };
  return null;
}

/** The folder of a kind, for messages. */
export function folderOf(kind: string): string {
  return `knowledge/${DOMAINS[KINDS[kind]!.domain].folder}`;
}
