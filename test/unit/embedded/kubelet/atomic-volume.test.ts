import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '../../../../src/embedded/kubelet/atomic-volume.ts';

let volume: string;
beforeEach(() => {
  volume = mkdtempSync(join(tmpdir(), 'volume-'));
});
afterEach(() => rmSync(volume, { recursive: true }));

const now = Date.parse('2026-01-02T03:04:05.678Z');
const payload = (files: Record<string, string>, mode = 0o644) =>
  new Map(Object.entries(files).map(([path, text]) => [path, { content: Buffer.from(text), mode }]));

test('each name is a link through ..data to a folder named after the time', () => {
  writeAtomically(volume, payload({ a: 'one', 'deep/b': 'two' }, 0o600), now);
  expect(readlinkSync(join(volume, '..data'))).toMatch(/^\.\.2026_01_02_03_04_05\./);
  expect(readlinkSync(join(volume, 'deep'))).toBe('..data/deep');
  expect(readFileSync(join(volume, 'deep/b'), 'utf8')).toBe('two');
  expect(statSync(join(volume, 'a')).mode & 0o777).toBe(0o600);
});

test('new files take the place of the old ones, and what is no more is gone', () => {
  writeAtomically(volume, payload({ a: '1', gone: '' }), now);
  writeAtomically(volume, payload({ a: '2', more: '' }), now);
  expect(readFileSync(join(volume, 'a'), 'utf8')).toBe('2');
  expect(readdirSync(volume).filter((name) => !name.startsWith('..'))).toEqual(['a', 'more']);
  expect(readdirSync(volume).filter((name) => name.startsWith('..2'))).toHaveLength(1);
});

test('what is as it was is not written again', () => {
  writeAtomically(volume, payload({ a: '1' }), now);
  expect(writeAtomically(volume, payload({ a: '1' }), now)).toBeUndefined();
  expect(writeAtomically(volume, payload({ a: '2' }), now)).toBeDefined();
});
