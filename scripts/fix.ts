import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { exitCodes } from '../src/run/exit-code.ts';
import { findRemedy } from '../src/scenario/find.ts';
import { remedyFromFile } from '../src/scenario/remedy-file.ts';
import { Fault } from '../src/shared/errors.ts';
import type { Incident } from './lib/incident.ts';
import { writeIncident } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import type { Kubectl } from './lib/kubectl.ts';
import { namespaceOnly, namespaceOption } from './lib/options.ts';
import { requireStage } from './lib/order.ts';
import { requireDeployed } from './lib/owned-namespace.ts';
import type { RemedyStep } from './lib/remedy-steps.ts';
import { remedySteps } from './lib/remedy-steps.ts';
import { requireCluster } from './lib/require-cluster.ts';
import { head, next, say } from './lib/say.ts';
import { theScenario } from './lib/session.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('fix', 'applies a remedy: bounded-buffer, another of the scenario, or a patch of your own', [
  'node scripts/fix.ts',
  'node scripts/fix.ts --remedy raise-limit',
  'node scripts/fix.ts --remedy my-fix.yaml',
])
  .addOption(namespaceOption())
  .option('--remedy <name>', 'a remedy of the scenario, or a FILE.yaml of patches', 'bounded-buffer');

process.exitCode = await perform(command, namespaceOnly.extend({ remedy: z.string() }), async (options, signal) => {
  const scenario = await theScenario();
  // A wrong name is told before a wrong order: it is wrong in any.
  const isFile = /\.ya?ml$/.test(options.remedy);
  const remedy = isFile ? await remedyFromFile(options.remedy) : findRemedy(scenario, options.remedy);
  const incident = await requireStage('fix', 'collected', options.namespace);
  const cluster = await requireCluster('fix', signal);
  await requireDeployed(cluster.api, incident, signal);
  const before = incident.remedies.filter(({ outcome }) => outcome !== 'refused').map(({ name }) => name);
  if (before.length > 0) say(`applied before, and still there: ${before.join(', ')}`);

  head(`${remedy.name}: ${remedy.summary}`);
  const appliedAt = Date.now();
  const steps = await remedySteps(cluster.api, remedy, scenario, incident, signal);
  const outcome = await apply(steps, { kubeconfig: cluster.kubeconfig, signal });
  const applied: Incident['remedies'][number] = { name: remedy.name, expect: remedy.expect, appliedAt, ...outcome };
  await writeIncident({ ...incident, remedies: [...incident.remedies, applied] });
  if (outcome.outcome === 'refused') say('the API server does not take it: nothing has changed');
  next(typed('verify'));
  return exitCodes.ok;
});

/** What the API server refuses is a result that `verify` judges; a kubectl that cannot reach it is a Fault. */
async function apply(
  steps: RemedyStep[],
  kube: Kubectl,
): Promise<Pick<Incident['remedies'][number], 'outcome' | 'detail'>> {
  const done: string[] = [];
  for (const { args, file, done: words } of steps) {
    if (file !== null) say((await readFile(file, 'utf8')).trimEnd());
    const { exitCode, stderr } = await kubectl(kube, args, { reject: false });
    if (exitCode !== 0 && !/^Error from server|is invalid:/m.test(stderr))
      throw new Fault('environment', `kubectl failed: ${stderr}`);
    if (exitCode !== 0) return { outcome: done.length === 0 ? 'refused' : 'error', detail: stderr };
    done.push(words);
  }
  return { outcome: 'applied', detail: done.join(', ') };
}
