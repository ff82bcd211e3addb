/** What a line says when it is no log entry but output of systemctl, kubectl or a shell. */
export type Structure =
  | { kind: 'unit-title'; unit: string }
  | { kind: 'unit-field'; name: string; value: string }
  | { kind: 'command'; command: string }
  | { kind: 'mark'; mark: 'begin' | 'boot' | 'no-entries' }
  | { kind: 'catalog' }
  | { kind: 'ruler' }
  | { kind: 'describe'; name: string; value: string; indent: number };

const UNIT = '[\\w@:.\\\\-]+\\.(?:service|socket|mount|timer|target|path|device|swap|scope|slice|automount)';
const TITLE = new RegExp(
  `^\\s*(?:[●○×↻*x] (?=\\S)|(?=[\\w@:.\\\\-]+\\.\\w+ - \\S))(${UNIT})(?: - .*|\\s+(?:loaded|not-found|masked|bad-setting|error)\\s.*)?$`,
);
const FIELD =
  /^ {0,16}(Loaded|Active|Docs|Process|Main PID|Tasks|Memory|CPU|CGroup|Drop-In|TriggeredBy|Triggers|Status|IP|IO|FD Store|Invocation|Trigger|Listen|Accepted|Where|What|Until|Condition|Assert|Duration|Started|已加载|加载|活动|活跃|文档|进程|主进程|主 ?PID|任务|内存|状态|持续时间|控制组)(?::|： ?) *(\S.*)$|^ +(Error): +(\S.*)$/;
