import type { JournalFacts } from '../facts.ts';

/** What people suspect, and the kinds of causes and words of a log that would prove it. */
export interface Topic {
  asked: RegExp;
  zh: string;
  en: string;
  kinds: RegExp;
  words: RegExp;
}

export const TOPICS: Topic[] = [
  {
    asked: /数据线|线缆|排线|(?:线|接口|插头)(?:坏|松|没插|接触)|接触不良|\bcables?\b|\bconnectors?\b/i,
    zh: '线缆',
    en: 'the cable',
    kinds: /cable|link-down/,
    words: /ICRC|BadCRC|CRC error|link (?:is )?down|SATA link down|COMRESET/i,
  },
  {
    asked: /网络|网线|路由|断网|连不上网|\bnetwork(?:ing)?\b|\bconnectivity\b|\binternet\b/i,
    zh: '网络',
    en: 'the network',
    kinds: /^(?:network-|dns-|link-down|dhcp-|connection-|cni-|mount-nfs)/,
    words: /network|unreachable|no route|timed out|refused|dns|lookup|link (?:is )?down|i\/o timeout/i,
  },
  {
    asked: /\bdns\b|域名|解析|resolv/i,
    zh: 'DNS',
    en: 'DNS',
    kinds: /^dns-/,
    words: /lookup|resolve|dns|name or service|nxdomain|no such host/i,
  },
  {
    asked:
      /(?:磁盘|硬盘|盘|空间).{0,2}(?:满|空间|不足|不够)|没空间|\bdisk (?:is |was |being )?(?:full|space)|\bfull disk|out of (?:disk|space)|no space/i,
    zh: '磁盘空间',
    en: 'disk space',
    kinds: /^(?:disk-full|inode|quota|evicted-disk)/,
    words: /no space left|disk full|ephemeral-storage|enospc|quota/i,
  },
  {
    asked: /内存|爆内存|\boom\b|out of memory|\bmemory\b|\bram\b/i,
    zh: '内存',
    en: 'memory',
    kinds: /(?:oom|memory|heap)/,
    words: /out of memory|oom|cannot allocate|memory/i,
  },
  {
    asked: /权限|没权限|\bpermission|\brights?\b|\baccess denied\b|\bchmod\b|\broot\b/i,
    zh: '权限',
    en: 'permissions',
    kinds: /(?:permission|capability|denied|privileged|not-executable|rbac)/,
    words: /permission denied|operation not permitted|access denied|forbidden|must be root|denied/i,
  },
  {
    asked: /端口|被占用|\bport\b|address (?:already )?in use/i,
    zh: '端口',
    en: 'a port',
    kinds: /^port-/,
    words: /address already in use|port \d+|bind\b/i,
  },
  {
    asked: /配置|写错|语法|\bconfig(?:uration)?\b|\bsyntax\b|\btypo\b/i,
    zh: '配置',
    en: 'the configuration',
    kinds: /^(?:config-|unknown-flag|bad-unit|cgroup-driver)/,
    words: /config|syntax|directive|unknown (?:key|option|flag|field)|parse/i,
  },
  {
    asked: /证书|\bcert(?:ificate)?s?\b|\btls\b|\bssl\b|x509/i,
    zh: '证书',
    en: 'a certificate',
    kinds: /^(?:cert-|tls-|key-)/,
    words: /certificate|x509|tls|ssl/i,
  },
  {
    asked: /密码|账号|认证|登录失败|\bpassword|\bcredential|\bauth(?:entication)?\b|\btoken\b/i,
    zh: '认证',
    en: 'credentials',
    kinds: /^(?:auth-failed|image-pull-auth|access-denied)/,
    words: /password|authentication|unauthorized|credential/i,
  },
  {
    asked: /内核|\bkernel\b/i,
    zh: '内核',
    en: 'the kernel',
    kinds: /^(?:kernel-|sysctl)/,
    words: /kernel|modprobe|module/i,
  },
  {
    asked: /硬盘坏|坏道|硬件|磁盘坏|\bhardware\b|bad (?:disk|sector)|failing (?:disk|drive)/i,
    zh: '硬件',
    en: 'the hardware',
    kinds: /^(?:disk-io|hardware-|raid|gpu-lost|power|thermal)/,
    words: /i\/o error|medium error|hardware error|mce|uncorrect/i,
  },
  { asked: /镜像|\bimage\b/i, zh: '镜像', en: 'the image', kinds: /^image-/, words: /image|manifest|pull/i },
  {
    asked: /时间|时钟|\bclock\b|\bntp\b|time (?:skew|sync)/i,
    zh: '系统时间',
    en: 'the clock',
    kinds: /^time-skew/,
    words: /not yet valid|clock skew|time (?:skew|jump)/i,
  },
  {
    asked: /超时|\btime(?:d )?out\b|too slow/i,
    zh: '超时',
    en: 'a timeout',
    kinds: /timeout/,
    words: /timed out|timeout|deadline exceeded/i,
  },
  {
    asked: /依赖|数据库连不上|\bdependenc|\bdatabase\b|数据库/i,
    zh: '依赖的服务',
    en: 'a service it depends on',
    kinds: /^(?:connection-refused|dependency|auth-failed|connection-timeout)/,
    words: /connection refused|dependency|database|postgres|mysql|redis/i,
  },
  {
    asked: /崩溃|段错误|\bcrash|\bsegfault|\bbug\b/i,
    zh: '程序崩溃',
    en: 'a crash',
    kinds: /^(?:crash-|uncaught|heap)/,
    words: /segfault|core dump|panic|sigsegv|abort/i,
  },
  {
    asked: /被.{0,4}(?:杀|干掉)|\bkill(?:ed)?\b/i,
    zh: '被杀',
    en: 'a kill',
    kinds: /oom/,
    words: /\bkill(?:ed|ing)?\b|sigkill|oom/i,
  },
  {
    asked: /防火墙|\bfirewall\b|iptables/i,
    zh: '防火墙',
    en: 'the firewall',
    kinds: /^(?:missing-capability|network-)/,
    words: /iptables|nftables|firewalld?|ufw/i,
  },
  {
    asked: /被黑|入侵|攻击|\bhack|\battack|brute/i,
    zh: '攻击',
    en: 'an attack',
    kinds: /^brute/,
    words: /failed password|invalid user|syn flood/i,
  },
];

