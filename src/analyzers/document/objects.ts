import { names, readAsked } from '../../asking/question.ts';
import type { Told } from './outcomes.ts';
import { scaledByHand, scaledByLoad, shareOfWhat } from './scaling.ts';
import { at, type Node, nodesAt } from './tree.ts';

const code = (text: string): string => `\`${text.replaceAll('`', "'").slice(0, 120)}\``;
const bothCode = (list: readonly string[]): { zh: string; en: string } => ({
  zh: list.map(code).join('、'),
  en: list.map(code).join(', '),
});
const told = (zh: string, en: string, ...nodes: (Node | undefined)[]): Told => ({
  zh,
  en,
  lines: [...new Set(nodes.flatMap((node) => (node ? [node.line] : [])))],
});
const pairs = (node: Node | undefined): string[] => (node?.children ?? []).map(({ key, value }) => `${key}=${value}`);

/** A Service: its ports, what it selects, how it is reached. */
function aboutService(question: string, root: Node[]): Told | null {
  const spec = nodesAt(root, 'spec')[0];
  if (!spec) return null;
  const asked = readAsked(question);
  const selector = at(spec, 'selector');
  if (/选|标签|selector|\bselect\w*|\blabels?\b|哪些 ?pod|\bwhich pods?\b|\bwhat pods?\b/i.test(question)) {
    if (!selector)
      return told('没写 `selector`，它不自动选 Pod。', 'It has no `selector`, so it selects no Pods by itself.', spec);
    const list = bothCode(pairs(selector));
    return told(
      `带这些标签的 Pod：${list.zh}（要同时满足）。`,
      `Pods with all of these labels: ${list.en}.`,
      selector,
      ...selector.children,
    );
  }
  // Which port a probe asks is its container's matter.
  if (/探针|健康检查|liveness|readiness|\bprobes?\b/i.test(question)) return null;
  if (!/端口|\bports?\b|访问|\breach\w*|\baccess\w*|nodePort|暴露|expos/i.test(question)) return null;
  const ports = at(spec, 'ports')?.children ?? [];
  if (ports.length === 0) return null;
  const type = at(spec, 'type');
  const named = ports.filter((port) =>
    ['name', 'port', 'targetPort', 'nodePort'].some((key) => names(question, at(port, key)?.value ?? '')),
  );
  const own = named.length > 0 ? named : ports;
  const nameOf = (port: Node): string => at(port, 'name')?.value ?? at(port, 'port')?.value ?? '';
  if (asked.count && /[几多]少?个|\bhow many\b/i.test(question))
    return told(
      `${ports.length} 个：${bothCode(ports.map((port) => at(port, 'port')?.value ?? '')).zh}。`,
      `${ports.length}: ${bothCode(ports.map((port) => at(port, 'port')?.value ?? '')).en}.`,
      ...ports,
    );
  const outside = /集群外|外部|外面|外网|宿主机|节点端口|node ?port|\boutside\b|\bexternal/i.test(question);
  const target = /目标|target|容器|\bcontainer\b|转(?:发)?到|后端|\bforward|\bgo(?:es)? to\b/i.test(question);
  const inside = /集群内|内部|service ?端口|\binside\b|\bwithin\b|\bcluster\b/i.test(question);
  if (!outside && !target && !inside && named.length === 0) return null;
  const field = outside ? 'nodePort' : target ? 'targetPort' : 'port';
  const kind = type?.value ?? 'ClusterIP';
  if (outside && kind === 'ClusterIP')
    return told(
      '集群外访问不到：类型是 ClusterIP（默认），只有集群内的地址。',
      'Not from outside: the type is ClusterIP (the default), an address within the cluster only.',
      type ?? spec,
    );
  const parts = own.map((port) => {
    const node = at(port, field);
    const unset =
      field === 'nodePort'
        ? { zh: '没写，由集群在 30000-32767 里分配', en: 'not set, the cluster assigns one of 30000-32767' }
        : {
            zh: `没写 targetPort，同 port（${at(port, 'port')?.value ?? ''}）`,
            en: `no targetPort, the same as port (${at(port, 'port')?.value ?? ''})`,
          };
    return {
      node: node ?? port,
      zh: `${own.length > 1 ? `${nameOf(port)}：` : ''}${node ? code(node.value) : unset.zh}`,
      en: `${own.length > 1 ? `${nameOf(port)}: ` : ''}${node ? code(node.value) : unset.en}`,
    };
  });
  return told(
    `${parts.map(({ zh }) => zh).join('；')}（\`${field}\`）。`,
    `${parts.map(({ en }) => en).join('; ')} (\`${field}\`).`,
    ...parts.map(({ node }) => node),
  );
}

