import { z } from 'zod';
import type { PodFact } from './pod-fact.ts';
import { EntryId } from './words.ts';

const Version = z.string().regex(/^1\.\d\d$/);

/** Since which version of Kubernetes something is there; each becomes a fact. */
export const PodRelease = z
  .object({
    id: EntryId,
    zh: z.string(),
    en: z.string(),
    /** True where English speaks of several: "startup probes are stable". */
    several: z.boolean().default(false),
    note: EntryId.optional(),
    /** How it is named, as in a frame: `sidecar native|=initcontainers`. */
    words: z.string(),
    alpha: Version.optional(),
    beta: Version.optional(),
    /** Since when it is on without a feature gate, where that was not with beta. */
    on: Version.optional(),
    stable: Version.optional(),
    deprecated: Version.optional(),
    removed: Version.optional(),
  })
  .strict();
export type PodRelease = z.infer<typeof PodRelease>;

const STABLE = '=stable|=ga|=graduated|=graduates|=generally_available|=general_availability|=正式|=稳定|=转正|=毕业';
/** Words with which a version is told as the one in which something came. */
const SINCE = '=since|=from|=became|=become|=becomes|=went|=reached|=graduated|=从|=起|=自|=成为|=就';
/** What is compared, planned or told of something else. */
const UNLESS = '-neg -until -!support -old-version -=before -=cluster -=release';

interface Stage {
  frames: (version: string) => string[];
  zh: string;
  en: string;
}

const STAGES: Record<'alpha' | 'beta' | 'on' | 'stable' | 'deprecated' | 'removed', Stage> = {
  alpha: { frames: () => [], zh: '以 alpha 引入', en: 'alpha' },
  beta: { frames: () => [], zh: '成为 beta', en: 'beta' },
  on: { frames: () => [], zh: '默认开启', en: 'on by default' },
  stable: {
    frames: (version) => [
      `${STABLE} #version!=${version} #version<${version} ${UNLESS} -beta`,
      `${STABLE} ${SINCE} #version!=${version} #version>${version} ${UNLESS}`,
    ],
    zh: '正式可用（GA）',
    en: 'stable',
  },
  deprecated: { frames: () => [], zh: '弃用', en: 'deprecated' },
  removed: {
    frames: (version) => [`remove|removed|=移除|=删除|=去掉 #version!=${version} ${UNLESS} -=deprecated -=弃用`],
    zh: '移除',
    en: 'removed',
  },
};

/** Versions that are told instead of a version. */
const OTHERS = ['1.17', '1.18', '1.19', '1.20', '1.22', '1.24', '1.26', '1.28', '1.30'];

/** A release as the fact it is; its sentences are made from its versions. */
export function factOfRelease({ id, zh, en, several, note, words, ...versions }: PodRelease): PodFact {
  const stages = (Object.keys(STAGES) as (keyof typeof STAGES)[]).flatMap((name) => {
    const version = versions[name];
    return version === undefined ? [] : [{ version, ...STAGES[name] }];
  });
  const [is, has, was] = several ? ['are', 'have', 'were'] : ['is', 'has', 'was'];
  const told = (stable: string | undefined, removed: string | undefined): string[] => [
    ...(stable
      ? [
          `${zh}在 ${stable} 正式 GA。`,
          `${zh}从 ${stable} 起稳定。`,
          `${en} ${has} been stable since Kubernetes ${stable}.`,
          `${en} became stable in ${stable}.`,
          `${en} went GA in ${stable}.`,
        ]
      : []),
    ...(removed ? [`${zh}在 ${removed} 被移除。`, `${en} ${was} removed in Kubernetes ${removed}.`] : []),
  ];
  const { stable, removed } = versions;
  const wrong = OTHERS.filter((version) => version !== stable && version !== removed && version < (stable ?? '2'))
    .slice(-3)
    .flatMap((version) => told(stable && version, removed && version));
  return {
    id: `since-${id}`,
    ...(note ? { note } : {}),
    wrong: stages.flatMap(({ frames, version }) => frames(version).map((frame) => `${words} : ${frame}`)).join('\n'),
    right: {
      zh: `${zh}：${stages.map((stage) => `${stage.version} ${stage.zh}`).join('，')}。`,
      en: `${en} ${is} ${stages.map((stage) => `${stage.en} ${stage.en === 'removed' ? 'in' : 'since'} ${stage.version}`).join(', ')}.`,
    },
    flag: wrong.join('\n'),
    pass: told(stable, removed).join('\n'),
  };
}
