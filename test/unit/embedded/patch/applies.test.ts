import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareNew, prepareUpdate } from '../../../../src/embedded/kinds/prepare.ts';
import { applyPatch } from '../../../../src/embedded/patch/apply-patch.ts';
import type { NewObject, StoredObject } from '../../../../src/embedded/store/object.ts';
import { StatusError } from '../../../../src/embedded/store/status-error.ts';
import { kindNamed } from '../kinds/kind-named.ts';

/** What the API server of Kubernetes 1.34.4 made of one server-side apply after the other. */
const recorded = z
  .array(
    z.object({
      title: z.string(),
      steps: z.array(
        z.object({
          manager: z.string(),
          force: z.boolean().default(false),
          applied: z.unknown(),
          result: z.object({ labels: z.unknown().optional(), spec: z.unknown(), owned: z.unknown() }).optional(),
          error: z.object({ code: z.number(), message: z.string() }).optional(),
        }),
      ),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('data/applies.json', import.meta.url), 'utf8')));

describe('a server-side apply', () => {
  test.each(recorded)('$title', ({ steps }) => {
    let current: StoredObject | undefined;
    const outcomes = steps.map(({ manager, force, applied }) => {
      const outcome = applyTo(current, { body: JSON.stringify(applied), fieldManager: manager, force });
      if (outcome instanceof StatusError) return { error: { code: outcome.code, message: outcome.message } };
      current = outcome;
      return { result: summaryOf(outcome) };
    });
    expect(outcomes).toEqual(steps.map(({ result, error }) => ({ result, error })));
  });
});

test('what others put into a map stays when its manager no longer applies the map', () => {
  const applied = (labels?: object) => ({
    body: JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ssa', ...(labels && { labels }) } }),
    contentType: 'application/apply-patch+yaml',
    fieldManager: 'one',
  });
  const kind = kindNamed('ConfigMap');
  const first = stored(applyPatch(kind, undefined, applied({ own: '1' })));
  const labelled = { ...first, metadata: { ...first.metadata, labels: { own: '1', other: '2' } } };
  expect(applyPatch(kind, labelled, applied()).metadata.labels).toEqual({ other: '2' });
});

test('what was there before the first apply stays when the applied part goes', () => {
  const kind = kindNamed('Deployment');
  const template = { spec: { containers: [{ name: 'app', image: 'app:1' }] } };
  const created = stored({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec: { replicas: 1, template } });
  const apply = (current: StoredObject, spec?: object) => {
    const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'ssa' }, ...(spec && { spec }) };
    const given = { contentType: 'application/apply-patch+yaml', fieldManager: 'one', body: JSON.stringify(object) };
    return stored(applyPatch(kind, current, given));
  };
  const paused = apply(created, { replicas: 1, paused: true });
  expect(paused['spec']).toEqual({ replicas: 1, paused: true, template });
  expect(apply(paused)['spec']).toEqual({ replicas: 1, template });
});

const managed = z.array(z.object({ manager: z.string(), fieldsV1: z.unknown() }));

function summaryOf({ metadata, spec }: StoredObject): object {
  const owned = managed.parse(metadata['managedFields']).map(({ manager, fieldsV1 }) => [manager, fieldsV1]);
  return { labels: metadata.labels, spec, owned: Object.fromEntries(owned) };
}

interface Apply {
  body: string;
  fieldManager: string;
  force: boolean;
}

function applyTo(current: StoredObject | undefined, apply: Apply): StoredObject | StatusError {
  const kind = kindNamed('Deployment');
  try {
    const patched = applyPatch(kind, current, { contentType: 'application/apply-patch+yaml', ...apply });
    return current === undefined ? stored(prepareNew(kind, patched)) : prepareUpdate(kind, stored(patched), current);
  } catch (thrown) {
    if (thrown instanceof StatusError) return thrown;
    throw thrown;
  }
}

/** With what the store would give it. */
function stored(object: NewObject): StoredObject {
  const identity = { name: 'ssa', uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' };
  return { ...object, metadata: { ...identity, ...object.metadata } };
}
