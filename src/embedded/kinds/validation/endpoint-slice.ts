import type { Typed } from '../schema/typed.ts';
import { internetAddress } from './names.ts';
import { invalid, type Problems, required, unsupported } from './problem.ts';

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
