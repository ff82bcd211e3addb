import type { Setting } from './facts.ts';

/** A volume as one container of a manifest sees it. */
export interface Mount {
  /** Name and image of the container; empty where the manifest leaves them out. */
  container: string;
  image: string;
  name: string;
  path: Setting;
  readOnly: Setting | null;
}

const OF_MOUNT = /(?:^|\/)(?:init)?[cC]ontainers\/volumeMounts\/(\w+)$/;
const OF_CONTAINER = /(?:^|\/)(?:init)?[cC]ontainers\/(name|image)$/;

/** The mounts of a manifest, in its order; the keys of one mount or container come again with the next. */
export function mountsOf(settings: readonly Setting[]): Mount[] {
  const containers: Map<string, string>[] = [];
  const mounts: { keys: Map<string, Setting>; container: Map<string, string> }[] = [];
  for (const setting of settings) {
    const own = OF_CONTAINER.exec(setting.path)?.[1];
    if (own !== undefined) {
      if (containers.length === 0 || containers.at(-1)!.has(own)) containers.push(new Map());
      containers.at(-1)!.set(own, setting.value);
    }
    const key = OF_MOUNT.exec(setting.path)?.[1];
    if (key === undefined) continue;
    const container = containers.at(-1) ?? new Map();
    const last = mounts.at(-1);
    if (!last || last.keys.has(key) || last.container !== container) mounts.push({ keys: new Map(), container });
    mounts.at(-1)!.keys.set(key, setting);
  }
  return mounts.flatMap(({ keys, container }): Mount[] => {
    const path = keys.get('mountPath');
    if (!path) return [];
    return [
      {
        container: container.get('name') ?? '',
        image: container.get('image') ?? '',
        name: keys.get('name')?.value ?? '',
        path,
        readOnly: keys.get('readOnly') ?? null,
      },
    ];
  });
}
