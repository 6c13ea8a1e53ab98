import { prepareUpdate } from '../../kinds/prepare.ts';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { trackUpdate } from '../../patch/server-side/track-update.ts';
import type { NewObject, StoredObject } from '../../store/object.ts';
import { badRequest, conflict } from '../../store/status-errors.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import type { ObjectTarget } from '../target.ts';
import { inNamespace } from './create.ts';
import { presenterOf } from './present.ts';
import { readObject } from './read-object.ts';
import { writeQuery, writer } from './write-options.ts';

/** PUT: replaces an object, or with `part` "status" its status alone. */
export async function update(exchange: Exchange, target: ObjectTarget, part: 'spec' | 'status'): Promise<void> {
  const { store, query, response } = exchange;
  const { kind, namespace, name } = target;
  const options = writeQuery(query, 'UpdateOptions');
  const present = presenterOf(exchange, kind);
  const { object, warnings } = await readObject(exchange, kind, options.fieldValidation);
  const named = inNamespace(withName(object, name), namespace);
  const old = store.get({ resource: kind.resource, namespace, name });
  const prepared = prepareUpdate(kind, identified(kind, named, old), old, part);
  const tracked = trackUpdate(kind, old, prepared, writer(exchange, target.subresource));
  const updated = store.update(kind.resource, tracked, part, options);
  answerJson(response, 200, present.one(updated), { warnings });
}

/** Throws BadRequest for an object of another name than the path's. */
export function withName(object: NewObject, name: string): NewObject {
  const given = object.metadata.name ?? '';
  if (given !== '' && given !== name) {
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  }
  return { ...object, metadata: { ...object.metadata, name } };
}

/** What an update leaves out of an object's identity is the present one's; its resourceVersion stays its own. */
export function identified(kind: KindInfo, { metadata, ...object }: NewObject, old: StoredObject): StoredObject {
  const { uid = '', resourceVersion = '', name = old.metadata.name } = metadata;
  if (uid !== '' && uid !== old.metadata.uid) {
    const precondition = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`;
    throw conflict(kind.resource, name, precondition);
  }
  const { creationTimestamp } = old.metadata;
  return { ...object, metadata: { ...metadata, name, uid: old.metadata.uid, resourceVersion, creationTimestamp } };
}
