import type { JournalRule } from '../../knowledge/journal-rule.ts';
import { Grams, rarestEnds } from './match/grams.ts';
import { compilePattern, type Pattern, type ReadPattern, search } from './match/pattern.ts';
import { Shapes, saysItsCause } from './match/prefix.ts';
import { bareOf } from './read/bare.ts';
import type { Entry } from './read/entry.ts';
import { rowWithoutNames } from './read/table.ts';

/** A rule that says what an entry is, and the words it took from the entry. */
export interface Match {
  rule: JournalRule;
  groups: Record<string, string>;
  /** The rule's weight, less where the program is unknown. */
  weight: number;
  /** True where the entry is cut and only its visible part agrees: no evidence of anything. */
  partial: boolean;
  /** Which of the rule's patterns matched: authors put the most telling first. */
  pattern: number;
}

/** What was already found for a message, while one log is read. */
export type MatchCache = Map<string, Match[]>;
/** Lines of one log repeat; this many different ones are kept. */
const CACHE_LIMIT = 4_000;

interface CompiledRule {
  rule: JournalRule;
  match: Pattern[];
  unless: Pattern[];
  near: Pattern[];
  programs: RegExp | null;
  length: number;
}

/** Characters of an entry that rules see: enough for any message, and a bound for hostile ones. */
const VIEW_HEAD = 3_000;
const VIEW_TAIL = 1_000;

/** Programs that only run others: what they print is somebody else's. */
const WRAPPER =
  /^(?:env|sh|bash|dash|zsh|su|sudo|doas|script|start|run|entrypoint|launcher|supervisord?|s6.*|runsv.*|tini|dumb-init|docker-compose|podman-compose|start-stop-daemon|npm|make|cc|cargo|pip|apt|dnf|maven|gradle|terraform|ansible|docker-build|git|helm|kubectl|pve|mount|modprobe|snap|composer|bundler|curl|wsl|systemd-start|.*entrypoint.*|.*\.sh|.*start.*)$/i;

