import { kindClusterName } from '../../cluster/kind-name.ts';
import { downKind, findKind, upKind } from '../../cluster/kind.ts';
import { listImages } from '../../images/catalogue.ts';
import { ensureImages } from '../../images/ensure.ts';
import { table } from '../../report/table.ts';
import { requireDocker, requireKind } from '../../cluster/programs.ts';
import { exitCodes } from '../../run/exit-code.ts';
import { isLeftOver, runNamespaces, sweepLeftOvers } from '../../run/namespace.ts';
import { runLabel } from '../../shared/run-label.ts';
import { stateFolder } from '../../shared/places.ts';
import type { JsonOption } from '../output.ts';
import { say, writeJson } from '../output.ts';
import { interruptible } from '../signals.ts';

export async function up(): Promise<number> {
  return interruptible(async (signal) => {
    const cluster = await upKind({ signal, onProgress: say });
    const refs = (await listImages()).map(({ ref }) => ref);
    const images = { refs, cluster: cluster.kindName, nodes: cluster.nodes, stateFolder: stateFolder() };
    await ensureImages({ ...images, signal, onProgress: say });
    say(`${cluster.name} is up, with ${refs.join(', ')}. To look at it:`);
    process.stdout.write(`export KUBECONFIG=${cluster.kubeconfig}\n`);
    return exitCodes.ok;
  });
}

export async function down(): Promise<number> {
  return interruptible(async (signal) => {
    const name = kindClusterName();
    const deleted = await downKind({ signal, onProgress: say });
    say(deleted ? `the kind cluster "${name}" is deleted` : `there is no kind cluster "${name}"`);
    return exitCodes.ok;
  });
}

/** `leaklab cluster status`: 0 when there is a cluster, 3 when there is none. */
export async function status(options: { json?: JsonOption; sweep?: boolean }): Promise<number> {
  return interruptible(async (signal) => {
    await requireDocker(signal);
    await requireKind(signal);
    const cluster = await findKind(signal);
    if (cluster !== undefined && options.sweep === true) {
      for (const name of await sweepLeftOvers(cluster.api, signal)) say(`removed ${name}`);
    }
    const namespaces = cluster === undefined ? [] : await runNamespaces(cluster.api, signal);
    const runs = namespaces.map((object) => ({
      namespace: object.metadata.name,
      run: object.metadata.labels?.[runLabel] ?? '',
      since: object.metadata.creationTimestamp ?? '',
      state:
        object.metadata.deletionTimestamp === undefined
          ? isLeftOver(object)
            ? 'left over'
            : 'in use or kept'
          : 'being deleted',
    }));
    if (options.json !== undefined) {
      const about =
        cluster === undefined ? null : { name: cluster.name, kubeconfig: cluster.kubeconfig, nodes: cluster.nodes };
      await writeJson(options.json, { version: 1, cluster: about, runs });
    } else if (cluster === undefined) {
      say(`there is no kind cluster "${kindClusterName()}" yet; make it with: leaklab cluster up`);
    } else {
      process.stdout.write(`${cluster.name}, nodes ${cluster.nodes.join(', ')}, kubeconfig ${cluster.kubeconfig}\n`);
      const rows = runs.map(({ namespace, run, since, state }) => [namespace, run, since, state]);
      process.stdout.write(
        rows.length === 0 ? 'no runs in it\n' : `${table(['NAMESPACE', 'RUN', 'SINCE', 'STATE'], rows)}\n`,
      );
    }
    return cluster === undefined ? exitCodes.environment : exitCodes.ok;
  });
}
