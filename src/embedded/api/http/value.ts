import type { IncomingMessage } from 'node:http';
import { parse as parseYaml } from 'yaml';
import { messageOf } from '../../../shared/errors.ts';
import { openEnvelope } from '../protobuf/envelope.ts';
import type { Envelope } from '../protobuf/envelope.ts';
import { StatusError } from '../../store/status-error.ts';
import { badRequest } from '../../store/status-errors.ts';
import { mediaType, readBody } from './body.ts';
import { checkDepth } from './depth.ts';

export interface Value {
  value: unknown;
  /** The JSON text that it was, or would have been. */
  json: string;
}

const protobuf = 'application/vnd.kubernetes.protobuf';

/**
 * The body of a request, in JSON, YAML or protobuf, which kubectl sends for what it makes itself (`kubectl create
 * configmap`). `kind` is what it must be, in error messages; `fromProtobuf` gives the JSON of a message.
 * Throws BadRequest where it cannot be read, UnsupportedMediaType (415) for any other form.
 */
export async function readValue(
  request: IncomingMessage,
  kind: string,
  fromProtobuf: (envelope: Envelope) => unknown,
): Promise<Value> {
  const type = mediaType(request);
  if (!['', 'application/json', 'application/yaml', protobuf].includes(type)) {
    const message = 'the body of the request was in an unknown format - accepted media types include: ';
    throw new StatusError(415, 'UnsupportedMediaType', `${message}application/json, application/yaml, ${protobuf}`);
  }
  const body = await readBody(request);
  if (type === protobuf) {
    const value = reading(kind, 'proto: ', body, () => fromProtobuf(openEnvelope(body)));
    return { value, json: JSON.stringify(value) };
  }
  const text = body.toString('utf8');
  checkDepth(text);
  if (type === 'application/yaml') {
    const value = reading(kind, 'yaml: ', body, (): unknown => parseYaml(text));
    return { value, json: JSON.stringify(value) ?? '' };
  }
  const value = reading(kind, "couldn't get version/kind; json parse error: ", body, (): unknown => JSON.parse(text));
  return { value, json: text };
}

export function unrecognized(kind: string, why: string): StatusError {
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${why}`);
}

function reading(kind: string, what: string, body: Buffer, read: () => unknown): unknown {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof StatusError) throw thrown;
    const shown = body.length === 0 ? '<empty>' : body.subarray(0, 100).toString('utf8');
    throw unrecognized(kind, `${what}${messageOf(thrown)} (${shown})`);
  }
}
