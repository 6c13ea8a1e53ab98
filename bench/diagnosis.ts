import { join } from 'node:path';
import { diagnose } from '../src/diagnose/diagnose.ts';
import { readBundle } from '../src/evidence/read-bundle.ts';
import { projectRoot } from '../src/shared/places.ts';
import { median, timed } from './figure.ts';
import type { Figure } from './figure.ts';

/** A recorded bundle, read from the disk and diagnosed. */
export async function benchDiagnosis(): Promise<Figure[]> {
  const folder = join(projectRoot, 'test/fixtures/bundles/memory-leak');
  const times: number[] = [];
  for (let round = 0; round < 11; round += 1) times.push(await timed(async () => diagnose(await readBundle(folder))));
  return [
    {
      name: 'reading and diagnosing a bundle, median of 11',
      value: `${Math.round(median(times))} ms`,
      goal: 'under 1 s',
    },
  ];
}
