import type { Match, Matcher } from '../match.ts';
import type { Entry } from '../read/entry.ts';

/** Why a system call or the other side refused, in words that are the same whoever says them, and the kinds they prove. */
const REASONS: [RegExp, string[]][] = [
  [/\baddress (?:is )?already in use\b|\bEADDRINUSE\b|\bonly one usage of each socket address\b/i, ['port-in-use']],
  [
    /\bpermission denied\b|\bEACCES\b|\bAccessDeniedException\b/i,
    ['port-privileged', 'key-permissions', 'data-permissions', 'permission-denied-file'],
  ],
  [/\boperation not permitted\b|\bEPERM\b/i, ['missing-capability']],
  [
    /\bno such file or directory\b|\bENOENT\b|\bFileNotFoundException\b|\bNoSuchFileException\b|\bcannot find the file\b/i,
    ['cert-missing', 'missing-file', 'missing-executable', 'data-missing'],
  ],
  [/\bno space left on device\b|\bENOSPC\b/i, ['inotify-limit', 'disk-full']],
  [/\btoo many open files\b|\bE[MN]FILE\b/i, ['inotify-limit', 'fd-limit']],
  [/\bconnection refused\b|\bECONNREFUSED\b/i, ['connection-refused-dependency']],
  [/\bno route to host\b|\bnetwork is unreachable\b|\bE(?:HOST|NET)UNREACH\b/i, ['network-unreachable']],
  [
    /\bno such host\b|\bname or service not known\b|\btemporary failure in name resolution\b|\bENOTFOUND\b|\bEAI_AGAIN\b|\bcould not resolve\b|\bUnknownHostException\b|\bserver misbehaving\b/i,
    ['dns-failure'],
  ],
  [/\bcannot allocate memory\b|\bENOMEM\b/i, ['memory-cannot-allocate']],
  [/\bread-only file ?system\b|\bEROFS\b/i, ['readonly-filesystem']],
  [/\binput\/output error\b|\bEIO\b/i, ['disk-io-error']],
  [/\bconnection timed out\b|\bi\/o timeout\b|\bETIMEDOUT\b/i, ['connection-timeout']],
  [/\b(?:certificate|cert|x509)\b.{0,40}\bexpired\b/i, ['cert-expired']],
  [
    /\bunknown authority\b|\bself[- ]signed certificate\b|\bunable to get (?:local )?issuer certificate\b|\bcertificate verify failed\b|\bPKIX path building failed\b/i,
    ['cert-untrusted-ca'],
  ],
  [/\bexec format error\b/i, ['exec-format-arch']],
  [/\bpassword authentication failed\b|\baccess denied for user\b|\bWRONGPASS\b|\bNOAUTH\b/i, ['auth-failed']],
];

/** What a refusal by policy looks like to the one refused. */
const FORBIDDEN = new Set(['permission-denied-file', 'missing-capability']);

/** True where a line names the system's own reason, and it is not that something is forbidden. */
export function refusesOtherwise(text: string): boolean {
  return REASONS.some(([words, kinds]) => !kinds.some((kind) => FORBIDDEN.has(kind)) && words.test(text));
}

/** A pattern that takes whatever the program complains of. */
const OPEN = /\(\?<(what|error|why|msg|reason|detail|more)>\.[+*]/g;
/** Whether a match took such words: another branch of its pattern may have known them. */
export function isOpen({ rule, pattern, groups }: Pick<Match, 'rule' | 'pattern' | 'groups'>): boolean {
  return [...(rule.match[pattern] ?? '').matchAll(OPEN)].some(([, name]) => Boolean(groups[name!]));
}

/** From this weight on the words of a kind of fault are its own. */
const SURE_KIND = 54;

/** Kinds that only say in which phase something failed: a reason named beside them says more. */
const COARSE = new Set([
  'config-invalid-value',
  'config-syntax',
  'config-unknown-option',
  'config-conflict',
  'uncaught-exception',
  'precheck-failed',
  'job-failed',
  'crash-abort',
  'kernel-module-missing',
  'schema-mismatch',
  'package-broken',
]);

/** What a rule's own pattern speaks of, its marks of a regular expression taken away. */
function wordsOf(pattern: string): string {
  return pattern.replace(/\\[bsSwdWDn][+*?]?/g, ' ').replace(/[\\()?:[\]]/g, '');
}

/**
 * Where a rule knows only the wrapper ("Error starting agent: ...") and the line goes on with the system's own reason:
 * the rule that speaks of this reason. The last reason of a line is the innermost.
 * @returns null where the rule knew the reason itself, or the line names none.
 */
export function namedReason(known: Match, entry: Entry, others: readonly Match[], matcher: Matcher): Match | null {
  const { rule, pattern } = known;
  if (!COARSE.has(rule.causeId ?? '')) return null;
  const own = wordsOf(rule.match[pattern] ?? '');
  const text = entry.core.slice(0, 2_000);
  let kinds: string[] | null = null;
  let last = -1;
  for (const [words, ids] of REASONS) {
    const at = text.search(words);
    if (at < 0 || at <= last || words.test(own)) continue;
    // "Invalid path: stat /x: no such file" is about the setting.
    if (ids.includes('missing-file') && rule.causeId === 'config-invalid-value' && /\binvalid\b/i.test(text)) continue;
    last = at;
    kinds = ids;
  }
  if (!kinds && !isOpen(known)) return null;
  const candidates = [...others, ...matcher.kindsOf(entry)].filter(
    (match) => match.rule !== rule && match.rule.role === 'cause' && !match.partial,
  );
  if (kinds) return candidates.find((match) => kinds.includes(match.rule.causeId!)) ?? null;
  // "Exception: ..." and whatever it is about: a kind of fault with words of its own.
  const kind = candidates.find((match) => match.weight >= SURE_KIND);
  return kind && !COARSE.has(kind.rule.causeId!) ? kind : null;
}
