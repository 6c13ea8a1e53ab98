import type { NewObject } from '../../store/object.ts';
import type { Store } from '../../store/store.ts';
import { fieldsOf } from './fields-of.ts';

/**
 * Where cluster IPs come from: the upper half of a cluster's block of loopback addresses, 127.96.128.0/17 for "127.96".
 * Kubernetes' own 10.96.0.0/16 would promise a network that is not there; here the engine can listen on every address.
 */
const firstThirdByte = 128;
const addresses = 2 ** 15 - 2;

/**
 * Gives a Service its address, the same one each time for the same name unless another has it.
 * @param network - the first two bytes of the block
 */
export function completeService(store: Store, object: NewObject, network: string): NewObject {
  const spec = fieldsOf(object['spec']);
  if (spec['type'] === 'ExternalName') return object;
  const given = spec['clusterIP'];
  const clusterIP = typeof given === 'string' && given !== '' ? given : freeAddress(store, object, network);
  return {
    ...object,
    spec: {
      internalTrafficPolicy: 'Cluster',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      ...spec,
      clusterIP,
      clusterIPs: [clusterIP],
    },
  };
}

function freeAddress(store: Store, { metadata }: NewObject, network: string): string {
  const taken = new Set(store.list({ resource: 'services' }).items.map(({ spec }) => fieldsOf(spec)['clusterIP']));
  const first = hash(`${metadata.namespace ?? ''}/${metadata.name ?? ''}`);
  for (let step = 0; ; step += 1) {
    const number = 1 + ((first + step) % addresses);
    const address = `${network}.${firstThirdByte + (number >> 8)}.${number & 255}`;
    if (!taken.has(address)) return address;
  }
}

function hash(text: string): number {
  let value = 0;
  for (const byte of Buffer.from(text)) value = (Math.imul(value, 31) + byte) >>> 0;
  return value;
}