/** An Ingress: which path of which host goes to which Service, and where its certificate is. */
function aboutIngress(question: string, root: Node[]): Told | null {
  const spec = nodesAt(root, 'spec')[0];
  if (!spec) return null;
  if (/证书|\btls\b|https|\bcert/i.test(question)) {
    const tls = at(spec, 'tls')?.children ?? [];
    if (tls.length === 0)
      return told('没有写 `tls`，这里没有配证书。', 'No `tls` is written here, so no certificate.', spec);
    const secrets = tls.flatMap((one) => at(one, 'secretName') ?? []);
    const list = bothCode(secrets.map(({ value }) => value));
    return secrets.length === 0 ? null : told(`在 Secret ${list.zh} 里。`, `In the Secret ${list.en}.`, ...secrets);
  }
  const rules = at(spec, 'rules')?.children ?? [];
  if (/域名|主机名?|\bhosts?\b|\bdomains?\b/i.test(question) && !/节点|宿主机/.test(question)) {
    const hosts = rules.flatMap((rule) => at(rule, 'host') ?? []);
    if (hosts.length === 0)
      return told('没写 `host`，所有域名都匹配。', 'No `host` is written: every host matches.', spec);
    const list = bothCode(hosts.map(({ value }) => value));
    return told(`${list.zh}。`, `${list.en}.`, ...hosts);
  }
  const paths = rules.flatMap((rule) =>
    (at(rule, 'http', 'paths')?.children ?? []).map((path) => ({ path, host: at(rule, 'host')?.value ?? '' })),
  );
  if (
    paths.length === 0 ||
    !/哪|什么|转|到|服务|后端|端口|\bwhere\b|\bwhich\b|\bwhat\b|\bgo(?:es)?\b|\bservice\b|\bport\b/i.test(question)
  )
    return null;
  const said = (value: string): boolean =>
    value !== '' &&
    new RegExp(`(?<![\\w/.-])${value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?![\\w/-])`).test(question);
  const own = paths.filter(
    ({ path, host }) =>
      said(at(path, 'path')?.value ?? '') || said(host) || said(at(path, 'backend', 'service', 'name')?.value ?? ''),
  );
  if (own.length === 0) return null;
  const exact = own.filter(({ path }) => said(at(path, 'path')?.value ?? ''));
  const parts = (exact.length > 0 ? exact : own).map(({ path, host }) => {
    const service = at(path, 'backend', 'service', 'name')?.value ?? at(path, 'backend', 'serviceName')?.value ?? '';
    const port =
      at(path, 'backend', 'service', 'port', 'number')?.value ??
      at(path, 'backend', 'service', 'port', 'name')?.value ??
      at(path, 'backend', 'servicePort')?.value ??
      '';
    return {
      path,
      text: `${code(`${host}${at(path, 'path')?.value ?? '/'}`)} → ${code(service)}${port === '' ? '' : `:${code(port)}`}`,
    };
  });
  return told(
    `${parts.map(({ text }) => text).join('；')}。`,
    `${parts.map(({ text }) => text).join('; ')}.`,
    ...parts.map(({ path }) => path),
    ...parts.flatMap(({ path }) => at(path, 'backend', 'service', 'name') ?? []),
  );
}

