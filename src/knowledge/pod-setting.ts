import { z } from 'zod';
import type { PodFact } from './pod-fact.ts';
import { BothLanguages, EntryId } from './words.ts';

/** A field of the API, or an option of a component, and what is so when nobody sets it; each becomes a fact. */
export const PodSetting = z
  .object({
    /** As it is written in a manifest. */
    name: z.string().regex(/^[A-Za-z][\w.-]*$/),
    note: EntryId.optional(),
    /** Other names it goes by, as in a frame: `a|b`. */
    words: z.string().optional(),
    /** What else must be spoken of, where the name alone says too little. */
    about: z.string().optional(),
    /** Where something else holds, as in a frame: `headless|selector`. */
    unless: z.string().optional(),
    /** `Always`, `true`, `10 s`, `3`, `25 %`. Without it nothing is said of a default. */
    default: z.union([z.string(), z.number(), z.boolean()]).transform(String).optional(),
    /** Values that it may have instead, or is said to. */
    others: z.array(z.string()).default([]),
    /** Least number that may be written. */
    least: z.number().optional(),
    /** Where it is written: for all containers of a Pod at once, or for each. */
    level: z.enum(['pod', 'container']).optional(),
    /** A word more about it, below the sentence that is made from the values. */
    more: BothLanguages.optional(),
  })
  .strict();
export type PodSetting = z.infer<typeof PodSetting>;

const UNITS: Record<string, { unit: string; seconds: number; zh: string; en: string }> = {
  s: { unit: 's', seconds: 1, zh: ' 秒', en: ' seconds' },
  min: { unit: 's', seconds: 60, zh: ' 分钟', en: ' minutes' },
  h: { unit: 's', seconds: 3600, zh: ' 小时', en: ' hours' },
  '%': { unit: 'percent', seconds: 1, zh: '%', en: '%' },
};

/** `10 s`: the tests of a frame that another number passes, and the number in words. */
function numberOf(value: string): { tests: string[]; zh: string; en: string } | null {
  const parts = /^(\d[\d.]*)(?: ?(s|min|h|%))?$/.exec(value);
  if (!parts) return null;
  const unit = parts[2] ? UNITS[parts[2]]! : null;
  const count = Number(parts[1]);
  // A number of seconds is often told without its unit.
  const tests = unit ? [`#${unit.unit}!=${count * unit.seconds}`] : [];
  if (unit?.unit === 'percent') tests.push('#n<10');
  else tests.push(`#n!=${unit ? `${count * unit.seconds},${count}` : count}`);
  return { tests, zh: `${parts[1]}${unit?.zh ?? ''}`, en: `${parts[1]}${unit?.en ?? ''}` };
}

/** What a frame asks for where a switch is said to stand the other way. */
const ON = 'true|enable|=on|=开启|=打开|=启用|=开着';
const OFF = 'false|disable|=off|=关闭|=禁用|=关着';

interface Told {
  frames: string[];
  zh: string;
  en: string;
  /** Sentences that are wrong and right, as people put them. */
  wrong: string[];
  right: string[];
}

function defaultTold({ name, default: value, others }: PodSetting, names: string): Told | null {
  if (value === undefined) return null;
  const number = numberOf(value);
  const here = `${names} : default`;
  // A value of that name is no denial.
  const yes = others.some((other) => /^(?:never|none|no)$/i.test(other))
    ? ''
    : ' -neg|none|lack|instead|=不能|=不得|=cannot|=must_not';
  const told = (said: { zh: string; en: string }): string[] => [
    `${name} 默认是 ${said.zh}。`,
    `不写 ${name} 的话，默认值就是 ${said.zh}。`,
    `${name} defaults to ${said.en}.`,
    `If ${name} is omitted, ${said.en} is used by default.`,
  ];
  const right = number ?? { zh: value, en: value };
  const frames: string[] = [];
  const wrong: { zh: string; en: string }[] = others.map((other) => numberOf(other) ?? { zh: other, en: other });
  if (number) frames.push(...number.tests.map((test) => `${here} ${test}${yes} -example`));
  else if (value === 'true' || value === 'false') {
    const [is, not] = value === 'true' ? [ON, OFF] : [OFF, ON];
    frames.push(`${here} ${not}${yes} -${is}`);
    if (wrong.length === 0) wrong.push(value === 'true' ? { zh: 'false', en: 'false' } : { zh: 'true', en: 'true' });
  }
  if (!number && others.length > 0)
    frames.push(`${here} ${others.join('|')}${yes} -=${value.toLowerCase()} -${value.toLowerCase()}`);
  return {
    frames,
    zh: `${name} 默认是 ${right.zh}。`,
    en: `${name} defaults to ${right.en}.`,
    wrong: wrong.flatMap(told),
    right: told(right),
  };
}

