type Language = 'zh' | 'en';

/** Why there is no answer, for the page's status line. */
export function givenUp(reason: 'deadline' | 'memory' | 'stopped', language: Language): string {
  const said = {
    deadline: {
      zh: '这段内容分析得太久，我停下了。试试只贴关键的部分。',
      en: 'This took too long and I stopped. Try the part that matters.',
    },
    memory: {
      zh: '这段内容太占内存，我停下了。试试只贴关键的部分。',
      en: 'This needed too much memory and I stopped. Try the part that matters.',
    },
    stopped: { zh: '已停止。', en: 'Stopped.' },
  };
  return said[reason][language];
}

export const tooLong = (language: Language): string =>
  language === 'zh'
    ? '这段内容太长，网页里看不完；命令行可以：unpaste explain 文件名'
    : 'This is too long for the page; the command line can: unpaste explain FILE';

export const forgotten = (language: Language): string =>
  language === 'zh'
    ? '这段内容我已经不记得了，请再贴一次。'
    : 'I no longer remember this paste; please paste it again.';
