import { z } from 'zod';
import { upKind } from '../src/cluster/kind.ts';
import { listImages } from '../src/images/catalogue.ts';
import { exitCodes } from '../src/run/exit-code.ts';
import { provideImages } from './lib/images.ts';
import { kubectl } from './lib/kubectl.ts';
import { next, say, shown } from './lib/say.ts';
import { typed } from './lib/typed.ts';
import { perform, verb } from './lib/verb.ts';

const command = verb('up', "makes leaklab's kind cluster, unless it is there, and loads the images into it", [
  'node scripts/up.ts',
  'LEAKLAB_KIND_NODE_IMAGE=kindest/node:v1.34.0 node scripts/up.ts',
]);

process.exitCode = await perform(command, z.object({}), async (_, signal) => {
  const cluster = await upKind({ signal, onProgress: say });
  const refs = (await listImages()).map(({ ref }) => ref);
  await provideImages(cluster, refs, null, signal);
  say(`${cluster.name} is up, with ${refs.join(', ')}`);
  say('the lines below work in a shell of yours after:');
  say(`export KUBECONFIG=${shown(cluster.kubeconfig)}`);
  await kubectl({ kubeconfig: cluster.kubeconfig, signal }, ['get', 'nodes', '-o', 'wide']);
  next(typed('deploy'));
  return exitCodes.ok;
});