function leastTold({ name, least }: PodSetting, names: string): Told | null {
  if (least === undefined) return null;
  const frames = [`${names} : minimum|floor|least|smallest|=最小|=最低 #n<${least} -neg`];
  if (least > 0)
    frames.push(`${names} : may|possible|allow|=可以|=能 #n<${least} -neg -!possible -greater|=大于|=必须`);
  return {
    frames,
    zh: `${name} 最小是 ${least}。`,
    en: `The least value of ${name} is ${least}.`,
    wrong: [],
    right: [`${name} 最小是 ${least}。`, `${name} must be at least ${least}.`],
  };
}

const EACH = 'every-container|=each|=one_of|=其中某个|=其中一个|=某个容器|=两个容器|=不同容器';
const OWN =
  '=own|=separate|=individual|=different|=various|=各自|=分别|=单独|=自己的|=不同的|=不一样|=one_container_only';
const SET = 'support|set|configured|specify|use|have|run|may|possible|choose|write|=有';

function levelTold({ name, level }: PodSetting, names: string): Told | null {
  if (level === undefined) return null;
  if (level === 'pod')
    return {
      frames: [
        `${names} : ${EACH} ${OWN} ${SET} -runtime -neg -pod-level -not -cannot -!possible`,
        `${names} : container ${OWN} ${SET} -neg -pod-level -not -cannot -!possible --lack @6`,
      ],
      zh: `${name} 写在 Pod 一级，对整个 Pod 的所有容器一起生效，不能给单个容器单独设置。`,
      en: `${name} belongs to the Pod and holds for all its containers; it cannot be set for one container alone.`,
      wrong: [
        `每个容器可以单独设置自己的 ${name}。`,
        `同一个 Pod 里的容器可以各自配置不同的 ${name}。`,
        `Each container of a Pod can have its own ${name}.`,
        `You can set a different ${name} for one of the containers.`,
      ],
      right: [
        `${name} 是 Pod 级别的字段，对所有容器生效。`,
        `${name} is a field of the Pod and applies to all of its containers.`,
      ],
    };
  return {
    frames: [
      `${names} : pod-level|=整个_pod|=whole_pod|=podsecuritycontext set|possible|write|configure|once|=写在|=可以|may -neg -not -cannot -only -container`,
    ],
    zh: `${name} 要写在每个容器里，Pod 一级没有这个字段。`,
    en: `${name} is set for each container; there is no such field for the whole Pod.`,
    wrong: [
      `${name} 可以写在 Pod 级别，对整个 Pod 的容器生效。`,
      `${name} can be set once at the Pod level for all containers.`,
    ],
    right: [`${name} 要在每个容器里单独设置。`, `${name} is set for each container, not for the Pod.`],
  };
}

/** A setting as the fact it is; its sentences are made from its values. */
export function factOfSetting(file: string, setting: PodSetting): PodFact {
  // Where it is not set it is not there, and spoken of all the same.
  const own = `~=${setting.name.toLowerCase()}${setting.words ? `|${setting.words}` : ''}`;
  const unless = setting.unless ? ` --${setting.unless}` : '';
  const names = `${own}${setting.about ? ` ${setting.about}` : ''}${unless}`;
  const told = [defaultTold(setting, names), leastTold(setting, names), levelTold(setting, names)].filter(
    (each) => each !== null,
  );
  const lines = (all: string[]): string => all.join('\n');
  const flags = told.flatMap(({ wrong }) => wrong);
  return {
    id: `set-${file}-${setting.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`,
    ...(setting.note ? { note: setting.note } : {}),
    wrong: lines(told.flatMap(({ frames }) => frames)),
    right: {
      zh: [...told.map(({ zh }) => zh), ...(setting.more ? [setting.more.zh] : [])].join(''),
      en: [...told.map(({ en }) => en), ...(setting.more ? [setting.more.en] : [])].join(' '),
    },
    flag: lines(flags),
    pass: lines(told.flatMap(({ right }) => right)),
  };
}