/** A HorizontalPodAutoscaler: between which numbers it scales what, and by which measure. */
function aboutScaling(question: string, root: Node[]): Told | null {
  const spec = nodesAt(root, 'spec')[0];
  if (!spec) return null;
  // What may be taken away at once is no bound of the autoscaler.
  if (/驱逐|排空|腾空|\bevict\w*|\bdrain\w*|\bdisrupt\w*/i.test(question)) return null;
  const [least, most] = [at(spec, 'minReplicas'), at(spec, 'maxReplicas')];
  const target = at(spec, 'scaleTargetRef', 'name');
  const metrics = (at(spec, 'metrics')?.children ?? []).flatMap((metric) => {
    const resource = at(metric, 'resource') ?? at(metric, 'pods') ?? at(metric, 'external') ?? at(metric, 'object');
    const name = resource && (at(resource, 'name') ?? at(resource, 'metric', 'name'));
    const goal =
      resource &&
      (at(resource, 'target', 'averageUtilization') ??
        at(resource, 'target', 'averageValue') ??
        at(resource, 'target', 'value'));
    return name ? [{ name, goal, percent: goal?.key === 'averageUtilization' }] : [];
  });
  const old = at(spec, 'targetCPUUtilizationPercentage');
  const all = old ? [...metrics, { name: { ...old, value: 'cpu' }, goal: old, percent: true }] : metrics;
  const by = all.map(({ name, goal, percent }) => `${name.value}${goal ? ` ${goal.value}${percent ? '%' : ''}` : ''}`);
  const worked = scaledByHand(question, spec) ?? scaledByLoad(question, spec, all) ?? shareOfWhat(question, all);
  if (worked) return worked;
  const behaviour = scalingBehaviour(question, spec);
  if (behaviour) return behaviour;
  if (/到 ?(?:0|零)|\bto (?:0|zero)\b/i.test(question) && readAsked(question).yesNo) {
    const zero = least?.value === '0';
    return told(
      zero
        ? '会，`minReplicas` 是 0。'
        : `不会：最少 ${least?.value ?? '1'} 个（\`minReplicas\`${least ? '' : '，默认值'}）。`,
      zero
        ? 'Yes: `minReplicas` is 0.'
        : `No: at least ${least?.value ?? '1'} stay (\`minReplicas\`${least ? '' : ', the default'}).`,
      least ?? spec,
    );
  }
  if (/现在|目前|当前|\bnow\b|\bcurrent\w*/i.test(question) && readAsked(question).count && most)
    return told(
      `清单里看不出现在有几个，只知道在 ${least?.value ?? '1'} 到 ${most.value} 个之间。`,
      `The manifest does not say how many there are now, only that it is between ${least?.value ?? '1'} and ${most.value}.`,
      least ?? spec,
      most,
    );
  for (const [asked, word] of [
    [/内存|\bmemory\b/i, 'memory'],
    [/\bcpus?\b|处理器/i, 'cpu'],
  ] as const) {
    // What a container requests stands in the workload, not here.
    if (!asked.test(question) || /\brequests?\b|\blimits?\b|请求|限额|限制/i.test(question)) continue;
    const own = all.find(({ name }) => name.value === word);
    if (!own)
      return told(
        `不按 ${word} 扩：这里只按 ${by.join('、')}。`,
        `Not by ${word}: it scales by ${by.join(', ')} only.`,
        ...all.map(({ name }) => name),
      );
    return told(
      `按 ${word} 扩，目标 ${own.goal?.value ?? '?'}${own.percent ? '%' : ''}。`,
      `By ${word}, target ${own.goal?.value ?? '?'}${own.percent ? '%' : ''}.`,
      own.goal ?? own.name,
    );
  }
  if (/最多|上限|最大|\bmax\w*|\bat most\b|\bupper\b/i.test(question) && most)
    return told(`最多 **${most.value}** 个（\`maxReplicas\`）。`, `At most **${most.value}** (\`maxReplicas\`).`, most);
  if (/最少|下限|最小|至少|\bmin\w*|\bleast\b|\bfewest\b|\blower\b/i.test(question))
    return told(
      `最少 **${least?.value ?? '1'}** 个（\`minReplicas\`${least ? '' : '，默认值'}）。`,
      `At least **${least?.value ?? '1'}** (\`minReplicas\`${least ? '' : ', the default'}).`,
      least ?? spec,
    );
  if (
    /哪个|什么|谁|\bwhich\b|\bwhat\b/i.test(question) &&
    /扩|缩|伸缩|目标|deployment|scal|target/i.test(question) &&
    target &&
    !/指标|metric/i.test(question)
  ) {
    const kind = at(spec, 'scaleTargetRef', 'kind')?.value ?? '';
    return told(`${kind} ${code(target.value)}。`, `The ${kind} ${code(target.value)}.`, target);
  }
  if (/按什么|根据什么|依据|指标|\bmetrics?\b|\bbased on\b/i.test(question) && all.length > 0)
    return told(`按 ${by.join('、')}。`, `By ${by.join(', ')}.`, ...all.map(({ goal, name }) => goal ?? name));
  return null;
}

