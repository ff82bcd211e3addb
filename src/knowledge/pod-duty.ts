import { z } from 'zod';
import type { PodFact } from './pod-fact.ts';
import { BothLanguages, EntryId } from './words.ts';

type Both = z.infer<typeof BothLanguages>;

/** The parts of a cluster that are taken for each other: the concept of each, and what it is called. */
const PARTS: Record<string, Both> = {
  kubelet: { zh: 'kubelet', en: 'the kubelet' },
  scheduler: { zh: '调度器', en: 'the scheduler' },
  'kube-proxy': { zh: 'kube-proxy', en: 'kube-proxy' },
  'api-server': { zh: 'API Server', en: 'the API server' },
  'controller-manager': { zh: 'kube-controller-manager', en: 'the controller manager' },
  etcd: { zh: 'etcd', en: 'etcd' },
  dns: { zh: 'CoreDNS', en: 'CoreDNS' },
};

/** Who does something in a cluster; each becomes a fact: the others do not do it. */
export const PodDuty = z
  .object({
    id: EntryId,
    note: EntryId.optional(),
    /** Concepts of those that do it or have a hand in it, the first of them first. */
    by: z.array(z.string()).min(1),
    /** What it is called where that is none of the parts of a cluster. */
    called: BothLanguages.optional(),
    /** The deed and what it is done to, as in a frame. */
    does: z.string(),
    what: z.string(),
    /** Where something else is spoken of, as in a frame. */
    unless: z.string().optional(),
    /** 写入, Service 的转发规则. */
    zh: z.tuple([z.string(), z.string()]),
    /** programs, are programmed, the forwarding rules of Services. */
    en: z.tuple([z.string(), z.string(), z.string()]),
    /** A word more. */
    more: BothLanguages.optional(),
  })
  .strict();
export type PodDuty = z.infer<typeof PodDuty>;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A duty as the fact it is; its sentences are made from who does not do it. */
export function factOfDuty({ id, note, by, called, does, what, unless, zh, en, more }: PodDuty): PodFact {
  const others = Object.keys(PARTS).filter((part) => !by.includes(part));
  const all = others.join('|');
  const never = `-neg -${by.join('|')} -=通知 -=告诉 -=tells -=notifies${unless ? ` -${unless}` : ''}`;
  const told = (who: Both): string[] => [
    `${who.zh} 负责${zh[0]}${zh[1]}。`,
    `${zh[1]}由 ${who.zh} ${zh[0]}。`,
    `${capital(who.en)} ${en[0]} ${en[2]}.`,
    `${capital(en[2])} ${en[1]} by ${who.en}.`,
  ];
  const owner = called ?? PARTS[by[0]!]!;
  return {
    id: `duty-${id}`,
    ...(note ? { note } : {}),
    wrong: [
      `${all} then ${does} then ${what} ${never} @7`,
      `${what} then by-whom then ${all} ${does} ${never}`,
      `${all} then =把|=将 then ${what} then ${does} ${never}`,
    ].join('\n'),
    right: {
      zh: `${zh[1]}由 ${owner.zh} ${zh[0]}。${more?.zh ?? ''}`,
      en: `${capital(en[2])} ${en[1]} by ${owner.en}.${more ? ` ${more.en}` : ''}`,
    },
    flag: others.flatMap((part) => told(PARTS[part]!)).join('\n'),
    pass: told(owner).join('\n'),
  };
}
