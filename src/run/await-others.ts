import { deploymentSchema } from '../evidence/objects.ts';
import type { Deployment } from '../evidence/objects.ts';
import type { RunContext } from './context.ts';

/** Seconds that the other workloads may take; one that never gets ready is part of what the remedy left. */
const patience = 90;

/**
 * Waits until the other workloads of the namespace are as they ask to be: a remedy that changes one of them, such as a
 * database that is scaled up, is not in effect before.
 * @returns when they were, in milliseconds since the Unix epoch; null where nothing had to be waited for
 */
export async function awaitOthers({ plan, lab, namespace, journal, signal }: RunContext): Promise<number | null> {
  const until = lab.clock.now() + patience * 1000;
  for (let waited = false; ; waited = true) {
    const { items } = await lab.cluster.api.list({ apiVersion: 'apps/v1', kind: 'Deployment', namespace }, {}, signal);
    const others = items
      .map((item) => deploymentSchema.parse(item))
      .filter(({ metadata }) => metadata.name !== plan.scenario.workload.name);
    const unsettled = others.filter((other) => !isSettled(other)).map(({ metadata }) => metadata.name);
    if (unsettled.length === 0) return waited ? lab.clock.now() : null;
    if (lab.clock.now() >= until) return null;
    journal.say({ type: 'progress', text: `waiting for ${unsettled.join(', ')} to be as the remedy asks` });
    await lab.clock.sleep(250, signal);
  }
}

function isSettled({ metadata, spec, status = {} }: Deployment): boolean {
  const wanted = spec.replicas ?? 1;
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  return (
    observedGeneration >= (metadata.generation ?? 0) &&
    updatedReplicas >= wanted &&
    replicas === updatedReplicas &&
    availableReplicas >= wanted
  );
}