const DOWN = /缩|降|减|\bdown\b|\bshrink|\bin\b/i;
const UP = /扩|升|涨|\bup\b|\bgrow|\bout\b/i;
const WAITS =
  /等(?:多久|多长|几)|多久(?:才|后|之后)?|多长时间|稳定窗口|冷却|\bhow long\b|\bstabili[sz]ation\b|\bcool ?down\b|\bwait/i;
const PACE =
  /多快|一次(?:最多)?(?:扩|缩|加|减|几)|每次|速度|\bhow fast\b|\bat once\b|\bper step\b|\brate\b|\bhow many .{0,20}\bat a time\b/i;

/** How long an autoscaler waits before it scales, and how much it may change in which time. */
function scalingBehaviour(question: string, spec: Node): Told | null {
  const down = DOWN.test(question.replace(/\bin (?:which|what)\b/gi, ' '));
  if (down === UP.test(question)) return null;
  const rules = at(spec, 'behavior', down ? 'scaleDown' : 'scaleUp');
  if (WAITS.test(question)) {
    const window = rules && at(rules, 'stabilizationWindowSeconds');
    const unset = down ? '300' : '0';
    const zhWhat = down ? '缩容' : '扩容';
    const value = window?.value ?? unset;
    return told(
      `${zhWhat}的稳定窗口是 **${value} 秒**${window ? '' : '（没写，默认值）'}${value === '0' ? '，不等' : `：这段时间里算出的${down ? '最高' : '最低'}副本数才算数`}。`,
      `The stabilization window for scaling ${down ? 'down' : 'up'} is **${value} s**${window ? '' : ' (not set, the default)'}${value === '0' ? ', so it does not wait' : `: the ${down ? 'highest' : 'lowest'} number computed within it counts`}.`,
      window ?? rules ?? spec,
    );
  }
  if (!PACE.test(question) || !rules) return null;
  const policies = (at(rules, 'policies')?.children ?? []).flatMap((policy) => {
    const [type, value, period] = ['type', 'value', 'periodSeconds'].map((key) => at(policy, key));
    return type && value && period ? [{ type, value, period }] : [];
  });
  const [first] = policies;
  if (!first) return null;
  const zh = policies.map(
    ({ type, value, period }) =>
      `每 ${period.value} 秒最多 **${value.value}${type.value === 'Percent' ? '%' : ' 个'}**`,
  );
  const en = policies.map(
    ({ type, value, period }) =>
      `at most **${value.value}${type.value === 'Percent' ? '%' : ' Pods'}** every ${period.value} s`,
  );
  return told(`${zh.join('，')}。`, `${en.join('; ')}.`.replace(/^a/, 'A'), ...policies.map(({ value }) => value));
}

