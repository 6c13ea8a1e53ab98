import { join } from 'node:path';
import { writeBundle } from '../src/evidence/write-bundle.ts';
import { awaitStart } from '../src/run/await-start.ts';
import { collect } from '../src/run/collect.ts';
import type { RunContext } from '../src/run/context.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { proveSymptom } from '../src/run/prove-symptom.ts';
import { Fault } from '../src/shared/errors.ts';
import { formatSeconds } from '../src/shared/quantity.ts';
import { audience, introduce } from './lib/audience.ts';
import { incidentFolder, writeIncident } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import type { Kubectl } from './lib/kubectl.ts';
import { namespaceOnly, namespaceOption } from './lib/options.ts';
import { requireStage } from './lib/order.ts';
import { requireDeployed } from './lib/owned-namespace.ts';
import { proofLines } from './lib/proof.ts';
import { requireCluster } from './lib/require-cluster.ts';
import { head, next, say } from './lib/say.ts';
import { seenEnough } from './lib/seen-enough.ts';
import { theScenario, withSession } from './lib/session.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('trigger', 'waits for the OOM kill and prints its proof', [
  'node scripts/trigger.ts',
  'node scripts/trigger.ts --namespace team-a',
]).addOption(namespaceOption());

process.exitCode = await perform(command, namespaceOnly, async (options, signal) => {
  const incident = await requireStage('trigger', 'deployed', options.namespace);
  const { namespace, remedies } = incident;
  if (remedies.length > 0) {
    const names = remedies.map(({ name }) => name).join(', ');
    throw new Fault('usage', `a remedy is applied already (${names}): the fault as it was is no longer there`, {
      hint: `${typed('deploy', '--namespace', namespace)}, to bring it back`,
    });
  }
  const scenario = await theScenario();
  const cluster = await requireCluster('trigger', signal);
  await requireDeployed(cluster.api, incident, signal);
  const kube = { kubeconfig: cluster.kubeconfig, signal };
  const show = audience();
  const workload = { incident, cluster, scenario, signal };
  await withSession(workload, [show.listen], async ({ context, previousLogs }) => {
    await awaitStart(context);
    const old = await renewIfDead(context, kube);
    introduce(context, null);
    const baseline = await proveSymptom(context, (dead) => !old.has(dead.podUid) && seenEnough(dead)).finally(
      show.stop,
    );
    // The curve is known to this process alone: `collect` finds it here.
    const witnessed = await collect(context, previousLogs);
    await writeBundle(join(incidentFolder(namespace), 'witnessed'), witnessed);
    await writeIncident({ ...incident, baseline, cause: null });

    await kubectl(kube, ['-n', namespace, 'get', 'pods']);
    for (const death of baseline.deaths) {
      head('The proof');
      const seen = context.observation.instances().find(({ containerId }) => containerId === death.containerId);
      for (const line of proofLines(death, seen?.samples ?? [])) say(line);
      const [node] = cluster.nodes;
      if (node !== undefined)
        say(`see for yourself: docker exec ${node} dmesg | grep ${death.containerId.slice(0, 12)}`);
    }
    const ages = baseline.timesToFailure.map(formatSeconds).join(', ');
    const rate = baseline.workRate === null ? 'not measured' : `${baseline.workRate.toFixed(1)} events a second`;
    say(`\nkept for verify: time to failure ${ages}; work done ${rate}`);
  });
  next(typed('collect'));
  return exitCodes.ok;
});

/**
 * A container that has died before may wait for its back-off, up to five minutes; a new pod starts at once, and its
 * whole life is seen. Gives the uids of the pods that are then old.
 */
async function renewIfDead({ observation, plan, namespace }: RunContext, kube: Kubectl): Promise<Set<string>> {
  const pods = observation.pods();
  const died = pods.some(({ status }) =>
    status?.containerStatuses?.some(({ restartCount, lastState }) => restartCount > 0 || lastState?.terminated),
  );
  if (!died) return new Set();
  say('it has died before anybody watched; a new pod shows its whole life, without the back-off:');
  const { kind, name } = plan.scenario.workload;
  await kubectl(kube, ['-n', namespace, 'rollout', 'restart', `${kind.toLowerCase()}/${name}`]);
  return new Set(pods.map(({ metadata }) => metadata.uid ?? ''));
}
