import { startApi } from './api/start-api.ts';
import { systemClock } from '../shared/clock.ts';
import { admission } from './controllers/admission/admit.ts';
import { startControllers } from './controllers/start.ts';
import { claimAddresses } from './kubelet/addresses.ts';
import type { Images } from './kubelet/image.ts';
import { startKubelet } from './kubelet/start.ts';
import { startServiceProxy } from './network/service-proxy.ts';
import { createStore } from './store/create-store.ts';

export interface EmbeddedOptions {
  /** Everything on disk is below it, and gone when the cluster stops. */
  folder: string;
  /** What an image reference stands for here. */
  images: Images;
}

export interface Embedded {
  url: string;
  /** The text of a kubeconfig file whose current context is this cluster. */
  kubeconfig(contextName: string): string;
  /** `watchdog`: memory limits are approximate, and every output has to say so. */
  limits: 'kernel' | 'watchdog';
  /** How containers are set apart and limited here, for people. */
  describe(): string;
  stop(): Promise<void>;
}

/** Starts a small Kubernetes in this process: its API is served on loopback, its pods are processes of this machine. */
export async function startEmbedded({ folder, images }: EmbeddedOptions): Promise<Embedded> {
  const addresses = await claimAddresses();
  const store = createStore({ admit: admission(addresses.services) });
  const kubelet = await startKubelet({ store, nodeName: 'embedded', folder, images, addresses });
  const api = await startApi({ store, node: kubelet }).catch(async (thrown: unknown) => {
    await kubelet.stop();
    throw thrown;
  });
  const controllers = startControllers(store, undefined, { certificateAuthority: api.certificateAuthority });
  const endProxy = startServiceProxy(store, systemClock);
  return {
    url: api.url,
    kubeconfig: (contextName) => api.kubeconfig(contextName),
    limits: kubelet.limits,
    describe: () => kubelet.describe(),
    async stop() {
      endProxy();
      controllers.stop();
      await kubelet.stop();
      await api.stop();
    },
  };
}
