import { formatBytes } from '../shared/quantity.ts';
import type { Aftermath, Guarded, GuardedContainer } from './case.ts';
import { brokenProbes } from './probes.ts';

/** What the remedy took away that it may not take away, one sentence each; empty when all guardrails stand. */
export function brokenGuardrails(
  before: Guarded,
  aftermath: Pick<Aftermath, 'guarded' | 'nodeMemory' | 'instances'>,
): string[] {
  const { guarded: after, nodeMemory } = aftermath;
  const { kind, name } = before.workload;
  if (after === null) return [`${kind} ${name} is gone.`];
  const pairs = pairContainers(before.containers, after.containers);
  return [
    ...brokenReplicas(before, after),
    ...brokenGrace(before, after),
    ...after.containers.flatMap((container) => {
      const old = pairs.get(container.name);
      return [...brokenLimit(old, container, nodeMemory), ...(old === undefined ? [] : brokenProbes(old, container))];
    }),
    ...before.containers
      .filter((old) => ![...pairs.values()].includes(old))
      .map((old) => `Container ${old.name} was taken out of ${kind} ${name}.`),
    ...before.services
      .filter((service) => !after.services.includes(service))
      .map((service) => `Service ${service} no longer leads to ${kind} ${name}.`),
    ...limitsNotEnforced(aftermath),
  ];
}

/** True when nothing is left that could fail: the sentences of brokenGuardrails say how. */
export function nothingLeft(aftermath: Aftermath): boolean {
  return aftermath.guarded === null || aftermath.guarded.replicas === 0 || aftermath.guarded.containers.length === 0;
}

/** New container name → the container that it was before: by name, and a renamed one by its place among the renamed. */
function pairContainers(before: GuardedContainer[], after: GuardedContainer[]): Map<string, GuardedContainer> {
  const pairs = new Map(before.map((container) => [container.name, container]));
  const newcomers = after.filter(({ name }) => !pairs.has(name));
  const gone = before.filter(({ name }) => !after.some((container) => container.name === name));
  for (const old of gone) pairs.delete(old.name);
  for (const [index, { name }] of newcomers.entries()) {
    const old = gone[index];
    if (old !== undefined) pairs.set(name, old);
  }
  return pairs;
}

function brokenReplicas(before: Guarded, after: Guarded): string[] {
  if (after.replicas >= before.replicas) return [];
  const { kind, name } = before.workload;
  return [`${kind} ${name} was scaled from ${before.replicas} to ${after.replicas} replicas.`];
}

/** Without a grace period the kubelet kills at once: nobody is asked to end, so nobody is seen not to listen. */
function brokenGrace(
  { graceSeconds: before = 0 }: Guarded,
  { graceSeconds: after = before, workload }: Guarded,
): string[] {
  if (after > 0 || before === 0) return [];
  return [`Pods of ${workload.kind} ${workload.name} are killed at once: their ${before} s to end were taken away.`];
}

function brokenLimit(old: GuardedContainer | undefined, now: GuardedContainer, nodeMemory: number | null): string[] {
  // What had no limit before the remedy need not have one after it.
  if (old !== undefined && old.memoryLimit === null) return [];
  const was =
    old?.memoryLimit === undefined || old.memoryLimit === null ? '' : ` (it was ${formatBytes(old.memoryLimit)})`;
  if (now.memoryLimit === null) return [`Container ${now.name} has no memory limit${was}.`];
  if (nodeMemory === null || now.memoryLimit < nodeMemory) return [];
  const size = formatBytes(now.memoryLimit);
  return [
    `Container ${now.name} has a memory limit of ${size}${was}, and the node only ${formatBytes(nodeMemory)}: that is no limit.`,
  ];
}

/** A limit in the object that the kernel was never told: the cgroup's own word decides. */
function limitsNotEnforced({ guarded, instances }: Pick<Aftermath, 'guarded' | 'instances'>): string[] {
  const names = instances
    .filter(({ endedAt, samples }) => endedAt === null && samples.length > 0 && samples.at(-1)?.limit === null)
    .map(({ container }) => container)
    .filter((name) => guarded?.containers.some((each) => each.name === name && each.memoryLimit !== null));
  return [...new Set(names)].map((name) => `Container ${name} runs without its memory limit: its cgroup has none.`);
}
