import { table } from '../../../language/table.ts';
import type { Entry } from '../read/entry.ts';

/** What systemd says about one of its units. */
export type UnitEventKind =
  | 'starting'
  | 'started'
  | 'finished'
  | 'stopping'
  | 'stopped'
  | 'deactivated'
  | 'exited'
  | 'failed'
  | 'failed-to-start'
  | 'restart'
  | 'start-limit'
  | 'dependency'
  | 'timeout'
  | 'killing'
  | 'skipped';

export interface UnitEvent {
  at: number;
  kind: UnitEventKind;
  unit: string | null;
  description: string | null;
  /** exited: `exited`, `killed` or `dumped`. */
  code: string | null;
  status: number | null;
  result: string | null;
  counter: number | null;
  /** exited: which of its processes, in lower case: `main`, `control` (a check before the start, a reload) ... */
  process: string | null;
}

const UNIT = '[\\w@:.\\\\-]+\\.(?:service|socket|mount|timer|target|path|device|swap|scope|slice|automount)';
const NAMED = `(?:(?<unit>${UNIT})(?: - |\\.\\.\\.|\\.?$))?(?<description>.*?)(?:\\.\\.\\.|\\.)?$`;

const FORMS: [UnitEventKind, RegExp][] = [
  [
    'exited',
    new RegExp(
      `^(?<unit>${UNIT}): (?<process>[A-Z][\\w-]*|main|control|mount|swap) process exited, code=(?<code>\\w+),? status=(?<status>\\d+)(?!.*\\((?:success|ignored)\\)$)`,
      'i',
    ),
  ],
  ['failed', new RegExp(`^(?<unit>${UNIT}): Failed with result '?(?<result>[\\w-]*)`)],
  ['failed', new RegExp(`^(?<unit>${UNIT}): Unit entered failed state`)],
  ['failed', new RegExp(`^Unit (?<unit>${UNIT}) entered(?: failed state.*)?$`)],
  ['failed', new RegExp(`^(?<unit>${UNIT}) failed\\.?$`)],
  [
    'failed',
    new RegExp(
      `^(?<unit>${UNIT}): (?:Unit configuration has fatal|Failed to run '|Failed at step|Failed to load environment|Failed to execute|Failed to locate|Changing to the requested)`,
    ),
  ],
  ['restart', new RegExp(`^(?<unit>${UNIT}): Scheduled restart job(?:, restart counter is at (?<counter>\\d+))?`)],
  [
    'restart',
    new RegExp(
      `^(?<unit>${UNIT}):? (?:Service )?(?:hold-?off time|has no hold-?off time|RestartSec=\\S* expired)`,
      'i',
    ),
  ],
  [
    'start-limit',
    new RegExp(`^(?:(?<unit>${UNIT}): )?[Ss]tart request repeated(?: too q\\w*)?(?: for (?<unit2>${UNIT}))?`),
  ],
  [
    'timeout',
    new RegExp(
      `^(?<unit>${UNIT}): (?:[\\w -]*operation timed out|.*[Tt]imed out\\.|Watchdog timeout|State '[\\w-]+' timed out)`,
    ),
  ],
  ['killing', new RegExp(`^(?<unit>${UNIT}): Killing process`)],
  ['deactivated', new RegExp(`^(?<unit>${UNIT}): (?:Deactivated successfully|Succeeded|Consumed)`)],
  ['dependency', new RegExp(`^(?<unit>${UNIT}): Job \\S+/\\w+ failed with result`)],
  ['dependency', new RegExp(`^Dependency failed for ${NAMED}`)],
  ['failed-to-start', new RegExp(`^Failed to (?:start|mount|listen on|activate swap|set up automount)(?: ${NAMED}|$)`)],
  ['skipped', new RegExp(`^(?:(?<unit>${UNIT}): )?(?:Condition check resulted in|Skipped|.* was skipped because)`)],
  ['starting', new RegExp(`^(?:Starting|Mounting|Activating swap|Reloading) ${NAMED}`)],
  ['started', new RegExp(`^(?:Started|Mounted|Listening on|Activated swap|Reached target|Reloaded) ${NAMED}`)],
  ['finished', new RegExp(`^Finished ${NAMED}`)],
  ['stopping', new RegExp(`^(?:Stopping|Unmounting) ${NAMED}`)],
  ['stopped', new RegExp(`^(?:Stopped|Unmounted|Closed) ${NAMED}`)],
];

