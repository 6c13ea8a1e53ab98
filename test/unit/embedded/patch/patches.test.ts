import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareUpdate } from '../../../../src/embedded/kinds/prepare.ts';
import { applyPatch } from '../../../../src/embedded/patch/apply-patch.ts';
import type { StoredObject } from '../../../../src/embedded/store/object.ts';
import { StatusError } from '../../../../src/embedded/store/status-error.ts';
import { kindNamed } from '../kinds/kind-named.ts';

/** What the API server of Kubernetes 1.34.4 made of a Deployment (`PATCH …?dryRun=All`), or what it answered. */
const recorded = z
  .object({
    current: z.looseObject({ apiVersion: z.string(), kind: z.string(), metadata: z.looseObject({ name: z.string() }) }),
    cases: z.array(
      z.object({
        title: z.string(),
        type: z.string(),
        patch: z.unknown(),
        result: z.looseObject({ metadata: z.looseObject({}) }).optional(),
        error: z.object({ code: z.number(), message: z.string() }).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('data/patches.json', import.meta.url), 'utf8')));

const identity = { uid: 'u', resourceVersion: '7', creationTimestamp: '2026-01-01T00:00:00Z' };
const current: StoredObject = { ...recorded.current, metadata: { ...recorded.current.metadata, ...identity } };

for (const type of ['strategic-merge-patch+json', 'merge-patch+json', 'json-patch+json']) {
  describe(`a ${type}`, () => {
    test.each(recorded.cases.filter((one) => one.type === type))('$title', ({ patch, result, error }) => {
      const outcome = outcomeOf(type, patch);
      expect(outcome).toEqual(error ?? { ...result, metadata: { ...result?.metadata, ...identity } });
    });
  });
}

test('a patch leaves the present object as it is', () => {
  const before = structuredClone(current);
  for (const { type, patch } of recorded.cases) outcomeOf(type, patch);
  expect(current).toEqual(before);
});

test('a strategic merge brings in no nulls and no directives', () => {
  const resources = { limits: { memory: null, cpu: '1' }, $patch: 'merge' };
  const body = JSON.stringify({ spec: { template: { spec: { containers: [{ name: 'new', resources }] } } } });
  const given = { contentType: 'application/strategic-merge-patch+json', body, fieldManager: 'test' };
  expect(applyPatch(kindNamed('Deployment'), current, given)).toHaveProperty('spec.template.spec.containers.0', {
    name: 'new',
    resources: { limits: { cpu: '1' } },
  });
});

function outcomeOf(type: string, patch: unknown): unknown {
  const kind = kindNamed('Deployment');
  const given = { contentType: `application/${type}`, body: JSON.stringify(patch), fieldManager: 'test' };
  try {
    const patched = applyPatch(kind, current, given);
    const object: StoredObject = { ...patched, metadata: { ...identity, name: 'p', ...patched.metadata } };
    const { metadata, spec } = prepareUpdate(kind, object, current);
    return { metadata, spec };
  } catch (thrown) {
    if (thrown instanceof StatusError) return { code: thrown.code, message: thrown.message };
    throw thrown;
  }
}
