import type { KubeApi } from '../../src/kube/api.ts';
import { isNotFound } from '../../src/kube/failure.ts';
import { namespaceGone } from '../../src/run/namespace.ts';
import { Fault } from '../../src/shared/errors.ts';
import { runLabel } from '../../src/shared/run-label.ts';
import { typed } from './typed.ts';

/**
 * The run that a namespace belongs to, by its label; undefined when there is no such namespace. One that is being
 * deleted is waited for.
 * @throws Fault (usage) for a namespace without the label: leaklab did not make it
 */
export async function runOfNamespace(api: KubeApi, name: string, signal: AbortSignal): Promise<string | undefined> {
  const found = await api.get({ apiVersion: 'v1', kind: 'Namespace', name }, signal).catch((thrown: unknown) => {
    if (isNotFound(thrown)) return undefined;
    throw thrown;
  });
  if (found === undefined) return undefined;
  const run = found.metadata.labels?.[runLabel];
  if (run === undefined) {
    const message = `the namespace ${name} does not carry the label ${runLabel}: leaklab did not make it and leaves it alone`;
    throw new Fault('usage', message, { hint: 'another --namespace' });
  }
  if (found.metadata.deletionTimestamp === undefined) return run;
  await namespaceGone(api, name, signal);
  return undefined;
}

/** A Fault (usage) unless the incident is still where it was deployed. */
export async function requireDeployed(
  api: KubeApi,
  { namespace, runId }: { namespace: string; runId: string },
  signal: AbortSignal,
): Promise<void> {
  if ((await runOfNamespace(api, namespace, signal)) === runId) return;
  throw new Fault('usage', `what was deployed to the namespace ${namespace} is no longer there: deploy is missing`, {
    hint: typed('deploy', '--namespace', namespace),
  });
}
