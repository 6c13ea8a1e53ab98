import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { CommandError, runCommand, startCommand } from '../../src/shared/command.ts';
import { waitUntil } from '../../src/shared/retry.ts';

export interface Registry {
  /** HOST:PORT on loopback. */
  address: string;
  stop(): Promise<void>;
}

/** True where the program of Debian's package docker-registry is. */
export async function hasDockerRegistry(): Promise<boolean> {
  return runCommand('docker-registry', ['--version'], { reject: false }).then(
    () => true,
    (thrown: unknown) => {
      if (thrown instanceof CommandError && thrown.notFound) return false;
      throw thrown;
    },
  );
}

/** A registry on loopback, and on `gateway` where given: the address of this machine on the network of the nodes. */
export async function startRegistry(gateway?: string): Promise<Registry> {
  const folder = await mkdtemp(join(tmpdir(), 'registry-'));
  const port = await freePort();
  const hosts = ['127.0.0.1', ...(gateway === undefined ? [] : [gateway])];
  // Debian's release listens on one address only: the same store is served twice.
  const servers = await Promise.all(
    hosts.map(async (host, index) => {
      const file = join(folder, `config-${index}.yml`);
      const storage = { filesystem: { rootdirectory: join(folder, 'store') } };
      await writeFile(file, JSON.stringify({ version: 0.1, storage, http: { addr: `${host}:${port}` } }));
      const server = startCommand('docker-registry', ['serve', file]);
      const wait = { for: `the registry on ${host}:${port}`, within: 30, every: 0.1 };
      await waitUntil(wait, () =>
        fetch(`http://${host}:${port}/v2/`).then(
          ({ ok }) => ok || undefined,
          () => undefined,
        ),
      );
      return server;
    }),
  );
  return {
    address: `127.0.0.1:${port}`,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
