import { Option } from 'commander';
import { z } from 'zod';
import { chooseCluster } from '../src/cluster/choose.ts';
import { openBackground } from '../src/cluster/embedded/find.ts';
import { upEmbedded } from '../src/cluster/embedded/up.ts';
import { upKind } from '../src/cluster/kind.ts';
import { listImages } from '../src/images/catalogue.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { provideImages } from './lib/images.ts';
import { kubectl } from './lib/kubectl.ts';
import { next, say, shown } from './lib/say.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('up', "makes leaklab's cluster, unless it is there, and loads the images into it", [
  'node scripts/up.ts',
  'node scripts/up.ts --on embedded                       with no Docker; --on kind insists on kind',
  'LEAKLAB_KIND_NODE_IMAGE=kindest/node:v1.34.0 node scripts/up.ts',
]).addOption(
  new Option('--on <where>', '`auto` is an embedded one that is up, else kind where it is ready, else embedded')
    .choices(['auto', 'kind', 'embedded'])
    .default('auto'),
);

const optionsSchema = z.object({ on: z.enum(['auto', 'kind', 'embedded']) });

process.exitCode = await perform(command, optionsSchema, async ({ on }, signal) => {
  const options = { signal, onProgress: say };
  const chosen = on === 'auto' ? await chooseCluster(options) : on;
  const cluster = chosen === 'kind' ? await upKind(options) : openBackground((await upEmbedded(options)).record);
  const refs = (await listImages()).map(({ ref }) => ref);
  await provideImages(cluster, refs, null, signal);
  say(`${cluster.name} is ready, with ${refs.join(', ')}`);
  say('the lines below work in a shell of yours after:');
  say(`export KUBECONFIG=${shown(cluster.kubeconfig)}`);
  await kubectl({ kubeconfig: cluster.kubeconfig, signal }, ['get', 'nodes', '-o', 'wide']);
  next(typed('deploy'));
  return exitCodes.ok;
});
