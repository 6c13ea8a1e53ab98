import { messageOf } from '../shared/errors.ts';
import type { RunContext } from './context.ts';
import type { StepName } from './events.ts';
import { deleteNamespace, namespaceGone } from './namespace.ts';
import { removeRunKubeconfig } from './run-kubeconfig.ts';

/** Seconds that evidence may still take when a run was cut short. */
const lastEvidence = 15;

/** Seconds for the namespace to go; fewer where the API server is lost, which must not hold the end of the run. */
const patience = { reachable: 120, lost: 10 };

/**
 * Ends a run: first what is not yet evidence is made evidence, then the namespace goes. Works after Ctrl-C too, so it
 * has signals of its own; what cannot be cleaned up is said with the command that does it.
 */
export async function cleanUp(
  context: RunContext,
  lost: AbortSignal,
  step: (name: StepName, action: () => Promise<void>) => Promise<void>,
  collectRest: (within: RunContext) => Promise<void>,
): Promise<void> {
  const { lab, namespace, journal, observation, plan } = context;
  const { api } = lab.cluster;
  const warn = (text: string) => journal.say({ type: 'note', level: 'warning', text });
  const signal = AbortSignal.any([AbortSignal.timeout(lastEvidence * 1000), lost]);
  await collectRest({ ...context, signal }).catch((thrown: unknown) => {
    warn(`the evidence could not be collected: ${messageOf(thrown)}`);
  });
  await observation.stop();
  await removeRunKubeconfig(plan.folder);
  if (plan.keep) {
    journal.say({
      type: 'note',
      level: 'info',
      text: `kept: kubectl --kubeconfig ${lab.cluster.kubeconfig} -n ${namespace} get pods`,
    });
    return;
  }
  const tidy = async () => {
    const within = AbortSignal.timeout(1000 * (lost.aborted ? patience.lost : patience.reachable));
    if (await deleteNamespace(api, namespace, within)) await namespaceGone(api, namespace, within);
  };
  await step('clean up', tidy).catch((thrown: unknown) => {
    warn(
      `the namespace ${namespace} may still be there (${messageOf(thrown)}); remove it with: leaklab cluster status --sweep`,
    );
  });
}