function globs(names: string[]): RegExp {
  const source = names.map((name) => name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')).join('|');
  return new RegExp(`^(?:${source})$`, 'i');
}

/** The names under which rules may know an entry's program; empty where nobody knows. */
export function programNames(entry: Entry): string[] {
  const program = entry.program;
  if (program === null) return [];
  const names = [program];
  // systemd's own child before it becomes the program: "(httpd)".
  if (/^\(.*\)$/.test(program)) names.push('systemd', program.slice(1, -1));
  if (program.includes('/'))
    names.push(program.slice(program.lastIndexOf('/') + 1), program.slice(0, program.indexOf('/')));
  if (program.includes('.'))
    names.push(program.slice(program.lastIndexOf('.') + 1), program.slice(0, program.indexOf('.')));
  if (program.includes('@')) names.push(program.slice(0, program.indexOf('@')));
  if (/\d$/.test(program)) names.push(program.replace(/[-\d.]+$/, ''));
  if (entry.unit) names.push(entry.unit.replace(/(?:@.*)?\.\w+$/, ''));
  return names;
}

function clip(text: string): string {
  return text.length <= VIEW_HEAD + VIEW_TAIL ? text : `${text.slice(0, VIEW_HEAD)} ${text.slice(-VIEW_TAIL)}`;
}

/** The texts of an entry that a pattern may match: its message, what stands behind all inner headers, and behind its logger's name. */
export function viewsOf(entry: Entry): string[] {
  if (entry.kind === 'row') return [clip(rowWithoutNames(entry))];
  const message = clip(entry.message);
  const core = clip(entry.core);
  const bare = bareOf(core);
  const views = core === message || core === '' ? [message] : [message, core];
  if (bare !== core && bare !== '') views.push(bare);
  return views;
}

/** A cut text without the word that the cut went through. */
function withoutLastWord(view: string): string {
  return view.replace(/\s*\S+$/, '');
}

/** Stands for whatever a cut word goes on with. */
const GOES_ON = 'zq';
/** From this weight on a rule's words are its own. */
const SURE_WEIGHT = 50;

/** Rules that speak of one program's own words: nothing that was cut off could take them back. */
function isPlain(rule: JournalRule): boolean {
  return rule.weight >= SURE_WEIGHT && (rule.unless ?? []).length === 0 && !rule.id.startsWith('generic/');
}

/** Why something did not work, in the words that systems have for it. */
const REASON =
  /no such file|not found|not exist|n't exist|denied|refused|in use|no space|too many|timed out|timeout|not permitted|not allowed|invalid|unknown|unrecogni[sz]ed|mismatch|expired|missing|out of memory|unreachable|resolve|no module named|cannot find|can't find/i;
/** A quoted value in the middle of which the line was cut, and how long one may be. */
const OPEN_QUOTE = /(?:^|[\s(=:,[])(["'`])[^"'`]*$/;
const LONGEST_VALUE = 200;

/** What systems say of why something did not work; where the cut left enough of it, it can only go on so. */
const SPELLED = [
  'no such file or directory',
  'permission denied',
  'operation not permitted',
  'connection refused',
  'connection timed out',
  'address already in use',
  'cannot assign requested address',
  'no space left on device',
  'cannot allocate memory',
  'too many open files',
  'read-only file system',
  'exec format error',
  'input/output error',
  'network is unreachable',
  'no route to host',
  'name or service not known',
  'temporary failure in name resolution',
  'resource temporarily unavailable',
  'certificate has expired',
];
const LEAST_SPELLED = 10;

/** A cut text with its last, half-cut reason spelled out; null where it ends in none. */
function spelledOut(view: string): string | null {
  const tail = view.slice(-40).toLowerCase();
  for (const reason of SPELLED) {
    for (let length = reason.length - 1; length >= LEAST_SPELLED; length -= 1)
      if (tail.endsWith(reason.slice(0, length))) return `${view}${reason.slice(length)}`;
  }
  return null;
}

/**
 * How a cut text may go on: its last word longer; where the reason was said before a quoted value, that value ended. Where it
 * was not ("can't open 'x"), it stands behind the quote and nobody knows it.
 */
function goingOn(view: string): string[] {
  const spelled = spelledOut(view);
  if (spelled) return [spelled];
  const longer = `${view}${GOES_ON}`;
  const quote = REASON.test(view) ? OPEN_QUOTE.exec(view.slice(-LONGEST_VALUE))?.[1] : undefined;
  return quote ? [longer, `${longer}${quote}`] : [longer];
}

/** A general rule that other words could take back needs the reason itself: it may stand where the line was cut. */
function givesReason(rule: JournalRule, views: readonly string[]): boolean {
  return (rule.unless ?? []).length === 0 || !rule.id.startsWith('generic/') || views.some((view) => REASON.test(view));
}

/** The values of a match without those that end in the cut word. */
function withoutCut(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).filter(([, value]) => !value.endsWith(GOES_ON)));
}

/** All rules, ready to be asked. Build once; asking changes nothing that can be seen. */
export class Matcher {
  readonly rules: readonly JournalRule[];
  readonly #compiled: CompiledRule[];
  /** Rules that only name what place has pointed to, the most specific first. */
  readonly #kinds: CompiledRule[];
  readonly #owners: number[] = [];
  readonly #grams: Grams;
  readonly #servers: RegExp;
  #shapes: Shapes | null = null;

  /**
   * @param rules a rule whose pattern does not compile is left out; the knowledge tests name it.
   * @param known what was found out about patterns before.
   */
  constructor(rules: readonly JournalRule[], known: KnownPatterns | null = null) {
    const compiled = rules.flatMap((rule) => {
      try {
        return [compileRule(rule, known)];
      } catch {
        return [];
      }
    });
    this.#compiled = compiled.filter(({ rule }) => !rule.byPlace);
    this.#kinds = compiled.filter(({ rule }) => rule.byPlace).sort((a, b) => b.rule.weight - a.rule.weight);
    this.rules = compiled.map(({ rule }) => rule);
    this.#servers = globs([
      ...new Set(rules.filter(isOfOneServer).flatMap((rule) => [folderOf(rule), ...(rule.programs ?? [])])),
    ]);
    const literals: string[][] = [];
    for (const [index, { match }] of this.#compiled.entries()) {
      for (const pattern of match) {
        literals.push(pattern.literals);
        this.#owners.push(index);
      }
    }
    this.#grams = new Grams(literals, () => commonLines(rules), known?.ends);
  }

  /**
   * The rules a cut entry may belong to: one of their lines begins like it. Such a match is partial: it gives a role, and
   * is no evidence of a cause, unless all that begins so has one cause and the cut is not where the reason would stand
   * ("failed: Addr"). Where the candidates disagree on the role there is none.
   */
  matchCut(entry: Entry): Match[] {
    this.#shapes ??= new Shapes(this.rules.filter(({ byPlace }) => !byPlace));
    const names = programNames(entry);
    const found = this.#shapes.startingWith(entry).filter((rule) => {
      const { programs } = rule;
      return !programs || names.length === 0 || names.some((name) => globs(programs).test(name));
    });
    const roles = new Set(found.map((rule) => rule.role));
    if (roles.size !== 1) return [];
    const calm =
      entry.level === 'info' || entry.level === 'debug' || (entry.level === 'warning' && !roles.has('cause'));
    if (calm && !roles.has('healthy') && !roles.has('context') && !roles.has('noise')) return [];
    const sure =
      new Set(found.map((rule) => rule.causeId)).size === 1 &&
      saysItsCause(entry.core || entry.message) &&
      found.every(isPlain);
    return found
      .sort((a, b) => b.weight - a.weight)
      .map((rule) => ({ rule, groups: {}, weight: rule.weight, partial: !sure, pattern: 0 }));
  }

  /** For the stream reader: the words of which a line must hold one before any rule of these roles can match it. */
  wordsOf(wanted: (rule: JournalRule) => boolean): string[] {
    return this.#compiled.flatMap(({ rule, match }) => (wanted(rule) ? match.flatMap(({ literals }) => literals) : []));
  }

  /**
   * The rules that match an entry, the best first.
   * @param around the entries of the same program close by, for rules that need a second line.
   */
  match(entry: Entry, around: readonly Entry[] = [], cache?: MatchCache): Match[] {
    const key = `${entry.program}|${entry.unit}|${entry.truncated}|${entry.message}`;
    const known = cache?.get(key);
    if (known) return known;
    const views = viewsOf(entry);
    const candidates = new Set<number>();
    for (const view of views)
      for (const pattern of this.#grams.candidates(view)) candidates.add(this.#owners[pattern]!);
    const whole = entry.truncated && !entry.wholeWords ? views.map(withoutLastWord) : views;
    const longer = entry.truncated && !entry.wholeWords ? views.flatMap(goingOn) : views;
    const names = programNames(entry);
    const unknown = names.length === 0 || (WRAPPER.test(entry.program ?? '') && entry.program !== 'systemd');
    const server = names.some((name) => this.#servers.test(name));
    const found: (Match & { length: number })[] = [];
    let alone = true;
    for (const index of candidates) {
      const compiled = this.#compiled[index]!;
      if (compiled.near.length > 0) alone = false;
      const named = compiled.programs === null || names.some((name) => compiled.programs!.test(name));
      if (compiled.rule.role === 'healthy' && (entry.level === 'fatal' || entry.level === 'error')) continue;
      if (!named && (!unknown || !distinctive(compiled, entry))) continue;
      const tried =
        this.#try(compiled, views, around) ?? (longer === views ? null : this.#try(compiled, longer, around));
      if (!tried) continue;
      const { pattern } = tried;
      const { rule } = compiled;
      // Half a word at the edge may go on as anything: only what matches whatever follows it is evidence, and a value
      // that ends there is unknown: "/run/postgres>" is no file of that name.
      const seen = entry.truncated
        ? (this.#try(compiled, whole, around) ?? this.#try(compiled, longer, around))
        : tried;
      const groups = seen ? withoutCut(seen.groups) : tried.groups;
      const foreign =
        server &&
        compiled.programs === null &&
        isOfOneServer(rule) &&
        !names.some((name) => related(name, folderOf(rule)));
      found.push({
        rule,
        groups,
        weight: foreign ? rule.weight - FOREIGN : named ? rule.weight : rule.weight - 5,
        partial: seen === null || (entry.truncated && !givesReason(rule, views)),
        pattern,
        length: compiled.length,
      });
    }
    const matches = found
      .sort((a, b) => b.weight - a.weight || b.length - a.length || (a.rule.id < b.rule.id ? -1 : 1))
      .map(({ rule, groups, weight, partial, pattern }) => ({ rule, groups, weight, partial, pattern }));
    if (cache && alone && cache.size < CACHE_LIMIT) cache.set(key, matches);
    return matches;
  }

  /** What kind of fault a line speaks of that no rule knows; for lines that their place points to, never for any line. */
  kindsOf(entry: Entry): Match[] {
    const views = viewsOf(entry);
    return this.#kinds.flatMap((compiled) => {
      const tried = this.#try(compiled, views, []);
      return tried ? [{ rule: compiled.rule, weight: compiled.rule.weight, partial: false, ...tried }] : [];
    });
  }

  /** True where a rule matches a stretch of text alone. */
  matches(rule: JournalRule, text: string): boolean {
    const compiled = [...this.#compiled, ...this.#kinds].find((other) => other.rule === rule);
    return compiled?.match.some((pattern) => search(pattern, text) !== null) ?? false;
  }

  #try(
    compiled: CompiledRule,
    views: string[],
    around: readonly Entry[],
  ): { groups: Record<string, string>; pattern: number } | null {
    let groups: Record<string, string> | null = null;
    let pattern = 0;
    for (; pattern < compiled.match.length && !groups; pattern += 1) {
      for (const view of views) {
        groups = search(compiled.match[pattern]!, view);
        if (groups) break;
      }
    }
    if (!groups) return null;
    if (compiled.unless.some((unless) => views.some((view) => search(unless, view) !== null))) return null;
    for (const near of compiled.near) {
      const other = around
        .map((entry) =>
          viewsOf(entry)
            .map((view) => search(near, view))
            .find(Boolean),
        )
        .find(Boolean);
      if (!other) return null;
      groups = { ...other, ...groups };
    }
    return { groups, pattern: pattern - 1 };
  }
}

