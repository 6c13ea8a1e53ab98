import { afterEach, expect, test, vi } from 'vitest';
import { quoted } from '../../../scripts/lib/kubectl.ts';
import { typed } from '../../../scripts/lib/typed.ts';

afterEach(() => vi.unstubAllEnvs());

test('who started a verb with node is told the next one with node', () => {
  vi.stubEnv('npm_lifecycle_event', 'test');
  expect(typed('fix', '--remedy', 'raise-limit')).toBe('node scripts/fix.ts --remedy raise-limit');
});

test('who started a verb through npm is told the next one through npm, options behind the dashes', () => {
  vi.stubEnv('npm_lifecycle_event', 'collect');
  expect([typed('fix', '--remedy', 'raise-limit'), typed('down')]).toEqual([
    'npm run fix -- --remedy raise-limit',
    'npm run down',
  ]);
});

test.each([
  ['--timeout=90s', '--timeout=90s'],
  ['deployment/data-processor', 'deployment/data-processor'],
  ['a b', "'a b'"],
  ["it's", String.raw`'it'\''s'`],
  ['$(true)', "'$(true)'"],
  ['', "''"],
])('the argument %j is shown as %s, so that the line can be pasted', (argument, shown) => {
  expect(quoted(argument)).toBe(shown);
});
