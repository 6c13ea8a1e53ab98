import { isIP } from 'node:net';
import { CommandError, runCommand } from '../../src/shared/command.ts';
import { Fault } from '../../src/shared/errors.ts';
import { echo, quoted } from './kubectl.ts';

/**
 * Lets the nodes pull from a registry on this machine's loopback, which is another machine's to them: containerd looks
 * into /etc/containerd/certs.d/<registry>/hosts.toml at every pull, so nothing is restarted. A registry elsewhere is
 * pulled from as it is.
 * @throws Fault (environment) when no node can reach it
 */
export async function openRegistryToNodes(registry: string, nodes: string[], signal: AbortSignal): Promise<void> {
  const { host, port, address } = splitRegistry(registry);
  if (!isLoopback(host)) return;
  for (const node of nodes) {
    const reached = await reachable(node, port, signal);
    const folder = `/etc/containerd/certs.d/${address}`;
    const write = `mkdir -p ${folder} && cat > ${folder}/hosts.toml`;
    const text = hostsToml(address, `http://${reached}:${port}`);
    echo(`docker exec -i ${node} sh -c ${quoted(write)} <<'END'\n${text}END`);
    await docker(['exec', '-i', node, 'sh', '-c', write], signal, text);
  }
}

/** containerd's hosts.toml: who asks for the registry by its own name is sent to `mirror`. */
export function hostsToml(address: string, mirror: string): string {
  return `server = "http://${address}"\n\n[host."${mirror}"]\n  capabilities = ["pull", "resolve"]\n`;
}

/** "127.0.0.1:5000/team" → the host, the port, and both without the path. */
export function splitRegistry(registry: string): { host: string; port: string; address: string } {
  const address = registry.split('/')[0] ?? registry;
  const colon = address.lastIndexOf(':');
  return { host: address.slice(0, colon).replaceAll(/[[\]]/g, ''), port: address.slice(colon + 1), address };
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The address by which a node reaches this machine, where something listens on `port`. */
async function reachable(node: string, port: string, signal: AbortSignal): Promise<string> {
  const { stdout } = await docker(
    ['inspect', '--format', '{{range .NetworkSettings.Networks}}{{println .Gateway}}{{end}}', node],
    signal,
  );
  // Docker Desktop's gateway is a virtual machine; there this machine has a name.
  const addresses = [...stdout.split('\n').filter((line) => line !== ''), 'host.docker.internal'];
  for (const address of addresses) {
    // The node image has no curl: bash opens a socket itself.
    const args = ['exec', node, 'timeout', '3', 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`];
    const { exitCode } = await runCommand('docker', args, { signal, reject: false, timeoutSeconds: 20 });
    if (exitCode === 0) return address;
  }
  const [gateway] = addresses;
  throw new Fault(
    'environment',
    `the node ${node} reaches nothing on port ${port} of this machine (${addresses.join(', ')})`,
    {
      hint: `let the registry listen on ${gateway}:${port} too, this machine's address on the network of the nodes`,
    },
  );
}

async function docker(args: string[], signal: AbortSignal, input = '') {
  return runCommand('docker', args, { signal, input, timeoutSeconds: 30 }).catch((cause: unknown) => {
    if (!(cause instanceof CommandError)) throw cause;
    throw new Fault('environment', 'the nodes could not be told of the registry', { cause });
  });
}