/** How systemctl tells whoever started a unit. */
const FAILED_JOB = new RegExp(`^(?:Job|A dependency job) for (${UNIT}) (?:failed|canceled)`);

/** Reads one line of systemd; null where it is none about a unit's life. */
export function unitEvent(entry: Entry): UnitEvent | null {
  const job = entry.program === null && FAILED_JOB.exec(entry.message);
  if (job)
    return {
      at: entry.at,
      kind: 'failed',
      unit: job[1]!,
      description: null,
      code: null,
      status: null,
      result: null,
      counter: null,
      process: null,
    };
  const names = entry.program;
  if (names !== 'systemd' && names !== 'init' && !(names?.startsWith('(') ?? false)) return null;
  if (entry.kind !== 'line') return null;
  for (const [kind, form] of FORMS) {
    const found = form.exec(entry.message);
    if (!found) continue;
    const { unit, unit2, description, code, status, result, counter, process } = found.groups ?? {};
    return {
      at: entry.at,
      kind,
      unit: unit ?? unit2 ?? entry.unit ?? null,
      description: description?.trim() || null,
      code: code ?? null,
      status: status === undefined ? null : Number(status),
      result: result || null,
      counter: counter === undefined ? null : Number(counter),
      process: process?.toLowerCase() ?? null,
    };
  }
  return null;
}

/** Session scopes, slices, timers' targets: systemd's housekeeping that tells nothing about a failure. */
export function isHousekeeping(event: UnitEvent): boolean {
  return (
    /^(?:session-|user@|user-|.*\.slice$|.*\.scope$|.*\.target$)/.test(event.unit ?? '') ||
    /^Session \d+|^User |^Slice /.test(event.description ?? '')
  );
}

/** Descriptions that every distribution writes the same way, for logs that never name the unit. */
const KNOWN_DESCRIPTIONS: [RegExp, string][] = [
  [/^Docker Application C/, 'docker.service'],
  [/^containerd container runtime/, 'containerd.service'],
  [/^kubelet: The Kubernetes Node Agent/, 'kubelet.service'],
  [/^Lightweight Kubernetes/, 'k3s.service'],
  [/^(?:A high performance web server and a reverse proxy|The nginx HTTP and reverse proxy)/, 'nginx.service'],
  [/^OpenBSD Secure Shell server/, 'ssh.service'],
  [/^OpenSSH server daemon/, 'sshd.service'],
  [/^HAProxy Load Balancer/, 'haproxy.service'],
  [/^Network Manager$/, 'NetworkManager.service'],
];
/** Programs whose unit is called the same everywhere. */
const KNOWN_PROGRAMS = table<string>({
  dockerd: 'docker.service',
  containerd: 'containerd.service',
  kubelet: 'kubelet.service',
  nginx: 'nginx.service',
  haproxy: 'haproxy.service',
  etcd: 'etcd.service',
  k3s: 'k3s.service',
});

/** The unit a program runs in wherever it is installed, or null where distributions differ. */
export function usualUnit(program: string): string | null {
  return KNOWN_PROGRAMS[program] ?? null;
}

/**
 * Fills in which unit a description belongs to, from lines that give both or stand next to each other.
 * @param mentioned units that systemd names anywhere, on lines that tell no event of their lives too.
 */
export function nameUnits(events: UnitEvent[], mentioned: ReadonlySet<string>): void {
  const byDescription = new Map<string, string>();
  for (const event of events) if (event.unit && event.description) byDescription.set(event.description, event.unit);
  const closing = (event: UnitEvent) =>
    event.kind === 'failed-to-start' ||
    event.kind === 'start-limit' ||
    event.kind === 'stopped' ||
    event.kind === 'starting' ||
    event.kind === 'started' ||
    event.kind === 'dependency';
  for (const [index, event] of events.entries()) {
    if (event.unit || !closing(event) || isHousekeeping(event)) continue;
    const known = event.description && byDescription.get(event.description);
    if (known) {
      event.unit = known;
      continue;
    }
    if (event.kind !== 'failed-to-start' && event.kind !== 'start-limit' && event.kind !== 'stopped') continue;
    // systemd writes "Failed to start NAME." right beside "UNIT: Failed with result".
    const neighbour =
      [events[index - 1], events[index + 1], events[index - 2], events[index + 2]].find(
        (other) =>
          other?.unit &&
          (other.kind === 'failed' ||
            other.kind === 'exited' ||
            other.kind === 'restart' ||
            other.kind === 'timeout' ||
            other.kind === 'start-limit') &&
          alike(other.unit, event.description),
      ) ??
      [events[index - 1], events[index + 1], events[index - 2], events[index + 2], events[index - 3]].find(
        (other) =>
          other?.unit &&
          (other.kind === 'failed' ||
            other.kind === 'exited' ||
            other.kind === 'restart' ||
            other.kind === 'start-limit'),
      );
    if (neighbour) {
      event.unit = neighbour.unit;
      if (event.description && !event.description.endsWith('...'))
        byDescription.set(event.description, neighbour.unit!);
    }
  }
  for (const event of events) {
    if (event.unit || event.description === null) continue;
    const { description } = event;
    event.unit =
      byDescription.get(description) ??
      KNOWN_DESCRIPTIONS.find(([words]) => words.test(description))?.[1] ??
      onlyOneCalled(description, mentioned);
  }
}

