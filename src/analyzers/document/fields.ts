import { loadKnowledge } from '../../knowledge/load.ts';
import type { PodField } from '../../knowledge/pod-field.ts';
import { keyOf } from '../../knowledge/reference.ts';
import type { Setting } from './facts.ts';

/** A field of manifests: where it stands, what it does, and how people ask for it. */
export interface Field extends Omit<PodField, 'is' | 'zh' | 'en'> {
  /** The last word of its name, as it is written. */
  key: string;
  is: { zh: string; en: string };
  ways: string[];
}

let known: Field[] | undefined;

/** All fields that can be asked about: those of the reference with their ways of being asked for, and those told here. */
export function knownFields(): Field[] {
  if (known) return known;
  const entries = loadKnowledge('pod-reference')
    .flatMap((file) => file.entries)
    .filter(({ name }) => /^[a-z][\w./-]+$/.test(name));
  const asked = loadKnowledge('pod-fields').flatMap(({ fields }) => fields);
  const told = asked.flatMap((field): Field[] => {
    const entry = entries.find(({ name }) => name === field.field);
    const is = field.is ?? entry?.is;
    if (!is) return [];
    const fallback = field.default ?? entry?.default;
    return [
      {
        ...field,
        key: keyOf({ name: field.field }),
        kinds: field.kinds.length > 0 ? field.kinds : (entry?.kinds ?? []),
        ...(fallback === undefined ? {} : { default: fallback }),
        is,
        ways: [...field.zh, ...field.en, ...(entry ? [...entry.asked.zh, ...entry.asked.en] : [])],
      },
    ];
  });
  const others = entries
    .filter(({ name }) => !asked.some(({ field }) => field === name))
    .map(
      (entry): Field => ({
        field: entry.name,
        key: keyOf(entry),
        in: [],
        kinds: entry.kinds,
        ...(entry.default === undefined ? {} : { default: entry.default }),
        is: entry.is,
        yes: [],
        ways: [...entry.asked.zh, ...entry.asked.en],
      }),
    );
  known = [...told, ...others];
  return known;
}

/** One object of a manifest, by the settings that are its own. */
export interface Part {
  kind: string;
  settings: Setting[];
}

/** The objects of a text, each from its `apiVersion` or `kind` on. */
export function partsOf(settings: readonly Setting[]): Part[] {
  const parts: Setting[][] = [];
  const seen = new Set<string>();
  for (const setting of settings) {
    const top = /^(?:apiVersion|kind)$/.test(setting.path);
    if (parts.length === 0 || (top && seen.has(setting.path))) {
      parts.push([]);
      seen.clear();
    }
    if (top) seen.add(setting.path);
    parts.at(-1)!.push(setting);
  }
  return parts.flatMap((own) => {
    const kind = own.find(({ path }) => path === 'kind')?.value;
    return kind ? [{ kind, settings: own }] : [];
  });
}

/** The settings of an object that are this field. */
export function settingsOf(field: Field, { kind, settings }: Part): Setting[] {
  const key = field.key.toLowerCase();
  const above = field.field.toLowerCase().slice(0, -key.length).split('.').filter(Boolean);
  return settings.filter(({ path }) => {
    const lower = path.toLowerCase();
    if (lower !== key && !lower.endsWith(`/${key}`)) return false;
    if (field.not && new RegExp(field.not, 'i').test(path)) return false;
    const parts = lower.slice(0, -key.length).split('/').filter(Boolean);
    const around = ['spec', kind.toLowerCase(), ...parts, key];
    return (
      // `containers` is above what an init container sets, too.
      above.every((part) => around.some((own) => own.startsWith(part)) || parts.some((own) => own.endsWith(part))) &&
      (field.in.length === 0 || field.in.some((part) => around.some((own) => own.includes(part.toLowerCase()))))
    );
  });
}
