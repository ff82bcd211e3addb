import type { Language } from '../../../language/language.ts';
import { pick } from '../../../language/pick.ts';
import type { AnswerAbout } from '../../analyzer.ts';
import type { JournalFacts } from '../facts.ts';
import { inline } from '../say/quote.ts';
import { line, names, type Row, rowsOf } from './described-rows.ts';
import { reply } from './reply.ts';

const VERSION = /版本|\bversions?\b|\btags?\b|标签是(?:哪|什么|多少)/i;
/** Another version than that of what runs in the container. */
const OF_ANOTHER =
  /kubelet|kubernetes|\bk8s\b|内核|kernel|系统|\bos\b|节点|\bnode\b|apiVersion|集群|cluster|runtime|docker|containerd|上一?个版本|previous|旧版|latest|最新|为什么|\bwhy\b|升级|upgrad|更新|回滚|roll/i;

/** The tag of an image, or its digest where it has none. */
function tagOf(image: string): string | null {
  const [name, digest] = image.split('@');
  const tag = /:([\w][\w.-]*)$/.exec(name!)?.[1];
  return tag ?? digest ?? null;
}

/** "Which version of the program is this": by the tag of its image, of each container where several run. */
export function aboutImageVersion(question: string, facts: JournalFacts, language: Language): AnswerAbout | null {
  if (!VERSION.test(question) || OF_ANOTHER.test(question)) return null;
  const images = rowsOf(facts).filter(({ container, label }) => container !== null && label === 'image');
  if (images.length === 0) return null;
  const own = (name: string): boolean =>
    new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'i').test(question);
  const named = images.filter(
    ({ container, value }) =>
      own(container!) || own(/([\w.-]+?)(?:[:@]|$)/.exec(value.split('/').at(-1)!)?.[1] ?? container!),
  );
  const meant = named.length > 0 ? named : images.filter(({ init }) => !init);
  // A program by its own name that is no container here is another's matter.
  const words = (question.match(/[A-Za-z][\w.-]{2,40}/g) ?? []).filter((word) => !COMMON.test(word));
  if (meant.length === 0 || (named.length === 0 && words.length > 0)) return null;
  const say = ({ container, value }: Row): string => {
    const tag = tagOf(value);
    const version =
      tag === null ? pick(language, '没写标签（即 latest）', 'no tag (that is latest)') : `**${inline(tag)}**`;
    return `${names(images).length > 1 ? `\`${container}\`${pick(language, '：', ': ')}` : ''}${version}`;
  };
  return reply(
    facts,
    `${meant.map(say).join(pick(language, '；', '; '))}${pick(language, '（按镜像）', ' (by its image)')}\n${meant.map(({ entry }) => line(entry)).join('\n')}`,
    meant.map(({ entry }) => entry.at),
    0.93,
  );
}

const COMMON =
  /^(?:versions?|tags?|which|what|image|images|does|the|this|that|is|are|of|use[sd]?|run|runs|running|program|app|application|container|containers|pod|it|and|in|here|software|service|deployed|currently|now)$/i;
