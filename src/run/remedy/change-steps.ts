import type { Change } from '../../scenario/model.ts';
import type { RunContext } from '../context.ts';
import { readManifests } from '../read-manifests.ts';
import { applyPatch } from './apply-patch.ts';
import { setFields } from './set-fields.ts';

/** What a change does, step by step: each says what it did, and throws what the API server refuses. */
export async function changeSteps(context: RunContext, { file, set }: Change): Promise<(() => Promise<string>)[]> {
  const patches = file === null ? [] : await readManifests([file]);
  return [
    ...patches.map((patch) => () => applyPatch(context, patch)),
    ...(set === null ? [] : [() => setFields(context, set)]),
  ];
}
