import type { RunContext } from '../context.ts';

/** What `kubectl rollout restart` does. */
export async function restart({ plan, lab, namespace, signal }: RunContext): Promise<string> {
  const { kind, name } = plan.scenario.workload;
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(lab.clock.now()).toISOString() };
  const patch = { spec: { template: { metadata: { annotations } } } };
  await lab.cluster.api.patch({ apiVersion: 'apps/v1', kind, namespace, name }, patch, signal);
  return `restarted ${kind} ${name}`;
}
