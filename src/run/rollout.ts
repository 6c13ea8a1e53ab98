import { deploymentSchema } from '../evidence/objects.ts';
import { isNotFound } from '../kube/failure.ts';
import type { RunContext } from './context.ts';

export interface Rollout {
  /** `gone` and `scaled-down` are complete too: there is nothing left to wait for. */
  state: 'complete' | 'scaled-down' | 'gone' | 'unfinished';
  /** For people: how far it got and what was last seen. */
  detail: string;
}

/** Seconds that a rollout may take, the crash-loop back-off of a pod that is not replaced included. */
const deadline = 90;

/**
 * Waits until the workload's pods are those that its template asks for, all of them available and the old ones gone; or
 * until `isBack` says that the new ones show the fault as the old ones did.
 */
export async function awaitRollout(context: RunContext, isBack: () => boolean): Promise<Rollout> {
  const { lab, signal, journal, observation } = context;
  const until = lab.clock.now() + deadline * 1000;
  for (;;) {
    const rollout = await look(context);
    observation.announceDeaths();
    if (rollout.state !== 'unfinished' || lab.clock.now() >= until || isBack()) return rollout;
    journal.say({ type: 'progress', text: `rolling out: ${rollout.detail}` });
    await lab.clock.sleep(250, signal);
  }
}

async function look({ plan, lab, namespace, observation, signal }: RunContext): Promise<Rollout> {
  const { kind, name } = plan.scenario.workload;
  const object = await lab.cluster.api
    .get({ apiVersion: 'apps/v1', kind, namespace, name }, signal)
    .catch((thrown: unknown) => {
      if (isNotFound(thrown)) return undefined;
      throw thrown;
    });
  if (object === undefined) return { state: 'gone', detail: `${kind} ${name} is gone` };
  const { metadata, spec, status = {} } = deploymentSchema.parse(object);
  const wanted = spec.replicas ?? 1;
  const { observedGeneration = 0, replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const waiting = observation
    .pods()
    .flatMap((pod) => pod.status?.containerStatuses ?? [])
    .map(({ state }) => state?.waiting?.reason)
    .find((reason) => reason !== undefined);
  const detail = `${updatedReplicas} of ${wanted} pods updated, ${availableReplicas} of ${replicas} available${waiting === undefined ? '' : ` (${waiting})`}`;
  if (observedGeneration < (metadata.generation ?? 0)) return { state: 'unfinished', detail };
  if (wanted === 0) return { state: replicas === 0 ? 'scaled-down' : 'unfinished', detail };
  const complete = updatedReplicas >= wanted && replicas === updatedReplicas && availableReplicas >= wanted;
  return { state: complete ? 'complete' : 'unfinished', detail };
}
