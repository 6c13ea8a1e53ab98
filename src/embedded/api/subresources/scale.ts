import { z } from 'zod';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { prepareUpdate } from '../../kinds/prepare.ts';
import { trackUpdate } from '../../patch/server-side/track-update.ts';
import { applyPatch } from '../../patch/apply-patch.ts';
import type { NewObject, StoredObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { modifiedMeanwhile } from '../../store/status-errors.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { methodNotAllowed } from '../http/errors.ts';
import { readValue } from '../http/value.ts';
import { decodeScale } from '../protobuf/scale.ts';
import type { ObjectTarget } from '../target.ts';
import { ofKind } from '../verbs/read-object.ts';
import { readPatch } from '../verbs/patch.ts';
import { writeQuery, writer } from '../verbs/write-options.ts';
import { selectorText } from './selector-text.ts';

/** autoscaling/v1 Scale: the view of a workload that is only its size. */
const scaleKind: KindInfo = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  shortNames: [],
  namespaced: true,
  categories: [],
  resource: 'scales.autoscaling',
  subresources: [],
  selectableFields: [],
};

const workloadSchema = z.looseObject({
  spec: z.looseObject({ replicas: z.number().optional(), selector: z.unknown().optional() }).optional(),
  status: z.looseObject({ replicas: z.number().optional() }).optional(),
});
const replicasSchema = z.looseObject({ spec: z.looseObject({ replicas: z.int().optional() }).nullish() });

export async function scale(exchange: Exchange, target: ObjectTarget): Promise<void> {
  const { store, query, response, method } = exchange;
  const { kind, namespace, name } = target;
  const key = { resource: kind.resource, namespace, name };
  if (method === 'GET') {
    answerJson(response, 200, scaleOf(store.get(key)));
    return;
  }
  if (method !== 'PUT' && method !== 'PATCH') throw methodNotAllowed();
  const options = writeQuery(query, method === 'PUT' ? 'UpdateOptions' : 'PatchOptions');
  const change = await readChange(exchange, method, options.fieldManager);
  const present = store.get(key);
  const wanted = change(scaleOf(present));
  const { resourceVersion = '' } = wanted.metadata;
  if (resourceVersion !== '' && resourceVersion !== present.metadata.resourceVersion) {
    throw modifiedMeanwhile(kind.resource, name);
  }
  const { spec } = workloadSchema.parse(present);
  const scaled = { ...present, spec: { ...spec, replicas: replicasOf(wanted, name) } };
  const tracked = trackUpdate(kind, present, prepareUpdate(kind, scaled, present), writer(exchange, 'scale'));
  const updated = store.update(kind.resource, tracked, 'spec', options);
  answerJson(response, 200, scaleOf(updated));
}

/** Reads the whole body before the object is looked at: meanwhile it may change. */
async function readChange(
  exchange: Exchange,
  method: 'PUT' | 'PATCH',
  fieldManager: string | undefined,
): Promise<(scale: StoredObject) => NewObject> {
  if (method === 'PUT') {
    const { value } = await readValue(exchange.request, 'Scale', ({ apiVersion, kind, message }) => ({
      apiVersion,
      kind,
      ...decodeScale(message),
    }));
    return () => ofKind(value, scaleKind);
  }
  const given = await readPatch(exchange, fieldManager);
  return (scale) => applyPatch(scaleKind, scale, given);
}

function scaleOf(object: StoredObject): StoredObject {
  const { spec, status } = workloadSchema.parse(object);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const own = { name, uid, resourceVersion, creationTimestamp };
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: namespace === undefined ? own : { ...own, namespace },
    spec: { replicas: spec?.replicas ?? 0 },
    status: { replicas: status?.replicas ?? 0, selector: selectorText(spec?.selector) },
  };
}

function replicasOf(wanted: NewObject, name: string): number {
  const parsed = replicasSchema.safeParse(wanted);
  const replicas = parsed.data?.spec?.replicas ?? 0;
  if (parsed.success && replicas >= 0) return replicas;
  const why = parsed.success ? 'must be greater than or equal to 0' : 'must be a whole number';
  const message = `Invalid value: ${JSON.stringify(replicas)}: ${why}`;
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'spec.replicas' }];
  const details = { name, group: 'autoscaling', kind: 'Scale', causes };
  throw new StatusError(422, 'Invalid', `Scale.autoscaling "${name}" is invalid: spec.replicas: ${message}`, details);
}
