import { chooseCluster } from '../../../cluster/choose.ts';
import { openBackground } from '../../../cluster/embedded/find.ts';
import { pidOf } from '../../../cluster/embedded/record.ts';
import { upEmbedded } from '../../../cluster/embedded/up.ts';
import type { KindOptions } from '../../../cluster/kind.ts';
import { upKind } from '../../../cluster/kind.ts';
import { listImages } from '../../../images/catalogue.ts';
import { ensureImages } from '../../../images/ensure.ts';
import { exitCodes } from '../../../run/exit-code.ts';
import { stateFolder } from '../../../shared/places.ts';
import { say } from '../../output.ts';
import { interruptible } from '../../signals.ts';
import type { OnOption } from './on-option.ts';

/** `leaklab cluster up`: the line for a shell goes to stdout, all else to stderr. */
export async function up({ on }: OnOption): Promise<number> {
  return interruptible(async (signal) => {
    const options = { signal, onProgress: say };
    const chosen = on === 'auto' ? await chooseCluster(options) : on;
    const kubeconfig = await (chosen === 'kind' ? kindUp(options) : embeddedUp(options));
    process.stdout.write(`export KUBECONFIG=${kubeconfig}\n`);
    return exitCodes.ok;
  }, 'stopping');
}

async function kindUp(options: KindOptions): Promise<string> {
  const cluster = await upKind(options);
  const refs = (await listImages()).map(({ ref }) => ref);
  const images = { refs, cluster: cluster.kindName, nodes: cluster.nodes, stateFolder: stateFolder() };
  await ensureImages({ ...images, ...options });
  say(`${cluster.name} is up, with ${refs.join(', ')}. To look at it:`);
  return cluster.kubeconfig;
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
