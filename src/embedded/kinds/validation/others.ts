import type { Typed } from '../schema/typed.ts';
import { internetAddress } from './names.ts';
import { notNegative, positive } from './numbers.ts';
import { invalid, type Problems, required, unsupported } from './problem.ts';

export function* leaseProblems({ spec = {} }: Typed<'Lease'>): Problems {
  yield* positive('spec.leaseDurationSeconds', spec.leaseDurationSeconds);
  yield* notNegative('spec.leaseTransitions', spec.leaseTransitions);
}

const addressTypes = ['FQDN', 'IPv4', 'IPv6'];

export function* endpointSliceProblems({ addressType = '', endpoints = [] }: Typed<'EndpointSlice'>): Problems {
  if (addressType === '') yield required('addressType');
  else if (!addressTypes.includes(addressType)) yield unsupported('addressType', addressType, addressTypes);
  for (const [index, { addresses = [] }] of endpoints.entries()) {
    const field = `endpoints[${index}].addresses`;
    if (addresses.length === 0) yield required(field, 'must contain at least 1 address');
    if (addressType !== 'IPv4' && addressType !== 'IPv6') continue;
    for (const [at, address] of addresses.entries()) {
      for (const why of internetAddress(address)) yield invalid(`${field}[${at}]`, address, why);
    }
  }
}

/** Of things without a namespace, events are kept in `default`. */
export function* eventProblems({ metadata, involvedObject }: Typed<'Event'>): Problems {
  const { namespace = '' } = metadata ?? {};
  const about = involvedObject?.namespace ?? '';
  if (namespace !== (about === '' ? 'default' : about)) {
    yield invalid('involvedObject.namespace', about, 'does not match event.namespace');
  }
}

export function* claimProblems({ spec = {} }: Typed<'PersistentVolumeClaim'>): Problems {
  if ((spec.accessModes ?? []).length === 0) {
    yield required('spec.accessModes', 'at least 1 access mode is required');
  }
  if (spec.resources?.requests?.['storage'] === undefined) yield required('spec.resources[storage]');
}
