import type { Clock } from '../../shared/clock.ts';
import { messageOf } from '../../shared/errors.ts';
import { createRecorder } from '../controllers/events/recorder.ts';
import type { StoredObject } from '../store/object.ts';
import type { Store } from '../store/store.ts';
import { backendsOf } from './backends.ts';
import { PortProxy } from './port-proxy.ts';
import { onServiceChange, servicesOf } from './services.ts';

/** Milliseconds until another try on an address that could not be listened on. */
const retryAfter = 2000;

/**
 * kube-proxy's part, for TCP: every port of every cluster IP leads to the Service's endpoints.
 * @returns a function that ends it and all connections
 */
export function startServiceProxy(store: Store, clock: Clock): () => void {
  const recorder = createRecorder({ store, clock }, 'kube-proxy');
  const proxies = new Map<string, PortProxy>();
  const timers = new Set<NodeJS.Timeout>();

  const sync = () => {
    const wanted = new Set<string>();
    for (const { clusterIP, ports, slices, object } of servicesOf(store)) {
      if (clusterIP === undefined) continue;
      for (const { port, name, protocol } of ports) {
        if (protocol !== 'TCP') continue;
        const key = `${clusterIP}:${port}`;
        wanted.add(key);
        const proxy = proxies.get(key) ?? new PortProxy(clusterIP, port, (error) => fail(object, key, error));
        proxies.set(key, proxy);
        proxy.lead(backendsOf(slices, name));
      }
    }
    for (const [key, proxy] of proxies) {
      if (wanted.has(key)) continue;
      proxies.delete(key);
      proxy.close();
    }
  };

  const fail = ({ apiVersion, kind, metadata }: StoredObject, key: string, error: Error) => {
    const about = { apiVersion, kind, metadata };
    recorder.warning(about, 'FailedToListen', `the cluster IP ${key} leads nowhere: ${explain(error)}`);
    // Another program may end; rights and addresses stay what they are.
    if (codeOf(error) !== 'EADDRINUSE') return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      sync();
    }, retryAfter);
    timers.add(timer);
  };

  const endWatch = onServiceChange(store, sync);
  return () => {
    endWatch();
    for (const timer of timers) clearTimeout(timer);
    for (const proxy of proxies.values()) proxy.close();
    proxies.clear();
  };
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}

function explain(error: Error): string {
  const code = codeOf(error);
  if (code === 'EACCES') {
    return (
      'this user may not listen on ports so low (see /proc/sys/net/ipv4/ip_unprivileged_port_start): ' +
      'give the Service a higher port'
    );
  }
  if (code === 'EADDRINUSE') return 'another program of this machine listens on this port, on all addresses';
  if (code === 'EADDRNOTAVAIL') return 'it is no address of this machine; leave out spec.clusterIP to be given one';
  return messageOf(error);
}
