import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import type { Container, Workload } from '../workload.ts';
import { CALLED } from './probes.ts';
import { code, line } from './words.ts';

const GRACE = 30;

/** The seconds that a preStop hook sleeps, as an action of its own or as a command; null where there is none. */
export function preStopSleep(settings: readonly Setting[]): { seconds: number; lines: number[] } | null {
  const own = settings.filter(({ path }) => path.includes('preStop/'));
  const action = own.find(({ path }) => path.endsWith('preStop/sleep/seconds'));
  const command = own.filter(({ path, value }) => path.endsWith('preStop/exec/command') && value !== '');
  const words = command.map(({ value }) => value).join(' ');
  const seconds = action?.value ?? /\bsleep\W+(\d+)/.exec(words)?.[1];
  if (seconds === undefined || !/^\d+$/.test(seconds)) return null;
  return { seconds: Number(seconds), lines: action ? [action.line] : command.map(({ line }) => line).slice(0, 3) };
}

/** Whether the grace period is enough for what a preStop hook takes: it is counted from before the hook. */
export function stopsInTime(_: Workload, settings: readonly Setting[], question: string): Told | null {
  const hook = preStopSleep(settings);
  if (!hook) return null;
  const grace = settings.find(({ path }) => path.endsWith('terminationGracePeriodSeconds')) ?? null;
  const most = Number(grace?.value ?? GRACE);
  if (!Number.isFinite(most)) return null;
  const left = most - hook.seconds;
  // "Is there a problem with it" wants the opposite head of "is it enough".
  const blames = /(?<!没)有(?:什么|没有)?问题|冲突|\bproblem|\bconflict|\bclash|\bwrong\b/i.test(question);
  const [zhYes, zhNo, enYes, enNo] = blames ? ['没有问题', '有问题', 'No', 'Yes'] : ['够', '不够', 'Yes', 'No'];
  const zhGrace = `宽限期 **${most} 秒**${grace ? '' : '（默认值）'}从 preStop 开始前就算起`;
  const enGrace = `the grace period of **${most} s**${grace ? '' : ' (the default)'} is counted from before the hook`;
  return {
    zh:
      left > 0
        ? `${zhYes}：preStop 睡 **${hook.seconds} 秒**，${zhGrace}，收到 SIGTERM 之后还剩约 ${left} 秒。`
        : `${zhNo}：preStop 要睡 **${hook.seconds} 秒**，而${zhGrace}。到点就 SIGKILL，程序几乎没有时间处理 SIGTERM；宽限期要比 preStop 加上收尾的时间长。`,
    en:
      left > 0
        ? `${enYes}: preStop sleeps **${hook.seconds} s** and ${enGrace}, so about ${left} s are left after SIGTERM.`
        : `${enNo}: preStop sleeps **${hook.seconds} s**, but ${enGrace}. SIGKILL follows at its end, with hardly any time for SIGTERM; it has to be longer than the hook and the shutdown together.`,
    lines: [...line(grace), ...hook.lines],
  };
}

const CHECKS = /^((?:readiness|liveness|startup)Probe)\/(?:httpGet|tcpSocket|grpc)\/port$/;
/** The settings of one container, those with a path that comes again included; by the lines it stands on. */
function linesOf(container: Container, { containers }: Workload, settings: readonly Setting[]): Setting[] {
  const begin = (one: Container): number =>
    Math.min(one.line, ...[...one.settings.values()].map((setting) => setting.line));
  const from = begin(container);
  const next = Math.min(...containers.map(begin).filter((other) => other > from), Number.POSITIVE_INFINITY);
  return settings.filter(
    ({ line: at, path }) => at >= from && at < next && /(?:^|\/)(?:initC|c)ontainers\//.test(path),
  );
}

/** Whether a probe asks a port that its container declares, by number or by name. */
export function probesFit(workload: Workload, settings: readonly Setting[], question: string): Told | null {
  const kind = CALLED.find(([asked]) => asked.test(question))?.[1];
  const asked = workload.containers.flatMap((container) =>
    [...container.settings].flatMap(([path, port]) => {
      const match = CHECKS.exec(path);
      return match && (!kind || match[1] === kind) ? [{ container, probe: match[1]!, port }] : [];
    }),
  );
  const told = asked.flatMap(({ container, probe, port }) => {
    const own = linesOf(container, workload, settings).filter(({ path }) =>
      /\/ports\/(?:containerPort|name)$/.test(path),
    );
    const declared = own.filter(({ path }) => path.endsWith('containerPort'));
    if (declared.length === 0) return [];
    return [{ container, probe, port, declared, fits: own.some(({ value }) => value === port.value) }];
  });
  if (told.length === 0) return null;
  const all = told.every(({ fits }) => fits);
  const say = (zh: boolean): string =>
    told
      .map(({ container, probe, port, declared }) => {
        const ports = declared.map(({ value }) => value).join(', ');
        return zh
          ? `${code(container.name)} 的 ${probe} 查端口 **${port.value}**，容器声明的是 **${ports}**`
          : `the ${probe} of ${code(container.name)} asks port **${port.value}**, the container declares **${ports}**`;
      })
      .join(zh ? '；' : '; ');
  return {
    zh: all
      ? `对得上：${say(true)}。`
      : `对不上：${say(true)}。声明只是说明，关键看程序真正监听哪个端口；只监听声明的那个，检查就每次都失败。`,
    en: all
      ? `Yes: ${say(false)}.`
      : `No: ${say(false)}. What is declared only informs; if the program does not listen on the port that is asked, every check fails.`,
    lines: told.flatMap(({ port, declared }) => [port.line, ...declared.map((one) => one.line)]).slice(0, 4),
  };
}

