import type { Store } from '../store/store.ts';
import { isReady } from './backends.ts';
import { onServiceChange, servicesOf } from './services.ts';

export const clusterDomain = 'cluster.local';

/** Addresses by full name, without a final dot: `data-processor.lab.svc.cluster.local`. */
export type Names = ReadonlyMap<string, readonly string[]>;

/** The names of the cluster, kept up to date; `onChange` is called after each change. */
export function watchNames(store: Store, onChange: () => void): { now(): Names; stop(): void } {
  let known: Names | undefined;
  const stop = onServiceChange(store, () => {
    known = undefined;
    onChange();
  });
  return { now: () => (known ??= namesOf(store)), stop };
}

/**
 * A Service's name stands for its cluster IP; that of a headless one for the addresses of all endpoints that are ready,
 * and each of them that has a host name of its own gets one below it.
 */
function namesOf(store: Store): Names {
  const names = new Map<string, string[]>();
  const add = (name: string, address: string) => {
    const known = names.get(name) ?? [];
    if (!known.includes(address)) names.set(name, [...known, address]);
  };
  for (const { name, namespace, clusterIP, headless, slices } of servicesOf(store)) {
    const full = `${name}.${namespace}.svc.${clusterDomain}`;
    if (clusterIP !== undefined) add(full, clusterIP);
    if (!headless) continue;
    for (const endpoint of slices.flatMap(({ endpoints }) => endpoints ?? []).filter(isReady)) {
      for (const address of endpoint.addresses) {
        add(full, address);
        if (typeof endpoint.hostname === 'string') add(`${endpoint.hostname}.${full}`, address);
      }
    }
  }
  return names;
}
