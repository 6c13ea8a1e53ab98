import { join } from 'node:path';
import type { AnyObject } from '../../../src/evidence/objects.ts';
import { readManifests } from '../../../src/run/read-manifests.ts';

export function manifestsOf(situation: string): Promise<AnyObject[]> {
  return readManifests([join(import.meta.dirname, 'manifests', `${situation}.yaml`)]);
}
