import { readAsked } from '../../../asking/question.ts';
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { reply } from './reply.ts';

/** `Loaded: loaded (/etc/systemd/system/web.service; enabled; preset: enabled)` */
const LOADED = /Loaded: (\w[\w-]*)(?: \(([^;)]+)(?:; ([\w-]+))?[^)]*\))?/;
/** `Active: activating (auto-restart) (Result: exit-code) since ...` */
const ACTIVE = /Active: (\w+) \(([\w-]+)\)(?: \(Result: ([\w-]+)\))?/;

const AT_BOOT =
  /开机.{0,8}(?:启动|起来|自启|自动)|自启动?|(?:重启|开机)(?:之后|以后|后).{0,8}(?:会|能).{0,6}(?:起|启动)|\b(?:start\w*|come up|run)\b.{0,24}\b(?:at|on|after) (?:the )?(?:boot|startup|reboot)\b|\benabled\b/i;
const UNIT_FILE =
  /(?:单元|服务|unit|service).{0,6}(?:文件|定义|配置).{0,8}(?:在哪|哪|路径|位置)|(?:哪个|什么)(?:单元|unit)? ?文件|\b(?:which|what|where)\b.{0,20}\b(?:unit file|file defines|unit (?:is )?defined|service file|defined)\b/i;
const STATE =
  /(?:现在|目前|当前)?.{0,6}(?:是|在)?(?:停|挂|跑|运行|重试|重启|活).{0,4}(?:还是|没有?|了吗|着吗|吗)|(?:现在|目前|当前).{0,6}状态|什么状态|\b(?:is|does) (?:it|the (?:unit|service))\b.{0,16}\b(?:running|active|up|alive|dead|down|stopped|still|retry\w*|restarting)\b|\b(?:what|which) state\b/i;

const STATES: Record<string, { zh: string; en: string }> = {
  'active running': { zh: '在运行', en: 'it is running' },
  'active exited': {
    zh: '跑完了（oneshot，进程已正常结束，单元仍算 active）',
    en: 'it has run to its end and still counts as active',
  },
  'activating auto-restart': {
    zh: '没在跑，systemd 正等着自动重启它',
    en: 'it is not running; systemd is about to restart it by itself',
  },
  'activating start': { zh: '正在启动，还没就绪', en: 'it is starting and not ready yet' },
  'inactive dead': { zh: '停着，没在跑', en: 'it is stopped' },
  'failed failed': {
    zh: '失败了，停着，systemd 不会再自动重启它',
    en: 'it failed and stays down; systemd does not restart it',
  },
  'deactivating stop-sigterm': { zh: '正在停止', en: 'it is being stopped' },
};

/** "Will it start at boot", "which file defines it", "is it down or retrying": from the head of `systemctl status`. */
export function aboutUnitStatus(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  const asked = readAsked(question);
  if (asked.else || asked.howLong || asked.when || asked.count) return null;
  const heads = facts.quotable.filter(({ raw }) => ACTIVE.test(raw) || LOADED.test(raw));
  const active = heads.filter(({ raw }) => ACTIVE.test(raw));
  const loaded = heads.filter(({ raw }) => LOADED.test(raw));
  // Of several units a question has to say which one it means.
  if (active.length > 1 || loaded.length > 1) return null;
  const told = (zh: string, en: string, entry: EntryFact, pattern: RegExp): AnswerAbout =>
    reply(facts, `${pick(language, zh, en)}\n\`${inline(pattern.exec(entry.raw)![0], 200)}\``, [entry.at], 0.92);
  const [load] = loaded;
  if (load) {
    const [, , file, enabled] = LOADED.exec(load.raw)!;
    if (UNIT_FILE.test(question) && file) return told(`\`${file}\``, `\`${file}\``, load, LOADED);
    if (AT_BOOT.test(question) && enabled) {
      if (/^enabled/.test(enabled))
        return told('会，开机自动启动（enabled）。', 'Yes, at boot (enabled).', load, LOADED);
      if (/^(?:disabled|masked)/.test(enabled))
        return told(`不会，开机不自动启动（${enabled}）。`, `No, not at boot (${enabled}).`, load, LOADED);
      return told(
        `它是 ${enabled}，不是自己 enable 的：只有别的单元需要它时才启动。`,
        `It is ${enabled}, not enabled by itself: it starts when another unit needs it.`,
        load,
        LOADED,
      );
    }
  }
  const [state] = active;
  if (state && STATE.test(question)) {
    const [, main, sub] = ACTIVE.exec(state.raw)!;
    const words = STATES[`${main} ${sub}`];
    return words ? told(`${words.zh}。`, `${words.en[0]!.toUpperCase()}${words.en.slice(1)}.`, state, ACTIVE) : null;
  }
  return null;
}
