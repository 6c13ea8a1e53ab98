import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';
import { clusterDomain, watchNames } from './cluster-names.ts';
import { startDns } from './dns/server.ts';
import { machineNameServer } from './dns/upstream.ts';
import type { PodIdentity } from './hosts-file.ts';
import { hostsText, rewrite } from './hosts-file.ts';

/** A file that a pod has in place of the machine's. */
interface NameFile {
  source: string;
  target: '/etc/hosts' | '/etc/resolv.conf';
}

/** How pods find each other by name. */
export interface PodNames {
  /** For people: by a name server of ours, or by their hosts files alone where port 53 is not ours to listen on. */
  description: string;
  /** Writes a container's files into a folder of its own and keeps them up to date for as long as it is there. */
  files(pod: PodIdentity, folder: string): NameFile[];
  close(): void;
}

/** @param dnsAddress - the name server's, an address that nobody else has; undefined: do without */
export async function startPodNames(store: Store, dnsAddress: string | undefined): Promise<PodNames> {
  /** By the path of its hosts file, those whose file names all Services. */
  const pods = new Map<string, PodIdentity>();
  const names = watchNames(store, () => {
    for (const [file, pod] of pods) {
      if (existsSync(file)) rewrite(file, hostsText(pod, names.now()));
      else pods.delete(file);
    }
  });
  const endDns =
    dnsAddress === undefined
      ? undefined
      : await startDns({ host: dnsAddress, names: () => names.now(), upstream: machineNameServer() });
  const kind = endDns === undefined ? 'hosts' : 'dns';

  return {
    description: kind === 'dns' ? 'names by DNS' : 'names by /etc/hosts, as port 53 is not ours to listen on',
    files: (pod, folder) => {
      const hosts = join(folder, 'hosts');
      const byFile = kind === 'hosts' && pod.dnsPolicy !== 'Default';
      writeFileSync(hosts, hostsText(pod, byFile ? names.now() : undefined), { mode: 0o644 });
      if (byFile) pods.set(hosts, pod);
      if (kind === 'hosts' || pod.dnsPolicy === 'Default') return [{ source: hosts, target: '/etc/hosts' }];
      const resolver = join(folder, 'resolv.conf');
      writeFileSync(resolver, resolverText(pod.namespace, dnsAddress ?? ''), { mode: 0o644 });
      return [
        { source: hosts, target: '/etc/hosts' },
        { source: resolver, target: '/etc/resolv.conf' },
      ];
    },
    close: () => {
      names.stop();
      endDns?.();
      pods.clear();
    },
  };
}

/** As the kubelet's with the policy ClusterFirst. */
function resolverText(namespace: string, server: string): string {
  const search = [`${namespace}.svc.${clusterDomain}`, `svc.${clusterDomain}`, clusterDomain];
  return `search ${search.join(' ')}\nnameserver ${server}\noptions ndots:5\n`;
}
