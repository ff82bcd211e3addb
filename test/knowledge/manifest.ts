/** Checks manifests against the fields of the Kubernetes API (v1.36), as far as notes about Pods use them. */

type Value = Record<string, unknown>;

const POD_SPEC = new Set(
  'activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates schedulingGroup securityContext serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes workloadRef'.split(
    ' ',
  ),
);
const CONTAINER = new Set(
  'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce targetContainerName terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir'.split(
    ' ',
  ),
);
const VOLUME = new Set(
  'name configMap csi downwardAPI emptyDir ephemeral fc hostPath image iscsi nfs persistentVolumeClaim projected secret'.split(
    ' ',
  ),
);
const PROBE = new Set(
  'exec failureThreshold grpc httpGet initialDelaySeconds periodSeconds successThreshold tcpSocket terminationGracePeriodSeconds timeoutSeconds'.split(
    ' ',
  ),
);
const KINDS: Record<string, string> = {
  Pod: 'v1',
  Service: 'v1',
  ConfigMap: 'v1',
  Secret: 'v1',
  Namespace: 'v1',
  ResourceQuota: 'v1',
  LimitRange: 'v1',
  ServiceAccount: 'v1',
  PersistentVolume: 'v1',
  PersistentVolumeClaim: 'v1',
  Deployment: 'apps/v1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  PodDisruptionBudget: 'policy/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  RuntimeClass: 'node.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  ValidatingAdmissionPolicy: 'admissionregistration.k8s.io/v1',
};

const NAME = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

function unknownFields(where: string, value: Value, known: Set<string>): string[] {
  return Object.keys(value)
    .filter((field) => !known.has(field))
    .map((field) => `${where}: no such field ${field}`);
}

function flawsOfContainer(where: string, container: Value, volumes: Set<string>): string[] {
  const flaws = unknownFields(where, container, CONTAINER);
  if (typeof container['name'] !== 'string' || !NAME.test(container['name'])) flaws.push(`${where}: name`);
  if (typeof container['image'] !== 'string') flaws.push(`${where}: image`);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (container[probe]) flaws.push(...unknownFields(`${where}.${probe}`, container[probe] as Value, PROBE));
  }
  for (const mount of (container['volumeMounts'] ?? []) as Value[]) {
    if (!volumes.has(String(mount['name']))) flaws.push(`${where}: mounts ${mount['name']}, which is no volume`);
    if (typeof mount['mountPath'] !== 'string') flaws.push(`${where}: mountPath`);
  }
  for (const [name, quantity] of Object.entries({
    ...((container['resources'] as Value | undefined)?.['requests'] as Value | undefined),
    ...((container['resources'] as Value | undefined)?.['limits'] as Value | undefined),
  })) {
    if (!/^\d+(\.\d+)?(m|[KMGTPE]i?|k)?$/.test(String(quantity))) flaws.push(`${where}: ${name} of ${quantity}`);
  }
  return flaws;
}

function flawsOfPodSpec(where: string, spec: Value | undefined, claimTemplates: string[] = []): string[] {
  if (!spec || typeof spec !== 'object') return [`${where}: no Pod spec`];
  const flaws = unknownFields(where, spec, POD_SPEC);
  const volumes = new Set(claimTemplates);
  for (const volume of (spec['volumes'] ?? []) as Value[]) {
    flaws.push(...unknownFields(`${where}.volumes`, volume, VOLUME));
    volumes.add(String(volume['name']));
  }
  const containers = (spec['containers'] ?? []) as Value[];
  if (containers.length === 0) flaws.push(`${where}: no containers`);
  const init = (spec['initContainers'] ?? []) as Value[];
  for (const container of [...containers, ...init]) {
    flaws.push(...flawsOfContainer(`${where}.${container['name']}`, container, volumes));
  }
  for (const container of init) {
    const probed = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'].some((field) => container[field]);
    if (probed && container['restartPolicy'] !== 'Always') flaws.push(`${where}: a probe on an init container`);
  }
  const names = [...containers, ...init].map((container) => container['name']);
  if (new Set(names).size !== names.length) flaws.push(`${where}: two containers of one name`);
  return flaws;
}

/** What is wrong with a manifest; empty where nothing is. */
export function flawsOf(manifest: unknown): string[] {
  if (manifest === null || typeof manifest !== 'object') return ['not a manifest'];
  const { apiVersion, kind, metadata, spec } = manifest as {
    apiVersion?: string;
    kind?: string;
    metadata?: Value;
    spec?: Value;
  };
  const flaws: string[] = [];
  if (!kind || KINDS[kind] === undefined) return [`unknown kind ${kind}`];
  if (apiVersion !== KINDS[kind]) flaws.push(`${kind}: apiVersion ${apiVersion}`);
  if (typeof metadata?.['name'] !== 'string' || !NAME.test(metadata['name'])) flaws.push(`${kind}: metadata.name`);
  const template = (value: Value | undefined): Value | undefined =>
    (value?.['template'] as Value | undefined)?.['spec'] as Value | undefined;
  if (kind === 'Pod') flaws.push(...flawsOfPodSpec('Pod', spec));
  if (['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].includes(kind)) {
    const claims = ((spec?.['volumeClaimTemplates'] ?? []) as Value[]).map((claim) =>
      String((claim['metadata'] as Value)['name']),
    );
    flaws.push(...flawsOfPodSpec(kind, template(spec), claims));
    const selector = (spec?.['selector'] as Value | undefined)?.['matchLabels'] as Value | undefined;
    const labels = ((spec?.['template'] as Value | undefined)?.['metadata'] as Value | undefined)?.['labels'] as
      | Value
      | undefined;
    for (const [label, value] of Object.entries(selector ?? {})) {
      if (labels?.[label] !== value) flaws.push(`${kind}: selector ${label} is no label of the template`);
    }
    if (!selector) flaws.push(`${kind}: no selector`);
  }
  if (kind === 'Job') {
    flaws.push(...flawsOfPodSpec(kind, template(spec)));
    if (!['OnFailure', 'Never'].includes(String(template(spec)?.['restartPolicy']))) flaws.push('Job: restartPolicy');
  }
  if (kind === 'CronJob')
    flaws.push(...flawsOfPodSpec(kind, template((spec?.['jobTemplate'] as Value | undefined)?.['spec'] as Value)));
  return flaws;
}
