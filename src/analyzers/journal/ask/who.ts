// Above 400 lines: one table of the kinds of question for a name or a proof, each with its wordings and its answer.
import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { EntryFact, JournalFacts } from '../facts.ts';
import { EXIT_WORDS } from '../reason/words.ts';
import { sentence } from '../say/phrases.ts';
import type { Intent } from './intents.ts';
import { spanWords } from './lifetime.ts';
import { entryAt, firstBad, quoted, refuse, reply } from './reply.ts';
import { search } from './search.ts';
import { contentWords, entriesWith } from './topics.ts';

/** Lines that name whoever ended a process, and who that is. */
const KILLERS: { line: RegExp; zh: string; en: string }[] = [
  {
    line: /Memory cgroup out of memory: Killed process|oom-kill:constraint=CONSTRAINT_MEMCG/,
    zh: '内核的 OOM killer 杀的，因为这个 cgroup（容器或服务）到了自己的内存上限',
    en: 'the kernel’s OOM killer, because that cgroup (container or service) reached its own memory limit',
  },
  {
    line: /Out of memory: Killed process|invoked oom-killer/,
    zh: '内核的 OOM killer 杀的，因为整台机器内存不够',
    en: 'the kernel’s OOM killer, because the machine as a whole ran out of memory',
  },
  {
    line: /OOMKilled/,
    zh: '内核的 OOM killer 杀的（容器超过内存上限）',
    en: 'the kernel’s OOM killer (the container went over its memory limit)',
  },
  {
    line: /failed (?:liveness|startup) probe, will be restarted|Liveness probe failed|Killing\b.*\bContainer \S+ failed/,
    zh: 'kubelet 杀的，因为存活（或启动）探针失败',
    en: 'the kubelet, because the liveness (or startup) probe failed',
  },
  {
    line: /\bWatchdog timeout \(limit\b|watchdog.*Killing process/i,
    zh: 'systemd 的看门狗杀的：程序没有按时报平安',
    en: 'systemd’s watchdog: the program did not report in time',
  },
  {
    line: /Initial status notification not received in \d+ seconds, killing the process/,
    zh: 'Dovecot 的主进程杀的：新起的进程 30 秒没有动静',
    en: 'the master process of Dovecot: the new process gave no sign in time',
  },
  {
    line: /State 'stop-sigterm' timed out\. Killing|Killing process \d+ \([^)]*\) with signal SIGKILL|start operation timed out\. Terminating/,
    zh: 'systemd 杀的，因为超时',
    en: 'systemd, because of a timeout',
  },
  {
    line: /Evicted|The node was low on resource/,
    zh: 'kubelet 驱逐的，因为节点资源不足',
    en: 'the kubelet evicted it, because the node was short of a resource',
  },
  { line: /Stopping container|\bKilling\b/, zh: 'kubelet 停的', en: 'the kubelet stopped it' },
];

const VICTIM = [
  /Killed process (\d+) \(([^)]{1,40})\)/,
  /\btask=([\w.-]+),pid=(\d+)/,
  /\b([\w@.-]+\.(?:service|scope)): (?:Main process exited, code=(?:killed|dumped)|Failed with result)/,
];

