import type { Mend } from './mend.ts';

/** What was mended, in a few words for a person. */
export function sayMend(mend: Mend, language: 'zh' | 'en'): string {
  const { code, count, detail } = mend;
  const some = (one: string, many: string): string => (count === 1 ? one : `${count} ${many}`);
  const zh = language === 'zh';
  switch (code) {
    case 'line-breaks':
      return zh ? `还原了 ${count} 处丢失的换行` : `put back ${some('1 lost line break', 'lost line breaks')}`;
    case 'escapes':
      return zh
        ? `把 ${count} 处 \\n 换成了真正的换行`
        : `turned ${some('1 written \\n', 'written \\n')} into real line breaks`;
    case 'line-endings':
      return zh ? '统一了换行符' : 'unified the line endings';
    case 'entities':
      return zh
        ? `还原了 ${count} 处网页转义（如 &lt;）`
        : `decoded ${some('1 HTML entity or tag', 'HTML entities or tags')}`;
    case 'fence':
      return zh ? '去掉了代码块标记 ```' : 'removed the ``` code fence';
    case 'smart-quotes':
      return zh ? `把 ${count} 个弯引号改回直引号` : `straightened ${some('1 curly quote', 'curly quotes')}`;
    case 'full-width':
      return zh
        ? `把 ${count} 个全角符号改成半角`
        : `replaced ${some('1 full-width character', 'full-width characters')}`;
    case 'nbsp':
      return zh
        ? `把 ${count} 个特殊空格换成普通空格`
        : `replaced ${some('1 non-breaking space', 'non-breaking spaces')}`;
    case 'invisible':
      return zh ? `去掉了 ${count} 个看不见的字符` : `removed ${some('1 invisible character', 'invisible characters')}`;
    case 'line-numbers':
      return zh ? `去掉了 ${count} 行前面的行号` : `removed the numbers in front of ${some('1 line', 'lines')}`;
    case 'quote-marks':
      return zh ? `去掉了 ${count} 行前面的引用符号 >` : `removed the > in front of ${some('1 line', 'lines')}`;
    case 'diff-marks':
      return zh ? '按 diff 的新版本还原了代码' : 'took the new side of the diff';
    case 'bars':
      return zh ? `去掉了 ${count} 行前面的符号` : `removed the mark in front of ${some('1 line', 'lines')}`;
    case 'colours':
      return zh ? `去掉了 ${count} 处终端的颜色代码` : `removed ${some('1 colour code', 'colour codes')} of a terminal`;
    case 'encoding':
      return zh ? `还原了 ${count} 处邮件编码（如 =3D）` : `decoded ${some('1 mail code', 'mail codes')} such as =3D`;
    case 'symbols':
      return zh
        ? `把 ${count} 个排版符号（如 →、≥）改回了运算符`
        : `wrote ${some('1 typeset sign', 'typeset signs')} such as → or ≥ as the operator it stands for`;
    case 'capitals':
      return zh
        ? `把 ${count} 个被自动大写的词改回小写`
        : `lower-cased ${some('1 word', 'words')} that a keyboard had capitalised`;
    case 'elision':
      return zh ? `“${detail ?? '...'}”处省略了代码，没有当作代码` : `code is missing at "${detail ?? '...'}"`;
    case 'wrapped':
      return zh ? `接回了 ${count} 处被自动折断的行` : `rejoined ${some('1 wrapped line', 'wrapped lines')}`;
    case 'braces':
      if (detail === '-')
        return zh ? `去掉了末尾多余的 ${count} 个 }` : `removed ${some('1 surplus }', 'surplus }')} at the end`;
      return zh ? `补上了缺少的 ${count} 个 }` : `added ${some('1 missing }', 'missing }')}`;
    case 'semicolon':
      return zh ? `补上了 ${count} 个漏掉的分号` : `added ${some('1 missing semicolon', 'missing semicolons')}`;
    case 'unclosed':
      if (detail === '*/')
        return zh
          ? '去掉了开头半截注释（它的开头没有贴进来）'
          : 'left out the end of a comment that begins above the paste';
      return zh ? '补上了没有结束的注释' : 'closed a comment that was left open';
    case 'cut':
      return zh ? '最后一条语句不完整，先不看它' : 'set aside the last statement, which breaks off';
    case 'cut-lines':
      return zh
        ? `第 ${(detail ?? '').replaceAll(', ', '、')} 行在第 ${count} 列被截断，后面的内容不知道，只把语句收了尾`
        : `${/,/.test(detail ?? '') ? 'lines' : 'line'} ${detail} ${/,/.test(detail ?? '') ? 'are' : 'is'} cut off at column ${count}; what stood there is unknown, the statement was only closed`;
    case 'chat':
      return zh ? `没有把${quoteZh(detail)}当作代码` : `left out what is not code${detail ? ` ("${detail}")` : ''}`;
  }
}

function quoteZh(detail: string | undefined): string {
  return detail ? `“${detail}”` : '代码以外的文字';
}
