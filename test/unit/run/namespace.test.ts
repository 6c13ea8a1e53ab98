import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { AnyObject } from '../../../src/evidence/objects.ts';
import { isLeftOver, namespaceObject } from '../../../src/run/namespace.ts';
import { namespaceOf, newRunId } from '../../../src/run/id.ts';
import { runCommand } from '../../../src/shared/command.ts';
import { runId } from './a-plan.ts';

const deadProcess = Number((await runCommand('sh', ['-c', 'echo $$'])).stdout);

/** A run's namespace as another process made it. */
function madeBy(pid: number | string, different: object = {}, keep = false): AnyObject {
  const object = namespaceObject('lab-1', { id: runId, keep });
  const annotations = { ...object.metadata.annotations, 'lab.run/owner-pid': String(pid) };
  return { ...object, metadata: { ...object.metadata, annotations, ...different } };
}

describe("a run's namespace", () => {
  test('is left over when its process on this machine has died', () => {
    expect(isLeftOver(madeBy(deadProcess))).toBe(true);
  });

  test.each([
    ['its process lives', namespaceObject('lab-1', { id: runId, keep: false })],
    ['it was to be kept', madeBy(deadProcess, {}, true)],
    ['it is being deleted', madeBy(deadProcess, { deletionTimestamp: '2026-03-01T10:00:00Z' })],
    [
      'it was made on another machine',
      madeBy(deadProcess, {
        annotations: { 'lab.run/owner-host': 'elsewhere', 'lab.run/owner-pid': String(deadProcess) },
      }),
    ],
    ['it does not say who made it', madeBy(deadProcess, { annotations: { 'lab.run/owner-host': hostname() } })],
    ['its process has no number', madeBy('none')],
    ['it has no annotations', madeBy(deadProcess, { annotations: undefined })],
  ])('is not left over when %s', (_why, object) => {
    expect(isLeftOver(object)).toBe(false);
  });

  test("carries the run's label, by which it is found and may be deleted", () => {
    expect(namespaceObject('lab-1', { id: runId, keep: false }).metadata.labels).toEqual({ 'lab.run/id': runId });
  });

  test('has a valid name that does not tell the fault', () => {
    expect(namespaceOf(newRunId(new Date('2026-03-01T10:00:00Z')))).toMatch(/^lab-20260301-100000-[b-z]{4}$/);
  });
});
