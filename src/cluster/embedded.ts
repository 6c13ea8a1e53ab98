import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '../embedded/start.ts';
import { listImages } from '../images/catalogue.ts';
import { Connection } from '../kube/connection.ts';
import { KubeApi } from '../kube/api.ts';
import { Fault } from '../shared/errors.ts';
import { stateFolder } from '../shared/places.ts';
import type { Cluster } from './cluster.ts';

const context = 'embedded';

/** A small Kubernetes of our own in this process, for machines without Docker; it goes when it is closed. */
export async function openEmbedded(onProgress: (text: string) => void): Promise<Cluster> {
  if (process.platform !== 'linux') {
    const message = `the embedded cluster needs Linux, and this is ${process.platform}`;
    throw new Fault('environment', message, { hint: 'install Docker and kind, then: leaklab run … --on kind' });
  }
  const images = new Map((await listImages()).map(({ ref, entry }) => [ref, { entry }]));
  const folder = join(stateFolder(), 'embedded', String(process.pid));
  const kubeconfig = join(stateFolder(), 'embedded', `${process.pid}.kubeconfig`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const embedded = await startEmbedded({ folder, images: (reference) => images.get(reference) });
  await writeFile(kubeconfig, embedded.kubeconfig(context), { mode: 0o600 });
  onProgress(`the embedded cluster is up (${embedded.describe()})`);
  if (embedded.limits === 'watchdog')
    onProgress('memory limits are approximate here: they are watched, not enforced by the kernel');
  return {
    name: embedded.limits === 'kernel' ? 'the embedded cluster' : 'the embedded cluster (limits approximate)',
    origin: 'embedded',
    kubeconfig,
    context,
    api: new KubeApi(Connection.open(kubeconfig, context)),
    nodes: [],
    kindName: null,
    limits: embedded.limits,
    async close() {
      await embedded.stop();
      await rm(kubeconfig, { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
