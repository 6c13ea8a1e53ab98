import { expect, test } from 'vitest';
import { hostsToml, isLoopback, splitRegistry } from '../../../scripts/lib/node-registry.ts';

test.each([
  ['127.0.0.1:5000', '127.0.0.1', '5000', '127.0.0.1:5000'],
  ['localhost:80/team/lab', 'localhost', '80', 'localhost:80'],
  ['[::1]:5000', '::1', '5000', '[::1]:5000'],
])('%s is host %s, port %s', (registry, host, port, address) => {
  expect(splitRegistry(registry)).toEqual({ host, port, address });
});

test('only what a node would look for in itself is loopback', () => {
  const hosts = [
    '127.0.0.1',
    '127.8.8.8',
    'localhost',
    '::1',
    '10.0.0.1',
    'registry.example',
    '127.example',
    '172.18.0.1',
  ];
  expect(hosts.filter(isLoopback)).toEqual(['127.0.0.1', '127.8.8.8', 'localhost', '::1']);
});

test('a node is sent from the name of the registry to where it can reach it', () => {
  expect(hostsToml('127.0.0.1:5000', 'http://172.18.0.1:5000')).toBe(
    'server = "http://127.0.0.1:5000"\n\n[host."http://172.18.0.1:5000"]\n  capabilities = ["pull", "resolve"]\n',
  );
});
