import { changeCommands } from '../scenario/change-commands.ts';
import { targetOf } from '../scenario/kubectl-commands.ts';
import type { Pace, Remedy, Scenario } from '../scenario/model.ts';
import { symptomWords } from '../scenario/symptom.ts';
import { formatBytes, formatSeconds } from '../shared/quantity.ts';
import { shownPath } from './shown-path.ts';

const kubectl = 'kubectl -n $NAMESPACE';

/** What a run would do, as the commands that do the same by hand. */
export async function dryRun(
  scenario: Scenario,
  remedies: (Remedy | null)[],
  pace: Pace,
  where: { on: string; context: string | undefined; kindName: string },
): Promise<string> {
  const blocks = await Promise.all(remedies.map((remedy) => oneRun(scenario, remedy, pace)));
  return [
    `# ${scenario.title}: ${blocks.length === 1 ? 'one run' : `${blocks.length} runs side by side`}; nothing below was done`,
    ...clusterLines(scenario, where),
    ...blocks,
    '',
  ].join('\n');
}

function clusterLines(
  scenario: Scenario,
  where: { on: string; context: string | undefined; kindName: string },
): string[] {
  if (where.context === undefined && where.on === 'embedded') {
    return ['# on the embedded cluster that is up, else on one that is started for this and gone after it'];
  }
  if (where.context === undefined && ['auto', 'kind'].includes(where.on)) {
    const evictsAfter = scenario.clusters?.evictsAfter ?? null;
    if (evictsAfter !== null) return ownClusterLines(scenario, `${where.kindName}-evicting`, evictsAfter);
    return [
      ...(where.on === 'auto'
        ? ['# where Docker and kind are ready and no embedded cluster is up; else on an embedded cluster']
        : []),
      `kind create cluster --name ${where.kindName} --config manifests/kind/cluster.yaml   # unless it is there`,
      `kind load docker-image ${scenario.images.join(' ')} --name ${where.kindName}   # what is missing or has changed`,
    ];
  }
  return [`kubectl config use-context ${where.context ?? where.on}   # in a kubeconfig of its own`];
}

function ownClusterLines({ images }: Scenario, name: string, evictsAfter: number): string[] {
  return [
    `kind create cluster --name ${name} --config manifests/kind/cluster.yaml   # deleted when the runs are over`,
    `kind load docker-image ${images.join(' ')} --name ${name}`,
    `kubectl get --raw /api/v1/nodes/${name}-control-plane/proxy/stats/summary   # node.memory.availableBytes`,
    `# evictionHard.memory.available in /var/lib/kubelet/config.yaml: ${formatBytes(evictsAfter)} less than that`,
    `docker exec ${name}-control-plane systemctl restart kubelet`,
  ];
}

async function oneRun(scenario: Scenario, remedy: Remedy | null, pace: Pace): Promise<string> {
  const { workload, symptom } = scenario;
  const env = Object.entries(pace.env).map(([name, value]) => `${name}=${value}`);
  const target = targetOf(workload);
  return [
    '',
    `# --- ${remedy?.name ?? 'no remedy'}`,
    'NAMESPACE=lab-<run>',
    'kubectl create namespace $NAMESPACE',
    ...scenario.manifests.map((file) => `kubectl -n $NAMESPACE apply --server-side -f ${shownPath(file)}`),
    ...(env.length === 0 ? [] : [`kubectl -n $NAMESPACE set env ${target} ${env.join(' ')}   # in the same step`]),
    ...(await changeLines(scenario)),
    `# wait at most ${formatSeconds(pace.failsWithin)} for ${symptomWords(symptom, workload.container)}`,
    '# write the bundle to .leaklab/runs/<run>/bundle, and look for the cause',
    ...(remedy === null ? [] : await remedyCommands(remedy, scenario)),
    ...(remedy === null
      ? []
      : ['# watch it for 2.2 times the old time to failure, check the invariants, give a verdict']),
    'kubectl delete namespace $NAMESPACE',
  ].join('\n');
}

async function remedyCommands(remedy: Remedy, scenario: Scenario): Promise<string[]> {
  const { command } = remedy;
  const commands = await changeCommands(remedy, scenario, kubectl, shownPath);
  if (command !== null) commands.push(`KUBECONFIG=… LEAKLAB_NAMESPACE=$NAMESPACE sh -c ${quoted(command)}`);
  return commands;
}

/** How the change comes that brings the fault; nothing where the manifests have it. */
async function changeLines(scenario: Scenario): Promise<string[]> {
  const { change, workload } = scenario;
  if (change === null) return [];
  return [
    `${kubectl} rollout status ${targetOf(workload)}   # all is well until here`,
    ...(await changeCommands(change, scenario, kubectl, shownPath)),
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
