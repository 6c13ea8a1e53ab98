import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { networkInterfaces } from 'node:os';

/** The loopback addresses of one cluster, given out one per pod. */
export interface AddressBlock {
  /** The node's own. */
  node: string;
  /** The name server's; undefined where all share one address. */
  dns: string | undefined;
  /** The first two bytes of the Services' addresses, which are the upper half of the block: 127.64 for 127.64.128.0/17. */
  services: string;
  /** An address that no other pod has. */
  take(): string;
  release(address: string): void;
  close(): Promise<void>;
}

const firstBlock = 64;
const blocks = 63;

/**
 * Claims 127.B.0.0/16 for this cluster, B from 64 to 126. The claim is an abstract socket of that name: it is the whole
 * machine's, and the kernel gives it back when its holder dies.
 */
export async function claimAddresses(): Promise<AddressBlock> {
  // Elsewhere only 127.0.0.1 exists unless somebody configures more: pods share it, and their ports must differ.
  if (process.platform !== 'linux' || !hasLoopback()) return sharedAddress();
  for (let tried = 0; tried < blocks; tried += 1) {
    const block = firstBlock + ((process.pid + tried) % blocks);
    const claim = await claimName(`leaklab-embedded-127.${block}`);
    if (claim !== undefined) return blockOf(block, claim);
  }
  throw new Error(`all ${blocks} blocks of loopback addresses are taken by other embedded clusters on this machine`);
}

function blockOf(block: number, claim: Server): AddressBlock {
  const taken = new Set<string>();
  let next = 0;
  return {
    node: `127.${block}.0.1`,
    dns: `127.${block}.0.10`,
    services: `127.${block}`,
    take: () => {
      for (;;) {
        // Round robin: a new pod does not get an address whose last owner's connections are still closing.
        const address = `127.${block}.${1 + (Math.floor(next / 254) % 127)}.${1 + (next % 254)}`;
        next += 1;
        if (taken.has(address)) continue;
        taken.add(address);
        return address;
      }
    },
    release: (address) => taken.delete(address),
    close: () => new Promise((resolve) => claim.close(() => resolve())),
  };
}

function sharedAddress(): AddressBlock {
  return {
    node: '127.0.0.1',
    dns: undefined,
    services: '127.96',
    take: () => '127.0.0.1',
    release: () => {},
    close: () => Promise.resolve(),
  };
}

function claimName(name: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(`\0${name}`, () => {
      server.unref();
      resolve(server);
    });
  });
}

function hasLoopback(): boolean {
  return (networkInterfaces()['lo'] ?? []).some(
    ({ address, netmask }) => address === '127.0.0.1' && netmask === '255.0.0.0',
  );
}
