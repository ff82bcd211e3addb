import type { Setting } from '../facts.ts';
import type { Told } from '../outcomes.ts';
import { settingAt, type Workload } from '../workload.ts';
import { code, line } from './words.ts';

/** Whether names of Services are resolved: by the DNS policy, which the node's network turns into another. */
export function clusterNames(_: Workload, settings: readonly Setting[]): Told | null {
  const policy = settingAt(settings, 'dnsPolicy');
  const host = settings.find(({ path, value }) => path.endsWith('hostNetwork') && value === 'true');
  const value = policy?.value ?? 'ClusterFirst';
  const lines = line(host, policy);
  if (value === 'Default' || (value === 'ClusterFirst' && host)) {
    const zhWhy =
      host && value === 'ClusterFirst'
        ? `\`hostNetwork: true\` 时 \`ClusterFirst\`${policy ? '' : '（默认值）'}按 \`Default\` 处理`
        : '`dnsPolicy: Default`';
    const enWhy =
      host && value === 'ClusterFirst'
        ? `with \`hostNetwork: true\` the policy \`ClusterFirst\`${policy ? '' : ' (the default)'} acts as \`Default\``
        : 'with `dnsPolicy: Default`';
    return {
      zh: `不能：${zhWhy}，用的是节点的 resolv.conf，查不到 Service 的名字。改成 \`dnsPolicy: ${host ? 'ClusterFirstWithHostNet' : 'ClusterFirst'}\`。`,
      en: `No: ${enWhy}${host && value === 'ClusterFirst' ? ', so' : ''} it uses the node's resolv.conf, which does not know the names of Services. Set \`dnsPolicy: ${host ? 'ClusterFirstWithHostNet' : 'ClusterFirst'}\`.`,
      lines,
    };
  }
  if (value !== 'ClusterFirst' && value !== 'ClusterFirstWithHostNet') return null;
  return {
    zh: `能：${code(`dnsPolicy: ${value}`)}${policy ? '' : '（默认值）'}用集群的 DNS；别的命名空间的 Service 要写成 \`名字.命名空间\`。`,
    en: `Yes: ${code(`dnsPolicy: ${value}`)}${policy ? '' : ' (the default)'} uses the cluster's DNS; a Service of another namespace is \`name.namespace\`.`,
    lines,
  };
}
