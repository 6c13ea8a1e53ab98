import { prepareNew, prepareUpdate } from '../../kinds/prepare.ts';
import { applyPatch } from '../../patch/apply-patch.ts';
import { trackUpdate } from '../../patch/server-side/track-update.ts';
import { patchProblems } from '../../patch/patch-problems.ts';
import type { StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { notFound } from '../../store/status-errors.ts';
import { answerJson } from '../http/answer.ts';
import { mediaType, readBody } from '../http/body.ts';
import { checkDepth } from '../http/depth.ts';
import type { Exchange } from '../http/context.ts';
import { invalidOptions } from '../http/errors.ts';
import { flag } from '../http/parameters.ts';
import type { ObjectTarget } from '../target.ts';
import { inNamespace, placeIn } from './create.ts';
import { presenterOf } from './present.ts';
import { identified, withName } from './update.ts';
import { defaultManager, writeQuery, writer } from './write-options.ts';

const applyType = 'application/apply-patch+yaml';

const types = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  applyType,
];

export interface Patch {
  contentType: string;
  body: string;
  fieldManager: string;
  force: boolean;
}

/** Any of the four patches; only server-side apply creates what is not there. */
export async function patch(exchange: Exchange, target: ObjectTarget, part: 'spec' | 'status'): Promise<void> {
  const { store, query, response } = exchange;
  const { kind, namespace, name } = target;
  const options = writeQuery(query, 'PatchOptions');
  const present = presenterOf(exchange, kind);
  const given = await readPatch(exchange, options.fieldManager);
  const current = store.find({ resource: kind.resource, namespace, name });
  if (current === undefined && (given.contentType !== applyType || part === 'status')) {
    throw notFound(kind.resource, name);
  }
  const patched = inNamespace(withName(applyPatch(kind, current, { ...given, part }), name), namespace);
  const warnings = patchProblems(kind, given, patched, options.fieldValidation);
  const written =
    current === undefined
      ? store.create(kind.resource, prepareNew(kind, placeIn(store, kind, patched, namespace)), options)
      : store.update(kind.resource, updated(current), part, options);
  answerJson(response, current === undefined ? 201 : 200, present.one(written), { warnings });

  function updated(before: StoredObject): StoredObject {
    const prepared = prepareUpdate(kind, identified(kind, patched, before), before, part);
    // Server-side apply has kept its own account of who owns what.
    if (given.contentType === applyType) return prepared;
    return trackUpdate(kind, before, prepared, writer(exchange, target.subresource));
  }
}

export async function readPatch({ request, query }: Exchange, fieldManager: string | undefined): Promise<Patch> {
  const contentType = mediaType(request);
  if (!types.includes(contentType)) {
    throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
  const force = flag(query, 'force');
  if (contentType === applyType && fieldManager === undefined) {
    throw invalidOptions('PatchOptions', 'fieldManager', 'FieldValueRequired', 'is required for apply patch');
  }
  if (contentType !== applyType && query.has('force')) {
    throw invalidOptions('PatchOptions', 'force', 'FieldValueForbidden', 'may not be specified for non-apply patch');
  }
  const body = (await readBody(request)).toString('utf8');
  checkDepth(body);
  return { contentType, body, fieldManager: fieldManager ?? defaultManager(request), force };
}
