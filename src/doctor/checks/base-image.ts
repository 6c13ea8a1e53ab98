import { baseImage } from '../../images/dockerfile.ts';
import type { Check } from '../check.ts';
import type { Outcome } from '../outcome.ts';
import { ok, warning } from '../outcome.ts';
import { hasImage } from '../readings/node-images.ts';

export const baseImageCheck: Check = {
  name: 'base-image',
  group: 'images',
  needs: ['daemon'],
  byHand: `docker image inspect ${baseImage}`,
  run: async (signal) => judgeBaseImage(await hasImage(baseImage, signal)),
};

export function judgeBaseImage(isThere: boolean): Outcome {
  if (isThere) return ok(baseImage);
  const found = `${baseImage}, which the workload images stand on, is not in Docker; the first build pulls it`;
  return warning(found, `docker pull ${baseImage}`);
}
