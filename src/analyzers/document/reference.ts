import { loadKnowledge } from '../../knowledge/load.ts';
import { keyOf, type ReferenceEntry } from '../../knowledge/reference.ts';
import type { Language } from '../../language/language.ts';
import { englishNumbers, hanNumbers } from '../../language/number-words.ts';
import { pick } from '../../language/pick.ts';
import { tokensOf } from '../../language/terms.ts';
import type { AnswerAbout } from '../analyzer.ts';
import type { Setting } from './facts.ts';
import { narrowed } from './settings.ts';

/** A field of the reference and what is said of it, by how rarely each thing is said of any field. */
interface Known {
  entry: ReferenceEntry;
  key: string;
  /** Objects above it that its name asks for, in small letters. */
  above: string[];
  /** Every way it is asked for, as keys. */
  asked: Set<string>[];
  says: Set<string>;
}

let known: Known[] | undefined;
let rarity: Map<string, number> | undefined;

/** Words and, for Chinese, pairs of characters. */
const ownKeys = (text: string): Set<string> =>
  new Set(tokensOf(text).flatMap(({ key, weight }) => (weight < 0.4 && !key.startsWith('~') ? [] : [key])));

/** Fields of manifests; flags of kubectl and reasons of events stand in none. */
function fields(): { known: Known[]; rarity: Map<string, number> } {
  if (known && rarity) return { known, rarity };
  known = loadKnowledge('pod-reference')
    .flatMap(({ entries }) => entries)
    .filter(({ name }) => /^[a-z][\w.]+$/.test(name))
    .map((entry) => ({
      entry,
      key: keyOf(entry).toLowerCase(),
      above: entry.name.toLowerCase().split('.').slice(0, -1),
      asked: [...entry.asked.zh, ...entry.asked.en].map(ownKeys),
      says: ownKeys(`${entry.is.zh} ${entry.is.en}`),
    }));
  rarity = new Map();
  const count = new Map<string, number>();
  for (const field of known)
    for (const key of new Set([...field.asked.flatMap((keys) => [...keys]), ...field.says]))
      count.set(key, (count.get(key) ?? 0) + 1);
  for (const [key, times] of count) rarity.set(key, Math.log(1 + known.length / times));
  return { known, rarity };
}

/** What a word of the question counts that the reference never uses. */
const UNKNOWN = 2;
/** A pair of characters beside a word. */
const PAIR = 0.3;
/** Below this the question is about something else, or about too much. */
const SPEAKS_OF_IT = 0.62;
/** A second field this near makes it unclear which one is meant. */
const CLEARLY = 0.06;

const COUNTS: Record<string, number> = { ...hanNumbers(), ...englishNumbers(), a: 1, an: 1, 半: 0.5, 'half an': 0.5 };
const COUNT =
  '(\\d+(?:\\.\\d+)?|half an|an?|[一二两三四五六七八九十半]|one|two|three|four|five|six|seven|eight|nine|ten)';
const UNITS: [RegExp, number][] = [
  [new RegExp(`${COUNT} ?个?(?:小时|钟头|hours?\\b|h\\b)`, 'gi'), 3_600],
  [new RegExp(`${COUNT} ?(?:分钟?|minutes?\\b|min\\b)`, 'gi'), 60],
  [new RegExp(`${COUNT} ?(?:秒|seconds?\\b|s\\b)`, 'gi'), 1],
  [new RegExp(`${COUNT} ?(?:天|days?\\b)`, 'gi'), 86_400],
];

/** Two hours as `7200`: the seconds that a question names. */
const secondsNamed = (question: string): number[] =>
  UNITS.flatMap(([pattern, unit]) =>
    [...question.matchAll(pattern)].map(([, count]) => (COUNTS[count!.toLowerCase()] ?? Number(count)) * unit),
  );

