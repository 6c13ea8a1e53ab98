import { decodeMessage } from './decode-message.ts';
import { wireFields } from './wire.ts';

/** An autoscaling/v1 Scale as the JSON that would mean the same: its metadata, and the replicas of its spec. */
export function decodeScale(message: Buffer): Record<string, unknown> {
  const fields = new Map([...wireFields(message)].map(({ number, value }) => [number, value]));
  const metadata = fields.get(1);
  const spec = fields.get(2);
  const replicas = Buffer.isBuffer(spec) ? [...wireFields(spec)].find(({ number }) => number === 1)?.value : undefined;
  return {
    metadata: Buffer.isBuffer(metadata) ? decodeMessage(metadata, 'ObjectMeta') : {},
    spec: { replicas: Number(replicas ?? 0) },
  };
}
