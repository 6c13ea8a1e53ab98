import { kindByName, kinds } from '../../kinds/registry.ts';
import { StatusError } from '../../store/status-error.ts';
import type { Key } from '../../store/store.ts';
import { same } from '../canonical.ts';
import { locate } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { listOf, readObject } from '../models/object.ts';
import type { AnyObject } from '../models/object.ts';
import { readNamespace } from '../models/namespace.ts';
import type { Namespace } from '../models/namespace.ts';
import { contentConditions } from './content-conditions.ts';

const resource = 'namespaces';
const finalizer = 'kubernetes';

/** Empties a namespace that is being deleted, pods with their grace, and then lets it go. */
export function namespaceController(context: Context): ControllerPlan {
  return {
    name: 'namespace',
    sources: [
      { resource, keys: ({ metadata }) => [metadata.name] },
      ...namespaced().map((resource) => ({
        resource,
        // What is left in a namespace keeps it; what comes late in one that is going must go too.
        keys: ({ metadata }: { metadata: { namespace?: string } }) =>
          isGoing(context, metadata.namespace) ? [metadata.namespace ?? ''] : [],
      })),
    ],
    sync: (name) => syncNamespace(context, { resource, name }),
  };
}

function namespaced(): string[] {
  return kinds.filter((kind) => kind.namespaced).map((kind) => kind.resource);
}

function isGoing({ store }: Context, name = ''): boolean {
  return store.find({ resource, name })?.metadata.deletionTimestamp !== undefined;
}

function syncNamespace(context: Context, key: Key): undefined {
  const { store } = context;
  const stored = store.find(key);
  if (stored?.metadata.deletionTimestamp === undefined) return;
  for (const left of contentOf(context, key.name)) remove(context, left);
  const left = contentOf(context, key.name);
  writeConditions(context, readNamespace(stored), left);
  if (left.length > 0) return;
  store.modify(key, (stored) => {
    const found = readNamespace(stored);
    const finalizers = (found.spec?.finalizers ?? []).filter((name) => name !== finalizer);
    return { ...found, spec: { ...found.spec, finalizers } };
  });
}

function contentOf({ store }: Context, namespace: string): AnyObject[] {
  return namespaced().flatMap((resource) => listOf(store, readObject, { resource, namespace }));
}

function remove({ store }: Context, left: AnyObject): void {
  const kind = kindByName(left.apiVersion, left.kind);
  // Asked once: a pod has its grace, a finalizer its owner.
  if (kind === undefined || left.metadata.deletionTimestamp !== undefined) return;
  try {
    store.delete(locate(kind.resource, left), { propagationPolicy: 'Background' });
  } catch (thrown) {
    // Gone meanwhile, with its owner.
    if (!(thrown instanceof StatusError) || thrown.reason !== 'NotFound') throw thrown;
  }
}

function writeConditions({ store, clock }: Context, namespace: Namespace, left: AnyObject[]): void {
  const conditions = contentConditions(namespace, left, clock.now());
  if (same(namespace.status?.conditions ?? [], conditions)) return;
  store.modify(
    locate(resource, namespace),
    (stored) => {
      const found = readNamespace(stored);
      return { ...found, status: { ...found.status, phase: 'Terminating', conditions } };
    },
    'status',
  );
}
