import { expect, test } from 'vitest';
import { wildcardListeners } from '../../../../src/embedded/network/wildcard-listeners.ts';

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const rest = '00000000:00000000 00:00000000 00000000     0        0';
const files: Record<string, string> = {
  '/proc/net/tcp': `${head}
   0: 00000000:1F90 00000000:0000 0A ${rest} 111 1 0000000000000000 100 0 0 10 0
   1: 0101407F:1F91 00000000:0000 0A ${rest} 222 1 0000000000000000 100 0 0 10 0
   2: 00000000:1F92 0100007F:9C40 01 ${rest} 333 1 0000000000000000 100 0 0 10 0`,
  '/proc/net/tcp6': `${head}
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A ${rest} 444 1 0 100 0 0 10 0
   1: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A ${rest} 555 1 0 100 0 0 10 0`,
};

test('what listens on all addresses is found, of IPv4 and IPv6', () => {
  expect(wildcardListeners((path) => files[path])).toEqual([
    { port: 8080, inode: '111' },
    { port: 80, inode: '444' },
  ]);
});

test('a machine without IPv6 has those of IPv4', () => {
  expect(wildcardListeners((path) => (path.endsWith('6') ? undefined : files[path]))).toEqual([
    { port: 8080, inode: '111' },
  ]);
});
