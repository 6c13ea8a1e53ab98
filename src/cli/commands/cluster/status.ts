import { answering } from '../../../cluster/embedded/answering.ts';
import type { Cluster } from '../../../cluster/cluster.ts';
import { findBackground, openBackground } from '../../../cluster/embedded/find.ts';
import type { Found } from '../../../cluster/embedded/find.ts';
import { backgroundPlaces } from '../../../cluster/embedded/places.ts';
import { pidOf } from '../../../cluster/embedded/record.ts';
import { kindClusterName } from '../../../cluster/kind-name.ts';
import { findKind } from '../../../cluster/kind.ts';
import { kindIsInstalled, requireDocker, requireKind } from '../../../cluster/programs.ts';
import { table } from '../../../report/table.ts';
import { exitCodes } from '../../../run/exit-code.ts';
import { isLeftOver, runNamespaces, sweepLeftOvers } from '../../../run/namespace.ts';
import { runLabel } from '../../../shared/run-label.ts';
import type { JsonOption } from '../../output.ts';
import { say, writeJson } from '../../output.ts';
import { interruptible } from '../../signals.ts';
import type { OnOption } from './on-option.ts';

export interface StatusOptions extends OnOption {
  json?: JsonOption;
  sweep?: boolean;
}

/** What is told of a cluster: `about` as data, `lines` for people. */
interface Told {
  cluster: Cluster | undefined;
  about: Record<string, unknown> | null;
  lines: string[];
}

/** `leaklab cluster status`: 0 when there is a cluster, 3 when there is none. */
export async function status(options: StatusOptions): Promise<number> {
  return interruptible(async (signal) => {
    const { cluster, about, lines } = await tellOf(options.on, signal);
    if (cluster !== undefined && options.sweep === true) {
      for (const name of await sweepLeftOvers(cluster.api, signal)) say(`removed ${name}`);
    }
    const runs = cluster === undefined ? [] : await runsIn(cluster, signal);
    if (options.json !== undefined) {
      await writeJson(options.json, { version: 1, cluster: about, runs });
    } else if (cluster === undefined) {
      for (const line of lines) say(line);
    } else {
      const rows = runs.map(({ namespace, run, since, state }) => [namespace, run, since, state]);
      const body = rows.length === 0 ? 'no runs in it' : table(['NAMESPACE', 'RUN', 'SINCE', 'STATE'], rows);
      process.stdout.write(`${[...lines, body].join('\n')}\n`);
    }
    return cluster === undefined ? exitCodes.environment : exitCodes.ok;
  });
}

/** By default of the one that runs would use. */
async function tellOf(on: StatusOptions['on'], signal: AbortSignal): Promise<Told> {
  const found = on === 'kind' ? undefined : await findBackground();
  if (found !== undefined && (on === 'embedded' || found.state !== 'none')) return tellOfEmbedded(found, signal);
  if (on === 'auto' && !(await kindIsInstalled(signal))) return none('there is no cluster yet');
  await requireDocker(signal);
  await requireKind(signal);
  const cluster = await findKind(signal);
  if (cluster === undefined) return none(`there is no kind cluster "${kindClusterName()}" yet`);
  const { name, kubeconfig, nodes } = cluster;
  const lines = [`${name}, nodes ${nodes.join(', ')}, kubeconfig ${kubeconfig}`];
  return { cluster, about: { name, kubeconfig, nodes }, lines };
}

async function tellOfEmbedded(found: Found, signal: AbortSignal): Promise<Told> {
  const again = 'leaklab cluster up --on embedded';
  if (found.state === 'none') return none('there is no embedded cluster that is up', again);
  const { record } = found;
  const { log } = backgroundPlaces();
  if (found.state === 'died')
    return none(`the embedded cluster of process ${pidOf(record)} has died; see ${log}`, again);
  if (found.state === 'starting') return none('the embedded cluster is just coming up', again);
  const { url, limits, description } = found.record.up;
  const cluster = openBackground(await answering(found.record));
  const { items } = await cluster.api.list({ apiVersion: 'v1', kind: 'Pod' }, {}, signal);
  const { kubeconfig, nodes } = cluster;
  const about = { name: 'the embedded cluster', kubeconfig, nodes, url, limits, description, log };
  const lines = [
    `the embedded cluster, up since ${record.since} at ${url}, process ${pidOf(record)}, kubeconfig ${kubeconfig}`,
    `${items.length === 1 ? 'one pod' : `${items.length} pods`}; memory limits ${limits === 'kernel' ? "are the kernel's" : 'are approximate'} (${description})`,
  ];
  return { cluster, about: { ...about, since: record.since, pid: pidOf(record), pods: items.length }, lines };
}

function none(text: string, make = 'leaklab cluster up'): Told {
  return { cluster: undefined, about: null, lines: [`${text}; make it with: ${make}`] };
}

async function runsIn(cluster: Cluster, signal: AbortSignal) {
  return (await runNamespaces(cluster.api, signal)).map((object) => ({
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
}
