import type { Words } from '../../../language/language.ts';

/** A cause that no rule knows, found by where it stands. */
export const BY_PLACE: { title: Words; why: Words; fix: Words } = {
  title: { zh: '{program} 退出前的最后一条具体报错', en: 'the last specific error {program} wrote before it ended' },
  why: {
    zh: '没有规则认识这条消息，我是按位置判断的：它是进程结束前最后一条说得具体的错误，后面的行都只是收尾。把握因此低一些。',
    en: 'No rule knows this message; its place points to it: it is the last error that says anything specific before the process ended, and what follows only closes the story. That makes it less certain.',
  },
  fix: {
    zh: '先照这条报错本身去查：它提到的文件、选项、地址或对象是否存在，写法和权限对不对；改好后 `sudo systemctl restart {unit}` 再看日志。',
    en: 'Start from what this error itself names: does the file, option, address or object it mentions exist, is it spelled right, may the program use it? Then `sudo systemctl restart {unit}` and read the log again.',
  },
};

/** The same where nothing shows that the program ended. */
export const BY_PLACE_ALIVE: { title: Words; why: Words; fix: Words } = {
  title: { zh: '{program} 最后一条说得具体的报错', en: 'the last specific error of {program}' },
  why: {
    zh: '没有规则认识这条消息，我是按位置判断的：它是这段里最后一条说得具体的错误，之后没有恢复的迹象；程序有没有退出，这段没有显示。把握因此低一些。',
    en: 'No rule knows this message; its place points to it: it is the last error here that says anything specific, and nothing after it shows that things work again. Whether the program ended over it, this excerpt does not show. That makes it less certain.',
  },
  fix: {
    zh: '先照这条报错本身去查：它提到的文件、选项、地址或对象是否存在，写法和权限对不对；再往下看几行日志，确认它还在不在报。',
    en: 'Start from what this error itself names: does the file, option, address or object it mentions exist, is it spelled right, may the program use it? Then see in the log that goes on whether it is still reported.',
  },
};

/** The same where a tool was run and ended: nothing is there to restart. */
export const BY_PLACE_TOOL: { title: Words; why: Words; fix: Words } = {
  title: { zh: '{program} 自己说的那条报错', en: 'the error {program} itself reports' },
  why: {
    zh: '没有规则认识这条消息，我是按位置判断的：它是这个命令的输出里说得具体的报错，其余的行是过程和收尾。把握因此低一些。',
    en: 'No rule knows this message; its place points to it: it is the specific error in the output of this command, the rest is progress and closing words. That makes it less certain.',
  },
  fix: {
    zh: '先照这条报错本身去查：它提到的文件、选项、版本或地址是否存在，写法和权限对不对；改好后再跑一遍这个命令，看它是否走得更远。',
    en: 'Start from what this error itself names: does the file, option, version or address exist, is it spelled right, may you use it? Then run the command again and see whether it gets further.',
  },
};

/** Why a line that looks bad does not count. */
export const CLEARED: Record<string, Words> = {
  'went-on': {
    zh: '后面的行表明程序照常往下走，这条没有挡住它。',
    en: 'Later lines show that the program went on; this did not stop it.',
  },
  'stopped-on-purpose': {
    zh: '这是按要求停止时的正常退出。',
    en: 'This is the normal end of a process that was told to stop.',
  },
  unrelated: {
    zh: '和失败的服务无关：是别的程序说的，也没有别的行把两者连起来。',
    en: 'It is of another program, and no line ties it to what failed.',
  },
  'shut-out': {
    zh: '这是陌生人在试密码，登录没有成功，这个地址已经被挡在外面。',
    en: 'A stranger tried passwords and did not get in; this address has been shut out.',
  },
  weaker: { zh: '它是更深一层原因的结果。', en: 'It follows from the deeper cause.' },
};

const SIGNAL: Record<number, Words> = {
  6: { zh: '程序自己中止 (SIGABRT)', en: 'the program aborted itself (SIGABRT)' },
  9: {
    zh: '被 SIGKILL 强杀：内存不足、停止超时，或有人 kill -9',
    en: 'killed by SIGKILL: out of memory, a stop that took too long, or somebody',
  },
  11: { zh: '段错误 (SIGSEGV)', en: 'a memory fault (SIGSEGV)' },
  15: { zh: '收到 SIGTERM 结束', en: 'ended by SIGTERM' },
};

const STATUS: Record<number, Words> = {
  1: {
    zh: '程序自己报错退出 (1)，原因在它自己的输出里',
    en: 'the program itself ended with an error (1); its own output says why',
  },
  2: { zh: '多半是参数或配置不对 (2)', en: 'usually wrong arguments or configuration (2)' },
  126: { zh: '找到了命令但不能执行 (126)', en: 'the command was found but could not be executed (126)' },
  127: { zh: '找不到命令，或缺少共享库 (127)', en: 'the command or one of its shared libraries was not found (127)' },
  134: { zh: '程序自己中止 (128+6，SIGABRT)', en: 'the program aborted itself (128+6, SIGABRT)' },
  137: {
    zh: '被 SIGKILL 强杀 (128+9)；不一定是内存不足，探针失败或 docker kill 也是这个码',
    en: 'killed by SIGKILL (128+9); not always out of memory: a failed probe or docker kill gives it too',
  },
  139: { zh: '段错误 (128+11，SIGSEGV)', en: 'a memory fault (128+11, SIGSEGV)' },
  143: { zh: '收到 SIGTERM 结束 (128+15)', en: 'ended by SIGTERM (128+15)' },
  200: {
    zh: 'systemd 进不了 WorkingDirectory (200/CHDIR)',
    en: 'systemd could not change to the working directory (200/CHDIR)',
  },
  203: { zh: 'systemd 执行不了这个程序 (203/EXEC)', en: 'systemd could not execute the program (203/EXEC)' },
  208: { zh: '标准输入设置失败 (208/STDIN)', en: 'standard input could not be set up (208/STDIN)' },
  209: { zh: '标准输出设置失败 (209/STDOUT)', en: 'standard output could not be set up (209/STDOUT)' },
  216: { zh: '运行组不存在 (216/GROUP)', en: 'the group does not exist (216/GROUP)' },
  217: { zh: 'systemd 换不到运行用户 (217/USER)', en: 'systemd could not become the user (217/USER)' },
  226: {
    zh: '沙箱的挂载命名空间建不起来 (226/NAMESPACE)',
    en: 'the mount namespace could not be set up (226/NAMESPACE)',
  },
  255: {
    zh: '程序用 255 (-1) 退出，原因在它自己的输出里',
    en: 'the program ended with 255 (-1); its own output says why',
  },
};

/** What an exit status means, in words; null where the number says nothing by itself. */
export function EXIT_WORDS(code: string | null, status: number | null): Words | null {
  if (status === null) return null;
  if (code === 'killed' || code === 'dumped')
    return SIGNAL[status] ?? { zh: `被信号 ${status} 结束`, en: `ended by signal ${status}` };
  // A number below is the program's own, whatever signal has the same: rsync's 11 is an error of files.
  if (status >= 200 && status <= 245 && !STATUS[status])
    return {
      zh: `退出码 ${status}；200 到 245 一般是 systemd 自己给的，表示程序还没运行就卡在准备上`,
      en: `exit status ${status}; 200 to 245 are mostly systemd's own and mean that a step before the program failed`,
    };
  return (
    STATUS[status] ?? {
      zh: `退出码 ${status}，程序自己定的`,
      en: `exit status ${status}, a number of the program's own`,
    }
  );
}
