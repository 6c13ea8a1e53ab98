import { expect, test } from 'vitest';
import { judgeBaseImage } from '../../../../src/doctor/checks/base-image.ts';

test('a base image that Docker has is ok', () => {
  expect(judgeBaseImage(true).outcome).toBe('ok');
});

test('a missing base image is a warning, mended by pulling it', () => {
  expect(judgeBaseImage(false)).toMatchObject({ outcome: 'warning', mend: 'docker pull node:24-bookworm-slim' });
});
