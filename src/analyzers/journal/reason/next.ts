import type { Entry } from '../read/entry.ts';
import type { Log } from '../read.ts';
import { commonValues, fillCommand, podOfKubelet } from './fill.ts';
import { type Finding, ruleOf } from './finding.ts';
import { stem } from './lifecycle.ts';
import { fileNamedByCloser, isOfTool } from './signs.ts';
import type { UnitHistory } from './unit.ts';

/** How a tool that was run and failed says more. */
const LOUDER: Record<string, string[]> = {
  npm: ['npm install --loglevel verbose', 'npm config list'],
  pip: ['pip install -v PACKAGE', 'pip config list'],
  make: ['make -j1 V=1 2>&1 | tail -n 50'],
  cc: ['make -j1 V=1 2>&1 | tail -n 50'],
  cargo: ['cargo build --verbose'],
  maven: ['mvn -e -X 2>&1 | tail -n 100'],
  gradle: ['./gradlew build --stacktrace --info'],
  terraform: ['terraform validate', 'TF_LOG=DEBUG terraform plan'],
  ansible: ['ansible-playbook -vvv PLAYBOOK.yml'],
  'docker-build': ['docker build --progress=plain --no-cache .'],
  git: ['GIT_TRACE=1 GIT_SSH_COMMAND="ssh -v" git fetch'],
  helm: ['helm list -A --all', 'kubectl get events -A --sort-by=.lastTimestamp | tail -n 30'],
  kubectl: ['kubectl get events -A --sort-by=.lastTimestamp | tail -n 30'],
  apt: ['sudo apt-get check', 'sudo tail -n 50 /var/log/apt/term.log'],
  dnf: ['sudo dnf -v check'],
  go: ['go build -x ./... 2>&1 | tail -n 50'],
  tsc: ['npx tsc --noEmit'],
  wsl: ['wsl --status', 'wsl --version'],
  snap: ['snap changes', 'journalctl -u snapd.service -b --no-pager'],
  pve: ['journalctl -b -n 100 --no-pager'],
  composer: ['composer diagnose'],
  bundler: ['bundle config', 'bundle install --verbose'],
  curl: ['curl -v URL'],
  jenkins: ['bash -x ./SCRIPT 2>&1 | tail -n 50'],
  mount: ['dmesg -T | tail -n 30', 'lsblk -f'],
};

