import { z } from 'zod';
import { apiVersionOf } from '../../kinds/kind-info.ts';
import type { KindInfo } from '../../kinds/kind-info.ts';
import { strictProblems } from '../../kinds/prepare.ts';
import { structNameOf } from '../../kinds/schema/struct-name.ts';
import type { NewObject } from '../../store/object.ts';
import { badRequest } from '../../store/status-errors.ts';
import type { Exchange } from '../http/context.ts';
import { readValue, unrecognized } from '../http/value.ts';
import { decodeMessage } from '../protobuf/decode-message.ts';
import type { Envelope } from '../protobuf/envelope.ts';
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
  const { value, json } = await readValue(exchange.request, kind.kind, (envelope) => fromProtobuf(envelope, kind));
  const object = ofKind(value, kind);
  return { object, warnings: strictProblems(kind, json, validation) };
}

function fromProtobuf({ apiVersion, kind: named, message }: Envelope, kind: KindInfo): Record<string, unknown> {
  const type = { apiVersion, kind: named };
  // Checked first: the bytes of another kind would be read as nonsense.
  ofKind(type, kind);
  return { ...type, ...decodeMessage(message, structNameOf(kind)) };
}

/** Checks that a value says it is of the kind, or says nothing of that. */
export function ofKind(value: unknown, kind: KindInfo): NewObject {
  const parsed = objectSchema.safeParse(value);
  if (!parsed.success) throw unrecognized(kind.kind, z.prettifyError(parsed.error));
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
