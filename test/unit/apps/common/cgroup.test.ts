import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCgroupMemory } from '../../../../apps/common/cgroup.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cgroup-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function read(membership: string, files: Record<string, string>) {
  for (const [name, text] of Object.entries({ ...files, membership })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), `${text}\n`);
  }
  return readCgroupMemory(root, join(root, 'membership'));
}

test('reads version 2 as a container sees it', () => {
  const memory = read('0::/', { 'memory.current': '5000', 'memory.max': '134217728' });
  expect(memory).toEqual({ usage: 5000, limit: 134_217_728 });
});

test('reads version 1 where the path of the process is the one on the host', () => {
  const memory = read('9:cpu,cpuacct:/a\n4:memory:/kubepods/pod1/abc', {
    'memory/memory.usage_in_bytes': '6000',
    'memory/memory.limit_in_bytes': '134217728',
  });
  expect(memory).toEqual({ usage: 6000, limit: 134_217_728 });
});

test('reads the own group of a process outside of containers, not the root', () => {
  const memory = read('4:memory:/lab/one', {
    'memory/memory.usage_in_bytes': '999999',
    'memory/memory.limit_in_bytes': '999999',
    'memory/lab/one/memory.usage_in_bytes': '7000',
    'memory/lab/one/memory.limit_in_bytes': '8000',
  });
  expect(memory).toEqual({ usage: 7000, limit: 8000 });
});

test.each([
  ['2', '0::/', { 'memory.current': '1', 'memory.max': 'max' }],
  ['1', '4:memory:/', { 'memory/memory.usage_in_bytes': '1', 'memory/memory.limit_in_bytes': '9223372036854771712' }],
])('takes "no limit" of version %s for none', (_version, membership, files) => {
  expect(read(membership, files)).toEqual({ usage: 1, limit: undefined });
});

test('is undefined where there is no cgroup to be seen', () => {
  expect(readCgroupMemory(root, join(root, 'membership'))).toBeUndefined();
});