/** Commands that check a program's configuration or show its own log, by the unit's name without its ending. */
const CHECKS: [RegExp, string[]][] = [
  [/^nginx/, ['sudo nginx -t']],
  [/^(?:apache|httpd)/, ['sudo apachectl configtest', 'sudo tail -n 50 /var/log/apache2/error.log']],
  [/^ssh/, ['sudo sshd -t']],
  [/^haproxy/, ['sudo haproxy -c -f /etc/haproxy/haproxy.cfg']],
  [/^docker$/, ['sudo dockerd --debug']],
  [/^containerd$/, ['sudo containerd --log-level debug']],
  [/^prometheus/, ['promtool check config /etc/prometheus/prometheus.yml']],
  [/^(?:mysql|mariadb)/, ['sudo tail -n 50 /var/log/mysql/error.log', 'sudo tail -n 50 /var/log/mariadb/mariadb.log']],
  [/^(?:postgres|pg_ctl)/, ['sudo tail -n 50 /var/log/postgresql/*.log', 'pg_lsclusters']],
  [/^redis/, ['sudo tail -n 50 /var/log/redis/redis-server.log']],
  [/^mongo/, ['sudo tail -n 50 /var/log/mongodb/mongod.log']],
  [/^php/, ['sudo php-fpm -t']],
  [/^(?:named|bind)/, ['sudo named-checkconf -z']],
  [/^squid/, ['sudo squid -k parse']],
  [/^postfix/, ['sudo postfix check']],
  [/^dovecot/, ['sudo doveconf -n']],
  [/^dhcp/, ['sudo dhcpd -t']],
  [/^(?:chrony|ntp)/, ['sudo chronyd -d -n -q', 'chronyc tracking']],
  [/^dnsmasq/, ['sudo dnsmasq --test']],
  [/^unbound/, ['sudo unbound-checkconf']],
  [/^varnish/, ['sudo varnishd -C -f /etc/varnish/default.vcl']],
  [/^(?:elasticsearch|opensearch)/, ['sudo tail -n 80 /var/log/elasticsearch/*.log']],
  [/^rabbitmq/, ['sudo tail -n 80 /var/log/rabbitmq/*.log']],
  [/^kubelet$/, ['sudo crictl ps -a', 'ls -l /var/lib/kubelet/config.yaml /etc/kubernetes/']],
  [/^etcd/, ['sudo etcd --config-file /etc/etcd/etcd.conf.yml']],
  [/^caddy/, ['caddy validate --config /etc/caddy/Caddyfile']],
  [/^traefik/, ['traefik version']],
  [/^grafana/, ['sudo tail -n 50 /var/log/grafana/grafana.log']],
  [/^rsyslog/, ['sudo rsyslogd -N1']],
  [/^fail2ban/, ['sudo fail2ban-client -t']],
  [/^keepalived/, ['sudo keepalived -t']],
  [/^openvpn/, ['sudo tail -n 50 /var/log/openvpn/*.log']],
  [/^wg-quick|^wireguard/, ['sudo wg-quick up wg0']],
  [/^zabbix/, ['sudo tail -n 50 /var/log/zabbix/*.log']],
  [/^jenkins/, ['sudo tail -n 80 /var/log/jenkins/jenkins.log']],
  [/^tomcat/, ['sudo tail -n 80 /var/log/tomcat*/catalina.out']],
  [/^gitlab/, ['sudo gitlab-ctl tail']],
  [/^vsftpd/, ['sudo vsftpd -olisten=NO /etc/vsftpd.conf']],
  [/^(?:smbd|nmbd|samba)/, ['testparm -s']],
  [/^networking|^netplan|^systemd-networkd/, ['ip -br address', 'networkctl status']],
];

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** The window around a failure, for journalctl: a minute before the first line of it to a little after the last. */
function windowOf(entries: readonly Entry[], year: number | null): string {
  // journalctl takes the machine's own clock, which is what the log shows.
  const times = entries
    .map(({ sinceBoot, time, offset }) => (sinceBoot || time === null ? null : time + (offset ?? 0) * 60_000))
    .filter((time) => time !== null);
  if (times.length === 0 || year === null) return '';
  return ` --since "${clock(Math.min(...times) - 60_000)}" --until "${clock(Math.max(...times) + 60_000)}"`;
}

/** The commands that would show what this log does not, best first. */
export function nextCommands(
  findings: readonly Finding[],
  units: ReadonlyMap<string, UnitHistory>,
  log: Log,
): string[] {
  const commands: string[] = [];
  const failing = [...units.values()]
    .filter((history) => history.everFailed)
    .sort((a, b) => Number(b.failed) - Number(a.failed));
  const rows = findings
    .filter(({ entry, role }) => entry.kind === 'row' && role === 'symptom' && entry.unit)
    .map(({ entry }) => entry.unit!);
  const subjects =
    rows.length > 0 && failing.length === 0
      ? rows
      : failing.length > 0
        ? failing.map((history) => history.unit)
        : log.subject.unit
          ? [log.subject.unit]
          : [
              ...findings.flatMap(({ entry, role }) => (role === 'cause' && entry.unit ? [entry.unit] : [])),
              ...namedUnits(findings),
              ...onlyUnit(findings, units),
            ].slice(0, 1);
  for (const unit of subjects.slice(0, 2)) {
    const own = findings.filter((finding) => finding.entry.unit === unit || finding.event?.unit === unit);
    const pointed = own.map(({ entry }) => fileNamedByCloser(entry)).find((file) => file !== null);
    if (pointed) commands.push(`sudo tail -n 100 ${pointed}`);
    commands.push(`journalctl -u ${unit} -b --no-pager`);
    const window = windowOf(
      own.map((finding) => finding.entry),
      log.year,
    );
    if (window) commands.push(`journalctl -u ${unit} --no-pager -o cat${window}`);
    if (own.some(({ event, entry }) => event?.kind !== undefined && /result 'dependency'/.test(entry.message)))
      commands.push(`systemctl list-dependencies ${unit}`, 'systemctl --failed');
    commands.push(...ofExit(unit, own), `systemctl status ${unit} -l --no-pager`);
    if (own.some((finding) => finding.event?.kind === 'dependency'))
      commands.push('systemctl --failed', `systemctl list-dependencies ${unit}`);
    for (const [name, checks] of CHECKS) if (name.test(stem(unit)) || name.test(unit)) commands.push(...checks);
    commands.push(`systemctl cat ${unit}`);
  }
  commands.push(
    ...ofPods(findings, log),
    ...ofContainers(findings, log),
    ...ofKeepers(findings),
    ...ofSymptoms(findings, log),
  );
  if (commands.length === 0 && log.entries.some((entry) => entry.program === 'kernel'))
    commands.push('sudo dmesg -T --level=emerg,alert,crit,err,warn');
  if (commands.length === 0) {
    const shown = findings.find(({ role }) => role === 'symptom' || role === 'suspect' || role === 'cause');
    const program = shown?.entry.program;
    if (shown && isOfTool(shown.entry)) commands.push(...(LOUDER[program ?? ''] ?? ['dmesg -T | tail -n 30']));
    else if (program && /^[\w.@-]+$/.test(program)) {
      for (const [name, checks] of CHECKS) if (name.test(program)) commands.push(...checks);
      // A word before a colon is a program's name only where syslog wrote it.
      commands.push(
        wroteInSyslog(shown.entry) ? `journalctl -t ${program} -b --no-pager` : 'journalctl -b -p warning --no-pager',
      );
    } else commands.push('journalctl -b -p warning --no-pager');
  }
  // A stand-in is no help where a real name is known.
  const whole = commands.filter((command) => !/\b(?:UNIT|POD)\b/.test(command));
  return [...new Set(whole.length > 0 ? whole : commands)].slice(0, 8);
}

