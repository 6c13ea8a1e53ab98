import { z } from 'zod';
import type { KindInfo } from '../kinds/kind-info.ts';
import type { NewObject, StoredObject } from '../store/object.ts';
import { StatusError } from '../store/status-error.ts';
import { jsonPatch } from './json-patch.ts';
import type { JsonObject } from './json-value.ts';
import { mergePatch } from './merge-patch.ts';
import { parseJson, parseJsonObject } from './parse-patch.ts';
import { parseYamlObject } from './parse-yaml.ts';
import { cannotApply } from './patch-error.ts';
import { serverSideApply } from './server-side/apply.ts';
import { strategicMerge } from './strategic/merge.ts';

export interface PatchRequest {
  /** Media type: `application/json-patch+json`, `…/merge-patch+json`, `…/strategic-merge-patch+json`, `…/apply-patch+yaml`. */
  contentType: string;
  body: string;
  fieldManager: string;
  /** Server-side apply: take over what other managers applied. */
  force?: boolean;
  /** Server-side apply: whether the status or everything else is applied. */
  part?: 'spec' | 'status';
}

/**
 * What a patch makes of an object; pure, `current` stays as it is. Only server-side apply can do without `current`.
 * The result is neither defaulted nor validated. Throws StatusError in the API server's words: 400 for a body that
 * cannot be read, 409 for a conflict of managers, 415 for another media type, 422 for a patch that does not fit.
 */
export function applyPatch(kind: KindInfo, current: StoredObject | undefined, patch: PatchRequest): NewObject {
  const parsed = objectSchema.safeParse(patched(kind, current, patch));
  if (!parsed.success) throw cannotApply();
  return parsed.data;
}

const identity = { name: z.string().optional(), generateName: z.string().optional(), namespace: z.string().optional() };
const server = { uid: z.string().optional(), resourceVersion: z.string().optional() };
/** No more than a patched object needs to be one; all else is its kind's to check. */
const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ ...identity, ...server }),
});

function patched(kind: KindInfo, current: StoredObject | undefined, patch: PatchRequest): unknown {
  const { contentType, body } = patch;
  const { fieldManager: manager, force = false, part = 'spec' } = patch;
  switch (contentType) {
    case 'application/apply-patch+yaml':
      return serverSideApply(kind, current, parseYamlObject(body), { manager, force, part, now: timestamp() });
    case 'application/json-patch+json':
      return jsonPatch(asJson(current), parseJson(body, 'error decoding patch: '));
    case 'application/merge-patch+json':
      return mergePatch(asJson(current), parseJsonObject(body, 'error decoding patch: '));
    case 'application/strategic-merge-patch+json':
      return strategicMerge(asJson(current), parseJsonObject(body, ''), { form: 'struct', name: kind.kind });
    default:
      throw new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
  }
}

function asJson(current: StoredObject | undefined): JsonObject {
  return current === undefined ? {} : { ...current };
}

function timestamp(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}
