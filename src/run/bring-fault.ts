import type { Change } from '../scenario/model.ts';
import { Fault } from '../shared/errors.ts';
import type { RunContext } from './context.ts';
import { changeSteps } from './remedy/change-steps.ts';
import { awaitRollout } from './rollout.ts';
import { startTrouble } from './start-trouble.ts';

/**
 * Waits until the manifests' own revision is rolled out and ready, and then makes the change that brings the fault. The
 * pods that there are until then are remembered as those of the earlier revision: they are well, and may serve on.
 */
export async function bringFault(context: RunContext, change: Change): Promise<void> {
  const { journal, observation } = context;
  const { workload } = context.plan.scenario;
  const { state, detail } = await awaitRollout(context, () => false);
  if (state !== 'complete') {
    const trouble = startTrouble(observation.pods(), observation.events());
    const message = `${workload.name} did not get ready before its change: ${trouble?.message ?? detail}`;
    throw new Fault('environment', message, { hint: trouble?.hint ?? 'leaklab doctor' });
  }
  for (const { metadata } of observation.pods()) context.earlierPods.add(metadata.uid ?? metadata.name);
  const done: string[] = [];
  for (const step of await changeSteps(context, change)) done.push(await step());
  journal.say({ type: 'note', level: 'info', text: `rolled out and ready; then the change: ${done.join(', ')}` });
}