/** Questions for a person, a program or a process, and for what a line proves. */
export const WHO: Intent[] = [
  {
    // "是谁启动的": systemd says so itself; the person behind it is in no log.
    asked: /谁.{0,4}(?:启动|拉起|运行|开)(?:的|了|它)|\bwho (?:started|launched|starts|launches)\b/i,
    answer(facts, language) {
      const entry = facts.quotable.find(({ text }) => /^Start(?:ing|ed)\b/.test(text));
      if (entry?.program !== 'systemd') return null;
      return reply(
        facts,
        pick(
          language,
          `由 systemd 启动：${quoted(entry)}。是开机、依赖还是有人手动触发，日志里没有写。`,
          `systemd started it: ${quoted(entry)}. Whether at boot, for a dependency or by hand, the log does not say.`,
        ),
        [entry.at],
        0.84,
      );
    },
  },
  {
    // "谁杀的", "who killed it"; "谁被杀了", "what was killed"
    asked:
      /谁.{0,6}(?:杀|干掉|停掉|终止)|被谁|什么.{0,4}杀|\bwho (?:or what )?(?:killed|stopped|terminated|ended|evicted)|what killed|killed by|谁被(?:杀|干掉)|(?:哪个|什么)(?:进程|程序|服务|容器)?(?:被杀|被干掉|被 ?oom)|(?:which|what) (?:process|program|container|task|service|one)? ?(?:was|got|is) (?:oom[- ]?)?killed/i,
    answer(facts, language, question) {
      // How much it held is asked too: the line with both says both.
      if (/how much|多少|几(?:个)?[GMK]|占用/i.test(question)) return null;
      const wantsVictim =
        /谁被|哪个|什么(?:进程|程序|服务|容器)?被|\bwhich\b|what (?:process|program|container|task|service|one)? ?(?:was|got|is)/i.test(
          question,
        );
      const victim = facts.quotable.flatMap((entry) =>
        VICTIM.flatMap((pattern) => {
          const match = pattern.exec(entry.text) ?? pattern.exec(entry.raw);
          return match ? [{ entry, match }] : [];
        }),
      )[0];
      const killer = KILLERS.map((each) => ({
        each,
        entry: facts.quotable.find(({ raw }) => each.line.test(raw)),
      })).find(({ entry }) => entry !== undefined);
      if (!victim && !killer) {
        if (wantsVictim) return null;
        return refuse(
          facts,
          language,
          pick(language, '日志里没有写是谁，看不出来。', 'The log does not say who; that is not in it.'),
          [],
          0.6,
        );
      }
      const [, first, second] = victim?.match ?? [];
      const name = victim
        ? /^\d+$/.test(first ?? '')
          ? `\`${second}\` (pid ${first})`
          : `\`${first}\`${second && /^\d+$/.test(second) ? ` (pid ${second})` : ''}`
        : '';
      const who = killer ? killer.each[language] : '';
      const shown = [killer?.entry, victim?.entry].filter((entry): entry is EntryFact => entry !== undefined);
      const text =
        wantsVictim && name
          ? pick(language, `被杀的是 ${name}${who ? `，${who}` : ''}`, `${name} was killed${who ? ` by ${who}` : ''}`)
          : who
            ? pick(
                language,
                `${who}${name ? `，被杀的是 ${name}` : ''}`,
                `${who[0]!.toUpperCase()}${who.slice(1)}${name ? `; killed was ${name}` : ''}`,
              )
            : pick(
                language,
                `被杀的是 ${name}，日志没有写是谁杀的`,
                `${name} was killed; the log does not say by whom`,
              );
      return reply(
        facts,
        `${text}${pick(language, '：', ': ')}${quoted(shown[0]!, 220)}`,
        shown.map(({ at }) => at),
        0.9,
      );
    },
  },
  {
    // A person who did something: logs rarely say.
    asked:
      /谁(?:删|改|动|做|执行|重启|停|升级|部署|关|配)|\bwho (?:deleted|removed|changed|did|edited|restarted|rebooted|deployed|upgraded|wrote|configured|ran)\b/i,
    answer(facts, language, question) {
      const hits = search(question, facts);
      const named = hits.find(
        ({ entry, coverage }) => coverage >= 0.6 && /\b(?:user|USER|sudo|by|uid|for)\b[ =]*\w+/.test(entry.text),
      );
      if (named && /COMMAND=|sudo|by user|session opened/i.test(named.entry.raw))
        return reply(facts, quoted(named.entry, 260), [named.entry.at], 0.75);
      const near = hits[0];
      return refuse(
        facts,
        language,
        pick(
          language,
          `日志里没有说是谁，看不出来。${near ? `只看得到：${quoted(near.entry, 200)}` : ''}`,
          `The log does not say who did it; that is not in it.${near ? ` All it shows is: ${quoted(near.entry, 200)}` : ''}`,
        ),
        [near?.entry.at],
        0.6,
      );
    },
  },
  {
    // "退出码是多少", "what was the exit code": of the program that failed.
    asked: /退出(?:状态)?码|返回码|退出状态|exit (?:code|status)|return code/i,
    answer(facts, language, question) {
      if (/\d/.test(question)) return null;
      const found = facts.quotable.flatMap((entry) => {
        const code =
          /\bstatus=(\d{1,3})\b/.exec(entry.raw)?.[1] ??
          /\bExit Code: +(\d{1,3})/i.exec(entry.raw)?.[1] ??
          /\bexitCode"?[ :=]+(\d{1,3})/.exec(entry.raw)?.[1] ??
          /\bExited \((\d{1,3})\)/.exec(entry.raw)?.[1] ??
          /\bexit(?:s|ed|ing)? with (?:exit )?(?:code|status):? (\d{1,3})/i.exec(entry.raw)?.[1] ??
          /\bexit(?:ed)?(?: code| status)[ :=]+(\d{1,3})/i.exec(entry.raw)?.[1];
        const sure = /status=|Exit Code|exitCode|Exited \(|exit(?:s|ed|ing) with|code=(?:exited|killed|dumped)/i.test(
          entry.raw,
        );
        return code === undefined ? [] : [{ entry, code, sure }];
      });
      const list = found.some(({ sure }) => sure) ? found.filter(({ sure }) => sure) : found;
      if (list.length === 0)
        return refuse(
          facts,
          language,
          pick(language, '这段日志里没有写退出码。', 'The log does not say: there is no exit code in it.'),
          [],
          0.6,
        );
      const wanted = /最后|last/i.test(question) ? list.at(-1)! : list[0]!;
      const meaning = /code=killed|code=dumped/.test(wanted.entry.raw)
        ? null
        : EXIT_WORDS('exited', Number(wanted.code));
      const different = [...new Set(list.map(({ code }) => code))];
      const others =
        different.length > 1
          ? pick(
              language,
              `；另外还有 ${different.filter((code) => code !== wanted.code).join('、')}`,
              `; others are ${different.filter((code) => code !== wanted.code).join(', ')}`,
            )
          : '';
      return reply(
        facts,
        `${wanted.code}${pick(language, '：', ': ')}${quoted(wanted.entry)}${meaning ? `${pick(language, '：', ': ')}${sentence(meaning[language])}` : ''}${others}`,
        [wanted.entry.at],
        0.88,
      );
    },
  },
  {
    // "哪个程序", "which service failed": of the cause, not every name there is.
    asked:
      /(?:哪|什么)(?:个|一个)?(?:程序|服务|进程|单元)(?!.{0,4}被)|是谁(?:报|打印|写|说)|\b(?:which|what) (?:program|service|unit|daemon|application|app|process)\b(?!.{0,10}killed)|\bwho (?:logged|wrote|reported|says|printed)\b/i,
    answer(facts, language, question) {
      const particular = search(
        question.replace(/哪个?|什么|程序|服务|进程|单元|which|what|program|service|unit|daemon|process/gi, ' '),
        facts,
      );
      const top = particular[0];
      const cause = entryAt(facts, facts.causes[0]?.at[0]) ?? firstBad(facts);
      const entry = top && top.coverage >= 0.6 ? top.entry : cause;
      if (!entry || facts.verdict === 'healthy') return null;
      // Who was refused is not who is down.
      const peer = NOT_UP.test(question) && REFUSED.test(entry.text) ? ADDRESS.exec(entry.text)?.[1] : undefined;
      if (peer)
        return reply(
          facts,
          pick(
            language,
            `在 \`${peer}\` 上监听的那个，日志没有写它的名字：${quoted(entry, 240)}`,
            `The one that should listen on \`${peer}\`; the log does not name it: ${quoted(entry, 240)}`,
          ),
          [entry.at],
          0.88,
        );
      const inText = /\b([\w@-][\w@.-]*\.(?:service|socket|mount|timer|scope))\b/.exec(entry.text)?.[1];
      const unit = inText ?? (facts.causes[0]?.at.includes(entry.at) ? facts.causes[0].unit : null) ?? entry.unit;
      const program =
        entry.program && !/^(?:systemd|kernel|kubelet|default-scheduler)$/.test(entry.program) ? entry.program : null;
      const wantsUnit = /服务|单元|service|unit/i.test(question);
      const names = wantsUnit ? [unit, program] : [program, unit];
      const name = [...new Set(names.filter((each): each is string => !!each))];
      if (name.length === 0) return null;
      return reply(
        facts,
        `${name.map((each) => `\`${each}\``).join(pick(language, '，', ', '))}${pick(language, '：', ': ')}${quoted(entry, 240)}`,
        [entry.at],
        0.85,
      );
    },
  },
  {
    // "跑在哪台机器上", "which node is it on"
    asked:
      /(?:跑|调度|运行|分配|落|部署)(?:在|到)(?:了)?(?:哪|什么)|(?:which|what) (?:node|host|machine|server)\b.{0,24}\b(?:on|run|schedul|assigned|from)|(?:哪|什么)(?:台|个)?(?:机器|主机|节点|服务器)(?:上)?(?:的|日志|出)?|主机名|机器名|\bhost ?name\b|\b(?:which|what) (?:host|machine|server|box) (?:is|was) (?:this|it|that)|\bname of the (?:host|machine|server)/i,
    answer(facts, language) {
      for (const pattern of [/\bassigned \S+ to ([\w.-]+)/, /^\s*Node: +([\w.-]+)/, /\bNode: +([\w.-]+)/]) {
        const entry = facts.quotable.find(({ text, raw }) => pattern.test(text) || pattern.test(raw));
        const name = entry && (pattern.exec(entry.text) ?? pattern.exec(entry.raw))?.[1];
        if (entry && name && name !== '<none>')
          return reply(facts, `\`${name}\`${pick(language, '：', ': ')}${quoted(entry, 200)}`, [entry.at], 0.9);
      }
      const [host] = facts.hosts;
      const entry = facts.quotable.find((each) => each.host === host);
      return host && facts.hosts.length === 1
        ? reply(
            facts,
            `\`${host}\`${entry ? `${pick(language, '：', ': ')}${quoted(entry, 160)}` : ''}`,
            [entry?.at],
            0.85,
          )
        : null;
    },
  },
];