/** Behind `2024-05-01T08:00:00Z error: word:` no host has written: a host's name ends with no colon. */
const wroteInSyslog = ({ host, pid }: Finding['entry']): boolean =>
  pid !== null || (host !== null && !host.endsWith(':'));

/** Units that lines speak of before they break off: `php8.2-fpm.service: Mai>`. */
function namedUnits(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ entry, role }) => {
    const unit = /^([\w@:.\\-]{1,120}\.(?:service|socket|mount|timer)): ?\S/.exec(entry.message)?.[1];
    return unit && role !== 'healthy' && role !== 'noise' ? [unit] : [];
  });
}

/** The one unit a log tells of, where a program's last words are not its name's: systemd started it right above them. */
function onlyUnit(findings: readonly Finding[], units: ReadonlyMap<string, UnitHistory>): string[] {
  const torn = findings.some(({ frame, entry }) => frame && entry.program !== null && entry.unit === null);
  return torn && units.size === 1 ? [...units.keys()] : [];
}

function ofExit(unit: string, own: readonly Finding[]): string[] {
  const exits = own.map((finding) => finding.event).filter((event) => event?.kind === 'exited');
  const status = exits[0]?.status;
  const commands: string[] = [];
  if (status === 127)
    commands.push(`ldd "$(systemctl show -P ExecStart ${unit} | grep -o 'path=[^ ;]*' | cut -d= -f2)"`);
  if (status === 126 || status === 203) commands.push(`systemctl show -p ExecStart ${unit}`);
  if (status === 137 || (exits[0]?.code === 'killed' && status === 9)) {
    commands.push(
      `sudo journalctl -k -b --no-pager | grep -iE 'out of memory|oom|killed process'`,
      'docker inspect -f "{{.State.OOMKilled}} {{.State.ExitCode}}" CONTAINER',
    );
  }
  if (exits[0]?.code === 'dumped' || (exits[0]?.code === 'killed' && (status === 6 || status === 11)))
    commands.push(`coredumpctl info ${unit.replace(/\.\w+$/, '')}`);
  return commands;
}

