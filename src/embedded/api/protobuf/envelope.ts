import { wireFields } from './wire.ts';

/** What every body in protobuf begins with (apimachinery pkg/runtime/serializer/protobuf). */
const magic = Buffer.from('k8s\0', 'latin1');

export interface Envelope {
  apiVersion: string;
  kind: string;
  message: Buffer;
}

/** Opens a runtime.Unknown: what it holds, and of which kind that is. Throws RangeError for anything else. */
export function openEnvelope(body: Buffer): Envelope {
  if (!body.subarray(0, magic.length).equals(magic)) throw new RangeError('expected a body that begins with "k8s\\0"');
  const fields = new Map([...wireFields(body.subarray(magic.length))].map(({ number, value }) => [number, value]));
  const type = new Map([...wireFields(bytesOf(fields.get(1)))].map(({ number, value }) => [number, value]));
  return {
    apiVersion: bytesOf(type.get(1)).toString('utf8'),
    kind: bytesOf(type.get(2)).toString('utf8'),
    message: bytesOf(fields.get(2)),
  };
}

function bytesOf(value: bigint | Buffer | undefined): Buffer {
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}
