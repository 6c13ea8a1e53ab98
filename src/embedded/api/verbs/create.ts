import { prepareNew } from '../../kinds/prepare.ts';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { trackUpdate } from '../../patch/server-side/track-update.ts';
import type { NewObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { badRequest } from '../../store/status-errors.ts';
import type { Store } from '../../store/store.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import type { Target } from '../target.ts';
import { presenterOf } from './present.ts';
import { readObject } from './read-object.ts';
import { writeQuery, writer } from './write-options.ts';

export async function create(exchange: Exchange, { kind, namespace }: Target): Promise<void> {
  const { store, query, response } = exchange;
  const options = writeQuery(query, 'CreateOptions');
  const present = presenterOf(exchange, kind);
  const { object, warnings } = await readObject(exchange, kind, options.fieldValidation);
  if ((object.metadata.resourceVersion ?? '') !== '') {
    // Without a reason, and a 500, on the real one too (measured on Kubernetes 1.34).
    throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created');
  }
  const placed = placeIn(store, kind, object, namespace);
  const prepared = trackUpdate(kind, undefined, prepareNew(kind, placed), writer(exchange));
  const created = store.create(kind.resource, prepared, options);
  answerJson(response, 201, present.one(created), { warnings });
}

/** Puts an object into the namespace of the path; NotFound where there is no such namespace. */
export function placeIn(store: Store, kind: KindInfo, object: NewObject, namespace: string | undefined): NewObject {
  const placed = inNamespace(object, namespace);
  // Throws NotFound of the namespace, which is what stands in the way.
  if (kind.namespaced && namespace !== undefined) store.get({ resource: 'namespaces', name: namespace });
  return placed;
}

/** Throws BadRequest for an object that says it belongs elsewhere. */
export function inNamespace<T extends NewObject>(object: T, namespace: string | undefined): T {
  const given = object.metadata.namespace ?? '';
  if (given !== '' && given !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  const { namespace: _, ...metadata } = object.metadata;
  return { ...object, metadata: namespace === undefined ? metadata : { ...metadata, namespace } };
}
