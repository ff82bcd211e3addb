import type { Match } from '../match.ts';
import { isOpen } from './errno.ts';

/**
 * Kinds that a program's own rule can mix up, because it knows only where the complaint stands ("file:line: ..."): the
 * complaint's own words decide between them.
 */
const CONFIG: [string, RegExp][] = [
  [
    'config-unknown-option',
    /\b(?:unknown|unrecogni[sz]ed|undefined|unused|unsupported) (?:[\w-]+ ){0,2}(?:options?|directives?|keywords?|keys?|fields?|settings?|parameters?|variables?|propert(?:y|ies)|attributes?|entr(?:y|ies)|sections?|statements?|commands?|elements?|clauses?)\b|\b(?:invalid|bad|illegal) (?:directive|keyword|configuration option|command|statement)\b|\b(?:parameter|option|directive|keyword|key|field|setting|variable|statement|property) \S{1,80} (?:is )?(?:not known|unknown|unrecogni[sz]ed|not recogni[sz]ed|not supported|no longer (?:exists|supported|valid))\b|\bline unrecogni[sz]ed\b/i,
  ],
  [
    'config-conflict',
    /\b(?:already (?:exists|defined|declared|in use by)|duplicated?|defined (?:twice|more than once)|redefin(?:ed|ition)|redeclared|conflict(?:s|ing)?|mutually exclusive|found multiple \w+|overlap(?:s|ping)?)\b/i,
  ],
  [
    'config-invalid-value',
    /\b(?:invalid|bad|illegal|wrong|unsupported) (?:[\w-]+ ){0,2}(?:values?|number of arguments|arguments?|numbers?|ports?|address(?:es)?|urls?|durations?|sizes?|formats?|lengths?|ciphers?(?: spec)?|time ?zones?|names?|types?)\b|\binvalid entry\b|\bargument must be\b|\bmissing unit\b|\bnot a valid duration\b|\bunable to (?:convert|coerce)\b|\bexpects? an? \w+|\bmust be (?:an? |one of|between|at least|either|in)\b|\bnot (?:an? )?(?:valid|correct|allowed value)\b|\bout of range\b|\bunable to parse (?:ip address|port|endpoint|key|number|address|duration|fwmark|persistent)/i,
  ],
  [
    'config-missing-option',
    /\bmissing (?:required|mandatory|setting|option|parameter)\b|\b(?:is|are|was) (?:required|mandatory|not (?:set|configured|specified|defined))\b|\bno \w+ (?:specified|configured|defined|set)\b/i,
  ],
  [
    'config-syntax',
    /\bsyntax\b|\bunexpected\b|\bexpect(?:ed|ing)\b|\bpars(?:e|er|ing) (?:error|failed|failure)\b|\bfailed to parse\b|\bunterminated\b|\bunclosed\b|\bmissing ['"`]?[;{}()[\]"']|\b(?:semicolon|bracket|brace|quote|indentation)\b|\binvalid character\b|\bnot terminated\b|\bmalformed\b/i,
  ],
];

const A_CERTIFICATE =
  /\.(?:pem|crt|cer|key|p12|pfx|jks)\b|\b(?:ssl_?)?cert(?:ificate)?(?:[ _-]?(?:chain|key|file))*\b|\bprivate[ _-]?key\b|(?:^|\s)--(?:ca|cert|key)\b/i;
/** Where a line is about a URL or a request the word "key" or "certificate" is no file of ours. */
const DEEP_DATA = /\bkeystore\b|\bapi[ _-]?key\b|\bkeyword\b/i;

/** What only the parser of a file's format says. */
const PARSER =
  /\byaml: line \d+|\bmapping values are not allowed\b|\bdid not find expected\b|\bfound character that cannot start\b|\btoml: line \d+|\binvalid character '.{1,4}' (?:looking for|after)\b|\bunexpected (?:end of JSON|token)\b|\bSAXParseException\b|\bnot well-formed\b/i;

/** Where the option stands that nobody knows. */
const IN_A_FILE = /\bconfig(?:uration)?\b|\.(?:conf|cfg|ini|ya?ml|toml|json)\b/i;

/** Words that no other complaint uses by chance. */
const TELLING = new Set(['config-unknown-option']);

/**
 * The kind that a line's own words name within the family of the kind its rule gives.
 * @returns the same kind where the words agree with it or name nothing else.
 */
export function sharpened(causeId: string, line: string, match: Pick<Match, 'rule' | 'pattern' | 'groups'>): string {
  const text = line.slice(0, 2_000);
  // A program's own rule knows which of its files it speaks of.
  const general = /^(?:generic|place|process)\//.test(match.rule.id);
  if (causeId === 'missing-file' && general && A_CERTIFICATE.test(text) && !DEEP_DATA.test(text)) return 'cert-missing';
  // A flag begins with a dash; a dotted name is a setting of a file.
  if (causeId === 'unknown-flag' && /\b(?:option|parameter|argument):? ['"`]?[a-z]\w*(?:\.\w+){1,8}\b/i.test(text))
    return 'config-unknown-option';
  if (causeId === 'unknown-flag' && IN_A_FILE.test(text) && !/(?:^|\s)['"`]?--?\w/.test(text))
    return 'config-unknown-option';
  if (causeId === 'connection-refused-dependency' && !/refus/i.test(text)) {
    if (/\bno route to host\b|\bnetwork is unreachable\b|\bE(?:HOST|NET)UNREACH\b/i.test(text))
      return 'network-unreachable';
    if (/\bno such host\b|\bENOTFOUND\b|\bEAI_AGAIN\b|\bname resolution\b|\bname or service not known\b/i.test(text))
      return 'dns-failure';
  }
  const own = CONFIG.find(([id]) => id === causeId);
  if (own && own[0] !== 'config-syntax' && PARSER.test(text)) return 'config-syntax';
  if (!own || own[1].test(text)) return causeId;
  // A rule that spells its complaint out knows better than words do; one that quotes it is open to all of them.
  const spelled = (match.rule.match[match.pattern] ?? '').replaceAll('\\', '');
  const open = isOpen(match);
  const named = CONFIG.find(
    ([id, words]) => words.test(text) && !words.test(spelled) && (open || TELLING.has(id)) && id !== 'config-syntax',
  );
  return named?.[0] ?? causeId;
}
