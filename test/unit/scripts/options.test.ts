import { expect, test } from 'vitest';
import { parseNamespace, parseRegistry } from '../../../scripts/lib/options.ts';
import { Fault } from '../../../src/shared/errors.ts';

test.each(['data-processing', 'a', '0', 'team-1', 'x'.repeat(63)])('the namespace %s is taken as it is', (name) => {
  expect(parseNamespace(name)).toBe(name);
});

test.each(['', 'Team', 'a_b', '-a', 'a-', 'a.b', 'a b', 'x'.repeat(64), '../a', 'a\n'])(
  'the namespace %j is bad usage, told before anything is asked of a cluster',
  (name) => {
    expect(() => parseNamespace(name)).toThrow(Fault);
    expect(() => parseNamespace(name)).toThrow(/RFC|lower-case letters, digits and "-"/);
  },
);

test.each([
  ['127.0.0.1:5000', '127.0.0.1:5000'],
  ['localhost:5000/', 'localhost:5000'],
  ['registry.example:443/team/lab', 'registry.example:443/team/lab'],
  ['[::1]:5000', '[::1]:5000'],
])('the registry %s is used as %s', (given, used) => {
  expect(parseRegistry(given)).toBe(used);
});

test.each([
  '',
  'localhost',
  'localhost:',
  ':5000',
  'localhost:0',
  'localhost:65536',
  'http://localhost:5000',
  'a b:5000',
  '-a:5000',
  'localhost:5000/Team',
  "localhost:5000'; true",
])('the registry %j is bad usage', (given) => {
  expect(() => parseRegistry(given)).toThrow(/expected HOST:PORT without a scheme, got/);
});