/** Words of a question that can stand in a log: everything but what questions are made of. */
export function contentWords(question: string): string[] {
  const STOP =
    /^(?:the|a|an|is|are|was|were|be|been|it|its|this|that|these|those|what|which|when|where|why|who|how|do|does|did|can|could|should|would|will|i|my|me|we|you|to|of|in|on|at|for|from|by|with|and|or|not|no|so|if|line|lines|log|logs|say|says|said|mean|means|tell|show|shows|there|any|about|really|just|have|has|had|get|got|happen|happened|error|errors|problem|cause|caused|because|first|last|many|much|time|times|entry|entries|please|still|ever|one|here|then|again|end|at all|run|still|down|up|long|did|before|after|so|be|now|go|going|went|make|made|want|need|know|think|changed?)$/i;
  const latin = (question.match(/[A-Za-z0-9_][\w./:@-]*[\w]|\d+/g) ?? []).filter(
    (word) => !STOP.test(word) && word.length >= 2,
  );
  return [...new Set(latin.map((word) => word.toLowerCase()))];
}

/** Whether a text holds a word where a word begins: "run" is not in "trunk", and short ones not in "runtime". */
function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (/[a-z0-9]/.test(text[at - 1] ?? ' ') && /^[a-z0-9]/.test(word)) continue;
    if (word.length > 4 || !/[a-z0-9]/.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}

/** Entries that hold the words, best first. */
export function entriesWith(facts: JournalFacts, words: string[]): { at: number; hits: number }[] {
  return facts.quotable
    .map((entry) => {
      const text = entry.raw.toLowerCase();
      return { at: entry.at, hits: words.filter((word) => holdsWord(text, word)).length };
    })
    .filter((found) => found.hits > 0)
    .sort((a, b) => b.hits - a.hits || a.at - b.at);
}