/** Folders of rules that speak of one server program and of nothing else. */
const ONE_SERVER =
  /^(?:mysql|postgres|redis|mongodb|nginx|apache|haproxy|squid|traefik|caddy|tomcat|php-fpm|elasticsearch|kafka|zookeeper|rabbitmq|memcached|mosquitto|postfix|dovecot|openvpn|wireguard|prometheus|grafana|gunicorn|uwsgi|sshd|snapd|cloud-init|coredns|dns|cron)$/;
/** What such a rule says about another server's line is worth this much less: general rules then speak first. */
const FOREIGN = 45;

function folderOf(rule: JournalRule): string {
  return rule.id.slice(0, rule.id.indexOf('/'));
}

function isOfOneServer(rule: JournalRule): boolean {
  return ONE_SERVER.test(folderOf(rule));
}

/** True where a program's name and a folder's are one thing: mysqld and mysql, apache2 and apache. */
function related(name: string, folder: string): boolean {
  const bare = name.toLowerCase().replace(/[-_]?(?:server|d|\d+)$/g, '');
  if (bare.startsWith(folder) || folder.startsWith(bare)) return true;
  if (folder === 'mysql') return /^(?:maria|innodb)/.test(bare);
  if (folder === 'apache') return /^(?:http|a2)/.test(bare);
  return folder === 'elasticsearch' ? /^(?:opensearch|systemd-entrypoint)/.test(bare) : false;
}