const COMMAND =
  /^\s*(?:(?:\[?[\w.-]+@[\w.-]+(?:[: ][^\]#$\n]{0,60})?\]?|[\w.-]{0,30})[#$] ?|[$#] )((?:sudo )?(?:journalctl|systemctl|service|dmesg|docker|podman|nerdctl|crictl|kubectl|k|oc|tail|cat|less|grep|nginx|sshd|k3s|kubeadm|minikube|microk8s|snap|uname|df|free|ss|lsof|pip3?|python3?|npm|npx|yarn|pnpm|node|make|cmake|cargo|go|mvn|gradle|\.\/gradlew|terraform|tofu|ansible(?:-playbook)?|helm|git|ssh|scp|rsync|curl|wget|apt(?:-get)?|dpkg|dnf|yum|pacman|apk|composer|php|bundle|gem|nvidia-smi|mount|umount|modprobe|systemd-analyze|wsl|crontab|dig|nslookup|ping|ip|ls|id)\b.{0,200})$/;
/** A shell that waits for the next command. */
const PROMPT =
  /^\s*(?:\[?[\w.-]+@[\w.-]+(?:[: ][^\]#$\n]{0,60})?\]?|\([\w.-]+\) [\w.-]+@[\w.-]+:\S{0,60})[#$%] ?$|^\s*[$#] ?$/;
const BARE_COMMAND =
  /^\s*((?:sudo )?(?:journalctl|systemctl (?:status|start|restart)|dmesg|docker logs|kubectl (?:logs|describe|get)|crictl logs)(?: [\w./:=@-]+){0,8})\s*$/;
const DESCRIBE =
  /^( *)(Name|Namespace|Priority|Priority Class Name|Service Account|Node|Start Time|Labels|Annotations|Status|IP|IPs|Controlled By|Containers|Init Containers|Ephemeral Containers|Container ID|Image|Image ID|Port|Ports|Host Port|Host Ports|State|Last State|Reason|Message|Exit Code|Signal|Started|Finished|Ready|Restart Count|Limits|Requests|Liveness|Readiness|Startup|Environment|Mounts|Conditions|Volumes|QoS Class|Node-Selectors|Tolerations|Events|Command|Args|cpu|memory|Roles|CreationTimestamp|Taints|Unschedulable|Lease|Addresses|Capacity|Allocatable|System Info|StorageClass|Volume|Access Modes|VolumeMode|Used By|Finalizers|Capacity|Selector|Replicas|StrategyType|Pod Template|NewReplicaSet|OldReplicaSets):(?: +(\S.*))?$/;

/** Names of the fields as a Chinese systemctl prints them. */
const ENGLISH: Record<string, string> = {
  已加载: 'Loaded',
  加载: 'Loaded',
  活动: 'Active',
  活跃: 'Active',
  文档: 'Docs',
  进程: 'Process',
  主进程: 'Main PID',
  主PID: 'Main PID',
  任务: 'Tasks',
  内存: 'Memory',
  状态: 'Status',
  持续时间: 'Duration',
  控制组: 'CGroup',
};

function inEnglish(name: string): string {
  return ENGLISH[name.replace(' ', '')] ?? name;
}

/** Recognises a line that is structure around log entries. */
export function structureOf(text: string): Structure | null {
  if (/^\s*-- (?:Logs begin|Journal begins|日志从|日志开始)/.test(text)) return { kind: 'mark', mark: 'begin' };
  if (/^\s*-- (?:Boot [0-9a-f]{8,32}|Reboot|引导|重启)/.test(text)) return { kind: 'mark', mark: 'boot' };
  if (/^\s*-- (?:No entries|无条目|没有条目)/.test(text)) return { kind: 'mark', mark: 'no-entries' };
  if (/^\s*(?:░░|--(?: |$))/.test(text)) return { kind: 'catalog' };
  if (/^[\s=*_#+\u2500-\u257f-]+$/.test(text) || /^\s*-{3,}(?:\s+-{3,})+\s*$/.test(text)) return { kind: 'ruler' };
  if (
    /^\s*Type\s+Reason\s+Age\s+From\s+Message\s*$/.test(text) ||
    /^\s*[│├└─|`-][\s│├└─|`-]*\d+ \S/.test(text) ||
    /^\s{8,}(?:man:|https?:)\S/.test(text) ||
    /^(?:LOAD|ACTIVE|SUB) +[=→] |^[1-9]\d* loaded units listed|^To show all installed unit files|^Hint: Some lines were ellipsized/.test(
      text,
    )
  )
    return { kind: 'ruler' };
  const container = /^( {2,4})([a-z0-9][a-z0-9-]{0,62}):$/.exec(text);
  if (container) return { kind: 'describe', name: container[2]!, value: '', indent: container[1]!.length };
  if (PROMPT.test(text)) return { kind: 'ruler' };
  const title = TITLE.exec(text);
  if (title) return { kind: 'unit-title', unit: title[1]! };
  const command = COMMAND.exec(text) ?? BARE_COMMAND.exec(text);
  if (command) return { kind: 'command', command: command[1]!.trim() };
  const see = /^See '?"?(systemctl status "?[\w@:.\\-]+)"?'?(?: and .{1,80})? for details\.?$/.exec(text);
  if (see) return { kind: 'command', command: see[1]!.replace('"', '') };
  const field = FIELD.exec(text);
  if (field && text.length < 600) {
    const describes = DESCRIBE.exec(text);
    if (!describes || !/^(?:Status|IP|Started)$/.test(field[1] ?? ''))
      return { kind: 'unit-field', name: inEnglish(field[1] ?? field[3]!), value: field[2] ?? field[4]! };
  }
  const describe = DESCRIBE.exec(text);
  if (describe)
    return { kind: 'describe', name: describe[2]!, value: describe[3]?.trim() ?? '', indent: describe[1]!.length };
  return null;
}

/** The unit, pod or container a command asks about. */
export function subjectOf(command: string): { unit?: string; pod?: string; namespace?: string; container?: string } {
  const unit =
    /journalctl\b.*?(?:-[a-z]*u|--unit)[ =]([\w@:.\\-]+)/.exec(command)?.[1] ??
    /systemctl (?:status|start|restart|reload|stop)(?: -\S+)* ([\w@:.\\-]+)/.exec(command)?.[1] ??
    /service ([\w@.-]+) (?:status|start|restart)/.exec(command)?.[1];
  const namespace = /(?:^|\s)(?:-n|--namespace)[ =]([\w-]+)/.exec(command)?.[1];
  const bare = command
    .replace(/\s(?:-n|--namespace|-c|--container|--tail|--since|-l|--selector|--context)[ =]\S+/g, '')
    .replace(/\s-{1,2}[\w-]+(?:=\S+)?/g, '');
  const pod = /(?:kubectl|k|oc)(?:\.exe)? (?:logs|describe(?: pods?)?) (?:pods?\/|po\/|pod )?([a-z0-9][\w.-]+)/.exec(
    bare,
  )?.[1];
  const container =
    /(?:docker|podman|nerdctl|crictl) (?:container )?(?:logs|inspect|start|run)(?: --?\S+)* ([\w.-]+)/.exec(bare)?.[1];
  return {
    ...(unit ? { unit: /\.\w+$/.test(unit) ? unit : `${unit}.service` } : {}),
    ...(pod ? { pod } : {}),
    ...(namespace ? { namespace } : {}),
    ...(container ? { container } : {}),
  };
}