const NOT_UP =
  /没(?:有)?(?:能)?(?:起|启动|在?跑|在?运行)|起不来|挂了|宕|停了|\b(?:down|dead|offline|not (?:running|up|started)|(?:did|does|is)(?:n't| not) (?:start|run|up)\w*|stopped)\b/i;
const REFUSED = /connection refused|ECONNREFUSED/i;
const ADDRESS =
  /(?:(?<![\w.])((?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:]+\]|[a-z][\w-]*(?:\.[\w-]+)*):\d{2,5}))(?![\d.]*:)/i;
const LOGIN = /Failed (?:password|publickey)|Accepted |Invalid user|authenticat|session opened|Connection closed by/i;
const words = (text: string): string[] => text.toLowerCase().split(/[^\w.:@-]+/);

/** "Was it restarted automatically?", "did it start?", "what was the first crash": what single lines prove. */
/** "Was it by password?": yes or no before the method itself. */
function assumed(question: string, method: string, language: Language): string {
  if (!/[吗么]\s*[?？]?$|是不是|^(?:did|was|is|were)\b/i.test(question)) return '';
  const asked = /密码|\bpassword/i.test(question)
    ? 'password'
    : /公钥|密钥|\bkey\b/i.test(question)
      ? 'publickey'
      : null;
  if (!asked) return '';
  return asked === method ? pick(language, '是，', 'Yes, ') : pick(language, '不是，是 ', 'No, it was ');
}

