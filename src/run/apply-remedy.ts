import type { AnyObject } from '../evidence/objects.ts';
import { referenceOf } from '../kube/api.ts';
import { ApiFailure, isNotFound } from '../kube/failure.ts';
import { CommandError, runCommand } from '../shared/command.ts';
import type { Remedy } from '../scenario/model.ts';
import type { Aftermath } from '../verify/case.ts';
import type { RunContext } from './context.ts';
import { readManifests } from './deploy.ts';
import { writeRunKubeconfig } from './run-kubeconfig.ts';

/** Seconds that a remedy's command may take. */
const commandTimeout = 300;

/** Applies the remedy. What the API server refuses and what fails in a command is a result, not an error. */
export async function applyRemedy(context: RunContext, remedy: Remedy): Promise<Aftermath['remedy']> {
  const done: string[] = [];
  try {
    if (remedy.file !== null)
      for (const patch of await readManifests([remedy.file])) done.push(await applyOne(context, patch));
    if (remedy.restart) done.push(await restart(context));
    if (remedy.command !== null) done.push(await runRemedyCommand(context, remedy.command));
    return { outcome: 'applied', detail: done.join(', ') };
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure || thrown instanceof CommandError)) throw thrown;
    // What was done before the refusal stays done: the remedy is then judged by what it left.
    const refused = thrown instanceof ApiFailure && done.length === 0;
    return { outcome: refused ? 'refused' : 'error', detail: [...done, thrown.message].join(', then: ') };
  }
}

/** A patch where the object is there, else the object itself is made. */
async function applyOne({ lab, namespace, signal }: RunContext, patch: AnyObject): Promise<string> {
  const { api } = lab.cluster;
  const object = inNamespace(patch, namespace);
  const reference = { ...referenceOf(patch), namespace };
  const label = `${reference.kind} ${patch.metadata.name}`;
  const exists = await api.get(reference, signal).then(
    () => true,
    (thrown: unknown) => {
      if (isNotFound(thrown)) return false;
      throw thrown;
    },
  );
  if (exists) await api.patch(reference, object, signal);
  else await api.apply(object, namespace, signal);
  return exists ? `patched ${label}` : `created ${label}`;
}

/** A file that was written for another namespace is graded in the run's own, and touches no other. */
function inNamespace(object: AnyObject, namespace: string): AnyObject {
  const { metadata } = object;
  return metadata.namespace === undefined ? object : { ...object, metadata: { ...metadata, namespace } };
}

/** What `kubectl rollout restart` does. */
async function restart({ plan, lab, namespace, signal }: RunContext): Promise<string> {
  const { kind, name } = plan.scenario.workload;
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date(lab.clock.now()).toISOString() };
  const patch = { spec: { template: { metadata: { annotations } } } };
  await lab.cluster.api.patch({ apiVersion: 'apps/v1', kind, namespace, name }, patch, signal);
  return `restarted ${kind} ${name}`;
}

async function runRemedyCommand(context: RunContext, command: string): Promise<string> {
  const { namespace, signal } = context;
  const kubeconfig = await writeRunKubeconfig(context);
  const env = { KUBECONFIG: kubeconfig, LEAKLAB_NAMESPACE: namespace };
  // A shell on purpose: the command is the user's own line.
  await runCommand('sh', ['-c', command], { env, signal, timeoutSeconds: commandTimeout });
  return `ran ${command}`;
}
