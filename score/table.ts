import type { Language, Words } from '../src/language/language.ts';
import type { Graded } from './grade.ts';
import { AS_IT_IS } from './grade.ts';

/** One row: what it is about, and how its cases came out. */
export interface Row {
  name: string;
  cases: number;
  wrong: number;
  missed: number;
  right: number;
}

/** The row that a graded case belongs to. */
export const rowNameOf = ({ analyzer, language, mutation }: Graded): string =>
  `${analyzer}, ${mutation === AS_IT_IS ? language : mutation}`;

function rowOf(name: string, graded: Graded[]): Row {
  const count = (outcome: Graded['outcome']): number => graded.filter((each) => each.outcome === outcome).length;
  return { name, cases: graded.length, wrong: count('wrong'), missed: count('missed'), right: count('right') };
}

/** By analyzer and language as pasted, then by mutation. */
export function rowsOf(graded: Graded[]): Row[] {
  const asPasted = graded.filter((each) => each.mutation === AS_IT_IS);
  const rows: Row[] = [];
  for (const analyzer of new Set(graded.map((each) => each.analyzer))) {
    for (const language of ['zh', 'en'] as const) {
      const own = asPasted.filter((each) => each.analyzer === analyzer && each.language === language);
      if (own.length > 0) rows.push(rowOf(`${analyzer}, ${language}`, own));
    }
    const mutations = new Set(graded.filter((each) => each.analyzer === analyzer).map((each) => each.mutation));
    mutations.delete(AS_IT_IS);
    for (const mutation of mutations)
      rows.push(
        rowOf(
          `${analyzer}, ${mutation}`,
          graded.filter((each) => each.analyzer === analyzer && each.mutation === mutation),
        ),
      );
  }
  return rows;
}

export const percent = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

/** Rows as a Markdown table, wrong answers first. */
export function markdown(rows: Row[], heads: [string, string, string, string, string]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.name} | ${row.cases} | ${row.wrong} (${percent(row.wrong, row.cases)}) | ${row.missed} | ${row.right} (${percent(row.right, row.cases)}) |`,
  );
  return [`| ${heads.join(' | ')} |`, '|---|---:|---:|---:|---:|', ...lines].join('\n');
}

/** What stands over a column of the README's table. */
const COLUMNS: [analyzer: string, words: Words][] = [
  ['gpio', { zh: '引脚程序', en: 'programs' }],
  ['journal', { zh: '日志', en: 'logs' }],
  ['pod', { zh: 'Pod 问题', en: 'Pod questions' }],
  ['pod, declined', { zh: '不该答的问题', en: 'to be declined' }],
  ['articles', { zh: 'Pod 文章', en: 'articles' }],
  ['routing', { zh: '混合消息', en: 'mixed messages' }],
];
/** The forms a paste arrives in, in the order of the table. */
const FORMS: [form: string, zh: string][] = [
  ['zh', '原样，中文'],
  ['en', '原样，英文'],
  ['one line', '压成一行'],
  ['cut at 80 columns', '截到 80 列'],
  ['cut at 100 columns by a pager', '被分页器截到 100 列'],
  ['wrapped at 80 columns', '在 80 列折行'],
  ['wrapped at 60 columns', '在 60 列折行'],
  ['wrapped by a mail program', '被邮件程序折行'],
  ['fenced', '放进代码块'],
  ['quoted with >', '带 > 引用'],
  ['line numbers', '带行号'],
  ['in Chinese chat', '夹在中文聊天里'],
  ['in English chat', '夹在英文聊天里'],
  ['HTML entities', 'HTML 转义'],
  ['full-width', '全角标点'],
  ['curly quotes and dashes', '弯引号和长破折号'],
  ['Windows line ends', 'Windows 换行'],
  ['with noise between', '夹杂无关行'],
  ['found by grep', 'grep 搜出来的'],
  ['backticks around each line', '每行加反引号'],
  ['in a string', '放在一个字符串里'],
  ['rows of CSV', 'CSV 的行'],
  ['last brace lost', '丢了最后的括号'],
  ['no includes', '没有 #include'],
  ['beside another log', '同一条里还有别的日志'],
  ['beside a log', '同一条里还有日志'],
  ['beside a program', '同一条里还有程序'],
  ['beside another program', '同一条里还有别的程序'],
  ['beside another question', '同一条里还有别的问题'],
];
const LEGEND: Words = {
  zh: '每格：答错几条 · 答对的比例；空格：没有这种形式。',
  en: 'Each cell: how many were answered wrongly · the share answered right; empty where there is no such form.',
};

/** The rows as one table of forms by kinds, wrong answers first: what a README has room for. */
export function matrix(rows: Row[], language: Language): string {
  const found = new Map(rows.map((row) => [row.name, row]));
  const columns = COLUMNS.filter(([analyzer]) => rows.some(({ name }) => name.startsWith(`${analyzer}, `)));
  // Each log is told in both languages; the others are in one of them.
  const total = (analyzer: string): number => {
    const [zh = 0, en = 0] = (['zh', 'en'] as const).map((each) => found.get(`${analyzer}, ${each}`)?.cases ?? 0);
    return analyzer === 'journal' ? Math.max(zh, en) : zh + en;
  };
  const cell = (analyzer: string, form: string): string => {
    const row = found.get(`${analyzer}, ${form}`);
    return row ? `${row.wrong} · ${percent(row.right, row.cases)}` : '';
  };
  const known = new Set(COLUMNS.flatMap(([analyzer]) => FORMS.map(([form]) => `${analyzer}, ${form}`)));
  const forgotten = rows.find(({ name }) => !known.has(name));
  if (forgotten) throw new Error(`the table has no place for "${forgotten.name}": add its form to score/table.ts`);
  const lines = FORMS.filter(([form]) => columns.some(([analyzer]) => found.has(`${analyzer}, ${form}`))).map(
    ([form, zh]) =>
      `| ${language === 'zh' ? zh : form === 'zh' || form === 'en' ? `as pasted, ${form}` : form} | ${columns.map(([analyzer]) => cell(analyzer, form)).join(' | ')} |`,
  );
  return [
    `|  | ${columns.map(([, words]) => words[language]).join(' | ')} |`,
    `|---|${columns.map(() => '---:').join('|')}|`,
    `| ${language === 'zh' ? '例数' : 'cases'} | ${columns.map(([analyzer]) => total(analyzer)).join(' | ')} |`,
    ...lines,
    '',
    LEGEND[language],
  ].join('\n');
}