/** Who is asked for came from outside to get in. */
const INTRUSION = /攻|黑|入侵|得手|爆破|\battack\w*|\bbreak in\b|\bbroke in\b|\bbreach|\bintru|\bhack/i;
const isFailedLogin = ({ text }: EntryFact): boolean =>
  /Failed password|Invalid user|authentication failure|maximum authentication attempts/i.test(text);
const addressesOf = (entries: readonly EntryFact[]): string[] => [
  ...new Set(entries.flatMap(({ text }) => /\bfrom ([\d.]{7,15}|[\da-f:]{6,39})\b/i.exec(text)?.[1] ?? [])),
];

export const PROOFS: Intent[] = [
  {
    // "用什么方式登录的", "did they use a password or a key"
    asked:
      /(?:用|靠|拿|通过)(?:的)?(?:什么|哪种|密码|密钥|公钥).{0,8}(?:登|进来|认证)|(?:登录|登陆|认证)(?:方式|方法|用的)|\b(?:how|what method|which method)\b.{0,24}\b(?:log(?:ged)? ?in|authenticat\w*|get in)\b|\b(?:password|key)\b.{0,12}\bor\b.{0,12}\b(?:password|key)\b/i,
    answer(facts, language, question) {
      const accepted = facts.quotable.filter(({ text }) => /\bAccepted \S+ for\b/.test(text));
      const names = contentWords(question);
      const entry = accepted.find(({ text }) => names.some((name) => words(text).includes(name))) ?? accepted[0];
      if (!entry) return null;
      const method = /\bAccepted (\S+) for\b/.exec(entry.text)![1]!;
      const called = pick(
        language,
        { publickey: '公钥', password: '密码' }[method] ?? '',
        { publickey: 'a public key', password: 'a password' }[method] ?? '',
      );
      return reply(
        facts,
        `${assumed(question, method, language)}\`${method}\`${called ? pick(language, `（${called}）`, ` (${called})`) : ''}${pick(language, '：', ': ')}${quoted(entry)}`,
        [entry.at],
        0.88,
      );
    },
  },
  {
    // "did anyone get in?", "攻击成功了吗"
    asked:
      /\bget(?:s|ting)? in\b|\bgot in\b|break in|broke in|\bbreach|intrud|succeed(?:ed)? in logging|log(?:ged)? in successfully|successful(?:ly)? log|登录成功|成功登录|登进来|进来了|攻(?:进|破)|得手|被(?:黑|入侵|攻破)(?:了|吗|没)/i,
    answer(facts, language, question) {
      const open = facts.quotable.filter(({ text }) =>
        /\bAccepted (?:password|publickey|keyboard)|session opened for user|New session \d+ of user|successful(?:ly)? (?:login|authenticated|logged)/i.test(
          text,
        ),
      );
      const failed = facts.quotable.find(({ text }) =>
        /Failed password|Invalid user|authentication failure/i.test(text),
      );
      if (open.length === 0 && !failed) return null;
      // Somebody who is named: only what tells of them counts.
      const asked = contentWords(question);
      const theirs = facts.quotable.filter(
        ({ text }) => LOGIN.test(text) && asked.some((word) => words(text).includes(word)),
      );
      const opened = theirs.filter((entry) => open.includes(entry));
      if (theirs.length > 0 && opened.length === 0)
        return reply(
          facts,
          pick(
            language,
            `没有，关于它的只有：${quoted(theirs.at(-1)!)}`,
            `No, all there is of that is ${quoted(theirs.at(-1)!)}`,
          ),
          [theirs.at(-1)!.at],
          0.88,
        );
      if (opened.length > 0) open.splice(0, open.length, ...opened);
      const intruders = INTRUSION.test(question) ? addressesOf(facts.quotable.filter(isFailedLogin)) : null;
      const theirOwn = open.filter((entry) => addressesOf([entry]).some((address) => intruders?.includes(address)));
      if (intruders && intruders.length > 0 && open.length > 0 && theirOwn.length === 0) {
        const login = open.find(({ text }) => /\bAccepted\b/.test(text)) ?? open[0]!;
        return reply(
          facts,
          pick(
            language,
            `看不出来有：${intruders.slice(0, 3).join('、')} 的登录都失败了。成功的只有 ${quoted(login)}，不是从那里来的。`,
            `Nothing shows that: all logins from ${intruders.slice(0, 3).join(', ')} failed. What succeeded is ${quoted(login)}, which came from elsewhere.`,
          ),
          [facts.quotable.find(isFailedLogin)?.at, login.at],
          0.88,
        );
      }
      if (theirOwn.length > 0) open.splice(0, open.length, ...theirOwn);
      return open.length > 0
        ? reply(
            facts,
            pick(
              language,
              `有，登录成功的是：${open
                .slice(0, 3)
                .map((entry) => quoted(entry))
                .join('；')}`,
              `Yes, this login succeeded: ${open
                .slice(0, 3)
                .map((entry) => quoted(entry))
                .join('; ')}`,
            ),
            open.slice(0, 3).map(({ at }) => at),
            0.86,
          )
        : reply(
            facts,
            pick(
              language,
              `没有，日志里只有失败的登录，例如 ${quoted(failed!)}`,
              `No, the log holds failed logins only, such as ${quoted(failed!)}`,
            ),
            [failed!.at],
            0.82,
          );
    },
  },
  {
    asked:
      /自动重启|自己重启|restart(?:ed)? (?:automatically|by itself|on its own)|automatic(?:ally)? restart|重启过(?:吗|没)|有没有重启|(?:was|did|has|does) (?:it|the \w+|\w+) (?:ever )?(?:(?:be(?:en)? )?restart(?:ed)?|retr(?:y|ied)|try again|tried again)\b|(?:有没有|会不会|会)(?:再)?重试/i,
    answer(facts, language, question) {
      if (/几次|多少次|how (?:many|often)|number of|为什么|为啥|为何|原因|\bwhy\b/i.test(question)) return null;
      const again = facts.quotable.find(({ text }) =>
        /scheduled restart|holdoff time over|restart counter|will be restarted|Back-off restarting|Restart Count: +[1-9]|process restarting|respawn/i.test(
          text,
        ),
      );
      if (again)
        return reply(
          facts,
          pick(language, `是的，重启过：${quoted(again)}`, `Yes, it was restarted: ${quoted(again)}`),
          [again.at],
          0.86,
        );
      return reply(
        facts,
        pick(language, '没有：这段日志里看不到重启的记录。', 'No: the log does not show any restart.'),
        [facts.runs[0]?.end],
        0.75,
      );
    },
  },
  {
    asked:
      /启动成功|成功启动|启动了(?:吗|没)|起来了(?:吗|没)|\bdid (?:it|the \w+|\w+) (?:\w+ )?(?:start|come up|load)\b|\b(?:start|boot|load)(?:ed)? (?:ok|okay|fine|success\w*|correctly)|(?:加载|载入|读取?)(?:成功|到|进来|上)(?:了)?[吗没么]/i,
    answer(facts, language, question) {
      if (
        /为什么|为何|为啥|怎么|原因|几点|什么时候|何时|\bwhy\b|how come|reason|\bnot start|\bwhen\b|what time|\bfail/i.test(
          question,
        )
      )
        return null;
      const words = question
        .replace(/启动成功|成功启动|启动了?|起来了?|本身|吗|没/g, ' ')
        .replace(/\b(?:did|start|come|up|load|ok|fine|success\w*|correctly|itself|actually)\b/gi, ' ');
      const about = search(words, facts);
      const subject = contentWords(words.replace(/[\u3400-\u9fff]+/g, ' '));
      if (subject.length > 0 && entriesWith(facts, subject).length === 0)
        return refuse(
          facts,
          language,
          pick(
            language,
            `日志里没有提到 ${subject.join(' ')}，看不出来。`,
            `The log does not mention ${subject.join(' ')}; that is not in it.`,
          ),
          [],
          0.6,
        );
      const pool = about.length > 0 && about[0]!.coverage >= 0.6 ? about.map(({ entry }) => entry) : facts.quotable;
      const good = [...pool]
        .sort((a, b) => a.at - b.at)
        .find(({ text }) =>
          /^Started\b|Loading success|\bloaded\b|\bstarted\b(?! to)|listening|\bready\b|completed initialization|startup complete|is running/i.test(
            text,
          ),
        );
      const bad = [...pool]
        .sort((a, b) => a.at - b.at)
        .find(({ text }) =>
          /^Failed to start|failed to start|Failed with result|start(?:-limit| request repeated| operation timed out)|exited.*status=[1-9]/i.test(
            text,
          ),
        );
      if (bad && (!good || bad.at > good.at))
        return reply(
          facts,
          pick(language, `没有启动成功：${quoted(bad)}`, `No, it did not start: ${quoted(bad)}`),
          [bad.at],
          0.86,
        );
      return good
        ? reply(
            facts,
            pick(language, `启动成功了：${quoted(good)}`, `Yes, it started: ${quoted(good)}`),
            [good.at],
            0.86,
          )
        : null;
    },
  },
  {
    // "第一次崩溃是什么原因", "why did it crash the first time"
    asked:
      /第一次.{0,10}(?:原因|为什么|怎么)|(?:原因|为什么|why|cause|reason).{0,30}(?:第一次|\bfirst\b)|\bfirst (?:crash|failure|exit|time).{0,20}(?:why|cause|reason)|最后一次.{0,10}(?:原因|为什么)|(?:why|cause|reason).{0,30}\blast (?:time|crash|failure)/i,
    answer(facts, language, question) {
      const told = facts.runs.filter(({ reason }) => reason !== null);
      const run = /最后|last/i.test(question) ? told.at(-1) : told[0];
      const entry = entryAt(facts, run?.reason ?? null);
      if (!run || !entry) return null;
      const end = entryAt(facts, run.end);
      return reply(
        facts,
        pick(
          language,
          `${/最后|last/i.test(question) ? '最后' : '第'}一次是因为 ${quoted(entry)}${end && end !== entry ? `，随后 ${quoted(end, 140)}` : ''}。`,
          `The ${/最后|last/i.test(question) ? 'last' : 'first'} time it was ${quoted(entry)}${end && end !== entry ? `, then ${quoted(end, 140)}` : ''}.`,
        ),
        [entry.at, end?.at],
        0.88,
      );
    },
  },
  {
    // Two times in one line: "current time ... is before ...".
    asked:
      /差(?:了)?多(?:少|久|大|长)|慢了?多(?:少|久)|快了?多(?:少|久)|how far (?:off|behind|ahead|out)|how (?:much|long|many \w+).{0,16}\b(?:off|behind|ahead|slow|fast|skew)/i,
    answer(facts, language) {
      for (const entry of facts.quotable) {
        const times = [...entry.text.matchAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g)].map(
          ([text]) => Date.parse(text),
        );
        if (times.length < 2 || Number.isNaN(times[0]!) || Number.isNaN(times[1]!)) continue;
        return reply(
          facts,
          `${spanWords(Math.abs(times[1]! - times[0]!), language)}${pick(language, '：', ': ')}${quoted(entry, 260)}`,
          [entry.at],
          0.85,
        );
      }
      return null;
    },
  },
];