/** The setting of a manifest that an entry is about: its key, below what the entry's name puts above it. */
function settingOf({ key, above }: Known, settings: readonly Setting[], kind: string): Setting | undefined {
  return settings.find(({ path }) => {
    const parts = ['spec', kind, ...path.split('/')].map((part) => part.toLowerCase());
    return parts.at(-1) === key && above.every((part) => parts.some((own) => own.startsWith(part)));
  });
}

/**
 * "How many indexes may fail", "what happens after two hours": the field of the manifest that does what is asked about,
 * with the value that stands there, or the default of one that is not written.
 */
export function aboutField(
  question: string,
  settings: readonly Setting[],
  text: (line: number) => string,
  language: Language,
): AnswerAbout | null {
  const kind = settings.find(({ path }) => path === 'kind')?.value;
  if (!kind) return null;
  const { known, rarity } = fields();
  const asked = [...ownKeys(question)];
  const weightOf = (key: string): number =>
    key.startsWith('~') ? PAIR * (rarity.get(key) ?? UNKNOWN) : (rarity.get(key) ?? UNKNOWN);
  const total = asked.reduce((sum, key) => sum + weightOf(key), 0);
  const seconds = secondsNamed(question);
  const { own, probe } = narrowed(question, settings);
  const probed = probe !== null && own.some(({ path }) => path.toLowerCase().includes(`/${probe}`));
  const scored = known
    .flatMap((field) => {
      const setting = settingOf(field, own, kind);
      const has = field.entry.kinds.includes(kind) || (probed && field.entry.kinds.includes('Probe'));
      const unset = !setting && field.entry.default !== undefined && has;
      if (!setting && !unset) return [];
      const share = (keys: ReadonlySet<string>): number => {
        const both = asked.reduce((sum, key) => sum + (keys.has(key) ? weightOf(key) : 0), 0);
        const whole = [...keys].reduce((sum, key) => sum + weightOf(key), 0);
        return total === 0 || whole === 0 ? 0 : both / Math.sqrt(total * whole);
      };
      const covered = asked.reduce((sum, key) => sum + (field.says.has(key) ? weightOf(key) : 0), 0) / (total || 1);
      // One word alone ("restart") is said of many fields.
      const shared = asked.filter((key) => !key.startsWith('~') && field.asked.some((keys) => keys.has(key))).length;
      const named = question.toLowerCase().includes(field.key) && /[A-Z]/.test(keyOf(field.entry));
      const lasts = setting && /seconds/.test(field.key) && seconds.includes(Number(setting.value));
      const score =
        (shared > 1 ? Math.max(0, ...field.asked.map(share)) * 0.8 : 0) +
        covered * 0.3 +
        (named ? 0.5 : 0) +
        (lasts ? 0.6 : 0) -
        (unset ? 0.08 : 0);
      return [{ field, setting, score }];
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (!best || best.score < SPEAKS_OF_IT || (next && best.score - next.score < CLEARLY)) return null;
  const { entry } = best.field;
  const said = entry.is[language];
  const { setting } = best;
  if (!setting)
    return {
      answer: pick(
        language,
        `这份清单没写 \`${keyOf(entry)}\`，用默认值 \`${entry.default}\`。${said}`,
        `This manifest does not set \`${keyOf(entry)}\`: the default \`${entry.default}\` applies. ${said}`,
      ),
      declined: false,
      quotes: [],
      confidence: 0.85,
    };
  const line = text(setting.line).trim().replaceAll('`', "'").slice(0, 160);
  const value = setting.value === '' ? '' : `\`${setting.value.replaceAll('`', "'").slice(0, 80)}\``;
  return {
    answer: `${value}${pick(language, `（第 ${setting.line} 行：\`${line}\`）。`, `${value ? ' ' : ''}(line ${setting.line}: \`${line}\`). `).replace(/^（(.*)）。$/, value ? '（$1）。' : '$1。')}${said}`,
    declined: false,
    quotes: [{ text: text(setting.line).trim(), lines: [setting.line, setting.line] }],
    confidence: 0.88,
  };
}
