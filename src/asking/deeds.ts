/** What Kubernetes does and may fail at: how people ask for it, and how its events and logs say that it failed; the more special first. */
export const DEEDS: readonly [asked: RegExp, told: RegExp][] = [
  [/镜像.{0,4}(?:清理|回收)|(?:清理|回收).{0,4}镜像|\bimage (?:gc|garbage|clean\w*)|\bgarbage\b/i, /garbage collect/i],
  [
    /镜像|\bimages?\b|\bpull/i,
    /\bpull(?:ing)? (?:and unpack )?image\b|ErrImage|ImagePull|InvalidImageName|manifest unknown|pull access denied/i,
  ],
  [/调度|\bschedul/i, /FailedScheduling|nodes are available/i],
  [/挂载|挂不上|\bmount|\battach/i, /MountVolume|FailedMount|AttachVolume|Unable to attach/i],
  [/探针|健康检查|\bprobe|\bhealth ?check/i, /probe failed|\bUnhealthy\b/i],
];
