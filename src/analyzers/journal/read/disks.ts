const DISK = /(?<![\w/.-])(?:\/dev\/)?\[?(sd[a-z]{1,2}|nvme\d+n\d+|vd[a-z]|xvd[a-z]|mmcblk\d+)(?=p?\d*(?![\w-]))/g;

/** The one disk that texts name, without its partition; none where they name several. */
export function diskIn(texts: readonly string[]): string | undefined {
  const disks = new Set(texts.flatMap((text) => [...text.slice(0, 2_000).matchAll(DISK)].map(([, disk]) => disk!)));
  return disks.size === 1 ? [...disks][0] : undefined;
}