/** A toleration permits nodes, it does not choose them. */
export function tolerationPins(_: Workload, settings: readonly Setting[]): Told | null {
  const tolerations = settings.filter(({ path }) => /(?:^|\/)tolerations(?:\/|$)/.test(path));
  if (tolerations.length === 0) return null;
  const chosen = settings.filter(
    ({ path, value }) => value !== '' && /(?:^|\/)(?:nodeSelector\/|nodeName$)/.test(path),
  );
  const affinity = settings.find(({ path }) => /nodeAffinity/.test(path));
  const shown = chosen.map(({ path, value }) => code(`${path.slice(path.indexOf('node'))}: ${value}`)).join(', ');
  return {
    zh: `不会：toleration 只是允许 Pod 落到带那个污点的节点上，不会把它固定在那里，也可能调度到别的节点。${shown ? `这里限定节点的是 ${shown}。` : affinity ? '这里限定节点的是 nodeAffinity。' : '要固定还得加 nodeSelector 或 nodeAffinity，这里没有。'}`,
    en: `No: a toleration only permits nodes with that taint, it does not pin the Pod to them; other nodes are possible too. ${shown ? `What restricts the nodes here is ${shown}.` : affinity ? 'What restricts the nodes here is the nodeAffinity.' : 'To pin it, a nodeSelector or nodeAffinity is needed, and there is none here.'}`,
    lines: [...tolerations.filter(({ value }) => value !== ''), ...chosen].map((one) => one.line).slice(0, 5),
  };
}

/** Whether the image is fetched each time: what is written, or what its tag makes of it. */
export function pulledAnew({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const named = containers.filter(({ name }) => name.length > 1 && question.includes(name));
  const own = (named.length > 0 ? named : containers).flatMap((container) => {
    const image = container.settings.get('image');
    if (!image) return [];
    const policy = container.settings.get('imagePullPolicy');
    const tag = image.value.includes('@') ? '@' : /:([^/:]+)$/.exec(image.value)?.[1];
    const unset = tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
    return [{ container, image, policy, value: policy?.value ?? unset }];
  });
  if (own.length === 0) return null;
  const ZH: Record<string, string> = {
    Always: '会，每次启动容器都去仓库核对（层没变就不用重新下载）',
    IfNotPresent: '不会，节点上已经有就直接用',
    Never: '不会，从来不拉，只用节点上现成的',
  };
  const EN: Record<string, string> = {
    Always: 'yes, the registry is asked at every start of the container (layers already there are not loaded again)',
    IfNotPresent: 'no, an image that is on the node is used as it is',
    Never: 'no, never, only what is on the node is used',
  };
  if (own.some(({ value }) => !ZH[value])) return null;
  const several = own.length > 1;
  if (
    /什么|哪|多少|\bwhich\b|\bwhat\b/i.test(question) &&
    !/每次|重新|\bagain\b|\banew\b|\bevery\b|\beach\b/i.test(question)
  )
    return {
      zh: `${own.map(({ container, policy, value }) => `${several ? `${code(container.name)}：` : ''}**${value}**${policy ? '' : '（没写，按标签得出的默认值）'}，${ZH[value]!.replace(/^不?会，/, '')}`).join('；')}。`,
      en: `${own.map(({ container, policy, value }) => `${several ? `${code(container.name)}: ` : ''}**${value}**${policy ? '' : ' (not written, the default for such a tag)'}: ${EN[value]!.replace(/^(?:yes|no), /, '')}`).join('; ')}.`,
      lines: own.map(({ image, policy }) => (policy ?? image).line).slice(0, 4),
    };
  return {
    zh: `${own
      .map(
        ({ container, policy, value }) =>
          `${several ? `${code(container.name)}：` : ''}${ZH[value]}（\`imagePullPolicy: ${value}\`${policy ? '' : '，没写，按标签得出的默认值'}）`,
      )
      .join('；')}。`,
    en: `${own
      .map(
        ({ container, policy, value }) =>
          `${several ? `${code(container.name)}: ` : ''}${EN[value]} (\`imagePullPolicy: ${value}\`${policy ? '' : ', not written, the default for such a tag'})`,
      )
      .join('; ')}.`.replace(/^[a-z]/, (first) => first.toUpperCase()),
    lines: own.map(({ image, policy }) => (policy ?? image).line).slice(0, 4),
  };
}

/** What a port that the node already uses means: with the node's network the program cannot listen, without it nothing. */
export function portTaken(_: Workload, settings: readonly Setting[], question: string): Told | null {
  if (/谁|\bwho\b|\bwhich\b|\bby what\b/i.test(question)) return null;
  const host = settings.find(({ path, value }) => path.endsWith('hostNetwork') && value === 'true');
  const wanted = /\d{2,5}/.exec(question)?.[0];
  const hostPorts = settings.filter(({ path }) => path.endsWith('ports/hostPort'));
  const hostPort = hostPorts.find(({ value }) => wanted === undefined || value === wanted);
  if (host)
    return {
      zh: '会冲突：`hostNetwork: true` 用的就是节点自己的端口。占着它的如果是另一个声明了同一端口的 Pod，调度器会避开这个节点；否则照样起来，程序绑不上端口（address already in use），起不来、反复重启。',
      en: 'It conflicts: with `hostNetwork: true` the ports are those of the node. If another Pod has declared the port, the scheduler avoids that node; otherwise the program fails to bind it (address already in use) and is restarted again and again.',
      lines: line(host),
    };
  if (hostPort)
    return {
      zh: `会冲突：\`hostPort: ${hostPort.value}\` 要占节点的端口。占着它的如果是另一个 Pod 的 hostPort，这个 Pod 调度不到那个节点（没有别的节点就一直 Pending）。`,
      en: `It conflicts: \`hostPort: ${hostPort.value}\` needs the port of the node. If another Pod's hostPort has it, this Pod is not scheduled there (and stays Pending where no other node is left).`,
      lines: line(hostPort),
    };
  return {
    zh: '没影响：Pod 有自己的网络命名空间，没写 `hostNetwork: true` 也没有 `hostPort`，不占节点的端口。',
    en: 'Nothing: the Pod has a network namespace of its own; without `hostNetwork: true` or a `hostPort` it uses no port of the node.',
    lines: [],
  };
}

