import * as admissionregistration from 'kubernetes-models/admissionregistration.k8s.io/v1';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as batch from 'kubernetes-models/batch/v1';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as node from 'kubernetes-models/node.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as rbac from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import * as scheduling from 'kubernetes-models/scheduling.k8s.io/v1';
import * as storage from 'kubernetes-models/storage.k8s.io/v1';
import * as core from 'kubernetes-models/v1';

/** The kinds of the Kubernetes API, validated by the OpenAPI schema that Kubernetes publishes. */
const GROUPS: Record<string, Record<string, unknown>> = {
  v1: core,
  'apps/v1': apps,
  'batch/v1': batch,
  'policy/v1': policy,
  'autoscaling/v2': autoscaling,
  'networking.k8s.io/v1': networking,
  'node.k8s.io/v1': node,
  'rbac.authorization.k8s.io/v1': rbac,
  'scheduling.k8s.io/v1': scheduling,
  'storage.k8s.io/v1': storage,
  'admissionregistration.k8s.io/v1': admissionregistration,
};

type Model = new (data: object) => { validate(): void };

/** What the published schema objects to in a manifest; null where all is well. */
export function schemaObjection(manifest: { apiVersion?: string; kind?: string }): string | null {
  const kind = GROUPS[manifest.apiVersion ?? '']?.[manifest.kind ?? ''] as Model | undefined;
  if (!kind) return `${manifest.apiVersion} has no kind ${manifest.kind}`;
  try {
    new kind(manifest).validate();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
