import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { messageOf } from '../../../shared/errors.ts';
import { apiVersionOf } from '../../kinds/kind-info.ts';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { strictProblems } from '../../kinds/prepare.ts';
import type { NewObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import { badRequest } from '../../store/status-errors.ts';
import { mediaType, readBody } from '../http/body.ts';
import type { Exchange } from '../http/context.ts';
import type { FieldValidation } from './write-options.ts';

/** No more than routing needs: everything else of an object is its kind's to check. */
const objectSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z
    .looseObject({
      name: z.string().optional(),
      generateName: z.string().optional(),
      namespace: z.string().optional(),
      uid: z.string().optional(),
      resourceVersion: z.string().optional(),
    })
    .nullish(),
});

export interface Received {
  object: NewObject;
  warnings: string[];
}

/** The object in the body of a POST or PUT; BadRequest for what is no object of this kind. */
export async function readObject(exchange: Exchange, kind: KindInfo, validation: FieldValidation): Promise<Received> {
  const { request } = exchange;
  const type = mediaType(request);
  if (!['', 'application/json', 'application/yaml'].includes(type)) {
    const message = 'the body of the request was in an unknown format - accepted media types include: ';
    throw new StatusError(415, 'UnsupportedMediaType', `${message}application/json, application/yaml`);
  }
  const body = await readBody(request);
  const json = type === 'application/yaml' ? JSON.stringify(fromYaml(body, kind)) : body;
  const value = fromJson(json, kind);
  const warnings = strictProblems(kind, json, validation);
  return { object: ofKind(value, kind), warnings };
}

/** Checks that a value says it is of the kind, or says nothing of that. */
export function ofKind(value: unknown, kind: KindInfo): NewObject {
  const parsed = objectSchema.safeParse(value);
  if (!parsed.success) throw unrecognized(kind, z.prettifyError(parsed.error));
  const { apiVersion = apiVersionOf(kind), kind: named = kind.kind, metadata, ...rest } = parsed.data;
  if (apiVersion !== apiVersionOf(kind)) {
    const expected = `does not match the expected API version (${apiVersionOf(kind)})`;
    throw badRequest(`the API version in the data (${apiVersion}) ${expected}`);
  }
  if (named !== kind.kind) {
    const why = `converting (${kind.version}.${named}) to (${kind.group || 'core'}.${kind.kind}): unknown conversion`;
    throw badRequest(`${named} in version "${kind.version}" cannot be handled as a ${kind.kind}: ${why}`);
  }
  return { ...rest, apiVersion, kind: named, metadata: ownMetadata(metadata ?? {}) };
}

/** A field that is `undefined` by name is another thing than one that is not there. */
function ownMetadata(metadata: Record<string, unknown>): NewObject['metadata'] {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}

function fromJson(text: string, kind: KindInfo): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const shown = text === '' ? '<empty>' : text.slice(0, 100);
    throw unrecognized(kind, `couldn't get version/kind; json parse error: ${messageOf(thrown)} (${shown})`);
  }
}

function fromYaml(text: string, kind: KindInfo): unknown {
  try {
    return parseYaml(text);
  } catch (thrown) {
    throw unrecognized(kind, `yaml: ${messageOf(thrown)}`);
  }
}

function unrecognized(kind: KindInfo, why: string): StatusError {
  return badRequest(`the object provided is unrecognized (must be of type ${kind.kind}): ${why}`);
}