function ofPods(findings: readonly Finding[], log: Log): string[] {
  const rows = findings.filter(
    (finding) =>
      finding.entry.kind === 'row' &&
      finding.role === 'symptom' &&
      finding.entry.fields['name'] &&
      finding.entry.program === 'kubectl',
  );
  const names = rows.map((finding) => ({
    pod: finding.entry.fields['name']!,
    namespace: finding.entry.fields['namespace'] ?? log.subject.namespace,
    status: finding.entry.fields['status'] ?? '',
  }));
  const events = findings.filter(
    ({ entry }) => (entry.kind === 'event' || entry.kind === 'row') && entry.fields['object']?.startsWith('pod/'),
  );
  if (names.length === 0 && events.length > 0)
    names.push({
      pod: events[0]!.entry.fields['object']!.slice(4),
      namespace: events[0]!.entry.fields['namespace'],
      status: '',
    });
  // kubelet names the pod in its own lines.
  if (names.length === 0)
    for (const { entry, role } of findings) {
      if (entry.program !== 'kubelet' || role !== 'symptom') continue;
      const told = podOfKubelet(entry.message);
      if (told && !names.some((name) => name.pod === told.pod)) names.push({ ...told, status: '' });
    }
  if (names.length === 0 && log.subject.pod)
    names.push({ pod: log.subject.pod, namespace: log.subject.namespace, status: '' });
  return names.slice(0, 2).flatMap(({ pod, namespace, status }) => {
    if (!/^[\w.-]+$/.test(pod)) return [];
    const scope = namespace && /^[\w-]+$/.test(namespace) ? ` -n ${namespace}` : '';
    if (/NotReady/.test(status)) return [`kubectl describe node ${pod}`];
    const logs = `kubectl logs ${pod}${scope} --previous`;
    const describe = `kubectl describe pod ${pod}${scope}`;
    return /Pending|ImagePull|ErrImage|CreateContainer|Evicted/.test(status) ? [describe, logs] : [logs, describe];
  });
}

/** A row of `docker ps` that lost its columns. */
const ENDED_ROW = /^([0-9a-f]{12}) \S{1,200} "[^"]{0,80}" .*\b(?:Restarting|Exited) \([1-9]/;

function ofContainers(findings: readonly Finding[], log: Log): string[] {
  const row = findings.find(
    (finding) => finding.entry.kind === 'row' && finding.role === 'symptom' && finding.entry.program === 'docker',
  );
  const id =
    row?.entry.fields['container id'] ??
    row?.entry.fields['container'] ??
    row?.entry.fields['names'] ??
    row?.entry.fields['name'] ??
    /^[0-9a-f]{12}/.exec(row?.entry.message ?? '')?.[0] ??
    findings.map(({ entry }) => ENDED_ROW.exec(entry.message)?.[1]).find(Boolean) ??
    log.subject.container;
  return id && /^[\w.-]+$/.test(id) ? [`docker logs --tail 100 ${id}`, `docker inspect ${id}`] : [];
}

/** What each tool that keeps programs running shows of one of them. */
const OF_KEEPER: Record<string, (name: string, namespace: string) => string[]> = {
  pm2: (name) => [`pm2 logs ${name} --lines 100 --nostream`, `pm2 describe ${name}`],
  supervisor: (name) => [`sudo supervisorctl tail -4000 ${name} stderr`, `sudo supervisorctl status ${name}`],
  lxc: (name) => [`lxc info ${name} --show-log`],
  helm: (name, namespace) => [
    `helm status ${name}${namespace}`,
    `helm history ${name}${namespace}`,
    `kubectl get pods${namespace}`,
    `kubectl get events${namespace} --sort-by=.lastTimestamp`,
  ],
};

function ofKeepers(findings: readonly Finding[]): string[] {
  const row = findings.find(
    ({ entry, role }) => entry.kind === 'row' && role === 'symptom' && OF_KEEPER[entry.program ?? ''],
  )?.entry;
  const name = row?.fields['name'] ?? row?.fields['supervised'];
  if (!row || !name || !/^[\w.:-]+$/.test(name)) return [];
  const { namespace } = row.fields;
  return OF_KEEPER[row.program!]!(name, namespace && /^[\w-]+$/.test(namespace) ? ` -n ${namespace}` : '');
}

/** What the rules of the symptoms themselves would run. */
function ofSymptoms(findings: readonly Finding[], log: Log): string[] {
  return findings
    .filter(({ role, of }) => role === 'symptom' || (role === 'consequence' && of === null))
    .flatMap((finding) => {
      const match = ruleOf(finding);
      if (!match) return [];
      const values = { ...commonValues(finding.entry, log.subject), ...match.groups };
      return match.rule.next.map((command) => fillCommand(command, values));
    })
    .slice(0, 4);
}
