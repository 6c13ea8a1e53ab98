import { expect, test } from 'vitest';
import { kindByName, kindByPath, kinds } from '../../../../src/embedded/kinds/registry.ts';
import { toTable } from '../../../../src/embedded/kinds/table.ts';

test('a kind is found by the path of its objects and by what they say of themselves', () => {
  expect(kindByPath('apps', 'v1', 'deployments')).toBe(kindByName('apps/v1', 'Deployment'));
  expect(kindByPath('', 'v1', 'pods')).toMatchObject({ kind: 'Pod', resource: 'pods', singular: 'pod' });
});

test('a kind of another group or version is not found', () => {
  expect(kindByPath('apps', 'v1beta1', 'deployments')).toBeUndefined();
  expect(kindByName('v1', 'Deployment')).toBeUndefined();
});

test('no two kinds share a resource or a short name', () => {
  const names = kinds.flatMap(({ resource, shortNames }) => [resource, ...shortNames]);
  expect(new Set(names).size).toBe(names.length);
});

test('every kind can be printed, empty objects too', () => {
  const metadata = { name: 'a', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };
  for (const kind of kinds) {
    const { columnDefinitions, rows } = toTable(kind, [{ apiVersion: 'v1', kind: kind.kind, metadata }], { now: 0 });
    expect(rows.map(({ cells }) => cells.length)).toEqual([columnDefinitions.length]);
  }
});