const COMPOSE_FIELDS: [keys: string[], asked: RegExp, zh: string, en: string][] = [
  [['ports'], /端口|\bports?\b|宿主机|映射|\bpublish|\bexpos/i, '端口映射', 'published ports'],
  [['depends_on'], /依赖|等(?:待|谁|哪)|先启动|\bdepend\w*|\bwaits? for\b|\bbefore\b/i, '依赖', 'dependencies'],
  [['restart'], /重启|\brestart\w*/i, '重启策略', 'restart policy'],
  [['volumes'], /数据|卷|挂载|存(?:在|放|到)|\bvolumes?\b|\bdata\b|\bmount\w*|\bstored?\b/i, '卷', 'volumes'],
  [['image', 'build'], /镜像|版本|\bimages?\b|\bversions?\b|构建|\bbuil[dt]\b/i, '镜像', 'image'],
  [['command', 'entrypoint'], /命令|\bcommands?\b|\bentrypoint\b/i, '命令', 'command'],
  [['networks', 'network_mode'], /网络|\bnetworks?\b/i, '网络', 'networks'],
  [['environment', 'env_file'], /环境变量|\benv(?:ironment)?\b|\bvariables?\b/i, '环境变量', 'environment'],
];
const DURATION = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

const flat = (node: Node): string[] => {
  if (node.children.length === 0) return [node.value];
  return node.children.map((child) =>
    child.item
      ? child.value || child.children.map(({ key, value }) => `${key}: ${value}`).join(', ')
      : child.children.length > 0
        ? child.key
        : `${child.key}: ${child.value}`,
  );
};

/** A Compose file: a field of the service that is named, how many services there are, how long a health check may fail. */
function aboutCompose(question: string, root: Node[]): Told | null {
  const services = nodesAt(root, 'services')[0]?.children ?? [];
  if (services.length === 0) return null;
  const list = bothCode(services.map(({ key }) => key));
  if (/[几多]少?个 ?(?:服务|容器)|哪些服务|\bhow many (?:services|containers)\b|\bwhich services\b/i.test(question))
    return told(`${services.length} 个：${list.zh}。`, `${services.length}: ${list.en}.`, ...services);
  const named = services.filter(
    (service) =>
      names(question, service.key) ||
      names(question, /^[\w./-]*?([\w-]+)(?::|$)/.exec(at(service, 'image')?.value ?? '')?.[1] ?? ''),
  );
  const exact = named.filter((service) => names(question, service.key));
  const first = [...(exact.length > 0 ? exact : named)].sort(
    (a, b) => question.indexOf(a.key) - question.indexOf(b.key),
  )[0];
  if (
    /健康检查|healthcheck|health check/i.test(question) &&
    /多久|最多|多长|\bhow long\b|\bat most\b/i.test(question)
  ) {
    const service = first ?? services.find((one) => at(one, 'healthcheck'));
    const check = service && at(service, 'healthcheck');
    if (!check) return null;
    const seconds = (text: string | undefined, unset: number): number => {
      const match = DURATION.exec(text ?? '');
      return text && match ? Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0) : unset;
    };
    const interval = seconds(at(check, 'interval')?.value, 30);
    const retries = Number(at(check, 'retries')?.value ?? 3);
    return told(
      `连续 ${retries} 次、每 ${interval} 秒一次：约 **${retries * interval} 秒**后判为 unhealthy（另加每次的超时）。`,
      `${retries} failures in a row, one every ${interval} s: unhealthy after about **${retries * interval} s** (plus each timeout).`,
      at(check, 'interval') ?? check,
      at(check, 'retries'),
    );
  }
  if (
    /(?:几秒|多少秒|多久|多长时间).{0,4}(?:检查|探测)一次|(?:检查|探测)的?(?:间隔|周期)|\bhow often\b.{0,30}\bcheck|\bcheck interval\b/i.test(
      question,
    )
  ) {
    const having = services.filter((one) => at(one, 'healthcheck', 'interval'));
    const of = first ?? (having.length === 1 ? having[0] : undefined);
    const interval = of && at(of, 'healthcheck', 'interval');
    return interval
      ? told(
          `每 **${interval.value}** 一次（${code(of.key)} 的 healthcheck）。`,
          `Every **${interval.value}** (healthcheck of ${code(of.key)}).`,
          interval,
        )
      : null;
  }
  if (/(?:谁|哪个?|什么).{0,6}(?:最先|先启动|第一个启动|先起)|\b(?:which|what|who)\b.{0,24}\bfirst\b/i.test(question)) {
    const needed = new Set(
      services.flatMap((one) => (at(one, 'depends_on')?.children ?? []).map(({ key, value }) => key || value)),
    );
    const roots = services.filter((one) => needed.has(one.key) && !at(one, 'depends_on'));
    if (roots.length === 0) return null;
    const names = bothCode(roots.map(({ key }) => key));
    return told(
      `先是 ${names.zh}：别的服务依赖它，它不依赖别人。`,
      `${names.en} first: others depend on it and it depends on none.`,
      ...roots,
    );
  }
  for (const [keys, asked, zh, en] of COMPOSE_FIELDS) {
    if (!asked.test(question)) continue;
    // Where no service is named, the only one that has such a field is meant.
    const having = services.filter((service) => keys.some((key) => at(service, key)));
    const of = first ?? (having.length === 1 ? having[0] : undefined);
    if (!of) return null;
    const found = keys.flatMap((key) => at(of, key) ?? []);
    if (found.length === 0) return told(`没有：${code(of.key)} 没写${zh}。`, `No: ${code(of.key)} sets no ${en}.`, of);
    const values = bothCode(found.flatMap(flat));
    return told(`${values.zh}。`, `${values.en}.`, ...found, ...found.flatMap(({ children }) => children));
  }
  return null;
}