/** Whether the Pods of a StatefulSet are started one after another. */
export function startsTogether({ kind }: Workload, settings: readonly Setting[]): Told | null {
  if (kind !== 'StatefulSet') return null;
  const policy = settings.find(({ path }) => path.endsWith('podManagementPolicy')) ?? null;
  const parallel = policy?.value === 'Parallel';
  return {
    zh: parallel
      ? '同时起，不是一个一个：`podManagementPolicy: Parallel`，不等前一个就绪（滚动更新仍然一个一个来）。'
      : `一个一个起：按序号从 0 开始，前一个就绪了才起下一个（\`podManagementPolicy: OrderedReady\`${policy ? '' : '，默认值'}）。`,
    en: parallel
      ? 'All at once, not one by one: `podManagementPolicy: Parallel` does not wait for the one before (a rolling update still goes one by one).'
      : `One by one: from number 0 on, each only after the one before is ready (\`podManagementPolicy: OrderedReady\`${policy ? '' : ', the default'}).`,
    lines: line(policy),
  };
}

/** Which tag counts where an image names none. */
export function tagUsed({ containers }: Workload, _: readonly Setting[], question: string): Told | null {
  const named = containers.filter(({ name }) => name.length > 1 && question.includes(name));
  const own = (named.length > 0 ? named : containers).flatMap((container) => {
    const image = container.settings.get('image');
    if (!image) return [];
    const digest = image.value.includes('@');
    const tag = digest ? undefined : /:([^/:]+)$/.exec(image.value)?.[1];
    return [{ container, image, tag, digest }];
  });
  if (own.length === 0) return null;
  const say = (zh: boolean): string =>
    own
      .map(({ container, tag, digest }) => {
        const name = own.length > 1 ? `${code(container.name)}${zh ? '：' : ': '}` : '';
        if (digest) return `${name}${zh ? '没有标签，用摘要固定了版本' : 'no tag, a digest fixes the version'}`;
        return tag === undefined
          ? `${name}**latest**${zh ? '（没写标签就是它）' : ' (the default without a tag)'}`
          : `${name}**${tag}**`;
      })
      .join(zh ? '；' : '; ');
  const latest = own.some(({ tag, digest }) => !digest && (tag === undefined || tag === 'latest'));
  const yesNo = /latest/i.test(question) && /[吗么]|是不是|^(?:is|are|does|do)\b/i.test(question);
  return {
    zh: `${yesNo ? (latest ? '是：' : '不是：') : ''}${say(true)}。`,
    en: `${yesNo ? (latest ? 'Yes: ' : 'No: ') : ''}${say(false)}.`,
    lines: own.map(({ image }) => image.line).slice(0, 4),
  };
}
