import type { Setting } from './facts.ts';

/** A container of a pasted manifest. */
export interface Container {
  name: string;
  line: number;
  init: boolean;
  /** Its settings by their path below the container, as `resources/limits/memory`. */
  settings: Map<string, Setting>;
}

/** What a pasted manifest makes run. */
export interface Workload {
  kind: string;
  name: string | null;
  /** As written; null where the manifest leaves it out. */
  replicas: Setting | null;
  containers: Container[];
}

const OF_CONTAINER = /(?:^|\/)(containers|initContainers)\/(.+)$/;

/** The containers of a manifest. They are list items; a key that comes again begins the next one. */
export function containersOf(settings: readonly Setting[]): Container[] {
  const found: Container[] = [];
  let seen = new Set<string>();
  let list = '';
  for (const setting of settings) {
    const match = OF_CONTAINER.exec(setting.path);
    if (!match) continue;
    const [, kind, path] = match as unknown as [string, string, string];
    const direct = !path.includes('/');
    if (found.length === 0 || kind !== list || (direct && seen.has(path))) {
      found.push({ name: '', line: setting.line, init: kind === 'initContainers', settings: new Map() });
      seen = new Set();
      list = kind;
    }
    if (direct) seen.add(path);
    const container = found.at(-1)!;
    if (!container.settings.has(path)) container.settings.set(path, setting);
    if (path === 'name') {
      container.name = setting.value;
      container.line = setting.line;
    }
  }
  return found.filter(({ name }) => name !== '');
}

/** The setting at the first of the paths that a manifest has; paths are ends of paths. */
export function settingAt(settings: readonly Setting[], ...ends: string[]): Setting | null {
  for (const end of ends) {
    const found = settings.find(({ path, value }) => value !== '' && (path === end || path.endsWith(`/${end}`)));
    if (found) return found;
  }
  return null;
}

/** Reads a manifest that has containers; null for any other, and for one of several objects with containers. */
export function readWorkload(settings: readonly Setting[]): Workload | null {
  const kinds = settings.filter(({ path }) => path === 'kind');
  const containers = containersOf(settings);
  if (containers.length === 0 || kinds.length !== 1) return null;
  return {
    kind: kinds[0]!.value,
    name: settings.find(({ path }) => path === 'metadata/name')?.value ?? null,
    replicas: settings.find(({ path }) => path === 'spec/replicas') ?? null,
    containers,
  };
}

/** `restartPolicy: Always` among the init containers is a sidecar. */
export const isSidecar = (container: Container): boolean =>
  container.init && container.settings.get('restartPolicy')?.value === 'Always';

const UNITS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** `250m`, `2Gi`, `1.5` as a number; null for anything else. */
export function quantity(value: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(value);
  return match ? Number(match[1]) * UNITS[match[2] ?? '']! : null;
}

/** A number written in the unit of a quantity, as `100Gi` for five times `20Gi`. */
export function inUnitOf(amount: number, example: string): string {
  const unit = /[A-Za-z]+$/.exec(example)?.[0] ?? '';
  return `${Math.round((amount / UNITS[unit]!) * 1000) / 1000}${unit}`;
}

/** A request or limit of a container; a request that is not written is its limit. */
export function resourceOf(container: Container, part: 'requests' | 'limits', what: string): Setting | undefined {
  const limit = container.settings.get(`resources/limits/${what}`);
  return part === 'limits' ? limit : (container.settings.get(`resources/requests/${what}`) ?? limit);
}

/** Why a container keeps its Pod from being Guaranteed: what it lacks or where its request is not its limit; null where it does not. */
export function spoilsGuaranteed(
  container: Container,
): { what: string; lacks: boolean; setting: Setting | null } | null {
  for (const what of ['memory', 'cpu']) {
    const limit = resourceOf(container, 'limits', what);
    const request = resourceOf(container, 'requests', what);
    if (!limit) return { what, lacks: true, setting: request ?? null };
    if (!same(limit.value, request!.value)) return { what, lacks: false, setting: request! };
  }
  return null;
}

const same = (a: string, b: string): boolean => a === b || (quantity(a) !== null && quantity(a) === quantity(b));

/** The QoS class of a Pod with these containers, sidecars and init containers included. */
export function qosOf(containers: readonly Container[]): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const none = containers.every((container) =>
    ['cpu', 'memory'].every((what) => resourceOf(container, 'requests', what) === undefined),
  );
  if (none) return 'BestEffort';
  return containers.every((container) => spoilsGuaranteed(container) === null) ? 'Guaranteed' : 'Burstable';
}
