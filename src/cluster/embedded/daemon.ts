/**
 * The process of a background cluster: ready when its record says where it listens, over at SIGTERM or when the record
 * is gone, for then nobody could find it any more. It imports no Kubernetes client: that is 50 MiB of memory [measured].
 */
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineName } from '../../embedded/cgroup/engine-name.ts';
import { startEmbedded } from '../../embedded/start.ts';
import { messageOf } from '../../shared/errors.ts';
import { appImages } from './images.ts';
import { backgroundPlaces, embeddedContext } from './places.ts';
import { writeRecord } from './record.ts';

/** Milliseconds between two looks for the record. */
const lookEvery = 2000;

const { folder, kubeconfig, record } = backgroundPlaces();
const engine = engineName();
const since = new Date().toISOString();
const asked = Promise.withResolvers<string>();
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(name, () => asked.resolve(name));
// A log that a full disk does not take is no reason to end the cluster.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

try {
  await writeRecord({ version: 1, engine, since, up: null });
  const embedded = await startEmbedded({ folder: join(folder, engine), images: await appImages() });
  const looking = setInterval(() => void look(), lookEvery);
  try {
    await writeFile(kubeconfig, embedded.kubeconfig(embeddedContext), { mode: 0o600 });
    const up = { url: embedded.url, limits: embedded.limits, description: embedded.describe() };
    await writeRecord({ version: 1, engine, since, up });
    log(`up at ${up.url}, process ${process.pid}; ${up.description}`);
    log(`ending: ${await asked.promise}`);
  } finally {
    clearInterval(looking);
    await embedded.stop();
  }
  log('down');
} catch (thrown) {
  log(messageOf(thrown));
  process.exitCode = 1;
} finally {
  // The record last: while it is there, no other is started.
  await rm(kubeconfig, { force: true });
  await rm(record, { force: true });
}

async function look(): Promise<void> {
  await stat(record).catch((thrown: unknown) => {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') asked.resolve(`${record} is gone`);
  });
}

function log(text: string): void {
  process.stdout.write(`${new Date().toISOString()} ${text}\n`);
}