/** The one unit whose name stands in a description; null where none or several do. */
function onlyOneCalled(description: string, units: ReadonlySet<string>): string | null {
  const called = [...units].filter((unit) => alike(unit, description));
  return called.length === 1 ? called[0]! : null;
}

function alike(unit: string, description: string | null): boolean {
  const base = stem(unit.replace(/\.\w+$/, ''));
  return description !== null && base.length >= 3 && description.toLowerCase().includes(base);
}

/** A name without what differs between a unit, its package and its program: `sshd` and `ssh`, `docker` and `dockerd`. */
export function stem(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(?:service|socket|mount)$/, '')
    .replace(/^\(|\)$/g, '')
    .replace(/@.*$/, '')
    .replace(/^.*[./]/, '')
    .replace(/[-_]?(?:server|daemon|agent)$/, '')
    .replace(/[\d.]+$/, '')
    .replace(/(?<=\w{3})d$/, '');
}

const SAME = [
  ['mysql', 'mariadb'],
  ['postgresql', 'postgres', 'pg_ctl', 'pg_ctlcluster'],
  ['apache', 'httpd', 'http', 'apachectl'],
  ['php-fpm', 'php'],
  ['elasticsearch', 'systemd-entrypoint', 'java'],
  ['nvidia-persistenced', 'nvidia'],
  ['networking', 'ifup', 'dhclient'],
  ['named', 'bind'],
];

/** `apt-daily.service` and `apt.systemd.daily`: two names made of the same words. */
function shareWords(unit: string, program: string): boolean {
  const words = (name: string) =>
    new Set(
      name
        .toLowerCase()
        .replace(/(?:@.*)?\.(?:service|socket|mount)$/, '')
        .split(/[^a-z]+/)
        .filter((word) => word.length >= 3 && !/^(?:systemd|service|server|daemon|agent)$/.test(word)),
    );
  const own = words(unit);
  const shared = [...words(program)].filter((word) => own.has(word)).length;
  return shared >= 2 && shared === own.size;
}

/** True where a program's lines are likely those of a unit. */
export function unitRuns(unit: string, program: string): boolean {
  // postfix/master is one of Postfix' programs.
  if (program.includes('/') && unitRuns(unit, program.slice(0, program.indexOf('/')))) return true;
  const a = stem(unit);
  const b = stem(program);
  if (a === b || (a.length >= 4 && b.startsWith(a)) || (b.length >= 4 && a.startsWith(b))) return true;
  if (shareWords(unit, program)) return true;
  if (/^mnt-|\.mount$/.test(unit)) return /^(?:u?mount|fsck)/.test(program);
  return SAME.some((family) => family.some((name) => a.startsWith(name)) && family.some((name) => b.startsWith(name)));
}

/** Programs that log all the time about themselves and are never the main process of another unit. */
export const BYSTANDER =
  /^(?:systemd|systemd-.*|init|kernel|CRON|CROND|cron|crond|anacron|sshd|sudo|su|rsyslogd|dbus.*|polkit.*|NetworkManager|ModemManager|wpa_supplicant|dhclient|dhcpcd|avahi-daemon|gnome-.*|gdm.*|audit|auditd|setroubleshoot|snapd|chronyd|ntpd|irqbalance|logrotate|packagekitd|apt.*|dnf.*|fwupd|udisksd|upowerd|accounts-daemon|smartd|login|agetty|postfix\/.*|run-parts|unattended-upgr.*|multipathd|lvm|thermald|colord|rtkit-daemon|pulseaudio|pipewire.*|xdg-.*|tracker-.*|kubectl|default-scheduler|pam_.*)$/;