const MODES: Record<string, { zh: string; en: string }> = {
  ReadWriteOnce: {
    zh: '不能：ReadWriteOnce 一次只能挂到一个节点上读写（同一节点上的几个 Pod 可以一起用）',
    en: 'No: ReadWriteOnce is mounted for writing by one node at a time (several Pods on that node may share it)',
  },
  ReadWriteOncePod: {
    zh: '不能：ReadWriteOncePod 整个集群只有一个 Pod 能用',
    en: 'No: with ReadWriteOncePod a single Pod in the cluster may use it',
  },
  ReadOnlyMany: {
    zh: '只能一起读：ReadOnlyMany 多个节点可以同时只读挂载',
    en: 'For reading only: ReadOnlyMany lets several nodes mount it read-only',
  },
  ReadWriteMany: {
    zh: '能：ReadWriteMany 多个节点可以同时读写',
    en: 'Yes: ReadWriteMany lets several nodes mount it for writing',
  },
};
const SHARED =
  /(?:两|几|多)个 ?(?:节点|机器|pods?|副本)|同时(?:挂|读|写|用)|共享|\b(?:two|several|multiple|many|more than one|both)\b.{0,24}\b(?:nodes?|pods?|machines?|replicas?)\b|\bshared?\b|\bat the same time\b/i;

/** A claim: whether several may use it, by its access mode. */
function aboutClaim(question: string, root: Node[]): Told | null {
  const modes = nodesAt(root, 'spec')[0]?.children.find(({ key }) => key === 'accessModes')?.children ?? [];
  const [mode, other] = modes;
  if (!SHARED.test(question) || !mode || other || !Object.hasOwn(MODES, mode.value)) return null;
  const { zh, en } = MODES[mode.value]!;
  return told(`${zh}。`, `${en}.`, mode);
}

const EVICTED =
  /驱逐|排空|腾空|同时|中断|下线|不可用|停掉|赶走|维护|\bevict\w*|\bdrain\w*|\bdisrupt\w*|\bat (?:the same time|once)\b|\bunavailable\b|\btaken? down\b/i;

