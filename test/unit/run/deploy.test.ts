import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { prepare } from '../../../src/run/deploy.ts';
import { readManifests } from '../../../src/run/read-manifests.ts';
import { Fault } from '../../../src/shared/errors.ts';
import { runId } from './a-plan.ts';

const workload = { kind: 'Deployment', name: 'ledger' };

function deployment(...containers: object[]) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'ledger', labels: { app: 'ledger' } },
    spec: { replicas: 2, strategy: { type: 'Recreate' }, template: { metadata: { x: 1 }, spec: { containers } } },
  };
}

describe('a manifest as it is deployed', () => {
  test("carries the run's label beside its own", () => {
    expect(prepare(deployment(), runId, workload, { env: {} }).metadata.labels).toEqual({
      app: 'ledger',
      'lab.run/id': runId,
    });
  });

  test("has the pace in the environment of the workload's containers, in place of their own word for it", () => {
    const app = {
      name: 'app',
      image: 'ledger:1',
      env: [
        { name: 'PACE', value: 'real' },
        { name: 'PORT', value: '80' },
      ],
    };
    const prepared = prepare(deployment(app, { name: 'proxy' }), runId, workload, { env: { PACE: 'lab' } });
    const pace = { name: 'PACE', value: 'lab' };
    expect(prepared['spec']).toEqual({
      replicas: 2,
      strategy: { type: 'Recreate' },
      template: {
        metadata: { x: 1 },
        spec: {
          containers: [
            { name: 'app', image: 'ledger:1', env: [{ name: 'PORT', value: '80' }, pace] },
            { name: 'proxy', env: [pace] },
          ],
        },
      },
    });
  });

  test('has the grace period of its pace, where that has one', () => {
    const paced = prepare(deployment(), runId, workload, { env: {}, gracePeriod: 6 });
    expect(paced['spec']).toMatchObject({ template: { spec: { terminationGracePeriodSeconds: 6 } } });
  });

  test.each([
    ['another Deployment', { ...deployment({ name: 'app' }), metadata: { name: 'other' } }],
    ['another kind of the same name', { kind: 'Service', metadata: { name: 'ledger' }, spec: { ports: [] } }],
  ])('that is %s has nothing more than the label', (_what, object) => {
    const labels = { 'lab.run/id': runId };
    expect(prepare(object, runId, workload, { env: { PACE: 'lab' } })).toEqual({
      ...object,
      metadata: { ...object.metadata, labels },
    });
  });

  test('that cannot be read is a fault of its author', () => {
    const broken = { ...deployment(), spec: { template: {} } };
    expect(() => prepare(broken, runId, workload, { env: {} })).toThrow(Fault);
  });

  test('leaves the object that it is made of as it was', () => {
    const object = deployment({ name: 'app' });
    const before = structuredClone(object);
    prepare(object, runId, workload, { env: { PACE: 'lab' } });
    expect(object).toEqual(before);
  });
});

test('manifests are read in the order of the files, each with all of its documents', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = { b: 'metadata: { name: one }\n---\nmetadata: { name: two }\n', a: 'metadata: { name: three }\n' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const objects = await readManifests([join(folder, 'b'), join(folder, 'a')]);
  expect(objects.map(({ metadata }) => metadata.name)).toEqual(['one', 'two', 'three']);
});
