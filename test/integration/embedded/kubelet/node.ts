import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Kubelet, KubeletOptions } from '../../../../src/embedded/kubelet/start.ts';
import { startKubelet } from '../../../../src/embedded/kubelet/start.ts';
import { createStore } from '../../../../src/embedded/store/create-store.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';
import { projectRoot } from '../../../../src/shared/places.ts';
import { waitUntil } from '../../../../src/shared/retry.ts';

const terminated = z.object({ exitCode: z.number(), reason: z.string(), message: z.string().optional() });
const state = z.object({
  waiting: z.object({ reason: z.string(), message: z.string().optional() }).optional(),
  running: z.looseObject({}).optional(),
  terminated: terminated.optional(),
});
const containerStatus = z.object({
  name: z.string(),
  state,
  lastState: state,
  ready: z.boolean(),
  started: z.boolean(),
  restartCount: z.number(),
  containerID: z.string().optional(),
});
const podSchema = z.object({
  metadata: z.object({ uid: z.string() }),
  status: z
    .object({
      phase: z.string().default(''),
      podIP: z.string().optional(),
      reason: z.string().optional(),
      containerStatuses: z.array(containerStatus).default([]),
      initContainerStatuses: z.array(containerStatus).default([]),
      conditions: z
        .array(z.object({ type: z.string(), status: z.string(), reason: z.string().optional() }))
        .default([]),
    })
    .prefault({}),
});
const eventSchema = z.object({
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  count: z.number(),
  involvedObject: z.object({ name: z.string() }),
});

type SeenPod = z.infer<typeof podSchema>;
type SeenContainer = z.infer<typeof containerStatus>;

/** A kubelet on a store of its own, with images that are small scripts. */
export interface TestNode extends AsyncDisposable {
  store: Store;
  kubelet: Kubelet;
  folder: string;
  /** Makes an image of a script and gives its name. */
  image(script: string): string;
  create(name: string, spec: Record<string, unknown>): void;
  pod(name: string): SeenPod | undefined;
  /** Waits until the pod's first container is as asked; shows its last status when it never is. */
  until(name: string, what: string, test: (container: SeenContainer, pod: SeenPod) => boolean): Promise<SeenContainer>;
  /** "Type Reason message" of each event of the pod when it was first seen, in order. */
  events(name: string): string[];
  log(name: string, options?: { previous?: boolean; container?: string }): Promise<string>;
}

/** What of the kubelet's surroundings a test has otherwise. */
type NodeOptions = Pick<KubeletOptions, 'limits' | 'isolation' | 'names' | 'clock'> & {
  /** The folder that all is below; one of its own otherwise. */
  base?: string;
};

export async function startNode({ base: given, ...options }: NodeOptions = {}): Promise<TestNode> {
  const base = given ?? mkdtempSync(join(tmpdir(), 'kubelet-'));
  // For containers that run as another user.
  chmodSync(base, 0o755);
  const folder = join(base, 'node');
  const images = new Map<string, string>();
  const store = createStore();
  store.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } });
  const events: z.infer<typeof eventSchema>[] = [];
  store.watch({ resource: 'events' }, {}, ({ type, object }) => {
    if (type === 'ADDED') events.push(eventSchema.parse(object));
  });
  const find = (reference: string) => {
    const release = /^data-processor:(.+)$/.exec(reference)?.[1];
    const entry = release === undefined ? images.get(reference) : entryOf(release);
    return entry === undefined ? undefined : { entry };
  };
  const kubelet = await startKubelet({ store, nodeName: 'node', folder, images: find, ...options });
  const pod = (name: string) => {
    const found = store.find({ resource: 'pods', namespace: 'lab', name });
    return found === undefined ? undefined : podSchema.parse(found);
  };
  return {
    store,
    kubelet,
    folder,
    image: (script) => {
      const name = `script-${images.size}:1`;
      const file = join(base, `${images.size}.mjs`);
      writeFileSync(file, script);
      images.set(name, file);
      return name;
    },
    create: (name, spec) => {
      const metadata = { name, namespace: 'lab' };
      store.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: 'node', ...spec } });
    },
    pod,
    until: (name, what, test) =>
      waitUntil(
        { for: `${name} to be ${what}`, within: 40, every: 0.02, evidence: () => JSON.stringify(pod(name)) },
        () => {
          const seen = pod(name);
          const container = seen?.status.containerStatuses[0];
          return seen !== undefined && container !== undefined && test(container, seen) ? container : undefined;
        },
      ),
    events: (name) =>
      events
        .filter(({ involvedObject }) => involvedObject.name === name)
        .map(({ type, reason, message }) => `${type} ${reason} ${message}`),
    log: async (name, logOptions = {}) => {
      const chunks = [];
      const never = new AbortController().signal;
      for await (const chunk of kubelet.log('lab', name, logOptions, never)) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
    [Symbol.asyncDispose]: async () => {
      await kubelet.stop();
      if (given === undefined) rmSync(base, { recursive: true });
    },
  };
}

function entryOf(release: string): string {
  return join(projectRoot, `apps/data-processor/releases/${release}.ts`);
}
