import type { Comment } from '../code.ts';
import type { Claim } from '../facts.ts';
import type { Evidence } from '../reason.ts';
import { NOT_AS_IT_STANDS } from './blocks.ts';

const SAID_ON = /\benabl(?:e|es|ed|ing)\b|使能|启用/i;
const SAID_OFF = /\bdisabl(?:e|es|ed|ing)\b|禁用|禁止|失能/i;
const WRITTEN_ON = /(?:\b|_)ENABLE[D]?\b|\b\w*Enable\w*\s*\(|\b\w*_enable\w*\s*\(/;
const WRITTEN_OFF = /(?:\b|_)DISABLE[D]?\b|\b\w*Disable\w*\s*\(|\b\w*_disable\w*\s*\(/;
/** What is switched off so that something else is on. */
const INSTEAD = /JTAG|SWJ|SWD|remap|重映射|protect|保护|lock|锁|mask|屏蔽/i;

/** "Enable the pull-up" beside a constant or a call that disables, and the other way round. */
export function switchClaims(evidence: Evidence, comments: readonly Comment[]): Claim[] {
  return comments.flatMap((comment): Claim[] => {
    if (!comment.behindCode || comment.text.length > 60 || evidence.reading.mended.restored) return [];
    const code = evidence.codeLines[comment.line - 1] ?? '';
    const [on, off] = [SAID_ON.test(comment.text), SAID_OFF.test(comment.text)];
    const [does, undoes] = [WRITTEN_ON.test(code), WRITTEN_OFF.test(code)];
    if (on === off || does === undoes || on === does || NOT_AS_IT_STANDS.test(comment.text)) return [];
    if (INSTEAD.test(`${comment.text} ${code}`) || (code.match(/;/g)?.length ?? 0) > 1) return [];
    return [
      {
        line: evidence.lineOf(comment.line),
        quote: comment.text,
        holds: false,
        why: does
          ? { zh: '这一行写的是使能', en: 'this line enables it' }
          : { zh: '这一行写的是禁用', en: 'this line disables it' },
      },
    ];
  });
}