/** A disruption budget: how many Pods a drain may take away at once. */
function aboutBudget(question: string, root: Node[]): Told | null {
  const spec = nodesAt(root, 'spec')[0];
  if (!spec || !EVICTED.test(question) || !readAsked(question).count) return null;
  const [most, least] = [at(spec, 'maxUnavailable'), at(spec, 'minAvailable')];
  const limit = most ?? least;
  if (!limit) return null;
  const pods = Number(/(\d{1,4}) ?(?:个|pods?\b|replicas?\b|副本)/i.exec(question)?.[1] ?? Number.NaN);
  const share = /^(\d{1,3})%$/.exec(limit.value)?.[1];
  if (share === undefined && !/^\d+$/.test(limit.value)) return null;
  // A percentage is rounded up, of the Pods that may go as of those that have to stay.
  const given = share === undefined ? Number(limit.value) : Math.ceil((pods * Number(share)) / 100);
  const field = code(`${limit.key}: ${limit.value}`);
  if (most && Number.isFinite(given))
    return told(
      `同时最多 **${given}** 个（${field}，前提是其余的都健康）；再多的驱逐会被挡住，等替补就绪。`,
      `At most **${given}** at the same time (${field}, while all the others are healthy); further evictions wait until a replacement is ready.`,
      limit,
    );
  if (least && Number.isFinite(given) && Number.isFinite(pods)) {
    const free = Math.max(0, pods - given);
    return told(
      `同时最多 **${free}** 个：${pods} 个里至少要留 ${given} 个（${field}）。`,
      `At most **${free}** at the same time: of ${pods}, ${given} have to stay (${field}).`,
      limit,
    );
  }
  return least && Number.isFinite(given)
    ? told(
        `至少要留 ${given} 个可用（${field}），能走几个要看现在有几个健康的。`,
        `At least ${given} have to stay available (${field}); how many may go depends on how many are healthy.`,
        limit,
      )
    : null;
}

const ABOUT: Record<string, (question: string, root: Node[]) => Told | null> = {
  PersistentVolumeClaim: aboutClaim,
  Service: aboutService,
  Ingress: aboutIngress,
  HorizontalPodAutoscaler: aboutScaling,
  PodDisruptionBudget: aboutBudget,
};

/** Answers from a Service, an Ingress, an autoscaler or a Compose file; null for other manifests and other questions. */
export function aboutObject(question: string, root: Node[]): Told | null {
  if (nodesAt(root, 'kind').length === 0) return aboutCompose(question, root);
  if (readAsked(question).else) return null;
  const answers = objectsIn(root).flatMap((object) => {
    const kind = nodesAt(object, 'kind')[0]?.value ?? '';
    const answer = Object.hasOwn(ABOUT, kind) ? ABOUT[kind]!(question, object) : null;
    return answer ? [{ kind, answer }] : [];
  });
  const named = answers.filter(({ kind }) =>
    new RegExp(`\\b(?:${kind}|${SHORT[kind] ?? kind})s?\\b`, 'i').test(question),
  );
  const own = named.length > 0 ? named : answers;
  // What two objects of a paste answer differently is not known.
  return own.length === 1 ? own[0]!.answer : null;
}

const SHORT: Record<string, string> = {
  PersistentVolumeClaim: 'pvc',
  Service: 'svc',
  Ingress: 'ing',
  HorizontalPodAutoscaler: 'hpa',
  PodDisruptionBudget: 'pdb',
};

/** The objects of a paste: a key that comes again begins the next one. */
export function objectsIn(root: readonly Node[]): Node[][] {
  const objects: Node[][] = [];
  for (const node of root) {
    const own = objects.at(-1);
    if (own && !own.some(({ key }) => key === node.key)) own.push(node);
    else objects.push([node]);
  }
  return objects;
}
