import { chooseCluster } from '../../../cluster/choose.ts';
import { openBackground } from '../../../cluster/embedded/find.ts';
import { pidOf } from '../../../cluster/embedded/record.ts';
import { upEmbedded } from '../../../cluster/embedded/up.ts';
import type { KindOptions } from '../../../cluster/kind.ts';
import { upKind } from '../../../cluster/kind.ts';
import { boundNodes } from '../../../cluster/node-memory.ts';
import { listImages } from '../../../images/catalogue.ts';
import { ensureImages } from '../../../images/ensure.ts';
import { exitCodes } from '../../../run/exit-code.ts';
import { Fault } from '../../../shared/errors.ts';
import { stateFolder } from '../../../shared/places.ts';
import { parseQuantity } from '../../../shared/quantity.ts';
import { say } from '../../output.ts';
import { interruptible } from '../../signals.ts';
import type { OnOption } from './on-option.ts';

/** A node of kind needs half a gibibyte for itself, in bytes. */
const leastNodeMemory = 2 ** 30;

/** `leaklab cluster up`: the line for a shell goes to stdout, all else to stderr. */
export async function up({ on, nodeMemory }: OnOption & { nodeMemory?: string }): Promise<number> {
  const bytes = nodeMemory === undefined ? null : bytesIn(nodeMemory);
  return interruptible(async (signal) => {
    const options = { signal, onProgress: say };
    const chosen = on === 'auto' ? await chooseCluster(options) : on;
    if (chosen !== 'kind' && bytes !== null) {
      throw new Fault('usage', '--node-memory is for kind: the embedded cluster has no node to hold to it');
    }
    const kubeconfig = await (chosen === 'kind' ? kindUp(options, bytes) : embeddedUp(options));
    process.stdout.write(`export KUBECONFIG=${kubeconfig}\n`);
    return exitCodes.ok;
  }, 'stopping');
}

/** @param bytes - what each node is held to; null for what the machine has */
async function kindUp(options: KindOptions, bytes: number | null): Promise<string> {
  const cluster = await upKind(options);
  const refs = (await listImages()).map(({ ref }) => ref);
  const images = { refs, cluster: cluster.kindName, nodes: cluster.nodes, stateFolder: stateFolder() };
  await ensureImages({ ...images, ...options });
  // Only now: to load images takes memory of its own.
  if (bytes !== null) await boundNodes(cluster.nodes, bytes, options.signal);
  say(`${cluster.name} is up, with ${refs.join(', ')}. To look at it:`);
  return cluster.kubeconfig;
}

function bytesIn(text: string): number {
  const bytes = parseQuantity(text);
  if (bytes !== undefined && bytes >= leastNodeMemory) return bytes;
  const message = `expected --node-memory to be an amount of at least 1Gi, such as 1536Mi, got "${text}"`;
  throw new Fault('usage', message);
}

async function embeddedUp(options: KindOptions): Promise<string> {
  const { record, already } = await upEmbedded(options);
  const { kubeconfig } = openBackground(record);
  const { url, limits, description } = record.up;
  const since = already ? `is up already, since ${record.since},` : 'is up';
  say(`the embedded cluster ${since} at ${url}, process ${pidOf(record)}`);
  say(
    limits === 'kernel'
      ? `memory limits are the kernel's (${description})`
      : `memory limits are approximate here: they are watched, not enforced by the kernel (${description})`,
  );
  say('it stays until: leaklab cluster down --on embedded');
  say(`to look at it: kubectl --kubeconfig ${kubeconfig} get pods -A, or`);
  return kubeconfig;
}
