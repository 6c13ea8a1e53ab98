import type { Quote } from '../../evidence/death.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { Deployment } from '../../evidence/objects.ts';
import { eventQuote } from '../events.ts';
import type { Facts } from '../facts.ts';
import type { Harmless } from './harmless.ts';

/** Rollouts that are complete: their events speak of pods that were killed, and mean those that were replaced. */
export function finishedRollouts({ evidence }: Facts): Harmless[] {
  return evidence.deployments.flatMap((deployment): Harmless[] => {
    const { name } = deployment.metadata;
    const wanted = deployment.spec.replicas ?? 1;
    if (wanted === 0 || !isComplete(deployment, wanted)) return [];
    const old = oldSets(deployment, evidence);
    const there = new Set(evidence.pods.map(({ metadata }) => metadata.name));
    const stopped = evidence.events.filter(({ reason, involvedObject }) => {
      const pod = involvedObject.name ?? '';
      return reason === 'Killing' && !there.has(pod) && old.some((set) => pod.startsWith(`${set}-`));
    });
    if (stopped.length === 0) return [];
    const why = `the rollout of Deployment ${name} is complete, ${wanted} of ${wanted} pods updated and available: those that were stopped were the old release's`;
    const source = `deployments.json: ${name} status`;
    const quote: Quote = { source, text: `updatedReplicas ${wanted}, availableReplicas ${wanted}` };
    return [{ why, quotes: [quote, ...stopped.slice(-2).map(eventQuote)] }];
  });
}

function isComplete({ metadata, status = {} }: Deployment, wanted: number): boolean {
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  return (
    observedGeneration >= (metadata.generation ?? 0) &&
    replicas === updatedReplicas &&
    updatedReplicas >= wanted &&
    availableReplicas >= wanted
  );
}

/** Names of the ReplicaSets of the Deployment that no pod of now belongs to. */
function oldSets({ metadata }: Deployment, { others, pods }: Evidence): string[] {
  const inUse = new Set(pods.flatMap((pod) => (pod.metadata.ownerReferences ?? []).map(({ name }) => name)));
  return others.replicasets
    .filter((set) => (set.metadata.ownerReferences ?? []).some(({ name }) => name === metadata.name))
    .map((set) => set.metadata.name)
    .filter((name) => !inUse.has(name));
}
