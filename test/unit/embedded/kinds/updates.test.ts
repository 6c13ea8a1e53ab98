import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareUpdate } from '../../../../src/embedded/kinds/prepare.ts';
import { kindByName } from '../../../../src/embedded/kinds/registry.ts';
import { mergePatch } from '../../../../src/embedded/patch/merge-patch.ts';
import type { StoredObject } from '../../../../src/embedded/store/object.ts';
import { StatusError } from '../../../../src/embedded/store/status-error.ts';

/** What the API server of Kubernetes 1.34.4 answered to changes (without the diffs of its own structs). */
const recorded = z
  .array(z.object({ title: z.string(), old: z.unknown(), change: z.unknown(), answer: z.string() }))
  .parse(JSON.parse(readFileSync(new URL('data/updates.json', import.meta.url), 'utf8')));

const objectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

describe('answers as the API server does to a change of', () => {
  test.each(recorded)('$title', ({ old, change, answer }) => {
    expect(answerTo(stored(old), stored(mergePatch(old, change)))).toBe(answer);
  });
});

test('a Service keeps the address that an update leaves out', () => {
  const old = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'front' }, spec: { ports: [{ port: 80 }] } };
  const address = { clusterIP: '127.96.0.1', clusterIPs: ['127.96.0.1'] };
  const updated = update(stored({ ...old, spec: { ...old.spec, ...address } }), stored(old));
  expect(updated['spec']).toMatchObject(address);
});

test('an update of the status leaves all else as it was', () => {
  const old = stored({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { nodeName: 'one' } });
  const kind = kindByName('v1', 'Pod');
  const given = { ...old, spec: { nodeName: 'two' }, status: { phase: 'Running' } };
  expect(kind && prepareUpdate(kind, given, old, 'status')).toEqual({ ...old, status: { phase: 'Running' } });
});

function stored(value: unknown): StoredObject {
  const object = objectSchema.parse(value);
  const identity = { uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' };
  return { ...object, metadata: { ...identity, ...object.metadata } };
}

function update(old: StoredObject, object: StoredObject): StoredObject {
  const kind = kindByName(object.apiVersion, object.kind);
  if (kind === undefined) throw new Error(`no kind ${object.kind}`);
  return prepareUpdate(kind, object, old);
}

function answerTo(old: StoredObject, object: StoredObject): string {
  try {
    update(old, object);
    return 'accepted';
  } catch (thrown) {
    if (thrown instanceof StatusError) return thrown.message;
    throw thrown;
  }
}