/** Words that few programs say by chance are at least this long. */
const DISTINCTIVE = 14;

/**
 * Whether a rule of one program may speak about a line whose program nobody knows: its words must be its own, and it
 * may not call an error harmless.
 */
function distinctive(compiled: CompiledRule, entry: Entry): boolean {
  const { role } = compiled.rule;
  const bad = entry.level === 'error' || entry.level === 'fatal';
  if (bad && (role === 'healthy' || role === 'noise' || role === 'context')) return false;
  return compiled.match.some(
    (pattern) => pattern.literals.length > 0 && pattern.literals.every((literal) => literal.length >= DISTINCTIVE),
  );
}

/** What the build finds out about all patterns, so that a start does not have to; what is not in it is found out then. */
export interface KnownPatterns {
  patterns: Record<string, ReadPattern>;
  ends: Record<string, number>;
}

/** For the build. */
export function knowPatterns(rules: readonly JournalRule[]): KnownPatterns {
  const patterns: Record<string, ReadPattern> = {};
  const words = new Set<string>();
  for (const rule of rules) {
    for (const source of [...rule.match, ...(rule.unless ?? []), ...rule.near]) {
      const { partSources, literals, groups, anchored } = compilePattern(source);
      patterns[source] = { partSources, literals, groups, anchored };
      for (const word of literals) words.add(word);
    }
  }
  return { patterns, ends: rarestEnds(words, commonLines(rules)) };
}

function commonLines(rules: readonly JournalRule[]): string {
  return rules.flatMap((rule) => [...rule.samples.match, ...rule.samples.noMatch]).join('\n');
}

function compileRule(rule: JournalRule, known: KnownPatterns | null): CompiledRule {
  const compiled = (source: string): Pattern =>
    compilePattern(source, known && Object.hasOwn(known.patterns, source) ? known.patterns[source] : undefined);
  const match = rule.match.map(compiled);
  return {
    rule,
    match,
    unless: (rule.unless ?? []).map(compiled),
    near: rule.near.map(compiled),
    programs: rule.programs ? globs(rule.programs) : null,
    length: Math.max(...match.map((pattern) => pattern.source.length)),
  };
}

/** Placeholders that every rule may use beside its own named groups; those a line does not name become "that file". */
export const COMMON_PLACEHOLDERS = [
  'unit',
  'program',
  'host',
  'pid',
  'pod',
  'namespace',
  'container',
  'since',
  'path',
  'port',
  'address',
  'user',
  'disk',
] as const;

/** The {names} a text uses. */
export function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/(?<![$\\{%])\{([A-Za-z_]\w*)\}(?!\})/g)].map((found) => found[1]!);
}
