import { expect, test } from 'vitest';
import { judgeEmbedded } from '../../../../src/doctor/checks/embedded.ts';

const record = { version: 1, engine: '77-1', since: '2026-01-01T00:00:00Z', up: null } as const;
const up = { url: 'https://127.0.0.1:1', limits: 'watchdog', description: 'a watchdog' } as const;

test('no embedded cluster is as well as one that is up', () => {
  const found = [judgeEmbedded({ state: 'none' }), judgeEmbedded({ state: 'up', record: { ...record, up } })];
  expect(found.map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
});

test('one that is up is told with what its limits are worth', () => {
  expect(judgeEmbedded({ state: 'up', record: { ...record, up } }).found).toContain('approximate limits');
});

test('a dead one is mended by starting it again', () => {
  expect(judgeEmbedded({ state: 'died', record })).toEqual({
    outcome: 'warning',
    found: 'the embedded cluster of process 77 has died; runs on it make their own',
    mend: 'leaklab cluster up --on embedded',
  });
});
