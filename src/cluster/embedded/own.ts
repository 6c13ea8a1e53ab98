import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineName, engineRuns } from '../../embedded/cgroup/engine-name.ts';
import { startEmbedded } from '../../embedded/start.ts';
import { Connection } from '../../kube/connection.ts';
import { KubeApi } from '../../kube/api.ts';
import type { Cluster } from '../cluster.ts';
import { appImages } from './images.ts';
import { makeFolder } from './make-folder.ts';
import { embeddedContext, embeddedFolder } from './places.ts';
import { requireLinux } from './require-linux.ts';

/** An embedded cluster in this process, for it alone: it goes when it is closed. */
export async function openOwn(onProgress: (text: string) => void): Promise<Cluster> {
  requireLinux();
  const folder = join(embeddedFolder(), engineName());
  const kubeconfig = `${folder}.kubeconfig`;
  await makeFolder(folder);
  await removeOrphans();
  const embedded = await startEmbedded({ folder, images: await appImages() });
  try {
    await writeFile(kubeconfig, embedded.kubeconfig(embeddedContext), { mode: 0o600 });
  } catch (thrown) {
    await embedded.stop();
    throw thrown;
  }
  onProgress(`the embedded cluster is up (${embedded.describe()})`);
  if (embedded.limits === 'watchdog')
    onProgress(
      'memory limits are approximate here: watched, not enforced by the kernel; `leaklab doctor` says what that would take',
    );
  return {
    name: embedded.limits === 'kernel' ? 'the embedded cluster' : 'the embedded cluster (limits approximate)',
    origin: 'embedded',
    kubeconfig,
    context: embeddedContext,
    api: new KubeApi(Connection.open(kubeconfig, embeddedContext)),
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

/** Removes the kubeconfigs of engines that were killed; their folders are removed by their own watchers. */
async function removeOrphans(): Promise<void> {
  for (const name of await readdir(embeddedFolder())) {
    const engine = /^(\d+-\d+)\.kubeconfig$/.exec(name)?.[1];
    if (engine !== undefined && !engineRuns(engine)) await rm(join(embeddedFolder(), name), { force: true });
  }
}
