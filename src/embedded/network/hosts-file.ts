import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { Names } from './cluster-names.ts';
import { clusterDomain } from './cluster-names.ts';

/** What a pod is called and what it calls others. */
export interface PodIdentity {
  namespace: string;
  address: string;
  hostname: string;
  /** The headless Service that the pod's own full name is below. */
  subdomain?: string | undefined;
  /** With `Default` the machine's own name server is asked, and nobody else. */
  dnsPolicy: string;
  hostAliases: readonly { ip: string; hostnames: readonly string[] }[];
}

/** As the kubelet's managedHostsFileContent (pkg/kubelet/kubelet_pods.go). */
const head = `# Kubernetes-managed hosts file.
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
fe00::0\tip6-mcastprefix
fe00::1\tip6-allnodes
fe00::2\tip6-allrouters
`;

/**
 * The text of a pod's /etc/hosts.
 * @param names - those of the cluster, where there is no DNS to ask
 */
export function hostsText(pod: PodIdentity, names: Names = new Map()): string {
  const { namespace, address, hostname, subdomain, hostAliases } = pod;
  const full = subdomain === undefined ? [] : [`${hostname}.${subdomain}.${namespace}.svc.${clusterDomain}`];
  const aliases = hostAliases.map(({ ip, hostnames }) => `${[ip, ...hostnames].join('\t')}\n`);
  const services = [...names].flatMap(([name, addresses]) =>
    addresses.map((each) => `${[each, ...shortNames(name, namespace)].join('\t')}\n`),
  );
  return [
    head,
    `${[address, ...full, hostname].join('\t')}\n`,
    ...(aliases.length === 0 ? [] : ['\n# Entries added by HostAliases.\n', ...aliases]),
    ...(services.length === 0 ? [] : ['\n# Services; kept up to date.\n', ...services]),
  ].join('');
}

/** A full name and those that a resolver would find it by, from a pod in `namespace`. */
function shortNames(full: string, namespace: string): string[] {
  const [inNamespace = ''] = full.split(`.svc.${clusterDomain}`);
  const own = `.${namespace}`;
  const shortest = inNamespace.endsWith(own) ? [inNamespace.slice(0, -own.length)] : [];
  return [full, `${inNamespace}.svc`, inNamespace, ...shortest];
}

/** Writes a file that processes read meanwhile: the same file, in one write, so that nobody finds it empty. */
export function rewrite(file: string, text: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    const bytes = Buffer.from(text);
    writeSync(descriptor, bytes, 0, bytes.length, 0);
    ftruncateSync(descriptor, bytes.length);
  } finally {
    closeSync(descriptor);
  }
}