const BLAMES =
  /的错|的锅|搞的|害的|引起|导致|造成|原因吗|有关|相关吗|问题吗|影响吗|要紧吗|\bblame\b|\bfault\b|\bculprit\b|\bresponsible\b|\bcaus(?:e|ed|ing)\b|\brelated\b|\bmatter\b|\bharmless\b|\bimportant\b|\breason\b/i;

/** "Is logrotate to blame?", "quota 那个警告有关系吗": what the entry that is meant has to do with the failure. */
export function aboutBlame(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!BLAMES.test(question) || facts.verdict === 'healthy') return null;
  const words = question.replace(BLAMES, ' ');
  const [top] = search(words, facts);
  if (!top || top.coverage < 0.6) return null;
  const { entry } = top;
  const role = facts.labels.find(({ at }) => at === entry.at)?.role;
  if (role === 'cause' || role === 'symptom' || role === 'consequence' || role === undefined) return null;
  const cause = facts.causes[0];
  const shown = entryAt(facts, cause?.at[0]);
  const because = cause
    ? pick(language, `原因是：${sentence(cause.title.zh)}`, ` The cause is: ${sentence(cause.title.en)}`)
    : pick(language, '真正的原因不在这段日志里。', ' The actual cause is not in this log.');
  const plain =
    role === 'unknown'
      ? pick(
          language,
          `看不出它和失败有关，没有行把两者连起来：${quoted(entry, 180)}。${because}`,
          `Not as far as the log shows, nothing ties it to the failure: ${quoted(entry, 180)}.${because}`,
        )
      : pick(
          language,
          `不是，这一条不要紧：${quoted(entry, 180)}。${because}`,
          `No, that entry is not it: ${quoted(entry, 180)}.${because}`,
        );
  return reply(facts, plain, [entry.at, shown?.at], 0.82);
}
