import { join } from 'node:path';
import { Option } from 'commander';
import { z } from 'zod';
import type { KubeApi } from '../src/kube/api.ts';
import { awaitStart } from '../src/run/await-start.ts';
import { prepare } from '../src/run/deploy.ts';
import { readManifests } from '../src/run/read-manifests.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { newRunId } from '../src/run/id.ts';
import { namespaceObject } from '../src/run/namespace.ts';
import type { Scenario } from '../src/scenario/model.ts';
import { Fault } from '../src/shared/errors.ts';
import { formatSeconds } from '../src/shared/quantity.ts';
import { provideImages } from './lib/images.ts';
import { incidentFolder, readIncident, writeIncident } from './lib/incident.ts';
import type { Incident } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import { writeObjectFiles } from './lib/object-files.ts';
import { defaultNamespace, namespaceOption, parseRegistry } from './lib/options.ts';
import { runOfNamespace } from './lib/owned-namespace.ts';
import { pointToRegistry } from './lib/point-to-registry.ts';
import { requireCluster } from './lib/require-cluster.ts';
import { head, next, say, shown } from './lib/say.ts';
import { theScenario, withSession } from './lib/session.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const optionsSchema = z.object({
  namespace: z.string(),
  registry: z.string().optional(),
  pace: z.enum(['lab', 'real']),
});

const command = verb('deploy', 'deploys the faulty workload; once more, it brings the fault back after a remedy', [
  'node scripts/deploy.ts',
  'node scripts/deploy.ts --namespace team-a',
  'node scripts/deploy.ts --registry 127.0.0.1:5000     build, push, and let the nodes pull from there',
  "node scripts/deploy.ts --pace real                   the incident's own pace: minutes, not seconds",
])
  .addOption(namespaceOption('the namespace to make').default(defaultNamespace))
  .addOption(new Option('--registry <host:port>', 'a registry to push to and pull from').argParser(parseRegistry))
  .addOption(new Option('--pace <pace>', 'how fast the fault comes').choices(['lab', 'real']).default('lab'));

process.exitCode = await perform(command, optionsSchema, async ({ namespace, registry = null, pace }, signal) => {
  const scenario = await theScenario();
  const cluster = await requireCluster('deploy', signal);
  const runId = (await ownRun(cluster.api, namespace, signal)) ?? newRunId(new Date());
  await provideImages(cluster, scenario.images, registry, signal);
  const incident: Incident = {
    version: 1,
    namespace,
    runId,
    pace,
    registry,
    baseline: null,
    cause: null,
    remedies: [],
  };
  await writeIncident(incident);

  head(`${scenario.title}: the manifests`);
  const folder = join(incidentFolder(namespace), 'manifests');
  for (const file of await writeObjectFiles(folder, await objectsOf(scenario, incident))) say(shown(file));
  const kube = { kubeconfig: cluster.kubeconfig, signal };
  await kubectl(kube, ['-n', namespace, 'apply', '-f', shown(folder)]);
  await withSession({ incident, cluster, scenario, signal }, [], ({ context }) => awaitStart(context));
  const { kind, name } = scenario.workload;
  const target = `${kind.toLowerCase()}/${name}`;
  await kubectl(kube, ['-n', namespace, 'rollout', 'status', target, '--timeout=60s']);
  await kubectl(kube, ['-n', namespace, 'get', 'deployments,pods', '-o', 'wide']);

  say(
    `\nall is well, for now: at ${pace} pace the fault shows within ${formatSeconds(scenario.paces[pace].failsWithin)}`,
  );
  next(typed('trigger'));
  return exitCodes.ok;
});

/** The run of an earlier `deploy` to this namespace; undefined where there is no such namespace. */
async function ownRun(api: KubeApi, namespace: string, signal: AbortSignal): Promise<string | undefined> {
  const run = await runOfNamespace(api, namespace, signal);
  if (run === undefined || (await readIncident(namespace))?.runId === run) return run;
  throw new Fault('usage', `the namespace ${namespace} belongs to the run ${run}, not to an incident by hand`, {
    hint: 'another --namespace',
  });
}

async function objectsOf(scenario: Scenario, { namespace, runId, pace, registry }: Incident) {
  const { images, manifests, paces, workload } = scenario;
  const objects = (await readManifests(manifests)).map((object) => prepare(object, runId, workload, paces[pace]));
  // Kept: the namespace outlives this process, and is not to be swept as a leftover.
  const all = [namespaceObject(namespace, { id: runId, keep: true }), ...objects];
  return all.map((object) => pointToRegistry(object, images, registry));
}
