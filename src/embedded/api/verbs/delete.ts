import { z } from 'zod';
import { apiVersionOf } from '../../kinds/kind-info.ts';
import type { StoredObject } from '../../store/object.ts';
import type { DeleteOptions } from '../../store/store.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { invalidOptions } from '../http/errors.ts';
import { isDryRun, text, wholeNumber } from '../http/parameters.ts';
import { success } from '../http/status.ts';
import { deleteOptionsSchema } from '../http/delete-options.ts';
import type { DeleteOptionsBody } from '../http/delete-options.ts';
import { readValue, unrecognized } from '../http/value.ts';
import { decodeDeleteOptions } from '../protobuf/delete-options.ts';
import type { ObjectTarget, Target } from '../target.ts';
import { presenterOf } from './present.ts';
import { selectionOf } from './selection.ts';

const policies = ['Foreground', 'Background', 'Orphan'] as const;

/** Gives the object while it lingers, and always that of a pod; else a Status of success. */
export async function remove(exchange: Exchange, { kind, namespace, name }: ObjectTarget): Promise<void> {
  const { store, response } = exchange;
  const options = await deleteOptions(exchange);
  const present = presenterOf(exchange, kind);
  const key = { resource: kind.resource, namespace, name };
  const object = store.delete(key, options);
  const lingers =
    options.dryRun === true ? object.metadata.deletionTimestamp !== undefined : store.find(key) === object;
  if (lingers || kind.resource === 'pods') answerJson(response, 200, present.one(object));
  else answerJson(response, 200, success(detailsOf(object, kind.group, kind.plural)));
}

export async function removeMany(exchange: Exchange, target: Target): Promise<void> {
  const { store, response } = exchange;
  const { kind } = target;
  const options = await deleteOptions(exchange);
  const { items, resourceVersion } = store.list(selectionOf(exchange, target));
  for (const { metadata } of items) {
    const key = { resource: kind.resource, namespace: metadata.namespace, name: metadata.name };
    // A watcher that heard of one deletion may already have made another.
    if (store.find(key) !== undefined) store.delete(key, options);
  }
  const list = { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata: { resourceVersion }, items };
  answerJson(response, 200, list);
}

/** From the body, as kubectl sends them, or from the query. */
async function deleteOptions({ request, query }: Exchange): Promise<DeleteOptions> {
  const body = await readOptions(request);
  const grace = body.gracePeriodSeconds ?? wholeNumber(query, 'gracePeriodSeconds');
  const asked = body.propagationPolicy ?? text(query, 'propagationPolicy');
  const orphan = body.orphanDependents ?? (text(query, 'orphanDependents') === 'true' || undefined);
  return {
    gracePeriodSeconds: grace,
    propagationPolicy: policyOf(asked ?? (orphan === true ? 'Orphan' : undefined)),
    preconditionUid: body.preconditions?.uid ?? undefined,
    preconditionResourceVersion: body.preconditions?.resourceVersion ?? undefined,
    dryRun: isDryRun(body.dryRun ?? query.getAll('dryRun'), 'DeleteOptions'),
  };
}

async function readOptions(request: Exchange['request']): Promise<DeleteOptionsBody> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return {};
  const { value } = await readValue(request, 'DeleteOptions', ({ message }) => decodeDeleteOptions(message));
  const parsed = deleteOptionsSchema.safeParse(value);
  if (!parsed.success) throw unrecognized('DeleteOptions', z.prettifyError(parsed.error));
  return parsed.data;
}

function policyOf(asked: string | undefined): DeleteOptions['propagationPolicy'] {
  if (asked === undefined) return undefined;
  const policy = policies.find((one) => one === asked);
  if (policy !== undefined) return policy;
  const why = `"${asked}": supported values: "Foreground", "Background", "Orphan", "nil"`;
  throw invalidOptions('DeleteOptions', 'propagationPolicy', 'FieldValueNotSupported', why);
}

function detailsOf({ metadata }: StoredObject, group: string, plural: string): Record<string, unknown> {
  return { name: metadata.name, ...(group === '' ? {} : { group }), kind: plural, uid: metadata.uid };
}
