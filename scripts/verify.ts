import { styleText } from 'node:util';
import { describeEta } from '../src/report/eta.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { watchAftermath } from '../src/run/watch-aftermath.ts';
import type { Scenario } from '../src/scenario/model.ts';
import { Fault } from '../src/shared/errors.ts';
import { judge } from '../src/verify/judge.ts';
import type { Judgement } from '../src/verify/judgement.ts';
import { audience, introduce } from './lib/audience.ts';
import type { Incident } from './lib/incident.ts';
import { kubectl } from './lib/kubectl.ts';
import { namespaceOnly, namespaceOption } from './lib/options.ts';
import { requireStage } from './lib/order.ts';
import { requireDeployed } from './lib/owned-namespace.ts';
import { requireCluster } from './lib/require-cluster.ts';
import { head, next, say } from './lib/say.ts';
import { theScenario, withSession } from './lib/session.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('verify', 'watches for longer than the fault used to take, and says what the remedy was worth', [
  'node scripts/verify.ts',
  'node scripts/verify.ts --namespace team-a',
]).addOption(namespaceOption());

process.exitCode = await perform(command, namespaceOnly, async (options, signal) => {
  const incident = await requireStage('verify', 'remedied', options.namespace);
  const { namespace, baseline } = incident;
  const remedy = incident.remedies.at(-1);
  if (baseline === null || remedy === undefined) throw new Fault('usage', 'verify comes too early');
  const scenario = await theScenario();
  const cluster = await requireCluster('verify', signal);
  await requireDeployed(cluster.api, incident, signal);
  const { kind, name } = scenario.workload;
  const show = audience();
  const workload = { incident, cluster, scenario, signal };
  const judgement = await withSession(workload, [show.listen], async ({ context }) => {
    const rollout = ['-n', namespace, 'rollout', 'status', `${kind.toLowerCase()}/${name}`, '--timeout=90s'];
    const kube = { kubeconfig: cluster.kubeconfig, signal };
    // A rollout that does not end is for the verdict to judge.
    await kubectl(kube, rollout, { reject: false });
    introduce(context, remedy.name);
    const aftermath = await watchAftermath(context, baseline, remedy, remedy.appliedAt).finally(show.stop);
    await kubectl(kube, ['-n', namespace, 'get', 'pods']);
    const { speedup } = scenario.paces[incident.pace];
    const judged = judge(baseline, aftermath, { speedup, horizonSeconds: scenario.horizon });
    context.journal.say({ type: 'judged', judgement: judged });
    return judged;
  });
  const exitCode = exitCodeOf(judgement, incident, scenario);
  tell(judgement, incident, exitCode);
  next(typed('down'), `${typed('deploy', '--namespace', namespace)}, and then another remedy`);
  return exitCode;
});

/** As `leaklab run` ends: a remedy that nobody listed is expected to resolve the fault. */
function exitCodeOf({ verdict }: Judgement, { cause, remedies }: Incident, scenario: Scenario): number {
  if (verdict === 'inconclusive') return exitCodes.inconclusive;
  const expected = remedies.at(-1)?.expect ?? 'resolved';
  return cause === scenario.cause && verdict === expected ? exitCodes.ok : exitCodes.unexpected;
}

function tell({ verdict, reasons, eta }: Judgement, { remedies, cause }: Incident, exitCode: number): void {
  const remedy = remedies.at(-1);
  head('The verdict');
  say(styleText(colourOf(exitCode), `${remedy?.name}: ${verdict}`));
  for (const [index, reason] of reasons.entries()) say(`  ${index === 0 ? 'because ' : '        '}  ${reason}`);
  if (eta !== null) say(`  forecast  ${describeEta(eta)}`);
  const expected = remedy?.expect ?? 'resolved, as of any remedy that nobody listed';
  say(`  expected  ${expected}${cause === null ? '' : `; the cause was ${cause}`}`);
}

function colourOf(exitCode: number): 'green' | 'yellow' | 'red' {
  if (exitCode === exitCodes.ok) return 'green';
  return exitCode === exitCodes.inconclusive ? 'yellow' : 'red';
}
