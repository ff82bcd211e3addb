import { keysAcross } from '../../asking/across.ts';
import { names, readAsked } from '../../asking/question.ts';
import type { Language } from '../../language/language.ts';
import { pick } from '../../language/pick.ts';
import type { AnswerAbout } from '../analyzer.ts';
import { aboutAction } from './actions.ts';
import { changedConfig } from './consequences/storage.ts';
import { aboutWorkload, shownFrom } from './derived.ts';
import type { DocumentFacts } from './facts.ts';
import { partsOf } from './fields.ts';
import { aboutObject } from './objects.ts';
import type { Told } from './outcomes.ts';
import { aboutField, nearFields } from './reference.ts';
import { aboutSetting } from './settings.ts';
import { asksThen, supposedIn, without } from './supposed.ts';
import { flaws, reaches } from './together.ts';
import { readTree } from './tree.ts';
import { readWorkload } from './workload.ts';

/** The settings of the one object that runs containers, where others stand beside it; all of them otherwise. */
function ofWorkload(settings: DocumentFacts['settings']): DocumentFacts['settings'] {
  const objects: DocumentFacts['settings'][] = [];
  const seen = new Set<string>();
  for (const setting of settings) {
    const top = /^(?:apiVersion|kind)$/.test(setting.path);
    if (objects.length === 0 || (top && seen.has(setting.path))) {
      objects.push([]);
      seen.clear();
    }
    if (top) seen.add(setting.path);
    objects.at(-1)!.push(setting);
  }
  const running = objects.filter((own) => own.some(({ path }) => /(?:^|\/)containers\//.test(path)));
  return running.length === 1 ? running[0]! : settings;
}

const CHANGES =
  /改|更新|变|换成|调成|\bchang\w*|\bedit\w*|\bupdat\w*|\bset(?:ting)?\b|\brais\w*|\blower\w*|\bmodif\w*/i;
const COMES_THROUGH =
  /会|生效|跟着|自动|重启|看到|看见|同步|感知|\bsees?\b|\bpick\w*|\bnotic\w*|\beffect\w*|\brestart\w*|\breload\w*|\bdo(?:es)?\b|\bwill\b|\bget\b|\bautomatic\w*/i;

/** "I changed WORKERS, does the running Pod see it": what its object is called decides, by how it is used. */
function aboutChangedDatum(question: string, settings: DocumentFacts['settings']): Told | null {
  if (!CHANGES.test(question) || !COMES_THROUGH.test(question)) return null;
  const holders = partsOf(settings).filter(
    ({ kind, settings: own }) =>
      /^(?:ConfigMap|Secret)$/.test(kind) &&
      own.some(({ path }) => /^(?:data|stringData)\/[^/]+$/.test(path) && names(question, path.replace(/^\w+\//, ''))),
  );
  const name = holders[0]?.settings.find(({ path }) => path === 'metadata/name')?.value;
  const workload = readWorkload(ofWorkload(settings));
  return name && workload ? changedConfig(workload, ofWorkload(settings), `${question} ${name}`) : null;
}

/** A key of a ConfigMap by its own name. */
function aboutDatum(question: string, settings: DocumentFacts['settings']): Told | null {
  if (readAsked(question).else) return null;
  const found = settings.filter(
    ({ path, value }) => /^data\/[^/]+$/.test(path) && value !== '' && names(question, path.slice('data/'.length)),
  );
  if (found.length === 0 || found.length > 4) return null;
  const values = found.map(({ path, value }) => `\`${path.slice('data/'.length)}\`: \`${value.replaceAll('`', "'")}\``);
  return {
    zh: `${values.join('；')}。`,
    en: `${values.join('; ')}.`,
    lines: found.map(({ line }) => line),
  };
}

const SUPPOSES = /如果|要是|超过|会怎|\bif\b|\bwhat happens\b/i;

/** A variable of the environment by what the words of its name mean: "缓存多久" of `CACHE_TTL`. */
function aboutVariable(question: string, settings: DocumentFacts['settings']): Told | null {
  const asked = readAsked(question);
  if (asked.else || asked.yesNo || !(asked.count || asked.howLong || asked.which || /多大|多少/.test(question)))
    return null;
  const wanted = [...keysAcross(question)].filter((key) => key.startsWith('+'));
  // A size alone is that of anything, and what would happen is another question.
  if (wanted.every((key) => key === '+size') || SUPPOSES.test(question)) return null;
  const variables = settings.flatMap(({ path, value, line }, index) => {
    const key = path.slice(path.lastIndexOf('/') + 1);
    if (/(?:^|\/)environment\//.test(path) && value !== '') return [{ name: key, value, line }];
    const next = settings[index + 1];
    const own = /(?:^|\/)env\/name$/.test(path) && next && /(?:^|\/)env\/value$/.test(next.path);
    return own ? [{ name: value, value: next.value, line: next.line }] : [];
  });
  const found = variables.filter(({ name }) => {
    const keys = new Set(name.split(/[_.-]/).flatMap((part) => [...keysAcross(part)]));
    return wanted.every((key) => keys.has(key));
  });
  const [only, other] = found;
  if (!only || other) return null;
  return {
    zh: `\`${only.name}\`：\`${only.value.replaceAll('`', "'")}\`。`,
    en: `\`${only.name}\`: \`${only.value.replaceAll('`', "'")}\`.`,
    lines: [only.line],
  };
}

/** What would be with one setting changed or taken out, as if the manifest were written so. */
function aboutSupposed(
  question: string,
  settings: DocumentFacts['settings'],
  text: (line: number) => string,
  language: Language,
): AnswerAbout | null {
  const own = ofWorkload(settings);
  const supposed = supposedIn(question, own);
  if (!supposed) return null;
  const told = supposed.value === null ? without(supposed) : null;
  if (told) return shownFrom(told, text, language);
  const asks = asksThen(supposed);
  const answer = asks === '' ? null : aboutWorkload(asks, supposed.settings, text, language);
  if (!answer || answer.declined) return null;
  const { key, value } = supposed;
  const zh = value === null ? `去掉 \`${key}\` 的话` : `\`${key}\` 改成 ${value} 的话`;
  const en = value === null ? `Without \`${key}\`` : `With \`${key}: ${value}\``;
  return { ...answer, answer: `${pick(language, `${zh}，`, `${en}: `)}${answer.answer}` };
}

/** What a manifest says to a question: what its objects are, what follows from it, what a field means, what it sets. */
export function askManifest(
  question: string,
  { settings, source, lines }: Pick<DocumentFacts, 'settings' | 'source' | 'lines'>,
  language: Language,
): AnswerAbout | null {
  if (settings.length === 0) return null;
  const text = (line: number): string => source[line - lines[0]] ?? '';
  const supposed = aboutSupposed(question, settings, text, language);
  if (supposed) return supposed;
  const tree = readTree(source, lines[0]);
  const together = reaches(question, tree) ?? flaws(question, tree);
  if (together) return shownFrom(together, text, language);
  const action = aboutAction(question, settings);
  if (action) return shownFrom(action, text, language);
  const datum =
    aboutChangedDatum(question, settings) ?? aboutDatum(question, settings) ?? aboutVariable(question, settings);
  if (datum) return shownFrom(datum, text, language);
  const object = aboutObject(question, tree);
  if (object) return shownFrom(object, text, language);
  const worked = aboutWorkload(question, ofWorkload(settings), text, language);
  if (worked) return worked;
  const field = aboutField(question, settings, text, language);
  if (field && field.quotes.length > 0) return field;
  const written = aboutSetting(question, settings, text, language);
  // Of two that say that something is not written, the one with the words of the topic.
  if (field) return written?.quotes.length === 0 ? written : field;
  const near = nearFields(question, settings, text, language);
  if (!written || !near) return written ?? near;
  // That something is not written is said of what could have it: an autoscaler has no replicas of its own.
  if (written.quotes.length === 0)
    return settings.some(({ path }) => /(?:^|\/)containers(?:\/|$)/.test(path)) ? written : near;
  // A key that shares a word with the question is less than the field that does what is asked about.
  const same = written.quotes.some(({ lines: of }) => near.quotes.some((quote) => of?.[0] === quote.lines?.[0]));
  return same || near.quotes.length === 0 || near.confidence < 0.6 ? written : near;
}
